"""A story told by a table, and the nights that live through it.

A line is ``("11-09", "Acme", "Stage: Offer | Offer reply by: 11-12", "Due, Reply to the offer, 11-12")``: the night,
the company, what was typed into its row since the night before (cells as in ``leads_for_tests``; a blank one is
cleared, ``+Log`` and ``+Rounds`` add a row to those sheets), and what Flag, Next step and Due say after that night.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from followthrough.judging.journal import Journal, with_night, with_noticed
from followthrough.judging.judge import judge
from followthrough.knowing.calendar import Calendar
from followthrough.knowing.policy import STANDARD, Policy
from leads_for_tests import day, from_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from followthrough.judging.judgement import Judged, Judgement
    from followthrough.knowing.leads import Lead

FORTY = 40
WEEKDAYS = Calendar()
WEEKDAYS = Calendar()
EVERYBODY = "*"
SORTED = "sorted by company"
"""What somebody may do to all rows at once."""
Line = tuple[str, str, str, str]
Cells = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who keeps a worksheet for forty days.

    Args:
        first: the first night.
        lines: the story, in order of its nights.
    """

    name: str
    first: str
    lines: tuple[Line, ...]
    calendar: Calendar = WEEKDAYS
    policy: Policy = STANDARD

    def nights(self, count: int = FORTY) -> Iterator[date]:
        """One night a day."""
        yield from (day(self.first) + timedelta(days=ahead) for ahead in range(count))

    def sheet(self, on: date) -> list[tuple[str, Cells]]:
        """The rows as they stand on a night, in their order: by what the story calls each, and its cells."""
        rows: dict[str, Cells] = {}
        for night, name, typed, _ in self.lines:
            if day(night) > on:
                break
            if name == EVERYBODY:
                rows = dict(sorted(rows.items())) if typed == SORTED else rows
            else:
                rows[name] = edited(rows.get(name, {"Company": name}), typed)
        return list(rows.items())

    def leads(self, on: date) -> dict[str, Lead]:
        """The same as the program reads them."""
        return {name: from_cells(cells, row=row) for row, (name, cells) in enumerate(self.sheet(on), start=2)}

    def said(self, on: date) -> Iterator[tuple[str, str]]:
        """What rows are said to show after a night."""
        yield from ((name, says) for night, name, _, says in self.lines if day(night) == on and says)

    def typed(self, on: date) -> set[str]:
        """The rows that were typed into since the night before."""
        return {name for night, name, typed, _ in self.lines if day(night) == on and typed}


def edited(cells: Cells, typed: str) -> Cells:
    """The cells of a row after something was typed."""
    after = dict(cells)
    for heading, _, text in (cell.strip().partition(":") for cell in typed.split("|") if cell.strip()):
        name, added = heading.removeprefix("+"), text.strip()
        if heading.startswith("+") and name in after:
            added = f"{after[name]}, {added}"
        after[name] = added
    return {name: text for name, text in after.items() if text}


@dataclass(frozen=True)
class Night:
    """One night.

    Args:
        leads: the rows as they were read.
        before: what the nights before it noticed, and ``after`` what it added.
        judgement: what it said.
        rows: the same of each row, by what the story calls it.
    """

    on: date
    leads: tuple[Lead, ...]
    before: Journal
    after: Journal
    judgement: Judgement
    rows: dict[str, Judged]


def live(person: Person, *, nights: Callable[[date], bool] = lambda _: True, days: int = FORTY) -> list[Night]:
    """Night after night, each judged with what the nights before it noticed.

    Args:
        person: whose story it is.
        nights: the nights that are not skipped.
        days: how long; after the story nobody types anything.
    """
    journal, told = Journal(), []
    for on in filter(nights, person.nights(days)):
        named = person.leads(on)
        leads = tuple(named.values())
        judgement = judge(with_noticed(leads, journal, on), person.policy, on, person.calendar)
        after = with_night(journal, leads, on)
        told.append(Night(on, leads, journal, after, judgement, dict(zip(named, judgement.leads, strict=True))))
        journal = after
    return told


def says(judged: Judged) -> str:
    """Flag, Next step and Due, as the row shows them."""
    due = judged.due.isoformat().removeprefix("2026-") if judged.due else ""
    return ", ".join(filter(None, (judged.flag, judged.next_step, due)))
