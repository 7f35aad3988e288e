"""Values written into cells of a workbook, with nothing else in it touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookRefused
from followthrough.ooxml.cell_writing import write_cells
from followthrough.ooxml.cells import CellValue
from followthrough.ooxml.forbidden_cells import forbidden_cells
from followthrough.ooxml.package import Package, open_package
from followthrough.ooxml.references import Cell, cell_name, find_cell, parse_cell
from followthrough.ooxml.shared_parts import SharedParts, asked_to_calculate
from followthrough.ooxml.sheet import read_sheet
from followthrough.writing.verify import differing_cells, verify_patch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from followthrough.ooxml.xml import XmlPart

__all__ = ["CellValue", "differing_cells", "patch_cells", "patch_workbook", "refused_cells", "verify_patch"]


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
    shared = SharedParts(package)
    by_part: dict[str, dict[Cell, CellValue]] = {}
    for worksheet, values in cells.items():
        wanted = by_part.setdefault(package.find_sheet(worksheet).part_name, {})
        wanted.update({parse_cell(reference): value for reference, value in values.items()})
    written = [_write_part(package, name, values, shared) for name, values in by_part.items()]
    return finish_workbook(workbook, package, shared, [part for part in written if part])


def patch_cells(workbook: bytes, worksheet: str, cells: Mapping[str, CellValue]) -> bytes:
    """Write values into cells of one worksheet; see ``patch_workbook``."""
    return patch_workbook(workbook, {worksheet: cells})


def refused_cells(workbook: bytes, worksheet: str, references: Iterable[str]) -> dict[str, str]:
    """Find the cells that ``patch_cells`` would refuse to overwrite.

    Args:
        workbook: the bytes of an .xlsx file.
        worksheet: name of the worksheet.
        references: the cells that are to be written.

    Returns:
        Reference -> the reason, without a subject: "holds a formula", "is part of the merged cells that begin in B2".
    """
    package = open_package(workbook)
    sheet = read_sheet(package.read(package.find_sheet(worksheet).part_name))
    places = {reference: find_cell(reference) for reference in references}
    reasons = forbidden_cells(package, sheet, [cell for cell in places.values() if cell])
    refused = {reference: reasons.get(cell) if cell else "is no cell" for reference, cell in places.items()}
    return {reference: reason for reference, reason in refused.items() if reason}


def _write_part(package: Package, name: str, values: Mapping[Cell, CellValue], shared: SharedParts) -> XmlPart | None:
    sheet = read_sheet(package.read(name))
    for cell, reason in forbidden_cells(package, sheet, values).items():
        reference = cell_name(*cell)
        raise WorkbookRefused(f"{reference} {reason}, so nothing is written into it.", cell=reference)
    return write_cells(sheet, values, shared)


def finish_workbook(workbook: bytes, package: Package, shared: SharedParts, sheets: list[XmlPart]) -> bytes:
    """The workbook with changed worksheets, grown styles, and a full calculation asked for where it has formulas."""
    if not sheets:
        return workbook
    extra = (shared.changed_styles(), asked_to_calculate(package))
    return package.written([*sheets, *(part for part in extra if part)])
