"""Letters that could be sent as they are: they know the story, say one thing, and promise only what is kept (rules 8)."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from drafts_for_tests import ALL_KINDS, DANA, HELD, ROLE, SAMPLES, YOU, drafts_of
from followthrough.judging.judge import judge
from followthrough.knowing.columns import Column
from followthrough.knowing.leads import Interview
from followthrough.knowing.policy import STANDARD
from followthrough.knowing.steps import Step
from followthrough.saying.entries import Speaker
from followthrough.saying.first_things import things
from followthrough.saying.people import Search
from leads_for_tests import TODAY, a_lead, day, table
from mails_for_tests import demo_judgement, rows

if TYPE_CHECKING:
    from followthrough.judging.judgement import Judgement

SCRIPTS = ("after_interview_notes", "prepare_questions", "call_script", "offer_call", "withdrawal_call", "voicemail")
LONG_ROLE = "Senior Regional Coordinator for Volunteer Programmes, Training and Community Events (maternity cover)"
FAY = "Contact: Fay Talbot | Email: fay@example.com"


@pytest.mark.parametrize("kind", [kind for kind in ALL_KINDS if kind != "hello_again"])
def test_a_role_stands_whole(kind: str) -> None:
    """A long title is never cut, neither in a letter nor above it (the hello names it in its text alone)."""
    cells, other = SAMPLES[kind]
    others = [a_lead(other, row=9)] if other else []
    found = drafts_of(cells.replace("Role: Analyst", f"Role: {LONG_ROLE}"), others=others)
    for draft in found:
        assert "…" not in draft.subject + draft.text
        if draft.kind == kind and kind not in ("after_interview_notes", "network_request"):
            assert LONG_ROLE.casefold() in draft.text.casefold()


@pytest.mark.parametrize(
    ("cells", "expected", "absent"),
    table(
        ("they wrote after the application", f"{ROLE} | Applied on: 11-11 | Last heard: 11-17 | {DANA} | Prefers: Email", "getting back to me on Tuesday, 17 November", "11 November"),
        ("they wrote after the interview", f"{HELD.replace('11-17', '11-10')} | Last heard: 11-17 | Prefers: Email", "getting back to me on Tuesday, 17 November", "10 November"),
        ("one talked to them", f"{ROLE} | Applied on: 11-11 | Log: 11-17 Spoke | {DANA} | Prefers: Email", "our talk on Tuesday, 17 November", "11 November"),
        ("an interview is the latest", f"{HELD} | Prefers: Email", "Tuesday, 17 November", "getting back"),
        ("nobody answered", f"{ROLE} | Applied on: 11-16 | {DANA}", "On Monday, 16 November I applied", "getting back"),
        ("asked since they wrote", f"{ROLE} | Applied on: 11-02 | Last heard: 11-10 | Last follow-up: 11-16 | {DANA} | Prefers: Email", "Your answer of Tuesday, 10 November", "2 November"),
        ("the interview was called off", f"{ROLE} | Stage: Interviewing | Interview on: 11-19 | Called off: yes | {DANA} | Prefers: Email", "Which day would suit you?", "still a candidate"),
    ),
)  # fmt: skip
def test_a_letter_begins_where_they_left_off(cells: str, expected: str, absent: str) -> None:
    """Their latest answer comes first, and what lies before it is not dug up."""
    letter = next(draft for draft in drafts_of(cells) if draft.kind in ("follow_up_email", "follow_up_again"))
    assert expected in letter.text
    assert absent not in letter.text


def test_a_call_begins_with_the_latest_talk() -> None:
    """A script knows that they spoke after the interview."""
    found = drafts_of(f"{HELD.replace('11-17', '11-10')} | Log: 11-12 Spoke > 11-23")
    assert "We last spoke on Thursday, 12 November" in found[0].text
    assert "10 November" not in found[0].text


def test_a_planned_day_is_not_said_to_be_agreed() -> None:
    """Who put down a reminder of their own does not write "as you suggested"."""
    lead = a_lead(f"{HELD} | Check back on: 11-23 | Prefers: Email", headings={Column.CHECK_BACK_ON: "Next follow-up"})
    letter = next(draft for draft in drafts_of(lead) if draft.kind == "check_in")
    assert not re.search("suggest|agree|kind enough", letter.subject + letter.text)


def test_only_who_will_be_called_is_promised_a_call() -> None:
    """The note to the person whom the next step names holds the day; the others get the thanks alone."""
    people = [
        Interview(cell=f"A{row}", on=day("11-22"), interviewer=name, email=f"{name.split()[0].lower()}@example.com")
        for row, name in enumerate(("Dana Ruiz", "Sam Okoro", "Mia Lund"), start=2)
    ]
    lead = a_lead(
        f"{ROLE} | Stage: Interviewing | Contact: Sam Okoro | Email: sam@example.com | Phone: 555-0100",
        interviews=tuple(people),
    )
    notes = {d.recipient_name: d.text for d in drafts_of(lead) if d.kind == "thank_you"}
    assert {name: "26 November" in text for name, text in notes.items()} == {
        "Dana Ruiz": False, "Sam Okoro": True, "Mia Lund": False,
    }  # fmt: skip
    assert all("Until then" not in text for name, text in notes.items() if name != "Sam Okoro")


def test_an_offer_is_answered_by_one_of_three_letters() -> None:
    """Accept, decline, ask for days: each its own draft, and in a mail each has its own link."""
    cells = f"{ROLE} | Stage: Offer | Offer reply by: 11-27 | {DANA} | Prefers: Email"
    letters = {draft.kind: draft for draft in drafts_of(cells)}
    says = {
        "offer_accept": "accept",
        "offer_decline": "have decided not to take it",
        "offer_days": "May I have until Friday, 4 December?",
    }
    for kind, words in says.items():
        assert [other for other, letter in letters.items() if words in letter.text] == [kind]
    judgement = judge(rows(cells), STANDARD, TODAY)
    (offer,) = things(judgement, lambda _, advice: advice.step is Step.REPLY_TO_OFFER)
    links = Speaker(Search(judgement, YOU), 9).speak(offer)
    bodies = [parse_qs(urlsplit(link.href).query)["body"][0] for link in links]
    assert bodies == [letters[kind].text for kind in says]
    assert len({link.text for link in links}) == 3


@pytest.mark.parametrize("kind", [kind for kind in ALL_KINDS if kind not in SCRIPTS])
def test_no_letter_holds_an_instruction_or_a_needless_blank(kind: str) -> None:
    """With the row filled nothing is left to fill in but the name of somebody whom no cell holds."""
    cells, other = SAMPLES[kind]
    others = [a_lead(other, row=9)] if other else []
    letter = next(draft for draft in drafts_of(cells, others=others) if draft.kind == kind)
    blanks = re.findall(r"\[[^]]*\]", letter.subject + letter.text)
    assert blanks == [blank for blank in blanks if blank.startswith("[name of ")]
    assert "small piece of work" not in letter.text


def test_the_letters_of_the_demo_can_be_sent() -> None:
    """At least eight of ten hold no blank and go to a known address."""
    judgement = demo_judgement()
    found = [draft for lead in judgement.leads for draft in drafts_of(lead.lead, "11-23") if draft.subject]
    ready = [draft for draft in found if draft.recipient_email and "[" not in draft.subject + draft.text]
    assert len(ready) >= 0.8 * len([draft for draft in found if draft.step])


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("on the day", f"{HELD} | Check back on: 11-23", "I will try again on Tuesday, 24 November."),
        ("before a weekend", f"{HELD} | Check back on: 11-27", "I will try again on Monday, 30 November."),
        ("nothing was agreed", HELD, "I will try again on Monday, 30 November."),
    ),
)
def test_after_a_voicemail_on_an_agreed_day(cells: str, expected: str) -> None:
    """Who was to be called today is tried again on the next business day; else the row decides."""
    assert expected in next(draft.text for draft in drafts_of(cells) if draft.kind == "voicemail")


MET = f"Company: Talbot | Role: Bookkeeper | Stage: Interviewing | Interview on: 11-22 | {FAY}"


@pytest.mark.parametrize(
    ("other", "is_one"),
    table(
        ("another job there", MET.replace("Bookkeeper", "Clerk"), True),
        ("another company of an agency", MET.replace("Talbot | Role: Bookkeeper", "Acme | Role: Clerk"), True),
        ("met the day before", MET.replace("Bookkeeper", "Clerk").replace("11-22", "11-21"), True),
        ("somebody else", MET.replace("Bookkeeper", "Clerk").replace("Fay", "Ned").replace("fay@", "ned@"), False),
        ("thanked already", f"{MET.replace('Bookkeeper', 'Clerk')} | Thank-you sent: yes", False),
        ("met too long ago", MET.replace("Bookkeeper", "Clerk").replace("11-22", "11-16"), False),
        ("is still to be met", MET.replace("Bookkeeper", "Clerk").replace("11-22", "11-25"), False),
        ("the same name elsewhere, no address", "Company: Acme | Role: Clerk | Interview on: 11-22 | Contact: Fay Talbot", False),
    ),
)  # fmt: skip
def test_one_note_of_thanks_to_one_person(other: str, *, is_one: bool) -> None:
    """Who led the talks about two jobs gets one note that names both, once in a mail."""
    judgement = judge(rows(MET, other), STANDARD, TODAY)
    notes, links = thanks(judgement)
    both = [text for text in notes if "Bookkeeper" in text and "Clerk" in text]
    assert len(both) == is_one
    if is_one:
        assert both == notes
        assert links == 1
        assert ("on Sunday" in both[0]) == ("11-22" in other)


def thanks(judgement: Judgement) -> tuple[list[str], int]:
    """The notes to Fay of one mail, and how many links there are."""
    speaker = Speaker(Search(judgement, YOU), 9)
    found = [speaker.speak(line) for line in things(judgement, lambda _, advice: advice.step is Step.THANK_YOU)]
    texts = [message_from_bytes(file.content, policy=default).get_content() for file in speaker.files]
    return [text for text in texts if text.startswith("Dear Fay")], sum(map(len, found))


def test_the_others_of_a_panel_get_their_own_note() -> None:
    """Only the one who led both talks gets one note for both; nobody is left out."""
    panel = (Interview(cell="A2", on=day("11-22"), interviewer="Fay Talbot", email="fay@example.com"),
             Interview(cell="A3", on=day("11-22"), interviewer="Ned Poe", email="ned@example.com"))  # fmt: skip
    alone = (Interview(cell="A4", on=day("11-22"), interviewer="Fay Talbot", email="fay@example.com"),)
    talks = [a_lead("Company: Talbot | Role: Bookkeeper | Stage: Interviewing", row=2, interviews=panel),
             a_lead("Company: Talbot | Role: Clerk | Stage: Interviewing", row=3, interviews=alone)]  # fmt: skip
    judgement = judge(talks, STANDARD, TODAY)
    speaker = Speaker(Search(judgement, YOU), 9)
    lines = things(judgement, lambda _, advice: advice.step is Step.THANK_YOU)
    links = [[link.text for link in speaker.speak(line)] for line in lines]
    assert links == [["Write to Fay Talbot", "Write to Ned Poe"], []]


def test_two_interviews_of_one_job_each_bring_their_own_note() -> None:
    """Both stand with the one line of the job."""
    talks = tuple(
        Interview(cell=f"A{on}", on=day(on), interviewer=name, email=f"{name[:3].lower()}@example.com")
        for on, name in (("11-21", "Fay Talbot"), ("11-22", "Ned Poe"))
    )
    judgement = judge([a_lead("Company: Talbot | Stage: Interviewing", interviews=talks)], STANDARD, TODAY)
    (line,) = things(judgement, lambda _, advice: advice.step is Step.THANK_YOU)
    links = Speaker(Search(judgement, YOU), 9).speak(line)
    assert sorted(link.text for link in links) == ["Write to Fay Talbot", "Write to Ned Poe"]


ASKED = f"Company: Talbot | Role: Bookkeeper | Stage: Applied | Applied on: 11-13 | {FAY}"


@pytest.mark.parametrize(
    ("other", "is_one"),
    table(
        ("another job there", ASKED.replace("Bookkeeper", "Clerk"), True),
        ("another company of an agency", ASKED.replace("Talbot | Role: Bookkeeper", "Acme | Role: Clerk"), True),
        ("the address is written with capitals", ASKED.replace("fay@", "Fay@"), True),
        ("another step", f"{ASKED.replace('Bookkeeper', 'Clerk').replace('11-13', '11-02')} | Last follow-up: 11-16 | Unanswered: 1", True),
        ("somebody else", ASKED.replace("Fay", "Ned").replace("fay@", "ned@"), False),
        ("on another day", ASKED.replace("11-13", "11-20"), False),
        ("over", ASKED.replace("Applied |", "Closed |"), False),
    ),
)  # fmt: skip
def test_one_letter_to_one_person(other: str, *, is_one: bool) -> None:
    """Two jobs for which one person is asked on one day come as one letter that names both, once in a mail."""
    judgement = judge(rows(ASKED, other), STANDARD, TODAY)
    speaker = Speaker(Search(judgement, YOU), 9)
    lines = things(judgement, lambda judged, advice: judged.advice[0] is advice)
    for line in lines:
        speaker.speak(line)
    letters = [message_from_bytes(file.content, policy=default).get_content() for file in speaker.files]
    letters = [text.replace("\r\n", "\n") for text in letters if text.startswith("Dear Fay")]
    role = a_lead(other).role
    both = [text for text in letters if "- Bookkeeper" in text and f"- {role}" in text]
    assert len(both) == is_one
    if is_one:
        assert both == letters
        assert ("Bookkeeper at Talbot" in both[0]) == (a_lead(other).company != "Talbot")
        assert len(lines) == 1


def test_a_withdrawal_names_both_jobs() -> None:
    """An agency is told once."""
    started = "Company: Fresh Foods | Stage: Accepted | Start on: 11-16"
    first, second = (
        f"Company: Talbot | Role: {role} | Stage: Interviewing | Interview on: 11-10 | Thank-you sent: yes | {FAY}"
        for role in ("Bookkeeper", "Clerk")
    )
    judgement = judge(rows(first, second, started), STANDARD, TODAY)
    (line,) = things(judgement, lambda _, advice: advice.step is Step.WITHDRAW)
    speaker = Speaker(Search(judgement, YOU), 9)
    speaker.speak(line)
    (file,) = speaker.files
    text = " ".join(message_from_bytes(file.content, policy=default).get_content().split())
    assert "Bookkeeper and Clerk roles" in text
    assert line.name == "Talbot, Bookkeeper and Clerk"


def test_no_hello_after_months_to_somebody_one_is_talking_with() -> None:
    """Who answered about another job last week is not greeted as after a long time."""
    over = f"{ROLE} | Stage: Closed | Interview on: 08-03 | Closed on: 08-20 | {DANA}"
    assert [draft.kind for draft in drafts_of(over)] == ["hello_again"]
    assert drafts_of(over, others=[a_lead(f"Role: Planner | Applied on: 11-11 | {DANA}", row=9)]) == ()
