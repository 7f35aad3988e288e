"""A slip is told with all that its owner needs: row, cell, column, what stands there and what should (rules 5.3)."""

from __future__ import annotations

import pytest

from followthrough.judging.slips import log_slips, misdated, unknown_stage
from followthrough.knowing.columns import Column
from followthrough.knowing.words import Stage
from leads_for_tests import TODAY, a_lead, table

SLIPS = table(
    ("a date ahead", "Applied on: 11-24", Column.APPLIED_ON, "2026-11-24"),
    ("a count", "Applied on: 11-02 | Unanswered: -1", Column.UNANSWERED, "-1"),
    ("no date of applying", "Stage: Applied", Column.APPLIED_ON, ""),
    ("no date of the interview", "Stage: Interviewing", Column.INTERVIEW_ON, ""),
)


@pytest.mark.parametrize(("cells", "heading", "found"), SLIPS)
def test_a_slip_is_told_in_full(cells: str, heading: str, found: str) -> None:
    """In the words of the sheet."""
    letters = {str(column): f"{place}" for place, column in zip("ABCDEFGH", (heading, *Column), strict=False)}
    lead = a_lead(cells, row=7, columns=letters)
    (problem,) = misdated(lead, TODAY)
    assert (problem.row, problem.cell, problem.column, problem.found) == (7, lead.cell(heading), heading, found)
    assert problem.expected


def test_an_unknown_stage_is_told_with_the_likely_one() -> None:
    """The owner need only say yes."""
    lead = a_lead("Applied on: 11-02", row=4, unknown_stage="Aplied", stage_guess=Stage.APPLIED)
    (problem,) = unknown_stage(lead)
    assert (problem.row, problem.cell, problem.column) == (4, lead.cell(Column.STAGE), Column.STAGE)
    assert (problem.found, problem.meant) == ("Aplied", "Applied")


def test_a_slip_in_the_log_names_its_column() -> None:
    """The other sheet has a column Date."""
    lead = a_lead("Applied on: 11-02 | Log: 1926-11-16 Sent", row=4)
    (problem,) = log_slips(lead, TODAY)
    assert (problem.row, problem.column, problem.found) == (4, "Date", "1926-11-16")
