"""A letter of sections -> the same words as text and as a page: the only user of Jinja2 for mail.

Whatever comes from a cell is escaped in the page. Layout is by tables and inline styles: mail programs know little.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from followthrough.knowing.wording import LONGEST_NAME, clipped, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from jinja2 import Environment


MOST_BYTES = 80_000
"""Bytes of a page: Gmail cuts a message off at 102,000."""
LONGEST_LINK = 2_000
"""Characters of a link that opens a draft: some mail programs cut off longer ones."""
FEWEST_DIGITS = 5
"""Digits of a telephone number; fewer are a year, a floor, an extension."""
_NUMBER = re.compile(r"\+?[0-9(](?:[0-9().-]|[ /](?![ /]))*")
"""Digits and the signs that people write between them; a slash with spaces around it separates two numbers."""


@dataclass(frozen=True, slots=True)
class Link:
    """Something to press, and where it leads; made by ``call`` and ``write``, never from a cell as it stands."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Words:
    """What to say: a letter, a call script."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a list or a plan: when, who, what, with whom, and something to press."""

    name: str
    what: str
    day: str = ""
    whom: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of the search: a bar on the page, a line in the text.

    Args:
        label: what it is.
        value: the number in words.
        share: how long its bar is, from 0 to 1.
        before: last week's, in words; "" where it is not known.
    """

    label: str
    value: str
    share: float
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows, lines, numbers and words, in this order, under a heading where it has one."""

    title: str = ""
    rows: tuple[Row, ...] = ()
    lines: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message.

    Args:
        name: its file name, ours and never a cell's.
        content_type: like "text/calendar".
        content: its bytes.
    """

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A whole mail: what is wrong first, then the sections; and the files that go with it."""

    title: str
    notes: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    footer: str = ""
    files: tuple[Attachment, ...] = ()


def as_text(letter: Letter) -> str:
    """The letter for readers of plain text."""
    return _fill("letter.txt", letter)


def as_page(letter: Letter) -> str:
    """The letter as HTML."""
    return _fill("letter.html", letter)


def fitting(compose: Callable[[int], Letter], sizes: Sequence[int]) -> tuple[Letter, str]:
    """The letter, and its page: the longest that mail programs show whole, else the shortest.

    Args:
        compose: makes the letter with so many texts to use at most.
        sizes: numbers of texts, the largest first.
    """
    *larger, smallest = sizes
    for most in larger:
        letter = compose(most)
        page = as_page(letter)
        if len(page.encode("utf-8", "replace")) <= MOST_BYTES:
            return letter, page
    letter = compose(smallest)
    return letter, as_page(letter)


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
    """A link that opens a draft, filled in where the letter is not too long for a link; None without an address.

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


def _fill(template: str, letter: Letter) -> str:
    return _environment().get_template(template).render(letter=letter)


@cache
def _environment() -> Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=jinja2.select_autoescape(["html"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be said: which kind of message ("nightly", "weekly"), for which day, and the words."""

    kind: str
    day: date
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()
