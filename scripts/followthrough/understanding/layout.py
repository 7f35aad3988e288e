"""Where the leads stand in a workbook: which worksheets, which row of headings, which column means what.

A heading is believed only as far as the cells below it agree. Where two columns could be the same one, the owner
decides.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

from followthrough.knowing.columns import DATES, DECIDE, Column
from followthrough.knowing.commands import Command, to_type
from followthrough.knowing.errors import WorkbookError
from followthrough.knowing.fold import folded
from followthrough.knowing.headings import stage_words
from followthrough.knowing.languages import any_month, any_of
from followthrough.knowing.record import Record
from followthrough.knowing.wording import listed
from followthrough.ooxml.references import column_letters
from followthrough.reading.cells import is_filled
from followthrough.understanding.candidates import find_candidate
from followthrough.understanding.own_columns import refuse_wrongly_told
from followthrough.understanding.questions import STAGE_COLUMN
from followthrough.understanding.refusals import (
    refuse_diary,
    refuse_missing,
    refuse_shape,
    refuse_shifted,
)
from followthrough.understanding.unread import understand_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from followthrough.knowing.hints import Hints
    from followthrough.knowing.ours import OwnColumns
    from followthrough.reading.frames import Frame
    from followthrough.understanding.candidates import Candidate
    from followthrough.understanding.questions import Choices
    from followthrough.understanding.stage_columns import StageColumn

_HOW_FAR = {Column.STAGE, Column.APPLIED_ON}
"""Of these columns, one must be there to tell how far a lead is."""


class Layout(Record, frozen=True, kw_only=True, dict=True):
    """What was understood of a worksheet.

    Args:
        choices: which column is which, and what is open.
        similar: other worksheets that look like a list of leads too, and are not read.
        copies: those of them that were judged before, too, as a copy of this one was.
    """

    choices: Choices
    similar: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()

    @property
    def candidate(self) -> Candidate:
        """The row of headings, and the list below it."""
        return self.choices.candidate

    @property
    def own(self) -> OwnColumns:
        """The columns that a night fills."""
        return self.candidate.own

    @property
    def ours(self) -> dict[int, str]:
        """The columns that a night fills and copies of them, from 0 -> the heading of each, which may be blank."""
        return {column: self.candidate.texts.get(column, "") for column in self.own.set_aside}

    @property
    def frame(self) -> Frame:
        """The cells of the worksheet."""
        return self.candidate.frame

    @property
    def heading_row(self) -> int:
        """The row of headings, from 1."""
        return self.candidate.heading_row

    @property
    def columns(self) -> dict[str, int]:
        """Heading of ours -> column, from 0."""
        return self.choices.columns

    @property
    def headings(self) -> dict[str, str]:
        """Heading of ours -> what the owner calls it."""
        return self.choices.headings

    @property
    def stage_columns(self) -> tuple[StageColumn, ...]:
        """Every column that says how far a lead is, the one that is Stage first."""
        return self.choices.stage_columns

    @cached_property
    def letters(self) -> dict[str, str]:
        """Heading of ours -> column letter."""
        return {heading: column_letters(column + 1) for heading, column in self.columns.items()}

    @property
    def read_again(self) -> dict[str, int | None]:
        """What the next night shall know again: what decides -> its column, from 0; None for what is gone."""
        chosen, memory = self.choices.chosen, self.candidate.remembered.items()
        gone = [each for each, at in memory if each not in chosen and (each in DECIDE or at is None)]
        found: dict[str, int | None] = dict.fromkeys(gone)
        found |= {h: s.column for h, s in chosen.items() if h in DECIDE and (s.sample or h == Column.COMPANY)}
        known = {at: each for each, at in memory if each not in DECIDE}
        free = (key for number in count(1) if (key := f"{STAGE_COLUMN}{number}") not in self.candidate.remembered)
        further = (each.column for each in self.stage_columns if each.column not in found.values())
        return found | {known.get(column) or next(free): column for column in further}

    @cached_property
    def dates(self) -> dict[str, int]:
        """Heading of ours -> column, of those that hold dates."""
        return {heading: column for heading, column in self.columns.items() if heading in DATES}

    def filled(self, number: int) -> set[int]:
        """The columns, from 0, in which somebody put something into a row; none that a night fills."""
        own, row = self.own.set_aside, self.frame.rows[number - 1]
        return {column for column, cell in enumerate(row) if column not in own and is_filled(cell)}

    @cached_property
    def sparse(self) -> Mapping[int, set[int]]:
        """The rows below the headings, from 1, in which there are less than two texts -> their filled columns.

        Only among these can there be blank rows, rows that divide the list, and statistics.
        """
        own = self.own.set_aside
        kept = [column for column in range(len(self.frame.rows[0])) if column not in own]
        found = {}
        for number, row in enumerate(self.frame.rows[self.heading_row :], start=self.heading_row + 1):
            texts = (column for column in kept if isinstance(cell := row[column], str) and cell and is_filled(cell))
            if next(texts, None) is None or next(texts, None) is None:
                found[number] = self.filled(number)
        return found


def find_layouts(
    frames: Sequence[Frame],
    hints: Hints,
    named: Mapping[str, Mapping[str, int]] | None = None,
    read: Mapping[str, Mapping[str, int | None]] | None = None,
) -> tuple[Layout, ...]:
    """Find the leads: on one worksheet, or on several that are one list kept by the week, the year or the stage.

    Columns that could both be the same one are left open in ``choices``.

    Args:
        frames: the worksheets that may hold them.
        hints: what the config says.
        named: worksheet -> the defined names of our columns -> the column that each points at.
        read: worksheet -> what the night before read -> its column; None where that is gone.

    Raises:
        ConfigError: the config names a heading that is not there.
        WorkbookError: there is no list of leads, or there are two.
    """
    named, read = named or {}, read or {}
    found = [find_candidate(frame, hints, named.get(frame.name, {}), read.get(frame.name, {})) for frame in frames]
    lists = [candidate for candidate in found if candidate]
    likely = _without_archives(lists)
    if not likely:
        refuse_shape(frames, hints)
    chosen, copies = _choose(likely)
    if not any(candidate.own for candidate in chosen):
        texts = [(text, f"{each.banners.get(at, '')} {text}") for each in chosen for at, text in each.texts.items()]
        refuse_missing((name for names in texts for name in names), hints)
    others = [each for each in lists if each not in chosen and each.is_filled]
    similar = [each for each in others if _is_called_after_a_stage(each) or _HOW_FAR & each.matches.keys()]
    names = [tuple(each.frame.name for each in candidates) for candidates in (similar, copies)]
    return tuple(_layout(candidate, hints, *names) for candidate in chosen)


def _choose(likely: Sequence[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """The worksheets that hold the leads, and those that only are copies of the one that does.

    Raises:
        WorkbookError: several could hold them.
    """
    telling = (Column.ROLE, Column.STAGE, Column.APPLIED_ON)
    ranks = [(bool(each.own), each.is_filled, sum(_has(each, heading) for heading in telling)) for each in likely]
    best = [candidate for candidate, rank in zip(likely, ranks, strict=True) if rank == max(ranks)]
    series = _series(best, likely)
    original = next((each for each in best if not _COPY.search(each.frame.name)), best[0])
    if original.own and not series:
        return [original], [each for each in best if each is not original]
    if len(best) > max(len(series), 1) and best[0].is_filled:
        there = [candidate.frame.name for candidate in best]
        raise WorkbookError(
            f"{listed(there)} look equally like your leads. Name one in config.toml under [workbook]: "
            f'worksheet = "{there[-1]}", and run with --config FILE.'
        )
    return series or best[:1], []


def newest_day(layout: Layout) -> date:
    """The latest date in a list; ``date.min`` where there is none."""
    cells = (row[column] for row in layout.candidate.rows for column in layout.dates.values())
    return max((cell.date() for cell in cells if isinstance(cell, datetime)), default=date.min)


def latest(layouts: Sequence[Layout]) -> Layout:
    """The sheet with the latest date, of those that are one list; messages speak of it first."""
    return max(reversed(layouts), key=newest_day) if len(layouts) > 1 else layouts[0]


def refuse_open_questions(layouts: Sequence[Layout]) -> None:
    """Stop where no row can be judged: without a company; and before our columns were added, without a stage or day.

    Raises:
        WorkbookError: which columns could be the same, and the line that settles it.
    """
    for layout in layouts:
        for question in layout.choices.questions:
            if question.decides and (question.about == Column.COMPANY or not layout.own):
                raise WorkbookError(f"{question.text} Look at it with {to_type(Command.ADOPT, 'FILE')}.")


def _layout(candidate: Candidate, hints: Hints, similar: tuple[str, ...], copies: tuple[str, ...]) -> Layout:
    refuse_wrongly_told(candidate.own)
    if not candidate.own:  # a list with our columns was understood before, and our own words would speak for a shift
        refuse_shifted(candidate)
    choices = understand_columns(candidate, hints)
    if Column.COMPANY in choices.columns and not candidate.own:
        refuse_diary(candidate, choices.columns)
    return Layout(choices=choices, similar=similar, copies=copies)


def _has(candidate: Candidate, heading: str) -> bool:
    """Whether a column could be one of ours, and its cells agree; where there are no cells its heading is enough."""
    columns = [candidate.columns[column] for column in candidate.matches.get(heading, ())]
    if not candidate.is_filled or heading == Column.ROLE:
        return any(seen.can_be(heading) for seen in columns)
    return any(seen.is_likely(heading) for seen in columns)


def _is_called_after_a_stage(candidate: Candidate) -> bool:
    """Whether a worksheet is called after a stage, so that its rows need not say theirs."""
    return folded(candidate.frame.name) in stage_words()


_ARCHIVE = re.compile(rf"\b(?:{any_of('archive')})\b", re.IGNORECASE)
_COPY = re.compile(rf"\(\d+\)$|\b(?:{any_of('copy')})\b", re.IGNORECASE)
_PERIOD = re.compile(
    rf"\d+|\b(?:{any_month(alone=True)})\b|\b(?:{any_of('week')}|{any_of('period')})(?=\d|\b)", re.IGNORECASE
)


def _without_archives(likely: list[Candidate]) -> list[Candidate]:
    """The sheets that are not called an archive or an example; all of them where no other one has any cells."""
    kept = [candidate for candidate in likely if not _ARCHIVE.search(candidate.frame.name)]
    return kept if any(candidate.is_filled for candidate in kept) else likely


def _series(best: Sequence[Candidate], likely: Sequence[Candidate]) -> list[Candidate]:
    """The worksheets that are one list together, in their order; none where there are no two such sheets.

    The first is one of the ``best``; the others may look less like a list of leads: a week in which no stage was noted.
    """
    first = next((candidate for candidate in best if candidate.is_filled), None)
    if not first:
        return []
    name, is_period = _period(first)
    together = [c for c in likely if c.is_filled and _period(c) == (name, is_period) and _has_same_columns(c, first)]
    return together if len(together) > 1 and is_period else []


def _period(candidate: Candidate) -> tuple[str, bool]:
    """A sheet's name without its week, month or year, and whether it has one; a stage counts as a period too."""
    name = candidate.frame.name
    if _COPY.search(name):
        return name, False
    if _is_called_after_a_stage(candidate):
        return "", True
    rest = folded(_PERIOD.sub(" ", name))
    return rest, rest != folded(name)


def _has_same_columns(candidate: Candidate, first: Candidate) -> bool:
    """Whether two sheets have the same headings where it matters, a stage or a day of applying among them."""
    shared = _HOW_FAR & candidate.matches.keys() & first.matches.keys()
    return bool(shared) and _deciding(candidate) == _deciding(first)


def _deciding(candidate: Candidate) -> dict[str, list[str]]:
    """The headings of the columns that must stay the same from sheet to sheet; others may come and go."""
    return {
        heading: [folded(candidate.texts[column]) for column in candidate.matches[heading]]
        for heading in (Column.COMPANY, Column.ROLE, Column.STAGE)
        if heading in candidate.matches
    }
