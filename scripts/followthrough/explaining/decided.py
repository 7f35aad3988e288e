"""From what an answer comes: the cells, log rows and noticed days without which it would be another one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from followthrough.explaining.search import answer, others_that_matter
from followthrough.judging.slips import blanked
from followthrough.knowing.columns import THEIRS, Column
from followthrough.knowing.leads import NEVER, Lead
from followthrough.knowing.wording import clipped, day, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from followthrough.explaining.search import Search
    from followthrough.judging.judgement import Judged

LONGEST_CELL = 60
_OF_STAGE = ("unknown_stage", "stage_guess", "stage_word", "is_no", "called_off")
"""What else is known of a stage by its word."""


def what_decided(search: Search, judged: Judged, leads: Sequence[Lead]) -> list[str]:
    """What stands in the cells that decide, a line each; where several say the same, all that the row holds.

    Args:
        search: the workbook and the day.
        judged: the lead.
        leads: all of them, with what was noticed.
    """
    others = others_that_matter(leads, judged.lead)

    def differs(lead: Lead) -> bool:
        return answer(search.judge_one(lead, search.today, others)) != answer(judged)

    given = [column for column in map(Column, THEIRS) if column != Column.COMPANY and _is_given(judged.lead, column)]
    decisive = [column for column in given if differs(_without(judged.lead, column))]
    found = [] if judged.lead.company else [f"{judged.lead.cell(Column.COMPANY)}: blank"]
    found += [_cell(judged.lead, column, search.today) for column in decisive or (given if not found else ())]
    found += [told for lead, told in _without_log_rows(judged.lead, search.today) if differs(lead)]
    found += [told for lead, told in _without_noticed(judged.lead, search.today) if differs(lead)]
    if answer(search.without_pause().judge_one(judged.lead, search.today, others)) != answer(judged):
        found.append("the day of rest for the whole search")
    if others and answer(search.judge_one(judged.lead, search.today)) != answer(judged):
        jobs = [other.name for other in others if other.start_on]
        found.append(f"the first day of {listed(jobs) or 'another job'}")
    return found


def _is_given(lead: Lead, column: Column) -> bool:
    return lead.is_given(column) or (column is Column.STAGE and bool(lead.unknown_stage))


def _without(lead: Lead, column: Column) -> Lead:
    rest = tuple(problem for problem in lead.unreadable if problem.column != column)
    blank = blanked(lead, [column]).but(unreadable=rest)
    if column is Column.STAGE:
        nothing = Lead(row=lead.row)
        return blank.but(**{name: getattr(nothing, name) for name in _OF_STAGE})
    return blank


def _cell(lead: Lead, column: Column, today: date) -> str:
    """A cell as its owner finds it: "Applied on (D2): Mon 16 Nov"."""
    heading, place = lead.heading(column), lead.cell(column)
    where = heading if place == column else f"{heading} ({place})"
    unread = next((problem.found for problem in lead.unreadable if problem.column == column), "")
    word = (lead.unknown_stage or lead.stage_word) if column is Column.STAGE else ""
    told = unread or lead.remarks.get(column) or word or _said(getattr(lead, column.field), today)
    return f"{where}: {clipped(told, LONGEST_CELL)}"


def _said(value: object, today: date) -> str:
    if isinstance(value, tuple):
        return ", ".join(_said(each, today) for each in value)
    if value == NEVER:
        return "never"
    if isinstance(value, date):
        return day(value, today)
    return "yes" if value is True else str(value)


def _without_log_rows(lead: Lead, today: date) -> Iterator[tuple[Lead, str]]:
    """The lead without each row of the two log sheets, and what that row says."""
    for touch in lead.touches:
        rest = tuple(other for other in lead.touches if other is not touch)
        told = f"{touch.outcome or 'a contact'} on {day(touch.on, today)}"
        yield lead.but(touches=rest), f"{touch.cell}: {told}"
    for held in lead.interviews:
        rows = tuple(other for other in lead.interviews if other is not held)
        yield lead.but(interviews=rows), f"{held.cell}: interview on {day(held.on, today)}"


def _without_noticed(lead: Lead, today: date) -> Iterator[tuple[Lead, str]]:
    """The lead without each thing that the nights noticed, and how that is told."""
    noticed = lead.noticed
    if noticed.seen:
        told = "it stood here already on" if noticed.here_before else "it was first seen here on"
        yield lead.but(noticed=noticed._replace(seen=None)), f"noticed: {told} {day(noticed.seen, today)}"
    if noticed.stage_since:
        told = f"noticed: its stage is so since {day(noticed.stage_since, today)}"
        yield lead.but(noticed=noticed._replace(stage_since=None)), told
    if noticed.follow_ups:
        said = ", ".join(day(on, today) for on in sorted(noticed.follow_ups))
        told = f"noticed under {lead.heading(Column.LAST_FOLLOW_UP)}: {said}"
        yield lead.but(noticed=noticed._replace(follow_ups=frozenset())), told
