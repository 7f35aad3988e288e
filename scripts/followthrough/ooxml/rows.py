"""Rows and their cells as spans of a worksheet's text, found in one pass or from a row's end."""

from __future__ import annotations

import functools
import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from followthrough.ooxml.references import MOST_COLUMNS, MOST_ROWS, column_number
from followthrough.ooxml.xml import ATTRIBUTES, Element, child_elements, damaged, read_attributes, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    Cells = dict[int, re.Match[str]]

_ROW_NUMBER = re.compile(r'\s+r="([1-9][0-9]{0,6})"')
_NAMES = re.compile("[A-Z]+,(?: [A-Z]+,)*")


class Row(NamedTuple):
    """One row: ``start`` to ``end`` is all of it, its cells begin at ``open_end`` (``end`` if self-closed)."""

    number: int
    start: int
    open_end: int
    close_start: int
    end: int

    @property
    def is_self_closed(self) -> bool:
        """Whether it is one tag (``<row/>``)."""
        return self.open_end == self.end


class Reach(NamedTuple):
    """How far a row reaches: its last column with a cell, the last with one that holds something, where cells end."""

    last: int
    last_filled: int
    end: int


NOWHERE = Reach(0, 0, 0)


class StoredCell(NamedTuple):
    """One cell as it stands in the text: its attributes but a leading ``r``, its content between the tags."""

    attribute_text: str
    content: str
    has_formula: bool

    @property
    def attributes(self) -> dict[str, str]:
        """Attributes by name."""
        return read_attributes(self.attribute_text)

    @property
    def style(self) -> int | None:
        """The number of its style; None if it names none."""
        return style_number(self.attribute_text)


@functools.lru_cache(maxsize=16)
def row_pattern(prefix: str) -> re.Pattern[str]:
    """The tag of a row, and what space stands before it: 1 the tag itself, 2 its attributes."""
    return re.compile(rf"\s*(<{re.escape(prefix)}row(?=[\s/>])({ATTRIBUTES})>)")


def scan_rows(text: str, data: Element, prefix: str) -> dict[int, Row]:
    """Find all rows in one pass.

    Raises:
        WorkbookRefused: they are out of order, or something else lies between them.
    """
    rows: dict[int, Row] = {}
    number, position, pattern, closing = 0, data.open_end, row_pattern(prefix), f"</{prefix}row"
    while found := pattern.match(text, position, data.close_start):
        number = _row_number(found[2], number)
        close_start = position = found.end()
        if not found[2].endswith("/"):
            close_start = text.find(closing, position, data.close_start)
            position = text.find(">", close_start, data.close_start) + 1
            if close_start < 0 or text[close_start + len(closing) : position - 1].strip():
                raise damaged("a worksheet's rows do not fit together")
        rows[number] = Row(number, found.start(1), found.end(), close_start, position)
    if text[position : data.close_start].strip():
        raise damaged("a worksheet holds something other than rows among its rows")
    return rows


def _row_number(attribute_text: str, previous: int) -> int:
    """The number that a row gives itself, else the one after the row before it."""
    found = _ROW_NUMBER.match(attribute_text)
    if found:
        number = int(found[1])
    else:
        written = read_attributes(attribute_text.removesuffix("/")).get("r")
        number = previous + 1 if written is None else whole_number(written) or 0
    if not previous < number <= MOST_ROWS:
        raise damaged("a worksheet's rows are not in order")
    return number


@functools.lru_cache(maxsize=16)
def cell_pattern(prefix: str) -> re.Pattern[str]:
    """A cell: 1 letters and 2 digits of a leading r, 3 the other attributes, 4 the tag of a formula, 5 the content."""
    p = re.escape(prefix)
    content = rf"[^<]*+(?>(?:<(?!/{p}c[\s>])[^<]*+)*)"
    return re.compile(
        rf'<{p}c(?=[\s/>])(?>(?:\s+r="([A-Za-z]{{1,3}})([1-9][0-9]{{0,6}})")?)'
        rf"({ATTRIBUTES})(?:(?<=/)>|>(?=\s*(<{p}f[\s/>])?)({content})</{p}c\s*>)"
    )


