"""The six blocks of the Dashboard, two beside each other: a short table, and a chart of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.styles import Alignment

from followthrough.leads import Flag, Stage
from followthrough.worksheet import template_charts as charts
from followthrough.worksheet import template_counts as counts
from followthrough.worksheet.template_columns import SOURCES
from followthrough.worksheet.template_flags import add_flag_looks
from followthrough.worksheet.template_look import (
    DAY_FORMAT,
    DOUBLE_LINE,
    FAINT_INK,
    HAIRLINE,
    SOFT_INK,
    TYPED,
    face,
    paper,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

LEFT, RIGHT = "BCDE", "GHIJ"
TOP, MIDDLE, BOTTOM = 8, 20, 32
LINES = 8
"""Rows of each table."""
SOURCE_CELLS = f"$B${BOTTOM + 2}:$B${BOTTOM + 1 + LINES}"
"""Also what the dropdown of Source offers."""


def add_blocks(sheet: Worksheet, goal: str) -> None:
    """Fill the sheet below its first lines.

    Args:
        sheet: the Dashboard.
        goal: the cell that holds the applications to be sent a week.
    """
    _add_first_things(sheet)
    _add_flags(sheet)
    _add_funnel(sheet)
    _add_weeks(sheet, goal)
    _add_sources(sheet)
    _add_stages(sheet)


def _add_first_things(sheet: Worksheet) -> None:
    lines = []
    for place in range(1, LINES + 1):
        row = f"$A{TOP + 1 + place}"
        sheet[row.replace("$", "")] = counts.urgent_row(place)
        texts = [counts.of_row(heading, row) for heading in ("Company", "Flag", "Next step")]
        lines.append((texts[0], counts.day_of_row("Due", row), *texts[1:]))
    _write(sheet, LEFT, TOP, "First things first", ("Company", "Due", "Flag", "Next step"), lines)
    sheet[f"A{TOP + 1}"] = "Row"
    for number in range(TOP + 1, TOP + 2 + LINES):
        sheet[f"A{number}"].font = face(8, color=FAINT_INK)
        sheet[f"A{number}"].alignment = Alignment(horizontal="center")
        sheet[f"C{number}"].number_format = DAY_FORMAT
    add_flag_looks(sheet, f"D{TOP + 2}:D{TOP + 1 + LINES}", f"$D{TOP + 2}")


def _add_flags(sheet: Worksheet) -> None:
    lines = [(str(flag), counts.flagged(flag)) for flag in Flag]
    cells = _write(sheet, RIGHT, TOP, "What is due", ("Flag", "Leads"), lines)
    add_flag_looks(sheet, cells["G"], f"$G{TOP + 2}")
    charts.place(sheet, charts.bars(sheet, cells["G"], cells["H"]), f"J{TOP + 1}")


def _add_funnel(sheet: Worksheet) -> None:
    cells = _write(sheet, LEFT, MIDDLE, "How far they came", ("Step", "Leads"), counts.FUNNEL)
    charts.place(sheet, charts.bars(sheet, cells["B"], cells["C"]), f"E{MIDDLE + 1}")


def _add_weeks(sheet: Worksheet, goal: str) -> None:
    lines = []
    for back, row in zip(reversed(range(LINES)), range(MIDDLE + 2, MIDDLE + 2 + LINES), strict=True):
        week = f"=TODAY()-WEEKDAY(TODAY(),2)+1-{7 * back}"
        sent = f"={counts.applied_between(f'$G{row}', f'$G{row}+7')}"
        lines.append((week, sent, f"=${goal[0]}${goal[1:]}"))
    cells = _write(sheet, RIGHT, MIDDLE, "Applications a week", ("Week from Monday", "Sent", "Goal"), lines)
    for row in range(MIDDLE + 2, MIDDLE + 2 + LINES):
        sheet[f"G{row}"].number_format = "d mmm"
    chart = charts.bars(sheet, cells["G"], cells["H"], lying=False)
    charts.add_goal(chart, sheet, cells["I"])
    charts.place(sheet, chart, f"J{MIDDLE + 1}")


def _add_sources(sheet: Worksheet) -> None:
    first = BOTTOM + 2
    lines = [
        (source, counts.sent_from(f"$B{row}"), counts.answered_from(f"$B{row}"))
        for row, source in zip(range(first, first + LINES), (*SOURCES, None), strict=True)
    ]
    cells = _write(sheet, LEFT, BOTTOM, "Answers by source", ("Source (yours to change)", "Applied", "Answered"), lines)
    for row in range(first, first + LINES):
        sheet[f"B{row}"].fill = paper(TYPED)
    values = f"C{BOTTOM + 1}:D{first + LINES - 1}"
    charts.place(sheet, charts.bars(sheet, cells["B"], values, in_legend=True), f"E{BOTTOM + 1}")


def _add_stages(sheet: Worksheet) -> None:
    lines = [(str(stage), counts.in_stage(stage)) for stage in Stage]
    cells = _write(sheet, RIGHT, BOTTOM, "Where they stand", ("Stage", "Leads"), lines)
    charts.place(sheet, charts.bars(sheet, cells["G"], cells["H"]), f"J{BOTTOM + 1}")


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
