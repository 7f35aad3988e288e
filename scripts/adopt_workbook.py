#!/usr/bin/env python3
"""Look at a tracker somebody already keeps: show what was understood, and add the five columns when told to."""

from __future__ import annotations

import sys

from followthrough.shell.command_lines import run_script

if __name__ == "__main__":  # the arguments are read before what the work needs is loaded
    sys.exit(run_script("adopt_workbook"))

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from followthrough.judging.judge import judge
from followthrough.keeping.beside import opened_by
from followthrough.keeping.files import naming, read_any, write_new
from followthrough.keeping.folders import claim_folder, only_run
from followthrough.keeping.snapshots import keep_snapshot, list_snapshots, read_snapshot
from followthrough.keeping.swap import put_in_place
from followthrough.knowing.commands import Command, to_type
from followthrough.knowing.errors import TryAgainError, WorkbookError
from followthrough.knowing.record import Record, replace
from followthrough.knowing.wording import one_line
from followthrough.ooxml.references import cell_name
from followthrough.reading.workbook import open_workbook
from followthrough.setup.adopted_config import as_config, is_untouched, with_answers
from followthrough.setup.adoption import Understanding, accepting, understand
from followthrough.setup.config import find_workbook
from followthrough.setup.givens import take
from followthrough.shell import command, terminal
from followthrough.shell.report import adoption_document, adoption_refused, show_adoption
from followthrough.understanding.read import read_leads
from followthrough.writing.changes import apply_changes, plan_columns
from followthrough.writing.giving_up import without_columns

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from followthrough.knowing.hints import Hints
    from followthrough.reading.workbook import Workbook
    from followthrough.setup.config import Config


class Tracker(Record, frozen=True):
    """A tracker as it was found: where it lies or shall lie, and what was understood of it.

    ``source`` is the file of which the workbook is made here, "" where it is there; ``told`` says how it is made.
    """

    path: Path
    hints: Hints
    found: Understanding
    source: str
    told: str

    @property
    def workbook(self) -> Workbook:
        """The opened workbook."""
        return self.found.reading.workbook


def act(options: argparse.Namespace) -> int:
    """Show, and write or remove when told to."""
    config, path = find_workbook(options)
    with naming(path):
        try:
            today = options.today or command.local_today()
            tracker = look_at(path, replace(config.hints, today=today))
        except WorkbookError as error:
            if not options.json:
                raise
            command.print_json(adoption_refused(error.message))
            return error.status
        if options.json:
            command.print_json(adoption_document(tracker.found))
            return 0
        if not (options.quiet or options.remove):
            reading = tracker.found.reading
            judgement = judge(reading.leads, config.policy, today, config.calendar, pause=reading.pause)
            if tracker.told:
                command.say(terminal.prose(tracker.told))
            show_adoption(tracker.found, judgement)
            if options.verbose:
                command.say(as_config(tracker.found, tracker.hints))
            if not (options.write or options.accept):
                line = to_type(Command.ADOPT, path, "--write")
                command.say(terminal.prose(f"Nothing was written. {line} adds the five columns."))
        for done in _change(options, config, tracker):
            if not options.quiet:
                command.say(terminal.prose(done))
    return 0


def _change(options: argparse.Namespace, config: Config, tracker: Tracker) -> Iterator[str]:
    """Do what was asked for; each thing done in a sentence."""
    if options.remove:
        yield from _remove(config, tracker)
    elif options.write or options.accept:
        yield from _add(config, tracker, accepts=options.accept)


def look_at(path: Path, hints: Hints) -> Tracker:
    """What is understood of a workbook or a text file; nothing is written.

    Raises:
        WorkbookError: it cannot be used, and the sentence says why.
    """
    given = take(path, hints)
    found = understood(open_workbook(given.content), given.hints)
    return Tracker(given.place, given.hints, found, given.source, given.told)


def understood(workbook: Workbook, hints: Hints) -> Understanding:
    """What is understood of an opened workbook by what its owner said; what is open is left open."""
    return understand(read_leads(workbook, hints, leaves_open=True))


def _add(config: Config, tracker: Tracker, *, accepts: bool) -> Iterator[str]:
    """Write the config and add the columns, with every guess taken for right where that is wanted."""
    hints = accepting(tracker.hints, tracker.found) if accepts else tracker.hints
    if accepts and hints == tracker.hints:
        yield "There is nothing to accept: what is asked about days, only you can say."
    yield from settle(config, tracker, hints, accepts=accepts)
    if any(layout.own.missing for layout in tracker.found.reading.layouts):
        yield f"{to_type(Command.CHECK, '--workbook', tracker.path)} fills them, now and every night."


