"""What a row and its log rows come to (rules 2 and 3)."""

from __future__ import annotations

import pytest

from followthrough.judging.story import settled_stage
from followthrough.knowing.leads import Interview, Touch
from followthrough.knowing.policy import Policy
from followthrough.knowing.words import Outcome, Stage
from leads_for_tests import a_lead, day, facts_of, table

INTERVIEWED = "Stage: Interviewing | Interview on: 11-02"


@pytest.mark.parametrize(
    ("cells", "stage"),
    table(
        ("a start", "Start on: 12-01 | Offer reply by: 11-27 | Interview on: 11-12", Stage.ACCEPTED),
        ("an offer", "Offer reply by: 11-27 | Interview on: 11-12 | Applied on: 11-01", Stage.OFFER),
        ("an interview", "Interview on: 11-12 | Applied on: 11-01", Stage.INTERVIEWING),
        ("an interview on the other sheet", "Rounds: 11-12", Stage.INTERVIEWING),
        ("an interview that cannot be read", "Unreadable: Interview on", Stage.INTERVIEWING),
        ("an application", "Applied on: 11-01", Stage.APPLIED),
        ("an application that cannot be read", "Unreadable: Applied on", Stage.APPLIED),
        ("a follow-up", "Last follow-up: 11-01", Stage.APPLIED),
        ("an answer", "Last heard: 11-01", Stage.APPLIED),
        ("a follow-up in the log", "Log: 11-01 Sent", Stage.APPLIED),
        ("a ring in the log is none", "Log: 11-01 No answer", Stage.WISHLIST),
        ("a closing date only", "Apply by: 11-30", Stage.WISHLIST),
        ("a decision date only", "Decision by: 11-30", Stage.WISHLIST),
        ("nothing", "", Stage.WISHLIST),
        ("wishlist with an interview", "Stage: Wishlist | Interview on: 11-12", Stage.INTERVIEWING),
        ("wishlist, and applied for", "Stage: Wishlist | Applied on: 11-12", Stage.APPLIED),
        ("wishlist, applied on a day nobody can read", "Stage: Wishlist | Unreadable: Applied on", Stage.APPLIED),
        ("wishlist with an answer", "Stage: Wishlist | Last heard: 11-12", Stage.WISHLIST),
        ("applied with an interview", "Stage: Applied | Interview on: 12-12", Stage.INTERVIEWING),
        ("closed with an interview", "Stage: Closed | Interview on: 11-12", Stage.CLOSED),
        ("an offer with an interview", "Stage: Offer | Interview on: 11-12", Stage.OFFER),
        ("applied with a start", "Stage: Applied | Start on: 12-12", Stage.APPLIED),
        ("on hold", "Stage: On hold | Interview on: 11-12", Stage.ON_HOLD),
    ),
)
def test_stage(cells: str, stage: Stage) -> None:
    """A given stage stands, a blank one is inferred, and an interview makes an applicant a candidate."""
    assert settled_stage(a_lead(cells)) is stage


@pytest.mark.parametrize(
    ("cells", "stage"),
    table(
        ("with an interview", "Interview on: 11-12", Stage.INTERVIEWING),
        ("with a round", "Rounds: 11-12", Stage.INTERVIEWING),
        ("without", "Applied on: 11-12", Stage.APPLIED),
    ),
)
def test_on_hold_is_snoozed_for_good(cells: str, stage: Stage) -> None:
    """On hold is judged as Interviewing or Applied, and sleeps."""
    facts = facts_of(a_lead(f"Stage: On hold | {cells}"))
    assert (facts.stage, facts.snoozed) == (stage, True)


