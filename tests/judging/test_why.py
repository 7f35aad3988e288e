"""The Why: whom, how, the rule with its dates, and the cell that clears it (rules 4)."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

from datetime import timedelta

import pytest

from followthrough.judging.reasons import A_DATE_PASSED, A_LATE_ROUND, COMFORT, OVER_AFTER_INTERVIEW
from followthrough.knowing.leads import Interview
from followthrough.knowing.policy import Policy
from followthrough.knowing.wording import day as spoken
from followthrough.knowing.wording import window
from leads_for_tests import TODAY, a_lead, day, judged, shown, table, without_last_try

DANA = "Contact: Dana Ruiz | Phone: 555-0100 | Email: dana@example.com"
HELD = f"Stage: Interviewing | Interview on: 11-17 | Thank-you sent: yes | {DANA}"
ELSEWHERE = a_lead("Company: Fresh Foods | Stage: Accepted | Start on: 11-16", row=9)
EVERY_ANSWER = (
    ("no company", "Company: | Applied on: 11-16"),
    ("unknown stage", "Unknown stage: Zorp"),
    ("back: interview", "Stage: Closed | Interview on: 11-30"),
    ("back: answer", "Stage: Moved on | Last follow-up: 11-09 | Last heard: 11-10"),
    ("slip", "Applied on: 11-02 | Unreadable: Decision by"),
    ("over", "Stage: Closed"),
    ("started", "Start on: 11-02"),
    ("first day", "Start on: 11-30"),
    ("no first day", "Stage: Accepted"),
    ("asleep", "Applied on: 11-16 | Snooze until: 12-01"),
    ("never", "Applied on: 11-16 | Snooze until: never"),
    ("on hold", "Stage: On hold"),
    ("to apply", "Apply by: 12-01"),
    ("to apply any day", ""),
    ("closing date gone", "Apply by: 11-20"),
    ("offer", f"Offer reply by: 12-01 | {DANA}"),
    ("offer without a date", "Stage: Offer"),
    ("interview ahead", "Interview on: 12-01"),
    ("agreed", f"Check back on: 11-25 | Stage: Interviewing | {DANA}"),
    ("thanks", "Interview on: 11-22 | Email: dana@example.com"),
    ("decision", f"{HELD} | Decision by: 11-20"),
    ("interviewed", HELD),
    ("answered", f"{HELD} | Last heard: 11-18"),
    ("applied", "Applied on: 11-16 | Email: dana@example.com"),
    ("asked", f"{HELD} | Last follow-up: 11-18"),
    ("a voicemail, as agreed", f"{HELD} | Check back on: 11-18 | Log: 11-18 Left voicemail"),
    ("tried", f"{HELD} | Last follow-up: 11-18 | Unanswered: 3"),
    ("every nine days", f"{HELD} | Last heard: 11-18 | Check back every: 9"),
    ("silent", "Applied on: 10-01"),
    ("silent, asked", "Applied on: 09-28 | Last follow-up: 10-12"),
    ("silent offer", "Stage: Offer | Offer reply by: 10-01"),
    ("nothing to count from", "Stage: Interviewing | Applied on: 11-16"),
    ("rings", f"{HELD} | Log: 11-19 No answer, 11-20 No answer"),
    ("nobody known", "Applied on: 11-16"),
    ("first seen", "Stage: Applied | Seen: 11-16 | Email: dana@example.com"),
    ("here before", "Stage: Applied | Seen: 11-16 here before"),
    ("first seen, silent", "Stage: Applied | Seen: 10-12 | Email: dana@example.com"),
    ("stage seen, silent", "Stage: Applied | Applied on: 09-01 | Stage since: 10-12"),
    ("called off", f"Stage: Interviewing | Called off: yes | Interview on: 11-20 | {DANA}"),
    ("called off, noticed", f"Stage: Interviewing | Called off: yes | Applied on: 11-02 | Stage since: 11-20 | {DANA}"),
    ("a no is noted", "Stage: Applied | Applied on: 11-02 | Rejected on: 11-12"),
    ("wishlist, applied", "Stage: Wishlist | Applied on: 11-16 | Email: dana@example.com"),
    ("applied, interviewed", f"Stage: Applied | Interview on: 11-17 | Thank-you sent: yes | {DANA}"),
    ("the ball is with them", f"Stage: Offer | Last follow-up: 11-20 | {DANA}"),
    ("offer, its day past", f"Offer reply by: 11-20 | {DANA}"),
    ("offer without a date, silent", "Stage: Offer | Interview on: 10-18 | Thank-you sent: yes"),
    ("agreed, unkept", f"Check back on: 11-18 | Stage: Interviewing | {DANA}"),
    ("late round", f"{HELD} | Decision by: 11-20 | Rounds: 11-10 thanked"),
    ("over after an interview", "Stage: Closed | Interview on: 11-02"),
    ("closed, two interviews ahead", "Stage: Closed | Rounds: 11-26, 12-03"),
    ("thanks and a next round", "Interview on: 12-01 | Rounds: 11-22 | Thank-you sent: yes"),
    ("an agreed day before an interview", "Interview on: 12-01 | Check back on: 11-25"),
    ("closing date ahead", "Applied on: 11-02 | Apply by: 11-27 | Email: dana@example.com"),
)


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("a call", HELD, "Call Dana Ruiz, 555-0100. You spoke on Tue 17 Nov and no date was given: ask between Mon 23 and Tue 24 Nov. Done? Put the date in Last follow-up."),
        ("an application", "Applied on: 11-16 | Email: jobs@example.com", "Write to jobs@example.com. You applied on Mon 16 Nov and nothing has come back: ask between Mon 23 and Thu 26 Nov. Done? Put the date in Last follow-up."),
        ("an agreed day", "Stage: Interviewing | Check back on: 11-23 | Phone: 555-0100", "Call 555-0100. You agreed that you may check in on Mon 23 Nov, not before. Done? Put the date in Last follow-up."),
    ),
)  # fmt: skip
def test_why_reads_like_a_good_friend(cells: str, expected: str) -> None:
    """Whom and how, the rule with its dates, from when to when, and the cell that clears it."""
    assert judged(cells).why == expected


@pytest.mark.parametrize("cells", table(*EVERY_ANSWER))
def test_why_does_not_change_while_the_answer_stays(cells: str) -> None:
    """Why holds dates, never a count of days: a row is not rewritten every night.

    At New Year the dates of the old year get it, and a last day that it names passes.
    """
    told: dict[tuple[object, ...], set[str]] = {}
    for ahead in range(90):
        today = TODAY + timedelta(days=ahead)
        found = judged(cells, today.isoformat())
        each = tuple((advice.step, advice.flag, advice.opens, advice.due, advice.how) for advice in found.advice)
        told.setdefault((today.year, shown(found), each), set()).add(without_last_try(found.why))
    assert all(len(texts) == 1 for texts in told.values())


@pytest.mark.parametrize("cells", table(*EVERY_ANSWER))
def test_why_is_kind_and_whole(cells: str) -> None:
    """No "have you decided yet", no "just checking in", no relative days, no gaps; a sentence or more."""
    why = judged(cells).why
    assert why.endswith((".", "?"))
    assert why == " ".join(why.split())
    for never in ("decided yet", "just checking", " ago", "yesterday", "tomorrow", "today", "None", "  ", "!", ".."):
        assert never not in why


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("name and number", HELD, "Call Dana Ruiz, 555-0100."),
        ("number alone", "Stage: Interviewing | Interview on: 11-17 | Phone: 555-0100", "Call 555-0100."),
        ("name and address", f"{HELD} | Prefers: Email", "Write to Dana Ruiz, dana@example.com."),
        ("an address under Contact", "Applied on: 11-16 | Contact: jobs@example.com | Email: jobs@example.com", "Write to jobs@example.com. You"),
        ("an address beside the name", "Applied on: 11-16 | Contact: Dana <d@example.com> | Email: d@example.com", "Write to Dana, d@example.com. You"),
        ("an address, and a call", "Interview on: 11-17 | Thank-you sent: yes | Contact: d@example.com | Phone: 555-0100", "Call 555-0100. You"),
        ("an address that is no number", "Applied on: 11-16 | Contact: d@example.com", "Find somebody to ask first"),
        ("nobody", "Applied on: 11-16", "Find somebody to ask first"),
        ("an agreed day with nobody", "Stage: Interviewing | Check back on: 11-23", "Get in touch with them."),
        ("rings", f"{HELD} | Log: 11-19 No answer, 11-20 No answer", "Call Dana Ruiz, 555-0100; nobody answered the last 2 times"),
        ("a note", "Interview on: 11-22 | Contact: Dana Ruiz", "Send Dana Ruiz a handwritten note."),
        ("a note to somebody", "Interview on: 11-22", "Send them a handwritten note."),
        ("spoken after the agreed day", f"{HELD} | Check back on: 11-10", "You spoke on Tue 17 Nov and nothing has come since: ask"),
        ("a cell that is blank", "Stage: Applied", "Applied on is blank; it should be a date, like 2026-11-23."),
        ("an agreed day of long ago", "Stage: Interviewing | Interview on: 09-01 | Check back on: 10-05 | Snooze until: 10-12", "The day you agreed on, Mon 5 Oct, is long past"),
        ("a decision of long ago", "Stage: Interviewing | Interview on: 09-01 | Decision by: 10-05 | Snooze until: 10-12", "They meant to decide by Mon 5 Oct, and nothing has come since"),
        ("silent since the day of the interview and the decision", "Stage: Interviewing | Interview on: 09-01 | Decision by: 09-01", "Nothing has moved since Tue 1 Sep"),
        ("thanks", "Interview on: 11-22 | Email: d@example.com", "Interview on Sun 22 Nov"),
        ("a note weighs more", "Interview on: 11-22 | Email: d@example.com", "A note by hand weighs more"),
        ("what was agreed", f"{HELD} | Last heard: 11-18 | Check back every: 9", "every 9 days"),
        ("every day", f"{HELD} | Last heard: 11-20 | Check back every: 1", "every day. "),
        ("how often", f"{HELD} | Last follow-up: 11-18 | Unanswered: 3", "You asked 3 times, last on Wed 18 Nov"),
        ("applications closed", "Applied on: 11-09 | Apply by: 11-16", "Applications closed on Mon 16 Nov"),
        ("never asked", "Applied on: 10-01", "you never asked: one try is still fine until Mon 30 Nov, else let it go."),
        ("a month's end", f"{HELD.replace('11-17', '11-26')} | Snooze until: 11-23", "Thu 26 Nov"),
    ),
)  # fmt: skip
def test_why_names_person_number_and_dates(cells: str, expected: str) -> None:
    """What one needs to act stands in the sentence."""
    assert expected in judged(cells).why


@pytest.mark.parametrize(
    ("cells", "heading", "theirs"),
    table(
        ("follow-up", HELD, "Last follow-up", "Letzte Nachfrage"),
        ("agreed day", "Stage: Interviewing | Check back on: 11-23", "Last follow-up", "Letzte Nachfrage"),
        ("thanks", "Interview on: 11-22", "Thank-you sent", "Gedankt"),
        ("apply", "Apply by: 12-01", "Applied on", "Beworben am"),
        ("offer", "Offer reply by: 12-01", "Stage", "Stand"),
        ("offer without a date", "Stage: Offer", "Offer reply by", "Antwort bis"),
        ("no first day", "Stage: Accepted", "Start on", "Beginn"),
        ("nothing to count from", "Stage: Interviewing | Applied on: 11-16", "Interview on", "Gespräch am"),
        ("no company", "Company: | Applied on: 11-16", "Company", "Firma"),
        ("unknown stage", "Unknown stage: Zorp", "Stage", "Stand"),
        ("slip", "Applied on: 11-24", "Applied on", "Beworben am"),
        ("closing date gone", "Apply by: 11-20", "Apply by", "Frist"),
    ),
)
def test_why_names_the_cell_as_its_owner_does(cells: str, heading: str, theirs: str) -> None:
    """The cell that clears the row stands there by the owner's own heading, else by ours, else as a column to add."""
    own = a_lead(cells, columns={heading: "F"}, headings={heading: theirs})
    assert (theirs in judged(own).why, heading in judged(cells).why) == (True, True)


