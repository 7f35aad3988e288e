"""Whatever stands in a cell, both mails stay ours: no element, no attribute, no link, no header of its own."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.policy import STANDARD
from followthrough.saying.summary import compose_week
from leads_for_tests import TODAY, a_lead
from mails_for_tests import HOSTILE, Page, contents, demo_judgement, night_mail, words

if TYPE_CHECKING:
    from followthrough.saying.page import Message

pytestmark = pytest.mark.slow

MORE = {
    "a script link": "javascript:alert(document.domain)",
    "a link": "https://example.com/a?b=c&d=e",
    "a data link": "data:text/html,<script>alert(1)</script>",
    "an existing file": __file__,
    "a style": "</style><style>*{display:none}",
    "a comment": "<!-- Acme --> <![CDATA[ x ]]>",
    "an Outlook comment": "<!--[if mso]><xml>x</xml><![endif]-->",
    "fields of a draft": "dana@example.com?bcc=eve@example.com&body=hello",
    "two addresses": "dana@example.com, eve@example.com",
    "many words": "word " * 1000,
    "many lines": "line\n" * 200,
    "nothing that prints": "\u200b\u2060\ufeff",
}
CELLS = HOSTILE | MORE
EVERYWHERE = ("company", "role", "contact", "email", "insider", "mention", "notes", "source", "link", "they_said_next",
              "skills_to_build", "remember_me_by", "location")  # fmt: skip
STEPS = (
    "Interview on: 11-20 | Thank-you sent: yes | Check back on: 11-23 | Phone: 555-0100",
    "Applied on: 11-16",
    "Interview on: 11-24",
    "Interview on: 11-22",
    "Stage: Offer | Offer reply by: 11-24",
    "Stage: Wishlist | Apply by: 11-25",
    "Applied on: 09-01",
)


@cache
def allowed() -> set[tuple[str, tuple[str, ...]]]:
    """Every element with its attributes, as pages about a kind workbook have them."""
    kind = demo_judgement()
    pages = (compose_week(contents(kind)).html, night_mail(kind, ("Open in Excel.",)).html)
    return {element for page in pages for element in Page(page).elements}


def mails(**cells: str) -> list[Message]:
    """Both mails about leads of every kind whose cells hold something."""
    leads = [a_lead(step, row=row, **cells) for row, step in enumerate(STEPS, start=2)]
    judgement = judge(leads, STANDARD, TODAY)
    return [compose_week(contents(judgement)), night_mail(judgement)]


@pytest.mark.parametrize("text", CELLS.values(), ids=CELLS)
def test_nothing_breaks_out(text: str) -> None:
    """The page is made of our elements and attributes alone, each closed where it was opened (promise 6)."""
    for message in mails(**dict.fromkeys(EVERYWHERE, text)):
        assert set(Page(message.html).elements) <= allowed()


@pytest.mark.parametrize("text", CELLS.values(), ids=CELLS)
def test_links_lead_to_a_telephone_or_a_draft(text: str) -> None:
    """No cell decides where a press leads: not to a web page, not to a second recipient."""
    for message in mails(**dict.fromkeys(EVERYWHERE, text), phone=f"555-0100 {text}"):
        for link in Page(message.html).links:
            assert re.fullmatch(r"tel:\+?[0-9]+|mailto:[^?&,;]+@[^?&,;]+\?subject=[^&?]+(&body=[^&?]+)?", link)
            if link.startswith("mailto:"):
                assert set(parse_qs(urlsplit(link).query, strict_parsing=True)) <= {"body", "subject"}


@pytest.mark.parametrize("text", CELLS.values(), ids=CELLS)
def test_text_and_page_still_say_the_same(text: str) -> None:
    """Neither hides what the other shows."""
    for message in mails(**dict.fromkeys(EVERYWHERE, text)):
        assert words(message.text) == words(Page(message.html).text)


@pytest.mark.parametrize("text", CELLS.values(), ids=CELLS)
def test_subject_is_one_line(text: str) -> None:
    """And all that is said can be printed."""
    for message in mails(**dict.fromkeys(EVERYWHERE, text)):
        assert message.subject.isprintable()
        assert len(message.subject) <= 120
        assert message.text.replace("\n", "").isprintable()


@pytest.mark.parametrize("field", EVERYWHERE)
def test_one_cell_at_a_time(field: str) -> None:
    """Also where the other cells are kind, so that more of the page is there."""
    kind = {"contact": "Dana Ruiz", "email": "dana@example.com", "company": "Acme", "role": "Analyst"}
    for message in mails(**kind | {field: "<img src=x onerror=alert(1)>\n\"><a href='javascript:alert(1)'>"}):
        assert set(Page(message.html).elements) <= allowed()
        assert "<img src=x" not in message.html


def test_long_names_are_cut() -> None:
    """A cell of 5,000 characters does not push the week off the screen."""
    for message in mails(company="x" * 5000, role="y" * 5000):
        assert max(map(len, message.text.splitlines())) < 1_000
