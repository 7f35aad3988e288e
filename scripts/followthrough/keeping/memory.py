"""What a run remembers of its workbook, wherever that lies now: read under the lock, by a clock that is believed."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from followthrough.judging.journal import up_to
from followthrough.keeping.clock import has_jumped, healed, refuse_doubtful, settled
from followthrough.keeping.journal import read_journal, write_journal
from followthrough.keeping.moved import claim_folder, find_folder
from followthrough.keeping.snapshots import prune_snapshots
from followthrough.keeping.state import only_run, read_state, write_state
from followthrough.knowing.errors import FollowthroughError, NotSentError, TryAgainError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from followthrough.judging.journal import Journal
    from followthrough.keeping.state import State
    from followthrough.knowing.hints import Hints


@dataclass(frozen=True, slots=True)
class Memory:
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
    """What is remembered, for a run that changes nothing.

    Args:
        root: where the data folders lie.
        path: the workbook.
        hints: how it is read.
        today: the local calendar day.
        is_replay: whether that day is given, and no clock told it.

    Raises:
        TryAgainError: the clock is not believed, or what is remembered cannot be read.
    """
    return _recall(find_folder(root, path, hints), path, today, is_replay=is_replay, is_rehearsal=True)


def is_idle(root: Path | None, path: Path, today: date, is_over: Callable[[State], bool], *, is_replay: bool) -> bool:
    """Whether a run that is only wanted once has nothing to do: no job, no clock and no mail to be looked into.

    Args:
        root: where the data folders lie.
        path: the workbook.
        today: the local calendar day.
        is_over: whether the job was done, after what is remembered.
        is_replay: whether that day is given, and no clock told it.
    """
    state = read_state(find_folder(root, path))
    return is_over(state) and not state.given_up and (is_replay or not has_jumped(state, today))


@contextmanager
def _saying(moved: str) -> Iterator[None]:
    """Trouble that stops a run tells what is said only once, too."""
    try:
        yield
    except FollowthroughError as error:
        error.message = f"{moved} {error.message}".lstrip()
        raise


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


def _recall(folder: Path, path: Path, today: date, *, is_replay: bool, is_rehearsal: bool) -> Memory:
    state = read_state(folder)
    if not is_replay:
        refuse_doubtful(folder, state, path, today, is_rehearsal=is_rehearsal)
        state = healed(state, today)
    return Memory(folder, state, is_replay)


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
