"""Cells -> a new workbook that holds them as they are; a text stays a text, whatever it looks like."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from followthrough.ooxml.references import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from openpyxl.cell.cell import Cell

LOOKED_AT = 50
"""Rows by which the width of a column is found."""
_NO_LETTERS = {0xFFFE: " ", 0xFFFF: " "}
"""What no workbook's XML may hold beside the control signs that openpyxl knows of."""
_NOT_IN_A_NAME = re.compile(r"[\\/*?:\[\]\x00-\x1f]")
LONGEST_NAME = 31
FORMATS = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd", time: "hh:mm", timedelta: "[h]:mm"}


def make_workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook with these sheets.

    Args:
        sheets: name -> rows of cells: texts, numbers, days, times, truths; blank ones are "" or None.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(_NOT_IN_A_NAME.sub(" ", name)[:LONGEST_NAME])
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value not in (None, ""):
                    _put(sheet.cell(number, column), value)
        for column, width in enumerate(_widths(rows), start=1):
            sheet.column_dimensions[column_letters(column)].width = width
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _put(cell: Cell, value: object) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value).translate(_NO_LETTERS)
        cell.data_type = "s"  # a text that begins with = is no formula
    elif isinstance(value, bool | int | float):
        cell.value = value
    elif isinstance(value, datetime | date | time | timedelta):
        is_day = isinstance(value, datetime) and value.time() == time()
        cell.value = value
        cell.number_format = FORMATS[date] if is_day else FORMATS[type(value)]


def _widths(rows: Iterable[Sequence[object]]) -> Iterator[int]:
    for column in zip(*list(rows)[:LOOKED_AT], strict=True):
        yield min(max(10, *(len(str(value if value is not None else "")) + 2 for value in column)), 45)
