"""Styles that were added to a workbook, taken away again where nothing uses them any more.

Only what stands last in its list goes: everything else would get another number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from followthrough.ooxml.styles import read_styles, shows_date
from followthrough.ooxml.xml import children, first_named, set_attribute

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.styles import Styles
    from followthrough.ooxml.xml import Edit, Element, XmlPart

_USED = re.compile(r"""\s(?:s|style)\s*=\s*["']([0-9]+)["']""")
_USED_COLOR = re.compile(r"""[dD]xfId\s*=\s*["']([0-9]+)["']""")


def without_spare_styles(
    package: Package, changed: Iterable[XmlPart], ours: Collection[int], colors: Iterable[str]
) -> XmlPart | None:
    """The styles part without what was added last for columns that are gone.

    Args:
        package: the workbook as it was.
        changed: the parts that will differ in it.
        ours: the numbers of the styles that its removed cells had; of these only such go that show days.
        colors: what each of our differential styles consists of; ``{p}`` stands for the prefix.

    Returns:
        The part; None where nothing of it goes.
    """
    name = package.shared_part("styles")
    if not name:
        return None
    styles, texts = read_styles(package.read(name)), _texts(package, changed)
    used = {int(number) for text in texts for number in _USED.findall(text)}
    used_colors = {int(number) for text in (*texts, styles.part.text) for number in _USED_COLOR.findall(text)}
    p = styles.part.text[styles.elements[0].start + 1 :].partition(styles.elements[0].name)[0]
    sources = {f"<{p}dxf>{inner.replace('{p}', p)}</{p}dxf>" for inner in colors}
    edits = [
        *_shortened(
            styles, "cellXfs", lambda number, _: number in ours and number not in used and shows_date(styles, number)
        ),
        *_shortened(styles, "dxfs", lambda number, text: number not in used_colors and text in sources),
    ]
    return styles.part.spliced(edits) if edits else None


def _texts(package: Package, changed: Iterable[XmlPart]) -> list[str]:
    """All parts in which a style may be named."""
    new = {part.name: part.text for part in changed}
    names = [name for name in package.part_names() if "/worksheets/" in name or "/tables/" in name or "pivot" in name]
    return [new[name] if name in new else package.read(name).text for name in names if name.endswith(".xml")]


def _shortened(styles: Styles, name: str, goes: Callable[[int, str], bool]) -> list[Edit]:
    """The edits that take items away from the end of a list."""
    listed = first_named(styles.elements, name)
    items: list[Element] = [] if listed is None else list(children(styles.part, listed))
    left = len(items)
    while left and goes(left - 1, styles.part.text[items[left - 1].start : items[left - 1].end]):
        left -= 1
    if listed is None or left == len(items):
        return []
    attributes = set_attribute(listed.attribute_text, "count", str(left)) if "count" in listed.attributes else ""
    if not left:
        return [(listed.start, listed.end, f"<{listed.tag}{attributes}/>")]
    return [
        (listed.start, listed.open_end, f"<{listed.tag}{attributes or listed.attribute_text}>"),
        (items[left].start, items[-1].end, ""),
    ]
