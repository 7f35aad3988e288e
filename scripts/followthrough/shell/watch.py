"""A run that is watched over: how it ended is written down, told to a watcher, and mailed where it failed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from followthrough.keeping.events import LOOKED_BACK, MAILED, Event, last_events, note
from followthrough.keeping.folders import find_folder, only_run
from followthrough.keeping.memory import has_jumped, settled
from followthrough.keeping.state import read_state, write_state
from followthrough.knowing.commands import Command, to_type
from followthrough.knowing.errors import ConfigError, FollowthroughError, NotSentError, TryAgainError
from followthrough.knowing.record import Record
from followthrough.setup.config import find_workbook
from followthrough.shell import command

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from followthrough.setup.config import Config

    Procedure = Callable[[argparse.Namespace], int]

REHEARSALS = ("demo", "today", "outbox", "dry_run", "each")
"""Options of a run that records nothing."""
WORDS = {
    1: "a defect of followthrough; the log of defects holds it",
    5: "a message was not sent",
    75: "the workbook was open, or changed meanwhile",
}
JOBS = {"check": "The nightly check", "week": "The weekly summary"}


class About(Record, frozen=True):
    """What a run is about."""

    job: str
    config: Config
    path: Path
    folder: Path
    before: tuple[date | None, date | None]


def watched(job: str) -> Callable[[Procedure], Procedure]:
    """Let the procedure of an entry script be watched over; its job is "check" or "week"."""
    return lambda procedure: partial(_run, job, procedure)


def _run(job: str, procedure: Procedure, options: argparse.Namespace) -> int:
    about, by_scheduler = _about(job, options), options.if_due and not options.json
    try:
        with command.hushed(by_scheduler and about is not None and _was_said_today(about)):
            status = procedure(options)
    except TryAgainError:
        raise  # another run is at work, or the clock is not believed: then nothing is done at all
    except FollowthroughError as error:
        if about and _tell(about, error.status, error.message, fails=True) and by_scheduler:
            return error.status  # it asks every half hour, and its own mail says it once a day
        raise
    except Exception:
        if about:
            _tell(about, 1, WORDS[1], fails=True)
        raise
    if about and not (status == 0 and options.if_due and _done(about.folder) == about.before):
        _tell(about, status, WORDS.get(status, ""), fails=False)
    return status


def _was_said_today(about: About) -> bool:
    """Whether it was said today already what keeps it undone: the workbook is open, or the mail does not go out."""
    today = command.local_today()
    events = last_events(about.folder, LOOKED_BACK)
    ended = {each.status for each in events if (each.job, each.at.date()) == (about.job, today)}
    return not ended.isdisjoint((ConfigError.status, NotSentError.status, TryAgainError.status))


def _about(job: str, options: argparse.Namespace) -> About | None:
    """What the run is about; None for a rehearsal, and where that cannot be told: the run itself says why."""
    if any(getattr(options, name) for name in REHEARSALS) or getattr(options, "lead", None) is not None:
        return None
    try:
        config, path = find_workbook(options)
        folder = find_folder(config.data, path)
        return About(job, config, path, folder, _done(folder))
    except (FollowthroughError, OSError):  # the run itself says what is wrong
        return None


def _done(folder: Path) -> tuple[date | None, date | None]:
    """When both jobs were last done."""
    state = read_state(folder)
    return state.last_check, state.last_summary


def _tell(about: About, status: int, text: str, *, fails: bool) -> bool:
    """Write it down; tell the watcher; mail and push a failure, once a day; whether all that was said today already.

    A workbook without a memory was never checked: its name is a slip of the keyboard, and nothing is told.
    """
    try:
        is_known = about.folder.exists()
    except OSError:  # a disk that fails has nothing to say of it
        is_known = False
    if not is_known:
        return False
    now = command.local_now()
    event = Event(now, about.job, status, text)
    today = [each for each in last_events(about.folder, LOOKED_BACK) if each.at.date() == now.date()]
    is_repeated = any(each.told == event.told for each in today)
    is_news = fails and not command.has_person() and _is_first_today(about, now.date())
    note(about.folder, event)
    troubles = []
    if is_news:
        troubles.append(_mail(about, text))
        note(about.folder, Event(now, MAILED, status, text))
    if about.config.heartbeat or about.config.push:
        troubles += _call(about, status, text, is_news=is_news)
    for trouble in filter(None, troubles):
        command.warn(trouble)
    return is_repeated


def _is_first_today(about: About, today: date) -> bool:
    """Whether no failure was told today; it is remembered before it is told, or a full disk would have it told all day.

    A clock that jumped tells none: each of its days would be a new one.
    """
    key = f"failure {today}"
    try:
        with only_run(about.folder, about.path):
            state = read_state(about.folder)
            if key in state.mailed or has_jumped(state, today):
                return False
            write_state(about.folder, state.telling([key], today), settled(state, today))
    except FollowthroughError:
        return False
    return True


def _call(about: About, status: int, text: str, *, is_news: bool) -> Iterator[str]:
    from followthrough.sending.heartbeat import call_heartbeat, push

    if about.config.heartbeat:
        yield call_heartbeat(about.config.heartbeat, status, text)
    if about.config.push and is_news:
        title = f"{JOBS[about.job]} failed"
        yield push(about.config.push, title, f"Exit status {status}: the mail or the log says more.")


def _mail(about: About, text: str) -> str:
    """Mail the one sentence; "" where it went, else what went wrong."""
    from followthrough.saying.page import Letter, Message, as_page, as_text
    from followthrough.sending.delivery import deliver

    now = command.local_now()
    doctor = f"It is tried again all day long. {to_type(Command.DOCTOR)} says more; this mail comes once a day."
    letter = Letter(
        title=f"{JOBS[about.job]} could not be done", notes=(text, doctor), footer=f"About {about.path.name}."
    )
    subject = f"Not done: {JOBS[about.job].lower()} of {about.path.name}"
    message = Message("trouble", now.date(), subject, as_text(letter), as_page(letter))
    outbox = about.config.outbox or about.folder / "outbox"
    try:
        deliver(message, about.config.mail, about.path, outbox, now)
    except FollowthroughError as error:
        return error.message
    return ""
