"""Rows of a worksheet -> leads, and the cells that could not be read.

A cell that cannot be read is a result, never an exception: its owner is shown it, and nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from followthrough.knowing.columns import COUNTS, DATES, TEXTS, YES_OR_DATE, Column
from followthrough.knowing.fold import fold, folded
from followthrough.knowing.leads import NEVER, Lead, Problem
from followthrough.knowing.words import Channel
from followthrough.ooxml.references import cell_name
from followthrough.reading.cells import (
    DateWays,
    Unreadable,
    as_text,
    day_first_evidence,
    read_count,
    read_date,
    read_dates,
    read_yes_or_date,
)
from followthrough.reading.formulas import cells_that_look
from followthrough.reading.mending import mended
from followthrough.understanding.evidence import is_date_like
from followthrough.understanding.headings import NO_WORD
from followthrough.understanding.records import is_filled, lead_rows
from followthrough.understanding.row_stages import RowStage, StageReader
from followthrough.understanding.stage_words import StageWords

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from followthrough.knowing.hints import Hints
    from followthrough.reading.cells import Cell
    from followthrough.reading.survey import Survey
    from followthrough.understanding.layout import Layout
    from followthrough.understanding.ticks import StageColumn

NEVER_WORDS = frozenset(("never", "nie", "niemals", "jamais", "nunca", "mai", "nooit", "nigdy", "永不"))

CHANNELS = {
    **dict.fromkeys(("phone", "telephone", "call", "calls", "tel", "telefon", "mobile", "byphone"), Channel.PHONE),
    **dict.fromkeys(("email", "mail", "emails", "byemail", "writing"), Channel.EMAIL),
}
_EMAIL = re.compile(r"[^\s@<>,;:\"'()\[\]]+@[^\s@<>,;:\"'()\[\]]+\.[^\s@<>,;:\"'()\[\]]+")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_SHORTEST_NUMBER = 5
_A_YEAR = timedelta(days=364)


@dataclass(frozen=True, slots=True)
class DayOrder:
    """Whether the day comes before the month in a column, and the cell that shows it ("" where the config says so)."""

    day_first: bool
    decided_by: str


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows hold: leads in row order, cells that could not be read but stop nothing, the day orders."""

    leads: tuple[Lead, ...]
    problems: tuple[Problem, ...]
    day_orders: Mapping[str, DayOrder]


def read_rows(layout: Layout, survey: Survey, hints: Hints, serial_shift: int, sheet: str = "") -> Rows:
    """Read every row below the headings.

    Args:
        layout: which column means what.
        survey: broken cells and formulas.
        hints: the owner's words for the stages, and the order of day and month.
        serial_shift: how many days this workbook's numbers for days count less.
        sheet: the worksheet's name as a formula needs it, where the leads stand on several.
    """
    orders = dict(day_orders(layout, hints))
    reader = _Reader(layout, survey, orders, StageWords(hints.stages), serial_shift, sheet)
    leads = [reader.lead(number) for number in lead_rows(layout)]
    return Rows(tuple(leads), tuple(reader.problems), orders)


def day_orders(layout: Layout, hints: Hints) -> Iterator[tuple[str, DayOrder]]:
    """Each date column tells its own order, by a cell that can be read in one way only; else the config does."""
    dated = {heading: column for heading, column in layout.columns.items() if heading in DATES}
    dated |= {each.text: each.column for each in layout.stage_columns if each.stage}
    for heading, column in dated.items():
        told: dict[bool, str] = {}
        for number, row in enumerate(layout.choices.candidate.rows, start=layout.heading_row + 1):
            evidence = day_first_evidence(row[column])
            if evidence is not None:
                told.setdefault(evidence, cell_name(number, column + 1))
        if len(told) == 1:
            yield heading, DayOrder(*next(iter(told.items())))
        elif hints.day_first is not None:
            yield heading, DayOrder(hints.day_first, "")


def _without_link(fields: Mapping[str, object]) -> dict[str, object]:
    """A company without the link that stands in its cell; the link is the row's, where it has no other."""
    company = str(fields.get("company", ""))
    found = _LINK.search(company)
    bare = _LINK.sub(" ", company).strip(" \n\t-\u2013|:,;()")
    if not found or not bare:
        return {}
    return {"company": " ".join(bare.split()), "link": fields.get("link") or found[0]}


