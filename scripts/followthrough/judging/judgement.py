"""What is said about a lead: advice, tips, and the judgement of a whole workbook for one day.

What is counted of it is counted here: mails, terminal and tips say the same number for the same thing (rules 7).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from followthrough.knowing.calendar import days
from followthrough.knowing.leads import OPEN
from followthrough.knowing.record import Record, astuple, field
from followthrough.knowing.steps import STEPS, Flag, How, Step
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from followthrough.judging.facts import Facts
    from followthrough.knowing.calendar import Calendar
    from followthrough.knowing.leads import Lead, LeadKey, Problem
    from followthrough.knowing.policy import Policy


class Advice(Record, frozen=True):
    """A step, the window of days in which to do it, how, and why (rules 4). A blank ``how`` is None.

    Args:
        words: what the step is called here; "" where it is called as usual.
        reason: the sentence or two of ``why`` that tell the rule, with its dates.
        again: works out ``try_again``.
    """

    step: Step
    flag: Flag
    opens: date | None
    due: date | None
    how: How | None
    why: str
    words: str = ""
    reason: str = ""
    again: Callable[[], date | None] = field(default=lambda: None)

    def __eq__(self, other: object) -> bool:
        """Whether it says the same, whoever works out when to try again."""
        return isinstance(other, Advice) and astuple(self)[:-1] == astuple(other)[:-1]

    def __hash__(self) -> int:
        """As it compares."""
        return hash(astuple(self)[:-1])

    @property
    def try_again(self) -> date | None:
        """Where it asks for news: the day on which the row would say to ask again, if nobody answers a try.

        The try is made on the first good day. None where the row would let the lead go then. Only letters ask for it.
        """
        return self.again()

    @property
    def next_step(self) -> str:
        """The words for the step."""
        return self.words or STEPS[self.step].words


_RANK = {flag: rank for rank, flag in enumerate(Flag)}
_STEP_ORDER = {step: place for place, step in enumerate(Step)}


def urgency(advice: Advice, today: date) -> tuple[int, date, int, date]:
    """What sorts first is shown first: urgent, then by flag, then what opens first, then by step, then by due."""
    soon = advice.due is not None and advice.due <= today + days(1)
    urgent = advice.flag is Flag.OVERDUE or (advice.flag is Flag.DUE and soon)
    rank = 0 if urgent else _RANK[advice.flag]
    opens = (advice.opens or date.max) if advice.flag is Flag.WAITING else date.min
    return rank, opens, _STEP_ORDER[advice.step], advice.due or date.max


EXPIRING = ("gracious", "on_file", "insider", "references", "pay")
"""Tips that hold for some days only."""


class Tip(Record, frozen=True):
    """Something worth knowing that is never overdue (rules 7)."""

    tip: str
    text: str

    @property
    def expiry(self) -> int:
        """Its place where a list of tips is cut: those that expire come first."""
        return EXPIRING.index(self.tip) if self.tip in EXPIRING else len(EXPIRING)


class Judged(Record, frozen=True, kw_only=True):
    """A lead with its answer: what its row will show, all the advice in order of urgency, and its tips.

    Args:
        key: by what it is known again.
        lead: its row as it stands.
        readable: the row without the cells that cannot be meant: what a letter may quote.
        facts: what ``readable`` comes to on that day.
        rule: where docs/rules.md says it.
    """

    key: LeadKey
    lead: Lead
    readable: Lead
    facts: Facts
    flag: Flag
    step: Step | None = None
    opens: date | None = None
    due: date | None = None
    how: How | None = None
    why: str = ""
    advice: tuple[Advice, ...] = ()
    tips: tuple[Tip, ...] = ()
    rule: str = ""

    @property
    def _answer(self) -> tuple[object, ...]:
        """What it says: among repeats the key counts the rows above, and the facts are those of ``readable``."""
        shown = (self.flag, self.step, self.opens, self.due, self.how, self.why, self.rule)
        return (self.lead, self.readable, *shown, self.advice, self.tips)

    def __eq__(self, other: object) -> bool:
        """Whether the answer is the same."""
        return isinstance(other, Judged) and self._answer == other._answer

    def __hash__(self) -> int:
        """By the lead."""
        return hash(self.lead)

    @property
    def next_step(self) -> str:
        """The words for the step; empty where there is none."""
        return next((advice.next_step for advice in self.advice), STEPS[self.step].words if self.step else "")


class Judgement(Record, frozen=True):
    """Every lead of a workbook judged for one day, in row order.

    Args:
        today: the day.
        leads: the leads with their answers.
        problems: the cells that could not be used.
        tips: what is worth knowing about the search as a whole.
        policy: the numbers by which it was judged.
        calendar: the business days by which it was judged.
    """

    today: date
    leads: tuple[Judged, ...]
    problems: tuple[Problem, ...]
    tips: tuple[Tip, ...]
    policy: Policy
    calendar: Calendar


class Change(Record, frozen=True):
    """A cell to be written: what stood there and what shall stand there."""

    cell: str
    before: str | float | bool | date | None
    after: str | float | bool | date | None


BEYOND_APPLIED = (Stage.INTERVIEWING, Stage.OFFER, Stage.ACCEPTED)
"""Stages that tell of an interview where no date does: many tick it off."""


class Counts(Record, frozen=True, kw_only=True):
    """A search in numbers: open leads; applications, how many were answered, and how many led to an interview."""

    open: int
    applications: int
    answered: int
    interviewed: int


def count(leads: Iterable[Judged]) -> Counts:
    """Count judged leads; a row without a company, or with a stage nobody knows, is none yet."""
    pursued = applications = answered = interviewed = 0
    for judged in leads:
        lead, stage = judged.lead, judged.facts.stage
        if not lead.company or lead.unknown_stage:
            continue
        pursued += is_open(judged)
        if lead.applied_on or stage is not Stage.WISHLIST:
            applications += 1
            answered += is_answered(judged)
            interviewed += is_interviewed(judged)
    return Counts(open=pursued, applications=applications, answered=answered, interviewed=interviewed)


def is_open(judged: Judged) -> bool:
    """Whether a lead is being pursued: neither let go nor on hold; a snooze passes."""
    lead, stage = judged.lead, judged.facts.stage
    return stage in OPEN and lead.stage is not Stage.ON_HOLD and judged.flag is not Flag.MOVE_ON


def is_answered(judged: Judged) -> bool:
    """Whether they ever answered; a no is an answer, and no interview comes without one."""
    lead = judged.lead
    return bool(judged.facts.heard or lead.is_no or lead.rejected_on) or is_interviewed(judged)


def is_interviewed(judged: Judged) -> bool:
    """Whether it led to an interview, held or ahead."""
    facts = judged.facts
    return facts.stage in BEYOND_APPLIED or bool(facts.last_interview or judged.lead.interview_on)
