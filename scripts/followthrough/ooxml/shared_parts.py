"""What a change to cells may change beside them: the styles grow, and formulas are asked to be calculated anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookRefused
from followthrough.ooxml.package import TRUE
from followthrough.ooxml.styles import Styles, color_styles, date_style, read_styles, shows_date
from followthrough.ooxml.xml import children, first_named, place_in_order, root_element, set_attribute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.xml import XmlPart

_WORKBOOK_ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr",
    "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
_FORMULA = re.compile(r"<(?:[^\s<>/:]+:)?f[\s/>]")


class GrowingStyles:
    """The styles of a workbook, read when needed; what is asked for and missing is added at their end."""

    def __init__(self, package: Package) -> None:
        """Remember the package; nothing is unpacked yet."""
        self.package = package
        self._name = package.shared_part("styles")
        self._styles: Styles | None = None

    def date_style(self, base: int) -> int:
        """The number of a style like the base that shows a day; one is added where none fits."""
        self._styles, number = date_style(self._read_styles(), base)
        return number

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


def asked_to_calculate(package: Package) -> XmlPart | None:
    """The workbook part with a full calculation asked for on opening; None if it need not change.

    Formulas that look at changed cells keep an old result until then. Without formulas nothing is asked for.
    """
    part = package.workbook
    root = root_element(part)
    elements = children(part, root)
    calculation = first_named(elements, "calcPr")
    if calculation and calculation.attributes.get("fullCalcOnLoad") in TRUE:
        return None
    if not _has_formulas(package):
        return None
    if calculation is None:
        place = place_in_order(elements, "calcPr", _WORKBOOK_ORDER, root.open_end)
        return part.spliced([(place, place, f'<{root.prefix}calcPr fullCalcOnLoad="1"/>')])
    attributes = set_attribute(calculation.attribute_text, "fullCalcOnLoad", "1")
    return part.spliced([(calculation.start, calculation.open_end, f"<{calculation.tag}{attributes}>")])


def _has_formulas(package: Package) -> bool:
    if any(relation.kind == "calcChain" for relation in package.main_relations):
        return True
    return any(_FORMULA.search(package.read(sheet.part_name).text) for sheet in package.worksheets)
