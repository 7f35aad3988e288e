"""Workbooks of made-up leads: headings and rows in, bytes out, so that a test shows the sheet it is about."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from followthrough.template.build import build_workbook, demo_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

TODAY = date(2026, 11, 23)
"""A Monday."""
HEADINGS = ("Company", "Role", "Stage", "Applied on")
OWN = ("Flag", "Next step", "Due", "How", "Why")
APPLIED = ("Acme", "Analyst", "Applied", date(2026, 11, 16))
"""A lead whose first follow-up opens on TODAY."""


@dataclass(frozen=True)
class Formula:
    """A cell that computes and was never calculated, as a program writes it that is not Excel."""

    text: str


@dataclass(frozen=True)
class Error:
    """A cell that shows #REF! and the like."""

    text: str


def workbook(*rows: Sequence[object], name: str = "Jobs", start: str = "A1", **sheets: object) -> bytes:
    """A workbook of one sheet; ``sheets`` names more of them ("Contact_log": rows), see ``many``."""
    more = {title.replace("_", " "): rows for title, rows in sheets.items()}
    return many({name: rows, **more}, start=start)  # type: ignore[dict-item] # rows of rows, as the caller says


def many(sheets: Mapping[str, Iterable[Sequence[object]]], *, start: str = "A1", from_1904: bool = False) -> bytes:
    """A workbook of several sheets, each from a cell on."""
    book = Workbook()
    book.remove(book.worksheets[0])
    if from_1904:
        book.epoch = CALENDAR_MAC_1904
    for name, rows in sheets.items():
        fill(book.create_sheet(name), rows, start)
    return saved(book)


def fill(sheet: Worksheet, rows: Iterable[Sequence[object]], start: str = "A1") -> None:
    """Put rows into a sheet; a text stays a text, also one that begins with an equals sign."""
    first = sheet[start]
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            cell = sheet.cell(first.row + down, first.column + right)
            match value:
                case None:
                    continue
                case Formula(text):
                    cell.value = f"={text}"
                case Error(text):
                    cell.value, cell.data_type = text, "e"
                case str():
                    cell.value, cell.data_type = value, "s"
                case _:
                    cell.value = value  # type: ignore[assignment] # whatever openpyxl takes


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_name(workbook: bytes, name: str, target: str) -> bytes:
    """The workbook with a defined name."""
    book = load_workbook(io.BytesIO(workbook))
    book.defined_names[name] = DefinedName(name, attr_text=target)
    return saved(book)


def with_table(workbook: bytes, reference: str, sheet: str = "Jobs") -> bytes:
    """The workbook with an Excel table over some cells."""
    book = load_workbook(io.BytesIO(workbook))
    book[sheet].add_table(Table(displayName="Leads", ref=reference))
    return saved(book)


@cache
def demo_workbook(today: date = TODAY) -> bytes:
    """The made-up search that ``--demo`` shows, on a day."""
    return build_workbook(**demo_rows(today), today=today)


def cells_of(workbook: bytes, sheet: str = "Jobs") -> dict[str, object]:
    """Every filled cell of a sheet, days as dates."""
    rows = load_workbook(io.BytesIO(workbook))[sheet].iter_rows()
    return {cell.coordinate: _as_day(cell.value) for row in rows for cell in row if cell.value is not None}


def _as_day(value: object) -> object:
    import datetime as dt

    return value.date() if isinstance(value, dt.datetime) else value
