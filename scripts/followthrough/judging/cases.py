"""What a rule is given and what it gives back: rules see frozen values, never a worksheet."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, NamedTuple

from followthrough.judging.slips import blanked
from followthrough.knowing.steps import Flag

if TYPE_CHECKING:
    from datetime import date

    from followthrough.judging.facts import Facts
    from followthrough.knowing.calendar import Calendar
    from followthrough.knowing.leads import Lead, Problem
    from followthrough.knowing.policy import Policy
    from followthrough.knowing.steps import Step


class Because(StrEnum):
    """Which sentence of the rulebook gave an answer; ``reasons`` puts it into words."""

    NO_COMPANY = auto()
    UNKNOWN_STAGE = auto()
    BACK_INTERVIEW = auto()
    BACK_ANSWER = auto()
    UNREADABLE = auto()
    OVER = auto()
    STARTED_HERE = auto()
    STARTS = auto()
    NO_START = auto()
    STARTED_ELSEWHERE = auto()
    TOLD_THEM = auto()
    LONG_STARTED = auto()
    SNOOZED = auto()
    APPLY_BY = auto()
    APPLY_ANY_DAY = auto()
    CLOSING_GONE = auto()
    OFFER_MADE = auto()
    INTERVIEW_AHEAD = auto()
    AGREED = auto()
    INTERVIEW_HELD = auto()
    DECISION_PASSED = auto()
    NO_DATE_GIVEN = auto()
    THEY_ANSWERED = auto()
    APPLIED = auto()
    ASKED = auto()
    VOICEMAIL = auto()
    TRIED_ENOUGH = auto()
    SILENT = auto()
    NO_INTERVIEW_DATE = auto()
    CALLED_OFF = auto()
    NOBODY_TO_ASK = auto()
    BALL_WITH_THEM = auto()
    NOTHING_TO_COUNT_FROM = auto()


_PLACES = {
    "5.1 (No name, no stage)": (Because.NO_COMPANY, Because.UNKNOWN_STAGE),
    "5.2 (Over)": (Because.OVER, Because.STARTED_HERE, Because.BACK_INTERVIEW, Because.BACK_ANSWER),
    "5.3 (Unreadable)": (Because.UNREADABLE,),
    "5.4 (Accepted)": (Because.STARTS, Because.NO_START),
    "5.5 (Started elsewhere)": (Because.STARTED_ELSEWHERE, Because.TOLD_THEM, Because.LONG_STARTED),
    "5.6 (Wishlist)": (Because.APPLY_BY, Because.APPLY_ANY_DAY, Because.CLOSING_GONE),
    "5.7 (Snoozed)": (Because.SNOOZED,),
    "5.7 (reply_to_offer)": (Because.OFFER_MADE, Because.BALL_WITH_THEM),
    "5.7 (prepare)": (Because.INTERVIEW_AHEAD,),
    "5.7 (thank_you)": (Because.INTERVIEW_HELD,),
    "5, A (Agreed day)": (Because.AGREED,),
    "5, B (Decision day)": (Because.DECISION_PASSED,),
    "5, C (The cadence)": (Because.NO_DATE_GIVEN, Because.THEY_ANSWERED, Because.APPLIED, Because.ASKED,
                       Because.VOICEMAIL, Because.TRIED_ENOUGH, Because.NO_INTERVIEW_DATE, Because.CALLED_OFF,
                       Because.NOTHING_TO_COUNT_FROM, Because.NOBODY_TO_ASK),
    "5, D (Silent)": (Because.SILENT,),
}  # fmt: skip
SECTIONS = {because: place for place, several in _PLACES.items() for because in several}
"""Where the rulebook says it."""


class Started(NamedTuple):
    """The job that a lead turned into, and its first day; the latest one counts."""

    on: date
    company: str


class Case(NamedTuple):
    """All that a rule may know: one lead, its facts and problems, whether a job has begun, the numbers, the day."""

    lead: Lead
    facts: Facts
    problems: tuple[Problem, ...]
    started: Started | None
    policy: Policy
    calendar: Calendar
    today: date


class Proposal(NamedTuple):
    """A step with its window. ``flag`` is set where the rule says more than the window does.

    Args:
        since: the date the rule counted from.
        problem: the cell to fix, for fix_row.
        words: what the step is called here; "" where it is called as usual.
    """

    step: Step
    because: Because
    opens: date | None = None
    due: date | None = None
    flag: Flag | None = None
    since: date | None = None
    problem: Problem | None = None
    words: str = ""

    def is_open(self, today: date) -> bool:
        """Whether its window has opened."""
        return self.opens is None or self.opens <= today

    def is_late(self, today: date) -> bool:
        """Whether its window is over."""
        return self.due is not None and self.due < today


class Ruling(NamedTuple):
    """What the gate that applies says of a row: the steps, or the state of a row that needs none."""

    proposals: tuple[Proposal, ...] = ()
    flag: Flag = Flag.WAITING
    because: Because = Because.NOTHING_TO_COUNT_FROM
    due: date | None = None


def readable(case: Case) -> Case:
    """The case with its problem cells blank, the stage settled by the row as it stands."""
    if not case.problems:
        return case
    lead = blanked(case.lead, {problem.column for problem in case.problems})
    return case._replace(lead=lead, facts=case.facts.of(lead))
