"""Rows of a worksheet -> leads, and the cells that could not be read.

A cell that cannot be read is a result, never an exception: it is shown to its owner, and nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from followthrough.knowing.columns import COUNTS, DATES, TEXTS, YES_OR_DATE, Column
from followthrough.knowing.fold import fold, folded
from followthrough.knowing.headings import NO_WORD
from followthrough.knowing.languages import small_words
from followthrough.knowing.leads import NEVER, Lead, Problem
from followthrough.knowing.wording import ONE_ADDRESS, without_addresses
from followthrough.knowing.words import Channel, Stage
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
from followthrough.reading.clock_times import read_time
from followthrough.reading.formulas import cells_that_look
from followthrough.reading.mending import mended
from followthrough.reading.remarks import date_before_remark
from followthrough.understanding.evidence import is_date_like, is_phone
from followthrough.understanding.questions import asked
from followthrough.understanding.records import lead_rows
from followthrough.understanding.row_stages import RowStage, StageReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from followthrough.knowing.hints import Hints
    from followthrough.reading.cells import Cell
    from followthrough.reading.survey import Survey
    from followthrough.understanding.layout import Layout
    from followthrough.understanding.questions import Question

NEVER_WORDS = frozenset(map(folded, small_words("never")))

CHANNELS = {
    **dict.fromkeys(map(folded, small_words("by phone")), Channel.PHONE),
    **dict.fromkeys(map(folded, small_words("by email")), Channel.EMAIL),
}
_EMAIL = re.compile(r"(?<![^\s@<>,;:\"'()\[\]])[^\s@<>,;:\"'()\[\]]++@[^\s@<>,;:\"'()\[\]]+\.[^\s@<>,;:\"'()\[\]]+")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_A_YEAR = timedelta(days=364)
_DATED = ("interview_on", "decision_by", "check_back_on", "last_follow_up", "last_heard", "snooze_until")
"""Fields of a Lead by which a row can be judged without the day of applying."""


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
        hints: the order of day and month, where a column does not show it; the owner's own address and number.
        serial_shift: by how many days this workbook counts less than from 1900.
        sheet: the worksheet's name as a formula needs it, where the leads stand on several.
    """
    orders = dict(day_orders(layout, hints))
    reader = _Reader(layout, survey, orders, hints, serial_shift, sheet)
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
    bare = _LINK.sub(" ", company).strip(" \n\t-\u2013|:,;()") if found else ""
    if not found or not bare:
        return {}
    return {"company": " ".join(bare.split()), "link": fields.get("link") or found[0]}


