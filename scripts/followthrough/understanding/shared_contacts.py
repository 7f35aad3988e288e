"""One and the same address or number in every row: an export may hold the applicant's own, so it is asked about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from followthrough.knowing.columns import Column
from followthrough.knowing.fold import fold, folded
from followthrough.knowing.leads import Problem
from followthrough.knowing.wording import short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.knowing.hints import Hints
    from followthrough.knowing.leads import Lead

ENOUGH_COMPANIES = 5
"""So many companies with one and the same contact are asked about (rules 2)."""
_SOMEBODY = "the {} of somebody at that company"
KINDS = ((Column.EMAIL, "address", "email", fold), (Column.PHONE, "number", "phone", folded))
SHARED = frozenset(_SOMEBODY.format(what) for _, what, _, _ in KINDS)
"""What is expected of a contact that is asked about."""


def without_shared(leads: Sequence[Lead], hints: Hints) -> tuple[tuple[Lead, ...], list[Problem]]:
    """Blank an address, or a number, that every filled row holds for five companies or more, and ask whose it is.

    Args:
        leads: as their rows tell them.
        hints: a column that the config names holds what its owner says it does.
    """
    problems = []
    for column, what, key, compared in KINDS:
        filled = [lead for lead in leads if getattr(lead, column.field)]
        heading = column if any(column in lead.columns for lead in filled) else Column.CONTACT
        companies = {fold(lead.company) for lead in filled if lead.company}
        is_one = len({compared(getattr(lead, column.field)) for lead in filled}) == 1
        if is_one and len(companies) >= ENOUGH_COMPANIES and not hints.columns.get(heading):
            problems.append(_question(filled, heading, getattr(filled[0], column.field), (what, key)))
            leads = [replace(lead, email="") if key == "email" else replace(lead, phone="") for lead in leads]
    return tuple(leads), problems


def _question(leads: Sequence[Lead], heading: Column, found: str, kind: tuple[str, str]) -> Problem:
    first, (what, key) = leads[0], kind
    theirs, cell = first.headings.get(heading, heading), first.cell(heading)
    told = (
        f"{cell} ({short(theirs)}) and every other filled row hold one and the same {what}, {short(found)}: it is not "
        f'used until you say whose it is. Yours? Then say {key} = "{short(found)}" under [you] in config.toml. '
        f'Theirs, or an agency\'s? Then say "{heading}" = "{short(theirs)}" under [columns].'
    )
    return Problem(first.row, cell, heading, found, _SOMEBODY.format(what), told=told)
