"""What the cells of a workbook share: texts, styles, the calendar, and the wish to be calculated anew."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookRefused
from followthrough.ooxml.cells import read_shared_strings
from followthrough.ooxml.styles import Styles, color_styles, date_style, read_styles, shows_date
from followthrough.ooxml.xml import children, first_named, place_in_order, root_element, set_attribute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.xml import XmlPart

WORKBOOK_ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr",
    "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
_FORMULA = re.compile(r"<(?:[^\s<>/:]+:)?f[\s/>]")
_TRUE = ("1", "true")


class SharedParts:
    """The parts of a workbook that all its worksheets use, read when needed; styles may grow meanwhile."""

    def __init__(self, package: Package) -> None:
        """Remember the package; nothing is unpacked yet."""
        self.package = package
        self._styles_before: Styles | None = None
        self._styles: Styles | None = None

    @cached_property
    def strings(self) -> Sequence[str]:
        """The shared strings."""
        name = self.package.shared_strings_name
        return read_shared_strings(self.package.read(name)) if name and self.package.has(name) else ()

    @cached_property
    def counts_from_1904(self) -> bool:
        """Whether day 0 is 1904-01-01, as on old Macs."""
        main = self.package.workbook
        properties = first_named(children(main, root_element(main)), "workbookPr")
        return properties is not None and properties.attributes.get("date1904", "0") in _TRUE

    def date_style(self, base: int) -> int:
        """The number of a style like the base that shows a day; one is added where none fits."""
        self._styles, number = date_style(self._read_styles(), base)
        return number

    def shows_date(self, style: int) -> bool:
        """Whether a number in a cell of this style is shown as a day."""
        return self._has_styles() and shows_date(self._read_styles(), style)

    def color_styles(self, wanted: Sequence[str]) -> list[int]:
        """Numbers of differential styles; those that are not there yet are added."""
        self._styles, numbers = color_styles(self._read_styles(), wanted)
        return numbers

    def changed_styles(self) -> XmlPart | None:
        """The styles part, if it has grown."""
        return None if self._styles is self._styles_before or self._styles is None else self._styles.part

    def _has_styles(self) -> bool:
        name = self.package.styles_name
        return bool(name) and self.package.has(str(name))

    def _read_styles(self) -> Styles:
        if self._styles is None:
            if not self._has_styles():
                raise WorkbookRefused("This workbook has no styles at all: open it in Excel and save it once.")
            self._styles = self._styles_before = read_styles(self.package.read(str(self.package.styles_name)))
        return self._styles


def asked_to_calculate(package: Package) -> XmlPart | None:
    """The workbook part with a full calculation asked for on opening; None if it need not change.

    Formulas that look at changed cells keep an old result until then. Without formulas nothing is asked for.
    """
    part = package.workbook
    root = root_element(part)
    elements = children(part, root)
    calculation = first_named(elements, "calcPr")
    if calculation and calculation.attributes.get("fullCalcOnLoad") in _TRUE:
        return None
    if not _has_formulas(package):
        return None
    if calculation is None:
        place = place_in_order(elements, "calcPr", WORKBOOK_ORDER, root.open_end)
        return part.spliced([(place, place, f'<{root.prefix}calcPr fullCalcOnLoad="1"/>')])
    attributes = set_attribute(calculation.attribute_text, "fullCalcOnLoad", "1")
    return part.spliced([(calculation.start, calculation.open_end, f"<{calculation.tag}{attributes}>")])


def _has_formulas(package: Package) -> bool:
    if any(relation.kind == "calcChain" for relation in package.relations(package.workbook.name)):
        return True
    names = (sheet.part_name for sheet in package.sheets if sheet.kind == "worksheet" and package.has(sheet.part_name))
    return any(_FORMULA.search(package.read(name).text) for name in names)
