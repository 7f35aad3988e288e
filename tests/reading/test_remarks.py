"""A date followed by a remark is that date (rules 2), and what may change it is left to its owner."""

from __future__ import annotations

from datetime import date

import pytest

from followthrough.reading.dates import DateWays, date_before_remark
from leads_for_tests import table

PLAIN, DAY_FIRST = DateWays(), DateWays(day_first=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    table(
        ("where it was sent", "2026-11-18 via LinkedIn", "2026-11-18"),
        ("in brackets", "2026-12-10 (recruiter on leave)", "2026-12-10"),
        ("after a comma", "18 Nov 2026, by phone with Dana Ruiz", "2026-11-18"),
        ("to somebody", "2026-11-18 sent to Dana", "2026-11-18"),
        ("nobody answered", "2026-11-18 no answer", "2026-11-18"),
        ("after a dash", "18 Nov 2026 - emailed", "2026-11-18"),
        ("after a colon", "2026-11-18: left a message", "2026-11-18"),
        ("on a second line", "2026-11-18\nDana picked up", "2026-11-18"),
        ("the month first, in words", "Nov 18, 2026 sent", "2026-11-18"),
        ("a day that can only be one", "18/11/2026 via the site", "2026-11-18"),
        ("with an hour of its own", "2026-11-18 14:30 with Dana", "2026-11-18"),
        ("in another language", "2026-11-18 über die Website", "2026-11-18"),
    ),
)
def test_the_date_counts(text: str, expected: str) -> None:
    """It is certain, and the rest says nothing of it."""
    assert date_before_remark(text, PLAIN) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    "text",
    table(
        ("cancelled", "2026-11-18 cancelled"),
        ("cancelled, in brackets", "2026-11-18 (canceled)"),
        ("moved", "2026-11-18, moved"),
        ("postponed", "2026-11-18 postponed by them"),
        ("rescheduled", "2026-11-18 rescheduled"),
        ("or", "2026-11-18 or Friday"),
        ("to be confirmed", "2026-11-18 (tbc)"),
        ("about", "2026-11-18 about"),
        ("before", "2026-11-18, before noon"),
        ("after", "2026-11-18 after lunch"),
        ("a question mark", "2026-11-18 (Dana?)"),
        ("a question", "2026-11-18 ?"),
        ("a week", "2026-11-18 week"),
        ("not", "2026-11-18 not yet sent"),
        ("no", "2026-11-18 no interview"),
        ("to be confirmed, in words", "2026-11-18 to be confirmed"),
        ("abgesagt", "2026-11-18 abgesagt"),
        ("reporté", "2026-11-18 reporté"),
        ("a second date", "2026-11-18, 2026-11-20"),
        ("a number", "2026-11-18 with 3 people"),
        ("an hour behind the remark", "2026-11-18 at the office 14:30"),
        ("either order", "03/11/2026 via LinkedIn"),
        ("no year", "18 Nov via LinkedIn"),
        ("the remark first", "sent 2026-11-18"),
        ("no remark", "2026-11-18"),
        ("no date", "next week, they said"),
        ("nothing", ""),
    ),
)
def test_what_may_change_it_stays_unread(text: str) -> None:
    """No date is guessed (promise 4)."""
    assert date_before_remark(text, PLAIN) is None


def test_the_order_of_day_and_month_is_the_column_s() -> None:
    """Where the column's order is known, the date is certain."""
    assert date_before_remark("03/11/2026 via LinkedIn", DAY_FIRST) == date(2026, 11, 3)


@pytest.mark.parametrize("cell", [None, 46000, 1.5, True, date(2026, 11, 18)])
def test_only_texts_have_remarks(cell: object) -> None:
    """A number or a real date is read elsewhere."""
    assert date_before_remark(cell, PLAIN) is None
