"""A written workbook compared with the one it came from: exactly what was planned differs, or it is not used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.errors import FollowthroughError, WorkbookError
from followthrough.ooxml.cell_writing import by_row
from followthrough.ooxml.cells import CellValue, same_content, wanted_content
from followthrough.ooxml.looks import remove_color_rules, widths_beside
from followthrough.ooxml.package import Package, open_package
from followthrough.ooxml.sheet import NO_CELL, read_sheet, scan_cells, stored_cell
from followthrough.ooxml.styles import GrowingStyles
from followthrough.ooxml.xml import children, first_named, root_element, set_attribute
from followthrough.ooxml.zip_writing import move_record
from followthrough.writing.column_looks import FLAG_COLORS
from followthrough.writing.own_names import name_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from followthrough.ooxml.references import Cell
    from followthrough.ooxml.sheet import Cells, Sheet
    from followthrough.ooxml.xml import XmlPart
    from followthrough.ooxml.zip import Entry
    from followthrough.writing.column_places import Columns


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
    new, styles = read_sheet(after.read(old.part.name)), GrowingStyles(after)
    there: dict[int, Cells] = {}
    here: dict[int, Cells] = {}
    for number, values in by_row(planned).items():
        is_behind = old.reach(number).last < min(values)
        cells = {} if is_behind else old.cells(number)
        now = _cells_behind(old, new, number) if is_behind else new.cells(number)
        if cells.keys() | values.keys() != now.keys() | values.keys():
            raise unlike("another cell differs")
        for column, value in values.items():
            wanted = wanted_content(value, old.prefix, before.counts_from_1904)
            stored = stored_cell(column, now[column]) if column in now else NO_CELL
            shows_date = wanted.is_day and styles.shows_date(stored.style or 0)
            if not same_content(before.content(stored), wanted, shows_date=shows_date):
                raise unlike("a cell does not hold its value")
        there[number], here[number] = ({c: each[c] for c in values if c in each} for each in (cells, now))
    if _around_rows(old, added) != _around_rows(new, added):
        raise unlike("something beside the cells differs")
    if _rows_without(there, old, old) != _rows_without(here, new, old):
        raise unlike("another cell or a row differs")


def _cells_behind(old: Sheet, new: Sheet, number: int) -> Cells:
    """The cells of a row that begin behind those that it had."""
    row, stood = new.rows.get(number), old.rows.get(number)
    if row is None:
        return {}
    length = max(0, old.reach(number).end - stood.open_end) if stood else 0
    return scan_cells(new.part.text, row._replace(open_end=row.open_end + length), new.prefix)


def _rows_without(cells: Mapping[int, Cells], sheet: Sheet, old: Sheet) -> str:
    """All rows but for some cells, the spans of their rows, and rows that were made for such cells alone."""
    edits = []
    for number, row in ((number, sheet.rows[number]) for number in cells if number in sheet.rows):
        position, pieces = row.open_end, [set_attribute(sheet.row_attributes(row), "spans", None).strip(), ">"]
        for found in cells[number].values():
            pieces.append(sheet.part.text[position : found.start()])
            position = found.end()
        left = "".join([*pieces, sheet.part.text[position : row.close_start]])
        edits.append((row.start, row.end, "" if number not in old.rows and left == f'r="{number}">' else left))
    behind = len(sheet.part.text) - sheet.data.close_start
    text = sheet.part.spliced(edits).text
    return text[sheet.data.open_end : len(text) - behind]


def _around_rows(sheet: Sheet, new: Columns | None) -> tuple[str, object]:
    """All of a worksheet but its rows, its dimension, and what new columns bring; and the widths of the others."""
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
    calculation = first_named(children(part, root_element(part)), "calcPr")
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
    lists = [each for each in children(part, root_element(part)) if each.name in names]
    items = {each.name: [part.text[item.start : item.end] for item in children(part, each)] for each in lists}
    return part.spliced([(each.start, each.end, "") for each in lists]).text, items
