"""What the program must remember between nights: one small file a workbook, written whole, readable by a person."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from followthrough.errors import ConfigError, TryAgainError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "state.json"
REMEMBERED = 400
"""Days for which a mailed item is remembered: longer than any window can stay open."""


@dataclass(frozen=True, slots=True)
class State:
    """What was done before.

    Args:
        last_check: the day of the last night that did its job.
        mailed: key of an item -> the day on which it was mailed.
    """

    last_check: date | None = None
    mailed: dict[str, date] | None = None


def data_folder(root: Path | None, workbook: Path) -> Path:
    """The folder for one workbook: its name, and eight letters of the hash of where it really is."""
    from platformdirs import user_data_path

    real = workbook.resolve()
    place = hashlib.sha256(os.fsencode(real)).hexdigest()[:8]
    return (root or user_data_path("followthrough", appauthor=False)) / f"{real.stem}-{place}"


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
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
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
        lock.acquire()
    except Timeout:
        raise TryAgainError(
            f"Another run is checking {workbook.name}: try again when it is done.", file=str(workbook)
        ) from None
    try:
        yield
    finally:
        lock.release()


def read_state(folder: Path) -> State:
    """What is remembered; nothing where the file is missing or damaged, which costs a mail sent twice, no more."""
    try:
        held = json.loads((folder / NAME).read_text("utf-8"))
        last = date.fromisoformat(held["last_check"]) if held.get("last_check") else None
        return State(last, {key: date.fromisoformat(day) for key, day in held.get("mailed", {}).items()})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return State()


def write_state(folder: Path, state: State, today: date) -> None:
    """Remember; written beside and renamed, so that it is the old one or the new one."""
    mailed = {key: day.isoformat() for key, day in (state.mailed or {}).items() if (today - day).days < REMEMBERED}
    held = {"last_check": state.last_check.isoformat() if state.last_check else None, "mailed": mailed}
    make_folder(folder)
    fresh = folder / f"{NAME}.new"
    fresh.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", "utf-8")
    fresh.replace(folder / NAME)
