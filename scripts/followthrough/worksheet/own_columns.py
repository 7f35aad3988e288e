"""Which five columns are ours, and what they are called where somebody has columns of such names (rulebook 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.errors import ConfigError, WorkbookError
from followthrough.leads import NEXT_STEP, Flag
from followthrough.values import is_blank
from followthrough.wording import listed
from followthrough.worksheet.headings import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.hints import Hints
    from followthrough.values import Cell

OWN_HEADINGS = ("Flag", "Next step", "Due", "How", "Why")
OTHER_OWN_HEADINGS = tuple(f"Follow-up {name.removeprefix('Next ').lower()}" for name in OWN_HEADINGS)
"""Ours where one of the first five is taken: an Excel table cannot have a name twice."""


def find_own_columns(
    texts: Sequence[tuple[int, str]], rows: Sequence[Sequence[Cell]], hints: Hints
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Find the five columns we write.

    Args:
        texts: the headings with their columns, from 0.
        rows: the rows below them.
        hints: where the config names the five, they are believed.

    Returns:
        name of ours -> column, empty where there are none yet; and the five headings that are ours or shall be.

    Raises:
        ConfigError: the config names some of the five, or names them so that they cannot be told apart.
        WorkbookError: both sets of names are taken by columns that are not ours.
    """
    by_name: dict[str, list[int]] = {}
    for column, text in texts:
        by_name.setdefault(folded(text), []).append(column)
    told = tuple(hints.columns.get(name, "") for name in OWN_HEADINGS)
    if any(told):
        columns = _where(told, by_name)
        if len(set(columns)) < len(OWN_HEADINGS):
            raise ConfigError(
                f"[columns] must name all five of {listed(OWN_HEADINGS)} or none, each by a heading of its own "
                "that stands in the row of headings once."
            )
        return dict(zip(OWN_HEADINGS, columns, strict=True)), told
    for names in (OWN_HEADINGS, OTHER_OWN_HEADINGS):
        columns = _where(names, by_name)
        if len(columns) == len(names) and _are_ours(rows, columns):
            return dict(zip(OWN_HEADINGS, columns, strict=True)), names
    for names in (OWN_HEADINGS, OTHER_OWN_HEADINGS):
        if not any(folded(name) in by_name for name in names):
            return {}, names
    raise WorkbookError(
        f"Columns called {listed(OWN_HEADINGS)} as well as {listed(OTHER_OWN_HEADINGS)} are there and are not ours. "
        "Rename those that are yours."
    )


def _where(names: Sequence[str], by_name: dict[str, list[int]]) -> list[int]:
    """The columns of some headings, each there once; shorter than ``names`` where one is missing or there twice."""
    found = (by_name.get(folded(name), []) for name in names)
    return [columns[0] for columns in found if len(columns) == 1]


def _are_ours(rows: Sequence[Sequence[Cell]], columns: list[int]) -> bool:
    """Whether everything under Flag and Next step is a word of ours."""
    flags, steps = {str(flag) for flag in Flag}, set(NEXT_STEP.values())
    return all(
        is_blank(row[column]) or row[column] in words
        for words, column in ((flags, columns[0]), (steps, columns[1]))
        for row in rows
    )
