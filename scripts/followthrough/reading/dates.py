"""The dates that stand in a cell, and the time or the remark beside one.

Nothing here guesses: 03/11/2026 is a date only where the order of day and month is known (promise 4).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from followthrough.knowing.fold import fold
from followthrough.knowing.languages import any_month, any_of, any_weekday, months
from followthrough.knowing.record import Record
from followthrough.reading.cells import NO, YES, Unreadable, as_text, is_blank, is_no_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from followthrough.reading.cells import Cell

A_DATE = "a date, like 2026-11-23"
A_FULL_DATE = "a date with its year, like 2026-11-23"
AN_ORDER = "a date like 2026-11-23 (or say day_first = true or false in config.toml, [dates])"
ONE_DATE = "one date, like 2026-11-23"
YES_OR_DATE = "yes, no or a date"

FIRST_SERIAL, LAST_SERIAL = 36526, 73050
"""Excel's numbers for 2000-01-01 and 2099-12-31: between them a number in a date column is a day without a format."""
EPOCH_1904 = 1462
"""Days between the two date systems of Excel: a workbook that counts from 1904 has the smaller numbers."""
CENTURY, MONTHS, LONGEST_MONTH, NOON = 2000, 12, 31, 12
LONGEST_DATES, LONGEST_DATE, LONGEST_TIMED = 1_000, 100, 200
"""Letters of a cell that may be a list of dates, of a date with its weekday, time and zone, of a text with a time."""

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
_SHORT = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})\.?\s*")
_ENDS = re.compile(r"\s*[,;:(\[\n]|\s+[-\u2013\u2014]\s|\s")
"""Where a date may end and a remark begin."""
_CHANGES = re.compile(
    rf"[?\uff1f~]|\b(?:{any_of('unsettling')}|no(?!\s(?:answer|reply|response|news)))\b", re.IGNORECASE
)
"""What may deny the date, move it or widen it: the cell is then for its owner to settle."""
_CLOCK = re.compile(
    r"(?<![\d:+-])([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s?(?:([ap])\.?m\b\.?)?(?![\d:])", re.IGNORECASE
)
_OTHER_ZONE = re.compile(r"\s?\(?(?:Z|UTC|GMT|MEZ|MESZ|[A-Z]{1,3}T)\b|\s?[+-]\d")
"""A time of another zone is not the time on the wall here."""


class DateWays(Record, frozen=True, kw_only=True):
    """How the dates of a column are written.

    Args:
        day_first: whether 03/11/2026 is the third of November; None where it is not known.
        serial_shift: EPOCH_1904 in a workbook that counts from 1904, else 0.
        since: the first day of those among which a date without its year lies; else it is not read. Nor is it where
            more than one year fits.
        until: the last of these days.
    """

    day_first: bool | None = None
    serial_shift: int = 0
    since: date | None = None
    until: date | None = None


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
    if short := _short_day(cell):
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


class _ShortDay(NamedTuple):
    """A day without its year, in numbers: 8.12, 8/12, or a number that Excel made of it: 8.1, which may be 8.10."""

    first: int
    second: int
    may_be_longer: bool

    @property
    def day_first(self) -> bool | None:
        """Whether the day comes first, where only one order is possible."""
        return self.first > MONTHS if (self.first > MONTHS) != (self.second > MONTHS) else None


def _short_day(cell: Cell) -> _ShortDay | None:
    is_number = isinstance(cell, float) and not cell.is_integer() and 1 < cell <= LONGEST_MONTH + 1
    text = str(cell) if is_number else cell
    found = _SHORT.fullmatch(text) if isinstance(text, str) and len(text) <= len(" 31.12. ") else None
    return _ShortDay(int(found[1]), int(found[2]), is_number and len(found[2]) == 1) if found else None


def day_order(cells: Iterable[Cell]) -> bool | None:
    """Whether the day comes first in a column, told by those of its cells that can be read in one way only.

    None where there are no such cells, or where they disagree.
    """
    told = {order for cell in cells if (order := day_first_evidence(cell)) is not None}
    return told.pop() if len(told) == 1 else None


