"""Where a workbook's memory lies, that only one run at a time has it, and that it follows a workbook that was moved."""

from __future__ import annotations

import hashlib
import math
import os
import re
import warnings
from contextlib import contextmanager, suppress
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from followthrough.judging.judge import keys
from followthrough.keeping.access import access_of, give_to_its_folder, make_private
from followthrough.keeping.files import read_any
from followthrough.keeping.journal import last_seen, rename_journal
from followthrough.keeping.snapshots import list_snapshots, mark
from followthrough.keeping.state import NAME, Left, read_state, write_state
from followthrough.keeping.systems import own_folder
from followthrough.knowing.errors import ConfigError, FollowthroughError, TryAgainError
from followthrough.knowing.record import replace
from followthrough.understanding.read import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from followthrough.keeping.state import State
    from followthrough.knowing.hints import Hints

LONGEST_STEM = 240
"""Bytes of the workbook's name in that of its data folder; a file system takes 255."""
_FOLDER = re.compile(r".*-[0-9a-f]{8}", re.DOTALL)
MOST_FOLDERS = 500
"""More belong to a whole centre: to look at all of them for each new workbook would take minutes."""
FEWEST_LEADS = 3
MOST_OF = 0.75
"""So many of a workbook's leads, and this part of them, are no accident: company, role and day are all the same."""


def data_folder(root: Path | None, workbook: Path) -> Path:
    """The folder for one workbook: its name, shortened where very long, and 8 hex of the hash of its real path."""
    real = real_path(workbook)
    place = hashlib.sha256(os.fsencode(real)).hexdigest()[:8]
    stem = real.stem
    while len(os.fsencode(stem)) > LONGEST_STEM:
        stem = stem[:-1]
    return (root or own_folder()) / f"{stem}-{place}"


def real_path(workbook: Path) -> Path:
    """Where a workbook really is."""
    try:
        return workbook.resolve()
    except RuntimeError:  # a link that leads to itself: reading it says so
        return workbook.absolute()


def make_folder(folder: Path) -> None:
    """Make the folder, for its owner only.

    Raises:
        ConfigError: it cannot be made.
    """
    try:
        make_private(folder)
    except OSError as error:
        raise ConfigError(
            f"The data folder {folder} cannot be made ({error.strerror}): name another one in config.toml, "
            "[files] data, or in FOLLOWTHROUGH_DATA.",
            file=str(folder),
        ) from error


@contextmanager
def only_run(folder: Path, workbook: Path) -> Iterator[None]:
    """Hold the workbook's lock: the system lets go of it when the run ends, however it ends.

    Raises:
        TryAgainError: another run has it.
    """
    from filelock import FileLock, Timeout

    make_folder(folder)
    lock = FileLock(folder / "lock", timeout=0)
    try:
        with warnings.catch_warnings():  # a file system without locks: another kind does, and nobody need know
            warnings.simplefilter("ignore")
            lock.acquire()
        give_to_its_folder(folder / "lock")
    except Timeout:
        raise TryAgainError(
            f"Another run is checking {workbook.name}: try again when it is done.", file=str(workbook)
        ) from None
    except OSError as error:
        raise TryAgainError(
            f"{folder / 'lock'} cannot be locked ({error.strerror}), so nothing was done.", file=str(folder)
        ) from error
    try:
        yield
    finally:
        with suppress(OSError):  # the system lets go of it anyway when the run ends
            lock.release()


def as_left(path: Path, content: bytes) -> Left | None:
    """The workbook with these bytes as a run leaves it; None where it is gone already."""
    try:
        state = path.stat()
    except OSError:
        return None
    return Left(
        place=str(real_path(path)),
        content=hashlib.sha256(content).hexdigest(),
        saved=state.st_mtime_ns,
        access=access_of(state),
    )


def find_folder(root: Path | None, path: Path, hints: Hints | None = None) -> Path:
    """The data folder of a workbook: its own, or the one it left behind where it was moved or renamed; for readers.

    Args:
        root: where the data folders lie.
        path: the workbook.
        hints: how it is read, where it was edited since and can only be known by its leads.
    """
    folder = data_folder(root, path)
    return folder if _has_memory(folder) else _left_behind(folder, path, hints) or folder


