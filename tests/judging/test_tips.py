"""Worth knowing, never flagged (rules 7)."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.leads import Lead
from followthrough.knowing.policy import STANDARD
from leads_for_tests import TODAY, a_lead, judged, table

HELD = "Stage: Interviewing | Interview on: 11-12 | Phone: 555-0100"
APPLIED = "Stage: Applied | Applied on: 11-16 | Phone: 555-0100"
PHONE = "Phone: 555-0100"
GONE = "Stage: Closed | Interview on: 08-03"


@pytest.mark.parametrize(
    ("tip", "cells", "expected"),
    table(
        ("references: today", "references", HELD.replace("11-12", "11-23"), True),
        ("references: 14 days", "references", HELD.replace("11-12", "11-09"), True),
        ("references: 15 days", "references", HELD.replace("11-12", "11-08"), False),
        ("references: told", "references", f"{HELD} | References told: 11-16", False),
        ("references: yes", "references", f"{HELD} | References told: yes", False),
        ("references: no interview", "references", APPLIED, False),
        ("references: snoozed", "references", f"{HELD} | Snooze until: 11-24", False),
        ("references: on hold", "references", HELD.replace("Interviewing", "On hold"), False),
        ("references: let go", "references", f"{HELD} | Last follow-up: 11-13 | Stage: Closed", False),
        ("pay: 14 days", "pay", HELD.replace("11-12", "11-09"), True),
        ("pay: 15 days", "pay", HELD.replace("11-12", "11-08"), False),
        ("pay: an offer", "pay", "Stage: Offer", True),
        ("pay: no is not yes", "pay", f"{HELD} | Pay discussed: no", True),
        ("pay: yes", "pay", "Stage: Offer | Pay discussed: yes", False),
        ("pay: a day", "pay", "Stage: Offer | Pay discussed: 11-16", False),
        ("pay: applied", "pay", APPLIED, False),
        ("skills", "skills", f"{APPLIED} | Skills to build: SQL", True),
        ("skills: none", "skills", APPLIED, False),
        ("skills: let go", "skills", "Applied on: 10-01 | Skills to build: SQL", False),
        ("insider: seven days", "insider", f"{HELD.replace('11-12', '11-16')} | Insider: Lee Oh", True),
        ("insider: eight days", "insider", f"{HELD.replace('11-12', '11-15')} | Insider: Lee Oh", False),
        ("insider: nobody", "insider", HELD.replace("11-12", "11-16"), False),
        ("insider: not yet", "insider", f"{HELD.replace('11-12', '11-24')} | Insider: Lee Oh", False),
        ("network: two unanswered", "network", f"{HELD} | Last follow-up: 11-20 | Unanswered: 2", True),
        ("network: one", "network", f"{HELD} | Last follow-up: 11-20", False),
        ("network: seven days past", "network", f"{HELD} | Decision by: 11-16", True),
        ("network: six days past", "network", f"{HELD} | Decision by: 11-17", False),
        ("network: heard that day", "network", f"{HELD} | Decision by: 11-16 | Last heard: 11-16", False),
        ("network: heard before", "network", f"{HELD} | Decision by: 11-16 | Last heard: 11-15", True),
        ("network: nobody known", "network", "Applied on: 11-16", True),
        ("network: an address will do", "network", "Applied on: 11-16 | Email: a@example.com", False),
        ("next round", "next_round", HELD, True),
        ("next round: 14 days", "next_round", HELD.replace("11-12", "11-09"), True),
        ("next round: 15 days", "next_round", HELD.replace("11-12", "11-08"), False),
        ("next round: one unanswered", "next_round", f"{HELD} | Last follow-up: 11-20 | Unanswered: 1", True),
        ("next round: two unanswered", "next_round", f"{HELD} | Last follow-up: 11-20 | Unanswered: 2", False),
        ("next round: it stands", "next_round", f"{HELD} | Rounds: 12-02", False),
        ("next round: an offer", "next_round", HELD.replace("Interviewing", "Offer"), False),
        ("next round: none held", "next_round", HELD.replace("11-12", "12-02"), False),
        ("interview date", "interview_date", "Stage: Interviewing | Applied on: 11-16", True),
        ("interview date: heard", "interview_date", "Stage: Interviewing | Last heard: 11-16", False),
        ("interview date: ahead", "interview_date", HELD.replace("11-12", "12-02"), False),
        ("interview date: applied", "interview_date", APPLIED, False),
        ("gracious: the day", "gracious", f"{GONE} | Closed on: 11-23", True),
        ("gracious: seven days", "gracious", f"{GONE} | Closed on: 11-16", True),
        ("gracious: eight days", "gracious", f"{GONE} | Closed on: 11-15", False),
        ("gracious: no interview", "gracious", "Stage: Closed | Closed on: 11-16", False),
        ("gracious: moved on", "gracious", f"{GONE.replace('Closed', 'Moved on')} | Closed on: 11-16", False),
        ("gracious: the latest date", "gracious", f"{GONE} | Last heard: 11-16", True),
        ("gracious: since a night saw it closed", "gracious", f"{GONE} | Last heard: 11-02 | Stage since: 11-16", True),
        ("gracious: closed for long before that", "gracious", f"{GONE} | Closed on: 11-02 | Stage since: 11-16", False),
        ("gracious: the day of the no", "gracious", f"{GONE} | Rejected on: 11-16", True),
        ("gracious: a no of long ago", "gracious", f"{GONE} | Rejected on: 11-02 | Stage since: 11-16", False),
        ("on file: 89 days", "on_file", f"{GONE} | Closed on: 08-26", False),
        ("on file: 90 days", "on_file", f"{GONE} | Closed on: 08-25", True),
        ("on file: 104 days", "on_file", f"{GONE} | Closed on: 08-11", True),
        ("on file: 105 days", "on_file", f"{GONE} | Closed on: 08-10", False),
        ("on file: moved on", "on_file", GONE.replace("Closed", "Moved on").replace("08-03", "08-20"), True),
        ("on file: no interview", "on_file", "Stage: Closed | Closed on: 08-20", False),
        ("on file: open", "on_file", HELD.replace("11-12", "08-20"), False),
    ),
)
def test_tips_of_a_lead(tip: str, cells: str, expected: bool) -> None:
    """Each tip holds to its last day, and only where its cells say so."""
    assert (tip in [found.tip for found in judged(cells).tips]) is expected


@pytest.mark.parametrize(
    ("cells", "other", "expected"),
    table(
        ("closed", APPLIED, "Stage: Closed", True),
        ("moved on", APPLIED, "Stage: Moved on", True),
        ("in capitals", APPLIED, "Company: ACME | Stage: Closed", True),
        ("with other spaces", f"Company: Big  Acme | {APPLIED}", "Company: big acme | Stage: Closed", True),
        ("open", APPLIED, "Stage: Applied | Applied on: 11-02", False),
        ("another company", APPLIED, "Company: Bolt | Stage: Closed", False),
        ("let go", "Applied on: 10-01", "Stage: Closed", False),
    ),
)
def test_again(cells: str, other: str, expected: bool) -> None:
    """An open lead at a company one knows already."""
    found = judged(cells, others=(a_lead(other, row=3),)).tips
    assert ("again" in [tip.tip for tip in found]) is expected


@pytest.mark.parametrize(
    ("tip", "rows", "expected"),
    table(
        ("one call: a phone", "one_call", (APPLIED, APPLIED), True),
        ("one call: an address", "one_call", ("Applied on: 11-16 | Email: A@example.com", "Applied on: 11-16 | Email: a@example.com"), True),
        ("one call: two phones", "one_call", (APPLIED, APPLIED.replace("555-0100", "555-0101")), False),
        ("one call: in seven days", "one_call", (APPLIED, APPLIED.replace("11-16", "11-23")), True),
        ("one call: in eight days", "one_call", (APPLIED, "Check back on: 12-01 | Stage: Applied | Phone: 555-0100"), False),
        ("one call: one is closed", "one_call", (APPLIED, "Stage: Closed | Phone: 555-0100"), False),
        ("one call: nobody known", "one_call", ("Applied on: 11-16", "Applied on: 11-16"), False),
        ("leverage", "leverage", ("Stage: Offer", HELD), True),
        ("leverage: nobody else", "leverage", ("Stage: Offer", APPLIED), False),
        ("leverage: no offer", "leverage", (HELD, HELD), False),
        ("leverage: snoozed", "leverage", ("Stage: Offer", f"{HELD} | Snooze until: never"), False),
        ("pipeline: four open", "pipeline", (APPLIED,) * 4, True),
        ("pipeline: five open", "pipeline", (APPLIED,) * 5, False),
        ("pipeline: others wait, applied seven days back", "pipeline", (*(APPLIED,) * 5, "Role: Clerk"), False),
        ("pipeline: others wait, eight days back", "pipeline", (*(APPLIED.replace("11-16", "11-15"),) * 5, "Role: Clerk"), True),
        ("pipeline: nothing else waits", "pipeline", (APPLIED.replace("11-16", "11-15"),) * 5, False),
        ("pipeline: starts tomorrow", "pipeline", ("Start on: 11-24",), True),
        ("pipeline: starts today", "pipeline", ("Start on: 11-23",), False),
        ("pipeline: started, and still applying", "pipeline", ("Start on: 11-16", "Applied on: 11-17"), True),
        ("pipeline: started after applying", "pipeline", ("Start on: 11-16", "Applied on: 11-16"), False),
        ("pipeline: started long ago", "pipeline", ("Start on: 2026-01-05",), False),
        ("pipeline: a snoozed lead is open", "pipeline", (*(APPLIED,) * 4, f"{APPLIED} | Snooze until: 12-24"), False),
        ("pipeline: one on hold is not", "pipeline", (*(APPLIED,) * 4, "Stage: On hold | Applied on: 11-16"), True),
        ("pipeline: nor one that is let go", "pipeline", (*(APPLIED,) * 4, "Applied on: 10-01"), True),
        ("pipeline: first seen in these days", "pipeline", (*("Stage: Applied | Seen: 11-17",) * 5, "Role: Clerk"), False),
        ("offer open", "offer_open", ("Stage: Offer",), True),
        ("offer open: accepted", "offer_open", ("Start on: 11-24",), True),
        ("offer open: started", "offer_open", ("Start on: 11-23", "Stage: Offer"), False),
        ("offer open: a side job", "offer_open", ("Start on: 11-16", "Applied on: 11-17", "Stage: Offer"), True),
        ("offer open: not the side job itself", "offer_open", ("Start on: 11-16", "Applied on: 11-17"), False),
        ("offer open: none", "offer_open", (HELD,), False),
    ),
)  # fmt: skip
def test_tips_of_the_search(tip: str, rows: tuple[str, ...], expected: bool) -> None:
    """Tips that look at all the leads."""
    leads = [a_lead(cells, row=place + 2) for place, cells in enumerate(rows)]
    assert (tip in [found.tip for found in judge(leads, STANDARD, TODAY).tips]) is expected


@pytest.mark.parametrize(
    ("tip", "cells", "expected"),
    table(
        ("an offer: the lowest figure", "pay", "Stage: Offer", "lowest figure"),
        ("before an offer: where to look", "pay", HELD, "wage statistics"),
        ("the insider by name", "network", f"{HELD} | Insider: Lee Oh | Decision by: 11-16", "Ask Lee Oh"),
        ("somebody shared", "network", f"{HELD} | Decision by: 11-16", "second degree"),
        ("the skill", "skills", f"{HELD} | Skills to build: SQL", "SQL"),
        ("the résumé", "references", HELD, "résumé"),
        ("what to bring next", "next_round", HELD, "a portfolio of your work"),
        ("whom to ask for a word", "network", f"{HELD} | Decision by: 11-16", "to put in a word"),
        ("where the day goes", "interview_date", "Stage: Interviewing | Applied on: 11-16", "in Interview on, then"),
        ("a hello", "on_file", f"{GONE} | Closed on: 08-25", "A friendly hello is fair"),
    ),
)
def test_tips_say_what_to_do(tip: str, cells: str, expected: str) -> None:
    """The text names who and what."""
    assert expected in next(found.text for found in judged(cells).tips if found.tip == tip)


def test_tips_of_the_search_name_who_is_meant() -> None:
    """Who shares the number, who made the offer, and who is to hear of it."""
    rows = (
        f"Company: Bolt | Stage: Offer | {PHONE}",
        f"Company: Cody | Stage: Interviewing | Interview on: 11-20 | {PHONE}",
    )
    tips = {tip.tip: tip.text for tip in judge([a_lead(cells) for cells in rows], STANDARD, TODAY).tips}
    assert tips["one_call"] == "Bolt and Cody share 555-0100: one contact covers both."
    assert tips["leverage"].startswith("You hold an offer from Bolt: tell Cody kindly that you do and until when")


def test_pipeline_names_three_wishes() -> None:
    """Up to three of the Wishlist, in the order of the worksheet, and none that sleeps."""
    names = ("Acme", "Bolt", "Cody", "Dove")
    leads = [a_lead(f"Company: {name}", row=row) for row, name in enumerate(names, start=2)]
    asleep = a_lead("Company: Aaron | Snooze until: never", row=1)
    (tip,) = judge([asleep, *leads], STANDARD, TODAY).tips
    assert tip.text.endswith("Next on your list: Acme, Bolt and Cody.")


@pytest.mark.parametrize("cells", ["Company: | Stage: Offer", f"Unknown stage: Zorp | {HELD.partition(' | ')[2]}"])
def test_rows_that_cannot_be_told_apart_have_no_tips(cells: str) -> None:
    """A row without a name or a known stage is to be mended first; no tip leaves a gap where the name belongs."""
    judgement = judge([a_lead(cells), a_lead(HELD)], STANDARD, TODAY)
    assert judgement.leads[0].tips == ()
    assert not [tip for tip in judgement.tips if "from :" in tip.text or tip.text.startswith(":")]


def test_next_on_the_list_are_wishes_only() -> None:
    """Neither a word that nobody knows, nor a closing date that is gone, nor what was applied for already."""
    wishes = ("Stage: Wishlist", "Stage: Wishlist | Apply by: 11-20", "Stage: Wishlist | Applied on: 11-20")
    leads = [a_lead(cells).but(row=row, company=f"Firm {row}") for row, cells in enumerate(wishes, start=2)]
    leads.append(Lead(row=9, company="Foo", unknown_stage="Declined"))
    tips = {tip.tip: tip.text for tip in judge(leads, STANDARD, TODAY).tips}
    assert tips["pipeline"].endswith("Next on your list: Firm 2.")
