"""A whole workbook is read as its owner keeps it: hidden rows, tables, merged cells, totals, logs, repeats."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from followthrough.knowing.errors import WorkbookError
from followthrough.knowing.hints import Hints
from followthrough.reading.frames import read_frames
from followthrough.understanding.read import read_workbook
from workbooks_for_tests import APPLIED, HEADINGS, OWN, fill, many, saved, with_table, workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from followthrough.understanding.read import Reading


def read(book: bytes) -> Reading:
    return read_workbook(book, Hints())


def companies(book: bytes) -> list[tuple[int, str]]:
    return [(lead.row, lead.company) for lead in read(book).leads]


def changed(book: bytes, change: str) -> bytes:
    """The workbook with something done to its first sheet."""
    opened = load_workbook(io.BytesIO(book))
    _CHANGES[change](opened.worksheets[0])
    return saved(opened)


def _hide(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["A"].hidden = True
    sheet.auto_filter.ref = "A1:D4"


def _merge(sheet: Worksheet) -> None:
    sheet.merge_cells("A2:A3")


def _freeze(sheet: Worksheet) -> None:
    sheet.freeze_panes = "C2"
    sheet.sheet_state = "visible"


_CHANGES = {"hidden rows, columns and a filter": _hide, "frozen panes": _freeze}
THREE = [("Acme", *APPLIED[1:]), ("Bolt", *APPLIED[1:]), ("Cog", *APPLIED[1:])]


@pytest.mark.parametrize("change", _CHANGES)
def test_looks_make_no_difference(change: str) -> None:
    """What is hidden or filtered away is a lead all the same."""
    assert companies(changed(workbook(HEADINGS, *THREE), change)) == [(2, "Acme"), (3, "Bolt"), (4, "Cog")]


def test_merged_companies() -> None:
    """A company merged over two jobs is the company of both."""
    opened = load_workbook(io.BytesIO(workbook(HEADINGS, *THREE)))
    _merge(opened.worksheets[0])
    assert companies(saved(opened)) == [(2, "Acme"), (3, "Acme"), (4, "Cog")]


def test_records_below_the_end_of_a_table() -> None:
    """Rows typed under an Excel table that did not grow are leads (issue)."""
    assert companies(with_table(workbook(HEADINGS, *THREE), "A1:D2")) == [(2, "Acme"), (3, "Bolt"), (4, "Cog")]


def test_title_above_and_legend_below() -> None:
    """A title, an empty row, headings in row 3, and a legend under the list."""
    legend = [(None,), ("Legend",), (None, "Applied", "we wait"), (None, "Rejected", "over")]
    rows = [("My search",), (None,), HEADINGS, *THREE, *legend]
    reading = read(workbook(*rows))
    assert (reading.layout.heading_row, len(reading.leads)) == (3, 3)


def test_same_company_three_times() -> None:
    """Repeats are leads of their own."""
    assert len(read(workbook(HEADINGS, APPLIED, APPLIED, APPLIED)).leads) == 3


def test_no_rows_at_all() -> None:
    """Headings and no leads is a list that begins tomorrow."""
    assert read(workbook(HEADINGS)).leads == ()


def test_thousand_rows_of_used_range() -> None:
    """A range used down to row 1000 for three records has three leads."""
    assert len(read(workbook(HEADINGS, *THREE, *[(" ", "", None, False)] * 996)).leads) == 3


def test_logs_are_joined_in() -> None:
    """Contact log and Interviews are read from their sheets, and are no leads themselves."""
    log = [("Date", "Company", "Outcome"), ("2026-11-20", "Acme", "Sent")]
    rounds = [("Date", "Company", "Interviewer"), ("2026-11-18", "Acme", "Kim Lee")]
    reading = read(many({"Interviews": rounds, "Contact log": log, "Jobs": [HEADINGS, APPLIED]}))
    (lead,) = reading.leads
    assert (reading.worksheet, len(lead.touches), len(lead.interviews)) == ("Jobs", 1, 1)


def test_only_a_log_is_no_list_of_leads() -> None:
    """A Contact log alone holds no leads."""
    with pytest.raises(WorkbookError, match="No row of headings"):
        read(many({"Contact log": [("Date", "Company", "Stage"), ("2026-11-20", "Acme", "Applied")]}))


def test_our_columns_are_found() -> None:
    """Our five columns are known again, and are no facts."""
    reading = read(workbook((*HEADINGS, *OWN), (*APPLIED, "Due", "Follow up", None, "Phone", "Call.")))
    assert reading.layout.own.columns == {"Flag": 4, "Next step": 5, "Due": 6, "How": 7, "Why": 8}


def test_a_list_that_does_not_begin_in_a1() -> None:
    """Empty rows and columns before the list shift no reference."""
    book = workbook(("Company", "Stage", "Decision by"), ("Acme", "Applied", "soon"), start="C5")
    (lead,) = read(book).leads
    assert (lead.row, lead.unreadable[0].cell) == (6, "E6")


SHEET_NAMES = ["Jobs & more", "会社", "It's mine", "📋 Jobs", "a<b"]


@pytest.mark.parametrize("name", SHEET_NAMES)
def test_any_sheet_name(name: str) -> None:
    """Worksheets are called anything."""
    assert read(workbook(HEADINGS, APPLIED, name=name)).worksheet == name


def test_frames_convert_nothing() -> None:
    """Every cell is handed over as the workbook holds it, from A1 on."""
    rows = [(None, None), (None, "NA"), (None, "00123"), (None, 4399), (None, True)]
    (frame,) = read_frames(workbook(*rows), {"Jobs": ()})
    assert [row[1] for row in frame.rows[1:]] == ["NA", "00123", 4399, True]


def test_damaged_sheet_is_refused() -> None:
    """What pandas cannot read ends in a sentence of ours."""
    with pytest.raises(WorkbookError, match="cannot be read"):
        read_frames(b"PK\x03\x04 and no more", {"Jobs": ()})


def test_a_second_sheet_is_left_out() -> None:
    """Sheets of statistics and drop-downs are not searched for leads once the list is found."""
    book = load_workbook(io.BytesIO(workbook(HEADINGS, *THREE)))
    fill(book.create_sheet("Lists", 0), [("Applied",), ("Offer",)])
    assert read(saved(book)).worksheet == "Jobs"
