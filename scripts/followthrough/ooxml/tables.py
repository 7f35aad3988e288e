"""Excel tables of a worksheet: where they are, what their columns are called, growing and shrinking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookRefused
from followthrough.knowing.record import Record
from followthrough.ooxml.cells import escape_text, unescape_text
from followthrough.ooxml.references import Range, find_range, range_name
from followthrough.ooxml.xml import (
    Element,
    children,
    damaged,
    escape,
    first_named,
    root_element,
    set_attribute,
    whole_number,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.xml import Edit, XmlPart


class Table(Record, frozen=True, dict=True):
    """One table: its part, the block it fills, and what of it is headings and totals."""

    part: XmlPart
    root: Element
    name: str
    block: Range
    heading_rows: int
    totals_rows: int
    columns: tuple[Element, ...]
    is_plain: bool

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns from left to right, as the heading cells show them."""
        return tuple(unescape_text(column.attributes.get("name", "")) for column in self.columns)

    @property
    def headings(self) -> Range | None:
        """The heading cells, if the table shows them."""
        block = self.block
        return block._replace(last_row=block.first_row + self.heading_rows - 1) if self.heading_rows else None

    @property
    def totals(self) -> Range | None:
        """The cells of the totals row, if the table shows one."""
        block = self.block
        return block._replace(first_row=block.last_row - self.totals_rows + 1) if self.totals_rows else None


def read_tables(package: Package, sheet_name: str) -> tuple[Table, ...]:
    """The tables of a worksheet, given the name of its part."""
    targets = [relation.target for relation in package.relations(sheet_name) if relation.kind == "table"]
    return tuple(_read_table(package, target) for target in targets)


def _read_table(package: Package, part_name: str) -> Table:
    part = package.read(part_name)
    root = root_element(part)
    attributes = root.attributes
    block = find_range(attributes.get("ref", ""))
    listed = first_named(children(part, root), "tableColumns")
    if block is None or listed is None:
        raise damaged("a table does not say which cells it fills")
    columns = tuple(column for column in children(part, listed) if column.name == "tableColumn")
    if len(columns) != block.last_column - block.first_column + 1:
        raise damaged("a table has not as many columns as cells")
    queried = any(relation.kind == "queryTable" for relation in package.relations(part_name))
    return Table(
        part,
        root,
        unescape_text(attributes.get("displayName", attributes.get("name", ""))),
        block,
        _count(attributes.get("headerRowCount"), 1),
        # totalsRowShown alone says that there once was a totals row.
        _count(attributes.get("totalsRowCount"), 0),
        columns,
        not queried and attributes.get("tableType", "worksheet") == "worksheet",
    )


def _count(written: str | None, default: int) -> int:
    return default if written is None else 1 if written == "1" else 0


def change_table(table: Table, added: Sequence[str], renamed: Mapping[int, str]) -> XmlPart:
    """The table's part with new columns at its right, and some (by their number on the worksheet) called otherwise.

    The caller writes the heading cells, and sees to it that the new names are new to the table.
    """
    edits = [
        column.retagged(set_attribute(column.attribute_text, "name", name))
        for number, column in enumerate(table.columns, table.block.first_column)
        if (name := _name_attribute(renamed.get(number, "")))
    ]
    last_id = max(whole_number(column.attributes.get("id")) or 0 for column in table.columns)
    tag, end = table.columns[-1].tag, table.columns[-1].end
    new = (f'<{tag} id="{last_id + at}" name="{_name_attribute(name)}"/>' for at, name in enumerate(added, 1))
    return _resized(table, len(added), [*edits, (end, end, "".join(new))])


def _name_attribute(name: str) -> str:
    return escape(escape_text(name)).replace("\n", "_x000a_")


def shrink_table(table: Table, count: int) -> XmlPart:
    """The table's part without its last columns.

    Raises:
        WorkbookRefused: the table is filtered by one of them.
    """
    edits = [(column.start, column.end, "") for column in table.columns[-count:]]
    left = len(table.columns) - count
    for element in children(table.part, table.root):
        if element.name == "autoFilter":
            _refuse_filtered(table, children(table.part, element), left)
        if element.name == "sortState" and _sorts_by(table, element, table.block.first_column + left):
            edits.append((element.start, element.end, ""))
    return _resized(table, -count, edits)


def _refuse_filtered(table: Table, filters: Sequence[Element], left: int) -> None:
    columns = [whole_number(item.attributes.get("colId")) for item in filters if item.name == "filterColumn"]
    if any(column is None or column >= left for column in columns):
        raise WorkbookRefused(f'The table "{table.name}" is filtered by one of these columns: clear the filter first.')


def _sorts_by(table: Table, sort_state: Element, first_gone: int) -> bool:
    blocks = [find_range(item.attributes.get("ref", "")) for item in children(table.part, sort_state)]
    return any(block is None or block.last_column >= first_gone for block in blocks)


def _resized(table: Table, by: int, edits: list[Edit]) -> XmlPart:
    """The part with its own reference, that of its filter, and the count of its columns changed."""
    for element in (table.root, *children(table.part, table.root)):
        attributes = element.attribute_text
        block = find_range(element.attributes.get("ref", ""))
        if element is table.root or (element.name == "autoFilter" and block):
            wider = (block or table.block)._replace(last_column=table.block.last_column + by)
            attributes = set_attribute(attributes, "ref", range_name(wider))
        elif element.name == "tableColumns" and "count" in element.attributes:
            attributes = set_attribute(attributes, "count", str(len(table.columns) + by))
        if attributes != element.attribute_text:
            edits.append(element.retagged(attributes))
    return table.part.spliced(edits)
