"""A new workbook: Start here, Jobs, Contact log, Interviews and Dashboard, ready to type into; and rows for a demo."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.utils import absolute_coordinate
from openpyxl.workbook.defined_name import DefinedName

from followthrough.knowing.columns import DATES, IN_NEW_WORKBOOKS, OURS, Column, LogColumn
from followthrough.knowing.ours import defined_name
from followthrough.knowing.policy import PAUSE
from followthrough.ooxml.references import column_letters
from followthrough.template import dashboard, start_here
from followthrough.template.dashboard import SOURCE_CELLS
from followthrough.template.formulas import CONTACT_LOG, INTERVIEWS, LAST_ROW, letter_of, list_of
from followthrough.template.look import ACCENT, HEADING, add_fading, add_flag_looks, add_stale_heading, face
from followthrough.template.tables import Plan, add_table_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    Rows = Sequence[Mapping[str, object]]


DESIGNED_ON = date(2026, 1, 1)
"""The date in a workbook for which no day was given."""
LINES_OF_WHY = 4
"""How many lines the longest answer takes in its column."""
JOBS_PLAN = Plan("Jobs", "Jobs", IN_NEW_WORKBOOKS, row_height=12 * LINES_OF_WHY, tab=HEADING)
LOG_PLAN = Plan("Contact log", "ContactLog", CONTACT_LOG, row_height=19.5, tab=ACCENT)
INTERVIEWS_PLAN = Plan("Interviews", "Interviews", INTERVIEWS, row_height=27, tab=ACCENT)


def build_workbook(jobs: Rows = (), log: Rows = (), interviews: Rows = (), today: date | None = None) -> bytes:
    """Make a workbook; the same bytes for the same arguments, on every machine.

    Args:
        jobs: rows of Jobs, each a mapping from heading to value; none for an empty workbook.
        log: rows of the Contact log.
        interviews: rows of Interviews.
        today: the day that is to stand in the file as the one it was made on.

    Raises:
        ValueError: a row holds something under a heading that its sheet does not have.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = book.properties.lastModifiedBy = "followthrough"
    book.properties.title = "Job search"
    normal = book._named_styles["Normal"]  # type: ignore[attr-defined] # noqa: SLF001 - openpyxl has no other way
    normal.font = face()  # widths of columns are counted in it: so they are the same where Calibri is not
    start_here.add_start_here(book)
    _add_flags(add_table_sheet(book, JOBS_PLAN, jobs))
    add_table_sheet(book, LOG_PLAN, log)
    add_table_sheet(book, INTERVIEWS_PLAN, interviews)
    dashboard.add_dashboard(book)
    _name_cells(book)
    book.active = 0
    saved = BytesIO()
    book.save(saved)
    return _settled(saved.getvalue(), f"{(today or DESIGNED_ON).isoformat()}T00:00:00Z")


MIDNIGHT_OF_ZIP = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip entry can have."""
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STAMPED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
WRITER = re.compile(rb"(<Application>)[^<]*")
"""The library puts its version here, which would change the file with each of its releases."""
FONT, IN_A_FONT = re.compile(rb"(?<=<font>).*?(?=</font>)"), re.compile(rb"<(\w+)[^>]*></\1>")
ORDER_IN_A_FONT = b"b i strike outline shadow u vertAlign sz color name family scheme".split()
"""As Excel writes it. The library has an order of its own, which the format allows and validators report."""


def _settled(workbook: bytes, written: str) -> bytes:
    """Remove from a workbook what would differ between two with the same contents.

    openpyxl stamps the hour, and spells its XML as lxml or as the standard library does, whichever is there. The
    entries are not compressed: two versions of zlib pack the same text differently.

    Args:
        workbook: as openpyxl saved it.
        written: the moment that is to stand in it, as docProps spells it ("2026-01-01T00:00:00Z").
    """
    settled = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(settled, "w", ZIP_STORED) as target:
        for name in source.namelist():
            part = DECLARATION + FONT.sub(_in_order, ET.canonicalize(source.read(name).decode()).encode())
            part = WRITER.sub(rb"\g<1>followthrough", STAMPED.sub(rb"\g<1>" + written.encode(), part))
            entry = ZipInfo(name, MIDNIGHT_OF_ZIP)
            entry.create_system = 0  # else Windows and the others each leave their mark
            target.writestr(entry, part)
    return settled.getvalue()


def _in_order(font: re.Match[bytes]) -> bytes:
    items = sorted(IN_A_FONT.finditer(font[0]), key=lambda item: ORDER_IN_A_FONT.index(item[1]))
    return b"".join(item[0] for item in items)


def _add_flags(jobs: Worksheet) -> None:
    flag, second, *_, last = (letter_of(IN_NEW_WORKBOOKS, name) for name in OURS)
    for name in OURS:
        cell = f"Jobs!${letter_of(IN_NEW_WORKBOOKS, name)}$1"
        jobs.defined_names[defined_name(name)] = DefinedName(defined_name(name), attr_text=cell, hidden=True)
    add_flag_looks(jobs, f"{flag}2:{flag}{LAST_ROW}", f"${flag}2")
    add_fading(jobs, column_letters(len(IN_NEW_WORKBOOKS)), flag)
    add_stale_heading(jobs, f"{flag}1", f"{second}1:{last}1")


def _name_cells(book: Workbook) -> None:
    """What the dropdowns and the colours of other sheets look at, and the two cells that the night knows by name."""
    names = {
        PAUSE: f"'{start_here.TITLE}'!{absolute_coordinate(start_here.PAUSE_UNTIL)}",
        "LastChecked": f"{dashboard.TITLE}!{absolute_coordinate(dashboard.LAST_CHECKED)}",
        "Companies": list_of(Column.COMPANY),
        "Roles": list_of(Column.ROLE),
        "Sources": f"{dashboard.TITLE}!{SOURCE_CELLS}",
    }
    for name, cells in names.items():
        book.defined_names[name] = DefinedName(name, attr_text=cells)


DATED = frozenset((*DATES, LogColumn.DATE))
_COLUMNS = {column.name.lower(): column for column in (*LogColumn, *Column)}
"""By the names that they have in demo.toml: a heading may change."""


def demo_rows(today: date) -> dict[str, Rows]:
    """The rows of ``demo.toml`` as they stand on a day: offers first, then what is going on, wished for, and over.

    They are what ``build_workbook`` takes, by its names.
    """
    listed = tomllib.loads(files("followthrough.template").joinpath("demo.toml").read_text("utf-8"))
    return {sheet: tuple(_dated(row, today) for row in rows) for sheet, rows in listed.items()}


def _dated(row: Mapping[str, object], today: date) -> dict[str, object]:
    """Days given as a distance from today become dates; several become a list, as people type it."""
    cells = ((_COLUMNS[name], value) for name, value in row.items())
    return {column: _day(value, today) if column in DATED else value for column, value in cells}


def _day(value: object, today: date) -> object:
    if isinstance(value, list):
        return ", ".join((today + timedelta(days)).isoformat() for days in value)
    return today + timedelta(value) if isinstance(value, int) else value
