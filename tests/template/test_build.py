"""The new workbook: what stands in it, that every reader takes it, and that it is the same wherever it is made."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from openpyxl import load_workbook

from followthrough.knowing.columns import IN_NEW_WORKBOOKS, OURS, THEIRS, Column, Shape
from followthrough.knowing.hints import Hints
from followthrough.knowing.policy import PAUSE
from followthrough.template.build import build_workbook, demo_rows
from followthrough.template.formulas import CONTACT_LOG, INTERVIEWS
from followthrough.understanding.read import read_workbook
from package_rules import broken_rules
from places import ROOT
from workbooks_for_tests import TODAY, demo_workbook, workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook

COMMITTED = ROOT / "workbook" / "job-search.xlsx"
SHEETS = ["Start here", "Jobs", "Contact log", "Interviews", "Dashboard"]
EMPTY = build_workbook()
TYPED_ON = pytest.mark.parametrize(
    ("title", "columns"),
    [("Jobs", IN_NEW_WORKBOOKS), ("Contact log", CONTACT_LOG), ("Interviews", INTERVIEWS)],
    ids=["Jobs", "Contact log", "Interviews"],
)
EVERYWHERE = {"AND", "COUNTA", "COUNTIF", "COUNTIFS", "IF", "INDEX", "MOD", "N", "ROW", "SMALL", "SUMPRODUCT", "TODAY"}
"""Functions that mean the same in every Excel since 2007 and in LibreOffice, and need no array entry as used here."""


def opened(workbook: bytes = EMPTY) -> Workbook:
    return load_workbook(BytesIO(workbook))


def test_the_committed_workbook_is_what_the_builder_makes() -> None:
    """Nobody edits workbook/job-search.xlsx by hand: ``python scripts/new_workbook.py`` makes it."""
    assert COMMITTED.read_bytes() == EMPTY


def test_the_same_rows_make_the_same_bytes() -> None:
    """No hour, no order of a set and no library version gets into the file."""
    assert build_workbook(**demo_rows(TODAY), today=TODAY) == demo_workbook()
    assert build_workbook() == EMPTY


@pytest.mark.parametrize("workbook", [EMPTY, demo_workbook()], ids=["empty", "demo"])
def test_it_keeps_the_rules_of_the_format(workbook: bytes) -> None:
    """Order, references, relations, content types and names are right, so that Excel has nothing to repair."""
    assert broken_rules(workbook) == []


@TYPED_ON
def test_other_readers_find_the_headings(title: str, columns: Sequence[Shape]) -> None:
    """Calamine and openpyxl see the same words in the same order."""
    headings = [column.heading for column in columns]
    frame = pd.read_excel(BytesIO(EMPTY), sheet_name=title, engine="calamine", header=None)
    assert frame.iloc[0].tolist() == headings
    assert [cell.value for cell in opened()[title][1]] == headings


def test_jobs_has_every_heading_of_the_rulebook_once() -> None:
    """What the program can read has its column, spelt as the rulebook spells it, and ours stand beside the role.

    A no has its column in other people's trackers only: here the Stage says it.
    """
    headings = [column.heading for column in IN_NEW_WORKBOOKS]
    for_its_owner = {Column.SALARY, Column.RESUME_VERSION}
    assert Counter([*headings, Column.REJECTED_ON]) == Counter([*THEIRS, *OURS, *for_its_owner])
    assert tuple(headings[2 : 2 + len(OURS)]) == OURS


def test_the_sheets_stand_in_order_and_start_here_is_open() -> None:
    """Whoever opens it for the first time reads how a day goes."""
    book = opened()
    assert book.sheetnames == SHEETS
    assert book.active is book["Start here"]


@TYPED_ON
def test_each_sheet_to_type_on_is_one_table(title: str, columns: Sequence[Shape]) -> None:
    """One table with one blank row: a row typed below extends it."""
    sheet = opened()[title]
    (table,) = sheet.tables.values()
    assert table.ref == sheet.dimensions
    assert sheet.max_row == 2
    assert all(cell.value is None for cell in sheet[2])
    assert sheet.max_column == len(columns)


def test_an_empty_workbook_holds_no_lead_and_no_problem() -> None:
    """The first night on a fresh workbook has nothing to say."""
    reading = read_workbook(EMPTY, Hints())
    assert (reading.worksheet, reading.leads, reading.problems) == ("Jobs", (), ())


@pytest.mark.parametrize("title", ["Jobs", "Contact log", "Interviews", "Start here"])
def test_no_formula_stands_where_people_type(title: str) -> None:
    """A formula in a cell that the night reads would be blank until somebody opens the file."""
    for book in (EMPTY, demo_workbook()):
        cells = (cell for row in opened(book)[title].iter_rows() for cell in row)
        assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_the_dashboard_asks_for_nothing_that_some_program_lacks() -> None:
    """Its formulas use a dozen old functions, and no macro, no dynamic array."""
    cells = (cell for row in opened()["Dashboard"].iter_rows() for cell in row if cell.data_type == "f")
    used = {name for cell in cells for name in re.findall(r"([A-Z.]+)\(", str(cell.value))}
    assert used <= EVERYWHERE | {"WEEKDAY"}


def test_text_that_looks_like_a_formula_stays_text() -> None:
    """A company may be called what it likes."""
    cell = opened(build_workbook([{"Company": "=1+1"}]))["Jobs"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_heading_that_is_not_there_is_refused() -> None:
    """A slip in a row of the demo is found when it is made."""
    with pytest.raises(ValueError, match="Jobs has no column Firm"):
        build_workbook([{"Firm": "Acme"}])


def test_last_checked_is_one_cell_that_holds_a_day() -> None:
    """The night finds it by its name; its format is the one of the workbook's dates."""
    book = opened()
    (place,) = book.defined_names["LastChecked"].destinations
    cell = book[place[0]][place[1]]
    assert (place[0], cell.value, cell.number_format) == ("Dashboard", None, "d mmm yyyy")


def test_pause_until_is_one_cell_that_takes_a_day() -> None:
    """The night finds it by its name, and Excel turns away what is no day."""
    book = opened()
    (place,) = book.defined_names[PAUSE].destinations
    sheet = book[place[0]]
    cell = sheet[place[1]]
    assert (place[0], cell.value, cell.number_format) == ("Start here", None, "d mmm yyyy")
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.type) == (cell.coordinate, "date")


HEADINGS_OF_0_2 = """Company, Role, Contact, Email, Phone, Prefers, Insider, Source, Link, Notes, Stage, Apply by,
Offer reply by, Start on, Closed on, Snooze until, Applied on, Interview on, Thank-you sent, Decision by, Mention,
They said next, Remember me by, Skills to build, References told, Pay discussed, Last follow-up, Last heard,
Check back on, Check back every, Unanswered, Flag, Next step, Due, How, Why"""


def test_a_workbook_of_0_2_is_still_known() -> None:
    """Each of its headings, in their old order, and our five at the right of them."""
    headings = [heading.strip() for heading in HEADINGS_OF_0_2.split(",")]
    cells = {"Company": "Acme", "Stage": "Applied", "Flag": "Due", "Next step": "Follow up"}
    layout = read_workbook(workbook(headings, [cells.get(heading) for heading in headings]), Hints()).layout
    assert {*layout.columns.values(), *layout.own.columns.values()} == set(range(len(headings)))
