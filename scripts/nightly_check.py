#!/usr/bin/env python3
"""Every night: read the workbook, judge each lead, write the answers into its five columns, mail what is new.

Read ``check`` for what is decided and ``night`` for what is done about it; nothing else decides or does anything.
"""

from __future__ import annotations

import os
import sys
import time
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # pandas loads a quarter faster without a pool it never uses

from followthrough.fleet.results import Result, came_to, failed
from followthrough.judging.journal import Journal, night_noticed
from followthrough.judging.judge import judge
from followthrough.judging.news import find_news
from followthrough.keeping.files import (
    ChangedMeanwhile,
    naming,
    read_file,
    refuse_missing,
    write_unless_open,
)
from followthrough.keeping.journal import read_journal, write_journal
from followthrough.keeping.snapshots import keep_snapshot, prune_snapshots
from followthrough.keeping.state import State, data_folder, only_run, read_state, write_state
from followthrough.knowing.commands import Command
from followthrough.knowing.errors import ConfigError, FollowthroughError, NotSentError, TryAgainError, worst
from followthrough.knowing.leads import sentences
from followthrough.knowing.wording import counted
from followthrough.sending.delivery import deliver
from followthrough.setup.config import for_owner
from followthrough.setup.sources import demo_workbook, find_workbook
from followthrough.shell import command, each, screen, terminal
from followthrough.shell.picking import called
from followthrough.shell.report import as_document
from followthrough.understanding.read import Reading, read_workbook
from followthrough.writing.changes import Plan, apply_changes, plan_changes

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from followthrough.judging.news import News
    from followthrough.knowing.judgement import Judgement
    from followthrough.setup.config import Config

WAITS = (0.2, 1.0, 4.0)
"""Seconds before each further attempt: somebody who saves just now is given time to finish."""
MOST_TOLD = 5
"""Cells that were written over, named in the mail; the rest is a number."""
NOTHING_NOTICED = Journal()
EXAMPLES = """examples:
  %(prog)s --demo                 try it on a made-up workbook
  %(prog)s jobs.xlsx --dry-run    say what it would do to yours, and do nothing
  %(prog)s jobs.xlsx              do it
  %(prog)s --each people/ --json  do it for every workbook in a folder, a line of JSON each"""


