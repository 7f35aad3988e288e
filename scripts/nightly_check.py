#!/usr/bin/env python3
"""Every night: read the workbook, judge each lead, write the answers into its five columns, mail what is new.

Read ``check`` for what is decided and ``night`` for what is done about it; nothing else decides or does anything.
"""

from __future__ import annotations

import sys

from followthrough.shell.command_lines import run_script

if __name__ == "__main__":  # the arguments are read before what the work needs is loaded
    sys.exit(run_script("nightly_check"))

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from followthrough.judging.journal import Journal, night_noticed
from followthrough.judging.judge import judge
from followthrough.judging.news import find_news
from followthrough.keeping.beside import copies_beside
from followthrough.keeping.files import ChangedMeanwhile, naming, read_file, refuse_missing
from followthrough.keeping.folders import as_left
from followthrough.keeping.memory import is_idle, keep, noticed_so_far, recall, remembering, settled
from followthrough.keeping.snapshots import keep_snapshot
from followthrough.keeping.state import nights_between
from followthrough.keeping.swap import write_unless_open
from followthrough.knowing.errors import FollowthroughError, TryAgainError, worst
from followthrough.knowing.record import Record, replace
from followthrough.sending.delivery import Sent, send, send_once
from followthrough.setup.config import demo_workbook, find_workbook
from followthrough.shell import command, terminal
from followthrough.shell.options import check_each, is_rehearsal
from followthrough.shell.watch import watched
from followthrough.understanding.read import Reading, read_workbook
from followthrough.writing.changes import Plan, apply_changes, plan_changes

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from followthrough.fleet.results import Result
    from followthrough.judging.judgement import Judgement
    from followthrough.judging.news import News
    from followthrough.keeping.memory import Memory
    from followthrough.keeping.state import State
    from followthrough.setup.config import Config

WAITS = (0.2, 1.0, 4.0)
"""Seconds before each further attempt: somebody who saves just now is given time to finish."""
NOTHING_NOTICED = Journal()


class Night(Record, frozen=True):
    """What a night decided: the leads judged, the cells to change, the workbook with them changed, what was noticed.

    Args:
        writes: whether that workbook differs from what was read, if only by a hidden name.
    """

    reading: Reading
    judgement: Judgement
    plan: Plan
    patched: bytes
    writes: bool
    journal: Journal


def check(
    config: Config, workbook: bytes, today: date, *, is_replay: bool = False, journal: Journal = NOTHING_NOTICED
) -> Night:
    """Decide everything; do nothing.

    Args:
        config: the columns, words, numbers and calendar to go by.
        workbook: the bytes of the file.
        today: the local calendar day.
        is_replay: whether that day is only assumed; LastChecked then stays as it is.
        journal: what the nights before noticed; tonight's comes with the answer.

    Raises:
        WorkbookError: the workbook cannot be used.
    """
    reading = read_workbook(workbook, replace(config.hints, today=today))
    leads, noticed = night_noticed(reading.leads, journal, today)
    judgement = judge(leads, config.policy, today, config.calendar, reading.problems, reading.pause)
    plan = plan_changes(reading, judgement, renew_last_checked=not is_replay)
    judgement = replace(judgement, problems=(*judgement.problems, *plan.problems))
    patched = apply_changes(reading.workbook, plan)
    return Night(reading, judgement, plan, patched, patched != workbook, noticed)


class Run(Record, frozen=True):
    """What a night is about: how it was called, on which workbook, and what is remembered of that."""

    options: argparse.Namespace
    config: Config
    path: Path
    memory: Memory
    today: date


class Outcome(Record, frozen=True):
    """What a night decided and did.

    Args:
        news: what was new for the mail.
        written: whether the workbook was changed.
        problems: what was left undone, and why, the first cause first.
        notes: what its owner should know besides, a sentence each.
    """

    night: Night
    news: Sequence[News]
    written: bool
    problems: tuple[FollowthroughError, ...] = ()
    notes: tuple[str, ...] = ()


@watched("check")
def act(options: argparse.Namespace) -> int:
    """Find the workbook, then read, decide, write, mail, show; the exit status says how far it came."""
    check_each(options)
    today = options.today or command.local_today()
    if options.each:
        from followthrough.shell.each import run_each

        return run_each(options, "night", today, check_one)
    config, path = demo_workbook(today) if options.demo else find_workbook(options)
    with terminal.working(f"Checking {path.name}", is_wanted=not (options.quiet or options.json)):
        outcome = run_night(options, config, path, today)
    if outcome is None:
        return 0
    _show(options, outcome, path)
    for trouble in (*outcome.notes, *(problem.message for problem in outcome.problems)):
        command.warn(trouble)
    return worst(problem.status for problem in outcome.problems)


def check_one(options: argparse.Namespace, config: Config, path: Path, today: date) -> Result:
    """The night of one workbook among many."""
    from followthrough.fleet.results import Result, came_to

    outcome = run_night(options, config, path, today)
    if outcome is None:
        return Result(workbook=str(path), status=0)
    return came_to(path, outcome.night.judgement, config, outcome.problems)


