"""Leads for which one person is asked or thanked, say at an agency: one letter names them all (rules 8)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from followthrough.knowing.fold import fold
from followthrough.knowing.leads import OPEN
from followthrough.knowing.steps import CHASES, Step
from followthrough.saying.people import interviewers, main_contact

if TYPE_CHECKING:
    from datetime import date

    from followthrough.knowing.judgement import Advice, Judged, Judgement
    from followthrough.saying.people import Person


def in_one_letter(
    judged: Judged, advice: Advice | None, judgement: Judgement, person: Person | None = None
) -> tuple[Judged, ...]:
    """The leads that one letter is about.

    Args:
        judged: the lead.
        advice: its step; None for a letter that a tip calls for.
        judgement: it and the other leads.
        person: who gets it; a note of thanks is one for each.

    Returns:
        in row order the leads with the same contact and a step of the same kind that is ready on the same day; the
        lead alone where there are no others.
    """
    if advice and person and advice.step is Step.THANK_YOU:
        return _in_one_note(judged, advice, judgement, person)
    contact, kind = _contact(judged), _kind(advice)
    if not contact or not kind or not advice:
        return (judged,)
    day = _ready(advice, judgement)
    return tuple(
        other
        for other in judgement.leads
        if other.key == judged.key
        or (
            _contact(other) == contact
            and any(_kind(each) == kind and _ready(each, judgement) == day for each in other.advice)
        )
    )


def _in_one_note(judged: Judged, thanks: Advice, judgement: Judgement, person: Person) -> tuple[Judged, ...]:
    """The leads, each as of its interview, for which a person is to be thanked on the same day."""
    day = _ready(thanks, judgement)
    found = []
    for other in judgement.leads:
        open_thanks = [each for each in other.advice if each.step is Step.THANK_YOU and _ready(each, judgement) == day]
        talks = [as_of(other, each) for each in open_thanks] if other.key != judged.key else [as_of(judged, thanks)]
        found += [talk for talk in talks if other.key == judged.key or _has_met(talk, person, judged)][:1]
    return tuple(found)


def as_of(judged: Judged, thanks: Advice) -> Judged:
    """A lead as of the interview that is thanked for."""
    return replace(judged, facts=replace(judged.facts, interview=thanks.opens))


def _has_met(talk: Judged, person: Person, judged: Judged) -> bool:
    """Whether a person led a talk of another lead: known by the address, else by the name at the same company."""
    for met in interviewers(talk):
        if person.email or met.email:
            is_same = person.email.casefold() == met.email.casefold()
        else:
            is_same = bool(person.name) and met.name == person.name and talk.key.company == judged.key.company
        if is_same:
            return True
    return False


def is_in_talks(judged: Judged, judgement: Judgement) -> bool:
    """Whether the same person is asked about another job just now: no friendly hello "after some months" then."""
    contact = _contact(judged)
    return bool(contact) and any(
        other.key != judged.key and other.facts.stage in OPEN and _contact(other) == contact
        for other in judgement.leads
    )


def _kind(advice: Advice | None) -> str:
    """What a letter can ask about several jobs at once: news of them, or to be taken off the list for them."""
    if advice and advice.step in CHASES:
        return "news"
    return "withdraw" if advice and advice.step is Step.WITHDRAW else ""


def _ready(advice: Advice, judgement: Judgement) -> date:
    return max(judgement.today, advice.opens or judgement.today)


def _contact(judged: Judged) -> tuple[str, ...]:
    """By what somebody is known: an address, else a name with a number; () where neither is there."""
    person, phone = main_contact(judged), fold(judged.readable.phone)
    if person.email:
        return (person.email.casefold(),)
    return (fold(person.name), phone) if person.name and phone else ()
