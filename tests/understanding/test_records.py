"""Only rows that hold a lead are leads: not what a fill-down left behind, not the legend, not the totals."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from followthrough.knowing.columns import OURS
from followthrough.knowing.hints import Hints
from followthrough.reading.cells import is_filled
from followthrough.reading.frames import Frame
from followthrough.understanding.layout import find_layouts
from followthrough.understanding.records import lead_rows
from leads_for_tests import table

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = datetime(2026, 11, 16)  # noqa: DTZ001 - cells have no zone
HEADINGS = ["Company", "Role", "Stage", "Applied on", "Notes", "Unanswered"]
LEAD: list[object] = ["Acme", "Analyst", "Applied", DAY]
EMPTY: list[object] = []


def leads_in(*rows: Sequence[object], headings: list[str] = HEADINGS) -> list[int]:
    """The rows of leads below headings in row 1."""
    filled = [[*row, *[""] * (len(headings) - len(row))] for row in rows]
    return lead_rows(find_layouts([Frame("Jobs", [list(headings), *filled])], Hints())[0])


def test_what_we_wrote_makes_no_lead() -> None:
    """A row of statistics is none, also once a night has written beside it."""
    headings, blank = [*HEADINGS, *OURS], [""] * len(OURS)
    lead, rate = [*LEAD, "", "", "Waiting", "Follow up", "", "", ""], ["Response rate", "", "", "", 0.2, ""]
    written = ["Waiting", "Apply", "", "", "No closing date is known: sooner is better."]
    assert leads_in(lead, [*rate, *blank], headings=headings) == [2]
    assert leads_in(lead, [*rate, *written], headings=headings) == [2]


NAMES = ["NA", "None", "nan", "4399", "360", "TRUE", "n/a", "0", "Null", "=SUM(A1)", "-", "公司"]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_a_company(name: str) -> None:
    """A company may be called like a missing value."""
    assert leads_in([name, "Analyst", "Applied", DAY]) == [2]
    assert leads_in([name, "", "Applied"]) == [2]


@pytest.mark.parametrize("name", [4399.0, 360, True])
def test_numbers_and_true_are_companies(name: object) -> None:
    """Excel turns such names into numbers and TRUE; they are companies all the same."""
    assert leads_in([name, "Analyst", "Applied", DAY]) == [2]


KEPT = table(
    ("whole", LEAD),
    ("company alone", ["Acme"]),
    ("company and note", ["Acme", "", "", "", "call"]),
    ("role alone", ["", "Analyst"]),
    ("stage alone", ["", "", "Applied"]),
    ("date alone", ["", "", "", DAY]),
    ("count alone", ["", "", "", "", "", 2]),
    ("company called Total, with a stage", ["Total", "", "Applied"]),
    ("an unreadable date", ["", "", "", "soon"]),
)


@pytest.mark.parametrize("row", [*KEPT])
def test_leads(row: list[object]) -> None:
    """A company, role, stage, date or count makes a lead."""
    assert leads_in(row) == [2]


SKIPPED = table(
    ("blank", []),
    ("spaces", [" ", "\u00a0", "", " "]),
    ("FALSE", [False, False, False, False]),
    ("FALSE as text", ["FALSE", "", "false"]),
    ("a note alone", ["", "", "", "", "remember to call"]),
    ("the headings again", list(HEADINGS)),
)


@pytest.mark.parametrize("row", [*SKIPPED])
def test_no_leads(row: list[object]) -> None:
    """Nothing, an empty tick box or a stray note is no lead, between leads or below them."""
    assert leads_in(LEAD, row, LEAD) == [2, 4]
    assert leads_in(LEAD, row) == [2]


def test_false_in_a_thousand_rows() -> None:
    """Tick boxes filled down are no leads."""
    assert leads_in(LEAD, *[["", "", "", "", "", False]] * 997) == [2]


@pytest.mark.parametrize("default", ["N/A", "Applied", "Not started"])
def test_defaults_of_a_dropdown(default: str) -> None:
    """A value that stands alone in hundreds of rows was put there by nobody."""
    assert leads_in(LEAD, *[["", "", default]] * 325) == [2]
    assert leads_in(LEAD, *[["", "", default]] * 325, LEAD) == [2, 328]


def test_default_of_two_columns() -> None:
    """Two columns with defaults are no more telling than one."""
    assert leads_in(LEAD, *[["", "N/A", "N/A"]] * 50) == [2]


def test_legend_under_the_list() -> None:
    """What stands after an empty row, in other columns, explains the list and is not of it."""
    assert leads_in(LEAD, EMPTY, ["", "", "Applied"], ["", "", "Offer"], ["Total", "", "", "", "2"]) == [2]


@pytest.mark.parametrize("word", ["Total", "TOTALS", "Legend", "Summe", "Status legend", "Count:"])
def test_totals_under_the_list(word: str) -> None:
    """A row of totals is no company."""
    assert leads_in(LEAD, [word]) == [2]


BELOW = table(
    ("a total with its number", ["Total:", "", "", 12]),
    ("a total in words", ["Total applications", "", "12"]),
    ("a legend of stages", ["Applied", "= we wait"]),
    ("a key", ["Key:", "green = good"]),
)


@pytest.mark.parametrize("row", [*BELOW])
def test_what_stands_below_an_empty_row(row: list[object]) -> None:
    """Totals and legends in the column of the companies are no leads either (traps)."""
    assert leads_in(LEAD, EMPTY, row) == [2]


def test_rows_of_nothing_but_defaults() -> None:
    """N/A filled down every column is nobody's job; a company called N/A with a role is one."""
    assert leads_in(LEAD, *[["N/A", "N/A", "N/A", "N/A"]] * 50) == [2]
    assert leads_in(LEAD, *[["N/A", "Analyst", "Applied"]] * 5) == [2, 3, 4, 5, 6, 7]


def test_empty_rows_between_leads() -> None:
    """A gap does not end the list: its owner leaves one between the years."""
    assert leads_in(LEAD, EMPTY, EMPTY, LEAD) == [2, 5]


def test_our_own_columns_make_no_lead() -> None:
    """Where a company was deleted, the words we wrote beside it are no lead."""
    headings = [*HEADINGS, "Flag", "Next step", "Due", "How", "Why"]
    assert leads_in([*[""] * 6, "Due", "Follow up", DAY, "Phone", "Call"], headings=headings) == []


@pytest.mark.parametrize("cell", ["", " ", "\u00a0", None, False, "FALSE", float("nan")], ids=repr)
def test_not_filled(cell: object) -> None:
    """What looks empty is empty."""
    assert not is_filled(cell)


@pytest.mark.parametrize("cell", ["x", 0, 0.0, True, "NA", "None"], ids=repr)
def test_filled(cell: object) -> None:
    """Whatever else somebody typed is there."""
    assert is_filled(cell)
