"""What is counted, from one place (rules 7)."""

from __future__ import annotations

import pytest

from followthrough.judging.judge import judge
from followthrough.judging.judgement import Counts, count
from followthrough.knowing.policy import STANDARD
from leads_for_tests import TODAY, a_lead, table


def counted(*rows: str) -> Counts:
    """The counts of some rows on a Monday."""
    leads = [a_lead(cells, row=place) for place, cells in enumerate(rows, start=2)]
    return count(judge(leads, STANDARD, TODAY).leads)


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("applied", "Applied on: 11-20", True),
        ("interviewing", "Interview on: 11-20", True),
        ("an offer", "Stage: Offer", True),
        ("snoozed", "Applied on: 11-20 | Snooze until: never", True),
        ("a row to fix", "Applied on: 11-24", True),
        ("let go", "Applied on: 10-01", False),
        ("on hold", "Stage: On hold | Applied on: 11-20", False),
        ("a wish", "Stage: Wishlist", False),
        ("accepted", "Stage: Accepted", False),
        ("closed", "Stage: Closed", False),
        ("no company", "Company: | Applied on: 11-20", False),
        ("a word nobody knows", "Unknown stage: zorp | Applied on: 11-20", False),
    ),
)
def test_open(cells: str, expected: bool) -> None:
    """Applied, Interviewing and Offer, unless they are let go."""
    assert counted(cells).open == int(expected)


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("a wish is no application", "Stage: Wishlist", (0, 0, 0)),
        ("an application", "Applied on: 11-20", (1, 0, 0)),
        ("without a day", "Stage: Applied", (1, 0, 0)),
        ("first seen here", "Stage: Applied | Seen: 11-20", (1, 0, 0)),
        ("closed without a word", "Stage: Closed", (1, 0, 0)),
        ("given up", "Stage: Moved on | Applied on: 10-01", (1, 0, 0)),
        ("on hold", "Stage: On hold | Applied on: 10-01", (1, 0, 0)),
        ("they answered", "Applied on: 11-02 | Last heard: 11-09", (1, 1, 0)),
        ("they spoke", "Applied on: 11-02 | Log: 11-09 Spoke", (1, 1, 0)),
        ("a no", "Stage: Closed | A no: yes", (1, 1, 0)),
        ("a no in its own column", "Stage: Closed | Rejected on: 11-09", (1, 1, 0)),
        ("an interview", "Interview on: 11-09", (1, 1, 1)),
        ("an interview ahead", "Interview on: 11-30", (1, 1, 1)),
        ("ticked off", "Stage: Interviewing | Applied on: 11-02", (1, 1, 1)),
        ("an offer", "Stage: Offer", (1, 1, 1)),
        ("accepted", "Stage: Accepted", (1, 1, 1)),
        ("closed after an interview", "Stage: Closed | Interview on: 11-09", (1, 1, 1)),
        ("closed after a round", "Stage: Closed | Rounds: 11-09", (1, 1, 1)),
        ("closed, an interview ahead", "Stage: Closed | Interview on: 11-30", (1, 1, 1)),
        ("no company", "Company: | Applied on: 11-20", (0, 0, 0)),
        ("a word nobody knows", "Unknown stage: zorp | Applied on: 11-20", (0, 0, 0)),
    ),
)
def test_applications(cells: str, expected: tuple[int, int, int]) -> None:
    """How many there are, how many were answered, how many led to an interview; no interview without an answer."""
    found = counted(cells)
    assert (found.applications, found.answered, found.interviewed) == expected
    assert found.interviewed <= found.answered <= found.applications


def test_rows_add_up() -> None:
    """Each row counts for itself."""
    assert counted("Applied on: 11-20", "Interview on: 11-09", "Stage: Closed | A no: yes") == Counts(
        open=2, applications=3, answered=2, interviewed=1
    )
