"""What our columns look like: the style of their headings, widths, days shown as days, colours by flag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.columns import Column
from followthrough.knowing.steps import Flag
from followthrough.ooxml.cell_writing import Looks
from followthrough.ooxml.forbidden_cells import last_used_row
from followthrough.ooxml.looks import add_color_rules, column_style, row_style, set_widths
from followthrough.ooxml.references import MOST_ROWS, Range
from followthrough.ooxml.rows import style_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from followthrough.ooxml.sheet import Sheet
    from followthrough.ooxml.styles import GrowingStyles
    from followthrough.writing.column_places import Columns

_WIDTHS: Mapping[str, int] = {Column.FLAG: 12, Column.NEXT_STEP: 24, Column.DUE: 12, Column.HOW: 20, Column.WHY: 60}
_OTHER_WIDTH = 16
# Rows that somebody will add below are coloured too.
_ROWS_TO_COME = 1_000


def looks_of(new: Columns, growing: GrowingStyles) -> Looks:
    """What columns will look like.

    Args:
        new: the columns. Flag is coloured by its words, Due shows dates.
        growing: the styles of the workbook; they grow where a style that is needed is not there.
    """
    sheet, row = new.sheet, new.heading_row
    style, there = heading_style(sheet, row, min((cell.column for cell in new.cells), default=0)), sheet.cells(row)
    # A cell that is there already keeps the look that somebody gave it.
    plain: list[tuple[int, int]] = [
        cell for cell in new.cells if cell.column not in there or not style_number(there[cell.column][3])
    ]
    if not new.headings:
        return Looks(dict.fromkeys(plain, style), {}, ())
    columns = {column: column_style(sheet, column) for column in range(new.first, new.last + 1)}
    for column in (new.first + at for at, name in enumerate(new.names) if name == Column.DUE):
        columns[column] = growing.date_style(columns[column])
    widths = [_WIDTHS.get(name, _OTHER_WIDTH) for name in new.names]
    edits = set_widths(sheet, new.first, list(zip(widths, columns.values(), strict=True)))
    if Column.FLAG in new.names:
        last_row = max(last_used_row(sheet), row, new.table.block.last_row if new.table else 0)
        column = new.first + new.names.index(Column.FLAG)
        block = Range(row + 1, column, min(last_row + _ROWS_TO_COME, MOST_ROWS), column)
        styles = dict(zip(FLAG_COLORS, growing.color_styles(list(FLAG_COLORS.values())), strict=True))
        edits.append(add_color_rules(sheet, block, styles))
    return Looks(dict.fromkeys(plain, style), columns, edits)


def heading_style(sheet: Sheet, heading_row: int, first: int) -> int:
    """The style of the heading nearest to the left of a column; without one, that of the row."""
    filled = {column: found for column, found in sheet.cells(heading_row).items() if found[5] and column < first}
    if filled:
        return style_number(filled[max(filled)][3]) or 0
    return row_style(sheet, heading_row) or 0


def _color_style(text: str, fill: str, *, bold: bool = False) -> str:
    """What a differential style consists of; ``{p}`` stands for the prefix of its elements."""
    weight = "<{p}b/>" if bold else ""
    return (
        f'<{{p}}font>{weight}<{{p}}color rgb="FF{text}"/></{{p}}font>'
        f'<{{p}}fill><{{p}}patternFill><{{p}}bgColor rgb="FF{fill}"/></{{p}}patternFill></{{p}}fill>'
    )


# The tints are those of the palette by Okabe and Ito; what wants doing is bold besides.
FLAG_COLORS: dict[str, str] = {
    Flag.OVERDUE: _color_style("6B2C00", "F9D5B8", bold=True),
    Flag.DUE: _color_style("4D3F00", "FFF2B3", bold=True),
    Flag.MOVE_ON: _color_style("0B4A3A", "CDE8DF"),
    Flag.CHECK_ROW: _color_style("55173D", "EBD3E2"),
    Flag.WAITING: _color_style("12324A", "D6E6F2"),
    Flag.CLOSED: _color_style("4A4A4A", "EAEAEA"),
}
