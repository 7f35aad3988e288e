#!/usr/bin/env python3
"""A day of rest for the whole search: written where the workbook keeps it, else into your own config, or taken back."""

from __future__ import annotations

import sys

from followthrough.shell.command_lines import OFF, run_script

if __name__ == "__main__":  # the arguments are read before what the work needs is loaded
    sys.exit(run_script("pause_search"))

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from followthrough.keeping.files import naming, read_file
from followthrough.keeping.folders import claim_folder, only_run
from followthrough.keeping.snapshots import keep_snapshot
from followthrough.keeping.swap import write_unless_open
from followthrough.knowing import wording
from followthrough.knowing.commands import Command, to_type
from followthrough.knowing.errors import UsageError
from followthrough.knowing.leads import Problem
from followthrough.knowing.policy import PAUSE
from followthrough.knowing.wording import listed
from followthrough.ooxml.references import cell_name
from followthrough.reading.survey import find_named_cell
from followthrough.reading.workbook import open_workbook, read_pause
from followthrough.setup.config import find_workbook, own_config
from followthrough.setup.config_example import write_settings
from followthrough.shell import command
from followthrough.writing.patch import patch_workbook

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from followthrough.reading.workbook import Workbook
    from followthrough.setup.config import Config

LONGEST = timedelta(days=366)


def act(options: argparse.Namespace) -> int:
    """Say it, set it, or take it back."""
    if options.until is None and options.workbook and not options.workbook.suffix:
        options.until, options.workbook = str(options.workbook), None
    today = options.today or command.local_today()
    until = _until(options.until, today) if options.until else None
    config, path = find_workbook(options)
    with naming(path):
        workbook = open_workbook(read_file(path))
        resting = _resting(config, workbook)
        if until is None or (until == today and not (resting and resting > today)):
            told = _told(resting, today)
        else:
            told = set_pause(config, path, workbook, until, today)
    if not options.quiet:
        command.say(told)
    return 0


def _until(text: str, today: date) -> date:
    """The day that was named; today for "off": it counts as the day of waking, so nothing is late that rested.

    Raises:
        UsageError: it is no day ahead.
    """
    if text == OFF:
        return today
    try:
        until = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"“{text}” is no day: it is written like 2027-01-04, or “{OFF}” to go on.") from None
    if not today < until <= today + LONGEST:
        raise UsageError(f"{text} is no day of rest: name one after today and within a year, or “{OFF}” to go on.")
    return until


def _resting(config: Config, workbook: Workbook) -> date | None:
    """Until when the search rests, by the workbook or the config; the later one counts."""
    found = read_pause(workbook, config.hints)
    own = None if isinstance(found, Problem) or not found else found.until
    return max((day for day in (own, config.policy.pause_until) if day), default=None)


def _told(until: date | None, today: date) -> str:
    if not until or until <= today:
        return f"Nothing rests. {to_type(Command.PAUSE, 'DAY')} rests the whole search until that day."
    return f"The whole search rests until {wording.day(until, today)}. {to_type(Command.PAUSE, OFF)} ends it."


def set_pause(config: Config, path: Path, workbook: Workbook, until: date, today: date) -> str:
    """Write the day into the cell named PauseUntil, where the workbook has one, else into a config; what was done.

    A day in the config that is later would go on resting, so it is changed too.

    Raises:
        TryAgainError: the workbook is open, or another run is at work.
        WorkbookRefused: the cell must not be written to.
    """
    place, also = find_named_cell(workbook.package, PAUSE), config.policy.pause_until
    done = [_into_cell(config, path, workbook, place[0], cell_name(*place[1]), until)] if place else []
    if not place or (also and also > until):
        done.append(_into_config(config, until))
    rest = f"nothing is asked until {wording.day(until, today)} but interviews and offers; then windows open anew"
    told = "the search goes on, and nothing is late that rested" if until == today else rest
    return f"{listed(done)}: {told}. {to_type(Command.CHECK)} shows it at once."


def _into_cell(config: Config, path: Path, workbook: Workbook, sheet: str, cell: str, until: date) -> str:
    patched = patch_workbook(workbook.content, {sheet: {cell: until}})
    folder, _ = claim_folder(config.data, path)
    now = datetime.now(UTC)
    with only_run(folder, path):
        keep_snapshot(folder, workbook.content, path.suffix, now)
        write_unless_open(path, workbook.content, patched, now)
    return f"{path.name}, {sheet}!{cell}"


def _into_config(config: Config, until: date) -> str:
    """The workbook has no place for it; the config that is found beside it would outrank their own."""
    place = config.found or own_config(config)
    write_settings(place, {"cadence": {"pause_until": until.isoformat()}})
    return f"{place}, pause_until"


def main(argv: list[str] | None = None) -> int:
    """Run with these arguments, else those of the process; the exit status."""
    return run_script("pause_search", argv)
