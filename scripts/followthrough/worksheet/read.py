"""Workbook bytes in, leads and problems out: the one way a worksheet is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough.values import EPOCH_1904
from followthrough.worksheet.contact_log import is_log, join_logs
from followthrough.worksheet.frames import read_frames
from followthrough.worksheet.layout import Layout, find_layout
from followthrough.worksheet.rows import DayOrder, read_rows
from followthrough.worksheet.survey import open_book, survey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from followthrough.hints import Hints
    from followthrough.leads import Lead, Problem
    from followthrough.worksheet.frames import Frame


@dataclass(frozen=True, slots=True)
class Reading:
    """A workbook as it was understood."""

    layout: Layout
    leads: tuple[Lead, ...]
    problems: tuple[Problem, ...]
    day_orders: Mapping[str, DayOrder]
    frames: Mapping[str, Frame]
    """Every worksheet by name."""

    @property
    def worksheet(self) -> str:
        """The name of the sheet that holds the leads."""
        return self.layout.frame.name


def read_workbook(workbook: bytes, hints: Hints) -> Reading:
    """Read the leads of a workbook, and its two log sheets where they exist.

    Args:
        workbook: the bytes of the file, read once; the same bytes are patched later.
        hints: what the config says of it.

    Raises:
        WorkbookError: it cannot be used, and the sentence says why.
        ConfigError: the config names a heading that is not there.
    """
    book = open_book(workbook)
    frames = read_frames(workbook, book.worksheets)
    layout = find_layout([frame for frame in frames if not is_log(frame.name)], hints)
    shift = EPOCH_1904 if book.counts_from_1904 else 0
    rows = read_rows(layout, survey(book, layout.frame.name), hints, shift)
    logs = [frame for frame in frames if is_log(frame.name) and frame is not layout.frame]
    leads, problems = join_logs(rows.leads, logs, hints, shift)
    return Reading(layout, leads, (*rows.problems, *problems), rows.day_orders, {frame.name: frame for frame in frames})