def test_why_asks_for_a_column_that_is_missing() -> None:
    """Where the worksheet has no such column, it is to be added."""
    lead = a_lead(HELD, columns={"Company": "A"})
    assert judged(lead).why.endswith("Done? Add a column Last follow-up and put the date there.")


def test_slip_is_named_with_its_cell() -> None:
    """The cell, what stands there, and what would be right."""
    lead = a_lead("Applied on: 11-02 | Decision by: 2028-12-02", row=7, columns={"Decision by": "F"})
    why = judged(lead).why
    assert ("F7" in why, "2028-12-02" in why, "year" in why) == (True, True, True)


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("thanks beside an agreed day", "Interview on: 11-22 | Check back on: 11-23", "Also: send thank-you between Sun 22"),
        ("nothing that waits", "Interview on: 11-22", None),
        ("a late thank-you", "Rounds: 11-20, 11-24", "Also: send thank-you between Fri 20 and Mon 23 Nov."),
        ("a row to mend", "Interview on: 11-24 | Unreadable: Closed on", "Also: Closed on holds “soon”; it should be"),
        ("nothing else", HELD, None),
        ("an offer with an interview to come", "Stage: Offer | Interview on: 11-24", "Also: reply to the offer"),
    ),
)  # fmt: skip
def test_also(cells: str, expected: str | None) -> None:
    """Other advice is named where it is Overdue, Due or Check row, and not where it waits."""
    why = judged(cells).why
    assert expected in why if expected else "Also:" not in why


