"""XML parts as text that is searched and spliced, never written anew."""

from __future__ import annotations

import functools
import re
from contextlib import suppress
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from followthrough.knowing.errors import WorkbookRefused
from followthrough.knowing.record import Record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


# Atomic: a tag that does not match is given up at once, even one that a hostile file made for it. A possessive repeat
# of a group, (?:...)*+, says the same and goes wrong before Python 3.11.5, which Debian 12 has.
ATTRIBUTES = r"""[^<>"']*+(?>(?:(?:"[^"<]*+"|'[^'<]*+')[^<>"']*+)*)"""
NOT_TAGS = r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
_ATTRIBUTE = re.compile(r"""(?<!\s)\s*([^\s=/"'<>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_DECLARED = re.compile(r"""^\ufeff?<\?xml\b[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_CODECS = {"utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "ascii", "iso-8859-1": "latin-1", "windows-1252": "cp1252"}
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_MOST_DIGITS = 10
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(\w+));")
_MARKUP = re.compile(r"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>|<\?.*?\?>", re.DOTALL)


Edit = tuple[int, int, str]
"""A piece of a part's text, from a place to another, and what comes instead."""


class XmlPart(Record, frozen=True):
    """One XML part: its name in the archive, its text (a byte-order mark included), and how it was encoded."""

    name: str
    text: str
    codec: str

    def spliced(self, edits: Iterable[Edit]) -> XmlPart:
        """The part with pieces exchanged; they may touch, but not overlap."""
        pieces = []
        position = 0
        for start, end, new in sorted(edits, key=itemgetter(0, 1)):
            pieces += [self.text[position:start], new]
            position = end
        return replace(self, text="".join([*pieces, self.text[position:]]))

    def spelled(self, text: str) -> str:
        """Text as it stands in the part: what its encoding lacks is written as references."""
        return text.encode(self.codec, "xmlcharrefreplace").decode(self.codec)

    def encoded(self) -> bytes:
        """The part as bytes in its own encoding."""
        return self.text.encode(self.codec, "xmlcharrefreplace")


def decode_part(name: str, raw: bytes) -> XmlPart:
    """Read an XML part as text and make sure that it is well formed and declares no document type.

    Raises:
        WorkbookRefused: it is neither.
    """
    codec = next((codec for mark, codec in _MARKS if raw.startswith(mark)), "utf-8")
    try:
        if codec == "utf-8":
            codec = _declared_codec(raw)
        text = raw.decode(codec)
    except (UnicodeDecodeError, LookupError) as error:
        raise damaged(f"the part {name} is not text that can be read") from error
    _check_well_formed(name, raw if codec == "utf-8" else text.encode())
    return XmlPart(name, text, codec)


def _declared_codec(raw: bytes) -> str:
    declared = _DECLARED.match(raw[:256].decode("utf-8", "replace"))
    return _CODECS[declared[1].lower()] if declared else "utf-8"


def _check_well_formed(name: str, utf8: bytes) -> None:
    def refuse_document_type(*_: object) -> None:
        raise WorkbookRefused(
            f"This workbook is not safe to read: the part {name} declares a document type (DTD),"
            " which no spreadsheet program writes. Save it anew from Excel."
        )

    def parse() -> None:
        parser = expat.ParserCreate("utf-8", " ")
        parser.StartDoctypeDeclHandler = refuse_document_type
        parser.Parse(utf8, True)  # noqa: FBT003 - expat takes no keywords here

    try:
        parse()
    except expat.ExpatError as error:
        with suppress(expat.ExpatError):
            parse()
            raise MemoryError from error  # without memory it finds faults that are not there
        raise damaged(f"the part {name} is not well-formed XML") from error


@functools.lru_cache(maxsize=4096)
def read_attributes(text: str) -> dict[str, str]:
    """Attributes of a tag by name (prefix and all), values with references replaced; do not change the answer."""
    return {name: characters(double or single) for name, double, single in _ATTRIBUTE.findall(text)}


def set_attribute(text: str, name: str, value: str | None) -> str:
    """The attributes of a tag with one set, or taken away (None); all others as they were written."""
    for found in _ATTRIBUTE.finditer(text):
        if found[1] == name:
            if (found[2] or found[3] or "") == value:
                return text
            new = "" if value is None else f' {name}="{value}"'
            return text[: found.start()] + new + text[found.end() :]
    if value is None:
        return text
    end = len(text.removesuffix("/").rstrip())
    return f'{text[:end]} {name}="{value}"{text[end:]}'


def characters(text: str) -> str:
    """The characters that a piece of XML text or an attribute stands for."""
    if "<" in text:
        text = _MARKUP.sub(lambda found: escape(found[1] or ""), text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _REFERENCE.sub(_resolve, text) if "&" in text else text


def _resolve(found: re.Match[str]) -> str:
    if found[3]:
        return _ENTITIES.get(found[3], found[0])
    return chr(int(found[1], 16) if found[1] else int(found[2]))


def whole_number(written: str | None) -> int | None:
    """A count, index or id as written in an attribute; None for anything else, however long."""
    if written is None or len(written) > _MOST_DIGITS or not (written.isascii() and written.isdecimal()):
        return None
    return int(written)


def escape(text: str) -> str:
    """Text as it stands in XML, between tags or in an attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def damaged(what: str) -> WorkbookRefused:
    """A refusal for a file of which something does not fit, told as a clause ("its rows are not in order")."""
    return WorkbookRefused(f"This workbook is damaged: {what}. Open it in Excel, let it repair the file, and save it.")


_TOKEN = re.compile(rf"{NOT_TAGS}|<(/?)([^\s<>/=!?]+)({ATTRIBUTES})>", re.DOTALL)

_AFTER_ROOT = re.compile(r"(?>(?:\s++|<!--.*?-->|<\?.*?\?>)*)", re.DOTALL)


class Element(NamedTuple):
    """One element: ``start`` and ``end`` enclose all of it, ``open_end`` and ``close_start`` its content."""

    tag: str
    attribute_text: str
    start: int
    open_end: int
    close_start: int
    end: int

    @property
    def name(self) -> str:
        """The name without a prefix."""
        return self.tag.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """The prefix with its colon, or nothing."""
        return self.tag[: -len(self.name)]

    @property
    def attributes(self) -> dict[str, str]:
        """Attributes by name, prefix and all."""
        return read_attributes(self.attribute_text)

    @property
    def is_self_closed(self) -> bool:
        """Whether it is one tag (``<row/>``)."""
        return self.open_end == self.end

    def retagged(self, attribute_text: str) -> Edit:
        """The edit that gives it these attributes instead of its own."""
        return self.start, self.open_end, f"<{self.tag}{attribute_text}>"


def root_element(part: XmlPart) -> Element:
    """The outermost element of a part."""
    for found in _TOKEN.finditer(part.text):
        if found[2]:
            if found[3].endswith("/"):
                return Element(found[2], found[3], found.start(), found.end(), found.end(), found.end())
            close_start, end = _find_last_tag(part.text, found[2])
            return Element(found[2], found[3], found.start(), found.end(), close_start, end)
    raise damaged(f"the part {part.name} is empty")


def _find_last_tag(text: str, tag: str) -> tuple[int, int]:
    """The tag that closes the document; a comment behind it may hold the same words."""
    start = text.rindex(f"</{tag}")
    end = text.index(">", start) + 1
    while not _AFTER_ROOT.fullmatch(text, end):
        start = text.rindex(f"</{tag}", 0, start)
        end = text.index(">", start) + 1
    return start, end


def child_elements(text: str, start: int, end: int, stop_at: str = "") -> Iterator[Element]:
    """The elements that lie directly between ``start`` and ``end``, one after the other.

    Args:
        text: text of a well-formed part.
        start: where the content of their parent begins.
        end: where it ends.
        stop_at: an element whose content is not looked into: it comes last, with ``close_start`` and ``end`` -1.
    """
    depth = 0
    opened: re.Match[str] | None = None
    for found in _TOKEN.finditer(text, start, end):
        tag = found[2]
        if not tag:
            continue
        if found[1]:
            depth -= 1
            if depth == 0 and opened:
                yield Element(opened[2], opened[3], opened.start(), opened.end(), found.start(), found.end())
        elif found[3].endswith("/"):
            if depth == 0:
                yield Element(tag, found[3], found.start(), found.end(), found.end(), found.end())
        else:
            if depth == 0:
                opened = found
                if stop_at and tag.rpartition(":")[2] == stop_at:
                    yield Element(tag, found[3], found.start(), found.end(), -1, -1)
                    return
            depth += 1


def children(part: XmlPart, parent: Element) -> tuple[Element, ...]:
    """The elements directly inside another."""
    return tuple(child_elements(part.text, parent.open_end, parent.close_start))


def top_elements(part: XmlPart) -> tuple[Element, ...]:
    """The elements directly inside the outermost one."""
    return children(part, root_element(part))


def first_named(elements: Sequence[Element], name: str) -> Element | None:
    """The first element of that name, with any prefix or none."""
    return next((element for element in elements if element.name == name), None)


def place_in_order(elements: Sequence[Element], name: str, order: Sequence[str], first: int) -> int:
    """Where a new element goes: behind the last of its parent's elements that comes before it or has its name.

    Args:
        elements: the elements of the parent.
        name: name of the new one.
        order: names in the order that the format prescribes.
        first: the place when nothing goes before it.
    """
    rank = {known: number for number, known in enumerate(order)}
    before = [element.end for element in elements if rank.get(element.name, len(order)) <= rank[name]]
    return max(before, default=first)
