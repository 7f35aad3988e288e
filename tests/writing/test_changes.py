"""Only cells that differ are changes; only our five columns and LastChecked are ever among them."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from followthrough.judging.judge import judge
from followthrough.knowing.errors import WorkbookError
from followthrough.knowing.hints import Hints
from followthrough.knowing.policy import STANDARD
from followthrough.understanding.read import read_workbook
from followthrough.writing.changes import Plan, apply_changes, plan_changes
from leads_for_tests import table
from workbooks_for_tests import APPLIED, HEADINGS, OWN, TODAY, Formula, cells_of, many, saved, with_name, workbook

ANSWER = ("Due", "Follow up", date(2026, 11, 26), "Find a contact")
"""What APPLIED needs on TODAY, but its Why."""


def planned(book: bytes, today: date = TODAY, *, renew: bool = True, hints: Hints | None = None) -> tuple[Plan, bytes]:
    reading = read_workbook(book, hints or Hints())
    judgement = judge(reading.leads, STANDARD, today, None, reading.problems)
    plan = plan_changes(reading, judgement, renew_last_checked=renew)
    return plan, apply_changes(reading.workbook, plan)


def with_own(*rows: tuple[object, ...]) -> bytes:
    return workbook((*HEADINGS, *OWN), *rows)


def places(plan: Plan) -> list[str]:
    return [change.cell for change in plan.changes]


def test_columns_are_added_and_filled() -> None:
    """Where there are none of ours, headings and answers are one plan."""
    plan, after = planned(workbook(HEADINGS, APPLIED))
    assert places(plan) == ["E1", "F1", "G1", "H1", "I1", "E2", "F2", "G2", "H2", "I2"]
    cells = cells_of(after)
    assert tuple(cells[f"{letter}1"] for letter in "EFGHI") == OWN
    assert tuple(cells[f"{letter}2"] for letter in "EFGH") == ANSWER


def test_second_time_changes_nothing() -> None:
    """What was written is what is wanted: running twice writes nothing the second time."""
    _, after = planned(workbook(HEADINGS, APPLIED, ("Bolt", "", "Rejected"), ("", "Clerk", "", "")))
    plan, again = planned(after)
    assert (plan, again) == (Plan(), after)


def test_only_what_differs_is_written() -> None:
    """A cell that holds what it should is no change."""
    _, after = planned(workbook(HEADINGS, APPLIED))
    book = load_workbook(io.BytesIO(after))
    book["Jobs"]["F2"] = "Follow up again"
    plan, mended = planned(saved(book))
    assert [(change.cell, change.before, change.after) for change in plan.changes] == [
        ("F2", "Follow up again", "Follow up")
    ]
    assert cells_of(mended) == cells_of(after)


def test_everything_else_is_the_same() -> None:
    """Not one cell of its owner changes."""
    before = workbook(("Salary", *HEADINGS, "Flag"), (10, *APPLIED, "red"), (None, "Bolt", "", "Blue", "soon", "green"))
    _, after = planned(before)
    assert cells_of(before).items() <= cells_of(after).items()


def test_other_names_beside_theirs() -> None:
    """Where Next step is somebody's own, ours are called Follow-up ... and theirs is left alone."""
    plan, after = planned(workbook((*HEADINGS, "Next step"), (*APPLIED, "call Dana")))
    assert [plan.changes[at].after for at in range(5)] == [
        "Follow-up flag",
        "Follow-up step",
        "Follow-up due",
        "Follow-up how",
        "Follow-up why",
    ]
    assert cells_of(after)["E2"] == "call Dana"
    assert planned(after)[0].changes == ()


def test_config_names_the_five() -> None:
    """Columns that the config names are written into."""
    theirs = ("Ampel", "Schritt", "Bis", "Wie", "Warum")
    hints = Hints(columns=dict(zip(OWN, theirs, strict=True)))
    plan, after = planned(workbook((*HEADINGS, *theirs), APPLIED), hints=hints)
    assert (places(plan), cells_of(after)["E2"]) == (["E2", "F2", "G2", "H2", "I2"], "Due")


def test_a_row_that_is_no_lead_any_more_is_cleared() -> None:
    """Where a job was deleted, what we said of it goes too."""
    plan, after = planned(with_own(APPLIED, (None, None, None, None, "Due", "Follow up", TODAY, "Phone", "Call.")))
    assert {change.cell: change.after for change in plan.changes if change.cell.endswith("3")} == dict.fromkeys(
        ("E3", "F3", "G3", "H3", "I3")
    )
    assert not [cell for cell in cells_of(after) if cell.endswith("3")]


def test_a_formula_in_our_column_is_left_and_told() -> None:
    """A cell of ours that holds a formula is skipped and reported (contract)."""
    plan, after = planned(with_own((*APPLIED, "", "", Formula("D2+7"))))
    assert [(problem.cell, problem.column) for problem in plan.problems] == [("G2", "Due")]
    assert "G2" not in places(plan)
    assert cells_of(after)["G2"] == "=D2+7"


