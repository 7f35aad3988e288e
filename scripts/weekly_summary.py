#!/usr/bin/env python3
"""Once a week: read the workbook, judge each lead, compose a summary that leaves the week planned, mail it.

It writes nothing into the workbook. Read ``compose`` for what is decided and ``summarize`` for what is done about it.
"""

from __future__ import annotations

import sys

from followthrough.shell.command_lines import run_script

if __name__ == "__main__":  # the arguments are read before what the work needs is loaded
    sys.exit(run_script("weekly_summary"))

from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from followthrough.judging.journal import with_noticed
from followthrough.judging.judge import judge
from followthrough.keeping.events import failures
from followthrough.keeping.files import naming, read_file, refuse_missing
from followthrough.keeping.memory import is_idle, noticed_so_far, recall, remembering, settled
from followthrough.knowing.errors import FollowthroughError, worst
from followthrough.knowing.record import Record, field, replace
from followthrough.sending.delivery import deliver, send, send_once
from followthrough.setup.config import demo_workbook, find_workbook
from followthrough.shell import command, terminal
from followthrough.shell.options import check_each
from followthrough.shell.watch import watched
from followthrough.understanding.read import read_workbook

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from followthrough.fleet.results import Result
    from followthrough.judging.journal import Journal
    from followthrough.keeping.memory import Memory
    from followthrough.keeping.state import State
    from followthrough.saying.page import Message
    from followthrough.saying.summary import Contents
    from followthrough.sending.delivery import Sent
    from followthrough.setup.config import Config

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Past(Record, frozen=True):
    """What earlier runs told and noticed, and day -> what kept its last night from doing its job."""

    state: State
    journal: Journal
    troubles: Mapping[date, str] = field(default_factory=dict)


def compose(config: Config, workbook: bytes, name: str, today: date, past: Past) -> Contents:
    """Decide everything the summary says; do nothing.

    Raises:
        WorkbookError: the workbook cannot be used.
    """
    from followthrough.saying.agenda import as_file, entries, remembered
    from followthrough.saying.people import Search
    from followthrough.saying.summary import Contents
    from followthrough.saying.week import plan_week

    reading = read_workbook(workbook, replace(config.hints, today=today))
    leads = with_noticed(reading.leads, past.journal, today)
    judgement = judge(leads, config.policy, today, config.calendar, reading.problems, reading.pause)
    week = plan_week(judgement, past.state.mailed)
    found = entries(judgement, week.days, name)
    return Contents(
        search=Search(judgement, config.you, config.templates),
        week=week,
        missed=missed_nights(past.state, today),
        troubles=past.troubles,
        is_checked=bool(past.state.nights),
        workbook=name,
        agenda=as_file(today, found, past.state.calendar),
        entries=remembered(found),
        missed_on=missed_on(config.mail.weekly, past.state.last_summary, today),
    )


def missed_nights(state: State, today: date) -> tuple[date, ...]:
    """The nights since the last summary, a week back at most, on which no check did its job."""
    if not state.nights and not state.last_summary:
        return ()
    first = max([today - timedelta(days=6), *state.nights[:1]])
    span = (first + timedelta(days=count) for count in range((today - first).days + 1))
    return tuple(day for day in span if day not in state.nights)


def missed_on(weekday: str, last: date | None, today: date) -> date | None:
    """The day on which the summary should have come, where it is past and one came before it."""
    if last is None or not is_due(weekday, last, today):
        return None
    day = due_day(weekday, today)
    return day if day < today else None


def is_due(weekday: str, last: date | None, today: date) -> bool:
    """Whether the day of the summary has come since the last one."""
    if weekday == "never":
        return False
    return last is None or last < due_day(weekday, today)


def due_day(weekday: str, today: date) -> date:
    """The day of the summary that came last."""
    return today - timedelta(days=(today.weekday() - WEEKDAYS.index(weekday)) % len(WEEKDAYS))


