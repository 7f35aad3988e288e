"""A worksheet taken apart: its top-level elements, its rows, and their cells when asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough.errors import WorkbookRefused
from followthrough.ooxml.cell_spans import Row, scan_cells, scan_rows
from followthrough.ooxml.damage import damaged
from followthrough.ooxml.elements import Element, child_elements, first_named, root_element
from followthrough.ooxml.xml_text import ATTRIBUTES, XmlPart, read_attributes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The order of a worksheet's children, as the format prescribes it.
ELEMENT_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A worksheet's part, taken apart into top-level elements and rows."""

    part: XmlPart
    prefix: str
    root: Element
    elements: tuple[Element, ...]
    data: Element
    rows: Mapping[int, Row]

    def element(self, name: str) -> Element | None:
        """The first top-level element of that name."""
        return first_named(self.elements, name)

    def named(self, name: str) -> tuple[Element, ...]:
        """All top-level elements of that name."""
        return tuple(element for element in self.elements if element.name == name)

    def children(self, element: Element) -> tuple[Element, ...]:
        """The elements directly inside one of the sheet's."""
        return tuple(child_elements(self.part.text, element.open_end, element.close_start))

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

    def cells(self, number: int) -> dict[int, re.Match[str]]:
        """The cells of a row by column, in their order; see ``stored_cell`` for what a match holds."""
        row = self.rows.get(number)
        return {} if row is None or row.open_end == row.end else scan_cells(self.part.text, row, self.prefix)


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


def ranged_formulas(sheet: Sheet) -> Iterator[dict[str, str]]:
    """Attributes of the formulas that speak for a range: arrays, spills, data tables, shared formulas."""
    pattern = re.compile(rf"<{re.escape(sheet.prefix)}f(?=\s)({ATTRIBUTES})>")
    for found in pattern.finditer(sheet.part.text, sheet.data.open_end, sheet.data.close_start):
        if "ref" in found[1]:
            yield read_attributes(found[1].removesuffix("/"))
