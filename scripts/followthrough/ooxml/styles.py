"""Cell styles: which show a day, the one that would, those for colours, and those that nothing uses any more."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookRefused
from followthrough.knowing.record import Record
from followthrough.ooxml.xml import (
    Element,
    XmlPart,
    children,
    first_named,
    place_in_order,
    root_element,
    set_attribute,
    whole_number,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.xml import Edit, Element, XmlPart


MOST_STYLES = 65_490
_DAY_FORMATS = frozenset((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58))
_FULL_DAY_FORMATS = frozenset((14, 15))
_DATE_FORMAT = "14"
# Quoted text, escaped characters, padding, and what stands in brackets but for elapsed time ([h]).
_NOT_LETTERS = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]?')
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles",
          "colors", "extLst")  # fmt: skip


class Styles(Record, frozen=True, dict=True):
    """The styles part: its cell formats in order, and the workbook's own number formats."""

    part: XmlPart
    elements: tuple[Element, ...]
    formats_list: Element | None
    formats: tuple[Element, ...]
    codes: dict[int | None, str]


def read_styles(part: XmlPart) -> Styles:
    """Take the styles part apart."""
    root = root_element(part)
    elements = children(part, root)
    listed = first_named(elements, "cellXfs")
    formats = () if listed is None else children(part, listed)
    codes_list = first_named(elements, "numFmts")
    codes = () if codes_list is None else children(part, codes_list)
    attributes = [code.attributes for code in codes if code.name == "numFmt"]
    by_number = {whole_number(code.get("numFmtId")): code.get("formatCode", "") for code in attributes}
    return Styles(part, elements, listed, tuple(xf for xf in formats if xf.name == "xf"), by_number)


def shows_date(styles: Styles, index: int) -> bool:
    """Whether a number in a cell of this style is shown as a day."""
    if not 0 <= index < len(styles.formats):
        return False
    number = whole_number(styles.formats[index].attributes.get("numFmtId", "0"))
    code = styles.codes.get(number)
    return number in _DAY_FORMATS if code is None else bool(_date_letters(code) & {"y", "d", "m", "e"})


@functools.lru_cache(maxsize=1024)
def _date_letters(code: str) -> frozenset[str]:
    """Which parts of a date a number format shows; an m beside hours or seconds is minutes."""
    letters = frozenset(_NOT_LETTERS.sub("", code.partition(";")[0].lower()))
    if letters & {"0", "#", "?"} or "general" in code.lower():
        return frozenset()
    shown = letters & {"y", "m", "d", "h", "s", "e"}
    return shown if shown & {"y", "d", "e"} else frozenset() if shown & {"h", "s"} else shown


def _shows_full_day(styles: Styles, index: int) -> bool:
    number = whole_number(styles.formats[index].attributes.get("numFmtId", "0"))
    code = styles.codes.get(number)
    return number in _FULL_DAY_FORMATS if code is None else _date_letters(code) == {"y", "m", "d"}


def date_style(styles: Styles, base: int) -> tuple[Styles, int]:
    """The number of a style that is like another and shows a day; and the styles, grown by it where none fitted.

    Raises:
        WorkbookRefused: the workbook has no styles to start from, or is full of them.
    """
    if shows_date(styles, base):
        return styles, base
    if not styles.formats or styles.formats_list is None:
        raise WorkbookRefused(
            "This workbook has no cell styles, so no date can be written into it: open it in Excel and save it once."
        )
    base = base if 0 <= base < len(styles.formats) else 0
    looks = _looks(styles, base)
    for index in range(len(styles.formats)):
        if _looks(styles, index) == looks and _shows_full_day(styles, index):
            return styles, index
    return _append_date_style(styles, base, styles.formats_list), len(styles.formats)


def _looks(styles: Styles, index: int) -> tuple[str | frozenset[tuple[str, str]], ...]:
    """All that makes up a style but its number format."""
    element = styles.formats[index]
    own = frozenset(
        (name, value) for name, value in element.attributes.items() if name not in ("numFmtId", "applyNumberFormat")
    )
    return (own, styles.part.text[element.open_end : element.close_start].strip())


def _append_date_style(styles: Styles, base: int, listed: Element) -> Styles:
    if len(styles.formats) >= MOST_STYLES:
        raise WorkbookRefused("This workbook has as many cell styles as Excel allows: remove some, then try again.")
    element = styles.formats[base]
    attributes = set_attribute(element.attribute_text, "numFmtId", _day_format(styles))
    attributes = set_attribute(attributes, "applyNumberFormat", "1")
    copied = f"<{element.tag}{attributes}>" + styles.part.text[element.open_end : element.end]
    return read_styles(_append(styles.part, listed, [copied], len(styles.formats)))


