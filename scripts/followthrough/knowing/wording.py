"""Words as a sentence needs them: cells on one line, lists, numbers with their words, days and windows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

LONGEST_NAME = 60
"""A Contact cell may hold five lines; a sentence takes its first, and no more than this of it."""
LONGEST_CELL = 500
"""Addresses further into a cell are not looked for."""
ONE_ADDRESS = "one e-mail address: letters go to the first of these"
_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SPELT_AN = frozenset("AEFHILMNORSX")
"""Letters whose names begin with a vowel: an HR manager, but a UX designer."""


def one_line(text: str) -> str:
    """Without line breaks and signs that print nothing: a cell cannot become a header or a second paragraph."""
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(text.split())


def short(text: str) -> str:
    """The first line of a cell, cut where it is too long for a sentence."""
    line = one_line(text if text.isprintable() else next(iter(text.strip().splitlines()), ""))
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1].rstrip()}…"


def address_in(cell: str) -> str:
    """The first e-mail address in a cell."""
    found = _ADDRESS.search(cell[:LONGEST_CELL])
    return found[0] if found else ""


def addresses_in(cell: str) -> tuple[str, ...]:
    """The different e-mail addresses in a cell, in small letters."""
    return tuple(dict.fromkeys(_ADDRESS.findall(cell[:LONGEST_CELL].casefold())))


def without_addresses(cell: str) -> str:
    """The rest of a cell that names somebody: "Dana Ruiz" of "Dana Ruiz <dana@example.com>", "" of an address alone."""
    start = cell[:LONGEST_CELL]
    return short(_ADDRESS.sub(" ", start)).strip(" <>()[],;:/|-") if "@" in start else short(cell)


def clipped(text: str, longest: int) -> str:
    """A whole cell on one line, cut between two words where that is possible."""
    line = one_line(text)
    if len(line) <= longest:
        return line
    start = line[: longest - 1]
    whole, _, rest = start.rpartition(" ")
    return f"{(whole if len(rest) < longest // 2 else start).rstrip(' ,;:')}…"


def as_sentence(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def listed(names: Sequence[str]) -> str:
    """Names as a sentence holds them: "Ada, Ben and Cleo"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def few(names: Iterable[str], most: int) -> str:
    """So many by name, each once, and the others by number: "Ada, Ben and 7 others"."""
    each = list(dict.fromkeys(names))
    more = len(each) - most
    return listed([*each[:most], f"{more} others"] if more > 1 else each)


def counted(number: float, one: str, more: str = "") -> str:
    """A number with its word: "1 lead", "3 leads"; ``more`` is given where it does not just end in an s."""
    written = f"{number:,}".removesuffix(".0")
    return f"{written} {one if number == 1 else more or one + 's'}"


def with_article(text: str) -> str:
    """A description after "as": "a data analyst with eight years in logistics"."""
    told = text.removeprefix("I am ").removeprefix("I'm ").strip()
    first = told.split(" ", 1)[0] if told else ""
    if not told or first.casefold() in ("a", "an", "the", "one", "someone", "somebody"):
        return told[:1].lower() + told[1:]
    is_spelt = first.isupper() and first[:1] in _SPELT_AN
    is_vowel = first[:1].casefold() in "aeio" or (first[:1] == "u" and not first.startswith(("un", "us", "ut")))
    return f"{'an' if is_spelt or (is_vowel and not first.isupper()) else 'a'} {told}"


def spoken_day(day: date) -> str:
    """A day as it is said in a letter or on the phone: "Monday, 30 November"."""
    return f"{day:%A}, {day.day} {day:%B}"


def day(value: date | None, today: date | None = None) -> str:
    """A day as a person says it: "Tue 17 Nov 2026", and "Tue 17 Nov" in that very year."""
    if not value:
        return ""
    year = "" if today and value.year == today.year else f" {value.year}"
    return f"{_WEEKDAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]}{year}"


def window(opens: date | None, due: date | None, today: date | None = None) -> str:
    """From when to when: "between Mon 23 and Wed 25 Nov 2026"; the year as ``day`` tells it."""
    if not due:
        return ""
    if not opens:
        return f"by {day(due, today)}"
    if opens == due:
        return f"on {day(due, today)}"
    if opens.year != due.year:
        return f"between {day(opens, today)} and {day(due, today)}"
    month = "" if opens.month == due.month else f" {_MONTHS[opens.month - 1]}"
    return f"between {_WEEKDAYS[opens.weekday()]} {opens.day}{month} and {day(due, today)}"
