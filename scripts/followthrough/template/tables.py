"""The three sheets somebody types into, each one Excel table: Jobs, Contact log, Interviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.views import Pane, Selection

from followthrough.knowing.columns import Column, Kind, Shape
from followthrough.knowing.record import Record
from followthrough.ooxml.references import column_letters
from followthrough.template.formulas import A_NO, LAST_ROW
from followthrough.template.look import body_style, heading_style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet


class Plan(Record, frozen=True):
    """One of the sheets.

    Args:
        title: the name on its tab.
        table: the name of its table; Excel allows no spaces there.
        columns: from left to right.
        row_height: in points; every row has it, so that nobody has to write heights at night.
        tab: the colour of its tab.
    """

    title: str
    table: str
    columns: Sequence[Shape]
    row_height: float
    tab: str


def add_table_sheet(workbook: Workbook, plan: Plan, rows: Sequence[Mapping[str, object]]) -> Worksheet:
    """Add a sheet with its table, one blank row in it where there are none to fill in."""
    sheet: Worksheet = workbook.create_sheet(plan.title)
    _shape_columns(sheet, plan.columns)
    _write_headings(sheet, plan)
    _write_rows(sheet, plan, rows or ({},))
    _add_table(sheet, plan)
    add_entry_rules(sheet, plan.columns)
    _set_view(sheet, plan)
    set_page(sheet, plan.title)
    sheet.print_title_rows = "1:1"
    return sheet


def set_page(sheet: Worksheet, title: str) -> None:
    """Landscape, one page wide, on any paper."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.7
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    footer = HeaderFooterItem()
    footer.left.text, footer.right.text = title, "Page &P of &N"
    sheet.HeaderFooter.oddFooter = footer


def _shape_columns(sheet: Worksheet, columns: Sequence[Shape]) -> None:
    """Widths, folded columns, and the look of rows still to come."""
    for place, column in enumerate(columns, start=1):
        shape = sheet.column_dimensions[column_letters(place)]
        shape.width = column.width
        body_style(column).put_on(shape)
        if column.detail:
            shape.outlineLevel, shape.hidden = 1, True
        elif place < len(columns) and columns[place].detail:
            shape.collapsed = True
    sheet.sheet_properties.outlinePr = Outline(summaryRight=False)
    sheet.sheet_format.outlineLevelCol = int(any(column.detail for column in columns))


def _write_headings(sheet: Worksheet, plan: Plan) -> None:
    for place, column in enumerate(plan.columns, start=1):
        cell = sheet.cell(1, place, column.heading)
        heading_style(column).put_on(cell)
    sheet.row_dimensions[1].height = 42  # the filter buttons lie at its bottom, below the words


def _write_rows(sheet: Worksheet, plan: Plan, rows: Sequence[Mapping[str, object]]) -> None:
    known = {column.heading for column in plan.columns}
    for number, row in enumerate(rows, start=2):
        if strange := row.keys() - known:
            raise ValueError(f"{plan.title} has no column {min(strange)}")
        sheet.row_dimensions[number].height = plan.row_height
        for place, column in enumerate(plan.columns, start=1):
            body_style(column).put_on(sheet.cell(number, place))
            _fill(sheet.cell(number, place), row.get(column.heading))
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = plan.row_height, True


def _fill(cell: Cell | MergedCell, value: object) -> None:
    """Write a value; text that starts with = stays text."""
    if value is None:
        return
    cell.value = value  # type: ignore[assignment] # openpyxl itself turns away what no cell can hold
    if isinstance(value, str):
        cell.data_type = "s"


def _add_table(sheet: Worksheet, plan: Plan) -> None:
    table = Table(displayName=plan.table, ref=sheet.dimensions)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)


def _set_view(sheet: Worksheet, plan: Plan) -> None:
    """The headings and the first two columns stay in view; the first free name is selected."""
    sheet.sheet_view.pane = Pane(xSplit=2, ySplit=1, topLeftCell="C2", activePane="bottomLeft", state="frozen")
    sheet.sheet_view.selection = [
        Selection(pane="topRight", activeCell="C1", sqref="C1"),
        Selection(pane="bottomLeft", activeCell="A2", sqref="A2"),
        Selection(pane="bottomRight", activeCell="C2", sqref="C2"),
    ]
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = plan.tab


FIRST_DAY = 36526
"""1 January 2000 as Excel counts days: anything before it is a slip of the year."""
THIS_YEAR = "TODAY()+366"
LIKE = "Type it like 2026-11-23 or 23 Nov 2026."


