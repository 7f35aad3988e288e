"""Whom to ask for news, when, and when to stop: rules 5, A to D."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

import pytest

from leads_for_tests import answer, steps, table

HELD = "Stage: Interviewing | Interview on: 11-11 | Thank-you sent: yes | Phone: 555-0100"
AGREED = f"{HELD} | Check back on: 11-18"
DECIDING = f"{HELD} | Decision by: 11-20"
APPLIED = "Applied on: 11-09 | Email: a@example.com"
ANSWERED = "Stage: Applied | Last heard: 11-16 | Email: a@example.com"
OFFERED = "Stage: Offer | Interview on: 11-02 | Thank-you sent: yes | Phone: 555-0100"
ASKED = "Stage: Interviewing | Interview on: 10-26 | Last follow-up: 11-09 | Phone: 555-0100"
ASKING = ("follow_up", "follow_up_again", "ask_decision", "check_in", "move_on")


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("long before", AGREED, "11-12", "Waiting check_in 11-18..11-18 Phone"),
        ("the day before", AGREED, "11-17", "Waiting check_in 11-18..11-18 Phone"),
        ("the day", AGREED, "11-18", "Due check_in 11-18..11-18 Phone"),
        ("the day after", AGREED, "11-19", "Overdue check_in 11-18..11-18 Phone"),
        ("Saturday is Monday", f"{HELD} | Check back on: 11-21", "11-22", "Waiting check_in 11-23..11-23 Phone"),
        ("Saturday: Tuesday is late", f"{HELD} | Check back on: 11-21", "11-24", "Overdue check_in 11-23..11-23 Phone"),
        ("outranks a decision day", f"{AGREED} | Decision by: 11-12", "11-18", "Due check_in 11-18..11-18 Phone"),
        ("outranks Check back every", f"{AGREED} | Check back every: 30", "11-18", "Due check_in 11-18..11-18 Phone"),
        ("touched a day too soon", f"{AGREED} | Last follow-up: 11-17", "11-18", "Due check_in 11-18..11-18 Phone"),
        ("touched Thursday, agreed Saturday", f"{HELD} | Check back on: 11-21 | Last follow-up: 11-19", "11-23", "Due check_in 11-23..11-23 Phone"),
        ("before an interview", f"{AGREED} | Rounds: 11-30", "11-18", "Due check_in 11-18..11-18 Phone"),
        ("an offer, seven days past", f"{OFFERED} | Check back on: 11-16", "11-23", "Overdue check_in 11-16..11-16 Phone"),
        ("after a snooze", f"{AGREED} | Snooze until: 11-19", "11-19", "Due check_in 11-19..11-23 Phone"),
        ("long before, woken already", f"{AGREED} | Snooze until: 11-12", "11-13", "Waiting check_in 11-18..11-18 Phone"),
    ),
)  # fmt: skip
def test_agreed_day_holds(cells: str, today: str, expected: str) -> None:
    """A: an agreed day is kept to the day, not before, and outranks the clocks."""
    assert answer(cells, today) == expected


@pytest.mark.parametrize(
    ("cells", "today"),
    table(
        ("none agreed", HELD, "11-18"),
        ("kept", f"{AGREED} | Last follow-up: 11-18", "11-18"),
        ("they were first", f"{AGREED} | Last heard: 11-18", "11-18"),
        ("kept later", f"{AGREED} | Last follow-up: 11-19", "11-19"),
        ("kept on the Friday before", f"{HELD} | Check back on: 11-21 | Last follow-up: 11-20", "11-23"),
        ("before applying", f"{AGREED} | Applied on: 11-19", "11-20"),
        ("on the day of an interview", f"{AGREED} | Rounds: 11-18", "11-17"),
        ("after an interview", f"{AGREED} | Rounds: 11-17", "11-16"),
        ("before an interview, too late", f"{AGREED} | Rounds: 11-23", "11-19"),
        ("an offer, eight days past", f"{OFFERED} | Check back on: 11-16", "11-24"),
        ("silent for sixty days", AGREED, "2027-01-17"),
        ("snoozed", f"{AGREED} | Snooze until: 11-19", "11-18"),
        ("on hold", AGREED.replace("Interviewing", "On hold"), "11-18"),
    ),
)
def test_agreed_day_stays_silent(cells: str, today: str) -> None:
    """A: not where it is kept, overtaken by an interview, slept through or long past."""
    assert "check_in" not in steps(cells, today)


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("the day itself", DECIDING, "11-20", "Waiting ask_decision 11-23..11-25 Phone"),
        ("the day before it opens", DECIDING, "11-22", "Waiting ask_decision 11-23..11-25 Phone"),
        ("the first day", DECIDING, "11-23", "Due ask_decision 11-23..11-25 Phone"),
        ("the last day", DECIDING, "11-25", "Due ask_decision 11-23..11-25 Phone"),
        ("the day after", DECIDING, "11-26", "Overdue ask_decision 11-23..11-25 Phone"),
        ("touched the day before", f"{DECIDING} | Last follow-up: 11-19", "11-23", "Due ask_decision 11-23..11-25 Phone"),
        ("every ten days", f"{DECIDING} | Last follow-up: 11-13 | Check back every: 10", "11-22", "Waiting ask_decision 11-23..11-25 Phone"),
        ("every eleven", f"{DECIDING} | Last follow-up: 11-13 | Check back every: 11", "11-23", "Waiting ask_decision 11-24..11-25 Phone"),
        ("every fourteen", f"{DECIDING} | Last follow-up: 11-19 | Check back every: 14", "11-23", "Waiting ask_decision 12-03..12-03 Phone"),
        ("every fourteen, never touched", f"{DECIDING} | Check back every: 14", "11-23", "Due ask_decision 11-23..11-25 Phone"),
        ("an offer, seven days past", f"{OFFERED} | Decision by: 11-11", "11-23", "Overdue ask_decision 11-12..11-16 Phone"),
        ("after a snooze", f"{DECIDING} | Snooze until: 11-28", "11-28", "Waiting ask_decision 11-30..12-01 Phone"),
    ),
)  # fmt: skip
def test_decision_day_holds(cells: str, today: str, expected: str) -> None:
    """B: ask from the first to the third business day after they meant to decide, never before."""
    assert answer(cells, today) == expected


@pytest.mark.parametrize(
    ("cells", "today"),
    table(
        ("none given", HELD, "11-23"),
        ("asked on the day", f"{DECIDING} | Last follow-up: 11-20", "11-23"),
        ("heard on the day", f"{DECIDING} | Last heard: 11-20", "11-23"),
        ("heard later", f"{DECIDING} | Last heard: 11-23", "11-23"),
        ("before applying", f"{DECIDING} | Applied on: 11-21", "11-23"),
        ("an interview ahead", f"{DECIDING} | Rounds: 11-30", "11-23"),
        ("an agreed day comes first", f"{DECIDING} | Check back on: 12-01", "11-23"),
        ("an offer, eight days past", f"{OFFERED} | Decision by: 11-11", "11-24"),
        ("silent for sixty days", DECIDING, "2027-01-19"),
    ),
)
def test_decision_day_stays_silent(cells: str, today: str) -> None:
    """B: not where they were asked or heard since, nor beside an interview or an agreed day."""
    assert "ask_decision" not in steps(cells, today)


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("applied: day before", APPLIED, "11-15", "Waiting follow_up 11-16..11-19 Email"),
        ("applied: first day", APPLIED, "11-16", "Due follow_up 11-16..11-19 Email"),
        ("applied: last day", APPLIED, "11-19", "Due follow_up 11-16..11-19 Email"),
        ("applied: day after", APPLIED, "11-20", "Overdue follow_up 11-16..11-19 Email"),
        ("applied: whatever n", f"{APPLIED} | Check back every: 30", "11-16", "Due follow_up 11-16..11-19 Email"),
        ("applied: from the closing date", f"{APPLIED} | Apply by: 11-13", "11-16", "Waiting follow_up 11-20..11-23 Email"),
        ("interview: day before", HELD, "11-15", "Waiting follow_up 11-16..11-18 Phone"),
        ("interview: first day", HELD, "11-16", "Due follow_up 11-16..11-18 Phone"),
        ("interview: last day", HELD, "11-18", "Due follow_up 11-16..11-18 Phone"),
        ("interview: day after", HELD, "11-19", "Overdue follow_up 11-16..11-18 Phone"),
        ("interview: every ten days", f"{HELD} | Check back every: 10", "11-19", "Waiting follow_up 11-23..11-24 Phone"),
        ("interview: applied later", f"{HELD} | Applied on: 11-16", "11-17", "Waiting follow_up 11-20..11-23 Phone"),
        ("interview: heard that day", f"{HELD} | Last heard: 11-11", "11-16", "Due follow_up 11-16..11-18 Phone"),
        ("interview: no floor", f"{HELD} | Applied on: 06-01", "11-16", "Due follow_up 11-16..11-18 Phone"),
        ("answer", ANSWERED, "11-20", "Due follow_up 11-20..11-23 Email"),
        ("answer: every nine days", f"{ANSWERED} | Check back every: 9", "11-20", "Waiting follow_up 11-25..11-27 Email"),
        ("answer after 29 days", f"{ANSWERED} | Applied on: 10-18", "11-16", "Waiting follow_up 11-20..11-23 Email"),
        ("answer after 30 days", f"{ANSWERED} | Applied on: 10-17", "11-16", "Waiting follow_up 11-30..12-03 Email"),
        ("answer after 59 days", f"{ANSWERED} | Applied on: 09-18", "11-16", "Waiting follow_up 11-30..12-03 Email"),
        ("answer after 60 days", f"{ANSWERED} | Applied on: 09-17", "11-16", "Waiting follow_up 12-07..12-10 Email"),
        ("answer after 89 days", f"{ANSWERED} | Applied on: 08-19", "11-16", "Waiting follow_up 12-07..12-10 Email"),
        ("answer after 90 days", f"{ANSWERED} | Applied on: 08-18", "11-16", "Waiting follow_up 12-16..12-18 Email"),
        ("n replaces the floor", f"{ANSWERED} | Applied on: 08-18 | Check back every: 5", "11-16", "Waiting follow_up 11-23..11-24 Email"),
        ("decision day kept", f"{DECIDING} | Last heard: 11-20", "11-23", "Waiting follow_up 11-24..11-27 Email"),
    ),
)  # fmt: skip
def test_first_ask(cells: str, today: str, expected: str) -> None:
    """C: a week after applying, four to seven days after an interview, and the same after an answer."""
    shown = answer(cells, today)
    channel = "Phone" if "555" in cells else "Email"
    assert shown == f"{expected.rpartition(' ')[0]} {channel}"


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("once: day before", ASKED, "11-15", "Waiting follow_up_again 11-16..11-19 Phone"),
        ("once: first day", ASKED, "11-16", "Due follow_up_again 11-16..11-19 Phone"),
        ("once: last day", ASKED, "11-19", "Due follow_up_again 11-16..11-19 Phone"),
        ("once: day after", ASKED, "11-20", "Overdue follow_up_again 11-16..11-19 Phone"),
        ("twice", f"{ASKED} | Unanswered: 2", "11-22", "Waiting follow_up_again 11-23..11-26 Phone"),
        ("three times: day before", f"{ASKED} | Unanswered: 3", "11-29", "Waiting move_on 11-30..11-30"),
        ("three times: the day", f"{ASKED} | Unanswered: 3", "11-30", "Move on move_on 11-30..11-30"),
        ("three times: a year later", f"{ASKED} | Unanswered: 3", "2027-11-30", "Move on move_on 11-30..11-30"),
        ("nine times", f"{ASKED} | Unanswered: 9", "11-30", "Move on move_on 11-30..11-30"),
        ("every ten days", f"{ASKED} | Check back every: 10", "11-18", "Waiting follow_up_again 11-19..11-20 Phone"),
        ("after 29 days", f"{ASKED} | Applied on: 10-11", "11-16", "Due follow_up_again 11-16..11-19 Phone"),
        ("after 30 days", f"{ASKED} | Applied on: 10-10", "11-16", "Waiting follow_up_again 11-23..11-26 Phone"),
        ("after 60 days", f"{ASKED} | Applied on: 09-10", "11-16", "Waiting follow_up_again 11-30..12-03 Phone"),
        ("the floor is no sum", f"{ASKED} | Applied on: 10-10 | Unanswered: 2", "11-16", "Waiting follow_up_again 11-23..11-26 Phone"),
        ("last gap and floor", f"{ASKED} | Applied on: 08-01 | Unanswered: 3", "11-16", "Waiting move_on 12-09..12-09"),
        ("six weeks of weekly asking", f"{ASKED.replace('10-26', '09-28')} | Check back every: 7", "11-15", "Waiting move_on 11-16..11-16"),
        ("after a snooze", f"{ASKED} | Snooze until: 11-18", "11-18", "Due follow_up_again 11-18..11-23 Phone"),
        ("after a weekend's snooze", f"{ASKED} | Snooze until: 11-21", "11-22", "Waiting follow_up_again 11-23..11-24 Phone"),
        ("let go after a snooze", f"{ASKED} | Unanswered: 3 | Snooze until: 12-02", "12-02", "Move on move_on 12-02..12-07"),
        ("a snooze before the window", f"{ASKED} | Snooze until: 11-10", "11-16", "Due follow_up_again 11-16..11-19 Phone"),
    ),
)  # fmt: skip
def test_asking_again(cells: str, today: str, expected: str) -> None:
    """C: after the first unanswered follow-up wait 7 days, then 14, then 21 and let go; longer in a long process."""
    assert answer(cells, today) == expected


@pytest.mark.parametrize(
    ("cells", "today"),
    table(
        ("an interview ahead", f"{HELD} | Rounds: 11-30", "11-23"),
        ("interviewing, nothing to count from", "Stage: Interviewing | Applied on: 11-09", "11-23"),
        ("never sent in", "Stage: Applied | Apply by: 11-30", "11-23"),
        ("an offer", OFFERED, "11-23"),
        ("an offer in the balance", f"{OFFERED} | Last follow-up: 11-09", "11-23"),
        ("snoozed", f"{HELD} | Snooze until: 11-24", "11-23"),
        ("never", f"{HELD} | Snooze until: never", "11-23"),
        ("wishlist", "Stage: Wishlist | Last heard: 11-09", "11-23"),
        ("closed", "Stage: Closed | Applied on: 11-09", "11-23"),
    ),
)
def test_cadence_stays_silent(cells: str, today: str) -> None:
    """C: where there is nothing to count from, something ahead, or nobody to chase."""
    assert not set(steps(cells, today)) & set(ASKING)


@pytest.mark.parametrize(
    ("cells", "before", "quiet"),
    table(
        ("applied: thirty days", APPLIED, "12-08", "12-09"),
        ("interviewing: sixty", HELD, "2027-01-09", "2027-01-10"),
        ("after the last sign of life", f"{APPLIED} | Last heard: 11-16", "12-15", "12-16"),
        ("not within a week of a window", f"{ANSWERED} | Applied on: 08-18", "12-24", "12-25"),
        ("an agreed day was still ahead", f"{APPLIED} | Check back on: 12-18", "2027-01-16", "2027-01-17"),
        ("a snooze is over", f"{APPLIED} | Snooze until: 12-18", "2027-01-16", "2027-01-17"),
        ("an offer, thirty days past", f"{OFFERED} | Offer reply by: 11-09", "12-08", "12-09"),
        ("nothing to count from", "Stage: Interviewing | Applied on: 11-09", "2027-01-07", "2027-01-08"),
    ),
)
def test_silence_lets_go(cells: str, before: str, quiet: str) -> None:
    """D: from that very day on the row says Move on, with that day, and nothing beside it."""
    window = quiet.removeprefix("2026-")
    assert not answer(cells, before).startswith("Move on")
    assert [answer(cells, on) for on in (quiet, "2028-02-28")] == [f"Move on move_on {window}..{window}"] * 2


@pytest.mark.parametrize(
    ("cells", "today"),
    table(
        ("an interview tomorrow", f"{APPLIED} | Interview on: 2027-06-02", "2027-06-01"),
        ("agreed for today", f"{APPLIED} | Check back on: 2027-06-01", "2027-06-01"),
        ("decision today", f"{APPLIED} | Decision by: 2027-06-01", "2027-06-01"),
        ("applications close today", f"{APPLIED} | Apply by: 2027-06-01", "2027-06-01"),
        ("an offer without a date", OFFERED, "2027-06-01"),
        ("snoozed", f"{APPLIED} | Snooze until: 2027-06-02", "2027-06-01"),
        ("on hold", APPLIED + " | Stage: On hold", "2027-06-01"),
    ),
)
def test_silence_stays_silent(cells: str, today: str) -> None:
    """D: something is pending, or nobody is chasing."""
    assert "move_on" not in steps(cells, today)
