"""Where a workbook's memory lies, and that only one run at a time has it."""

from __future__ import annotations

import hashlib
import os
import warnings
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from followthrough.keeping.access import give_to_its_folder, make_private
from followthrough.knowing.errors import ConfigError, TryAgainError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_STEM = 240
"""Bytes of the workbook's name in that of its data folder; a file system takes 255."""


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


def own_folder() -> Path:
    """The system's place for the data of this program."""
    from platformdirs import user_data_path

    return user_data_path("followthrough", appauthor=False)


def config_folder() -> Path:
    """The user's folder for the configuration of this program."""
    from platformdirs import user_config_path

    return user_config_path("followthrough", appauthor=False)


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
