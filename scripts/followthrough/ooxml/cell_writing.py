"""Cells written into a worksheet's text: those that are there are replaced, those that are missing are put in."""

from __future__ import annotations

import functools
from bisect import bisect_left
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from followthrough.ooxml.cells import CellValue, same_content, wanted_content
from followthrough.ooxml.looks import InheritedStyles
from followthrough.ooxml.references import Cell, Range, column_letters, find_range, range_name
from followthrough.ooxml.xml import child_elements, read_attributes, set_attribute, whole_number

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Mapping, Sequence

    from followthrough.ooxml.rows import Row
    from followthrough.ooxml.sheet import Sheet
    from followthrough.ooxml.styles import GrowingStyles
    from followthrough.ooxml.xml import Edit, Element, XmlPart


class Looks(NamedTuple):
    """What new columns look like: styles of their heading cells and of each column; edits for widths and colours."""

    headings: Mapping[tuple[int, int], int]
    columns: Mapping[int, int]
    edits: Sequence[Edit]


def write_cells(
    sheet: Sheet, values: Mapping[Cell, CellValue], growing: GrowingStyles, looks: Looks | None = None
) -> XmlPart | None:
    """The part of a worksheet with values written into cells, or None if everything already stood there.

    Args:
        sheet: the worksheet.
        values: cell -> value; None clears a cell and keeps its style. The cells must not be forbidden ones.
        growing: the styles of the workbook; they grow where no date style fits.
        looks: what columns look like that are added with these cells.
    """
    writing = _Writing(sheet, growing, looks or Looks({}, {}, ()))
    for number, row_values in by_row(values).items():
        writing.write_row(number, row_values)
    return writing.finished()


def by_row(values: Mapping[Cell, CellValue]) -> dict[int, dict[int, CellValue]]:
    """Row -> column -> value, both in their order."""
    rows: dict[int, dict[int, CellValue]] = {}
    for cell in sorted(values):
        row, column = cell
        rows.setdefault(row, {})[column] = values[cell]
    return rows


class _Writing:
    """One worksheet being written: the edits so far, and the block of cells that they fill."""

    def __init__(self, sheet: Sheet, growing: GrowingStyles, looks: Looks) -> None:
        self.sheet = sheet
        self.growing = growing
        self.headings = looks.headings
        self.inherited = InheritedStyles(sheet, looks.columns)
        self.edits: list[Edit] = [*looks.edits]
        self.new_rows: list[str] = []
        self.rows: list[int] = []
        self.columns: set[int] = set()
        self.row_numbers = list(sheet.rows)

    def write_row(self, number: int, values: Mapping[int, CellValue]) -> None:
        """Write the values of one row, from left to right; behind its last cell they are only appended."""
        row = self.sheet.rows.get(number)
        reach = self.sheet.reach(number)
        self.inherited.enter_row(number)
        is_behind = next(iter(values)) > reach.last
        cells = {} if is_behind else self.sheet.cells(number)
        columns = list(cells)
        first = reach.end if is_behind or not row else row.open_end
        new_cells: dict[int, str] = {}
        for column, value in values.items():
            if column in cells:
                self.exchange(cells[column], number, column, value)
            elif is_filled(value):
                before = bisect_left(columns, column)
                place = cells[columns[before - 1]].end() if before else first
                new_cells[place] = new_cells.get(place, "") + self.new_cell(number, column, value)
        if new_cells:
            self.put_cells(row, number, new_cells, [column for column in values if column not in cells])

    def exchange(self, found: re.Match[str], number: int, column: int, value: CellValue) -> None:
        """Put a value into a cell that is there, unless it holds it already."""
        stored = self.sheet.stored(found)
        prefix = self.sheet.prefix
        wanted = wanted_content(value, prefix, self.growing.package.counts_from_1904)
        style = self.headings.get((number, column), stored.style or 0)
        content = self.growing.package.content(stored)
        if same_content(content, wanted, shows_date=wanted.is_day and self.growing.shows_date(style)):
            return
        if wanted.is_day:
            style = self.growing.date_style(style)
        attributes = changed_attributes(
            stored.attribute_text, wanted.type_name, None if style == (stored.style or 0) else style
        )
        start = self.sheet.part.text[found.start() : found.start(3)] + attributes
        inner = wanted.source + kept_content(stored.content)
        self.edits.append((*found.span(), f"{start}>{inner}</{prefix}c>" if inner else f"{start}/>"))
        self.rows.append(number)
        self.columns.add(column)

    def new_cell(self, number: int, column: int, value: CellValue) -> str:
        """The source of a cell that is not there yet, in the style that it inherits."""
        heading = self.headings.get((number, column))
        style = self.inherited.style(column) if heading is None else heading
        if isinstance(value, date):
            style = self.growing.date_style(style)
        self.inherited.added[column] = style
        start, end = _around_number(column, style, value, self.sheet.prefix, self.growing.package.counts_from_1904)
        return f"{start}{number}{end}"

    def put_cells(self, row: Row | None, number: int, cells: Mapping[int, str], columns: list[int]) -> None:
        """Put new cells into their row; a row that is missing, or is one tag, is made around them."""
        tag = f"{self.sheet.prefix}row"
        source = "".join(cells.values())
        self.rows.append(number)
        self.columns.update(self.inherited.added)
        if row is None:
            self.put_row(number, f'<{tag} r="{number}">{source}</{tag}>')
            return
        written = self.sheet.row_attributes(row)
        own = f' r="{number}"' if written.startswith(f' r="{number}"') else ""
        attributes = own + widened_spans(written[len(own) :], columns[0], columns[-1])
        if row.open_end == row.end:
            self.edits.append((row.start, row.end, f"<{tag}{attributes}>{source}</{tag}>"))
            return
        if attributes != written:
            self.edits.append((row.start, row.open_end, f"<{tag}{attributes}>"))
        self.edits += [(place, place, cell) for place, cell in cells.items()]

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
        return self.sheet.part.spliced([*self.edits, *widened_dimension(self.sheet, self.rows, self.columns)])


