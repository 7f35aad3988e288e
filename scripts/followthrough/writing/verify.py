"""A written workbook compared with the one it came from: exactly what was planned differs, or it is not used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.errors import FollowthroughError, WorkbookError
from followthrough.ooxml.cells import CellValue, same_content, wanted_content
from followthrough.ooxml.looks import remove_color_rules, widths_beside
from followthrough.ooxml.package import Package, open_package
from followthrough.ooxml.shared_parts import GrowingStyles
from followthrough.ooxml.sheet import Row, Sheet, read_sheet, scan_cells, stored_cell
from followthrough.ooxml.tables import Table, read_tables
from followthrough.ooxml.xml import children, first_named, root_element, set_attribute
from followthrough.writing.column_looks import FLAG_COLORS
from followthrough.writing.patch import values_by_sheet

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from followthrough.ooxml.references import Cell
    from followthrough.ooxml.sheet import Cells
    from followthrough.ooxml.xml import XmlPart
    from followthrough.ooxml.zip import Entry
    from followthrough.writing.column_places import NewColumns


def verify_workbook(
    before: Package,
    written: bytes,
    cells: Mapping[str, Mapping[str, CellValue]],
    columns: Sequence[NewColumns] = (),
) -> None:
    """Read back what was written, and make sure that it is what was planned, and nothing else.

    Args:
        before: the workbook as it was.
        written: the bytes of the new one.
        cells: what was planned: name of a worksheet -> cell reference -> value.
        columns: the columns that were to be added.

    Raises:
        FollowthroughError: something else differs, or a planned cell does not hold its value. The sentence names
            the kind of difference and nothing out of the workbook.
    """
    try:
        after = open_package(written)
        planned = values_by_sheet(before, cells, columns)
        _check_entries(before, after, planned, columns)
        _check_workbook_part(before.workbook, after.workbook)
        _check_styles(before, after, has_colors=bool(columns))
        for sheet, values in planned.items():
            new = next((each for each in columns if each.sheet is sheet), None)
            _check_table(after, new)
            _Comparison(before, after, sheet, new).check(values)
    except WorkbookError as error:
        raise unlike("it cannot be read back") from error


def unlike(what: str) -> FollowthroughError:
    """A defect of ours, told without a word out of the workbook."""
    return FollowthroughError(
        f"The workbook was not written, because the result was not what was planned ({what}). This is a defect:"
        " please report it with this sentence; the workbook is as it was."
    )


class _Comparison:
    """One worksheet as it was beside what was written, compared from top to bottom."""

    def __init__(self, before: Package, after: Package, sheet: Sheet, new: NewColumns | None) -> None:
        self.package, self.styles, self.columns = before, GrowingStyles(after), new
        self.old, self.new = sheet, read_sheet(after.read(sheet.part.name))
        self.old_at, self.new_at = self.old.data.open_end, self.new.data.open_end

    def check(self, values: Mapping[Cell, CellValue]) -> None:
        """Compare all of it; the planned cells must hold their values."""
        if _around_rows(self.old, self.columns) != _around_rows(self.new, self.columns):
            raise unlike("something beside the cells differs")
        by_row: dict[int, dict[int, CellValue]] = {}
        for cell, value in sorted(values.items(), key=lambda item: item[0]):
            by_row.setdefault(cell.row, {})[cell.column] = value
        for number, planned in by_row.items():
            self.check_values(self.planned_cells(number, planned), planned)
        self.pass_over(self.new.data.close_start)
        if self.old_at != self.old.data.close_start:
            raise unlike("a row differs")

    def pass_over(self, end: int) -> None:
        """Go on in both; up to this place in the new sheet, it must be what stood in the old one."""
        old_end = self.old_at + end - self.new_at
        if self.old.part.text[self.old_at : old_end] != self.new.part.text[self.new_at : end]:
            raise unlike("another cell differs")
        self.old_at, self.new_at = old_end, end

    def planned_cells(self, number: int, planned: Mapping[int, CellValue]) -> Cells:
        """Cells of a row as they are now, the planned ones among them; all else down to there must be as it was."""
        old, new = self.old.rows.get(number), self.new.rows.get(number)
        if new is None:
            return {}
        self.pass_over(new.start)
        if old and old.start != self.old_at:
            raise unlike("a row differs")
        written = self.old.row_attributes(old) if old else f' r="{number}"'
        if _without_spans(written) != _without_spans(self.new.row_attributes(new)):
            raise unlike("a row differs")
        self.old_at, self.new_at = old.end if old else self.old_at, new.end
        is_behind = self.old.reach(number).last < min(planned)
        cells = self.cells_behind(old, new, planned) if is_behind or not old else self.cells_among(old, new, planned)
        if cells is None:
            raise unlike("another cell differs")
        return cells

    def cells_behind(self, old: Row | None, new: Row, planned: Mapping[int, CellValue]) -> Cells | None:
        """The cells that were put behind all those of a row; None where they are others, or anything else differs."""
        stood = rest = ""
        if old:
            place = max(old.open_end, self.old.reach(old.number).end)
            stood, rest = self.old.part.text[old.open_end : place], self.old.part.text[place : old.close_start]
        text, start, end = self.new.part.text, new.open_end + len(stood), new.close_start - len(rest)
        if start > end or not text.startswith(stood, new.open_end) or not text.startswith(rest, end):
            return None
        cells = scan_cells(text, new._replace(open_end=start, close_start=end), self.new.prefix)
        is_all = sum(len(found[0]) for found in cells.values()) == end - start
        return cells if is_all and cells.keys() <= planned.keys() else None

    def cells_among(self, old: Row, new: Row, planned: Mapping[int, CellValue]) -> Cells | None:
        """All cells of a row; None where anything but planned ones differs."""
        there, here = self.old.cells(old.number), self.new.cells(new.number)
        is_same = _row_without(self.old, old, there, planned) == _row_without(self.new, new, here, planned)
        return here if is_same and here.keys() - planned.keys() == there.keys() - planned.keys() else None

    def check_values(self, cells: Cells, planned: Mapping[int, CellValue]) -> None:
        """Make sure that planned cells hold their values."""
        for column, value in planned.items():
            wanted = wanted_content(value, self.old.prefix, self.package.counts_from_1904)
            found = cells.get(column)
            if found is None:
                holds = wanted.content.kind == "empty"
            else:
                stored = stored_cell(column, found)
                shows_date = wanted.is_day and self.styles.shows_date(stored.style or 0)
                holds = same_content(self.package.content(stored), wanted, shows_date=shows_date)
            if not holds:
                raise unlike("a cell does not hold its value")


def _without_spans(attribute_text: str) -> str:
    return set_attribute(attribute_text, "spans", None).strip()


def _row_without(sheet: Sheet, row: Row, cells: Cells, columns: Collection[int]) -> str:
    """What stands in a row but for the cells in some columns."""
    pieces, position = [], row.open_end
    for column, found in cells.items():
        if column in columns:
            pieces.append(sheet.part.text[position : found.start()])
            position = found.end()
    return "".join([*pieces, sheet.part.text[position : row.close_start]])


def _around_rows(sheet: Sheet, new: NewColumns | None) -> tuple[str, object]:
    """All of a worksheet but its rows, its dimension, and what new columns bring; and the widths of the others."""
    data, dimension = sheet.data, sheet.element("dimension")
    taken = [(data.start, data.end, f"<{data.tag}{data.attribute_text.removesuffix('/').rstrip()}>")]
    taken += [(dimension.start, dimension.end, "<dimension>")] if dimension else []
    if new is None:
        return sheet.part.spliced(taken).text, None
    last = new.first + len(new.headings) - 1
    taken += [(widths.start, widths.end, "") for widths in sheet.named("cols")]
    for column in range(new.first, last + 1):
        taken += remove_color_rules(sheet, column, FLAG_COLORS)
    return sheet.part.spliced(taken).text, widths_beside(sheet, new.first, last)


# Where a record of the directory holds the place of its entry.
_RECORD_START, _RECORD_PLACE = 42, 46


def _check_entries(before: Package, after: Package, sheets: Collection[Sheet], columns: Sequence[NewColumns]) -> None:
    """Nothing differs but worksheets, their tables that grow, the styles and the main part."""
    tables = [each.table.part.name for each in columns if each.table]
    styles = before.spelled(before.shared_part_name("styles"))
    may_differ = {*(sheet.part.name for sheet in sheets), *tables, before.workbook.name, styles}
    if before.part_names() != after.part_names():
        raise unlike("the list of parts differs")
    for old, new in zip(before.archive.entries, after.archive.entries, strict=True):
        if old.name not in may_differ and _raw(before, old) != _raw(after, new):
            raise unlike("another part differs")


def _raw(package: Package, entry: Entry) -> tuple[bytes, bytes, bytes]:
    """An entry's own bytes, and its record but for the place in the file."""
    record = entry.record
    own = package.archive.raw[entry.start : entry.end]
    # Where the place stands in the zip64 field, the record is longer than its fixed part tells.
    rest = record[_RECORD_PLACE:] if record[_RECORD_START:_RECORD_PLACE] != b"\xff\xff\xff\xff" else b""
    return own, record[:_RECORD_START], rest


