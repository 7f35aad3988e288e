"""A day without its year, in numbers: 8.12, 8/12, or as Excel made a number of it, 8.1, which may be 8.10 as well."""

from __future__ import annotations

import re
from typing import NamedTuple

MONTHS, LONGEST_MONTH = 12, 31
_SHORT = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})\.?\s*")


class ShortDay(NamedTuple):
    """The two numbers of a day without its year.

    Args:
        first: the number that stands first.
        second: the other one.
        may_be_longer: whether a nought at the end may be lost, as 8.10 is 8.1 when it is a number.
    """

    first: int
    second: int
    may_be_longer: bool

    @property
    def day_first(self) -> bool | None:
        """Whether the day comes first, where only one order is possible."""
        is_told = (self.first > MONTHS) != (self.second > MONTHS)
        return self.first > MONTHS if is_told else None

    def month_and_day(self, *, day_first: bool | None) -> tuple[int, int] | None:
        """The month and the day; None where the numbers are none, or the order is not known.

        Args:
            day_first: the order in its column; None where that is not known either.
        """
        own = self.day_first
        order = own if own is not None else day_first
        if order is None and self.first != self.second:
            return None
        month, day = (self.second, self.first) if order else (self.first, self.second)
        return (month, day) if 1 <= month <= MONTHS and 1 <= day <= LONGEST_MONTH else None

    def is_ambiguous(self, *, day_first: bool) -> bool:
        """Whether the second number may be ten times as much."""
        return self.may_be_longer and 0 < self.second * 10 <= (MONTHS if day_first else LONGEST_MONTH)


def short_day(cell: object) -> ShortDay | None:
    """Read a cell as a day without its year; None for any other cell."""
    is_number = isinstance(cell, float) and not cell.is_integer() and 1 < cell <= LONGEST_MONTH + 1
    text = str(cell) if is_number else cell
    found = _SHORT.fullmatch(text) if isinstance(text, str) and len(text) <= len(" 31.12. ") else None
    return ShortDay(int(found[1]), int(found[2]), is_number and len(found[2]) == 1) if found else None