@watched("week")
def act(options: argparse.Namespace) -> int:
    """Read, judge, compose, mail; the exit status says how far it came."""
    check_each(options)
    today = options.today or command.local_today()
    if options.each:
        from followthrough.shell.each import run_each

        return run_each(options, "week", today, summarize_one)
    config, path = demo_workbook(today) if options.demo else find_workbook(options)
    if _is_done(options, config, path, today):
        return 0
    with terminal.working("Composing the summary", is_wanted=not options.quiet):
        outcome = run_week(options, config, path, today)
    if options.dry_run:
        command.say(f"{outcome.message.subject}\n\n{outcome.message.text}")
    for trouble in (*outcome.notes, *(problem.message for problem in outcome.problems)):
        command.warn(trouble)
    looked_at = not options.quiet and (options.demo or options.verbose or sys.stdout.isatty())
    if outcome.place and looked_at:
        command.tell(f"{outcome.message.subject}: {outcome.place}")
    return worst(problem.status for problem in outcome.problems)


def summarize_one(options: argparse.Namespace, config: Config, path: Path, today: date) -> Result:
    """The week of one workbook among many; where no mail is wanted or due, only what it comes to."""
    from followthrough.fleet.results import came_to

    options.dry_run = options.dry_run or config.mail.weekly == "never" or _is_done(options, config, path, today)
    outcome = run_week(options, config, path, today)
    return came_to(path, outcome.contents.search.judgement, config, outcome.problems)


class Outcome(Record, frozen=True):
    """A summary that was composed, and what became of it.

    Args:
        place: where it went, for a person; "" where it was not sent.
        problems: what was left undone, and why, the first cause first.
        notes: what its owner should know besides, a sentence each.
    """

    contents: Contents
    message: Message
    place: str = ""
    problems: tuple[FollowthroughError, ...] = ()
    notes: tuple[str, ...] = ()


def run_week(options: argparse.Namespace, config: Config, path: Path, today: date) -> Outcome:
    """Read, judge, compose, mail, remember."""
    from followthrough.saying.summary import is_empty

    is_replay = bool(options.demo or options.today)
    if options.dry_run:
        return Outcome(
            *_summary(config, path, recall(config.data, path, config.hints, today, is_replay=is_replay), today)
        )
    refuse_missing(path)
    rehearsal = is_replay or bool(options.outbox)
    with remembering(config.data, path, config.hints, today, is_replay=is_replay, is_rehearsal=rehearsal) as memory:
        contents, message = _summary(config, path, memory, today)
        problems, notes = tuple(filter(None, (memory.doubtful_mail,))), memory.moved
        is_wanted = not options.if_due or is_due(config.mail.weekly, memory.state.last_summary, today)
        if not is_wanted or (is_empty(contents) and not config.mail.weekly_if_empty):
            return Outcome(contents, message, problems=problems, notes=notes)
        place = options.outbox or config.outbox or memory.folder / "outbox"
        now = datetime.now().astimezone()
        deliver_it = partial(deliver, message, config.mail, path, place, now, is_rehearsal=bool(options.outbox))
        sent = send(deliver_it) if rehearsal else _send_once(deliver_it, contents, memory, today)
        return Outcome(contents, message, sent.place, (*problems, *sent.troubles), notes)


def _is_done(options: argparse.Namespace, config: Config, path: Path, today: date) -> bool:
    """Whether a summary that is only wanted when due is not."""

    def is_over(state: State) -> bool:
        return not is_due(config.mail.weekly, state.last_summary, today)

    return options.if_due and is_idle(config.data, path, today, is_over, is_replay=bool(options.today))


def _send_once(deliver_it: Callable[[], str], contents: Contents, memory: Memory, today: date) -> Sent:
    """Send it, and remember the day and what it tells."""
    from followthrough.saying.week import let_go_key

    told = memory.state.telling(map(let_go_key, contents.week.let_go), today)
    told = replace(told, last_summary=today, calendar=contents.entries, doubted=None)
    return send_once(deliver_it, "weekly", memory.folder, told, settled(memory.state, today))


def _summary(config: Config, path: Path, memory: Memory, today: date) -> tuple[Contents, Message]:
    from followthrough.saying.summary import compose_week

    journal, _ = noticed_so_far(memory, config.hints, today)
    with naming(path):
        past = Past(memory.state, journal, failures(memory.folder, "check"))
        contents = compose(config, read_file(path), path.name, today, past)
    return contents, compose_week(contents)


def main(argv: list[str] | None = None) -> int:
    """Run with these arguments, else those of the process; the exit status."""
    return run_script("weekly_summary", argv)
