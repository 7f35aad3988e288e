"""Colour by flag, which says nothing that the word, its sign and its weight do not say as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from followthrough.leads import Flag
from followthrough.worksheet.template_entries import LAST_ROW
from followthrough.worksheet.template_look import ALARM, FAINT_INK

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FIRST_FORMAT = 190
"""Numbers below 164 are Excel's own formats; those from there on are the cells', and must not mean two things."""
STALE = "AND(N(LastChecked)>0,TODAY()-N(LastChecked)>6)"
"""A workbook that was never checked holds no advice that could be old."""


@dataclass(frozen=True, slots=True)
class FlagLook:
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
        sheet.conditional_formatting.add(cells, _when(f'{first}="{flag}"', _look(look, place)))


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


def _look(look: FlagLook, place: int) -> DifferentialStyle:
    sign = NumberFormat(numFmtId=FIRST_FORMAT + place, formatCode=f'"{look.sign} "@')
    fill = PatternFill(bgColor=look.paper) if look.paper else None
    return DifferentialStyle(font=Font(color=look.ink, bold=look.bold), numFmt=sign, fill=fill)


def _when(formula: str, style: DifferentialStyle) -> Rule:
    return Rule(type="expression", dxf=style, formula=[formula])
