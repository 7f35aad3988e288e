#!/usr/bin/env python3
"""Every night: read the workbook, judge each lead, write the answers into its five columns, mail what is new.

Read ``check`` for what is decided and ``night`` for what is done about it; nothing else decides or does anything.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from datetime import time as clock_time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # pandas loads a quarter faster without a pool it never uses

from followthrough.judging.journal import Journal, with_night, with_noticed
from followthrough.judging.judge import judge
from followthrough.judging.news import find_news
from followthrough.keeping.clock import has_jumped, settled
from followthrough.keeping.files import (
    ChangedMeanwhile,
    clear_leftovers,
    naming,
    opened_by,
    put_in_place,
    read_file,
    refuse_missing,
)
from followthrough.keeping.journal import write_journal
from followthrough.keeping.memory import noticed_so_far, recall, remembering
from followthrough.keeping.moved import as_left, find_folder
from followthrough.keeping.snapshots import keep_snapshot, prune_snapshots
from followthrough.keeping.state import read_state, write_state
from followthrough.knowing.errors import TryAgainError, gravest
from followthrough.knowing.leads import sentences
from followthrough.knowing.wording import counted
from followthrough.sending.delivery import deliver
from followthrough.sending.once import Outcome, send, send_once
from followthrough.setup.sources import demo_workbook, find_workbook
from followthrough.shell import command, terminal
from followthrough.shell.report import as_document
from followthrough.understanding.read import Reading, read_workbook
from followthrough.writing.changes import Plan, apply_changes, plan_changes

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from followthrough.judging.news import News
    from followthrough.keeping.memory import Memory
    from followthrough.keeping.state import State
    from followthrough.knowing.judgement import Judgement
    from followthrough.setup.config import Config

WAITS = (0.2, 1.0, 4.0)
"""Seconds before each further attempt: somebody who saves just now is given time to finish."""
MOST_TOLD = 5
"""Cells that were written over, named in the mail; the rest is a number."""
MOST_SAID = 20
NOTHING_NOTICED = Journal()
EXAMPLES = """examples:
  nightly_check.py --demo                          try it on a made-up workbook
  nightly_check.py --workbook jobs.xlsx --dry-run  say what it would do to yours, and do nothing
  nightly_check.py --workbook jobs.xlsx            do it"""


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
    leads = with_noticed(reading.leads, journal, today)
    judgement = judge(leads, config.policy, today, config.calendar, reading.problems, reading.pause)
    plan = plan_changes(reading, judgement, renew_last_checked=not is_replay)
    judgement = replace(judgement, problems=(*judgement.problems, *plan.problems))
    noticed = with_night(journal, reading.leads, today)
    patched = apply_changes(reading.workbook, plan)
    return Night(reading, judgement, plan, patched, patched != workbook, noticed)


@dataclass(frozen=True, slots=True)
class Run:
    """What a night is about: how it was called, on which workbook, and what is remembered of that."""

    options: argparse.Namespace
    config: Config
    path: Path
    memory: Memory
    today: date


def night(argv: list[str]) -> int:
    """Find the workbook, then read, decide, write, mail, show; the exit status says how far it came."""
    options = _parse(argv)
    today = options.today or command.local_today()
    config, path = demo_workbook(today) if options.demo else find_workbook(options)
    is_replay, rehearsal = bool(options.demo or options.today), _is_rehearsal(options)
    if options.if_due and _is_done(read_state(find_folder(config.data, path)), today, is_replay=is_replay):
        return 0
    if options.dry_run:
        run = Run(options, config, path, recall(config.data, path, today, is_replay=is_replay), today)
        with naming(path):
            done = check(config, read_file(path), today, is_replay=rehearsal, journal=_journal(run))
        _show(options, done, path, find_news(done.judgement, run.memory.state.mailed), written=False)
        return 0
    refuse_missing(path)
    with remembering(config.data, path, today, is_replay=is_replay, is_rehearsal=rehearsal) as memory, naming(path):
        if options.if_due and _is_done(memory.state, today, is_replay=is_replay):
            return 0
        return _write_and_tell(Run(options, config, path, memory, today))


def _is_done(state: State, today: date, *, is_replay: bool) -> bool:
    """Whether tonight's check has done its job; where the clock jumped, that is looked into first."""
    is_over = state.last_check is not None and state.last_check >= today
    return is_over and not state.given_up and (is_replay or not has_jumped(state, today))


def _journal(run: Run) -> Journal:
    """What the nights noticed; a journal that had to be rebuilt is told."""
    journal, rebuilt = noticed_so_far(run.memory, run.config.hints, run.today)
    if rebuilt:
        command.warn(rebuilt)
    return journal


def _write_and_tell(run: Run) -> int:
    """The night itself. A workbook that is open is still worth a mail; what was not mailed is news again."""
    memory, options = run.memory, run.options
    with terminal.working(f"Checking {run.path.name}", is_wanted=not (options.quiet or options.json)):
        done, trouble, notes = _check_and_write(run, _journal(run))
    for note in filter(None, (memory.moved, *notes)):
        if note not in memory.state.said:
            command.warn(note)
    news = find_news(done.judgement, memory.state.mailed)
    outcome = _mail(run, done, news, trouble)
    problems = [*filter(None, (trouble, memory.doubtful_mail)), *outcome.troubles]
    if not _is_rehearsal(options) and not outcome.is_unkept:
        state = replace(memory.state, said=(*memory.state.said, *notes)[-MOST_SAID:])
        state = _with_told(state, news, run.today) if outcome.is_told else state
        problems += _remember(run, state, done, is_done=not trouble)
    _show(options, done, run.path, news, written=done.writes and not trouble)
    for problem in problems:
        command.warn(problem.message)
    return gravest(problem.status for problem in problems)


