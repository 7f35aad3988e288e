"""Values written into cells of a workbook, with nothing else in it touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookRefused
from followthrough.ooxml.cell_writing import PLAIN, write_cells
from followthrough.ooxml.cells import CellValue
from followthrough.ooxml.forbidden_cells import forbidden_cells
from followthrough.ooxml.package import open_package
from followthrough.ooxml.references import Cell, cell_name, find_cell, parse_cell
from followthrough.ooxml.shared_parts import GrowingStyles, asked_to_calculate
from followthrough.ooxml.tables import grow_table
from followthrough.writing.column_looks import looks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.sheet import Sheet
    from followthrough.ooxml.xml import XmlPart
    from followthrough.writing.column_places import NewColumns

__all__ = ["CellValue", "patch_cells", "patch_workbook", "refused_cells", "write_workbook"]


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
    return write_workbook(open_package(workbook), cells)


def patch_cells(workbook: bytes, worksheet: str, cells: Mapping[str, CellValue]) -> bytes:
    """Write values into cells of one worksheet; see ``patch_workbook``."""
    return patch_workbook(workbook, {worksheet: cells})


def write_workbook(
    package: Package, cells: Mapping[str, Mapping[str, CellValue]], columns: Sequence[NewColumns] = ()
) -> bytes:
    """Write values into cells of an opened workbook, and add columns to it, in one pass over each worksheet.

    Args:
        package: the opened workbook.
        cells: what is to be written; see ``patch_workbook``.
        columns: the columns that are to be added.

    Returns:
        The new bytes; those of the package if everything already stood there.

    Raises:
        WorkbookRefused: a cell must not be overwritten, or the workbook cannot be written to without loss.
        WorkbookError: there is no such worksheet.
    """
    growing = GrowingStyles(package)
    added = {each.sheet: each for each in columns}
    parts = []
    for sheet, values in values_by_sheet(package, cells, columns).items():
        new = added.get(sheet)
        _refuse(package, sheet, values, new)
        parts.append(write_cells(sheet, values, growing, looks_of(new, growing) if new else PLAIN))
    parts += [grow_table(each.table, each.headings) for each in columns if each.table]
    return finish_workbook(package, growing, [part for part in parts if part])


def values_by_sheet(
    package: Package, cells: Mapping[str, Mapping[str, CellValue]], columns: Sequence[NewColumns] = ()
) -> dict[Sheet, dict[Cell, CellValue]]:
    """What each worksheet shall hold, the headings of new columns among it."""
    values: dict[Sheet, dict[Cell, CellValue]] = {each.sheet: {**each.cells} for each in columns}
    for worksheet, by_reference in cells.items():
        wanted = values.setdefault(package.sheet(worksheet), {})
        wanted.update({parse_cell(reference): value for reference, value in by_reference.items()})
    return values


def _refuse(package: Package, sheet: Sheet, values: Iterable[Cell], new: NewColumns | None) -> None:
    for cell, reason in forbidden_cells(package, sheet, values, new.forbidden if new else ()).items():
        reference = cell_name(*cell)
        raise WorkbookRefused(f"{reference} {reason}, so nothing is written into it.", cell=reference)


def refused_cells(
    package: Package, worksheet: str, references: Iterable[str], new: NewColumns | None = None
) -> dict[str, str]:
    """Find the cells that ``write_workbook`` would refuse to overwrite.

    Args:
        package: the opened workbook.
        worksheet: name of the worksheet.
        references: the cells that are to be written.
        new: the columns that are to be added with them.

    Returns:
        Reference -> the reason, without a subject: "holds a formula", "is part of the merged cells that begin in B2".
    """
    places = {reference: find_cell(reference) for reference in references}
    cells = [cell for cell in places.values() if cell]
    reasons = forbidden_cells(package, package.sheet(worksheet), cells, new.forbidden if new else ())
    refused = {reference: reasons.get(cell) if cell else "is no cell" for reference, cell in places.items()}
    return {reference: reason for reference, reason in refused.items() if reason}


def finish_workbook(package: Package, growing: GrowingStyles, sheets: list[XmlPart]) -> bytes:
    """The workbook with changed worksheets, grown styles, and a full calculation asked for where it has formulas."""
    if not sheets:
        return package.archive.raw
    extra = (growing.changed_styles(), asked_to_calculate(package))
    return package.written([*sheets, *(part for part in extra if part)])
