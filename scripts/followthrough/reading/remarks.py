"""A date that is followed by a remark: "2026-12-10 (recruiter on leave)" (rules 2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from followthrough.knowing.languages import any_of
from followthrough.reading.cells import Unreadable, read_date

if TYPE_CHECKING:
    from datetime import date

    from followthrough.reading.cells import Cell, DateWays

_ENDS = re.compile(r"\s*[,;:(\[\n]|\s+[-\u2013\u2014]\s|\s")
"""Where a date may end and a remark begin."""
_LONGEST_DATE = 100
"""Letters of a date with its weekday, time and zone, and a few spaces."""
_CHANGES = re.compile(
    rf"[?\uff1f~]|\b(?:{any_of('unsettling')}|no(?!\s(?:answer|reply|response|news)))\b", re.IGNORECASE
)
"""What may deny the date, move it or widen it: the cell is then for its owner to settle."""


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
    for end in reversed([found.start() for found in _ENDS.finditer(text, 0, _LONGEST_DATE)]):
        if end <= last_digit:
            return None
        rest, day = text[end:], read_date(text[:end], ways)
        if day and not isinstance(day, Unreadable):
            return None if _CHANGES.search(rest) else day
    return None
