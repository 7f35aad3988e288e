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
from followthrough.keeping.systems import exchange, is_being_written, sync_folder
from followthrough.knowing.errors import TryAgainError, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TypeAlias

    from followthrough.keeping.access import Access

_CHANGED = "{} was changed while it was being checked; nothing was written. Run it again."
_LINKED = "{} has a second name (a hard link), and under that one the file stays as it was before."
_FOR_GOOD = {errno.EACCES, errno.EPERM, errno.EROFS}
_IN_USE = {32, 33}
"""What Windows answers where another program holds a file."""


def put_in_place(path: Path, judged: bytes, patched: bytes, *, swap: Swap = exchange) -> tuple[str, ...]:
    """Put the patched workbook in the place of the one that was judged, or nothing at all.

    The new file is complete and on the disk before it takes its place; what it displaced is compared with what was
    judged, and put back where it is not the same.

    Args:
        path: the workbook, or a link to it.
        judged: the bytes that were read.
        patched: the bytes to put there.
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
        mend_leftovers(target, swap=swap)
        _refuse_read_only(target)
        names = target.stat().st_nlink
        fresh, told = _write_beside(target, judged, patched)
        if not _swapped(fresh, target, judged, swap):
            raise ChangedMeanwhile(_CHANGED.format(path.name), file=str(path))
        return told if names == 1 else (*told, _LINKED.format(path.name))


def put_anew(path: Path, content: bytes, access: Access | None = None) -> None:
    """Write a workbook that is not there, or nothing at all where one has come meanwhile; errors as in put_in_place.

    Args:
        path: the workbook.
        content: the bytes to put there.
        access: what the lost one had, or None for that of any new file.
    """
    with _explaining(path):
        target = path.resolve()
        if not target.parent.is_dir():
            raise WorkbookError(f"There is no folder {target.parent} any more: make it first.", file=str(path))
        fresh, _ = _write_beside(target, b"", content, is_private=access is not None)
        try:
            if access:
                give_access(fresh, access)
            _name_anew(fresh, target)
        except FileExistsError:
            raise ChangedMeanwhile(_CHANGED.format(path.name), file=str(path)) from None
        finally:
            sync_folder(target.parent)
            drop(fresh)


def _name_anew(fresh: Path, target: Path) -> None:
    try:
        os.link(fresh, target)  # unlike a rename it never displaces anything
    except FileExistsError:
        raise
    except OSError:  # a file system without second names
        if target.exists():
            raise FileExistsError(errno.EEXIST, "the file is there") from None
        fresh.rename(target)


def clear_leftovers(path: Path) -> None:
    """What a night that writes nothing does about the temporary files of a killed one; as ``mend_leftovers``."""
    with _explaining(path):
        mend_leftovers(path)


@contextmanager
def _explaining(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:  # some programs move the old file away before the new one comes
        raise ChangedMeanwhile(_CHANGED.format(path.name), file=str(path)) from error
    except OSError as error:
        if getattr(error, "winerror", None) in _IN_USE:
            raise TryAgainError(f"{path.name} is in use by another program. Close it.", file=str(path)) from error
        if error.errno in _FOR_GOOD:
            raise WorkbookError(f"{path.name} cannot be written to: {error.strerror}.", file=str(path)) from error
        raise TryAgainError(f"{path.name} could not be written: {error.strerror}.", file=str(path)) from error


def _refuse_read_only(target: Path) -> None:
    if not target.stat().st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is read-only")


def _write_beside(
    target: Path, judged: bytes, patched: bytes, *, is_private: bool = True
) -> tuple[Path, tuple[str, ...]]:
    """The new file, whole and on the disk, under a name that tells what it is; and what is to be said of it."""
    part, fresh = unfinished_name(target), finished_name(target, judged, patched)
    try:
        with open(part, "xb", opener=open_private if is_private else None) as file:
            file.write(patched)
            file.flush()
            told = keep_access(target, part) if target.exists() else ()
            os.fsync(file.fileno())
        return part.rename(fresh), told
    except BaseException:
        drop(part)
        raise


def _swapped(fresh: Path, target: Path, judged: bytes, swap: Swap) -> bool:
    """Swap, and swap back where what came out is an edit; False then."""
    ours = state_of(fresh)
    try:
        if target.read_bytes() != judged:
            return False
        if not swap(fresh, target):
            return _replaced(fresh, target, judged)
        if not _is_still(fresh, judged):
            bring_back(fresh, target, ours, swap)
            return False
        sync_folder(target.parent)
        drop(fresh)
        return True
    finally:
        with suppress(OSError):
            if state_of(fresh) == ours:  # never an edit
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


def has_moved_on(before: os.stat_result, after: os.stat_result) -> bool:
    """Whether a file was written to between two looks at it."""
    return any(getattr(before, name) != getattr(after, name) for name in ("st_ino", "st_size", "st_mtime_ns"))


if TYPE_CHECKING:
    Swap: TypeAlias = Callable[[Path, Path], bool]


TEMPORARY = ".followthrough-"
MOST_SWAPS = 200
"""So many saves in a row, each within the microseconds of a swap, are not a person's."""
_NAME = re.compile(r"\.followthrough-[0-9a-f]{8}-(?:([0-9a-f]{16})-([0-9a-f]{16})-)?[0-9a-f]{12}(?:\.aside)?\.tmp")


