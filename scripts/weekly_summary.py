#!/usr/bin/env python3
"""Once a week: read the workbook, judge each lead, compose a summary that leaves the week planned, mail it.

It writes nothing into the workbook. Read ``compose`` for what is decided and ``summarize`` for what is done about it.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # pandas loads a quarter faster without a pool it never uses

from followthrough.judging.history import History, what_changed
from followthrough.judging.journal import with_noticed
from followthrough.judging.judge import judge
from followthrough.keeping.clock import has_jumped, settled
from followthrough.keeping.files import naming, read_file, refuse_missing
from followthrough.keeping.memory import noticed_so_far, recall, remembering
from followthrough.keeping.moved import find_folder
from followthrough.keeping.snapshots import list_snapshots
from followthrough.keeping.state import read_state
from followthrough.knowing.errors import FollowthroughError, gravest
from followthrough.sending.delivery import deliver
from followthrough.sending.once import send, send_once
from followthrough.setup.sources import demo_workbook, find_workbook
from followthrough.shell import command, terminal
from followthrough.understanding.read import read_workbook

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from followthrough.judging.journal import Journal
    from followthrough.keeping.memory import Memory
    from followthrough.keeping.state import State
    from followthrough.knowing.leads import Lead
    from followthrough.saying.page import Message
    from followthrough.saying.summary import Contents
    from followthrough.setup.config import Config

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EXAMPLES = """examples:
  weekly_summary.py --demo                          a summary of made-up leads, into a temporary folder
  weekly_summary.py --workbook jobs.xlsx --dry-run  print the summary, send nothing
  weekly_summary.py --workbook jobs.xlsx --if-due   what cron runs: at most once a week"""


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier runs left.

    Args:
        state: what was told before, and which nights ran.
        journal: what those nights noticed.
        readings: the leads of earlier states since the last summary, oldest first.
    """

    state: State
    journal: Journal
    readings: Sequence[Sequence[Lead]] = ()


