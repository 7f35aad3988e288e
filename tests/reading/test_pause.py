"""The cell named PauseUntil: a day of rest for the whole search, on any worksheet (rules 5)."""

from __future__ import annotations

from datetime import date

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.hints import Hints
from followthrough.knowing.leads import Problem
from followthrough.knowing.policy import STANDARD, Pause, Policy
from followthrough.reading.workbook import open_workbook, read_pause
from followthrough.understanding.read import read_workbook
from leads_for_tests import a_lead, table
from workbooks_for_tests import APPLIED, HEADINGS, TODAY, Error, Formula, many, with_name, workbook

PAUSE = date(2027, 1, 4)
CELL = "'My board'!$B$2"


def board(held: object, target: str = CELL, *, from_1904: bool = False) -> bytes:
    """A list of leads beside a sheet with something in its B2, and the name."""
    sheets: dict[str, list[tuple[object, ...]]] = {
        "Jobs": [HEADINGS, APPLIED],
        "My board": [("A rest?",), ("Pause until", held)],
    }
    return with_name(many(sheets, from_1904=from_1904), "PauseUntil", target)


@pytest.mark.parametrize(
    ("held", "expected"),
    table(
        ("a day", PAUSE, PAUSE),
        ("a day as text", "4 Jan 2027", PAUSE),
        ("with a remark", "2027-01-04 (skiing)", PAUSE),
        ("nothing", None, None),
        ("a word for nothing", "none", None),
        ("no day", "soon", "soon"),
        ("a day nobody is sure of", "about 2027-01-04", "about 2027-01-04"),
        ("day or month first?", "04/01/2027", "04/01/2027"),
        ("for ever is no day", "never", "never"),
        ("yes is no day", True, "True"),
        ("an error", Error("#REF!"), "#REF!"),
        ("a formula that was never calculated", Formula("TODAY()+7"), "=TODAY()+7, never calculated"),
    ),
)
def test_what_the_cell_holds(held: object, expected: date | str | None) -> None:
    """A certain day is a pause; what is no certain day is one problem, with its cell; blank is none."""
    found = read_pause(open_workbook(board(held)), Hints())
    match expected:
        case str():
            assert found == Problem(2, "'My board'!B2", "PauseUntil", expected, "a date, like 2026-11-23, or blank")
        case None:
            assert found is None
        case _:
            assert found == Pause(expected, "'My board'!B2", 2)


@pytest.mark.parametrize(
    "target",
    table(
        ("a range", "'My board'!$B$2:$C$2"),
        ("a sheet that is gone", "#REF!$B$2"),
        ("another sheet's name", "Elsewhere!$B$2"),
        ("far outside", "'My board'!$XFD$1048576"),
    ),
)
def test_a_name_that_means_no_cell_is_no_pause(target: str) -> None:
    """Nothing is rested, and nothing is reported: nobody typed anything there."""
    assert read_pause(open_workbook(board(PAUSE, target)), Hints()) is None


def test_the_owner_says_what_comes_first() -> None:
    """The order of day and month comes from the config, as everywhere."""
    found = read_pause(open_workbook(board("04/01/2027")), Hints(day_first=True))
    assert isinstance(found, Pause)
    assert found.until == PAUSE


def test_a_workbook_that_counts_from_1904() -> None:
    """The same day."""
    found = read_pause(open_workbook(board(PAUSE, from_1904=True)), Hints())
    assert isinstance(found, Pause)
    assert found.until == PAUSE


def test_a_named_worksheet_does_not_hide_it() -> None:
    """Where the config names the sheet of the leads, the cell may still stand on another."""
    assert read_workbook(board(PAUSE), Hints(worksheet="Jobs")).pause == Pause(PAUSE, "'My board'!B2", 2)


def test_what_cannot_be_read_is_told_beside_the_leads() -> None:
    """The rows are judged as if there were no pause, and its owner is told."""
    reading = read_workbook(board("soon"), Hints())
    assert (reading.pause, [problem.cell for problem in reading.problems]) == (None, ["'My board'!B2"])


def test_a_workbook_without_the_name() -> None:
    """As most are."""
    assert read_workbook(workbook(HEADINGS, APPLIED), Hints()).pause is None


@pytest.mark.parametrize(
    ("cell", "config", "due"),
    table(
        ("only the workbook", PAUSE, None, PAUSE),
        ("the workbook's is later", PAUSE, date(2026, 12, 1), PAUSE),
        ("the config's is later", date(2026, 12, 1), PAUSE, PAUSE),
        ("the workbook's is over", date(2026, 11, 1), PAUSE, PAUSE),
    ),
)
def test_the_later_pause_holds(cell: date, config: date | None, due: date) -> None:
    """Every lead is snoozed until then, and Due says so."""
    found = judge([a_lead("Applied on: 11-16")], Policy(pause_until=config), TODAY, pause=Pause(cell, "Start!B2", 2))
    assert (found.leads[0].due, found.problems) == (due, ())


def test_afterwards_nothing_is_red_for_the_days_of_rest() -> None:
    """The window opens anew, as after a snooze."""
    lead, rested = a_lead("Applied on: 11-02 | Email: a@example.com"), Pause(date(2026, 11, 23), "Start!B2", 2)
    found = judge([lead], STANDARD, TODAY, pause=rested).leads[0]
    assert (str(found.flag), found.opens) == ("Due", TODAY)


@pytest.mark.parametrize("until", [date(1999, 1, 4), date(2072, 1, 4)])
def test_a_slip_of_the_year_rests_nothing(until: date) -> None:
    """Decades of silence were not meant: its owner is asked, and the leads are judged (rules 5.3)."""
    found = judge([a_lead("Applied on: 11-16")], STANDARD, TODAY, pause=Pause(until, "Start!B2", 2))
    assert ([problem.cell for problem in found.problems], str(found.leads[0].flag)) == (["Start!B2"], "Due")
