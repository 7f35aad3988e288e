"""Who a letter goes to: names out of cells that hold several, and the address that belongs to each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from followthrough.knowing.languages import any_of, small_words
from followthrough.knowing.wording import LONGEST_CELL, address_in, one_line, short, without_addresses

if TYPE_CHECKING:
    from followthrough.judging.judgement import Judged
    from followthrough.knowing.leads import Interview, Lead

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


@dataclass(frozen=True, slots=True)
class Person:
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
    theirs = count == 1 and len(names) == 1 and (not row.interviewer or row.interviewer in lead.contact)
    email = address_in(lead.email)
    if theirs:
        return (replace(people[0], email=email),)
    return tuple(replace(person, email=email) if _is_theirs(person.name, email) else person for person in people)


def _addressed(people: list[Person], email: str) -> tuple[Person, ...]:
    """The address goes to the only person, else to the one whose name it contains, else to nobody."""
    if len(people) == 1:
        return (replace(people[0], email=email),)
    return tuple(replace(person, email=email) if _is_theirs(person.name, email) else person for person in people)


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
