"""A letter of sections -> the same words as text and as a page: the only user of Jinja2 for mail.

Whatever comes from a cell is escaped in the page. Layout is by tables and inline styles: mail programs know little.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from followthrough.knowing.wording import LONGEST_NAME, clipped, one_line

if TYPE_CHECKING:
    from datetime import date


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
class Entry:
    """One lead in a list: who, what, how to reach them, why, and the words."""

    name: str
    line: str
    why: str = ""
    links: tuple[Link, ...] = ()
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Counts side by side: bars on the page, one line in the text.

    Args:
        title: what is counted.
        bars: what each bar stands for, and how long it is.
    """

    title: str
    bars: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with entries, plain lines, charts, or several of them in this order."""

    title: str
    entries: tuple[Entry, ...] = ()
    lines: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A whole mail: what is wrong first, then the one thing to do next, then the sections."""

    title: str
    notes: tuple[str, ...] = ()
    first: Entry | None = None
    sections: tuple[Section, ...] = ()
    footer: str = ""


def as_text(letter: Letter) -> str:
    """The letter for readers of plain text."""
    return _fill("letter.txt", letter)


def as_page(letter: Letter) -> str:
    """The letter as HTML."""
    return _fill("letter.html", letter)


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


def write(address: str, subject: str, body: str, what: str = "") -> Link | None:
    """A link that opens a draft, filled in; None where there is no address. ``what`` tells it from others beside it."""
    if not address:
        return None
    query = f"subject={quote(one_line(subject))}&body={quote(body)}"
    words = f"{what}: write to" if what else "Write to"
    return Link(f"{words} {clipped(address, LONGEST_NAME)}", f"mailto:{quote(address, safe='@')}?{query}")


def _fill(template: str, letter: Letter) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=template.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(letter=letter)


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


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be said: which kind of message ("nightly", "weekly"), for which day, and the words."""

    kind: str
    day: date
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()
