"""Workbook bytes -> the cells of each sheet, read with pandas and nothing converted (the only user of pandas)."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from followthrough.ooxml.references import Range
    from followthrough.reading.cells import Cell


@dataclass(frozen=True, slots=True)
class Frame:
    """The cells of a worksheet, from A1 on: ``rows[0][0]`` is A1. All rows are equally long.

    Args:
        merged: the blocks of merged cells. One that runs down a single column fills all its cells here: a company
            written once beside its three jobs is the company of each.
    """

    name: str
    rows: list[list[Cell]]
    merged: tuple[Range, ...] = ()


def read_frames(workbook: bytes, merged: Mapping[str, tuple[Range, ...]]) -> list[Frame]:
    """Read some worksheets, every cell as the workbook holds it.

    Args:
        workbook: the bytes of the file.
        merged: name of each worksheet that is wanted -> its merged cells.

    Raises:
        WorkbookError: pandas cannot make sense of the file.
    """
    return [_filled_down(name, rows, merged[name]) for name, rows in read_cells(workbook, list(merged)).items()]


def read_cells(workbook: bytes, sheets: list[str] | None = None) -> dict[str, list[list[Cell]]]:
    """The cells of some worksheets by name, row by row; of all of them where none is named.

    Args:
        workbook: the bytes of a workbook of any program: .xlsx, .xls, .xlsb or .ods.
        sheets: the names of those that are wanted.

    Raises:
        WorkbookError: pandas cannot make sense of the file.
    """
    import pandas as pd

    try:
        with pd.ExcelFile(BytesIO(workbook), engine="calamine") as book:
            frames = pd.read_excel(
                book, sheet_name=sheets, header=None, dtype=object, keep_default_na=False, na_filter=False
            )
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the reader is no Exception
        raise WorkbookError(f"This workbook cannot be read ({error}). Open it in Excel and save it again.") from error
    return {str(name): frame.to_numpy(dtype=object).tolist() for name, frame in frames.items()}


def _filled_down(name: str, rows: list[list[Cell]], merged: tuple[Range, ...]) -> Frame:
    width = len(rows[0]) if rows else 0
    for block in merged:
        column = block.first_column - 1
        if block.first_column == block.last_column and column < width and block.first_row <= len(rows):
            for number in range(block.first_row, min(block.last_row, len(rows))):
                rows[number][column] = rows[block.first_row - 1][column]
    return Frame(name, rows, merged)
