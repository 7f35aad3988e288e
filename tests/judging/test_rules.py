"""The gates (rules 5), of which the first one wins, and the steps that are not chasing."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

import pytest

from followthrough.knowing.policy import Policy
from leads_for_tests import a_lead, answer, day, steps, table

ELSEWHERE = a_lead("Company: Fresh Foods | Stage: Accepted | Start on: 11-16", row=9)
CLOSED = "Stage: Closed | Applied on: 05-04 | Phone: 555-0100"
OFFERED = "Stage: Offer | Phone: 555-0100"
WISH = "Stage: Wishlist | Apply by: 11-27"


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("no company", "Company: | Applied on: 11-16", "11-23", "Check row fix_row"),
        ("no company, though closed", "Company: | Stage: Closed", "11-23", "Check row fix_row"),
        ("no company, interview tomorrow", "Company: | Interview on: 11-24", "11-23", "Check row fix_row"),
        ("a word nobody knows", "Unknown stage: Zorp | Applied on: 11-16", "11-23", "Check row fix_row"),
        ("closed, interview tomorrow", f"{CLOSED} | Interview on: 11-24", "11-23", "Check row fix_row"),
        ("closed, interview today", f"{CLOSED} | Interview on: 11-23", "11-23", "Check row fix_row"),
        ("moved on, a round ahead", "Stage: Moved on | Rounds: 11-12, 11-30", "11-23", "Check row fix_row"),
        ("moved on, they answered", "Stage: Moved on | Last follow-up: 11-09 | Last heard: 11-10", "11-23", "Check row fix_row"),
        ("moved on, they answered thirty days ago", "Stage: Moved on | Last follow-up: 10-09 | Last heard: 10-24", "11-23", "Check row fix_row"),
        ("moved on, after it was closed", "Stage: Moved on | Closed on: 11-09 | Last heard: 11-10", "11-23", "Check row fix_row"),
        ("moved on, after a night saw it so", "Stage: Moved on | Stage since: 11-09 | Last heard: 11-10", "11-23", "Check row fix_row"),
        ("moved on, they replied in the log", "Stage: Moved on | Last follow-up: 11-09 | Log: 11-10 They replied", "11-23", "Check row fix_row"),
        ("moved on, a day to come", "Stage: Moved on | Last follow-up: 11-09 | Last heard: 11-30", "11-23", "Check row fix_row"),
    ),
)  # fmt: skip
def test_row_has_to_be_mended(cells: str, today: str, expected: str) -> None:
    """Gates 1 and 2: no name, no stage, or somebody is back."""
    assert answer(cells, today) == expected


@pytest.mark.parametrize(
    ("cells", "today"),
    table(
        ("started yesterday", "Stage: Accepted | Start on: 11-22", "11-23"),
        ("started in 2000", "Stage: Accepted | Start on: 2000-01-01", "11-23"),
        ("closed", CLOSED, "11-23"),
        ("closed, interview yesterday", f"{CLOSED} | Interview on: 11-22", "11-23"),
        ("closed, they answered", f"{CLOSED} | Last follow-up: 11-09 | Last heard: 11-10", "11-23"),
        ("moved on, they answered before", "Stage: Moved on | Last follow-up: 11-09 | Last heard: 11-08", "11-23"),
        ("moved on, the same day", "Stage: Moved on | Last follow-up: 11-09 | Last heard: 11-09", "11-23"),
        ("moved on, never asked", "Stage: Moved on | Applied on: 11-02 | Last heard: 11-09", "11-23"),
        ("moved on, they answered long ago", "Stage: Moved on | Last follow-up: 10-09 | Last heard: 10-23", "11-23"),
        ("moved on, with a no", "Stage: Moved on | A no: yes | Last follow-up: 11-09 | Last heard: 11-10", "11-23"),
        (
            "moved on, closed since",
            "Stage: Moved on | Last follow-up: 11-02 | Closed on: 11-11 | Last heard: 11-10",
            "11-23",
        ),
        (
            "moved on, seen so since",
            "Stage: Moved on | Last follow-up: 11-02 | Stage since: 11-11 | Last heard: 11-10",
            "11-23",
        ),
        (
            "moved on, an interview is no answer",
            "Stage: Moved on | Last follow-up: 11-09 | Interview on: 11-10",
            "11-23",
        ),
        ("agreed day eight days past", f"{CLOSED} | Check back on: 11-15", "11-23"),
        ("agreed day kept", f"{CLOSED} | Check back on: 11-20 | Last follow-up: 11-20", "11-23"),
        ("agreed day, never again", f"{CLOSED} | Check back on: 11-23 | Snooze until: never", "11-23"),
        ("agreed day, snoozed", f"{CLOSED} | Check back on: 11-23 | Snooze until: 11-24", "11-23"),
        ("agreed day of an earlier story", f"{CLOSED.replace('05-04', '11-22')} | Check back on: 11-21", "11-23"),
    ),
)
def test_over_is_over(cells: str, today: str) -> None:
    """Gate 2: what is over asks for nothing."""
    assert answer(cells, today) == "Closed -"


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("in spring", f"{CLOSED} | Check back on: 2027-03-01", "11-23", "Waiting check_in 2027-03-01..2027-03-01 Phone"),
        ("the day", f"{CLOSED} | Check back on: 11-23", "11-23", "Due check_in 11-23..11-23 Phone"),
        ("seven days past", f"{CLOSED} | Check back on: 11-16", "11-23", "Overdue check_in 11-16..11-16 Phone"),
        ("moved on", "Stage: Moved on | Check back on: 11-23", "11-23", "Due check_in 11-23..11-23"),
        ("awake again", f"{CLOSED} | Check back on: 11-23 | Snooze until: 11-23", "11-23", "Due check_in 11-23..11-26 Phone"),
    ),
)  # fmt: skip
def test_try_again_in_march(cells: str, today: str, expected: str) -> None:
    """Gate 2: an agreed day outlives the end of a lead."""
    assert answer(cells, today) == expected


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("the day before", "Start on: 11-24", "11-23", "Waiting start 11-24..11-24"),
        ("the day", "Start on: 11-23", "11-23", "Due start 11-23..11-23"),
        ("the day after", "Start on: 11-23", "11-24", "Closed -"),
        ("no day", "Stage: Accepted", "11-23", "Due agree_start"),
        ("no day, whatever else", "Stage: Accepted | Interview on: 11-24 | Applied on: 11-02", "11-23", "Due agree_start"),
        ("snoozed all the same", "Stage: Accepted | Snooze until: never", "11-23", "Due agree_start"),
    ),
)  # fmt: skip
def test_accepted(cells: str, today: str, expected: str) -> None:
    """Gate 4: the first day is all that is left."""
    assert answer(cells, today) == expected


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("wishlist", WISH.replace("11-27", "11-16"), "11-23", "Waiting -"),
        ("snoozed", "Applied on: 11-02 | Snooze until: 11-30", "11-23", "Waiting -"),
        ("on hold", "Stage: On hold | Interview on: 11-02", "11-23", "Waiting -"),
        ("never in touch", "Applied on: 11-09", "11-23", "Waiting -"),
        ("they answered", "Applied on: 11-09 | Last heard: 11-12", "11-16", "Due withdraw 11-16..11-23"),
        ("the last good day", "Applied on: 11-09 | Last heard: 11-12", "11-23", "Due withdraw 11-16..11-23"),
        ("the day after", "Applied on: 11-09 | Last heard: 11-12", "11-24", "Overdue withdraw 11-16..11-23"),
        ("only asked", "Applied on: 11-02 | Last follow-up: 11-12", "11-23", "Waiting -"),
        ("applications still open", "Applied on: 11-02 | Apply by: 11-27 | Email: a@example.com", "11-23", "Waiting follow_up 12-04..12-07 Email"),
        ("an offer to reply to", f"{OFFERED} | Offer reply by: 11-27", "11-23", "Due reply_to_offer ..11-27 Phone"),
        ("an offer whose day is past", f"{OFFERED} | Offer reply by: 11-13", "11-23", "Due withdraw 11-16..11-23 Phone"),
        ("an interview", "Interview on: 11-12 | Email: a@example.com", "11-23", "Due withdraw 11-16..11-23 Email"),
        ("an offer", OFFERED, "11-23", "Due withdraw 11-16..11-23 Phone"),
        ("told them that day", "Interview on: 11-12 | Last follow-up: 11-16", "11-23", "Move on move_on 11-16..11-16"),
        ("told them before", "Interview on: 11-09 | Last follow-up: 11-15", "11-23", "Due withdraw 11-16..11-23"),
        ("thirty days on", "Interview on: 11-12", "12-16", "Overdue withdraw 11-16..11-23"),
        ("thirty-one days on", "Interview on: 11-12", "12-17", "Move on move_on 12-16..12-16"),
        ("let go already", "Applied on: 10-19", "11-23", "Move on move_on 11-18..11-18"),
        ("taken up since", "Applied on: 11-17 | Email: a@example.com", "11-23", "Waiting follow_up 11-24..11-27 Email"),
        ("applied that very day", "Applied on: 11-16 | Email: a@example.com", "11-23", "Waiting -"),
        ("an interview since", "Interview on: 11-17 | Thank-you sent: yes", "11-23", "Due follow_up 11-23..11-24 Find a contact"),
        ("an interview ahead", "Interview on: 11-24", "11-23", "Due prepare 11-21..11-24"),
        ("closed stays closed", CLOSED, "11-23", "Closed -"),
        ("another new job", "Start on: 11-30", "11-23", "Waiting start 11-30..11-30"),
    ),
)  # fmt: skip
def test_started_elsewhere(cells: str, today: str, expected: str) -> None:
    """Gate 5: once another job has begun, the others are told politely and then let go."""
    assert answer(cells, today, others=(ELSEWHERE,)) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    table(
        ("applied the day after", "Applied on: 11-17", "Overdue follow_up 11-16..11-19 Phone"),
        ("applied, and closed again", "Stage: Closed | Applied on: 11-18", "Overdue follow_up 11-16..11-19 Phone"),
        ("first seen since", "Stage: Applied | Seen: 11-17", "Overdue follow_up 11-16..11-19 Phone"),
        ("applied on the very day", "Applied on: 11-16", "Due withdraw 11-16..11-23 Phone"),
        ("an interview since", "Interview on: 11-18", "Due withdraw 11-16..11-23 Phone"),
        ("here before", "Stage: Applied | Seen: 11-17 here before", "Due withdraw 11-16..11-23 Phone"),
        ("a wish", "Stage: Wishlist", "Due withdraw 11-16..11-23 Phone"),
    ),
)
def test_a_side_job_does_not_end_the_search(other: str, expected: str) -> None:
    """Gate 5: whoever applies anywhere after the first day is still looking."""
    asked = "Interview on: 11-12 | Thank-you sent: yes | Phone: 555-0100"
    assert answer(asked, others=(ELSEWHERE, a_lead(f"Company: Bolt | {other}", row=10))) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    table(
        ("a hundred and eighty days", "2027-05-15", "Move on move_on 12-16..12-16"),
        ("a day more", "2027-05-16", "Due follow_up 2027-05-14..2027-05-17 Email"),
    ),
)
def test_a_start_long_ago_belongs_to_another_search(today: str, expected: str) -> None:
    """Gate 5: half a year later the workbook is used for a new one."""
    cells = "Stage: Applied | Last heard: 2027-05-10 | Email: a@example.com"
    assert answer(cells, today, others=(ELSEWHERE,)) == expected


def test_withdrawing_opens_on_a_business_day() -> None:
    """Gate 5: a job that begins on a Saturday is told of from Monday on."""
    sunday = a_lead("Company: Fresh Foods | Stage: Accepted | Start on: 11-21", row=9)
    assert answer(OFFERED, "11-22", others=(sunday,)) == "Waiting withdraw 11-23..11-30 Phone"


@pytest.mark.parametrize(
    "other",
    table(
        ("starts tomorrow", a_lead("Stage: Accepted | Start on: 11-24", row=9)),
        ("began half a year ago", a_lead("Stage: Accepted | Start on: 05-26", row=9)),
        ("accepted without a day", a_lead("Stage: Accepted", row=9)),
        ("of the last century", a_lead("Stage: Accepted | Start on: 1999-11-16", row=9)),
        ("a start, but closed", a_lead("Stage: Closed | Start on: 11-16", row=9)),
        ("an offer", a_lead("Stage: Offer | Start on: 11-16", row=9)),
    ),
)
def test_until_the_first_day_nothing_changes(other: object) -> None:
    """Gate 5: an offer, even an accepted one, can still fall through."""
    cells = "Applied on: 11-16 | Email: a@example.com"
    assert answer(cells, others=(other,)) == "Due follow_up 11-23..11-26 Email"  # type: ignore[arg-type] # a table's row


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("fifteen days before", WISH, "11-12", "Waiting apply 11-13..11-27"),
        ("fourteen days before", WISH, "11-13", "Due apply 11-13..11-27"),
        ("the last day", WISH, "11-27", "Due apply 11-13..11-27"),
        ("the day after", WISH, "11-28", "Move on move_on 11-27..11-27"),
        ("no closing date", "", "11-23", "Waiting apply"),
        ("snoozed", f"{WISH} | Snooze until: 11-26", "11-25", "Waiting - ..11-26"),
        ("awake", f"{WISH} | Snooze until: 11-26", "11-26", "Due apply 11-13..11-27"),
        ("would sleep through it", f"{WISH} | Snooze until: 11-27", "11-25", "Due apply 11-13..11-27"),
        ("never", f"{WISH} | Snooze until: never", "11-25", "Waiting -"),
        ("an agreed day beside it", f"{WISH} | Check back on: 11-25", "11-23", "Due apply 11-13..11-27"),
        ("an agreed day alone", "Stage: Wishlist | Check back on: 11-25", "11-23", "Waiting check_in 11-25..11-25"),
        ("an agreed day before it opens", f"{WISH} | Check back on: 11-11", "11-10", "Waiting check_in 11-11..11-11"),
        ("an agreed day after it closed", f"{WISH} | Check back on: 11-30", "11-28", "Waiting check_in 11-30..11-30"),
        ("an agreed day kept, after it closed", f"{WISH} | Check back on: 11-28 | Last heard: 11-28", "11-28", "Move on move_on 11-27..11-27"),
        ("never, though it closes", f"{WISH} | Snooze until: never", "11-28", "Waiting -"),
        ("asleep past it", f"{WISH} | Snooze until: 12-10", "11-28", "Move on move_on 11-27..11-27"),
        ("an agreed day, a week past", f"{WISH} | Check back on: 11-16", "11-23", "Overdue check_in 11-16..11-16"),
        ("an agreed day, eight days past", f"{WISH} | Check back on: 11-16", "11-24", "Due apply 11-13..11-27"),
        ("an agreed day, kept", f"{WISH} | Check back on: 11-23 | Last follow-up: 11-23", "11-23", "Due apply 11-13..11-27"),
    ),
)  # fmt: skip
def test_wishlist(cells: str, today: str, expected: str) -> None:
    """Gate 6: apply in the fortnight before it closes, unless they said when to ring."""
    assert answer(cells, today) == expected


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("until tomorrow", "Applied on: 11-09 | Snooze until: 11-24", "11-23", "Waiting - ..11-24"),
        ("never", "Applied on: 11-09 | Snooze until: never", "11-23", "Waiting -"),
        ("on hold", "Stage: On hold | Applied on: 11-09", "11-23", "Waiting -"),
        ("on hold: call us in December", "Stage: On hold | Check back on: 12-07", "11-23", "Waiting check_in 12-07..12-07"),
        ("on hold: the day", "Stage: On hold | Check back on: 11-23", "11-23", "Due check_in 11-23..11-23"),
        ("on hold: thirty days past", "Stage: On hold | Check back on: 10-24", "11-23", "Overdue check_in 10-26..10-26"),
        ("on hold: thirty-one days past", "Stage: On hold | Check back on: 10-23", "11-23", "Waiting -"),
        ("on hold: kept", "Stage: On hold | Check back on: 11-23 | Last follow-up: 11-23", "11-23", "Waiting -"),
        ("on hold: asleep", "Stage: On hold | Check back on: 11-23 | Snooze until: 11-30", "11-23", "Waiting -"),
        ("on hold: never", "Stage: On hold | Check back on: 11-23 | Snooze until: never", "11-23", "Waiting -"),
        ("on hold: woken", "Stage: On hold | Check back on: 11-16 | Snooze until: 11-23", "11-23", "Due check_in 11-23..11-26"),
        ("on hold: before an interview", "Stage: On hold | Check back on: 11-23 | Interview on: 12-07", "11-23", "Due check_in 11-23..11-23"),
        ("on hold: late, before an interview", "Stage: On hold | Check back on: 11-20 | Interview on: 12-07", "11-23", "Waiting prepare 12-04..12-07"),
        ("on hold: after an interview to come", "Stage: On hold | Check back on: 12-09 | Interview on: 12-07", "11-23", "Waiting prepare 12-04..12-07"),
        ("snoozed, no agreed day", "Applied on: 11-09 | Check back on: 11-23 | Snooze until: 11-30", "11-23", "Waiting - ..11-30"),
        ("on hold and a day", "Stage: On hold | Applied on: 11-09 | Snooze until: 11-30", "11-23", "Waiting -"),
        ("for ever silent", "Applied on: 01-05 | Snooze until: never", "11-23", "Waiting -"),
        ("but an interview", "Interview on: 11-24 | Snooze until: never", "11-23", "Due prepare 11-21..11-24"),
        ("but thanks", "Interview on: 11-22 | Snooze until: never", "11-23", "Due thank_you 11-22..11-23 Handwritten note"),
        ("but an offer", f"{OFFERED} | Snooze until: never", "11-23", "Due reply_to_offer Phone"),
        ("an agreed day holds the offer", f"{OFFERED} | Check back on: 11-23 | Snooze until: never", "11-23", "Waiting -"),
        ("an offer, silent for long", f"{OFFERED} | Interview on: 10-18 | Snooze until: 11-30", "11-23", "Waiting - ..11-30"),
        ("an offer, let go once it wakes", f"{OFFERED} | Interview on: 10-18 | Snooze until: 11-30", "12-30", "Move on move_on 12-30..12-30"),
    ),
)  # fmt: skip
def test_snoozed(cells: str, today: str, expected: str) -> None:
    """Gate 7: asleep, only interviews, thanks and offers count."""
    assert answer(cells, today) == expected


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("applied", "Applied on: 11-02 | Email: a@example.com", "11-23", "Waiting - ..11-30"),
        ("the day before it ends", "Applied on: 11-02 | Email: a@example.com", "11-29", "Waiting - ..11-30"),
        ("over: the window opens anew", "Applied on: 11-02 | Email: a@example.com", "11-30", "Due follow_up 11-30..12-03 Email"),
        ("over for long: it is late after all", "Applied on: 11-02 | Email: a@example.com", "12-04", "Overdue follow_up 11-30..12-03 Email"),
        ("a decision day meanwhile", "Interview on: 11-09 | Decision by: 11-20 | Phone: 555-0100", "11-30", "Due ask_decision 11-30..12-03 Phone"),
        ("tried enough", "Interview on: 10-05 | Last follow-up: 11-02 | Unanswered: 3", "11-30", "Move on move_on 11-30..11-30"),
        ("an interview goes on", "Interview on: 11-24", "11-23", "Due prepare 11-21..11-24"),
        ("an offer too", f"{OFFERED} | Offer reply by: 11-27", "11-23", "Due reply_to_offer ..11-27 Phone"),
        ("a longer snooze", "Applied on: 11-02 | Snooze until: 12-10", "11-23", "Waiting - ..12-10"),
        ("never", "Applied on: 11-02 | Snooze until: never", "11-23", "Waiting -"),
        ("on hold", "Stage: On hold | Check back on: 11-23", "11-23", "Waiting -"),
        ("a wish", "Stage: Wishlist", "11-23", "Waiting - ..11-30"),
        ("a wish that closes after it", "Stage: Wishlist | Apply by: 12-04", "11-23", "Waiting - ..11-30"),
        ("a wish that closes before it ends", WISH, "11-23", "Due apply 11-13..11-27"),
        ("a wish that sleeps by itself", f"{WISH} | Snooze until: 11-25", "11-23", "Waiting - ..11-25"),
        ("closed, and a day agreed", f"{CLOSED} | Check back on: 11-23", "11-23", "Closed -"),
        ("a first day", "Start on: 11-23", "11-23", "Due start 11-23..11-23"),
    ),
)  # fmt: skip
def test_a_pause_of_the_whole_search(cells: str, today: str, expected: str) -> None:
    """Until its day every lead is snoozed; afterwards nothing is red for the days of rest."""
    assert answer(cells, today, policy=Policy(pause_until=day("11-30"))) == expected


@pytest.mark.parametrize(
    ("step", "cells", "today", "expected"),
    table(
        ("reply: open at once", "reply_to_offer", f"{OFFERED} | Offer reply by: 12-18", "11-23", True),
        ("reply: late", "reply_to_offer", f"{OFFERED} | Offer reply by: 11-20", "11-23", True),
        ("reply: thirty days late", "reply_to_offer", f"{OFFERED} | Offer reply by: 11-20", "12-20", False),
        ("reply: a date outranks theirs", "reply_to_offer", f"{OFFERED} | Offer reply by: 11-27 | Decision by: 11-25", "11-23", True),
        ("reply: the ball is with them", "reply_to_offer", f"{OFFERED} | Decision by: 11-25", "11-23", False),
        ("reply: they said when", "reply_to_offer", f"{OFFERED} | Check back on: 12-18", "11-23", False),
        ("reply: that is past", "reply_to_offer", f"{OFFERED} | Check back on: 11-13", "11-23", True),
        ("reply: its day past, a day agreed", "reply_to_offer", f"{OFFERED} | Offer reply by: 11-20 | Check back on: 11-27", "11-23", False),
        ("reply: its day today, a day agreed", "reply_to_offer", f"{OFFERED} | Offer reply by: 11-23 | Check back on: 11-27", "11-23", True),
        ("reply: asked six days ago", "reply_to_offer", f"{OFFERED} | Last follow-up: 11-17", "11-23", False),
        ("reply: asked a week ago", "reply_to_offer", f"{OFFERED} | Last follow-up: 11-16", "11-23", True),
        ("reply: asked, and they answered", "reply_to_offer", f"{OFFERED} | Last follow-up: 11-20 | Last heard: 11-20", "11-23", True),
        ("reply: asked, with a date", "reply_to_offer", f"{OFFERED} | Last follow-up: 11-20 | Offer reply by: 11-24", "11-23", True),
        ("reply: no date, a month silent", "reply_to_offer", f"{OFFERED} | Interview on: 10-24", "11-23", False),
        ("reply: no date, 29 days silent", "reply_to_offer", f"{OFFERED} | Interview on: 10-25", "11-23", True),
        ("reply: not before an offer", "reply_to_offer", "Stage: Interviewing | Offer reply by: 11-27", "11-23", False),
        ("prepare: today", "prepare", "Interview on: 11-23", "11-23", True),
        ("prepare: in a year", "prepare", "Interview on: 2027-11-23", "11-23", True),
        ("prepare: yesterday", "prepare", "Interview on: 11-22", "11-23", False),
        ("thanks: today", "thank_you", "Interview on: 11-23", "11-23", True),
        ("thanks: three days later", "thank_you", "Interview on: 11-20", "11-23", True),
        ("thanks: four days later", "thank_you", "Interview on: 11-19", "11-23", False),
        ("thanks: of an earlier round", "thank_you", "Interview on: 11-23 | Thank-you sent: yes | Rounds: 11-21", "11-23", True),
        ("thanks: of an earlier round, touched since", "thank_you", "Interview on: 11-23 | Thank-you sent: yes | Rounds: 11-20 | Last follow-up: 11-21", "11-23", False),
        ("thanks: tomorrow's", "thank_you", "Interview on: 11-24", "11-23", False),
        ("thanks: sent", "thank_you", "Interview on: 11-20 | Thank-you sent: 11-20", "11-23", False),
        ("thanks: sent before", "thank_you", "Interview on: 11-20 | Thank-you sent: 11-19", "11-23", True),
        ("thanks: yes", "thank_you", "Interview on: 11-20 | Thank-you sent: yes", "11-23", False),
        ("thanks: touched since", "thank_you", "Interview on: 11-20 | Last follow-up: 11-21", "11-23", False),
        ("thanks: touched that day", "thank_you", "Interview on: 11-20 | Last follow-up: 11-20", "11-23", True),
    ),
)  # fmt: skip
def test_other_steps(step: str, cells: str, today: str, expected: bool) -> None:
    """Each step holds on its first and its last day, and is silent a day before and after."""
    assert (step in steps(cells, today)) is expected


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("prepare: four days before", "Interview on: 11-27", "11-23", "Waiting prepare 11-24..11-27"),
        ("prepare: three days before", "Interview on: 11-27", "11-24", "Due prepare 11-24..11-27"),
        ("thanks: the day", "Interview on: 11-20 | Rounds: 11-01", "11-20", "Due prepare 11-17..11-20"),
        ("thanks: the next", "Interview on: 11-19", "11-20", "Due thank_you 11-19..11-20 Handwritten note"),
        ("thanks: the day after that", "Interview on: 11-19", "11-21", "Overdue thank_you 11-19..11-20 Handwritten note"),
        ("thanks: by hand on a business day", "Interview on: 11-20", "11-23", "Due thank_you 11-20..11-23 Handwritten note"),
        ("thanks: by e-mail on any day", "Interview on: 11-20 | Email: a@example.com", "11-21", "Due thank_you 11-20..11-21 Email"),
        ("thanks: by e-mail, late", "Interview on: 11-20 | Email: a@example.com", "11-22", "Overdue thank_you 11-20..11-21 Email"),
        ("reply: the last day", f"{OFFERED} | Offer reply by: 11-27", "11-27", "Due reply_to_offer ..11-27 Phone"),
        ("reply: the day after", f"{OFFERED} | Offer reply by: 11-27", "11-28", "Overdue reply_to_offer ..11-27 Phone"),
    ),
)  # fmt: skip
def test_windows_of_other_steps(cells: str, today: str, expected: str) -> None:
    """Windows open and close on the rulebook's days, business days or not."""
    assert answer(cells, today) == expected
