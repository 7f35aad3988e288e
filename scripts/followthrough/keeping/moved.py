"""A workbook that was moved or renamed is known again by what it holds, and its data folder follows."""

from __future__ import annotations

import hashlib
import math
import os
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from followthrough.judging.judge import keys
from followthrough.keeping.access import access_of
from followthrough.keeping.files import read_any
from followthrough.keeping.folders import data_folder, only_run, real_path
from followthrough.keeping.journal import last_seen, rename_journal
from followthrough.keeping.snapshots import list_snapshots, mark
from followthrough.keeping.state import NAME, Left, read_state, write_state
from followthrough.knowing.errors import FollowthroughError, TryAgainError
from followthrough.understanding.read import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from followthrough.keeping.state import State
    from followthrough.knowing.hints import Hints

MOST_FOLDERS = 500
"""More belong to a whole centre: to look at all of them for each new workbook would take minutes."""
FEWEST_LEADS = 3
MOST_OF = 0.75
"""So many of a workbook's leads, and this part of them, are no accident: company, role and day are all the same."""


def as_left(path: Path, content: bytes) -> Left | None:
    """The workbook as a run leaves it; None where it is gone already.

    Args:
        path: where it lies.
        content: its bytes.
    """
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
        write_state(
            before, replace(state, left=replace(state.left, place=str(real_path(path)))), state.last_success or date.min
        )
    rename_journal(before, name)


def _has_memory(folder: Path) -> bool:
    return (folder / NAME).exists() or bool(list_snapshots(folder))


def _left_behind(folder: Path, path: Path, hints: Hints | None) -> Path | None:
    """The folder of a workbook that is no longer where it was, and held what lies at this path now.

    What a run left there is known by its bytes; an earlier state of it by the one folder that has a snapshot of it;
    and what was edited since by the one whose last night saw most of its leads.
    """
    others = {each: state for each in _folders_beside(folder) if (state := _state_of(each)) and state.left}
    gone = {each: state for each, state in others.items() if state.left and _is_gone(state.left.place, path)}
    content = _content_of(path) if gone else None
    if not content:
        return None
    known = hashlib.sha256(content).hexdigest()
    same = [each for each, state in gone.items() if state.left and state.left.content == known]
    if same:
        return max(same, key=lambda each: (gone[each].last_success or date.min, each))
    kept = [each for each in others if any(snapshot.content == mark(content) for snapshot in list_snapshots(each))]
    if not kept and hints:
        kept = _with_most_of(content, list(gone), hints)
    return kept[0] if len(kept) == 1 and kept[0] in gone else None


def _folders_beside(folder: Path) -> list[Path]:
    """The data folders of other workbooks; none where they are too many to be looked at for each new one."""
    try:
        found = [each for each in folder.parent.iterdir() if (each / NAME).is_file()]
    except OSError:
        return []
    return found if len(found) <= MOST_FOLDERS else []


def _state_of(folder: Path) -> State | None:
    try:
        return read_state(folder)
    except TryAgainError:
        return None


def _content_of(path: Path) -> bytes | None:
    try:
        return read_any(path)
    except FollowthroughError:  # whoever reads it for good says why
        return None


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


def _is_gone(place: str, path: Path) -> bool:
    """Whether nothing lies at a place any more; a place that cannot be looked at is not given up."""
    real = str(real_path(path))
    if place == real:
        return True  # a run was stopped while it took the folder over
    try:
        os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return place.casefold() == real.casefold() and path.samefile(place)
