"""Cells that were read but cannot be meant: slips of the year, answers from the future (rules 5.3)."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

from followthrough.judging.story import FIRST_DAY, is_in_contact, is_plausible, settled_stage
from followthrough.knowing.columns import COUNTS, DATES, Column
from followthrough.knowing.leads import NEVER, OVER, Lead, Problem
from followthrough.knowing.policy import PAUSE
from followthrough.knowing.record import replace
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from followthrough.knowing.policy import Pause, Policy

A_DATE = "a date, like 2026-11-23"
A_STAGE = f"one of {', '.join(Stage)}, or a word that config.toml explains under [stages]"
A_NO_IS_NOTED = "blank, or else the Stage should say Closed"
PAST_ONLY = (Column.APPLIED_ON, Column.LAST_FOLLOW_UP, Column.LAST_HEARD, Column.THANK_YOU_SENT)
"""What has happened cannot lie ahead."""
HARMLESS = (Column.PAY_DISCUSSED, Column.REFERENCES_TOLD)
"""Yes, no or a date, and no rule counts from them: what cannot be read there is reported, and read as blank."""
COUNTED_FROM = (
    Column.APPLIED_ON, Column.INTERVIEW_ON, Column.DECISION_BY, Column.CHECK_BACK_ON, Column.LAST_FOLLOW_UP,
    Column.LAST_HEARD, Column.SNOOZE_UNTIL,
)  # fmt: skip
"""An application or an interview without any of these cannot be timed."""
CLOSED_TO_A_NO = (Stage.ACCEPTED, Stage.ON_HOLD, *OVER)
"""Stages of which a no that is noted beside them is no contradiction."""
SENSIBLE = {Column.UNANSWERED: range(1000), Column.CHECK_BACK_EVERY: range(1, 367)}
"""The rulebook names the lowest numbers; the highest are ours: nobody agrees on less than once a year."""


def misdated(lead: Lead, today: date) -> tuple[Problem, ...]:
    """What keeps a row from being judged: cells that could not be read, and dates and counts that cannot be meant."""
    unread = [problem for problem in lead.unreadable if problem.column not in HARMLESS]
    return (
        *unread,
        *_slipped_dates(lead, today),
        *_slipped_counts(lead),
        *_dateless(lead, today),
        *_contradiction(lead),
    )


def blanked(lead: Lead, headings: Iterable[str]) -> Lead:
    """The lead with the cells under some headings blank."""
    blank = Lead(row=lead.row)
    return lead.but(**{Column(heading).field: getattr(blank, Column(heading).field) for heading in headings})


def dates_in(lead: Lead) -> list[tuple[Column, date]]:
    """Every date that stands in the row, with its column."""
    found: list[tuple[Column, date]] = []
    for column, cell in zip(DATES, _CELLS(lead), strict=True):
        if cell:
            for day in cell if isinstance(cell, tuple) else (cell,):
                if isinstance(day, date) and day != NEVER:
                    found.append((column, day))  # noqa: PERF401 - nested loops read as well, and take half the time
    return found


_CELLS = attrgetter(*(column.field for column in DATES))


def unknown_stage(lead: Lead) -> tuple[Problem, ...]:
    """A word under Stage that nobody knows; what it may mean is its owner's to say."""
    if not lead.unknown_stage:
        return ()
    cell, guess = lead.cell(Column.STAGE), str(lead.stage_guess or "")
    return (Problem(lead.row, cell, Column.STAGE, lead.unknown_stage, A_STAGE, guess),)


def log_slips(lead: Lead, today: date) -> tuple[Problem, ...]:
    """Rows of the two log sheets that are passed over: contacts from the future, and slips of the year."""
    future = [
        Problem(lead.row, touch.cell, "Date", touch.on.isoformat(), _NOT_AHEAD)
        for touch in lead.touches
        if touch.on > today and is_plausible(touch.on, today)
    ]
    logged = [(row.cell, row.on) for row in lead.touches] + [(row.cell, row.on) for row in lead.interviews]
    slipped = [
        Problem(lead.row, cell, "Date", on.isoformat(), _RIGHT_YEAR)
        for cell, on in logged
        if not is_plausible(on, today)
    ]
    return (*future, *slipped)


_NOT_AHEAD = "the day it happened, today or earlier"
_RIGHT_YEAR = "a date of these years (is the year right?)"


def resting(policy: Policy, pause: Pause | None, today: date) -> tuple[Policy, tuple[Problem, ...]]:
    """The numbers with the workbook's day of rest, where that is later; its cell where the year cannot be meant."""
    if not pause:
        return policy, ()
    if not is_plausible(pause.until, today):
        return policy, (Problem(pause.row, pause.cell, PAUSE, pause.until.isoformat(), _RIGHT_YEAR),)
    return replace(policy, pause_until=max(pause.until, policy.pause_until or pause.until)), ()


def _slipped_dates(lead: Lead, today: date) -> list[Problem]:
    """Dates that cannot be meant, in the order of the columns; of those in one cell the slips of the year first."""
    found = []
    for column, day in dates_in(lead):
        if FIRST_DAY <= day <= today or column in HARMLESS:
            continue
        if not is_plausible(day, today):
            found.append(_problem(lead, column, day, _RIGHT_YEAR))
        elif day > today and column in PAST_ONLY:
            found.append(_problem(lead, column, day, _NOT_AHEAD))
    return sorted(found, key=lambda each: (DATES.index(Column(each.column)), each.expected == _NOT_AHEAD))


def _slipped_counts(lead: Lead) -> list[Problem]:
    counts = [(column, count) for column in COUNTS if (count := getattr(lead, column.field)) is not None]
    return [
        Problem(lead.row, lead.cell(column), column, str(count), f"a whole number from {SENSIBLE[column].start} up")
        for column, count in counts
        if count not in SENSIBLE[column]
    ]


def _dateless(lead: Lead, today: date) -> list[Problem]:
    """Applied or interviewing, not one date to count from, and no night that saw the row before."""
    seen = lead.noticed.seen
    if lead.stage not in (Stage.APPLIED, Stage.INTERVIEWING) or (seen and seen <= today):
        return []
    if any(map(lead.is_given, COUNTED_FROM)) or lead.interviews or is_in_contact(lead):
        return []
    if any(touch.check_back_on for touch in lead.touches):
        return []
    heading = Column.APPLIED_ON if lead.stage is Stage.APPLIED else Column.INTERVIEW_ON
    return [Problem(lead.row, lead.cell(heading), heading, "", A_DATE)]


def _contradiction(lead: Lead) -> list[Problem]:
    """A no is noted in a column of its own, and the row goes on (rules 2)."""
    if not lead.rejected_on or settled_stage(lead) in CLOSED_TO_A_NO:
        return []
    return [_problem(lead, Column.REJECTED_ON, lead.rejected_on, A_NO_IS_NOTED)]


def _problem(lead: Lead, heading: str, day: date, expected: str) -> Problem:
    return Problem(lead.row, lead.cell(heading), heading, day.isoformat(), expected)
