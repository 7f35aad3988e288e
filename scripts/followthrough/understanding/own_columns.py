"""Which columns are ours, and what they are called where somebody has columns of such names (rules 2)."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from followthrough.knowing.columns import OURS, THEIRS
from followthrough.knowing.errors import ConfigError
from followthrough.knowing.fold import fold, folded
from followthrough.knowing.ours import (
    TELLING,
    WORDS,
    OwnColumns,
    defined_name,
    heading_in,
    is_ours,
    style_of,
    without_copy_mark,
)
from followthrough.knowing.wording import listed
from followthrough.reading.cells import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from followthrough.knowing.hints import Hints
    from followthrough.reading.cells import Cell

FEWEST_OF_OURS = 10
"""So many of our own headings make a list one of ours, and there they are believed, with any cells below them."""
FEWEST = 4
"""Columns of ours that must be there before they are known by their headings and words."""
_DEFAULT = re.compile(
    r"(?:column|spalte|colonne|columna|colonna|coluna|kolom|kolumna|kolumn|kolonne|sarake|sloupec|столбец|sütun|列|열)\s*\d+",
    re.IGNORECASE,
)
"""What a table calls a column whose heading was cleared: a table has no column without a name."""


def refuse_wrongly_told(own: OwnColumns) -> None:
    """Refuse a config that names our columns in a way in which they cannot be found.

    Raises:
        ConfigError: what it must name.
    """
    if own.is_wrongly_told:
        raise ConfigError(
            f"[columns] must name all five of {listed(OURS)}, or only those of them whose heading was changed, each by "
            "a heading of its own that stands in the row of headings once."
        )


def find_own_columns(
    headings: Sequence[str], rows: Sequence[Sequence[Cell]], hints: Hints, named: Mapping[str, int]
) -> OwnColumns:
    """Find the columns that we write.

    Args:
        headings: what stands in each column of the row of headings; "" where it is blank.
        rows: the rows below them.
        hints: where the config names ours, it is believed.
        named: the defined names that begin as ours do -> the column that each points at.
    """
    return _Finder(headings, rows, hints, named).found()


class _Finder:
    """Finds the columns of one worksheet; the arguments are those of ``find_own_columns``."""

    def __init__(
        self, headings: Sequence[str], rows: Sequence[Sequence[Cell]], hints: Hints, named: Mapping[str, int]
    ) -> None:
        self.texts, self.rows = {column: text for column, text in enumerate(headings) if text}, rows
        self.width = len(headings)
        self.told: dict[str, str] = {name: hints.columns[name] for name in OURS if hints.columns.get(name)}
        self.named: dict[str, int] = {name: named[key] for name in OURS if (key := defined_name(name)) in named}
        self.retired = {column for key, column in named.items() if key not in map(defined_name, OURS)}
        theirs = {folded(text) for ours, text in hints.columns.items() if text and ours in THEIRS}
        self.theirs = {column for column, text in self.texts.items() if folded(text) in theirs}
        self.columns: dict[str, int] = {}
        self.renamed: dict[str, int] = {}
        self.bare: set[str] = set()
        self.style = 0
        self.is_left_behind = False

    def found(self) -> OwnColumns:
        """The columns, what they are or will be called, and their copies."""
        styles = {style for name in OURS for text in self.texts.values() if (style := style_of(name, text)) is not None}
        sets = [found for style in sorted(styles or {0}) if self._speaks(found := self._set_of(style))]
        if self.named:
            self._by_names()
        elif sets:
            self._by_headings(min(sets, key=lambda found: sum(not is_ours(*each) for each in self._written(found))))
        known_styles = (style_of(name, self.texts.get(column, "")) or 0 for name, column in self.columns.items())
        self.style = min(known_styles, default=0)
        return OwnColumns(
            headings={name: self._heading(name) for name in OURS} if self._taken() else self._new_headings(),
            columns={name: self.columns[name] for name in OURS if name in self.columns},
            bare=frozenset(self.bare),
            renamed=self.renamed,
            copies=self._copies(sets),
            is_wrongly_told=self._is_wrongly_told(),
        )

    # A column is known by its defined name. Programs that do not know such names leave them behind when columns move;
    # then headings and cells tell.

    def _by_names(self) -> None:
        self.columns = {name: column for name, column in self.named.items() if column in self._headed(name)}
        last = max(self.columns.values(), default=-1)
        for name in sorted(self._open(), key=lambda name: name not in WORDS):
            is_sure = self.named.get(name, last) < last and not self.is_left_behind
            column = self._moved_to(name, is_sure=is_sure)
            if column is not None:
                self.columns[name] = column
                self.is_left_behind |= name in self.named
        for name in self._open():
            pointed = self.named.get(name)
            if pointed is None or pointed >= self.width or pointed in self._taken() | self.theirs:
                continue
            if self._is_bare(pointed):
                if self._may_hold(name, pointed) or (pointed < last and not self.is_left_behind):
                    self._take_bare(name, pointed)
            elif self._holds(name, pointed) or (self._is_empty(pointed) and not self.is_left_behind):
                self.renamed[name] = pointed

    def _moved_to(self, name: str, *, is_sure: bool) -> int | None:
        """The column with its heading, where its defined name was lost or points at something else now.

        Args:
            name: of ours.
            is_sure: whether a defined name further right is right, so that nothing was moved under this one.
        """
        free = [column for column in self._headed(name) if column not in self._taken()]
        if not free:
            return None
        column, pointed = self._best_of(name, free, self.columns), self.named.get(name)
        if pointed is None:
            return column if self._is_empty(column) or self._is_known(name, column) else None
        if (is_sure and name not in WORDS) or (pointed not in self._taken() and self._holds(name, pointed)):
            return None
        return column if self._holds(name, column) or (self._is_empty(column) and not is_sure) else None

    # Where no defined name is left, most of a set must be there and hold our words, or the config must name it.

    def _by_headings(self, found: Mapping[str, int]) -> None:
        self.columns = dict(found)
        for name, column in found.items():
            is_one = name in TELLING and self._is_at_its_place(name, column, self.columns)
            if name not in self.told and not (is_one or self._may_hold(name, column)):
                del self.columns[name]  # somebody's own, apart from ours or new to us
        for name in self._open():
            there = next((column for column in self._headed(name) if self._is_known(name, column)), None)
            place = self._place(name)
            if there is not None:
                self.columns[name] = there
            elif place is not None and self._is_bare(place) and self._may_hold(name, place):
                self._take_bare(name, place)
            elif place is not None and (self._holds(name, place) or None not in _neighbours(name, self.columns)):
                self.renamed[name] = place  # what stands between two of ours can hardly be anybody else's

    def _set_of(self, style: int) -> dict[str, int]:
        """The columns whose headings are of one style; of two with one heading the one that stands among the others."""
        headed = {name: self._headed(name, style) for name in OURS}
        found: dict[str, int] = {name: columns[0] for name, columns in headed.items() if len(columns) == 1}
        for name, columns in headed.items():
            if len(columns) > 1:
                found[name] = self._best_of(name, columns, found)
        return found

    def _speaks(self, found: Mapping[str, int]) -> bool:
        """Whether a set is ours: the config names it, or most of its cells under Flag and Next step hold our words."""
        if len(found) < FEWEST or len(self.told) >= FEWEST:
            return len(found) >= FEWEST
        cells = self._written({name: found[name] for name in list(WORDS)[:2] if name in found})
        ours = sum(is_ours(name, cell) for name, cell in cells)
        known = sum(fold(text) in map(fold, THEIRS) for text in self.texts.values()) if not cells else 0
        is_told = len(found) > FEWEST or known >= FEWEST_OF_OURS  # an empty list with our own headings is ours
        return 2 * ours > len(cells) or (2 * ours == len(cells) and is_told)

    def _written(self, found: Mapping[str, int]) -> list[tuple[str, Cell]]:
        """The name of ours and the cell, of every filled cell in some columns."""
        return [(name, cell) for name, column in found.items() for cell in self._below(column)]

    def _place(self, name: str) -> int | None:
        """Where a column that is missing would stand: between its neighbours, or at the end of the set."""
        before, behind = _neighbours(name, self.columns)
        if before is not None and behind is not None:
            return before + 1 if before + 2 == behind else None
        place = before + 1 if before is not None else behind - 1 if behind is not None else -1
        is_free = place < 0 or place in self._taken() or (self._is_bare(place) and self._is_empty(place))
        return None if is_free else place

    # What stands in a column.

    def _open(self) -> list[str]:
        return [name for name in OURS if name not in self.columns]

    def _taken(self) -> set[int]:
        return {*self.columns.values(), *self.renamed.values()}

    def _take_bare(self, name: str, column: int) -> None:
        """Take a column whose heading was cleared; it is written again."""
        self.columns[name] = column
        self.bare.add(name)

    def _headed(self, name: str, style: int | None = None) -> list[int]:
        """The columns with a heading of ours: the one that the config tells, else of one style or of any."""
        if name in self.told:
            return [column for column, text in self.texts.items() if folded(text) == folded(self.told[name])]
        styles = {column: style_of(name, text) for column, text in self.texts.items() if column not in self.theirs}
        return [column for column, found in styles.items() if found is not None and style in (None, found)]

    def _best_of(self, name: str, columns: Sequence[int], others: Mapping[str, int]) -> int:
        return min(columns, key=lambda c: (not self._is_at_its_place(name, c, others), not self._holds(name, c), c))

    def _is_at_its_place(self, name: str, column: int, others: Mapping[str, int]) -> bool:
        before, behind = _neighbours(name, others)
        return column - 1 == before or column + 1 == behind

    def _below(self, column: int) -> Iterator[Cell]:
        return (row[column] for row in self.rows if column < self.width and not is_blank(row[column]))

    def _is_empty(self, column: int) -> bool:
        return next(self._below(column), None) is None

    def _holds(self, name: str, column: int) -> bool:
        """Whether most of what stands there can be what we write."""
        told = [is_ours(name, cell) for cell in self._below(column)]
        return 2 * sum(told) > len(told)

    def _is_known(self, name: str, column: int) -> bool:
        """Whether the cells under a heading of ours tell that it is ours: days or sentences alone do not."""
        is_telling = name in WORDS or self._is_at_its_place(name, column, self.columns)
        return is_telling and self._holds(name, column)

    def _may_hold(self, name: str, column: int) -> bool:
        return self._is_empty(column) or self._holds(name, column)

    def _is_bare(self, column: int) -> bool:
        text = self.texts.get(column, "")
        return not text or bool(_DEFAULT.fullmatch(text))

    # What the columns are called.

    def _heading(self, name: str) -> str:
        """The heading that a column has or will get: the config's word, else the first free one from its style on."""
        if name in self.columns and name not in self.bare:
            return self.texts[self.columns[name]]
        if name in self.told:
            return self.told[name]
        if name in self.renamed:
            return heading_in(self.style, name)
        taken = set(map(folded, self.texts.values()))
        styles = (heading_in(style, name) for style in count(self.style))
        return next(heading for heading in styles if folded(heading) not in taken)

    def _new_headings(self) -> dict[str, str]:
        """Five headings of one style, none of which is taken."""
        taken = set(map(folded, self.texts.values()))
        styles: Iterator[dict[str, str]] = ({name: heading_in(style, name) for name in OURS} for style in count())
        return next(headings for headings in styles if not taken & set(map(folded, headings.values())))

    def _copies(self, sets: Sequence[Mapping[str, int]]) -> dict[int, str]:
        """Columns that were copied from ours, a second set, and those that only an older version wrote."""
        known = {folded(self._heading(name)): name for name in (*self.columns, *self.renamed)}
        copies = {} if self.is_left_behind else dict.fromkeys(self.retired, "")
        for each in sets:
            if not self._taken().intersection(each.values()):
                copies |= {column: name for name, column in each.items()}
        for column, text in self.texts.items():
            name = known.get(folded(text)) or known.get(folded(without_copy_mark(text)), "")
            if name and (folded(text) in known or self._holds(name, column)):
                copies[column] = name
        told, names = self._taken() | self.theirs, {*known.values()}
        return {c: name if name in names else "" for c, name in copies.items() if c not in told}

    def _is_wrongly_told(self) -> bool:
        """Whether the config gives two columns one heading; or, without defined names, too few or a missing one."""
        if len(set(map(folded, self.told.values()))) < len(self.told):
            return True
        if not self.told or self.named:
            return False
        once = [name for name in self.told if len(self._headed(name)) == 1]
        return len(once) < len(self.told) or len(self.columns) < min(FEWEST, len(OURS))


def _neighbours(name: str, columns: Mapping[str, int]) -> tuple[int | None, int | None]:
    """The columns of ours that should stand on both sides of one."""
    at = OURS.index(name)
    before, behind = OURS[at - 1] if at else "", OURS[at + 1] if at + 1 < len(OURS) else ""
    return columns.get(before), columns.get(behind)
