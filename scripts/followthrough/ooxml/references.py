"""Cell references: "F12" to numbers and back, ranges."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from followthrough.knowing.errors import WorkbookRefused

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_ALPHABET = 26


class Cell(NamedTuple):
    """A place on a worksheet, both numbers from 1."""

    row: int
    column: int


class Range(NamedTuple):
    """A block of cells, corners included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def covers(self, row: int, column: int) -> bool:
        """Whether the cell lies in it."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column

    def overlaps(self, other: Range) -> bool:
        """Whether the two share a cell."""
        return (
            self.first_row <= other.last_row
            and other.first_row <= self.last_row
            and self.first_column <= other.last_column
            and other.first_column <= self.last_column
        )


@functools.lru_cache(maxsize=MOST_COLUMNS)
def column_number(letters: str) -> int:
    """The number of a column: A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * _ALPHABET + ord(letter) - 64
    return number


@functools.lru_cache(maxsize=MOST_COLUMNS)
def column_letters(number: int) -> str:
    """The letters of a column: 1 is A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, _ALPHABET)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The reference of a cell: (12, 6) is F12."""
    return f"{column_letters(column)}{row}"


def find_cell(reference: str) -> Cell | None:
    """The place that a reference names, or None if it names none on a worksheet."""
    found = _CELL.fullmatch(reference)
    if not found:
        return None
    cell = Cell(int(found[2]), column_number(found[1]))
    return cell if cell.row <= MOST_ROWS and cell.column <= MOST_COLUMNS else None


def parse_cell(reference: str) -> Cell:
    """The place that a reference names.

    Raises:
        WorkbookRefused: it names none.
    """
    cell = find_cell(reference)
    if cell is None:
        raise WorkbookRefused(f'"{reference[:20]}" is no cell of a worksheet: references look like F12.')
    return cell


def find_range(reference: str) -> Range | None:
    """The block that "A1:C9" (or a single cell) names, or None if it names none."""
    first, _, last = reference.partition(":")
    start, end = find_cell(first), find_cell(last or first)
    if start is None or end is None:
        return None
    rows, columns = sorted((start.row, end.row)), sorted((start.column, end.column))
    return Range(rows[0], columns[0], rows[1], columns[1])


def range_name(block: Range) -> str:
    """The reference of a block; a single cell has no colon."""
    first, last = cell_name(block.first_row, block.first_column), cell_name(block.last_row, block.last_column)
    return first if first == last else f"{first}:{last}"
