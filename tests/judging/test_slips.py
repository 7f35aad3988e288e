"""Cells that cannot be meant (rules 5.3)."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

import pytest

from followthrough.judging.judge import judge
from followthrough.judging.slips import blanked, dates_in, misdated
from followthrough.knowing.leads import Problem
from followthrough.knowing.policy import STANDARD
from leads_for_tests import TODAY, a_lead, answer, day, judged, steps, table

NO_SLIP = "Stage: Applied | Applied on: 11-16 | Email: a@example.com"
MISDATED = (
    ("applied tomorrow", "Applied on: 11-24", "Applied on"),
    ("touched tomorrow", "Last follow-up: 11-24", "Last follow-up"),
    ("one touch of a list is tomorrow", "Last follow-up: 11-16, 11-24", "Last follow-up"),
    ("heard tomorrow", "Last heard: 11-24", "Last heard"),
    ("thanked tomorrow", "Interview on: 11-12 | Thank-you sent: 11-24", "Thank-you sent"),
    ("the last century", "Applied on: 1999-12-31", "Applied on"),
    ("367 days ahead", "Applied on: 11-02 | Decision by: 2027-11-25", "Decision by"),
    ("an interview in two years", "Interview on: 2028-11-23", "Interview on"),
    ("a snooze of two years", "Applied on: 11-02 | Snooze until: 2028-11-23", "Snooze until"),
    ("an agreed day of the last century", "Applied on: 11-02 | Check back on: 1926-11-23", "Check back on"),
    ("an offer of the last century", "Offer reply by: 1926-11-23", "Offer reply by"),
    ("a start of the last century", "Stage: Accepted | Start on: 1926-11-23", "Start on"),
    ("a closing date in two years", "Apply by: 2028-11-23", "Apply by"),
    ("closed in two years", "Applied on: 11-02 | Closed on: 2028-11-23", "Closed on"),
    ("fewer than none", "Applied on: 11-02 | Unanswered: -1", "Unanswered"),
    ("back every nought days", "Applied on: 11-02 | Check back every: 0", "Check back every"),
    ("applied, no date", "Stage: Applied", "Applied on"),
    ("interviewing, no date", "Stage: Interviewing", "Interview on"),
    ("applied, only the day it closed", "Stage: Applied | Closed on: 11-12", "Applied on"),
    ("applied, only a closing date", "Stage: Applied | Apply by: 11-30", "Applied on"),
    ("applied, seen after today only", "Stage: Applied | Seen: 11-24", "Applied on"),
    ("a no in two years", "Stage: Applied | Applied on: 11-02 | Rejected on: 2028-11-12", "Rejected on"),
    ("interviewing, only a yes", "Stage: Interviewing | Thank-you sent: yes", "Interview on"),
    ("a cell that says soon", "Applied on: 11-02 | Unreadable: Decision by", "Decision by"),
)
MEANT = (
    ("applied today", "Applied on: 11-23"),
    ("touched and heard today", "Last follow-up: 11-23 | Last heard: 11-23"),
    ("thanked today", "Interview on: 11-23 | Thank-you sent: 11-23"),
    ("the first day of 2000", "Applied on: 2000-01-01"),
    ("366 days ahead", "Applied on: 11-02 | Decision by: 2027-11-24"),
    ("never", "Applied on: 11-02 | Snooze until: never"),
    ("none unanswered", "Applied on: 11-02 | Unanswered: 0"),
    ("back every day", "Applied on: 11-02 | Check back every: 1"),
    ("applied, no date but in the log", "Stage: Applied | Log: 11-02 Sent"),
    ("interviewing, a round on the other sheet", "Stage: Interviewing | Rounds: 11-12"),
    ("applied, and never to be asked", "Stage: Applied | Snooze until: never"),
    ("applied, a day agreed in the log", "Stage: Applied | Log: 11-16 No answer > 11-30"),
    ("applied, and seen before", "Stage: Applied | Seen: 11-16"),
    ("applied, and here before", "Stage: Applied | Seen: 11-16 here before"),
    ("an offer needs no date", "Stage: Offer"),
    ("nor does on hold", "Stage: On hold"),
    ("nor a wish", ""),
    ("pay discussed in 1999", "Applied on: 11-02 | Pay discussed: 1999-11-12"),
    ("references that cannot be read", "Applied on: 11-02 | Unreadable: References told"),
)


@pytest.mark.parametrize(("cells", "heading"), table(*MISDATED))
def test_slip_asks_for_the_row_to_be_mended(cells: str, heading: str) -> None:
    """The row says so at once, and the first problem names the cell."""
    found = judged(cells)
    assert ("fix_row" in steps(cells), heading in found.why) == (True, True)


@pytest.mark.parametrize("cells", table(*MEANT))
def test_what_can_be_meant_is_judged(cells: str) -> None:
    """The boundary days, and what no rule counts from, raise no problem."""
    assert "fix_row" not in steps(cells)


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("nothing to keep", "Applied on: 11-02", "fix_row"),
        ("an interview tomorrow", "Interview on: 11-24", "prepare fix_row"),
        ("an interview yesterday", "Interview on: 11-22 | Email: a@example.com", "thank_you fix_row"),
        ("an offer", "Offer reply by: 11-24", "reply_to_offer fix_row"),
        ("on hold, interview tomorrow", "Stage: On hold | Interview on: 11-24", "prepare fix_row"),
        ("no follow-up is kept", "Interview on: 11-16 | Thank-you sent: yes", "fix_row"),
        ("no agreed day is kept", "Interview on: 11-12 | Check back on: 11-23", "fix_row"),
        ("no letting go", "Applied on: 06-01", "fix_row"),
        ("no last day to apply", "Apply by: 11-24", "fix_row"),
        ("no first day", "Stage: Accepted | Start on: 11-23", "fix_row"),
    ),
)
def test_what_hangs_on_no_slip_is_still_given(cells: str, expected: str) -> None:
    """With a Closed on that cannot be read, replies, interviews and thanks go on; nothing else does."""
    assert " ".join(steps(f"{cells} | Unreadable: Closed on")) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("an unread interview hides thanks", "Rounds: 11-22 | Unreadable: Interview on", "fix_row"),
        ("and preparing", "Rounds: 11-24 | Unreadable: Interview on", "fix_row"),
        ("unread thanks hide thanks", "Interview on: 11-22 | Unreadable: Thank-you sent", "fix_row"),
        ("but not preparing", "Interview on: 11-24 | Unreadable: Thank-you sent", "prepare fix_row"),
        ("an unread reply hides the reply", "Stage: Offer | Unreadable: Offer reply by", "fix_row"),
        ("but not thanks", "Interview on: 11-22 | Unreadable: Offer reply by", "thank_you fix_row"),
        ("two unread cells hide both", "Rounds: 11-22 | Unreadable: Offer reply by, Thank-you sent", "fix_row"),
    ),
)
def test_what_hangs_on_the_slip_is_not_given(cells: str, expected: str) -> None:
    """Never guess a date: a step that needs the cell waits for it."""
    assert " ".join(steps(cells)) == expected


@pytest.mark.parametrize("stage", ["Closed", "Moved on"])
def test_slips_of_leads_that_are_over_do_not_matter(stage: str) -> None:
    """Nobody is asked to mend what is over; the problem is still reported."""
    lead = a_lead(f"Stage: {stage} | Applied on: 11-02 | Decision by: 2028-11-23")
    judgement = judge([lead], STANDARD, TODAY)
    assert (judgement.leads[0].flag, [p.column for p in judgement.problems]) == ("Closed", ["Decision by"])


@pytest.mark.parametrize("column", ["Prefers", "Email", "Phone"])
def test_nonsense_in_contact_cells_is_reported_and_read_as_blank(column: str) -> None:
    """Prefers, Email and Phone are no dates: the row is judged without them, and the reader's problem passed on."""
    problem = Problem(2, "F2", column, "maybe", "something else")
    judgement = judge([a_lead(NO_SLIP)], STANDARD, TODAY, problems=[problem])
    assert (judgement.leads[0].flag, judgement.problems) == ("Due", (problem,))


