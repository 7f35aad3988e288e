"""Our columns taken away again, so that the rest is as it was before they came."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookRefused
from followthrough.ooxml.cell_writing import changed_attributes, narrowed_dimension, narrowed_spans
from followthrough.ooxml.forbidden_cells import computed_blocks, merged_blocks
from followthrough.ooxml.looks import remove_color_rules, unset_widths
from followthrough.ooxml.package import open_package
from followthrough.ooxml.references import MOST_ROWS, Range, cell_name, range_name
from followthrough.ooxml.sheet import Sheet, read_sheet, stored_cell, style_number
from followthrough.ooxml.styles import GrowingStyles, InheritedStyles
from followthrough.ooxml.tables import shrink_table
from followthrough.writing.column_looks import FLAG_COLORS, heading_style
from followthrough.writing.column_places import Columns, find_columns
from followthrough.writing.patch import finish_workbook

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.xml import Edit


def remove_columns(workbook: bytes, worksheet: str, heading_row: int, headings: Sequence[str]) -> bytes:
    """Take away columns that ``add_columns`` added, with their cells, widths, colours, and place in a table.

    Nothing moves: what somebody put right of them (outside their table) stays where it is. The styles part keeps
    the few styles that were added; they are used again when the columns come back. Not brought back are widths
    that these columns had of their own before, and the style of an empty cell that a date was written into.

    Args:
        workbook: the bytes of an .xlsx file.
        worksheet: name of the worksheet.
        heading_row: number of the row that holds the headings, from 1.
        headings: the headings, which must stand side by side in this order.

    Returns:
        The new bytes.

    Raises:
        WorkbookRefused: the worksheet is protected; somebody put formulas or merged cells into the columns, columns
            right of them into the same table, or names one of them in a formula.
        WorkbookError: there are no such columns.
    """
    package = open_package(workbook)
    columns = find_columns(package, worksheet, heading_row, headings)
    sheet, table = columns.sheet, columns.table
    block = Range(heading_row, columns.first, table.block.last_row if table else MOST_ROWS, columns.last)
    _refuse_used(package, columns, block)
    below = _flagged_rows(package, sheet, block) if table else frozenset()
    edits = [
        *_remove_cells(sheet, GrowingStyles(package), block, below),
        *unset_widths(sheet, columns.first, columns.last),
    ]
    for column in range(columns.first, columns.last + 1):
        edits += remove_color_rules(sheet, column, FLAG_COLORS)
    parts = [narrowed_dimension(read_sheet(sheet.part.spliced(edits)), block)]
    if table:
        parts.append(shrink_table(table, len(headings)))
    return finish_workbook(package, GrowingStyles(package), parts)


def _flagged_rows(package: Package, sheet: Sheet, block: Range) -> frozenset[int]:
    """Rows below a table that hold a flag of ours: leads that were typed under it and that it did not grow over."""
    cells = ((number, sheet.cells(number).get(block.first_column)) for number in sheet.rows if number > block.last_row)
    stored = ((number, stored_cell(block.first_column, found)) for number, found in cells if found)
    return frozenset(number for number, cell in stored if package.content(cell).text in FLAG_COLORS)


def _refuse_used(package: Package, columns: Columns, block: Range) -> None:
    computed = (computed for computed, _ in computed_blocks(columns.sheet))
    for other in (*merged_blocks(columns.sheet), *computed):
        if other.overlaps(block):
            raise WorkbookRefused(
                f"{range_name(other)} lies in the columns that are to be removed and is merged or computed:"
                " clear it first."
            )
    if columns.table is None:
        return
    names = re.compile("|".join(rf"\[{re.escape(heading)}\]" for heading in columns.headings))
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
            edits.append((*found.span(), "" if whole else _emptied(sheet, column, found)))
    return edits


def _is_given(style: int, given: int, growing: GrowingStyles) -> bool:
    """Whether a cell has the style that a new one would have had, or the date style made of that."""
    return style == given or (growing.shows_date(style) and growing.date_style(given) == style)


def _emptied(sheet: Sheet, column: int, found: re.Match[str]) -> str:
    start = sheet.part.text[found.start() : found.start(3)]
    return f"{start}{changed_attributes(stored_cell(column, found).attribute_text, None, None)}/>"
