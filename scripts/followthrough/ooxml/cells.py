"""What a stored cell holds: text, number, truth, error or day, shared strings looked up."""

from __future__ import annotations

import functools
import re
import xml.etree.ElementTree as ET
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from followthrough.knowing.errors import WorkbookRefused
from followthrough.ooxml.xml import Element, characters, child_elements, escape, first_named, whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.ooxml.rows import StoredCell
    from followthrough.ooxml.xml import XmlPart


MOST_TEXT_UNITS = 32_767
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# What XML cannot hold, or would change in passing; and an underscore that would read as an escape.
_TO_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN_INLINE = re.compile(
    r'<([\w.-]+:)?is><(?:[\w.-]+:)?t(?: xml:space="preserve")?>([^<]*)</(?:[\w.-]+:)?t></(?:[\w.-]+:)?is>'
)
_PLAIN_VALUE = re.compile(r"<((?:[\w.-]+:)?v)>([^<]*)</\1>")

Kind = Literal["empty", "text", "number", "truth", "error", "day"]


class Content(NamedTuple):
    """What a cell holds: ``text`` is the text itself, or the number, truth ("1"), error or ISO day as written."""

    kind: Kind
    text: str


EMPTY = Content("empty", "")


def read_content(cell: StoredCell, strings: Sequence[str]) -> Content:
    """What a cell holds (for a formula: its last result), given the workbook's shared strings.

    Raises:
        WorkbookRefused: it points at a shared string that is not there.
    """
    if not cell.content:
        return EMPTY
    kind = cell.attributes.get("t", "n")
    if kind == "inlineStr":
        return _text_content(_inline_text(cell.content))
    value = _value_text(cell.content)
    if value is None:
        return EMPTY
    if kind == "s":
        return _text_content(_shared_text(value, strings))
    if kind == "str":
        return _text_content(unescape_text(value))
    kinds: dict[str, Kind] = {"b": "truth", "e": "error", "d": "day"}
    return Content(kinds.get(kind, "number"), value.strip()) if value.strip() else EMPTY


def _text_content(text: str) -> Content:
    return Content("text", text) if text else EMPTY


def _value_text(content: str) -> str | None:
    plain = _PLAIN_VALUE.fullmatch(content)
    if plain:
        return characters(plain[2])
    value = first_named(tuple(child_elements(content, 0, len(content))), "v")
    return None if value is None else characters(content[value.open_end : value.close_start])


def _inline_text(content: str) -> str:
    plain = _PLAIN_INLINE.fullmatch(content)
    if plain:
        return unescape_text(characters(plain[2]))
    inline = first_named(tuple(child_elements(content, 0, len(content))), "is")
    return "" if inline is None else unescape_text("".join(_runs(content, inline)))


def _runs(content: str, parent: Element) -> list[str]:
    """The texts directly inside an element and inside its runs; phonetic hints are no part of the text."""
    texts: list[str] = []
    for element in child_elements(content, parent.open_end, parent.close_start):
        if element.name == "t":
            texts.append(characters(content[element.open_end : element.close_start]))
        elif element.name == "r":
            texts += _runs(content, element)
    return texts


def _shared_text(index: str, strings: Sequence[str]) -> str:
    number = whole_number(index.strip())
    if number is None or number >= len(strings):
        raise WorkbookRefused(
            "This workbook is damaged: a cell points at a text that is not there."
            " Open it in Excel, let it repair the file, and save it."
        )
    return strings[number]


def read_shared_strings(part: XmlPart) -> tuple[str, ...]:
    """All shared strings of a workbook, in their order."""
    try:
        root = ET.fromstring(part.text.removeprefix("\ufeff"))  # noqa: S314 - a part with a document type is never decoded
    except ET.ParseError as error:  # it is well formed, or it would not be here
        raise MemoryError from error
    return tuple(unescape_text("".join(_element_runs(item))) for item in root if _local(item) == "si")


def _element_runs(item: ET.Element) -> list[str]:
    texts: list[str] = []
    for element in item:
        if _local(element) == "t":
            texts.append("".join(element.itertext()))
        elif _local(element) == "r":
            texts += _element_runs(element)
    return texts


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def unescape_text(text: str) -> str:
    """Text with the format's own escapes (``_x000D_``) replaced."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if _SURROGATE.search(text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def escape_text(text: str) -> str:
    """Text with the format's own escapes where XML cannot hold a character.

    Raises:
        WorkbookRefused: it is longer than a cell may be, or holds half a character.
    """
    if _SURROGATE.search(text):
        raise WorkbookRefused("The text for a cell holds half a character (a lone surrogate): leave it out.")
    if len(text) > MOST_TEXT_UNITS // 2 and len(text.encode("utf-16-le")) > 2 * MOST_TEXT_UNITS:
        raise WorkbookRefused(f"The text for a cell is too long: Excel takes {MOST_TEXT_UNITS:,} characters.")
    return _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


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
    """What a value looks like in a worksheet whose elements have a prefix; an empty text is no value.

    Raises:
        WorkbookRefused: a cell cannot hold it.
    """
    if value is None or value == "":
        return WantedContent(None, "", EMPTY, is_day=False)
    if isinstance(value, str):
        return _wanted_text(value, prefix)
    if isinstance(value, bool):
        digit = "1" if value else "0"
        return WantedContent("b", f"<{prefix}v>{digit}</{prefix}v>", Content("truth", digit), is_day=False)
    if isinstance(value, date):
        digits = str(day_number(value, counts_from_1904=counts_from_1904))
        return WantedContent(None, f"<{prefix}v>{digits}</{prefix}v>", Content("number", digits), is_day=True)
    digits = _digits(value)
    return WantedContent(None, f"<{prefix}v>{digits}</{prefix}v>", Content("number", digits), is_day=False)


def _wanted_text(value: str, prefix: str) -> WantedContent:
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
    """Whether a cell holds a value already; a day only where the cell shows numbers as days."""
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
