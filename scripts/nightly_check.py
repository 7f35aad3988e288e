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
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # pandas loads a quarter faster without a pool it never uses

from followthrough import command
from followthrough.config import Config, load_config
from followthrough.errors import NotSentError, TryAgainError, UsageError
from followthrough.judge import judge
from followthrough.news import find_news
from followthrough.report import as_document
from followthrough.state import State, config_folder, data_folder, only_run, read_state, write_state
from followthrough.worksheet.changes import Plan, apply_changes, plan_changes
from followthrough.worksheet.files import ChangedMeanwhile, naming, opened_by, put_in_place, read_file
from followthrough.worksheet.read import Reading, read_workbook
from followthrough.worksheet.snapshots import keep_snapshot, prune_snapshots

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from followthrough.leads import Judgement
    from followthrough.news import News

WAITS = (0.2, 1.0, 4.0)
"""Seconds before each further attempt: somebody who saves just now is given time to finish."""
EXAMPLES = """examples:
  nightly_check.py --demo                          try it on a made-up workbook
  nightly_check.py --workbook jobs.xlsx --dry-run  say what it would do to yours, and do nothing
  nightly_check.py --workbook jobs.xlsx            do it"""


@dataclass(frozen=True, slots=True)
class Night:
    """What a night decided: the leads judged, the cells to change, and the workbook with them changed."""

    reading: Reading
    judgement: Judgement
    plan: Plan
    patched: bytes


def check(config: Config, workbook: bytes, today: date, *, is_replay: bool = False) -> Night:
    """Decide everything; do nothing.

    Args:
        config: the columns, words, numbers and calendar to go by.
        workbook: the bytes of the file.
        today: the local calendar day.
        is_replay: whether that day is only assumed; LastChecked then stays as it is.

    Raises:
        WorkbookError: the workbook cannot be used.
    """
    reading = read_workbook(workbook, config.hints)
    judgement = judge(reading.leads, config.policy, today, config.calendar, reading.problems)
    plan = plan_changes(workbook, reading, judgement, renew_last_checked=not is_replay)
    judgement = replace(judgement, problems=(*judgement.problems, *plan.problems))
    return Night(reading, judgement, plan, apply_changes(workbook, reading, plan))


def night(argv: list[str]) -> int:
    """Read, decide, write, mail, show; the exit status says how far it came."""
    options = _parse(argv)
    config, path = _find(options)
    today = options.today or command.local_today()
    folder = data_folder(config.data, path)
    is_rehearsal = bool(options.dry_run or options.demo or options.today or options.outbox)
    state = State() if options.demo else read_state(folder)
    if options.if_due and state.last_check == today:
        return 0
    trouble: TryAgainError | None = None
    if options.dry_run:
        with naming(path):
            done = check(config, read_file(path), today, is_replay=bool(options.today))
    else:
        with only_run(folder, path), naming(path):
            done, trouble = _check_and_write(
                config, path, folder, today, is_replay=bool(options.today and not options.demo)
            )
        prune_snapshots(folder, datetime.now(UTC))
    news = find_news(done.judgement, state.mailed)
    unsent = None
    if not options.dry_run:
        unsent = _mail(news, done.judgement, path, options.outbox or folder / "outbox", trouble)
    if not is_rehearsal:
        write_state(folder, _remembered(state, today, trouble, () if unsent else news), today)
    _show(options, done, path, written=not (options.dry_run or trouble), news=news)
    for problem in filter(None, (trouble, unsent)):
        command.warn(problem.message)
    return trouble.status if trouble else unsent.status if unsent else 0


def _check_and_write(
    config: Config, path: Path, folder: Path, today: date, *, is_replay: bool
) -> tuple[Night, TryAgainError | None]:
    """Check and write, again where the workbook was saved meanwhile; what was decided is worth a mail in any case."""
    done, trouble = _attempt(config, path, folder, today, is_replay=is_replay)
    for wait in WAITS:
        if not isinstance(trouble, ChangedMeanwhile):
            break
        time.sleep(wait)
        done, trouble = _attempt(config, path, folder, today, is_replay=is_replay)
    return done, trouble


def _attempt(
    config: Config, path: Path, folder: Path, today: date, *, is_replay: bool
) -> tuple[Night, TryAgainError | None]:
    workbook = read_file(path)
    done = check(config, workbook, today, is_replay=is_replay)
    keep_snapshot(folder, workbook, path.suffix, datetime.now(UTC))
    if not done.plan.changes:
        return done, None
    owner = opened_by(path, time.time())
    if owner:
        text = f"{path.name} is open ({owner}), so its columns were not updated. Close it; the next run does it."
        return done, TryAgainError(text, file=str(path))
    try:
        put_in_place(path, workbook, done.patched)
    except TryAgainError as error:
        return done, error
    return done, None


def _mail(
    news: Sequence[News], judgement: Judgement, path: Path, outbox: Path, trouble: TryAgainError | None
) -> NotSentError | None:
    """Put the mail of the night, if there is anything to say, into the outbox."""
    if not news:
        return None
    from followthrough.outbox import save_message
    from followthrough.say.night_mail import compose_night

    notes = [trouble.message] if trouble else []
    try:
        save_message(outbox, compose_night(news, judgement.today, path.name, notes), path)
    except NotSentError as error:
        return error
    return None


def _remembered(state: State, today: date, trouble: TryAgainError | None, told: Sequence[News]) -> State:
    """The state after the night: it counts as done when it wrote, a message as mailed when it went out."""
    nights = state.nights if trouble or today in state.nights else (*state.nights, today)
    return replace(state, nights=nights, mailed={**state.mailed, **{item.key: today for item in told}})


def _show(options: argparse.Namespace, done: Night, path: Path, *, written: bool, news: Sequence[News]) -> None:
    if options.json:
        command.print_json(as_document(done.reading, done.judgement, done.plan, path, written=written))
        return
    from followthrough import terminal

    looked_at = terminal.is_terminal() or options.demo or options.dry_run or options.verbose
    if looked_at and not options.quiet:
        changes, verb = len(done.plan.changes), "changed" if written else "to change"
        summary = f"{path}: {changes} cells {verb}, {len(news)} new for the mail."
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


def _find(options: argparse.Namespace) -> tuple[Config, Path]:
    """The configuration and the workbook."""
    if options.demo:
        return _make_demo(options.today or command.local_today())
    config = load_config(options.config, options.workbook, os.environ, config_folder())
    if not config.workbook:
        raise UsageError("No workbook: name one with --workbook FILE, or in config.toml under [workbook] path.")
    return config, config.workbook


def _make_demo(today: date) -> tuple[Config, Path]:
    import tempfile

    from followthrough.worksheet.demo import demo_rows
    from followthrough.worksheet.template import build_workbook

    folder = Path(tempfile.mkdtemp(prefix="followthrough-demo-"))
    path, rows = folder / "job-search.xlsx", demo_rows(today)
    path.write_bytes(build_workbook(rows.jobs, rows.log, rows.interviews, today))
    return Config(workbook=path, data=folder), path


def main(argv: list[str] | None = None) -> int:
    """Run, and turn whatever stops it into one sentence and an exit status."""
    return command.run(night, argv)


if __name__ == "__main__":
    sys.exit(main())
