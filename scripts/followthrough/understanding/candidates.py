"""Rows that could be the headings of a list of leads, and what each of their headings could mean."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from followthrough.knowing.columns import DECIDE, OURS, THEIRS, Column
from followthrough.knowing.fold import fold, folded
from followthrough.knowing.headings import Meaning, Trust, company_words, heading_words, meaning_of
from followthrough.knowing.ours import OwnColumns, style_of
from followthrough.knowing.record import Record, field
from followthrough.reading.cells import as_text, is_blank
from followthrough.understanding.evidence import SeenColumn
from followthrough.understanding.own_columns import FEWEST_OF_OURS, find_own_columns
from followthrough.understanding.stage_words import words_with

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from followthrough.knowing.hints import Hints
    from followthrough.reading.cells import Cell
    from followthrough.reading.frames import Frame
    from followthrough.understanding.stage_words import StageWords

DEEPEST_HEADING = 30
"""Rows searched for headings: titles, legends and merged banners stand above them."""
LONGEST_HEADING = 80
FEWEST_REMEMBERED = 2
"""So many columns must stand where the night before read them before one with a new heading is known again."""
BANNER_ABOVE = 2
"""Rows above the headings in which a banner ("INTERVIEW" over Date, Contact, Place) may stand."""


class Candidate(Record, frozen=True, dict=True):
    """A row that could be the headings of a list.

    Args:
        heading_row: from 1; of headings in two rows the lower one.
        texts: column, from 0 -> its heading.
        matches: heading of ours -> the columns that could be it -> how sure their heading is; none that a night fills.
        words: the words for stages.
        banners: column -> what stands above it over several columns.
        last_row: the last row of the list: of the sheet, or the one above another list with headings of its own.
        own: the columns that a night fills.
        remembered: what the night before read -> the column now; None where that is gone.
        renamed: heading of ours -> the column that was read as it and has another heading now, or none.
    """

    frame: Frame
    heading_row: int
    texts: Mapping[int, str]
    matches: Mapping[str, Mapping[int, Trust]]
    words: StageWords
    banners: Mapping[int, str] = field(default_factory=dict)
    last_row: int = 0
    own: OwnColumns = field(default_factory=OwnColumns)
    remembered: Mapping[str, int | None] = field(default_factory=dict)
    renamed: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def rows(self) -> list[list[Cell]]:
        """The rows of the list, without its headings."""
        return self.frame.rows[self.heading_row : self.last_row]

    @cached_property
    def columns(self) -> tuple[SeenColumn, ...]:
        """Every column of the sheet, as far as the list goes down."""
        width = len(self.frame.rows[0])
        return tuple(SeenColumn(each, self.texts.get(each, ""), self.rows, self.words) for each in range(width))

    @cached_property
    def theirs(self) -> list[SeenColumn]:
        """The columns to choose from: those of the list but for the ones that a night fills."""
        return [seen for seen in self._inside if seen.column not in self.own.set_aside]

    @cached_property
    def _inside(self) -> list[SeenColumn]:
        """The columns with a heading, up to the first empty one right of the company: another list may begin there."""
        company = max(self.matches[Column.COMPANY])
        bare = (each for each in self.columns[company + 1 :] if each.column not in self.own.set_aside)
        gaps = (each.column for each in bare if not each.text and not each.sample)
        edge = next((gap for gap in gaps if not self._goes_on_behind(company, gap)), len(self.columns))
        return [self.columns[column] for column in self.texts if column < edge]

    @property
    def headless(self) -> list[SeenColumn]:
        """The columns of the list that have cells and no heading."""
        edge = max(each.column for each in self._inside)
        theirs = (each for each in self.columns[:edge] if each.column not in self.own.set_aside)
        return [each for each in theirs if not each.text and each.sample]

    def _goes_on_behind(self, company: int, gap: int) -> bool:
        """Whether columns right of an empty one are of the list: filled in most rows of jobs, and in no other rows."""
        columns = [column for column in range(gap, len(self.columns)) if column not in self.own.set_aside]
        behind = [any(not is_blank(row[column]) for column in columns) for row in self.rows]
        jobs = [not is_blank(row[company]) for row in self.rows]
        beside = sum(there and job for there, job in zip(behind, jobs, strict=True))
        return 2 * beside > sum(jobs) and beside == sum(behind)

    @cached_property
    def is_filled(self) -> bool:
        """Whether the list has any cells below its headings."""
        return any(not is_blank(cell) for row in self.rows for cell in row)


def find_candidate(
    frame: Frame, hints: Hints, named: Mapping[str, int], read: Mapping[str, int | None]
) -> Candidate | None:
    """The row of a worksheet with the most headings of ours, a company among them; the first that has cells below it.

    Args:
        frame: the worksheet.
        hints: what the config says.
        named: the defined names of our columns -> the column that each points at.
        read: heading of ours -> the column that the night before read as it; None where that is gone.
    """
    if hints.worksheet and fold(frame.name) != fold(hints.worksheet):
        return None
    best, most = None, 0
    above: dict[int, str] = {}
    for number, row in enumerate(frame.rows[: max(DEEPEST_HEADING, hints.heading_row or 0)], start=1):
        over, above = above, texts_of(row)
        if number != (hints.heading_row or number) or len({*over, *above, *read}) < most:
            continue  # so few texts cannot be more headings
        found = _candidate(frame, number, hints, named, read)
        if found and (not best or (len(found.matches), found.is_filled) > (most, best.is_filled)):
            best, most = found, len(found.matches)
    return best


def _candidate(
    frame: Frame, number: int, hints: Hints, named: Mapping[str, int], read: Mapping[str, int | None]
) -> Candidate | None:
    """A row, if its headings name a company and at least one thing more."""
    row, banners = texts_of(frame.rows[number - 1]), _banners(frame, number)
    theirs = {column: text for column, text in row.items() if column not in named.values() and not is_called_ours(text)}
    texts = dict(sorted({**_above(frame, number, theirs, banners, hints), **row}.items()))
    matches = _match(texts, banners, hints, {})
    moved = _renamed(texts, matches, named, read)
    texts |= {column: texts.get(column) or heading for heading, column in moved.items()}
    if not _is_list(_match(texts, banners, hints, moved) if moved else matches):
        return None
    headings = ["" if is_blank(cell) else as_text(cell).strip() for cell in frame.rows[number - 1]]
    own = find_own_columns(headings, frame.rows[number:], hints, named)
    moved = {heading: column for heading, column in moved.items() if column not in own.set_aside}
    matches = _match({c: text for c, text in texts.items() if c not in own.set_aside}, banners, hints, moved)
    read = read if own else {}
    if own:
        _believe_first(matches, texts, read)
    if not _is_list(matches) or _goes_on_below(frame, number, next(iter(matches[Column.COMPANY]))):
        return None
    last, words = _last_row(frame, number, texts), words_with(*hints.stages.items())
    return Candidate(frame, number, texts, matches, words, banners, last, own, read, moved)


def _last_row(frame: Frame, heading_row: int, texts: Mapping[int, str]) -> int:
    """The last row of a list, which may end where another one begins with headings of its own."""
    for number, row in enumerate(frame.rows[heading_row:], start=heading_row + 1):
        if not company_words().isdisjoint([cell.strip().casefold() for cell in row if cell and isinstance(cell, str)]):
            there = texts_of(row)
            known = (heading_words().get(folded(text)) for text in there.values())
            # A weak heading does not count: there may be a company called Studio, and its stage is Applied.
            found = {meaning.heading for meaning in known if meaning and meaning.trust is not Trust.WEAK}
            is_repeated = {column: text for column, text in texts.items() if column in there} == there
            if Column.COMPANY in found and len(found) > 1 and not is_repeated:
                return _above_title(frame.rows, number - 1)
    return len(frame.rows)


def _above_title(rows: Sequence[Sequence[Cell]], last: int) -> int:
    """The last row of a list above other headings, without their title: a cell alone in its row, after a blank row."""
    filled = [sum(not is_blank(cell) for cell in row) for row in rows[max(last - BANNER_ABOVE, 0) : last]]
    return last - 1 if filled[-1:] == [1] and filled[:-1] == [0] else last


def texts_of(row: Sequence[Cell]) -> dict[int, str]:
    """The cells of a row that could be headings, by column."""
    return {
        column: cell.strip()
        for column, cell in enumerate(row)
        if isinstance(cell, str) and cell.strip() and len(cell) <= LONGEST_HEADING
    }


def _is_list(matches: Mapping[str, Mapping[int, Trust]]) -> bool:
    """Whether headings are those of a list of jobs.

    A company and one heading more are enough; a company that is only called Name or the like needs two certain ones.
    """
    if Column.COMPANY not in matches:
        return False
    if max(matches[Column.COMPANY].values()) > Trust.WEAK:
        return len(matches) > 1
    telling = (matches[name] for name in (Column.ROLE, Column.APPLIED_ON, Column.STAGE) if name in matches)
    return sum(max(trusts.values()) >= Trust.CERTAIN for trusts in telling) > 1


def _match(
    texts: Mapping[int, str], banners: Mapping[int, str], hints: Hints, renamed: Mapping[str, int]
) -> dict[str, dict[int, Trust]]:
    """The headings of ours that some headings could be, as ``Candidate.matches``; what the config says is certain."""
    matches = {heading: {column: Trust.TOLD} for heading, column in renamed.items()}
    told = {folded(theirs): ours for ours, theirs in hints.columns.items() if theirs and ours in THEIRS}
    for column, text in texts.items():
        if column in renamed.values():
            continue
        banner = banners.get(column, "")
        ours = folded(text) and (told.get(folded(text)) or told.get(folded(f"{banner} {text}")))
        known = Meaning(ours, Trust.TOLD) if ours else meaning_of(text, banner)
        if known and (ours or known.heading not in hints.columns):
            matches.setdefault(known.heading, {})[column] = known.trust
    return matches


def _renamed(
    texts: Mapping[int, str],
    matches: Mapping[str, Mapping[int, Trust]],
    named: Mapping[str, int],
    read: Mapping[str, int | None],
) -> dict[str, int]:
    """Heading of ours -> the column that was read as it yesterday, and has another heading or none today.

    The names that point at the columns go along with them when their owner moves them. A program that leaves the names
    behind has moved the headings further right away from theirs, too; then no name is believed.
    """
    held = {heading: column for heading, column in read.items() if column is not None and heading in DECIDE}
    claimed = {column for columns in matches.values() for column in columns} | set(named.values())
    ours = {column: texts.get(column, "") for column in named.values()}
    is_there = [column in matches.get(heading, ()) for heading, column in held.items()]
    if sum(is_there) + sum(map(is_called_ours, ours.values())) < FEWEST_REMEMBERED:
        return {}
    moved = {column for heading, column in held.items() if heading in matches and column not in matches[heading]}
    moved |= {column for column, text in ours.items() if text and not is_called_ours(text)}
    return {
        heading: column
        for heading, column in held.items()
        if column not in claimed
        and not any(other > column for other in moved)
        and max(matches.get(heading, {}).values(), default=Trust.VAGUE) < Trust.CERTAIN
        and (not texts.get(column) or not meaning_of(texts[column]))
    }


def _believe_first(
    matches: Mapping[str, dict[int, Trust]], texts: Mapping[int, str], read: Mapping[str, int | None]
) -> None:
    """In a list with our columns, raise the trust in our own headings and in what the night before read."""
    exact = [(name, c) for name, trusts in matches.items() for c in trusts if fold(texts[c]) == fold(name)]
    for name, column in exact if len(exact) >= FEWEST_OF_OURS else ():
        matches[name][column] = max(Trust.OURS, matches[name][column])
    for heading, place in read.items():
        if place is not None and place in matches.get(heading, {}):
            matches[heading][place] = Trust.TOLD


def _banners(frame: Frame, number: int) -> dict[int, str]:
    """Column -> the banner above it: a cell merged over several columns, or one with nothing to its right."""
    for above in range(number - 1, max(number - 1 - BANNER_ABOVE, 0), -1):
        texts = texts_of(frame.rows[above - 1])
        banners: dict[int, str] = {}
        for start, following in zip(texts, [*list(texts)[1:], len(frame.rows[0])], strict=False):
            last = next((b.last_column for b in frame.merged if b.covers(above, start + 1)), following)
            banners |= dict.fromkeys(range(start, last), texts[start])
        if banners:
            return banners
    return {}


def _above(
    frame: Frame, number: int, own: Mapping[int, str], banners: Mapping[int, str], hints: Hints
) -> dict[int, str]:
    """The headings of the row above, where this row only divides some of them: Dates into Applied on, Interview on."""
    upper = texts_of(frame.rows[number - 2]) if number > 1 else {}
    over = {column: text for column, text in upper.items() if is_blank(frame.rows[number - 1][column])}
    if Column.COMPANY not in _match(over, {}, hints, {}):
        return {}
    whole = {column for column, text in upper.items() if (meaning := meaning_of(text)) and meaning.trust > Trust.WEAK}
    known = _match(own, banners, hints, {})
    is_lower_half = len(own) > 1 and not whole & own.keys() and sum(map(len, known.values())) == len(own)
    return over if is_lower_half else {}


def is_called_ours(text: str) -> bool:
    """Whether a heading is one that the columns of ours may have."""
    return any(style_of(name, text) is not None for name in OURS)


def _goes_on_below(frame: Frame, number: int, company: int) -> bool:
    """Whether the company's heading is merged with cells below it; then the lowest of its rows is the headings' row."""
    blocks = (block for block in frame.merged if block.covers(number, company + 1) and number < block.last_row)
    return any(block.first_column == block.last_column for block in blocks)
