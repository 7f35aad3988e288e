"""How far a row is, from every column that says so: words, ticks, and the dates under "Interview 1" or "Rejected"."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING

from followthrough.knowing.columns import Column
from followthrough.knowing.fold import folded
from followthrough.knowing.headings import heading_words
from followthrough.knowing.languages import any_of
from followthrough.knowing.leads import OVER, Interview
from followthrough.knowing.words import Stage
from followthrough.ooxml.references import cell_name
from followthrough.reading.cells import Unreadable, read_each
from followthrough.reading.dates import read_dates
from followthrough.understanding.evidence import is_date_like
from followthrough.understanding.records import section_words
from followthrough.understanding.stage_columns import read_stage
from followthrough.understanding.stage_words import SILENCING, furthest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from followthrough.reading.cells import Cell
    from followthrough.reading.dates import DateWays
    from followthrough.understanding.layout import Layout
    from followthrough.understanding.stage_columns import StageColumn


class StageReader:
    """Tells how far each row of a worksheet is.

    Args:
        layout: the worksheet.
        numbers: of the rows that hold a lead; all else is asked for by their place among these.
        rows: their cells.
        ways: how the dates under a heading are written.
        is_one_of_several: whether the leads stand on several sheets; the name of each may then be a stage.
    """

    def __init__(
        self,
        layout: Layout,
        numbers: Sequence[int],
        rows: Sequence[Sequence[Cell]],
        ways: Callable[[str], DateWays],
        *,
        is_one_of_several: bool,
    ) -> None:
        self._layout, self._numbers, self._words = layout, numbers, layout.candidate.words
        self._sheet_stage = self._words.exact(layout.frame.name) if is_one_of_several else None
        self._sheet = layout.frame.name if self._sheet_stage else ""
        self._sections = section_words(layout)
        cells = {each: [row[each.column] for row in rows] for each in layout.stage_columns}
        self._told = [read_each(column, partial(read_stage, each, words=self._words)) for each, column in cells.items()]
        dated = {each: column for each, column in cells.items() if each.stage}
        self._days = {
            each: read_each(column, partial(read_dates, ways=ways(each.text))) for each, column in dated.items()
        }
        self._cells = dated

    def undated(self, place: int) -> Iterator[tuple[StageColumn, Unreadable]]:
        """The dates of a row under the name of a stage that cannot be read."""
        for each, column in self._days.items():
            read = column[place]
            if isinstance(read, Unreadable) and is_date_like(self._cells[each][place]):
                yield each, read

    def read(self, place: int, fields: Mapping[str, object]) -> dict[str, object]:
        """The fields of a Lead that say how far a row is: the furthest of the stages that it says, or stand around it.

        Args:
            place: of the row.
            fields: what the rest of the row says; a date that has a column of its own is not replaced.
        """
        words, number, told = self._words, self._numbers[place], [column[place] for column in self._told]
        stages = [each.stage for each in told if each.stage]
        around = [word for word in (self._sections.get(number, ""), self._sheet) if word]
        if not stages:
            stages = [stage for word in around if (stage := words.read(word))]
        elif self._sheet_stage:
            stages.append(self._sheet_stage)
        stage = furthest(stages)
        unknown = next((each for each in told if each.unknown), None)
        if unknown and stage not in SILENCING:
            found: dict[str, object] = {"unknown_stage": unknown.unknown, "stage_guess": words.guess(unknown.unknown)}
            return found | self._where(unknown.column)
        ticked = {each.column for each in told if each.stage} if self._days else ()
        found = _dated(number, {each: self._days[each][place] for each in self._days if each in ticked}, fields)
        found["stage"] = stage
        deciding = next((each for each in told if each.stage and each.stage is stage), None)
        if not deciding:
            found["is_no"] = stage in OVER and any(words.is_no(word) for word in around if words.read(word) is stage)
            return found | self._where(None)
        found["stage_word"] = deciding.words
        found["is_no"] = stage in OVER and words.is_no(deciding.words)
        found["called_off"] = stage is Stage.INTERVIEWING and words.is_called_off(deciding.words)
        return found | self._where(deciding.column)

    def _where(self, decided_by: StageColumn | None) -> dict[str, object]:
        """Where the cells of a row stand and what their owner calls them, with the column that decided as Stage."""
        letters, headings = self._layout.letters, self._layout.headings
        if decided_by and not decided_by.is_main:
            letters = letters | {Column.STAGE: decided_by.letter}
            headings = headings | {Column.STAGE: decided_by.text}
        return {"columns": letters, "headings": headings}


def _dated(
    number: int, days: Mapping[StageColumn, tuple[date, ...] | Unreadable], fields: Mapping[str, object]
) -> dict[str, object]:
    """The dates under the stages as fields of a Lead, where the row has no column of its own for them."""
    told: dict[str, object] = {}
    held: list[tuple[date, StageColumn]] = []
    for each, found in days.items():
        if not found or isinstance(found, Unreadable):
            continue
        if each.stage is Stage.INTERVIEWING and _is_interview(each.text):
            held += [(day, each) for day in found]
        elif each.stage in _FIELD and fields.get(_FIELD[each.stage]) is None:
            told[_FIELD[each.stage]] = max(found)
    held.sort(key=lambda pair: pair[0])
    if held and fields.get("interview_on") is None:
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
