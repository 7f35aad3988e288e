"""The search in numbers: what is counted, from which day on, and of how many."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.policy import STANDARD
from followthrough.saying.summary import numbers_of
from leads_for_tests import TODAY, table
from mails_for_tests import demo_judgement, rows


def numbers(*leads: str) -> dict[str, tuple[str, str]]:
    """The numbers of some leads on a Monday, each with last week's."""
    return {each.label: (each.value, each.before) for each in numbers_of(judge(rows(*leads), STANDARD, TODAY))}


FIVE = ["Applied on: 11-02"] * 4
COUNTED = table(
    ("applied today", ["Applied on: 11-23"], "Applications", ("1", "last week 0")),
    ("applied six days ago", ["Applied on: 11-17"], "Applications", ("1", "last week 0")),
    ("applied seven days ago", ["Applied on: 11-16"], "Applications", ("0", "last week 1")),
    ("that was the week before", ["Applied on: 11-16", "Applied on: 11-10"], "Applications", ("0", "last week 2")),
    ("and that the one before it", ["Applied on: 11-09"], "Applications", ("0", "last week 0")),
    ("a day to come is a slip", ["Applied on: 11-24"], "Applications", ("0", "last week 0")),
    ("an unknown stage says nothing", ["Unknown stage: found | Applied on: 11-20"], "Applications", None),
    ("a follow-up in its column", ["Applied on: 11-09 | Last follow-up: 11-20"], "Follow-ups", ("1", "last week 0")),
    ("a follow-up in the log", ["Applied on: 11-09 | Log: 11-20 Sent"], "Follow-ups", ("1", "last week 0")),
    ("in both: one", ["Applied on: 11-09 | Last follow-up: 11-20 | Log: 11-20 Sent"], "Follow-ups", ("1", "last week 0")),
    ("a voicemail is one", ["Applied on: 11-09 | Log: 11-20 Left voicemail"], "Follow-ups", ("1", "last week 0")),
    ("their reply is none", ["Applied on: 11-09 | Log: 11-20 They replied"], "Follow-ups", ("0", "last week 0")),
    ("last month's is none of this week", ["Applied on: 10-01 | Last follow-up: 10-20"], "Follow-ups", ("0", "last week 0")),
    ("open", ["Applied on: 11-20", "Interview on: 11-24", "Stage: Offer"], "Open leads", ("3", "")),
    ("not pursued", ["Stage: Closed", "Stage: Wishlist", "Stage: On hold", "Stage: Accepted"], "Open leads", ("0", "")),
    ("silent for long is not pursued", ["Applied on: 09-01"], "Open leads", ("0", "")),
    ("put aside for a while is still open", ["Applied on: 11-20 | Snooze until: 12-24"], "Open leads", ("1", "")),
    ("answered", [*FIVE, "Applied on: 11-02 | Last heard: 11-09"], "Answered", ("1 of 5", "")),
    ("an application without a day is one", [*FIVE, "Stage: Applied", "A no: yes | Stage: Closed"], "Answered", ("1 of 6", "")),
    ("a wish is none", [*FIVE, "Stage: Wishlist", "Applied on: 11-02 | Last heard: 11-09"], "Answered", ("1 of 5", "")),
    ("none of five tells nothing", [*FIVE, "Applied on: 11-02"], "Answered", None),
    ("one of four tells nothing", ["Applied on: 11-02 | Last heard: 11-09", *FIVE[1:]], "Answered", None),
    ("interviewed", [*FIVE, "Applied on: 11-02 | Interview on: 11-20"], "Interviewed", ("1 of 5", "")),
    ("days to an answer", ["Applied on: 11-02 | Last heard: 11-09"], "Median wait", ("7 days", "")),
    ("the first answer that is known",
     ["Applied on: 11-02 | Last heard: 11-20 | Log: 11-06 They replied"], "Median wait", ("4 days", "")),
    ("in the middle of two",
     ["Applied on: 11-02 | Last heard: 11-09", "Applied on: 11-02 | Last heard: 11-12"], "Median wait", ("8.5 days", "")),
    ("an answer before applying is none", ["Applied on: 11-02 | Last heard: 10-20"], "Median wait", None),
    ("nobody answered", ["Applied on: 11-02"], "Median wait", None),
)  # fmt: skip


@pytest.mark.parametrize(("leads", "label", "expected"), COUNTED)
def test_what_is_counted(leads: list[str], label: str, expected: tuple[str, str] | None) -> None:
    """Each number, beside the nearest case that does not count."""
    assert numbers(*leads).get(label) == expected


def test_six_at_most_and_bars_that_fit() -> None:
    """What the person did comes first; no bar is longer than its cell."""
    found = numbers_of(demo_judgement())
    assert [each.label for each in found][:2] == ["Applications", "Follow-ups"]
    assert len(found) <= 6
    assert all(0 <= each.share <= 1 for each in (*found, *numbers_of(judge([], STANDARD, TODAY))))
