"""Who a letter goes to, and which leads have to do with each other: one company, one person for several (rules 8).

Cells may hold several names, and an address that belongs to one of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from followthrough.knowing.fold import fold
from followthrough.knowing.languages import any_of, small_words
from followthrough.knowing.leads import OPEN
from followthrough.knowing.record import Record, replace
from followthrough.knowing.steps import CHASES, Flag, Step
from followthrough.knowing.wording import LONGEST_CELL, address_in, one_line, short, without_addresses
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from followthrough.judging.judgement import Advice, Judged, Judgement
    from followthrough.knowing.leads import Interview, Lead, LeadKey, You

_BETWEEN = re.compile(rf"[\n;,/|&+]|\s(?:{any_of('and')})\s")
_PARTICLES = frozenset((*small_words("particles"), "al", "bin"))
_NO_NAMES = frozenset((
    "hr", "manager", "director", "recruiter", "recruiting", "recruitment", "head", "lead", "team", "hiring", "ceo",
    "cto", "cfo", "coo", "vp", "office", "owner", "assistant", "department", "human", "resources", "talent", "engineer",
    "company", "agency",
))  # fmt: skip
LONGEST_NAME_WORDS = 5
LEAST_TELLING = 3
"""Shorter parts of a name do not tell whose address it is."""


class Person(Record, frozen=True):
    """Somebody to write to or to call; what is not known is "".

    Args:
        mention: something specific said in the talk with them.
        is_own: whether it was noted for this person, and not for the talk as a whole.
    """

    name: str = ""
    email: str = ""
    mention: str = ""
    is_own: bool = False


def names_in(cell: str) -> tuple[str, ...]:
    """The people a cell names; the cell's first line where no part of it looks like a name."""
    return _names_in(cell[:LONGEST_CELL])


@lru_cache(maxsize=10_000)  # each lead is asked about for each other one
def _names_in(cell: str) -> tuple[str, ...]:
    plain = re.sub(r"\([^)]*\)|<[^>]*>", " ", cell)
    names = dict.fromkeys(short(part) for part in _BETWEEN.split(plain) if _is_name(one_line(part)))
    whole = without_addresses(plain)
    return tuple(names) or ((whole,) if whole and not any(map(str.isdigit, whole)) else ())


def main_contact(judged: Judged) -> Person:
    """Whom to ask for news: the address that is known and the person it belongs to, else the first one named."""
    lead, facts = judged.readable, judged.facts
    email, named = address_in(facts.email), names_in(lead.contact)
    logged = [row for row in reversed(lead.interviews) if row.interviewer]
    if email and not address_in(lead.email):
        owner = next((row for row in logged if address_in(row.email) == email), None)
        named = names_in(owner.interviewer) if owner else named
    named = named or (names_in(logged[0].interviewer) if logged else ())
    return Person(next((name for name in named if _is_theirs(name, email)), named[0] if named else ""), email)


def interviewers(judged: Judged) -> tuple[Person, ...]:
    """Who is to be thanked for the latest interview; one person without a name where none is known."""
    lead, rows = judged.readable, _latest_round(judged)
    if rows:
        open_rows = (row for row in judged.facts.to_thank if row in rows)
        return tuple(person for row in open_rows for person in _in_row(row, lead, len(rows)))
    people = [Person(name, mention=lead.mention) for name in names_in(lead.contact)] or [Person(mention=lead.mention)]
    return _addressed(people, address_in(judged.facts.email))


def met_with(judged: Judged) -> tuple[str, ...]:
    """The names of all who led the latest interview, thanked already or not."""
    cells = [row.interviewer for row in _latest_round(judged)] or [judged.readable.contact]
    return tuple(dict.fromkeys(name for cell in cells for name in names_in(cell)))


def _latest_round(judged: Judged) -> list[Interview]:
    return [row for row in judged.readable.interviews if row.on == judged.facts.interview]


def _in_row(row: Interview, lead: Lead, count: int) -> tuple[Person, ...]:
    """The people of one row of the Interviews sheet; an address in the lead's row may be that of the only one."""
    names = names_in(row.interviewer) or (names_in(lead.contact)[:1] if count == 1 else ()) or ("",)
    mention, is_own = row.mention or lead.mention, bool(row.mention) and len(names) == 1
    people = [Person(name, mention=mention, is_own=is_own) for name in names]
    if address_in(row.email):
        return _addressed(people, address_in(row.email))
    is_theirs = count == 1 and (not row.interviewer or row.interviewer in lead.contact)
    return _addressed(people, address_in(lead.email), is_of_only_one=is_theirs)


def _addressed(people: Sequence[Person], email: str, *, is_of_only_one: bool = True) -> tuple[Person, ...]:
    """The address goes to the only person, else to those whose name it contains, else to nobody."""
    is_only = is_of_only_one and len(people) == 1
    return tuple(replace(each, email=email) if is_only or _is_theirs(each.name, email) else each for each in people)


def _is_theirs(name: str, email: str) -> bool:
    local = email.partition("@")[0].casefold()
    return any(len(word) >= LEAST_TELLING and word in local for word in name.casefold().split())


