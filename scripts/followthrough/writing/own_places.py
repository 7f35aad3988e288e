"""Where the night writes on a worksheet, and what must be done to our columns before it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.judging.judgement import Change
from followthrough.knowing.commands import Command, to_type
from followthrough.knowing.errors import WorkbookError, WorkbookRefused
from followthrough.knowing.leads import Problem
from followthrough.knowing.record import Record, replace
from followthrough.knowing.wording import counted
from followthrough.ooxml.references import cell_name
from followthrough.reading.cells import as_text
from followthrough.writing.column_places import Columns, place_columns, refused_headings
from followthrough.writing.patch import name_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from followthrough.ooxml.package import Package
    from followthrough.understanding.layout import Layout


class OwnPlaces(Record, frozen=True):
    """Our columns on a worksheet, as they will be.

    Args:
        columns: what must be done to them first: added, named, given back their headings.
        written: name of ours -> number of the column that is written into, from 1.
        changes: the headings, as they are reported.
        problems: what could not be done.
    """

    columns: Columns
    written: Mapping[str, int]
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()

    def are_ready(self, package: Package) -> bool:
        """Whether nothing must be done first."""
        return not self.columns.cells and name_columns(package, [self.columns]) is package.workbook


def plan_places(package: Package, layout: Layout) -> OwnPlaces:
    """Find where each of our columns is or goes.

    A column that was deleted comes back at the right, a heading that was cleared in its place. Where that cannot be
    done the others go on, and a problem says why.

    Raises:
        WorkbookRefused: there are no columns of ours yet, and none can be added.
    """
    own, sheet, row = layout.own, layout.frame.name, layout.heading_row
    there = {name: column + 1 for name, column in (*own.columns.items(), *own.renamed.items())}
    read = {name: None if column is None else column + 1 for name, column in layout.read_again.items()}
    columns, problems = Columns(package.sheet(sheet), row, there=there, read=read), list[Problem]()
    bare = {own.columns[name] + 1: own.headings[name] for name in own.columns if name in own.bare}
    missing = own.missing
    try:
        if missing:
            placed = place_columns(package, sheet, row, [*missing.values()], [*missing])
            columns = replace(placed, there=there, read=read)
    except WorkbookRefused as refusal:
        if not own:
            raise
        problems += [_undone(row, heading, heading, refusal.message) for heading in missing.values()]
    try:
        refused = refused_headings(package, sheet, row, bare) if bare else {}
    except WorkbookRefused as refusal:
        refused = dict.fromkeys(bare, refusal.message.removesuffix("."))
    problems += [_undone(row, cell_name(row, at), bare[at], f"{reason}.") for at, reason in refused.items()]
    columns = replace(columns, bare={at: heading for at, heading in bare.items() if at not in refused})
    cells = layout.frame.rows[row - 1]
    return OwnPlaces(
        columns,
        {name: column for name, column in columns.by_name.items() if name not in own.renamed},
        tuple(
            Change(cell_name(*cell), (as_text(cells[cell.column - 1]) or None) if cell.column in bare else None, text)
            for cell, text in columns.cells.items()
        ),
        tuple(problems),
    )


def _undone(row: int, cell: str, heading: str, reason: str) -> Problem:
    return Problem(row, cell, heading, "", f"a column {heading}", told=reason)


def refuse_guesses(layout: Layout) -> None:
    """No columns are added for the first time where what the others mean was partly guessed.

    Raises:
        WorkbookError: how to settle it.
    """
    asked = [question.text for question in layout.choices.questions if question.stops]
    if asked:
        adopt = to_type(Command.ADOPT, "FILE")
        more = f" ({counted(len(asked) - 1, 'more question')} like this one)" if asked[1:] else ""
        raise WorkbookError(
            f"Worksheet “{layout.frame.name}” was understood in part only, so no columns are added. {asked[0]}{more} "
            f"Look at it with {adopt}, or go on without an answer: {adopt} --accept."
        )
