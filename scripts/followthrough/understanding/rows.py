"""Rows of a worksheet -> leads, and the cells that could not be read.

Each column is read at once; the values of a row make its lead. A cell that cannot be read is a result, never an
exception: it is shown to its owner, and nothing is guessed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from followthrough.knowing.columns import COUNTS, DATES, TEXTS, YES_OR_DATE, Column
from followthrough.knowing.fold import folded
from followthrough.knowing.languages import small_words
from followthrough.knowing.leads import NEVER, Lead, Problem
from followthrough.knowing.record import Record, replace
from followthrough.knowing.words import Stage
from followthrough.ooxml.references import cell_name
from followthrough.reading.cells import Unreadable, as_text, filled_text, read_count, read_each, value_meant
from followthrough.reading.dates import (
    DateWays,
    date_before_remark,
    day_first_evidence,
    read_date,
    read_dates,
    read_time,
    read_yes_or_date,
)
from followthrough.understanding.contacts import settle_contacts
from followthrough.understanding.questions import asked
from followthrough.understanding.records import lead_rows
from followthrough.understanding.row_stages import StageReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from followthrough.knowing.hints import Hints
    from followthrough.reading.cells import Cell
    from followthrough.reading.survey import Survey
    from followthrough.understanding.layout import Layout
    from followthrough.understanding.questions import Question

NEVER_WORDS = frozenset(map(folded, small_words("never")))

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_A_YEAR = timedelta(days=364)
_TEXTS, _VALUES = (*TEXTS, Column.PREFERS), (*DATES, *COUNTS)
_LISTS = (Column.LAST_FOLLOW_UP,)
"""Headings under which a cell may hold several dates; without their year they follow the day of applying."""
_DATED = ("interview_on", "decision_by", "check_back_on", "last_follow_up", "last_heard", "snooze_until")
"""Fields of a Lead by which a row can be judged without the day of applying."""


class DayOrder(Record, frozen=True):
    """Whether the day comes first in a column, and the cell that shows it; blank where the config says so."""

    day_first: bool
    decided_by: str


class Rows(Record, frozen=True):
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
    read = [*_Reader(layout, survey, orders, hints, serial_shift, sheet).leads()]
    return Rows(tuple(lead for lead, _ in read), tuple(problem for _, problems in read for problem in problems), orders)


def day_orders(layout: Layout, hints: Hints) -> Iterator[tuple[str, DayOrder]]:
    """The order of day and month in each column of dates that shows it; where one does not, the config may say it."""
    dated = layout.dates | {each.text: each.column for each in layout.stage_columns if each.stage}
    for heading, column in dated.items():
        told = read_each((row[column] for row in layout.candidate.rows), day_first_evidence)
        orders = {*told} - {None}
        if len(orders) == 1:
            first = next(place for place, order in enumerate(told) if order is not None)
            yield heading, DayOrder(bool(told[first]), cell_name(layout.heading_row + 1 + first, column + 1))
        elif hints.day_first is not None:
            yield heading, DayOrder(hints.day_first, "")


class _Reader:
    """Reads the columns of a worksheet, each at once, and makes a lead of the values in each row."""

    def __init__(
        self,
        layout: Layout,
        survey: Survey,
        orders: Mapping[str, DayOrder],
        hints: Hints,
        serial_shift: int,
        sheet: str,
    ) -> None:
        self.layout, self.columns, self.hints, self.sheet = layout, layout.columns, hints, sheet
        since = hints.first_day
        self.any_order = DateWays(serial_shift=serial_shift, since=since, until=since and since + _A_YEAR)
        self.ways = {heading: replace(self.any_order, day_first=order.day_first) for heading, order in orders.items()}
        questions = asked(layout.choices.questions, layout.heading_row, sheet)
        self.waiting = {question: problem for question, problem in questions.items() if question.waits}
        self.fields = {heading: Column(heading).field for heading in (*_TEXTS, *_VALUES) if heading in self.columns}
        self.numbers, broken = lead_rows(layout), _without_value(layout, survey)
        self.rows = [_with(layout.frame.rows[number - 1], broken.get(number, {})) for number in self.numbers]
        self.stages = StageReader(layout, self.numbers, self.rows, self._ways, is_one_of_several=bool(sheet))

    def leads(self) -> Iterator[tuple[Lead, list[Problem]]]:
        """Each lead, and the cells that could not be read beside those that the lead itself names."""
        columns = [self._read_column(heading) for heading in self.fields]
        is_both = self.columns.get(Column.EMAIL, -1) == self.columns.get(Column.PHONE)
        for place, (number, *values) in enumerate(zip(self.numbers, *columns, strict=True)):
            fields: dict[str, Any] = dict(zip(self.fields.values(), values, strict=True))
            problems, unreadable = self._settle(place, fields) if Unreadable in map(type, values) else ([], [])
            wrong = settle_contacts(fields, self.hints, is_both=is_both)
            problems += [self._problem(number, heading, read) for heading, read in wrong.items()]
            _split_link(fields)
            if fields.get("interview_on"):
                fields["interview_at"] = read_time(self.rows[place][self.columns[Column.INTERVIEW_ON]])
            undated = self.stages.undated(place)
            problems += [self._problem(number, each.text, read, each.column) for each, read in undated]
            fields |= self.stages.read(place, fields)
            unreadable += self._waits(number, fields)
            yield Lead(row=number, sheet=self.sheet, unreadable=tuple(unreadable), **fields), problems

    def _read_column(self, heading: str) -> list[object]:
        """What each cell under a heading of ours is read as; an Unreadable where that is not certain."""
        cells = [row[self.columns[heading]] for row in self.rows]
        if heading in _TEXTS:
            return [cell if isinstance(cell, Unreadable) else filled_text(cell) for cell in cells]
        ways = self._ways(heading)
        if heading in _LISTS:
            ways = replace(ways, since=None, until=None)  # in which year such a date lies, its row tells
        asks = [q.waits for q in self.waiting if q.waits and q.about == heading and self._is_read(q)]
        if not asks:
            return read_each(cells, partial(_value, heading, ways))
        believed = ("" if any(waits(cell) for waits in asks) else cell for cell in cells)
        return read_each(believed, partial(_value, heading, ways))

    def _settle(self, place: int, fields: dict[str, Any]) -> tuple[list[Problem], list[Problem]]:
        """Read again, with the help of its row, what its column alone does not tell; what stays unread is blank.

        Returns:
            the texts that cannot be read; the dates and numbers that cannot be read, which the lead itself names.
        """
        texts: list[Problem] = []
        values: list[Problem] = []
        fields["remarks"] = {}
        for heading, field in self.fields.items():
            if not isinstance(fields[field], Unreadable):
                continue
            cell, ways, is_list = self.rows[place][self.columns[heading]], self._ways(heading), heading in _LISTS
            if is_list and fields.get("applied_on"):
                ways = _in_the_year_after(fields["applied_on"], ways)
            read = _value(heading, ways, cell) if heading in _VALUES else cell
            day = date_before_remark(cell, ways) if heading in DATES else None
            if not isinstance(read, Unreadable):
                fields[field] = read
            elif day:
                fields["remarks"][heading] = read.found
                fields[field] = (day,) if is_list else day
            else:
                (texts if heading in _TEXTS else values).append(self._problem(self.numbers[place], heading, read))
                fields[field] = "" if heading in _TEXTS else () if is_list else None
        return texts, values

    def _is_read(self, question: Question) -> bool:
        return any(seen.column == self.columns.get(question.about) for seen in question.columns)

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

    def _ways(self, heading: str) -> DateWays:
        """How the dates of a column are written."""
        return self.ways.get(heading, self.any_order)

    def _problem(self, number: int, heading: str, read: Unreadable, column: int | None = None) -> Problem:
        """A problem of a cell, by its heading; the column is needed where that is not one of ours."""
        cell = cell_name(number, (self.columns[heading] if column is None else column) + 1)
        place = f"{self.sheet}!{cell}" if self.sheet else cell
        return Problem(number, place, heading, read.found, read.expected, value_meant(heading, read))


def _value(heading: str, ways: DateWays, cell: Cell) -> object:
    """The date, number or yes under a heading of ours; an Unreadable where it is not certain."""
    if isinstance(cell, Unreadable):
        return cell
    if heading in COUNTS:
        return read_count(cell)
    if heading in _LISTS:
        return read_dates(cell, ways)
    if heading == Column.SNOOZE_UNTIL and folded(as_text(cell)) in NEVER_WORDS:
        return NEVER
    if heading not in YES_OR_DATE:
        return read_date(cell, ways)
    read = read_yes_or_date(cell, ways)
    return None if heading == Column.THANK_YOU_SENT and read is False else read


def _in_the_year_after(applied_on: date, ways: DateWays) -> DateWays:
    """How a follow-up is written: without its year, it lies in the year after they applied."""
    return replace(ways, since=applied_on, until=applied_on + _A_YEAR if applied_on.year < date.max.year else None)


def _split_link(fields: dict[str, Any]) -> None:
    """Take a link out of the company's cell: it becomes the row's link, if that has none."""
    found = _LINK.search(fields["company"])
    bare = _LINK.sub(" ", fields["company"]).strip(" \n\t-\u2013|:,;()") if found else ""
    if found and bare:
        fields |= {"company": " ".join(bare.split()), "link": fields.get("link") or found[0]}


def _without_value(layout: Layout, survey: Survey) -> dict[int, dict[int, Unreadable]]:
    """Row, from 1 -> column, from 0 -> what to say of a cell that has no value of its own."""
    found: dict[int, dict[int, Unreadable]] = {}
    expected = "a value of its own: this formula looks at the columns that are written here"
    for row, column in survey.cells_that_look(layout.ours):
        found.setdefault(row, {})[column] = Unreadable(f"={survey.formulas[row, column].text}", expected)
    for (row, column), shown in survey.broken.items():
        found.setdefault(row, {})[column] = Unreadable(shown, "a value: the formula there gives none")
    return found


def _with(row: list[Cell], broken: Mapping[int, Unreadable]) -> list[Cell]:
    """The cells of a row, with what to say in place of those that have no value of their own."""
    return [broken.get(column, cell) for column, cell in enumerate(row)] if broken else row
