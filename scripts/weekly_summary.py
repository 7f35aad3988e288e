#!/usr/bin/env python3
"""Once a week: read the workbook, judge each lead, compose a summary that leaves the week planned, mail it.

It writes nothing into the workbook. Read ``compose`` for what is decided and ``summarize`` for what is done about it.
"""

from __future__ import annotations

import os
import sys
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # pandas loads a quarter faster without a pool it never uses

from followthrough.fleet.results import Result, came_to, failed
from followthrough.judging.journal import with_noticed
from followthrough.judging.judge import judge
from followthrough.keeping.files import naming, read_file, refuse_missing
from followthrough.keeping.journal import read_journal
from followthrough.keeping.state import data_folder, only_run, read_state, write_state
from followthrough.knowing.commands import Command
from followthrough.knowing.errors import FollowthroughError, NotSentError
from followthrough.sending.delivery import deliver
from followthrough.setup.config import for_owner
from followthrough.setup.sources import demo_workbook, find_workbook
from followthrough.shell import command, each, terminal
from followthrough.understanding.read import read_workbook

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from followthrough.judging.journal import Journal
    from followthrough.keeping.state import State
    from followthrough.saying.page import Message
    from followthrough.saying.summary import Contents
    from followthrough.setup.config import Config

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EXAMPLES = """examples:
  %(prog)s --demo               a summary of made-up leads, into a temporary folder
  %(prog)s jobs.xlsx --dry-run  print the summary, send nothing
  %(prog)s jobs.xlsx --if-due   what cron runs: at most once a week"""


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier runs left.

    Args:
        state: what was told before, and which nights ran.
        journal: what those nights noticed.
    """

    state: State
    journal: Journal


def compose(config: Config, workbook: bytes, name: str, today: date, past: Past) -> Contents:
    """Decide everything the summary says; do nothing.

    Args:
        config: the columns, words, numbers and calendar to go by, and who the reader is.
        workbook: the bytes of the file.
        name: the file's name.
        today: the local calendar day.
        past: what was told and noticed before.
    """
    from followthrough.saying.agenda import as_file, entries, remembered
    from followthrough.saying.sharing import Search
    from followthrough.saying.summary import Contents
    from followthrough.saying.week import plan_week

    reading = read_workbook(workbook, config.hints)
    leads = with_noticed(reading.leads, past.journal, today)
    judgement = judge(leads, config.policy, today, config.calendar, reading.problems, reading.pause)
    week = plan_week(judgement, past.state.mailed)
    found = entries(judgement, week.days, name)
    return Contents(
        search=Search(judgement),
        week=week,
        missed=missed_nights(past.state, today),
        is_checked=bool(past.state.nights),
        workbook=name,
        you=config.you,
        templates=config.templates,
        agenda=as_file(judgement, found, past.state.calendar),
        entries=remembered(found),
    )


def missed_nights(state: State, today: date) -> tuple[date, ...]:
    """The nights since the last summary, a week back at most, on which no check did its job."""
    if not state.nights and not state.last_summary:
        return ()
    first = max([today - timedelta(days=6), *state.nights[:1]])
    span = (first + timedelta(days=count) for count in range((today - first).days + 1))
    return tuple(day for day in span if day not in state.nights)


def is_due(weekday: str, last: date | None, today: date) -> bool:
    """Whether the day of the summary has come since the last one."""
    if weekday == "never":
        return False
    back = (today.weekday() - WEEKDAYS.index(weekday)) % len(WEEKDAYS)
    return last is None or last < today - timedelta(days=back)


def summarize(argv: list[str]) -> int:
    """Read, judge, compose, mail; the exit status says how far it came."""
    options = each.checked(parser().parse_args(argv))
    today = options.today or command.local_today()
    if options.each:
        return each.run_each(options, "week", today, summarize_one)
    config, path = demo_workbook(today) if options.demo else find_workbook(options)
    last = read_state(data_folder(config.data, path)).last_summary
    if options.if_due and not is_due(config.mail.weekly, last, today):
        return 0
    with terminal.working("Composing the summary", is_wanted=not options.quiet):
        outcome = run_week(options, config, path, today)
    if options.dry_run:
        command.say(f"{outcome.message.subject}\n\n{outcome.message.text}")
    if outcome.unsent:
        raise outcome.unsent
    if outcome.place and not options.quiet and (options.demo or options.verbose or sys.stdout.isatty()):
        command.say(f"{outcome.message.subject}: {outcome.place}")
    return 0


def summarize_one(path: Path, options: argparse.Namespace, today: date) -> Result:
    """The week of one workbook among many: what it comes to, and what its owner shares.

    Args:
        path: the workbook.
        options: those of the whole run.
        today: the day.
    """
    alone = copy(options)
    alone.workbook, alone.outbox = path, options.outbox and options.outbox / data_folder(None, path).name
    config = for_owner(find_workbook(alone)[0], path)
    last = read_state(data_folder(config.data, path)).last_summary
    alone.dry_run = options.dry_run or not is_due(config.mail.weekly, last if options.if_due else None, today)
    try:
        outcome = run_week(alone, config, path, today)
    except FollowthroughError as error:
        return failed(path, error, config)
    return came_to(path, outcome.contents.search.judgement, config, [outcome.unsent] if outcome.unsent else [])


@dataclass(frozen=True, slots=True)
class Outcome:
    """A summary that was composed, and what became of it.

    Args:
        place: where it went, for a person; "" where it was not sent and need not be.
        unsent: why it was not sent to everybody.
    """

    contents: Contents
    message: Message
    place: str = ""
    unsent: NotSentError | None = None


def run_week(options: argparse.Namespace, config: Config, path: Path, today: date) -> Outcome:
    """Read, judge, compose, mail, remember."""
    folder = data_folder(config.data, path)
    if options.dry_run:
        return Outcome(*_summary(config, path, folder, today))
    refuse_missing(path)
    with only_run(folder, path):
        return _send(options, config, path, folder, today)


def _send(options: argparse.Namespace, config: Config, path: Path, folder: Path, today: date) -> Outcome:
    from followthrough.saying.summary import is_empty
    from followthrough.saying.week import let_go_key

    contents, message = _summary(config, path, folder, today)
    if is_empty(contents) and not config.mail.weekly_if_empty:
        return Outcome(contents, message)
    try:
        outbox, now = options.outbox or config.outbox or folder / "outbox", datetime.now().astimezone()
        place = deliver(message, config.mail, path, outbox, now, is_rehearsal=bool(options.outbox))
        unsent = None
    except NotSentError as error:
        place, unsent = "", error
    went_out = not unsent or unsent.was_sent
    if went_out and not (options.demo or options.today or options.outbox):
        told = {let_go_key(judged): today for judged in contents.week.let_go}
        state = read_state(folder)
        write_state(
            folder,
            replace(state, last_summary=today, mailed={**state.mailed, **told}, calendar=contents.entries),
            today,
        )
    return Outcome(contents, message, place, unsent)


def _summary(config: Config, path: Path, folder: Path, today: date) -> tuple[Contents, Message]:
    from followthrough.saying.summary import compose_week

    state = read_state(folder)
    journal, _ = read_journal(folder, config.hints, state.nights)
    with naming(path):
        contents = compose(config, read_file(path), path.name, today, Past(state, journal))
    return contents, compose_week(contents)


def parser() -> argparse.ArgumentParser:
    """Its command line."""
    parser = command.parser(Command.WEEK, EXAMPLES)
    command.takes_workbook(parser)
    parser.add_argument("--dry-run", action="store_true", help="send nothing, print the summary")
    parser.add_argument("--outbox", metavar="DIR", type=command.file, help="put the message there as .eml and .html")
    parser.add_argument("--if-due", action="store_true", help="do nothing when it went out since its day came")
    parser.add_argument("--demo", action="store_true", help="run on a made-up workbook in a new temporary folder")
    parser.add_argument("--json", action="store_true", help="with --each: print a line of JSON for each workbook")
    each.add_options(parser)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run, and turn anything that stops it into one sentence and an exit status."""
    return command.run(summarize, argv)


if __name__ == "__main__":
    sys.exit(main())
