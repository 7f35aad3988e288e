"""The five sheets of a new workbook in their order. Imported only when one is made, since it brings openpyxl along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from followthrough.worksheet import template_counts as counts
from followthrough.worksheet import template_dashboard as dashboard
from followthrough.worksheet.template_blocks import SOURCE_CELLS
from followthrough.worksheet.template_columns import CONTACT_LOG, INTERVIEWS, JOBS, OURS
from followthrough.worksheet.template_entries import LAST_ROW
from followthrough.worksheet.template_flags import add_fading, add_flag_looks, add_stale_heading
from followthrough.worksheet.template_look import ACCENT, HEADING
from followthrough.worksheet.template_start import add_start_here
from followthrough.worksheet.template_tables import Plan, add_table_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    Rows = Sequence[Mapping[str, object]]

JOBS_PLAN = Plan("Jobs", "Jobs", JOBS, row_height=37.5, tab=HEADING)
LOG_PLAN = Plan("Contact log", "ContactLog", CONTACT_LOG, row_height=19.5, tab=ACCENT)
INTERVIEWS_PLAN = Plan("Interviews", "Interviews", INTERVIEWS, row_height=27, tab=ACCENT)


def new_book() -> Workbook:
    """A workbook without sheets, in the typeface of ours."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = book.properties.lastModifiedBy = "followthrough"
    book.properties.title = "Job search"
    return book


def add_sheets(book: Workbook, rows: Rows, log: Rows, interviews: Rows) -> None:
    """Fill a workbook."""
    jobs = add_table_sheet(book, JOBS_PLAN, rows)
    _add_flags(jobs)
    add_table_sheet(book, LOG_PLAN, log)
    add_table_sheet(book, INTERVIEWS_PLAN, interviews)
    dashboard.add_dashboard(book)
    add_start_here(book)
    _name_cells(book)
    book.active = 0


def _add_flags(jobs: Worksheet) -> None:
    flag, last = (counts.letter_of(JOBS, OURS[0]), counts.letter_of(JOBS, OURS[-1]))
    second = counts.letter_of(JOBS, OURS[1])
    add_flag_looks(jobs, f"{flag}2:{flag}{LAST_ROW}", f"${flag}2")
    add_fading(jobs, last, flag)
    add_stale_heading(jobs, f"{flag}1", f"{second}1:{last}1")


def _name_cells(book: Workbook) -> None:
    """What the dropdowns and the colours of other sheets look at, and the one cell that the night dates."""
    checked = dashboard.LAST_CHECKED
    names = {
        "LastChecked": f"{dashboard.TITLE}!${checked[0]}${checked[1:]}",
        "Companies": counts.list_of("Company"),
        "Roles": counts.list_of("Role"),
        "Sources": f"{dashboard.TITLE}!{SOURCE_CELLS}",
    }
    for name, cells in names.items():
        book.defined_names[name] = DefinedName(name, attr_text=cells)