@pytest.mark.parametrize(
    ("cells", "fact", "expected"),
    table(
        ("interview today is held", "Interview on: 11-23", "interview", "11-23"),
        ("interview tomorrow is not", "Interview on: 11-24", "interview", None),
        ("latest of several", "Rounds: 11-02, 11-12, 11-30", "interview", "11-12"),
        ("the row's own is one of them", "Interview on: 11-16 | Rounds: 11-02", "interview", "11-16"),
        ("upcoming is tomorrow", "Interview on: 11-24", "upcoming", "11-24"),
        ("upcoming is not today", "Interview on: 11-23", "upcoming", None),
        ("the next of several", "Interview on: 12-09 | Rounds: 12-02", "upcoming", "12-02"),
        ("one prepares for today's", "Interview on: 11-23 | Rounds: 11-30", "next_interview", "11-23"),
        ("heard is the answer", "Last heard: 11-16 | Interview on: 11-12", "heard", "11-16"),
        ("heard is the interview", "Last heard: 11-09 | Interview on: 11-12", "heard", "11-12"),
        ("not an interview ahead", "Last heard: 11-09 | Interview on: 11-30", "heard", "11-09"),
        ("heard in the log: spoke", "Last heard: 11-09 | Log: 11-16 Spoke", "heard", "11-16"),
        ("heard in the log: replied", "Log: 11-16 They replied", "heard", "11-16"),
        ("the later one wins", "Last heard: 11-18 | Log: 11-16 Spoke", "heard", "11-18"),
        ("a message left is no answer", "Log: 11-16 Left voicemail", "heard", None),
        ("touched is the latest", "Last follow-up: 11-16, 11-09", "touched", "11-16"),
        ("touched in the log: sent", "Last follow-up: 11-09 | Log: 11-16 Sent", "touched", "11-16"),
        ("touched in the log: voicemail", "Log: 11-16 Left voicemail", "touched", "11-16"),
        ("touched in the log: today", "Log: 11-23 Sent", "touched", "11-23"),
        ("a ring touches nobody", "Log: 11-16 No answer", "touched", None),
        ("nor does a thank-you", "Log: 11-16 Thank-you sent", "touched", None),
        ("nor a log row of tomorrow", "Log: 11-24 Sent", "touched", None),
        ("nor one of the last century", "Log: 1926-11-16 Sent", "touched", None),
        ("woke today", "Snooze until: 11-23", "woke", "11-23"),
        ("not awake yet", "Snooze until: 11-24", "woke", None),
        ("never wakes", "Snooze until: never", "woke", None),
        ("on hold and awake", "Stage: On hold | Snooze until: 11-20", "woke", "11-20"),
        (
            "called off: it was not held",
            "Stage: Interviewing | Called off: yes | Interview on: 11-20",
            "interview",
            None,
        ),
        ("called off today", "Stage: Interviewing | Called off: yes | Interview on: 11-23", "next_interview", None),
        (
            "called off: the new date",
            "Stage: Interviewing | Called off: yes | Interview on: 11-24",
            "upcoming",
            "11-24",
        ),
        (
            "called off: an earlier round was",
            "Stage: Interviewing | Called off: yes | Interview on: 11-20 | Rounds: 11-09",
            "interview",
            "11-09",
        ),
        ("called off: when", "Stage: Interviewing | Called off: yes | Interview on: 11-20", "called_off_on", "11-20"),
        ("not called off", "Stage: Interviewing | Interview on: 11-20", "called_off_on", None),
        ("first seen: applied", "Stage: Applied | Seen: 11-16", "applied_on", "11-16"),
        ("first seen: sent in", "Stage: Applied | Seen: 11-16", "sent_in", "11-16"),
        ("first seen: on hold", "Stage: On hold | Seen: 11-16", "applied_on", "11-16"),
        (
            "first seen: on hold after an interview",
            "Stage: On hold | Interview on: 11-12 | Seen: 11-16",
            "applied_on",
            None,
        ),
        ("first seen: no answer", "Stage: Applied | Seen: 11-16", "heard", None),
        ("first seen: a stage with an interview", "Stage: Interviewing | Seen: 11-16", "applied_on", None),
        ("here before: not applied then", "Stage: Applied | Seen: 11-16 here before", "applied_on", None),
        ("a cell wins", "Stage: Applied | Seen: 11-16 | Applied on: 11-02", "applied_on", "11-02"),
        ("first seen: no earlier story", "Stage: Applied | Seen: 11-16 | Last follow-up: 11-09", "touched", "11-09"),
        ("last activity: a cell wins over first seen", "Interview on: 11-02 | Seen: 11-16", "last_activity", "11-02"),
        ("last activity: not one ahead", "Interview on: 11-30 | Seen: 11-16", "last_activity", "11-16"),
        ("last activity: as first seen", "Rounds: 11-02 | Seen: 11-16 | Stage since: 11-16", "last_activity", "11-02"),
        ("last activity: first seen", "Stage: Offer | Seen: 11-16 here before", "last_activity", "11-16"),
        (
            "last activity: its stage changed",
            "Stage: Applied | Applied on: 11-02 | Stage since: 11-20",
            "last_activity",
            "11-20",
        ),
        (
            "last activity: noticed after today",
            "Stage: Applied | Applied on: 11-02 | Stage since: 11-24",
            "last_activity",
            "11-02",
        ),
        ("answered: applying", "Applied on: 11-16 | Interview on: 11-12", "answered", "11-16"),
        ("answered: heard", "Applied on: 11-09 | Last heard: 11-16", "answered", "11-16"),
        ("a fresh talk is a fresh process", "Applied on: 10-05 | Interview on: 11-12", "began", "11-12"),
        ("the latest talk", "Interview on: 11-12 | Rounds: 10-20", "began", "11-12"),
        ("not one ahead", "Applied on: 10-05 | Interview on: 11-30", "began", "10-05"),
        ("began with the application", "Applied on: 10-05 | Last heard: 11-12", "began", "10-05"),
        ("began with the first follow-up", "Last follow-up: 10-05, 11-02", "began", "10-05"),
        ("began today", "Applied on: 11-23", "began", "11-23"),
        ("nothing has begun", "Interview on: 11-30", "began", None),
        ("began with a first message", "Log: 10-05 Sent | Last heard: 11-02", "began", "10-05"),
        ("began with their first word", "Last heard: 10-05 | Last follow-up: 11-02", "began", "10-05"),
        ("sent in when applied", "Applied on: 11-09 | Apply by: 11-05", "sent_in", "11-09"),
        ("sent in when applications closed", "Applied on: 11-09 | Apply by: 11-16", "sent_in", "11-16"),
        ("never sent in", "Apply by: 11-16", "sent_in", None),
        ("last activity: a thank-you", "Interview on: 11-02 | Thank-you sent: 11-03", "last_activity", "11-03"),
        ("last activity: yes is no date", "Interview on: 11-02 | Thank-you sent: yes", "last_activity", "11-02"),
        ("last activity: a decision day", "Applied on: 11-02 | Decision by: 11-20", "last_activity", "11-20"),
        ("last activity: not ahead", "Applied on: 11-02 | Decision by: 11-24", "last_activity", "11-02"),
        ("last activity: an agreed day", "Applied on: 11-02 | Check back on: 11-23", "last_activity", "11-23"),
        ("last activity: a snooze", "Applied on: 11-02 | Snooze until: 11-22", "last_activity", "11-22"),
        ("last activity: never", "Applied on: 11-02 | Snooze until: never", "last_activity", "11-02"),
        ("last activity: closing date", "Applied on: 11-02 | Apply by: 11-05", "last_activity", "11-05"),
        ("last activity: closing, not applied", "Last heard: 11-02 | Apply by: 11-05", "last_activity", "11-02"),
        ("last activity: thanks in the log", "Rounds: 11-02 | Log: 11-04 Thank-you sent", "last_activity", "11-04"),
        ("last activity: a follow-up", "Applied on: 11-02 | Last follow-up: 11-12", "last_activity", "11-12"),
        ("earlier story: heard", "Applied on: 11-16 | Last heard: 11-15", "heard", None),
        ("same day: heard", "Applied on: 11-16 | Last heard: 11-16", "heard", "11-16"),
        ("earlier story: touched", "Applied on: 11-16 | Last follow-up: 11-15", "touched", None),
        ("earlier story: one of two", "Applied on: 11-16 | Last follow-up: 11-15, 11-18", "touched", "11-18"),
        ("earlier story: log", "Applied on: 11-16 | Log: 11-15 Sent", "touched", None),
        ("same day: log", "Applied on: 11-16 | Log: 11-16 Sent", "touched", "11-16"),
        ("earlier story: agreed", "Applied on: 11-16 | Check back on: 11-15", "check_back_on", None),
        ("same day: agreed", "Applied on: 11-16 | Check back on: 11-16", "check_back_on", "11-16"),
        ("earlier story: decision", "Applied on: 11-16 | Decision by: 11-15", "decision_by", None),
        ("same day: decision", "Applied on: 11-16 | Decision by: 11-16", "decision_by", "11-16"),
        ("earlier story: an interview still counts", "Applied on: 11-16 | Interview on: 11-02", "interview", "11-02"),
    ),
)
def test_dates(cells: str, fact: str, expected: str | None) -> None:
    """Each derived date is the one that the rulebook defines."""
    assert getattr(facts_of(a_lead(cells)), fact) == (day(expected) if expected else None)


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("never touched", "Unanswered: 3", 0),
        ("heard since", "Last follow-up: 11-09 | Last heard: 11-10 | Unanswered: 3", 0),
        ("heard the same day", "Last follow-up: 11-09 | Last heard: 11-09 | Unanswered: 3", 0),
        ("the cell", "Last follow-up: 11-09 | Unanswered: 3", 3),
        ("the cell outranks the list", "Last follow-up: 11-04, 11-09 | Unanswered: 3", 3),
        ("a cell of nought", "Last follow-up: 11-09 | Unanswered: 0", 1),
        ("one date", "Last follow-up: 11-09", 1),
        ("two dates", "Last follow-up: 11-04, 11-09", 2),
        ("two dates, one answered", "Last follow-up: 11-01, 11-09", 1),
        ("two dates, one the day they answered", "Last follow-up: 11-04, 11-09 | Last heard: 11-04", 1),
        ("the same date twice", "Last follow-up: 11-09, 11-09", 1),
        ("one date, nine days on", "Last follow-up: 11-12", 1),
        ("one date, eleven days on", "Last follow-up: 11-13", 2),
        ("one date, 41 days of asking", "Last follow-up: 12-13", 2),
        ("one date, 42 days of asking", "Last follow-up: 12-14", 3),
        ("from the day they meant to decide: day 0", "Last follow-up: 11-20 | Decision by: 11-20", 1),
        ("from the day they meant to decide: day 7", "Last follow-up: 11-27 | Decision by: 11-20", 2),
        ("not from a day ahead of the ask", "Last follow-up: 11-13 | Decision by: 11-20", 2),
        ("from an agreed day", "Last follow-up: 11-27 | Check back on: 11-20", 2),
        ("from their answer", "Last follow-up: 11-20 | Last heard: 11-09", 2),
        ("of two on one day the shorter wait", "Last follow-up: 11-20 | Last heard: 11-09 | Decision by: 11-09", 2),
        ("eight days after both on one day", "Last follow-up: 11-17 | Last heard: 11-09 | Decision by: 11-09", 2),
        ("from applying", "Last follow-up: 11-22 | Applied on: 11-09", 1),
        ("from applying: day 14", "Last follow-up: 11-23 | Applied on: 11-09", 2),
        ("two dates are told, however late", "Last follow-up: 12-07, 12-14", 2),
        ("weekly, 41 days", "Last follow-up: 12-13 | Check back every: 7 | Unanswered: 9", 1),
        ("weekly, 42 days", "Last follow-up: 12-14 | Check back every: 7", 3),
        ("monthly: three of those", "Last follow-up: 2027-01-30 | Check back every: 30", 1),
        ("monthly: ninety days", "Last follow-up: 2027-01-31 | Check back every: 30", 3),
        ("the log counts", "Log: 11-04 Sent, 11-09 Left voicemail | Unanswered: 5", 2),
        ("the log: rings and thanks do not", "Log: 11-03 Thank-you sent, 11-04 Sent, 11-09 No answer", 1),
        ("the log: half kept", "Log: 11-04 Spoke | Last follow-up: 11-09", 1),
        ("the log: heard in between", "Log: 11-03 Sent, 11-04 Spoke, 11-09 Sent, 11-10 Sent", 2),
    ),
)
def test_unanswered(cells: str, expected: int) -> None:
    """How often one asked since they last answered: told, counted, or else worked out from how long it took."""
    assert facts_of(a_lead(f"{INTERVIEWED} | {cells}"), "2027-02-01").unanswered == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("interview tomorrow", "Interview on: 11-24", True),
        ("interview today", "Interview on: 11-23", False),
        ("agreed for today", "Check back on: 11-23", True),
        ("agreed for yesterday", "Check back on: 11-22", False),
        ("decision today", "Decision by: 11-23", True),
        ("decision yesterday", "Decision by: 11-22", False),
        ("closes today", "Apply by: 11-23", True),
        ("closed yesterday", "Apply by: 11-22", False),
    ),
)
def test_pending(cells: str, expected: bool) -> None:
    """Something lies ahead, so silence means nothing yet."""
    assert facts_of(a_lead(cells)).pending is expected


