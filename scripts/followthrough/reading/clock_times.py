"""The time of day that stands with a date in a cell: 10:30, 2:30 pm; never a guess."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from followthrough.reading.cells import Cell

LONGEST = 200
"""Characters of a cell in which a time is looked for."""
NOON = 12
_CLOCK = re.compile(
    r"(?<![\d:+-])([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s?(?:([ap])\.?m\b\.?)?(?![\d:])", re.IGNORECASE
)
_ZONE = re.compile(r"\s?\(?(?:Z|UTC|GMT|MEZ|MESZ|[A-Z]{1,3}T)\b|\s?[+-]\d")
"""A time of another zone is not the time on the wall here."""


def read_time(cell: Cell) -> time | None:
    """The time in a cell that holds a date; None where there is none, several, or one of a named zone.

    Midnight is the time of a cell that holds a date alone.
    """
    if isinstance(cell, datetime):
        found = cell.time() if cell == cell and not cell.tzinfo else time.min  # noqa: PLR0124 - NaT is not itself
    elif isinstance(cell, float):
        found = (datetime.min + timedelta(days=cell % 1, seconds=30)).time() if cell == cell else time.min  # noqa: PLR0124, DTZ901 - NaN is not itself; a time has no zone
    elif isinstance(cell, str):
        found = _in_text(cell[:LONGEST])
    else:
        return None
    return found.replace(second=0, microsecond=0) if (found.hour, found.minute) != (0, 0) else None


def _in_text(text: str) -> time:
    clocks = [*_CLOCK.finditer(text)]
    if len(clocks) != 1 or _ZONE.match(text, clocks[0].end()):
        return time.min
    hour, minute, half = int(clocks[0][1]), int(clocks[0][2]), (clocks[0][3] or "").casefold()
    if half and not 1 <= hour <= NOON:
        return time.min
    return time(hour % NOON + NOON * (half == "p") if half else hour, minute)
