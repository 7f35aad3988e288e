"""What pandas does not tell of a worksheet: broken cells, formulas, and the cells that have a name.

An error (#REF!) and a formula that was never calculated both reach pandas as "": a broken Decision by must not read as
none, so they are looked up where they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from followthrough.ooxml.names import read_names
from followthrough.ooxml.rows import scan_cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.references import Cell
    from followthrough.ooxml.rows import Cells, Row, StoredCell
    from followthrough.ooxml.sheet import Sheet


_FORMULA = re.compile(r"<(?:[\w.-]+:)?f(?:\s[^>]*)?>([^<]*)<")
_VALUE = re.compile(r"<(?:[\w.-]+:)?v(?:\s[^>]*)?>[^<]")
_SHARED = re.compile(r"""<(?:[\w.-]+:)?f\s[^>]*\bsi=["']([0-9]+)["']""")


@dataclass(frozen=True, slots=True)
class Survey:
    """What stands behind some cells, by (row from 1, column from 0).

    Args:
        broken: cells without a result -> what their owner sees there.
        formulas: cells that compute -> the formula.
    """

    broken: Mapping[tuple[int, int], str]
    formulas: Mapping[tuple[int, int], Formula]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as it is written, and how many columns to the right of where it was written it is used."""

    text: str
    shift: int = 0


def survey(sheet: Sheet) -> Survey:
    """Look behind the cells of a worksheet."""
    broken: dict[tuple[int, int], str] = {}
    formulas: dict[tuple[int, int], Formula] = {}
    shared: dict[str, tuple[str, int]] = {}
    for place, cell in _telling_cells(sheet):
        kind = cell.attributes.get("t")
        if cell.has_formula:
            formulas[place] = _formula(cell.content, place[1], shared)
        if kind == "e":
            error = re.search(r"v>([^<]*)<", cell.content)
            broken[place] = error[1] if error else "#VALUE!"
        elif cell.has_formula and kind != "str" and not _VALUE.search(cell.content):
            broken[place] = f"={formulas[place].text}, never calculated"
    return Survey(broken, formulas)


def _formula(content: str, column: int, shared: dict[str, tuple[str, int]]) -> Formula:
    """The formula of a cell; one that was filled down is written once, in its first cell."""
    found, group = _FORMULA.search(content), _SHARED.search(content)
    text = unescape(found[1]) if found else ""
    if group and text:
        shared[group[1]] = (text, column)
    elif group and group[1] in shared:
        text, first = shared[group[1]]
        return Formula(text, column - first)
    return Formula(text)


def _telling_cells(sheet: Sheet) -> Iterator[tuple[tuple[int, int], StoredCell]]:
    """The cells that compute or are in error, found by what they begin with; all others are passed over."""
    rows = list(sheet.rows.values())
    starts, last = [row.start for row in rows], 0
    for place in sorted(_signs(sheet)):
        if place < last or not rows:
            continue  # another sign of one cell, or none of any
        row = rows[bisect_right(starts, place) - 1]
        for column, found in _cell_around(sheet, row, place).items():
            if found.start() < place < found.end():
                yield (row.number, column - 1), sheet.stored(found)
                last = found.end()


def _signs(sheet: Sheet) -> Iterator[int]:
    """Where a formula begins, or an error is announced; perhaps more."""
    for sign in (rf"<{re.escape(sheet.prefix)}f[\s/>]", r"""t=["']e["']"""):
        found = re.compile(sign).finditer(sheet.plain, sheet.data.open_end, sheet.data.close_start)
        yield from (each.start() for each in found)


def _cell_around(sheet: Sheet, row: Row, place: int) -> Cells:
    """The cell around a place in a row; more cells where the row is not written plainly."""
    text, tag = sheet.plain, f"{sheet.prefix}c"
    start, end = text.rfind(f"<{tag}", row.open_end, place), text.find(f"</{tag}>", place, row.close_start)
    piece = row._replace(open_end=start, close_start=end + len(f"</{tag}>"))
    cells = scan_cells(text, piece, sheet.prefix) if start >= 0 <= end else {}
    return cells if cells and all(found[1] for found in cells.values()) else sheet.cells(row.number)


def find_named_cell(package: Package, name: str) -> tuple[str, Cell] | None:
    """The worksheet and the cell that a name stands for; None where no such name means one cell."""
    for found in read_names(package.workbook):
        if found.name.casefold() == name.casefold() and found.cell:
            return found.sheet, found.cell
    return None


def quoted(sheet: str) -> str:
    """A sheet's name as a formula needs it."""
    plain = re.fullmatch(r"[^\W\d]\w*", sheet) and not re.fullmatch(r"[A-Za-z]{1,3}[0-9]+|[RrCc]", sheet)
    return sheet if plain else "'" + sheet.replace("'", "''") + "'"
