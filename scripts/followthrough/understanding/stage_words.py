"""What somebody's word for a stage means: for certain, or as a guess that its owner must confirm (rules 2).

Around the words (``knowing/languages``) people write dates, numbers and remarks: "Rejected 3/4", "2. Interview",
"Applied - waiting". A cell is certain where every part of it is understood. Where only a part is, or where the
spelling is wrong, it is a guess, which counts for nothing until its owner confirms it.
"""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from followthrough.knowing.fold import fold, folded
from followthrough.knowing.headings import A_NO, CALLED_OFF, NO_WORD, stage_words, words_saying
from followthrough.knowing.languages import any_month, any_of
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

FURTHEST = (
    Stage.WISHLIST,
    Stage.APPLIED,
    Stage.INTERVIEWING,
    Stage.OFFER,
    Stage.ON_HOLD,
    Stage.ACCEPTED,
    Stage.MOVED_ON,
    Stage.CLOSED,
)
"""Where a row says several stages, the one that stands last here holds: what was reached last, and what ends it."""
ENDS = (Stage.CLOSED, Stage.MOVED_ON, Stage.OFFER, Stage.ACCEPTED)
"""Stages that must not be overlooked: the row would otherwise be chased like any other."""
SILENCING = (Stage.CLOSED, Stage.MOVED_ON, Stage.ON_HOLD)
"""Stages that stop all advice; their words are shown to their owner with the number of rows they silence."""
_CLOSE = 0.84
"""How similar, from 0 to 1, a misspelt word must be to the right one: "Rejceted" is, "Reacted" is not."""
_SHORTEST_MISSPELT = 5
_LENGTHS_APART = 2
_LONGEST = 200
_REMEMBERED = 20_000
"""Texts of which is remembered what they say: those of many rows, but not of all workbooks of a long run."""
_MOST_WORDS = 5
_DASHES = " \t\n-\u2013\u2014./?_~"
_SHORT_NOTE = 8
"""A text of up to so many letters is understood by a single Chinese sign: 一面挂."""
_DATES = rf"""(?xi)\b\d{{1,4}}(?:[./-]\d{{1,4}}){{1,2}}\b\.?
    | \b\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:{any_month()})\b\.?(?:,?\s*\d{{4}})?
    | \b(?:{any_month()})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s*\d{{4}})?
    | \b\d{{1,2}}:\d{{2}}\s*(?:[ap]m)?\b"""
