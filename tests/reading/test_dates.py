"""A cell is a date only where that is certain; what stands beside it leaves it as it is, or unread."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.reading.cells import Unreadable, as_text, read_count
from followthrough.reading.dates import (
    A_DATE,
    A_FULL_DATE,
    AN_ORDER,
    ONE_DATE,
    DateWays,
    date_before_remark,
    day_first_evidence,
    read_date,
    read_dates,
    read_time,
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


@pytest.mark.parametrize(
    ("text", "expected"),
    table(
        ("where it was sent", "2026-11-18 via LinkedIn", "2026-11-18"),
        ("in brackets", "2026-12-10 (recruiter on leave)", "2026-12-10"),
        ("after a comma", "18 Nov 2026, by phone with Dana Ruiz", "2026-11-18"),
        ("to somebody", "2026-11-18 sent to Dana", "2026-11-18"),
        ("nobody answered", "2026-11-18 no answer", "2026-11-18"),
        ("after a dash", "18 Nov 2026 - emailed", "2026-11-18"),
        ("after a colon", "2026-11-18: left a message", "2026-11-18"),
        ("on a second line", "2026-11-18\nDana picked up", "2026-11-18"),
        ("the month first, in words", "Nov 18, 2026 sent", "2026-11-18"),
        ("a day that can only be one", "18/11/2026 via the site", "2026-11-18"),
        ("with an hour of its own", "2026-11-18 14:30 with Dana", "2026-11-18"),
        ("in another language", "2026-11-18 über die Website", "2026-11-18"),
    ),
)
def test_the_date_counts(text: str, expected: str) -> None:
    """It is certain, and the rest says nothing of it."""
    assert date_before_remark(text, UNKNOWN) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    "text",
    table(
        ("cancelled", "2026-11-18 cancelled"),
        ("cancelled, in brackets", "2026-11-18 (canceled)"),
        ("moved", "2026-11-18, moved"),
        ("postponed", "2026-11-18 postponed by them"),
        ("rescheduled", "2026-11-18 rescheduled"),
        ("or", "2026-11-18 or Friday"),
        ("to be confirmed", "2026-11-18 (tbc)"),
        ("about", "2026-11-18 about"),
        ("before", "2026-11-18, before noon"),
        ("after", "2026-11-18 after lunch"),
        ("a question mark", "2026-11-18 (Dana?)"),
        ("a question", "2026-11-18 ?"),
        ("a week", "2026-11-18 week"),
        ("not", "2026-11-18 not yet sent"),
        ("no", "2026-11-18 no interview"),
        ("to be confirmed, in words", "2026-11-18 to be confirmed"),
        ("abgesagt", "2026-11-18 abgesagt"),
        ("reporté", "2026-11-18 reporté"),
        ("a second date", "2026-11-18, 2026-11-20"),
        ("a number", "2026-11-18 with 3 people"),
        ("an hour behind the remark", "2026-11-18 at the office 14:30"),
        ("either order", "03/11/2026 via LinkedIn"),
        ("no year", "18 Nov via LinkedIn"),
        ("the remark first", "sent 2026-11-18"),
        ("no remark", "2026-11-18"),
        ("no date", "next week, they said"),
        ("nothing", ""),
    ),
)
def test_what_may_change_it_stays_unread(text: str) -> None:
    """No date is guessed (promise 4)."""
    assert date_before_remark(text, UNKNOWN) is None


def test_the_order_of_day_and_month_is_the_column_s() -> None:
    """Where the column's order is known, the date is certain."""
    assert date_before_remark("03/11/2026 via LinkedIn", DAY_FIRST) == date(2026, 11, 3)


@pytest.mark.parametrize("cell", [None, 46000, 1.5, True, date(2026, 11, 18)])
def test_only_texts_have_remarks(cell: object) -> None:
    """A number or a real date is read elsewhere."""
    assert date_before_remark(cell, UNKNOWN) is None


TIMES = table(
    ("a cell with date and time", datetime(2026, 11, 24, 10, 30), time(10, 30)),  # noqa: DTZ001 - as Excel holds it
    ("as pandas hands it over", pd.Timestamp("2026-11-24 10:30:00"), time(10, 30)),
    ("a number without a format", 46350.4375, time(10, 30)),
    ("seconds lost in a number", 46350.5 - 1e-9, time(12, 0)),
    ("text", "2026-11-24 10:30", time(10, 30)),
    ("text with seconds", "2026-11-24T10:30:15", time(10, 30)),
    ("in the afternoon", "24 Nov 2026 at 2:30 pm", time(14, 30)),
    ("noon", "24 Nov 2026, 12:15 PM", time(12, 15)),
    ("after midnight", "24 Nov 2026, 12:15 a.m.", time(0, 15)),
    ("before a remark", "2026-11-24 9:05 (video call)", time(9, 5)),
)
NONE = table(
    ("a date alone", datetime(2026, 11, 24)),  # noqa: DTZ001 - as Excel holds it
    ("a day", date(2026, 11, 24)),
    ("a number that is a day", 46350.0),
    ("a whole number", 46350),
    ("nothing", None),
    ("no number", float("nan")),
    ("no date", pd.NaT),
    ("yes", True),
    ("a text without a time", "24 Nov 2026"),
    ("two times", "24 Nov 2026 10:30 - 11:30"),
    ("another zone", "2026-11-24 10:30 EST"),
    ("an offset", "2026-11-24T10:30:00+01:00"),
    ("Greenwich", "2026-11-24T10:30:00Z"),
    ("a zone of pandas", datetime(2026, 11, 24, 10, 30, tzinfo=UTC)),
    ("no such time", "2026-11-24 25:30"),
    ("no such afternoon", "2026-11-24 14:30 pm"),
    ("a ratio", "10:300"),
    ("a long cell", "x" * 5000 + " 10:30"),
)


@pytest.mark.parametrize(("cell", "expected"), TIMES)
def test_a_time(cell: object, expected: time) -> None:
    """To the minute."""
    assert read_time(cell) == expected


@pytest.mark.parametrize("cell", NONE)
def test_no_time(cell: object) -> None:
    """Nothing is guessed (promise 4)."""
    assert read_time(cell) is None
