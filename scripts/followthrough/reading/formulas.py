"""What the formulas of a worksheet look at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from followthrough.ooxml.references import MOST_COLUMNS, column_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from followthrough.reading.survey import Formula

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_REFERENCE = re.compile(
    r"""
    (?:(?P<sheet>(?<!')'(?>(?:[^']|'')+)'|(?<![\w.\\])[A-Za-z_\\][\w.]*)!)?
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
