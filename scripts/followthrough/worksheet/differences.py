"""What differs between two states of a workbook, in the words of its owner: company, column, before, after."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from followthrough.errors import FollowthroughError
from followthrough.judge import keys
from followthrough.ooxml.references import cell_name
from followthrough.values import as_text
from followthrough.worksheet.frames import read_frames
from followthrough.worksheet.read import read_workbook
from followthrough.worksheet.survey import open_book

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from followthrough.hints import Hints
    from followthrough.leads import LeadKey
    from followthrough.values import Cell
    from followthrough.worksheet.frames import Frame
    from followthrough.worksheet.read import Reading


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that is not the same: whose it is ("Acme, Analyst", or the cell), under which heading, and both states."""

    whose: str
    column: str
    before: str
    after: str


def find_differences(before: bytes, after: bytes, hints: Hints) -> list[Difference]:
    """Compare two states of a workbook.

    Leads are known again by company, role and applied date, wherever their rows have moved to; every other cell is
    compared where it stands. Sheets without leads, and workbooks that cannot be understood, are compared cell by cell.
    """
    try:
        old, new = read_workbook(before, hints), read_workbook(after, hints)
    except FollowthroughError:
        return list(_by_cell(_frames(before), _frames(after), skip=""))
    if old.worksheet != new.worksheet or old.layout.heading_row != new.layout.heading_row:
        return list(_by_cell(old.frames, new.frames, skip=""))
    return [*_by_lead(old, new), *_by_cell(old.frames, new.frames, skip=old.worksheet)]


def _frames(workbook: bytes) -> Mapping[str, Frame]:
    return {frame.name: frame for frame in read_frames(workbook, open_book(workbook).worksheets)}


def _by_lead(old: Reading, new: Reading) -> Iterator[Difference]:
    before, after = _rows_by_key(old), _rows_by_key(new)
    for key in dict.fromkeys((*before, *after)):
        name = _name(key, old, new)
        if key not in after:
            yield Difference(name, "the row", "there", "gone")
        elif key not in before:
            yield Difference(name, "the row", "not there", "new")
        else:
            there, here = before[key], after[key]
            for heading in dict.fromkeys((*there, *here)):
                if there.get(heading, "") != here.get(heading, ""):
                    yield Difference(name, heading, there.get(heading, ""), here.get(heading, ""))


def _rows_by_key(reading: Reading) -> dict[LeadKey, dict[str, str]]:
    """Each lead's cells by the text of their heading, ours among them."""
    layout = reading.layout
    headings = {column: as_text(cell) for column, cell in enumerate(layout.frame.rows[layout.heading_row - 1])}
    return {
        key: {
            heading: as_text(layout.frame.rows[lead.row - 1][column]) for column, heading in headings.items() if heading
        }
        for key, lead in zip(keys(reading.leads), reading.leads, strict=True)
    }


def _name(key: LeadKey, *readings: Reading) -> str:
    for reading in readings:
        for found, lead in zip(keys(reading.leads), reading.leads, strict=True):
            if found == key:
                return ", ".join(filter(None, (lead.company, lead.role))) or f"row {lead.row}"
    return key.company


def _by_cell(old: Mapping[str, Frame], new: Mapping[str, Frame], *, skip: str) -> Iterator[Difference]:
    for sheet in dict.fromkeys((*old, *new)):
        if sheet == skip:
            continue
        before = old[sheet].rows if sheet in old else []
        after = new[sheet].rows if sheet in new else []
        blank: list[Cell] = []
        for number, (there, here) in enumerate(zip_longest(before, after, fillvalue=blank), start=1):
            yield from _cells(sheet, number, there, here)


def _cells(sheet: str, number: int, there: list[Cell], here: list[Cell]) -> Iterator[Difference]:
    for column, (old, new) in enumerate(zip_longest(there, here), start=1):
        if as_text(old) != as_text(new):
            yield Difference(sheet, cell_name(number, column), as_text(old), as_text(new))