def _check_workbook_part(before: XmlPart, after: XmlPart) -> None:
    if _without_calculation(before) != _without_calculation(after):
        raise unlike("the list of sheets differs")


def _without_calculation(part: XmlPart) -> str:
    calculation = first_named(children(part, root_element(part)), "calcPr")
    if calculation is None:
        return part.text
    attributes = set_attribute(calculation.attribute_text, "fullCalcOnLoad", None).strip(" /")
    kept = f"<calcPr {attributes}>" if attributes else ""
    return part.text[: calculation.start] + kept + part.text[calculation.end :]


def _check_styles(before: Package, after: Package, *, has_colors: bool) -> None:
    """The styles may have grown: cell formats at their end, and where columns were added, colours."""
    name = before.spelled(before.shared_part_name("styles"))
    if name is None or _raw(before, before.entry(name)) == _raw(after, after.entry(name)):
        return
    grown = ("cellXfs", "dxfs") if has_colors else ("cellXfs",)
    old, new = (_taken_apart(package.read(name), grown) for package in (before, after))
    kept = all(new[1][each][: len(items)] == items for each, items in old[1].items())
    if old[0] != new[0] or not kept:
        raise unlike("the styles differ")


def _taken_apart(part: XmlPart, names: Sequence[str]) -> tuple[str, dict[str, list[str]]]:
    """A part without some of its lists; and what stands in each of these."""
    listed = {name: first_named(children(part, root_element(part)), name) for name in names}
    there = [each for each in listed.values() if each]
    items = {
        name: [part.text[item.start : item.end] for item in children(part, each)] if each else []
        for name, each in listed.items()
    }
    return part.spliced([(each.start, each.end, "") for each in there]).text, items


def _check_table(after: Package, new: NewColumns | None) -> None:
    """A table that grew has the new columns at its right, and is otherwise as it was."""
    old = new.table if new else None
    if new is None or old is None:
        return
    wider = old.block._replace(last_column=new.first + len(new.headings) - 1)
    (table,) = (each for each in read_tables(after, new.sheet.part.name) if each.part.name == old.part.name)
    there, here = _column_sources(old), _column_sources(table)
    if (table.name, table.block) != (old.name, wider) or here[: len(there)] != there:
        raise unlike("a table differs")
    if table.column_names != (*old.column_names, *new.headings):
        raise unlike("a table does not have the new columns")


def _column_sources(table: Table) -> list[str]:
    return [table.part.text[column.start : column.end] for column in table.columns]
