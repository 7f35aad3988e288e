"""A cell is a date, a count or a yes only where that is certain; else it says what it holds and what would be right."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.knowing.fold import fold
from followthrough.reading.cells import A_COUNT, Unreadable, as_text, read_count
from followthrough.reading.dates import (
    A_DATE,
    A_FULL_DATE,
    AN_ORDER,
    ONE_DATE,
    DateWays,
    day_first_evidence,
    read_date,
    read_dates,
    read_yes_or_date,
)
from leads_for_tests import table

UNKNOWN, DAY_FIRST, MONTH_FIRST = DateWays(), DateWays(day_first=True), DateWays(day_first=False)
THE_16TH, MARCH_11, NOVEMBER_3 = date(2026, 11, 16), date(2026, 3, 11), date(2026, 11, 3)

CERTAIN = table(
    ("ISO", "2026-11-16", THE_16TH),
    ("ISO with a time", "2026-11-16 14:30", THE_16TH),
    ("ISO with a T", "2026-11-16T14:30:05", THE_16TH),
    ("year first, slashes", "2026/11/16", THE_16TH),
    ("year first, dots, short", "2026.3.11", MARCH_11),
    ("Chinese", "2026年11月16日", THE_16TH),
    ("day above twelve", "16/11/2026", THE_16TH),
    ("day above twelve, dots", "16.11.2026", THE_16TH),
    ("month first, day above twelve", "11/16/2026", THE_16TH),
    ("month first, short year", "11/16/26", THE_16TH),
    ("day and month alike", "11/11/2026", date(2026, 11, 11)),
    ("month in letters", "16 Nov 2026", THE_16TH),
    ("month in letters first", "Nov 16, 2026", THE_16TH),
    ("month in full", "November 16th, 2026", THE_16TH),
    ("weekday before it", "Mon, 16 November 2026", THE_16TH),
    ("German month", "16. März 2026", date(2026, 3, 16)),
    ("capitals", "16 NOV 2026", THE_16TH),
    ("Excel's own name", "16-Nov-2026", THE_16TH),
    ("with spaces that do not break", "\u00a02026-11-16\u00a0", THE_16TH),
    ("a day of Excel", datetime(2026, 11, 16), THE_16TH),  # noqa: DTZ001 - cells have no zone
    ("a day with its time", datetime(2026, 11, 16, 9, 30), THE_16TH),  # noqa: DTZ001 - cells have no zone
    ("a date", THE_16TH, THE_16TH),
    ("a bare serial", 44092, date(2020, 9, 18)),
    ("a bare serial as float", 44092.0, date(2020, 9, 18)),
    ("a serial with its time", 44092.4375, date(2020, 9, 18)),
)


@pytest.mark.parametrize(("cell", "expected"), CERTAIN)
@pytest.mark.parametrize("ways", [UNKNOWN, DAY_FIRST, MONTH_FIRST], ids=["unknown", "day first", "month first"])
def test_certain_dates_are_read_whatever_the_order(cell: object, expected: date, ways: DateWays) -> None:
    """What can be read in one way only needs nobody's word on day and month."""
    assert read_date(cell, ways) == expected


UNCERTAIN = table(
    ("slashes", "03/11/2026", AN_ORDER),
    ("dashes", "3-11-2026", AN_ORDER),
    ("short year", "03/11/26", AN_ORDER),
    ("may begin with its year", "26/11/03", AN_ORDER),
    ("month and day as a number", 9.1, A_FULL_DATE),
    ("month and day as text", "9.1", A_FULL_DATE),
    ("a number too small for a day", 12, A_FULL_DATE),
    ("a year", 2026, A_FULL_DATE),
    ("a serial of the far future", 99999, A_FULL_DATE),
    ("infinity", math.inf, A_FULL_DATE),
    ("a slash forgotten", "8/82019", A_DATE),
    ("a day that is none, without a year", "Oct 31th", A_FULL_DATE),
    ("no year", "16 Nov", A_FULL_DATE),
    ("words before", "Before 2025-01-24", A_DATE),
    ("words after", "2026-11-16 or so", A_DATE),
    ("an approximation", "~2026-11-16", A_DATE),
    ("a question", "2026-11-16?", A_DATE),
    ("a negation", "not 2026-11-16", A_DATE),
    ("a range", "2026-11-16 - 2026-11-20", A_DATE),
    ("no such day", "2026-02-30", A_DATE),
    ("no such month", "16/13/2026", A_DATE),
    ("day and month both too large", "31/31/2026", A_DATE),
    ("year nought", "0000-01-01", A_DATE),
    ("a phone number", "555-010-2026", A_DATE),
    ("a web address", "https://example.com/2026/11/16", A_DATE),
    ("words", "next week", A_DATE),
    ("yes", "yes", A_DATE),
    ("TRUE", True, A_DATE),
    ("a time", time(9, 30), A_DATE),
    ("a duration", timedelta(days=3), A_DATE),
    ("five thousand characters", "x" * 5000, A_DATE),
    ("two days where one belongs", "8/13/2019 and 9/19/2019", ONE_DATE),
)


