"""The hidden names by which our columns are known again, whatever stands in their cells (rules 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.ours import PREFIX, defined_name
from followthrough.ooxml.names import DefinedName, cells_named, sheet_numbers, with_names, without_names
from followthrough.ooxml.references import Cell, column_letters
from followthrough.reading.survey import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.xml import XmlPart
    from followthrough.writing.column_places import Columns


def name_columns(package: Package, columns: Sequence[Columns]) -> XmlPart:
    """The main part of a workbook with a hidden name for each of our columns, and every other letter as it was.

    Returns:
        The part; the very one of the package where every name is there and points at its heading.
    """
    wanted: dict[tuple[int, str], str] = {}
    there, numbers = cells_named(package, PREFIX), sheet_numbers(package.workbook)
    for each in columns:
        sheet = next(entry.name for entry in package.worksheets if package.sheet(entry.name) is each.sheet)
        for name, column in each.by_name.items():
            if there[sheet].get(defined_name(name)) != Cell(each.heading_row, column):
                target = f"{quoted(sheet)}!${column_letters(column)}${each.heading_row}"
                wanted[numbers[sheet], defined_name(name)] = target
    return with_names(package.workbook, wanted) if wanted else package.workbook


def unname_columns(package: Package, worksheet: str) -> XmlPart:
    """The main part of a workbook without our names for columns of one worksheet."""
    sheet = package.find_sheet(worksheet).name
    number = sheet_numbers(package.workbook)[sheet]

    def goes(name: DefinedName) -> bool:
        is_of_sheet = number == name.scope or (name.scope is None and name.sheet == sheet)
        return is_of_sheet and name.name.casefold().startswith(PREFIX)

    return without_names(package.workbook, goes)
