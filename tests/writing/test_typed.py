"""What somebody typed into our columns is quoted, with the cell that would have said it (rules 2)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from followthrough.judging.judgement import Change
from followthrough.knowing.columns import Column
from followthrough.understanding.stage_words import StageWords
from followthrough.writing.typed import is_typed, typed_problem
from leads_for_tests import a_lead, judged, table

if TYPE_CHECKING:
    from followthrough.judging.judgement import Judged

CELLS = {Column.STAGE: "C", Column.LAST_FOLLOW_UP: "F", Column.THANK_YOU_SENT: "G", Column.NOTES: "N"}

DEEDS = (
    "done",
    "Done!",
    "sent",
    "called",
    "called Dana",
    "emailed",
    "yes",
    "x",
    "✓",
    True,
    "erledigt",
    date(2026, 11, 25),
)
"""What says that a step was done."""


def asked(cells: str = "Stage: Applied | Applied on: 11-09") -> Judged:
    """A lead that is to be followed up."""
    return judged(a_lead(cells, columns=CELLS))


def told(name: str, typed: object, step: str = "Follow up", of: Judged | None = None) -> str:
    change = Change("AF2", typed, "Due")  # type: ignore[arg-type] # whatever a cell holds
    row = {Column.NEXT_STEP: step, name: typed}
    return typed_problem(name, name, change, of or asked(), row, StageWords({})).told


@pytest.mark.parametrize("typed", DEEDS, ids=str)
@pytest.mark.parametrize("name", ["Flag", "How", "Why"])
def test_a_deed_belongs_where_its_step_is_cleared(name: str, typed: object) -> None:
    """By the step that stood there: a follow-up has its date in Last follow-up, a thank-you in Thank-you sent."""
    assert told(name, typed).endswith(f"under {name} (AF2): put the date in Last follow-up (F2).")
    assert told(name, typed, "Send thank-you").endswith("put the date in Thank-you sent (G2).")
    assert told(name, typed, "Reply to the offer").endswith("put what you told them in Stage (C2).")
    assert told(name, typed, "Move on").endswith("put how it ended in Stage (C2).")


@pytest.mark.parametrize("typed", DEEDS, ids=str)
def test_a_deed_over_the_step_itself(typed: object) -> None:
    """What stood there is what stands there tonight."""
    thanks = asked("Stage: Interviewing | Applied on: 11-02 | Interview on: 11-20")
    assert told("Next step", typed, str(typed), thanks).endswith("put the date in Thank-you sent (G2).")


BELONGS = table(
    ("a stage", "Flag", "Rejected", "You typed “Rejected” under Flag (AF2): put it in Stage (C2)."),
    ("a stage under How", "How", "Offer", "put it in Stage (C2)."),
    ("a flag of ours that is a stage", "Flag", "Closed", "put it in Stage (C2)."),
    ("a stage in German", "Why", "abgesagt", "put it in Stage (C2)."),
    ("a day under Due", "Due", date(2026, 12, 10), "put the day in a column Check back on."),
    ("a deed under Due", "Due", "done", "put the date in Last follow-up (F2)."),
    ("a channel", "How", "phone", "put it in a column Prefers."),
    ("never", "Next step", "never", "put it in a column Snooze until."),
    ("not done", "Flag", "not called yet", "put what you want to keep in Notes (N2)."),
    ("a number", "Flag", 5, "You typed “5” under Flag (AF2): put what you want to keep in Notes (N2)."),
    ("an error", "Flag", "#N/A", "put what you want to keep in Notes (N2)."),
    ("a remark", "Why", "nice people", "put what you want to keep in Notes (N2)."),
)


@pytest.mark.parametrize(("name", "typed", "sentence"), BELONGS)
def test_where_it_belongs(name: str, typed: object, sentence: str) -> None:
    """Each kind of word has the cell that would have said it; a column that is not there is to be added."""
    assert told(name, typed).endswith(sentence)


def test_a_deed_where_there_was_no_step() -> None:
    """Then it is taken for a follow-up, whose date the sentence asks for."""
    closed = asked("Stage: Closed | Applied on: 11-09")
    assert told("Flag", "done", "", closed).endswith("put the date in Last follow-up (F2).")


def test_the_problem_holds_what_was_found_and_what_would_be_right() -> None:
    """Other programs read it in pieces."""
    change = Change("AF2", "done", "Due")
    problem = typed_problem("Flag", "Follow-up flag", change, asked(), {}, StageWords({}))
    assert (problem.row, problem.cell, problem.column) == (2, "AF2", "Follow-up flag")
    assert (problem.found, problem.expected) == ("done", "the date in Last follow-up (F2)")


TYPED = table(
    ("a word of theirs", "Flag", "done", "Due", False, True),
    ("yesterday's flag", "Flag", "Waiting", "Due", False, False),
    ("nothing", "Flag", None, "Due", False, False),
    ("yesterday's day", "Due", date(2026, 11, 20), date(2026, 11, 27), False, False),
    ("another day beside the same Why", "Due", date(2026, 12, 20), date(2026, 11, 27), True, True),
    ("a day that has passed", "Due", date(2026, 11, 20), None, True, False),
    ("another channel beside the same Why", "How", "Phone", "Email", True, True),
    ("a flag that days bring about", "Flag", "Waiting", "Overdue", True, False),
    ("a flag that days do not bring about", "Flag", "Closed", "Due", True, True),
    ("last version's words", "Why", "Call them.", "Call Dana.", False, False),
    ("a remark over Why", "Why", "called", "Call Dana.", False, True),
    ("a column of a newer version", "Chance", "high", "low", False, False),
)


@pytest.mark.parametrize(("name", "before", "after", "is_same_advice", "is_it"), TYPED)
def test_what_was_typed(
    name: str, before: str | date | None, after: str | date | None, *, is_same_advice: bool, is_it: bool
) -> None:
    """What no night writes; and what none can have written beside a Why that is still right."""
    assert is_typed(name, Change("AF2", before, after), is_same_advice=is_same_advice) is is_it
