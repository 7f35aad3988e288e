"""Whom to ask for news, when, and when to stop: rules 5, A to D."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

import pytest

from followthrough.knowing.calendar import Calendar
from followthrough.knowing.leads import Noticed
from leads_for_tests import a_lead, answer, day, facts_of, judged, steps, table

HELD = "Stage: Interviewing | Interview on: 11-11 | Thank-you sent: yes | Phone: 555-0100"
AGREED = f"{HELD} | Check back on: 11-18"
DECIDING = f"{HELD} | Decision by: 11-20"
APPLIED = "Applied on: 11-09 | Email: a@example.com"
ANSWERED = "Stage: Applied | Last heard: 11-16 | Email: a@example.com"
OFFERED = "Stage: Offer | Interview on: 11-02 | Thank-you sent: yes | Phone: 555-0100"
ASKED = "Stage: Interviewing | Interview on: 10-26 | Last follow-up: 11-09 | Unanswered: 1 | Phone: 555-0100"
TALKED = "Stage: Interviewing | Interview on: 11-02 | Thank-you sent: yes | Phone: 555-0100"
QUIET = Calendar(quiet=(((12, 24), (1, 1)),))
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
        ("said on Friday: call on Saturday", f"{HELD} | Check back on: 11-21 | Last heard: 11-20", "11-23", "Due check_in 11-23..11-23 Phone"),
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
        ("snoozed", f"{AGREED} | Snooze until: 11-19", "11-18"),
        ("heard on the very Saturday", f"{HELD} | Check back on: 11-21 | Last heard: 11-21", "11-23"),
        ("unkept for a month", AGREED, "12-18"),
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
        ("every fourteen", f"{DECIDING} | Last follow-up: 11-19 | Check back every: 14", "11-23", "Waiting ask_decision 12-03..12-04 Phone"),
        ("touched three days before it opens", f"{DECIDING} | Last follow-up: 11-19", "11-22", "Waiting ask_decision 11-23..11-25 Phone"),
        ("touched late on a Friday before a decision on Sunday", f"{HELD} | Decision by: 11-22 | Last follow-up: 11-20", "11-23", "Waiting ask_decision 11-24..11-25 Phone"),
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
        ("answer after 29 days", f"{ANSWERED} | Applied on: 10-18", "11-16", "Waiting follow_up 11-23..11-26 Email"),
        ("answer after 30 days", f"{ANSWERED} | Applied on: 10-17", "11-16", "Waiting follow_up 11-30..12-03 Email"),
        ("answer after 59 days", f"{ANSWERED} | Applied on: 09-18", "11-16", "Waiting follow_up 11-30..12-03 Email"),
        ("answer after 60 days", f"{ANSWERED} | Applied on: 09-17", "11-16", "Waiting follow_up 12-07..12-10 Email"),
        ("answer after 89 days", f"{ANSWERED} | Applied on: 08-19", "11-16", "Waiting follow_up 12-07..12-10 Email"),
        ("answer after 90 days", f"{ANSWERED} | Applied on: 08-18", "11-16", "Waiting follow_up 12-16..12-18 Email"),
        ("n replaces the floor", f"{ANSWERED} | Applied on: 08-18 | Check back every: 5", "11-16", "Waiting follow_up 11-23..11-24 Email"),
        ("decision day kept", f"{DECIDING} | Last heard: 11-20", "11-23", "Waiting follow_up 11-27..11-30 Email"),
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
        ("every ten days, nothing heard and no day of applying", "Stage: Interviewing | Last follow-up: 11-09 | Check back every: 10 | Phone: 555-0100", "11-18", "Waiting follow_up_again 11-19..11-20 Phone"),
        ("a fresh talk is a fresh process", f"{ASKED} | Applied on: 06-01", "11-16", "Due follow_up_again 11-16..11-19 Phone"),
        ("after 29 days", ASKED.replace("10-26", "10-11"), "11-16", "Due follow_up_again 11-16..11-19 Phone"),
        ("after 30 days", ASKED.replace("10-26", "10-10"), "11-16", "Waiting follow_up_again 11-23..11-26 Phone"),
        ("after 60 days", ASKED.replace("10-26", "09-10"), "11-16", "Waiting follow_up_again 11-30..12-03 Phone"),
        ("the floor is no sum", f"{ASKED.replace('10-26', '10-10')} | Unanswered: 2", "11-16", "Waiting follow_up_again 11-23..11-26 Phone"),
        ("last gap and floor", f"{ASKED.replace('10-26', '08-01')} | Unanswered: 3", "11-16", "Waiting move_on 12-09..12-09"),
        ("six weeks of weekly asking", f"{ASKED.replace('10-26', '09-28')} | Check back every: 7", "11-15", "Waiting move_on 11-16..11-16"),
        ("after a snooze", f"{ASKED} | Snooze until: 11-18", "11-18", "Due follow_up_again 11-18..11-23 Phone"),
        ("after a weekend's snooze", f"{ASKED} | Snooze until: 11-21", "11-22", "Waiting follow_up_again 11-23..11-24 Phone"),
        ("let go after a snooze", f"{ASKED} | Unanswered: 3 | Snooze until: 12-02", "12-02", "Move on move_on 12-02..12-02"),
        ("let go after a snooze over a weekend", f"{ASKED} | Unanswered: 3 | Snooze until: 12-05", "12-05", "Move on move_on 12-05..12-05"),
        ("a snooze before the window", f"{ASKED} | Snooze until: 11-10", "11-16", "Due follow_up_again 11-16..11-19 Phone"),
    ),
)  # fmt: skip
def test_asking_again(cells: str, today: str, expected: str) -> None:
    """C: after the first unanswered follow-up wait 7 days, then 14, then 21 and let go; longer in a long process."""
    assert answer(cells, today) == expected


LEFT = f"{AGREED} | Log: 11-18 Left voicemail"


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("the same day", LEFT, "11-18", "Waiting follow_up_again 11-19..11-20 Phone"),
        ("the next business day", LEFT, "11-19", "Due follow_up_again 11-19..11-20 Phone"),
        (
            "over a weekend",
            f"{HELD} | Check back on: 11-20 | Log: 11-20 Left voicemail",
            "11-20",
            "Waiting follow_up_again 11-23..11-24 Phone",
        ),
        (
            "left two days late",
            f"{AGREED} | Log: 11-20 Left voicemail",
            "11-20",
            "Waiting follow_up_again 11-23..11-24 Phone",
        ),
        (
            "left on the Friday before a Saturday",
            f"{HELD} | Check back on: 11-21 | Log: 11-20 Left voicemail",
            "11-20",
            "Waiting follow_up_again 11-23..11-24 Phone",
        ),
        (
            "the second one",
            f"{AGREED} | Log: 11-18 Left voicemail, 11-19 Left voicemail",
            "11-19",
            "Waiting follow_up_again 12-03..12-04 Phone",
        ),
        (
            "and a letter the same day",
            f"{AGREED} | Log: 11-18 Left voicemail, 11-18 Sent",
            "11-18",
            "Waiting follow_up_again 12-02..12-04 Phone",
        ),
        (
            "and they were asked before",
            f"{AGREED} | Log: 11-16 Sent, 11-18 Left voicemail",
            "11-18",
            "Waiting follow_up_again 11-19..11-20 Phone",
        ),
        (
            "and they answered",
            f"{AGREED} | Log: 11-18 Left voicemail, 11-19 They replied",
            "11-19",
            "Waiting follow_up 11-26..11-27 Phone",
        ),
        ("they said how often", f"{LEFT} | Check back every: 5", "11-18", "Waiting follow_up_again 11-23..11-26 Phone"),
        (
            "nothing was agreed",
            f"{HELD} | Log: 11-18 Left voicemail",
            "11-18",
            "Waiting follow_up_again 11-25..11-27 Phone",
        ),
        (
            "they answered that day",
            f"{AGREED} | Log: 11-18 Spoke, 11-20 Left voicemail",
            "11-20",
            "Waiting follow_up_again 11-27..11-30 Phone",
        ),
    ),
)
def test_an_agreed_day_kept_by_a_voicemail(cells: str, today: str, expected: str) -> None:
    """Who was to be called and was not reached is tried again on the next business day (rules 8)."""
    assert answer(cells, today) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    table(
        ("asked on day 4", "Last follow-up: 11-06", "follow_up_again 11-13..11-16 Phone"),
        ("asked on day 11: two asks", "Last follow-up: 11-13", "follow_up_again 11-27..11-30 Phone"),
        ("asked on day 25: still two, where no night saw the first", "Last follow-up: 11-27", "follow_up_again 12-11..12-14 Phone"),
        ("asked on day 41", "Last follow-up: 12-13", "follow_up_again 12-28..12-30 Phone"),
        ("asked on day 42: six weeks are enough", "Last follow-up: 12-14", "move_on 2027-01-04..2027-01-04"),
        ("the number outranks what is likely", "Last follow-up: 11-13 | Unanswered: 1", "follow_up_again 11-20..11-23 Phone"),
        ("so do two dates", "Last follow-up: 11-09, 11-13", "follow_up_again 11-27..11-30 Phone"),
        ("and the log", "Log: 11-13 Sent", "follow_up_again 11-20..11-23 Phone"),
    ),
)  # fmt: skip
def test_one_overwritten_cell(told: str, expected: str) -> None:
    """C: the commonest row there is holds one date; how often one asked is what the cadence would have asked."""
    assert answer(f"{TALKED} | {told}", "2026-12-24").split(" ", 1)[1].removeprefix("on ") == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    table(
        ("before anybody asked", "Last heard: 11-03", "11-09..11-10"),
        ("when asked on day 4", "Last heard: 11-06 | Last follow-up: 11-06", "11-13..11-16"),
        ("when asked on day 11", "Last heard: 11-13 | Last follow-up: 11-13", "11-27..11-30"),
        ("when asked on day 25", "Last heard: 11-27 | Last follow-up: 11-27", "12-18..12-21"),
        ("when asked on day 46", "Last heard: 12-18 | Last follow-up: 12-18", "2027-01-08..2027-01-11"),
        ("on the phone on day 11", "Log: 11-13 Spoke", "11-27..11-30"),
        ("of their own accord on day 11", "Last heard: 11-13", "11-20..11-23"),
        ("in writing, of their own accord", "Log: 11-13 They replied", "11-20..11-23"),
        ("asked before that talk, and not since", "Last heard: 11-13 | Last follow-up: 11-02", "11-20..11-23"),
        ("on the day they meant to decide", "Last heard: 11-13 | Decision by: 11-13", "11-20..11-23"),
        ("a week after it, asked", "Last heard: 11-20 | Last follow-up: 11-20 | Decision by: 11-13", "12-04..12-07"),
        ("how often they said outranks it", "Last heard: 11-13 | Last follow-up: 11-13 | Check back every: 5", "11-18..11-20"),
    ),
)  # fmt: skip
def test_whoever_always_picks_up_is_rung_less_and_less_often(told: str, expected: str) -> None:
    """C: on days 4, 11, 25, 46 and 67 after the interview, whether they answer or not."""
    assert answer(f"{TALKED} | {told}", "2026-12-24").split(" ")[1:] == ["follow_up", expected, "Phone"]


@pytest.mark.parametrize(
    ("cells", "calendar", "expected"),
    table(
        ("a holiday on its last day", f"{HELD.replace('11-11', '12-21')}", Calendar("DE"), "12-28..12-29"),
        ("an interview before the quiet days", HELD.replace("11-11", "12-18"), QUIET, "12-22..12-23"),
        ("a window of quiet days", HELD.replace("11-11", "12-21"), QUIET, "2027-01-04..2027-01-05"),
        ("a decision before them", f"{HELD} | Decision by: 12-22", QUIET, "12-23..2027-01-05"),
        ("a snooze into them", f"{HELD} | Snooze until: 12-25", QUIET, "2027-01-04..2027-01-05"),
        ("an agreed day is one day", f"{HELD} | Check back on: 12-24", QUIET, "2027-01-04..2027-01-04"),
    ),
)
def test_windows_hold_two_business_days(cells: str, calendar: Calendar, expected: str) -> None:
    """B and C: nobody works on quiet days; an agreed day is kept to the day."""
    assert answer(cells, "12-28", calendar=calendar).split(" ")[2] == expected


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("nobody knows when", "Stage: Interviewing | Applied on: 11-09", "11-23", "Check row fix_row"),
        ("only first seen here", "Stage: Interviewing | Seen: 11-09", "11-23", "Check row fix_row"),
        ("for long", "Stage: Interviewing | Applied on: 09-14", "11-23", "Move on move_on 11-13..11-13"),
        ("an agreed day ahead", "Stage: Interviewing | Applied on: 11-09 | Check back on: 11-26", "11-23", "Waiting check_in 11-26..11-26"),
        ("a decision day ahead", "Stage: Interviewing | Applied on: 11-09 | Decision by: 11-25", "11-23", "Waiting ask_decision 11-26..11-30 Find a contact"),
        ("an answer", "Stage: Interviewing | Last heard: 11-16", "11-23", "Due follow_up 11-20..11-23 Find a contact"),
        ("a follow-up", "Stage: Interviewing | Last follow-up: 11-16", "11-23", "Due follow_up_again 11-23..11-26 Find a contact"),
        ("an interview ahead", "Stage: Interviewing | Interview on: 12-02", "11-23", "Waiting prepare 11-29..12-02"),
        ("snoozed", "Stage: Interviewing | Applied on: 11-09 | Snooze until: 11-30", "11-23", "Waiting - ..11-30"),
        ("on hold", "Stage: On hold | Applied on: 11-09", "11-23", "Waiting -"),
    ),
)  # fmt: skip
def test_when_is_the_interview(cells: str, today: str, expected: str) -> None:
    """C: interviewing with nothing to count from asks when the interview is, and nothing else does."""
    assert answer(cells, today) == expected


OFF = "Stage: Interviewing | Called off: yes | Applied on: 11-02 | Phone: 555-0100"


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("on its day", f"{OFF} | Interview on: 11-20", "11-20", "Waiting follow_up 11-23..11-25 Phone"),
        ("the next business day", f"{OFF} | Interview on: 11-20", "11-23", "Due follow_up 11-23..11-25 Phone"),
        ("late", f"{OFF} | Interview on: 11-18", "11-24", "Overdue follow_up 11-19..11-23 Phone"),
        ("noticed later", f"{OFF} | Interview on: 11-13 | Stage since: 11-20", "11-23", "Due follow_up 11-23..11-25 Phone"),
        ("noticed, and no day in the row", f"{OFF} | Stage since: 11-20", "11-23", "Due follow_up 11-23..11-25 Phone"),
        ("nobody knows when", OFF, "11-23", "Check row fix_row"),
        ("a new date is there", f"{OFF} | Interview on: 12-02", "11-23", "Waiting prepare 11-29..12-02"),
        ("asked", f"{OFF} | Interview on: 11-13 | Last follow-up: 11-16", "11-16", "Waiting follow_up_again 11-30..12-03 Phone"),
        ("they answered", f"{OFF} | Interview on: 11-13 | Last heard: 11-16", "11-16", "Waiting follow_up 11-23..11-26 Phone"),
        ("an earlier round was held", f"{OFF} | Interview on: 11-20 | Rounds: 11-16 thanked", "11-20", "Due follow_up 11-20..11-23 Phone"),
        ("planned in the sheet Interviews too", f"{OFF} | Interview on: 11-20 | Rounds: 11-20", "11-23", "Due follow_up 11-23..11-25 Phone"),
        ("two interviewers were planned", f"{OFF} | Interview on: 11-20 | Rounds: 11-20, 11-20", "11-23", "Due follow_up 11-23..11-25 Phone"),
        ("another day in the sheet was held", f"{OFF} | Interview on: 11-20 | Rounds: 11-20, 11-16 thanked", "11-20", "Due follow_up 11-20..11-23 Phone"),
        ("silent for long", f"{OFF} | Interview on: 11-13", "2027-01-02", "Move on move_on 2027-01-01..2027-01-01"),
    ),
)  # fmt: skip
def test_an_interview_that_was_called_off(cells: str, today: str, expected: str) -> None:
    """C: it was not held; a new date is asked for within three business days, until they answer or are asked."""
    assert answer(cells, today) == expected


def test_asking_for_a_new_date_has_its_own_words() -> None:
    """Next step says what it is; the step is to follow up."""
    assert judged(f"{OFF} | Interview on: 11-20").next_step == "Ask for a new date"


SEEN = "Stage: Applied | Email: a@example.com"


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("counts as applied", f"{SEEN} | Seen: 11-16", "11-23", "Due follow_up 11-23..11-26 Email"),
        ("not yet open", f"{SEEN} | Seen: 11-17", "11-23", "Waiting follow_up 11-24..11-27 Email"),
        ("a cell wins", f"{SEEN} | Seen: 11-16 | Applied on: 11-20", "11-23", "Waiting follow_up 11-27..11-30 Email"),
        ("silent for thirty days", f"{SEEN} | Seen: 10-24", "11-23", "Move on move_on 11-23..11-23"),
        ("here before the first night", f"{SEEN} | Seen: 11-16 here before", "11-23", "Waiting -"),
        ("here before, and silent", f"{SEEN} | Seen: 10-24 here before", "11-23", "Move on move_on 11-23..11-23"),
        ("after today it is none", f"{SEEN} | Seen: 11-24", "11-23", "Check row fix_row"),
        ("never seen", SEEN, "11-23", "Check row fix_row"),
        ("a follow-up before it stands", f"{SEEN} | Seen: 11-16 | Last follow-up: 11-13", "11-19", "Waiting follow_up_again 11-20..11-23 Email"),
        ("a wish is no application", "Stage: Wishlist | Seen: 11-16", "11-23", "Waiting apply"),
        ("nor is an offer", "Stage: Offer | Seen: 10-26", "11-25", "Move on move_on 11-25..11-25"),
        ("its stage changed since", f"{SEEN} | Seen: 10-12 here before | Stage since: 11-02", "11-23", "Waiting -"),
    ),
)  # fmt: skip
def test_the_night_that_first_saw_a_row_dates_it(cells: str, today: str, expected: str) -> None:
    """A noticed day stands in for a blank Applied on of an Applied row, and is never an answer or a follow-up."""
    assert answer(cells, today) == expected


@pytest.mark.parametrize(
    ("noticed", "unanswered"),
    table(
        ("nothing", "", 2),
        ("two earlier days", "11-09 11-13", 3),
        ("days before the interview", "10-20 10-27", 2),
        ("the same day", "11-27", 2),
        ("four days", "11-06 11-09 11-13 11-20", 5),
        ("a day to come", "12-25", 2),
    ),
)
def test_days_that_nights_saw_in_the_cell_count(noticed: str, unanswered: int) -> None:
    """Where the number is not told, each different day that stood in the cell since they answered is an ask."""
    seen = frozenset(map(day, noticed.split()))
    lead = a_lead(f"{TALKED} | Last follow-up: 11-27", noticed=Noticed(follow_ups=seen))
    assert facts_of(lead, "2026-12-24").unanswered == unanswered


def test_an_overwritten_cell_that_the_nights_saw_lets_go_on_day_46() -> None:
    """Days 4, 11 and 25 after the interview are asks, and three weeks after the last it is enough."""
    seen = Noticed(follow_ups=frozenset(map(day, ("11-06", "11-13"))))
    lead = a_lead(f"{TALKED} | Last follow-up: 11-27", noticed=seen)
    assert [answer(lead, on) for on in ("12-17", "12-18")] == [
        "Waiting move_on 12-18..12-18",
        "Move on move_on 12-18..12-18",
    ]


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
        ("an offer without a date, thirty days silent", OFFERED, "12-01", "12-02"),
        ("the same, asked about it since", f"{OFFERED} | Last follow-up: 11-20", "12-19", "12-20"),
        ("an agreed day, thirty days unkept", AGREED, "12-17", "12-18"),
        ("a decision day, thirty days", DECIDING, "12-24", "12-25"),
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
        ("an offer that the pay talk holds open", f"{OFFERED} | Check back on: 2027-06-01", "2027-06-01"),
        ("snoozed", f"{APPLIED} | Snooze until: 2027-06-02", "2027-06-01"),
        ("on hold", APPLIED + " | Stage: On hold", "2027-06-01"),
    ),
)
def test_silence_stays_silent(cells: str, today: str) -> None:
    """D: something is pending, or nobody is chasing."""
    assert "move_on" not in steps(cells, today)
