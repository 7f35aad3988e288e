"""What somebody's word for a stage means: for certain, or by a guess that its owner must confirm (rules 2).

Words are data (``stages.toml``). Around them people write dates, numbers and remarks: "Rejected 3/4", "2. Interview",
"Applied - waiting". Where all of a cell is understood it is certain; where only a part is, or the spelling is off, it
is a guess, and a guess stays out of force until its owner has said so: it could silence a row, or wake one.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from followthrough.knowing.fold import folded
from followthrough.knowing.words import Stage
from followthrough.reading.cells import MONTH_NAMES
from followthrough.understanding.headings import A_NO, CALLED_OFF, NO_WORD, stage_words, words_saying

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
"""Where a row says several stages, the later one here holds: what was reached last, and what ends it above all."""
SILENCING = (Stage.CLOSED, Stage.MOVED_ON, Stage.ON_HOLD)
"""Stages that stop all advice; a word for one of them is shown to its owner with the number of its rows."""

_CLOSE = 0.84
"""How alike a slip of spelling must be: "Rejceted" is, "Reacted" is not."""
_SHORTEST_SLIP = 5
_LONGER = 2
_LONGEST = 200
_DASHES = " \t\n-\u2013\u2014./?_~"
_SHORT_NOTE = 8
"""Letters up to which one sign of Chinese says what a cell is about: 一面挂."""
_DATES = re.compile(
    rf"""\b\d{{1,4}}(?:[./-]\d{{1,4}}){{1,2}}\b\.?
    | \b\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:{MONTH_NAMES})\b\.?(?:,?\s*\d{{4}})?
    | \b(?:{MONTH_NAMES})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s*\d{{4}})?
    | \b\d{{1,2}}:\d{{2}}\s*(?:[ap]m)?\b""",
    re.VERBOSE | re.IGNORECASE,
)
_BREAKS = re.compile(
    r"[;,|/>→⇒»()\[\]:\n。\uff0c\uff1b、\uff08\uff09]+|\s[-\u2013\u2014~]+\s|\s+(?:and|then|und|dann|et|puis)\s+",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:on|am|at|since|seit|um|le|el|il|op|dated|date|as of)\s+|\s+(?:on|am|at|since|seit|um|le|el|il|op|the)$",
    re.IGNORECASE,
)


def furthest(stages: Iterable[Stage]) -> Stage | None:
    """The stage that holds where a row says several."""
    return max(stages, key=FURTHEST.index, default=None)


class StageWords:
    """The words for stages: ours, and above them the owner's.

    Args:
        told: the owner's word -> stage, or "" where it means nothing ([stages] in config.toml).
    """

    def __init__(self, told: Mapping[str, str]) -> None:
        known: dict[str, Stage | None] = {**stage_words()}
        known |= {folded(word): Stage(stage) if stage else None for word, stage in told.items() if folded(word)}
        self._known = known
        self._guesses: dict[str, Stage | None] = {}
        self._cache: dict[str, Stage | None] = {}

    def is_silent(self, text: str) -> bool:
        """Whether a cell says nothing: blank, a dash, N/A, or what its owner calls so."""
        name = folded(text)
        if name in self._known:
            return self._known[name] is None
        return name in NO_WORD if name else not text.strip(_DASHES)

    def exact(self, text: str) -> Stage | None:
        """The stage of a whole text that is one of the words."""
        return self._known.get(folded(text))

    def read(self, text: str) -> Stage | None:
        """The stage a cell says for certain, dates and numbers around it left out."""
        if text not in self._cache:
            self._cache[text] = self._read(text)
        return self._cache[text]

    def is_no(self, text: str) -> bool:
        """Whether a cell says that they turned one down."""
        return self._says(text, words_saying(A_NO))

    def is_called_off(self, text: str) -> bool:
        """Whether a cell says that the interview did not take place."""
        return self._says(text, words_saying(CALLED_OFF))

    def _says(self, text: str, words: frozenset[str]) -> bool:
        return folded(text) in words or not words.isdisjoint(name for part in _parts(text) for name in _names(part))

    def guess(self, text: str) -> Stage | None:
        """What a cell that is not certain may mean; None where nothing is likely."""
        if text not in self._guesses:
            self._guesses[text] = self._guess(text)
        return self._guesses[text]

    def _guess(self, text: str) -> Stage | None:
        if len(text) > _LONGEST or is_negative(text):
            return None
        found = {self._known[name] for name in self._phrases(text)} - {None}
        return furthest(stage for stage in found if stage) or self._slip(folded(text))

    def _read(self, text: str) -> Stage | None:
        exact = self.exact(text)
        if exact or "?" in text or len(text) > _LONGEST:
            return None if "?" in text else exact
        found = [self._part(part) for part in _parts(text)]
        known = [stage for stage in found if stage]
        # "Interview -> Rejected": all of it is known, and what stands last is the furthest.
        return known[-1] if known and len(known) == len(found) and furthest(known) is known[-1] else None

    def _part(self, part: str) -> Stage | None:
        """A part of a cell, also without the number before or after it: "2. Interview", "Round 3"."""
        return next(filter(None, map(self._known.get, _names(part))), None)

    def _phrases(self, text: str) -> Iterator[str]:
        """Every known word in a text: whole words, and anywhere in scripts without spaces."""
        words = re.findall(r"[^\W_]+", text)
        longest = 5
        for start in range(len(words)):
            for end in range(start + 1, min(start + longest, len(words)) + 1):
                name = folded("".join(words[start:end]))
                if name in self._known:
                    yield name
        if not text.isascii():
            plain = folded(text)
            shortest = 1 if len(plain) <= _SHORT_NOTE else 2
            yield from (name for name in self._known if len(name) >= shortest and _is_spaceless(name) and name in plain)

    def _slip(self, name: str) -> Stage | None:
        if len(name) < _SHORTEST_SLIP:
            return None
        # "selected" is no slip of "not selected": a word begins as it should, and is about as long.
        alike = [known for known in self._known if known[:1] == name[:1] and abs(len(known) - len(name)) <= _LONGER]
        close = difflib.get_close_matches(name, alike, n=1, cutoff=_CLOSE)
        return self._known[close[0]] if close else None


_NEGATIVE = re.compile(
    r"\b(?:not|no|none|never|tbd|un(?:known|sure|decided)|kein\w*|nicht|pas|sans|sin|non|geen|niet|nie|brak|without|re-?applied|declin\w*|cancel\w*)\b",
    re.IGNORECASE,
)


def is_negative(text: str) -> bool:
    """Whether a text takes back what its other words say: "not rejected", "no offer yet", "rejected -> reapplied"."""
    return bool(_NEGATIVE.search(text))


def _parts(text: str) -> Iterator[str]:
    for piece in _BREAKS.split(_DATES.sub(" | ", text)):
        part = _LEADING.sub("", piece.strip()).strip()
        if folded(part):
            yield part


def _names(part: str) -> list[str]:
    """A part of a cell, folded, and without the number before or after it."""
    name = folded(part)
    return [name, re.sub(r"^\d+(?:st|nd|rd|th|e|er|ème|º|ª)?|\d+$", "", name)]


def _is_spaceless(name: str) -> bool:
    return all("\u2e80" <= letter <= "\ud7ff" for letter in name)
