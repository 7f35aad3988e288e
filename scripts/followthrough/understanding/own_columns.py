"""Which five columns are ours, and what they are called where somebody has columns of such names (rules 2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from followthrough.knowing.columns import OURS
from followthrough.knowing.errors import ConfigError, WorkbookError
from followthrough.knowing.fold import folded
from followthrough.knowing.steps import WORDS, Flag
from followthrough.knowing.wording import listed
from followthrough.ooxml.references import MOST_COLUMNS, column_number
from followthrough.reading.cells import is_blank

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from followthrough.knowing.hints import Hints
    from followthrough.reading.cells import Cell
    from followthrough.reading.survey import Formula


OTHER_OWN_HEADINGS = tuple(f"Follow-up {name.removeprefix('Next ').lower()}" for name in OURS)
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
    told = tuple(hints.columns.get(name, "") for name in OURS)
    if any(told):
        columns = _where(told, by_name)
        if len(set(columns)) < len(OURS):
            raise ConfigError(
                f"[columns] must name all five of {listed(OURS)} or none, each by a heading of its own "
                "that stands in the row of headings once."
            )
        return dict(zip(OURS, columns, strict=True)), told
    for names in (OURS, OTHER_OWN_HEADINGS):
        columns = _where(names, by_name)
        if len(columns) == len(names) and _are_ours(rows, columns):
            return dict(zip(OURS, columns, strict=True)), names
    for names in (OURS, OTHER_OWN_HEADINGS):
        if not any(folded(name) in by_name for name in names):
            return {}, names
    raise WorkbookError(
        f"Columns called {listed(OURS)} as well as {listed(OTHER_OWN_HEADINGS)} are there and are not ours. "
        "Rename those that are yours."
    )


def _where(names: Sequence[str], by_name: dict[str, list[int]]) -> list[int]:
    """The columns of some headings, each there once; shorter than ``names`` where one is missing or there twice."""
    found = (by_name.get(folded(name), []) for name in names)
    return [columns[0] for columns in found if len(columns) == 1]


def _are_ours(rows: Sequence[Sequence[Cell]], columns: list[int]) -> bool:
    """Whether everything under Flag and Next step is a word of ours."""
    flags, steps = {str(flag) for flag in Flag}, WORDS
    return all(
        is_blank(row[column]) or row[column] in words
        for words, column in ((flags, columns[0]), (steps, columns[1]))
        for row in rows
    )


_TEXT = re.compile(r'"(?:[^"]|"")*"')
_REFERENCE = re.compile(
    r"""
    (?:(?P<sheet>'(?:[^']|'')+'|[A-Za-z_\\][\w.]*)!)?
    (?<![\w.$])(?P<fix1>\$?)(?P<col1>[A-Za-z]{1,3})(?:\$?[0-9]+)?
    (?::(?P<fix2>\$?)(?P<col2>[A-Za-z]{1,3})(?:\$?[0-9]+)?)?
    (?![\w(.!])
    """,
    re.VERBOSE,
)


def cells_that_look(
    formulas: Mapping[tuple[int, int], Formula], ours: Collection[int], names: Collection[str], worksheet: str
) -> set[tuple[int, int]]:
    """The cells, by (row from 1, column from 0), whose formula looks at our columns, directly or by way of others.

    Args:
        formulas: every cell that computes.
        ours: our columns, from 0.
        names: their headings, as a table's formulas write them.
        worksheet: the name of the sheet; another sheet's columns are not ours.
    """
    looked_at = {place: set(columns_in(formula, worksheet)) for place, formula in formulas.items()}
    heading = re.compile("|".join(rf"\[@?\[?{re.escape(name)}\]" for name in names)) if names else None
    found = {place for place, formula in formulas.items() if heading and heading.search(formula.text)}
    tainted = set(ours)
    while True:
        more = {place for place, columns in looked_at.items() if columns & tainted} - found
        if not more:
            return found
        found |= more
        tainted |= {column for _, column in more}


def columns_in(formula: Formula, worksheet: str) -> Iterator[int]:
    """The columns of its own sheet, from 0, that a formula looks at."""
    for reference in _REFERENCE.finditer(_TEXT.sub('""', formula.text)):
        sheet = (reference["sheet"] or "").strip("'").replace("''", "'")
        whole = re.search(r"[0-9]", reference[0].rpartition("!")[2]) or reference["col2"]
        if (sheet and sheet.casefold() != worksheet.casefold()) or not whole:
            continue
        first = _column(reference["col1"], reference["fix1"], formula.shift)
        last = _column(reference["col2"], reference["fix2"], formula.shift) if reference["col2"] else first
        yield from range(min(first, last), min(max(first, last), MOST_COLUMNS) + 1)


def _column(letters: str, fixed: str, shift: int) -> int:
    return column_number(letters.upper()) - 1 + (0 if fixed else shift)