@pytest.mark.parametrize(
    ("cells", "agreed"),
    table(
        ("the newest row of the log", "Log: 11-16 Spoke > 11-25, 11-18 Spoke > 11-30", "11-30"),
        ("in any order", "Log: 11-18 Spoke > 11-30, 11-16 Spoke > 11-25", "11-30"),
        ("a newer row without a day", "Log: 11-16 Spoke > 11-25, 11-18 Sent", "11-25"),
        ("outranks the cell", "Check back on: 11-24 | Last heard: 11-12 | Log: 11-16 Spoke > 11-25", "11-25"),
        ("unless the cell is newer", "Check back on: 11-24 | Last heard: 11-18 | Log: 11-16 Spoke > 11-25", "11-24"),
        (
            "a row of the same day is not newer",
            "Check back on: 11-24 | Last heard: 11-16 | Log: 11-16 Spoke > 11-25",
            "11-24",
        ),
        (
            "unless an interview is newer",
            "Interview on: 11-18 | Check back on: 11-24 | Log: 11-16 Spoke > 11-25",
            "11-24",
        ),
        ("of two rows of one day the lower", "Log: 11-16 Spoke > 11-25, 11-16 Sent > 11-30", "11-30"),
        ("not a row of tomorrow", "Check back on: 11-24 | Log: 11-25 Spoke > 11-30", "11-24"),
        (
            "a cell of an earlier story is blank",
            "Applied on: 11-10 | Check back on: 11-02 | Last heard: 11-18 | Log: 11-16 Spoke > 11-25",
            "11-25",
        ),
    ),
)
def test_agreed_day(cells: str, agreed: str) -> None:
    """The newest word on when to check in counts, wherever it stands."""
    assert facts_of(a_lead(f"{INTERVIEWED} | {cells}")).check_back_on == day(agreed)


