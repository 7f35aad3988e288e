"""What pandas does not tell of a worksheet: broken cells, formulas and what they look at, and cells that have a name.

An error (#REF!) and a formula that was never calculated both reach pandas as "": a broken Decision by must not read as
none, so they are looked up where they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING

from followthrough.knowing.record import Record
from followthrough.ooxml.names import read_names
from followthrough.ooxml.references import MOST_COLUMNS, column_letters, column_number
from followthrough.ooxml.rows import scan_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.references import Cell
    from followthrough.ooxml.rows import Cells, Row, StoredCell
    from followthrough.ooxml.sheet import Sheet

    Place = tuple[int, int]

_FORMULA = re.compile(r"<(?:[\w.-]+:)?f(?:\s[^>]*)?>([^<]*)<")
_VALUE = re.compile(r"<(?:[\w.-]+:)?v(?:\s[^>]*)?>[^<]")
_SHARED = re.compile(r"""<(?:[\w.-]+:)?f\s[^>]*\bsi=["']([0-9]+)["']""")
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_REFERENCE = re.compile(
    r"""
    (?:(?P<sheet>(?<!')'(?>(?:[^']|'')+)'|(?<![\w.\\])[A-Za-z_\\][\w.]*)!)?
    (?<![\w.$])(?P<fix1>\$?)(?P<col1>[A-Za-z]{1,3})(?:\$?[0-9]+)?
    (?::(?P<fix2>\$?)(?P<col2>[A-Za-z]{1,3})(?:\$?[0-9]+)?)?
    (?![\w(.!])
    """,
    re.VERBOSE,
)


class Formula(Record, frozen=True):
    """A formula as it is written, and how many columns to the right of where it was written it is used."""

    text: str
    shift: int = 0


class Survey(Record, frozen=True, eq=False, dict=True):
    """What stands behind the cells of a worksheet, by (row from 1, column from 0); looked up when first asked for."""

    name: str
    sheet: Sheet

    @cached_property
    def broken(self) -> Mapping[Place, str]:
        """Cells without a result -> what their owner sees there."""
        found: dict[Place, str] = {}
        for place, cell in _cells_with(r"""t=["']e["']""", self.sheet):
            if cell.attributes.get("t") == "e":
                error = re.search(r"v>([^<]*)<", cell.content)
                found[place] = error[1] if error else "#VALUE!"
        p, data = re.escape(self.sheet.prefix), self.sheet.data
        without_value = re.compile(rf"<{p}f(?!(?:\s[^<>]*)?(?:/>|>[^<]*</{p}f>)<{p}v>[^<])[\s/>]")
        if without_value.search(self.sheet.plain, data.open_end, data.close_start):
            for place, cell in self._computing.items():
                if place not in found and cell.attributes.get("t") != "str" and not _VALUE.search(cell.content):
                    found[place] = f"={self.formulas[place].text}, never calculated"
        return found

    @cached_property
    def formulas(self) -> Mapping[Place, Formula]:
        """Cells that compute -> the formula."""
        shared: dict[str, tuple[str, int]] = {}
        return {place: _formula(cell.content, place[1], shared) for place, cell in self._computing.items()}

    @cached_property
    def _computing(self) -> dict[Place, StoredCell]:
        cells = _cells_with(rf"<{re.escape(self.sheet.prefix)}f[\s/>]", self.sheet)
        return {place: cell for place, cell in cells if cell.has_formula}

    def cells_that_look(self, ours: Mapping[int, str]) -> set[Place]:
        """The cells whose formula looks at our columns, directly or by way of others.

        Args:
            ours: our columns, from 0 -> their headings, as a table's formulas write them.
        """
        if not ours or not self._may_look(ours):
            return set()
        names = "|".join(rf"\[@?\[?{re.escape(text)}\]" for text in ours.values() if text)
        found = {place for place, formula in self.formulas.items() if names and re.search(names, formula.text)}
        looked_at = {place: set(_columns_in(formula, self.name)) for place, formula in self.formulas.items()}
        looking = {*ours, *(column for _, column in found)}
        while more := {place for place, columns in looked_at.items() if columns & looking} - found:
            found |= more
            looking |= {column for _, column in more}
        return found

    def _may_look(self, ours: Iterable[int]) -> bool:
        """Whether a look at the sheet's text leaves it open that a formula looks at our columns directly."""
        p, data = re.escape(self.sheet.prefix), self.sheet.data
        letters = "|".join(column_letters(column + 1) for column in ours)
        telling = (
            rf"[:\[]|&\#|(?<![A-Z])(?:{letters})\$?[0-9]"  # a range, a table's column, a letter in disguise, a cell
        )
        sign = re.compile(rf"<{p}f(?:\s[^<>]*\bsi=|(?:\s[^<>]*)?>[^<]*?(?:{telling}))", re.IGNORECASE)
        return bool(sign.search(self.sheet.plain, data.open_end, data.close_start))


def _columns_in(formula: Formula, worksheet: str) -> Iterator[int]:
    """The columns of its own sheet, from 0, that a formula looks at."""
    for reference in _REFERENCE.finditer(_TEXT.sub('""', formula.text)):
        sheet = (reference["sheet"] or "").strip("'").replace("''", "'")
        whole = re.search(r"[0-9]", reference[0].rpartition("!")[2]) or reference["col2"]
        if (sheet and sheet.casefold() != worksheet.casefold()) or not whole:
            continue
        first = _column(reference["col1"], reference["fix1"], formula.shift)
        last = _column(reference["col2"], reference["fix2"], formula.shift) if reference["col2"] else first
        yield from range(min(first, last), min(max(first, last), MOST_COLUMNS) + 1)


def _column(letters: str, fixed: str, shift: int) -> int:
    return column_number(letters.upper()) - 1 + (0 if fixed else shift)


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


def _cells_with(sign: str, sheet: Sheet) -> Iterator[tuple[Place, StoredCell]]:
    """The cells in which a sign stands; all others are passed over."""
    rows = list(sheet.rows.values())
    starts, last = [row.start for row in rows], 0
    for each in re.compile(sign).finditer(sheet.plain, sheet.data.open_end, sheet.data.close_start):
        place = each.start()
        if place < last or not rows:
            continue  # another sign of one cell, or none of any
        row = rows[bisect_right(starts, place) - 1]
        for column, found in _cell_around(sheet, row, place).items():
            if found.start() < place < found.end():
                yield (row.number, column - 1), sheet.stored(found)
                last = found.end()


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