class ChangedMeanwhile(TryAgainError):  # noqa: N818 - a state of the file, not a fault
    """The workbook is no longer the one that was judged."""


def unfinished_name(target: Path) -> Path:
    """A name for a file that is still being written: whatever lies under it is ours."""
    return target.with_name(f"{TEMPORARY}{_own(target)}-{secrets.token_hex(6)}.tmp")


def finished_name(target: Path, judged: bytes, patched: bytes) -> Path:
    """A name for a file about to be swapped in: what lies under it and is neither of the two is an edit."""
    token = secrets.token_hex(6)
    return target.with_name(f"{TEMPORARY}{_own(target)}-{_mark(judged)}-{_mark(patched)}-{token}.tmp")


def state_of(path: Path) -> tuple[int, bytes]:
    """What tells one save from the next: when it was made, and its content."""
    return path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).digest()


def bring_back(fresh: Path, target: Path, known: tuple[int, bytes], swap: Swap) -> None:
    """Put an edit that was displaced back into the workbook's place.

    Each swap may displace a save that is newer still; when what comes out was seen before, what stays is the newest.

    Args:
        fresh: the temporary file, where the edit lies now; it is gone afterwards.
        target: the workbook.
        known: the state of the file of ours that lies in the workbook's place.
        swap: how files are swapped here.

    Raises:
        TryAgainError: it could not be; then the edit stays in the temporary file, for ``mend_leftovers``.
    """
    seen = {known}
    try:
        for _ in range(MOST_SWAPS):
            found = state_of(fresh)
            if found in seen:
                drop(fresh)
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


def drop(path: Path) -> None:
    """Remove a file of ours; where that fails it is a leftover, and the next run tries again."""
    with suppress(OSError):
        path.unlink()


def mend_leftovers(path: Path, *, swap: Swap = exchange) -> None:
    """Clear up after a run that was killed beside this workbook; other workbooks' temporary files are left alone.

    Raises:
        ChangedMeanwhile: an edit lay there and was put back; the workbook must be read again.
        TryAgainError: an edit lay there, and the workbook was saved since: both are there now, side by side.
        OSError: it could not be done.
    """
    target = path.resolve()
    for left in sorted(target.parent.glob(f"{TEMPORARY}{_own(target)}-*.tmp")):
        name = _NAME.fullmatch(left.name)
        if name and (not name[1] or _mark(left.read_bytes()) in name.groups()):
            left.unlink(missing_ok=True)
        elif name:
            _return_edit(left, target, patched=name[2], swap=swap)


def _return_edit(left: Path, target: Path, *, patched: str, swap: Swap) -> None:
    if not target.exists():
        raise ChangedMeanwhile(f"{target.name} is being saved just now. Run it again.", file=str(target))
    if _mark(target.read_bytes()) == patched and _is_back(left, target, swap):
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


def _is_back(left: Path, target: Path, swap: Swap) -> bool:
    """Put an edit back over what a run of ours left in its place; False where nothing can be swapped."""
    ours = state_of(target)
    if not swap(left, target):
        return False
    bring_back(left, target, ours, swap)
    return True


def _own(target: Path) -> str:
    return hashlib.sha256(os.fsencode(target.name)).hexdigest()[:8]


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
