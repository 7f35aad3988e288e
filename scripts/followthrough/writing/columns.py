"""Our columns put beside somebody's list, and taken away again so that the rest is as it was before they came."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookRefused
from followthrough.knowing.ours import PREFIX
from followthrough.ooxml.cell_writing import changed_attributes, narrowed_dimension, narrowed_spans
from followthrough.ooxml.forbidden_cells import computed_blocks, merged_blocks
from followthrough.ooxml.looks import InheritedStyles, column_style, remove_color_rules, unset_widths
from followthrough.ooxml.names import cells_named
from followthrough.ooxml.package import open_package
from followthrough.ooxml.references import MOST_ROWS, Range, cell_name, range_name
from followthrough.ooxml.rows import style_number
from followthrough.ooxml.sheet import Sheet, read_sheet
from followthrough.ooxml.styles import GrowingStyles, without_spare_styles
from followthrough.ooxml.tables import shrink_table
from followthrough.writing.column_looks import FLAG_COLORS, heading_style
from followthrough.writing.column_places import find_columns, place_columns, table_of_columns
from followthrough.writing.patch import finish_workbook, unname_columns, write_workbook

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.tables import Table
    from followthrough.ooxml.xml import Edit


def add_columns(workbook: bytes, worksheet: str, heading_row: int, headings: Sequence[str]) -> bytes:
    """Add columns at the right of a list, each of ours with a hidden name by which it is known again.

    An Excel table whose headings stand in that row grows, if the cells beside it are free; otherwise the columns go
    right of everything that the worksheet is used for. Rows are left alone: cells are written by ``patch_cells``.

    Args:
        workbook: the bytes of an .xlsx file.
        worksheet: name of the worksheet.
        heading_row: number of the row that holds the headings, from 1.
        headings: the new headings. The column that is Flag is coloured by its words, the one that is Due shows dates.

    Returns:
        The new bytes.

    Raises:
        WorkbookRefused: the worksheet is protected, a heading is taken, or there is no room.
        WorkbookError: there is no such worksheet.
    """
    package = open_package(workbook)
    return write_workbook(package, {}, [place_columns(package, worksheet, heading_row, headings)])


def remove_columns(workbook: bytes, worksheet: str, heading_row: int, headings: Sequence[str]) -> bytes:
    """Take away columns that ``add_columns`` added, with their cells, widths, colours, names, and place in a table.

    Nothing moves: what somebody put right of them (outside their table) stays where it is. The styles that were added
    go where nothing else uses them and no other came behind them. Not brought back are widths that these columns had
    of their own before, and the style of an empty cell that a date was written into: ``as_before`` does that.

    Args:
        workbook: the bytes of an .xlsx file.
        worksheet: name of the worksheet.
        heading_row: number of the row that holds the headings, from 1.
        headings: their headings, wherever they stand.

    Returns:
        The new bytes.

    Raises:
        WorkbookRefused: the worksheet is protected; somebody put formulas or merged cells into the columns, columns
            right of them into the same table, or names one of them in a formula.
        WorkbookError: there are no such columns.
    """
    package = open_package(workbook)
    named = cells_named(package, PREFIX)[package.find_sheet(worksheet).name]
    columns = find_columns(package, worksheet, heading_row, headings, named)
    flagged = _flagged_rows(package, package.sheet(worksheet), heading_row, columns)
    for first, last in _side_by_side(columns):
        package = open_package(_removed(package, worksheet, heading_row, (first, last), flagged))
    return package.archive.raw


def _side_by_side(columns: Collection[int]) -> list[tuple[int, int]]:
    """The first and the last of columns that touch each other, from right to left."""
    runs: list[tuple[int, int]] = []
    for column in sorted(columns, reverse=True):
        if runs and runs[-1][0] == column + 1:
            runs[-1] = (column, runs[-1][1])
        else:
            runs.append((column, column))
    return runs


def _removed(
    package: Package, worksheet: str, heading_row: int, columns: tuple[int, int], flagged: Collection[int]
) -> bytes:
    """The workbook without columns that stand side by side, and without our names on their worksheet."""
    sheet, (first, last) = package.sheet(worksheet), columns
    table = table_of_columns(package, sheet, heading_row, first, last)
    block = Range(heading_row, first, table.block.last_row if table else MOST_ROWS, last)
    _refuse_used(package, sheet, table, block)
    edits = [*_remove_cells(sheet, GrowingStyles(package), block, flagged), *unset_widths(sheet, first, last)]
    for column in range(first, last + 1):
        edits += remove_color_rules(sheet, column, FLAG_COLORS)
    parts = [narrowed_dimension(read_sheet(sheet.part.spliced(edits)), block)]
    if table:
        parts.append(shrink_table(table, last - first + 1))
    spare = without_spare_styles(package, parts, _styles_of(sheet, columns), FLAG_COLORS.values())
    parts += [spare] if spare else []
    return finish_workbook(package, GrowingStyles(package), parts, unname_columns(package, worksheet))


def _styles_of(sheet: Sheet, columns: tuple[int, int]) -> set[int]:
    """The styles of all cells in some columns, and of the columns themselves."""
    first, last = columns
    rows = (sheet.cells(number).items() for number in sheet.rows)
    cells = {style_number(found[3]) or 0 for row in rows for column, found in row if first <= column <= last}
    return cells | {column_style(sheet, column) for column in range(first, last + 1)}


def _flagged_rows(package: Package, sheet: Sheet, heading_row: int, columns: Collection[int]) -> frozenset[int]:
    """Rows that hold a flag of ours: leads typed under a table, which it did not grow over, are among them."""
    return frozenset(
        number
        for number in sheet.rows
        if number > heading_row
        for column, found in sheet.cells(number).items()
        if column in columns and package.content(sheet.stored(found)).text in FLAG_COLORS
    )


def _refuse_used(package: Package, sheet: Sheet, table: Table | None, block: Range) -> None:
    computed = (computed for computed, _ in computed_blocks(sheet))
    for other in (*merged_blocks(sheet), *computed):
        if other.overlaps(block):
            raise WorkbookRefused(
                f"{range_name(other)} lies in the columns that are to be removed and is merged or computed:"
                " clear it first."
            )
    if table is None:
        return
    headings = table.column_names[block.first_column - table.block.first_column :]
    names = re.compile("|".join(rf"\[{re.escape(heading)}\]" for heading in headings))
    for entry in package.worksheets:
        _refuse_named(package.read(entry.part_name).text, names)
    _refuse_named(package.workbook.text, names)


def _refuse_named(text: str, names: re.Pattern[str]) -> None:
    found = names.search(text)
    if found:
        raise WorkbookRefused(f"A formula uses the column {found[0]} of the table: change the formula first.")


def _remove_cells(sheet: Sheet, growing: GrowingStyles, block: Range, below: Collection[int]) -> list[Edit]:
    edits: list[Edit] = []
    inherited = InheritedStyles(sheet)
    for number, row in sheet.rows.items():
        if block.first_row <= number <= block.last_row or number in below:
            cells = sheet.cells(number)
            inherited.enter_row(number)
            given = {column: inherited.style(column) for column in cells}
            if number == block.first_row:
                given = dict.fromkeys(cells, heading_style(sheet, number, block.first_column))
            removed = _remove_from_row(sheet, growing, number, block, given)
            all_whole = all(not new for _, _, new in removed)
            is_bare = sheet.row_attributes(row) == f' r="{number}"'  # as a row that was made for our cells alone
            if removed and all_whole and len(removed) == len(cells) and is_bare:
                edits.append((row.start, row.end, ""))
            else:
                edits += [*removed, *(narrowed_spans(sheet, row, block) if all_whole else ())]
    return edits


def _remove_from_row(
    sheet: Sheet, growing: GrowingStyles, number: int, block: Range, given: Mapping[int, int]
) -> list[Edit]:
    """The edits that empty our cells in one row, given the styles that new cells there would have had.

    A cell in such a style is taken away whole; another style was somebody's, and stays. So does the cell where
    the row's cells go on behind ours: then they were there before.
    """
    cells = sheet.cells(number)
    goes_on = block.last_column + 1 in cells
    edits: list[Edit] = []
    for column, found in cells.items():
        if block.first_column <= column <= block.last_column:
            if found[4] is not None:
                cell = cell_name(number, column)
                raise WorkbookRefused(f"{cell} holds a formula, so the column is not removed.", cell=cell)
            whole = not goes_on and _is_given(style_number(found[3]) or 0, given[column], growing)
            edits.append((*found.span(), "" if whole else _emptied(sheet, found)))
    return edits


def _is_given(style: int, given: int, growing: GrowingStyles) -> bool:
    """Whether a cell has the style that a new one would have had, or the date style made of that."""
    return style == given or (growing.shows_date(style) and growing.date_style(given) == style)


def _emptied(sheet: Sheet, found: re.Match[str]) -> str:
    start = sheet.part.text[found.start() : found.start(3)]
    return f"{start}{changed_attributes(sheet.stored(found).attribute_text, None, None)}/>"
