"""The mail of a morning says what is new, whatever stands in the cells."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

import re
from datetime import time
from typing import Any

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.policy import STANDARD
from followthrough.saying.night_mail import LONGEST_SUBJECT
from followthrough.saying.page import MOST_BYTES
from followthrough.saying.summary import compose_week
from leads_for_tests import TODAY, a_lead, table
from mails_for_tests import HOSTILE, OPENS, Page, contents, message_for, night_mail, words

PLAIN = Page(message_for(OPENS).html)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("field", ["company", "role", "contact", "mention"])
def test_no_cell_becomes_markup(field: str, text: str) -> None:
    """A page about a hostile row has the tags and attributes of a page about a kind one (promise 6)."""
    fields: dict[str, Any] = {field: text}
    page = Page(message_for(a_lead(OPENS, **fields)).html)
    assert page.elements == PLAIN.elements


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_cell_becomes_a_line(text: str) -> None:
    """A subject is one line of bounded length, and a cell adds no line to the text."""
    message = message_for(a_lead(OPENS, company=text, role=text, contact=text))
    assert len(message.subject) <= LONGEST_SUBJECT
    assert message.subject.isprintable()
    assert len(message.text.splitlines()) == len(message_for(OPENS).text.splitlines())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_file_name_becomes_markup(text: str) -> None:
    """The workbook's name is somebody's text too."""
    page = Page(message_for(OPENS, workbook=text).html)
    assert page.elements == PLAIN.elements


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_note_becomes_markup(text: str) -> None:
    """What went wrong is told with names of files and people in it."""
    page = Page(message_for(OPENS, notes=(text,)).html)
    assert page.elements == Page(message_for(OPENS, notes=("x",)).html).elements


def test_text_and_page_say_the_same() -> None:
    """Whoever reads plain text misses nothing: word for word, in the same order."""
    message = message_for(OPENS, "Company: Bolt | Interview on: 11-24", notes=("jobs.xlsx is open.",))
    assert words(message.text) == words(Page(message.html).text)


def firms(count: int, cells: str = OPENS) -> list[str]:
    """So many leads that differ in company and address."""
    return [f"Company: Firm {place} | {cells.replace('dana', f'dana{place}')}" for place in range(1, count + 1)]


SUBJECTS = table(
    ("one", [OPENS], "Follow up with Acme by Thu 26 Nov"),
    ("the most urgent, and how many more", [*firms(3), "Company: Bolt | Interview on: 11-24"],
     "Interview at Bolt on Tue 24 Nov, and 3 more"),
    ("late", ["Applied on: 11-11 | Email: dana@example.com"], "Follow up with Acme (was due Fri 20 Nov)"),
    ("two jobs in one letter are one line", [f"{OPENS} | Role: Cook", f"{OPENS} | Role: Clerk"], "Follow up with Acme by Thu 26 Nov"),
    ("what asks nobody anything else is no more", [OPENS, "Company: Cold | Applied on: 11-16"], "Follow up with Acme by Thu 26 Nov"),
)  # fmt: skip


@pytest.mark.parametrize(("leads", "subject"), SUBJECTS)
def test_subject(leads: list[str], subject: str) -> None:
    """What is new and most urgent, in words, and a count of the other lines."""
    assert message_for(*leads).subject == subject


def before_the_words(text: str) -> str:
    """What is read before the words to use."""
    return text.partition("THE WORDS TO USE")[0]


def test_ten_leads_take_less_than_250_words() -> None:
    """The list, why of the first three, and nothing else: a minute on a telephone."""
    kinds = ("Stage: Offer | Offer reply by: 11-24 | Phone: 555-0101 | Contact: Maya Okafor | Role: Data analyst",
             "Interview on: 11-24 | Contact: Joan Mbeki | Role: Operations planner",
             "Interview on: 11-10 | Thank-you sent: yes | Decision by: 11-19 | Phone: 555-0102 | Contact: Owen Platt | Role: Cook",
             "Applied on: 11-11 | Contact: Marta Quist | Role: Inventory planner | Email: dana@example.com",
             f"{OPENS} | Contact: Grace Nwosu | Role: Records officer")  # fmt: skip
    text = message_for(
        *firms(5, kinds[4]), *(f"Company: Harrow & Finch {kind[:5]} | {kind}" for kind in (*kinds[:4], kinds[2]))
    ).text
    assert before_the_words(text).count(" & ") >= 5
    assert len(words(before_the_words(text))) < 250


def test_none_is_left_out() -> None:
    """What a mail does not name was not told: beyond forty lines there are several names in one (promise 7)."""
    leads = firms(150)
    text = before_the_words(message_for(*leads).text)
    assert all(re.search(rf"\bFirm {place}\b", text) for place in range(1, 151))
    assert len(text.splitlines()) < 60
    assert len(message_for(*leads).html.encode()) <= MOST_BYTES


def test_why_of_the_first_three() -> None:
    """A sentence or two each; the others have theirs in the worksheet."""
    text = message_for(*firms(5)).text
    whys = text.partition("WHY\n")[2].partition("\n\n")[0].splitlines()
    assert [line.partition(":")[0] for line in whys] == ["* Firm 1", "* Firm 2", "* Firm 3"]
    assert (
        whys[0] == "* Firm 1: You applied on Mon 16 Nov and nothing has come back: ask between Mon 23 and Thu 26 Nov."
    )


def test_what_could_not_be_read_is_told_by_kind() -> None:
    """In both mails, and never a line for each of forty rows (promise 4)."""
    found = [
        a_lead("Unknown stage: found", row=row, company=f"Firm {row}", columns={"Stage": "C"}) for row in range(2, 39)
    ]
    slipped = a_lead("Applied on: 2027-11-20", row=40, company="Slip", columns={"Applied on": "D"})
    judgement = judge([a_lead(OPENS, row=50), *found, slipped], STANDARD, TODAY)
    for text in (night_mail(judgement).text, compose_week(contents(judgement)).text):
        lines = text.partition("TO FIX IN THE WORKSHEET\n")[2].partition("\n\n")[0].splitlines()
        assert lines == [
            "* 37 rows: Stage “found” is not known (C2, C3, C4 and 34 others).",
            "* D40: Applied on “2027-11-20” should be the day it happened, today or earlier.",
        ]


def test_notes_come_before_everything() -> None:
    """That the columns were not updated is said first."""
    message = message_for(OPENS, notes=("jobs.xlsx is open (Dana).",))
    assert message.text.index("NOTE: jobs.xlsx is open (Dana).") < message.text.index("Acme")


def test_two_steps_of_a_lead_are_one_line() -> None:
    """Nothing is named twice, and both steps are told."""
    text = message_for("Role: Cook | Interview on: 11-22 | Check back on: 11-23 | Phone: 555-0100").text
    assert "Acme, Cook: Check in as agreed by Mon 23 Nov, then Send thank-you by Mon 23 Nov. Call 555-0100\n" in text


def test_the_morning_of_an_interview() -> None:
    """Time and place stand in the list; the questions to ask and what to write down after come with it (rules 8)."""
    talk = a_lead(
        "Role: Cook | Interview on: 11-23 | Phone: 555-0100", interview_at=time(10, 30), location="1 Main Street"
    )
    message = message_for(talk, OPENS)
    assert message.subject == "Interview at Acme on Mon 23 Nov at 10:30, and 1 more"
    assert "Acme, Cook: Interview today at 10:30, 1 Main Street. Call 555-0100" in message.text
    assert "get ready" not in message.text
    assert "INTERVIEW ON MONDAY, 23 NOVEMBER AT 10:30\nAcme, Cook\n1 Main Street\n" in message.text
    assert "WRITE DOWN WHILE IT IS FRESH" in message.text
    assert b"DTSTART:20261123T103000" in next(
        file.content for file in message.attachments if file.name == "follow-ups.ics"
    )


def test_no_calendar_without_a_time() -> None:
    """An appointment is known by its time alone."""
    assert message_for("Interview on: 11-24").attachments == ()


def test_the_words_come_behind() -> None:
    """First what to do; then what to say, where no link can hold it; drafts go with it as files."""
    message = message_for(
        f"{OPENS} | Contact: Dana Ruiz", "Company: Bolt | Check back on: 11-23 | Stage: Interviewing | Phone: 555-0100"
    )
    titles = Page(message.html).headings
    assert titles == [
        ("h1", "Mon 23 Nov 2026"), ("h2", "Why"), ("h2", "The words to use"), ("h3", "Bolt: Call script"),
    ]  # fmt: skip
    assert [file.name for file in message.attachments] == ["row-2-follow_up_email.eml"]


def test_nothing_private_is_mailed() -> None:
    """Only columns on a list are mailed, never whole rows: people keep passwords in them (traps)."""
    message = message_for(a_lead(OPENS, notes="password hunter2", link="https://example.com/secret", source="secret"))
    assert "hunter2" not in message.text + message.html
    assert "secret" not in message.text + message.html


def test_page_needs_nothing_from_elsewhere() -> None:
    """No pictures, scripts or style sheets to load: nothing may be said by what can be blocked (traps)."""
    page = message_for(OPENS).html
    assert not {"script", "link", "img", "iframe"} & PLAIN.tags
    assert "url(" not in page
