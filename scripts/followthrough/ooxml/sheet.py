"""A worksheet taken apart: its top-level elements, its rows, and their cells when asked for."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookRefused
from followthrough.knowing.record import Record, field
from followthrough.ooxml.rows import NOWHERE, StoredCell, find_reach, last_column, scan_cells, scan_rows
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
)

if TYPE_CHECKING:
    from followthrough.ooxml.rows import Cells, Reach, Row


class Sheet(Record, frozen=True, eq=False, dict=True):
    """A worksheet's part, taken apart into top-level elements and rows.

    The cells of a row are found when they are asked for; what is kept of them is how far the row reaches, and the last
    two rows.

    Args:
        plain: the text of the part without its comments, CDATA and instructions, each letter still in its place. Tags
            are looked for in it; what is copied comes from the part itself.
    """

    part: XmlPart
    plain: str
    prefix: str
    root: Element
    elements: tuple[Element, ...]
    data: Element
    rows: dict[int, Row]
    _last_columns: dict[int, int | None] = field(default_factory=dict)
    _reaches: dict[int, Reach] = field(default_factory=dict)
    _recent: dict[int, Cells] = field(default_factory=dict)

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
        """Whether one of a row's cells may be computed, by a quick look at its text."""
        row, text = self.rows[number], self.part.text
        return text.find(f"<{self.prefix}f", row.start, row.end) >= 0 or text.find("cm", row.start, row.end) >= 0

    @cached_property
    def ranged_formulas(self) -> tuple[dict[str, str], ...]:
        """Attributes of the formulas that fill a range of cells: arrays, spills, data tables, shared formulas."""
        pattern = re.compile(rf"<{re.escape(self.prefix)}f(?=\s)({ATTRIBUTES})>")
        found = pattern.findall(self.part.text, self.data.open_end, self.data.close_start)
        return tuple(read_attributes(each.removesuffix("/")) for each in found if "ref" in each)

    def cells(self, number: int) -> Cells:
        """The cells of a row by column, in their order; see ``stored`` for what a match holds.

        Raises:
            WorkbookRefused: they are out of order, or something else lies between them.
        """
        row = self.rows.get(number)
        if row is None or row.is_self_closed:
            return {}
        if number not in self._recent:
            found = scan_cells(self.plain, row, self.prefix)
            if len(self._recent) > 1:
                del self._recent[next(iter(self._recent))]
            self._recent[number] = found
        return self._recent[number]

    def stored(self, found: re.Match[str]) -> StoredCell:
        """What a cell of a row holds."""
        attribute_text: str = found[3]
        content = self.part.text[slice(*found.span(5))] if found[5] else ""
        return StoredCell(attribute_text.removesuffix("/"), content, found[4] is not None)

    def last_column(self, number: int) -> int | None:
        """The last column of a row with a cell; None where it takes more than a quick look to tell."""
        if number not in self._last_columns:
            self._last_columns[number] = last_column(self.plain, self.rows[number], self.prefix)
        return self._last_columns[number]

    def reach(self, number: int) -> Reach:
        """How far a row reaches; see ``find_reach``."""
        row = self.rows.get(number)
        if row is None:
            return NOWHERE
        if number not in self._reaches:
            self._reaches[number] = find_reach(
                self.plain, row, self.prefix, is_usual=self.last_column(number) is not None
            )
        return self._reaches[number]


def read_sheet(part: XmlPart) -> Sheet:
    """Take a worksheet's part apart.

    Raises:
        WorkbookRefused: it is no worksheet, or its rows are not in order.
    """
    root = root_element(part)
    if root.name != "worksheet":
        raise WorkbookRefused("This sheet is not a worksheet but another kind of sheet: name one with rows.")
    *before, data = elements_to_rows(part, root)
    plain = part.text if data.is_self_closed else _blanked(part.text, data.open_end)
    if not data.is_self_closed:
        close_start = plain.index(f"</{data.tag}", data.open_end)
        data = data._replace(close_start=close_start, end=plain.index(">", close_start) + 1)
    rows = scan_rows(plain, data, root.prefix)
    after = child_elements(part.text, data.end, root.close_start)
    return Sheet(part, plain, root.prefix, root, (*before, data, *after), data, rows)


def elements_to_rows(part: XmlPart, root: Element) -> list[Element]:
    """The top-level elements up to the one that holds the rows, which comes last and is not looked into.

    Raises:
        WorkbookRefused: there is none.
    """
    elements = []
    for element in child_elements(part.text, root.open_end, root.close_start, "sheetData"):
        elements.append(element)
        if element.name == "sheetData":
            return elements
    raise damaged("a worksheet has no place for rows")


_NOT_TAGS = re.compile(NOT_TAGS, re.DOTALL)


def _blanked(text: str, start: int) -> str:
    """The text with blanks for comments and instructions, from a place on, and "xxx" for CDATA: that counts as text."""
    if text.find("<!", start) < 0 and text.find("<?", start) < 0:
        return text
    return text[:start] + _NOT_TAGS.sub(_blank, text[start:])


def _blank(found: re.Match[str]) -> str:
    return ("x" if found[0].startswith("<![") else " ") * len(found[0])
