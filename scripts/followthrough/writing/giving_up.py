"""Our columns taken away again, with the bytes that were there before them as far as a snapshot tells."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from followthrough.knowing.errors import FollowthroughError
from followthrough.ooxml.looks import ELEMENT_ORDER
from followthrough.ooxml.package import open_package
from followthrough.ooxml.parts import unpack
from followthrough.ooxml.references import cell_name
from followthrough.ooxml.sheet import read_sheet
from followthrough.ooxml.xml import place_in_order
from followthrough.ooxml.zip import read_archive, write_archive
from followthrough.reading.cells import is_blank
from followthrough.reading.workbook import open_workbook
from followthrough.understanding.read import read_leads
from followthrough.writing.changes import apply_changes, plan_columns
from followthrough.writing.columns import remove_columns
from followthrough.writing.patch import patch_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from followthrough.knowing.hints import Hints
    from followthrough.ooxml.cells import CellValue
    from followthrough.ooxml.package import Package
    from followthrough.ooxml.sheet import Sheet
    from followthrough.understanding.layout import Layout
    from followthrough.understanding.read import Reading


Pieces = dict[tuple[str, int], tuple[int, int]]
"""Where each row (by its number) and each thing around the rows (by its name, counted) stands in a worksheet."""


def as_before(present: bytes, expected: bytes, before: bytes) -> bytes:
    """Give back what only our columns had changed: widths, looks of empty cells, how far rows reach.

    Args:
        present: the workbook of now, without our columns.
        expected: the earlier workbook, to which our columns were added and from which they were taken away again.
        before: that workbook itself, before they came.

    Returns:
        The workbook of now; what of it is as expected has its bytes of before. In a worksheet that somebody else
        changed meanwhile, that is each row, and each thing around the rows, that nobody changed. Where nobody changed
        anything, it is the file of before.
    """
    now, same, old = (open_package(each) for each in (present, expected, before))
    styles = now.shared_part("styles") or ""
    if _raw(now, styles) != _raw(same, styles):
        return present  # the numbers of styles may mean something else
    sheets = {entry.part_name for entry in now.worksheets}
    replaced: dict[str, bytes] = {}
    for name in now.part_names():
        contents = [_raw(package, name) for package in (now, same, old)]
        if None in contents:
            continue
        if contents[0] == contents[1]:
            replaced[name] = contents[2] or b""
        elif name in sheets:
            replaced[name] = _merged(*(read_sheet(package.read(name)) for package in (now, same, old)))
    differing = {name: content for name, content in replaced.items() if content != _raw(now, name)}
    whole = write_archive(now.archive, differing) if differing else present
    return before if _contents(whole) == _contents(before) else whole


def _contents(workbook: bytes) -> list[tuple[str, bytes]]:
    archive = read_archive(workbook)
    return [(entry.name, unpack(archive.raw, entry)) for entry in archive.entries]


def _raw(package: Package, name: str) -> bytes | None:
    return package.read(name).encoded() if name.endswith((".xml", ".rels")) and package.has(name) else None


def _merged(now: Sheet, same: Sheet, old: Sheet) -> bytes:
    """A worksheet piece by piece: as before where it is as expected, and as it is where somebody changed it."""
    places, expected, before = (_pieces(sheet) for sheet in (now, same, old))
    edits = []
    for piece, (start, end) in places.items():
        if piece in expected and now.part.text[start:end] == _text(same, expected[piece]):
            edits.append((start, end, _text(old, before[piece]) if piece in before else ""))
    for name, count in before.keys() - places.keys() - expected.keys():  # went with our columns, like all widths
        if name in ELEMENT_ORDER:
            place = place_in_order(now.elements, name, ELEMENT_ORDER, now.root.open_end)
            edits.append((place, place, _text(old, before[name, count])))
    return now.part.spliced(edits).encoded()


def _pieces(sheet: Sheet) -> Pieces:
    pieces: Pieces = {("row", number): (row.start, row.end) for number, row in sheet.rows.items()}
    for element in sheet.elements:
        if element is not sheet.data:
            count = sum(name == element.name for name, _ in pieces)
            pieces[element.name, count] = (element.start, element.end)
    return pieces


def _text(sheet: Sheet, place: tuple[int, int]) -> str:
    return sheet.part.text[slice(*place)]


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
