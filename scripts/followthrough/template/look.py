"""How a new workbook looks: its inks, fonts and cell styles. Imported only when one is made (openpyxl is heavy)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from followthrough.knowing.columns import Column, Kind, LogColumn, Shape
from followthrough.knowing.record import Record
from followthrough.knowing.steps import Flag
from followthrough.template.formulas import LAST_ROW

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.dimensions import ColumnDimension
    from openpyxl.worksheet.worksheet import Worksheet


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
FORMATS = dict.fromkeys(DATED, DAY_FORMAT) | {Kind.NAME: "@", Kind.COUNT: "0"}
"""Dates that nobody can misread, names that Excel leaves alone."""
INDENTED = (Column.COMPANY, Column.ROLE, LogColumn.DATE, Column.FLAG, Column.NEXT_STEP, Column.STAGE)
"""Columns at the edge of a colour: their text is indented."""
HAIRLINE = Border(bottom=Side(style="thin", color=RULE))
DOUBLE_LINE = Border(bottom=Side(style="medium", color=HEADING))


def face(size: float = 10, *, color: str = INK, bold: bool = False, italic: bool = False) -> Font:
    """The workbook's one typeface in a size, a weight and an ink."""
    return Font(name=FACE, size=size, color=color, bold=bold, italic=italic)


def paper(color: str) -> PatternFill:
    """A plain fill."""
    return PatternFill("solid", start_color=color, end_color=color)


class Style(Record, frozen=True):
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


def heading_style(column: Shape) -> Style:
    """The heading of a column: the person's own in white on ink, its details lighter, ours quiet."""
    if column.ours:
        font, fill = face(9, color=SOFT_INK, bold=True), paper(OURS_HEADING)
    else:
        font, fill = face(bold=True, color="FFFFFF"), paper(DETAIL_HEADING if column.detail else HEADING)
    return Style(font, _alignment(column), fill=fill)


@cache
def body_style(column: Shape) -> Style:
    """The cells of a column."""
    font = face(9, color=SOFT_INK) if column.ours else face(bold=column.heading == Column.COMPANY)
    fill = paper(OURS_PAPER) if column.ours else None
    return Style(font, _alignment(column), HAIRLINE, fill, FORMATS.get(column.kind, "General"))


def _alignment(column: Shape) -> Alignment:
    return Alignment(vertical="center", horizontal="left", wrap_text=True, indent=int(column.heading in INDENTED))


FIRST_FORMAT = 190
"""Numbers below 164 are Excel's own formats; those from there on are the cells', and must not mean two things."""
STALE = "AND(N(LastChecked)>0,TODAY()-N(LastChecked)>6)"
"""A workbook that was never checked holds no advice that could be old."""


class FlagLook(Record, frozen=True):
    """How a flag looks: from the darkest to the faintest, so that it also reads on a grey printer.

    Args:
        sign: stands before the word; one that every font has.
        ink: of the word.
        paper: behind the word; "" for none.
        bold: for what wants doing now.
    """

    sign: str
    ink: str
    paper: str = ""
    bold: bool = False


FLAG_LOOKS = {
    Flag.OVERDUE: FlagLook("▲", "FFFFFF", ALARM, bold=True),
    Flag.DUE: FlagLook("●", "4D3A00", "F7CF6B", bold=True),
    Flag.CHECK_ROW: FlagLook("?", "4A2F63", "E6DCF0", bold=True),
    Flag.MOVE_ON: FlagLook("►", "1F4E63", "D5E6EE"),
    Flag.WAITING: FlagLook("○", "566573"),
    Flag.CLOSED: FlagLook("-", FAINT_INK),
}
"""The four papers differ in lightness as well as in hue: rust, amber, lilac and blue stay apart to every eye."""


def add_flag_looks(sheet: Worksheet, cells: str, first: str) -> None:
    """Colour cells by the flag that stands in the same row.

    Args:
        sheet: where they are.
        cells: what is coloured.
        first: the flag of their first row, with its column held fast ("$D2").
    """
    for place, (flag, look) in enumerate(FLAG_LOOKS.items()):
        sign = NumberFormat(numFmtId=FIRST_FORMAT + place, formatCode=f'"{look.sign} "@')
        fill = PatternFill(bgColor=look.paper) if look.paper else None
        style = DifferentialStyle(font=Font(color=look.ink, bold=look.bold), numFmt=sign, fill=fill)
        sheet.conditional_formatting.add(cells, _when(f'{first}="{flag}"', style))


def add_fading(sheet: Worksheet, last_column: str, flag_column: str) -> None:
    """Let a row that is over fade as a whole."""
    faint = DifferentialStyle(font=Font(color=FAINT_INK))
    sheet.conditional_formatting.add(f"A2:{last_column}{LAST_ROW}", _when(f'${flag_column}2="{Flag.CLOSED}"', faint))


def add_stale_heading(sheet: Worksheet, flag_heading: str, other_headings: str) -> None:
    """Grey the headings of our columns, and say "old" in the first, once nobody has looked for a week."""
    said = NumberFormat(numFmtId=FIRST_FORMAT + len(FLAG_LOOKS), formatCode='@" (old)"')
    for cells, number_format in ((flag_heading, said), (other_headings, None)):
        font, fill = Font(color="FFFFFF", italic=True), PatternFill(bgColor=FAINT_INK)
        grey = DifferentialStyle(font=font, fill=fill, numFmt=number_format)
        sheet.conditional_formatting.add(cells, _when(STALE, grey))


def _when(formula: str, style: DifferentialStyle) -> Rule:
    return Rule(type="expression", dxf=style, formula=[formula])
