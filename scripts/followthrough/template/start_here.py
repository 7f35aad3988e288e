"""Start here: one screen that says how a day goes, which cell clears which flag, and who writes what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.styles import Alignment

from followthrough.knowing.steps import Flag
from followthrough.template.formulas import A_NO
from followthrough.template.look import (
    DAY_FORMAT,
    DOUBLE_LINE,
    HAIRLINE,
    HEADING,
    SOFT_INK,
    TYPED,
    add_flag_looks,
    face,
    paper,
)
from followthrough.template.tables import ask_for_day, set_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TITLE = "Start here"
FIRST = 2
"""The column in which the lines begin; the one before it is margin."""
PAUSE_UNTIL = "C9"
"""The one cell to type into: a day until which the whole search rests."""
DAY = (
    ("1", "Found a job?", "Type it on the first free row of Jobs: Company and Role will do. Stage may stay blank."),
    ("2", "In the morning", "Filter Flag for Overdue and Due, or look at Dashboard. Do those, then you are done."),
    ("3", "Called or wrote?", "A line on Contact log: Ctrl + ; for today, the company, the outcome. That is all."),
    (
        "4",
        "Had an interview?",
        "A line on Interviews for each person you met. On Jobs, Decision by, if they named a day.",
    ),
    ("5", "They said no?", f"Stage: {A_NO}. It is no word of the list, and is understood; Closed will do as well."),
    ("6", "Going away?", None, "Type the day you are back in the yellow cell: every lead rests until then."),
)
CLEARS = (
    (Flag.OVERDUE, "The good days for it have passed. Today is still better than tomorrow.",
     "What Why says at its end: mostly Last follow-up, Thank-you sent or Applied on."),
    (Flag.DUE, "A good day for it is today.", "The same cell. Or a line on Contact log."),
    (Flag.CHECK_ROW, "A cell cannot be read, or does not fit.", "The cell that Why names."),
    (Flag.MOVE_ON, "You did what you could. Keep your hope for the next one.",
     "Stage: Moved on. Or leave it; an answer brings it back."),
    (Flag.WAITING, "Nothing to do before Due comes near.", "Nothing. To hear less of it: Snooze until."),
    (Flag.CLOSED, "It is over, or you have started there.", "Nothing."),
)  # fmt: skip
WRITES = (
    (
        "The night writes",
        "Flag, Next step, Due, How and Why on Jobs, and Last checked on Dashboard. Nothing else, ever.",
    ),
    ("Yours alone", "Every other cell, your colours, your own columns and sheets. It never changes a Stage for you."),
    ("Folded away", "Press + above the headings, or 2 at their left, for Apply by, Decision by, Location and more."),
    ("Dates", "Type them like 2026-11-23 or 23 Nov 2026. Nobody guesses: what cannot be read is shown to you."),
    ("Other words?", "Rename any heading you like, and tell config.toml what you called it."),
)


def add_start_here(workbook: Workbook) -> None:
    """Add the sheet: words, and one cell to type into."""
    sheet = workbook.create_sheet(TITLE)
    for letter, width in {"A": 3, "B": 20, "C": 62, "D": 66}.items():
        sheet.column_dimensions[letter].width = width
    sheet["B1"] = "Follow up on the right day, and know when to stop"
    sheet["B1"].font = face(16, bold=True, color=HEADING)
    sheet.row_dimensions[1].height = 34
    row = _write(sheet, 3, "How a day goes", [(f"{number}  {what}", *how) for number, what, *how in DAY])
    _add_pause(sheet)
    first = row + 2
    row = _write(
        sheet, row + 1, "Which cell clears which flag", [(str(f), means, clears) for f, means, clears in CLEARS]
    )
    add_flag_looks(sheet, f"B{first}:B{row - 1}", f"$B{first}")
    _write(sheet, row + 1, "Who writes what", WRITES)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = "F7CF6B"
    set_page(sheet, TITLE)


def _add_pause(sheet: Worksheet) -> None:
    cell = sheet[PAUSE_UNTIL]
    cell.fill, cell.number_format = paper(TYPED), DAY_FORMAT
    cell.font = face(bold=True)
    prompt = "No follow-ups before this day, and afterwards nothing is late because of the days of rest."
    ask_for_day(sheet, PAUSE_UNTIL, "Pause until", prompt)


def _write(sheet: Worksheet, top: int, title: str, lines: Sequence[Sequence[str | None]]) -> int:
    """Write a title and its lines; return the first row below."""
    sheet.cell(top, FIRST, title).font = face(11, bold=True)
    for column in range(FIRST, FIRST + 3):
        sheet.cell(top, column).border = DOUBLE_LINE
    for row, line in enumerate(lines, start=top + 1):
        for column, text in enumerate(line, start=FIRST):
            cell = sheet.cell(row, column, text)
            is_name = column == FIRST
            cell.font = face(bold=True) if is_name else face(color=SOFT_INK)
            cell.border = HAIRLINE
            cell.alignment = Alignment(horizontal="left", vertical="center", indent=int(not is_name))
        sheet.row_dimensions[row].height = 19.5
    return top + 1 + len(lines)
