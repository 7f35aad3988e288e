"""How to reach them: phone or e-mail, a note, or first of all somebody to ask (rules 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.judging.cases import Because
from followthrough.knowing.steps import STEPS, Contacts, Flag, How, Step
from followthrough.knowing.words import Channel, Stage

if TYPE_CHECKING:
    from followthrough.judging.cases import Case, Proposal

ENOUGH_RINGING = 2


def how(case: Case, step: Step) -> How | None:
    """The channel for a step; None where the step contacts nobody, or nothing is known that need be found."""
    contacts = STEPS[step].contacts
    if contacts is Contacts.INTERVIEWERS:
        return How.EMAIL if case.facts.email else How.NOTE
    if contacts is Contacts.NOBODY:
        return None
    if not case.lead.phone and not case.facts.email:
        return None if contacts is Contacts.THEM_KNOWN else How.FIND_CONTACT
    wanted = _preferred(case)
    if not (case.lead.phone if wanted is Channel.PHONE else case.facts.email):
        wanted = Channel.EMAIL if wanted is Channel.PHONE else Channel.PHONE
    if wanted is Channel.EMAIL:
        return How.EMAIL
    return How.VOICEMAIL if len(case.facts.no_answers) >= ENOUGH_RINGING else How.PHONE


def postponed(case: Case, proposal: Proposal) -> Proposal:
    """A step by phone after a call that nobody answered: no follow-up yet, but not twice on one day either."""
    called, by_phone = max(case.facts.no_answers, default=None), how(case, proposal.step) in (How.PHONE, How.VOICEMAIL)
    if not by_phone or not called or not proposal.opens or proposal.opens > called:
        return proposal
    opens = case.calendar.bd_after(called, 1)
    return proposal._replace(opens=opens, due=max(opens, proposal.due or opens))


def without_contact(case: Case, proposal: Proposal, channel: How | None) -> Proposal:
    """A cold follow-up with nobody to ask: after its window it waits, for what nobody can act on never turns red."""
    is_over = proposal.due is not None and case.today > proposal.due
    if channel is not How.FIND_CONTACT or not is_over or not is_cold(case):
        return proposal
    return proposal._replace(opens=None, due=None, flag=Flag.WAITING, because=Because.NOBODY_TO_ASK)


def is_cold(case: Case) -> bool:
    """Whether they were applied to and never answered."""
    return case.facts.stage is Stage.APPLIED and not case.facts.heard


def _preferred(case: Case) -> Channel:
    """What they asked for; else the policy's, but no cold call to somebody who never answered an application."""
    if case.lead.prefers:
        return case.lead.prefers
    return Channel.EMAIL if is_cold(case) else case.policy.prefers
