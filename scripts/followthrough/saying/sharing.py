"""Which leads have to do with each other: one company, or one person who is asked or thanked for several (rules 8)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from followthrough.knowing.fold import fold
from followthrough.knowing.leads import OPEN
from followthrough.knowing.steps import CHASES, Flag, Step
from followthrough.knowing.words import Stage
from followthrough.saying.people import interviewers, main_contact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from followthrough.judging.judgement import Advice, Judged, Judgement
    from followthrough.knowing.leads import LeadKey
    from followthrough.saying.people import Person


@dataclass(frozen=True)
class Search:
    """All leads of a search, to be looked up by company and by contact.

    Args:
        judgement: the leads, judged for a day.
    """

    judgement: Judgement

    @cached_property
    def by_company(self) -> Mapping[str, Sequence[Judged]]:
        """The folded name of a company -> its leads, in row order."""
        found = defaultdict(list)
        for judged in self.judgement.leads:
            found[judged.key.company].append(judged)
        return found

    @cached_property
    def by_contact(self) -> Mapping[tuple[str, ...], Sequence[Judged]]:
        """A contact, as ``contact_of`` tells it -> the leads with it, in row order."""
        found = defaultdict(list)
        for judged in self.judgement.leads:
            if contact := contact_of(judged):
                found[contact].append(judged)
        return found

    @cached_property
    def by_thanks(self) -> Mapping[tuple[object, ...], Sequence[Judged]]:
        """A note of thanks, as ``thanks_of`` tells it -> its leads, each as of its interview, in row order."""
        found: dict[tuple[object, ...], dict[LeadKey, Judged]] = defaultdict(dict)
        for judged in self.judgement.leads:
            for advice in (each for each in judged.advice if each.step is Step.THANK_YOU):
                talk = as_of(judged, advice.opens)
                for person in interviewers(talk):
                    found[thanks_of(talk, advice, person, self.judgement.today)].setdefault(judged.key, talk)
        return {note: tuple(talks.values()) for note, talks in found.items() if note}

    @cached_property
    def offers(self) -> Sequence[Judged]:
        """The leads that hold an offer which still counts."""
        gone = (Flag.MOVE_ON, Flag.CLOSED)
        return [each for each in self.judgement.leads if each.facts.stage is Stage.OFFER and each.flag not in gone]

    def in_one_letter(self, judged: Judged, advice: Advice | None, person: Person | None = None) -> tuple[Judged, ...]:
        """The leads that one letter is about.

        Args:
            judged: the lead.
            advice: its step; None for a letter that a tip calls for.
            person: who gets it; a note of thanks is one for each.

        Returns:
            in row order the leads with the same contact and a step of the same kind that is ready on the same day; the
            lead alone where there are no others.
        """
        if advice and person and advice.step is Step.THANK_YOU:
            talk = as_of(judged, advice.opens)
            talks = self.by_thanks.get(thanks_of(talk, advice, person, self.judgement.today), (talk,))
            return tuple(talk if each.key == judged.key else each for each in talks)
        errand = errand_of(judged, advice, self.judgement.today)
        if not errand:
            return (judged,)
        return tuple(
            other
            for other in self.by_contact[contact_of(judged)]
            if any(errand_of(other, each, self.judgement.today) == errand for each in other.advice)
        )

    def is_in_talks(self, judged: Judged) -> bool:
        """Whether the same person is asked about another job just now: no hello "after some months" then."""
        others = self.by_contact.get(contact_of(judged), ())
        return any(other.key != judged.key and other.facts.stage in OPEN for other in others)


def contact_of(judged: Judged) -> tuple[str, ...]:
    """By what somebody is known: an address, else a name with a number; () where neither is there."""
    person, phone = main_contact(judged), fold(judged.readable.phone)
    if person.email:
        return (person.email.casefold(),)
    return (fold(person.name), phone) if person.name and phone else ()


def as_of(judged: Judged, interview: date | None) -> Judged:
    """A lead as of one of its interviews."""
    return replace(judged, facts=judged.facts.for_letter(interview))


def thanks_of(judged: Judged, advice: Advice, person: Person, today: date) -> tuple[object, ...]:
    """What one note of thanks can say for several jobs: to whom, and from which day on; () for somebody unknown."""
    day = max(today, advice.opens or today)
    if person.email:
        return person.email.casefold(), day
    return (judged.key.company, person.name, day) if person.name and judged.key.company else ()


def errand_of(judged: Judged, advice: Advice | None, today: date) -> tuple[object, ...]:
    """What a letter can say about several jobs at once: to whom, of what kind, and from which day on; else ()."""
    if not advice or advice.step not in (*CHASES, Step.WITHDRAW):
        return ()
    contact = contact_of(judged)
    return (contact, advice.step is Step.WITHDRAW, max(today, advice.opens or today)) if contact else ()