@dataclass(frozen=True, slots=True)
class Night:
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
    reading = read_workbook(workbook, config.hints)
    leads, noticed = night_noticed(reading.leads, journal, today)
    judgement = judge(leads, config.policy, today, config.calendar, reading.problems, reading.pause)
    plan = plan_changes(reading, judgement, renew_last_checked=not is_replay)
    judgement = replace(judgement, problems=(*judgement.problems, *plan.problems))
    patched = apply_changes(reading.workbook, plan)
    return Night(reading, judgement, plan, patched, patched != workbook, noticed)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a night decided and did.

    Args:
        news: what was new for the mail.
        written: whether the workbook was changed.
        problems: what was left undone, and why.
        note: what its owner should know besides.
    """

    night: Night
    news: Sequence[News]
    written: bool
    problems: tuple[FollowthroughError, ...] = ()
    note: str = ""


def night(argv: list[str]) -> int:
    """Find the workbook, then read, decide, write, mail, show; the exit status says how far it came."""
    options = each.checked(parser().parse_args(argv))
    today = options.today or command.local_today()
    if options.each:
        return each.run_each(options, "night", today, check_one)
    config, path = demo_workbook(today) if options.demo else find_workbook(options)
    with terminal.working(f"Checking {path.name}", is_wanted=not (options.quiet or options.json)):
        outcome = run_night(options, config, path, today)
    if outcome is None:
        return 0
    _show(options, outcome, path)
    for trouble in filter(None, (outcome.note, *(problem.message for problem in outcome.problems))):
        command.warn(trouble)
    return worst(problem.status for problem in outcome.problems)


def check_one(path: Path, options: argparse.Namespace, today: date) -> Result:
    """The night of one workbook among many: what it comes to, and what its owner shares.

    Args:
        path: the workbook.
        options: those of the whole run.
        today: the day.
    """
    alone = copy(options)
    alone.workbook, alone.outbox = path, options.outbox and options.outbox / data_folder(None, path).name
    config = for_owner(find_workbook(alone)[0], path)
    try:
        outcome = run_night(alone, config, path, today)
    except FollowthroughError as error:
        return failed(path, error, config)
    if outcome is None:
        return Result(workbook=str(path), status=0)
    return came_to(path, outcome.night.judgement, config, outcome.problems)


def run_night(options: argparse.Namespace, config: Config, path: Path, today: date) -> Outcome | None:
    """Read, decide, write, mail, remember; None where it was done today already and is only wanted once."""
    folder = data_folder(config.data, path)
    state = State() if options.demo else read_state(folder)
    if options.if_due and state.last_check == today:
        return None
    journal, rebuilt = (Journal(), "") if options.demo else read_journal(folder, config.hints, state.nights)
    if options.dry_run or options.lead is not None:
        with naming(path):
            done = check(config, read_file(path), today, is_replay=_is_rehearsal(options), journal=journal)
        return Outcome(done, find_news(done.judgement, state.mailed), written=False, note=rebuilt)
    refuse_missing(path)
    with only_run(folder, path), naming(path):
        return replace(_write_and_tell(options, config, path, state, journal, today), note=rebuilt)


def _write_and_tell(
    options: argparse.Namespace, config: Config, path: Path, state: State, journal: Journal, today: date
) -> Outcome:
    """The night itself. A workbook that is open is still worth a mail; what was not mailed is news again."""
    folder, rehearsal = data_folder(config.data, path), _is_rehearsal(options)
    done, trouble = _check_and_write(config, path, folder, today, journal, is_replay=rehearsal)
    prune_snapshots(folder, datetime.now(UTC))
    news = find_news(done.judgement, state.mailed)
    unsent = _mail(config, done, news, path, options.outbox, trouble)
    unkept = None
    if not rehearsal:
        unkept = _keep_journal(folder, done) if not trouble else None
        told = news if not unsent or (isinstance(unsent, NotSentError) and unsent.was_sent) else ()
        nights = state.nights if trouble or today in state.nights else (*state.nights, today)
        mailed = {**state.mailed, **{item.key: today for item in told}}
        write_state(folder, replace(state, nights=nights, mailed=mailed), today)
    problems = tuple(problem for problem in (trouble, unsent, unkept) if problem)
    return Outcome(done, news, done.writes and not trouble, problems)


def _is_rehearsal(options: argparse.Namespace) -> bool:
    """Whether nothing is recorded as done or sent (contract)."""
    return bool(options.demo or options.today or options.outbox)


def _check_and_write(
    config: Config, path: Path, folder: Path, today: date, journal: Journal, *, is_replay: bool
) -> tuple[Night, TryAgainError | None]:
    """Check and write, again where the workbook was saved meanwhile; what was decided is worth a mail in any case."""
    for wait in WAITS:
        done, trouble = _attempt(config, path, folder, today, journal, is_replay=is_replay)
        if not isinstance(trouble, ChangedMeanwhile):
            return done, trouble
        time.sleep(wait)
    return _attempt(config, path, folder, today, journal, is_replay=is_replay)


def _attempt(
    config: Config, path: Path, folder: Path, today: date, journal: Journal, *, is_replay: bool
) -> tuple[Night, TryAgainError | None]:
    workbook = read_file(path)
    done = check(config, workbook, today, is_replay=is_replay, journal=journal)
    try:
        keep_snapshot(folder, workbook, path.suffix, datetime.now(UTC))
        write_unless_open(path, workbook, done.patched, datetime.now(UTC))
    except TryAgainError as error:
        return done, error
    return done, None


def _mail(
    config: Config, done: Night, news: Sequence[News], path: Path, outbox: Path | None, trouble: TryAgainError | None
) -> NotSentError | ConfigError | None:
    """Mail what is new; nothing on an empty night, or where the owner wants no such mail.

    A template or an address that is wrong must not undo the rest of the night: it is an answer here, too.
    """
    if not news or config.mail.nightly == "never":
        return None
    from followthrough.saying.night_mail import compose_night
    from followthrough.saying.sharing import Search

    problems = tuple(each for each in done.judgement.problems if each not in done.plan.overwritten)
    search = Search(replace(done.judgement, problems=problems))
    overwritten = sentences(done.plan.overwritten)
    notes = [*([trouble.message] if trouble else ()), *overwritten[:MOST_TOLD]]
    if overwritten[MOST_TOLD:]:
        notes.append(f"{counted(len(overwritten) - MOST_TOLD, 'more cell')} held what you typed; --json names each.")
    try:
        message = compose_night(news, search, path.name, config.you, config.templates, notes)
        place = outbox or config.outbox or data_folder(config.data, path) / "outbox"
        deliver(message, config.mail, path, place, datetime.now().astimezone(), is_rehearsal=bool(outbox))
    except (NotSentError, ConfigError) as error:
        return error
    return None


def _keep_journal(folder: Path, done: Night) -> TryAgainError | None:
    """Keep what was noticed before the night counts as done; a journal that cannot be kept must not undo the rest."""
    try:
        write_journal(folder, done.journal)
    except TryAgainError as error:
        return error
    return None


def _show(options: argparse.Namespace, outcome: Outcome, path: Path) -> None:
    done, written = outcome.night, outcome.written
    if options.json:
        command.print_json(as_document(done.reading, done.judgement, done.plan, path, written=written))
        return
    asked = None if options.lead is None else called(done.judgement, options.lead)
    if options.quiet or not (asked or terminal.is_terminal() or options.demo or options.dry_run or options.verbose):
        return
    if asked:
        screen.show_leads(asked, done.judgement.today)
    else:
        came_of_it = screen.told(path, done.plan.changes, outcome.news, written=written)
        screen.show(done.judgement, came_of_it, done.plan.changes, verbose=options.verbose)


def parser() -> argparse.ArgumentParser:
    """Its command line."""
    parser = command.parser(Command.CHECK, EXAMPLES)
    command.takes_workbook(parser)
    parser.add_argument("--dry-run", action="store_true", help="write nothing, send nothing, say what it would")
    parser.add_argument("--lead", metavar="NAME", help="show one company's lead and why; nothing is written or sent")
    parser.add_argument("--outbox", metavar="DIR", type=command.file, help="put messages there as .eml and .html files")
    parser.add_argument("--if-due", action="store_true", help="do nothing when it was done today already")
    parser.add_argument("--demo", action="store_true", help="run on a made-up workbook in a new temporary folder")
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    each.add_options(parser)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run, and turn anything that stops it into one sentence and an exit status."""
    return command.run(night, argv)


if __name__ == "__main__":
    sys.exit(main())
