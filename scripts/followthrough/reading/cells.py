"""A cell as pandas hands it over -> a date, a count, a yes, a text; or why it cannot be read for certain.

Nothing here guesses: 03/11/2026 is a date only where the order of day and month is known (promise 4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from followthrough.knowing.fold import fold

Cell = object
"""What stands in a cell of a frame: str, int, float, bool, datetime, time, timedelta or nothing."""

A_DATE = "a date, like 2026-11-23"
A_FULL_DATE = "a date with its year, like 2026-11-23"
AN_ORDER = "a date like 2026-11-23 (or say day_first = true or false in config.toml, [dates])"
ONE_DATE = "one date, like 2026-11-23"
A_COUNT = "a whole number"
YES_OR_DATE = "yes, no or a date"

FIRST_SERIAL, LAST_SERIAL = 36526, 73050
"""Excel's numbers for 2000-01-01 and 2099-12-31: a number between them in a date column is that day, unformatted."""
MONTHS = 12
CENTURY = 2000
EPOCH_1904 = 1462
"""Days by which workbooks of the 1904 date system count less."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(word.strip() for word in listed.split("|"))


NO_DATE: Final = _words(
    "- | -- | \u2013 | \u2014 | / | . | no | none | nil | null | na | n/a | n.a. | #n/a | nan | nothing | "
    "no date | not yet | no response | no reply | no answer | in progress | pending | waiting | awaiting | tbd | tba | "
    "nein | keine | offen | non | aucune | ninguna | nessuna | nee | nie | 无 | なし"
)
"""What people write into a date cell, folded, to say that there is no date."""
YES: Final = _words(
    "yes | y | true | x | o | ○ | ◯ | \u3007 | "
    "✓ | ✔ | ✅ | ☑ | √ | done | sent | ja | oui | sí | si | sim | tak | 是 | はい"
)
PLAIN_NO: Final = _words(
    "no | n | false | not | nein | non | não | nee | nie | nej | ne | нет | 否 | いいえ | 0 | ☐ | ⬜"
)
CROSSES: Final = _words("❌ | ✗ | ✘ | ✖ | ✕ | \u00d7")
"""Signs that say no, but under a heading like Rejected may say yes."""
NO: Final = NO_DATE | PLAIN_NO

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero",
            "feb february februar février febrero",
            "mar march märz mars marzo",
            "apr april avril abril",
            "may mai mayo",
            "jun june juni juin junio",
            "jul july juli juillet julio",
            "aug august août agosto",
            "sep sept september septembre septiembre",
            "oct october oktober octobre octubre okt",
            "nov november novembre noviembre",
            "dec december dezember décembre diciembre dez",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ONE_DATE = re.compile(
    rf"""
    (?<![\w/.-])(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?\s+)?
    (?:
      (?P<y1>\d{{4}})\s?[-/.年]\s?(?P<m1>\d{{1,2}})\s?[-/.月]\s?(?P<d1>\d{{1,2}})日?
    | (?P<a>\d{{1,2}})(?P<sep>[/.-])(?P<b>\d{{1,2}})(?P=sep)(?P<y2>\d{{4}}|\d{{2}})
    | (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\.?[\s-]+(?P<n3>{MONTH_NAMES})\b\.?,?
      (?:[\s-]+(?P<y3>\d{{4}})|-(?P<y5>\d{{2}})(?!\d))?
    | (?P<n4>{MONTH_NAMES})\b\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y4>\d{{4}}))?
    )
    (?:[T\s,]+(?:at\s+)?\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?\s?(?:[ap]\.?m\.?)?)?
    (?![\w/-]|[.]\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:[\s,;&+|]|\band\b|\bund\b)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWays:
    """How the dates of a column are written.

    Args:
        day_first: whether 03/11/2026 is the third of November; None where nothing tells.
        serial_shift: EPOCH_1904 in workbooks of that date system, else 0.
        since: with ``until``, the time in which it must lie: a date without its year is then read where only one year
            fits, and nowhere else.
        until: see ``since``.
    """

    day_first: bool | None = None
    serial_shift: int = 0
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that cannot be read for certain: what it holds, and what would be right."""

    found: str
    expected: str


def as_text(cell: Cell) -> str:
    """The cell as its owner sees it, near enough to be found again; whole numbers without ".0"."""
    if is_blank(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date().isoformat()
    return str(cell).strip()


def is_blank(cell: Cell) -> bool:
    """Nothing, spaces, or a missing value."""
    return cell is None or cell != cell or (isinstance(cell, str) and not cell.strip())  # noqa: PLR0124 - NaN is not itself


def read_dates(cell: Cell, ways: DateWays) -> tuple[date, ...] | Unreadable:
    """Read all dates of a cell, in the order in which they stand there.

    None for a blank cell or a word like "none"; an Unreadable where one of them is not certain.
    """
    if is_blank(cell) or cell is False or (isinstance(cell, str) and fold(cell) in NO_DATE):
        return ()
    if isinstance(cell, datetime):
        return (cell.date(),)
    if isinstance(cell, date):
        return (cell,)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_serial(cell, ways.serial_shift)
    return _from_text(cell, ways) if isinstance(cell, str) else Unreadable(as_text(cell), A_DATE)


def read_date(cell: Cell, ways: DateWays) -> date | Unreadable | None:
    """Read a cell that holds one date; see ``read_dates``."""
    dates = read_dates(cell, ways)
    if isinstance(dates, Unreadable):
        return dates
    if len(set(dates)) > 1:
        return Unreadable(as_text(cell), ONE_DATE)
    return dates[0] if dates else None


def read_yes_or_date(cell: Cell, ways: DateWays) -> date | bool | Unreadable | None:
    """Read a cell that holds yes, no or a date."""
    word = fold(cell) if isinstance(cell, str) else cell
    if word is True or word in YES or word == 1:
        return True
    if not is_blank(cell) and (word is False or word in NO or word == 0):
        return False
    found = read_date(cell, ways)
    return Unreadable(found.found, YES_OR_DATE) if isinstance(found, Unreadable) else found


def read_count(cell: Cell) -> int | Unreadable | None:
    """Read a whole number; a text of digits counts as one."""
    if is_blank(cell) or cell is False or (isinstance(cell, str) and fold(cell) in NO_DATE):
        return None
    if isinstance(cell, str) and re.fullmatch(r"[+-]?[0-9]{1,9}", cell.strip()):
        return int(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < 10**9 and cell == int(cell):
        return int(cell)
    return Unreadable(as_text(cell), A_COUNT)


def day_first_evidence(cell: Cell) -> bool | None:
    """What a cell tells of the order of day and month in its column: 16/11/2026 is the day first, 11/16/2026 is not."""
    if not isinstance(cell, str):
        return None
    told = {order for found in _ONE_DATE.finditer(cell) if found["a"] and (order := _order(found)) is not None}
    return told.pop() if len(told) == 1 else None


def _order(found: re.Match[str]) -> bool | None:
    """11/16/26 has its month first; 16/11/26 may have its day first, or its year."""
    first, second = int(found["a"]), int(found["b"])
    if second > MONTHS >= first:
        return False
    return True if first > MONTHS >= second and len(found["y2"]) == len("2026") else None


def _from_serial(number: float, shift: int) -> tuple[date, ...] | Unreadable:
    serial = int(number) + shift if abs(number) <= LAST_SERIAL else 0
    if number != serial - shift or not FIRST_SERIAL <= serial <= LAST_SERIAL:
        return Unreadable(as_text(number), A_FULL_DATE)
    return (date(1899, 12, 30) + timedelta(days=serial),)


def _from_text(text: str, ways: DateWays) -> tuple[date, ...] | Unreadable:
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
    """The date of a match, or what would be right instead."""
    if found["y1"]:
        return _date(int(found["y1"]), int(found["m1"]), int(found["d1"]))
    if found["a"]:
        return _by_numbers(int(found["a"]), int(found["b"]), found["y2"], ways)
    month = _MONTHS[(found["n3"] or found["n4"]).casefold()]
    day, year = int(found["d3"] or found["d4"]), found["y3"] or found["y4"]
    if found["y5"]:  # 12-Nov-26, as Excel writes a day by itself
        year = str(CENTURY + int(found["y5"]))
    return _date(int(year), month, day) if year else _without_year(month, day, ways)


def _by_numbers(first: int, second: int, year_text: str, ways: DateWays) -> date | str:
    short = len(year_text) == len("26")
    year = int(year_text) + (CENTURY if short else 0)
    if first == second:
        return _date(year, first, second)
    if second > MONTHS:
        return _date(year, first, second)
    if ways.day_first is None and (short or first <= MONTHS):
        return AN_ORDER  # 26/11/03 may also begin with its year
    return _date(year, second, first) if ways.day_first or first > MONTHS else _date(year, first, second)


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
