"""What a summary lists: the week by day, the late, the ones to let go, and never more than a person reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.leads import Lead
from followthrough.knowing.policy import STANDARD
from followthrough.knowing.steps import Step
from followthrough.knowing.words import Stage
from followthrough.saying.week import MOST_CHASES, Week, let_go_keys, plan_week

SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)


def week(*leads: Lead, today: date = SUNDAY, told: tuple[str, ...] = ()) -> Week:
    numbered = [replace(lead, row=row) for row, lead in enumerate(leads, start=2)]
    return plan_week(judge(numbered, STANDARD, today), told)


def applied(days_ago: int, **more: str) -> Lead:
    return Lead(row=2, company="Acme", applied_on=SUNDAY - timedelta(days=days_ago), email="sam@example.com", **more)  # type: ignore[arg-type] # texts only


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        pytest.param(applied(8), [(MONDAY, Step.FOLLOW_UP)], id="due on a Sunday: Monday, when somebody is there"),
        pytest.param(applied(2), [(date(2026, 11, 27), Step.FOLLOW_UP)], id="opens on Friday"),
        pytest.param(applied(0), [], id="opens after the week"),
        pytest.param(
            Lead(row=2, company="Acme", stage=Stage.INTERVIEWING, interview_on=date(2026, 11, 25)),
            [(SUNDAY, Step.PREPARE)],
            id="preparing needs nobody: today",
        ),
        pytest.param(
            Lead(row=2, company="Acme", stage=Stage.INTERVIEWING, check_back_on=date(2026, 11, 26), phone="555-0100"),
            [(date(2026, 11, 26), Step.CHECK_IN)],
            id="an agreed day",
        ),
        pytest.param(Lead(row=2, company="Acme", stage=Stage.CLOSED), [], id="closed"),
    ],
)
def test_the_day_on_which_to_do_it(lead: Lead, expected: list[tuple[date, Step]]) -> None:
    """Each step stands on the first good day of the week that is left."""
    assert [(task.day, task.advice.step) for task in week(lead).tasks] == expected


def test_ten_chases_in_full_and_the_rest_in_a_line_each() -> None:
    """Agreed days come first, then the interviewed, then those with a name; what is cut is not lost."""
    agreed = Lead(row=2, company="Agreed", stage=Stage.INTERVIEWING, check_back_on=MONDAY, phone="555-0100")
    nobody = replace(applied(8), company="Nobody", email="")
    found = week(nobody, *[applied(8)] * 11, agreed)
    assert len(found.tasks) == MOST_CHASES
    assert "Agreed" in {task.judged.lead.company for task in found.tasks}
    assert [task.judged.lead.company for task in found.more][-1] == "Nobody"


def test_what_is_long_overdue_is_one_number() -> None:
    """More than two weeks late: counted, not listed."""
    late = Lead(
        row=2, company="Acme", stage=Stage.INTERVIEWING, interview_on=date(2026, 10, 20), phone="555-0100",
        thank_you_sent=True,
    )  # fmt: skip
    found = week(late)
    assert (found.long_overdue, found.overdue, found.tasks) == (1, (), ())


def test_a_lead_to_let_go_is_listed_once() -> None:
    """In the summary after it turned; from then on it is only counted."""
    silent = applied(45)
    first = week(silent)
    told = let_go_keys(judge([replace(silent, row=2)], STANDARD, SUNDAY))
    later = week(silent, told=told)
    assert ([len(first.let_go), first.let_go_before], [len(later.let_go), later.let_go_before]) == ([1, 0], [0, 1])


def test_answers_to_expect() -> None:
    """A decision day within two weeks is told beforehand; nothing is to be done on it."""
    lead = Lead(
        row=2, company="Acme", stage=Stage.INTERVIEWING, interview_on=date(2026, 11, 12), thank_you_sent=True,
        decision_by=date(2026, 11, 27), phone="555-0100",
    )  # fmt: skip
    assert [each.day for each in week(lead).expected] == [date(2026, 11, 27)]
