"""What the cells of a column are, each looked at once: whether they agree with its heading, and what they say alone."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from enum import Enum, auto
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from followthrough.knowing.columns import COUNTS, DATES, YES_OR_DATE, Column
from followthrough.knowing.fold import fold
from followthrough.knowing.languages import any_month, any_of
from followthrough.knowing.record import Record
from followthrough.ooxml.references import column_letters
from followthrough.reading.cells import (
    CROSSES,
    NO,
    PLAIN_NO,
    YES,
    Unreadable,
    as_text,
    is_blank,
    is_no_date,
    read_count,
)
from followthrough.reading.dates import MONTHS, DateWays, day_order, read_dates
from followthrough.understanding.stage_words import ENDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from followthrough.reading.cells import Cell
    from followthrough.understanding.stage_words import StageWords

MOST = 0.6
"""The share of cells of one kind that tells what a column is."""
NEARLY_ALL = 0.8
"""The share that leaves no doubt, where a heading has several meanings or none."""
FEW = 3
"""A column with fewer filled cells proves nothing by what it does not hold."""
SAMPLE = 100
"""Filled cells of a column by which shares are told."""
_HIGHEST_ROUND = 20
"""A number up to this may say how many interviews there were."""


class CellKind(Enum):
    """What a cell is by itself, apart from its heading."""

    NOTHING = auto()
    """Blank, or a word that says there is nothing."""
    YES_OR_NO = auto()
    DATE = auto()
    NUMBER = auto()
    EMAIL = auto()
    LINK = auto()
    STAGE = auto()
    TEXT = auto()


class SeenColumn(Record, frozen=True, eq=False, dict=True):
    """A column of a list as it stands in the worksheet.

    Args:
        column: from 0.
        text: its heading; blank where it has none.
        rows: the rows of the list, below the headings.
        words: the words for stages.
    """

    column: int
    text: str
    rows: Sequence[Sequence[Cell]]
    words: StageWords

    @property
    def letter(self) -> str:
        """Its column letters."""
        return column_letters(self.column + 1)

    @property
    def name(self) -> str:
        """What it is called in messages: "C (Interview date)"."""
        return f"{self.letter} ({self.text or 'without a heading'})"

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every filled cell."""
        return tuple(self._filled())

    @cached_property
    def sample(self) -> tuple[Cell, ...]:
        """The first filled cells, enough of them to tell what the column holds."""
        return tuple(islice(self._filled(), SAMPLE))

    def _filled(self) -> Iterator[Cell]:
        cells = (row[self.column] for row in self.rows)
        return (cell for cell in cells if cell != "" and not is_blank(cell))

    @cached_property
    def _with_kinds(self) -> tuple[tuple[Cell, CellKind], ...]:
        """Each cell of the sample with its kind."""
        return tuple((cell, kind_of(cell, self.words)) for cell in self.sample)

    @cached_property
    def kinds(self) -> Counter[CellKind]:
        """How many cells of the sample there are of each kind, leaving out those that say there is nothing."""
        counted = Counter(kind for _, kind in self._with_kinds)
        del counted[CellKind.NOTHING]
        return counted

    def holds_days(self, *, as_numbers: bool) -> bool:
        """Whether most of the cells are dates that can be read.

        Args:
            as_numbers: whether a bare number may be one; pay may be like the number of a day.
        """
        days = [cell for cell in self.sample if is_date(cell)]
        if not as_numbers:
            texts = (cell for cell in days if isinstance(cell, str) and not cell.strip().isdigit())
            days = [*texts, *(cell for cell in days if isinstance(cell, date))]
        return 2 * len(days) > len(self.sample)

    def can_be(self, heading: str) -> bool:
        """Whether nothing in the cells speaks against a heading of ours."""
        total = self.kinds.total()
        if heading in DATES:
            return self._can_be_dates(heading)
        if heading in _NEEDS:
            if heading not in COUNTS and 0 < total == self.kinds[CellKind.YES_OR_NO]:
                return False
            telling = [cell for cell, kind in self._with_kinds if kind is not CellKind.NOTHING]
            return len(telling) < FEW or 2 * sum(map(_NEEDS[heading], telling)) >= len(telling)
        fewest = FEW if heading in (Column.COMPANY, Column.STAGE) else 1
        return total < fewest or self._number_of(*_AGAINST.get(heading, ())) < MOST * total

    def _can_be_dates(self, heading: str) -> bool:
        if heading in (*YES_OR_DATE, Column.SNOOZE_UNTIL) or not self.sample:
            return True
        if len(self.sample) == self.kinds[CellKind.YES_OR_NO]:
            return False
        telling = [cell for cell in self.sample if not (isinstance(cell, str) and fold(cell) in NO)]
        return len(telling) < FEW or sum(is_date_like(cell) or is_date(cell) for cell in telling) >= len(telling) / 4

    def is_likely(self, heading: str, share: float = 0.5) -> bool:
        """Whether at least a share of the cells is of the kind that a heading of ours asks for."""
        agreeing = self.kinds[ASKED_FOR[heading]] if heading in ASKED_FOR else 0
        return agreeing > 0 and agreeing >= share * self.kinds.total()

    def is_plainly(self, kind: CellKind, *, fewest: int = FEW) -> bool:
        """Whether nearly all cells are of a kind; one word for a stage again and again is not enough."""
        says_several = kind is not CellKind.STAGE or len(set(map(str, self.sample))) > 1
        return says_several and self.kinds.total() >= fewest and self.kinds[kind] >= NEARLY_ALL * self.kinds.total()

    def are_ticks(self, *, takes_words: bool = False, takes_counts: bool = False) -> bool:
        """Whether the cells are yes and no, dates or words for stages, and so tell how far each row is.

        Args:
            takes_words: whether any word counts as a tick: "Coding challenge" under Interview 2.
            takes_counts: whether a small number counts as one: two interviews.
        """
        ticks = self._number_of(CellKind.YES_OR_NO, CellKind.DATE, CellKind.STAGE)
        ticks += self.kinds[CellKind.TEXT] if takes_words else 0
        if takes_counts:
            numbers = [cell for cell, kind in self._with_kinds if kind is CellKind.NUMBER]
            ticks += sum(isinstance(each, int | float) and each in range(_HIGHEST_ROUND + 1) for each in numbers)
        saying_nothing = len(self.sample) - self.kinds.total()
        return ticks > 0 and ticks + saying_nothing >= MOST * len(self.sample)

    def may_end(self) -> bool:
        """Whether any cell may say that a row is over, or an offer."""
        return any(map(self.ends, self.cells))

    def ends(self, cell: Cell) -> bool:
        """Whether a cell says so, for certain or perhaps."""
        return isinstance(cell, str) and (self.words.read(cell) or self.words.guess(cell)) in ENDS

    def often_ends(self) -> bool:
        """Whether a third of the cells say so for certain."""
        ending = sum(isinstance(cell, str) and self.words.read(cell) in ENDS for cell in self.sample)
        return ending > 0 and 3 * ending >= len(self.sample)

    def may_be_swapped(self) -> bool:
        """Whether Excel may have exchanged day and month in those cells that it took for dates.

        03/11, typed with the day first where Excel expects the month, became 11 March; 13/11 stayed a text.
        """
        days = (cell.day for cell in self._filled() if isinstance(cell, datetime))
        return next(days, MONTHS + 1) <= MONTHS and all(day <= MONTHS for day in days) and day_order(self.cells) is True

    def _number_of(self, *kinds: CellKind) -> int:
        return sum(self.kinds[kind] for kind in kinds)


