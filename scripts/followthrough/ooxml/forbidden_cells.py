"""Cells that are not to be overwritten, and why, in words for the workbook's owner."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookRefused
from followthrough.ooxml.references import Cell, Range, cell_name, find_range
from followthrough.ooxml.tables import read_tables
from followthrough.ooxml.xml import (
    child_elements,
    children,
    read_attributes,
    top_elements,
    whole_number,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.sheet import Sheet
    from followthrough.ooxml.tables import Table
    from followthrough.ooxml.xml import Element


# Blocks that overlap each other are no honest workbook; together they may not name more cells than this.
_MOST_MEETINGS = 5_000_000


Block = tuple[Range, Cell | None, str]
"""Cells that are not to be overwritten but for one, and the reason."""


def forbidden_cells(
    package: Package, sheet: Sheet, cells: Iterable[Cell], more: Iterable[Block] = ()
) -> dict[Cell, str]:
    """Those of some cells that must not be overwritten -> why, as a sentence without a subject ("holds a formula").

    Args:
        package: the opened workbook.
        sheet: the worksheet.
        cells: the cells that somebody wants to write.
        more: blocks that will be forbidden besides those that are.
    """
    wanted = sorted(dict.fromkeys(cells))  # in order already, as a rule: a set would shuffle them
    reasons = dict(_in_blocks(wanted, [*_forbidden_blocks(package, sheet), *more]))
    for cell in wanted:
        if sheet.reach(cell.row).last >= cell.column and sheet.may_hold_formula(cell.row):
            found = sheet.cells(cell.row).get(cell.column)
            reason = found and _reason_in_cell(found)
            if reason:
                reasons.setdefault(cell, reason)
    return reasons


def _reason_in_cell(found: re.Match[str]) -> str | None:
    if found[4] is not None:
        return "holds a formula"
    if "cm" in found[3] and "cm" in read_attributes(found[3].removesuffix("/")):
        return "shows the result of a dynamic array formula"
    return None


def _in_blocks(wanted: Sequence[Cell], blocks: Sequence[Block]) -> Iterator[tuple[Cell, str]]:
    """Cells inside a block, its own first cell excepted where that one may be written."""
    meetings = 0
    for block, anchor, reason in blocks:
        first = bisect_left(wanted, Cell(block.first_row, 0))
        last = bisect_right(wanted, Cell(block.last_row + 1, 0))
        meetings += last - first
        if meetings > _MOST_MEETINGS:
            raise WorkbookRefused("This workbook is damaged: its merged cells or arrays overlap each other.")
        for cell in wanted[first:last]:
            if block.covers(*cell) and cell != anchor:
                yield cell, reason


def _forbidden_blocks(package: Package, sheet: Sheet) -> Iterator[Block]:
    for block in merged_blocks(sheet):
        anchor = Cell(block.first_row, block.first_column)
        yield block, anchor, f"is part of the merged cells that begin in {cell_name(*anchor)}"
    yield from ((block, None, reason) for block, reason in computed_blocks(sheet))
    for table in read_tables(package, sheet.part.name):
        if table.headings:
            yield table.headings, None, f'is a heading of the table "{table.name}"'
        if table.totals:
            yield table.totals, None, totals_of(table)
    for block in pivot_blocks(package, sheet.part.name):
        yield block, None, "is part of a pivot table"


def totals_of(table: Table) -> str:
    """Why the cells of its totals row are not to be overwritten."""
    return f'is in the totals row of the table "{table.name}"'


def merged_blocks(sheet: Sheet) -> Iterator[Range]:
    """The merged cells of a worksheet."""
    for element in sheet.named("mergeCells"):
        for merged in children(sheet.part, element):
            block = find_range(merged.attributes.get("ref", ""))
            if block:
                yield block


def computed_blocks(sheet: Sheet) -> Iterator[tuple[Range, str]]:
    """Cells that formulas fill beyond their own: arrays, spills and what-if tables."""
    for formula in sheet.ranged_formulas:
        block = find_range(formula.get("ref", ""))
        if block and formula.get("t") == "array":
            first = cell_name(block.first_row, block.first_column)
            yield block, f"is filled by the array formula in {first}"
        elif block and formula.get("t") == "dataTable":
            yield block, "is filled by a what-if data table"


def pivot_blocks(package: Package, sheet_name: str) -> Iterator[Range]:
    """The cells that pivot tables fill on a worksheet, their page filters included."""
    for relation in package.relations(sheet_name):
        if relation.kind == "pivotTable":
            part = package.read(relation.target)
            for place in top_elements(part):
                block = find_range(place.attributes.get("ref", "")) if place.name == "location" else None
                if block:
                    # Page filters stand above, with an empty row between.
                    pages = whole_number(place.attributes.get("rowPageCount")) or 0
                    yield block._replace(first_row=max(1, block.first_row - pages - 1)) if pages else block


def drawing_blocks(package: Package, sheet_name: str) -> Iterator[Range]:
    """The cells that charts and pictures lie over on a worksheet."""
    for relation in package.relations(sheet_name):
        if relation.kind == "drawing" and package.has(relation.target):
            part = package.read(relation.target)
            for anchor in top_elements(part):
                block = _anchored_block(part.text, anchor.open_end, anchor.close_start)
                if block:
                    yield block


def _anchored_block(text: str, start: int, end: int) -> Range | None:
    corners = {corner.name: _read_corner(text, corner) for corner in child_elements(text, start, end)}
    first = corners.get("from")
    last = corners.get("to", first)
    return Range(*first, *last) if first and last else None


def _read_corner(text: str, corner: Element) -> Cell | None:
    """The cell under a corner of a drawing, which counts rows and columns from 0."""
    if corner.name not in ("from", "to"):
        return None
    places = child_elements(text, corner.open_end, corner.close_start)
    numbers = {place.name: whole_number(text[place.open_end : place.close_start].strip()) for place in places}
    return Cell((numbers.get("row") or 0) + 1, (numbers.get("col") or 0) + 1)


def used_blocks(package: Package, sheet: Sheet) -> Iterator[Range]:
    """Blocks of cells with one use: tables, merged cells, arrays, pivot tables, charts and pictures."""
    yield from merged_blocks(sheet)
    yield from (block for block, _ in computed_blocks(sheet))
    yield from (table.block for table in read_tables(package, sheet.part.name))
    yield from pivot_blocks(package, sheet.part.name)
    yield from drawing_blocks(package, sheet.part.name)


def is_free(package: Package, sheet: Sheet, block: Range) -> bool:
    """Whether nothing on the worksheet uses a cell of the block."""
    if any(block.overlaps(used) for used in used_blocks(package, sheet)):
        return False
    numbers = (number for number in sheet.rows if block.first_row <= number <= block.last_row)
    return not any(
        found[5] and found[5].strip() and block.first_column <= column <= block.last_column
        for number in numbers
        if sheet.reach(number).last_filled >= block.first_column
        for column, found in sheet.cells(number).items()
    )


def last_used_column(package: Package, sheet: Sheet, from_row: int) -> int:
    """The last column that anything uses; blocks that end above a row do not count, cells do."""
    blocks = (block.last_column for block in used_blocks(package, sheet) if block.last_row >= from_row)
    return max((*blocks, *(sheet.reach(number).last_filled for number in sheet.rows)), default=0)


def last_used_row(sheet: Sheet) -> int:
    """The last row with a cell that holds something."""
    return next((number for number in reversed(sheet.rows) if sheet.reach(number).last_filled), 0)
