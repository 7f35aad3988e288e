"""Rows that could be the headings of a list of leads, and which headings of ours theirs could be."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from followthrough.knowing.columns import OURS, THEIRS, Column
from followthrough.knowing.fold import fold, folded
from followthrough.knowing.ours import OwnColumns, style_of
from followthrough.reading.cells import as_text, is_blank
from followthrough.understanding.headings import Meaning, Trust, company_words, heading_words, meaning_of
from followthrough.understanding.own_columns import find_own_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from followthrough.knowing.hints import Hints
    from followthrough.reading.cells import Cell
    from followthrough.reading.frames import Frame

DEEPEST_HEADING = 30
"""Rows searched for headings: titles, legends and merged banners stand above them."""
LONGEST_HEADING = 80
SAMPLE = 200
"""Filled cells of a column that are looked at."""
BANNER_ABOVE = 2
"""Rows above the headings in which a banner ("INTERVIEW" over Date, Contact, Place) may stand."""


@dataclass(frozen=True, slots=True)
class Match:
    """A column that could be one of ours, by its heading."""

    column: int
    text: str
    trust: Trust


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that could be the headings.

    Args:
        heading_row: from 1; of headings in two rows the lower one.
        texts: column, from 0 -> its heading.
        matches: heading of ours -> the columns that could be it; those that a night fills are not among them.
        banners: column -> what stands above it over several columns.
        last_row: where another list begins below with headings of its own, the row before; else the last of the sheet.
        own: the columns that a night fills.
    """

    frame: Frame
    heading_row: int
    texts: Mapping[int, str]
    matches: Mapping[str, list[Match]]
    banners: Mapping[int, str] = field(default_factory=dict)
    last_row: int = 0
    own: OwnColumns = field(default_factory=OwnColumns)

    @property
    def inside(self) -> list[int]:
        """The columns with a heading, up to the first empty one right of the company: behind it stands another."""
        first = max(match.column for match in self.matches[Column.COMPANY])
        width = len(self.frame.rows[0])
        known = {*self.texts, *self.own.set_aside}
        bare = (column for column in range(first + 1, width) if column not in known)
        empty = (column for column in bare if not self.below(column))
        edge = next((column for column in empty if not self._goes_on_behind(first, column)), width)
        return [column for column in self.texts if column < edge]

    @property
    def headless(self) -> list[int]:
        """The columns of the list that have cells and no heading."""
        known = {*self.texts, *self.own.set_aside}
        return [column for column in range(max(self.inside)) if column not in known and self.below(column)]

    def _goes_on_behind(self, company: int, gap: int) -> bool:
        """Whether the list goes on behind an empty column: cells stand in the rows of the jobs, and in no others."""
        columns = [column for column in range(gap, len(self.frame.rows[0])) if column not in self.own.set_aside]
        behind = [any(not is_blank(row[column]) for column in columns) for row in self.rows]
        jobs = [not is_blank(row[company]) for row in self.rows]
        beside = sum(there and job for there, job in zip(behind, jobs, strict=True))
        return 2 * beside > sum(jobs) and beside == sum(behind)

    @property
    def is_filled(self) -> bool:
        """Whether anything stands below."""
        return any(not is_blank(cell) for row in self.rows for cell in row)

    @property
    def rows(self) -> list[list[Cell]]:
        """The rows of the list, without its headings."""
        return self.frame.rows[self.heading_row : self.last_row]

    def below(self, column: int) -> list[Cell]:
        """The first filled cells under a heading, enough of them to tell what it is."""
        return list(islice((row[column] for row in self.rows if not is_blank(row[column])), SAMPLE))


def find_candidates(frame: Frame, hints: Hints, named: Mapping[str, int]) -> Iterator[Candidate]:
    """The rows of a worksheet that name a company and at least one thing more.

    Args:
        frame: the worksheet.
        hints: what the config says.
        named: the defined names of ours -> the column that each points at.
    """
    if hints.worksheet and fold(frame.name) != fold(hints.worksheet):
        return
    for number in range(1, min(len(frame.rows), max(DEEPEST_HEADING, hints.heading_row or 0)) + 1):
        if hints.heading_row and number != hints.heading_row:
            continue
        row = texts_of(frame.rows[number - 1])
        banners = _banners(frame, number)
        theirs = {column: text for column, text in row.items() if column not in named.values() and not _is_ours(text)}
        texts = {**_above(frame, number, theirs, hints), **row}
        if not _is_list(_match(texts, banners, hints)):
            continue
        headings = ["" if is_blank(cell) else as_text(cell).strip() for cell in frame.rows[number - 1]]
        own = find_own_columns(headings, frame.rows[number:], hints, named)
        matches = _match({c: text for c, text in texts.items() if c not in own.set_aside}, banners, hints)
        if _is_list(matches) and not _goes_on_below(frame, number, matches):
            yield Candidate(frame, number, texts, matches, banners, _last_row(frame, number, texts), own)


