"""Our columns put beside somebody's list, and taken away again: headings, widths, colours, the table's reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookRefused
from followthrough.ooxml.cell_writing import write_cells
from followthrough.ooxml.forbidden_cells import last_used_row
from followthrough.ooxml.looks import add_color_rules, set_widths
from followthrough.ooxml.references import MOST_ROWS, Cell, Range, cell_name
from followthrough.ooxml.shared_parts import SharedParts
from followthrough.ooxml.sheet import Sheet, read_sheet, style_number
from followthrough.ooxml.styles import column_styles
from followthrough.ooxml.tables import grow_table
from followthrough.writing.column_places import FLAG_COLORS, Place, find_place, heading_style, open_for_columns
from followthrough.writing.column_removal import remove_columns
from followthrough.writing.patch import finish_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.ooxml.xml import XmlPart

__all__ = ["add_columns", "place_columns", "remove_columns"]

# By the last word of a heading, which it keeps under another name ("Follow-up flag").
_WIDTHS = {"flag": 12, "step": 24, "due": 12, "how": 20, "why": 60}
_OTHER_WIDTH = 16
# Rows that somebody will add below are coloured too.
_ROWS_TO_COME = 1_000


def place_columns(workbook: bytes, worksheet: str, heading_row: int, headings: Sequence[str]) -> list[str]:
    """The cells that ``add_columns`` would write the headings into, in their order.

    Raises:
        WorkbookRefused: the worksheet is protected, a heading is taken, or there is no room.
        WorkbookError: there is no such worksheet.
    """
    _check_asked(heading_row, headings)
    package, sheet = open_for_columns(workbook, worksheet)
    place = find_place(package, sheet, SharedParts(package), heading_row, headings)
    return [cell_name(heading_row, place.first + number) for number in range(len(headings))]


def add_columns(workbook: bytes, worksheet: str, heading_row: int, headings: Sequence[str]) -> bytes:
    """Add columns at the right of a list.

    An Excel table whose headings stand in that row grows, if the cells beside it are free; otherwise the columns go
    right of everything that the worksheet is used for. Rows are left alone: cells are written by ``patch_cells``.

    Args:
        workbook: the bytes of an .xlsx file.
        worksheet: name of the worksheet.
        heading_row: number of the row that holds the headings, from 1.
        headings: the new headings. The one that ends in "flag" is coloured by its words, the one in "due" shows dates.

    Returns:
        The new bytes.

    Raises:
        WorkbookRefused: the worksheet is protected, a heading is taken, or there is no room.
        WorkbookError: there is no such worksheet.
    """
    _check_asked(heading_row, headings)
    package, sheet = open_for_columns(workbook, worksheet)
    shared = SharedParts(package)
    place = find_place(package, sheet, shared, heading_row, headings)
    with_headings = read_sheet(_write_headings(sheet, shared, place, heading_row, headings))
    parts = [_dress_columns(with_headings, shared, place, heading_row, headings)]
    if place.table:
        parts.append(grow_table(place.table, headings))
    return finish_workbook(workbook, package, shared, parts)


def _check_asked(heading_row: int, headings: Sequence[str]) -> None:
    if not 1 <= heading_row < MOST_ROWS:
        raise WorkbookRefused(f"Row {heading_row} cannot hold headings.")
    if not headings or not all(heading.strip() for heading in headings):
        raise WorkbookRefused("A column needs a heading.")


def _write_headings(
    sheet: Sheet, shared: SharedParts, place: Place, heading_row: int, headings: Sequence[str]
) -> XmlPart:
    values = {Cell(heading_row, column): heading for column, heading in enumerate(headings, place.first)}
    style = heading_style(sheet, heading_row, place.first)
    there = sheet.cells(heading_row)
    # A cell that is there already keeps the look that somebody gave it.
    plain = [cell for cell in values if cell.column not in there or not style_number(there[cell.column][3])]
    written = write_cells(sheet, values, shared, dict.fromkeys(plain, style))
    return written or sheet.part


def _dress_columns(
    sheet: Sheet, shared: SharedParts, place: Place, heading_row: int, headings: Sequence[str]
) -> XmlPart:
    """The worksheet with widths, a date style for the days, and colours for the flags."""
    kinds = [heading.split()[-1].casefold() for heading in headings]
    columns = []
    for column, kind in enumerate(kinds, place.first):
        style = _style_of_column(sheet, column)
        columns.append((_WIDTHS.get(kind, _OTHER_WIDTH), shared.date_style(style) if kind == "due" else style))
    edits = set_widths(sheet, place.first, columns)
    if "flag" in kinds:
        last_row = max(last_used_row(sheet), heading_row, place.table.block.last_row if place.table else 0)
        column = place.first + kinds.index("flag")
        block = Range(heading_row + 1, column, min(last_row + _ROWS_TO_COME, MOST_ROWS), column)
        styles = dict(zip(FLAG_COLORS, shared.color_styles(list(FLAG_COLORS.values())), strict=True))
        edits.append(add_color_rules(sheet, block, styles))
    return sheet.part.spliced(edits)


def _style_of_column(sheet: Sheet, column: int) -> int:
    stretches = (style for first, last, style in column_styles(sheet) if first <= column <= last)
    return next(stretches, 0)
