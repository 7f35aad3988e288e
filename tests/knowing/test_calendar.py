"""Business days (rules 1)."""

from __future__ import annotations

from datetime import date

import pytest

from followthrough.knowing.calendar import Calendar
from leads_for_tests import answer, day, table

EGYPT, IRAN, HONG_KONG = Calendar("EG"), Calendar("IR"), Calendar("HK")
WEEKDAYS, GERMANY, BAVARIA, AMERICA = Calendar(), Calendar("DE"), Calendar("DE", "BY"), Calendar("US")
NEW_YEAR = Calendar(quiet=(((12, 24), (1, 1)),))
SUMMER = Calendar(quiet=(((8, 3), (8, 14)),))


@pytest.mark.parametrize(
    ("calendar", "asked", "expected"),
    table(
        ("a Monday", WEEKDAYS, "11-23", True),
        ("a Friday", WEEKDAYS, "11-20", True),
        ("a Saturday", WEEKDAYS, "11-21", False),
        ("a Sunday", WEEKDAYS, "11-22", False),
        ("Christmas where no country is set", WEEKDAYS, "12-25", True),
        ("Christmas in Germany", GERMANY, "12-25", False),
        ("Thanksgiving in the States", AMERICA, "11-26", False),
        ("Thanksgiving in Germany", GERMANY, "11-26", True),
        ("Epiphany in Bavaria", BAVARIA, "01-06", False),
        ("Epiphany in the rest of Germany", GERMANY, "01-06", True),
        ("a Friday in Egypt", EGYPT, "11-20", False),
        ("a Saturday in Egypt", EGYPT, "11-21", False),
        ("a Sunday in Egypt", EGYPT, "11-22", True),
        ("a Friday in Iran", IRAN, "11-20", False),
        ("a Saturday in Iran", IRAN, "11-21", True),
        ("a Saturday in Hong Kong", HONG_KONG, "11-21", True),
        ("a Sunday in Hong Kong", HONG_KONG, "11-22", False),
        ("a Saturday in Germany", GERMANY, "11-21", False),
        ("the day before quiet days", NEW_YEAR, "12-23", True),
        ("the first quiet day", NEW_YEAR, "12-24", False),
        ("a quiet day of the old year", NEW_YEAR, "12-31", False),
        ("the last quiet day, of the new year", NEW_YEAR, "2027-01-01", False),
        ("the first Monday after it", NEW_YEAR, "2027-01-04", True),
        ("quiet days come back every year", NEW_YEAR, "2030-12-30", False),
        ("the first quiet day of a summer", SUMMER, "08-03", False),
        ("the last quiet day of a summer", SUMMER, "08-14", False),
        ("the Monday after a summer", SUMMER, "08-17", True),
        ("the Friday before a summer", SUMMER, "07-31", True),
    ),
)
def test_business_days(calendar: Calendar, asked: str, expected: bool) -> None:
    """Weekends, the holidays of a country or of its region, and quiet days do not count."""
    assert calendar.is_business_day(day(asked)) is expected


@pytest.mark.parametrize(
    ("calendar", "asked", "on_or_after", "on_or_before"),
    table(
        ("a weekday is its own", WEEKDAYS, "11-25", "11-25", "11-25"),
        ("Saturday", WEEKDAYS, "11-21", "11-23", "11-20"),
        ("Sunday", WEEKDAYS, "11-22", "11-23", "11-20"),
        ("Christmas 2026 and its weekend", GERMANY, "12-25", "12-28", "12-24"),
        ("Thanksgiving", AMERICA, "11-26", "11-27", "11-25"),
        ("a Friday in Egypt", EGYPT, "11-20", "11-22", "11-19"),
        ("quiet days across New Year", NEW_YEAR, "12-26", "2027-01-04", "12-23"),
        ("quiet days seen from the new year", NEW_YEAR, "2027-01-01", "2027-01-04", "12-23"),
    ),
)
def test_nearest_business_day(calendar: Calendar, asked: str, on_or_after: str, on_or_before: str) -> None:
    """Bd goes forward and bdb goes back, each no further than it must."""
    assert (calendar.bd(day(asked)), calendar.bdb(day(asked))) == (day(on_or_after), day(on_or_before))


@pytest.mark.parametrize(
    ("calendar", "asked", "count", "expected"),
    table(
        ("the next day", WEEKDAYS, "11-23", 1, "11-24"),
        ("from a Friday", WEEKDAYS, "11-20", 1, "11-23"),
        ("from a Saturday", WEEKDAYS, "11-21", 1, "11-23"),
        ("three from a Friday", WEEKDAYS, "11-20", 3, "11-25"),
        ("five are a week", WEEKDAYS, "11-23", 5, "11-30"),
        ("over Thanksgiving", AMERICA, "11-25", 1, "11-27"),
        ("over New Year", NEW_YEAR, "12-23", 2, "2027-01-05"),
        ("none at all", WEEKDAYS, "11-21", 0, "11-21"),
    ),
)
def test_business_days_after(calendar: Calendar, asked: str, count: int, expected: str) -> None:
    """The n-th business day is strictly after the day asked about."""
    assert calendar.bd_after(day(asked), count) == day(expected)


@pytest.mark.parametrize("calendar", [WEEKDAYS, GERMANY, EGYPT, Calendar(quiet=(((1, 1), (12, 31)),))])
@pytest.mark.parametrize("asked", [date.min, date.max, date(2026, 11, 22)])
def test_search_for_a_business_day_ends(calendar: Calendar, asked: date) -> None:
    """Neither the ends of the calendar nor a year of quiet days hang or break a night."""
    assert calendar.bdb(asked) <= asked <= calendar.bd(asked)


@pytest.mark.parametrize(
    ("first", "last"), table(("a term of eleven weeks", (6, 15), (8, 31)), ("half a year", (3, 1), (8, 31)))
)
def test_long_quiet_times_are_kept(first: tuple[int, int], last: tuple[int, int]) -> None:
    """Quiet days that last a whole summer count as no business days, however long."""
    assert Calendar(quiet=((first, last),)).bd(date(2026, *first)) == day("09-01")


@pytest.mark.parametrize(
    ("cells", "calendar", "expected"),
    table(
        ("follow-up opens after quiet days", "Applied on: 12-18", NEW_YEAR, "Waiting follow_up 2027-01-04..2027-01-05"),
        ("and without them", "Applied on: 12-18", WEEKDAYS, "Waiting follow_up 12-25..12-28"),
        ("follow-up is moved by a holiday", "Applied on: 12-18", GERMANY, "Waiting follow_up 12-28..12-29"),
        (
            "decision day counts business days",
            "Decision by: 12-23",
            NEW_YEAR,
            "Waiting ask_decision 2027-01-04..2027-01-06",
        ),
        ("agreed day on a holiday", "Check back on: 12-25", GERMANY, "Waiting check_in 12-28..12-28"),
        ("preparing knows no holidays", "Interview on: 12-25", GERMANY, "Waiting prepare 12-22..12-25"),
        ("nor does a last day to apply", "Apply by: 12-25", GERMANY, "Due apply 12-11..12-25"),
    ),
)
def test_windows_keep_the_calendar(cells: str, calendar: Calendar, expected: str) -> None:
    """Asking is moved to business days; preparing, thanking and applying are not."""
    row = cells if "Apply by" in cells else f"Stage: Interviewing | {cells} | Phone: 555-0100"
    row = cells + " | Phone: 555-0100" if "Applied on" in cells else row
    assert answer(row, "12-20", calendar=calendar).removesuffix(" Phone") == expected
