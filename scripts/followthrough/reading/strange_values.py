"""Values at which the reader of pandas stops, spelled out as texts in the copy that it is given.

One cell must not cost its owner the whole night: as a text it is no date and no number, and is told like any other.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from followthrough.ooxml.references import cell_name
from followthrough.ooxml.xml import top_elements, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.rows import StoredCell
    from followthrough.ooxml.sheet import Sheet
    from followthrough.ooxml.xml import Edit

_FAR_BELOW_ZERO = re.compile(r"v>\s*(?:-(?:[^<]{9}|[^<]*[eE])|[+-]?[nNiI])")
"""Numbers that end the reader (it panics, which prints a trace): they are found before it sees them."""
_VALUE = re.compile(r"<((?:[\w.-]+:)?v)(?:\s[^<>]*)?>([^<]*)</\1")
_MOST = 10**8
"""Days, far beyond the last that there is."""
_TRUTH = ("0", "1", "true", "false")


def readable(package: Package, names: Iterable[str], *, is_thorough: bool) -> bytes:
    """The workbook as the reader can take it; its own bytes where nothing is strange.

    Args:
        package: the opened workbook.
        names: the worksheets that will be read.
        is_thorough: whether every cell is looked at: after the reader has failed.
    """
    changed = []
    for name in names:
        sheet = package.sheet(name)
        edits = list(_edits(package, sheet, sheet.rows if is_thorough else _suspected(sheet)))
        changed += [sheet.part.spliced(edits)] if edits else []
    return package.written(changed) if changed else package.archive.raw


def _suspected(sheet: Sheet) -> list[int]:
    rows = list(sheet.rows.values())
    starts = [row.start for row in rows]
    found = (bisect_right(starts, each.start()) - 1 for each in _FAR_BELOW_ZERO.finditer(sheet.part.text))
    return [rows[place].number for place in dict.fromkeys(found) if place >= 0]


def _edits(package: Package, sheet: Sheet, numbers: Iterable[int]) -> Iterator[Edit]:
    prefix = sheet.prefix
    for number in numbers:
        for column, found in sheet.cells(number).items():
            cell = sheet.stored(found)
            value = _VALUE.search(cell.content)
            if value and _is_strange(package, cell, value[2].strip()):
                look = "" if cell.style is None else f' s="{cell.style}"'
                start = f'<{prefix}c r="{cell_name(number, column)}"{look} t="inlineStr"><{prefix}is><{prefix}t>'
                yield *found.span(), f"{start}{value[2]}</{prefix}t></{prefix}is></{prefix}c>"


def _is_strange(package: Package, cell: StoredCell, value: str) -> bool:
    kind = cell.attributes.get("t", "n")
    if kind == "s":
        index = whole_number(value)
        return index is None or index >= _count_strings(package)
    if kind == "b":
        return value not in _TRUTH
    if kind != "n":
        return kind not in ("str", "inlineStr", "d")  # which errors there are, the survey knows
    try:
        number = float(value)
    except ValueError:
        return False
    return not math.isfinite(number) or abs(number) >= _MOST


def _count_strings(package: Package) -> int:
    name = package.shared_part("sharedStrings")
    if not name:
        return 0
    part = package.read(name)
    return sum(each.name == "si" for each in top_elements(part))