@functools.lru_cache(maxsize=4096, typed=True)
def _around_number(column: int, style: int, value: CellValue, prefix: str, counts_from_1904: bool) -> tuple[str, str]:  # noqa: FBT001 - as for wanted_content
    """The source of a new cell before the number of its row and after it; many rows share it."""
    wanted = wanted_content(value, prefix, counts_from_1904)
    look = f' s="{style}"' if style else ""
    kind = f' t="{wanted.type_name}"' if wanted.type_name else ""
    return f'<{prefix}c r="{column_letters(column)}', f'"{look}{kind}>{wanted.source}</{prefix}c>'


def is_filled(value: CellValue) -> bool:
    """Whether there is a value; an empty text is none."""
    return value is not None and value != ""


@functools.lru_cache(maxsize=4096)
def changed_attributes(attribute_text: str, type_name: str | None, style: int | None) -> str:
    """The attributes of a cell with its new type and style; value metadata of the old value goes."""
    if style is not None:
        attribute_text = set_attribute(attribute_text, "s", str(style))
    attribute_text = set_attribute(attribute_text, "vm", None)
    return set_attribute(attribute_text, "t", type_name)


def kept_content(content: str) -> str:
    """What of a cell's content is not its value: extensions of other programs."""
    if "extLst" not in content:
        return ""
    elements = child_elements(content, 0, len(content))
    return "".join(content[element.start : element.end] for element in elements if element.name == "extLst")


@functools.lru_cache(maxsize=256)
def widened_spans(attribute_text: str, first: int, last: int) -> str:
    """A row's attributes with ``spans`` around its new cells; spans in several pieces go: they are only a hint."""
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


def widened_dimension(sheet: Sheet, rows: Collection[int], columns: Collection[int]) -> list[Edit]:
    """The edit that makes the sheet's ``dimension`` enclose new cells, where there is one and it must grow."""
    element = sheet.element("dimension")
    block = find_range(element.attributes.get("ref", "")) if element else None
    if element is None or block is None or not columns:
        return []
    wider = Range(
        min(block.first_row, *rows), min(block.first_column, *columns),
        max(block.last_row, *rows), max(block.last_column, *columns),
    )  # fmt: skip
    return [] if wider == block else [_with_dimension(element, wider)]


def _with_dimension(element: Element, block: Range) -> Edit:
    attributes = set_attribute(element.attribute_text, "ref", range_name(block))
    return element.retagged(attributes)


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
    last = max((sheet.reach(number).last for number in sheet.rows), default=0) or 1
    last_row = used.last_row if used.last_row in sheet.rows else max(sheet.rows, default=1)
    first_row, first_column = min(used.first_row, last_row), min(used.first_column, last)
    return sheet.part.spliced([_with_dimension(element, Range(first_row, first_column, last_row, last))])
