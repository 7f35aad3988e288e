"""What is said about a lead: advice, tips, and the judgement of a whole workbook for one day.

What is counted of it is counted here: mails, terminal and tips say the same number for the same thing (rules 7).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from followthrough.knowing.calendar import days
from followthrough.knowing.leads import OPEN
from followthrough.knowing.steps import STEPS, Flag, How, Step
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from followthrough.judging.facts import Facts
    from followthrough.knowing.calendar import Calendar
    from followthrough.knowing.leads import Lead, LeadKey, Problem
    from followthrough.knowing.policy import Policy


@dataclass(frozen=True, slots=True)
class Advice:
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
    again: Callable[[], date | None] = field(default=lambda: None, compare=False, repr=False)

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


class Tip(Struct, frozen=True):
    """Something worth knowing that is never overdue (rules 7)."""

    tip: str
    text: str

    @property
    def expiry(self) -> int:
        """Its place where a list of tips is cut: those that expire come first."""
        return EXPIRING.index(self.tip) if self.tip in EXPIRING else len(EXPIRING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A lead with its answer: what its row will show, all the advice in order of urgency, and its tips.

    Args:
        key: by what it is known again.
        lead: its row as it stands.
        readable: the row without the cells that cannot be meant: what a letter may quote.
        facts: what ``readable`` comes to on that day.
        rule: where docs/rules.md says it.
    """

    key: LeadKey = field(compare=False)  # among repeats it counts the rows above: no part of the answer
    lead: Lead
    readable: Lead
    facts: Facts = field(compare=False)  # they are those of ``readable``
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
    def next_step(self) -> str:
        """The words for the step; empty where there is none."""
        return next((advice.next_step for advice in self.advice), STEPS[self.step].words if self.step else "")


@dataclass(frozen=True, slots=True)
class Judgement:
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


@dataclass(frozen=True, slots=True)
class Change:
    """A cell to be written: what stood there and what shall stand there."""

    cell: str
    before: str | float | bool | date | None
    after: str | float | bool | date | None


BEYOND_APPLIED = (Stage.INTERVIEWING, Stage.OFFER, Stage.ACCEPTED)
"""Stages that tell of an interview where no date does: many tick it off."""


class Counts(Struct, frozen=True, kw_only=True):
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
