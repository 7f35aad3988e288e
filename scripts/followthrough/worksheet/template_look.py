"""How a new workbook looks: its inks, fonts and cell styles. Imported only when one is made (openpyxl is heavy)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from followthrough.worksheet.template_columns import Column, Kind

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.dimensions import ColumnDimension

FACE = "Arial"
"""On every system, or replaced there by one of the same widths, so that no date turns into ####."""
INK = "22313F"
SOFT_INK = "566573"
FAINT_INK = "68737D"
HEADING = "24505A"
DETAIL_HEADING = "5B8088"
OURS_HEADING = "DDE5E7"
OURS_PAPER = "F6F8F8"
RULE = "D9DEE1"
TYPED = "FFF8E1"
"""The paper of the few cells on the Dashboard that are there to be typed into."""
ACCENT = "2F7F8C"
PALE = "BCD6DB"
SECOND = "E0A030"
ALARM = "A93A1C"
DAY_FORMAT = "d mmm yyyy"
DATED = (Kind.DAY, Kind.PAST_DAY, Kind.DAYS, Kind.DAY_OR_YES, Kind.DAY_OR_NEVER, Kind.YES_NO)
INDENTED = ("Company", "Date", "Flag", "Next step")
"""What stands at the edge of a colour needs air."""
HAIRLINE = Border(bottom=Side(style="thin", color=RULE))
DOUBLE_LINE = Border(bottom=Side(style="medium", color=HEADING))


def face(size: float = 10, *, color: str = INK, bold: bool = False, italic: bool = False) -> Font:
    """The workbook's one typeface in a size, a weight and an ink."""
    return Font(name=FACE, size=size, color=color, bold=bold, italic=italic)


def paper(color: str) -> PatternFill:
    """A plain fill."""
    return PatternFill("solid", start_color=color, end_color=color)


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell looks like; put on a whole column it also holds for rows that are not there yet."""

    font: Font
    alignment: Alignment
    border: Border | None = None
    fill: PatternFill | None = None
    number_format: str = "General"

    def put_on(self, target: Cell | MergedCell | ColumnDimension) -> None:
        """Give a cell or a column this look."""
        target.font, target.alignment, target.number_format = self.font, self.alignment, self.number_format
        if self.border:
            target.border = self.border
        if self.fill:
            target.fill = self.fill


def heading_style(column: Column) -> Style:
    """The heading of a column: the person's own in white on ink, its details lighter, ours quiet."""
    if column.ours:
        font, fill = face(9, color=SOFT_INK, bold=True), paper(OURS_HEADING)
    else:
        font, fill = face(bold=True, color="FFFFFF"), paper(DETAIL_HEADING if column.detail else HEADING)

    alignment = Alignment(vertical="center", horizontal="left", wrap_text=True, indent=_indent(column))
    return Style(font, alignment, fill=fill)


@cache
def body_style(column: Column) -> Style:
    """The cells of a column."""
    alignment = Alignment(vertical="center", horizontal="left", wrap_text=True, indent=_indent(column))
    font = face(9, color=SOFT_INK) if column.ours else face(bold=column.heading == "Company")
    fill = paper(OURS_PAPER) if column.ours else None
    return Style(font, alignment, HAIRLINE, fill, number_format(column))


def _indent(column: Column) -> int:
    return int(column.heading in INDENTED)


def number_format(column: Column) -> str:
    """Dates that nobody can misread, names that Excel leaves alone."""
    if column.kind in DATED:
        return DAY_FORMAT
    return "@" if column.kind is Kind.NAME else "0" if column.kind is Kind.COUNT else "General"