def run_night(options: argparse.Namespace, config: Config, path: Path, today: date) -> Outcome | None:
    """Read, decide, write, mail, remember; None where it was done today already and is only wanted once."""
    is_replay, rehearsal = bool(options.demo or options.today), is_rehearsal(options)

    def is_over(state: State) -> bool:
        return state.last_check is not None and state.last_check >= today and not state.owes_mail

    if options.if_due and is_idle(config.data, path, today, is_over, is_replay=is_replay):
        return None
    if options.dry_run or options.lead is not None:
        memory = recall(config.data, path, config.hints, today, is_replay=is_replay)
        journal, rebuilt = noticed_so_far(memory, config.hints, today)
        with naming(path):
            done = check(config, read_file(path), today, is_replay=rehearsal, journal=journal)
        return Outcome(done, find_news(done.judgement, memory.state.mailed), written=False, notes=rebuilt)
    refuse_missing(path)
    held = remembering(config.data, path, config.hints, today, is_replay=is_replay, is_rehearsal=rehearsal)
    with held as memory, naming(path):
        if options.if_due and is_over(memory.state) and not memory.doubtful_mail:
            return None
        return _write_and_tell(Run(options, config, path, memory, today))


def _write_and_tell(run: Run) -> Outcome:
    """The night itself. A workbook that is open is still worth a mail; what was not mailed is news again."""
    memory, rehearsal = run.memory, is_rehearsal(run.options)
    journal, rebuilt = noticed_so_far(memory, run.config.hints, run.today)
    done, trouble, notes = _check_and_write(run, journal)
    news = find_news(done.judgement, memory.state.mailed)
    notes = (*notes, *copies_beside(run.path, command.local_now()))
    fresh = [*memory.moved, *(note for note in notes if note not in memory.state.said)]
    sent = _mail(run, done, news, trouble, fresh)
    problems = [*filter(None, (trouble, memory.doubtful_mail)), *sent.troubles]
    if not rehearsal and not sent.is_unkept:
        state = _telling(run, news, notes) if news and sent.is_told else memory.state.telling((), run.today, notes)
        if not trouble:
            state = state.after_night(run.today, as_left(run.path, done.patched), owes_mail=not sent.is_told)
        problems += keep(memory, state, None if trouble else done.journal, run.today, datetime.now(UTC))
    return Outcome(done, news, done.writes and not trouble, tuple(problems), (*rebuilt, *fresh))


def _check_and_write(run: Run, journal: Journal) -> tuple[Night, TryAgainError | None, tuple[str, ...]]:
    """Check and write, again where the workbook was saved meanwhile.

    Returns:
        what was decided, which is worth a mail in any case; what kept it from being written; what is to be said.
    """
    waits = iter(WAITS)
    while True:
        workbook = read_file(run.path)
        done = check(run.config, workbook, run.today, is_replay=is_rehearsal(run.options), journal=journal)
        try:
            keep_snapshot(run.memory.folder, workbook, run.path.suffix, datetime.now(UTC))
            return done, None, write_unless_open(run.path, workbook, done.patched, datetime.now(UTC))
        except TryAgainError as error:
            wait = next(waits, None) if isinstance(error, ChangedMeanwhile) else None
            if wait is None:
                return done, error, ()
            time.sleep(wait)


def _mail(run: Run, done: Night, news: Sequence[News], trouble: TryAgainError | None, fresh: Sequence[str]) -> Sent:
    """Mail what is new; nothing on an empty night, or where the owner wants no such mail.

    A template or an address that is wrong must not undo the rest of the night: it is an answer here, too.
    """
    config, options, folder = run.config, run.options, run.memory.folder
    if not news or config.mail.nightly == "never":
        return Sent()
    from followthrough.saying.night_mail import compose_night, on_missed, typed_apart
    from followthrough.saying.people import Search
    from followthrough.sending.delivery import deliver

    judgement, typed = typed_apart(done.judgement, done.plan.overwritten)
    missed = on_missed(nights_between(run.memory.state.last_check, run.today))
    place, now = options.outbox or config.outbox or folder / "outbox", datetime.now().astimezone()
    notes = (*((trouble.message,) if trouble else ()), *fresh, *missed, *typed)

    def sending() -> str:
        search = Search(judgement, config.you, config.templates)
        message = compose_night(news, search, run.path.name, notes)
        return deliver(message, config.mail, run.path, place, now, is_rehearsal=bool(options.outbox))

    if is_rehearsal(options):
        return send(sending)
    return send_once(sending, "nightly", folder, _telling(run, news), settled(run.memory.state, run.today))


def _telling(run: Run, news: Sequence[News], notes: Sequence[str] = ()) -> State:
    """The state once the news is told: each item, and the interviews that went out as appointments."""
    from followthrough.saying.agenda import new_interviews, remembered

    calendar = remembered(new_interviews(news, run.today, run.path.name))
    return run.memory.state.telling([item.key for item in news], run.today, notes, calendar)


def _show(options: argparse.Namespace, outcome: Outcome, path: Path) -> None:
    done, written = outcome.night, outcome.written
    if options.json:
        from followthrough.shell.report import as_document

        command.print_json(as_document(done.reading, done.judgement, done.plan, path, written=written))
        return
    if not (options.lead is not None or terminal.is_terminal() or options.demo or options.dry_run or options.verbose):
        return
    from followthrough.shell import screen

    if options.lead is not None:
        screen.show_leads(done.judgement, options.lead)
    elif not options.quiet:
        came_of_it = screen.told(path, done.plan.changes, outcome.news, written=written)
        screen.show(done.judgement, came_of_it, done.plan.changes, verbose=options.verbose)


def main(argv: list[str] | None = None) -> int:
    """Run with these arguments, else those of the process; the exit status."""
    return run_script("nightly_check", argv)
