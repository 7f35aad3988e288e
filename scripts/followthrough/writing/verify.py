"""A patched workbook compared with the one it came from: exactly what was planned differs, or it is not used."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from followthrough.knowing.errors import FollowthroughError, WorkbookError
from followthrough.ooxml.cells import CellValue, WantedContent, read_content, same_content, wanted_content
from followthrough.ooxml.package import Package, open_package
from followthrough.ooxml.references import Cell, cell_name, parse_cell
from followthrough.ooxml.shared_parts import SharedParts
from followthrough.ooxml.sheet import Sheet, read_sheet, stored_cell
from followthrough.ooxml.styles import read_styles
from followthrough.ooxml.xml import children, first_named, root_element, set_attribute

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from followthrough.ooxml.xml import XmlPart
    from followthrough.ooxml.zip import Entry


# The cells of a row by column.
Cells: TypeAlias = "Mapping[int, re.Match[str]]"


def differing_cells(before: bytes, after: bytes, worksheet: str) -> set[str]:
    """The cells of a worksheet that are not the same in two states of a workbook: value, type or style.

    Args:
        before: one state.
        after: the other.
        worksheet: name of the worksheet.
    """
    sheets = []
    for workbook in (before, after):
        package = open_package(workbook)
        sheets.append(read_sheet(package.read(package.find_sheet(worksheet).part_name)))
    return {cell_name(*cell) for cell in _differing(*sheets)}


def verify_patch(before: bytes, after: bytes, cells: Mapping[str, Mapping[str, CellValue]]) -> None:
    """Make sure that a patch did what was planned, and nothing else.

    Args:
        before: the workbook as it was.
        after: the patched one.
        cells: what was planned: name of a worksheet -> cell reference -> value.

    Raises:
        FollowthroughError: something else differs, or a planned cell does not hold its value. The sentence names
            the kind of difference and nothing out of the workbook.
    """
    try:
        _verify(open_package(before), open_package(after), cells)
    except WorkbookError as error:
        raise unlike("it cannot be read back") from error


def _verify(before: Package, after: Package, cells: Mapping[str, Mapping[str, CellValue]]) -> None:
    sheets: dict[str, dict[Cell, CellValue]] = {}
    for worksheet, values in cells.items():
        wanted = sheets.setdefault(before.find_sheet(worksheet).part_name, {})
        wanted.update({parse_cell(reference): value for reference, value in values.items()})
    check_parts(before, after, {str(before.spelled(name)) for name in sheets})
    for name, wanted in sheets.items():
        _check_sheet(read_sheet(before.read(name)), read_sheet(after.read(name)), wanted, SharedParts(after))


def _check_sheet(before: Sheet, after: Sheet, wanted: Mapping[Cell, CellValue], shared: SharedParts) -> None:
    if _around_rows(before) != _around_rows(after):
        raise unlike("something beside the cells differs")
    by_row: dict[int, dict[int, CellValue]] = {}
    for cell, value in wanted.items():
        by_row.setdefault(cell.row, {})[cell.column] = value
    for number in sorted(before.rows.keys() | after.rows.keys() | by_row.keys()):
        planned = by_row.get(number, {})
        is_same = _row_text(before, number) == _row_text(after, number)
        if planned or not is_same:
            cells = after.cells(number)
            if not is_same:
                _check_row_attributes(before, after, number)
                if not _differing_columns(before.cells(number), cells) <= planned.keys():
                    raise unlike("another cell differs")
            _check_values(cells, planned, after.prefix, shared)


def _check_values(cells: Cells, planned: Mapping[int, CellValue], prefix: str, shared: SharedParts) -> None:
    for column, value in planned.items():
        wanted = wanted_content(value, prefix, shared.counts_from_1904)
        if not _holds(cells.get(column), column, wanted, shared):
            raise unlike("a cell does not hold its value")


def _around_rows(sheet: Sheet) -> tuple[str, str]:
    """All of a worksheet but its rows and its dimension."""
    start, dimension = sheet.part.text[: sheet.data.start], sheet.element("dimension")
    if dimension is not None and dimension.start < sheet.data.start:
        start = start[: dimension.start] + start[dimension.end :]
    return start, sheet.part.text[sheet.data.end :]


def _differing(before: Sheet, after: Sheet) -> set[Cell]:
    return {
        Cell(number, column)
        for number in before.rows.keys() | after.rows.keys()
        if _row_text(before, number) != _row_text(after, number)
        for column in _differing_columns(before.cells(number), after.cells(number))
    }


def _differing_columns(before: Cells, after: Cells) -> set[int]:
    old, new = ({(column, (found[3], found[5])) for column, found in cells.items()} for cells in (before, after))
    return {column for column, _ in old ^ new}


def _row_text(sheet: Sheet, number: int) -> str:
    row = sheet.rows.get(number)
    return "" if row is None else sheet.part.text[row.start : row.end]


def _check_row_attributes(before: Sheet, after: Sheet, number: int) -> None:
    old, new = (
        set_attribute(sheet.row_attributes(sheet.rows[number]), "spans", None)
        if number in sheet.rows
        else f' r="{number}"'
        for sheet in (before, after)
    )
    if old.strip() != new.strip():
        raise unlike("a row differs")


def _holds(found: re.Match[str] | None, column: int, wanted: WantedContent, shared: SharedParts) -> bool:
    if found is None:
        return wanted.content.kind == "empty"
    stored = stored_cell(column, found)
    content = read_content(stored, shared.strings if stored.attributes.get("t") == "s" else ())
    return same_content(content, wanted, shows_date=wanted.is_day and shared.shows_date(stored.style or 0))


# Where a record of the directory holds the place of its entry.
_RECORD_START, _RECORD_PLACE = 42, 46


def unlike(what: str) -> FollowthroughError:
    """A defect of ours, told without a word out of the workbook."""
    return FollowthroughError(
        f"The workbook was not written, because the result was not what was planned ({what}). This is a defect:"
        " please report it with this sentence; the workbook is as it was."
    )


def check_parts(before: Package, after: Package, sheet_names: set[str]) -> None:
    """Make sure that nothing differs but worksheets, an added style, and the wish for a calculation.

    Args:
        before: the workbook as it was.
        after: the patched one.
        sheet_names: names of the worksheets' parts, which may differ.

    Raises:
        FollowthroughError: something else differs.
    """
    _check_entries(before, after, sheet_names)
    _check_workbook_part(before.workbook, after.workbook)
    _check_styles(before, after)


def _check_entries(before: Package, after: Package, sheet_names: set[str]) -> None:
    may_differ = {*sheet_names, before.workbook.name, before.spelled(before.styles_name)}
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


def _check_styles(before: Package, after: Package) -> None:
    name = before.spelled(before.styles_name)
    raw = [[_raw(state, entry) for entry in state.archive.entries if entry.name == name] for state in (before, after)]
    if name is None or raw[0] == raw[1]:
        return
    old, new = (read_styles(package.read(name)) for package in (before, after))
    first, second = old.formats_list, new.formats_list
    if first is None or second is None:
        raise unlike("the styles differ")
    around = [
        (styles.part.text[: listed.start], styles.part.text[listed.end :])
        for styles, listed in ((old, first), (new, second))
    ]
    kept = all(old.source(index) == new.source(index) for index in range(min(len(old.formats), len(new.formats))))
    if around[0] != around[1] or not kept or len(new.formats) < len(old.formats):
        raise unlike("the styles differ")
