"""How far a row is, from every column that says so: words, ticks, and the days under "Interview 1" or "Rejected"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from followthrough.knowing.columns import Column
from followthrough.knowing.fold import fold, folded
from followthrough.knowing.leads import OVER, Interview
from followthrough.knowing.words import Stage
from followthrough.ooxml.references import cell_name
from followthrough.reading.cells import CROSSES, NO, Unreadable, as_text
from followthrough.understanding.evidence import is_yes_or_no
from followthrough.understanding.headings import heading_words
from followthrough.understanding.records import is_filled, section_stages
from followthrough.understanding.stage_words import SILENCING, StageWords, furthest, is_negative
from followthrough.understanding.ticks import is_no

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from followthrough.reading.cells import Cell
    from followthrough.understanding.layout import Layout
    from followthrough.understanding.ticks import StageColumn


@dataclass(frozen=True, slots=True)
class RowStage:
    """What a row says: fields of a Lead, and the column that decided where it is not the one called Stage."""

    fields: Mapping[str, object]
    columns: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Said:
    """What one cell says: a stage and the words for it, or a text that is none for certain."""

    column: StageColumn
    stage: Stage | None
    unknown: str = ""
    words: str = ""


class StageReader:
    """Reads the stage of a row; the furthest of what its columns say holds.

    Args:
        layout: the worksheet.
        words: the words for stages.
        is_one_of_several: whether the leads stand on several sheets; the name of each may then be a stage.
    """

    def __init__(self, layout: Layout, words: StageWords, *, is_one_of_several: bool = False) -> None:
        self._words = words
        self._sheet_stage = words.exact(layout.frame.name) if is_one_of_several else None
        self._sections = section_stages(layout, words)
        self._main = layout.columns.get(Column.STAGE)

    def read(
        self,
        number: int,
        cells: Mapping[StageColumn, Cell],
        days: Mapping[StageColumn, tuple[date, ...]],
        fields: Mapping[str, object],
    ) -> RowStage:
        """Read a row.

        Args:
            number: of the row.
            cells: what stands in each column.
            days: the dates that stand there.
            fields: what the rest of the row says; a date of its own column is not replaced.
        """
        said = [self._said(each, cell) for each, cell in cells.items()]
        own = [each.stage for each in said if each.stage]
        stage = furthest(filter(None, (*own, self._sheet_stage))) if own else self._around(number)
        unknown = next((each for each in said if each.unknown), None)
        if unknown and stage not in SILENCING:
            guess = self._words.guess(unknown.unknown)
            return self._deciding(unknown.column, {"unknown_stage": unknown.unknown, "stage_guess": guess})
        ticked = {each.column for each in said if each.stage}
        told: dict[str, object] = {"stage": stage} if stage else {}
        told |= _dated(number, {each: found for each, found in days.items() if each in ticked}, fields)
        deciding = next((each for each in said if each.stage and each.stage is stage), None)
        if not deciding:
            return RowStage(told)
        told["stage_word"] = deciding.words
        told["is_no"] = stage in OVER and self._words.is_no(deciding.words)
        told["called_off"] = stage is Stage.INTERVIEWING and self._words.is_called_off(deciding.words)
        return self._deciding(deciding.column, told)

    def ticks(self, column: StageColumn, cell: Cell) -> bool:
        """Whether a cell says the stage of its column."""
        return self._said(column, cell).stage is column.stage

    def _around(self, number: int) -> Stage | None:
        """What the rows above it or its sheet are called after, for a row that says nothing itself."""
        return furthest(filter(None, (self._sections.get(number), self._sheet_stage)))

    def _deciding(self, column: StageColumn, told: dict[str, object]) -> RowStage:
        if column.column == self._main:
            return RowStage(told)
        return RowStage(told, {Column.STAGE: column.letter}, {Column.STAGE: column.text})

    def _said(self, column: StageColumn, cell: Cell) -> _Said:
        if isinstance(cell, Unreadable):
            return _Said(column, None, cell.found)
        text = as_text(cell) if is_filled(cell) else ""
        return self._ticked(column, cell, text) if column.stage else self._worded(column, text)

    def _worded(self, column: StageColumn, text: str) -> _Said:
        if not text or self._words.is_silent(text):
            return _Said(column, None)
        stage = self._words.read(text)
        # In a second column a remark is a remark; what may end the row is asked for all the same.
        is_remark = column.column != self._main and self._words.guess(text) not in SILENCING
        return _Said(column, stage, "" if stage or is_remark else text, text)

    def _ticked(self, column: StageColumn, cell: Cell, text: str) -> _Said:
        """What stands under a stage: a tick, a day, a no, another stage's word, or a text that has to be explained."""
        word = fold(text)
        if not text or cell in (0, False) or word in NO or is_no(column, word):
            says_no = column.says_sent and is_yes_or_no(cell)
            return _Said(column, Stage.WISHLIST if says_no else None)
        if word in CROSSES:
            return _Said(column, None, "" if column.has_checks or column.stage not in SILENCING else text)
        if is_yes_or_no(cell) or not any(map(str.isalpha, text)):
            return _Said(column, column.stage, words=column.text)
        if self._words.is_silent(text):
            return _Said(column, None)
        read = self._words.read(text)
        if read:
            stage = furthest(filter(None, (read, column.stage)))
            return _Said(column, stage, words=text if stage is read else column.text)
        is_plain = column.stage is Stage.INTERVIEWING and not is_negative(text)
        if is_plain and self._words.guess(text) not in SILENCING:
            return _Said(column, column.stage)  # "Coding challenge" under Interview 2
        return _Said(column, None, text)


def _dated(
    number: int, days: Mapping[StageColumn, tuple[date, ...]], fields: Mapping[str, object]
) -> dict[str, object]:
    """The days under the stages as the facts they are, where the row has no column for them."""
    told: dict[str, object] = {}
    held: list[tuple[date, StageColumn]] = []
    for each, found in days.items():
        if not found:
            continue
        if each.stage is Stage.INTERVIEWING and _is_interview(each.text):
            held += [(day, each) for day in found]
        elif each.stage in _FIELD and _FIELD[each.stage] not in fields:
            told[_FIELD[each.stage]] = max(found)
    held.sort(key=lambda pair: pair[0])
    if held and "interview_on" not in fields:
        told["interview_on"] = held.pop()[0]
    if held:
        told["interviews"] = tuple(
            Interview(cell=cell_name(number, each.column + 1), on=day, round=each.text) for day, each in held
        )
    return told


_FIELD = {
    Stage.APPLIED: "applied_on",
    Stage.INTERVIEWING: "last_heard",
    Stage.OFFER: "last_heard",
    Stage.CLOSED: "closed_on",
}
"""Which date of a lead the day under a stage is: an assessment or an offer was an answer of theirs."""


@cache
def _is_interview(heading: str) -> bool:
    """Whether a day under a heading is one of talking to somebody, who is thanked for it: no written test is."""
    name = folded(re.sub(r"\b(?:date|datum|fecha|data)\b|_", " ", heading, flags=re.IGNORECASE))
    spoken = (word for word, meaning in heading_words().items() if meaning.heading == Column.INTERVIEW_ON)
    return any(word in name or name in word for word in spoken)
