"""A worksheet taken apart: its top-level elements, its rows, and their cells when asked for."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from followthrough.knowing.errors import WorkbookRefused
from followthrough.ooxml.references import MOST_COLUMNS, MOST_ROWS, column_number
from followthrough.ooxml.xml import (
    ATTRIBUTES,
    NOT_TAGS,
    Element,
    XmlPart,
    child_elements,
    damaged,
    first_named,
    read_attributes,
    root_element,
    whole_number,
)

if TYPE_CHECKING:
    Cells = dict[int, re.Match[str]]


# The order of a worksheet's children, as the format prescribes it.
ELEMENT_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Sheet:
    """A worksheet's part, taken apart into top-level elements and rows.

    The cells of a row are found when asked for; what is kept of them is how far the row reaches, and the last two rows.
    """

    part: XmlPart
    prefix: str
    root: Element
    elements: tuple[Element, ...]
    data: Element
    rows: dict[int, Row]
    _reaches: dict[int, Reach] = field(default_factory=dict, repr=False)
    _recent: dict[int, Cells] = field(default_factory=dict, repr=False)

    def element(self, name: str) -> Element | None:
        """The first top-level element of that name."""
        return first_named(self.elements, name)

    def named(self, name: str) -> tuple[Element, ...]:
        """All top-level elements of that name."""
        return tuple(element for element in self.elements if element.name == name)

    def row_attributes(self, row: Row) -> str:
        """The attributes of a row's tag as they are written."""
        start = row.start + len("<row") + len(self.prefix)
        return self.part.text[start : row.open_end - 1].removesuffix("/")

    def may_hold_formula(self, number: int) -> bool:
        """Whether a look at the row's text cannot rule out that one of its cells is computed."""
        row = self.rows.get(number)
        if row is None:
            return False
        text = self.part.text
        return text.find(f"<{self.prefix}f", row.start, row.end) >= 0 or text.find("cm", row.start, row.end) >= 0

    def cells(self, number: int) -> Cells:
        """The cells of a row by column, in their order; see ``stored_cell`` for what a match holds."""
        row = self.rows.get(number)
        if row is None or row.open_end == row.end:
            return {}
        if number not in self._recent:
            found = scan_cells(self.part.text, row, self.prefix)
            if len(self._recent) > 1:
                del self._recent[next(iter(self._recent))]
            self._recent[number] = found
            last = next(reversed(found), 0)
            filled = (column for column, cell in reversed(found.items()) if cell[5] and cell[5].strip())
            self._reaches[number] = Reach(last, next(filled, 0), found[last].end() if last else row.open_end)
        return self._recent[number]

    def reach(self, number: int) -> Reach:
        """How far a row reaches; a row is taken apart for it once."""
        if number not in self._reaches:
            self.cells(number)
        return self._reaches.get(number, NOWHERE)


def read_sheet(part: XmlPart) -> Sheet:
    """Take a worksheet's part apart.

    Raises:
        WorkbookRefused: it is no worksheet, or its rows are not in order.
    """
    root = root_element(part)
    if root.name != "worksheet":
        raise WorkbookRefused("This sheet is not a worksheet but another kind of sheet: name one with rows.")
    before: list[Element] = []
    for element in child_elements(part.text, root.open_end, root.close_start, "sheetData"):
        if element.name == "sheetData":
            data, rows = (element, {}) if element.end >= 0 else scan_rows(part.text, element, root.prefix)
            after = child_elements(part.text, data.end, root.close_start)
            return Sheet(part, root.prefix, root, (*before, data, *after), data, rows)
        before.append(element)
    raise damaged("a worksheet has no place for rows")


_ROW_NUMBER = re.compile(r'\s+r="([1-9][0-9]{0,6})"')


class Row(NamedTuple):
    """One row: ``start`` to ``end`` is all of it, its cells begin at ``open_end`` (``end`` if self-closed)."""

    number: int
    start: int
    open_end: int
    close_start: int
    end: int


class Reach(NamedTuple):
    """How far a row reaches: its last column with a cell, the last with one that holds something, where cells end."""

    last: int
    last_filled: int
    end: int


NOWHERE = Reach(0, 0, 0)


class StoredCell(NamedTuple):
    """One cell as it stands in the text: its attributes but a leading ``r``, its content between the tags."""

    column: int
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


NO_CELL = StoredCell(0, "", "", has_formula=False)