ASKED_FOR: dict[str, CellKind] = {
    **dict.fromkeys(DATES, CellKind.DATE),
    Column.STAGE: CellKind.STAGE,
    Column.COMPANY: CellKind.TEXT,
    Column.EMAIL: CellKind.EMAIL,
    Column.LINK: CellKind.LINK,
}
"""Heading of ours -> the kind of cell it asks for."""
_AGAINST: dict[str, tuple[CellKind, ...]] = {
    Column.STAGE: (CellKind.DATE, CellKind.EMAIL, CellKind.LINK, CellKind.NUMBER),
    Column.ROLE: (CellKind.DATE, CellKind.EMAIL, CellKind.LINK, CellKind.YES_OR_NO),
    Column.COMPANY: (CellKind.DATE, CellKind.EMAIL, CellKind.STAGE, CellKind.YES_OR_NO),
    **dict.fromkeys((Column.CONTACT, Column.INSIDER, Column.SOURCE), (CellKind.DATE, CellKind.YES_OR_NO)),
}
"""Kinds of which a column of ours does not consist; for all others nothing speaks against a heading."""
_YES_OR_NO = YES | PLAIN_NO | CROSSES
_EMAIL = re.compile(r"(?<!\S)(?>\S[^\s@]*@)\S+\.\w")
_LINK = re.compile(r"https?://|www\.|\S\.(?:com|org|net|io|de|co)/", re.IGNORECASE)
_CHANNEL = re.compile(rf"{any_of('by phone')}|{any_of('by email')}", re.IGNORECASE)
_NUMBER = re.compile(r"[\d.,\s+-]+")
_DATE_LIKE = (
    rf"(?i)\d{{1,4}}\s?(?:[/{any_of('year sign')}]\s?\d{{1,2}}|[.-]\s?\d{{1,2}}(?!\d))|\b(?:{any_month(alone=True)})\b"
)
"""Compiled when it is first used: it is long, and most workbooks have no such text."""
_LONGEST_DATE, _LONGEST_TICK = 48, 40
_EITHER_ORDER = (DateWays(day_first=True), DateWays(day_first=False))


