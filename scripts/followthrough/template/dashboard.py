"""The Dashboard: what to do first, what is due, how far things came, whether enough goes out, and what answers.

Its charts are kept plain: one thing each, few inks, no third dimension.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.drawing.text import Font as ChartFont
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import absolute_coordinate
from openpyxl.worksheet.datavalidation import DataValidation

from followthrough.knowing.columns import Column
from followthrough.knowing.steps import Flag
from followthrough.knowing.words import Stage
from followthrough.template import formulas as counts
from followthrough.template import look
from followthrough.template.look import DAY_FORMAT, DOUBLE_LINE, HAIRLINE, SOFT_INK, add_flag_looks, face, paper
from followthrough.template.tables import set_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


TITLE = "Dashboard"
LAST_CHECKED, GOAL = "C3", "H3"
WIDTHS = {"A": 5, "B": 24, "C": 14, "D": 13, "E": 44, "F": 4, "G": 26, "H": 12, "I": 12, "J": 44}
APPLICATIONS_A_WEEK = 5
THIS_WEEK = counts.applied_between("TODAY()-WEEKDAY(TODAY(),2)+1", "TODAY()+1")
TILES = (
    ("B", "To do now", counts.flagged(Flag.OVERDUE, Flag.DUE)),
    ("E", "Open leads", counts.OPEN_LEADS),
    ("G", "Leads with an interview in two weeks", counts.INTERVIEWS_AHEAD),
    ("J", "Applications this week", f"={THIS_WEEK}"),
)
FRESHNESS = (
    f'=IF(N({LAST_CHECKED})=0,IF({counts.NO_FLAG},"Not checked yet: the nightly check fills in Flag to Why.",'
    '"A trial run filled in the flags below. The nightly check puts its day here."),'
    f'IF(TODAY()-{LAST_CHECKED}>6,"That is a while ago: the flags below are old. Is the nightly check still set up?",'
    '"The flags below are fresh."))'
)
LEFT, RIGHT = "BCDE", "GHIJ"
TOP, MIDDLE, BOTTOM = 8, 20, 32
LINES = 8
"""Rows of each table."""
WHAT_COUNTS = (
    "Counted from dates, both logs and the words that Stage offers.",
    "The weekly mail also knows words of your own.",
)
SOURCE_CELLS = f"$B${BOTTOM + 2}:$B${BOTTOM + 1 + LINES}"
"""Also what the dropdown of Source offers."""
WIDTH, HEIGHT = 8, 5
"""Centimetres: as wide as its column of the Dashboard, and nine rows high."""
SMALL = 900
"""Nine points, in the hundredths that charts count in."""


def add_dashboard(workbook: Workbook) -> None:
    """Add the sheet. All of it is formulas but three things: Last checked, the goal, and the names of the sources."""
    sheet = workbook.create_sheet(TITLE)
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = 16.5, True
    _add_top(sheet)
    _add_tiles(sheet)
    _add_first_things(sheet)
    _add_due(sheet)
    _add_funnel(sheet)
    _add_weeks(sheet)
    _add_sources(sheet)
    _add_stages(sheet)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = look.HEADING
    set_page(sheet, TITLE)
    sheet.page_setup.fitToHeight = 1


def _add_top(sheet: Worksheet) -> None:
    sheet["B1"] = "How the search is going"
    sheet["B1"].font = face(16, bold=True, color=look.HEADING)
    sheet.row_dimensions[1].height = 30
    for cell, text in (("B3", "Last checked"), ("G3", "Goal: applications a week")):
        sheet[cell] = text
        sheet[cell].font = face(color=SOFT_INK)
    sheet["D3"] = FRESHNESS
    sheet["D3"].font = face(9, color=SOFT_INK)
    checked, goal = sheet[LAST_CHECKED], sheet[GOAL]
    checked.number_format, goal.value = DAY_FORMAT, APPLICATIONS_A_WEEK
    goal.fill = paper(look.TYPED)
    for cell in (checked, goal):
        cell.font, cell.border, cell.alignment = face(bold=True), HAIRLINE, Alignment(horizontal="left")
    alarm = DifferentialStyle(font=Font(color="FFFFFF", bold=True), fill=PatternFill(bgColor=look.ALARM))
    said = DifferentialStyle(font=Font(color=look.ALARM, bold=True))
    for cells, style in ((LAST_CHECKED, alarm), ("D3", said)):
        sheet.conditional_formatting.add(cells, Rule(type="expression", dxf=style, formula=[look.STALE]))
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


def _add_first_things(sheet: Worksheet) -> None:
    lines = []
    for place in range(1, LINES + 1):
        row = f"$A{TOP + 1 + place}"
        sheet[row.replace("$", "")] = counts.urgent_row(place)
        texts = [counts.of_row(heading, row) for heading in (Column.COMPANY, Column.FLAG, Column.NEXT_STEP)]
        lines.append((texts[0], counts.day_of_row(Column.DUE, row), *texts[1:]))
    _write(sheet, LEFT, TOP, "First things first", (Column.COMPANY, Column.DUE, Column.FLAG, Column.NEXT_STEP), lines)
    sheet[f"A{TOP + 1}"] = "Row"
    for number in range(TOP + 1, TOP + 2 + LINES):
        sheet[f"A{number}"].font = face(8, color=look.FAINT_INK)
        sheet[f"A{number}"].alignment = Alignment(horizontal="center", vertical="center")
        sheet[f"C{number}"].number_format = DAY_FORMAT
    add_flag_looks(sheet, f"D{TOP + 2}:D{TOP + 1 + LINES}", f"$D{TOP + 2}")


def _add_due(sheet: Worksheet) -> None:
    lines = [(str(flag), counts.flagged(flag)) for flag in Flag]
    cells = _write(sheet, RIGHT, TOP, "What is due", (Column.FLAG, "Leads"), lines)
    add_flag_looks(sheet, cells["G"], f"$G{TOP + 2}")
    _add_bars(sheet, f"J{TOP + 1}", cells["G"], cells["H"])


def _add_funnel(sheet: Worksheet) -> None:
    cells = _write(sheet, LEFT, MIDDLE, "How far they came", ("Step", "Leads"), counts.FUNNEL)
    for row, text in enumerate(WHAT_COUNTS, start=MIDDLE + LINES):
        sheet[f"B{row}"] = text
        sheet[f"B{row}"].font = face(8, color=look.FAINT_INK)
    _add_bars(sheet, f"E{MIDDLE + 1}", cells["B"], cells["C"])


def _add_weeks(sheet: Worksheet) -> None:
    lines = []
    for back, row in zip(reversed(range(LINES)), range(MIDDLE + 2, MIDDLE + 2 + LINES), strict=True):
        week = f"=TODAY()-WEEKDAY(TODAY(),2)+1-{7 * back}"
        sent = f"={counts.applied_between(f'$G{row}', f'$G{row}+7')}"
        lines.append((week, sent, f"={absolute_coordinate(GOAL)}"))
    cells = _write(sheet, RIGHT, MIDDLE, "Applications a week", ("Week from Monday", "Sent", "Goal"), lines)
    for row in range(MIDDLE + 2, MIDDLE + 2 + LINES):
        sheet[f"G{row}"].number_format = "d mmm"
    chart = _add_bars(sheet, f"J{MIDDLE + 1}", cells["G"], cells["H"], lying=False)
    line = LineChart()
    line.add_data(_range(sheet, cells["I"]), titles_from_data=False)
    dashes = LineProperties(solidFill=look.SECOND, w=22225, prstDash="dash")
    line.series[0].graphicalProperties = GraphicalProperties(ln=dashes)
    line.series[0].marker.symbol = "none"
    line.series[0].smooth = False
    chart += line


def _add_sources(sheet: Worksheet) -> None:
    first = BOTTOM + 2
    lines = [
        (source, counts.from_source(f"$B{row}", counts.SENT), counts.from_source(f"$B{row}", counts.ANSWERED))
        for row, source in zip(range(first, first + LINES), (*counts.SOURCES, None), strict=True)
    ]
    cells = _write(sheet, LEFT, BOTTOM, "Answers by source", ("Source (yours to change)", "Applied", "Answered"), lines)
    for row in range(first, first + LINES):
        sheet[f"B{row}"].fill = paper(look.TYPED)
    values = f"C{BOTTOM + 1}:D{first + LINES - 1}"
    _add_bars(sheet, f"E{BOTTOM + 1}", cells["B"], values, in_legend=True)


def _add_stages(sheet: Worksheet) -> None:
    lines = [(str(stage), counts.in_stage(stage)) for stage in Stage]
    cells = _write(sheet, RIGHT, BOTTOM, "Where they stand", (Column.STAGE, "Leads"), lines)
    _add_bars(sheet, f"J{BOTTOM + 1}", cells["G"], cells["H"])


def _write(
    sheet: Worksheet,
    columns: str,
    top: int,
    title: str,
    headings: Sequence[str],
    lines: Iterable[Sequence[object]],
) -> dict[str, str]:
    """Write a table with its title; return the cells of each of its columns."""
    for letter in columns:
        sheet[f"{letter}{top}"].border = DOUBLE_LINE
    sheet[f"{columns[0]}{top}"] = title
    sheet[f"{columns[0]}{top}"].font = face(11, bold=True)
    sheet.row_dimensions[top].height = 21
    for number in range(top + 1, top + 2 + LINES):
        sheet.row_dimensions[number].height = 16.5
    for letter, heading in zip(columns, headings, strict=False):
        sheet[f"{letter}{top + 1}"] = heading
        sheet[f"{letter}{top + 1}"].font = face(9, color=SOFT_INK)
        sheet[f"{letter}{top + 1}"].alignment = _aligned(letter, columns)
    number = top + 1
    for number, line in enumerate(lines, start=top + 2):
        for letter, value in zip(columns, line, strict=False):
            cell = sheet[f"{letter}{number}"]
            cell.value = value
            cell.font, cell.border = face(), HAIRLINE
            cell.alignment = _aligned(letter, columns)
    return {letter: f"{letter}{top + 2}:{letter}{number}" for letter, _ in zip(columns, headings, strict=False)}


def _aligned(letter: str, columns: str) -> Alignment:
    """All at the left, and all but the first with a little air: a coloured flag may stand before it."""
    return Alignment(horizontal="left", vertical="center", indent=int(letter != columns[0]))


def _add_bars(
    sheet: Worksheet, cell: str, labels: str, values: str, *, lying: bool = True, in_legend: bool = False
) -> BarChart:
    """Draw bars beside their table, from a range of labels and one of values, each of its columns a series.

    Args:
        sheet: where the ranges stand, and the chart.
        cell: its upper left corner.
        labels: one column of cells, "B9:B14".
        values: as many rows; with the name of each series on top where there is a legend.
        lying: bars to the right, the first on top; else upright ones.
        in_legend: whether the series are named; one needs no name.
    """
    chart = BarChart()
    chart.width, chart.height = WIDTH, HEIGHT
    chart.type, chart.gapWidth = ("bar" if lying else "col"), 45
    chart.add_data(_range(sheet, values), titles_from_data=in_legend)
    chart.set_categories(_range(sheet, labels))
    for series, ink in zip(chart.series, (look.PALE, look.ACCENT) if in_legend else (look.ACCENT,), strict=False):
        series.graphicalProperties = GraphicalProperties(solidFill=ink)
        series.invertIfNegative = False
        series.dLbls = None if in_legend else _values_at_the_bars()
    if in_legend:
        chart.overlap = 100  # the second lies within the first: a part of a whole
    else:
        chart.legend = None
    if lying:
        chart.x_axis.scaling.orientation = "maxMin"
    _quiet(chart)
    sheet.add_chart(chart, cell)
    return chart


def _range(sheet: Worksheet, cells: str) -> Reference:
    return Reference(range_string=f"'{sheet.title}'!{absolute_coordinate(cells)}")


def _values_at_the_bars() -> DataLabelList:
    labels = DataLabelList()
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    labels.numFmt = "0;;"  # a bar of nothing needs no number
    labels.txPr = _words()
    return labels


def _quiet(chart: BarChart) -> None:
    """No frame, no grid, no numbers on the axis that the bars already say."""
    chart.style = None
    chart.roundedCorners = False
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    chart.y_axis.majorGridlines = None
    chart.y_axis.delete = True
    chart.y_axis.scaling.min = 0
    chart.x_axis.delete = False
    chart.x_axis.majorTickMark = "none"
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=look.RULE))
    chart.x_axis.txPr = _words()
    if chart.legend:
        chart.legend.position = "b"
        chart.legend.txPr = _words()


def _words() -> RichText:
    kind = CharacterProperties(sz=SMALL, solidFill=SOFT_INK, latin=ChartFont(typeface=look.FACE))
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=kind), endParaRPr=kind)])
