"""Worksheets that are one list kept in several: a sheet for each week, month, year or stage, with the same headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from followthrough.values import MONTH_NAMES, as_text
from followthrough.worksheet.headings import folded, stage_words
from followthrough.worksheet.own_columns import OTHER_OWN_HEADINGS, OWN_HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.worksheet.candidates import Candidate

_COPY = re.compile(r"\(\d+\)$|\b(?:copy|kopie|copie|copia|backup|old|alt|archive?d?)\b", re.IGNORECASE)
_PERIOD = re.compile(
    rf"\d+|\b(?:{MONTH_NAMES})\b|\b(?:week|wk|kw|woche|semaine|semana|settimana|tydzień|month|monat|mois|mes|q|h)(?=\d|\b)",
    re.IGNORECASE,
)
_SHARED = 0.5
"""The share of rows in common from which a sheet is a copy of another, or carries its rows on."""


def in_series(alike: Sequence[Candidate], likely: Sequence[Candidate]) -> list[Candidate]:
    """The worksheets that are one list together, in their order; none where there is one only, or where they are not.

    Args:
        alike: those that look most like a list of leads.
        likely: all that look like one, among which a week without any stage may stand.
    """
    first = next((candidate for candidate in alike if candidate.is_filled), None)
    if not first:
        return []
    together = [c for c in likely if c.is_filled and _headings(c) == _headings(first) and _kind(c) == _kind(first)]
    if len(together) < len(("one", "other")) or not _kind(first)[1]:
        return []
    return [] if any(_share_rows(a, b) for a in together for b in together if a is not b) else together


def _headings(candidate: Candidate) -> frozenset[str]:
    return frozenset(map(folded, candidate.texts.values())) - _OURS


_OURS = frozenset(map(folded, (*OWN_HEADINGS, *OTHER_OWN_HEADINGS)))


def _kind(candidate: Candidate) -> tuple[str, bool]:
    """A sheet's name without its week or year, and whether it has one; a stage is a period of its own."""
    name = candidate.frame.name
    if _COPY.search(name):
        return name, False
    if folded(name) in stage_words():
        return "", True
    rest = folded(_PERIOD.sub(" ", name))
    return rest, rest != folded(name)


def _share_rows(one: Candidate, other: Candidate) -> bool:
    rows, others = _rows(one), _rows(other)
    return len(rows & others) >= _SHARED * min(len(rows), len(others))


def _rows(candidate: Candidate) -> set[tuple[str, ...]]:
    columns = [candidate.matches[name][0].column for name in ("Company", "Role") if name in candidate.matches]
    rows = (tuple(folded(as_text(row[column])) for column in columns) for row in candidate.rows)
    return {row for row in rows if any(row)}
