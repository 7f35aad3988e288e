"""What is new is told once: what opens, what has its last good day, what turned overdue, interviews."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

from datetime import timedelta

import pytest

from followthrough.judging.judge import judge
from followthrough.judging.news import Event, News, find_news
from followthrough.knowing.leads import Lead
from followthrough.knowing.policy import STANDARD
from leads_for_tests import TODAY, a_lead, table


def news_of(*leads: Lead | str, days_on: int = 0, mailed: tuple[str, ...] = ()) -> list[News]:
    given = [lead if isinstance(lead, Lead) else a_lead(lead) for lead in leads]
    return list(find_news(judge(given, STANDARD, TODAY + timedelta(days=days_on)), mailed))


def told(*leads: Lead | str, days_on: int = 0) -> list[tuple[str, str]]:
    return [(item.advice.step.value, item.event.value) for item in news_of(*leads, days_on=days_on)]


OPENS = "Applied on: 11-16 | Email: dana@example.com"
"""A follow-up from 23 to 26 November."""
EVENTS = table(
    ("before it opens", OPENS, -1, []),
    ("it opens", OPENS, 0, [("follow_up", "opened")]),
    ("its last day", OPENS, 3, [("follow_up", "last day")]),
    ("overdue", OPENS, 4, [("follow_up", "overdue")]),
    ("long overdue is no news", OPENS, 18, []),
    ("nobody to write to is never overdue", "Applied on: 11-16", 4, []),
    ("nobody to write to, and open", "Applied on: 11-16", 0, []),
    (
        "nobody to write to, though they answered",
        "Applied on: 11-02 | Last heard: 11-12",
        0,
        [("follow_up", "overdue")],
    ),
    (
        "nobody to write to after an interview",
        "Interview on: 11-12 | Thank-you sent: yes",
        0,
        [("follow_up", "overdue")],
    ),
    ("an interview tomorrow", "Interview on: 11-24", 0, [("prepare", "interview")]),
    ("an interview today: no thanks before it", "Interview on: 11-23", 0, [("prepare", "interview today")]),
    ("the morning after it", "Interview on: 11-22", 0, [("thank_you", "last day")]),
    ("an interview in three days", "Interview on: 11-26", 0, [("prepare", "opened")]),
    ("closed", "Stage: Closed | Applied on: 11-16", 0, []),
    ("a row to fix", "Stage: Applied", 0, []),
    ("waiting", "Applied on: 11-20", 0, []),
)


@pytest.mark.parametrize(("lead", "days_on", "expected"), EVENTS)
def test_what_is_news(lead: str, days_on: int, expected: list[tuple[str, str]]) -> None:
    """Only what somebody can act on is worth a mail."""
    assert told(lead, days_on=days_on) == expected


def test_told_once() -> None:
    """What was mailed is no news; its last day is."""
    (first,) = news_of(OPENS)
    assert news_of(OPENS, mailed=(first.key,)) == []
    assert news_of(OPENS, days_on=1, mailed=(first.key,)) == []
    assert [item.event for item in news_of(OPENS, days_on=3, mailed=(first.key,))] == [Event.LAST_DAY]


def test_a_new_window_is_news_again() -> None:
    """An answer that moves the dates makes a new step."""
    (first,) = news_of(OPENS)
    (again,) = news_of("Applied on: 11-13 | Email: dana@example.com", mailed=(first.key,))
    assert again.key != first.key


def test_repeated_rows_have_their_own_keys() -> None:
    """Two rows that are alike are two leads (contract: n-th where they repeat)."""
    assert len({item.key for item in news_of(OPENS, OPENS)}) == 2


def test_key_does_not_change_with_spelling_or_place() -> None:
    """Sorting the sheet, or a capital, is no news."""
    plain = news_of(a_lead(OPENS, row=2))
    moved = news_of(a_lead(f"Company: ACME  | {OPENS}", row=9))
    assert [item.key for item in plain] == [item.key for item in moved]


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("applied", OPENS, "acme||2026-11-16|1|follow_up|2026-11-23..2026-11-26|opened"),
        ("no day of applying", "Role: Cook | Interview on: 11-24", "acme|cook||1|prepare|2026-11-21..2026-11-24|interview"),
        ("no first day", "Offer reply by: 11-30", "acme|||1|reply_to_offer|..2026-11-30|opened"),
        ("no window", "Stage: Offer", "acme|||1|reply_to_offer|..|opened"),
    ),
)  # fmt: skip
def test_keys_stay_as_they_are(cells: str, expected: str) -> None:
    """What was mailed is remembered by these words: a version that wrote others would tell everything again."""
    assert [item.key for item in news_of(cells)] == [expected]


def test_each_advice_of_a_lead_is_news() -> None:
    """A reply that is due and an interview are two things to hear of."""
    steps = {step for step, _ in told("Stage: Offer | Offer reply by: 11-24 | Interview on: 11-24")}
    assert steps == {"reply_to_offer", "prepare"}