@pytest.mark.parametrize(("cell", "expected"), UNCERTAIN)
def test_no_date_is_guessed(cell: object, expected: str) -> None:
    """What is not certain is shown as it stands, with what would be right."""
    found = read_date(cell, UNKNOWN)
    assert isinstance(found, Unreadable)
    assert (found.found, found.expected) == (as_text(cell), expected)


ORDERED = table(
    ("slashes", "03/11/2026"),
    ("dots", "3.11.2026"),
    ("short year", "3/11/26"),
    ("with a time", "03/11/2026 09:15 pm"),
)


@pytest.mark.parametrize("cell", ORDERED)
def test_known_order_decides(cell: str) -> None:
    """The same cell is one day or another, as the column or the config says."""
    assert read_date(cell, DAY_FIRST) == NOVEMBER_3
    assert read_date(cell, MONTH_FIRST) == MARCH_11


NOTHING = [
    "",
    " ",
    "\u00a0",
    None,
    math.nan,
    "No Response",
    "N/A",
    "n/a",
    "-",
    "—",
    "none",
    "None",
    "Not yet",
    False,
    "无",
]


@pytest.mark.parametrize("cell", NOTHING, ids=repr)
def test_words_for_no_date_are_no_date(cell: object) -> None:
    """A word that says there is none is a blank cell, not a broken one."""
    assert read_date(cell, UNKNOWN) is None
    assert read_dates(cell, UNKNOWN) == ()
    assert read_count(cell) is None


WITHIN = DateWays(day_first=True, since=date(2026, 10, 20), until=date(2027, 10, 19))
SEVERAL = table(
    ("commas, no year", "9 Nov, 16 Nov", WITHIN, ("2026-11-09", "2026-11-16")),
    ("over New Year", "28 Dec; 4 Jan", WITHIN, ("2026-12-28", "2027-01-04")),
    ("new lines", "2026-11-09\n2026-11-16", UNKNOWN, ("2026-11-09", "2026-11-16")),
    ("semicolons", "2026-11-09;2026-11-16", UNKNOWN, ("2026-11-09", "2026-11-16")),
    ("the word and", "8/13/2019 and 9/19/2019", UNKNOWN, ("2019-08-13", "2019-09-19")),
    ("as they stand, one twice", "2026-11-16, 2026-11-09, 2026-11-16", UNKNOWN,
     ("2026-11-16", "2026-11-09", "2026-11-16")),
)  # fmt: skip


@pytest.mark.parametrize(("cell", "ways", "expected"), SEVERAL)
def test_several_dates_in_one_cell(cell: str, ways: DateWays, expected: tuple[str, ...]) -> None:
    """A list of follow-ups is read whole, in the order in which it stands there."""
    assert read_dates(cell, ways) == tuple(map(date.fromisoformat, expected))


@pytest.mark.parametrize("cell", ["9 Nov, soon", "2026-11-09, 03/11/2026", "2026-11-09 2 calls"])
def test_one_bad_date_spoils_the_list(cell: str) -> None:
    """Half a list is a wrong latest date: nothing of it is believed."""
    assert isinstance(read_dates(cell, DateWays(since=WITHIN.since, until=WITHIN.until)), Unreadable)


def test_no_year_and_two_that_fit() -> None:
    """A day without its year that fits in two years is not read."""
    assert read_dates("1 Nov", DateWays(since=date(2025, 10, 1), until=date(2026, 12, 1))) == Unreadable(
        "1 Nov", A_FULL_DATE
    )


WRITTEN = (
    "2026-11-18T10:18:54Z", "2026-11-18T10:18:54.000Z", "2026-11-18 10:18:54+00:00", "Wed, 18 Nov 2026 10:18:54 +0000",
    "November 18, 2026 2:00 PM (EST)", "Nov 18,2026", "Wednesday 18 November 2026", "18-nov-26", "18.11.2026",
    "18 de noviembre de 2026", "miércoles, 18 de noviembre de 2026", "18 de novembro de 2026", "18 novembre 2026",
    "mercredi 18 novembre 2026", "18 nov. 2026", "18 november 2026", "Mi 18.11.2026", "Mi, 18.11.2026", "18. Nov. 2026",
    "18.11.2026 um 10:00", "18 listopada 2026", "śr., 18.11.2026", "18. listopadu 2026", "18. marraskuuta 2026",
    "18 ноября 2026", "18 листопада 2026", "18 Kas 2026", "2026. 11. 18.", "2026년 11월 18일", "2026年11月18日",
)  # fmt: skip


@pytest.mark.parametrize("cell", WRITTEN)
def test_a_certain_day_in_any_language(cell: str) -> None:
    """The names of months and days come from CLDR; with dots the day comes first everywhere."""
    assert read_date(cell, DateWays()) == date(2026, 11, 18)


