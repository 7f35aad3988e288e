"""What a summary lists: a good day for each step, the most urgent first, and never more than a person reads."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.calendar import Calendar
from followthrough.knowing.policy import STANDARD
from followthrough.saying.week import MOST_NAMED, MOST_TASKS, Week, let_go_key, plan_week
from leads_for_tests import day, table
from mails_for_tests import rows

if TYPE_CHECKING:
    from collections.abc import Collection

    from followthrough.knowing.leads import Lead

SUNDAY = "11-22"
DANA = "Contact: Dana Ruiz | Email: dana@example.com"


def week(*leads: Lead | str, today: str = SUNDAY, told: Collection[str] = (), calendar: Calendar | None = None) -> Week:
    """The plan for some leads."""
    return plan_week(judge(rows(*leads), STANDARD, day(today), calendar), told)


def plan(*leads: Lead | str, today: str = SUNDAY, calendar: Calendar | None = None) -> list[str]:
    """Day, lead and step of each line."""
    found = week(*leads, today=today, calendar=calendar).tasks
    return [f"{task.day:%a} {task.thing.judged.lead.company} {task.thing.advice.step}" for task in found]


def firms(count: int, cells: str) -> list[Lead | str]:
    """So many leads that differ in company and address."""
    return [f"Company: F{place} | {cells} | Email: p{place}@example.com" for place in range(count)]


DAYS = table(
    ("due on a Sunday: Monday, when somebody is there", f"Applied on: 11-14 | {DANA}", ["Mon Acme follow_up"]),
    ("opens on Friday", f"Applied on: 11-20 | {DANA}", ["Fri Acme follow_up"]),
    ("opens after the week", f"Applied on: 11-22 | {DANA}", []),
    ("preparing needs nobody: today", "Stage: Interviewing | Interview on: 11-25", ["Sun Acme prepare"]),
    ("never on the day itself", "Stage: Interviewing | Interview on: 11-23", ["Sun Acme prepare"]),
    ("an agreed day", "Stage: Interviewing | Check back on: 11-26 | Phone: 555-0100", ["Thu Acme check_in"]),
    ("late: as soon as somebody is there", f"Applied on: 11-10 | {DANA}", ["Mon Acme follow_up"]),
    ("late for more than two weeks: no plan", "Interview on: 10-20 | Thank-you sent: yes | Phone: 555-0100", []),
    ("nobody to ask", "Applied on: 11-14", []),
    ("closed", "Stage: Closed", []),
    ("a row to fix", "Unknown stage: found", []),
)


@pytest.mark.parametrize(("lead", "expected"), DAYS)
def test_the_day_on_which_to_do_it(lead: str, expected: list[str]) -> None:
    """Each step stands on a good day of its window."""
    assert plan(lead) == expected


SPREAD = table(
    ("twelve that open on one day", firms(12, "Applied on: 11-16"), {"Mon": 3, "Tue": 3, "Wed": 3, "Thu": 3}),
    ("an agreed day keeps its place", [*firms(5, "Applied on: 11-16"), "Stage: Interviewing | Check back on: 11-23 | Phone: 555-0100"],
     {"Mon": 3, "Tue": 3}),
    ("a window of two days", firms(10, "Applied on: 11-14"), {"Mon": 5, "Tue": 5}),
    ("late ones first", firms(6, "Applied on: 11-10"), {"Mon": 3, "Tue": 3}),
    ("few", firms(2, "Applied on: 11-16"), {"Mon": 2}),
)  # fmt: skip


@pytest.mark.parametrize(("leads", "expected"), SPREAD)
def test_a_week_is_not_all_done_on_monday(leads: list[str], expected: dict[str, int]) -> None:
    """The good days of the window share the work."""
    assert Counter(line[:3] for line in plan(*leads)) == expected


def test_quiet_days_are_no_good_days() -> None:
    """Nobody is asked while nobody works."""
    calendar = Calendar(quiet=(((11, 23), (11, 24)),))
    assert {line[:3] for line in plan(*firms(3, "Applied on: 11-16"), calendar=calendar)} == {"Wed"}


def test_nothing_stands_twice() -> None:
    """Two steps of a lead are one line; so is one contact for two jobs."""
    two = "Company: Two | Interview on: 11-21 | Check back on: 11-24 | Phone: 555-0100"
    agency = [f"Company: {name} | Applied on: 11-16 | {DANA}" for name in ("A", "B")]
    assert plan(two, *agency) == ["Sun Two thank_you", "Mon A follow_up"]


def test_a_week_has_room_for_so_many() -> None:
    """Agreed days and interviews are never cut for applications that were never answered; what is cut is told."""
    agreed = "Company: Agreed | Stage: Interviewing | Check back on: 11-26 | Phone: 555-0100"
    found = week(*firms(MOST_TASKS + 4, "Applied on: 11-14"), agreed)
    assert len(found.tasks) == MOST_TASKS
    assert "Agreed" in {task.thing.judged.lead.company for task in found.tasks}
    assert len(found.more) == 5


def test_what_is_long_overdue_is_named_apart() -> None:
    """More than two weeks late: no line in the plan."""
    found = week("Interview on: 10-20 | Thank-you sent: yes | Phone: 555-0100")
    assert ([each.lead.company for each in found.long_overdue], found.tasks) == (["Acme"], ())


def test_who_is_to_be_let_go_is_named_once() -> None:
    """A lead is told when it was named, never otherwise: those beyond five are new the next time (promise 7)."""
    silent = firms(7, "Applied on: 10-08")
    first = week(*silent)
    assert (len(first.let_go), first.let_go_before, first.let_go_later) == (MOST_NAMED, 0, 2)
    told = {let_go_key(judged) for judged in first.let_go}
    later = week(*silent, told=told)
    assert (len(later.let_go), later.let_go_before, later.let_go_later) == (2, MOST_NAMED, 0)
    assert not told & {let_go_key(judged) for judged in later.let_go}


def test_answers_to_expect() -> None:
    """A decision day within two weeks is told beforehand; a lead of the plan has its line there already."""
    deciding = "Stage: Interviewing | Interview on: 11-12 | Thank-you sent: yes | Phone: 555-0100"
    found = week(f"{deciding} | Decision by: 11-27", f"Company: Soon | {deciding} | Check back on: 11-24")
    assert [(each.judged.lead.company, each.day) for each in found.expected] == [("Acme", day("11-27"))]
