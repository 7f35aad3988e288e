"""A workbook that was moved or renamed is known again by what it holds, and its data folder follows."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from followthrough.keeping.access import access_of
from followthrough.keeping.files import read_any
from followthrough.keeping.folders import data_folder, only_run, real_path
from followthrough.keeping.journal import rename_journal
from followthrough.keeping.snapshots import list_snapshots, mark
from followthrough.keeping.state import NAME, Left, read_state, write_state
from followthrough.knowing.errors import FollowthroughError, TryAgainError

if TYPE_CHECKING:
    from pathlib import Path

    from followthrough.keeping.state import State


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


def find_folder(root: Path | None, path: Path) -> Path:
    """The data folder of a workbook: its own, or the one it left behind where it was moved or renamed; for readers."""
    folder = data_folder(root, path)
    return folder if _has_memory(folder) else _left_behind(folder, path) or folder


def claim_folder(root: Path | None, path: Path) -> tuple[Path, str]:
    """The data folder of a workbook; the one it left behind becomes its own.

    Returns:
        the folder, and a sentence where it was another's.

    Raises:
        TryAgainError: it could not be taken over, so nothing may be done: it would all be told again.
    """
    folder = data_folder(root, path)
    before = None if _has_memory(folder) else _left_behind(folder, path)
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


def _left_behind(folder: Path, path: Path) -> Path | None:
    """The folder of a workbook that is no longer where it was, and held what lies at this path now."""
    try:
        others = [each for each in folder.parent.iterdir() if (each / NAME).is_file()]
        content = read_any(path) if others else None
    except (OSError, FollowthroughError):  # whoever reads it for good says why
        return None
    if not content:
        return None
    found = [(state.last_success or date.min, each) for each in others if (state := _is_it(each, path, content))]
    return max(found, key=lambda each: each[0], default=(date.min, None))[1]


def _is_it(folder: Path, path: Path, content: bytes) -> State | None:
    """The state of a workbook that is gone from its place, if it is this one."""
    try:
        state = read_state(folder)
        if not state.left or not _is_gone(state.left.place, path):
            return None
        known = {state.left.content[:16], *(snapshot.content for snapshot in list_snapshots(folder))}
    except FollowthroughError:
        return None
    return state if mark(content) in known else None


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