def claim_folder(root: Path | None, path: Path, hints: Hints | None = None) -> tuple[Path, str]:
    """The data folder of a workbook, as ``find_folder`` finds it; the one it left behind becomes its own.

    Returns:
        the folder, and a sentence where it was another's.

    Raises:
        TryAgainError: it could not be taken over, so nothing may be done: it would all be told again.
    """
    folder = data_folder(root, path)
    before = None if _has_memory(folder) else _left_behind(folder, path, hints)
    if not before:
        return folder, ""
    state = read_state(before)
    try:
        with only_run(before, path):
            _readdress(before, folder.name, path, state)
        with suppress(OSError):  # what a run made that was stopped early: nothing is remembered there
            (folder / "lock").unlink()
            folder.rmdir()
        before.rename(folder)
    except OSError as error:
        text = f"{path.name} was moved, and its memory in {before} cannot follow ({error.strerror}): nothing was done."
        raise TryAgainError(text, file=str(before)) from error
    was = state.left.place if state.left else before.name
    return folder, f"{path} was {was} before: what is remembered of it, and its snapshots, came along."


def _readdress(before: Path, name: str, path: Path, state: State) -> None:
    """Have all that names the old place name the new one; killed at any moment, the next run finds it again."""
    if state.left:
        here = replace(state.left, place=str(real_path(path)))
        write_state(before, replace(state, left=here), state.last_success or date.min)
    rename_journal(before, name)


def _has_memory(folder: Path) -> bool:
    return (folder / NAME).exists() or bool(list_snapshots(folder))


def _left_behind(folder: Path, path: Path, hints: Hints | None) -> Path | None:
    """The folder of a workbook that is no longer where it was, and held what lies at this path now.

    What a run left there is known by its bytes; an earlier state of it by the one folder that has a snapshot of it;
    and what was edited since by the one whose last night saw most of its leads.
    """
    others, real = _left_beside(folder), str(real_path(path))
    gone = {each: left for each, left in others.items() if _is_gone(left.place, path, real)}
    content = None
    if gone:
        with suppress(FollowthroughError):  # whoever reads it for good says why
            content = read_any(path)
    if not content:
        return None
    known = hashlib.sha256(content).hexdigest()
    same = [each for each, left in gone.items() if left.content == known]
    if same:
        return max(same, key=lambda each: (read_state(each).last_success or date.min, each))
    kept = [each for each in others if any(snapshot.content == mark(content) for snapshot in list_snapshots(each))]
    if not kept and hints:
        kept = _with_most_of(content, list(gone), hints)
    return kept[0] if len(kept) == 1 and kept[0] in gone else None


def _left_beside(folder: Path) -> dict[Path, Left]:
    """The data folders of other workbooks, and how each was left; none where they are too many for each new one."""
    try:
        beside = [each for each in folder.parent.iterdir() if _FOLDER.fullmatch(each.name)]
    except OSError:
        return {}
    found = {}
    for each in beside if len(beside) <= MOST_FOLDERS else ():
        with suppress(OSError, TryAgainError):
            state = (each / NAME).stat()
            left = _left_in(each, (state.st_ino, state.st_mtime_ns))
            if left:
                found[each] = left
    return found


@lru_cache(maxsize=2 * MOST_FOLDERS)
def _left_in(folder: Path, _: tuple[int, int]) -> Left | None:
    """Read once in a run over many new workbooks, as long as nobody writes a new state, which the numbers tell."""
    return read_state(folder).left


def _with_most_of(content: bytes, folders: list[Path], hints: Hints) -> list[Path]:
    """The folders whose last night saw most of the leads that the workbook holds, and some of them at least."""
    try:
        found = set(keys(read_workbook(content, hints).leads))
    except FollowthroughError:
        return []
    seen = {each: last_seen(each) for each in folders}
    return [
        each for each, leads in seen.items() if len(leads & found) >= max(FEWEST_LEADS, math.ceil(MOST_OF * len(leads)))
    ]


def _is_gone(place: str, path: Path, real: str) -> bool:
    """Whether nothing lies at a place any more; a place that cannot be looked at is not given up."""
    if place == real:
        return True  # a run was stopped while it took the folder over
    try:
        os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return place.casefold() == real.casefold() and path.samefile(place)
