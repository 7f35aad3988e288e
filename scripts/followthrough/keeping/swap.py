"""Putting a file in the workbook's place without ever overwriting an edit, and whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from followthrough.keeping.access import give_access, keep_access, open_private
from followthrough.keeping.beside import opened_by
from followthrough.keeping.files import ChangedMeanwhile, has_moved_on
from followthrough.keeping.systems import exchange, is_being_written, sync_folder
from followthrough.knowing.errors import TryAgainError, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path
    from typing import TypeAlias

    from followthrough.keeping.access import Access

    Swap: TypeAlias = Callable[[Path, Path], bool]

_CHANGED = "{} was changed while it was being checked; nothing was written. Run it again."
_LINKED = "{} has a second name (a hard link), and under that one the file stays as it was before."
_FOR_GOOD = {errno.EACCES, errno.EPERM, errno.EROFS}
_IN_USE = {32, 33}
"""What Windows answers where another program holds a file."""
TEMPORARY = ".followthrough-"
MOST_SWAPS = 200
"""So many saves in a row, each within the microseconds of a swap, are not a person's."""
_NAME = re.compile(r"\.followthrough-[0-9a-f]{8}-(?:([0-9a-f]{16})-([0-9a-f]{16})-)?[0-9a-f]{12}(?:\.aside)?\.tmp")
"""The workbook's name; then, where the file is whole, what was judged and what was written; then what tells two apart.

What lies under a name without the two is still being written, and ours. What lies under one with them, and is neither
of the two, is an edit."""


def write_unless_open(path: Path, before: bytes, after: bytes, now: datetime) -> tuple[str, ...]:
    """As ``put_in_place``; where the workbook stays as it was, clear up after a run that was killed.

    Raises:
        TryAgainError: somebody has it open at that moment, or it was saved meanwhile.
    """
    owner = opened_by(path, now.timestamp())
    if before == after:
        if not owner:
            clear_leftovers(path)
        return ()
    if owner:
        text = f"{path.name} is open ({owner}), so its columns were not updated. Close it; the next run does it."
        raise TryAgainError(text, file=str(path))
    return put_in_place(path, before, after)


def put_in_place(path: Path, judged: bytes, patched: bytes, *, swap: Swap = exchange) -> tuple[str, ...]:
    """Put the patched workbook in the place of the one that was judged, or nothing at all.

    The new file is complete and on the disk before it takes its place; what it displaced is compared with what was
    judged, and put back where it is not the same.

    Args:
        path: the workbook, or a link to it.
        judged: what was read.
        patched: what shall stand there.
        swap: how two files are swapped; where it returns False, a plain replace must do.

    Returns:
        what its owner should know of the file, a sentence each.

    Raises:
        ChangedMeanwhile: somebody saved it since it was read.
        WorkbookError: the file or its folder must not be written to, or would not be everybody's that it was.
        TryAgainError: it could not be written.
    """
    with _explaining(path):
        target = path.resolve()
        _clear_up(target, swap)
        names = _writable(target).st_nlink
        fresh, told = _write_beside(target, judged, patched)
        if not _swapped(fresh, target, judged, swap):
            raise _changed(path)
        return told if names == 1 else (*told, _LINKED.format(path.name))


def put_anew(path: Path, content: bytes, access: Access | None = None) -> None:
    """Write a workbook that is not there, or nothing at all where one has come meanwhile; errors as in put_in_place.

    Its access is that of the lost one, or of any new file where that is not known.
    """
    with _explaining(path):
        target = path.resolve()
        if not target.parent.is_dir():
            raise WorkbookError(f"There is no folder {target.parent} any more: make it first.", file=str(path))
        fresh, _ = _write_beside(target, b"", content, is_private=access is not None)
        try:
            if access:
                give_access(fresh, access)
            name_anew(fresh, target)
        except FileExistsError:
            raise _changed(path) from None
        finally:
            sync_folder(target.parent)
            _drop(fresh)


def clear_leftovers(path: Path) -> None:
    """Clear up after a run that was killed beside this workbook; other workbooks' temporary files are left alone.

    Raises:
        ChangedMeanwhile: an edit lay there and was put back; the workbook must be read again.
        TryAgainError: an edit lay there, and the workbook was saved since: both are there now, side by side. Or it
            could not be done.
    """
    with _explaining(path):
        _clear_up(path.resolve(), exchange)