@functools.lru_cache(maxsize=16)
def _row_pattern(prefix: str) -> re.Pattern[str]:
    return re.compile(rf"{NOT_TAGS}|<(/?){re.escape(prefix)}(row|sheetData)(?=[\s/>])({ATTRIBUTES})>", re.DOTALL)


def scan_rows(text: str, data: Element, prefix: str) -> tuple[Element, dict[int, Row]]:
    """Find all rows in one pass, and the end of ``sheetData`` with them."""
    rows: dict[int, Row] = {}
    number, position, opened = 0, data.open_end, None
    for found in _row_pattern(prefix).finditer(text, data.open_end):
        if opened is None and text[position : found.start()].strip():
            raise damaged("a worksheet holds something other than rows among its rows")
        if found[2] is None:
            position = found.end()
            _refuse_stray_text(found, inside=opened is not None)
        elif found[2] == "sheetData":
            return data._replace(close_start=found.start(), end=found.end()), rows
        elif found[1]:
            rows[number] = _close_row(number, opened, found)
            position, opened = found.end(), None
        else:
            number = _row_number(found[3], number, is_open=opened is not None)
            position = found.end()
            if found[3].endswith("/"):
                rows[number] = Row(number, found.start(), found.end(), found.end(), found.end())
            else:
                opened = found
    raise damaged("a worksheet's rows do not end")


def _refuse_stray_text(found: re.Match[str], *, inside: bool) -> None:
    if not inside and found[0].startswith("<!["):
        raise damaged("a worksheet holds text among its rows")


def _close_row(number: int, opened: re.Match[str] | None, found: re.Match[str]) -> Row:
    if opened is None:
        raise damaged("a worksheet's rows do not fit together")
    return Row(number, opened.start(), opened.end(), found.start(), found.end())


def _row_number(attribute_text: str, previous: int, *, is_open: bool) -> int:
    """The number that a row gives itself, else the one after the row before it."""
    found = _ROW_NUMBER.match(attribute_text)
    if found:
        number = int(found[1])
    else:
        written = read_attributes(attribute_text.removesuffix("/")).get("r")
        number = previous + 1 if written is None else whole_number(written) or 0
    if is_open or not previous < number <= MOST_ROWS:
        raise damaged("a worksheet's rows are not in order")
    return number


@functools.lru_cache(maxsize=16)
def _cell_pattern(prefix: str) -> re.Pattern[str]:
    """One cell: 1 letters and 2 digits of a leading r, 3 the other attributes, 4 the tag of a formula, 5 the content.

    A comment or a processing instruction between cells matches with none of the groups.
    """
    p = re.escape(prefix)
    content = rf"[^<]*+(?>(?:(?:<(?!/{p}c[\s>]|[!?])|{NOT_TAGS})[^<]*+)*)"
    formula = rf"(?=(?>(?:\s|<!--.*?-->|<\?.*?\?>)*)(?>(<{p}f[\s/>])?))"
    return re.compile(
        rf'<!--.*?-->|<\?.*?\?>|<{p}c(?=[\s/>])(?>(?:\s+r="([A-Za-z]{{1,3}})([1-9][0-9]{{0,6}})")?)'
        rf"({ATTRIBUTES})(?:(?<=/)>|>{formula}({content})</{p}c\s*>)",
        re.DOTALL,
    )


def scan_cells(text: str, row: Row, prefix: str) -> Cells:
    """The cells of one row by column.

    Raises:
        WorkbookRefused: they are out of order, carry another row's number, or something else lies between them.
    """
    cells: Cells = {}
    column, position, row_digits = 0, row.open_end, str(row.number)
    for found in _cell_pattern(prefix).finditer(text, row.open_end, row.close_start):
        letters, digits, attribute_text = found.group(1, 2, 3)
        start, end = found.span()
        if start != position and text[position:start].strip():
            raise damaged("a row holds something other than cells among its cells")
        position = end
        if attribute_text is None:
            continue
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
    if text[position:end].strip():
        names = {element.tag for element in child_elements(text, position, end)}
        if names != {f"{prefix}extLst"}:
            raise damaged("a row holds something other than cells")


def stored_cell(column: int, found: re.Match[str]) -> StoredCell:
    """What a match of ``scan_cells`` holds."""
    attribute_text: str = found[3]
    return StoredCell(column, attribute_text.removesuffix("/"), found[5] or "", found[4] is not None)


@functools.lru_cache(maxsize=4096)
def style_number(attribute_text: str) -> int | None:
    """The style that the attributes of a cell, row or column name; None if they name none."""
    attributes = read_attributes(attribute_text)
    return whole_number(attributes.get("s", attributes.get("style")))
