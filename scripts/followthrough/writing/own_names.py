"""The hidden names by which our columns are known again, whatever stands in their cells (rules 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.errors import FollowthroughError
from followthrough.knowing.ours import PREFIX, defined_name
from followthrough.ooxml.names import DefinedName, cells_named, read_names, sheet_numbers, with_names, without_names
from followthrough.ooxml.package import open_package
from followthrough.ooxml.references import Cell, column_letters
from followthrough.reading.survey import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from followthrough.ooxml.xml import XmlPart


def name_columns(workbook: bytes, worksheet: str, heading_row: int, columns: Mapping[str, int]) -> bytes:
    """The workbook with a hidden name for each of our columns, and nothing else in it changed.

    Args:
        workbook: the bytes of an .xlsx file.
        worksheet: name of the worksheet.
        heading_row: number of the row that holds the headings, from 1.
        columns: name of ours -> number of its column, from 1.

    Returns:
        The new bytes; the same bytes where every name is there and points at its heading.
    """
    package = open_package(workbook)
    sheet = package.find_sheet(worksheet).name
    there = cells_named(package, PREFIX)[sheet]
    number = sheet_numbers(package.workbook)[sheet]
    wanted = {
        (number, defined_name(name)): f"{quoted(sheet)}!${column_letters(column)}${heading_row}"
        for name, column in columns.items()
        if there.get(defined_name(name)) != Cell(heading_row, column)
    }
    if not wanted:
        return workbook
    named = with_names(package.workbook, wanted)
    if _without_ours(named).text != _without_ours(package.workbook).text:
        raise FollowthroughError("Naming the columns would have changed other names, so nothing was written.")
    return package.written([named])


def unname_columns(workbook: bytes, worksheet: str) -> bytes:
    """The workbook without our names for columns of one worksheet; the same bytes where it has none."""
    package = open_package(workbook)
    sheet = package.find_sheet(worksheet).name
    number = sheet_numbers(package.workbook)[sheet]

    def goes(name: DefinedName) -> bool:
        return _is_ours(name) and (number == name.scope or (name.scope is None and name.sheet == sheet))

    if not any(map(goes, read_names(package.workbook))):
        return workbook
    return package.written([without_names(package.workbook, goes)])


def _without_ours(part: XmlPart) -> XmlPart:
    return without_names(part, _is_ours)


def _is_ours(name: DefinedName) -> bool:
    return name.name.casefold().startswith(PREFIX)
