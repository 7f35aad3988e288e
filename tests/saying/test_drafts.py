"""The words to use (rules 8): what each step gets, and what is promised in it."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from drafts_for_tests import DANA, ELSEWHERE, HELD, OFFER_ELSEWHERE, ROLE, YOU, drafts_of
from followthrough.knowing.leads import Interview, You
from followthrough.knowing.policy import PRESETS
from followthrough.knowing.steps import CHASES, Step
from leads_for_tests import a_lead, day, judged, table

if TYPE_CHECKING:
    from followthrough.saying.drafts import Draft


def kinds(found: tuple[Draft, ...]) -> list[str]:
    """The templates they were written from."""
    return [draft.kind for draft in found]


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("thanks", f"{ROLE} | Interview on: 11-22 | References told: yes | {DANA}", "thank_you call_script voicemail follow_up_email"),
        ("an interview ahead", f"{ROLE} | Interview on: 11-25 | {DANA}", "prepare_questions after_interview_notes"),
        ("a call", f"{ROLE} | {DANA} | Check back on: 11-23 | Stage: Interviewing", "call_script voicemail check_in"),
        ("a call without an address", "Phone: 555-0100 | Check back on: 11-23 | Stage: Interviewing", "call_script voicemail"),
        ("a letter", f"{DANA} | Applied on: 11-16", "follow_up_email"),
        ("again", f"{DANA} | Applied on: 11-02 | Last follow-up: 11-13", "follow_up_again"),
        ("their date", f"{DANA} | Applied on: 11-02 | Last heard: 11-10 | Decision by: 11-20", "call_script voicemail ask_decision"),
        ("nobody answers", f"{DANA} | Stage: Interviewing | Check back on: 11-23 | Log: 11-19 No answer, 11-20 No answer", "voicemail call_script check_in"),
        ("nobody known", "Applied on: 11-16", "network_request follow_up_email"),
        ("nobody but an insider", "Applied on: 11-16 | Insider: Jonas Weil", "insider_note follow_up_email"),
        ("an offer", f"{DANA} | Offer reply by: 11-27 | Prefers: Email", "offer_accept offer_decline offer_days offer_in_writing"),
        ("an offer by phone", f"{DANA} | Offer reply by: 11-27", "offer_call voicemail offer_accept offer_decline offer_days offer_in_writing"),
        ("the first day", f"{DANA} | Stage: Accepted", "first_day"),
        ("nothing to say", "Apply by: 12-01", ""),
        ("let go", f"{DANA} | Applied on: 10-01 | Last follow-up: 10-12", ""),
        ("an earlier no", f"{DANA} | Stage: Closed | Interview on: 11-02 | Closed on: 11-20", "rejection_thanks"),
        ("a no long ago", f"{DANA} | Stage: Closed | Interview on: 08-03 | Closed on: 08-20", "hello_again"),
    ),
)  # fmt: skip
def test_each_step_gets_its_words(cells: str, expected: str) -> None:
    """Every step that contacts somebody has words, the advised channel first; every other step has none."""
    assert kinds(drafts_of(cells)) == expected.split()


def test_letters_of_tips() -> None:
    """References, somebody inside and an offer elsewhere call for letters that belong to no step."""
    found = drafts_of(HELD, others=[a_lead(OFFER_ELSEWHERE, row=9)])
    assert [draft.kind for draft in found if not draft.step] == ["references_heads_up", "insider_note", "hold_an_offer"]


def test_withdrawal_only_after_a_start_elsewhere() -> None:
    """Until the first day of another job nobody is told to withdraw."""
    cells = f"{HELD.replace('11-17', '11-10')} | Prefers: Email"
    assert "withdrawal" not in kinds(drafts_of(cells))
    assert "withdrawal" in kinds(drafts_of(cells, others=[a_lead(ELSEWHERE, row=9)]))


@pytest.mark.parametrize(
    "cells",
    table(
        ("after an interview", "Interview on: 11-20"),
        ("on the day itself", "Interview on: 11-23"),
        ("before a decision", "Interview on: 11-22 | Decision by: 12-04"),
        ("with an agreed day", "Interview on: 11-22 | Check back on: 12-01"),
        ("checked every two weeks", "Interview on: 11-22 | Check back every: 14"),
        ("after a long process", "Applied on: 06-01 | Interview on: 11-22"),
        ("after a nap", "Interview on: 11-22 | Snooze until: 11-22"),
    ),
)
@pytest.mark.parametrize("preset", PRESETS)
def test_what_is_promised_is_what_is_advised_later(cells: str, preset: str) -> None:
    """The day named in a thank-you is the day on which the row will say so, once the thank-you is sent."""
    policy = PRESETS[preset]
    lead = a_lead(f"{ROLE} | Stage: Interviewing | {DANA} | {cells}")
    note = next(draft for draft in drafts_of(lead, policy=policy) if draft.kind == "thank_you")
    thanked = lead.but(thank_you_sent=day("11-23"))
    promised = next(a.opens for a in judged(thanked, policy=policy).advice if a.step in CHASES)
    assert promised
    assert f"on {promised:%A}, {promised.day} {promised:%B}" in note.text
    later = judged(thanked, promised.isoformat(), policy=policy)
    assert (later.step in CHASES, later.opens, later.flag) == (True, promised, "Due")


@pytest.mark.parametrize(
    ("cells", "expected", "absent"),
    table(
        ("a call is promised", f"Interview on: 11-22 | {DANA}", "I will call you on Thursday, 26 November.", "write to you"),
        ("a letter is promised", f"Interview on: 11-22 | {DANA} | Prefers: Email", "I will write to you on Thursday, 26 November.", "call you"),
        ("agreed for today", f"Interview on: 11-20 | Check back on: 11-23 | {DANA}", "As we agreed, I will call you today.", "Until then"),
        ("another interview", f"Rounds: 11-22, 11-30 | {DANA}", "our next talk on Monday, 30 November", "I will call"),
        ("snoozed for good", f"Interview on: 11-22 | Snooze until: never | {DANA}", "You can reach me", "[day]"),
        ("with an offer", f"Stage: Offer | Interview on: 11-22 | Offer reply by: 11-30 | {DANA}", "my answer to your offer by Monday, 30 November", "[day]"),
        ("a row to mend", f"Interview on: 11-22 | Unreadable: Decision by | {DANA}", "You can reach me on 555-0199", "I will"),
    ),
)  # fmt: skip
def test_a_thank_you_promises_only_what_holds(cells: str, expected: str, absent: str) -> None:
    """By phone or e-mail as the row will say; nothing where nothing will be advised."""
    note = next(draft for draft in drafts_of(cells) if draft.kind == "thank_you")
    assert expected in note.text
    assert absent not in note.text


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("first try", f"{HELD}", "I will try again on Monday, 30 November."),
        ("second try", f"{HELD.replace('11-17', '10-27')} | Last follow-up: 11-13 | Unanswered: 1", "I will try again on Monday, 7 December."),
        ("second try, worked out", f"{HELD.replace('11-17', '10-27')} | Last follow-up: 11-13", "I will try again on Friday, 11 December."),
        ("the log counts", f"{HELD.replace('11-17', '10-27')} | Log: 11-06 Left voicemail", "I will try again on Monday, 7 December."),
        ("told by the cell", f"{HELD.replace('11-17', '10-27')} | Last follow-up: 11-06 | Unanswered: 1", "I will try again on Monday, 7 December."),
        ("the last try", f"{HELD.replace('11-17', '10-20')} | Last follow-up: 11-06 | Unanswered: 2", "A call is welcome any day."),
        ("an offer", f"{ROLE} | Offer reply by: 11-27 | {DANA}", "I will also write to you today."),
    ),
)  # fmt: skip
def test_voicemail_names_the_next_try(cells: str, expected: str) -> None:
    """A voicemail is a follow-up: the day it names is the one on which the row will say to try again."""
    found = next(draft for draft in drafts_of(cells, "11-23") if draft.kind == "voicemail")
    assert expected in found.text


@pytest.mark.parametrize(
    "cells",
    table(
        ("as usual", HELD),
        ("as agreed", f"{HELD} | Check back on: 11-23"),
        ("nothing known", "Stage: Interviewing | Check back on: 11-23 | Phone: 555-0100"),
        ("an offer", f"{ROLE} | Offer reply by: 11-27 | {DANA}"),
        (
            "a long role",
            HELD.replace("Analyst", "Senior Analyst for Pricing, Reporting and Planning (maternity cover)"),
        ),
    ),
)
@pytest.mark.parametrize("you", table(("known", YOU), ("unknown", You())))
def test_voicemail_takes_twenty_seconds(cells: str, you: You) -> None:
    """Sixty words at most, with the number twice."""
    found = next(draft for draft in drafts_of(cells, you=you) if draft.kind == "voicemail")
    assert len(found.text.split()) <= 60
    assert found.text.count(you.phone or "[your phone number]") == 2


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("agreed for today", f"{HELD} | Check back on: 11-23", "“You said to call today."),
        ("agreed for a Sunday", f"{HELD} | Check back on: 11-22", "“You said I might call around Sunday, 22 November."),
        ("agreed for later", f"{HELD} | Check back on: 11-25", "“You said to call today."),
        ("who one is", HELD, "this is Robin Hale, data analyst with eight years in logistics."),
        ("remembered by", HELD, "You may remember me by this: I cut a monthly report from two days to one hour."),
        ("what was said next", HELD, "the one you described: a case to solve at home?"),
        ("what was learned", HELD, "since you spoke you have worked on this: SQL window functions."),
        (
            "their date",
            f"{HELD} | Decision by: 11-20",
            "You were aiming for Friday, 20 November. Has the timing changed?",
        ),
        ("a day is proposed", HELD, "Would Monday, 30 November suit you"),
        (
            "it is over",
            f"{ROLE} | Stage: Closed | Check back on: 11-23 | {DANA}",
            "Is there anything open now, or soon",
        ),
        (
            "about an offer",
            f"{ROLE} | Stage: Offer | Check back on: 11-23 | {DANA}",
            "When may I expect it in writing?",
        ),
        ("the warm-up", HELD, "breathe out slowly two or three times"),
    ),
)
def test_call_script(cells: str, expected: str) -> None:
    """Who one is, what was agreed, the questions, a day: as far as the row knows."""
    found = next(draft for draft in drafts_of(cells) if draft.kind == "call_script")
    assert expected in found.text


def test_words_for_a_step_that_waits_are_those_of_its_day() -> None:
    """A letter written ahead of its day proposes a day counted from when it is sent."""
    cells = f"{ROLE} | Stage: Interviewing | Interview on: 11-20 | Thank-you sent: yes | {DANA} | Prefers: Email"
    early, on_the_day = drafts_of(cells, "11-21"), drafts_of(cells, "11-24")
    assert early[0].text == on_the_day[0].text
    assert "Tuesday, 1 December" in early[0].text


def test_scripts_and_lists_go_to_nobody() -> None:
    """What is said or kept has neither subject nor recipient: no mail program opens it."""
    found = drafts_of(f"{HELD} | Check back on: 11-23")
    assert {d.kind for d in found if not d.subject} == {"call_script", "voicemail"}
    assert all(not d.recipient_email and not d.recipient_name for d in found if not d.subject)
    assert all(d.step is Step.CHECK_IN for d in found if not d.subject)


def test_each_interview_is_thanked_for_with_its_own_people() -> None:
    """Two talks on two days: each note goes to who led its own, and no two are the same."""
    talks = (
        Interview(cell="A2", on=day("11-22"), interviewer="Dana Ruiz", email="dana@example.com"),
        Interview(cell="A3", on=day("11-23"), interviewer="Sam Roe", email="sam@example.com"),
    )
    notes = [draft for draft in drafts_of(a_lead(ROLE, interviews=talks)) if draft.kind == "thank_you"]
    assert [draft.recipient_name for draft in notes] == ["Dana Ruiz", "Sam Roe"]
    assert len({draft.text.replace(draft.recipient_name, "") for draft in notes}) == len(notes)
