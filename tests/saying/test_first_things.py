"""One order, one line and one set of totals, from which mails, terminal and Dashboard take what they show."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.policy import STANDARD
from followthrough.saying.first_things import by_urgency, first_things, nobody_to_ask, totals
from leads_for_tests import TODAY, a_lead, table
from mails_for_tests import rows

if TYPE_CHECKING:
    from followthrough.judging.judgement import Judgement

DANA = "Contact: Dana Ruiz | Email: dana@example.com"
OFFER = "Company: Offer | Stage: Offer | Offer reply by: 11-24 | Phone: 555-0101"
LATER_OFFER = "Company: Later | Stage: Offer | Offer reply by: 11-30 | Phone: 555-0102"
LATE = "Company: Late | Applied on: 11-11 | Email: late@example.com"
DUE = "Company: Due | Applied on: 11-16 | Email: due@example.com"
ASK = "Company: Ask | Interview on: 11-10 | Thank-you sent: yes | Decision by: 11-20 | Phone: 555-0103"
TOMORROW = "Company: Tomorrow | Role: Clerk | Interview on: 11-24"
COLD = "Company: Cold | Applied on: 11-16"


def judged(*leads: str) -> Judgement:
    """Leads judged on a Monday."""
    return judge(rows(*leads), STANDARD, TODAY)


def test_the_most_urgent_comes_first() -> None:
    """Overdue or due by tomorrow, then Due; within these by step, then by last good day, then by row (promise 8)."""
    found = first_things(
        judged(DUE, ASK, LATE, LATER_OFFER, TOMORROW, OFFER, DUE.replace("Due", "Due too", 1).replace("due@", "too@"))
    )
    names = [thing.judged.lead.company for thing in found]
    assert names == ["Offer", "Tomorrow", "Late", "Later", "Ask", "Due", "Due too"]


def test_the_order_of_the_rows_changes_nothing() -> None:
    """Whoever sorts the worksheet reads the same list."""
    leads = [DUE, ASK, LATE, LATER_OFFER, TOMORROW, OFFER]
    orders = {
        tuple(each.lead.company for each in by_urgency(judged(*leads[start:], *leads[:start])))
        for start in range(len(leads))
    }
    assert len(orders) == 1


LINES = table(
    ("an offer", OFFER, "Offer", "Reply to the offer by Tue 24 Nov", "Reply to Offer by Tue 24 Nov"),
    ("a role", TOMORROW, "Tomorrow, Clerk", "Prepare for the interview on Tue 24 Nov", "Interview at Tomorrow on Tue 24 Nov"),
    ("late", LATE, "Late", "Follow up (was due Fri 20 Nov)", "Follow up with Late (was due Fri 20 Nov)"),
    ("no last day", "Stage: Accepted", "Acme", "Agree a start date", "Agree a start date with Acme"),
    ("two steps", "Company: Two | Interview on: 11-22 | Check back on: 11-23 | Phone: 555-0104", "Two",
     "Check in as agreed by Mon 23 Nov, then Send thank-you by Mon 23 Nov", "Check in with Two by Mon 23 Nov"),
    ("called off", "Company: Off | Role: Cook | Stage: Interviewing | Called off: yes | Interview on: 11-20 | Phone: 555-0105",
     "Off, Cook", "Ask for a new date by Wed 25 Nov", "Ask for a new date: Off by Wed 25 Nov"),
)  # fmt: skip


@pytest.mark.parametrize(("lead", "name", "what", "title"), LINES)
def test_one_line(lead: str, name: str, what: str, title: str) -> None:
    """Who, what and until when; a subject names the company in the same words."""
    (thing,) = first_things(judged(lead))
    assert (thing.name, thing.what(TODAY), thing.title(TODAY)) == (name, what, title)


@pytest.mark.parametrize(
    ("on", "expected"),
    table(
        (
            "that morning",
            "11-23",
            "Interview today at 10:30, 1 Main Street Springfield, then Send thank-you by Tue 24 Nov",
        ),
        ("the day before", "11-24", "Prepare for the interview on Tue 24 Nov at 10:30"),
    ),
)
def test_an_interview_has_its_time_and_place(on: str, expected: str) -> None:
    """Where they are known; the rules see the day alone."""
    lead = a_lead(f"Interview on: {on}", interview_at=time(10, 30), location="1 Main Street\nSpringfield")
    (thing,) = first_things(judge([lead], STANDARD, TODAY))
    assert thing.what(TODAY) == expected


TOGETHER = table(
    ("two jobs at one company that never answered", [f"{DUE} | Role: Cook", LATE.replace("Late", "Due", 1) + " | Role: Clerk"],
     ["Due, Clerk and Cook"]),
    ("one agency, two employers", [f"Company: A | Role: Cook | Applied on: 11-16 | {DANA}", f"Company: B | Applied on: 11-16 | {DANA}"],
     ["A (Cook) and B"]),
    ("one agency, another day", [f"Company: A | Applied on: 11-16 | {DANA}", f"Company: B | Applied on: 11-20 | {DANA}"], ["A"]),
    ("two talks at one company", [ASK, ASK.replace("0103", "0109")], ["Ask", "Ask"]),
    ("no company, no contact", ["Company: | Applied on: 11-16", "Company: | Applied on: 11-16"], []),
)  # fmt: skip


@pytest.mark.parametrize(("leads", "names"), TOGETHER)
def test_what_is_one_line(leads: list[str], names: list[str]) -> None:
    """One contact for several jobs is one line; two conversations stay two."""
    assert [thing.name for thing in first_things(judged(*leads))] == names


def test_nobody_to_ask_is_no_first_thing() -> None:
    """On no morning can anybody act on it; it is counted apart (rules 4)."""
    both = judged(COLD, DUE)
    assert [thing.name for thing in first_things(both)] == ["Due"]
    assert [each.lead.name for each in nobody_to_ask(both)] == ["Cold"]


@pytest.mark.parametrize(
    ("leads", "told"),
    table(
        ("all kinds", [LATE, DUE, COLD, OFFER, "Unknown stage: found"], "1 overdue, 3 due, 1 to fix"),
        ("only what is to fix", ["Unknown stage: found"] * 2, "2 to fix"),
        ("nothing", ["Stage: Closed"], ""),
        ("no leads", [], ""),
    ),
)
def test_totals(leads: list[str], told: str) -> None:
    """What stands above each list, counted by flag."""
    assert totals(judged(*leads)) == told
