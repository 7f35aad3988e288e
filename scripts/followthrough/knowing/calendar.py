"""Business days: weekdays that are no public holiday and no quiet day (rules 1). The only user of ``holidays``.

Which days are the weekend is the country's own: Friday and Saturday in Egypt, Saturday and Sunday where none is set.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from followthrough.knowing.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from holidays import HolidayBase

SATURDAY = 5
LONGEST_BREAK = 366
"""No search for a business day goes further: quiet days that cover the whole year must not hang a night."""

QuietDays = tuple[tuple[int, int], tuple[int, int]]
"""First and last day of a quiet time, each as (month, day), the same every year; it may span New Year."""


class Calendar(Record, frozen=True, dict=True):
    """Which days count.

    Args:
        country: two-letter code of the country whose weekends and public holidays count; "" for weekends only.
        region: state or province code of that country.
        quiet: times of the year on which nobody is to be contacted.
    """

    country: str = ""
    region: str = ""
    quiet: tuple[QuietDays, ...] = ()

    @cached_property
    def _known(self) -> dict[tuple[date, int], date]:
        """The business days that were looked up: the leads of one workbook share theirs."""
        return {}

    def is_business_day(self, day: date) -> bool:
        """Whether the day is a weekday, no public holiday and no quiet day."""
        if self.quiet and any(_within(day, first, last) for first, last in self.quiet):
            return False
        if not self.country:
            return day.weekday() < SATURDAY
        known = public_holidays(self.country, self.region)
        return not known.is_weekend(day) and day not in known

    def bd(self, day: date) -> date:
        """The first business day on or after a day."""
        return self._nearest(day, 1)

    def bdb(self, day: date) -> date:
        """The last business day on or before a day."""
        return self._nearest(day, -1)

    def bd_after(self, day: date, count: int) -> date:
        """The count-th business day strictly after a day."""
        for _ in range(count):
            day = self.bd(day + days(1))
        return day

    def _nearest(self, day: date, stride: int) -> date:
        found = self._known.get((day, stride))
        if not found:
            found = self._known[day, stride] = self._searched(day, days(stride))
        return found

    def _searched(self, day: date, stride: timedelta) -> date:
        moved = day
        for _ in range(LONGEST_BREAK):
            if self.is_business_day(moved):
                return moved
            if date.min < moved < date.max:  # the first and the last day a date can hold stay where they are
                moved += stride
        return day


@lru_cache(maxsize=1_000)
def days(count: int) -> timedelta:
    """So many days, short enough for a formula that reads like the rulebook's."""
    return timedelta(days=count)


@cache
def public_holidays(country: str, region: str) -> HolidayBase:
    """The holidays and weekends of a country; loaded only where one is set, since the library holds all of them."""
    factory: Callable[..., HolidayBase]
    from holidays import country_holidays as factory

    return factory(country, subdiv=region or None)


def _within(day: date, first: tuple[int, int], last: tuple[int, int]) -> bool:
    here = (day.month, day.day)
    return first <= here <= last if first <= last else here >= first or here <= last
