"""Conditional formatting that colours a column by the word in each cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from followthrough.ooxml.elements import place_in_order
from followthrough.ooxml.references import find_range, range_name
from followthrough.ooxml.sheet import ELEMENT_ORDER
from followthrough.ooxml.xml_text import escape, whole_number

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from followthrough.ooxml.elements import Element
    from followthrough.ooxml.references import Range
    from followthrough.ooxml.sheet import Sheet

_PRIORITY = re.compile(r"""\bpriority\s*=\s*["']([0-9]+)["']""")


def add_color_rules(sheet: Sheet, block: Range, styles: Mapping[str, int]) -> tuple[int, int, str]:
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


def remove_color_rules(sheet: Sheet, column: int, words: Collection[str]) -> list[tuple[int, int, str]]:
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
    rules = [rule for rule in sheet.children(element) if rule.name == "cfRule"]
    conditions = [[sheet.part.text[c.open_end : c.close_start] for c in sheet.children(rule)] for rule in rules]
    wanted = [[f"&quot;{escape(word)}&quot;"] for word in words] + [[f'"{escape(word)}"'] for word in words]
    return bool(rules) and all(condition in wanted for condition in conditions)