DANA, SAM = (
    Interview(cell=f"A{n}", on=day("11-20"), interviewer=name) for n, name in ((2, "Dana Ruiz"), (3, "Sam Poe"))
)
FIRST_ROUND = Interview(cell="A4", on=day("11-02"), interviewer="Lee Oh", thank_you_sent=True)


def _thanked(who: str) -> Touch:
    return Touch(cell="A9", on=day("11-20"), outcome=Outcome.THANKED, who=who)


@pytest.mark.parametrize(
    ("cells", "rounds", "log", "expected"),
    table(
        ("nothing told", "Interview on: 11-20", (), (), False),
        ("yes", "Interview on: 11-20 | Thank-you sent: yes", (), (), True),
        ("no", "Interview on: 11-20 | Thank-you sent: no", (), (), False),
        ("the same day", "Interview on: 11-20 | Thank-you sent: 11-20", (), (), True),
        ("for an earlier one", "Interview on: 11-20 | Thank-you sent: 11-19", (), (), False),
        ("by the log", "Interview on: 11-20", (), (_thanked(""),), True),
        ("one of two by the log", "", (DANA, SAM), (_thanked("Dana Ruiz"),), False),
        ("both by the log", "", (DANA, SAM), (_thanked("Dana"), _thanked("sam poe")), True),
        ("the cell does not decide", "Thank-you sent: yes", (DANA,), (), False),
        ("it does for another day", "Interview on: 11-22 | Thank-you sent: 11-22", (DANA,), (), True),
        ("an earlier round was", "Interview on: 11-20", (FIRST_ROUND,), (), False),
    ),
)
def test_thanked(cells: str, rounds: tuple[Interview, ...], log: tuple[Touch, ...], expected: bool) -> None:
    """Every interviewer of the latest interview is thanked; where Interviews holds that day, its rows decide."""
    assert facts_of(a_lead(cells, interviews=rounds, touches=log)).thanked is expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("ever, when never touched", "Log: 10-05 No answer, 11-16 No answer", ("10-05", "11-16")),
        ("since the last touch", "Log: 11-10 No answer, 11-12 Sent, 11-16 No answer", ("11-16",)),
        ("not on the very day", "Last follow-up: 11-16 | Log: 11-16 No answer", ()),
        ("since they last spoke", "Log: 11-10 No answer, 11-12 Spoke, 11-16 No answer", ("11-16",)),
        ("since they last wrote", "Last heard: 11-12 | Log: 11-10 No answer, 11-11 No answer", ()),
        ("an interview is no call", "Interview on: 11-12 | Log: 11-10 No answer", ("11-10",)),
        ("not of tomorrow", "Log: 11-24 No answer", ()),
        ("not of the last century", "Log: 1926-11-16 No answer", ()),
    ),
)
def test_calls_without_an_answer(cells: str, expected: tuple[str, ...]) -> None:
    """Calls that nobody took since the last follow-up or answer."""
    assert facts_of(a_lead(cells)).no_answers == list(map(day, expected))


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("each day of its own", "Interview on: 11-20 | Rounds: 11-02, 11-09 thanked", ("11-02", "11-20")),
        ("the cell speaks of the latest", "Interview on: 11-20 | Thank-you sent: yes | Rounds: 11-09", ("11-09",)),
        (
            "of the latest, whatever it says of others",
            "Interview on: 11-20 | Thank-you sent: 11-10 | Rounds: 11-24",
            ("11-20",),
        ),
        (
            "of the latest, and that is a round",
            "Interview on: 11-12 | Thank-you sent: yes | Rounds: 11-20 thanked",
            ("11-12",),
        ),
        ("a round ahead does not count", "Interview on: 11-20 | Thank-you sent: yes | Rounds: 11-30", ()),
        ("thanks in the log count for what was before", "Rounds: 11-02, 11-20 | Log: 11-10 Thank-you sent", ("11-20",)),
        ("all of them", "Rounds: 11-02 thanked, 11-20 thanked", ()),
        ("none held", "Interview on: 11-30", ()),
    ),
)
def test_who_is_still_owed_thanks(cells: str, expected: tuple[str, ...]) -> None:
    """Each interview day is thanked for, not only the latest."""
    assert facts_of(a_lead(cells)).unthanked == list(map(day, expected))


