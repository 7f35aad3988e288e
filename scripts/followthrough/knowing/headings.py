"""What a heading means, by the words people use for it (``knowing/languages``), however they are spelt."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from followthrough.knowing.columns import DATES, THEIRS, Column
from followthrough.knowing.fold import folded
from followthrough.knowing.languages import any_of, company_headings, heading_lists, small_words, stage_lists
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_WORD = frozenset(("", *map(folded, small_words("blank"))))
"""Folded: what people write where they have nothing to say."""
VAGUE_DATES = frozenset(map(folded, small_words("date")))
"""Folded: headings of days that do not say which day it is."""
_PLACES = "institution university hospital clinic school schooldistrict college lawfirm store restaurant agency"
_PLACES_OF_WORK = frozenset(_PLACES.split())
"""Folded: what a teacher or a nurse calls the company, and what is never the heading of a person."""


class Trust(IntEnum):
    """How sure the meaning of a heading is; of two columns the surer one is taken."""

    VAGUE = 0
    """It could mean anything, so the owner is asked however well the cells agree: Date."""
    WEAK = 1
    """It has several meanings, and the cells must agree with ours: Applied above dates, Result above stages."""
    COMPOSED = 2
    """A part of it is known, or it is known together with the banner above it: Interview over Date."""
    CERTAIN = 3
    """It is one of our words."""
    OURS = 4
    """It is our own heading, in a workbook that was made here."""
    TOLD = 5
    """Its owner says so in config.toml, or the night before read it so."""


class Meaning(NamedTuple):
    """The heading of ours that an owner's heading stands for, and how sure that is."""

    heading: str
    trust: Trust


@cache
def heading_words() -> dict[str, Meaning]:
    """Every heading we know, folded -> what it means."""
    known = {folded(heading): Meaning(heading, Trust.CERTAIN) for heading in THEIRS}
    lists = {Column[field.upper()]: words for field, words in heading_lists().items()}
    for heading, words in lists.items():
        known |= dict.fromkeys(words["words"], Meaning(heading, Trust.CERTAIN))
    for heading, words in lists.items():
        for word in words.get("weak", ()):
            is_vague = (heading == Column.COMPANY and word not in _PLACES_OF_WORK) or word in VAGUE_DATES
            known.setdefault(word, Meaning(heading, Trust.VAGUE if is_vague else Trust.WEAK))
    return known


@cache
def company_words() -> frozenset[str]:
    """Every heading of the companies, in small letters, so that it is quickly found among all cells."""
    return frozenset((Column.COMPANY.casefold(), *company_headings()))


A_NO, CALLED_OFF = "A no", "Called off"
"""Lists of words that say more than a stage: they turned one down; the interview did not take place (rules 2)."""
_STAGE_OF = {A_NO: Stage.CLOSED, CALLED_OFF: Stage.INTERVIEWING}


@cache
def stage_words() -> dict[str, Stage]:
    """Every word for a stage that we know, folded -> the stage."""
    known = {folded(stage): stage for stage in Stage}
    for name, words in stage_lists().items():
        known |= dict.fromkeys(words, _STAGE_OF.get(name) or Stage(name))
    return known


@cache
def words_saying(name: str) -> frozenset[str]:
    """The words, folded, of ``A_NO`` or ``CALLED_OFF``."""
    return frozenset(stage_lists()[name])


@lru_cache(maxsize=10_000)
def meaning_of(text: str, banner: str = "") -> Meaning | None:
    """What a heading means; None where we do not know.

    Args:
        text: as it stands in the row of headings.
        banner: what stands above it and its neighbours: "Interview" over Date, Contact and Place.
    """
    known = heading_words()
    if len(text) + len(banner) > LONGEST_HEADING or not folded(text):
        return None  # a mere sign such as # does not get its meaning from the banner
    plain = known.get(folded(text))
    if plain and plain.trust is Trust.CERTAIN:
        return plain
    under = known.get(folded(f"{banner} {text}")) or known.get(folded(f"{text} {banner}")) if banner else None
    if under and under.trust is Trust.CERTAIN:
        return Meaning(under.heading, Trust.COMPOSED)
    forms = (known.get(form) for form in _forms(text))
    found = plain or max(filter(None, forms), key=lambda meaning: meaning.trust, default=None) or _by_its_words(text)
    return found and Meaning(found.heading, min(found.trust, Trust.COMPOSED))


LONGEST_HEADING = 500
"""Letters of a heading and the banner above it: in a table Excel takes 255 of each."""
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\uff08[^\uff09]*\uff09|【[^】]*】")
_EDGES = re.compile(rf"^\W*\d+\s*[.):]\s*|\b(?:y\s*/\s*n|yes\s*/\s*no|{any_of('day pattern')})\b", re.IGNORECASE)
_DAY = re.compile(rf"\b(?:{any_of('day')})\b")
_SENT = re.compile(rf"\b(?:{any_of('sent')})\b")
_OTHER_STATE = re.compile(r"post|listing|vacanc|visa|referr|contract|permit|marital|employment|work|remote|payment")
_STATE = re.compile(rf"\b(?:{any_of('state')})$")


