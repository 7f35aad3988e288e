"""What a mail is made of: sections of rows, lines, numbers and words; the same words as text and as a page.

The page is laid out by tables and inline styles: mail programs know little.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from followthrough.knowing.record import Record
from followthrough.knowing.wording import LONGEST_NAME, clipped, one_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


MOST_BYTES = 80_000
"""Bytes of a page: Gmail cuts a message off at 102,000."""
SIZES = (20, 8, 3, 0)
"""For how many lines a mail holds texts and drafts: fewer where it would be too long."""
LONGEST_LINK = 2_000
"""Characters of a link that opens a draft: some mail programs cut off longer ones."""
FEWEST_DIGITS = 5
"""Digits of a telephone number; fewer are a year, a floor, an extension."""
_NUMBER = re.compile(r"\+?[0-9(](?:[0-9().-]|[ /](?![ /]))*")
"""Digits and the signs that people write between them; a slash with spaces around it separates two numbers."""


class Link(Record, frozen=True):
    """Something to press, and where it leads; made by ``call`` and ``write``, never from a cell as it stands."""

    text: str
    href: str


class Words(Record, frozen=True):
    """What to say: a letter, a call script."""

    title: str
    text: str


class Row(Record, frozen=True, kw_only=True):
    """One line of a list or a plan: when, who, what, with whom, and something to press."""

    name: str
    what: str
    day: str = ""
    whom: str = ""
    links: tuple[Link, ...] = ()


class Number(Record, frozen=True, kw_only=True):
    """A number of the search: a bar on the page, a line in the text.

    Args:
        value: in words.
        share: how long its bar is, from 0 to 1.
        before: last week's, in words; "" where it is not known.
    """

    label: str
    value: str
    share: float
    before: str = ""


class Section(Record, frozen=True, kw_only=True):
    """Rows, lines, numbers and words, in this order, under a heading where it has one."""

    title: str = ""
    rows: tuple[Row, ...] = ()
    lines: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    words: tuple[Words, ...] = ()


class Attachment(Record, frozen=True):
    """A file that goes with a message; its name is ours and never a cell's, its type like "text/calendar"."""

    name: str
    content_type: str
    content: bytes


class Letter(Record, frozen=True, kw_only=True):
    """A whole mail: what is wrong first, then the sections; and the files that go with it."""

    title: str
    notes: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    footer: str = ""
    files: tuple[Attachment, ...] = ()

    @property
    def filled(self) -> tuple[Section, ...]:
        """The sections that hold anything."""
        return tuple(each for each in self.sections if each.rows or each.lines or each.numbers or each.words)


class Message(Record, frozen=True):
    """A mail as it is sent; its kind is "nightly", "weekly", "digest" ..."""

    kind: str
    day: date
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


def as_text(letter: Letter) -> str:
    """The letter for readers of plain text."""
    from followthrough.saying.filling import fill_page

    return fill_page("letter.txt", letter)


def as_page(letter: Letter) -> str:
    """The letter as HTML; what comes from a cell is escaped."""
    from followthrough.saying.filling import fill_page

    return fill_page("letter.html", letter)


def fitted(kind: str, day: date, subject: str, compose: Callable[[int], Letter]) -> Message:
    """The message with the longest letter that mail programs show whole, else with the shortest.

    Args:
        kind: of the message.
        day: the day that it is for.
        subject: what it is about.
        compose: makes the letter, with texts and drafts for so many lines at most.
    """
    most, *fewer = SIZES
    letter = compose(most)
    page = as_page(letter)
    while fewer and len(page.encode("utf-8", "replace")) > MOST_BYTES:
        letter = compose(fewer.pop(0))
        page = as_page(letter)
    return Message(kind, day, subject, as_text(letter), page, letter.files)


def call(phone: str) -> Link | None:
    """A link that dials the first number of a cell; None where it holds none. An extension is not dialled."""
    found = (_dialled(each) for line in phone.splitlines() for each in _NUMBER.findall(one_line(line)))
    number = next((each for each in found if len(each) >= FEWEST_DIGITS), None)
    return Link(f"Call {clipped(phone, LONGEST_NAME)}", f"tel:{number}") if number else None


def _dialled(written: str) -> str:
    """The digits, with the plus of a country and without the zero that it replaces."""
    if written.startswith("+"):
        return f"+{re.sub('[^0-9]', '', written.replace('(0)', ''))}"
    return re.sub("[^0-9]", "", written)


def write(address: str, name: str, subject: str, body: str, what: str = "") -> Link | None:
    """A link that opens a draft, with the letter in it where that is not too long for a link; None without an address.

    Args:
        address: whom to write to.
        name: who that is; "" where only the address is known.
        subject: of the letter.
        body: the letter.
        what: tells the link from others beside it.
    """
    if not address:
        return None
    words = f"{what}: write to" if what else "Write to"
    link = f"mailto:{quote(address, safe='@')}?subject={quote(one_line(subject))}"
    whole = f"{link}&body={quote(body, errors='replace')}" if body else link
    return Link(f"{words} {clipped(name or address, LONGEST_NAME)}", whole if len(whole) <= LONGEST_LINK else link)
