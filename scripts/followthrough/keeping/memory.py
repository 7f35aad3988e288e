"""What a run remembers of its workbook, wherever that lies now: read under the lock, by a clock that is believed.

A machine whose clock jumped must not judge, mail or forget by it.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from followthrough.judging.journal import up_to
from followthrough.keeping.folders import claim_folder, find_folder, only_run
from followthrough.keeping.journal import read_journal, write_journal
from followthrough.keeping.snapshots import prune_snapshots
from followthrough.keeping.state import read_state, write_state
from followthrough.knowing import wording
from followthrough.knowing.errors import FollowthroughError, NotSentError, TryAgainError
from followthrough.knowing.record import Record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from followthrough.judging.journal import Journal
    from followthrough.keeping.state import State
    from followthrough.knowing.hints import Hints

RELEASED, LAST_DAY = date(2026, 11, 1), date(2100, 12, 31)
"""No night can have run before the first, and nobody's search goes on after the second."""
FARTHEST_BACK = timedelta(days=1)
"""Somebody who flies west gets a day twice."""
FARTHEST_AHEAD = timedelta(days=40)
"""Somebody may be ill, or away, for a month."""
NIGHTS = 30
"""So many nights by one clock are not a clock that jumped."""


class Memory(Record, frozen=True):
    """What is remembered.

    Args:
        folder: the data folder.
        state: what was done before.
        is_replay: whether the day of the run was given, and no clock told it.
        moved: what is to be said where the workbook was moved.
    """

    folder: Path
    state: State
    is_replay: bool
    moved: tuple[str, ...] = ()

    @property
    def doubtful_mail(self) -> NotSentError | None:
        """What is to be said of a message that nobody knows the fate of, and that is not sent again."""
        if not self.state.given_up:
            return None
        text = (
            "Twice a run ended while it sent a mail, so nobody knows whether it came; it is not sent a third time. "
            "The worksheet and the weekly summary hold what it said."
        )
        return NotSentError(text, was_sent=True)


def recall(root: Path | None, path: Path, hints: Hints, today: date, *, is_replay: bool) -> Memory:
    """What is remembered, for a run that changes nothing; arguments and errors as in ``remembering``."""
    return _recall(find_folder(root, path, hints), path, today, is_replay=is_replay, is_rehearsal=True)


def is_idle(root: Path | None, path: Path, today: date, is_over: Callable[[State], bool], *, is_replay: bool) -> bool:
    """Whether a run that is only wanted once has nothing to do: no job, no clock and no mail to be looked into.

    Whether the job was done is asked of ``is_over``, after what is remembered.
    """
    state = read_state(find_folder(root, path))
    return is_over(state) and not state.given_up and (is_replay or not has_jumped(state, today))


@contextmanager
def remembering(
    root: Path | None, path: Path, hints: Hints, today: date, *, is_replay: bool, is_rehearsal: bool
) -> Iterator[Memory]:
    """What is remembered, while no other run can change it.

    Args:
        root: where the data folders lie.
        path: the workbook.
        hints: how it is read.
        today: the local calendar day.
        is_replay: whether that day is given, and no clock told it.
        is_rehearsal: whether nothing that is done counts as done.

    Raises:
        TryAgainError: another run has it, the clock is not believed, or what is remembered cannot be read.
    """
    folder, moved = claim_folder(root, path, hints)
    with only_run(folder, path), _saying(moved):
        memory = _recall(folder, path, today, is_replay=is_replay, is_rehearsal=is_rehearsal)
        if memory.state.given_up and not is_rehearsal:
            with suppress(TryAgainError):  # whoever writes it next says why it cannot be written
                write_state(folder, memory.state, settled(memory.state, today))
        yield replace(memory, moved=(moved,) if moved else ())


@contextmanager
def _saying(moved: str) -> Iterator[None]:
    """Trouble that stops a run tells what is said only once, too."""
    try:
        yield
    except FollowthroughError as error:
        error.message = f"{moved} {error.message}".lstrip()
        raise


def _recall(folder: Path, path: Path, today: date, *, is_replay: bool, is_rehearsal: bool) -> Memory:
    state = read_state(folder)
    if not is_replay:
        refuse_doubtful(folder, state, path, today, is_rehearsal=is_rehearsal)
        state = healed(state, today)
    return Memory(folder, state, is_replay)


def noticed(root: Path | None, path: Path, hints: Hints) -> Journal:
    """What the nights noticed, for whoever only reads; arguments and errors as in ``remembering``."""
    folder = find_folder(root, path, hints)
    return read_journal(folder, hints, read_state(folder).nights)[0]


def noticed_so_far(memory: Memory, hints: Hints, today: date) -> tuple[Journal, tuple[str, ...]]:
    """What the nights noticed up to that day, and what is to be said where it had to be read from the snapshots."""
    journal, rebuilt = read_journal(memory.folder, hints, memory.state.nights)
    return journal if memory.is_replay else up_to(journal, today), (rebuilt,) if rebuilt else ()


def keep(memory: Memory, state: State, journal: Journal | None, today: date, now: datetime) -> list[TryAgainError]:
    """Keep what a night did; the trouble there was.

    Args:
        memory: what was remembered before.
        state: what is to be remembered.
        journal: what the nights noticed; None where this one did not do its job, so that it counts for nothing.
        today: the local calendar day.
        now: the moment, by which snapshots are old.
    """
    by = settled(memory.state, today)
    try:
        if journal:
            write_journal(memory.folder, journal)
        write_state(memory.folder, state, by)
    except TryAgainError as error:
        return [error]
    if journal:
        prune_snapshots(memory.folder, min(now, datetime.combine(by, time.max, UTC)))
    return []


def has_jumped(state: State, today: date) -> bool:
    """Whether that day is no day on which the next run can be, after what is remembered."""
    last = state.last_success
    return not RELEASED <= today <= LAST_DAY or (last is not None and not _follows(last, today))


def _follows(last: date, today: date) -> bool:
    return -FARTHEST_BACK <= today - last <= FARTHEST_AHEAD


def refuse_doubtful(folder: Path, state: State, workbook: Path, today: date, *, is_rehearsal: bool) -> None:
    """Stop a run whose clock cannot be believed, and remember the day: a later one of the same clock is believed.

    A workbook that was saved after the jump vouches for the clock. A rehearsal remembers nothing.

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
