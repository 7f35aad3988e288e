#!/usr/bin/env python3
"""The list that job offices ask for: what was done in a period, printed as CSV or saved as .csv or .xlsx."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from followthrough.knowing.columns import Column, LogColumn

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # pandas loads a quarter faster without a pool it never uses

from followthrough.keeping.files import naming, read_file
from followthrough.knowing import wording
from followthrough.knowing.commands import Command
from followthrough.knowing.errors import UsageError
from followthrough.saying.search_log import Activity, as_csv, list_activities, save_log
from followthrough.setup.sources import find_workbook
from followthrough.shell import command
from followthrough.understanding.read import read_workbook

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from followthrough.knowing.leads import Problem
    from followthrough.setup.config import Config

LEFT_OUT = (LogColumn.DATE, Column.COMPANY)
"""What keeps a row of the two log sheets out of the list: no day, or no lead that it belongs to."""
EXAMPLES = """examples:
  %(prog)s jobs.xlsx                                          this month so far, on the screen
  %(prog)s jobs.xlsx --from 2026-11-01 --to 2026-11-14        two weeks
  %(prog)s jobs.xlsx --from 2026-11-01 --save november.xlsx   into a new file"""


DONE = (Column.APPLIED_ON, Column.INTERVIEW_ON, Column.THANK_YOU_SENT, Column.LAST_FOLLOW_UP, Column.LAST_HEARD)
"""Columns of the list of leads that tell of something done."""


def compose(
    config: Config, workbook: bytes, first: date, last: date
) -> tuple[tuple[Activity, ...], tuple[Problem, ...]]:
    """Everything done in the period, and the log rows that had to be left out of it.

    Raises:
        WorkbookError: the workbook cannot be used.
    """
    reading = read_workbook(workbook, config.hints)
    logged = (each for each in reading.problems if each.column in LEFT_OUT and "!" in each.cell)
    dates = (each for lead in reading.leads for each in lead.unreadable if each.column in DONE)
    left_out = (*logged, *dates)
    return list_activities(reading.leads, first, last), left_out


def log(argv: list[str]) -> int:
    """Read, list, print or save."""
    options = parser().parse_args(argv)
    today = options.today or command.local_today()
    last = min(options.to or today, today)
    first = options.first or last.replace(day=1)
    if first > last:
        raise UsageError(f"The period from {wording.day(first)} to {wording.day(last)} holds no day that has come.")
    config, path = find_workbook(options)
    with naming(path):
        activities, left_out = compose(config, read_file(path), first, last)
    if options.save:
        save_log(options.save, activities)
        entries = wording.counted(len(activities), "entry", "entries")
        _say(options, f"{options.save}: {entries}, {wording.day(first)} to {wording.day(last)}.")
    else:
        _say(options, as_csv(activities).rstrip("\n"))
    for problem in left_out:
        command.warn(f"{path.name}: left out of the list: {problem.sentence}")
    return 0


def _say(options: argparse.Namespace, text: str) -> None:
    if not options.quiet:
        command.say(text)


def parser() -> argparse.ArgumentParser:
    """Its command line."""
    parser = command.parser(Command.LOG, EXAMPLES)
    command.takes_workbook(parser)
    parser.add_argument(
        "--from", dest="first", metavar="YYYY-MM-DD", type=command.day, help="first day (else of the month)"
    )
    parser.add_argument("--to", metavar="YYYY-MM-DD", type=command.day, help="last day (else today)")
    parser.add_argument(
        "--save", metavar="FILE", type=command.file, help="a new file, .csv or .xlsx, instead of the screen"
    )
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run, and turn anything that stops it into one sentence and an exit status."""
    return command.run(log, argv)


if __name__ == "__main__":
    sys.exit(main())
