"""Where our columns go on a worksheet, and where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from followthrough.knowing.errors import WorkbookError, WorkbookRefused
from followthrough.knowing.ours import defined_name, which_of_ours
from followthrough.knowing.steps import Flag
from followthrough.ooxml.cells import read_content
from followthrough.ooxml.forbidden_cells import is_free, last_used_column
from followthrough.ooxml.package import Package, open_package
from followthrough.ooxml.references import MOST_COLUMNS, Range, cell_name
from followthrough.ooxml.sheet import Sheet, read_sheet, stored_cell, style_number
from followthrough.ooxml.styles import row_style
from followthrough.ooxml.tables import Table, read_tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from followthrough.ooxml.references import Cell
    from followthrough.ooxml.shared_parts import SharedParts


class Place(NamedTuple):
    """Where columns are or go: the first one's number, and the table that they belong to, if any."""

    first: int
    table: Table | None


def open_for_columns(workbook: bytes, worksheet: str) -> tuple[Package, Sheet]:
    """Open a workbook to add or remove columns.

    Raises:
        WorkbookRefused: the worksheet is protected, or the workbook cannot be written to.
        WorkbookError: there is no such worksheet.
    """
    package = open_package(workbook)
    sheet = read_sheet(package.read(package.find_sheet(worksheet).part_name))
    protection = sheet.element("sheetProtection")
    if protection and protection.attributes.get("sheet") in ("1", "true"):
        raise WorkbookRefused(
            f'The worksheet "{worksheet}" is protected, so no columns are added or removed:'
            " unprotect it first (Review, Unprotect Sheet)."
        )
    return package, sheet


def find_place(package: Package, sheet: Sheet, shared: SharedParts, heading_row: int, headings: Sequence[str]) -> Place:
    """Where new columns go: at the right of the list's table if that is free, else right of everything.

    Raises:
        WorkbookRefused: there is no room, or one of the headings is taken.
    """
    there = {text.casefold(): column for column, text in heading_texts(sheet, shared, heading_row).items()}
    for heading in headings:
        if heading.casefold() in there:
            cell = cell_name(heading_row, there[heading.casefold()])
            raise WorkbookRefused(f'There is a column "{heading}" already, in {cell}.', cell=cell)
    table = find_table(package, sheet, heading_row)
    if table and _can_grow(package, sheet, table, headings):
        return Place(table.block.last_column + 1, table)
    first = last_used_column(package, sheet, heading_row) + 1
    if first + len(headings) - 1 > MOST_COLUMNS:
        raise WorkbookRefused("There is no room for more columns: the worksheet is used up to its last one.")
    return Place(first, None)


def find_table(package: Package, sheet: Sheet, heading_row: int) -> Table | None:
    """The widest table whose headings stand in a row."""
    tables = [table for table in read_tables(package, sheet.part.name) if table.block.first_row == heading_row]
    return max((table for table in tables if table.headings), key=lambda table: len(table.columns), default=None)


def _can_grow(package: Package, sheet: Sheet, table: Table, headings: Sequence[str]) -> bool:
    block = table.block
    right = Range(block.first_row, block.last_column + 1, block.last_row, block.last_column + len(headings))
    taken = {name.casefold() for name in table.column_names}
    new = {heading.casefold() for heading in headings}
    fits = right.last_column <= MOST_COLUMNS and len(new) == len(headings) and not taken & new
    return table.is_plain and fits and is_free(package, sheet, right)


def heading_texts(sheet: Sheet, shared: SharedParts, heading_row: int) -> dict[int, str]:
    """Texts in a row, by column."""
    texts = {}
    for column, found in sheet.cells(heading_row).items():
        cell = stored_cell(column, found)
        content = read_content(cell, shared.strings if cell.attributes.get("t") == "s" else ())
        if content.kind == "text":
            texts[column] = content.text.strip()
    return texts


def find_columns(
    sheet: Sheet, shared: SharedParts, heading_row: int, headings: Sequence[str], named: Mapping[str, Cell]
) -> list[int]:
    """The columns with these headings; of two the one that a hidden name of ours points at, else the last.

    Args:
        sheet: the worksheet.
        shared: the workbook's texts.
        heading_row: the row that holds the headings.
        headings: what to look for; a heading of ours that was cleared is known by its name.
        named: the hidden names of ours on this worksheet.

    Raises:
        WorkbookError: one is not there.
    """
    texts = heading_texts(sheet, shared, heading_row)
    columns = []
    for heading, name in zip(headings, which_of_ours(headings), strict=True):
        there = [column for column, text in texts.items() if text == heading]
        pointed = named[defined_name(name)].column if defined_name(name) in named else 0
        if pointed in there or (pointed and pointed not in texts):
            columns.append(pointed)
        elif there:
            columns.append(there[-1])
    if not headings or len(columns) < len(headings):
        names = ", ".join(headings)
        raise WorkbookError(f"The columns {names} do not all stand in row {heading_row}: nothing is removed.")
    return columns


def table_of_columns(package: Package, sheet: Sheet, heading_row: int, first: int, last: int) -> Table | None:
    """The table that columns side by side belong to, if any.

    Raises:
        WorkbookRefused: they are not its last ones, or are all that it has.
    """
    for table in read_tables(package, sheet.part.name):
        block = table.block
        if table.headings and block.first_row == heading_row and block.first_column <= first <= block.last_column:
            if block.last_column != last or block.first_column == first:
                name = table.column_names[min(last, block.last_column) - block.first_column]
                raise WorkbookRefused(
                    f'Other columns of the table "{table.name}" stand right of {name}:'
                    " move them to the left first, or delete the columns in Excel."
                )
            return table
    return None


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