def _is_rehearsal(options: argparse.Namespace) -> bool:
    """Whether nothing is recorded as done or sent (contract)."""
    return bool(options.demo or options.today or options.outbox)


def _check_and_write(run: Run, journal: Journal) -> tuple[Night, TryAgainError | None, tuple[str, ...]]:
    """Check and write, again where the workbook was saved meanwhile; what was decided is worth a mail in any case."""
    for wait in WAITS:
        done, trouble, notes = _attempt(run, journal)
        if not isinstance(trouble, ChangedMeanwhile):
            return done, trouble, notes
        time.sleep(wait)
    return _attempt(run, journal)


def _attempt(run: Run, journal: Journal) -> tuple[Night, TryAgainError | None, tuple[str, ...]]:
    """One try: what was decided, what kept it from being written, and what is to be said of the file."""
    workbook = read_file(run.path)
    done = check(run.config, workbook, run.today, is_replay=_is_rehearsal(run.options), journal=journal)
    try:
        keep_snapshot(run.memory.folder, workbook, run.path.suffix, datetime.now(UTC))
        return done, None, _write(run.path, workbook, done)
    except TryAgainError as error:
        return done, error, ()


def _write(path: Path, workbook: bytes, done: Night) -> tuple[str, ...]:
    """Put the patched workbook in place; where nothing is to be written, clear up after a run that was killed."""
    owner = opened_by(path, time.time())
    if not done.writes:
        if not owner:
            clear_leftovers(path)
        return ()
    if owner:
        text = f"{path.name} is open ({owner}), so its columns were not updated. Close it; the next run does it."
        raise TryAgainError(text, file=str(path))
    return put_in_place(path, workbook, done.patched)


def _mail(run: Run, done: Night, news: Sequence[News], trouble: TryAgainError | None) -> Outcome:
    """Mail what is new; nothing on an empty night, or where the owner wants no such mail.

    A template or an address that is wrong must not undo the rest of the night: it is an answer here, too.
    """
    config, options, folder = run.config, run.options, run.memory.folder
    if not news or config.mail.nightly == "never":
        return Outcome(is_told=True)
    from followthrough.saying.entries import Wording
    from followthrough.saying.night_mail import compose_night

    words = Wording(done.judgement, config.you, config.templates, in_full=True)
    overwritten = sentences(done.plan.overwritten)
    notes = [*([trouble.message] if trouble else ()), *overwritten[:MOST_TOLD]]
    if overwritten[MOST_TOLD:]:
        notes.append(f"{counted(len(overwritten) - MOST_TOLD, 'more cell')} held what you typed; --json names each.")
    place, now = options.outbox or config.outbox or folder / "outbox", datetime.now().astimezone()

    def sending() -> str:
        message = compose_night(news, run.today, run.path.name, notes, words.entry)
        return deliver(message, config.mail, run.path, place, now, is_rehearsal=bool(options.outbox))

    if _is_rehearsal(options):
        return send(sending)
    told = _with_told(run.memory.state, news, run.today)
    return send_once(sending, "nightly", folder, told, settled(run.memory.state, run.today))


def _with_told(state: State, news: Sequence[News], today: date) -> State:
    return replace(state, mailed={**state.mailed, **{item.key: today for item in news}})


def _remember(run: Run, state: State, done: Night, *, is_done: bool) -> list[TryAgainError]:
    """Keep what the night did: it counts as done when it wrote and what it noticed is kept; the trouble there was."""
    folder, by = run.memory.folder, settled(run.memory.state, run.today)
    try:
        if is_done:
            write_journal(folder, done.journal)
            nights = tuple(sorted({*state.nights, run.today}))
            state = replace(state, nights=nights, left=as_left(run.path, done.patched), doubted=None)
        write_state(folder, state, by)
    except TryAgainError as error:
        return [error]
    if is_done:
        prune_snapshots(folder, min(datetime.now(UTC), datetime.combine(by, clock_time.max, UTC)))
    return []


def _show(options: argparse.Namespace, done: Night, path: Path, news: Sequence[News], *, written: bool) -> None:
    if options.json:
        command.print_json(as_document(done.reading, done.judgement, done.plan, path, written=written))
        return
    looked_at = terminal.is_terminal() or options.demo or options.dry_run or options.verbose
    if looked_at and not options.quiet:
        changes = len(done.plan.changes)
        verb = "changed" if written or not changes else "to change"
        summary = f"{path}: {counted(changes, 'cell')} {verb}, {len(news)} new for the mail."
        terminal.show(
            done.judgement, summary, changes=done.plan.changes if options.verbose else (), verbose=options.verbose
        )


def _parse(argv: list[str]) -> argparse.Namespace:
    parser = command.parser("Check every lead of a job-search workbook and write what each needs into it.", EXAMPLES)
    parser.add_argument("--dry-run", action="store_true", help="write nothing, send nothing, say what it would")
    parser.add_argument("--outbox", metavar="DIR", type=Path, help="put messages there as .eml and .html files")
    parser.add_argument("--if-due", action="store_true", help="do nothing when it was done today already")
    parser.add_argument("--demo", action="store_true", help="run on a made-up workbook in a new temporary folder")
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """Run, and turn anything that stops it into one sentence and an exit status."""
    return command.run(night, argv)


if __name__ == "__main__":
    sys.exit(main())
