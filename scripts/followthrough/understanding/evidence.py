"""What the cells under a heading look like: whether they can be what it says, and what they say where it is silent."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from enum import Enum, auto
from typing import TYPE_CHECKING

from followthrough.knowing.columns import COUNTS, DATES, Column
from followthrough.knowing.fold import fold
from followthrough.knowing.words import Stage
from followthrough.reading.cells import (
    CROSSES,
    MONTH_NAMES,
    MONTHS,
    NO,
    NO_DATE,
    PLAIN_NO,
    YES,
    DateWays,
    Unreadable,
    as_text,
    day_first_evidence,
    is_blank,
    read_count,
    read_dates,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from followthrough.reading.cells import Cell
    from followthrough.understanding.stage_words import StageWords

MOST = 0.6
"""The share of cells from which a column is what they are."""
ENDS = (Stage.CLOSED, Stage.MOVED_ON, Stage.OFFER, Stage.ACCEPTED)
"""Stages that nobody must miss: a row that says one is not chased as if it had said nothing."""
FEW = 3
"""Filled cells below which a column proves nothing by what it does not hold."""
WORDS_TOO = (Column.THANK_YOU_SENT, Column.PAY_DISCUSSED, Column.REFERENCES_TOLD, Column.SNOOZE_UNTIL)
"""Date columns that also hold yes, no or never."""
ROUNDS = 20
"""Numbers up to which a cell may count interviews."""
_NAMES = (Column.COMPANY, Column.ROLE, Column.CONTACT, Column.INSIDER, Column.SOURCE)
_EMAIL = re.compile(r"\S@\S+\.\w")
_LINK = re.compile(r"https?://|www\.|\S+\.(?:com|org|net|io|de|co)/", re.IGNORECASE)
_DATE_LIKE = re.compile(rf"\d{{1,4}}\s?[./年-]\s?\d{{1,2}}|\b(?:{MONTH_NAMES})\b", re.IGNORECASE)
_MOST_DIGITS_IN_A_DATE = 24
_DIGITS_OF_A_PHONE = 5


class Kind(Enum):
    """What a cell looks like, whatever stands above it."""

    NOTHING = auto()
    """Blank, or a word that says there is nothing."""
    DATE = auto()
    YES_OR_NO = auto()
    NUMBER = auto()
    EMAIL = auto()
    LINK = auto()
    STAGE = auto()
    TEXT = auto()


class Evidence:
    """Looks at cells, with the owner's words for stages in mind."""

    def __init__(self, words: StageWords) -> None:
        self._words = words

    def kinds(self, cells: Sequence[Cell]) -> Counter[Kind]:
        """How many of a column's cells look like what; blanks and such are left out."""
        counted = Counter(map(self._kind, cells))
        del counted[Kind.NOTHING]
        return counted

    def can_be(self, heading: str, cells: Sequence[Cell]) -> bool:
        """Whether a column whose heading is plain can be what it says: nothing in it speaks against that."""
        if heading in DATES:
            return _can_be_dates(heading, cells)
        sample = [cell for cell in cells if self._kind(cell) is not Kind.NOTHING]
        if heading in _NEEDS:
            if heading not in COUNTS and sample and all(map(is_yes_or_no, sample)):
                return False
            enough = sum(map(_NEEDS[heading], sample))
            return len(sample) < FEW or 2 * enough >= len(sample)
        if heading == Column.STAGE:
            return len(sample) < FEW or self._share(sample, Kind.DATE, Kind.EMAIL, Kind.LINK, Kind.NUMBER) < MOST
        if heading == Column.ROLE:
            return self._share(sample, Kind.DATE, Kind.EMAIL, Kind.LINK, Kind.YES_OR_NO) < MOST
        if heading == Column.COMPANY:
            return len(sample) < FEW or self._share(sample, Kind.DATE, Kind.EMAIL, Kind.STAGE, Kind.YES_OR_NO) < MOST
        return heading not in _NAMES or self._share(sample, Kind.DATE, Kind.YES_OR_NO) < MOST

    def is_likely(self, heading: str, cells: Sequence[Cell], share: float = 0.5) -> bool:
        """Whether most cells agree with a heading that can mean several things."""
        agreeing = _AGREEING.get(heading, Kind.DATE)
        counted = self.kinds(cells)
        return counted[agreeing] > 0 and counted[agreeing] >= share * counted.total()

    def are_ticks(self, cells: Sequence[Cell], *, takes_words: bool = False, takes_counts: bool = False) -> bool:
        """Whether a column holds yes and no, dates or words for stages, and so says how far a row is.

        Args:
            cells: those under its heading.
            takes_words: whether any word is a tick: "Coding challenge" under Interview 2.
            takes_counts: whether a small number is one: two interviews.
        """
        kinds = (*_TICKS, Kind.TEXT) if takes_words else _TICKS
        sample = [cell for cell in cells if not is_blank(cell)]
        ticks = [
            cell
            for cell in sample
            if is_yes_or_no(cell) or self._kind(cell) in kinds or (takes_counts and _is_round(cell))
        ]
        says_something = any(is_yes_or_no(cell) or self._kind(cell) is not Kind.NOTHING for cell in ticks)
        return says_something and len(ticks) >= MOST * len(sample)

    def may_end(self, cells: Sequence[Cell], *, guesses: bool) -> bool:
        """Whether words stand there that would end a row, or turn it into an offer.

        Args:
            cells: those under a heading.
            guesses: whether a likely meaning is enough; else a third of the cells must say it for certain.
        """
        texts = [cell for cell in cells if isinstance(cell, str)]
        if guesses:
            return any((self._words.read(text) or self._words.guess(text)) in ENDS for text in texts)
        sure = sum(self._words.read(text) in ENDS for text in texts)
        return bool(sure) and 3 * sure >= len(cells)

    def fits(self, heading: str, cells: Sequence[Cell]) -> bool:
        """Whether the cells plainly are what a heading says, and not merely may be."""
        wanted = _PLAIN.get(heading) or (Kind.DATE if heading in DATES else None)
        counted = self.kinds(cells)
        return wanted is not None and counted.total() > 0 and counted[wanted] >= MOST * counted.total()

    def _share(self, sample: Sequence[Cell], *kinds: Kind) -> float:
        counted = self.kinds(sample)
        return sum(counted[kind] for kind in kinds) / max(counted.total(), 1)

    def _kind(self, cell: Cell) -> Kind:
        if is_yes_or_no(cell):
            return Kind.YES_OR_NO
        if is_blank(cell) or (isinstance(cell, str) and fold(cell) in NO_DATE):
            return Kind.NOTHING
        if not isinstance(cell, str):
            return Kind.DATE if is_date_like(cell) else Kind.NUMBER
        if _EMAIL.search(cell):
            return Kind.EMAIL
        if _LINK.search(cell):
            return Kind.LINK
        if self._words.read(cell):
            return Kind.STAGE
        if is_date_like(cell):
            return Kind.DATE
        return Kind.NUMBER if re.fullmatch(r"[\d.,\s+-]+", cell) else Kind.TEXT


