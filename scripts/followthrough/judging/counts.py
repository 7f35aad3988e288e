"""What is counted, in one place: mails, terminal and tips say the same number for the same thing (rules 7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough.knowing.leads import OPEN
from followthrough.knowing.steps import Flag
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from followthrough.judging.judgement import Judged

BEYOND_APPLIED = (Stage.INTERVIEWING, Stage.OFFER, Stage.ACCEPTED)
"""Stages that tell of an interview where no date does: many tick it off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
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
