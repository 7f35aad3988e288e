"""What pandas does not tell of a worksheet: broken cells, formulas, how far it reaches (the only look at its XML).

An error (#REF!) and a formula that was never calculated both reach pandas as "": a broken Decision by must not read as
none, so they are looked up where they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookError
from followthrough.ooxml.forbidden_cells import merged_blocks
from followthrough.ooxml.names import read_names
from followthrough.ooxml.package import open_package
from followthrough.ooxml.references import MOST_COLUMNS, MOST_ROWS, cell_name, column_number
from followthrough.ooxml.shared_parts import SharedParts
from followthrough.ooxml.sheet import read_sheet, stored_cell
from followthrough.ooxml.xml import damaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.references import Range
    from followthrough.ooxml.sheet import Sheet, StoredCell


MOST_CELLS = 5_000_000
"""More than any list of jobs; pandas holds a sheet's whole rectangle in memory, however empty it is."""

MOST_DIGITS = 8
"""Of a row's number: one more than any row has."""
_FORMULA = re.compile(r"<(?:[\w.-]+:)?f(?:\s[^>]*)?>([^<]*)<")
_VALUE = re.compile(r"<(?:[\w.-]+:)?v(?:\s[^>]*)?>[^<]")
_SHARED = re.compile(r"""<(?:[\w.-]+:)?f\s[^>]*\bsi=["']([0-9]+)["']""")
_REFERENCE = re.compile(r"""\sr\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")
_ERROR = re.compile(r"""\st=["']e["']""")


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that can be read: its worksheets and their merged cells, and which calendar it counts in."""

    package: Package
    merged: Mapping[str, tuple[Range, ...]]
    counts_from_1904: bool


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


def open_book(workbook: bytes) -> Book:
    """Open a workbook for reading.

    Raises:
        WorkbookError: it is encrypted, damaged, no .xlsx, or has no worksheet of rows.
    """
    package = open_package(workbook)
    names = tuple(sheet.name for sheet in package.sheets if sheet.kind == "worksheet" and package.has(sheet.part_name))
    if not names:
        raise WorkbookError("This workbook has no worksheet with rows: only charts or old kinds of sheets.")
    merged = {}
    for name in names:
        sheet = _sheet(package, name)
        _refuse_vast(name, sheet)
        merged[name] = tuple(merged_blocks(sheet))
    return Book(package, merged, SharedParts(package).counts_from_1904)


def survey(book: Book, worksheet: str) -> Survey:
    """Look behind the cells of a worksheet."""
    broken: dict[tuple[int, int], str] = {}
    formulas: dict[tuple[int, int], Formula] = {}
    shared: dict[str, tuple[str, int]] = {}
    for place, cell in _telling_cells(_sheet(book.package, worksheet)):
        kind = cell.attributes.get("t")
        if cell.has_formula:
            formulas[place] = _formula(cell.content, place[1], shared)
        if kind == "e":
            broken[place] = _error(cell)
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
    """The cells that compute or are in error; whole rows without any are passed over by a look at their text."""
    for number, row in sheet.rows.items():
        if sheet.may_hold_formula(number) or _ERROR.search(sheet.part.text, row.start, row.end):
            for column, found in sheet.cells(number).items():
                cell = stored_cell(column, found)
                if cell.has_formula or "e" in cell.attribute_text:
                    yield (number, column - 1), cell


def _error(cell: StoredCell) -> str:
    found = re.search(r"v>([^<]*)<", cell.content)
    return found[1] if found else "#VALUE!"


def _sheet(package: Package, worksheet: str) -> Sheet:
    return read_sheet(package.read(package.find_sheet(worksheet).part_name))


def _refuse_vast(name: str, sheet: Sheet) -> None:
    """Look before pandas does: one stray reference makes its reader ask for more memory than there is."""
    references = set(_REFERENCE.findall(sheet.part.text, sheet.data.open_end, sheet.data.close_start))
    width = max((_column(letters) for letters, _ in references), default=1)
    height = max((int(digits[:MOST_DIGITS]) for _, digits in references), default=max(sheet.rows, default=1))
    if width > MOST_COLUMNS or height > MOST_ROWS:
        raise damaged(f"a cell of worksheet “{name}” has a reference beyond the last one there can be")
    if width * height <= MOST_CELLS:
        return
    filled = [
        (number, column)
        for number in sheet.rows
        for column, found in sheet.cells(number).items()
        if stored_cell(column, found).content
    ]
    height, width = max((row for row, _ in filled), default=1), max((column for _, column in filled), default=1)
    if width * height > MOST_CELLS:
        raise WorkbookError(
            f"Worksheet “{name}” reaches to {cell_name(height, width)}, further than can be read: "
            "delete what stands far below or far to the right of your list."
        )


def _column(letters: str) -> int:
    return column_number(letters.upper()) if len(letters) <= len("XFD") else MOST_COLUMNS + 1


def find_named_cell(workbook: bytes, name: str) -> tuple[str, str] | None:
    """The worksheet and the cell ("B2") that a name stands for; None where no such name means one cell."""
    for found in read_names(open_package(workbook).workbook):
        if found.name.casefold() == name.casefold() and found.cell:
            return found.sheet, cell_name(*found.cell)
    return None


def quoted(sheet: str) -> str:
    """A sheet's name as a formula needs it."""
    plain = re.fullmatch(r"[^\W\d]\w*", sheet) and not re.fullmatch(r"[A-Za-z]{1,3}[0-9]+|[RrCc]", sheet)
    return sheet if plain else "'" + sheet.replace("'", "''") + "'"