def test_a_closing_date_that_is_gone_is_comforted() -> None:
    """A posting that closed is no defeat either: many come back."""
    assert "Many jobs are advertised again" in judged("Apply by: 11-20").why


def test_also_stands_before_the_cell_that_clears_the_row() -> None:
    """The rulebook's order: the rule, then "Also: ...", then the cell."""
    why = judged(f"Interview on: 11-22 | Check back on: 11-23 | {DANA}").why
    assert why.index("Also:") < why.index("Done?")


def test_slip_is_named_though_something_else_comes_first() -> None:
    """A row to be mended names the cell also where an interview tomorrow is shown before it."""
    assert "Closed on" in judged("Interview on: 11-24 | Unreadable: Closed on").why


@pytest.mark.parametrize(
    "cells",
    table(
        ("tried enough", f"{HELD.replace('11-17', '10-05')} | Last follow-up: 10-26 | Unanswered: 3"),
        ("silent", "Applied on: 10-01"),
        ("silent, asked", "Applied on: 09-28 | Last follow-up: 10-12"),
        ("silent offer", "Stage: Offer | Offer reply by: 10-01"),
    ),
)
def test_letting_go_is_comforted(cells: str) -> None:
    """Where a row is let go it says what is true: some jobs are never filled."""
    found = judged(cells)
    assert (found.flag, COMFORT in found.why) == ("Move on", True)


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("a date that passed", f"{HELD} | Decision by: 11-20", "11-23", A_DATE_PASSED),
        ("not while it lies ahead", f"{HELD} | Decision by: 11-25", "11-23", None),
        ("nor on the weekend after it", f"{HELD} | Decision by: 11-20", "11-21", None),
        ("after a late round", f"{HELD} | Decision by: 11-20 | Rounds: 11-10 thanked", "11-23", A_LATE_ROUND),
        ("over after an interview", "Stage: Closed | Interview on: 11-02", "11-23", OVER_AFTER_INTERVIEW),
        ("given up after an interview", "Stage: Moved on | Interview on: 11-02", "11-23", OVER_AFTER_INTERVIEW),
        ("over without one", "Stage: Closed | Applied on: 11-02", "11-23", None),
        ("let go", "Applied on: 10-01", "11-23", COMFORT),
        ("an answer is no passed date", f"{HELD} | Last heard: 11-18", "11-23", None),
    ),
)
def test_comfort_fits(cells: str, today: str, expected: str | None) -> None:
    """Each kind of end and of silence has its own; nothing is said about a date that lies ahead."""
    why = judged(cells, today).why
    said = [text for text in (A_DATE_PASSED, A_LATE_ROUND, OVER_AFTER_INTERVIEW, COMFORT) if text in why]
    assert said == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("an offer", f"Offer reply by: 12-01 | {DANA}", "11-23", "Congratulations: they made you an offer. Answer by Tue 1 Dec."),
        ("an offer without a date", "Stage: Offer", "11-23", "Congratulations: they made you an offer. Agree with them on a day for your answer and put it in Offer reply by."),
        ("an offer, its day past", f"Offer reply by: 11-20 | {DANA}", "11-23", "Congratulations on the offer. They asked for your answer by Fri 20 Nov: write all the same"),
        ("accepted", "Stage: Accepted", "11-23", "Congratulations, the job is yours: agree on the first day"),
        ("a first day ahead", "Start on: 12-01", "11-23", "Congratulations: your first day is Tue 1 Dec. Until then the other leads stay open."),
        ("the first day", "Start on: 11-23", "11-23", "All the best: your first day is Mon 23 Nov."),
        ("started", "Start on: 11-20", "11-23", "You started on Fri 20 Nov. All the best there."),
    ),
)  # fmt: skip
def test_good_news_has_a_warm_word_first(cells: str, today: str, expected: str) -> None:
    """At an offer, once it is accepted, and on the first day."""
    assert expected in judged(cells, today).why


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("applications still open", "Applied on: 11-02 | Apply by: 11-27", "11-23", "The closing date is Fri 27 Nov: where nothing has come back, ask between Fri 4 and Mon 7 Dec."),
        ("applications closed", "Applied on: 11-02 | Apply by: 11-16", "11-23", "Applications closed on Mon 16 Nov: where nothing has come back, ask between"),
        ("to apply", "Apply by: 12-01", "11-23", "Applications close on Tue 1 Dec."),
        ("the day they agreed on", f"{HELD} | Check back on: 11-25", "11-23", "You agreed that you may check in on Wed 25 Nov, not before."),
        ("a day in the new year", f"{HELD} | Check back on: 2027-01-12", "11-23", "check in on Tue 12 Jan 2027, not before."),
        ("a window over New Year", "Applied on: 12-24 | Email: a@example.com", "12-24", "ask between Thu 31 Dec and Fri 1 Jan 2027."),
        ("last year", "Applied on: 2025-12-01", "2026-01-05", "Nothing has moved since Mon 1 Dec 2025"),
        ("this year", "Applied on: 10-01", "11-23", "Nothing has moved since Thu 1 Oct,"),
    ),
)  # fmt: skip
def test_dates_ahead_and_other_years(cells: str, today: str, expected: str) -> None:
    """Nothing is said about a day ahead as if it had passed, and a year stands where it is not this one."""
    assert expected in judged(cells, today).why


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("first seen", "Stage: Applied | Seen: 11-17 | Email: a@example.com", "First seen here on Tue 17 Nov and nothing has come back: ask between Tue 24 and Fri 27 Nov. Put the day you applied in Applied on."),
        ("here before", "Stage: Applied | Seen: 11-17 here before", "It stood here on Tue 17 Nov: when did you apply? Put the day in Applied on."),
        ("first seen, silent", "Stage: Applied | Seen: 10-12", "Nothing has moved since it was first seen here on Mon 12 Oct"),
        ("both on one day, silent", "Stage: Applied | Seen: 10-12 | Stage since: 10-12", "Nothing has moved since it was first seen here on Mon 12 Oct"),
        ("its stage, silent", "Stage: Applied | Applied on: 09-01 | Stage since: 10-12", "Nothing has moved since its stage was first seen here on Mon 12 Oct"),
        ("called off", "Stage: Interviewing | Called off: yes | Applied on: 11-02 | Stage since: 11-20", "That the interview was called off was first seen here on Fri 20 Nov: ask for a new date between Mon 23 and Wed 25 Nov."),
        ("called off, by its day", "Stage: Interviewing | Called off: yes | Interview on: 11-20", "The interview of Fri 20 Nov did not take place: ask for a new date"),
        ("written", "Applied on: 11-17 | Seen: 11-18 | Email: a@example.com", "You applied on Tue 17 Nov and nothing has come back"),
    ),
)  # fmt: skip
def test_why_says_that_a_day_was_noticed(cells: str, expected: str) -> None:
    """A day that a night noticed is never told as if somebody had written it."""
    assert expected in judged(cells).why


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("once", "Last follow-up: 11-20", "It counts as asked once: how often was it? Put the number in Unanswered."),
        ("twice", "Last follow-up: 11-30", "It counts as asked twice: how often was it?"),
        ("often enough", "Last follow-up: 2027-01-04", "It counts as asked 3 times: how often was it?"),
        ("the number is told", "Last follow-up: 11-30 | Unanswered: 2", None),
        ("two dates tell it", "Last follow-up: 11-20, 11-30", None),
        ("the log tells it", "Log: 11-30 Sent", None),
        ("how often they said goes before", "Last follow-up: 11-30 | Check back every: 7", None),
        ("they answered", "Last follow-up: 11-30 | Last heard: 11-30", None),
    ),
)
def test_a_number_that_was_worked_out_is_asked_for(cells: str, expected: str | None) -> None:
    """Why of an inferred count asks how often they asked."""
    why = judged(f"{HELD} | {cells}", "2027-01-05").why
    assert expected in why if expected else "how often was it" not in why


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        (
            "yes from an earlier talk",
            "Interview on: 12-01 | Thank-you sent: yes",
            "Thank-you sent says yes, for an earlier talk: clear it",
        ),
        ("a date is no yes", "Interview on: 12-01 | Thank-you sent: 11-20", None),
        (
            "an agreed day unkept",
            "Interview on: 12-01 | Check back on: 11-20",
            "You agreed to check in on Fri 20 Nov, before it: if you did not, the interview is the better moment.",
        ),
        (
            "an agreed day unkept, on the morning of the interview",
            "Interview on: 11-23 | Thank-you sent: yes | Check back on: 11-20",
            "You agreed to check in on Fri 20 Nov, before it: if you did not, the interview is the better moment.",
        ),
        ("an agreed day kept by an earlier talk", "Interview on: 12-01 | Check back on: 11-20 | Rounds: 11-21", None),
        ("an agreed day kept", "Interview on: 12-01 | Check back on: 11-20 | Last heard: 11-20", None),
        ("an agreed day ahead", "Interview on: 12-01 | Check back on: 12-09", None),
    ),
)
def test_preparing_says_what_stands_in_its_way(cells: str, expected: str | None) -> None:
    """A yes of the last talk, and an agreed day that nobody kept."""
    why = judged(cells).why
    assert expected in why if expected else "clear it" not in why and "before it" not in why


