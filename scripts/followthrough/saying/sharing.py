"""Leads that are asked about through one person, an agency say: they get one letter, which names them all (rules 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.fold import fold
from followthrough.knowing.leads import OPEN
from followthrough.knowing.steps import CHASES, Step
from followthrough.saying.people import main_contact

if TYPE_CHECKING:
    from datetime import date

    from followthrough.knowing.judgement import Advice, Judged, Judgement


def in_one_letter(judged: Judged, advice: Advice | None, judgement: Judgement) -> tuple[Judged, ...]:
    """The leads that one letter is about.

    Args:
        judged: the lead.
        advice: its step; None for a letter that a tip calls for.
        judgement: it and the other leads.

    Returns:
        in row order the leads with the same contact and a step of the same kind that is ready on the same day; the
        lead alone where there are no others.
    """
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
