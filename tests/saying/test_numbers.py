"""The search in numbers: what is counted, from which day on, and of how many."""

from __future__ import annotations

from typing import Any

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.policy import STANDARD
from followthrough.knowing.words import Stage
from followthrough.saying.numbers import FUNNEL, WEEKS, Numbers, Rate, count
from leads_for_tests import TODAY, day, table
from mails_for_tests import rows


def numbers(*leads: str) -> Numbers:
    """The numbers of some leads on a Monday."""
    return count(judge(rows(*leads), STANDARD, TODAY))


COUNTED = table(
    ("applied today", ["Applied on: 11-23"], "applied", 1),
    ("applied six days ago", ["Applied on: 11-17"], "applied", 1),
    ("applied seven days ago", ["Applied on: 11-16"], "applied", 0),
    ("that was the week before", ["Applied on: 11-16", "Applied on: 11-10"], "applied_before", 2),
    ("and that the one before it", ["Applied on: 11-09"], "applied_before", 0),
    ("a day to come is a slip", ["Applied on: 11-24"], "applied", 0),
    ("a follow-up in its column", ["Applied on: 11-09 | Last follow-up: 11-20"], "asked", 1),
    ("a follow-up in the log", ["Applied on: 11-09 | Log: 11-20 Sent"], "asked", 1),
    ("in both: one", ["Applied on: 11-09 | Last follow-up: 11-20 | Log: 11-20 Sent"], "asked", 1),
    ("a voicemail is one", ["Applied on: 11-09 | Log: 11-20 Left voicemail"], "asked", 1),
    ("their reply is none", ["Applied on: 11-09 | Log: 11-20 They replied"], "asked", 0),
    ("last month's is none of this week", ["Applied on: 10-01 | Last follow-up: 10-20"], "asked", 0),
    ("open", ["Applied on: 11-20", "Interview on: 11-24", "Stage: Offer"], "open_leads", 3),
    ("not pursued", ["Stage: Closed", "Stage: Wishlist", "Stage: On hold", "Stage: Accepted"], "open_leads", 0),
    ("silent for long is not pursued", ["Applied on: 09-01"], "open_leads", 0),
    ("put aside for a while is still open", ["Applied on: 11-20 | Snooze until: 12-24"], "open_leads", 1),
    ("answered", ["Applied on: 11-02 | Last heard: 11-09", "Applied on: 11-02"], "answered", Rate(1, 2)),
    ("an application without a day is one", ["Stage: Applied"], "answered", Rate(0, 1)),
    ("a wish is none", ["Stage: Wishlist"], "answered", Rate(0, 0)),
    ("a no is an answer", ["Stage: Closed | A no: yes", "Stage: Closed"], "answered", Rate(1, 2)),
    ("interviewed", ["Applied on: 11-02 | Interview on: 11-20", "Applied on: 11-02"], "interviewed", Rate(1, 2)),
    ("days to an answer", ["Applied on: 11-02 | Last heard: 11-09"], "days_to_answer", (7, 1)),
    ("the first answer that is known",
     ["Applied on: 11-02 | Last heard: 11-20 | Log: 11-06 They replied"], "days_to_answer", (4, 1)),
    ("in the middle of two",
     ["Applied on: 11-02 | Last heard: 11-09", "Applied on: 11-02 | Last heard: 11-12"], "days_to_answer", (8.5, 2)),
    ("an answer before applying is none", ["Applied on: 11-02 | Last heard: 10-20"], "days_to_answer", None),
    ("nobody answered", ["Applied on: 11-02"], "days_to_answer", None),
    ("since anything moved", ["Applied on: 11-16", "Applied on: 11-20"], "days_in_stage", ((Stage.APPLIED, 5.0, 2),)),
    ("nothing at all", [], "days_in_stage", ()),
    ("the goal is the policy's", [], "open_goal", STANDARD.open_leads),
)  # fmt: skip


@pytest.mark.parametrize(("leads", "name", "expected"), COUNTED)
def test_what_is_counted(leads: list[str], name: str, expected: Any) -> None:  # noqa: ANN401 - whatever the field holds
    """Each number, beside the nearest case that does not count."""
    assert getattr(numbers(*leads), name) == expected


@pytest.mark.parametrize(
    ("part", "whole", "percent"), table(("none of none", 0, 0, 0), ("a third", 1, 3, 33), ("all", 4, 4, 100))
)
def test_percent(part: int, whole: int, percent: int) -> None:
    """Whole percent, and no division by nothing."""
    assert Rate(part, whole).percent == percent


def test_weeks_begin_on_monday() -> None:
    """Eight of them, this one last, also those in which nothing was sent."""
    weeks = numbers("Applied on: 11-23", "Applied on: 11-22", "Applied on: 11-16").weeks
    assert len(weeks) == WEEKS
    assert weeks[-2:] == ((day("11-16"), 2), (day("11-23"), 1))
    assert weeks[0] == (day("10-05"), 0)


def test_funnel_counts_each_lead_once() -> None:
    """At the stage that its row comes to, not the one that was typed months ago."""
    stages = dict(numbers("Stage: Applied | Interview on: 11-20", "Stage: Wishlist", "Stage: Closed").stages)
    assert tuple(stages) == FUNNEL
    assert {stage: held for stage, held in stages.items() if held} == {Stage.WISHLIST: 1, Stage.INTERVIEWING: 1}


def test_rows_that_cannot_be_read_do_not_count() -> None:
    """An unknown stage says nothing about the search."""
    assert numbers("Unknown stage: pending | Applied on: 11-20").applied == 0
