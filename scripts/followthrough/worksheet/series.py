"""Worksheets that are one list kept in several: a sheet for each week, month, year or stage, with the same headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from followthrough.values import MONTH_NAMES
from followthrough.worksheet.headings import folded, stage_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.worksheet.candidates import Candidate

_COPY = re.compile(r"\(\d+\)$|\b(?:copy|kopie|copie|copia|backup|old|alt|archive?d?)\b", re.IGNORECASE)
_PERIOD = re.compile(
    rf"\d+|\b(?:{MONTH_NAMES})\b|\b(?:week|wk|kw|woche|semaine|semana|settimana|tydzień|month|monat|mois|mes|q|h)(?=\d|\b)",
    re.IGNORECASE,
)


def in_series(alike: Sequence[Candidate], likely: Sequence[Candidate]) -> list[Candidate]:
    """The worksheets that are one list together, in their order; none where there is one only, or where they are not.

    Args:
        alike: those that look most like a list of leads.
        likely: all that look like one, among which a week without any stage may stand.
    """
    first = next((candidate for candidate in alike if candidate.is_filled), None)
    if not first:
        return []
    together = [c for c in likely if c.is_filled and _kind(c) == _kind(first) and _is_alike(c, first)]
    return together if len(together) > 1 and _kind(first)[1] else []


def _is_alike(candidate: Candidate, first: Candidate) -> bool:
    """Whether two sheets are headed alike, and both tell how far a row is or since when."""
    shared = candidate.matches.keys() & first.matches.keys() & {"Stage", "Applied on"}
    return bool(shared) and _headings(candidate) == _headings(first)


def _headings(candidate: Candidate) -> dict[str, list[str]]:
    """What the columns are called that decide; others may come and go from year to year."""
    deciding = ((name, candidate.matches[name]) for name in ("Company", "Role", "Stage") if name in candidate.matches)
    return {name: [folded(match.text) for match in matches] for name, matches in deciding}


def _kind(candidate: Candidate) -> tuple[str, bool]:
    """A sheet's name without its week or year, and whether it has one; a stage is a period of its own."""
    name = candidate.frame.name
    if _COPY.search(name):
        return name, False
    if folded(name) in stage_words():
        return "", True
    rest = folded(_PERIOD.sub(" ", name))
    return rest, rest != folded(name)
