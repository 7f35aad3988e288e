"""Where our columns go on a worksheet, and where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookError, WorkbookRefused
from followthrough.knowing.ours import defined_name, which_of_ours
from followthrough.knowing.record import Record, field
from followthrough.ooxml.forbidden_cells import Block, forbidden_cells, is_free, last_used_column, totals_of
from followthrough.ooxml.package import TRUE, Package
from followthrough.ooxml.references import MOST_COLUMNS, MOST_ROWS, Cell, Range, cell_name
from followthrough.ooxml.tables import Table, change_table, read_tables

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from followthrough.ooxml.sheet import Sheet
    from followthrough.ooxml.xml import XmlPart


class Columns(Record, frozen=True, dict=True):
    """Columns that are to be added to a worksheet side by side, and what else must be done to ours first.

    Args:
        sheet: the worksheet.
        heading_row: number of the row that holds the headings, from 1.
        headings: the headings, from left to right.
        first: number of the first column.
        table: the table that they belong to, if any.
        names: which of ours each is, "" for none.
        bare: number of a column of ours that is there -> its heading, which was cleared and is put back.
        there: name of ours -> number of the columns that are there.
        read: the same of the columns that are read, by which they are known again; None for those that are gone.
    """

    sheet: Sheet
    heading_row: int
    headings: tuple[str, ...] = ()
    first: int = 0
    table: Table | None = None
    names: tuple[str, ...] = ()
    bare: Mapping[int, str] = field(default_factory=dict)
    there: Mapping[str, int] = field(default_factory=dict)
    read: Mapping[str, int | None] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """Number of the last column."""
        return self.first + len(self.headings) - 1

    @property
    def cells(self) -> dict[Cell, str]:
        """The cells of the headings, and what they shall hold."""
        added = dict(enumerate(self.headings, self.first))
        return {Cell(self.heading_row, column): heading for column, heading in (added | dict(self.bare)).items()}

    @property
    def by_name(self) -> dict[str, int]:
        """Name of ours -> number of its column, there or added."""
        added = {name: column for column, name in enumerate(self.names, self.first) if name}
        return {**self.there, **added}

    def tables(self, package: Package) -> list[XmlPart]:
        """The parts of the tables that columns are added to, or whose headings are put back."""
        parts = []
        for table in read_tables(package, self.sheet.part.name) if self.cells else ():
            heads = table.headings
            renamed = {c: text for c, text in self.bare.items() if heads and heads.covers(self.heading_row, c)}
            is_grown = bool(self.table and self.headings and table.part.name == self.table.part.name)
            if is_grown or renamed:
                parts.append(change_table(table, self.headings if is_grown else (), renamed))
        return parts

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


def place_columns(
    package: Package, worksheet: str, heading_row: int, headings: Sequence[str], names: Sequence[str] = ()
) -> Columns:
    """Where new columns go: at the right of the list's table if that is free, else right of everything.

    Args:
        package: the opened workbook.
        worksheet: name of the worksheet.
        heading_row: number of the row that holds the headings, from 1.
        headings: the new headings.
        names: which of ours each is; told by the headings where it is left out.

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
    table, names = find_table(package, sheet, heading_row), names or which_of_ours(headings)
    if table and _can_grow(package, sheet, table, headings):
        return Columns(sheet, heading_row, tuple(headings), table.block.last_column + 1, table, tuple(names))
    first = last_used_column(package, sheet, heading_row) + 1
    if first + len(headings) - 1 > MOST_COLUMNS:
        row = next((number for number in sheet.rows if sheet.reach(number).last_filled == first - 1), heading_row)
        far = cell_name(row, first - 1)
        text = f"There is no room for more columns: the worksheet is used up to {far}; delete what stands out there."
        raise WorkbookRefused(text, cell=far)
    return Columns(sheet, heading_row, tuple(headings), first, None, tuple(names))


def refused_headings(package: Package, worksheet: str, heading_row: int, columns: Collection[int]) -> dict[int, str]:
    """Columns whose headings cannot be put back -> the reason, as a sentence without an end.

    Raises:
        WorkbookRefused: the worksheet is protected.
    """
    sheet = _unprotected(package, worksheet)
    heads = [table.headings for table in read_tables(package, sheet.part.name) if table.headings]
    free = [column for column in columns if not any(block.covers(heading_row, column) for block in heads)]
    refused = forbidden_cells(package, sheet, [Cell(heading_row, column) for column in free])
    return {cell.column: f"{cell_name(*cell)} {reason}" for cell, reason in refused.items()}


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
    contents = ((column, package.content(sheet.stored(found))) for column, found in cells)
    return {column: content.text.strip() for column, content in contents if content.kind == "text"}


def find_columns(
    package: Package, worksheet: str, heading_row: int, headings: Sequence[str], named: Mapping[str, Cell]
) -> list[int]:
    """The columns with these headings; of two the one that a hidden name of ours points at, else the last.

    Args:
        package: the opened workbook.
        worksheet: name of the worksheet.
        heading_row: the row that holds the headings.
        headings: what to look for; a heading of ours that was cleared is known by its name.
        named: the hidden names of ours on this worksheet.

    Raises:
        WorkbookRefused: the worksheet is protected.
        WorkbookError: one is not there.
    """
    texts = heading_texts(package, _unprotected(package, worksheet), heading_row)
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
