"""Questions about workbooks, bytes in: which cells differ, what may be written, whether what was written is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.ooxml.forbidden_cells import forbidden_cells
from followthrough.ooxml.package import open_package
from followthrough.ooxml.references import Cell, cell_name, parse_cell
from followthrough.writing.column_places import place_columns
from followthrough.writing.verify import verify_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from followthrough.ooxml.cells import CellValue
    from followthrough.ooxml.sheet import Sheet


def sheet_of(workbook: bytes, worksheet: str) -> Sheet:
    """A worksheet, taken apart."""
    return open_package(workbook).sheet(worksheet)


def differing_cells(before: bytes, after: bytes, worksheet: str) -> set[str]:
    """The cells of a worksheet that are not the same in two states of a workbook: value, type or style."""
    old, new = (
        {
            (cell_name(number, column), found[3], found[5])
            for number in sheet.rows
            for column, found in sheet.cells(number).items()
        }
        for sheet in (sheet_of(before, worksheet), sheet_of(after, worksheet))
    )
    return {cell for cell, _, _ in old ^ new}


def verify_patch(before: bytes, after: bytes, cells: Mapping[str, Mapping[str, CellValue]]) -> None:
    """Make sure that a patch did what was planned, and nothing else; else it is a defect."""
    package = open_package(before)
    values: dict[Sheet, dict[Cell, CellValue]] = {}
    for worksheet, by_reference in cells.items():
        wanted = values.setdefault(package.sheet(worksheet), {})
        wanted.update({parse_cell(reference): value for reference, value in by_reference.items()})
    verify_workbook(package, after, values)


def refused_cells(workbook: bytes, worksheet: str, references: Iterable[str]) -> dict[str, str]:
    """The cells that must not be overwritten, and why: reference -> reason."""
    package, cells = open_package(workbook), {parse_cell(reference): reference for reference in references}
    reasons = forbidden_cells(package, package.sheet(worksheet), cells)
    return {cells[cell]: reason for cell, reason in reasons.items()}


def places_of(workbook: bytes, worksheet: str, heading_row: int, headings: Sequence[str]) -> list[str]:
    """The cells that ``add_columns`` writes these headings into."""
    return [cell_name(*cell) for cell in place_columns(open_package(workbook), worksheet, heading_row, headings).cells]
