"""A cell as pandas hands it over -> a date, a number, a yes, a text; or why it cannot be read for certain.

Nothing here guesses: 03/11/2026 is a date only where the order of day and month is known (promise 4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

from followthrough.knowing.fold import fold
from followthrough.knowing.languages import any_month, any_of, any_weekday, months, small_words
from followthrough.reading.short_days import MONTHS, short_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from followthrough.reading.short_days import ShortDay

T = TypeVar("T")
Cell = object
"""What stands in a cell of a frame: str, int, float, bool, datetime, time, timedelta or nothing."""

A_DATE = "a date, like 2026-11-23"
A_FULL_DATE = "a date with its year, like 2026-11-23"
AN_ORDER = "a date like 2026-11-23 (or say day_first = true or false in config.toml, [dates])"
ONE_DATE = "one date, like 2026-11-23"
A_COUNT = "a whole number"
YES_OR_DATE = "yes, no or a date"

FIRST_SERIAL, LAST_SERIAL = 36526, 73050
"""Excel's numbers for 2000-01-01 and 2099-12-31: between them a number in a date column is a day without a format."""
CENTURY = 2000
LONGEST_DATES = 1_000
"""Letters of a cell that may be a list of dates; a longer one is a remark."""
_LONGEST_FALSE = 20
"""Letters below which a text may be FALSE with spaces around it."""
EPOCH_1904 = 1462
"""Days between the two date systems of Excel: a workbook that counts from 1904 has the smaller numbers."""


NO_DATE: Final = frozenset((*small_words("nothing"), "-", "--", "\u2013", "\u2014", "/", "."))
"""Folded: what people write into a date cell to say that there is no date."""
CHECKS: Final = frozenset("✓✔✅☑√○◯\u3007o")
"""Signs for a tick."""
YES: Final = frozenset((*small_words("yes"), *CHECKS, "x"))
PLAIN_NO: Final = frozenset((*small_words("no"), "0", "☐", "⬜"))
CROSSES: Final = frozenset("❌✗✘✖✕\u00d7")
"""Signs that say no, but under a heading like Rejected may say yes."""
NO: Final = NO_DATE | PLAIN_NO