def _can_be_dates(heading: str, cells: Sequence[Cell]) -> bool:
    filled = [cell for cell in cells if not is_blank(cell)]
    if heading in WORDS_TOO or not filled:
        return True
    if all(map(is_yes_or_no, filled)):
        return False
    telling = [cell for cell in filled if not (isinstance(cell, str) and fold(cell) in NO)]
    return len(telling) < FEW or sum(map(is_date_like, telling)) >= len(telling) / 4


_AGREEING: dict[str, Kind] = {Column.STAGE: Kind.STAGE, Column.COMPANY: Kind.TEXT}
_TICKS = (Kind.DATE, Kind.STAGE, Kind.NOTHING)
_PLAIN: dict[str, Kind] = {Column.STAGE: Kind.STAGE, Column.EMAIL: Kind.EMAIL, Column.LINK: Kind.LINK}


def is_date_like(cell: Cell) -> bool:
    """Whether a cell is about a day, also one that cannot be read for certain: "8/82019", "Before 2025-01-24"."""
    if not isinstance(cell, str):
        return bool(dates_of(cell)) or (isinstance(cell, float) and not cell.is_integer() and 1 < cell < 32)  # noqa: PLR2004 - 9.1 is a month and a day
    digits = sum(map(str.isdigit, cell))
    return digits > 0 and len(cell) <= _MOST_DIGITS_IN_A_DATE * 2 and bool(_DATE_LIKE.search(cell))


def dates_of(cell: Cell) -> tuple[object, ...]:
    """The dates a cell would hold if the day came first, or the month: enough to see whether it is about dates."""
    for day_first in (True, False):
        found = read_dates(cell, DateWays(day_first=day_first))
        if not isinstance(found, Unreadable):
            return found
    return ()


def are_turned(cells: Sequence[Cell]) -> bool:
    """Whether Excel may have read some days of a column the wrong way round, where it could not read the others.

    03/11 typed where the month comes first became 11 March; 13/11, which cannot be read so, stayed a text.
    """
    told = {evidence for cell in cells if (evidence := day_first_evidence(cell)) is not None}
    read = [cell for cell in cells if isinstance(cell, datetime)]
    return told == {True} and bool(read) and all(cell.day <= MONTHS for cell in read)


def is_yes_or_no(cell: Cell) -> bool:
    """A tick, or a word or number for one."""
    return (
        isinstance(cell, bool) or cell in (0, 1) or (isinstance(cell, str) and fold(cell) in YES | PLAIN_NO | CROSSES)
    )


def _is_round(cell: Cell) -> bool:
    return isinstance(cell, int | float) and 0 <= cell <= ROUNDS and cell == int(cell)


def _is_count(cell: Cell) -> bool:
    return not isinstance(read_count(cell), Unreadable)


def _is_phone(cell: Cell) -> bool:
    return sum(map(str.isdigit, as_text(cell))) >= _DIGITS_OF_A_PHONE and not dates_of(cell)


def _is_channel(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(re.search(r"mail|phone|call|tel|anruf|courriel", cell, re.IGNORECASE))


_NEEDS: dict[str, Callable[[Cell], bool]] = {
    Column.EMAIL: lambda cell: "@" in as_text(cell),
    Column.PHONE: _is_phone,
    Column.PREFERS: _is_channel,
    **dict.fromkeys(COUNTS, _is_count),
}
