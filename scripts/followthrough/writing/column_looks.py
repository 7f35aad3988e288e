"""What our columns look like: the style of their headings, widths, days shown as days, colours by flag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.steps import Flag
from followthrough.ooxml.cell_writing import Looks
from followthrough.ooxml.forbidden_cells import last_used_row
from followthrough.ooxml.looks import add_color_rules, set_widths
from followthrough.ooxml.references import MOST_ROWS, Range
from followthrough.ooxml.sheet import style_number
from followthrough.ooxml.styles import column_style, row_style

if TYPE_CHECKING:
    from followthrough.ooxml.sheet import Sheet
    from followthrough.ooxml.styles import GrowingStyles
    from followthrough.writing.column_places import Columns

# By the last word of a heading, which it keeps under another name ("Follow-up flag").
_WIDTHS = {"flag": 12, "step": 24, "due": 12, "how": 20, "why": 60}
_OTHER_WIDTH = 16
# Rows that somebody will add below are coloured too.
_ROWS_TO_COME = 1_000


def looks_of(new: Columns, growing: GrowingStyles) -> Looks:
    """What columns will look like.

    Args:
        new: the columns. The one whose heading ends in "flag" is coloured by its words, the one in "due" shows dates.
        growing: the styles of the workbook; they grow where a style that is needed is not there.
    """
    sheet, row = new.sheet, new.heading_row
    kinds = [heading.split()[-1].casefold() for heading in new.headings]
    style, there = heading_style(sheet, row, new.first), sheet.cells(row)
    # A cell that is there already keeps the look that somebody gave it.
    plain = [cell for cell in new.cells if cell.column not in there or not style_number(there[cell.column][3])]
    columns = {column: column_style(sheet, column) for column in range(new.first, new.first + len(kinds))}
    for column in (new.first + at for at, kind in enumerate(kinds) if kind == "due"):
        columns[column] = growing.date_style(columns[column])
    widths = [_WIDTHS.get(kind, _OTHER_WIDTH) for kind in kinds]
    edits = set_widths(sheet, new.first, list(zip(widths, columns.values(), strict=True)))
    if "flag" in kinds:
        last_row = max(last_used_row(sheet), row, new.table.block.last_row if new.table else 0)
        column = new.first + kinds.index("flag")
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
