"""The one cell that, edited, changes what a row says; each edit is tried on the workbook itself, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.explaining.search import Search, answer
from followthrough.knowing.calendar import days
from followthrough.knowing.columns import DATES, Column
from followthrough.knowing.errors import FollowthroughError
from followthrough.knowing.leads import OVER
from followthrough.knowing.record import Record, replace
from followthrough.knowing.steps import STEPS, How, Step
from followthrough.knowing.wording import day
from followthrough.knowing.words import Stage
from followthrough.understanding.read import read_workbook
from followthrough.writing.patch import patch_cells

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from followthrough.judging.judgement import Judged
    from followthrough.knowing.hints import Hints
    from followthrough.knowing.leads import Problem

MOST = 5
"""Edits that are shown; the first is the one that most people mean."""
A_FORTNIGHT, A_MONTH = 14, 30
AN_ADDRESS = "dana@example.com"


class Edit(Record, frozen=True):
    """One cell edited, and what its row says then.

    Args:
        cell: its reference ("F12").
        value: what is typed there; None empties it.
        words: the same for a person: "put today, Sat 28 Nov, in Last heard (F12)".
        then: the lead as it is judged with it.
    """

    cell: str
    value: date | str | None
    words: str
    then: Judged


def edits_that_change(search: Search, judged: Judged, hints: Hints) -> list[Edit]:
    """The edits of one cell that make the row say something else, the likeliest first.

    Args:
        search: the workbook and the day.
        judged: the lead as it is judged.
        hints: by which the workbook is read.
    """
    found: dict[str, Edit] = {}
    for column, value, what in _candidates(search, judged):
        letter = judged.lead.columns.get(column)
        if not letter or column in found or len(found) == MOST:
            continue
        cell = f"{letter}{judged.lead.row}"
        then = _tried(search, judged, hints, cell, value)
        if then and answer(then) != answer(judged):
            where = f"{judged.lead.heading(column)} ({judged.lead.cell(column)})"
            words = f"empty {where}" if value is None else f"put {what} in {where}"
            found[column] = Edit(cell, value, words, then)
    return list(found.values())


def columns_to_add(judged: Judged) -> list[str]:
    """Columns that the worksheet has not, and with which a row can say what is done about it."""
    telling = (Column.APPLIED_ON, Column.LAST_FOLLOW_UP, Column.LAST_HEARD, Column.CHECK_BACK_ON)
    return [column for column in telling if column not in judged.lead.columns]


def _candidates(search: Search, judged: Judged) -> Iterator[tuple[Column, date | str | None, str]]:
    """What somebody may do about a row: the column, what they type, and that in words."""
    today, lead = search.today, judged.lead
    now = f"today, {day(today, today)},"
    if judged.step is Step.FIX_ROW:
        yield from _repairs(search, judged)
    if judged.how is How.FIND_CONTACT:
        yield Column.EMAIL, AN_ADDRESS, f"an address (say {AN_ADDRESS})"
    cleared_by = STEPS[judged.step].cleared_by if judged.step else None
    if cleared_by in DATES:
        yield cleared_by, today, now
    if judged.step is Step.REPLY_TO_OFFER:
        yield Column.STAGE, str(Stage.ACCEPTED), str(Stage.ACCEPTED)
    if judged.step is Step.AGREE_START:
        yield from _a_day(Column.START_ON, search, A_FORTNIGHT)
    if judged.facts.snoozed and not lead.unknown_stage:
        yield Column.SNOOZE_UNTIL, None, ""
    if lead.stage in (*OVER, Stage.ON_HOLD):
        yield Column.STAGE, str(Stage.APPLIED), str(Stage.APPLIED)
    elif judged.facts.stage not in (*OVER, Stage.ACCEPTED):
        if not lead.applied_on:
            yield Column.APPLIED_ON, today - days(1), f"the day you applied (say {day(today - days(1), today)})"
        yield Column.LAST_HEARD, today, now
        yield from _a_day(Column.CHECK_BACK_ON, search, A_FORTNIGHT)
        yield Column.LAST_FOLLOW_UP, today, now
        yield from _a_day(Column.SNOOZE_UNTIL, search, A_MONTH)
    yield Column.STAGE, str(Stage.CLOSED), str(Stage.CLOSED)


def _repairs(search: Search, judged: Judged) -> Iterator[tuple[Column, date | str | None, str]]:
    """What puts a row right that cannot be judged."""
    lead, today = judged.lead, search.today
    if not lead.company:
        yield Column.COMPANY, "Acme", "the company's name"
    if lead.unknown_stage:
        stage = str(lead.stage_guess or Stage.APPLIED)
        yield Column.STAGE, stage, stage
    for problem in _problems(search, judged):
        column = next((each for each in Column if each == problem.column), None)
        if column in DATES:
            on = today + days(A_FORTNIGHT) if column in _AHEAD else today - days(1)
            yield column, on, f"the right day (say {day(on, today)})"
        elif column:
            yield column, None, ""
    if not (lead.interview_on or lead.interviews):
        yield from _a_day(Column.INTERVIEW_ON, search, A_FORTNIGHT)


_AHEAD = (Column.DECISION_BY, Column.CHECK_BACK_ON, Column.APPLY_BY, Column.OFFER_REPLY_BY, Column.SNOOZE_UNTIL)
"""Columns whose day mostly lies ahead."""


def _problems(search: Search, judged: Judged) -> list[Problem]:
    """The cells of a row that cannot be used."""
    lead, problems = judged.lead, search.judgement().problems
    return [each for each in problems if each.row == lead.row and each.cell == lead.cell(each.column)]


def _a_day(column: Column, search: Search, ahead: int) -> Iterator[tuple[Column, date, str]]:
    on = search.calendar.bd(search.today + days(ahead))
    yield column, on, f"a day (say {day(on, search.today)})"


def _tried(search: Search, judged: Judged, hints: Hints, cell: str, value: date | str | None) -> Judged | None:
    """The lead with that cell edited; None where the cell must not be written, or the row is no lead then."""
    layout = search.reading.layout_of(judged.lead)
    try:
        edited = patch_cells(search.reading.workbook.content, layout.frame.name, {cell: value})
        leads = replace(search, reading=read_workbook(edited, hints)).judgement().leads
    except FollowthroughError:
        return None
    here = (judged.lead.row, judged.lead.sheet)
    return next((each for each in leads if (each.lead.row, each.lead.sheet) == here), None)
