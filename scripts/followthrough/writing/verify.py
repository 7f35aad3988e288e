"""A written workbook compared with the one it came from: exactly what was planned differs, or it is not used."""

from __future__ import annotations

import functools
from bisect import bisect_left
from typing import TYPE_CHECKING

from followthrough.knowing.errors import FollowthroughError, WorkbookError
from followthrough.ooxml.cell_writing import by_row, is_filled, kept_content
from followthrough.ooxml.cells import CellValue, WantedContent, same_content, wanted_content
from followthrough.ooxml.looks import remove_color_rules, widths_beside
from followthrough.ooxml.package import Package, open_package
from followthrough.ooxml.references import cell_name
from followthrough.ooxml.rows import StoredCell, cell_pattern, row_pattern
from followthrough.ooxml.sheet import elements_to_rows, read_sheet
from followthrough.ooxml.styles import GrowingStyles
from followthrough.ooxml.xml import children, first_named, root_element, set_attribute, top_elements
from followthrough.ooxml.zip import move_record
from followthrough.writing.column_looks import FLAG_COLORS
from followthrough.writing.patch import name_columns

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

    from followthrough.ooxml.references import Cell
    from followthrough.ooxml.rows import Cells, Row
    from followthrough.ooxml.sheet import Sheet
    from followthrough.ooxml.xml import XmlPart
    from followthrough.ooxml.zip import Entry
    from followthrough.writing.column_places import Columns


_MOST_KEPT = 4096
"""Of cells that were proven, to compare others with."""


def verify_workbook(
    before: Package,
    written: bytes,
    cells: Mapping[Sheet, Mapping[Cell, CellValue]],
    columns: Sequence[Columns] = (),
) -> None:
    """Read back what was written, and make sure that it is what was planned, and nothing else.

    Args:
        before: the workbook as it was.
        written: the bytes of the new one.
        cells: what was planned: worksheet -> cell -> value.
        columns: the columns that were to be added, named, or given back their headings.

    Raises:
        FollowthroughError: something else differs, or a planned cell does not hold its value. The sentence names
            the kind of difference and nothing out of the workbook.
    """
    added = {each.sheet: each for each in columns}
    try:
        after = open_package(written)
        styles = before.shared_part("styles")
        tables = [part for each in columns for part in each.tables(before)]
        written_parts = {part.name for part in (*tables, *(sheet.part for sheet in (*added, *cells)))}
        differing = _differing_parts(before, after)
        if not differing <= {*written_parts, before.workbook.name, styles}:
            raise unlike("another part differs")
        if any(after.read(part.name).text != part.text for part in tables):
            raise unlike("a table differs")
        if _without_calculation(name_columns(before, columns)) != _without_calculation(after.workbook):
            raise unlike("the list of sheets differs")
        grown = ("cellXfs", "dxfs") if any(each.headings for each in columns) else ("cellXfs",)
        if styles in differing:
            _check_styles(before.read(styles), after.read(styles), grown)
        for sheet in dict.fromkeys((*added, *cells)):
            new = added.get(sheet)
            planned = {**(new.cells if new else {}), **cells.get(sheet, {})}
            if sheet.part.name in differing or planned:
                _check_sheet(before, after, sheet, planned, new if new and new.headings else None)
    except WorkbookError as error:
        raise unlike("it cannot be read back") from error


def unlike(what: str) -> FollowthroughError:
    """A defect of ours, told without a word out of the workbook."""
    return FollowthroughError(
        f"The workbook was not written, because the result was not what was planned ({what}). This is a defect:"
        " please report it with this sentence; the workbook is as it was."
    )


def _check_sheet(
    before: Package, after: Package, old: Sheet, planned: Mapping[Cell, CellValue], added: Columns | None
) -> None:
    """The planned cells hold their values; but for them, the worksheet is what it was."""
    new = after.read(old.part.name)
    start = elements_to_rows(new, root_element(new))[-1].open_end
    walk = _Walk(before, old, new.text, start, GrowingStyles(after))
    for number, values in by_row(planned).items():
        walk.check_row(number, values)
    walk.go_to(old.data.close_start)
    around = _around_rows(old.part, (old.data.open_end, old.data.close_start), added)
    if around != _around_rows(new, (start, walk.now), added):
        raise unlike("something beside the cells differs")