def kind_of(cell: Cell, words: StageWords) -> CellKind:
    """Find the kind of a cell; words for stages are told apart from other texts by ``words``."""
    if is_yes_or_no(cell):
        return CellKind.YES_OR_NO
    if is_no_date(cell):
        return CellKind.NOTHING
    if not isinstance(cell, str):
        return CellKind.DATE if is_date_like(cell) else CellKind.NUMBER
    if "@" in cell and _EMAIL.search(cell):
        return CellKind.EMAIL
    if ("/" in cell or "." in cell) and _LINK.search(cell):
        return CellKind.LINK
    if words.read(cell):
        return CellKind.STAGE
    if is_date_like(cell):
        return CellKind.DATE
    return CellKind.NUMBER if _NUMBER.fullmatch(cell) else CellKind.TEXT


def is_yes_or_no(cell: Cell) -> bool:
    """Whether a cell is a tick box, or a word, sign or number that says yes or no."""
    if isinstance(cell, str):
        return len(cell) <= _LONGEST_TICK and fold(cell) in _YES_OR_NO
    return isinstance(cell, bool) or (isinstance(cell, int | float) and cell in (0, 1))


def is_date(cell: Cell) -> bool:
    """Whether a cell holds a date, or several, be it with the day first or with the month first."""
    if isinstance(cell, date):
        return not is_blank(cell)
    read = (read_dates(cell, ways) for ways in (_EITHER_ORDER if isinstance(cell, str) else _EITHER_ORDER[:1]))
    return any(dates and not isinstance(dates, Unreadable) for dates in read)


def is_date_like(cell: Cell) -> bool:
    """Whether a cell is about a day, readable for certain or not: "8/82019", "Before 2025-01-24", the number 9.1."""
    if not isinstance(cell, str):
        return is_date(cell) or (isinstance(cell, float) and not cell.is_integer() and 1 < cell < 32)  # noqa: PLR2004 - 9.1 is a month and a day
    return len(cell) <= _LONGEST_DATE and any(map(str.isdigit, cell)) and bool(re.search(_DATE_LIKE, cell))


def may_be_turned(cell: Cell) -> bool:
    """Whether a cell is a real day whose day and month may have been exchanged."""
    return isinstance(cell, datetime) and cell.day <= MONTHS and cell.day != cell.month


def is_phone(text: str) -> bool:
    """Whether a text has as many digits as the shortest phone number."""
    return sum(map(str.isdigit, text)) >= _FEWEST_DIGITS


def is_number_to_call(cell: Cell) -> bool:
    """Whether a cell is a phone number, and neither an address nor a day."""
    text = as_text(cell)
    return "@" not in text and is_phone(text) and not is_date(cell)


_FEWEST_DIGITS = 5
_NEEDS: dict[str, Callable[[Cell], bool]] = {
    Column.EMAIL: lambda cell: "@" in as_text(cell),
    Column.PHONE: lambda cell: is_phone(as_text(cell)) and not is_date(cell),
    Column.PREFERS: lambda cell: isinstance(cell, str) and bool(_CHANNEL.search(cell)),
    **dict.fromkeys(COUNTS, lambda cell: not isinstance(read_count(cell), Unreadable)),
}
"""What at least half of the cells must be under some headings of ours."""
