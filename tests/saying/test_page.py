"""A letter as text and as a page: the same words, whatever is in it, and links that lead where they say."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from followthrough.saying.page import (
    LONGEST_LINK,
    Letter,
    Link,
    Number,
    Row,
    Section,
    Words,
    as_page,
    as_text,
    call,
    fitted,
    write,
)
from leads_for_tests import TODAY, table
from mails_for_tests import Page, words

NUMBERS = table(
    ("plain", "555-0100", "5550100"),
    ("with brackets", "(020) 5550 0100", "02055500100"),
    ("of a country", "+1 (555) 010-0100", "+15550100100"),
    ("with the zero that a country code replaces", "+44 (0)20 5550 0100", "+442055500100"),
    ("with a slash", "020/5550100", "0205550100"),
    ("with points", "020.555.0100", "0205550100"),
    ("an extension is not dialled", "555-0100 ext. 12", "5550100"),
    ("the first of two", "555-0100 / 555-0101", "5550100"),
    ("the first of two lines", "555-0100\n555-0101", "5550100"),
    ("after a name", "Dana, room 12: 555-0100", "5550100"),
    ("a link already", "tel:+15550100100;ext=5", "+15550100100"),
)


@pytest.mark.parametrize(("cell", "digits"), NUMBERS)
def test_call(cell: str, digits: str) -> None:
    """A number is dialled as a person would, and shown as it was typed."""
    link = call(cell)
    assert link
    assert link.href == f"tel:{digits}"
    assert link.text == f"Call {' '.join(cell.split())}"


@pytest.mark.parametrize(
    "cell", ["", "ask at the desk", "12", "room 2026", "+", "((", "javascript:alert(1)", "٠١٢٣٤٥٦٧"]
)
def test_nothing_to_dial(cell: str) -> None:
    """A cell without a number makes no link."""
    assert call(cell) is None


TO = "mailto:a@example.com?subject="
DRAFTS = table(
    ("plain", "Hello", "Hi", f"{TO}Hello&body=Hi"),
    ("signs that a link is made of", "a&b=c?#", "100 %", f"{TO}a%26b%3Dc%3F%23&body=100%20%25"),
    ("lines of the body stay", "Hello", "one\ntwo", f"{TO}Hello&body=one%0Atwo"),
    ("lines of the subject do not", "a\r\nBcc: b", "c", f"{TO}a%20Bcc%3A%20b&body=c"),
    ("beyond ASCII", "Grüße", "✓", f"{TO}Gr%C3%BC%C3%9Fe&body=%E2%9C%93"),
)


@pytest.mark.parametrize(("subject", "body", "expected"), DRAFTS)
def test_write(subject: str, body: str, expected: str) -> None:
    """A cell adds no header to a draft."""
    link = write("a@example.com", "", subject, body)
    assert link
    assert link.href == expected


ODD = ["a@example.com?bcc=eve@example.com", "a@example.com&cc=b", "a@example.com, b@example.com", "x y"]


@pytest.mark.parametrize("address", ODD)
def test_an_address_stays_one_address(address: str) -> None:
    """Whatever stands where an address should: it adds no field and no recipient."""
    link = write(address, "", "s", "b")
    assert link
    assert link.href.count("?") == 1
    assert "," not in link.href
    assert "cc=" not in link.href


def test_no_address_no_link() -> None:
    """Nothing to press where nothing is known."""
    assert write("", "Dana", "s", "b") is None


def test_long_cells_make_short_links() -> None:
    """What is pressed is one line long, whatever the cell holds."""
    links = call("555-0100 " + "x" * 5000), write("x" * 5000 + "@example.com", "", "s", "b")
    assert all(link and len(link.text) < 75 for link in links)


def test_a_letter_too_long_for_a_link_is_never_cut() -> None:
    """The link then opens an empty draft with its subject; half a letter would be sent by mistake."""
    for body in ("word " * 500, "✓" * 400, "\ud800 half a sign " * 200):
        link = write("a@example.com", "Dana", "Hello", body)
        assert link
        assert link.href == f"{TO}Hello"
    assert (whole := write("a@example.com", "Dana", "Hello", "word " * 200))
    assert "&body=word" in whole.href
    assert len(whole.href) <= LONGEST_LINK


ROW = Row(
    name="Acme",
    what="Follow up",
    whom="Dana",
    links=(Link("Call 555-0100", "tel:5550100"), Link("Write", "mailto:a@example.com")),
)
BARE = Row(name="Bolt", what="Start")
PLAN = (
    Row(day="Mon 23", name="Acme", what="Follow up", links=ROW.links),
    Row(day="Mon 23", name="Bolt", what="Start", whom="Dana"),
    Row(day="Tue 24", name="Coal", what="Apply"),
)
SAID = (Words("E-mail", "Dear Dana,\n\nHello."), Words("Voicemail", "Hello."))


def letter(section: Section | None = None, **parts: Any) -> Letter:  # noqa: ANN401 - whatever Letter takes
    """A letter of one section."""
    return Letter(title="Mon 23 Nov", sections=(section,) if section else (), **parts)


NUMBERED = (
    Number(label="Applications", value="3", share=0.5, before="last week 6"),
    Number(label="Follow-ups", value="0", share=0, before="last week 0"),
    Number(label="Answered", value="12,345 of 12,345", share=1),
)
MARKUP = Section(title="a < b & c", lines=("{{ 1 }} &amp;", "{% x %}", "<script>"))
LETTERS = table(
    ("a title alone", letter()),
    ("notes", letter(notes=("The file is open.", "Another."))),
    ("rows", letter(Section(rows=(ROW, BARE)))),
    ("a plan by day", letter(Section(rows=PLAN))),
    ("lines", letter(Section(title="S", lines=("one", "two")))),
    ("numbers", letter(Section(title="S", lines=("one",), numbers=NUMBERED))),
    ("words", letter(Section(title="S", words=SAID))),
    ("a footer", letter(footer="From jobs.xlsx.")),
    ("signs of markup", letter(MARKUP, notes=("<b>",), footer="&lt;")),
    (
        "all of it",
        letter(Section(title="S", rows=PLAN, lines=("l",), numbers=NUMBERED, words=SAID), notes=("N",), footer="F"),
    ),
)


@pytest.mark.parametrize("given", LETTERS)
def test_text_and_page_say_the_same(given: Letter) -> None:
    """Word for word, in the same order: whoever reads plain text misses nothing, and is told nothing else."""
    assert words(as_text(given)) == words(Page(as_page(given)).text)


@pytest.mark.parametrize("given", LETTERS)
def test_headings_go_down_one_by_one(given: Letter) -> None:
    """One h1; a screen reader jumps from section to section, and from lead to lead."""
    levels = [int(level[1]) for level, _ in Page(as_page(given)).headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_are_no_tables_to_a_screen_reader() -> None:
    """Each is there for its layout, and says so."""
    page = Page(as_page(letter(Section(title="S", rows=PLAN, numbers=NUMBERED, words=SAID))))
    tables = [names for tag, names in page.elements if tag == "table"]
    assert tables
    assert all("role" in names for names in tables)
    assert as_page(letter()).count('role="presentation"') == 2


def test_bars_are_as_long_as_their_shares() -> None:
    """Cells of a table with a width and a colour of their own: no picture that could be blocked; nothing has no bar."""
    page = as_page(letter(Section(numbers=NUMBERED)))
    assert [int(width) for width in re.findall(r'<td class="bar" width="(\d+)%"', page)] == [30, 60]
    assert "img" not in Page(page).tags


def test_a_number_is_one_line_of_the_text() -> None:
    """Whoever reads plain text has every number, with last week's beside."""
    text = as_text(letter(Section(title="S", numbers=NUMBERED)))
    assert "* Applications: 3 (last week 6)\n* Follow-ups: 0 (last week 0)\n* Answered: 12,345 of 12,345\n" in text


def test_a_day_is_said_once() -> None:
    """The rows of one day stand below each other."""
    text = as_text(letter(Section(rows=PLAN)))
    assert (text.count("Mon 23\n"), text.count("Tue 24\n")) == (1, 1)


@pytest.mark.parametrize(
    ("signs", "most"),
    table(
        ("short: all of it", 10, 20),
        ("long: fewer texts", 15_000, 3),
        ("too long in any case: the shortest", 200_000, 0),
    ),
)
def test_a_letter_that_would_be_cut_off_gets_shorter(signs: int, most: int) -> None:
    """The largest number of texts with which Gmail shows it whole."""
    asked = []

    def compose(most: int) -> Letter:
        asked.append(most)
        return letter(Section(lines=("x" * signs,), words=(Words("w", "x" * signs),) * most))

    fitted("nightly", TODAY, "", compose)
    assert asked[-1] == most


def test_language_is_said_twice() -> None:
    """Some mail programs drop the outermost element, and its language with it."""
    assert as_page(letter()).count('lang="en"') == 2
