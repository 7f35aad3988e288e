"""The style of a cell that is not there yet: that of its row, its column, or the cell above it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from followthrough.ooxml.cell_spans import style_number
from followthrough.ooxml.xml_text import read_attributes, whole_number

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from followthrough.ooxml.sheet import Sheet


class InheritedStyles:
    """Styles for new cells of a worksheet whose rows are entered from top to bottom."""

    def __init__(self, sheet: Sheet) -> None:
        """Read the styles of whole columns."""
        self.sheet = sheet
        self._columns = column_styles(sheet)
        self._starts = [first for first, _, _ in self._columns]
        self._number = 0
        self._cells: Mapping[int, re.Match[str]] = {}
        self._added: dict[int, int] = {}
        self._above: Mapping[int, re.Match[str]] = {}
        self._added_above: dict[int, int] = {}
        self._row_style: int | None = None

    def enter_row(self, number: int, cells: Mapping[int, re.Match[str]]) -> None:
        """Go on to another row, which has these cells."""
        if self._number == number - 1:
            self._above, self._added_above = self._cells, self._added
        else:
            self._above, self._added_above = self.sheet.cells(number - 1), {}
        self._number, self._cells, self._added = number, cells, {}
        self._row_style = row_style(self.sheet, number)

    def note(self, column: int, style: int) -> None:
        """Remember the style of a cell that was added to the row: the next row may follow it."""
        self._added[column] = style

    def style(self, column: int) -> int:
        """The style that a new cell of the row inherits."""
        if self._row_style is not None:
            return self._row_style
        at = bisect_right(self._starts, column) - 1
        if at >= 0 and column <= self._columns[at][1]:
            return self._columns[at][2]
        above = self._style_above(column)
        return above if above and self._rows_look_alike() else 0

    def _style_above(self, column: int) -> int:
        if column in self._added_above:
            return self._added_above[column]
        return (style_number(self._above[column][3]) or 0) if column in self._above else 0

    def _rows_look_alike(self) -> bool:
        """Whether the row above is one of the same kind: a heading above is no model for a row of the list."""
        shared = (column for column in self._cells if column in self._above)
        return any(style_number(self._cells[column][3]) == style_number(self._above[column][3]) for column in shared)


def column_styles(sheet: Sheet) -> list[tuple[int, int, int]]:
    """First column, last column and style of each stretch of columns that has a style."""
    listed = sheet.element("cols")
    stretches = []
    for column in sheet.children(listed) if listed else ():
        attributes = column.attributes
        first, last = whole_number(attributes.get("min")), whole_number(attributes.get("max"))
        style = whole_number(attributes.get("style"))
        if first and last and style:
            stretches.append((first, last, style))
    return sorted(stretches)


def row_style(sheet: Sheet, number: int) -> int | None:
    """The style of a whole row, if it has one."""
    row = sheet.rows.get(number)
    if row is None:
        return None
    attribute_text = sheet.row_attributes(row)
    if "customFormat" not in attribute_text:
        return None
    attributes = read_attributes(attribute_text)
    return whole_number(attributes.get("s", "0")) if attributes.get("customFormat") in ("1", "true") else None