@pytest.mark.parametrize(
    ("heading", "expected"),
    table(
        ("as agreed", "Check back on", "You agreed that you may check in on"),
        ("in German", "Rückruf am", "You agreed that you may check in on"),
        ("Next follow-up", "Next follow-up", "You meant to check in on"),
        ("Follow up on", "Follow up on", "You meant to check in on"),
        ("Reminder", "Reminder", "You meant to check in on"),
        ("Wiedervorlage", "Wiedervorlage", "You meant to check in on"),
    ),
)
def test_a_day_one_planned_is_not_told_as_agreed(heading: str, expected: str) -> None:
    """What the column is called tells whose day it is."""
    lead = a_lead(f"{HELD} | Check back on: 11-23", headings={"Check back on": heading})
    assert expected in judged(lead).why


@pytest.mark.parametrize(
    ("cells", "remarks", "expected"),
    table(
        ("agreed", "Check back on: 11-23", {"Check back on": "2026-11-23 (recruiter on leave)"}, "Check back on says “2026-11-23 (recruiter on leave)”."),
        ("applied", "Applied on: 11-16", {"Applied on": "2026-11-16 via LinkedIn"}, "Applied on says “2026-11-16 via LinkedIn”."),
        ("not used here", "Applied on: 11-16 | Snooze until: 11-10", {"Snooze until": "2026-11-10 for Dana"}, None),
        ("no remark", "Applied on: 11-16", {}, None),
    ),
)  # fmt: skip
def test_a_remark_behind_a_date_is_quoted(cells: str, remarks: dict[str, str], expected: str | None) -> None:
    """Where the rule used that date, what stands behind it is said."""
    why = judged(a_lead(cells, remarks=remarks)).why
    assert expected in why if expected else " says “" not in why


