"""A lead as its row tells it, with what the two log sheets add, and the cells that could not be read."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - what makes leads from their types asks for it at run time
from datetime import date, time
from typing import TYPE_CHECKING, Any, NamedTuple

from followthrough.knowing.columns import DATES, Column
from followthrough.knowing.record import Record, field, replace
from followthrough.knowing.wording import LONGEST_NAME, clipped, counted, few, one_line, short
from followthrough.knowing.words import Channel, Outcome, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_PLACES = 4
"""Cells that one sentence names."""
NEVER = date.max
"""Snooze until "never": no follow-ups wanted here, ever."""
OVER = (Stage.CLOSED, Stage.MOVED_ON)
OPEN = (Stage.APPLIED, Stage.INTERVIEWING, Stage.OFFER)


class Problem(Record, frozen=True):
    """A cell that could not be used, for its owner to fix: where it is, what it holds, what would be right.

    Where the worksheet has no such column, ``cell`` is the heading.
    """

    row: int
    cell: str
    column: str
    found: str
    expected: str
    meant: str = ""
    """The value that was meant, where that is certain; the cell is its owner's, and nobody else changes it."""
    told: str = ""
    """The whole sentence for its owner, where "holds this, should be that" would not say it."""

    @property
    def sentence(self) -> str:
        """What to tell its owner, in one line."""
        if self.told:
            return one_line(self.told)
        if self.is_missing:
            return f"Row {self.row} has no {self.lacks}: add a column {self.column}."
        where = f"Row {self.row}: {self.column}" if self.cell == self.column else f"{self.cell} ({self.column})"
        return one_line(f"{where} {self.holds}; {self._right}")

    def sentence_for(self, others: Sequence[Problem]) -> str:
        """The same for itself and for others that differ from it in their row only, or have one cause with it."""
        if self.told:
            return self.sentence
        every = (self, *others)
        rows, numbers = counted(len(every), "row"), few((str(each.row) for each in every), MOST_PLACES)
        if self.is_missing:
            return f"{rows} have no {self.lacks}: add a column {self.column} (rows {numbers})."
        cells = few((each.cell for each in every), MOST_PLACES)
        places = f"rows {numbers}" if self.cell == self.column else cells
        return one_line(f"{rows}: {self.column} {self.holds} ({places}); {self._right}")

    @property
    def is_missing(self) -> bool:
        """Whether the worksheet has no such column."""
        return self.cell == self.column and not self.found

    @property
    def lacks(self) -> str:
        """What the row lacks then."""
        return "date" if self.column in DATES else self.column

    @property
    def holds(self) -> str:
        """What stands there."""
        return f"holds “{clipped(self.found, LONGEST_NAME)}”" if self.found.strip() else "is blank"

    @property
    def _right(self) -> str:
        meant = f" Perhaps {self.meant}?" if self.meant else ""
        return f"it should be {self.expected}.{meant}"


def sentences(problems: Iterable[Problem]) -> list[str]:
    """What to tell their owner, a line each; what is wrong in the same way in several rows is said once."""
    same: dict[Problem | str, list[Problem]] = {}
    for each in problems:
        cell = each.column if each.cell == each.column else ""
        same.setdefault(each.told or replace(each, row=0, cell=cell), []).append(each)
    return [first.sentence_for(others) if others else first.sentence for first, *others in same.values()]


class Interview(Record, frozen=True, kw_only=True):
    """A row of the Interviews sheet: one interviewer in one round."""

    cell: str
    on: date
    round: str = ""
    interviewer: str = ""
    email: str = ""
    mention: str = ""
    thank_you_sent: date | bool | None = None
    at: time | None = None


class Touch(Record, frozen=True, kw_only=True):
    """A row of the Contact log: one contact in either direction."""

    cell: str
    on: date
    outcome: Outcome | None = None
    who: str = ""
    how: str = ""
    check_back_on: date | None = None
    notes: str = ""


class Noticed(NamedTuple):
    """What earlier nights saw of a lead and its row does not say (rules 3); a fact that does not exist is None.

    Args:
        seen: the first night that saw the lead.
        here_before: whether that was the very first night of all, so that it may have stood there for long.
        stage_since: the first night that saw it at its present stage.
        changed_today: whether it had another stage on the night before.
        follow_ups: the different days that stood in Last follow-up.
    """

    seen: date | None = None
    here_before: bool = False
    stage_since: date | None = None
    changed_today: bool = False
    follow_ups: frozenset[date] = frozenset()


NOTHING_NOTICED = Noticed()


