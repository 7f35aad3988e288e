"""A cell as pandas hands it over -> a text, a count; or why it cannot be read for certain, and what was meant by it."""

from __future__ import annotations

import difflib
import re
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

from followthrough.knowing.columns import DATES, Column
from followthrough.knowing.fold import fold
from followthrough.knowing.languages import small_words
from followthrough.knowing.record import Record
from followthrough.knowing.words import Channel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")
Cell = object
"""What stands in a cell of a frame: str, int, float, bool, datetime, time, timedelta or nothing."""

A_COUNT = "a whole number"
_LONGEST_FALSE = 20
"""Letters below which a text may be FALSE with spaces around it."""

NO_DATE: Final = frozenset((*small_words("nothing"), "-", "--", "\u2013", "\u2014", "/", "."))
"""Folded: what people write into a date cell to say that there is no date."""
CHECKS: Final = frozenset("✓✔✅☑√○◯\u3007o")
"""Signs for a tick."""
YES: Final = frozenset((*small_words("yes"), *CHECKS, "x"))
PLAIN_NO: Final = frozenset((*small_words("no"), "0", "☐", "⬜"))
CROSSES: Final = frozenset("❌✗✘✖✕\u00d7")
"""Signs that say no, but under a heading like Rejected may say yes."""
NO: Final = NO_DATE | PLAIN_NO

_LONGEST_TYPED = 200
"""A longer text was not meant to be a date, an address or a word."""
_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})
_ISO = re.compile(r"(\d{4})(?:[./ -](\d{1,2})[./ -](\d{1,2})|(\d{2})(\d{2}))")
_LEFT_OUT = re.compile(r"(\d{1,2})[./-](\d{1,2})((?:19|20)\d{2})")
_AT = re.compile(
    r"(\S+?)\s*(?:\(at\)|\[at\]|\s+at\s+)\s*(\S+?)\s*(?:\(dot\)|\[dot\]|\s+dot\s+|\.)\s*(\w{2,})", re.IGNORECASE
)


class Unreadable(Record, frozen=True):
    """A cell that cannot be read for certain: what it holds, and what should stand there instead."""

    found: str
    expected: str


def as_text(cell: Cell) -> str:
    """The text of a cell, close enough to what its owner sees to be found again: a whole number has no ".0"."""
    if is_blank(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date().isoformat()
    return str(cell).strip()


def filled_text(cell: Cell) -> str:
    """The text of a cell; blank for an empty tick box, and for a cell that cannot be read."""
    if isinstance(cell, str):
        return cell.strip() if cell and not _says_false(cell) else ""
    return as_text(cell) if is_filled(cell) and not isinstance(cell, Unreadable) else ""


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing, spaces, or a missing value."""
    return cell is None or cell != cell or (isinstance(cell, str) and not cell.strip())  # noqa: PLR0124 - NaN is not itself


def is_filled(cell: Cell) -> bool:
    """Whether somebody put something into a cell; FALSE is an empty tick box."""
    if isinstance(cell, str):
        return bool(cell.strip()) and not _says_false(cell)
    return cell is not False and not is_blank(cell)


def _says_false(text: str) -> bool:
    is_likely = len(text) < _LONGEST_FALSE and ("f" in text or "F" in text or not text.isascii())
    return is_likely and fold(text) == "false"


def is_no_date(cell: Cell) -> bool:
    """Whether a cell says that there is no date, or no number: blank, FALSE, or a word like "none"."""
    return cell is False or is_blank(cell) or (isinstance(cell, str) and fold(cell) in NO_DATE)


def read_each(cells: Iterable[Cell], read: Callable[[Cell], T]) -> list[T]:
    """What each cell of a column is read as; what stands there again is read once."""
    return [*map(lru_cache(maxsize=None, typed=True)(read), cells)]


def read_count(cell: Cell) -> int | Unreadable | None:
    """Read a whole number, also where it is stored as a text; None from a cell that says there is none."""
    if is_no_date(cell):
        return None
    if isinstance(cell, str) and re.fullmatch(r"[+-]?[0-9]{1,9}", cell.strip()):
        return int(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < 10**9 and cell == int(cell):
        return int(cell)
    return Unreadable(as_text(cell), A_COUNT)


def value_meant(heading: str, read: Unreadable) -> str:
    """The value that was meant by a cell under a heading of ours, where only one can have been meant; else blank."""
    if len(read.found) > _LONGEST_TYPED:
        return ""
    if heading in DATES:
        return _day_meant(read.found.strip())
    if heading == Column.EMAIL:
        found = _AT.fullmatch(read.found.strip())
        return f"{found[1]}@{found[2]}.{found[3]}" if found else ""
    if heading == Column.PREFERS:
        close = difflib.get_close_matches(read.found.capitalize(), list(Channel), n=1, cutoff=0.7)
        return close[0] if close else ""
    return ""


def _day_meant(text: str) -> str:
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