def test_two_remarks_are_two_sentences() -> None:
    """Each behind its own date."""
    remarks = {"Check back on": "2026-11-23 (on leave)", "Decision by": "2026-11-23, perhaps"}
    why = judged(a_lead("Stage: Interviewing | Check back on: 11-23 | Decision by: 11-23", remarks=remarks)).why
    assert "Check back on says “2026-11-23 (on leave)”. Decision by says “2026-11-23, perhaps”. You agreed" in why


def test_closed_names_the_latest_of_two_interviews() -> None:
    """The first of them passes, and nothing about the row has changed."""
    whys = {judged("Stage: Closed | Rounds: 11-26, 12-03", on).why for on in ("11-25", "11-27", "12-03")}
    assert len(whys) == 1
    assert "an interview stands on Thu 3 Dec" in whys.pop()


def test_a_pause_is_told_as_one() -> None:
    """It is the whole search that rests, not this lead."""
    why = judged("Applied on: 11-16", policy=Policy(pause_until=day("12-01"))).why
    assert why == "Your whole search pauses until Tue 1 Dec."


def test_they_answered_after_one_moved_on() -> None:
    """It may have been a no."""
    why = judged("Stage: Moved on | Last follow-up: 11-09 | Last heard: 11-12").why
    assert why == "They answered on Thu 12 Nov, after you moved on: set Stage; Closed, if it was a no."


