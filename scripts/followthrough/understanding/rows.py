"""Rows of a worksheet -> leads, and the cells that could not be read.

A cell that cannot be read is a result, never an exception: it is shown to its owner, and nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from followthrough.knowing.columns import COUNTS, DATES, TEXTS, YES_OR_DATE, Column
from followthrough.knowing.fold import fold, folded
from followthrough.knowing.languages import small_words
from followthrough.knowing.leads import NEVER, Lead, Problem
from followthrough.knowing.words import Channel
from followthrough.ooxml.references import cell_name
from followthrough.reading.cells import (
    DateWays,
    Unreadable,
    as_text,
    day_first_evidence,
    filled_text,
    read_count,
    read_date,
    read_dates,
    read_yes_or_date,
)
from followthrough.reading.formulas import cells_that_look
from followthrough.reading.mending import mended
from followthrough.reading.remarks import date_before_remark
from followthrough.understanding.evidence import is_date_like, is_phone
from followthrough.understanding.headings import NO_WORD
from followthrough.understanding.records import lead_rows
from followthrough.understanding.row_stages import RowStage, StageReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from followthrough.knowing.hints import Hints
    from followthrough.reading.cells import Cell
    from followthrough.reading.survey import Survey
    from followthrough.understanding.layout import Layout

NEVER_WORDS = frozenset(map(folded, small_words("never")))

CHANNELS = {
    **dict.fromkeys(map(folded, small_words("by phone")), Channel.PHONE),
    **dict.fromkeys(map(folded, small_words("by email")), Channel.EMAIL),
}
_EMAIL = re.compile(r"(?<![^\s@<>,;:\"'()\[\]])[^\s@<>,;:\"'()\[\]]++@[^\s@<>,;:\"'()\[\]]+\.[^\s@<>,;:\"'()\[\]]+")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_A_YEAR = timedelta(days=364)


@dataclass(frozen=True, slots=True)
class DayOrder:
    """Whether the day comes first in a column, and the cell that shows it; blank where the config says so."""

    day_first: bool
    decided_by: str


@dataclass(frozen=True, slots=True)
class Rows:
    """The leads in row order, cells that could not be read and stop nothing, heading -> order of day and month."""

    leads: tuple[Lead, ...]
    problems: tuple[Problem, ...]
    day_orders: Mapping[str, DayOrder]


def read_rows(layout: Layout, survey: Survey, hints: Hints, serial_shift: int, sheet: str = "") -> Rows:
    """Read every row that holds a lead.

    Args:
        layout: which column means what.
        survey: broken cells and formulas.
        hints: the order of day and month, where a column does not show it.
        serial_shift: by how many days this workbook counts less than from 1900.
        sheet: the worksheet's name as a formula needs it, where the leads stand on several.
    """
    orders = dict(day_orders(layout, hints))
    reader = _Reader(layout, survey, orders, serial_shift, sheet)
    read = [reader.lead(number) for number in lead_rows(layout)]
    return Rows(tuple(lead for lead, _ in read), tuple(problem for _, problems in read for problem in problems), orders)


def day_orders(layout: Layout, hints: Hints) -> Iterator[tuple[str, DayOrder]]:
    """The order of day and month in each column of dates that shows it; where one does not, the config may say it."""
    dated = layout.dates | {each.text: each.column for each in layout.stage_columns if each.stage}
    for heading, column in dated.items():
        rows = enumerate(layout.candidate.rows, start=layout.heading_row + 1)
        told = {number: order for number, row in rows if (order := day_first_evidence(row[column])) is not None}
        if len(set(told.values())) == 1:
            number, order = next(iter(told.items()))
            yield heading, DayOrder(order, cell_name(number, column + 1))
        elif hints.day_first is not None:
            yield heading, DayOrder(hints.day_first, "")


def _without_link(fields: Mapping[str, object]) -> dict[str, object]:
    """The fields that change where a link stands in the company's cell: it becomes the row's link, if that has none."""
    company = str(fields.get("company", ""))
    found = _LINK.search(company)
    bare = _LINK.sub(" ", company).strip(" \n\t-\u2013|:,;()")
    if not found or not bare:
        return {}
    return {"company": " ".join(bare.split()), "link": fields.get("link") or found[0]}


class _Reader:
    """Reads the rows of a worksheet, each by itself."""

    def __init__(
        self, layout: Layout, survey: Survey, orders: Mapping[str, DayOrder], serial_shift: int, sheet: str
    ) -> None:
        self.layout, self.survey, self.orders, self.sheet = layout, survey, orders, sheet
        self.serial_shift = serial_shift
        self.stages = StageReader(layout, is_one_of_several=bool(sheet))
        own = layout.own.set_aside
        names = [text for column, text in layout.candidate.texts.items() if column in own]
        self.ours = cells_that_look(survey.formulas, own, names, layout.frame.name) if own else set()

    def lead(self, number: int) -> tuple[Lead, list[Problem]]:
        """Read a row: the lead, and the cells that could not be read beside those that the lead itself names."""
        cells = {heading: self._cell(number, column) for heading, column in self.layout.columns.items()}
        texts = {heading: cells[heading] for heading in TEXTS if heading in cells}
        problems = [self._problem(number, h, cell) for h, cell in texts.items() if isinstance(cell, Unreadable)]
        fields: dict[str, object] = {Column(heading).field: filled_text(cell) for heading, cell in texts.items()}
        reach, unreachable = self._reach(number, cells)
        fields |= reach | _without_link(fields)
        unreadable: list[Problem] = []
        remarks: dict[str, str] = {}
        for heading in (*DATES, *COUNTS):
            read = self._value(heading, cells[heading], fields) if heading in cells else None
            if isinstance(read, Unreadable) and (dated := self._dated(heading, cells[heading], fields)):
                remarks[heading] = read.found
                read = (dated,) if heading == Column.LAST_FOLLOW_UP else dated
            if isinstance(read, Unreadable):
                unreadable.append(self._problem(number, heading, read))
            elif read is not None:
                fields[Column(heading).field] = read
        said, undated = self._stage(number, fields)
        fields |= said.fields
        lead = Lead(
            row=number,
            sheet=self.sheet,
            unreadable=tuple(unreadable),
            remarks=remarks,
            columns={**self.layout.letters, **said.columns},
            headings={**self.layout.headings, **said.headings},
            **fields,  # type: ignore[arg-type] # each reader above returns what its field holds
        )
        return lead, [*problems, *unreachable, *undated]

    def _stage(self, number: int, fields: Mapping[str, object]) -> tuple[RowStage, list[Problem]]:
        """How far the row is, with the dates under the stages; and those of these dates that could not be read."""
        cells = {each: self._cell(number, each.column) for each in self.layout.stage_columns}
        read = {each: read_dates(cell, self._ways(each.text, fields)) for each, cell in cells.items() if each.stage}
        problems = [
            self._problem(number, each.text, dates, each.column)
            for each, dates in read.items()
            if isinstance(dates, Unreadable) and is_date_like(cells[each])
        ]
        days = {each: dates for each, dates in read.items() if not isinstance(dates, Unreadable)}
        return self.stages.read(number, cells, days, fields), problems

    def _cell(self, number: int, column: int) -> Cell:
        """A cell; an Unreadable where it has no value of its own."""
        place = (number, column)
        if place in self.survey.broken:
            return Unreadable(self.survey.broken[place], "a value: the formula there gives none")
        if place in self.ours:
            expected = "a value of its own: this formula looks at the columns that are written here"
            return Unreadable(f"={self.survey.formulas[place].text}", expected)
        return self.layout.frame.rows[number - 1][column]

    def _reach(self, number: int, cells: Mapping[str, Cell]) -> tuple[dict[str, object], list[Problem]]:
        """Prefers, Email and Phone; what makes no sense there is blank, and a problem (rules 5.3)."""
        names = (Column.PREFERS, Column.EMAIL, Column.PHONE, Column.CONTACT)
        prefers, email, phone, contact = (_said(cells.get(heading)) for heading in names)
        channel = CHANNELS.get(folded(prefers))
        address = _EMAIL.search(email) or _EMAIL.search(contact)
        checked = (
            (Column.PREFERS, prefers, channel, "Phone or Email"),
            (Column.EMAIL, email, _EMAIL.search(email), "an e-mail address, like dana@example.com"),
            (Column.PHONE, phone, is_phone(phone), "a phone number, like 555-0100"),
        )
        problems = [
            self._problem(number, heading, Unreadable(text, expected))
            for heading, text, is_right, expected in checked
            if text and not is_right
        ]
        fields: dict[str, object] = {
            "prefers": channel,
            "email": address[0] if address else "",
            "phone": phone if is_phone(phone) else "",
        }
        return fields, problems

    def _value(self, heading: str, cell: Cell, fields: Mapping[str, object]) -> object:
        """The date, number or yes under a heading of ours; an Unreadable where it is not certain."""
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

    def _dated(self, heading: str, cell: Cell, fields: Mapping[str, object]) -> date | None:
        """The date before a remark."""
        return date_before_remark(cell, self._ways(heading, fields)) if heading in DATES else None

    def _ways(self, heading: str, fields: Mapping[str, object]) -> DateWays:
        """How the dates of a column are written; a follow-up without its year lies in the year after the row began."""
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

    def _problem(self, number: int, heading: str, read: Unreadable, column: int | None = None) -> Problem:
        """A problem of a cell, by its heading; the column is needed where that is not one of ours."""
        cell = cell_name(number, (self.layout.columns[heading] if column is None else column) + 1)
        place = f"{self.sheet}!{cell}" if self.sheet else cell
        return Problem(number, place, heading, read.found, read.expected, mended(heading, read))


def _said(cell: Cell) -> str:
    """The text of a cell; blank where it only says that there is none, or cannot be read."""
    text = filled_text(cell)
    return "" if folded(text) in NO_WORD or fold(text) in ("-", "no") else text