def _is_name(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= LONGEST_NAME_WORDS or not text.isprintable():
        return False
    if any(sign.isdigit() or sign in "@:<>{}=" for sign in text) or words[0].islower():
        return False
    if _NO_NAMES & {word.casefold().strip(".") for word in words}:
        return False
    return all(not word[0].islower() or word in _PARTICLES for word in words)


class Search(Record, frozen=True, dict=True):
    """A whole search, in which leads are looked up by company and by contact.

    Args:
        judgement: its leads, judged for a day.
        you: whose search it is.
        templates: your folder of templates, which outrank ours.
    """

    judgement: Judgement
    you: You
    templates: Path | None = None

    def same_company(self, judged: Judged) -> Sequence[Judged]:
        """The leads with the company of a lead, in row order; it alone where none is named."""
        return self._by_company[judged.key.company] if judged.key.company else [judged]

    @cached_property
    def _by_company(self) -> Mapping[str, Sequence[Judged]]:
        found = defaultdict(list)
        for judged in self.judgement.leads:
            found[judged.key.company].append(judged)
        return found

    @cached_property
    def _by_contact(self) -> Mapping[tuple[str, ...], Sequence[Judged]]:
        found = defaultdict(list)
        for judged in self.judgement.leads:
            if contact := _contact_of(judged):
                found[contact].append(judged)
        return found

    @cached_property
    def _by_thanks(self) -> Mapping[tuple[object, ...], Sequence[Judged]]:
        """A note of thanks -> its leads, each as of its interview."""
        found: dict[tuple[object, ...], dict[LeadKey, Judged]] = defaultdict(dict)
        for judged in self.judgement.leads:
            for advice in (each for each in judged.advice if each.step is Step.THANK_YOU):
                talk = as_of(judged, advice.opens)
                for person in interviewers(talk):
                    found[thanks_of(talk, advice, person, self.judgement.today)].setdefault(judged.key, talk)
        return {note: tuple(talks.values()) for note, talks in found.items() if note}

    @cached_property
    def _offers(self) -> Sequence[Judged]:
        gone = (Flag.MOVE_ON, Flag.CLOSED)
        return [each for each in self.judgement.leads if each.facts.stage is Stage.OFFER and each.flag not in gone]

    def offers_beside(self, judged: Judged) -> Sequence[Judged]:
        """The other leads that hold an offer which still counts: it is worth a letter here."""
        return [other for other in self._offers if other.key != judged.key]

    def in_one_letter(self, judged: Judged, advice: Advice | None, person: Person | None = None) -> tuple[Judged, ...]:
        """The leads that one letter is about, in row order: same contact, same kind of step, ready on the same day.

        Args:
            judged: one of them; it is alone where there are no others.
            advice: its step; None for a letter that a tip calls for.
            person: who gets it; a note of thanks is one for each.
        """
        if advice and person and advice.step is Step.THANK_YOU:
            talk = as_of(judged, advice.opens)
            talks = self._by_thanks.get(thanks_of(talk, advice, person, self.judgement.today), (talk,))
            return tuple(talk if each.key == judged.key else each for each in talks)
        errand = errand_of(judged, advice, self.judgement.today)
        if not errand:
            return (judged,)
        return tuple(
            other
            for other in self._by_contact[_contact_of(judged)]
            if any(errand_of(other, each, self.judgement.today) == errand for each in other.advice)
        )

    def is_in_talks(self, judged: Judged) -> bool:
        """Whether the same person is asked about another job just now: no hello "after some months" then."""
        others = self._by_contact.get(_contact_of(judged), ())
        return any(other.key != judged.key and other.facts.stage in OPEN for other in others)


def _contact_of(judged: Judged) -> tuple[str, ...]:
    """What tells a contact from others: an address, else a name with a number; () where neither is known."""
    person, phone = main_contact(judged), fold(judged.readable.phone)
    if person.email:
        return (person.email.casefold(),)
    return (fold(person.name), phone) if person.name and phone else ()


def as_of(judged: Judged, interview: date | None) -> Judged:
    """A lead as of one of its interviews."""
    return replace(judged, facts=judged.facts.for_letter(interview))


def thanks_of(judged: Judged, advice: Advice, person: Person, today: date) -> tuple[object, ...]:
    """What makes one note of thanks do for several jobs: to whom it goes, and from which day; () for nobody known."""
    day = max(today, advice.opens or today)
    if person.email:
        return person.email.casefold(), day
    return (judged.key.company, person.name, day) if person.name and judged.key.company else ()


def errand_of(judged: Judged, advice: Advice | None, today: date) -> tuple[object, ...]:
    """What makes one letter do for several jobs: to whom it goes, of what kind it is, from which day on; else ()."""
    if not advice or advice.step not in (*CHASES, Step.WITHDRAW):
        return ()
    contact = _contact_of(judged)
    return (contact, advice.step is Step.WITHDRAW, max(today, advice.opens or today)) if contact else ()
