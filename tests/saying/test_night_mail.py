"""The mail of a morning says what is new, whatever stands in the cells."""

from __future__ import annotations

from typing import Any

import pytest

from followthrough.saying.night_mail import LONGEST_SUBJECT, MOST_IN_FULL
from leads_for_tests import a_lead
from mails_for_tests import HOSTILE, OPENS, Page, message_for

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
    """Whoever reads plain text misses nothing."""
    message = message_for(OPENS, "Company: Bolt | Interview on: 11-24", notes=("jobs.xlsx is open.",))
    text, page = " ".join(message.text.split()), " ".join(Page(message.html).text.split())
    for words in ("Acme", "Bolt", "Prepare for the interview", "Follow up", "jobs.xlsx is open.", "Mon 23 Nov"):
        assert words in text
        assert words in page


def test_interviews_come_first() -> None:
    """In the order in which a morning wants them."""
    message = message_for(OPENS, "Company: Bolt | Interview on: 11-24")
    assert message.subject == "Prepare for the interview: Bolt and 1 more"
    assert message.text.index("Bolt") < message.text.index("Acme")


def test_notes_come_before_everything() -> None:
    """That the columns were not updated is said first."""
    message = message_for(OPENS, notes=("jobs.xlsx is open (Dana).",))
    assert message.text.index("NOTE: jobs.xlsx is open (Dana).") < message.text.index("Acme")


def test_a_long_list_is_cut() -> None:
    """More than ten in full trains people not to read it; the rest is one line."""
    message = message_for(*[f"Company: Firm {number} | {OPENS}" for number in range(MOST_IN_FULL + 3)])
    assert message.text.count("* Firm") == MOST_IN_FULL
    assert "3 more stand in the worksheet." in message.text
    assert "3 more stand in the worksheet." in Page(message.html).text
    assert message.subject.endswith("and 12 more")


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
