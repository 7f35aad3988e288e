"""A workbook opened once: its package, and its worksheets as pandas reads them, each looked at when first asked for."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookError
from followthrough.knowing.leads import Problem
from followthrough.knowing.policy import PAUSE, Pause
from followthrough.knowing.record import Record, field
from followthrough.ooxml.forbidden_cells import merged_blocks
from followthrough.ooxml.package import open_package
from followthrough.ooxml.references import MOST_COLUMNS, MOST_ROWS, cell_name, column_number
from followthrough.ooxml.xml import damaged
from followthrough.reading.cells import Unreadable
from followthrough.reading.dates import A_DATE, EPOCH_1904, DateWays, date_before_remark, read_date
from followthrough.reading.frames import read_frames, readable
from followthrough.reading.survey import Survey, find_named_cell, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from followthrough.knowing.hints import Hints
    from followthrough.ooxml.package import Package
    from followthrough.ooxml.references import Range
    from followthrough.ooxml.sheet import Sheet
    from followthrough.reading.cells import Cell
    from followthrough.reading.frames import Frame

A_PAUSE = f"{A_DATE}, or blank"
MOST_CELLS = 5_000_000
"""More than any list of jobs; pandas holds a sheet's whole rectangle in memory, however empty it is."""
MOST_BLANK_ROWS = 10_000
"""Blank rows between two filled ones: what stands further down was put there by a slip of the keyboard."""
MOST_DIGITS = 8
"""Of a row's number: one more than any row has."""
_OF_OTHERS = re.compile(r":(?:c|row)\s")
"""A cell or a row whose name has a prefix: the reader of pandas may take it for one of the sheet's."""
_REFERENCE = re.compile(r"""<(?:[\w.-]+:)?(?:c|row)\s(?:[^<>]*?\s)??r\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")


class Workbook(Record, frozen=True, eq=False, dict=True):
    """An opened workbook, handed to everything that reads or writes it; what was once looked at is kept."""

    package: Package
    _frames: dict[str, Frame] = field(default_factory=dict)
    _surveys: dict[str, Survey] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self.package.archive.raw

    @property
    def worksheets(self) -> list[str]:
        """The names of its worksheets, in their order."""
        return [sheet.name for sheet in self.package.worksheets]

    def frames(self, names: Iterable[str]) -> list[Frame]:
        """Some worksheets as pandas reads them; all that were not read yet are read together.

        Raises:
            WorkbookError: one is damaged, or reaches further than can be read.
        """
        wanted = list(names)
        merged = {}
        for name in (name for name in wanted if name not in self._frames):
            sheet = self.package.sheet(name)
            _refuse_vast(name, sheet)
            merged[name] = tuple(merged_blocks(sheet))
        if merged:
            self._frames.update({frame.name: frame for frame in self._read(merged)})
        return [self._frames[name] for name in wanted]

    def survey(self, name: str) -> Survey:
        """What stands behind the cells of a worksheet."""
        if name not in self._surveys:
            self._surveys[name] = Survey(name, self.package.sheet(name))
        return self._surveys[name]

    def _read(self, merged: Mapping[str, tuple[Range, ...]]) -> list[Frame]:
        """Read worksheets; cells at which the reader stops are texts for it."""
        try:
            return read_frames(readable(self.package, merged, is_thorough=False), merged)
        except WorkbookError:
            content = readable(self.package, merged, is_thorough=True)
            if content == self.content:
                raise
            return read_frames(content, merged)


def open_workbook(content: bytes) -> Workbook:
    """Open a workbook.

    Args:
        content: the bytes of the file.

    Raises:
        WorkbookError: it is encrypted, damaged, no .xlsx, or has no worksheet of rows.
    """
    workbook = Workbook(open_package(content))
    if not workbook.worksheets:
        raise WorkbookError("This workbook has no worksheet with rows: only charts or old kinds of sheets.")
    return workbook


def _refuse_vast(name: str, sheet: Sheet) -> None:
    """Look before pandas does: one stray reference makes its reader ask for more memory than there is."""
    width, height = _size(sheet)
    if width > MOST_COLUMNS or height > MOST_ROWS:
        raise damaged(f"a cell of worksheet “{name}” has a reference beyond the last one there can be")
    if width * height <= MOST_CELLS and (height <= MOST_BLANK_ROWS or _is_dense(sheet)):
        return
    reaches = {number: last for number in sorted(sheet.rows) if (last := sheet.reach(number).last_filled)}
    rows, widths = (0, *reaches), (0, *sorted(set(reaches.values())))
    gap, jump = (max((after - before for before, after in pairwise(far)), default=0) for far in (rows, widths))
    if rows[-1] * widths[-1] > MOST_CELLS or gap > MOST_BLANK_ROWS:
        is_below = gap * MOST_COLUMNS >= jump * MOST_ROWS
        row = rows[-1] if is_below else next(number for number, last in reaches.items() if last == widths[-1])
        raise WorkbookError(
            f"Worksheet “{name}” reaches to {cell_name(row, reaches[row])}, further than can be read: "
            "delete what stands far below or far to the right of your list."
        )


def _size(sheet: Sheet) -> tuple[int, int]:
    """The farthest column and row that any cell claims to be in."""
    height, place = max(sheet.rows, default=1), (sheet.data.open_end, sheet.data.close_start)
    lasts = () if _OF_OTHERS.search(sheet.part.text, *place) else [sheet.last_column(number) for number in sheet.rows]
    known = [last for last in lasts if last is not None]
    if known and len(known) == len(lasts):
        return max(known), height
    references = _REFERENCE.findall(sheet.part.text, *place)
    width = max(map(_column, {letters for letters, _ in references}), default=1)
    return width, max(map(int, {digits[:MOST_DIGITS] for _, digits in references}), default=height)


def _is_dense(sheet: Sheet) -> bool:
    """Whether a look at the rows' text tells that values follow each other closely down the sheet."""
    value = f"<{sheet.prefix}v>"
    rows = (0, *(row.number for row in sheet.rows.values() if sheet.part.text.find(value, row.start, row.end) >= 0))
    return all(after - before <= MOST_BLANK_ROWS for before, after in pairwise((*rows, max(sheet.rows))))


def _column(letters: str) -> int:
    return column_number(letters.upper()) if len(letters) <= len("XFD") else MOST_COLUMNS + 1


def read_pause(workbook: Workbook, hints: Hints) -> Pause | Problem | None:
    """Until when the whole search rests, as the cell named PauseUntil says on any worksheet (rules 5).

    None where it says nothing, a Problem where it holds something that is no certain date.
    """
    sheet, place = find_named_cell(workbook.package, PAUSE) or ("", None)
    if not place or sheet not in workbook.worksheets:
        return None
    (frame,) = workbook.frames([sheet])
    is_inside = place.row <= len(frame.rows) and place.column <= len(frame.rows[0])
    cell: Cell = frame.rows[place.row - 1][place.column - 1] if is_inside else None
    broken = workbook.survey(sheet).broken.get((place.row, place.column - 1))
    shift = EPOCH_1904 if workbook.package.counts_from_1904 else 0
    ways = DateWays(day_first=hints.day_first, serial_shift=shift)
    read = Unreadable(broken, A_DATE) if broken else date_before_remark(cell, ways) or read_date(cell, ways)
    where = f"{quoted(sheet)}!{cell_name(*place)}"
    if isinstance(read, Unreadable):
        return Problem(place.row, where, PAUSE, read.found, A_PAUSE)
    return Pause(read, where, place.row) if read else None