class _Walk:
    """The rows of a worksheet as they were, and as they are now, gone through side by side.

    All up to ``was`` and ``now`` is the same, but for the planned cells, which hold their values.
    """

    def __init__(self, package: Package, old: Sheet, new: str, now: int, styles: GrowingStyles) -> None:
        self.package, self.old, self.new, self.styles = package, old, new, styles
        self.was, self.now = old.data.open_end, now
        self.numbers, self.pattern = list(old.rows), cell_pattern(old.prefix)
        self.proven: dict[tuple[int, type, CellValue], str] = {}

    def go_to(self, place: int) -> None:
        """Go on to a place of the old text: what stands before it stands in the new one as well."""
        if place != self.was:
            self.go_over(self.old.part.text[self.was : place])
            self.was = place

    def go_over(self, text: str) -> None:
        """Go on in the new text alone, over what must stand there."""
        if not self.new.startswith(text, self.now):
            raise unlike("another cell or a row differs")
        self.now += len(text)

    def check_row(self, number: int, values: Mapping[int, CellValue]) -> None:
        """Go over a row with planned cells."""
        row, tag = self.old.rows.get(number), f"{self.old.prefix}row"
        if row is None:
            before = bisect_left(self.numbers, number)
            self.go_to(self.old.rows[self.numbers[before - 1]].end if before else self.old.data.open_end)
            if any(map(is_filled, values.values())):
                self.go_over(f'<{tag} r="{number}">')
                self.check_cells(number, values, {})
                self.go_over(f"</{tag}>")
            return
        self.go_to(row.start)
        is_closed = self.check_tag(row)
        reach = self.old.reach(number)
        is_behind = next(iter(values)) > reach.last
        if is_behind and reach.last:
            self.go_to(reach.end)
        self.check_cells(number, values, {} if is_behind else self.old.cells(number))
        if row.is_self_closed and not is_closed:
            self.go_over(f"</{tag}>")

    def check_tag(self, row: Row) -> bool:
        """Go over a row's tag, in which nothing but its spans may differ; whether it is the whole row."""
        found = row_pattern(self.old.prefix).match(self.new, self.now)
        own = f' r="{row.number}"'
        attributes = (self.old.row_attributes(row), found[2].removesuffix("/") if found else "")
        was, now = (_without_spans(each.removeprefix(own)) for each in attributes)
        if found is None or found.start(1) != self.now or was != now:
            raise unlike("another cell or a row differs")
        self.was, self.now = row.open_end, found.end()
        return found[0].endswith("/>")

    def check_cells(self, number: int, values: Mapping[int, CellValue], cells: Cells) -> None:
        """Go over the planned cells of a row; a new one follows the cell that stood before it."""
        columns = list(cells)
        for column, value in values.items():
            if column in cells:
                self.go_to(cells[column].start())
                self.was = cells[column].end()
                self.check_cell(cells[column], value)
            elif is_filled(value):
                before = bisect_left(columns, column)
                self.go_to(max(self.was, cells[columns[before - 1]].end() if before else 0))
                self.check_new_cell(number, column, value)

    def check_cell(self, was: re.Match[str], value: CellValue) -> None:
        """Go over a planned cell that was there before."""
        stored = self.old.stored(was)
        if self.new.startswith(self.old.part.text[slice(*was.span())], self.now):
            self.now += was.end() - was.start()
            self.check_value(stored, value)
        else:
            self.check_written(was[0][: was.start(3) - was.start()], value, kept_content(stored.content))

    def check_new_cell(self, number: int, column: int, value: CellValue) -> None:
        """Go over a planned cell that is new; one like it in another row, once proven, is proof enough."""
        name, key = f'<{self.old.prefix}c r="{cell_name(number, column)}"', (column, type(value), value)
        if key in self.proven and self.new.startswith(name + self.proven[key], self.now):
            self.now += len(name + self.proven[key])
            return
        start = self.now + len(name)
        self.check_written(name, value)
        if len(self.proven) < _MOST_KEPT:
            self.proven[key] = self.new[start : self.now]

    def check_written(self, start: str, value: CellValue, kept: str = "") -> None:
        """Go over a cell that was written: it begins so, and has nothing in it but its value and what was kept."""
        found = self.pattern.match(self.new, self.now)
        if found is None or not self.new.startswith(start, self.now):
            raise unlike("another cell differs")
        self.now = found.end()
        stored = StoredCell(found[3].removesuffix("/"), found[5] or "", has_formula=found[4] is not None)
        if stored.content != self.old.part.spelled(self.wanted(value).source) + kept:
            raise unlike("a cell does not hold its value")
        self.check_value(stored, value)

    def wanted(self, value: CellValue) -> WantedContent:
        return wanted_content(value, self.old.prefix, self.package.counts_from_1904)

    def check_value(self, cell: StoredCell, value: CellValue) -> None:
        wanted = self.wanted(value)
        shows_date = wanted.is_day and self.styles.shows_date(cell.style or 0)
        if not same_content(self.package.content(cell), wanted, shows_date=shows_date):
            raise unlike("a cell does not hold its value")


