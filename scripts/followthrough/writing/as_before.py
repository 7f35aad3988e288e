"""A workbook from which our columns were taken away, put back to the very bytes that it had before they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.ooxml.looks import ELEMENT_ORDER
from followthrough.ooxml.package import open_package
from followthrough.ooxml.parts import unpack
from followthrough.ooxml.sheet import read_sheet
from followthrough.ooxml.xml import place_in_order
from followthrough.ooxml.zip import read_archive
from followthrough.ooxml.zip_writing import write_archive

if TYPE_CHECKING:
    from followthrough.ooxml.package import Package
    from followthrough.ooxml.sheet import Sheet

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