def compose(config: Config, workbook: bytes, name: str, today: date, past: Past) -> Contents:
    """Decide everything the summary says; do nothing.

    Args:
        config: the columns, words, numbers and calendar to go by, and who the reader is.
        workbook: the bytes of the file.
        name: the file's name.
        today: the local calendar day.
        past: what was told and noticed before.
    """
    from followthrough.saying.agenda import follow_ups
    from followthrough.saying.entries import Wording
    from followthrough.saying.numbers import count
    from followthrough.saying.summary import Contents
    from followthrough.saying.week import plan_week

    reading = read_workbook(workbook, config.hints)
    leads = with_noticed(reading.leads, past.journal, today)
    judgement = judge(leads, config.policy, today, config.calendar, reading.problems, reading.pause)
    return Contents(
        judgement=judgement,
        week=plan_week(judgement, past.state.mailed),
        history=what_changed([*past.readings, reading.leads]) if past.readings else History(),
        since=past.state.last_summary,
        numbers=count(judgement),
        missed=missed_nights(past.state, today),
        workbook=name,
        in_words=Wording(judgement, config.you, config.templates).entry,
        agenda=follow_ups(judgement, name),
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
    return last is None or last < due_day(weekday, today)


def due_day(weekday: str, today: date) -> date:
    """The day of the summary that came last."""
    return today - timedelta(days=(today.weekday() - WEEKDAYS.index(weekday)) % len(WEEKDAYS))


def summarize(argv: list[str]) -> int:
    """Read, judge, compose, mail; the exit status says how far it came."""
    options = _parse(argv)
    today = options.today or command.local_today()
    config, path = demo_workbook(today) if options.demo else find_workbook(options)
    is_replay = bool(options.demo or options.today)
    if options.if_due and _is_done(config, read_state(find_folder(config.data, path)), today, is_replay=is_replay):
        return 0
    if options.dry_run:
        _, message = _summary(config, path, recall(config.data, path, today, is_replay=is_replay), today)
        command.say(f"{message.subject}\n\n{message.text}")
        return 0
    refuse_missing(path)
    rehearsal = is_replay or bool(options.outbox)
    with remembering(config.data, path, today, is_replay=is_replay, is_rehearsal=rehearsal) as memory:
        lost = memory.doubtful_mail
        for sentence in filter(None, (memory.moved, lost.message if lost else "")):
            command.warn(sentence)
        is_over = options.if_due and not is_due(config.mail.weekly, memory.state.last_summary, today)
        status = 0 if is_over else _send(options, config, path, memory, today)
        return gravest((lost.status if lost else 0, status))


def _is_done(config: Config, state: State, today: date, *, is_replay: bool) -> bool:
    """Whether no summary is due; where the clock jumped, or a mail may be lost, that is looked into first."""
    is_over = not is_due(config.mail.weekly, state.last_summary, today)
    return is_over and not state.given_up and (is_replay or not has_jumped(state, today))


def _send(options: argparse.Namespace, config: Config, path: Path, memory: Memory, today: date) -> int:
    from followthrough.saying.summary import is_empty
    from followthrough.saying.week import let_go_keys

    with terminal.working("Composing the summary", is_wanted=not options.quiet):
        contents, message = _summary(config, path, memory, today)
    if is_empty(contents) and not config.mail.weekly_if_empty:
        return 0
    outbox, now = options.outbox or config.outbox or memory.folder / "outbox", datetime.now().astimezone()

    def sending() -> str:
        return deliver(message, config.mail, path, outbox, now, is_rehearsal=bool(options.outbox))

    if options.demo or options.today or options.outbox:
        outcome = send(sending)
    else:
        let_go = dict.fromkeys(let_go_keys(contents.judgement), today)
        mailed = {**memory.state.mailed, **let_go}
        told = replace(memory.state, last_summary=today, mailed=mailed, doubted=None)
        outcome = send_once(sending, "weekly", memory.folder, told, settled(memory.state, today))
    for problem in outcome.troubles:
        command.warn(problem.message)
    if outcome.troubles:
        return gravest(problem.status for problem in outcome.troubles)
    if not options.quiet and (options.demo or options.verbose or sys.stdout.isatty()):
        command.say(f"{message.subject}: {outcome.place}")
    return 0


def _summary(config: Config, path: Path, memory: Memory, today: date) -> tuple[Contents, Message]:
    from followthrough.saying.summary import compose_week

    journal, _ = noticed_so_far(memory, config.hints, today)
    with naming(path):
        past = Past(memory.state, journal, _readings(config, memory.folder, memory.state))
        contents = compose(config, read_file(path), path.name, today, past)
    return contents, compose_week(contents)


def _readings(config: Config, folder: Path, state: State) -> list[tuple[Lead, ...]]:
    """The leads of every snapshot since the last summary, and of the one before it; unreadable ones are passed over."""
    snapshots = list_snapshots(folder)
    since = state.last_summary
    before = [snapshot for snapshot in snapshots if since and snapshot.taken.astimezone().date() <= since]
    later = [snapshot for snapshot in snapshots if snapshot not in before][-14:]
    readings = []
    for snapshot in (*before[-1:], *later):
        try:
            readings.append(read_workbook(snapshot.path.read_bytes(), config.hints).leads)
        except (FollowthroughError, OSError):
            continue
    return readings


def _parse(argv: list[str]) -> argparse.Namespace:
    parser = command.parser("Mail a summary that leaves the week planned.", EXAMPLES)
    parser.add_argument("--dry-run", action="store_true", help="send nothing, print the summary")
    parser.add_argument("--outbox", metavar="DIR", type=Path, help="put the message there as .eml and .html")
    parser.add_argument("--if-due", action="store_true", help="do nothing when it went out since its day came")
    parser.add_argument("--demo", action="store_true", help="run on a made-up workbook in a new temporary folder")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """Run, and turn anything that stops it into one sentence and an exit status."""
    return command.run(summarize, argv)


if __name__ == "__main__":
    sys.exit(main())
