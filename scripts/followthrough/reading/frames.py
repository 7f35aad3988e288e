"""Workbook bytes -> the cells of each sheet, read with pandas and nothing converted (the only user of pandas).

Values at which the reader of pandas stops are spelled out as texts in the copy that it is given. One cell must not cost
its owner the whole night: as a text it is no date and no number, and is told like any other.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from io import BytesIO
from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookError
from followthrough.knowing.record import Record
from followthrough.ooxml.references import cell_name
from followthrough.ooxml.xml import top_elements, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.references import Range
    from followthrough.ooxml.rows import StoredCell
    from followthrough.ooxml.sheet import Sheet
    from followthrough.ooxml.xml import Edit
    from followthrough.reading.cells import Cell

_FAR_BELOW_ZERO = re.compile(r"v>\s*(?:-(?:[^<]{9}|[^<]*[eE])|[+-]?[nNiI])")
"""Numbers that end the reader (it panics, which prints a trace): they are found before it sees them."""
_VALUE = re.compile(r"<((?:[\w.-]+:)?v)(?:\s[^<>]*)?>([^<]*)</\1")
_MOST = 10**8
"""Days, far beyond the last that there is."""
_TRUTH = ("0", "1", "true", "false")


class Frame(Record, frozen=True):
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


def readable(package: Package, names: Iterable[str], *, is_thorough: bool) -> bytes:
    """The workbook as the reader can take it; its own bytes where nothing is strange.

    Args:
        package: the opened workbook.
        names: the worksheets that will be read.
        is_thorough: whether every cell is looked at: after the reader has failed.
    """
    changed = []
    for name in names:
        sheet = package.sheet(name)
        edits = list(_edits(package, sheet, sheet.rows if is_thorough else _suspected(sheet)))
        changed += [sheet.part.spliced(edits)] if edits else []
    return package.written(changed) if changed else package.archive.raw


def _suspected(sheet: Sheet) -> list[int]:
    rows = list(sheet.rows.values())
    starts = [row.start for row in rows]
    found = (bisect_right(starts, each.start()) - 1 for each in _FAR_BELOW_ZERO.finditer(sheet.part.text))
    return [rows[place].number for place in dict.fromkeys(found) if place >= 0]


def _edits(package: Package, sheet: Sheet, numbers: Iterable[int]) -> Iterator[Edit]:
    prefix = sheet.prefix
    for number in numbers:
        for column, found in sheet.cells(number).items():
            cell = sheet.stored(found)
            value = _VALUE.search(cell.content)
            if value and _is_strange(package, cell, value[2].strip()):
                look = "" if cell.style is None else f' s="{cell.style}"'
                start = f'<{prefix}c r="{cell_name(number, column)}"{look} t="inlineStr"><{prefix}is><{prefix}t>'
                yield *found.span(), f"{start}{value[2]}</{prefix}t></{prefix}is></{prefix}c>"


def _is_strange(package: Package, cell: StoredCell, value: str) -> bool:
    kind = cell.attributes.get("t", "n")
    if kind == "s":
        index = whole_number(value)
        return index is None or index >= _count_strings(package)
    if kind == "b":
        return value not in _TRUTH
    if kind != "n":
        return kind not in ("str", "inlineStr", "d")  # which errors there are, the survey knows
    try:
        number = float(value)
    except ValueError:
        return False
    return not math.isfinite(number) or abs(number) >= _MOST


def _count_strings(package: Package) -> int:
    name = package.shared_part("sharedStrings")
    if not name:
        return 0
    part = package.read(name)
    return sum(each.name == "si" for each in top_elements(part))
