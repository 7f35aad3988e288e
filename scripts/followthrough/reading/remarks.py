"""A date that is followed by a remark: "2026-12-10 (recruiter on leave)" (rules 2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from followthrough.reading.cells import Unreadable, read_date

if TYPE_CHECKING:
    from datetime import date

    from followthrough.reading.cells import Cell, DateWays

_ENDS = re.compile(r"\s*[,;:(\[\n]|\s+[-\u2013\u2014]\s|\s")
"""Where a date may end and a remark begin."""
_CHANGES = re.compile(
    r"""[?\uff1f~]|\b(?:
    (?:cancel|postpon|resched|mov|delay|approx|annull?|verschob|abgesagt|reporté|aplaz|cancelad|adiad|rinvia|uitgesteld
    |ungef|environ|aproximad|circa|possibl|probabl|wahrschein|vielleicht|peut|quizá|talvez|forse|misschien)\w*
    |or|oder|ou|oppure|tbc|tba|tbd|to\ be|about|around|ca|etwa|before|after|until|till|since|bis|vor|nach|seit
    |avant|après|jusqu|vers|antes|después|hasta|desde|prima|dopo|fino|voor|na
    |not|no(?!\ (?:answer|reply|response|news))|never|none|nicht|kein\w*|pas|non|sin|niet|geen
    |maybe|perhaps|unsure|unclear|unknown
    |week|weeks|month|months|woche|semaine|semana|settimana|early|late|later|mid|end|beginning|onwards?|earliest|latest
    )\b""",
    re.VERBOSE | re.IGNORECASE,
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
    for end in reversed([found.start() for found in _ENDS.finditer(text)]):
        rest = text[end:]
        if any(map(str.isdigit, rest)):
            return None
        day = read_date(text[:end], ways)
        if day and not isinstance(day, Unreadable):
            return None if _CHANGES.search(rest) else day
    return None