def test_withdrawing_asks_first() -> None:
    """Perhaps one has not started at all."""
    why = judged("Interview on: 11-12", others=(ELSEWHERE,)).why
    assert why.endswith(
        "If you have started at Fresh Foods (Mon 16 Nov) and stopped looking, tell them kindly between Mon 16 and "
        "Mon 23 Nov. Still looking? Set the Stage of Fresh Foods to Closed. Not started? Change its Start on. Done? "
        "Put the date in Last follow-up."
    )


@pytest.mark.parametrize(
    ("company", "expected"),
    table(
        ("by name", "Fresh Foods", "You started at Fresh Foods on Mon 16 Nov: nothing to do here. Still looking? Set the Stage of Fresh Foods to Closed."),
        ("no name", "", "You started at your new job on Mon 16 Nov: nothing to do here. Still looking? Set the Stage of that row to Closed."),
    ),
)  # fmt: skip
def test_leads_that_rest_beside_a_new_job_say_why(company: str, expected: str) -> None:
    """Nobody answered this one, so nobody need be told."""
    assert judged("Applied on: 11-10", others=(ELSEWHERE.but(company=company),)).why == expected


def test_an_application_with_nobody_to_ask_says_so_once() -> None:
    """Its window is over: the row waits for a name, and no sentence before that asks for the same."""
    why = judged("Applied on: 11-02").why
    assert why.startswith("You applied on Mon 2 Nov and nothing has come back. Nobody to ask is known: put a name")


