"""Our columns taken away again, with the bytes that were there before them as far as a snapshot tells."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from followthrough.knowing.errors import FollowthroughError
from followthrough.ooxml.references import cell_name
from followthrough.reading.cells import is_blank
from followthrough.reading.workbook import open_workbook
from followthrough.understanding.read import read_leads
from followthrough.writing.as_before import as_before
from followthrough.writing.changes import apply_changes, plan_columns
from followthrough.writing.columns import remove_columns
from followthrough.writing.patch import patch_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from followthrough.knowing.hints import Hints
    from followthrough.ooxml.cells import CellValue
    from followthrough.understanding.layout import Layout
    from followthrough.understanding.read import Reading


def without_columns(reading: Reading, hints: Hints, snapshots: Iterable[bytes]) -> bytes:
    """The workbook without our columns.

    Args:
        reading: the workbook of now.
        hints: how it is read.
        snapshots: the workbook as it was earlier, the newest first; the first without our columns is used.
    """
    ours = [layout for layout in reading.layouts if layout.own.columns]
    present = _removed(reading.workbook.content, ours)
    for content in snapshots:
        try:
            workbook = open_workbook(content)
            layouts = read_leads(workbook, hints, leaves_open=True).layouts
            if any(layout.own for layout in layouts):
                continue
            added = apply_changes(workbook, plan_columns(workbook, layouts))
            expected = _removed(patch_workbook(added, {each.frame.name: _cells(each) for each in ours}), ours)
            whole = as_before(present, expected, content)
            return whole if _says_the_same(whole, present) else present
        except FollowthroughError:
            return present  # it was another list then, or could not be read
    return present


def _removed(workbook: bytes, layouts: Sequence[Layout]) -> bytes:
    for layout in layouts:
        headings = [layout.own.headings[name] for name in layout.own.columns]
        workbook = remove_columns(workbook, layout.frame.name, layout.heading_row, headings)
    return workbook


def _cells(layout: Layout) -> dict[str, CellValue]:
    """What stands in our columns below their headings."""
    rows = enumerate(layout.candidate.rows, start=layout.heading_row + 1)
    filled = {
        cell_name(number, column + 1): row[column]
        for number, row in rows
        for column in layout.own.columns.values()
        if not is_blank(row[column])
    }
    return {name: value.date() if isinstance(value, datetime) else _plain(value) for name, value in filled.items()}


def _plain(value: object) -> CellValue:
    return value if isinstance(value, str | int | float | date) else str(value)


def _says_the_same(one: bytes, other: bytes) -> bool:
    """Whether every cell of every worksheet holds the same: nothing of anybody's goes with our columns."""
    books = [open_workbook(content) for content in (one, other)]
    names = [book.worksheets for book in books]
    frames = [book.frames(book.worksheets) for book in books]
    return names[0] == names[1] and [_filled(f.rows) for f in frames[0]] == [_filled(f.rows) for f in frames[1]]


def _filled(rows: Sequence[Sequence[object]]) -> dict[tuple[int, int], object]:
    return {
        (down, right): cell for down, row in enumerate(rows) for right, cell in enumerate(row) if not is_blank(cell)
    }