OTHER_DAYS = [
    ("1er novembre 2026", (11, 1)),
    ("12. Mrz 2026", (3, 12)),
    ("5 févr. 2026", (2, 5)),
    ("1º de março de 2026", (3, 1)),
]


@pytest.mark.parametrize(("cell", "day"), OTHER_DAYS, ids=[cell for cell, _ in OTHER_DAYS])
def test_ordinals_and_short_names(cell: str, day: tuple[int, int]) -> None:
    """The first of a month, and months cut short, as people of a language write them."""
    assert read_date(cell, DateWays()) == date(2026, *day)


def test_serials_of_1904() -> None:
    """A Mac's old calendar counts 1462 days less."""
    assert read_date(42630, DateWays(serial_shift=1462)) == date(2020, 9, 18)


EVIDENCE = table(
    ("day first", "16/11/2026", True),
    ("month first", "11/16/2026", False),
    ("either", "03/11/2026", None),
    ("alike", "11/11/2026", None),
    ("ISO", "2026-11-16", None),
    ("a short year tells nothing", "16/11/26", None),
    ("two that contradict", "16/11/2026, 11/16/2026", None),
    ("a day of Excel", datetime(2026, 11, 16), None),  # noqa: DTZ001 - cells have no zone
    ("words", "Applied", None),
)


@pytest.mark.parametrize(("cell", "expected"), EVIDENCE)
def test_evidence_of_the_order(cell: object, *, expected: bool | None) -> None:
    """Only a day above twelve with a whole year shows which comes first."""
    assert day_first_evidence(cell) is expected


COUNTS = table(
    ("int", 3, 3),
    ("whole float", 3.0, 3),
    ("digits", " 3 ", 3),
    ("below nought, for the rules to refuse", -1, -1),
    ("nought", 0, 0),
    ("a half", 2.5, Unreadable("2.5", A_COUNT)),
    ("a word", "two", Unreadable("two", A_COUNT)),
    ("a unit", "7 days", Unreadable("7 days", A_COUNT)),
    ("TRUE", True, Unreadable("True", A_COUNT)),
    ("infinity", math.inf, Unreadable("inf", A_COUNT)),
    ("huge", 10**12, Unreadable("1000000000000", A_COUNT)),
)


@pytest.mark.parametrize(("cell", "expected"), COUNTS)
def test_counts(cell: object, expected: int | Unreadable) -> None:
    """A whole number, also as text; nothing is rounded."""
    assert read_count(cell) == expected


YES_OR_DATES = table(
    ("yes", "Yes", True),
    ("a tick", "✓", True),
    ("one", 1, True),
    ("TRUE", True, True),
    ("no", "no", False),
    ("nought", 0, False),
    ("FALSE", False, False),
    ("a date", "2026-11-16", THE_16TH),
    ("blank", " ", None),
    ("neither", "maybe", Unreadable("maybe", "yes, no or a date")),
)


@pytest.mark.parametrize(("cell", "expected"), YES_OR_DATES)
def test_yes_no_or_a_date(cell: object, expected: object) -> None:
    """Thank-you sent holds any of the three."""
    assert read_yes_or_date(cell, UNKNOWN) == expected


TEXTS = table(
    ("a number", 4399.0, "4399"), ("an int", 360, "360"), ("NA", "NA", "NA"), ("zeros first", "00123", "00123"),
    ("a day", datetime(2026, 11, 16), "2026-11-16"),  # noqa: DTZ001 - cells have no zone
    ("nothing", None, ""), ("missing", math.nan, ""),
)  # fmt: skip


@pytest.mark.parametrize(("cell", "expected"), TEXTS)
def test_text_as_its_owner_sees_it(cell: object, expected: str) -> None:
    """Whole numbers have no ".0", NA is a name, leading zeros stay."""
    assert as_text(cell) == expected


def test_fold_forgets_capitals_and_spaces() -> None:
    """Two ways to type the same name are one."""
    assert fold("  ACME\u00a0 Corp\n") == "acme corp"


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none(), st.datetimes(), st.times()))
def test_reading_never_raises(cell: object) -> None:
    """Whatever stands in a cell is a result."""
    for ways in (UNKNOWN, DAY_FIRST, WITHIN):
        read_dates(cell, ways)
        read_yes_or_date(cell, ways)
    read_count(cell)
    day_first_evidence(cell)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    """A day written in any certain way is that day."""
    ways = [f"{day:%Y-%m-%d}", f"{day:%d %b %Y}", f"{day:%B} {day.day}, {day.year}", (day - date(1899, 12, 30)).days]
    assert {read_date(written, UNKNOWN) for written in ways} == {day}
    assert read_date(f"{day:%d/%m/%Y}", DAY_FIRST) == read_date(f"{day:%m/%d/%Y}", MONTH_FIRST) == day