def _day_format(styles: Styles) -> str:
    """How this workbook writes a day, where it does; Excel's own short date where it holds none."""
    days = (index for index in range(len(styles.formats)) if _shows_full_day(styles, index))
    first = next(days, None)
    return _DATE_FORMAT if first is None else styles.formats[first].attributes["numFmtId"]


def color_styles(styles: Styles, wanted: Sequence[str]) -> tuple[Styles, list[int]]:
    """The numbers of differential styles, for conditional formatting; and the styles, grown by those not there yet.

    Args:
        styles: the workbook's styles.
        wanted: what each consists of, tags and all, without the enclosing ``dxf``; ``{p}`` stands for the prefix.
    """
    root = root_element(styles.part)
    sources = [f"<{root.prefix}dxf>{inner.replace('{p}', root.prefix)}</{root.prefix}dxf>" for inner in wanted]
    listed = first_named(styles.elements, "dxfs")
    there = [] if listed is None else children(styles.part, listed)
    known = [styles.part.text[element.start : element.end] for element in there]
    new = [source for source in sources if source not in known]
    if not new:
        return styles, [known.index(source) for source in sources]
    if listed is None:
        place = place_in_order(styles.elements, "dxfs", _ORDER, root.open_end)
        block = f'<{root.prefix}dxfs count="{len(new)}">{"".join(new)}</{root.prefix}dxfs>'
        part = styles.part.spliced([(place, place, block)])
    else:
        part = _append(styles.part, listed, new, len(known))
    return read_styles(part), [(known + new).index(source) for source in sources]


def _append(part: XmlPart, listed: Element, items: list[str], count: int) -> XmlPart:
    """The part with items at the end of one of its lists, and the list's count raised."""
    attributes = listed.attribute_text.removesuffix("/")
    if "count" in listed.attributes:
        attributes = set_attribute(attributes, "count", str(count + len(items)))
    opening = f"<{listed.tag}{attributes}>"
    if listed.is_self_closed:
        return part.spliced([(listed.start, listed.end, f"{opening}{''.join(items)}</{listed.tag}>")])
    return part.spliced([
        (listed.start, listed.open_end, opening),
        (listed.close_start, listed.close_start, "".join(items)),
    ])  # fmt: skip


class GrowingStyles:
    """The styles of a workbook, read when needed; what is asked for and missing is added at their end."""

    def __init__(self, package: Package) -> None:
        """Remember the package; nothing is unpacked yet."""
        self.package = package
        self._name = package.shared_part("styles")
        self._styles: Styles | None = None
        self._days: dict[int, int] = {}

    def date_style(self, base: int) -> int:
        """The number of a style like the base that shows a day; one is added where none fits."""
        if base not in self._days:
            self._styles, self._days[base] = date_style(self._read_styles(), base)
        return self._days[base]

    def shows_date(self, style: int) -> bool:
        """Whether a number in a cell of this style is shown as a day."""
        return bool(self._name) and shows_date(self._read_styles(), style)

    def color_styles(self, wanted: Sequence[str]) -> list[int]:
        """Numbers of differential styles; those that are not there yet are added."""
        self._styles, numbers = color_styles(self._read_styles(), wanted)
        return numbers

    def changed_part(self) -> XmlPart | None:
        """The styles part, if it has grown."""
        part = self._styles.part if self._styles else None
        return part if part and part is not self.package.read(part.name) else None

    def _read_styles(self) -> Styles:
        if self._name is None:
            raise WorkbookRefused("This workbook has no styles at all: open it in Excel and save it once.")
        self._styles = self._styles or read_styles(self.package.read(self._name))
        return self._styles


_USED = re.compile(r"""\s(?:s|style)\s*=\s*["']([0-9]+)["']""")
_USED_COLOR = re.compile(r"""[dD]xfId\s*=\s*["']([0-9]+)["']""")


def without_spare_styles(
    package: Package, changed: Iterable[XmlPart], ours: Collection[int], colors: Iterable[str]
) -> XmlPart | None:
    """The styles part without what was added last for columns that are gone.

    Args:
        package: the workbook as it was.
        changed: the parts that will differ in it.
        ours: the numbers of the styles that the removed cells had; only those that show days go.
        colors: what each of our differential styles consists of, as for ``color_styles``.

    Returns:
        The part; None where nothing of it goes.
    """
    name = package.shared_part("styles")
    if not name:
        return None
    styles, texts = read_styles(package.read(name)), _texts(package, changed)
    used = {int(number) for text in texts for number in _USED.findall(text)}
    used_colors = {int(number) for text in (*texts, styles.part.text) for number in _USED_COLOR.findall(text)}
    p = styles.elements[0].prefix
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
        listed.retagged(attributes or listed.attribute_text),
        (items[left].start, items[-1].end, ""),
    ]
