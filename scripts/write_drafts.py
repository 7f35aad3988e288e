#!/usr/bin/env python3
"""Words to use: print or save the letters, call scripts and questions for one lead, or for all that is due.

Nothing is sent: a saved letter opens in your mail program as a draft of your own.
"""

from __future__ import annotations

import sys

from followthrough.shell.command_lines import run_script

if __name__ == "__main__":  # the arguments are read before what the work needs is loaded
    sys.exit(run_script("write_drafts"))

from typing import TYPE_CHECKING

from followthrough.judging.journal import Journal, with_noticed
from followthrough.judging.judge import judge
from followthrough.keeping.files import naming, read_file
from followthrough.keeping.memory import noticed
from followthrough.knowing import wording
from followthrough.knowing.leads import OVER
from followthrough.knowing.steps import Flag
from followthrough.saying.drafts import Draft, as_text, save_drafts, write_drafts_for
from followthrough.saying.people import Search
from followthrough.setup.config import find_workbook
from followthrough.shell import command
from followthrough.shell.picking import pick
from followthrough.understanding.read import read_workbook

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from datetime import date

    from followthrough.judging.judgement import Judged
    from followthrough.setup.config import Config

OPEN_FLAGS = (Flag.OVERDUE, Flag.DUE)
LINE = "-" * 72
NOTHING_NOTICED = Journal()

Written = list[tuple["Judged", tuple[Draft, ...]]]
"""Leads with their drafts, those that have any."""


def compose(
    config: Config,
    workbook: bytes,
    today: date,
    journal: Journal = NOTHING_NOTICED,
    *,
    company: str = "",
    row: int | None = None,
) -> Written:
    """Write the drafts of one company's lead, of the lead in a row, or of all that is due; print and save nothing.

    Raises:
        WorkbookError: the workbook cannot be used.
        UsageError: no lead, or more than one, is what was asked for.
        ConfigError: a template is broken.
    """
    reading = read_workbook(workbook, config.hints)
    leads = with_noticed(reading.leads, journal, today)
    judgement = judge(leads, config.policy, today, config.calendar, reading.problems, reading.pause)
    search, is_asked = Search(judgement, config.you, config.templates), bool(company) or row is not None
    wanted = [pick(judgement, company, row)] if is_asked else list(judgement.leads)
    written = [(judged, tuple(_drafts(search, judged, only_due=not is_asked))) for judged in wanted]
    return [(judged, drafts) for judged, drafts in written if drafts]


def _drafts(search: Search, judged: Judged, *, only_due: bool) -> Iterator[Draft]:
    """The drafts of a lead; where only what is due is wanted, those of its open steps.

    A letter that only a tip calls for is never due, but where a lead is over: there it is all that is left.
    """
    due = {advice.step for advice in judged.advice if advice.flag in OPEN_FLAGS}
    is_over = judged.lead.stage in OVER
    if only_due and not due and not is_over:
        return
    drafts = write_drafts_for(judged, search)
    if only_due:  # one letter about several jobs is listed once, with the first of them
        drafts = tuple(draft for draft in drafts if draft.about[0] == judged.key)
    yield from (draft for draft in drafts if not only_due or draft.step in due or (is_over and not draft.step))


def act(options: argparse.Namespace) -> int:
    """Read, judge, compose, print or save."""
    today = options.today or command.local_today()
    config, path = find_workbook(options)
    journal = noticed(config.data, path, config.hints)
    with naming(path):
        written = compose(config, read_file(path), today, journal, company=options.lead or "", row=options.row)
    if not written:
        return _say(options, f"Nothing to write for {wording.day(today)}.")
    if options.save:
        for judged, drafts in written:
            for saved in save_drafts(options.save, judged.lead, drafts, config.you):
                _say(options, wording.one_line(str(saved)))
        return 0
    texts = (as_text(judged.lead, draft) for judged, drafts in written for draft in drafts)
    return _say(options, f"{LINE}\n".join(texts).rstrip("\n"))


def _say(options: argparse.Namespace, text: str) -> int:
    if not options.quiet:
        command.say(text)
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run with these arguments, else those of the process; the exit status."""
    return run_script("write_drafts", argv)
