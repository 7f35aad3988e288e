"""What a heading means, by the words people use for it (``headings.toml``), however they are spelt."""

from __future__ import annotations

import re
import tomllib
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from followthrough.knowing.columns import THEIRS, Column
from followthrough.knowing.fold import folded
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_WORD = frozenset(("", "na", "none", "nan", "keine", "無", "无"))
"""Folded: what people write where they have nothing to say."""
_DAYS = "date day time when datum fecha data dato päivämäärä pvm дата tarih 日期 日付 日 时间 時間 날짜 일자"
VAGUE_DATES = frozenset(_DAYS.split())
"""Folded: headings of days that do not say which day it is."""
WEEK_NAMES = "week|wk|kw|woche|semaine|semana|settimana|tydzień"
"""For a pattern: what people call a week in the names of sheets and above the parts of a list."""
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


class Meaning(NamedTuple):
    """The heading of ours that an owner's heading stands for, and how sure that is."""

    heading: str
    trust: Trust


@cache
def heading_words() -> dict[str, Meaning]:
    """Every heading we know, folded -> what it means."""
    known = {folded(heading): Meaning(heading, Trust.CERTAIN) for heading in THEIRS}
    lists = _heading_lists()
    for heading, words in lists.items():
        known |= dict.fromkeys(map(folded, words["words"]), Meaning(heading, Trust.CERTAIN))
    for heading, words in lists.items():
        for word in map(folded, words.get("weak", ())):
            is_vague = (heading == Column.COMPANY and word not in _PLACES_OF_WORK) or word in VAGUE_DATES
            known.setdefault(word, Meaning(heading, Trust.VAGUE if is_vague else Trust.WEAK))
    return known


@cache
def _heading_lists() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_read("headings.toml"))


@cache
def company_words() -> frozenset[str]:
    """Every heading of the companies, in small letters, so that it is quickly found among all cells."""
    return frozenset(word.casefold() for word in (Column.COMPANY, *_heading_lists()[Column.COMPANY]["words"]))


A_NO, CALLED_OFF = "A no", "Called off"
"""Lists of words that say more than a stage: they turned one down; the interview did not take place (rules 2)."""
_STAGE_OF = {A_NO: Stage.CLOSED, CALLED_OFF: Stage.INTERVIEWING}


@cache
def stage_words() -> dict[str, Stage]:
    """Every word for a stage that we know, folded -> the stage."""
    known = {folded(stage): stage for stage in Stage}
    lists = _stage_lists().items()
    return known | {folded(word): _STAGE_OF.get(name) or Stage(name) for name, words in lists for word in words}


@cache
def words_saying(name: str) -> frozenset[str]:
    """The words, folded, of ``A_NO`` or ``CALLED_OFF``."""
    return frozenset(map(folded, _stage_lists()[name]))


@cache
def _stage_lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = tomllib.loads(_read("stages.toml"))
    return lists


def meaning_of(text: str, banner: str = "") -> Meaning | None:
    """What a heading means; None where we do not know.

    Args:
        text: as it stands in the row of headings.
        banner: what stands above it and its neighbours: "Interview" over Date, Contact and Place.
    """
    known = heading_words()
    if not folded(text):
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


_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\uff08[^\uff09]*\uff09|【[^】]*】")
_EDGES = re.compile(r"^\W*\d+\s*[.):]\s*|\b(?:y\s*/\s*n|yes\s*/\s*no|dd|mm|yyyy|yy|jjjj|tt)\b", re.IGNORECASE)
_DAY = re.compile(r"\b(?:date|datum|day|fecha|data|on|am|at|le)\b")
_SENT = re.compile(
    r"\b(?:applied|applying|application|submitted|submission|sent|beworben|bewerbung|candidature|envoi|postul\w+|aplica\w*|candidatura|"
    r"sollicitatie|aplikacji|invio)\b"
)
_OTHER_STATE = re.compile(r"post|listing|vacanc|visa|referr|contract|permit|marital|employment|work|remote|payment")
_STATE = re.compile(r"\b(?:status|stage|progress|statut|estado|stato|stand)$")


def _by_its_words(text: str) -> Meaning | None:
    """What the words of a longer heading suggest, to be believed where the cells agree: "App submitted date"."""
    words = re.sub(r"[\W_]+", " ", text.casefold()).strip()
    if _DAY.search(words) and _SENT.search(words) and not is_other_day(words):
        return Meaning(Column.APPLIED_ON, Trust.WEAK)
    is_state = _STATE.search(words) and not _OTHER_STATE.search(words)
    return Meaning(Column.STAGE, Trust.WEAK) if is_state else None


_OTHER_DAY = re.compile(
    r"follow|next|remind|due|deadline|interview|birth|start|end\b|post(?:ed|ing)|found|added|saved|seen|created|generated|"
    r"updated|scraped|published|clos|expir|respon|reply|heard|rückmeldung|réponse|relance|offer|reject|decision"
)


def is_other_day(text: str) -> bool:
    """Whether a heading names a day on which something else than applying happened: found, posted, due, answered."""
    return bool(_OTHER_DAY.search(text.casefold()))


_PARTS = re.compile(
    r"\s*(?:/|&|\+|\||,|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\bi\b|\bor\b|\s[-\u2013\u2014]\s|(?<=[\u3040-\u9fff])-)\s*",
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
    parts = [folded(part) for part in _PARTS.split(plain) if part]
    if 1 < len(parts) <= MOST_PARTS:
        yield from sorted(parts, key=lambda part: heading_words().get(part, _NOTHING).heading != Column.COMPANY)


MOST_PARTS = 3
"""Names that one heading may list: "Company / Location", "Empresa / Company"."""
_NOTHING = Meaning("", Trust.VAGUE)


def _read(name: str) -> str:
    return files("followthrough.understanding").joinpath(name).read_text("utf-8")