GUESSED = table(
    ("stage by its cells", ("Company", "Result"), ("Acme", "Rejected"), '"Stage" = "Result"'),
    ("applied by its cells", ("Company", "Date"), ("Acme", date(2026, 11, 16)), '"Applied on" = "Date"'),
    ("two interview dates", ("Company", "Status", "Interview date", "Interview day"), ("Acme", "Offer", TODAY, TODAY),
     r"could both be Interview on"),
)  # fmt: skip


@pytest.mark.parametrize(("headings", "row", "sentence"), GUESSED)
def test_no_columns_are_added_on_a_guess(headings: tuple[str, ...], row: tuple[object, ...], sentence: str) -> None:
    """A plain night adds columns only where everything was found by an exact known heading (contract)."""
    with pytest.raises(WorkbookError, match=sentence):
        planned(workbook(headings, row))


def test_refusal_names_the_line_to_type() -> None:
    """Else 4, with the adopt_workbook line to type (contract)."""
    with pytest.raises(WorkbookError, match="adopt_workbook"):
        planned(workbook(("Company", "Result"), ("Acme", "Rejected")))


def test_a_guess_is_no_hindrance_where_our_columns_are() -> None:
    """Once they are there, they were put there with their owner's word."""
    plan, _ = planned(workbook(("Company", "Result", *OWN), ("Acme", "Rejected")))
    assert places(plan) == ["C2", "G2"]


LAST_CHECKED = table(
    ("blank", None, True),
    ("yesterday", TODAY - timedelta(days=1), False),
    ("two days old", TODAY - timedelta(days=2), False),
    ("three days old", TODAY - timedelta(days=3), True),
    ("a year old", TODAY - timedelta(days=365), True),
    ("from the future", TODAY + timedelta(days=9), True),
    ("words", "never", True),
    ("today", TODAY, False),
)


@pytest.mark.parametrize(("stands", "is_written"), LAST_CHECKED)
def test_last_checked_where_nothing_else_is_written(stands: object, *, is_written: bool) -> None:
    """Else once it is three days old, so that a night does not touch the file (contract)."""
    plan, after = planned(checked(stands, planned(workbook(HEADINGS, APPLIED))[1]))
    assert places(plan) == (["'My board'!B2"] if is_written else [])
    assert cells_of(after, "My board").get("B2") == (TODAY if is_written else stands)


@pytest.mark.parametrize("stands", [None, TODAY - timedelta(days=1)], ids=["blank", "yesterday"])
def test_last_checked_goes_with_any_write(stands: object) -> None:
    """Whenever anything is written, the day is too."""
    plan, after = planned(checked(stands, workbook(HEADINGS, APPLIED)))
    assert places(plan)[-1] == "'My board'!B2"
    assert (plan.changes[-1].before, plan.changes[-1].after) == (stands, TODAY)
    assert cells_of(after, "My board")["B2"] == TODAY


def test_last_checked_stays_in_a_replay() -> None:
    """A day that is only assumed is not noted."""
    plan, after = planned(checked(None, workbook(HEADINGS, APPLIED)), renew=False)
    assert "'My board'!B2" not in places(plan)
    assert "B2" not in cells_of(after, "My board")


def test_last_checked_that_is_a_formula_is_left() -> None:
    """Somebody's =TODAY() is not ours to overwrite."""
    plan, after = planned(checked(Formula("TODAY()"), workbook(HEADINGS, APPLIED)))
    assert cells_of(after, "My board")["B2"] == "=TODAY()"
    assert "'My board'!B2" not in places(plan)


FILLED = table(("a company", "Jobs!$A$2"), ("a heading", "Jobs!$B$1"), ("a note", "Jobs!$K$2"))


@pytest.mark.parametrize("target", [*FILLED])
def test_last_checked_over_what_a_person_filled_in(target: str) -> None:
    """A name that has come to stand for somebody's words is no place for our day (promise 5)."""
    rows = (("Company", "Role", "Stage", "Applied on", *OWN, None, "Mine"), (*APPLIED, *[None] * 6, "keep"))
    before = workbook(*rows)
    _, after = planned(with_name(before, "LastChecked", target))
    assert cells_of(before).items() <= cells_of(after).items()


def test_last_checked_in_a_column_of_ours() -> None:
    """A name that stands for a cell of ours writes no day over our flag, tonight or tomorrow."""
    _, after = planned(with_name(with_own(APPLIED), "LastChecked", "Jobs!$E$2"))
    assert cells_of(after)["E2"] == "Due"
    assert planned(after)[0].changes == ()


def test_last_checked_at_the_end_of_the_world() -> None:
    """A day far below the list would make the sheet too vast for the next night."""
    _, after = planned(with_name(workbook(HEADINGS, APPLIED), "LastChecked", "Jobs!$XFD$1048576"))
    assert planned(after)[0].changes == ()


def checked(stands: object, book: bytes) -> bytes:
    """The workbook with a sheet whose B2 is called LastChecked."""
    rows = many({"My board": [(None,), ("Last run", stands)]})
    opened, board = load_workbook(io.BytesIO(book)), load_workbook(io.BytesIO(rows))["My board"]
    sheet = opened.create_sheet("My board")
    for row in board.iter_rows():
        for cell in row:
            sheet[cell.coordinate].value = cell.value
    return with_name(saved(opened), "LastChecked", "'My board'!$B$2")