def day_first_evidence(cell: Cell) -> bool | None:
    """Whether the day comes first in a cell that can be read in one way only: 16/11/2026. None for any other cell."""
    if short := _short_day(cell):
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


def _from_short(text: str, short: _ShortDay, ways: DateWays) -> tuple[date, ...] | Unreadable:
    """The date of a day without its year, where the year and the order are known."""
    if not ways.since:
        return Unreadable(text, A_FULL_DATE)
    day_first = ways.day_first if short.day_first is None else short.day_first
    month, day = (short.second, short.first) if day_first else (short.first, short.second)
    is_known = day_first is not None or month == day
    if not is_known or not 1 <= month <= MONTHS or not 1 <= day <= LONGEST_MONTH:
        return Unreadable(text, AN_ORDER if max(month, day) <= MONTHS else A_DATE)
    if short.may_be_longer and 0 < short.second * 10 <= (MONTHS if month == short.second else LONGEST_MONTH):
        return Unreadable(text, f"{A_FULL_DATE}: {text} may be {text}0 as well")
    read = _without_year(month, day, ways)
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
        has_dots = found["sep"] == "." and len(found["y2"]) == len("2026")  # then the day comes first everywhere (CLDR)
        day_first = True if ways.day_first is None and has_dots else ways.day_first
        return _by_numbers(int(found["a"]), int(found["b"]), found["y2"], day_first)
    month = months()[fold(found["n3"] or found["n4"])]
    day, year = int(found["d3"] or found["d4"]), found["y3"] or found["y4"]
    year = str(CENTURY + int(found["y5"])) if found["y5"] else year  # 12-Nov-26, as Excel writes a day by itself
    return _date(int(year), month, day) if year else _without_year(month, day, ways)


def _by_numbers(first: int, second: int, year_text: str, day_first: bool | None) -> date | str:  # noqa: FBT001 - known or not
    short = len(year_text) == len("26")
    year = int(year_text) + (CENTURY if short else 0)
    if first == second or second > MONTHS:
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


def read_time(cell: Cell) -> time | None:
    """The time in a cell that holds a date; None where there is none, several, or one of a named zone.

    Midnight is the time of a cell that holds a date alone.
    """
    if isinstance(cell, datetime):
        found = cell.time() if cell == cell and not cell.tzinfo else time.min  # noqa: PLR0124 - NaT is not itself
    elif isinstance(cell, float):
        found = (datetime.min + timedelta(days=cell % 1, seconds=30)).time() if cell == cell else time.min  # noqa: PLR0124, DTZ901 - NaN is not itself; a time has no zone
    elif isinstance(cell, str):
        found = _clock_in(cell[:LONGEST_TIMED])
    else:
        return None
    return found.replace(second=0, microsecond=0) if (found.hour, found.minute) != (0, 0) else None


def _clock_in(text: str) -> time:
    clocks = [*_CLOCK.finditer(text)]
    if len(clocks) != 1 or _OTHER_ZONE.match(text, clocks[0].end()):
        return time.min
    hour, minute, half = int(clocks[0][1]), int(clocks[0][2]), (clocks[0][3] or "").casefold()
    if half and not 1 <= hour <= NOON:
        return time.min
    return time(hour % NOON + NOON * (half == "p") if half else hour, minute)


def date_before_remark(cell: Cell, ways: DateWays) -> date | None:
    """The date a text begins with, where it is certain and the rest holds no digit and nothing that changes it.

    Args:
        cell: one that holds more than a date.
        ways: how the dates of its column are written.
    """
    if not isinstance(cell, str):
        return None
    text = cell.strip()
    digits = (place for place in reversed(range(len(text))) if text[place].isdigit())
    last_digit = next(digits, -1)
    for end in reversed([found.start() for found in _ENDS.finditer(text, 0, LONGEST_DATE)]):
        if end <= last_digit:
            return None
        rest, day = text[end:], read_date(text[:end], ways)
        if day and not isinstance(day, Unreadable):
            return None if _CHANGES.search(rest) else day
    return None
