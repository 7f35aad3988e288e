#!/usr/bin/env python3
"""Make a fresh job-search workbook; --demo fills it with a made-up search around today."""

from __future__ import annotations

import sys

from followthrough.shell.command_lines import DEFAULT_NAME, run_script

if __name__ == "__main__":  # the arguments are read before what the work needs is loaded
    sys.exit(run_script("new_workbook"))

from pathlib import Path
from typing import TYPE_CHECKING

from followthrough.keeping.files import write_new
from followthrough.knowing.errors import UsageError
from followthrough.shell import command

if TYPE_CHECKING:
    import argparse
    from datetime import date


def act(options: argparse.Namespace) -> int:
    """Make the workbook that the command line asks for."""
    day = (options.today or command.local_today()) if options.demo else None
    path = new_workbook(options.workbook or Path(DEFAULT_NAME), day)
    if not options.quiet:
        command.tell(f"{path} is ready. Open it and start with the sheet Start here.")
    return 0


def new_workbook(path: Path, demo_day: date | None) -> Path:
    """Write a new workbook, empty or with the search of the demo as it stands on a day; no existing file is touched.

    Raises:
        UsageError: the name does not end in .xlsx.
        WorkbookError: something lies there already, or nothing can be written there.
    """
    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"{path} cannot be an Excel workbook: give it a name that ends in .xlsx.", file=str(path))
    write_new(path, _made(demo_day))
    return path


def _made(demo_day: date | None) -> bytes:
    from followthrough.template.build import build_workbook, demo_rows

    if not demo_day:
        return build_workbook()
    return build_workbook(**demo_rows(demo_day), today=demo_day)


def main(argv: list[str] | None = None) -> int:
    """Run with these arguments, else those of the process; the exit status."""
    return run_script("new_workbook", argv)
