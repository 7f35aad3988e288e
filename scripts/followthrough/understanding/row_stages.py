"""How far a row is, from every column that says so: words, ticks, and the dates under "Interview 1" or "Rejected"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from followthrough.knowing.columns import Column
from followthrough.knowing.fold import folded
from followthrough.knowing.headings import heading_words
from followthrough.knowing.languages import any_of
from followthrough.knowing.leads import OVER, Interview
from followthrough.knowing.words import Stage
from followthrough.ooxml.references import cell_name
from followthrough.understanding.records import section_words
from followthrough.understanding.stage_columns import read_stage
from followthrough.understanding.stage_words import SILENCING, furthest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from followthrough.reading.cells import Cell
    from followthrough.understanding.layout import Layout
    from followthrough.understanding.stage_columns import StageColumn


@dataclass(frozen=True, slots=True)
class RowStage:
    """How far a row is.

    Args:
        fields: the fields of a Lead that say so.
        columns: Stage -> the letter of the column that decided, where that is not the one called Stage.
        headings: Stage -> the heading of that column.
    """

    fields: Mapping[str, object]
    columns: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)


class StageReader:
    """Reads how far each row of a worksheet is.

    Args:
        layout: the worksheet.
        is_one_of_several: whether the leads stand on several sheets; the name of each may then be a stage.
    """

    def __init__(self, layout: Layout, *, is_one_of_several: bool = False) -> None:
        self._words = layout.candidate.words
        self._sheet = layout.frame.name if is_one_of_several and self._words.exact(layout.frame.name) else ""
        self._sheet_stage = self._words.exact(self._sheet) if self._sheet else None
        self._sections = section_words(layout)

    def read(
        self,
        number: int,
        cells: Mapping[StageColumn, Cell],
        days: Mapping[StageColumn, tuple[date, ...]],
        fields: Mapping[str, object],
    ) -> RowStage:
        """Read a row; the furthest of the stages that its columns say holds.

        Args:
            number: of the row.
            cells: what stands in each column.
            days: the dates that stand there.
            fields: what the rest of the row says; a date that has a column of its own is not replaced.
        """
        told = [read_stage(column, cell, self._words) for column, cell in cells.items()]
        own = [each.stage for each in told if each.stage]
        stage = furthest(filter(None, (*own, self._sheet_stage))) if own else furthest(self._stages_around(number))
        unknown = next((each for each in told if each.unknown), None)
        if unknown and stage not in SILENCING:
            guess = self._words.guess(unknown.unknown)
            return _decided_by(unknown.column, {"unknown_stage": unknown.unknown, "stage_guess": guess})
        ticked = {each.column for each in told if each.stage}
        found: dict[str, object] = {"stage": stage} if stage else {}
        found |= _dated(number, {column: dates for column, dates in days.items() if column in ticked}, fields)
        deciding = next((each for each in told if each.stage and each.stage is stage), None)
        if not deciding:
            around = [word for word in self._around(number) if self._words.read(word) is stage]
            return RowStage(found | {"is_no": stage in OVER and any(map(self._words.is_no, around))})
        found["stage_word"] = deciding.words
        found["is_no"] = stage in OVER and self._words.is_no(deciding.words)
        found["called_off"] = stage is Stage.INTERVIEWING and self._words.is_called_off(deciding.words)
        return _decided_by(deciding.column, found)

    def _around(self, number: int) -> list[str]:
        """The words after which the part of the list and the sheet are called, where these are stages."""
        return [word for word in (self._sections.get(number, ""), self._sheet) if word]

    def _stages_around(self, number: int) -> list[Stage]:
        """What they say of a row that says nothing itself."""
        return [stage for word in self._around(number) if (stage := self._words.read(word))]


def _decided_by(column: StageColumn, fields: Mapping[str, object]) -> RowStage:
    if column.is_main:
        return RowStage(fields)
    return RowStage(fields, {Column.STAGE: column.letter}, {Column.STAGE: column.text})


def _dated(
    number: int, days: Mapping[StageColumn, tuple[date, ...]], fields: Mapping[str, object]
) -> dict[str, object]:
    """The dates under the stages as fields of a Lead, where the row has no column of its own for them."""
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
"""The field of a Lead that the date under a stage is: an assessment or an offer was an answer of theirs."""


@cache
def _is_interview(heading: str) -> bool:
    """Whether on the dates under a heading somebody was talked to, who is then thanked: not at a written test."""
    name = folded(re.sub(rf"\b(?:{any_of('beside')})\b|_", " ", heading, flags=re.IGNORECASE))
    spoken = (word for word, meaning in heading_words().items() if meaning.heading == Column.INTERVIEW_ON)
    return any(word in name or name in word for word in spoken)
