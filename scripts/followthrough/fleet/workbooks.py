"""Which workbooks a run over many is about: folders, files, patterns and lists, each workbook once."""

from __future__ import annotations

import os
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from followthrough.knowing.errors import UsageError
from followthrough.knowing.wording import one_line
from followthrough.setup.config import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SUFFIXES = (".xlsx", ".xlsm")
LISTS = (".txt", ".lst", "")
"""How the name of a file ends that names workbooks, a line each."""
NOT_THEIRS = ("~$", ".")
"""How the names of files begin that say who has a workbook open, or lie hidden."""


def find_workbooks(given: Sequence[str], data: Path) -> list[Path]:
    """The workbooks that are meant, in order, each once however often and under whichever name it was given.

    Args:
        data: the folder in which the program keeps snapshots: those are nobody's workbook.
        given: folders, whose workbooks are found at any depth (links to folders are not followed); workbooks; patterns
            such as "people/*/jobs.xlsx"; text files that name one of all these a line, counted from their own folder.

    Returns:
        absolute paths. A workbook that was named and is not there is among them: its own run says so.

    Raises:
        UsageError: there is none, or a list or a folder cannot be read.
    """
    found: dict[object, Path] = {}
    kept = _identity(data)
    for path in _each(given, Path.cwd(), kept, from_list=False):
        found.setdefault(_identity(path), path)
    if not found:
        names = ", ".join(one_line(name) for name in given)
        raise UsageError(f"There is no workbook ({' or '.join(SUFFIXES)}) in {names}: name another folder.")
    return list(found.values())


def _each(given: Iterable[str], folder: Path, kept: object, *, from_list: bool) -> Iterator[Path]:
    for name in given:
        path = absolute(folder / Path(name).expanduser())
        if path.is_dir():
            yield from _inside(path, kept)
        elif path.suffix.casefold() in LISTS and path.is_file() and not from_list:
            yield from _each(_lines(path), path.parent, kept, from_list=True)
        elif has_magic(name) and not path.exists():
            found = sorted(glob(str(path), recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
            matching = [each for each in found if not Path(each).name.startswith(NOT_THEIRS)]
            yield from _each(matching, folder, kept, from_list=True)
        else:
            yield path


def _inside(folder: Path, kept: object) -> Iterator[Path]:
    """Every workbook in a folder and the folders in it, in the order of their names."""
    for place, folders, names in os.walk(folder, onerror=_say_unreadable):
        visible = sorted(name for name in folders if not name.startswith(NOT_THEIRS))
        folders[:] = [name for name in visible if _identity(Path(place, name)) != kept]
        for name in sorted(names):
            if name.casefold().endswith(SUFFIXES) and not name.startswith(NOT_THEIRS):
                yield Path(place, name)


def _say_unreadable(error: OSError) -> None:
    raise UsageError(f"{error.filename} cannot be looked into ({error.strerror}): name only folders that you may read.")


def _lines(path: Path) -> list[str]:
    """What a list names: its lines, without blank ones and those that begin with a #."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        told = error.strerror if isinstance(error, OSError) else "its letters are not UTF-8"
        raise UsageError(f"{path} cannot be read ({told}): name a text file with a workbook a line.") from None
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _identity(path: Path) -> object:
    """The file itself, by whichever name; the name where there is no such file."""
    try:
        state = path.stat()
    except OSError:
        return os.path.normcase(path)
    return state.st_dev, state.st_ino