class _Reader:
    """Reads one row after the other; keeps the problems it met on the way."""

    def __init__(
        self,
        layout: Layout,
        survey: Survey,
        orders: Mapping[str, DayOrder],
        words: StageWords,
        serial_shift: int,
        sheet: str,
    ) -> None:
        self.layout, self.survey, self.orders, self.sheet = layout, survey, orders, sheet
        self.serial_shift = serial_shift
        self.stages = StageReader(layout, words, is_one_of_several=bool(sheet))
        self.problems: list[Problem] = []
        own = layout.own.set_aside
        names = [text for column, text in layout.choices.candidate.texts.items() if column in own]
        self.ours = cells_that_look(survey.formulas, own, names, layout.frame.name) if own else set()

    def lead(self, number: int) -> Lead:
        """Read a row."""
        unreadable: list[Problem] = []
        fields: dict[str, object] = {Column(h).field: self._text(number, h) for h in TEXTS if h in self.layout.columns}
        fields |= self._reach(number) | _without_link(fields)
        for heading in (*DATES, *COUNTS):
            if heading in self.layout.columns:
                read = self._value(number, heading, fields)
                if isinstance(read, Unreadable):
                    unreadable.append(self._problem(number, heading, read))
                elif read is not None:
                    fields[Column(heading).field] = read
        said = self._stage(number, fields)
        fields |= said.fields
        return Lead(
            row=number,
            sheet=self.sheet,
            unreadable=tuple(unreadable),
            columns={**self.layout.letters, **said.columns},
            headings={**self.layout.headings, **said.headings},
            **fields,  # type: ignore[arg-type] # each reader above returns what its field holds
        )

    def _stage(self, number: int, fields: Mapping[str, object]) -> RowStage:
        """What the row says of how far it is, and the days that stand under the stages."""
        cells = {each: self._seen(number, each.column) for each in self.layout.stage_columns}
        days: dict[StageColumn, tuple[date, ...]] = {}
        for each, cell in cells.items():
            read = read_dates(cell, self._ways(each.text, fields)) if each.stage else ()
            if isinstance(read, Unreadable):
                if is_date_like(cell):
                    place = cell_name(number, each.column + 1)
                    self.problems.append(self._named(number, place, each.text, read))
            else:
                days[each] = read
        return self.stages.read(number, cells, days, fields)

    def _cell(self, number: int, heading: str) -> Cell:
        """The cell, or an Unreadable where it has no result of its own."""
        return self._seen(number, self.layout.columns[heading])

    def _seen(self, number: int, column: int) -> Cell:
        place = (number, column)
        if place in self.survey.broken:
            return Unreadable(self.survey.broken[place], "a value: the formula there gives none")
        if place in self.ours:
            expected = "a value of its own: this formula looks at the columns that are written here"
            return Unreadable(f"={self.survey.formulas[place].text}", expected)
        return self.layout.frame.rows[number - 1][column]

    def _text(self, number: int, heading: str) -> str:
        cell = self._cell(number, heading)
        if isinstance(cell, Unreadable):
            self.problems.append(self._problem(number, heading, cell))
            return ""
        return as_text(cell) if is_filled(cell) else ""

    def _reach(self, number: int) -> dict[str, object]:
        """Prefers, Email and Phone: what makes no sense is reported, and read as blank (rules 5.3)."""
        prefers = self._said(number, Column.PREFERS)
        channel = CHANNELS.get(folded(prefers))
        if prefers and not channel:
            self._report(number, Column.PREFERS, prefers, "Phone or Email")
        email = self._said(number, Column.EMAIL)
        address = _EMAIL.search(email) or _EMAIL.search(self._said(number, Column.CONTACT))
        if email and not _EMAIL.search(email):
            self._report(number, Column.EMAIL, email, "an e-mail address, like dana@example.com")
        phone = self._said(number, Column.PHONE)
        if phone and sum(map(str.isdigit, phone)) < _SHORTEST_NUMBER:
            self._report(number, Column.PHONE, phone, "a phone number, like 555-0100")
            phone = ""
        return {"prefers": channel, "email": address[0] if address else "", "phone": phone}

    def _said(self, number: int, heading: str) -> str:
        """The text under a heading, blank where it only says that there is none."""
        if heading not in self.layout.columns:
            return ""
        cell = self._cell(number, heading)
        text = "" if isinstance(cell, Unreadable) or not is_filled(cell) else as_text(cell)
        return "" if folded(text) in NO_WORD or fold(text) in ("-", "no") else text

    def _value(self, number: int, heading: str, fields: Mapping[str, object]) -> object:
        cell = self._cell(number, heading)
        if isinstance(cell, Unreadable):
            return cell
        if heading in COUNTS:
            return read_count(cell)
        if heading == Column.SNOOZE_UNTIL and folded(as_text(cell)) in NEVER_WORDS:
            return NEVER
        ways = self._ways(heading, fields)
        if heading == Column.LAST_FOLLOW_UP:
            return read_dates(cell, ways)
        if heading not in YES_OR_DATE:
            return read_date(cell, ways)
        read = read_yes_or_date(cell, ways)
        return None if heading == Column.THANK_YOU_SENT and read is False else read

    def _ways(self, heading: str, fields: Mapping[str, object]) -> DateWays:
        """How the dates of a column are written. A follow-up without its year lies in the year after the row began."""
        order = self.orders.get(heading)
        began = [fields.get(name) for name in ("applied_on", "interview_on")]
        since = min((day for day in began if isinstance(day, date)), default=None)
        follow_up = heading == Column.LAST_FOLLOW_UP and since is not None
        return DateWays(
            day_first=order.day_first if order else None,
            serial_shift=self.serial_shift,
            since=since if follow_up else None,
            until=since + _A_YEAR if follow_up and since and since.year < date.max.year else None,
        )

    def _report(self, number: int, heading: str, found: str, expected: str) -> None:
        self.problems.append(self._problem(number, heading, Unreadable(found, expected)))

    def _problem(self, number: int, heading: str, read: Unreadable) -> Problem:
        return self._named(number, f"{self.layout.letters[heading]}{number}", heading, read)

    def _named(self, number: int, cell: str, heading: str, read: Unreadable) -> Problem:
        place = f"{self.sheet}!{cell}" if self.sheet else cell
        return Problem(number, place, heading, read.found, read.expected, mended(heading, read))
