#!/usr/bin/env python3
"""Look at a tracker somebody already keeps: show what was understood, and add the five columns when told to."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # pandas loads a quarter faster without a pool it never uses

from followthrough import command
from followthrough.errors import TryAgainError, WorkbookError
from followthrough.leads import Stage
from followthrough.sources import find_workbook
from followthrough.state import data_folder, only_run
from followthrough.worksheet.adoption import Understanding, as_config, understand
from followthrough.worksheet.columns import add_columns, remove_columns
from followthrough.worksheet.files import naming, opened_by, put_in_place, read_file
from followthrough.worksheet.headings import folded
from followthrough.worksheet.read import read_workbook
from followthrough.worksheet.snapshots import keep_snapshot

if TYPE_CHECKING:
    import argparse

    from followthrough.config import Config

EXAMPLES = """examples:
  adopt_workbook.py jobs.xlsx           show what was understood, write nothing
  adopt_workbook.py jobs.xlsx --write   add the five columns, and a config.toml with the mapping beside it
  adopt_workbook.py jobs.xlsx --remove  take the five columns away again"""


def adopt(argv: list[str]) -> int:
    """Show, and write or remove when told to."""
    options = _parse(argv)
    if options.file:
        options.workbook = options.file
    config, path = find_workbook(options)
    with naming(path):
        workbook = read_file(path)
        try:
            found = _understand(config, workbook)
        except WorkbookError as error:
            if not options.json:
                raise
            command.print_json({**_NOTHING, "refused": error.message})
            return error.status
        if options.json:
            command.print_json(_as_document(found))
        elif not options.quiet:
            _show(found)
        if options.write or options.remove:
            _change(config, path, workbook, found, remove=options.remove)
    return 0


def _understand(config: Config, workbook: bytes) -> Understanding:
    told = {folded(word): Stage(stage) for word, stage in config.hints.stages.items()}
    return understand(read_workbook(workbook, config.hints), told)


def _change(config: Config, path: Path, workbook: bytes, found: Understanding, *, remove: bool) -> None:
    """Add the columns and the config, or take the columns away; the workbook is kept as it was first."""
    layout, folder = found.reading.layout, data_folder(config.data, path)
    if bool(layout.own) is not remove:
        command.say("The five columns are there already." if layout.own else "There are no columns of ours to remove.")
        return
    if not remove and (layout.guessed or layout.uncertain):
        _write_config(path, found)
        raise WorkbookError(
            "It was understood in part only, so no columns were added: settle config.toml beside it, then repeat this.",
            file=str(path),
        )
    change = remove_columns if remove else add_columns
    with only_run(folder, path):
        owner = opened_by(path, time.time())
        if owner:
            raise TryAgainError(f"{path.name} is open ({owner}): close it first.", file=str(path))
        keep_snapshot(folder, workbook, path.suffix, datetime.now(UTC))
        put_in_place(path, workbook, change(workbook, found.reading.worksheet, layout.heading_row, layout.own_names))
    command.say(f"{path.name}: the columns {', '.join(layout.own_names)} were {'removed' if remove else 'added'}.")
    if not remove:
        _write_config(path, found)


def _write_config(path: Path, found: Understanding) -> None:
    """The mapping beside the workbook; a config that is there is its owner's."""
    place = path.with_name("config.toml")
    try:
        with place.open("x", encoding="utf-8") as file:
            file.write(as_config(found))
    except FileExistsError:
        command.say(f"{place} is there already and was left as it is.")
    else:
        command.say(f"{place} holds the mapping; change it where it is wrong.")


_NOTHING: dict[str, Any] = {
    "worksheet": None,
    "heading_row": None,
    "columns": {},
    "rows": None,
    "stages": {},
    "unknown_stages": [],
    "day_first": {},
    "ignored_rows": [],
}


def _as_document(found: Understanding) -> dict[str, Any]:
    """What was understood, for other programs (contract)."""
    reading, layout = found.reading, found.reading.layout
    rows = [lead.row for lead in reading.leads]
    return {
        "worksheet": reading.worksheet,
        "heading_row": layout.heading_row,
        "columns": {
            heading: {"column": letter, "heading": layout.headings[heading]}
            for heading, letter in layout.letters.items()
        },
        "rows": {"first": min(rows, default=None), "last": max(rows, default=None), "leads": len(rows)},
        "stages": {word: str(stage) for word, (stage, _) in found.stages.items()},
        "unknown_stages": list(found.unknown_stages),
        "day_first": {
            heading: {"value": order.day_first, "decided_by": order.decided_by}
            for heading, order in reading.day_orders.items()
        },
        "ignored_rows": [{"row": row, "why": why} for row, why in found.ignored.items()],
        "refused": None,
    }


def _show(found: Understanding) -> None:
    """What was understood, with a sample of each column."""
    from followthrough.wording import short

    reading, layout = found.reading, found.reading.layout
    command.say(f"Worksheet “{reading.worksheet}”, headings in row {layout.heading_row}, {len(reading.leads)} leads.\n")
    for heading, letter in layout.letters.items():
        doubt = "  (a guess, by its cells)" if heading in layout.guessed else ""
        sample = short(found.samples[heading])
        command.say(f"  {letter:>3}  {short(layout.headings[heading]):<24} -> {heading:<16} {sample}{doubt}")
    for name in found.unused:
        command.say(f"       {short(name)}: not used")
    for heading, count in found.unreadable.items():
        command.say(f"  {heading}: {count} cells cannot be read; where it is the order of day and month, set day_first")
    for name in layout.uncertain:
        command.say(f"  {short(name)}: could be one of several columns, left alone")
    command.say("")
    for word, (stage, rows) in found.stages.items():
        command.say(f"  “{short(word)}” means {stage}: {rows} rows")
    for word, rows in found.unknown_stages.items():
        command.say(f"  “{short(word)}” is no stage known here: {rows} rows will say Check row")
    for row, why in list(found.ignored.items())[:20]:
        command.say(f"  row {row} is no lead: {short(why)}")


def _parse(argv: list[str]) -> argparse.Namespace:
    parser = command.parser("Show what is understood of a tracker, and add the five columns when told to.", EXAMPLES)
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the workbook")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--write", action="store_true", help="add the five columns, and config.toml beside it")
    choice.add_argument("--remove", action="store_true", help="take the five columns away again")
    choice.add_argument("--json", action="store_true", help="print one JSON document, write nothing")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """Run, and turn whatever stops it into one sentence and an exit status."""
    return command.run(adopt, argv)


if __name__ == "__main__":
    sys.exit(main())