def _last_row(frame: Frame, heading_row: int, texts: Mapping[int, str]) -> int:
    """The last row of a list: what stands below headings of another kind means something else."""
    for number, row in enumerate(frame.rows[heading_row:], start=heading_row + 1):
        if any(isinstance(cell, str) and cell.strip().casefold() in company_words() for cell in row):
            there = texts_of(row)
            known = (heading_words().get(folded(text)) for text in there.values())
            # Studio may be a company, and Applied its stage: what only may be a heading makes no row of headings.
            found = {meaning.heading for meaning in known if meaning and meaning.trust is not Trust.WEAK}
            is_repeated = {column: text for column, text in texts.items() if column in there} == there
            if Column.COMPANY in found and len(found) > 1 and not is_repeated:
                return _above_title(frame.rows, number - 1)
    return len(frame.rows)


def _above_title(rows: Sequence[Sequence[Cell]], last: int) -> int:
    """The last row above a title that stands over other headings: alone in its row, after a blank one."""
    filled = [sum(not is_blank(cell) for cell in row) for row in rows[max(last - BANNER_ABOVE, 0) : last]]
    return last - 1 if filled[-1:] == [1] and filled[:-1] == [0] else last


def texts_of(row: Sequence[Cell]) -> dict[int, str]:
    """The cells of a row that could be headings, by column."""
    return {
        column: cell.strip()
        for column, cell in enumerate(row)
        if isinstance(cell, str) and cell.strip() and len(cell) <= LONGEST_HEADING
    }


def _is_list(matches: Mapping[str, list[Match]]) -> bool:
    """A company and one thing more; where the company is only called Name or so, what else a list of jobs has."""
    if Column.COMPANY not in matches:
        return False
    if any(match.trust > Trust.WEAK for match in matches[Column.COMPANY]):
        return len(matches) > 1
    telling = (name for name in (Column.ROLE, Column.APPLIED_ON, Column.STAGE) if name in matches)
    return sum(any(match.trust is Trust.CERTAIN for match in matches[name]) for name in telling) > 1


def _match(texts: Mapping[int, str], banners: Mapping[int, str], hints: Hints) -> dict[str, list[Match]]:
    told = {folded(theirs): ours for ours, theirs in hints.columns.items() if theirs and ours in THEIRS}
    matches: dict[str, list[Match]] = {}
    for column, text in texts.items():
        names = (folded(text), folded(f"{banners.get(column, '')} {text}")) if folded(text) else ()
        name = next((name for name in names if name in told), "")
        known = Meaning(told[name], Trust.CERTAIN) if name else meaning_of(text, banners.get(column, ""))
        if known and (name or known.heading not in hints.columns):
            matches.setdefault(known.heading, []).append(Match(column, text, known.trust))
    return matches


def _banners(frame: Frame, number: int) -> dict[int, str]:
    """Column -> the banner above it: a cell merged over several columns, or one with nothing to its right."""
    for above in range(number - 1, max(number - 1 - BANNER_ABOVE, 0), -1):
        row = frame.rows[above - 1]
        texts = {column: cell.strip() for column, cell in texts_of(row).items()}
        if not texts:
            continue
        banners: dict[int, str] = {}
        starts = sorted(texts)
        for start, following in zip(starts, [*starts[1:], len(row)], strict=True):
            last = next((b.last_column for b in frame.merged if b.covers(above, start + 1)), following)
            banners |= dict.fromkeys(range(start, last), texts[start])
        return banners
    return {}


def _above(frame: Frame, number: int, own: Mapping[int, str], hints: Hints) -> dict[int, str]:
    """Headings of the row above that have nothing below them, where this row only divides the others further."""
    if number == 1 or not own:
        return {}
    upper = texts_of(frame.rows[number - 2])
    over = {column: text for column, text in upper.items() if is_blank(frame.rows[number - 1][column])}
    divided = [column for column in own if column not in upper or not _is_plain(upper[column])]
    known = _match(own, _banners(frame, number), hints)
    is_lower_half = len(divided) == len(own) > 1 and sum(map(len, known.values())) == len(own)
    return over if is_lower_half and Column.COMPANY in _match(over, {}, hints) else {}


def _is_ours(text: str) -> bool:
    return any(style_of(name, text) is not None for name in OURS)


def _is_plain(text: str) -> bool:
    known = meaning_of(text)
    return bool(known and known.trust > Trust.WEAK)


def _goes_on_below(frame: Frame, number: int, matches: Mapping[str, list[Match]]) -> bool:
    """Whether the company's heading is merged with the cells below it: then the lowest of its rows is the one."""
    column = matches[Column.COMPANY][0].column + 1
    return any(
        block.covers(number, column) and number < block.last_row and block.first_column == block.last_column
        for block in frame.merged
    )
