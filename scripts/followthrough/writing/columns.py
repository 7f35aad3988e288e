"""Our columns put beside somebody's list, and taken away again: headings, widths, colours, the table's reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.columns import Column
from followthrough.knowing.errors import WorkbookRefused
from followthrough.knowing.ours import which_of_ours
from followthrough.ooxml.cell_writing import write_cells
from followthrough.ooxml.forbidden_cells import forbidden_cells, last_used_row
from followthrough.ooxml.looks import add_color_rules, set_widths
from followthrough.ooxml.references import MOST_ROWS, Cell, Range, cell_name
from followthrough.ooxml.shared_parts import SharedParts
from followthrough.ooxml.sheet import Sheet, read_sheet, style_number
from followthrough.ooxml.styles import column_styles
from followthrough.ooxml.tables import grow_table, read_tables, rename_columns
from followthrough.writing.column_places import FLAG_COLORS, Place, find_place, heading_style, open_for_columns
from followthrough.writing.column_removal import remove_columns
from followthrough.writing.own_names import name_columns
from followthrough.writing.patch import finish_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from followthrough.ooxml.tables import Table
    from followthrough.ooxml.xml import XmlPart

__all__ = ["add_columns", "place_columns", "put_headings_back", "remove_columns"]

_WIDTHS: Mapping[str, int] = {Column.FLAG: 12, Column.NEXT_STEP: 24, Column.DUE: 12, Column.HOW: 20, Column.WHY: 60}
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


def add_columns(
    workbook: bytes, worksheet: str, heading_row: int, headings: Sequence[str], names: Sequence[str] = ()
) -> bytes:
    """Add columns at the right of a list, each with a hidden name by which it is known again.

    An Excel table whose headings stand in that row grows, if the cells beside it are free; otherwise the columns go
    right of everything that the worksheet is used for. Rows are left alone: cells are written by ``patch_cells``.

    Args:
        workbook: the bytes of an .xlsx file.
        worksheet: name of the worksheet.
        heading_row: number of the row that holds the headings, from 1.
        headings: the new headings.
        names: which of ours each is; told by the headings where it is left out. Flag is coloured, Due shows dates.

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
    names = names or which_of_ours(headings)
    with_headings = read_sheet(_write_headings(sheet, shared, heading_row, dict(enumerate(headings, place.first))))
    parts = [_dress_columns(with_headings, shared, place, heading_row, names)]
    if place.table:
        parts.append(grow_table(place.table, headings))
    columns = {name: column for column, name in enumerate(names, place.first) if name}
    return name_columns(finish_workbook(workbook, package, shared, parts), worksheet, heading_row, columns)


def put_headings_back(workbook: bytes, worksheet: str, heading_row: int, headings: Mapping[int, str]) -> bytes:
    """Write headings that were cleared into their cells again, and into the table that they stand in.

    Args:
        workbook: the bytes of an .xlsx file.
        worksheet: name of the worksheet.
        heading_row: number of the row that holds the headings, from 1.
        headings: number of the column, from 1 -> its heading.

    Returns:
        The new bytes.

    Raises:
        WorkbookRefused: the worksheet is protected, or a heading's cell is computed or merged with others.
        WorkbookError: there is no such worksheet.
    """
    package, sheet = open_for_columns(workbook, worksheet)
    shared = SharedParts(package)
    tables = [table for table in read_tables(package, sheet.part.name) if table.headings]
    of_tables = {table: _within(table, heading_row, headings) for table in tables}
    for cell, reason in forbidden_cells(package, sheet, [Cell(heading_row, column) for column in headings]).items():
        if not any(cell.column in columns for columns in of_tables.values()):
            raise WorkbookRefused(
                f"{cell_name(*cell)} {reason}, so its heading is not put back.", cell=cell_name(*cell)
            )
    parts = [_write_headings(sheet, shared, heading_row, headings)]
    parts += [rename_columns(table, columns) for table, columns in of_tables.items() if columns]
    return finish_workbook(workbook, package, shared, parts)


def _within(table: Table, heading_row: int, headings: Mapping[int, str]) -> dict[int, str]:
    block = table.headings
    return {c: text for c, text in headings.items() if block and block.covers(heading_row, c)}


def _check_asked(heading_row: int, headings: Sequence[str]) -> None:
    if not 1 <= heading_row < MOST_ROWS:
        raise WorkbookRefused(f"Row {heading_row} cannot hold headings.")
    if not headings or not all(heading.strip() for heading in headings):
        raise WorkbookRefused("A column needs a heading.")


def _write_headings(sheet: Sheet, shared: SharedParts, heading_row: int, headings: Mapping[int, str]) -> XmlPart:
    values = {Cell(heading_row, column): heading for column, heading in headings.items()}
    style = heading_style(sheet, heading_row, min(headings))
    there = sheet.cells(heading_row)
    # A cell that is there already keeps the look that somebody gave it.
    plain = [cell for cell in values if cell.column not in there or not style_number(there[cell.column][3])]
    written = write_cells(sheet, values, shared, dict.fromkeys(plain, style))
    return written or sheet.part


def _dress_columns(sheet: Sheet, shared: SharedParts, place: Place, heading_row: int, names: Sequence[str]) -> XmlPart:
    """The worksheet with widths, a date style for the days, and colours for the flags."""
    columns = []
    for column, name in enumerate(names, place.first):
        style = _style_of_column(sheet, column)
        is_day = name == Column.DUE
        columns.append((_WIDTHS.get(name, _OTHER_WIDTH), shared.date_style(style) if is_day else style))
    edits = set_widths(sheet, place.first, columns)
    if Column.FLAG in names:
        last_row = max(last_used_row(sheet), heading_row, place.table.block.last_row if place.table else 0)
        column = place.first + names.index(Column.FLAG)
        block = Range(heading_row + 1, column, min(last_row + _ROWS_TO_COME, MOST_ROWS), column)
        styles = dict(zip(FLAG_COLORS, shared.color_styles(list(FLAG_COLORS.values())), strict=True))
        edits.append(add_color_rules(sheet, block, styles))
    return sheet.part.spliced(edits)


def _style_of_column(sheet: Sheet, column: int) -> int:
    stretches = (style for first, last, style in column_styles(sheet) if first <= column <= last)
    return next(stretches, 0)
