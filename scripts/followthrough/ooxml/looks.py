"""What columns and rows look like: widths, the styles that new cells inherit, colours; all else stays as written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from followthrough.ooxml.references import find_range, range_name
from followthrough.ooxml.rows import style_number
from followthrough.ooxml.xml import children, escape, place_in_order, read_attributes, set_attribute, whole_number

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


class InheritedStyles:
    """Styles for new cells of a worksheet whose rows are entered from top to bottom."""

    def __init__(self, sheet: Sheet, columns: Mapping[int, int] | None = None) -> None:
        """Remember the sheet, and the styles of columns that are only being added to it."""
        self.sheet = sheet
        self._columns = dict(columns or {})
        self._number = 0
        self.added: dict[int, int] = {}  # the next row may follow the cells that were added to this one
        self._added_above: dict[int, int] = {}
        self._row_style: int | None = None

    def enter_row(self, number: int) -> None:
        """Go on to another row."""
        self._added_above = self.added if self._number == number - 1 else {}
        self._number, self.added = number, {}
        self._row_style = row_style(self.sheet, number)

    def style(self, column: int) -> int:
        """The style that a new cell of the row inherits."""
        if self._row_style is not None:
            return self._row_style
        if column not in self._columns:
            self._columns[column] = column_style(self.sheet, column)
        above = 0 if self._columns[column] else self._style_above(column)
        return self._columns[column] or (above if above and self._is_like_the_row_above() else 0)

    def _style_above(self, column: int) -> int:
        if column in self._added_above:
            return self._added_above[column]
        above = self._number - 1
        found = self.sheet.cells(above).get(column) if self.sheet.reach(above).last >= column else None
        return (style_number(found[3]) or 0) if found else 0

    def _is_like_the_row_above(self) -> bool:
        """Whether the two rows share the style of a column: a heading above is no model for a row of the list."""
        above, here = self.sheet.cells(self._number - 1), self.sheet.cells(self._number)
        shared = (column for column in here if column in above)
        return any(style_number(here[column][3]) == style_number(above[column][3]) for column in shared)


class Stretch(NamedTuple):
    """Columns that share one ``col`` element."""

    element: Element
    first: int
    last: int


def column_stretches(sheet: Sheet) -> list[Stretch]:
    """The stretches of columns that have a width or a style."""
    listed = sheet.element("cols")
    stretches = []
    for element in children(sheet.part, listed) if listed else ():
        first, last = (whole_number(element.attributes.get(name)) for name in ("min", "max"))
        if first and last and first <= last:
            stretches.append(Stretch(element, first, last))
    return stretches


def column_style(sheet: Sheet, column: int) -> int:
    """The style of a whole column; 0 if it has none."""
    stretches = (each for each in column_stretches(sheet) if each.first <= column <= each.last)
    return next((style for each in stretches if (style := style_number(each.element.attribute_text))), 0)


def row_style(sheet: Sheet, number: int) -> int | None:
    """The style of a whole row, if it has one."""
    row = sheet.rows.get(number)
    if row is None:
        return None
    attribute_text = sheet.row_attributes(row)
    if "customFormat" not in attribute_text:
        return None
    attributes = read_attributes(attribute_text)
    return whole_number(attributes.get("s", "0")) if attributes.get("customFormat") in ("1", "true") else None


def _source(stretch: Stretch, first: int, last: int) -> str:
    """The element of a stretch, for other columns; nothing where there are none."""
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
    """The edits that give columns, from the first one to the right, a width (in digits) and a style each."""
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
    """The edit that colours cells by their word (word -> number of its style), after all rules that are there."""
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
