"""The workbook as a file: read once, held open by whom, and put in place without ever overwriting an edit."""

from __future__ import annotations

import os
import secrets
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

from followthrough.errors import TryAgainError, WorkbookError
from followthrough.worksheet.exchange import (
    copy_attributes,
    exchange,
    is_abandoned,
    is_running,
    replace_with_backup,
    sync_folder,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_BYTES = 100 * 1024**2
LONGEST_OPEN = 3 * 24 * 3600
"""Seconds for which an owner file is believed: nobody leaves a workbook open for longer, but machines do crash."""
_WIDE_NAME = 55
TEMPORARY = ".followthrough-"
"""How our temporary files beside the workbook begin; a run that was killed leaves one, the next run removes it."""


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Whatever is wrong with a workbook is said with the name of its file."""
    try:
        yield
    except WorkbookError as error:
        if error.file is None:
            error.message, error.file = f"{path.name}: {error.message}", str(path)
        raise


def read_file(path: Path) -> bytes:
    """The bytes of a workbook.

    Raises:
        WorkbookError: there is no such file, or it is a folder, empty, far too large, or not to be read.
    """
    try:
        if path.is_dir():
            raise WorkbookError(f"{path.name} is a folder: name the workbook in it.", file=str(path))
        if path.stat().st_size > MOST_BYTES:
            raise WorkbookError(f"{path.name} is larger than 100 MB: is it the right file?", file=str(path))
        workbook = path.read_bytes()
    except FileNotFoundError:
        raise WorkbookError(f"There is no file {path}.", file=str(path)) from None
    except OSError as error:
        raise WorkbookError(f"{path.name} cannot be read: {error.strerror}.", file=str(path)) from error
    if not workbook:
        raise WorkbookError(f"{path.name} is empty: take it from a backup.", file=str(path))
    return workbook


def opened_by(path: Path, now: float) -> str | None:
    """Who has the workbook open, by the owner files that Excel and LibreOffice lay beside it.

    Args:
        path: the workbook.
        now: the time, in seconds since 1970.

    Returns:
        a name, "somebody" where it tells none, or None: not open, or only left behind by a program that crashed.
    """
    excel = _held(path.with_name(f"~${path.name}"), now)
    if excel is not None:
        return _excel_name(excel) or "somebody"
    libre = _held(path.with_name(f".~lock.{path.name}#"), now)
    if libre is None:
        return None
    name, user, host, *_ = [*libre.decode("utf-8", "replace").split(","), "", "", ""]
    if host.strip() == socket.gethostname() and is_running("soffice.bin") is False:
        return None
    return name.strip() or user.strip() or "somebody"


def _held(owner: Path, now: float) -> bytes | None:
    """What an owner file holds, where there is one to be believed."""
    try:
        if now - owner.stat().st_mtime > LONGEST_OPEN or is_abandoned(owner):
            return None
        return owner.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        return b""  # Windows keeps others out while Excel runs


def _excel_name(held: bytes) -> str:
    """The name in Excel's owner file: 55 bytes in the old coding, then its length and the name in UTF-16."""
    if len(held) < _WIDE_NAME + 2:
        return held[1 : 1 + held[0]].decode("latin-1").strip() if held else ""
    length = int.from_bytes(held[_WIDE_NAME : _WIDE_NAME + 2], "little")
    return held[_WIDE_NAME + 2 : _WIDE_NAME + 2 + 2 * length].decode("utf-16-le", "replace").strip()


class ChangedMeanwhile(TryAgainError):  # noqa: N818 - a state of the file, not a fault
    """The workbook is no longer the one that was judged."""


def put_in_place(path: Path, judged: bytes, patched: bytes) -> None:
    """Put the patched workbook in the place of the one that was judged, or nothing at all.

    The new file is complete and on the disk before it takes its place; what it displaced is compared with what was
    judged, and put back where it is not the same.

    Raises:
        ChangedMeanwhile: somebody saved it since it was read.
        WorkbookError: the file or its folder must not be written to.
    """
    target = path.resolve()
    remove_leftovers(target)
    fresh = target.with_name(f"{TEMPORARY}{secrets.token_hex(6)}.tmp")
    try:
        _write_beside(target, fresh, patched)
        if target.read_bytes() != judged or not _swap(target, fresh, judged, patched):
            raise ChangedMeanwhile(_CHANGED.format(path.name), file=str(path))
        sync_folder(target.parent)
    except PermissionError as error:
        raise WorkbookError(f"{path.name} cannot be written to: {error.strerror}.", file=str(path)) from error
    except OSError as error:
        raise TryAgainError(f"{path.name} could not be written: {error.strerror}.", file=str(path)) from error
    finally:
        fresh.unlink(missing_ok=True)


_CHANGED = "{} was changed while it was being checked; nothing was written. Run it again."


def _write_beside(target: Path, fresh: Path, patched: bytes) -> None:
    if not os.access(target, os.W_OK):
        raise PermissionError(13, "the file is read-only")
    with fresh.open("xb") as file:
        file.write(patched)
        file.flush()
        os.fsync(file.fileno())
    copy_attributes(target, fresh)


def _swap(target: Path, fresh: Path, judged: bytes, patched: bytes) -> bool:
    """Swap, and swap back where what came out is an edit; False then."""
    if not exchange(fresh, target):
        return _replace(target, fresh, judged)
    displaced = fresh.read_bytes()
    if displaced == judged:
        return True
    known = {patched}
    while displaced not in known:  # an edit, newer than all that was seen: it belongs into the workbook's place
        known.add(displaced)
        exchange(fresh, target)
        displaced = fresh.read_bytes()
    return False


def _replace(target: Path, fresh: Path, judged: bytes) -> bool:
    backup = fresh.with_suffix(".old.tmp")
    replace_with_backup(target, fresh, backup)
    if backup.read_bytes() == judged:
        backup.unlink()
        return True
    backup.replace(target)
    return False


def remove_leftovers(target: Path) -> None:
    """Take away what a killed run left beside the workbook."""
    for left in target.parent.glob(f"{TEMPORARY}*.tmp"):
        left.unlink(missing_ok=True)