@contextmanager
def _explaining(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:  # some programs move the old file away before the new one comes
        raise _changed(path) from error
    except OSError as error:
        if getattr(error, "winerror", None) in _IN_USE:
            raise TryAgainError(f"{path.name} is in use by another program. Close it.", file=str(path)) from error
        if error.errno in _FOR_GOOD:
            raise WorkbookError(f"{path.name} cannot be written to: {error.strerror}.", file=str(path)) from error
        raise TryAgainError(f"{path.name} could not be written: {error.strerror}.", file=str(path)) from error


def _changed(path: Path) -> ChangedMeanwhile:
    return ChangedMeanwhile(_CHANGED.format(path.name), file=str(path))


def _writable(target: Path) -> os.stat_result:
    state = target.stat()
    if not state.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is read-only")
    return state


def _write_beside(
    target: Path, judged: bytes, patched: bytes, *, is_private: bool = True
) -> tuple[Path, tuple[str, ...]]:
    """The new file, whole and on the disk, under a name that tells what it is; and what is to be said of it."""
    token = secrets.token_hex(6)
    part = target.with_name(f"{_ours(target)}{token}.tmp")
    fresh = target.with_name(f"{_ours(target)}{_mark(judged)}-{_mark(patched)}-{token}.tmp")
    try:
        with open(part, "xb", opener=open_private if is_private else None) as file:
            file.write(patched)
            file.flush()
            told = keep_access(target, part) if target.exists() else ()
            os.fsync(file.fileno())
        return part.rename(fresh), told
    except BaseException:
        _drop(part)
        raise


def name_anew(fresh: Path, target: Path) -> None:
    """Give a whole file its name, unless something lies there.

    Raises:
        FileExistsError: something does.
        OSError: it cannot be.
    """
    try:
        os.link(fresh, target)  # unlike a rename it never displaces anything
    except FileExistsError:
        raise
    except OSError:  # a file system without second names
        if target.exists():
            raise FileExistsError(errno.EEXIST, "the file is there") from None
        fresh.rename(target)


def _swapped(fresh: Path, target: Path, judged: bytes, swap: Swap) -> bool:
    """Swap, and swap back where what came out is an edit; False then."""
    ours = _state_of(fresh)
    try:
        if target.read_bytes() != judged:
            return False
        if not swap(fresh, target):
            return _replaced(fresh, target, judged)
        if not _is_still(fresh, judged):
            _bring_back(fresh, target, ours, swap)
            return False
        sync_folder(target.parent)
        _drop(fresh)
        return True
    finally:
        with suppress(OSError):
            if _state_of(fresh) == ours:  # never an edit
                fresh.unlink()


def _is_still(displaced: Path, judged: bytes) -> bool:
    """Whether what was displaced is what was judged, and no program that writes into it is about to change it."""
    try:
        return displaced.read_bytes() == judged and not is_being_written(displaced)
    except OSError:
        return False


def _replaced(fresh: Path, target: Path, judged: bytes) -> bool:
    """Where nothing can be swapped: compared as late as can be, then replaced; a gap of microseconds is left."""
    before = target.stat()
    if target.read_bytes() != judged or has_moved_on(before, target.stat()):
        return False
    fresh.replace(target)
    sync_folder(target.parent)
    return True


def _bring_back(fresh: Path, target: Path, known: tuple[int, bytes], swap: Swap) -> None:
    """Put an edit that was displaced back into the workbook's place, from the temporary file where it lies now.

    Each swap may displace a save that is newer still; when what comes out was seen before, or is the file of ours that
    is ``known``, what stays is the newest. An edit that cannot be put back stays there for the next run.
    """
    seen = {known}
    try:
        for _ in range(MOST_SWAPS):
            found = _state_of(fresh)
            if found in seen:
                _drop(fresh)
                return
            seen.add(found)
            if not swap(fresh, target):
                break
        reason = "it is being saved over and over"
    except OSError as error:
        reason = error.strerror or type(error).__name__
    raise TryAgainError(
        f"{target.name} was saved while it was written to, and that save could not be put back ({reason}): it lies "
        f"beside it as {fresh.name}, and the next run puts it back.",
        file=str(target),
    )


def _clear_up(target: Path, swap: Swap) -> None:
    """As ``clear_leftovers``."""
    for left in sorted(target.parent.glob(f"{_ours(target)}*.tmp")):
        name = _NAME.fullmatch(left.name)
        if name and (not name[1] or _mark(left.read_bytes()) in name.groups()):
            left.unlink(missing_ok=True)
        elif name:
            _return_edit(left, target, patched=name[2], swap=swap)


def _return_edit(left: Path, target: Path, *, patched: str, swap: Swap) -> None:
    if not target.exists():
        raise ChangedMeanwhile(f"{target.name} is being saved just now. Run it again.", file=str(target))
    if _mark(target.read_bytes()) == patched:
        ours = _state_of(target)
        if swap(left, target):
            _bring_back(left, target, ours, swap)
            raise ChangedMeanwhile(
                f"{target.name} was saved while a run was stopped; that save is back in its place. Run it again.",
                file=str(target),
            )
    beside = target.with_name(f"{target.stem} (rescued {_mark(left.read_bytes())[:8]}){target.suffix}")
    left.replace(beside)
    raise TryAgainError(
        f"A run was stopped in the moment when {target.name} was saved: that save is now “{beside.name}”, beside it. "
        "Compare the two and keep what is right; the next run goes on as usual.",
        file=str(beside),
    )


def _state_of(path: Path) -> tuple[int, bytes]:
    """What tells one save from the next: when it was made, and its content."""
    return path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).digest()


def _drop(path: Path) -> None:
    """Remove a file of ours; where that fails it is a leftover, and the next run tries again."""
    with suppress(OSError):
        path.unlink()


def _ours(target: Path) -> str:
    """How the names of all temporary files of this workbook begin."""
    return f"{TEMPORARY}{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:8]}-"


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
