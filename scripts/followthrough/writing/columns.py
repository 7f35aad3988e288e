"""Our columns put beside somebody's list, and taken away again: headings, widths, colours, the table's reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.ooxml.package import open_package
from followthrough.writing.column_places import place_columns
from followthrough.writing.column_removal import remove_columns
from followthrough.writing.patch import write_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["add_columns", "remove_columns"]


def add_columns(workbook: bytes, worksheet: str, heading_row: int, headings: Sequence[str]) -> bytes:
    """Add columns at the right of a list, each of ours with a hidden name by which it is known again.

    An Excel table whose headings stand in that row grows, if the cells beside it are free; otherwise the columns go
    right of everything that the worksheet is used for. Rows are left alone: cells are written by ``patch_cells``.

    Args:
        workbook: the bytes of an .xlsx file.
        worksheet: name of the worksheet.
        heading_row: number of the row that holds the headings, from 1.
        headings: the new headings. Flag is coloured by its words, Due shows dates, whatever the headings are.

    Returns:
        The new bytes.

    Raises:
        WorkbookRefused: the worksheet is protected, a heading is taken, or there is no room.
        WorkbookError: there is no such worksheet.
    """
    package = open_package(workbook)
    return write_workbook(package, {}, [place_columns(package, worksheet, heading_row, headings)])
