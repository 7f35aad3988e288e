"""Widths and styles of whole columns: stretches split and joined, the others left as they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from followthrough.ooxml.references import find_range, range_name
from followthrough.ooxml.styles import Stretch, column_stretches
from followthrough.ooxml.xml import children, escape, place_in_order, set_attribute, whole_number

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from followthrough.ooxml.references import Range
    from followthrough.ooxml.sheet import Sheet
    from followthrough.ooxml.xml import Edit, Element


# The order of a worksheet's children, as the format prescribes it.
ELEMENT_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)  # fmt: skip
# A column's width counts the digits of the standard font and some room beside them.
_ROOM = 0.7109375


def _source(stretch: Stretch, first: int, last: int) -> str:
    """The element of a stretch for other columns, or nothing where there are none."""
    if first > last:
        return ""
    attributes = stretch.element.attribute_text.removesuffix("/").rstrip()
    attributes = set_attribute(set_attribute(attributes, "min", str(first)), "max", str(last))
    return f"<{stretch.element.tag}{attributes}/>"


def _looks(stretch: Stretch) -> dict[str, str]:
    return {name: value for name, value in stretch.element.attributes.items() if name not in ("min", "max")}


def widths_beside(sheet: Sheet, first: int, last: int) -> list[tuple[int, int, dict[str, str]]]:
    """The stretches of columns beside some: first and last column of each, and its attributes."""
    pieces = []
    for stretch in column_stretches(sheet):
        before = (stretch.first, min(stretch.last, first - 1), _looks(stretch))
        after = (max(stretch.first, last + 1), stretch.last, _looks(stretch))
        pieces += [piece for piece in (before, after) if piece[0] <= piece[1]]
    return pieces


def set_widths(sheet: Sheet, first: int, columns: Sequence[tuple[int, int]]) -> list[Edit]:
    """The edits that give columns a width and a style.

    Args:
        sheet: the worksheet.
        first: number of the first column.
        columns: width in digits and style of each column, from left to right.
    """
    last = first + len(columns) - 1
    ours = "".join(
        f'<{sheet.prefix}col min="{number}" max="{number}" width="{width + _ROOM}"'
        + (f' style="{style}"' if style else "")
        + ' customWidth="1"/>'
        for number, (width, style) in enumerate(columns, first)
    )
    listed, tag = sheet.element("cols"), f"{sheet.prefix}cols"
    stretches = column_stretches(sheet)
    if listed is None or not stretches:
        place = place_in_order(sheet.elements, "cols", ELEMENT_ORDER, sheet.root.open_end)
        span = (listed.start, listed.end) if listed else (place, place)
        return [(*span, f"<{tag}>{ours}</{tag}>")]
    crossed = [stretch for stretch in stretches if stretch.first <= last and stretch.last >= first]
    if not crossed:
        place = max((s.element.end for s in stretches if s.last < first), default=listed.open_end)
        return [(place, place, ours)]
    return _cross(crossed, first, last, ours)


def _cross(crossed: list[Stretch], first: int, last: int, ours: str) -> list[Edit]:
    """Cut the columns out of the stretches that cross them, and put ours in their place."""
    edits: list[Edit] = []
    for stretch in crossed:
        before = _source(stretch, stretch.first, min(stretch.last, first - 1))
        after = _source(stretch, max(stretch.first, last + 1), stretch.last)
        middle = ours if stretch is crossed[0] else ""
        edits.append((stretch.element.start, stretch.element.end, before + middle + after))
    return edits


def unset_widths(sheet: Sheet, first: int, last: int) -> list[Edit]:
    """The edits that take away the widths and styles of columns.

    A stretch that begins right behind them is taken for the rest of one that they were cut out of,
    and grows back over them; with an equal one before them it becomes one again.
    """
    stretches = column_stretches(sheet)
    listed = sheet.element("cols")
    crossed = [stretch for stretch in stretches if stretch.first <= last and stretch.last >= first]
    behind = next((stretch for stretch in stretches if stretch.first == last + 1), None)
    before = next((stretch for stretch in stretches if stretch.last == first - 1), None)
    if (
        listed
        and crossed
        and len(crossed) == len(stretches)
        and all(first <= s.first and s.last <= last for s in crossed)
    ):
        return [(listed.start, listed.end, "")]
    edits = _cross(crossed, first, last, "")
    if behind and crossed:
        joined = before is not None and _looks(before) == _looks(behind)
        start = before.first if before and joined else first
        edits.append((behind.element.start, behind.element.end, _source(behind, start, behind.last)))
        if before and joined:
            edits.append((before.element.start, before.element.end, ""))
    return edits


_PRIORITY = re.compile(r"""\bpriority\s*=\s*["']([0-9]+)["']""")


def add_color_rules(sheet: Sheet, block: Range, styles: Mapping[str, int]) -> Edit:
    """The edit that colours cells by their word, after all rules that are there.

    Args:
        sheet: the worksheet.
        block: the cells.
        styles: word -> number of its differential style.
    """
    p = sheet.prefix
    first = _last_priority(sheet) + 1
    rules = "".join(
        f'<{p}cfRule type="cellIs" dxfId="{style}" priority="{priority}" operator="equal">'
        f"<{p}formula>&quot;{escape(word)}&quot;</{p}formula></{p}cfRule>"
        for priority, (word, style) in enumerate(styles.items(), first)
    )
    place = place_in_order(sheet.elements, "conditionalFormatting", ELEMENT_ORDER, sheet.root.open_end)
    tag = f"{p}conditionalFormatting"
    return place, place, f'<{tag} sqref="{range_name(block)}">{rules}</{tag}>'


def _last_priority(sheet: Sheet) -> int:
    """The last priority any rule has, those in extensions included."""
    found = _PRIORITY.findall(sheet.part.text, sheet.data.end)
    return max((whole_number(priority) or 0 for priority in found), default=0)


def remove_color_rules(sheet: Sheet, column: int, words: Collection[str]) -> list[Edit]:
    """The edits that take away rules for a column alone whose only conditions are these words."""
    return [
        (element.start, element.end, "")
        for element in sheet.named("conditionalFormatting")
        if _is_for_column(element, column) and _asks_only_for(sheet, element, words)
    ]


def _is_for_column(element: Element, column: int) -> bool:
    blocks = [find_range(reference) for reference in element.attributes.get("sqref", "").split()]
    return bool(blocks) and all(block and block.first_column == block.last_column == column for block in blocks)


def _asks_only_for(sheet: Sheet, element: Element, words: Collection[str]) -> bool:
    rules = [rule for rule in children(sheet.part, element) if rule.name == "cfRule"]
    conditions = [[sheet.part.text[c.open_end : c.close_start] for c in children(sheet.part, rule)] for rule in rules]
    wanted = [[f"&quot;{escape(word)}&quot;"] for word in words] + [[f'"{escape(word)}"'] for word in words]
    return bool(rules) and all(condition in wanted for condition in conditions)
