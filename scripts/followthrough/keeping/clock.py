"""Whether the day on the clock can be believed: a machine whose clock jumped must not judge, mail or forget by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from followthrough.keeping.state import write_state
from followthrough.knowing import wording
from followthrough.knowing.errors import TryAgainError

if TYPE_CHECKING:
    from pathlib import Path

    from followthrough.keeping.state import State

RELEASED, LAST_DAY = date(2026, 11, 1), date(2100, 12, 31)
"""No night can have run before the first, and nobody's search goes on after the second."""
FARTHEST_BACK = timedelta(days=1)
"""Somebody who flies west gets a day twice."""
FARTHEST_AHEAD = timedelta(days=40)
"""Somebody may be ill, or away, for a month."""

NIGHTS = 30
"""So many nights by one clock are not a clock that jumped."""


def has_jumped(state: State, today: date) -> bool:
    """Whether that day is no day on which the next run can be, after what is remembered."""
    last = state.last_success
    return not RELEASED <= today <= LAST_DAY or (last is not None and not _follows(last, today))


def _follows(last: date, today: date) -> bool:
    return -FARTHEST_BACK <= today - last <= FARTHEST_AHEAD


def refuse_doubtful(folder: Path, state: State, workbook: Path, today: date, *, is_rehearsal: bool) -> None:
    """Stop a run whose clock cannot be believed, and remember the day: a later one of the same clock is believed.

    Args:
        folder: the workbook's data folder.
        state: what is remembered.
        workbook: the file; one that was saved after the jump vouches for the clock.
        today: what the clock says.
        is_rehearsal: whether nothing is remembered.

    Raises:
        TryAgainError: the clock is not believed.
    """
    if not has_jumped(state, today) or _saved_after(state, workbook, today):
        return
    if state.doubted and state.doubted < today and _follows(state.doubted, today):
        return
    text = _sentence(state, today)
    if not is_rehearsal and state.doubted != today:
        try:
            write_state(folder, replace(state, doubted=today), settled(state, today))
        except TryAgainError as error:
            raise TryAgainError(f"{text} {error.message}", file=error.file) from error
    raise TryAgainError(text)


def _saved_after(state: State, workbook: Path, today: date) -> bool:
    """Whether somebody saved the workbook on a day that lies beyond the jump as well."""
    try:
        saved = workbook.stat()
    except OSError:
        return False
    if state.left and state.left.saved == saved.st_mtime_ns:
        return False
    day = datetime.fromtimestamp(saved.st_mtime).astimezone().date()
    is_late = state.last_success is not None and day > state.last_success
    return day <= today and has_jumped(state, day) and (is_late or _follows(day, today))


def _sentence(state: State, today: date) -> str:
    told = f"The clock says {wording.day(today)}"
    if state.last_success:
        told += f", and the last run was on {wording.day(state.last_success)}"
    if today < RELEASED:
        return f"{told}: nothing was written or sent, for this program was not made yet. Set the clock."
    return (
        f"{told}: nothing was written or sent. If that is the day, the run of the next day does it, or one after you "
        "save the workbook; if not, set the clock."
    )


def settled(state: State, today: date) -> date:
    """The day by which things are old: of the last nights each counts for a day, so that wrong ones age nothing."""
    lately = state.nights[-NIGHTS:]
    age = timedelta(days=len(lately))
    return next((night + age for night in lately[:1] if today - night > age), today)


def healed(state: State, today: date) -> State:
    """The state without days that lie ahead of a clock that is believed: a wrong night left them."""
    newest = today + FARTHEST_BACK
    nights = tuple(night for night in state.nights if night <= newest)
    mailed = {key: min(day, newest) for key, day in state.mailed.items()}
    summary = state.last_summary
    if summary and summary > newest:
        summary = nights[-1] if nights else None  # it was sent on some day after that
    return replace(state, nights=nights, mailed=mailed, last_summary=summary)