def add_entry_rules(sheet: Worksheet, columns: Sequence[Shape]) -> None:
    """Put every column's check and hint on a sheet."""
    for place, column in enumerate(columns, start=1):
        letter = column_letters(place)
        rule = _RULES[column.kind](column, f"{letter}2") if column.kind in _RULES else DataValidation(allow_blank=True)
        if column.hint or rule.type:
            _put(sheet, rule, f"{letter}2:{letter}{LAST_ROW}", column.heading, column.hint)


def ask_for_day(sheet: Worksheet, cell: str, title: str, prompt: str) -> None:
    """Let a cell take a day and nothing else, and say what for when it is entered."""
    _put(sheet, _day(), cell, title, prompt)


def _put(sheet: Worksheet, rule: DataValidation, cells: str, title: str, prompt: str) -> None:
    if prompt:
        rule.promptTitle, rule.prompt, rule.showInputMessage = title, prompt, True
    rule.add(cells)
    sheet.add_data_validation(rule)


def _checked(kind: Literal["date", "whole", "list", "custom"], title: str, text: str, *formulas: str) -> DataValidation:
    """A check of one of Excel's kinds, by one formula or between two, with the message for what fails it."""
    rule = DataValidation(type=kind, allow_blank=True)
    rule.formula1, rule.formula2 = (*formulas, None)[:2]
    rule.operator = "between" if len(formulas) > 1 else None
    rule.errorTitle, rule.error, rule.showErrorMessage = title, text, True
    return rule


def _choice(column: Shape, _: str) -> DataValidation:
    words, listed = ", ".join(column.choices), f'"{",".join(column.choices)}"'
    if column.heading != Column.STAGE:
        return _checked("list", "A word from the list", f"Please choose one of: {words}.", listed)
    known = f"{A_NO}, Ghosted, Withdrawn and the like are understood too: press Yes. Else choose one of: {words}."
    rule = _checked("list", "Not in the list", known, listed)
    rule.errorStyle = "warning"
    return rule


def _listed(column: Shape, _: str) -> DataValidation:
    if column.listed != "Companies":
        return DataValidation(type="list", formula1=column.listed, allow_blank=True)
    text = "No row on Jobs has this company. If you are about to add it, press Yes; otherwise choose it from the list."
    rule = _checked("list", "Not on Jobs yet", text, column.listed)
    rule.errorStyle = "warning"
    return rule


def _day(*_: object) -> DataValidation:
    text = f"That is no date, or its year is far away. {LIKE}"
    return _checked("date", "A date, please", text, str(FIRST_DAY), THIS_YEAR)


def _past_day(*_: object) -> DataValidation:
    text = f"This is for what has happened: today or earlier. {LIKE}"
    return _checked("date", "A day that has been", text, str(FIRST_DAY), "TODAY()")


def _day_or_yes(_: Shape, cell: str) -> DataValidation:
    formula = f'OR({_is_day(cell, "TODAY()")},LOWER({cell})="yes",LOWER({cell})="no")'
    text = f"Put the day you thanked them here, or just yes. {LIKE}"
    return _checked("custom", "The day, or yes", text, formula)


def _day_or_never(_: Shape, cell: str) -> DataValidation:
    formula = f'OR({_is_day(cell, THIS_YEAR)},LOWER({cell})="never")'
    text = f"Put the day here until which it may rest, or the word never. {LIKE}"
    return _checked("custom", "A date, or never", text, formula)


def _is_day(cell: str, latest: str) -> str:
    return f"AND(ISNUMBER({cell}),{cell}>={FIRST_DAY},{cell}<={latest})"


def _yes_no(*_: object) -> DataValidation:
    text = "Yes or No will do. If this is the day it happened, that is fine too: press OK."
    rule = _checked("list", "Yes, No or a date", text, '"Yes,No"')
    rule.errorStyle = "information"
    return rule


def _count(column: Shape, _: str) -> DataValidation:
    low, high = map(str, column.range)
    text = f"A whole number from {low} to {high}, please, or leave it blank."
    return _checked("whole", "A whole number", text, low, high)


_RULES: Mapping[Kind, Callable[[Shape, str], DataValidation]] = {
    Kind.CHOICE: _choice,
    Kind.LISTED: _listed,
    Kind.DAY: _day,
    Kind.PAST_DAY: _past_day,
    Kind.DAY_OR_YES: _day_or_yes,
    Kind.DAY_OR_NEVER: _day_or_never,
    Kind.YES_NO: _yes_no,
    Kind.COUNT: _count,
}