def test_a_cell_is_reported_once() -> None:
    """A cell that holds an unreadable word is not also called blank."""
    assert [(p.column, p.found) for p in misdated(a_lead("Stage: Applied | Unreadable: Applied on"), TODAY)] == [
        ("Applied on", "soon")
    ]


def test_problem_names_cell_finding_and_remedy() -> None:
    """The problem is complete enough for its owner to mend the cell without asking."""
    lead = a_lead("Applied on: 11-02 | Decision by: 2028-12-02", row=7, columns={"Decision by": "F"})
    (problem,) = misdated(lead, TODAY)
    assert (problem.row, problem.cell, problem.found) == (7, "F7", "2028-12-02")
    assert "year" in problem.expected


@pytest.mark.parametrize(
    ("cells", "found"),
    table(
        ("a contact of tomorrow", "Log: 11-24 Sent", ["A2"]),
        ("a contact of the last century", "Log: 11-20 Sent, 1926-11-20 Sent", ["A3"]),
        ("an interview in two years", "Rounds: 2028-11-20", ["A2"]),
        ("an interview ahead is fine", "Rounds: 12-02", []),
        ("all is well", "Log: 11-20 Sent, 11-23 Spoke", []),
    ),
)
def test_log_rows_that_are_passed_over_are_told(cells: str, found: list[str]) -> None:
    """A slip on the other sheets stops nothing, but is reported with its own cell, once."""
    judgement = judge([a_lead(f"{NO_SLIP} | {cells}")], STANDARD, TODAY)
    assert [problem.cell for problem in judgement.problems] == found
    assert "it should be" not in judgement.leads[0].why