def scan_cells(text: str, row: Row, prefix: str) -> Cells:
    """The cells of one row by column.

    Raises:
        WorkbookRefused: they are out of order, carry another row's number, or something else lies between them.
    """
    cells: Cells = {}
    column, position, row_digits = 0, row.open_end, str(row.number)
    for found in cell_pattern(prefix).finditer(text, row.open_end, row.close_start):
        letters, digits, attribute_text = found.group(1, 2, 3)
        start, end = found.span()
        if start != position and text[position:start].strip():
            raise damaged("a row holds something other than cells among its cells")
        position = end
        if letters is None:
            letters, digits = _find_reference(attribute_text)
        number = column_number(letters) if letters else column + 1
        if not column < number <= MOST_COLUMNS or (digits and digits != row_digits):
            raise damaged(f"the cells of row {row.number} are not in order")
        cells[number] = found
        column = number
    _check_end_of_row(text, position, row.close_start, prefix)
    return cells


def _find_reference(attribute_text: str) -> tuple[str, str]:
    """Letters and digits of an ``r`` that is not the first attribute; empty where there is none."""
    reference = read_attributes(attribute_text).get("r")
    if reference is None:
        return "", ""
    letters = reference.rstrip("0123456789")
    if not (letters.isascii() and letters.isalpha()):
        raise damaged("a cell has a reference that names no cell")
    return letters, reference[len(letters) :]


def _check_end_of_row(text: str, position: int, end: int, prefix: str) -> None:
    if position != end and text[position:end].strip():
        names = {element.tag for element in child_elements(text, position, end)}
        if names != {f"{prefix}extLst"}:
            raise damaged("a row holds something other than cells")


@functools.lru_cache(maxsize=4096)
def style_number(attribute_text: str) -> int | None:
    """The style that the attributes of a cell, row or column name; None if they name none."""
    attributes = read_attributes(attribute_text)
    return whole_number(attributes.get("s", attributes.get("style")))


def last_column(text: str, row: Row, prefix: str) -> int | None:
    """The last column of a row with a cell, by a quick look; None where the row is not written as usual.

    Usually each cell begins with its name, and they are in order.
    """
    names = _cell_names(prefix).findall(text, row.open_end, row.close_start)
    return _last_of(" ".join(names).replace(str(row.number), ",")) if names else 0


@functools.lru_cache(maxsize=16)
def _cell_names(prefix: str) -> re.Pattern[str]:
    """The name of each cell ("F12"), or nothing where it is not the first attribute."""
    return re.compile(rf'<{re.escape(prefix)}c(?: r="([A-Z]{{1,3}}[0-9]+)")?')


@functools.lru_cache(maxsize=256)
def _last_of(names: str) -> int | None:
    """The last column of cells in a row ("A, B, D,"); None where they are not in order, or not all of them named."""
    if not _NAMES.fullmatch(names):
        return None
    columns = [column_number(letters) for letters in names[:-1].split(", ")]
    is_in_order = all(before < after for before, after in pairwise(columns)) and columns[-1] <= MOST_COLUMNS
    return columns[-1] if is_in_order else None


def find_reach(text: str, row: Row, prefix: str, *, is_usual: bool) -> Reach:
    """How far a row reaches; one that is written as usual is looked at from its end, and no further than needed.

    Raises:
        WorkbookRefused: see ``scan_cells``.
    """
    last, last_filled, end = 0, 0, row.open_end
    cells = _from_the_end(text, row, prefix) if is_usual else reversed(scan_cells(text, row, prefix).items())
    for column, found in cells:
        last, end = (last, end) if last else (column, found.end())
        if found[5] and found[5].strip():
            last_filled = column
            break
    _check_end_of_row(text, end, row.close_start, prefix)
    return Reach(last, last_filled, end)


def _from_the_end(text: str, row: Row, prefix: str) -> Iterator[tuple[int, re.Match[str]]]:
    end = row.close_start
    while (start := text.rfind(f"<{prefix}c ", row.open_end, end)) >= 0:
        found = cell_pattern(prefix).match(text, start, row.close_start)
        if found is None:
            raise damaged("a row holds something other than cells among its cells")
        yield column_number(found[1]), found
        end = start