_TIME = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:[ap]\.?m\.?)?"
_ZONE = r"\s?(?:Z|[+-]\d{2}:?\d{2}|\(?[A-Z]{2,5}\)?)"
_ONE_DATE = re.compile(
    rf"""
    (?<![\w/.-])(?:(?:{any_weekday()})\.?,?\s+)?
    (?:
      (?P<y1>\d{{4}})\s?[-/.{any_of("year sign")}]\s?(?P<m1>\d{{1,2}})\s?[-/.{any_of("month sign")}]\s?
      (?P<d1>\d{{1,2}})(?:{any_of("day sign")}|\.(?!\d))?
    | (?P<a>\d{{1,2}})(?P<sep>[/.-])(?P<b>\d{{1,2}})(?P=sep)(?P<y2>\d{{4}}|\d{{2}})
    | (?P<d3>\d{{1,2}})(?:{any_of("ordinal")})?\.?[\s-]+(?:(?:{any_of("of")})\s+)?(?P<n3>{any_month()})\b\.?,?
      (?:(?:\s+(?:{any_of("of")}))?[\s-]+(?P<y3>\d{{4}})|-(?P<y5>\d{{2}})(?!\d))?
    | (?P<n4>{any_month()})\b\.?\s+(?P<d4>\d{{1,2}})(?:{any_of("ordinal")})?(?:(?:,\s*|\s+)(?P<y4>\d{{4}}))?
    )
    (?:(?:[T\s,]|\b(?:{any_of("at")})\b)+{_TIME}(?:{_ZONE})?)?
    (?![\w/-]|[.]\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SERIAL = re.compile(r"\s*\d{5}(?:\.\d+)?\s*")
_BETWEEN = re.compile(rf"(?:[\s,;&+|]|\b(?:{any_of('and')})\b)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWays:
    """How the dates of a column are written.

    Args:
        day_first: whether 03/11/2026 is the third of November; None where it is not known.
        serial_shift: EPOCH_1904 in a workbook that counts from 1904, else 0.
        since: the first day on which a date without its year can lie. Without ``since`` and ``until`` such a date is
            not read, nor where more than one year fits.
        until: the last such day.
    """

    day_first: bool | None = None
    serial_shift: int = 0
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
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


def read_each(cells: Iterable[Cell], read: Callable[[Cell], T]) -> list[T]:
    """What each cell of a column is read as; what stands there again is read once."""
    return [*map(lru_cache(maxsize=None, typed=True)(read), cells)]


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


def read_dates(cell: Cell, ways: DateWays) -> tuple[date, ...] | Unreadable:
    """Read all dates of a cell, in their order; none from a cell that says there is none.

    Unreadable where one of them is not certain, or where something stands there that is no date.
    """
    if is_no_date(cell):
        return ()
    if isinstance(cell, datetime):
        return (cell.date(),)
    if isinstance(cell, date):
        return (cell,)
    if short := short_day(cell):
        return _from_short(as_text(cell), short, ways)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_serial(cell, ways.serial_shift)
    return _from_text(cell, ways) if isinstance(cell, str) else Unreadable(as_text(cell), A_DATE)


def read_date(cell: Cell, ways: DateWays) -> date | Unreadable | None:
    """Read a cell that holds one date or says that there is none; Unreadable where it holds several."""
    if isinstance(cell, datetime) and not is_blank(cell):
        return cell.date()
    dates = read_dates(cell, ways)
    if isinstance(dates, Unreadable):
        return dates
    if len(set(dates)) > 1:
        return Unreadable(as_text(cell), ONE_DATE)
    return dates[0] if dates else None


def read_yes_or_date(cell: Cell, ways: DateWays) -> date | bool | Unreadable | None:
    """Read a cell that holds yes, no or a date; None from a blank one."""
    word = fold(cell) if isinstance(cell, str) else cell
    if word is True or word in YES or word == 1:
        return True
    if not is_blank(cell) and (word is False or word in NO or word == 0):
        return False
    found = read_date(cell, ways)
    return Unreadable(found.found, YES_OR_DATE) if isinstance(found, Unreadable) else found


def read_count(cell: Cell) -> int | Unreadable | None:
    """Read a whole number, also where it is stored as a text; None from a cell that says there is none."""
    if is_no_date(cell):
        return None
    if isinstance(cell, str) and re.fullmatch(r"[+-]?[0-9]{1,9}", cell.strip()):
        return int(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < 10**9 and cell == int(cell):
        return int(cell)
    return Unreadable(as_text(cell), A_COUNT)


def day_order(cells: Iterable[Cell]) -> bool | None:
    """Whether the day comes first in a column, told by those of its cells that can be read in one way only.

    None where there are no such cells, or where they disagree.
    """
    told = {order for cell in cells if (order := day_first_evidence(cell)) is not None}
    return told.pop() if len(told) == 1 else None


def day_first_evidence(cell: Cell) -> bool | None:
    """Whether the day comes first in a cell that can be read in one way only: 16/11/2026. None for any other cell."""
    if short := short_day(cell):
        return short.day_first
    if not isinstance(cell, str) or len(cell) > LONGEST_DATES:
        return None
    told = {order for found in _ONE_DATE.finditer(cell) if found["a"] and (order := _order(found)) is not None}
    return told.pop() if len(told) == 1 else None


def _order(found: re.Match[str]) -> bool | None:
    """Whether the day comes first: not in 11/16/26. None where it cannot be told: 16/11/26 may begin with its year."""
    first, second = int(found["a"]), int(found["b"])
    if second > MONTHS >= first:
        return False
    return True if first > MONTHS >= second and len(found["y2"]) == len("2026") else None


def _from_short(text: str, short: ShortDay, ways: DateWays) -> tuple[date, ...] | Unreadable:
    """The date of a day without its year, where the year and the order are known."""
    if not ways.since:
        return Unreadable(text, A_FULL_DATE)
    found = short.month_and_day(day_first=ways.day_first)
    if not found:
        return Unreadable(text, AN_ORDER if short.first <= MONTHS and short.second <= MONTHS else A_DATE)
    may_be_longer = short.is_ambiguous(day_first=found[0] == short.second)
    read = f"{A_FULL_DATE}: {text} may be {text}0 as well" if may_be_longer else _without_year(*found, ways)
    return (read,) if isinstance(read, date) else Unreadable(text, read)


def _from_serial(number: float, shift: int) -> tuple[date, ...] | Unreadable:
    serial = int(number) + shift if abs(number) <= LAST_SERIAL else 0  # what is left is the time of the day
    if not FIRST_SERIAL <= serial <= LAST_SERIAL:
        return Unreadable(as_text(number), A_FULL_DATE)
    return (date(1899, 12, 30) + timedelta(days=serial),)


def _from_text(text: str, ways: DateWays) -> tuple[date, ...] | Unreadable:
    if len(text) > LONGEST_DATES:
        return Unreadable(text.strip(), A_DATE)
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text), ways.serial_shift)
    dates, end = [], 0
    for found in _ONE_DATE.finditer(text):
        if not _BETWEEN.fullmatch(text, end, found.start()):
            return Unreadable(text.strip(), A_DATE)
        read = _one(found, ways)
        if not isinstance(read, date):
            return Unreadable(text.strip(), read)
        dates.append(read)
        end = found.end()
    if not dates or not _BETWEEN.fullmatch(text, end):
        return Unreadable(text.strip(), A_DATE)
    return tuple(dates)


def _one(found: re.Match[str], ways: DateWays) -> date | str:
    """The date of a match; where it is not certain, what should stand there instead."""
    if found["y1"]:
        return _date(int(found["y1"]), int(found["m1"]), int(found["d1"]))
    if found["a"]:
        return _by_numbers(int(found["a"]), int(found["b"]), found["y2"], _day_first(found, ways))
    month = months()[fold(found["n3"] or found["n4"])]
    day, year = int(found["d3"] or found["d4"]), found["y3"] or found["y4"]
    year = str(CENTURY + int(found["y5"])) if found["y5"] else year  # 12-Nov-26, as Excel writes a day by itself
    return _date(int(year), month, day) if year else _without_year(month, day, ways)


def _day_first(found: re.Match[str], ways: DateWays) -> bool | None:
    """The order of a column; with dots and a whole year the day comes first in every language (CLDR)."""
    has_dots = found["sep"] == "." and len(found["y2"]) == len("2026")
    return True if ways.day_first is None and has_dots else ways.day_first


def _by_numbers(first: int, second: int, year_text: str, day_first: bool | None) -> date | str:  # noqa: FBT001 - known or not
    short = len(year_text) == len("26")
    year = int(year_text) + (CENTURY if short else 0)
    if first == second:
        return _date(year, first, second)
    if second > MONTHS:
        return _date(year, first, second)
    if day_first is None and (short or first <= MONTHS):
        return AN_ORDER  # 26/11/03 may also begin with its year
    return _date(year, second, first) if day_first or first > MONTHS else _date(year, first, second)


def _without_year(month: int, day: int, ways: DateWays) -> date | str:
    if not ways.since or not ways.until:
        return A_FULL_DATE
    tried = (_date(year, month, day) for year in range(ways.since.year, ways.until.year + 1))
    fitting = [found for found in tried if isinstance(found, date) and ways.since <= found <= ways.until]
    return fitting[0] if len(fitting) == 1 else A_FULL_DATE


def _date(year: int, month: int, day: int) -> date | str:
    try:
        return date(year, month, day)
    except ValueError:
        return A_DATE