def test_thanks_of_the_other_sheet_are_cleared_there() -> None:
    """Where Interviews holds the round, its own cell clears it."""
    lead = a_lead(interviews=(Interview(cell="Interviews!A2", on=day("11-22"), interviewer="Dana Ruiz"),))
    assert "Thank-you sent on the sheet Interviews" in judged(lead).why


@pytest.mark.parametrize(
    "contact",
    table(
        ("five lines", "Dana Ruiz\nHead of people\n555-0100\nroom 4\ncall after nine"),
        ("blank lines first", "\n \n Dana Ruiz\r\nHR"),
        ("four thousand letters", "Dana Ruiz" + "x" * 4000),
        ("nothing but spaces", " \n\t "),
        ("a formula", '=HYPERLINK("https://example.com","Dana Ruiz")'),
        ("markup", "<b>Dana Ruiz</b>{{ 7*7 }} %s {0}"),
        ("a line separator", "Dana Ruiz\u2028HR\u0085x"),
    ),
)
def test_why_survives_any_contact_cell(contact: str) -> None:
    """A name is one line and no more than a name, and the Why never begins like a formula."""
    why = judged(a_lead("Stage: Interviewing | Interview on: 11-17 | Phone: 555-0100", contact=contact)).why
    assert (why.splitlines(), why[:1]) == ([why], "C")
    assert len(why) < 300


