"""Values written into cells of a workbook, with nothing else in it touched but what they bring along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookRefused
from followthrough.knowing.ours import PREFIX, READ, defined_name, read_name
from followthrough.ooxml.cell_writing import write_cells
from followthrough.ooxml.cells import CellValue
from followthrough.ooxml.forbidden_cells import forbidden_cells
from followthrough.ooxml.names import (
    DefinedName,
    cells_named,
    places_named,
    sheet_numbers,
    with_names,
    without_names,
)
from followthrough.ooxml.package import asked_to_calculate, open_package
from followthrough.ooxml.references import Cell, cell_name, column_letters, parse_cell
from followthrough.ooxml.styles import GrowingStyles
from followthrough.reading.survey import quoted
from followthrough.writing.column_looks import looks_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.sheet import Sheet
    from followthrough.ooxml.xml import XmlPart
    from followthrough.writing.column_places import Columns


def name_columns(package: Package, columns: Sequence[Columns]) -> XmlPart:
    """The main part of a workbook with a hidden name for each of our columns, and for each that is read.

    It is the very one of the package where every name is there and points at its heading.
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


__all__ = ["CellValue", "patch_cells", "patch_workbook"]


def patch_workbook(workbook: bytes, cells: Mapping[str, Mapping[str, CellValue]]) -> bytes:
    """Write values into cells of a workbook.

    Args:
        workbook: the bytes of an .xlsx file.
        cells: name of a worksheet -> cell reference ("F12") -> value; None (or an empty text) clears the cell and
            keeps its style. A text that begins with = stays a text.

    Returns:
        The new bytes; the same bytes if everything already stood there.

    Raises:
        WorkbookRefused: a cell must not be overwritten, or the workbook cannot be written to without loss.
        WorkbookError: there is no such worksheet.
    """
    package = open_package(workbook)
    values: dict[Sheet, dict[Cell, CellValue]] = {}
    for worksheet, by_reference in cells.items():
        wanted = values.setdefault(package.sheet(worksheet), {})
        wanted.update({parse_cell(reference): value for reference, value in by_reference.items()})
    return write_workbook(package, values)


def patch_cells(workbook: bytes, worksheet: str, cells: Mapping[str, CellValue]) -> bytes:
    """Write values into cells of one worksheet; see ``patch_workbook``."""
    return patch_workbook(workbook, {worksheet: cells})


def write_workbook(
    package: Package, cells: Mapping[Sheet, Mapping[Cell, CellValue]], columns: Sequence[Columns] = ()
) -> bytes:
    """Write values into cells of an opened workbook, and add columns to it, in one pass over each worksheet.

    Args:
        package: the opened workbook.
        cells: worksheet -> cell -> value; see ``patch_workbook``.
        columns: the columns that are to be added, named, or given back their headings.

    Returns:
        The new bytes; those of the package if everything already stood there.

    Raises:
        WorkbookRefused: a cell must not be overwritten, or the workbook cannot be written to without loss.
    """
    growing, parts = GrowingStyles(package), []
    added = {each.sheet: each for each in columns}
    for sheet in dict.fromkeys((*added, *cells)):
        values, new = cells.get(sheet, {}), added.get(sheet)
        for cell, reason in forbidden_cells(package, sheet, values, new.forbidden if new else ()).items():
            reference = cell_name(*cell)
            raise WorkbookRefused(f"{reference} {reason}, so nothing is written into it.", cell=reference)
        if new:
            parts.append(write_cells(sheet, {**new.cells, **values}, growing, looks_of(new, growing)))
            parts += new.tables(package)
        else:
            parts.append(write_cells(sheet, values, growing))
    return finish_workbook(package, growing, [part for part in parts if part], name_columns(package, columns))


def finish_workbook(package: Package, growing: GrowingStyles, parts: Sequence[XmlPart], main: XmlPart) -> bytes:
    """The workbook with changed worksheets and tables, grown styles and another main part.

    A full calculation is asked for where a part changed and the workbook has formulas.
    """
    if parts:
        main = asked_to_calculate(package, main)
    changed = (*parts, growing.changed_part(), None if main is package.workbook else main)
    written = [part for part in changed if part]
    return package.written(written) if written else package.archive.raw
