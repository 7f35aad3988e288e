"""What a worksheet says of its own extent (``dimension``, the rows' ``spans``), kept true when cells come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.ooxml.references import Cell, Range, find_range, range_name
from followthrough.ooxml.xml_text import read_attributes, set_attribute, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from followthrough.ooxml.cell_spans import Row
    from followthrough.ooxml.sheet import Sheet
    from followthrough.ooxml.xml_text import XmlPart

Edit = tuple[int, int, str]


def widened_spans(attribute_text: str, first: int, last: int) -> str:
    """A row's attributes with ``spans`` that enclose its new cells; spans in several pieces go, being only a hint."""
    spans = read_attributes(attribute_text).get("spans") if "spans" in attribute_text else None
    if spans is None:
        return attribute_text
    left, _, right = spans.partition(":")
    start, end = whole_number(left), whole_number(right)
    if start is None or end is None:
        return set_attribute(attribute_text, "spans", None)
    if start <= first and last <= end:
        return attribute_text
    return set_attribute(attribute_text, "spans", f"{min(start, first)}:{max(end, last)}")


def widened_dimension(sheet: Sheet, filled: Iterable[Cell]) -> list[Edit]:
    """The edit that makes the sheet's ``dimension`` enclose new cells, where there is one and it must grow."""
    element = sheet.element("dimension")
    block = find_range(element.attributes.get("ref", "")) if element else None
    cells = list(filled)
    if element is None or block is None or not cells:
        return []
    rows, columns = [cell.row for cell in cells], [cell.column for cell in cells]
    wider = Range(
        min(block.first_row, *rows), min(block.first_column, *columns),
        max(block.last_row, *rows), max(block.last_column, *columns),
    )  # fmt: skip
    if wider == block:
        return []
    attributes = set_attribute(element.attribute_text, "ref", range_name(wider))
    return [(element.start, element.open_end, f"<{element.tag}{attributes}>")]


def narrowed_spans(sheet: Sheet, row: Row, block: Range) -> list[Edit]:
    """The edit that ends a row's ``spans`` before our columns, where they end in them; they are only a hint."""
    attribute_text = sheet.row_attributes(row)
    first, _, last = read_attributes(attribute_text).get("spans", "").partition(":")
    end = whole_number(last)
    if end is None or not block.first_column <= end <= block.last_column or row.open_end == row.end:
        return []
    before = max(block.first_column - 1, whole_number(first) or 1)
    attributes = set_attribute(attribute_text, "spans", f"{first}:{before}")
    return [(row.start, row.open_end, f"<{sheet.prefix}row{attributes}>")]


def narrowed_dimension(sheet: Sheet, block: Range) -> XmlPart:
    """The worksheet with a dimension that ends before the columns, where it ended in them."""
    element = sheet.element("dimension")
    used = find_range(element.attributes.get("ref", "")) if element else None
    if element is None or used is None or not block.first_column <= used.last_column <= block.last_column:
        return sheet.part
    last = max((column for number in sheet.rows for column in sheet.cells(number)), default=1)
    last_row = used.last_row if used.last_row in sheet.rows else max(sheet.rows, default=1)
    first_row, first_column = min(used.first_row, last_row), min(used.first_column, last)
    narrower = Range(first_row, first_column, last_row, last)
    attributes = set_attribute(element.attribute_text, "ref", range_name(narrower))
    return sheet.part.spliced([(element.start, element.open_end, f"<{element.tag}{attributes}>")])
