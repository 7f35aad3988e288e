"""Which rows hold a lead: not those a fill-down left behind, and not the legend or the totals under the list."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from followthrough.leads import COUNT_HEADINGS, DATE_HEADINGS
from followthrough.values import as_text, fold, is_blank
from followthrough.worksheet.headings import folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from followthrough.values import Cell
    from followthrough.worksheet.layout import Layout

DEFAULT_ROWS = 3
"""A value alone in so many rows that name no job is what a dropdown or a fill-down left there."""
NO_COMPANY = frozenset(
    ("total", "totals", "sum", "legend", "summary", "statuslegend", "summe", "gesamt", "legende", "count", "average")
)
"""What stands under the records, in the column of the companies."""


def is_filled(cell: Cell) -> bool:
    """Whether somebody put something there; a FALSE is an empty tick box."""
    return not is_blank(cell) and cell is not False and not (isinstance(cell, str) and fold(cell) == "false")


def lead_rows(layout: Layout) -> list[int]:
    """The rows, from 1, that hold a lead: not the empty-looking ones, and not what stands below the records."""
    rows = layout.frame.rows
    foreign = set(layout.own.values())
    numbered = range(layout.heading_row + 1, len(rows) + 1)
    filled = {
        number: {column for column, cell in enumerate(rows[number - 1]) if column not in foreign and is_filled(cell)}
        for number in numbered
    }
    defaults = _defaults(layout, filled)
    last = max((number for number in numbered if _names_a_job(layout, number, filled[number])), default=0)
    return [
        number
        for number in numbered
        if _is_lead(layout, number, filled[number], defaults)
        and not (number > last and _is_apart(number, last, filled))
        and not _is_repeated_heading(layout, rows[number - 1])
    ]


def _names_a_job(layout: Layout, number: int, filled: set[int]) -> bool:
    row, columns = layout.frame.rows[number - 1], layout.columns
    if columns["Company"] not in filled:
        return False
    others = filled & {column for heading, column in columns.items() if heading not in ("Company", "Notes")}
    return bool(others) or folded(as_text(row[columns["Company"]])) not in NO_COMPANY


def _is_lead(layout: Layout, number: int, filled: set[int], defaults: set[tuple[int, str]]) -> bool:
    """A company, role, stage, date or count makes a lead (rulebook 2), unless a dropdown's default is all there is."""
    row, columns = layout.frame.rows[number - 1], layout.columns
    if columns["Company"] in filled:
        return _names_a_job(layout, number, filled)
    telling = {columns[h] for h in ("Role", "Stage", *DATE_HEADINGS, *COUNT_HEADINGS) if h in columns} & filled
    return any((column, as_text(row[column])) not in defaults for column in telling)


def _defaults(layout: Layout, filled: Mapping[int, set[int]]) -> set[tuple[int, str]]:
    """Values that stand again and again in rows that name no job."""
    rows, columns = layout.frame.rows, layout.columns
    naming = {columns[heading] for heading in ("Company", "Role") if heading in columns}
    counted = Counter(
        (column, as_text(rows[number - 1][column]))
        for number, there in filled.items()
        if not there & naming
        for column in there
    )
    return {value for value, count in counted.items() if count >= DEFAULT_ROWS}


def _is_apart(number: int, last: int, filled: Mapping[int, set[int]]) -> bool:
    """Below the last job, after an empty row: a legend or totals."""
    return any(not filled[between] for between in range(last + 1, number))


def _is_repeated_heading(layout: Layout, row: Sequence[Cell]) -> bool:
    return all(as_text(row[column]) == layout.headings[heading] for heading, column in layout.columns.items())
