"""Where our columns go on a worksheet, and where they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookError, WorkbookRefused
from followthrough.ooxml.forbidden_cells import Block, is_free, last_used_column, totals_of
from followthrough.ooxml.package import TRUE, Package
from followthrough.ooxml.references import MOST_COLUMNS, MOST_ROWS, Cell, Range, cell_name
from followthrough.ooxml.sheet import Sheet, stored_cell
from followthrough.ooxml.tables import Table, read_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True)
class Columns:
    """Columns of a worksheet, side by side: there, or to be added.

    Args:
        sheet: the worksheet.
        heading_row: number of the row that holds the headings, from 1.
        headings: the headings, from left to right.
        first: number of the first column.
        table: the table that they belong to, if any.
    """

    sheet: Sheet
    heading_row: int
    headings: tuple[str, ...]
    first: int
    table: Table | None

    @property
    def last(self) -> int:
        """Number of the last column."""
        return self.first + len(self.headings) - 1

    @property
    def cells(self) -> dict[Cell, str]:
        """The cells of the headings, and what they shall hold."""
        return {Cell(self.heading_row, column): heading for column, heading in enumerate(self.headings, self.first)}

    @property
    def forbidden(self) -> Iterator[Block]:
        """The cells in them that will not be ours to write: those in a totals row that their table has."""
        if self.table and self.table.totals:
            yield self.table.totals._replace(last_column=self.last), None, totals_of(self.table)


def _unprotected(package: Package, worksheet: str) -> Sheet:
    """The worksheet; columns are neither added to a protected one nor removed from it."""
    sheet = package.sheet(worksheet)
    protection = sheet.element("sheetProtection")
    if protection and protection.attributes.get("sheet") in TRUE:
        raise WorkbookRefused(
            f'The worksheet "{worksheet}" is protected, so no columns are added or removed:'
            " unprotect it first (Review, Unprotect Sheet)."
        )
    return sheet


def place_columns(package: Package, worksheet: str, heading_row: int, headings: Sequence[str]) -> Columns:
    """Where new columns go: at the right of the list's table if that is free, else right of everything.

    Raises:
        WorkbookRefused: the worksheet is protected, a heading is taken, or there is no room.
        WorkbookError: there is no such worksheet.
    """
    if not 1 <= heading_row < MOST_ROWS:
        raise WorkbookRefused(f"Row {heading_row} cannot hold headings.")
    if not headings or not all(heading.strip() for heading in headings):
        raise WorkbookRefused("A column needs a heading.")
    sheet = _unprotected(package, worksheet)
    there = {text.casefold(): column for column, text in heading_texts(package, sheet, heading_row).items()}
    for heading in headings:
        if heading.casefold() in there:
            cell = cell_name(heading_row, there[heading.casefold()])
            raise WorkbookRefused(f'There is a column "{heading}" already, in {cell}.', cell=cell)
    table = find_table(package, sheet, heading_row)
    if table and _can_grow(package, sheet, table, headings):
        return Columns(sheet, heading_row, tuple(headings), table.block.last_column + 1, table)
    first = last_used_column(package, sheet, heading_row) + 1
    if first + len(headings) - 1 > MOST_COLUMNS:
        raise WorkbookRefused("There is no room for more columns: the worksheet is used up to its last one.")
    return Columns(sheet, heading_row, tuple(headings), first, None)


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


def heading_texts(package: Package, sheet: Sheet, heading_row: int) -> dict[int, str]:
    """Texts in a row, by column."""
    cells = sheet.cells(heading_row).items()
    contents = ((column, package.content(stored_cell(column, found))) for column, found in cells)
    return {column: content.text.strip() for column, content in contents if content.kind == "text"}


def find_columns(package: Package, worksheet: str, heading_row: int, headings: Sequence[str]) -> Columns:
    """Where columns with these headings are, side by side and in this order.

    Raises:
        WorkbookRefused: the worksheet is protected, or other columns of their table stand right of them.
        WorkbookError: they are not there like this.
    """
    sheet = _unprotected(package, worksheet)
    texts = heading_texts(package, sheet, heading_row)
    wanted = list(headings)
    starts = [column for column in texts if [texts.get(column + n) for n in range(len(wanted))] == wanted]
    if not starts or not wanted:
        names = ", ".join(headings)
        raise WorkbookError(f"The columns {names} do not stand side by side in row {heading_row}: nothing is removed.")
    first, last = starts[-1], starts[-1] + len(wanted) - 1
    for table in read_tables(package, sheet.part.name):
        block = table.block
        if table.headings and block.first_row == heading_row and block.first_column <= first <= block.last_column:
            if block.last_column != last or block.first_column == first:
                raise WorkbookRefused(
                    f'Other columns of the table "{table.name}" stand right of {headings[-1]}:'
                    " move them to the left first, or delete the columns in Excel."
                )
            return Columns(sheet, heading_row, tuple(headings), first, table)
    return Columns(sheet, heading_row, tuple(headings), first, None)
