"""What is particular to a system: swapping two files at once, and what a file carries beside its content.

Tried on Linux only; docs/tried.md says so.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_NOT_THERE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
"""What a system or a file system answers that cannot swap."""


def exchange(one: Path, other: Path) -> bool:
    """Swap two files of one folder in a single step, so that no third party ever sees neither or half.

    Returns:
        False where the system or the file system cannot; nothing has changed then.

    Raises:
        OSError: it can, and it failed.
    """
    if sys.platform == "linux":
        return _called("renameat2", _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if sys.platform == "darwin":
        return _called("renamex_np", os.fsencode(one), os.fsencode(other), _RENAME_SWAP)
    return False


def _called(name: str, *arguments: int | bytes) -> bool:
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        return False
    if function(*arguments) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_THERE:
        return False
    raise OSError(code, os.strerror(code))


def replace_with_backup(target: Path, replacement: Path, backup: Path) -> None:
    """Put a file in another's place and keep what was displaced, for systems that cannot swap.

    On Windows in a single step (ReplaceFile); elsewhere the displaced file gets a second name first, so that what is
    displaced is known, and the gap is that between two calls.
    """
    if sys.platform == "win32":
        if not ctypes.windll.kernel32.ReplaceFileW(str(target), str(replacement), str(backup), 0, None, None):
            raise ctypes.WinError()
        return
    with suppress(FileNotFoundError):
        backup.unlink()
    try:
        os.link(target, backup)
    except OSError:  # a file system without second names
        shutil.copyfile(target, backup)
    replacement.replace(target)


def copy_attributes(source: Path, target: Path) -> None:
    """Give a file the mode, owner and extended attributes of another; not its times: a sync client must see a write."""
    state = source.stat()
    target.chmod(state.st_mode & 0o7777)
    if sys.platform == "win32":
        return
    with suppress(OSError):  # only the superuser may give a file away
        os.chown(target, state.st_uid, state.st_gid)
    if sys.platform == "linux":
        for name in os.listxattr(source):
            with suppress(OSError):  # some are the system's own
                os.setxattr(target, name, os.getxattr(source, name))


def sync_folder(folder: Path) -> None:
    """Make the system write down what the folder holds; where folders cannot be opened, the system does by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_abandoned(owner: Path) -> bool:
    """Whether an owner file was left behind: on Windows Excel holds its own open, so one that can be renamed is."""
    if sys.platform != "win32":
        return False
    try:
        owner.rename(owner)
    except OSError:
        return False
    return True


def is_running(program: str) -> bool | None:
    """Whether a program of that name runs on this machine; None where this cannot be told."""
    if sys.platform != "linux":
        return None
    names = (folder / "comm" for folder in Path("/proc").iterdir() if folder.name.isdigit())
    for name in names:
        with suppress(OSError):  # it ended while we looked
            if name.read_text().strip() == program:
                return True
    return False