def settle(config: Config, tracker: Tracker, hints: Hints, *, accepts: bool) -> Iterator[str]:
    """Write the config, then add the columns; where something that decides is open, the config only.

    The tracker is as it was understood before anything was answered; the hints hold the answers.

    Raises:
        WorkbookError: it is still understood in part only, or something lies where it would be written.
    """
    found = understood(tracker.workbook, hints) if accepts else tracker.found
    missing = [layout for layout in found.reading.layouts if layout.own.missing]
    if not missing and not accepts:
        yield "The five columns are there already."
        return
    if tracker.source and tracker.path.exists():
        line = to_type(Command.ADOPT, tracker.path)
        raise WorkbookError(
            f"{tracker.path} is there already: go on with it ({line}), or move it away first.",
            file=str(tracker.path),
        )
    yield from _write_config(config, tracker, found, hints)
    may_add = found.has_company if accepts else found.is_settled
    workbook = apply_changes(tracker.workbook, plan_columns(tracker.workbook, missing if may_add else ()))
    if tracker.source or workbook != tracker.workbook.content:
        yield from _put(config, tracker, workbook)
    if not may_add:
        raise WorkbookError(
            "It was understood in part only, so no columns were added: settle what config.toml leaves open, or take "
            f"its guesses for right: {to_type(Command.ADOPT, tracker.path, '--accept')}.",
            file=str(tracker.path),
        )
    if missing:
        yield f"{tracker.path.name}: the columns {', '.join(missing[0].own.missing.values())} were added."


def _remove(config: Config, tracker: Tracker) -> Iterator[str]:
    """Take the five columns away; config.toml stays, for it is harmless and may be its owner's."""
    theirs = [layout for layout in tracker.found.reading.layouts if layout.own.columns]
    if not theirs:
        yield "There are no columns of ours to remove."
        return
    folder, moved = claim_folder(config.data, tracker.path)
    yield from [moved] if moved else []
    contents = (read_snapshot(snapshot) for snapshot in reversed(list_snapshots(folder)))
    yield from _put(config, tracker, without_columns(tracker.found.reading, tracker.hints, contents))
    removed = ", ".join(theirs[0].own.headings[name] for name in theirs[0].own.columns)
    yield f"{tracker.path.name}: the columns {removed} were removed."
    for layout in theirs:
        for column in layout.own.renamed.values():
            place = cell_name(layout.heading_row, column + 1)
            yield f"{place} was one of them and has another heading now, so it stays: delete it, if you do not need it."


def _put(config: Config, tracker: Tracker, workbook: bytes) -> Iterator[str]:
    """Put a workbook in place; what stood there is kept first."""
    path = tracker.path
    if tracker.source:
        write_new(path, workbook)
        yield f"{path} holds what {one_line(tracker.source)} holds; from now on it is the one to edit."
        return
    folder, moved = claim_folder(config.data, path, config.hints)
    if moved:
        yield moved
    with only_run(folder, path):
        owner = opened_by(path, time.time())
        if owner:
            raise TryAgainError(f"{path.name} is open ({owner}): close it first.", file=str(path))
        keep_snapshot(folder, tracker.workbook.content, path.suffix, datetime.now(UTC))
        yield from put_in_place(path, tracker.workbook.content, workbook)


def _write_config(config: Config, tracker: Tracker, found: Understanding, hints: Hints) -> Iterator[str]:
    """The mapping beside the workbook; into a file that somebody changed go their answers only.

    The trusted config stays in force below it; of those that are merely found there is only one. The tracker is as it
    was understood before any guess was accepted, ``found`` what is understood now.
    """
    accepts, beside = hints != tracker.hints, tracker.path.with_name("config.toml").absolute()
    place = config.found or beside
    held, text = read_any(place), as_config(found, hints)
    theirs = held is not None and (place != beside or not is_untouched(held.decode("utf-8", errors="replace")))
    if theirs and not accepts:
        yield f"{place} is yours and stays as it is; --verbose shows the mapping that was used."
    elif theirs and held is not None:
        put_in_place(place, held, with_answers(held.decode("utf-8"), tracker.hints, hints).encode())
        yield f"{place} is yours: what you accepted was added to it, and nothing else in it was changed."
    elif held is None:
        write_new(place, text.encode())
        yield f"{place} holds the mapping; change it where it is wrong."
    elif held != text.encode():
        put_in_place(place, held, text.encode())
        yield f"{place} holds the mapping as it is now{', every guess in force' if accepts else ''}."


def main(argv: list[str] | None = None) -> int:
    """Run with these arguments, else those of the process; the exit status."""
    return run_script("adopt_workbook", argv)
