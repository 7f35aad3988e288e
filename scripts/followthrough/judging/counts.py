"""What is counted, in one place: mails, terminal and tips say the same number for the same thing (rules 7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough.knowing.leads import OPEN
from followthrough.knowing.steps import Flag
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from followthrough.judging.facts import Facts
    from followthrough.knowing.leads import Lead

BEYOND_APPLIED = (Stage.INTERVIEWING, Stage.OFFER, Stage.ACCEPTED)
"""Stages that tell of an interview where no date does: many tick it off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """A search in numbers: open leads; applications, how many were answered, and how many led to an interview."""

    open: int
    applications: int
    answered: int
    interviewed: int


def count(rows: Iterable[tuple[Lead, Facts, Flag]]) -> Counts:
    """Count judged leads; a row without a company, or with a stage nobody knows, is none yet."""
    known = [(lead, facts, flag) for lead, facts, flag in rows if lead.company and not lead.unknown_stage]
    sent = [(lead, facts) for lead, facts, _ in known if lead.applied_on or facts.stage is not Stage.WISHLIST]
    return Counts(
        open=sum(1 for lead, facts, flag in known if is_open(lead, facts, flag)),
        applications=len(sent),
        answered=sum(1 for lead, facts in sent if is_answered(lead, facts)),
        interviewed=sum(1 for lead, facts in sent if is_interviewed(lead, facts)),
    )


def is_open(lead: Lead, facts: Facts, flag: Flag) -> bool:
    """Whether a lead is being pursued: neither let go nor on hold; a snooze passes."""
    return facts.stage in OPEN and lead.stage is not Stage.ON_HOLD and flag is not Flag.MOVE_ON


def is_answered(lead: Lead, facts: Facts) -> bool:
    """Whether they ever answered; a no is an answer, and no interview comes without one."""
    return bool(facts.heard or lead.is_no or lead.rejected_on) or is_interviewed(lead, facts)


def is_interviewed(lead: Lead, facts: Facts) -> bool:
    """Whether it led to an interview, held or ahead."""
    return facts.stage in BEYOND_APPLIED or bool(facts.last_interview or lead.interview_on)