class Lead(Record, frozen=True, kw_only=True):
    """One row of the worksheet, cell by cell (rules 2), beside what the two log sheets add to it.

    A blank cell is None, "" or (). So is a cell that could not be read: ``unreadable`` then holds its problem.
    """

    row: int
    sheet: str = ""
    """The worksheet, as a formula needs its name, where the leads stand on several; else blank."""
    company: str = ""
    role: str = ""
    stage: Stage | None = None
    unknown_stage: str = ""
    stage_guess: Stage | None = None
    """What ``unknown_stage`` may mean; its owner decides."""
    stage_word: str = ""
    """How the stage is written in its cell."""
    is_no: bool = False
    """The word says that they turned one down, which is an answer."""
    called_off: bool = False
    """The word says that the interview did not take place."""
    applied_on: date | None = None
    apply_by: date | None = None
    interview_on: date | None = None
    interview_at: time | None = None
    """The time beside that date; for mails and the calendar, the rules see the day."""
    thank_you_sent: date | bool | None = None
    decision_by: date | None = None
    check_back_on: date | None = None
    check_back_every: int | None = None
    last_follow_up: tuple[date, ...] = ()
    unanswered: int | None = None
    last_heard: date | None = None
    contact: str = ""
    email: str = ""
    phone: str = ""
    prefers: Channel | None = None
    insider: str = ""
    pay_discussed: date | bool | None = None
    references_told: date | bool | None = None
    skills_to_build: str = ""
    mention: str = ""
    they_said_next: str = ""
    remember_me_by: str = ""
    offer_reply_by: date | None = None
    start_on: date | None = None
    closed_on: date | None = None
    rejected_on: date | None = None
    snooze_until: date | None = None
    link: str = ""
    source: str = ""
    location: str = ""
    notes: str = ""
    interviews: tuple[Interview, ...] = ()
    touches: tuple[Touch, ...] = ()
    unreadable: tuple[Problem, ...] = ()
    noticed: Noticed = NOTHING_NOTICED
    remarks: Mapping[str, str] = field(default_factory=dict)
    """Heading -> the whole cell, where a date is followed by a remark."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """The column letter of each heading of ours that the worksheet has ("Company": "A")."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """What the owner calls it ("Company": "Firma")."""

    def but(self, **others: Any) -> Lead:  # noqa: ANN401 - what its fields hold
        """The same lead with other values in some fields."""
        return replace(self, **others)

    def cell(self, heading: str) -> str:
        """The reference of the row's cell under a heading, or the heading where the worksheet has no such column."""
        letter = self.columns.get(heading)
        if not letter:
            return heading
        return f"{self.sheet}!{letter}{self.row}" if self.sheet else f"{letter}{self.row}"

    def heading(self, heading: str) -> str:
        """What the owner calls a column; our heading where they have none."""
        return short(self.headings.get(heading, "")) or heading

    def put_in(self, what: str, heading: str) -> str:
        """Where the owner puts something: under their own heading, or under a new one of ours where they have none."""
        if heading in self.columns or not self.columns:
            return f"put {what} in {self.heading(heading)}"
        return f"add a column {heading} and put {what} there"

    @property
    def name(self) -> str:
        """What it is called: "Acme, Analyst"; a row without a company is called by its place."""
        company = short(self.company) or f"R{self.place[1:]}"
        return ", ".join(filter(None, (company, short(self.role))))

    @property
    def name_in_a_list(self) -> str:
        """The same between other names: "Acme (Analyst)"."""
        company, role = short(self.company) or self.place, short(self.role)
        return f"{company} ({role})" if role else company

    @property
    def place(self) -> str:
        """Its row, with the worksheet where there are several: "row 12", "row 12 of 'Week 2'"."""
        return f"row {self.row} of {self.sheet}" if self.sheet else f"row {self.row}"

    def time_of(self, interview: date | None) -> time | None:
        """At what time an interview is, where its day is noted with one."""
        if interview == self.interview_on and self.interview_at:
            return self.interview_at
        return min((row.at for row in self.interviews if row.at and row.on == interview), default=None)

    def is_given(self, heading: Column) -> bool:
        """Whether the cell is filled, readable or not: what a person wrote settles the stage even when misspelt."""
        return bool(getattr(self, heading.field)) or any(p.column == heading for p in self.unreadable)


class LeadKey(Record, frozen=True):
    """Tells a lead from the others wherever it must be known again: mail state, calendar, comparisons.

    Company and role are folded; ``nth`` counts the rows that are equal in all three, from 1.
    """

    company: str
    role: str
    applied_on: str
    nth: int

    @property
    def parts(self) -> tuple[str, str, str, str]:
        """The same as texts, for a name in a file that other programs read."""
        return self.company, self.role, self.applied_on, str(self.nth)


class You(Record, frozen=True, kw_only=True):
    """The person whose search it is, as letters and calls need it; what is blank stays a visible blank there."""

    name: str = ""
    phone: str = ""
    email: str = ""
    one_line: str = ""
    """What they are, in one line: "data analyst with eight years in logistics"."""
