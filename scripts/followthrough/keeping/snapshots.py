"""Copies of the workbook as it was, kept the way a backup tool keeps them: what is written can be undone.

They are also the history: what a weekly summary says has changed is read from them.
"""

from __future__ import annotations

import hashlib
import os
import re
import zlib
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from followthrough.keeping.files import write_whole
from followthrough.knowing.errors import TryAgainError, WorkbookError
from followthrough.knowing.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FOLDER = "snapshots"
ALL_FOR = timedelta(days=14)
WEEKLY_FOR = timedelta(days=365)
_NAME = re.compile(r"([0-9]{8}T[0-9]{6}Z)-([0-9a-f]{16})(?!\.new)(?:\.[^.]+)?")


class Snapshot(Record, frozen=True):
    """One copy: when it was taken (UTC), by what its content is known, and when the workbook last held that."""

    path: Path
    taken: datetime
    content: str
    held: datetime


def list_snapshots(folder: Path) -> list[Snapshot]:
    """The snapshots of a workbook's data folder, oldest first; files of other names are nobody's business.

    Raises:
        TryAgainError: the folder cannot be read.
    """
    try:
        found = [_parse(path) for path in (folder / FOLDER).glob("*Z-*")]
    except OSError as error:
        raise TryAgainError(f"The snapshots in {folder} cannot be read: {error.strerror}.", file=str(folder)) from error
    return sorted(filter(None, found), key=_order)


def _order(snapshot: Snapshot) -> tuple[datetime, str]:
    return snapshot.taken, snapshot.path.name


def _parse(path: Path) -> Snapshot | None:
    name = _NAME.fullmatch(path.name)
    if not name:
        return None
    try:
        taken = datetime.fromisoformat(name[1])
        held = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return Snapshot(path, taken, name[2], held)


def read_snapshot(snapshot: Snapshot) -> bytes:
    """The workbook in a snapshot.

    Raises:
        WorkbookError: it cannot be read, or is not any more what was kept.
    """
    try:
        workbook = snapshot.path.read_bytes()
    except OSError as error:
        raise WorkbookError(
            f"The snapshot {snapshot.path} cannot be read: {error.strerror}.", file=str(snapshot.path)
        ) from error
    if mark(workbook) != snapshot.content:
        raise WorkbookError(
            f"The snapshot {snapshot.path} is damaged: it is not what was kept. Take another one.",
            file=str(snapshot.path),
        )
    return workbook


def keep_snapshot(folder: Path, workbook: bytes, suffix: str, now: datetime) -> Path | None:
    """Keep a workbook as it is, under its file's own suffix, unless a snapshot with that very content is there.

    Returns:
        the new snapshot; None where there was one.

    Raises:
        TryAgainError: it could not be written, or does not read back as it was written; nothing else may be written.
    """
    content = mark(workbook)
    for kept in list_snapshots(folder):
        if kept.content == content and _held(kept.path) == workbook:
            _note_time(kept.path, now)
            return None
    place = folder / FOLDER
    path = place / f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{content}{suffix}"
    try:
        write_whole(path, workbook)
    except OSError as error:
        raise TryAgainError(
            f"No snapshot could be kept in {place} ({error.strerror}), so nothing was written: make room there.",
            file=str(place),
        ) from error
    _note_time(path, now)
    return path


def _note_time(path: Path, now: datetime) -> None:
    """Note when the workbook held this: a content that came back is not old, however long ago it was first kept."""
    with suppress(OSError):
        os.utime(path, (now.timestamp(), now.timestamp()))


def prune_snapshots(folder: Path, now: datetime) -> None:
    """Keep all of 14 days, the last one of each week for a year, the last one of each month beyond; and the newest.

    Damaged ones neither count nor go, and one that opens does not go for one that does not. Nothing here is worth
    stopping a night for.
    """
    with suppress(OSError, TryAgainError):
        for left in (folder / FOLDER).glob("*Z-*.new"):  # a run that was killed
            left.unlink()
    with suppress(OSError, TryAgainError):
        snapshots = list_snapshots(folder)
        if worth_keeping(snapshots, now) == set(snapshots):
            return
        whole = [snapshot for snapshot in snapshots if mark(_held(snapshot.path)) == snapshot.content]
        opening = [snapshot for snapshot in whole if _opens(snapshot)]
        for snapshot in set(whole) - worth_keeping(whole, now) - worth_keeping(opening, now):
            snapshot.path.unlink(missing_ok=True)


def worth_keeping(snapshots: Iterable[Snapshot], now: datetime) -> set[Snapshot]:
    """Which snapshots a night leaves."""
    kept: dict[tuple[object, ...], Snapshot] = {}
    newest: Snapshot | None = None
    for snapshot in sorted(snapshots, key=_order):
        age = now - max(snapshot.taken, snapshot.held)
        if age <= ALL_FOR:
            kept[snapshot.path.name,] = snapshot
        elif age <= WEEKLY_FOR:
            kept["week", *snapshot.taken.isocalendar()[:2]] = snapshot
        else:
            kept["month", snapshot.taken.year, snapshot.taken.month] = snapshot
        newest = snapshot
    return set(kept.values()) | ({newest} if newest else set())


def _opens(snapshot: Snapshot) -> bool:
    """Whether it is a whole archive, as every workbook is: a workbook that was damaged is kept before a restore."""
    try:
        with ZipFile(snapshot.path) as archive:
            return archive.testzip() is None
    except (OSError, BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError):
        return False


def _held(path: Path) -> bytes:
    """What a file holds; nothing where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def mark(workbook: bytes) -> str:
    """By what the content of a workbook is known in the name of a snapshot."""
    return hashlib.sha256(workbook).hexdigest()[:16]
