#!/usr/bin/env python3
"""Why a lead says what it says: the rule and the cells, what comes on which day, and the one edit that changes it.

Nothing is written: each edit that is named was tried on the workbook in memory.
"""

from __future__ import annotations

import sys

from followthrough.shell.command_lines import run_script

if __name__ == "__main__":  # the arguments are read before what the work needs is loaded
    sys.exit(run_script("explain_lead"))

from typing import TYPE_CHECKING

from followthrough.explaining.decided import what_decided
from followthrough.explaining.edits import columns_to_add, edits_that_change
from followthrough.explaining.search import Search, what_comes
from followthrough.keeping.files import naming, read_file
from followthrough.keeping.memory import noticed
from followthrough.knowing import wording
from followthrough.knowing.commands import Command, spoken
from followthrough.knowing.errors import UsageError
from followthrough.knowing.wording import as_sentence, listed, window
from followthrough.setup.config import find_workbook
from followthrough.shell import command, terminal
from followthrough.shell.picking import pick
from followthrough.understanding.read import read_workbook

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from datetime import date

    from followthrough.judging.judgement import Judged
    from followthrough.knowing.hints import Hints

MOST_TURNS = 6


def explain(search: Search, judged: Judged, hints: Hints) -> Iterator[str]:
    """Everything that is said of a lead, line by line; nothing is written."""
    leads = [each.lead for each in search.judgement().leads]
    yield f"{judged.lead.name} ({judged.lead.place}): {_told(judged, search.today)}"
    yield f"  {judged.why}"
    yield ""
    yield f"Decided by rule {judged.rule} of docs/rules.md, from"
    yield from (f"  {each}" for each in what_decided(search, judged, leads))
    yield ""
    turns = what_comes(search, judged)
    yield "If nothing is edited" if turns else "If nothing is edited it stays so for a year."
    for turn in turns[:MOST_TURNS]:
        yield f"  from {wording.day(turn.on, search.today)}: {_told(turn.judged, search.today)}"
    yield ""
    edits = edits_that_change(search, judged, hints)
    yield "What one edit would change" if edits else "No edit of one cell of this row changes it."
    for edit in edits:
        yield f"  {as_sentence(edit.words)}: then {_told(edit.then, search.today)}"
    missing = columns_to_add(judged)
    if missing:
        yield f"  (A column {listed(missing)} would let the row say more.)"


def _told(judged: Judged, today: date) -> str:
    """What the row shows, in a line: "Waiting, Follow up, between Mon 23 and Thu 26 Nov"."""
    when = window(judged.opens, judged.due, today)
    if judged.due and not judged.step:
        when = f"until {wording.day(judged.due, today)}"
    return ", ".join(dict.fromkeys(filter(None, (str(judged.flag), judged.next_step, when))))


def act(options: argparse.Namespace) -> int:
    """Read, judge, pick the lead, explain."""
    word = options.workbook
    if options.company is None and word and not (word.suffix.lower() in (".xlsx", ".xlsm") or word.exists()):
        options.company, options.workbook = (
            str(word),
            None,
        )  # one word is the company, and the config names the workbook
    if not options.company and options.row is None:
        raise UsageError(f"Name a company, or a row with --row. See {spoken(Command.WHY)} --help.")
    today = options.today or command.local_today()
    config, path = find_workbook(options)
    journal = noticed(config.data, path, config.hints)
    with naming(path):
        reading = read_workbook(read_file(path), config.hints)
        search = Search(reading, journal, config.policy, config.calendar, today)
        judged = pick(search.judgement(), options.company or "", options.row)
        for line in explain(search, judged, config.hints):
            command.say(terminal.prose(line))
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run with these arguments, else those of the process; the exit status."""
    return run_script("explain_lead", argv)
