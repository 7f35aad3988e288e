"""Columns that say how far a lead is: by words, or by a tick or a date under Phone screen, Onsite, Offer, Rejected.

Over ticks the heading is the word for the stage. A heading that can mean something else is never guessed: Closed may be
the day on which the posting closes, Offre is the advert.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from followthrough.knowing.fold import fold, folded
from followthrough.knowing.languages import any_of, small_words
from followthrough.knowing.record import Record
from followthrough.knowing.words import Stage
from followthrough.ooxml.references import column_letters
from followthrough.reading.cells import CHECKS, CROSSES, NO, Unreadable, filled_text
from followthrough.understanding.evidence import is_yes_or_no
from followthrough.understanding.stage_words import ENDS, SILENCING, furthest, is_negative

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from followthrough.reading.cells import Cell
    from followthrough.understanding.evidence import SeenColumn
    from followthrough.understanding.stage_words import StageWords

_BESIDE = re.compile(rf"\?|\b(?:{any_of('beside')}|y\s*/\s*n|yes\s*/\s*no)\b|[_]", re.IGNORECASE)
"""What a heading says beside the stage: "Date Phone Screen", "Offer (y/n)?"."""
_ROUNDS = dict.fromkeys(map(folded, small_words("rounds")), Stage.INTERVIEWING)
"""Headings that mean a round of interviews over ticks or dates, and something else over other cells."""
_COUNTED = small_words("counted rounds")
"""How a heading begins under which a number may say how many interviews there were."""
_VAGUE = frozenset(map(folded, small_words("vague stages")))
"""Headings that may speak of the posting or of the application, of an advert or of an offer: only the owner knows."""
_OF_WHAT = re.compile(r"\b(?:still|position|posting|job|role)\b", re.IGNORECASE)
_WORK_MODES = frozenset(map(folded, small_words("work modes")))
"""A round of interviews beside other rounds; alone, the place where one would work."""
_SENT = frozenset(map(folded, small_words("sent headings")))
"""Headings under which a no says that nothing was sent yet."""
_X = frozenset(("x", "\u00d7"))


class StageColumn(Record, frozen=True):
    """A column that says how far a lead is: by words, or by a tick or a date for one stage.

    Args:
        column: from 0.
        text: its heading.
        stage: what a tick says; None where the column holds words.
        has_checks: whether ticks are signs like ✓ there; an x then says no.
        is_main: whether it is the column called Stage.
    """

    column: int
    text: str
    stage: Stage | None = None
    has_checks: bool = False
    is_main: bool = False

    @property
    def letter(self) -> str:
        """Its column letters."""
        return column_letters(self.column + 1)


def stage_said(seen: SeenColumn) -> Stage | None:
    """The stage that the heading of a column says; None for "Offer / Rejected"."""
    plain = _plain(seen)
    if seen.words.is_told(seen.text):
        return seen.words.exact(seen.text)
    if seen.words.names_several(plain):
        return None
    return seen.words.read(plain) or _ROUNDS.get(folded(plain))


def recognise(seen: SeenColumn) -> StageColumn | None:
    """The stage that a column says by ticks or dates; None where it says none for certain."""
    stage = stage_said(seen)
    if not stage or stage is Stage.WISHLIST or not _has_ticks(seen, stage):
        return None  # "Interested: yes" says nothing of a job that was applied for
    if _is_vague(seen) and not seen.words.is_told(seen.text):
        return None
    has_checks = any(isinstance(cell, str) and fold(cell) in CHECKS for cell in seen.cells)
    return StageColumn(seen.column, seen.text, stage, has_checks)


def may_say_a_stage(seen: SeenColumn) -> bool:
    """Whether a column that was not recognised may say a stage all the same, so that its owner has to be asked."""
    stage = stage_said(seen)
    if stage and _has_ticks(seen, stage):
        return stage is not Stage.WISHLIST
    if stage in ENDS and any(isinstance(cell, str) and _is_remark(cell) for cell in seen.cells):
        return True
    plain = _plain(seen)
    may_end = not stage and (seen.words.guess(plain) in ENDS or seen.words.names_several(plain))
    return (may_end or _is_vague(seen)) and seen.are_ticks()


def _is_remark(text: str) -> bool:
    """Whether a text is more than a no: "Yes, by mail" under Rejected."""
    return any(map(str.isalpha, text)) and fold(text) not in NO


def _plain(seen: SeenColumn) -> str:
    return _BESIDE.sub(" ", seen.text).strip()


def _is_vague(seen: SeenColumn) -> bool:
    return folded(_OF_WHAT.sub(" ", _plain(seen))) in _VAGUE


def _has_ticks(seen: SeenColumn, stage: Stage) -> bool:
    """Whether the cells are ticks; under a round of interviews a word or a number may be one."""
    is_round = stage is Stage.INTERVIEWING
    return seen.are_ticks(
        takes_words=is_round and any(map(str.isdigit, seen.text)),
        takes_counts=is_round and folded(_plain(seen)).startswith(_COUNTED),
    )


def columns_of_x(ticks: Mapping[SeenColumn, StageColumn]) -> list[SeenColumn]:
    """The columns of x beside ✓: nobody but their owner knows what an x there says, yes, no, or turned down.

    Among ✓ for an offer or a no, it says that there is none.
    """
    if not any(each.has_checks for each in ticks.values()):
        return []
    held = (Stage.APPLIED, Stage.INTERVIEWING)
    return [seen for seen, each in ticks.items() if (not each.has_checks or each.stage in held) and open_x(seen)]


def open_x(seen: SeenColumn) -> str:
    """The first cell that is nothing but an x or a cross, of which its owner has not told what it means; or blank."""
    return next((str(cell) for cell in seen.cells if is_x(cell) and not seen.words.is_told(str(cell))), "")


def is_x(cell: Cell) -> bool:
    """Whether a cell holds nothing but an x or a cross."""
    return isinstance(cell, str) and fold(cell) in _X | CROSSES


def without_work_modes(columns: Sequence[StageColumn]) -> list[StageColumn]:
    """The columns without one called Onsite that is the only round of interviews: it says where one would work."""
    others = [each for each in columns if folded(each.text) not in _WORK_MODES]
    return [*columns] if any(each.stage is Stage.INTERVIEWING for each in others) else others


class Said(Record, frozen=True):
    """What one cell says: a stage and the words for it, or a text that its owner has to explain, or neither."""

    column: StageColumn
    stage: Stage | None
    unknown: str = ""
    words: str = ""


def read_stage(column: StageColumn, cell: Cell, words: StageWords) -> Said:
    """Read a cell of a column that says how far a lead is."""
    if isinstance(cell, Unreadable):
        return Said(column, None, cell.found)
    return _ticked(column, cell, words) if column.stage else _worded(column, filled_text(cell), words)


def _worded(column: StageColumn, text: str, words: StageWords) -> Said:
    if not text or words.is_silent(text):
        return Said(column, None)
    stage = words.read(text)
    # In a further column a remark is a remark; what may end the row is asked for all the same.
    is_remark = not column.is_main and words.guess(text) not in SILENCING
    return Said(column, stage, "" if stage or is_remark else text, text)


def _ticked(column: StageColumn, cell: Cell, words: StageWords) -> Said:
    """What stands under a stage: a tick, a date, a no, another stage's word, or a text that has to be explained."""
    text = filled_text(cell)
    word = fold(text)
    if words.is_told(text) and (is_x(text) or not folded(text)):
        stage = words.exact(text)
        return Said(column, stage, words=text if stage else "")
    if not text or cell in (0, False) or word in NO or (column.has_checks and word in _X):
        says_unsent = is_yes_or_no(cell) and folded(column.text) in _SENT
        return Said(column, Stage.WISHLIST if says_unsent else None)
    if word in CROSSES:
        return Said(column, None, "" if column.has_checks or column.stage not in SILENCING else text)
    if is_yes_or_no(cell) or not any(map(str.isalpha, text)):
        return Said(column, column.stage, words=column.text)
    if words.is_silent(text):
        return Said(column, None)
    read = words.read(text)
    if read:
        stage = furthest(filter(None, (read, column.stage)))
        return Said(column, stage, words=text if stage is read else column.text)
    is_round = column.stage is Stage.INTERVIEWING and not is_negative(text)
    if is_round and words.guess(text) not in SILENCING:
        return Said(column, column.stage)  # "Coding challenge" under Interview 2
    return Said(column, None, text)
