"""Desks: what lies there before a night of each kind, made by a real first night and shown to be what it says.

    python tests/benchmarks/desks.py FOLDER ROWS [--repeating] [--checkout FOLDER]

FOLDER/kept/KIND holds the workbook and the data folder as they are before a night of that kind. ``lay_out`` copies them
to FOLDER/desk, always the same place: the program knows a workbook by its path. Nothing else survives a run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

CHECKOUT = Path(__file__).resolve().parents[2]
KINDS = {
    "first": "the five columns are added",
    "ordinary": "one row in a hundred changes",
    "quiet": "nothing changes",
}
SILENT, MAILING = "silent.toml", "mailing.toml"
_CONFIGS = {SILENT: '[mail]\nnightly = "never"\n', MAILING: ""}
_LEFT_OUT = ("PYTHONDONTWRITEBYTECODE", "FOLLOWTHROUGH_CONFIG")


def environment(folder: Path) -> dict[str, str]:
    """The variables of each run: a data folder of its own, bytecode kept, one thread where pandas would start several.

    A night sets the last one for itself. It is set for everything that is compared with it, so that a quarter of the
    time in which pandas is imported is not counted as a merit of the night.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
    return kept | {"FOLLOWTHROUGH_DATA": str(folder / "desk" / "data"), "OPENBLAS_NUM_THREADS": "1"}


def workbook_on(folder: Path) -> Path:
    """Where the workbook lies that a run sees."""
    return folder / "desk" / "jobs.xlsx"


def lay_out(folder: Path, kind: str) -> None:
    """Clear the desk and put there what lies there before a night of a kind."""
    shutil.rmtree(folder / "desk", ignore_errors=True)
    shutil.copytree(folder / "kept" / kind, folder / "desk")


def command(folder: Path, script: str, *options: str, checkout: Path = CHECKOUT, config: str = SILENT) -> list[str]:
    """The command line that runs an entry script on the desk."""
    path = checkout / "scripts" / f"{script}.py"
    return [
        sys.executable, str(path), "--workbook", str(workbook_on(folder)), "--config", str(folder / config), *options
    ]  # fmt: skip


def prepare(folder: Path, rows: int, *, repeating: bool = False, checkout: Path = CHECKOUT) -> dict[str, int]:
    """Make the desks of every kind.

    Args:
        folder: where; it is made.
        rows: how many leads the tracker holds.
        repeating: whether they repeat.
        checkout: whose first night and check runs they are.

    Returns:
        kind -> how many rows a night on that desk writes.

    Raises:
        SystemExit: a night does something else than its kind says.
    """
    from benchmarks.trackers import edited_rows, make_tracker

    today = date.today()  # noqa: DTZ011 - the day on the wall, as a night sees it
    (folder / "desk").mkdir(parents=True)
    for name, text in _CONFIGS.items():
        (folder / name).write_text(text, "utf-8")
    workbook_on(folder).write_bytes(make_tracker(rows, today, repeating=repeating))
    _keep(folder, "first")
    written = {"first": written_rows(folder, "first", checkout)}
    _keep(folder, "quiet")
    _edit(workbook_on(folder), edited_rows(rows), today + timedelta(days=1))
    _keep(folder, "ordinary")
    written |= {kind: written_rows(folder, kind, checkout) for kind in ("ordinary", "quiet")}
    wanted = {"first": set(range(1, rows + 2)), "ordinary": set(edited_rows(rows)), "quiet": set[int]()}
    for kind, expected in wanted.items():
        if written[kind] != expected:
            found = f"{len(written[kind])} rows, not these {len(expected)}"
            raise SystemExit(f"A night of the kind “{kind}” writes {found}.")
    return {kind: len(found) for kind, found in written.items()}


def written_rows(folder: Path, kind: str, checkout: Path) -> set[int]:
    """Run a night on a desk; the rows it wrote, as it reports them."""
    lay_out(folder, kind)
    before = workbook_on(folder).read_bytes()
    document = _run(folder, checkout)
    changed = {int(change["cell"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for change in document["changes"]}
    is_written = before != workbook_on(folder).read_bytes()
    if not document["written"] == is_written == bool(changed):
        raise SystemExit(f"A night of the kind “{kind}” reports something else than it does.")
    return changed


def _run(folder: Path, checkout: Path) -> dict[str, Any]:
    """Run a night on the desk; what it reports."""
    line = command(folder, "nightly_check", "--json", checkout=checkout)
    done = subprocess.run(line, capture_output=True, encoding="utf-8", check=False, env=environment(folder))  # noqa: S603 - our own script
    if done.returncode:
        raise SystemExit(f"A night on the desk ended with status {done.returncode}: {done.stderr}")
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def _keep(folder: Path, kind: str) -> None:
    shutil.copytree(folder / "desk", folder / "kept" / kind)


def _edit(workbook: Path, rows: range, interview: date) -> None:
    """Have an interview on that day in some rows, as their owner would type it in: the next step is then another."""
    import re

    from benchmarks.trackers import INTERVIEW_COLUMN, PART, serial
    from xlsx_maker import part_of, repacked

    held = workbook.read_bytes()
    cell = re.compile(rf'(<c r="{INTERVIEW_COLUMN}([0-9]+)"[^>]*><v>)[0-9]+')
    text = cell.sub(
        lambda found: f"{found[1]}{serial(interview)}" if int(found[2]) in rows else found[0], part_of(held, PART)
    )
    workbook.write_bytes(repacked(held, PART, text))


def main() -> None:
    """Make them, and print how many rows each kind of night writes."""
    parser = argparse.ArgumentParser(description="Make the desks for one size.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("rows", type=int)
    parser.add_argument("--repeating", action="store_true")
    parser.add_argument("--checkout", type=Path, default=CHECKOUT)
    options = parser.parse_args()
    counted = prepare(options.folder, options.rows, repeating=options.repeating, checkout=options.checkout)
    sys.stdout.write(json.dumps(counted) + "\n")


if __name__ == "__main__":
    main()
