"""Elements of an XML part as spans of its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from followthrough.ooxml.damage import damaged
from followthrough.ooxml.xml_text import ATTRIBUTES, NOT_TAGS, read_attributes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from followthrough.ooxml.xml_text import XmlPart

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


def first_named(elements: Sequence[Element], name: str) -> Element | None:
    """The first element of that name, whatever its prefix."""
    return next((element for element in elements if element.name == name), None)


def place_in_order(elements: Sequence[Element], name: str, order: Sequence[str], first: int) -> int:
    """Where a new element of that name goes.

    Args:
        elements: the elements of the parent.
        name: name of the new one.
        order: names in the order that the format prescribes.
        first: the place when nothing goes before it.

    Returns:
        The position behind the last element that comes before it or has the same name.
    """
    rank = {known: number for number, known in enumerate(order)}
    before = [element.end for element in elements if rank.get(element.name, len(order)) <= rank[name]]
    return max(before, default=first)
