"""How to reach them (rules 6)."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

import pytest

from followthrough.knowing.policy import STANDARD
from followthrough.knowing.record import replace
from followthrough.knowing.words import Channel
from leads_for_tests import a_lead, answer, judged, table

BOTH = "Email: dana@example.com | Phone: 555-0100"
HELD = "Stage: Interviewing | Interview on: 11-17 | Thank-you sent: yes"
AGREED = "Stage: Interviewing | Check back on: 11-23"
QUIET = "Stage: Interviewing | Interview on: 09-14 | Thank-you sent: yes | Phone: 555-0100"
LONG_AGREED = "Stage: Interviewing | Check back on: 10-05 | Phone: 555-0100"
CALLS = "Log: 11-19 No answer, 11-20 No answer"
STARTED = a_lead("Company: Fresh Foods | Stage: Accepted | Start on: 11-16", row=9)


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("by the policy", f"{HELD} | {BOTH}", "Phone"),
        ("as they asked", f"{HELD} | {BOTH} | Prefers: Email", "Email"),
        ("as they asked, phone", f"Applied on: 11-16 | {BOTH} | Prefers: Phone", "Phone"),
        ("no cold calls", f"Applied on: 11-16 | {BOTH}", "Email"),
        ("no cold call, but only a number", "Applied on: 11-16 | Phone: 555-0100", "Phone"),
        ("they answered the application", f"Applied on: 11-12 | Last heard: 11-18 | {BOTH}", "Phone"),
        ("no number", f"{HELD} | Email: dana@example.com", "Email"),
        ("no number, though they prefer it", f"{HELD} | Email: dana@example.com | Prefers: Phone", "Email"),
        ("no address, though they prefer it", f"{HELD} | Phone: 555-0100 | Prefers: Email", "Phone"),
        ("neither: follow-up", HELD, "Find a contact"),
        ("neither: decision", f"{HELD} | Decision by: 11-20", "Find a contact"),
        ("neither: asking again", f"{HELD.replace('11-17', '11-02')} | Last follow-up: 11-13", "Find a contact"),
        ("neither: agreed day", AGREED, ""),
        ("neither: offer", "Stage: Offer", ""),
        ("offer", f"Stage: Offer | {BOTH}", "Phone"),
        ("agreed day", f"{AGREED} | {BOTH} | Prefers: Email", "Email"),
        ("thanks by e-mail, whatever they prefer", f"Interview on: 11-22 | {BOTH} | Prefers: Phone", "Email"),
        ("thanks by hand", "Interview on: 11-22 | Phone: 555-0100", "Handwritten note"),
        ("preparing contacts nobody", f"Interview on: 11-24 | {BOTH}", ""),
        ("nor does applying", f"Apply by: 11-27 | {BOTH}", ""),
        ("nor letting go", f"Applied on: 10-01 | {BOTH}", ""),
        ("nor a first day", f"Start on: 11-23 | {BOTH}", ""),
        ("nor a row to mend", f"Applied on: 11-24 | {BOTH}", ""),
    ),
)
def test_how(cells: str, expected: str) -> None:
    """What they prefer, else the policy; the other one where that is missing; somebody to ask where there is none."""
    assert (judged(cells).how or "") == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(("with a number", f"{HELD} | {BOTH}", "Phone"), ("with neither", HELD, "")),
)
def test_withdrawing(cells: str, expected: str) -> None:
    """Whoever is told that one has started elsewhere has been in touch: nobody need be found."""
    assert (judged(cells.replace("11-17", "11-12"), others=(STARTED,)).how or "") == expected


def test_policy_prefers_email() -> None:
    """The policy's preference can be e-mail."""
    assert judged(f"{HELD} | {BOTH}", policy=replace(STANDARD, prefers=Channel.EMAIL)).how == "Email"


