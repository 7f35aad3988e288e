"""What somebody typed into our columns: written over, and told with the cell that would have said it (rules 2)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from followthrough.knowing.columns import Column
from followthrough.knowing.fold import fold, folded
from followthrough.knowing.languages import small_words
from followthrough.knowing.leads import Problem
from followthrough.knowing.ours import TELLING, is_ours
from followthrough.knowing.steps import NEW_DATE, STEPS, Flag, Step
from followthrough.knowing.wording import short
from followthrough.reading.cells import YES, as_text
from followthrough.understanding.contacts import CHANNELS
from followthrough.understanding.rows import NEVER_WORDS
from followthrough.understanding.stage_words import is_negative

if TYPE_CHECKING:
    from collections.abc import Mapping

    from followthrough.judging.judgement import Change, Judged
    from followthrough.reading.cells import Cell
    from followthrough.understanding.stage_words import StageWords

_DEEDS = frozenset(small_words("deeds"))
_BY_DAYS = (Flag.WAITING, Flag.DUE, Flag.OVERDUE)
"""Flags that follow each other while nothing in a row changes."""
_STEPS = {NEW_DATE: Step.FOLLOW_UP, **{row.words: step for step, row in STEPS.items()}}


def is_typed(name: str, change: Change, *, is_same_advice: bool) -> bool:
    """Whether a cell of ours that is written over holds what a person typed, and not what a night once wrote.

    Args:
        name: of ours.
        change: what stood there and what shall.
        is_same_advice: whether the row's Why says already what it shall: then an earlier night wrote the same advice.
    """
    if change.before is None or name not in TELLING:
        return False
    if not is_ours(name, change.before):
        return True
    return is_same_advice and change.after is not None and not (name == Column.FLAG and change.before in _BY_DAYS)


def typed_problem(
    name: str, heading: str, change: Change, judged: Judged, row: Mapping[str, Cell], words: StageWords
) -> Problem:
    """What to tell: what was typed, and the cell where it belongs.

    Args:
        name: the column of ours.
        heading: what it is called.
        change: what was typed, and the cell that it was typed into.
        judged: the lead of the row, with tonight's answer.
        row: what stands in the row, by name of ours.
        words: the words for stages.
    """
    found = as_text(change.before)
    step = _STEPS.get(as_text(row.get(Column.NEXT_STEP)), judged.step)
    column, what = _belongs(name, change.before, step, words)
    theirs, cell = judged.lead.headings.get(column, column), judged.lead.cell(column)
    place = f"{theirs} ({cell})" if column in judged.lead.columns else f"a column {column}"
    expected = f"{what} in {place}"
    typed = f"{judged.lead.sheet}!{change.cell}" if judged.lead.sheet else change.cell
    told = f"You typed “{short(found)}” under {heading} ({typed}): put {expected}."
    return Problem(judged.lead.row, change.cell, heading, found, expected, told=told)


def _belongs(name: str, typed: Cell, step: Step | None, words: StageWords) -> tuple[Column, str]:
    """The column that would have said it, and what to put there."""
    text = as_text(typed)
    if name == Column.DUE and isinstance(typed, date):
        return Column.CHECK_BACK_ON, "the day"
    if name == Column.HOW and folded(text) in CHANNELS:
        return Column.PREFERS, "it"
    if typed is True or isinstance(typed, date) or fold(text) in YES:
        return _clears(step)
    if words.read(text):
        return Column.STAGE, "it"
    if folded(text) in NEVER_WORDS:
        return Column.SNOOZE_UNTIL, "it"
    if _DEEDS.intersection(re.findall(r"\w+", fold(text))) and not is_negative(text):
        return _clears(step)
    return Column.NOTES, "what you want to keep"


def _clears(step: Step | None) -> tuple[Column, str]:
    """Where it is said that a step was done."""
    if step is Step.MOVE_ON:
        return Column.STAGE, "how it ended"
    column = STEPS[step].cleared_by if step else None
    return (
        (Column.STAGE, "what you told them")
        if column == Column.STAGE
        else (column or Column.LAST_FOLLOW_UP, "the date")
    )
