"""What is particular to a system: swapping two files at once, files in use, and where it keeps programs' data.

Tried on Linux only; docs/tried.md says so.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_NOT_THERE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
"""What a system or a file system answers that cannot swap."""
_NOT_THERE_ON_WINDOWS = {1, 50}


def exchange(one: Path, other: Path) -> bool:
    """Swap two files of one folder in a single step, so that no third party ever sees neither or half.

    Returns:
        False where the system or the file system cannot; nothing has changed then.

    Raises:
        OSError: it can, and it failed.
    """
    if sys.platform == "linux":
        return call_system("renameat2", _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if sys.platform == "darwin":
        return call_system("renamex_np", os.fsencode(one), os.fsencode(other), _RENAME_SWAP)
    return _exchange_on_windows(one, other)


def call_system(name: str, *arguments: int | bytes | None) -> bool:
    """Call a function of the system's own library; False where it has none of that name, or cannot.

    Raises:
        OSError: it can, and it failed.
    """
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        return False
    if function(*arguments) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_THERE:
        return False
    raise OSError(code, os.strerror(code))


def _exchange_on_windows(one: Path, other: Path) -> bool:
    """ReplaceFile puts a file in another's place and keeps what was there under a third name, in a single step."""
    if sys.platform != "win32":
        return False
    aside = one.with_name(f"{one.stem}.aside.tmp")
    if not ctypes.windll.kernel32.ReplaceFileW(str(other), str(one), str(aside), 0, None, None):
        code = ctypes.GetLastError()
        if aside.exists() and not other.exists():  # the one way of failing that leaves the place empty
            aside.rename(other)
        if code in _NOT_THERE_ON_WINDOWS:
            return False
        raise ctypes.WinError(code)
    aside.rename(one)
    return True


def sync_folder(folder: Path) -> None:
    """Ask the system to write down what the folder holds; many network file systems cannot, and do by themselves."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_being_written(path: Path) -> bool:
    """Whether some program has the file open for writing; False where this cannot be told.

    The kernel gives a read lease on a file only while nobody does. It is given back at once.
    """
    if sys.platform != "linux":
        return False
    import fcntl

    with suppress(OSError), path.open("rb") as file:
        try:
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except BlockingIOError:
            return True
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


def own_folder() -> Path:
    """The system's place for the data of this program."""
    from platformdirs import user_data_path

    return user_data_path("followthrough", appauthor=False)


def config_folder() -> Path:
    """The user's folder for the configuration of this program."""
    from platformdirs import user_config_path

    return user_config_path("followthrough", appauthor=False)
