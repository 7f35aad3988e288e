#!/usr/bin/env python3
"""Undo: list the snapshots of a workbook, say in words what differs, put one back (the present is kept first)."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # pandas loads a quarter faster without a pool it never uses

from followthrough.keeping.differences import find_differences
from followthrough.keeping.files import naming, opened_by, put_anew, put_in_place, read_any, read_file
from followthrough.keeping.snapshots import Snapshot, keep_snapshot, list_snapshots, read_snapshot
from followthrough.keeping.state import data_folder, only_run
from followthrough.knowing.commands import Command
from followthrough.knowing.errors import TryAgainError, UsageError, WorkbookError
from followthrough.setup.sources import find_workbook
from followthrough.shell import command

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from followthrough.setup.config import Config

MOST_SHOWN = 200
EXAMPLES = """examples:
  %(prog)s jobs.xlsx              list what can be put back
  %(prog)s jobs.xlsx --show 3     say how number 3 differs from the workbook of now
  %(prog)s jobs.xlsx --restore 3  put number 3 back (the workbook of now is kept first)"""


def restore(argv: list[str]) -> int:
    """List, show or put back."""
    options = parser().parse_args(argv)
    config, path = find_workbook(options)
    folder = data_folder(config.data, path)
    snapshots = list_snapshots(folder)[::-1]
    if not snapshots:
        raise WorkbookError(
            f"There is no snapshot of {path.name} yet: the nightly check keeps the first.", file=str(path)
        )
    if options.show is not None:
        _show(config, path, _pick(snapshots, options.show))
    elif options.restore is not None:
        _put_back(path, folder, _pick(snapshots, options.restore), quiet=options.quiet)
    else:
        _list(path, snapshots)
    return 0


def _list(path: Path, snapshots: list[Snapshot]) -> None:
    present = read_any(path)
    command.say(f"Snapshots of {path}, newest first:")
    for number, snapshot in enumerate(snapshots, start=1):
        command.say(f"{number:4}  {_when(snapshot)}  {_told(snapshot, present)}")
    command.say("\n--show N says how one differs from the workbook of now, --restore N puts it back.")


def _told(snapshot: Snapshot, present: bytes | None) -> str:
    """Size of a snapshot, and whether it is the workbook of now; in a list a damaged one is no reason to stop."""
    try:
        workbook = read_snapshot(snapshot)
    except WorkbookError:
        return f"{'damaged':>16}"
    return f"{len(workbook):>10,} bytes{'  as it is now' if workbook == present else ''}"


def _show(config: Config, path: Path, snapshot: Snapshot) -> None:
    with naming(path):
        differences = find_differences(read_snapshot(snapshot), read_file(path), config.hints)
    command.say(f"From {_when(snapshot)} to now, {len(differences)} cells differ:")
    for each in differences[:MOST_SHOWN]:
        command.say(f"  {each.whose} | {each.column}: {_held(each.before)} -> {_held(each.after)}")
    if len(differences) > MOST_SHOWN:
        command.say(f"  and {len(differences) - MOST_SHOWN} more.")


def _put_back(path: Path, folder: Path, snapshot: Snapshot, *, quiet: bool) -> None:
    """The snapshot in the place of the workbook, which is itself kept first; a lost workbook is simply written."""
    wanted = read_snapshot(snapshot)
    with only_run(folder, path):
        owner = opened_by(path, time.time())
        if owner:
            raise TryAgainError(f"{path.name} is open ({owner}): close it first.", file=str(path))
        present = read_any(path)  # an empty or damaged one is what this is for
        if present is None:
            put_anew(path, wanted)
        else:
            keep_snapshot(folder, present, path.suffix, datetime.now(UTC))
            put_in_place(path, present, wanted)
    if not quiet:
        command.say(f"{path} is again as it was on {_when(snapshot)}.")


def _pick(snapshots: list[Snapshot], number: int) -> Snapshot:
    if not 1 <= number <= len(snapshots):
        raise UsageError(f"There is no snapshot {number}: they are numbered from 1 to {len(snapshots)}.")
    return snapshots[number - 1]


def _when(snapshot: Snapshot) -> str:
    return f"{snapshot.taken.astimezone():%a %d %b %Y %H:%M}"


def _held(text: str) -> str:
    return f"“{' '.join(text.split())}”" if text else "blank"


def parser() -> argparse.ArgumentParser:
    """Its command line."""
    parser = command.parser(Command.RESTORE, EXAMPLES)
    command.takes_workbook(parser)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--show", metavar="N", type=int, help="say how snapshot N differs from the workbook of now")
    choice.add_argument("--restore", metavar="N", type=int, help="put snapshot N back")
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run, and turn anything that stops it into one sentence and an exit status."""
    return command.run(restore, argv)


if __name__ == "__main__":
    sys.exit(main())
