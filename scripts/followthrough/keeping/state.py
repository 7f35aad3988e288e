"""What the program must remember between nights: one small file a workbook, written whole, readable by a person."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from followthrough.knowing.errors import ConfigError, TryAgainError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

NAME = "state.json"
REMEMBERED = 400
"""Days for which a mailed item is remembered: longer than any window can stay open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What was done before.

    Args:
        nights: the days on which a night did its job, oldest first.
        last_summary: the day of the last weekly summary that went out.
        mailed: key of an item -> the day on which it was mailed.
        calendar: UID of an entry of the last calendar file -> its day and title.
    """

    nights: tuple[date, ...] = ()
    last_summary: date | None = None
    mailed: Mapping[str, date] = field(default_factory=dict)
    calendar: Mapping[str, str] = field(default_factory=dict)

    @property
    def last_check(self) -> date | None:
        """The day of the last night that did its job."""
        return self.nights[-1] if self.nights else None


def data_folder(root: Path | None, workbook: Path) -> Path:
    """The folder for one workbook: its name, and eight letters of the hash of where it really is."""
    try:
        real = workbook.resolve()
    except RuntimeError:  # a link that leads to itself: reading it says so
        real = workbook.absolute()
    place = hashlib.sha256(os.fsencode(real)).hexdigest()[:8]
    return (root or own_folder()) / f"{real.stem}-{place}"


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
    except OSError as error:
        raise TryAgainError(f"{folder / 'lock'} cannot be locked: {error.strerror}.", file=str(folder)) from error
    try:
        yield
    finally:
        with suppress(OSError):  # the system lets go of it anyway when the run ends
            lock.release()


def read_state(folder: Path) -> State:
    """What is remembered; nothing where the file is missing or damaged, which costs a mail sent twice, no more."""
    try:
        held = json.loads((folder / NAME).read_text("utf-8"))
        summary = held.get("last_summary")
        return State(
            nights=tuple(sorted(date.fromisoformat(day) for day in held.get("nights", []))),
            last_summary=date.fromisoformat(summary) if summary else None,
            calendar={
                uid: f"{date.fromisoformat(told[:10])}{told[10:]}" for uid, told in held.get("calendar", {}).items()
            },
            mailed={key: date.fromisoformat(day) for key, day in held.get("mailed", {}).items()},
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return State()


def write_state(folder: Path, state: State, today: date) -> None:
    """Remember, and forget what is long past; written beside and renamed, so that it is the old one or the new one."""
    recent = {key: day.isoformat() for key, day in state.mailed.items() if (today - day).days < REMEMBERED}
    held = {
        "nights": [day.isoformat() for day in state.nights if (today - day).days < REMEMBERED],
        "last_summary": state.last_summary.isoformat() if state.last_summary else None,
        "mailed": recent,
        "calendar": dict(state.calendar),
    }
    fresh = folder / f"{NAME}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", "utf-8")
        fresh.replace(folder / NAME)
    except OSError as error:
        raise TryAgainError(
            f"{folder / NAME} could not be written ({error.strerror}): what was done tonight is done again next time.",
            file=str(folder / NAME),
        ) from error
