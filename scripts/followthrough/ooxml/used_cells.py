"""What a worksheet is used for: cells that hold something, and blocks that lie over cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.ooxml.forbidden_cells import computed_blocks, drawing_blocks, merged_blocks, pivot_blocks
from followthrough.ooxml.references import Range
from followthrough.ooxml.tables import read_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.sheet import Sheet


def used_blocks(package: Package, sheet: Sheet) -> Iterator[Range]:
    """Blocks of cells with one use: tables, merged cells, arrays, pivot tables, charts and pictures."""
    yield from merged_blocks(sheet)
    yield from (block for block, _ in computed_blocks(sheet))
    yield from (table.block for table in read_tables(package, sheet.part.name))
    yield from pivot_blocks(package, sheet.part.name)
    yield from drawing_blocks(package, sheet.part.name)


def filled_row_blocks(sheet: Sheet) -> Iterator[Range]:
    """For each row with a cell that holds something, the block from the first to the last such cell."""
    for number in sheet.rows:
        filled = [column for column, found in sheet.cells(number).items() if found[5] and found[5].strip()]
        if filled:
            yield Range(number, filled[0], number, filled[-1])


def is_free(package: Package, sheet: Sheet, block: Range) -> bool:
    """Whether nothing on the worksheet uses a cell of the block."""
    if any(block.overlaps(used) for used in used_blocks(package, sheet)):
        return False
    numbers = (number for number in sheet.rows if block.first_row <= number <= block.last_row)
    return not any(
        found[5] and found[5].strip() and block.first_column <= column <= block.last_column
        for number in numbers
        for column, found in sheet.cells(number).items()
    )


def last_used_column(package: Package, sheet: Sheet, from_row: int) -> int:
    """The last column that anything uses; blocks that end above a row do not count, cells do."""
    blocks = (block.last_column for block in used_blocks(package, sheet) if block.last_row >= from_row)
    cells = (block.last_column for block in filled_row_blocks(sheet))
    return max((*blocks, *cells), default=0)


def last_used_row(sheet: Sheet) -> int:
    """The last row with a cell that holds something."""
    return max((block.last_row for block in filled_row_blocks(sheet)), default=0)