@functools.lru_cache(maxsize=256)
def _without_spans(attribute_text: str) -> str:
    return set_attribute(attribute_text, "spans", None)


def _around_rows(part: XmlPart, rows: tuple[int, int], new: Columns | None) -> tuple[str, object]:
    """All of a worksheet but its rows, its dimension, and what new columns bring; and the widths of the others."""
    sheet = read_sheet(part.spliced([(*rows, "")]))
    data, dimension = sheet.data, sheet.element("dimension")
    taken = [(data.start, data.end, f"<{data.tag}{data.attribute_text.removesuffix('/').rstrip()}>")]
    taken += [(dimension.start, dimension.end, "<dimension>")] if dimension else []
    if new is None:
        return sheet.part.spliced(taken).text, None
    taken += [(widths.start, widths.end, "") for widths in sheet.named("cols")]
    for column in range(new.first, new.last + 1):
        taken += remove_color_rules(sheet, column, FLAG_COLORS)
    return sheet.part.spliced(taken).text, widths_beside(sheet, new.first, new.last)


def _differing_parts(before: Package, after: Package) -> set[str]:
    """The parts that are not the same, packed as they are."""
    if before.part_names() != after.part_names():
        raise unlike("the list of parts differs")
    pairs = zip(before.archive.entries, after.archive.entries, strict=True)
    return {old.name for old, new in pairs if _raw(before, old) != _raw(after, new)}


def _raw(package: Package, entry: Entry) -> tuple[bytes, bytes]:
    """An entry's own bytes, and its record but for the place in the file."""
    return package.archive.raw[entry.start : entry.end], move_record(entry.record, 0)


def _without_calculation(part: XmlPart) -> str:
    calculation = first_named(top_elements(part), "calcPr")
    if calculation is None:
        return part.text
    attributes = set_attribute(calculation.attribute_text, "fullCalcOnLoad", None).strip(" /")
    kept = f"<calcPr {attributes}>" if attributes else ""
    return part.text[: calculation.start] + kept + part.text[calculation.end :]


def _check_styles(before: XmlPart, after: XmlPart, grown: Sequence[str]) -> None:
    """Nothing differs in the styles but that some of their lists have grown at their ends."""
    (old, listed), (new, there) = (_taken_apart(part, grown) for part in (before, after))
    if old != new or any(there.get(name, [])[: len(items)] != items for name, items in listed.items()):
        raise unlike("the styles differ")


def _taken_apart(part: XmlPart, names: Sequence[str]) -> tuple[str, dict[str, list[str]]]:
    """A part without some of its lists; and what stands in each of these."""
    lists = [each for each in top_elements(part) if each.name in names]
    items = {each.name: [part.text[item.start : item.end] for item in children(part, each)] for each in lists}
    return part.spliced([(each.start, each.end, "") for each in lists]).text, items
