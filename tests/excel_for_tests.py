"""What a spreadsheet program does to a workbook when its owner deletes, inserts, moves or copies a column.

openpyxl moves cells only. A spreadsheet program also moves what points at them: defined names, and the table.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.table import TableColumn

from workbooks_for_tests import saved

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ONE_CELL = re.compile(r"(.+!\$)([A-Z]+)(\$\d+)")


def edited(workbook: bytes, edit: Callable[[Workbook], object]) -> bytes:
    """The workbook as openpyxl saves it after an edit."""
    book = load_workbook(io.BytesIO(workbook))
    edit(book)
    return saved(book)


def typed(workbook: bytes, cells: dict[str, object], sheet: str = "Jobs") -> bytes:
    """The workbook with other values in some cells."""

    def put(book: Workbook) -> None:
        for cell, value in cells.items():
            book[sheet][cell].value = value

    return edited(workbook, put)


def reheaded(workbook: bytes, heading: str, new: str | None, sheet: str = "Jobs") -> bytes:
    """The workbook with another heading, in the table as well; a table calls a column without one Column1."""

    def rename(book: Workbook) -> None:
        place = column_of(book[sheet], heading)
        book[sheet].cell(1, place).value = new or (f"Column{place}" if book[sheet].tables else None)
        _rebuild_tables(book[sheet])

    return edited(workbook, rename)


def without_column(workbook: bytes, heading: str, sheet: str = "Jobs", *, keeps_up: bool = True) -> bytes:
    """The workbook with a column deleted.

    Args:
        workbook: the bytes.
        heading: which column.
        sheet: on which sheet.
        keeps_up: whether names follow, as in a spreadsheet program.
    """

    def delete(book: Workbook) -> None:
        place = column_of(book[sheet], heading)
        book[sheet].delete_cols(place)
        if keeps_up:
            _shift_names(book, sheet, lambda column: None if column == place else column - (column > place))
        _resize_tables(book[sheet], -1)

    return edited(workbook, delete)


def with_column(workbook: bytes, at: int, cells: list[object], sheet: str = "Jobs", *, keeps_up: bool = True) -> bytes:
    """The workbook with a column inserted, its heading first."""

    def insert(book: Workbook) -> None:
        book[sheet].insert_cols(at)
        for row, value in enumerate(cells, start=1):
            book[sheet].cell(row, at).value = value  # type: ignore[assignment] # whatever openpyxl takes
        if keeps_up:
            _shift_names(book, sheet, lambda column: column + (column >= at))
        _resize_tables(book[sheet], 1)

    return edited(workbook, insert)


def with_copy(workbook: bytes, heading: str, new: str, sheet: str = "Jobs") -> bytes:
    """The workbook with a copy of a column right of everything."""

    def duplicate(book: Workbook) -> None:
        there = book[sheet]
        place, end = column_of(there, heading), there.max_column + 1
        for row in range(1, there.max_row + 1):
            there.cell(row, end).value = there.cell(row, place).value
            there.cell(row, end).number_format = there.cell(row, place).number_format
        there.cell(1, end).value = new
        _resize_tables(there, 1)

    return edited(workbook, duplicate)


def with_moved(workbook: bytes, heading: str, at: int, sheet: str = "Jobs", *, keeps_up: bool = True) -> bytes:
    """The workbook with a column moved; ``at`` is where it stands afterwards."""

    def move(book: Workbook) -> None:
        there = book[sheet]
        place = column_of(there, heading)
        order = [column for column in range(1, there.max_column + 1) if column != place]
        order.insert(at - 1, place)
        rows = [[there.cell(row, c).value for c in order] for row in range(1, there.max_row + 1)]
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                there.cell(number, column).value = value
        if keeps_up:
            _shift_names(book, sheet, lambda column: order.index(column) + 1)
        _rebuild_tables(there)

    return edited(workbook, move)


def without_names(workbook: bytes) -> bytes:
    """The workbook as a program saves it that keeps no defined names of its own sheets."""

    def forget(book: Workbook) -> None:
        for sheet in book.worksheets:
            for name in [name for name in sheet.defined_names if name.startswith("_followthrough")]:
                del sheet.defined_names[name]

    return edited(workbook, forget)


def names_in(workbook: bytes) -> dict[str, str]:
    """Our hidden names, by what they are called behind the prefix, and the cell each points at."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        text = archive.read("xl/workbook.xml").decode()
    return dict(re.findall(r'name="_followthrough_(\w+)"[^>]*>([^<]*)<', text))


def column_of(sheet: Worksheet, heading: str) -> int:
    """The number of the column with a heading in row 1."""
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def _shift_names(book: Workbook, sheet: str, moved: Callable[[int], int | None]) -> None:
    for name in book[sheet].defined_names.values():
        found = ONE_CELL.fullmatch(name.attr_text or "")
        if found:
            column = moved(column_index_from_string(found[2]))
            name.attr_text = f"{found[1]}{get_column_letter(column)}{found[3]}" if column else f"{sheet}!#REF!"


def _resize_tables(sheet: Worksheet, by: int) -> None:
    for table in sheet.tables.values():
        block = CellRange(table.ref)
        block.expand(right=by) if by > 0 else block.shrink(right=-by)
        table.ref = block.coord
        if table.autoFilter:
            table.autoFilter.ref = table.ref
    _rebuild_tables(sheet)


def _rebuild_tables(sheet: Worksheet) -> None:
    for table in sheet.tables.values():
        headings = [sheet.cell(*place).value for place in CellRange(table.ref).top]
        table.tableColumns = [
            TableColumn(id=number, name=str(text or f"Column{number}")) for number, text in enumerate(headings, start=1)
        ]
