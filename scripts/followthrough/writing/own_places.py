"""Where the night writes on a worksheet, and what must be done to our columns before it can."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookError, WorkbookRefused
from followthrough.knowing.judgement import Change
from followthrough.knowing.leads import Problem
from followthrough.knowing.wording import listed
from followthrough.ooxml.references import cell_name, parse_cell
from followthrough.reading.cells import as_text
from followthrough.writing.columns import add_columns, place_columns, put_headings_back
from followthrough.writing.own_names import name_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from followthrough.understanding.layout import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlaces:
    """Our columns on a worksheet, as they will be.

    Args:
        columns: name of ours -> number of the column that is written into, from 1.
        added: name of ours -> heading of those that are added.
        bare: number of a column -> the heading that is put back into it.
        renamed: name of ours -> number of a column that has another heading: it is not written into.
        changes: the headings, as they are reported.
        problems: what could not be done.
    """

    worksheet: str
    heading_row: int
    columns: Mapping[str, int]
    added: Mapping[str, str] = field(default_factory=dict)
    bare: Mapping[int, str] = field(default_factory=dict)
    renamed: Mapping[str, int] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()

    def put_into(self, workbook: bytes) -> bytes:
        """The workbook with our columns and their headings there, each with its hidden name; the same if all is there.

        Raises:
            WorkbookRefused: the worksheet must not be written to.
        """
        if self.added:
            texts = list(self.added.values())
            workbook = add_columns(workbook, self.worksheet, self.heading_row, texts, list(self.added))
        if self.bare:
            workbook = put_headings_back(workbook, self.worksheet, self.heading_row, self.bare)
        return name_columns(workbook, self.worksheet, self.heading_row, {**self.columns, **self.renamed})


def plan_places(workbook: bytes, layout: Layout) -> OwnPlaces:
    """Find where each of our columns is or goes.

    A column that was deleted comes back at the right, a heading that was cleared in its place. Where that cannot be
    done the others go on, and a problem says why.

    Raises:
        WorkbookError: there are no columns of ours yet, and what the others mean was partly guessed.
        WorkbookRefused: there are none yet, and none can be added.
    """
    own, sheet, row = layout.own, layout.frame.name, layout.heading_row
    if not own:
        _refuse_guesses(layout)
    added, new, problems = own.missing, dict[str, int](), list[Problem]()
    try:
        cells = place_columns(workbook, sheet, row, list(added.values())) if added else []
        new = {name: parse_cell(cell).column for name, cell in zip(added, cells, strict=True)}
    except WorkbookRefused as refusal:
        if not own:
            raise
        problems += [_undone(row, heading, heading, refusal) for heading in added.values()]
        added = {}
    bare = {own.columns[name] + 1: own.headings[name] for name in own.columns if name in own.bare}
    for column, heading in list(bare.items()):
        try:
            put_headings_back(workbook, sheet, row, {column: heading})
        except WorkbookRefused as refusal:
            problems.append(_undone(row, cell_name(row, column), heading, refusal))
            del bare[column]
    headings = {new[name]: heading for name, heading in added.items()} | bare
    there = layout.frame.rows[row - 1]
    return OwnPlaces(
        worksheet=sheet,
        heading_row=row,
        columns={name: column + 1 for name, column in own.columns.items()} | new,
        added=added,
        bare=bare,
        renamed={name: column + 1 for name, column in own.renamed.items()},
        changes=tuple(
            Change(cell_name(row, column), (as_text(there[column - 1]) or None) if column in bare else None, heading)
            for column, heading in headings.items()
        ),
        problems=tuple(problems),
    )


def _undone(row: int, cell: str, heading: str, refusal: WorkbookRefused) -> Problem:
    return Problem(row, cell, heading, "", f"a column {heading}", told=refusal.message)


def _refuse_guesses(layout: Layout) -> None:
    guessed, uncertain = layout.choices.guessed, layout.choices.uncertain
    if guessed or uncertain:
        guesses = [f'"{heading}" = "{layout.headings[heading]}"' for heading in guessed]
        told = (
            f"say in config.toml under [columns] what is right: {'; '.join(guesses)}"
            if guesses
            else f"say in config.toml what {listed(uncertain)} mean, or go on without them: adopt_workbook FILE --write"
        )
        raise WorkbookError(
            f"Worksheet “{layout.frame.name}” was understood in part only, so no columns are added. Look at it with "
            f"adopt_workbook FILE, then {told}."
        )
