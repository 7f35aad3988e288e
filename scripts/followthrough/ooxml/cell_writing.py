"""Cells written into a worksheet's text: what stands there is exchanged, what is missing is put in its place."""

from __future__ import annotations

import functools
from bisect import bisect_left
from typing import TYPE_CHECKING

from followthrough.ooxml.cell_spans import Row, stored_cell
from followthrough.ooxml.cell_text import read_content
from followthrough.ooxml.cell_values import CellValue, WantedContent, same_content, wanted_content
from followthrough.ooxml.elements import child_elements
from followthrough.ooxml.extents import widened_dimension, widened_spans
from followthrough.ooxml.inherited_styles import InheritedStyles
from followthrough.ooxml.references import Cell, cell_name
from followthrough.ooxml.xml_text import set_attribute

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from followthrough.ooxml.shared_parts import SharedParts
    from followthrough.ooxml.sheet import Sheet
    from followthrough.ooxml.xml_text import XmlPart

Edit = tuple[int, int, str]


def write_cells(
    sheet: Sheet, values: Mapping[Cell, CellValue], shared: SharedParts, styles: Mapping[Cell, int] | None = None
) -> XmlPart | None:
    """Write values into a worksheet.

    Args:
        sheet: the worksheet.
        values: cell -> value; None clears a cell and keeps its style. The cells must not be forbidden ones.
        shared: texts, styles and calendar of the workbook; its styles grow where no date style fits.
        styles: styles for new cells, where they are not to be inherited.

    Returns:
        The new text of the part, or None if everything already stood there.
    """
    writing = _Writing(sheet, shared, styles or {})
    by_row: dict[int, dict[int, CellValue]] = {}
    for cell, value in sorted(values.items(), key=lambda item: item[0]):
        by_row.setdefault(cell.row, {})[cell.column] = value
    for number, row_values in by_row.items():
        writing.write_row(number, row_values)
    return writing.finished()


class _Writing:
    """One worksheet being written: the edits so far, and the block of cells that they fill."""

    def __init__(self, sheet: Sheet, shared: SharedParts, styles: Mapping[Cell, int]) -> None:
        self.sheet = sheet
        self.shared = shared
        self.styles = styles
        self.inherited = InheritedStyles(sheet)
        self.edits: list[Edit] = []
        self.new_rows: list[str] = []
        self.filled: list[Cell] = []
        self.row_numbers = list(sheet.rows)

    def wanted(self, value: CellValue) -> WantedContent:
        return wanted_content(value, self.sheet.prefix, self.shared.counts_from_1904)

    def write_row(self, number: int, values: Mapping[int, CellValue]) -> None:
        """Write the values of one row, from left to right."""
        row = self.sheet.rows.get(number)
        cells = self.sheet.cells(number)
        self.inherited.enter_row(number, cells)
        columns = list(cells)
        new_cells: list[tuple[int, str]] = []
        for column, value in values.items():
            if column in cells:
                self.exchange(cells[column], Cell(number, column), value)
            elif value is not None and value != "":
                before = bisect_left(columns, column)
                place = cells[columns[before - 1]].end() if before else row.open_end if row else 0
                new_cells.append((place, self.new_cell(Cell(number, column), value)))
        if new_cells:
            self.put_cells(row, number, new_cells, [column for column in values if column not in cells])

    def exchange(self, found: re.Match[str], cell: Cell, value: CellValue) -> None:
        """Put a value into a cell that is there, unless it holds it already."""
        stored = stored_cell(cell.column, found)
        wanted = self.wanted(value)
        style = self.styles.get(cell, stored.style or 0)
        content = read_content(stored, self.shared.strings if "s" in stored.attributes.get("t", "") else ())
        if same_content(content, wanted, shows_date=wanted.is_day and self.shared.shows_date(style)):
            return
        if wanted.is_day:
            style = self.shared.date_style(style)
        attributes = changed_attributes(
            stored.attribute_text, wanted.type_name, None if style == (stored.style or 0) else style
        )
        start = self.sheet.part.text[found.start() : found.start(3)]
        self.edits.append((*found.span(), self.cell_source(start + attributes, wanted, _kept_content(stored.content))))
        self.filled.append(cell)

    def new_cell(self, cell: Cell, value: CellValue) -> str:
        """The source of a cell that is not there yet, in the style that it inherits."""
        wanted = self.wanted(value)
        style = self.styles[cell] if cell in self.styles else self.inherited.style(cell.column)
        if wanted.is_day:
            style = self.shared.date_style(style)
        self.inherited.note(cell.column, style)
        self.filled.append(cell)
        attributes = f' s="{style}"' if style else ""
        if wanted.type_name:
            attributes += f' t="{wanted.type_name}"'
        return self.cell_source(f'<{self.sheet.prefix}c r="{cell_name(*cell)}"{attributes}', wanted, "")

    def cell_source(self, start: str, wanted: WantedContent, kept: str) -> str:
        inner = wanted.source + kept
        return f"{start}>{inner}</{self.sheet.prefix}c>" if inner else f"{start}/>"

    def put_cells(self, row: Row | None, number: int, cells: list[tuple[int, str]], columns: list[int]) -> None:
        """Put new cells into their row; a row that is missing, or is one tag, is made around them."""
        tag = f"{self.sheet.prefix}row"
        source = "".join(cell for _, cell in cells)
        if row is None:
            self.put_row(number, f'<{tag} r="{number}">{source}</{tag}>')
            return
        written = self.sheet.row_attributes(row)
        attributes = widened_spans(written, columns[0], columns[-1])
        if row.open_end == row.end:
            self.edits.append((row.start, row.end, f"<{tag}{attributes}>{source}</{tag}>"))
            return
        if attributes != written:
            self.edits.append((row.start, row.open_end, f"<{tag}{attributes}>"))
        self.edits += [(place, place, cell) for place, cell in cells]

    def put_row(self, number: int, source: str) -> None:
        data = self.sheet.data
        if data.is_self_closed:
            self.new_rows.append(source)
            return
        before = bisect_left(self.row_numbers, number)
        place = self.sheet.rows[self.row_numbers[before - 1]].end if before else data.open_end
        self.edits.append((place, place, source))

    def finished(self) -> XmlPart | None:
        data = self.sheet.data
        if self.new_rows:
            opening = f"<{data.tag}{data.attribute_text.removesuffix('/').rstrip()}>"
            self.edits.append((data.start, data.end, f"{opening}{''.join(self.new_rows)}</{data.tag}>"))
        if not self.edits:
            return None
        return self.sheet.part.spliced([*self.edits, *widened_dimension(self.sheet, self.filled)])


@functools.lru_cache(maxsize=4096)
def changed_attributes(attribute_text: str, type_name: str | None, style: int | None) -> str:
    """The attributes of a cell with its new type and style; value metadata of the old value goes."""
    if style is not None:
        attribute_text = set_attribute(attribute_text, "s", str(style))
    attribute_text = set_attribute(attribute_text, "vm", None)
    return set_attribute(attribute_text, "t", type_name)


def _kept_content(content: str) -> str:
    """What of a cell's content is not its value: extensions of other programs."""
    if "extLst" not in content:
        return ""
    elements = child_elements(content, 0, len(content))
    return "".join(content[element.start : element.end] for element in elements if element.name == "extLst")