class _Reader:
    """Reads the rows of a worksheet, each by itself."""

    def __init__(
        self,
        layout: Layout,
        survey: Survey,
        orders: Mapping[str, DayOrder],
        hints: Hints,
        serial_shift: int,
        sheet: str,
    ) -> None:
        self.layout, self.hints, self.sheet, self.serial_shift = layout, hints, sheet, serial_shift
        since = hints.first_day
        self.any_order = DateWays(serial_shift=serial_shift, since=since, until=since and since + _A_YEAR)
        self.ways = {heading: replace(self.any_order, day_first=order.day_first) for heading, order in orders.items()}
        self.stages = StageReader(layout, is_one_of_several=bool(sheet))
        self.waiting = {
            q: problem for q, problem in asked(layout.choices.questions, layout.heading_row, sheet).items() if q.waits
        }
        self.unreadable = _without_value(layout, survey)
        self.columns = tuple(layout.columns.items())
        self.texts = {heading: Column(heading).field for heading in TEXTS if heading in layout.columns}
        self.values = {heading: Column(heading).field for heading in (*DATES, *COUNTS) if heading in layout.columns}
        self.letters, self.headings = layout.letters, layout.headings

    def lead(self, number: int) -> tuple[Lead, list[Problem]]:
        """Read a row: the lead, and the cells that could not be read beside those that the lead itself names."""
        row = self._row(number)
        cells = {heading: row[column] for heading, column in self.columns}
        problems = [self._problem(number, h, cell) for h in self.texts if isinstance(cell := cells[h], Unreadable)]
        fields: dict[str, object] = {field: filled_text(cells[heading]) for heading, field in self.texts.items()}
        reach, unreachable = self._reach(number, cells)
        fields |= reach | _without_link(fields)
        unreadable: list[Problem] = []
        remarks: dict[str, str] = {}
        for heading, field in self.values.items():
            turned = self.waiting and self._is_asked(heading, cells[heading])
            read = None if turned else self._value(heading, cells[heading], fields)
            if isinstance(read, Unreadable) and (dated := self._dated(heading, cells[heading], fields)):
                remarks[heading] = read.found
                read = (dated,) if heading == Column.LAST_FOLLOW_UP else dated
            if isinstance(read, Unreadable):
                unreadable.append(self._problem(number, heading, read))
            elif read is not None:
                fields[field] = read
                if heading == Column.INTERVIEW_ON:
                    fields["interview_at"] = read_time(cells[heading])
        said, undated = self._stage(number, row, fields)
        fields |= said.fields
        unreadable += self._waits(number, fields)
        lead = Lead(
            row=number,
            sheet=self.sheet,
            unreadable=tuple(unreadable),
            remarks=remarks,
            columns={**self.letters, **said.columns} if said.columns else self.letters,
            headings={**self.headings, **said.headings} if said.headings else self.headings,
            **fields,  # type: ignore[arg-type] # each reader above returns what its field holds
        )
        return lead, [*problems, *unreachable, *undated]

    def _stage(self, number: int, row: Sequence[Cell], fields: Mapping[str, object]) -> tuple[RowStage, list[Problem]]:
        """How far the row is, with the dates under the stages; and those of these dates that could not be read."""
        cells = {each: row[each.column] for each in self.layout.stage_columns}
        read = {each: read_dates(cell, self._ways(each.text, fields)) for each, cell in cells.items() if each.stage}
        problems = [
            self._problem(number, each.text, dates, each.column)
            for each, dates in read.items()
            if isinstance(dates, Unreadable) and is_date_like(cells[each])
        ]
        days = {each: dates for each, dates in read.items() if not isinstance(dates, Unreadable)}
        return self.stages.read(number, cells, days, fields), problems

    def _is_asked(self, heading: str, cell: Cell) -> bool:
        """Whether a cell of a column that is read cannot be believed before its owner was asked."""
        return any(q.about == heading and q.waits and q.waits(cell) for q in self.waiting if self._is_read(q))

    def _is_read(self, question: Question) -> bool:
        return any(seen.column == self.layout.columns.get(question.about) for seen in question.columns)

    def _waits(self, number: int, fields: Mapping[str, object]) -> Iterator[Problem]:
        """The questions that must be answered before a row can be judged."""
        row = self.layout.frame.rows[number - 1]
        for question, problem in self.waiting.items():
            cells = [row[seen.column] for seen in question.columns] or [""]
            needs_day = question.about == Column.APPLIED_ON and question.columns and not self._is_read(question)
            if needs_day and (fields.get("stage") not in (None, Stage.APPLIED) or any(map(fields.get, _DATED))):
                continue
            if question.waits and any(map(question.waits, cells)):
                yield problem

    def _row(self, number: int) -> Sequence[Cell]:
        """The cells of a row; an Unreadable for one that has no value of its own."""
        row, unreadable = self.layout.frame.rows[number - 1], self.unreadable.get(number)
        return [unreadable.get(column, cell) for column, cell in enumerate(row)] if unreadable else row

    def _reach(self, number: int, cells: Mapping[str, Cell]) -> tuple[dict[str, object], list[Problem]]:
        """Prefers, Email and Phone; what makes no sense there is blank, and a problem (rules 5.3)."""
        names = (Column.PREFERS, Column.EMAIL, Column.PHONE, Column.CONTACT)
        prefers, email, phone, contact = (_said(cells.get(heading)) for heading in names)
        channel = CHANNELS.get(folded(prefers))
        is_both = self.layout.columns.get(Column.EMAIL, -1) == self.layout.columns.get(Column.PHONE)
        phone = without_addresses(phone) if is_both else phone
        address = next(iter(self._addresses(email) or self._addresses(contact)), "")
        dialled = phone if is_phone(phone) and not self.hints.is_own(phone) else ""
        yours = "theirs: this is your own, as [you] in config.toml says"
        checked = (
            (Column.PREFERS, prefers, channel, "Phone or Email"),
            (Column.EMAIL, email, _EMAIL.search(email), "an e-mail address, like dana@example.com"),
            (Column.EMAIL, email, self._addresses(email) or not _EMAIL.search(email), yours),
            (Column.EMAIL, email, len(self._addresses(email)) <= 1, ONE_ADDRESS),
            (Column.PHONE, phone, is_phone(phone), "a phone number, like 555-0100"),
            (Column.PHONE, phone, dialled or not is_phone(phone), yours),
        )
        problems = [
            self._problem(number, heading, Unreadable(text, expected))
            for heading, text, is_right, expected in checked
            if text and not is_right and not (is_both and (address or is_phone(phone)))
        ]
        return {"prefers": channel, "email": address, "phone": dialled}, problems

    def _addresses(self, text: str) -> list[str]:
        """The e-mail addresses in a cell that are not the owner's own, each once, in any capitals."""
        return list({each.casefold(): each for each in _EMAIL.findall(text) if not self.hints.is_own(each)}.values())

    def _value(self, heading: str, cell: Cell, fields: Mapping[str, object]) -> object:
        """The date, number or yes under a heading of ours; an Unreadable where it is not certain."""
        if cell == "" or isinstance(cell, Unreadable):
            return cell or None
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
        ways = self.ways.get(heading, self.any_order)
        if heading != Column.LAST_FOLLOW_UP:
            return ways
        began = [fields.get(name) for name in ("applied_on", "interview_on")]
        since = min((day for day in began if isinstance(day, date)), default=None)
        if since is None:
            return ways
        until = since + _A_YEAR if since.year < date.max.year else None
        return replace(ways, since=since, until=until)

    def _problem(self, number: int, heading: str, read: Unreadable, column: int | None = None) -> Problem:
        """A problem of a cell, by its heading; the column is needed where that is not one of ours."""
        cell = cell_name(number, (self.layout.columns[heading] if column is None else column) + 1)
        place = f"{self.sheet}!{cell}" if self.sheet else cell
        return Problem(number, place, heading, read.found, read.expected, mended(heading, read))


def _without_value(layout: Layout, survey: Survey) -> dict[int, dict[int, Unreadable]]:
    """Row, from 1 -> column, from 0 -> what to say of a cell that has no value of its own."""
    own = layout.own.set_aside
    names = [text for column, text in layout.candidate.texts.items() if column in own]
    found: dict[int, dict[int, Unreadable]] = {}
    expected = "a value of its own: this formula looks at the columns that are written here"
    for row, column in cells_that_look(survey.formulas, own, names, layout.frame.name) if own else ():
        found.setdefault(row, {})[column] = Unreadable(f"={survey.formulas[row, column].text}", expected)
    for (row, column), shown in survey.broken.items():
        found.setdefault(row, {})[column] = Unreadable(shown, "a value: the formula there gives none")
    return found


def _said(cell: Cell) -> str:
    """The text of a cell; blank where it only says that there is none, or cannot be read."""
    text = filled_text(cell)
    return "" if not text or folded(text) in NO_WORD or fold(text) in ("-", "no") else text
