"""The hidden names by which our columns are known again, whatever stands in their cells (rules 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.ours import PREFIX, READ, defined_name, read_name
from followthrough.ooxml.names import (
    DefinedName,
    cells_named,
    places_named,
    sheet_numbers,
    with_names,
    without_names,
)
from followthrough.ooxml.references import Cell, column_letters
from followthrough.reading.survey import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.xml import XmlPart
    from followthrough.writing.column_places import Columns


def name_columns(package: Package, columns: Sequence[Columns]) -> XmlPart:
    """The main part of a workbook with a hidden name for each of our columns, and for each that is read.

    Every other letter of it is as it was.

    Returns:
        The part; the very one of the package where every name is there and points at its heading.
    """
    wanted: dict[tuple[int, str], str] = {}
    there, numbers = cells_named(package, PREFIX), sheet_numbers(package.workbook)
    read = places_named(package, READ)
    for each in columns:
        sheet = next(entry.name for entry in package.worksheets if package.sheet(entry.name) is each.sheet)
        names: dict[str, int | None] = {defined_name(name): column for name, column in each.by_name.items()}
        names |= {read_name(name): column for name, column in each.read.items()}
        for name, column in names.items():
            cell = Cell(each.heading_row, column) if column else None
            if (there[sheet] | read[sheet]).get(name) != cell:
                place = f"${column_letters(column)}${each.heading_row}" if column else "#REF!"
                wanted[numbers[sheet], name] = f"{quoted(sheet)}!{place}"
    return with_names(package.workbook, wanted) if wanted else package.workbook


def unname_columns(package: Package, worksheet: str) -> XmlPart:
    """The main part of a workbook without our names for columns of one worksheet."""
    sheet = package.find_sheet(worksheet).name
    number = sheet_numbers(package.workbook)[sheet]

    def goes(name: DefinedName) -> bool:
        is_of_sheet = number == name.scope or (name.scope is None and name.sheet == sheet)
        return is_of_sheet and name.name.casefold().startswith((PREFIX, READ))

    return without_names(package.workbook, goes)
