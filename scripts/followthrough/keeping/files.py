"""Files as a whole: the workbook is read once and must not move meanwhile, ours are written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from followthrough.keeping.access import give_to_its_folder, make_private, open_private
from followthrough.keeping.systems import sync_folder
from followthrough.knowing.errors import ConfigError, TryAgainError, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LOCKS = ("~$", ".~lock.")
MOST_BYTES = 100 * 1024**2


class ChangedMeanwhile(TryAgainError):  # noqa: N818 - a state of the file, not a fault
    """The workbook is no longer the one that was judged."""


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """What is wrong with a workbook, or with what the config says of it, is said with the name of its file."""
    try:
        yield
    except ConfigError as error:
        if error.file is None:
            error.message, error.file = f"The config does not fit {path.name}: {error.message}", str(path)
            if "[columns]" in error.message:
                error.message += " If it was written for another workbook, keep it in that one's folder."
        raise
    except WorkbookError as error:
        if error.file is None:
            error.message, error.file = f"{path.name}: {error.message}", str(path)
        raise


def refuse_missing(path: Path) -> None:
    """Say what is wrong with a name that leads to no file, before a folder is made for a slip of the keyboard.

    Raises:
        WorkbookError: as ``read_file`` does.
    """
    with suppress(OSError):  # reading it will say why
        if not path.is_file():
            read_file(path)


def read_file(path: Path) -> bytes:
    """The bytes of a workbook.

    Raises:
        WorkbookError: there is no such file, or it is a folder, empty, far too large, or not to be read.
        TryAgainError: it was being saved meanwhile.
    """
    lock = next((mark for mark in _LOCKS if path.name.startswith(mark)), None)
    if lock:
        theirs = path.name.removeprefix(lock).removesuffix("#")
        raise WorkbookError(f"{path.name} only says that {theirs} is open: give that name.", file=str(path))
    workbook = read_any(path)
    if workbook is None:
        raise WorkbookError(f"There is no file {path}.", file=str(path))
    if not workbook:
        raise WorkbookError(f"{path.name} is empty: take it from a backup.", file=str(path))
    return workbook


def read_any(path: Path) -> bytes | None:
    """The bytes of a file that may be empty, or None where there is none; else as ``read_file``."""
    try:
        _refuse_to_read(path, path.stat())
        with path.open("rb") as file:
            before, content, after = os.fstat(file.fileno()), file.read(), os.fstat(file.fileno())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise WorkbookError(f"{path.name} cannot be read: {error.strerror}.", file=str(path)) from error
    if has_moved_on(before, after):  # by a program that writes into the file, instead of putting a new one in its place
        raise ChangedMeanwhile(f"{path.name} is being saved just now. Run it again.", file=str(path))
    return content


def _refuse_to_read(path: Path, state: os.stat_result) -> None:
    if stat.S_ISDIR(state.st_mode):
        raise WorkbookError(f"{path.name} is a folder: name the workbook in it.", file=str(path))
    if not stat.S_ISREG(state.st_mode):  # reading a pipe would wait for ever
        raise WorkbookError(f"{path.name} is not a file: name a workbook.", file=str(path))
    if state.st_size > MOST_BYTES:
        raise WorkbookError(f"{path.name} is larger than 100 MB: is it the right file?", file=str(path))


def has_moved_on(before: os.stat_result, after: os.stat_result) -> bool:
    """Whether a file was written to between two looks at it."""
    return any(getattr(before, name) != getattr(after, name) for name in ("st_ino", "st_size", "st_mtime_ns"))


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet; a half-written one does not stay.

    Raises:
        WorkbookError: something lies there already, or nothing can be written there.
    """
    is_ours = False
    try:
        with path.open("xb") as file:
            is_ours = True
            file.write(content)
    except FileExistsError:
        text = f"{path} is there already and was left alone: choose another name, or move it away first."
        raise WorkbookError(text, file=str(path)) from None
    except OSError as error:
        if is_ours:
            path.unlink(missing_ok=True)
        raise WorkbookError(f"{path} cannot be written: {error.strerror}.", file=str(path)) from None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file of ours, for its owner alone: at any moment the old one or the new one is there, and on the disk.

    One that holds the same already is left as it is.

    Raises:
        OSError: it could not be written, or does not read back as it was written; the old one is there still.
    """
    make_private(path.parent)
    if not _is_kept(path, content):
        _replace(path, content)
    sync_folder(path.parent)


def _is_kept(path: Path, content: bytes) -> bool:
    """Whether a file of ours, and no link to another's, holds just that."""
    try:
        state = path.lstat()
        is_ours = state.st_mode == stat.S_IFREG | 0o600 and state.st_size == len(content)
        return is_ours and path.read_bytes() == content
    except OSError:
        return False


def _replace(path: Path, content: bytes) -> None:
    fresh = path.with_name(f"{path.name}.new")
    try:
        fresh.unlink(missing_ok=True)  # of a run that was killed, or a link that somebody laid there
        _write_private(fresh, content)
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise


def _write_private(path: Path, content: bytes) -> None:
    with open(path, "xb", opener=open_private) as file:
        file.write(content)
        file.flush()
        give_to_its_folder(path)
        os.fsync(file.fileno())
    if path.read_bytes() != content:
        raise OSError(errno.EIO, "it does not read back as it was written")