@pytest.mark.parametrize(
    ("pause", "cells", "expected"),
    table(
        ("ahead: everybody sleeps", "11-30", "Applied on: 11-02", (True, None)),
        ("the day itself", "11-23", "Applied on: 11-02", (False, "11-23")),
        ("over", "11-16", "Applied on: 11-02", (False, "11-16")),
        ("over, a snooze goes on", "11-16", "Applied on: 11-02 | Snooze until: 12-01", (True, "11-16")),
        ("over, after a snooze", "11-16", "Applied on: 11-02 | Snooze until: 11-10", (False, "11-16")),
        ("none", "", "Applied on: 11-02", (False, None)),
    ),
)
def test_a_pause_snoozes_everybody(pause: str, cells: str, expected: tuple[bool, str | None]) -> None:
    """Until its day every lead sleeps; from then on it counts as the day on which they woke (rules 5)."""
    facts = facts_of(a_lead(cells), policy=Policy(pause_until=day(pause) if pause else None))
    assert (facts.snoozed, facts.woke) == (expected[0], day(expected[1]) if expected[1] else None)


def test_email_of_an_interviewer_counts() -> None:
    """An Email on the sheet Interviews serves where the row has none."""
    round_two = Interview(cell="A2", on=day("11-20"), email="dana@example.com")
    found = [facts_of(a_lead(cells, interviews=(round_two,))).email for cells in ("", "Email: hr@example.com")]
    assert found == ["dana@example.com", "hr@example.com"]