@pytest.mark.parametrize(
    ("opens", "due", "expected"),
    table(
        ("one day", "11-23", "11-23", "on Mon 23 Nov 2026"),
        ("one month", "11-23", "11-25", "between Mon 23 and Wed 25 Nov 2026"),
        ("two months", "11-30", "12-03", "between Mon 30 Nov and Thu 3 Dec 2026"),
        ("two years", "12-31", "2027-01-04", "between Thu 31 Dec 2026 and Mon 4 Jan 2027"),
    ),
)
def test_window_is_said_as_a_person_says_it(opens: str, due: str, expected: str) -> None:
    """From when to when, with no more of the date than is needed."""
    assert window(day(opens), day(due)) == expected


def test_open_windows() -> None:
    """A window without a first day ends; one without a last day is not said at all."""
    assert [window(None, TODAY), window(TODAY, None), spoken(None)] == ["by Mon 23 Nov 2026", "", ""]


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("applied", "Stage: Wishlist | Applied on: 11-20", "Applied on is filled in, and Stage still says Wishlist: set it to Applied."),
        ("interviewed", "Stage: Applied | Interview on: 11-20", "An interview is noted, and Stage still says Applied: set it to Interviewing."),
        ("invited", "Stage: Wishlist | Interview on: 12-01", "An interview is noted, and Stage still says Wishlist: set it to Interviewing."),
        ("snoozed", "Stage: Wishlist | Applied on: 11-20 | Snooze until: 12-01", "set it to Applied."),
        ("says so", "Stage: Interviewing | Interview on: 11-20", None),
        ("blank", "Interview on: 11-20", None),
        ("closed", "Stage: Closed | Interview on: 11-20", None),
        ("an offer", "Stage: Offer | Interview on: 11-20", None),
        ("on hold", "Stage: On hold | Interview on: 11-20", None),
    ),
)  # fmt: skip
def test_a_stage_that_was_forgotten_is_named(cells: str, expected: str | None) -> None:
    """A row that is judged further than its cell says names the stage to set; the cell is left alone."""
    why = judged(cells).why
    assert expected in why if expected else "set it to" not in why


def test_applying_names_both_cells() -> None:
    """The row goes on asking to apply until both say so."""
    why = judged("Stage: Wishlist | Apply by: 11-30").why
    assert "Done? Set Stage to Applied and put the date in Applied on." in why


YESTERDAY = TODAY - timedelta(days=1)


def test_only_those_not_thanked_are_named() -> None:
    """Two led the interview and one was thanked: the other is named, with their own address."""
    rounds = (
        Interview(cell="A2", on=YESTERDAY, interviewer="Sam Lee", email="sam@example.com", thank_you_sent=TODAY),
        Interview(cell="A3", on=YESTERDAY, interviewer="Priya Nair", email="priya@example.com"),
    )
    lead = a_lead("Stage: Interviewing | Contact: Sam Lee | Email: sam@example.com").but(interviews=rounds)
    assert judged(lead).why.startswith("Write to Priya Nair, priya@example.com. Interview on Sun 22 Nov")


def test_a_note_goes_to_those_of_that_day() -> None:
    """No address is known: the note is for who led that interview, and not for the contact in the row."""
    rounds = (Interview(cell="A2", on=YESTERDAY, interviewer="Priya Nair"),)
    why = judged(a_lead("Stage: Interviewing | Contact: Sam Lee").but(interviews=rounds)).why
    assert why.startswith("Send Priya Nair a handwritten note. Interview on Sun 22 Nov")


def test_tries_that_nobody_counted_are_not_told_as_counted() -> None:
    """One date in the cell and six weeks of silence count as all tries, but nobody knows how many they were."""
    why = judged("Stage: Interviewing | Interview on: 09-01 | Thank-you sent: yes | Last follow-up: 11-16").why
    assert ("You last asked on Mon 16 Nov" in why, "You asked 3 times" in why) == (True, False)
