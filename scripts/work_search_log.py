#!/usr/bin/env python3
"""The list that job offices ask for: what was done in a period, printed as CSV or saved as .csv or .xlsx."""

from __future__ import annotations

import sys

from followthrough.shell.command_lines import run_script

if __name__ == "__main__":  # the arguments are read before what the work needs is loaded
    sys.exit(run_script("work_search_log"))

from typing import TYPE_CHECKING

from followthrough.judging.journal import Journal, with_noticed
from followthrough.keeping.files import naming, read_file
from followthrough.keeping.memory import noticed
from followthrough.knowing import wording
from followthrough.knowing.columns import Column, LogColumn
from followthrough.knowing.errors import UsageError
from followthrough.saying.search_log import Activity, Form, as_csv, forms, list_activities, save_log
from followthrough.setup.config import find_workbook
from followthrough.shell import command, terminal
from followthrough.understanding.read import read_workbook

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from followthrough.knowing.leads import Problem
    from followthrough.setup.config import Config

LEFT_OUT = (LogColumn.DATE, Column.COMPANY)
"""What keeps a row of the two log sheets out of the list: no day, or no lead that it belongs to."""
NOTHING_NOTICED = Journal()


DONE = (Column.APPLIED_ON, Column.INTERVIEW_ON, Column.THANK_YOU_SENT, Column.LAST_FOLLOW_UP, Column.LAST_HEARD)
"""Columns of the list of leads that tell of something done."""


def compose(
    config: Config, workbook: bytes, first: date, last: date, today: date, journal: Journal = NOTHING_NOTICED
) -> tuple[tuple[Activity, ...], tuple[Problem, ...]]:
    """Everything done in the period, whose last day has come, and the log rows that had to be left out of it.

    The journal may know since when a lead is closed.

    Raises:
        WorkbookError: the workbook cannot be used.
    """
    reading = read_workbook(workbook, config.hints)
    logged = (each for each in reading.problems if each.column in LEFT_OUT and "!" in each.cell)
    dates = (each for lead in reading.leads for each in lead.unreadable if each.column in DONE)
    left_out = (*logged, *dates)
    return list_activities(with_noticed(reading.leads, journal, today), first, last), left_out


def act(options: argparse.Namespace) -> int:
    """Read, list, print or save."""
    today = options.today or command.local_today()
    last = min(options.to or today, today)
    first = options.first or last.replace(day=1)
    if first > last:
        raise UsageError(f"The period from {wording.day(first)} to {wording.day(last)} holds no day that has come.")
    config, path = find_workbook(options)
    with naming(path):
        journal = noticed(config.data, path, config.hints)
        activities, left_out = compose(config, read_file(path), first, last, today, journal)
    form = forms()[options.form]
    if options.save:
        save_log(options.save, activities, form)
        entries = wording.counted(len(activities), "entry", "entries")
        _say(options, f"{wording.one_line(str(options.save))}: {entries}, {wording.day(first)} to {wording.day(last)}.")
    elif not terminal.is_terminal():
        _say(options, as_csv(activities, form).rstrip("\n"))
    elif not options.quiet:
        _show(activities, form, f"{wording.day(first)} to {wording.day(last)}")
    for problem in left_out:
        command.warn(f"{path.name}: left out of the list: {problem.sentence}")
    return 0


def _show(activities: Sequence[Activity], form: Form, period: str) -> None:
    """The list on a terminal, with the columns that have room there."""
    places = [form.headings.index(heading) for heading in form.screen]
    rows = [[form.written(cells[place]) for place in places] for cells in map(form.cells, activities)]
    terminal.show_table(form.screen, rows, shrinks=form.screen[1:])
    entries = wording.counted(len(activities), "entry", "entries")
    more = f" All {len(form.columns)} columns: --save FILE" if activities else ""
    command.say(terminal.prose(f"{period}: {entries}.{more}"))


def _say(options: argparse.Namespace, text: str) -> None:
    if not options.quiet:
        command.say(text)


def main(argv: list[str] | None = None) -> int:
    """Run with these arguments, else those of the process; the exit status."""
    return run_script("work_search_log", argv)