COLD = "Applied on: 11-09"


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("before the window", COLD, "11-15", "Waiting follow_up 11-16..11-19 Find a contact"),
        ("in the window", COLD, "11-16", "Due follow_up 11-16..11-19 Find a contact"),
        ("on its last day", COLD, "11-19", "Due follow_up 11-16..11-19 Find a contact"),
        ("after it", COLD, "11-20", "Waiting follow_up Find a contact"),
        ("after it, with a name", f"{COLD} | Contact: Dana Ruiz", "11-20", "Waiting follow_up Find a contact"),
        ("asked once, and after that window", f"{COLD} | Last follow-up: 11-16 | Unanswered: 1", "11-27", "Waiting follow_up_again Find a contact"),
        ("their date has passed", f"{COLD} | Decision by: 11-13", "11-20", "Waiting ask_decision Find a contact"),
        ("seen here, and nothing more", "Stage: Applied | Seen: 11-09", "11-20", "Waiting follow_up Find a contact"),
        ("silent for thirty days all the same", COLD, "12-09", "Move on move_on 12-09..12-09"),
        ("with a number it is late", f"{COLD} | Phone: 555-0100", "11-20", "Overdue follow_up 11-16..11-19 Phone"),
        ("they answered: red all the same", f"{COLD} | Last heard: 11-12", "11-25", "Overdue follow_up 11-16..11-19 Find a contact"),
        ("an interview was held: red too", HELD, "11-25", "Overdue follow_up 11-23..11-24 Find a contact"),
        ("an agreed day needs no search", f"{COLD} | Check back on: 11-16", "11-20", "Overdue check_in 11-16..11-16"),
    ),
)  # fmt: skip
def test_nobody_to_ask_never_turns_red(cells: str, today: str, expected: str) -> None:
    """A lead that never answered and has nobody to ask shows no day that has passed; any other late one is red."""
    assert answer(cells, today) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("nobody", COLD, "You applied on Mon 9 Nov and nothing has come back. Nobody to ask is known: put a name, an e-mail or a number in, and it is due."),
        ("a name", f"{COLD} | Contact: Dana Ruiz", "No e-mail or number of Dana Ruiz is known: put one in, and it is due."),
        ("first seen", "Stage: Applied | Seen: 11-09", "First seen here on Mon 9 Nov and nothing has come back. Nobody to ask"),
        ("asked before", f"{COLD} | Last follow-up: 11-16 | Unanswered: 1", "Nothing has come back since Mon 16 Nov. Nobody to ask"),
    ),
)  # fmt: skip
def test_what_would_wake_it_is_said(cells: str, expected: str) -> None:
    """Why says what would make it due."""
    assert expected in judged(cells, "11-27").why


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("no call", f"{HELD} | Phone: 555-0100", "Due follow_up 11-23..11-24 Phone"),
        ("a call before it opens", f"{HELD} | Phone: 555-0100 | Log: 11-20 No answer", "Due follow_up 11-23..11-24 Phone"),
        ("a call today", f"{HELD} | Phone: 555-0100 | Log: 11-23 No answer", "Waiting follow_up 11-24..11-24 Phone"),
        ("a call after the last day", f"{AGREED.replace('11-23', '11-18')} | Phone: 555-0100 | Log: 11-20 No answer", "Due check_in 11-23..11-23 Phone"),
        ("two calls", f"{HELD} | Phone: 555-0100 | {CALLS}", "Due follow_up 11-23..11-24 Phone, leave a voicemail"),
        ("two calls, then a message", f"{HELD} | Phone: 555-0100 | {CALLS}, 11-20 Left voicemail", "Waiting follow_up_again 11-27..11-30 Phone"),
        ("one before the message, one since", f"{HELD} | Phone: 555-0100 | Log: 11-18 No answer, 11-19 Sent, 11-20 No answer", "Waiting follow_up_again 11-26..11-27 Phone"),
        ("two calls, but they prefer e-mail", f"{HELD} | {BOTH} | Prefers: Email | {CALLS}", "Due follow_up 11-23..11-24 Email"),
        ("a call moves no e-mail", f"{HELD} | {BOTH} | Prefers: Email | Log: 11-23 No answer", "Due follow_up 11-23..11-24 Email"),
        ("an offer's date is theirs", "Stage: Offer | Offer reply by: 11-23 | Phone: 555-0100 | Log: 11-23 No answer", "Due reply_to_offer ..11-23 Phone"),
        ("silent for long, but called on Friday", f"{QUIET} | Log: 11-20 No answer", "Due follow_up 11-23..11-23 Phone"),
        ("a week after that try it is let go", f"{QUIET} | Log: 11-13 No answer", "Move on move_on 11-23..11-23"),
        ("one day less than that week", f"{QUIET} | Log: 11-16 No answer", "Overdue follow_up 11-17..11-17 Phone"),
        ("silent, and the call was to an address", f"{QUIET} | {BOTH} | Prefers: Email | Log: 11-20 No answer", "Move on move_on 11-13..11-13"),
        ("an agreed day long past, called on Friday", f"{LONG_AGREED} | Log: 11-20 No answer", "Due check_in 11-23..11-23 Phone"),
        ("an agreed day long past, nobody called", LONG_AGREED, "Move on move_on 11-04..11-04"),
        ("an offer's agreed day, called on Friday", "Stage: Offer | Check back on: 11-12 | Phone: 555-0100 | Log: 11-20 No answer", "Due check_in 11-23..11-23 Phone"),
        ("nor is an interview moved", "Interview on: 11-24 | Phone: 555-0100 | Log: 11-23 No answer", "Due prepare 11-21..11-24"),
    ),
)  # fmt: skip
def test_calls_that_nobody_took(cells: str, expected: str) -> None:
    """A ring is no follow-up: it moves the step to the next business day, and after two one leaves a voicemail."""
    assert answer(cells) == expected
