"""What somebody meant to write, where that is certain: shown beside the problem, never written into the cell."""

from __future__ import annotations

import difflib
import re
from datetime import date
from typing import TYPE_CHECKING

from followthrough.knowing.columns import DATES, Column
from followthrough.knowing.words import Channel

if TYPE_CHECKING:
    from followthrough.reading.cells import Unreadable

_LONGEST = 200
"""A longer text was not meant to be a date, an address or a word."""
_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})
_ISO = re.compile(r"(\d{4})(?:[./ -](\d{1,2})[./ -](\d{1,2})|(\d{2})(\d{2}))")
_LEFT_OUT = re.compile(r"(\d{1,2})[./-](\d{1,2})((?:19|20)\d{2})")
_AT = re.compile(
    r"(\S+?)\s*(?:\(at\)|\[at\]|\s+at\s+)\s*(\S+?)\s*(?:\(dot\)|\[dot\]|\s+dot\s+|\.)\s*(\w{2,})", re.IGNORECASE
)


def mended(heading: str, read: Unreadable) -> str:
    """The value that was meant by a cell, where only one can have been meant; else blank.

    Args:
        heading: the heading of ours under which the cell stands.
        read: what it holds.
    """
    if len(read.found) > _LONGEST:
        return ""
    if heading in DATES:
        return _date(read.found.strip())
    if heading == Column.EMAIL:
        found = _AT.fullmatch(read.found.strip())
        return f"{found[1]}@{found[2]}.{found[3]}" if found else ""
    if heading == Column.PREFERS:
        close = difflib.get_close_matches(read.found.capitalize(), list(Channel), n=1, cutoff=0.7)
        return close[0] if close else ""
    return ""


def _date(text: str) -> str:
    """The only date that fits a letter O typed for a zero, month and day exchanged, a missing dash; else blank."""
    plain = text.translate(_DIGITS)
    iso, short = _ISO.fullmatch(plain), _LEFT_OUT.fullmatch(plain)
    if iso:
        year, first, second = (int(part) for part in iso.groups() if part)
        fitting = {_day(year, first, second)} - {""} or {_day(year, second, first)}
    elif short:
        first, second, year = map(int, short.groups())
        fitting = {_day(year, first, second), _day(year, second, first)}
    else:
        return ""
    days = fitting - {""}
    return days.pop() if len(days) == 1 else ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
