"""A CSV file, in any coding, with any sign between its cells -> a new workbook, nothing in it guessed.

Every cell stays the text it is (00123, a company called NA or =A1), but the dates under a heading that means a day:
they become days where their order is certain, so that Excel sorts them.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from followthrough.knowing.columns import DATES
from followthrough.knowing.errors import WorkbookError
from followthrough.knowing.fold import folded
from followthrough.knowing.headings import heading_words, stage_words
from followthrough.knowing.record import Record
from followthrough.ooxml.references import MOST_COLUMNS, MOST_ROWS, column_letters
from followthrough.reading.dates import DateWays, read_dates
from followthrough.reading.frames import Frame
from followthrough.understanding.layout import find_layouts
from followthrough.understanding.rows import day_orders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from openpyxl.cell.cell import Cell

    from followthrough.knowing.hints import Hints
    from followthrough.understanding.layout import Layout

SHEET = "Jobs"
DELIMITERS = ",;\t|"
LONGEST_CELL = 32_767
LOOKED_AT = 50
"""Lines by which the sign between the cells is found, and rows by which the width of a column is."""
CODINGS = ["cp1252", "cp1250", "cp1251", "gb18030", "shift_jis", "euc_kr", "big5"]
"""What Excel writes as CSV on systems of this world, where it is not Unicode."""
FIRST_DAY = date(1900, 3, 1)
"""The first that all spreadsheets agree on."""
ALPHABETS = ("cp1252", "cp1250", "cp1251")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NO_LETTERS = {0xFFFE: " ", 0xFFFF: " "}
"""What no workbook's XML may hold beside the control signs that openpyxl knows of."""
_NOT_IN_A_NAME = re.compile(r"[\\/*?:\[\]\x00-\x1f]")
LONGEST_NAME = 31
FORMATS = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd", time: "hh:mm", timedelta: "[h]:mm"}


class TextTable(Record, frozen=True):
    """The cells of a CSV file, all rows equally long, and how it was read."""

    rows: list[list[str]]
    coding: str
    delimiter: str


def is_text_table(name: str) -> bool:
    """Whether a file's name says that it is such a file."""
    return name.casefold().endswith((".csv", ".tsv", ".tab", ".txt"))


def read_text_table(content: bytes) -> TextTable:
    """Read a CSV file.

    Raises:
        WorkbookError: it is no text, or nothing stands in it.
    """
    text, coding = _decoded(content)
    first, _, rest = text.partition("\n")
    told = first.rstrip("\r\n")
    if told.casefold().startswith("sep=") and len(told) == len("sep=;"):
        text, delimiter = rest, told[-1]
    else:
        delimiter = _delimiter(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise WorkbookError(f"This is no CSV file that can be read ({error}): save it from Excel as .xlsx.") from error
    width = max(map(len, rows), default=0)
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS:
        raise WorkbookError(f"This file has {len(rows)} rows of {width} cells, more than a worksheet holds.")
    longest = max((len(cell) for row in rows for cell in row), default=0)
    if longest > LONGEST_CELL:
        raise WorkbookError(f"A cell of this file has {longest} letters, and Excel holds {LONGEST_CELL} at most.")
    if not any(cell.strip() for row in rows for cell in row):
        raise WorkbookError("There is nothing in this file: save it again from where the list is kept.")
    return TextTable([[*row, *[""] * (width - len(row))] for row in rows], coding, delimiter)


def as_workbook(table: TextTable, hints: Hints) -> bytes:
    """A new workbook of one sheet with the cells of the file.

    Raises:
        WorkbookError: it holds no list of leads; the sentence says why.
    """
    days = _days(table, hints)
    rows = [
        [days.get((number, column), text) for column, text in enumerate(row)]
        for number, row in enumerate(table.rows, start=1)
    ]
    return make_workbook({SHEET: rows})


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, coding in _MARKS:
        if content.startswith(mark):
            return _as_text(content, coding), coding.removesuffix("-sig")
    if b"\0" in content[:4096]:
        raise WorkbookError("This is no text file: save the list from your spreadsheet program as .xlsx.")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        coding = _likely_coding(content)
        return _as_text(content, coding), coding


def _likely_coding(content: bytes) -> str:
    """The coding of a text that is not Unicode. Alphabets of one byte a letter are told apart by what can be read."""
    from charset_normalizer import from_bytes

    best = from_bytes(content, cp_isolation=CODINGS).best()
    if best and best.encoding not in ALPHABETS:
        return best.encoding
    return max(ALPHABETS, key=lambda coding: _sense(content.decode(coding, errors="replace")))


def _sense(text: str) -> tuple[int, int]:
    """How many cells are words we know, and how few signs stand there that are neither letters nor ASCII."""
    cells = set(map(folded, re.split(r"[,;|\t\r\n\"]+", text)))
    known = sum(cell in heading_words() or cell in stage_words() for cell in cells)
    return known, -sum(not letter.isascii() and not letter.isalpha() for letter in text)


def _as_text(content: bytes, coding: str) -> str:
    try:
        return content.decode(coding)
    except UnicodeDecodeError as error:
        raise WorkbookError(
            f"The letters of this file cannot be read as {coding} (byte {error.start}): save it as “CSV UTF-8”."
        ) from error


def _delimiter(text: str) -> str:
    """The sign that divides most lines into equally many cells."""

    def regular(delimiter: str) -> tuple[int, int]:
        lines = io.StringIO(text, newline="")
        rows = [row for row, _ in zip(csv.reader(lines, delimiter=delimiter), range(LOOKED_AT), strict=False) if row]
        width, times = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
        return (times if width > 1 else 0), width

    try:
        return max(DELIMITERS, key=regular)
    except csv.Error:
        return ","


def _days(table: TextTable, hints: Hints) -> dict[tuple[int, int], date]:
    """The cells, by row from 1 and column from 0, that are one day for certain."""
    frame = Frame(SHEET, [list(row) for row in table.rows])
    return {place: day for layout in find_layouts([frame], hints) for place, day in _sure_days(frame, layout, hints)}


def _sure_days(frame: Frame, layout: Layout, hints: Hints) -> Iterator[tuple[tuple[int, int], date]]:
    orders = dict(day_orders(layout, hints))
    for heading, column in layout.columns.items():
        if heading not in DATES:
            continue
        order = orders.get(heading)
        ways = DateWays(day_first=order.day_first if order else None)
        for number, row in enumerate(frame.rows[layout.heading_row :], start=layout.heading_row + 1):
            found = read_dates(row[column], ways)
            if isinstance(found, tuple) and len(found) == 1 and found[0] >= FIRST_DAY and _is_alone(str(row[column])):
                yield (number, column), found[0]


def _is_alone(text: str) -> bool:
    """Whether nothing but the day stands there, so that nothing is lost: no time of day, no remark."""
    return ":" not in text and len(text.split()) <= len(("30", "November", "2026"))


def make_workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook with these sheets: name -> rows of texts, numbers, days, times, truths; blank cells are "" or None."""
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
