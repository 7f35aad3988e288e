#!/usr/bin/env python3
"""Undo: list the snapshots of a workbook, say in words what differs, put one back (the present is kept first)."""

from __future__ import annotations

import sys

from followthrough.shell.command_lines import run_script

if __name__ == "__main__":  # the arguments are read before what the work needs is loaded
    sys.exit(run_script("restore_workbook"))

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from followthrough.keeping.access import PRIVATE
from followthrough.keeping.beside import opened_by
from followthrough.keeping.differences import find_differences
from followthrough.keeping.files import naming, read_any, read_file
from followthrough.keeping.folders import claim_folder, find_folder, only_run
from followthrough.keeping.snapshots import Snapshot, keep_snapshot, list_snapshots, read_snapshot
from followthrough.keeping.state import read_state
from followthrough.keeping.swap import put_anew, put_in_place
from followthrough.knowing.errors import TryAgainError, UsageError, WorkbookError
from followthrough.setup.config import find_workbook
from followthrough.shell import command

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from followthrough.setup.config import Config

MOST_SHOWN = 200
MOST_NAMED = 5
TIME = "%Y-%m-%dT%H:%M:%SZ"
"""How a snapshot is named: the second it was taken in, in UTC, so that no journey and no clock change renames it."""


def act(options: argparse.Namespace) -> int:
    """List, show or put back."""
    config, path = find_workbook(options)
    folder = find_folder(config.data, path, config.hints)
    snapshots = list_snapshots(folder)[::-1]
    if not snapshots:
        raise WorkbookError(
            f"There is no snapshot of {path.name} yet: the nightly check keeps the first.", file=str(path)
        )
    if options.show is not None:
        _show(config, path, _pick(snapshots, options.show))
    elif options.restore is not None:
        wanted = _pick(snapshots, options.restore)
        _put_back(config, path, read_snapshot(wanted))
        if not options.quiet:
            command.tell(f"{path} is again as it was on {_when(wanted)}.")
    else:
        _list(path, snapshots)
    return 0


def _list(path: Path, snapshots: list[Snapshot]) -> None:
    present = read_any(path)
    command.tell(f"Snapshots of {path}, newest first:")
    for snapshot in snapshots:
        name = _name(snapshot, snapshots)
        command.say(f"  {name}  {_when(snapshot)}  {_told(snapshot, present)}")
    command.say("\n--show and a name say how one differs from the workbook of now, --restore and a name put it back.")


def _name(snapshot: Snapshot, snapshots: list[Snapshot]) -> str:
    """The time, which tells one from all others; of two from one second the content tells which."""
    of_that_second = [each for each in snapshots if each.taken == snapshot.taken]
    return f"{snapshot.taken:{TIME}}" + (f"-{snapshot.content[:8]}" if of_that_second[1:] else "")


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


def _put_back(config: Config, path: Path, wanted: bytes) -> None:
    """The snapshot in the place of the workbook, which is itself kept first; a lost workbook is simply written."""
    folder, moved = claim_folder(config.data, path, config.hints)
    with only_run(folder, path):
        owner = opened_by(path, time.time())
        if owner:
            raise TryAgainError(f"{path.name} is open ({owner}): close it first.", file=str(path))
        present = read_any(path)  # an empty or damaged one is what this is for
        notes: tuple[str, ...] = ()
        if present is None:
            left = read_state(folder).left
            put_anew(path, wanted, left.access if left else PRIVATE)
        else:
            keep_snapshot(folder, present, path.suffix, datetime.now(UTC))
            notes = put_in_place(path, present, wanted)
    for note in filter(None, (moved, *notes)):
        command.warn(note)


def _pick(snapshots: list[Snapshot], name: str) -> Snapshot:
    """The snapshot of that name: its time, or the name of its file.

    Raises:
        UsageError: there is none, or more than one.
    """
    time_told, _, content = name.strip().partition("Z-")
    taken = _time(time_told + ("Z" if content else ""))
    found = [
        each
        for each in snapshots
        if name in {each.path.name, str(each.path)} or (each.taken == taken and each.content.startswith(content))
    ]
    if len(found) == 1:
        return found[0]
    names = ", ".join(_name(each, snapshots) for each in (found or snapshots)[:MOST_NAMED])
    if found:
        raise UsageError(f"There is more than one snapshot {name}: {names}.")
    raise UsageError(f"There is no snapshot {name}. They are named by their time, the newest first: {names}.")


def _time(text: str) -> datetime | None:
    """A time as it is listed, or as the clock on the wall says it."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _when(snapshot: Snapshot) -> str:
    return f"{snapshot.taken.astimezone():%a %d %b %Y %H:%M:%S}"


def _held(text: str) -> str:
    return f"“{' '.join(text.split())}”" if text else "blank"


def main(argv: list[str] | None = None) -> int:
    """Run with these arguments, else those of the process; the exit status."""
    return run_script("restore_workbook", argv)
