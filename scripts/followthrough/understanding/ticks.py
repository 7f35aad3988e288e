"""Columns that say a stage by a tick or a date under it: Phone screen, Onsite, Offer, Rejected.

The heading is the word for the stage. Headings that can mean something else beside it are asked for, never guessed:
Closed may be the day on which the posting closes, Offre is the advert.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from followthrough.knowing.fold import fold, folded
from followthrough.knowing.words import Stage
from followthrough.ooxml.references import column_letters
from followthrough.reading.cells import NO
from followthrough.understanding.evidence import ENDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from followthrough.reading.cells import Cell
    from followthrough.understanding.evidence import Evidence
    from followthrough.understanding.stage_words import StageWords

_BESIDE = re.compile(r"\?|\b(?:date|datum|fecha|data|of|y\s*/\s*n|yes\s*/\s*no)\b|[_]", re.IGNORECASE)
"""What a heading says beside the stage: "Date Phone Screen", "Offer (y/n)?"."""
_ROUNDS = dict.fromkeys(("phone", "phonecall", "hr", "telefon", "telefonat", "call", "oa"), Stage.INTERVIEWING)
"""Headings that mean a round of interviews where ticks or days stand under them; else they are something else."""
_VAGUE = frozenset(map(folded, (
    "open", "active", "current", "closed", "expired", "filled", "hold", "test", "offre", "oferta", "offerta", "angebot",
    "aanbod", "offen", "aktiv", "aktuell", "actif", "activo", "aberta", "attivo", "geschlossen", "besetzt",
    "abgelaufen", "fermé", "cerrado", "encerrado", "chiuso", "gesloten", "zamknięte", "expiré",
)))  # fmt: skip
"""Of the posting or of the application? An advert or an offer? Only the owner knows."""
_OF_WHAT = re.compile(r"\b(?:still|position|posting|job|role)\b", re.IGNORECASE)
_WORK_MODES = frozenset(map(folded, ("onsite", "on site", "on-site", "vor ort", "sur site", "presencial")))
"""Rounds of interviews beside other rounds; alone, where one would work."""
_SENT = frozenset(map(folded, (
    "applied", "submitted", "application sent", "beworben", "abgeschickt", "postulé", "candidaté", "aplicado",
    "postulado", "candidatado", "gesolliciteerd", "zaaplikowano",
)))  # fmt: skip
"""Headings under which a no says that nothing was sent yet."""
CHECKS = frozenset("✓✔✅☑√○◯\u3007o")
_X = frozenset(("x", "\u00d7"))


class Tick(Enum):
    """What a heading over ticks is worth."""

    NONE = auto()
    VAGUE = auto()
    SURE = auto()


@dataclass(frozen=True, slots=True)
class StageColumn:
    """A column that says how far a lead is: by words (``stage`` is None), or by a tick or a date for one stage.

    Args:
        column: from 0.
        text: its heading.
        stage: what a tick says.
        has_checks: whether ticks are signs like ✓ there; an x then says no.
    """

    column: int
    text: str
    stage: Stage | None = None
    has_checks: bool = False

    @property
    def letter(self) -> str:
        """Its column letters."""
        return column_letters(self.column + 1)

    @property
    def says_sent(self) -> bool:
        """Whether a no under it says that nothing was sent yet."""
        return folded(self.text) in _SENT


def recognise(
    column: int, text: str, cells: Sequence[Cell], words: StageWords, evidence: Evidence, *, is_told: bool
) -> tuple[Tick, StageColumn]:
    """Whether a column says a stage by ticks.

    Args:
        column: from 0.
        text: its heading.
        cells: what stands under it.
        words: the words for stages.
        evidence: looks at the cells.
        is_told: whether the owner named the heading as a word for a stage; it is then not vague.
    """
    plain = _BESIDE.sub(" ", text).strip()
    stage = words.read(plain) or _ROUNDS.get(folded(plain))
    is_numbered = stage is Stage.INTERVIEWING and any(map(str.isdigit, text))
    counts = stage is Stage.INTERVIEWING and folded(plain).startswith(("interview", "round", "entretien", "entrevista"))
    found = StageColumn(column, text, stage, any(fold(str(cell)) in CHECKS for cell in cells))
    if not stage or not cells or not evidence.are_ticks(cells, takes_words=is_numbered, takes_counts=counts):
        if stage in ENDS and any(map(_is_remark, cells)):
            return Tick.VAGUE, found  # "Yes, by mail" under Rejected
        guess = words.guess(plain) if cells and not stage else None
        asks = (guess in ENDS or folded(_OF_WHAT.sub(" ", plain)) in _VAGUE) and evidence.are_ticks(cells)
        return (Tick.VAGUE if asks else Tick.NONE), found
    if stage is Stage.WISHLIST:
        return Tick.NONE, found  # "Interested: yes" says nothing of a job that was applied for
    is_vague = folded(plain) in _VAGUE or folded(_OF_WHAT.sub(" ", plain)) in _VAGUE
    return (Tick.VAGUE if is_vague and not is_told else Tick.SURE), found


def _is_remark(cell: Cell) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell)) and fold(cell) not in NO


def in_doubt(columns: Sequence[StageColumn], below: Mapping[int, Sequence[Cell]]) -> list[StageColumn]:
    """Columns of x beside others of ✓: nobody but their owner knows whether the x says yes there, or no."""
    if not any(each.has_checks for each in columns):
        return []
    return [
        each for each in columns if not each.has_checks and any(fold(str(cell)) in _X for cell in below[each.column])
    ]


def without_work_modes(columns: Sequence[StageColumn]) -> list[StageColumn]:
    """The columns without one called Onsite that is the only round: it says where one would work."""
    rounds = [each for each in columns if each.stage is Stage.INTERVIEWING and folded(each.text) not in _WORK_MODES]
    return [each for each in columns if rounds or folded(each.text) not in _WORK_MODES]


def is_no(column: StageColumn, word: str) -> bool:
    """Whether a word says no only beside signs that say yes: the x where others are ✓."""
    return column.has_checks and word in _X
