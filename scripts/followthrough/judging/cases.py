"""What a rule is given and what it gives back: rules see frozen values, never a worksheet."""

from __future__ import annotations

from enum import StrEnum
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
    """Which sentence of the rulebook gave an answer, with its section; ``reasons`` puts it into words."""

    NO_COMPANY = "5.1 (No name, no stage): no company"
    UNKNOWN_STAGE = "5.1 (No name, no stage): unknown stage"
    BACK_INTERVIEW = "5.2 (Over): back interview"
    BACK_ANSWER = "5.2 (Over): back answer"
    UNREADABLE = "5.3 (Unreadable): unreadable"
    OVER = "5.2 (Over): over"
    STARTED_HERE = "5.2 (Over): started here"
    STARTS = "5.4 (Accepted): starts"
    NO_START = "5.4 (Accepted): no start"
    STARTED_ELSEWHERE = "5.5 (Started elsewhere): started elsewhere"
    TOLD_THEM = "5.5 (Started elsewhere): told them"
    LONG_STARTED = "5.5 (Started elsewhere): long started"
    SNOOZED = "5.7 (Snoozed): snoozed"
    APPLY_BY = "5.6 (Wishlist): apply by"
    APPLY_ANY_DAY = "5.6 (Wishlist): apply any day"
    CLOSING_GONE = "5.6 (Wishlist): closing gone"
    OFFER_MADE = "5.7 (reply_to_offer): offer made"
    INTERVIEW_AHEAD = "5.7 (prepare): interview ahead"
    AGREED = "5, A (Agreed day): agreed"
    INTERVIEW_HELD = "5.7 (thank_you): interview held"
    DECISION_PASSED = "5, B (Decision day): decision passed"
    NO_DATE_GIVEN = "5, C (The cadence): no date given"
    THEY_ANSWERED = "5, C (The cadence): they answered"
    APPLIED = "5, C (The cadence): applied"
    ASKED = "5, C (The cadence): asked"
    VOICEMAIL = "5, C (The cadence): voicemail"
    TRIED_ENOUGH = "5, C (The cadence): tried enough"
    SILENT = "5, D (Silent): silent"
    NO_INTERVIEW_DATE = "5, C (The cadence): no interview date"
    CALLED_OFF = "5, C (The cadence): called off"
    NOBODY_TO_ASK = "5, C (The cadence): nobody to ask"
    BALL_WITH_THEM = "5.7 (reply_to_offer): ball with them"
    NOTHING_TO_COUNT_FROM = "5, C (The cadence): nothing to count from"

    @property
    def section(self) -> str:
        """Where the rulebook says it."""
        return self.partition(": ")[0]


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
