"""A list whose headings nobody knows: its owner points at the row, and at the columns that decide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from followthrough.knowing.columns import Column
from followthrough.knowing.wording import clipped
from followthrough.reading.cells import as_text, is_filled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.knowing.hints import Hints
    from followthrough.reading.cells import Cell
    from followthrough.reading.workbook import Workbook
    from followthrough.shell.dialogue import Dialogue

DEEPEST, MOST_ROWS, FEWEST = 30, 8, 2
"""Rows that are looked at, rows that are shown, and cells that a row of headings has at least."""
LONGEST_ROW, LONGEST_CELL = 90, 30
ASKED = {
    Column.COMPANY: "names the company",
    Column.ROLE: "names the job",
    Column.STAGE: "says how far it is",
    Column.APPLIED_ON: "holds the day you applied",
    Column.EMAIL: "holds their e-mail address",
}
"""What is asked about each column; without the first there is no list."""


def named_by_owner(workbook: Workbook, hints: Hints, talk: Dialogue) -> Hints | None:
    """The hints with the columns that the owner pointed at; None where they did not.

    Args:
        workbook: the opened workbook.
        hints: what is in force already.
        talk: nobody is asked where nobody is there.
    """
    if not talk.is_open:
        return None
    sheets = list(workbook.worksheets)
    which = talk.choose("On which sheet is your list?", sheets, 1) if len(sheets) > 1 else 1
    if not which:
        return None
    (frame,) = workbook.frames([sheets[which - 1]])
    rows = [row for row in frame.rows[:DEEPEST] if sum(map(is_filled, row)) >= FEWEST][:MOST_ROWS]
    row = talk.choose("Which of these rows holds your headings?", [_shown(row) for row in rows], 1) if rows else 0
    if not row:
        return None
    columns = dict(hints.columns)
    left = list(dict.fromkeys(as_text(cell) for cell in rows[row - 1] if is_filled(cell)))
    for column, words in ASKED.items():
        number = talk.choose(f"Which column {words}?", [clipped(each, LONGEST_CELL) for each in left])
        if number:
            columns[column] = left.pop(number - 1)
        elif column is Column.COMPANY:
            return None
    return replace(hints, columns=columns)


def _shown(row: Sequence[Cell]) -> str:
    return clipped(" | ".join(as_text(cell) for cell in row if is_filled(cell)), LONGEST_ROW)