def _by_its_words(text: str) -> Meaning | None:
    """What the words of a longer heading suggest, to be believed where the cells agree: "App submitted date"."""
    words = re.sub(r"[\W_]+", " ", text.casefold()).strip()
    if _DAY.search(words) and _SENT.search(words) and not is_other_day(words):
        return Meaning(Column.APPLIED_ON, Trust.WEAK)
    if _STATE.search(words) and not _OTHER_STATE.search(words):
        return Meaning(Column.STAGE, Trust.WEAK)
    is_company = words.rpartition(" ")[2] in company_words()
    return Meaning(Column.COMPANY, Trust.VAGUE) if is_company else None


_OTHER_DAY = re.compile(
    r"follow|next|remind|due|deadline|interview|birth|start|end\b|post(?:ed|ing)|found|added|saved|seen|created|generated|"
    rf"updated|scraped|published|clos|expir|respon|reply|heard|offer|reject|decision|{any_of('other day')}"
)


def is_other_day(text: str) -> bool:
    """Whether a heading names a day on which something else than applying happened: found, posted, due, answered."""
    return bool(_OTHER_DAY.search(text.casefold()))


_MAYBE_APPLYING = re.compile(r"found|added|saved|seen|created")


def is_applying_day(text: str) -> bool:
    """Whether the days under a heading may be those of applying, for all that it says: Went out, Date added."""
    meaning = meaning_of(text)
    if meaning and meaning != (Column.APPLIED_ON, Trust.VAGUE):
        return False
    return not is_other_day(text) or bool(_MAYBE_APPLYING.search(text.casefold()))


_PARTS = re.compile(
    rf"\s*(?:/|&|\+|\||,|\b(?:{any_of('heading and')})\b|\s[-\u2013\u2014]\s?|(?<=(?-i:[\u3040-\u9fff]))-)\s*",
    re.IGNORECASE,
)


def _forms(text: str) -> Iterator[str]:
    """Forms of a heading, folded, each without something people add: brackets, a number, a second line or name."""
    plain = _EDGES.sub(" ", _BRACKETS.sub(" ", text))
    yield folded(plain)
    lines = plain.strip().splitlines()
    if len(lines) > 1:
        yield folded(lines[0])
    head, colon, _ = plain.partition(":")
    if colon:
        yield folded(head)
    bare = folded(plain)
    if bare.endswith("s") and bare.isascii():
        yield bare[:-1]
    parts = _parts(plain)
    if parts:
        yield from sorted(
            map(folded, parts), key=lambda part: _WEIGHT.get(heading_words().get(part, _NOTHING).heading, 1)
        )


def _parts(text: str) -> list[str]:
    """The names that one heading lists, where it lists several."""
    parts = [part for part in _PARTS.split(_EDGES.sub(" ", _BRACKETS.sub(" ", text))) if part]
    return parts if 1 < len(parts) <= MOST_PARTS else []


def names_more(text: str) -> bool:
    """Whether a heading names several things, and not one thing in two languages: "Company / Location"."""
    return len({meaning and meaning.heading for meaning in map(meaning_of, _parts(text))}) > 1


def meanings_in(text: str) -> set[str]:
    """The different days that a heading of several parts speaks of: "Follow-up / Interview date" speaks of two."""
    found: set[str] = set()
    if heading_words().get(folded(text), _NOTHING).trust is Trust.CERTAIN:
        return found  # "Interview date and time"
    for part in _parts(text):
        meanings = (meaning_of(part), meaning_of(f"{part} date"))  # Decision alone is a stage
        said = next((meaning.heading for meaning in meanings if meaning and meaning.heading in DATES), "")
        if said and folded(part) not in VAGUE_DATES:
            found.add(said)
        elif _PLAN.search(part):
            found.add(Column.LAST_FOLLOW_UP)
    return found


_PLAN = re.compile(rf"{any_of('plans')}", re.IGNORECASE)


_AHEAD = re.compile(rf"{any_of('plans ahead')}", re.IGNORECASE)


def is_ahead(text: str) -> bool:
    """Whether such a heading speaks of what is meant to be done."""
    return bool(_AHEAD.search(text))


def is_plan(text: str) -> bool:
    """Whether a heading speaks of following up, be it done or meant to be done."""
    return bool(_PLAN.search(text))


MOST_PARTS = 3
"""Names that one heading may list: "Company / Location", "Empresa / Company"."""
_NOTHING = Meaning("", Trust.VAGUE)
_WEIGHT: dict[str, int] = {Column.COMPANY: 0, Column.LOCATION: 2}
"""Of several names the company's goes first, and a place names a column only where nothing else does."""
