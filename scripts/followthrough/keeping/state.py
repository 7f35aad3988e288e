"""What the program must remember between nights: one small file a workbook, written whole, readable by a person."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads the types when the program runs
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from followthrough.keeping.access import Access  # noqa: TC001 - the same
from followthrough.keeping.files import DAMAGED, read_json, write_json
from followthrough.knowing.errors import TryAgainError
from followthrough.knowing.record import Record, field, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

NAME = "state.json"
VERSION = 1
REMEMBERED = 400
"""Days for which a mailed item is remembered: longer than any window can stay open."""
MOST_SAID = 20
MOST_TRIES = 2
"""How often a message is handed over while nobody knows whether it arrived."""


class Left(Record, frozen=True, kw_only=True):
    """The workbook as the last run left it.

    Args:
        place: where it really lay.
        content: the hash of its bytes.
        saved: when it was last written to, in nanoseconds since 1970.
        access: who could read and write it.
    """

    place: str
    content: str
    saved: int
    access: Access


class State(Record, frozen=True, kw_only=True):
    """What was done before.

    Args:
        nights: the days on which a night did its job, oldest first.
        last_summary: the day of the last weekly summary that went out.
        mailed: key of an item -> the day on which it was mailed.
        calendar: UID of an entry of the last calendar files -> its day and title.
        left: the workbook as the last run left it; "workbook" in the file.
        owes_mail: whether the mail of the last night did not go out.
        doubted: the day of a clock that was not believed.
        said: what is said once, and was.
        tries: kind of message -> how often it was handed over without anybody knowing whether it arrived.
        given_up: the kinds of which that is so for good, and what they told counts as told; not in the file.
    """

    nights: tuple[date, ...] = ()
    last_summary: date | None = None
    mailed: Mapping[str, date] = field(default_factory=dict)
    calendar: Mapping[str, str] = field(default_factory=dict)
    left: Left | None = None
    owes_mail: bool = False
    doubted: date | None = None
    said: tuple[str, ...] = ()
    tries: Mapping[str, int] = field(default_factory=dict)
    given_up: tuple[str, ...] = ()

    @property
    def last_check(self) -> date | None:
        """The day of the last night that did its job."""
        return self.nights[-1] if self.nights else None

    @property
    def last_success(self) -> date | None:
        """The day on which a night or a summary last did its job."""
        return max((day for day in (self.last_check, self.last_summary) if day), default=None)

    def after_night(self, today: date, left: Left | None, *, owes_mail: bool) -> State:
        """The state once a night did its job, and left the workbook so; its clock is believed from now on."""
        nights = tuple(sorted({*self.nights, today}))
        return replace(self, nights=nights, left=left, owes_mail=owes_mail, doubted=None)

    def telling(
        self, keys: Iterable[str], today: date, sentences: Sequence[str] = (), calendar: Mapping[str, str] | None = None
    ) -> State:
        """The state once these items are told, these sentences said, and these entries are in a calendar."""
        said, told = (*self.said, *sentences)[-MOST_SAID:], {**self.mailed, **dict.fromkeys(keys, today)}
        return replace(self, mailed=told, said=said, calendar={**self.calendar, **(calendar or {})})


def read_state(folder: Path) -> State:
    """What is remembered; nothing where the file is missing or damaged, which costs a mail sent twice, no more.

    Raises:
        TryAgainError: it is there and cannot be read, or a newer version wrote it; nothing may be sent then.
    """
    state = _read(folder / NAME)
    try:
        doubtful = sorted(folder.glob(_intended("*")))
    except OSError as error:
        raise _unreadable(folder, error) from error
    for path in doubtful:
        intended, kind = _read(path), path.stem.removeprefix(_intended("").removesuffix(".json"))
        tries = intended.tries.get(kind, 0)
        if tries < MOST_TRIES:
            state = replace(state, tries={**state.tries, kind: tries})
            continue
        state = replace(
            state,
            mailed={**state.mailed, **intended.mailed},
            last_summary=intended.last_summary or state.last_summary,
            calendar={**state.calendar, **intended.calendar},
            given_up=(*state.given_up, kind),
        )
    return state


def _intended(kind: str) -> str:
    """The name of the file that says what is remembered once a message of that kind is out."""
    return f"sending-{kind}.json"


def _unreadable(path: Path, error: OSError) -> TryAgainError:
    text = f"{path} cannot be read ({error.strerror}), so nothing was sent: what was told before is not known."
    return TryAgainError(text, file=str(path))


def _read(path: Path) -> State:
    try:
        held = read_json(path)
        if held.get("version", VERSION) > VERSION:
            text = f"{path} was written by a newer version of followthrough, so nothing was done: update this one."
            raise TryAgainError(text, file=str(path))
        state = msgspec.convert({**held, "left": held.get("workbook") or None, "given_up": ()}, State)
        for entry in state.calendar.values():
            date.fromisoformat(entry[:10])
    except FileNotFoundError:
        return State()
    except OSError as error:
        raise _unreadable(path, error) from error
    except DAMAGED:
        return State()
    return state


def write_state(folder: Path, state: State, today: date) -> None:
    """Remember, and forget what is long past.

    Raises:
        TryAgainError: it could not be written; the old one is there still.
    """
    try:
        _write(folder / NAME, replace(state, tries={}), today)
        for kind in state.given_up:
            (folder / _intended(kind)).unlink(missing_ok=True)
    except OSError as error:
        raise TryAgainError(
            f"{folder / NAME} could not be written ({error.strerror}): what was done tonight is done again next time.",
            file=str(folder / NAME),
        ) from error


def intend(folder: Path, kind: str, told: State, today: date) -> None:
    """Have on the disk what is to be remembered once a message of a kind is out, before it goes.

    Raises:
        TryAgainError: it cannot be kept, so the message must not go.
    """
    counted = replace(told, tries={kind: told.tries.get(kind, 0) + 1})
    try:
        _write(folder / _intended(kind), counted, today)
    except OSError as error:
        raise TryAgainError(
            f"{folder / NAME} could not be written ({error.strerror}), so nothing was mailed: it would be mailed again "
            "and again. Make room there, or let this user write there.",
            file=str(folder / NAME),
        ) from error


def settle(folder: Path, kind: str) -> None:
    """The message is out: what was intended is now what is remembered. It takes no room on the disk.

    Raises:
        TryAgainError: it could not be; the next run knows that the message may be out.
    """
    try:
        (folder / _intended(kind)).replace(folder / NAME)
    except OSError as error:
        text = f"{folder / NAME} could not be written ({error.strerror}): a message that went out may come once more."
        raise TryAgainError(text, file=str(folder / NAME)) from error


def withdraw(folder: Path, kind: str) -> None:
    """The message is not out: it is as if nobody had tried."""
    with suppress(OSError):
        (folder / _intended(kind)).unlink()


def _write(path: Path, state: State, today: date) -> None:
    recent = replace(
        state,
        nights=tuple(night for night in state.nights if (today - night).days < REMEMBERED),
        mailed={key: day for key, day in state.mailed.items() if (today - day).days < REMEMBERED},
    )
    held = {"version": VERSION, **msgspec.to_builtins(recent)}
    held["workbook"] = held.pop("left")
    del held["given_up"]
    write_json(path, held, indent=1)


def nights_between(last: date | None, today: date) -> tuple[date, ...]:
    """The nights after the last that did its job and before today, a week back at most."""
    if not last:
        return ()
    return tuple(day for back in range(6, 0, -1) if (day := today - timedelta(days=back)) > last)
