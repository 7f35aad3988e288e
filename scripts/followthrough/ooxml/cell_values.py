"""Values as cells hold them: what a wanted value looks like in a worksheet, and whether it already stands there."""

from __future__ import annotations

import functools
from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from followthrough.errors import WorkbookRefused
from followthrough.ooxml.cell_text import EMPTY, Content, escape_text
from followthrough.ooxml.xml_text import escape

CellValue: TypeAlias = str | int | float | bool | date | None

_LARGEST_NUMBER = 9.99e307
_TRUTH = {"1": "1", "true": "1", "0": "0", "false": "0"}


class WantedContent(NamedTuple):
    """A value as a worksheet holds it: the type attribute, the XML between the tags, and what a reader finds."""

    type_name: str | None
    source: str
    content: Content
    is_day: bool


@functools.lru_cache(maxsize=4096, typed=True)
def wanted_content(value: CellValue, prefix: str, counts_from_1904: bool) -> WantedContent:  # noqa: FBT001 - the cache sees no difference between keywords and places otherwise
    """What a value looks like in a worksheet.

    Args:
        value: the value; an empty text is no value.
        prefix: the prefix of the worksheet's elements.
        counts_from_1904: which calendar the workbook has.

    Raises:
        WorkbookRefused: a cell cannot hold it.
    """
    if value is None or value == "":
        return WantedContent(None, "", EMPTY, is_day=False)
    if isinstance(value, str):
        return _text_content(value, prefix)
    if isinstance(value, bool):
        digit = "1" if value else "0"
        return WantedContent("b", f"<{prefix}v>{digit}</{prefix}v>", Content("truth", digit), is_day=False)
    if isinstance(value, date):
        digits = str(day_number(value, counts_from_1904=counts_from_1904))
        return WantedContent(None, f"<{prefix}v>{digits}</{prefix}v>", Content("number", digits), is_day=True)
    digits = _digits(value)
    return WantedContent(None, f"<{prefix}v>{digits}</{prefix}v>", Content("number", digits), is_day=False)


def _text_content(value: str, prefix: str) -> WantedContent:
    text = escape(escape_text(value)).replace("&quot;", '"')
    # Always: a reader that strips spaces without it is right to do so.
    keep = ' xml:space="preserve"' if value != value.strip() or "\n" in value or "\t" in value else ""
    source = f"<{prefix}is><{prefix}t{keep}>{text}</{prefix}t></{prefix}is>"
    return WantedContent("inlineStr", source, Content("text", value), is_day=False)


def _digits(value: object) -> str:
    if not isinstance(value, int | float):
        raise WorkbookRefused(f"A cell holds text, a number, a date or a truth value, not a {type(value).__name__}.")
    if not -_LARGEST_NUMBER <= value <= _LARGEST_NUMBER:
        raise WorkbookRefused("A number for a cell is too large, or no number.")
    return str(value) if isinstance(value, int) and abs(value) < 2**53 else repr(float(value))


def day_number(day: date, *, counts_from_1904: bool) -> int:
    """The number that stands for a day in a cell.

    Raises:
        WorkbookRefused: the day has a time, or lies before the workbook's calendar.
    """
    if isinstance(day, datetime):
        raise WorkbookRefused("A cell takes a date without a time of day.")
    first = date(1904, 1, 1) if counts_from_1904 else date(1900, 1, 1)
    if day < first:
        raise WorkbookRefused(f"A worksheet has no dates before {first.isoformat()}.")
    if counts_from_1904:
        return (day - first).days
    # Excel counts a 29 February 1900 that never was.
    return (day - date(1899, 12, 31)).days + (day >= date(1900, 3, 1))


def same_content(stored: Content, wanted: WantedContent, *, shows_date: bool) -> bool:
    """Whether a cell already holds a value.

    Args:
        stored: what the cell holds.
        wanted: the value.
        shows_date: whether the cell shows numbers as days.
    """
    if stored.kind == "day" and wanted.is_day:
        # The wanted number is never read as a day here: an ISO day is always rewritten, once.
        return False
    if stored.kind != wanted.content.kind:
        return False
    if stored.kind == "number":
        return _same_number(stored.text, wanted.content.text) and (shows_date or not wanted.is_day)
    if stored.kind == "truth":
        return _TRUTH.get(stored.text) == wanted.content.text
    return stored.text == wanted.content.text


def _same_number(stored: str, wanted: str) -> bool:
    try:
        return float(stored) == float(wanted)
    except ValueError:
        return False
