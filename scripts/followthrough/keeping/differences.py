"""What differs between two states of a workbook, in the words of its owner: company, column, before, after."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from itertools import zip_longest
from typing import TYPE_CHECKING

from followthrough.judging.judge import keys
from followthrough.knowing.errors import FollowthroughError
from followthrough.knowing.record import Record
from followthrough.ooxml.references import cell_name, column_letters
from followthrough.reading.cells import as_text
from followthrough.reading.workbook import open_workbook
from followthrough.understanding.read import read_leads

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from followthrough.knowing.hints import Hints
    from followthrough.knowing.leads import Lead, LeadKey
    from followthrough.reading.cells import Cell
    from followthrough.reading.frames import Frame
    from followthrough.reading.workbook import Workbook
    from followthrough.understanding.layout import Layout
    from followthrough.understanding.read import Reading

    Row = tuple[int, list[Cell]]


class Difference(Record, frozen=True):
    """A cell that is not the same: whose it is ("Acme, Analyst", or the cell), under which heading, and both states."""

    whose: str
    column: str
    before: str
    after: str


def find_differences(before: bytes, after: bytes, hints: Hints) -> list[Difference]:
    """Compare two states of a workbook.

    Leads are known again by company, role and applied date, wherever their rows have moved to; every other cell is
    compared where it stands, and other rows below the leads in their order. Workbooks that cannot be understood are
    compared cell by cell.

    Raises:
        WorkbookError: one of the two is not a workbook.
    """
    opened = open_workbook(before), open_workbook(after)
    by_lead: list[Difference] = []
    places: dict[str, int] = {}
    with suppress(FollowthroughError):
        old, new = (read_leads(workbook, hints) for workbook in opened)
        if list(_places(old).items()) == list(_places(new).items()):
            by_lead, places = [*_by_lead(old, new), *_beside_leads(old, new)], _places(old)
    return [*by_lead, *_by_cell(*map(_frames, opened), skip=places)]


def _places(reading: Reading) -> dict[str, int]:
    """The worksheets with leads, and the row of the headings in each."""
    return {layout.frame.name: layout.heading_row for layout in reading.layouts}


def _frames(workbook: Workbook) -> Mapping[str, Frame]:
    return {frame.name: frame for frame in workbook.frames(workbook.worksheets)}


def _by_lead(old: Reading, new: Reading) -> Iterator[Difference]:
    before, after = _cells_by_key(old), _cells_by_key(new)
    names = {**_names(new), **_names(old)}
    for key in dict.fromkeys((*before, *after)):
        if key not in after:
            yield Difference(names[key], "the row", "there", "gone")
        elif key not in before:
            yield Difference(names[key], "the row", "not there", "new")
        else:
            there, here = before[key], after[key]
            for heading in dict.fromkeys((*there, *here)):
                if there.get(heading, "") != here.get(heading, ""):
                    yield Difference(names[key], heading, there.get(heading, ""), here.get(heading, ""))


def _cells_by_key(reading: Reading) -> dict[LeadKey, dict[str, str]]:
    """Each lead's cells by their heading, ours among them."""
    headings = {layout.frame.name: _headings(layout) for layout in reading.layouts}
    cells = {}
    for key, lead in _leads(reading):
        frame = reading.layout_of(lead).frame
        row = frame.rows[lead.row - 1]
        cells[key] = {heading: as_text(row[column]) for column, heading in headings[frame.name].items()}
    return cells


def _headings(layout: Layout) -> dict[int, str]:
    """Column -> the text of its heading; with the column's letters where there is none, or another has the same."""
    texts = [as_text(cell) for cell in layout.frame.rows[layout.heading_row - 1]]
    times = Counter(texts)
    return {
        column: text if text and times[text] == 1 else f"{text} (column {column_letters(column + 1)})".lstrip()
        for column, text in enumerate(texts)
    }


def _names(reading: Reading) -> dict[LeadKey, str]:
    return {key: ", ".join(filter(None, (lead.company, lead.role))) or lead.place for key, lead in _leads(reading)}


def _leads(reading: Reading) -> Iterable[tuple[LeadKey, Lead]]:
    return zip(keys(reading.leads), reading.leads, strict=True)


def _beside_leads(old: Reading, new: Reading) -> Iterator[Difference]:
    """Rows of the leads' worksheet that hold none: titles, headings, totals, and what could not be read as a lead."""
    none: Row = (0, [])
    for before, after in zip(old.layouts, new.layouts, strict=True):
        for there, here in zip_longest(_other_rows(old, before), _other_rows(new, after), fillvalue=none):
            yield from _cells(before.frame.name, here[0] or there[0], there[1], here[1])


def _other_rows(reading: Reading, layout: Layout) -> list[Row]:
    """Row numbers and cells: all down to the headings, then those below that are neither leads nor blank."""
    rows = list(enumerate(layout.frame.rows, start=1))
    leads = {lead.row for lead in reading.leads_on(layout)}
    top = layout.heading_row
    below = (each for each in rows[top:] if each[0] not in leads and any(as_text(cell) for cell in each[1]))
    return [*rows[:top], *below]


def _by_cell(old: Mapping[str, Frame], new: Mapping[str, Frame], *, skip: Collection[str]) -> Iterator[Difference]:
    for sheet in dict.fromkeys((*old, *new)):
        if sheet in skip:
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
