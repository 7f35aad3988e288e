"""How to reach them: phone or e-mail, a note, or first of all somebody to ask (rules 6)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from followthrough.knowing.steps import STEPS, Contacts, How, Step
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


def postponed(case: Case, proposal: Proposal, channel: How | None) -> Proposal:
    """A step by phone after a call that nobody answered: no follow-up yet, but not twice on one day either."""
    called = max(case.facts.no_answers, default=None)
    if channel not in (How.PHONE, How.VOICEMAIL) or not called or not proposal.opens or proposal.opens > called:
        return proposal
    opens = case.calendar.bd_after(called, 1)
    return replace(proposal, opens=opens, due=max(opens, proposal.due or opens))


def _preferred(case: Case) -> Channel:
    """What they asked for; else the policy's, but no cold call to somebody who never answered an application."""
    if case.lead.prefers:
        return case.lead.prefers
    unknown = case.facts.stage is Stage.APPLIED and not case.facts.heard
    return Channel.EMAIL if unknown else case.policy.prefers
