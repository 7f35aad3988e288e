"""The Dashboard: what to do first, what is due, how far things came, whether enough goes out, and what answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation

from followthrough.leads import Flag
from followthrough.worksheet import template_counts as counts
from followthrough.worksheet.template_blocks import add_blocks
from followthrough.worksheet.template_flags import STALE
from followthrough.worksheet.template_look import ALARM, DAY_FORMAT, HAIRLINE, HEADING, SOFT_INK, TYPED, face, paper
from followthrough.worksheet.template_tables import set_page

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TITLE = "Dashboard"
LAST_CHECKED, GOAL = "C3", "H3"
WIDTHS = {"A": 5, "B": 22, "C": 12, "D": 13, "E": 44, "F": 4, "G": 26, "H": 12, "I": 12, "J": 44}
APPLICATIONS_A_WEEK = 5
THIS_WEEK = counts.applied_between("TODAY()-WEEKDAY(TODAY(),2)+1", "TODAY()+1")
TILES = (
    ("B", "To do now", counts.flagged(Flag.OVERDUE, Flag.DUE)),
    ("E", "Open leads", counts.OPEN_LEADS),
    ("G", "Leads with an interview in two weeks", counts.INTERVIEWS_AHEAD),
    ("J", "Applications this week", f"={THIS_WEEK}"),
)
FRESHNESS = (
    f'=IF(N({LAST_CHECKED})=0,"Nobody has looked yet: the nightly check fills in Flag to Why.",'
    f'IF(TODAY()-{LAST_CHECKED}>6,"That is a while ago: the flags below are old. Is the nightly check still set up?",'
    '"The flags below are fresh."))'
)


def add_dashboard(workbook: Workbook) -> None:
    """Add the sheet. All of it is reckoned but three things: Last checked, the goal, and the names of the sources."""
    sheet = workbook.create_sheet(TITLE)
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = 16.5, True
    _add_top(sheet)
    _add_tiles(sheet)
    add_blocks(sheet, goal=GOAL)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = HEADING
    set_page(sheet, TITLE)
    sheet.page_setup.fitToHeight = 1


def _add_top(sheet: Worksheet) -> None:
    sheet["B1"] = "How the search is going"
    sheet["B1"].font = face(16, bold=True, color=HEADING)
    sheet.row_dimensions[1].height = 30
    for cell, text in (("B3", "Last checked"), ("G3", "Goal: applications a week")):
        sheet[cell] = text
        sheet[cell].font = face(color=SOFT_INK)
    sheet["D3"] = FRESHNESS
    sheet["D3"].font = face(9, color=SOFT_INK)
    checked, goal = sheet[LAST_CHECKED], sheet[GOAL]
    checked.number_format, goal.value = DAY_FORMAT, APPLICATIONS_A_WEEK
    goal.fill = paper(TYPED)
    for cell in (checked, goal):
        cell.font, cell.border, cell.alignment = face(bold=True), HAIRLINE, Alignment(horizontal="left")
    _redden_when_old(sheet)
    _ask_for_goal(sheet)


def _redden_when_old(sheet: Worksheet) -> None:
    alarm = DifferentialStyle(font=Font(color="FFFFFF", bold=True), fill=PatternFill(bgColor=ALARM))
    sheet.conditional_formatting.add(LAST_CHECKED, Rule(type="expression", dxf=alarm, formula=[STALE]))
    said = DifferentialStyle(font=Font(color=ALARM, bold=True))
    sheet.conditional_formatting.add("D3", Rule(type="expression", dxf=said, formula=[STALE]))


def _ask_for_goal(sheet: Worksheet) -> None:
    rule = DataValidation(type="whole", operator="between", formula1="0", formula2="99", allow_blank=True)
    rule.promptTitle, rule.prompt = "Your goal", "How many applications you want to send a week. Yours to change."
    rule.errorTitle, rule.error = "A whole number", "A whole number from 0 to 99, please."
    rule.showInputMessage = rule.showErrorMessage = True
    rule.add(GOAL)
    sheet.add_data_validation(rule)


def _add_tiles(sheet: Worksheet) -> None:
    for column, label, formula in TILES:
        sheet[f"{column}5"], sheet[f"{column}6"] = label, formula
        sheet[f"{column}5"].font = face(9, color=SOFT_INK)
        sheet[f"{column}6"].font = face(22, bold=True)
        sheet[f"{column}6"].alignment = Alignment(horizontal="left", vertical="center")
    sheet.row_dimensions[6].height = 32
