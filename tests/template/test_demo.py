"""The demo shows all that one day can hold, whatever day it is."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.columns import THEIRS
from followthrough.knowing.hints import Hints
from followthrough.knowing.policy import STANDARD
from followthrough.knowing.steps import Flag, How, Step
from followthrough.template.build import demo_rows
from followthrough.understanding.read import read_workbook
from workbooks_for_tests import demo_workbook

if TYPE_CHECKING:
    from followthrough.judging.judgement import Judgement

MONDAY = date(2026, 11, 23)
TIPS = {
    "references", "pay", "skills", "insider", "network", "next_round", "interview_date", "one_call", "leverage",
    "pipeline", "offer_open", "gracious", "on_file", "again",
}  # fmt: skip
QUICK = (date(2026, 12, 31), date(2027, 1, 3), date(2028, 2, 29))
OTHERS = [*(date(2026, 12, 22) + timedelta(count) for count in range(14)), date(2029, 3, 1)]
TODAYS = [*QUICK, *(pytest.param(day, marks=pytest.mark.slow) for day in OTHERS if day not in QUICK)]
"""Two weeks over a New Year, a leap day, and a first of March."""


@cache
def judgement(today: date) -> Judgement:
    """The demo of a day as the night reads and judges it."""
    reading = read_workbook(demo_workbook(today), Hints())
    return judge(reading.leads, STANDARD, today, problems=reading.problems)


any_day = pytest.mark.parametrize("today", TODAYS, ids=str)


@any_day
def test_every_flag_and_channel_is_shown(today: date) -> None:
    """A newcomer sees each colour and each way to reach somebody."""
    leads = judgement(today).leads
    assert {lead.flag for lead in leads} == set(Flag)
    assert {lead.how for lead in leads} >= set(How)


@any_day
def test_every_step_but_withdraw_is_shown(today: date) -> None:
    """A new job that has begun would silence the others, so that one step is left out."""
    shown = {lead.step for lead in judgement(today).leads}
    assert {step for step in Step if step not in shown} == {Step.WITHDRAW}


@any_day
def test_every_tip_holds_somewhere(today: date) -> None:
    """The tips of the leads and those of the search."""
    judged = judgement(today)
    tips = chain(judged.tips, *(lead.tips for lead in judged.leads))
    assert {tip.tip for tip in tips} == TIPS


@any_day
def test_only_the_planned_slips_are_problems(today: date) -> None:
    """An interview without a day, a word for a date, a year too late, a company missing; no row of the logs is lost."""
    judged = judgement(today)
    assert [problem.column for problem in judged.problems] == ["Decision by", "Applied on"]
    assert [lead.lead.role for lead in judged.leads if lead.flag is Flag.CHECK_ROW] == [
        "QA tester",
        "Buyer",
        "Shift planner",
        "Facilities coordinator",
    ]


def test_it_is_a_search_of_a_believable_size() -> None:
    """Enough to look like somebody's search, little enough to be read."""
    assert 25 <= len(demo_rows(MONDAY)["jobs"]) <= 40


def test_nobody_real_can_be_reached() -> None:
    """Addresses end in example.com, numbers lie in the range kept for stories."""
    rows = demo_rows(MONDAY)
    emails = [str(row["Email"]) for row in chain(rows["jobs"], rows["interviews"]) if "Email" in row]
    assert emails
    assert all(email.endswith(".example.com") for email in emails)
    assert all(str(row["Phone"]).startswith("555-01") for row in rows["jobs"] if "Phone" in row)


def test_the_columns_of_the_night_are_blank() -> None:
    """The first night fills them in before somebody's eyes."""
    assert all(set(THEIRS) >= row.keys() for row in demo_rows(MONDAY)["jobs"])
