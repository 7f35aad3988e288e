"""Lists that sites and programs give out, known by their headings: what these mean there (exports.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from followthrough.knowing.columns import Column
from followthrough.knowing.fold import folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from followthrough.knowing.hints import Hints


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A list as one site gives it out.

    Args:
        name: what it is, for a person.
        headings: by which it is known; all of them stand in its first row.
        columns: heading of ours -> its heading; an empty one means that it has none.
        stage: what all its rows are, where it does not say so: a column is added that does.
        day_first: the order of its days; None where each column tells.
    """

    name: str
    headings: Sequence[str]
    columns: Mapping[str, str] = field(default_factory=dict)
    stage: str = ""
    day_first: bool | None = None

    def over(self, hints: Hints) -> Hints:
        """The hints with what is known of this list under them: what its owner said outranks it."""
        day_first = self.day_first if hints.day_first is None else hints.day_first
        return replace(hints, columns={**self.columns, **hints.columns}, day_first=day_first)

    def completed(self, rows: Sequence[list[str]]) -> list[list[str]]:
        """The rows, first the headings, with the stage of each in a last column where the list is all of one."""
        if not self.stage:
            return list(rows)
        words = [Column.STAGE, *[self.stage] * (len(rows) - 1)]
        return [[*row, str(word)] for row, word in zip(rows, words, strict=True)]


def known_export(first_row: Sequence[str]) -> Export | None:
    """The list that has these headings; None where nobody is known to give out such a one."""
    there = set(map(folded, first_row))
    return next((export for export in _exports() if there >= set(map(folded, export.headings))), None)


@cache
def _exports() -> tuple[Export, ...]:
    known = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return tuple(Export(**export) for export in known["export"])