def test_a_log_row_of_several_leads_is_told_once() -> None:
    """One talk with an agency belongs to all of its leads; its slip is still one."""
    leads = [
        a_lead(f"{NO_SLIP} | Role: {role} | Log: 11-24 Sent", row=row) for row, role in ((2, "Cook"), (3, "Clerk"))
    ]
    assert [problem.cell for problem in judge(leads, STANDARD, TODAY).problems] == ["A2"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("applied", "Stage: Applied | Applied on: 11-02", "A no is noted on Thu 12 Nov, and the Stage says Applied. Which is right?"),
        ("interviewing", "Stage: Interviewing | Interview on: 11-09", "and the Stage says Interviewing. Which is right?"),
        ("a wish", "Stage: Wishlist", "and the Stage says Wishlist. Which is right?"),
        ("no stage", "Applied on: 11-02", "and the Stage is blank. Which is right?"),
        ("snoozed", "Stage: Applied | Applied on: 11-02 | Snooze until: never", "Which is right?"),
        ("an interview tomorrow", "Stage: Interviewing | Interview on: 11-24", "Which is right?"),
        ("an interview yesterday", "Stage: Interviewing | Interview on: 11-22", "Which is right?"),
        ("an offer", "Stage: Offer | Offer reply by: 11-24", "and the Stage says Offer. Which is right?"),
    ),
)  # fmt: skip
def test_a_no_in_a_column_of_its_own_contradicts_an_open_stage(cells: str, expected: str) -> None:
    """The row says so and nothing else: whether there is an interview to prepare depends on the answer."""
    found = judged(f"{cells} | Rejected on: 11-12")
    assert (found.flag, found.step, len(found.advice)) == ("Check row", "fix_row", 1)
    assert expected in found.why


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("closed", "Stage: Closed", "Closed -"),
        ("moved on", "Stage: Moved on", "Closed -"),
        ("on hold", "Stage: On hold | Applied on: 11-02", "Waiting -"),
        ("accepted", "Stage: Accepted", "Due agree_start"),
        ("no column", "Stage: Applied | Applied on: 11-16 | Email: a@example.com", "Due follow_up 11-23..11-26 Email"),
    ),
)
def test_a_no_beside_a_stage_that_is_over_is_none(cells: str, expected: str) -> None:
    """There it says when, or nothing that matters."""
    assert answer(cells if "@" in cells else f"{cells} | Rejected on: 11-12") == expected


def test_blanked_empties_the_cells_it_is_told() -> None:
    """Blank means what a blank cell of that type means, and nothing else changes."""
    lead = a_lead("Applied on: 11-02 | Last follow-up: 11-09 | Unanswered: 2 | Contact: Dana Ruiz")
    assert blanked(lead, ["Last follow-up", "Unanswered"]) == a_lead("Applied on: 11-02 | Contact: Dana Ruiz")


def test_dates_in_a_row_are_all_found() -> None:
    """Lists give each of theirs; yes and never are no dates."""
    lead = a_lead("Applied on: 11-02 | Last follow-up: 11-09, 11-16 | Thank-you sent: yes | Snooze until: never")
    assert sorted(on for _, on in dates_in(lead)) == [day("11-02"), day("11-09"), day("11-16")]


def test_slip_does_not_hide_a_problem_of_the_reader() -> None:
    """Problems handed in are carried along, before those of the rows, each once."""
    lead = a_lead("Stage: Applied | Unreadable: Closed on | Applied on: 11-16")
    judgement = judge([lead], STANDARD, TODAY, problems=[*lead.unreadable, *lead.unreadable])
    assert (judgement.problems, answer(lead)) == (lead.unreadable, "Check row fix_row")
