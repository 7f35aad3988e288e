"""The cell named PauseUntil: a day of rest for the whole search (rules 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.leads import Problem
from followthrough.knowing.policy import PAUSE, Pause
from followthrough.ooxml.references import cell_name
from followthrough.reading.cells import Unreadable
from followthrough.reading.dates import A_DATE, EPOCH_1904, DateWays, date_before_remark, read_date
from followthrough.reading.survey import Survey, find_named_cell, quoted

if TYPE_CHECKING:
    from followthrough.knowing.hints import Hints
    from followthrough.reading.cells import Cell
    from followthrough.reading.workbook import Workbook

A_PAUSE = f"{A_DATE}, or blank"


def read_pause(workbook: Workbook, hints: Hints) -> Pause | Problem | None:
    """Until when the whole search rests, as the workbook says; None where it says nothing.

    Args:
        workbook: the opened workbook; the cell may stand on any worksheet.
        hints: for the order of day and month.

    Returns:
        a Problem where the cell holds something that is no certain date.
    """
    sheet, place = find_named_cell(workbook.package, PAUSE) or ("", None)
    if not place or sheet not in workbook.worksheets:
        return None
    (frame,) = workbook.frames([sheet])
    is_inside = place.row <= len(frame.rows) and place.column <= len(frame.rows[0])
    cell: Cell = frame.rows[place.row - 1][place.column - 1] if is_inside else None
    broken = Survey(workbook.package.sheet(sheet)).broken.get((place.row, place.column - 1))
    shift = EPOCH_1904 if workbook.package.counts_from_1904 else 0
    ways = DateWays(day_first=hints.day_first, serial_shift=shift)
    read = Unreadable(broken, A_DATE) if broken else date_before_remark(cell, ways) or read_date(cell, ways)
    where = f"{quoted(sheet)}!{cell_name(*place)}"
    if isinstance(read, Unreadable):
        return Problem(place.row, where, PAUSE, read.found, A_PAUSE)
    return Pause(read, where, place.row) if read else None
