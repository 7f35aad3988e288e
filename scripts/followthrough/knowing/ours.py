"""The columns that the night writes: what they may be called, the hidden name of each, and what stands in them."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from followthrough.knowing.columns import OURS, Column
from followthrough.knowing.fold import folded
from followthrough.knowing.record import Record, field
from followthrough.knowing.steps import WORDS as STEP_WORDS
from followthrough.knowing.steps import Flag, How

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PREFIX = "_followthrough_"
"""What the defined name of each column of ours begins with."""
READ = "_reads_followthrough_"
"""What the defined name of a column that is read begins with; the night before told it by them."""

WORDS: Mapping[str, frozenset[str]] = {
    Column.FLAG: frozenset(Flag),
    Column.NEXT_STEP: STEP_WORDS,
    Column.HOW: frozenset(How),
}
"""Columns of ours that hold nothing but these words."""
TELLING = (*WORDS, Column.DUE, Column.WHY)
"""Columns of ours whose cells can tell that a night wrote them, or did not."""

MOST_STYLES = 20
"""Styles of headings that are known again; more sets of such columns on one worksheet nobody has."""
_COPY = re.compile(r"^copy of\b|\b(?:copy|backup|old|kopie|copie|copia|alt)\b|\(\d+\)|(?<=\D)\d+$", re.IGNORECASE)


def defined_name(name: str) -> str:
    """The defined name that points at the heading of one of our columns: "Next step" -> "_followthrough_next_step"."""
    return PREFIX + _in_a_name(name)


def read_name(name: str) -> str:
    """The defined name of a column that is read: "Applied on" -> "_reads_followthrough_applied_on"."""
    return READ + _in_a_name(name)


def _in_a_name(name: str) -> str:
    """A column, or "stage column 1", as it stands in a name: a column keeps its name where its heading changes."""
    return Column(name).field if name in _HEADINGS else re.sub(r"\W", "_", name.lower())


_HEADINGS = frozenset(map(str, Column))


def heading_in(style: int, name: str) -> str:
    """What one of our columns is called: "Next step" in style 0, "Follow-up step" where that is taken, and so on."""
    last_word = name.removeprefix("Next ").lower()
    match style:
        case 0:
            return name
        case 1:
            return f"Follow-up {last_word}"
        case 2:
            return f"Followthrough {last_word}"
    return f"Followthrough {style - 1} {last_word}"


@cache
def style_of(name: str, heading: str) -> int | None:
    """The style in which a heading is the one of a column of ours; None where it is none of its headings."""
    return _styles(name).get(folded(heading))


@cache
def _styles(name: str) -> dict[str, int]:
    return {folded(heading_in(style, name)): style for style in reversed(range(MOST_STYLES))}


def which_of_ours(headings: Sequence[str]) -> list[str]:
    """The name of ours that each heading stands for, or ""; five that say nothing are ours in their order."""
    names: list[str] = [next((name for name in OURS if style_of(name, text) is not None), "") for text in headings]
    return names if any(names) or len(headings) != len(OURS) else list(OURS)


def without_copy_mark(heading: str) -> str:
    """A heading without what is added to the name of a copy: "Flag2", "Flag (2)" and "Copy of Flag" are a Flag."""
    return _COPY.sub(" ", heading).strip()


def is_ours(name: str, cell: object) -> bool:
    """Whether a filled cell under one of our columns can be what a night wrote there; no cell of others tells."""
    if name in WORDS:
        return isinstance(cell, str) and cell in WORDS[name]
    if name == Column.DUE:
        return isinstance(cell, date)
    return name == Column.WHY and isinstance(cell, str) and cell.rstrip().endswith((".", "?", "!"))


class OwnColumns(Record, frozen=True, kw_only=True):
    """Our columns on a worksheet; false where there are none yet.

    Args:
        headings: name of ours -> what its column is called, or shall be.
        columns: name of ours -> the column that the night writes into, from 0.
        bare: names of those whose heading was cleared, to be written again.
        renamed: name of ours -> a column of ours that was given another heading: neither read nor written.
        copies: further columns that hold what a night wrote -> the name of ours: neither read nor written.
        is_wrongly_told: whether the config names columns of ours that cannot be found.
    """

    headings: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, int] = field(default_factory=dict)
    bare: frozenset[str] = frozenset()
    renamed: Mapping[str, int] = field(default_factory=dict)
    copies: Mapping[int, str] = field(default_factory=dict)
    is_wrongly_told: bool = False

    def __bool__(self) -> bool:
        """Whether any are there."""
        return bool(self.columns or self.renamed)

    @property
    def missing(self) -> dict[str, str]:
        """Name of ours -> heading of those that are not there."""
        return {
            name: heading
            for name, heading in self.headings.items()
            if name not in self.columns and name not in self.renamed
        }

    @property
    def set_aside(self) -> frozenset[int]:
        """Every column that holds what a night wrote, and is never read as a fact."""
        return frozenset((*self.columns.values(), *self.renamed.values(), *self.copies))
