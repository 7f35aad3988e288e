"""The log for the job office as a file: .csv or .xlsx, in which no cell can become a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from followthrough.errors import UsageError
from followthrough.say.search_log import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from followthrough.say.search_log import Activity

FORMULA_SIGNS = ("=", "+", "-", "@")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it Excel reads a .csv in the old coding of the system, and Müller is spoilt."""
WIDTHS = (12, 30, 26, 24, 14, 26, 50)
SHEET = "Work search log"


def as_csv(activities: Iterable[Activity]) -> str:
    """The log as comma-separated text; a cell that looks like a formula begins with an apostrophe."""
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows([_defused(cell) for cell in activity.cells()] for activity in activities)
    return held.getvalue()


def as_workbook(activities: Iterable[Activity]) -> bytes:
    """The log as an Excel workbook: dates are dates, and text stays text whatever it begins with."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.create_sheet(SHEET, 0)
    del book[book.sheetnames[1]]
    sheet.append(HEADINGS)
    for number, activity in enumerate(activities, start=2):
        for column, value in enumerate(activity.cells(), start=1):
            cell = sheet.cell(number, column, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if isinstance(value, str):
                cell.data_type = "s"
            else:
                cell.number_format = "yyyy-mm-dd"
    for letter, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def save_log(path: Path, activities: Iterable[Activity]) -> None:
    """Write the log into a file that must not exist yet.

    Raises:
        UsageError: the name ends in neither .csv nor .xlsx, something lies there, or nothing can be written there.
    """
    kind = path.suffix.lower()
    if kind not in (".csv", ".xlsx"):
        raise UsageError(f"{path} must end in .csv or .xlsx.", file=str(path))
    content = as_workbook(activities) if kind == ".xlsx" else BYTE_ORDER_MARK + as_csv(activities).encode()
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise UsageError(f"{path} is there already and was left alone: choose another name.", file=str(path)) from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", file=str(path)) from error


def _defused(cell: date | str) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