"""Compiled when it is first used: it is long, and most workbooks have no such text."""
_BREAKS = re.compile(
    rf"[;,|/>→⇒»()\[\]:\n。\uff0c\uff1b、\uff08\uff09]+|\s[-\u2013\u2014~]+\s|\s+(?:{any_of('and')}|{any_of('then')})\s+",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s*([^-\u2013\u2014:(]+?)\s*(?:\s[-\u2013\u2014]\s|[\u2013\u2014:(])")
"""A word, and a dash, a colon or a bracket behind which more is said."""
_DOUBT = re.compile(rf"\b(?:{any_of('doubt')})\b", re.IGNORECASE)
_LEADING = re.compile(rf"^(?:{any_of('leading')}|dated|date|as of)\s+|\s+(?:{any_of('leading')}|the)$", re.IGNORECASE)
_NUMBER = re.compile(r"^\d+(?:st|nd|rd|th|e|er|ème|º|ª)?|(?<!\d)\d+$")
_NEGATIVE = re.compile(rf"\b(?:{any_of('negative')})\b", re.IGNORECASE)


def furthest(stages: Iterable[Stage]) -> Stage | None:
    """The stage that holds where a row says several; None where it says none."""
    return max(stages, key=FURTHEST.index, default=None)


@lru_cache(maxsize=4)
def words_with(*told: tuple[str, str]) -> StageWords:
    """The words for stages, with the words and stages that the owner told; made once a process."""
    return StageWords(dict(told))


class StageWords:
    """The words for stages. What a text was read as is remembered.

    Args:
        told: the owner's word -> stage, or "" for a word that means nothing ([stages] in config.toml); these outrank
            ours. "Rejected?" told is that text only, and not every Rejected.
    """

    def __init__(self, told: Mapping[str, str]) -> None:
        self._told = {fold(word): Stage(stage) if stage else None for word, stage in told.items() if fold(word)}
        self._names = {folded(word): stage for word, stage in self._told.items() if folded(word) and "?" not in word}
        self._known: dict[str, Stage | None] = {**stage_words(), **self._names}
        self.read: Callable[[str], Stage | None] = lru_cache(_REMEMBERED)(self._certain)
        """The stage a text says for certain, apart from dates and numbers; None where it is not certain."""
        self.guess: Callable[[str], Stage | None] = lru_cache(_REMEMBERED)(self._likely)
        """The stage a text that is not certain may mean; None where none is likely."""

    def is_told(self, text: str) -> bool:
        """Whether the owner told what a text, or a mere sign, means."""
        return fold(text) in self._told or folded(text) in self._names

    def exact(self, text: str) -> Stage | None:
        """The stage of a text that is nothing but one of the words; None for any other text."""
        return self._told[fold(text)] if fold(text) in self._told else self._known.get(folded(text))

    def names_several(self, text: str) -> bool:
        """Whether a text lists several stages, and does not say which of them holds: "Offer / Rejected"."""
        return len({*map(self._part, _parts(text))} - {None}) > 1

    def is_silent(self, text: str) -> bool:
        """Whether a text says nothing: blank, a dash, N/A, or a word of which its owner says so."""
        if self.is_told(text):
            return not self.exact(text)
        name = folded(text)
        return name in NO_WORD and name not in self._known if name else not text.strip(_DASHES)

    def is_no(self, text: str) -> bool:
        """Whether a cell says that they turned one down."""
        return _says(text, A_NO)

    def is_called_off(self, text: str) -> bool:
        """Whether a cell says that the interview did not take place."""
        return _says(text, CALLED_OFF)

    def _certain(self, text: str) -> Stage | None:
        if "?" in text and fold(text) not in self._told:
            return None
        exact = self.exact(text)
        if exact or len(text) > _LONGEST:
            return exact
        remarked = _REMARK.match(text)
        if remarked and (stage := self._with_remark(remarked[1], text[remarked.end() :])):
            return stage
        known = []
        for part in _parts(text):
            stage = self._part(part)
            if not stage:
                return None
            known.append(stage)
        # "Interview -> Rejected": all of it is known, and what stands last is the furthest.
        return known[-1] if known and furthest(known) is known[-1] else None

    def _with_remark(self, word: str, remark: str) -> Stage | None:
        """The stage of a word, a dash and more, where the rest names no stage and takes nothing back."""
        stage = self._part(word)
        if not stage or is_negative(remark) or _DOUBT.search(remark):
            return None
        further = [found for name in self._known_in(remark) if (found := self._known[name])]
        is_last = all(FURTHEST.index(found) <= FURTHEST.index(stage) for found in further)
        return stage if is_last and not (further and stage in SILENCING) else None

    def _likely(self, text: str) -> Stage | None:
        if len(text) > _LONGEST or is_negative(text):
            return None
        found = (self._known[name] for name in self._known_in(text))
        return furthest(stage for stage in found if stage) or self._misspelt(folded(text))

    def _part(self, part: str) -> Stage | None:
        """The stage of a part of a text, with or without the number before or after it: "2. Interview", "Round 3"."""
        return next(filter(None, map(self._known.get, _names(part))), None)

    def _known_in(self, text: str) -> Iterator[str]:
        """Every known word in a text: only whole words, but anywhere in scripts that are written without spaces."""
        words = re.findall(r"[^\W_]+", text)
        for start in range(len(words)):
            for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
                name = folded("".join(words[start:end]))
                if name in self._known:
                    yield name
        if not text.isascii():
            plain = folded(text)
            shortest = 1 if len(plain) <= _SHORT_NOTE else 2
            yield from (name for name in self._known if len(name) >= shortest and _is_spaceless(name) and name in plain)

    def _misspelt(self, name: str) -> Stage | None:
        """The stage of the known word that is most similar to a folded text, where one is similar enough."""
        if len(name) < _SHORTEST_MISSPELT:
            return None
        # A misspelt word still begins with its first letter and is about as long: "selected" is not "not selected".
        near = [each for each in self._known if each[:1] == name[:1] and abs(len(each) - len(name)) <= _LENGTHS_APART]
        close = difflib.get_close_matches(name, near, n=1, cutoff=_CLOSE)
        return self._known[close[0]] if close else None


@lru_cache(_REMEMBERED)
def _says(text: str, name: str) -> bool:
    words = words_saying(name)
    return folded(text) in words or not words.isdisjoint(name for part in _parts(text) for name in _names(part))


def is_negative(text: str) -> bool:
    """Whether a text denies what its other words say: "not rejected", "no offer yet", "rejected -> reapplied"."""
    return bool(_NEGATIVE.search(text))


def _parts(text: str) -> Iterator[str]:
    """The pieces of a text between its dates, commas, arrows and the like."""
    plain = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    undated = re.sub(_DATES, " | ", plain) if any(map(str.isdigit, plain)) else plain
    for piece in _BREAKS.split(undated):
        part = _LEADING.sub("", piece.strip()).strip()
        if folded(part):
            yield part


def _names(part: str) -> list[str]:
    """A part of a cell, folded, and without the number before or after it."""
    name = folded(part)
    return [name] if name.isalpha() else [name, _NUMBER.sub("", name)]


def _is_spaceless(name: str) -> bool:
    return all("\u2e80" <= letter <= "\ud7ff" for letter in name)
