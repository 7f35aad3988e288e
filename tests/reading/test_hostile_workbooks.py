"""Workbooks that are made to hurt: bounded time and memory, clear words, and where they are honest, a right patch."""

from __future__ import annotations

import datetime as dt
import time
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest

from followthrough.knowing.errors import WorkbookError, WorkbookRefused
from followthrough.ooxml.references import column_letters
from followthrough.writing.columns import add_columns
from followthrough.writing.patch import patch_cells
from sheets_for_tests import refused_cells, verify_patch
from xlsx_maker import MAIN, STYLES, add_part, row, shared_strings, simple_parts, simple_workbook, worksheet, zipped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from followthrough.writing.patch import CellValue

pytestmark = pytest.mark.slow

SHEET = "xl/worksheets/sheet1.xml"
CELLS: Mapping[str, CellValue] = {"B2": "Due", "C3": dt.date(2026, 1, 1), "A2": None}


def with_sheet(sheet: str) -> bytes:
    return simple_workbook(sheet)


def many_cells() -> bytes:
    """A quarter of a million cells."""
    line = "".join(f'<c r="{column_letters(c)}{{0}}"><v>1</v></c>' for c in range(4, 254))
    return with_sheet(worksheet("".join(f'<row r="{n}">{line.format(n)}</row>' for n in range(1, 1_001))))


def many_columns() -> bytes:
    cells = "".join(f'<c r="{column_letters(c)}2"/>' for c in range(1, 16_385))
    return with_sheet(worksheet(f'<row r="2">{cells}</row>'))


def many_rows() -> bytes:
    return with_sheet(worksheet("".join(f'<row r="{n}"/>' for n in range(1, 200_001))))


def big_note() -> bytes:
    """A megabyte of text in one cell, and texts of the longest kind around it."""
    note = f'<row r="5"><c r="A5" t="inlineStr"><is><t>{"x" * 2**20}</t></is></c></row>'
    return with_sheet(worksheet(row(1, *["y" * 32_767] * 9) + note))


def many_strings() -> bytes:
    parts = simple_parts(worksheet('<row r="2"><c r="B2" t="s"><v>99999</v></c></row>'))
    strings = shared_strings(*["<r><t>a</t></r><r><t>b</t></r>"] * 100_000)
    add_part(parts, "xl/sharedStrings.xml", strings, "sharedStrings", "sharedStrings.xml", of="xl/workbook.xml")
    return zipped(parts)


def many_merges() -> bytes:
    """Merged cells that all overlap each other, as no honest workbook has them."""
    merges = '<mergeCell ref="D1:XFD1048576"/>' * 30_000
    return with_sheet(worksheet("", after=f"<mergeCells>{merges}</mergeCells>"))


def many_styles() -> bytes:
    xfs = '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0"/>' * 60_000
    return simple_workbook(worksheet(""), styles=STYLES.replace("</cellXfs>", f"{xfs}</cellXfs>"))


def deep() -> bytes:
    """A hundred thousand elements, one inside the other."""
    return with_sheet(worksheet("", after="<a>" * 100_000 + "</a>" * 100_000))


def long_attribute() -> bytes:
    return with_sheet(worksheet(f'<row r="2" x="{"/ " * 500_000}"><c r="A2" y="{"=" * 500_000}"><v>1</v></c></row>'))


def unclosed_comments() -> bytes:
    """Beginnings of comments inside text, where a careless pattern looks for their ends again and again."""
    return with_sheet(worksheet(f'<row r="2"><c r="A2" t="inlineStr"><is><t>{"&lt;!-- " * 100_000}</t></is></c></row>'))


def many_comments() -> bytes:
    return with_sheet(worksheet('<row r="2">' + "<!-- <c r='A2'> -->" * 100_000 + "</row>"))


def many_attributes() -> bytes:
    names = " ".join(f'a{n}="1"' for n in range(50_000))
    return with_sheet(worksheet(f'<row r="2"><c r="A2" {names}><v>1</v></c></row>'))


def many_rules() -> bytes:
    rule = '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"/></conditionalFormatting>'
    return with_sheet(worksheet("", after=rule * 20_000))


MADE = {
    made.__name__: made
    for made in (
        many_cells, many_columns, many_rows, big_note, many_strings, many_merges, many_styles, deep, long_attribute,
        unclosed_comments, many_comments, many_attributes, many_rules,
    )
}  # fmt: skip


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_size_alone_does_not_hurt(make: Callable[[], bytes]) -> None:
    """However much there is of one thing, it is patched and proven, or refused, in seconds."""
    workbook = make()
    start = time.process_time()
    try:
        verify_patch(workbook, patch_cells(workbook, "Jobs", CELLS), {"Jobs": CELLS})
        refused_cells(workbook, "Jobs", [f"D{n}" for n in range(1, 2_000)])
        add_columns(workbook, "Jobs", 1, ("Flag", "Due"))
    except WorkbookRefused as refusal:
        assert "damaged" in refusal.message or "taken" in refusal.message  # noqa: PT017 - either end is good
    assert time.process_time() - start < 20


def test_memory_is_bounded_by_what_is_there() -> None:
    """A patch holds the sheet a few times over, not a thousandfold."""
    workbook = many_cells()
    with zipfile.ZipFile(__import__("io").BytesIO(workbook)) as archive:
        size = archive.getinfo(SHEET).file_size
    tracemalloc.start()
    patch_cells(workbook, "Jobs", CELLS)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * size


def nested_bombs() -> dict[str, bytes]:
    return {
        "zeros": zipped({**simple_parts(worksheet("")), SHEET: worksheet(" " * 100_000_000)}),
        "zeros in styles": zipped({**simple_parts(worksheet("")), "xl/styles.xml": STYLES + " " * 100_000_000}),
    }


@pytest.mark.parametrize("name", ["zeros", "zeros in styles"])
def test_bombs_are_not_unpacked(name: str) -> None:
    """What packs a thousandfold is refused before it is unpacked."""
    workbook = nested_bombs()[name]
    tracemalloc.start()
    with pytest.raises(WorkbookRefused, match="too large"):
        patch_cells(workbook, "Jobs", CELLS)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


REFERENCES = [
    "",
    " ",
    "A",
    "1",
    "A0",
    "XFE1",
    "A1048577",
    "A1:B2",
    "Sheet!A1",
    "A1\n",
    "\u0661A",
    "A\u0661",
    "$",
    "-A1",
    "A" * 9999,
]


@pytest.mark.parametrize("reference", REFERENCES)
def test_references_that_name_no_cell(reference: str) -> None:
    """They are refused in words, and cut short in the sentence."""
    workbook = with_sheet(worksheet(""))
    with pytest.raises(WorkbookRefused, match="no cell") as refusal:
        patch_cells(workbook, "Jobs", {reference: 1})
    assert len(refusal.value.message) < 120


NAMES = ["it's", 'say "x"', "<&>", "Jobs!A1", "../x", "\u202eevil", "\U0001f600", "a" * 31, "=1+1"]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_sheets(name: str) -> None:
    """Signs in a sheet's name neither lead astray nor break anything."""
    from xlsx_maker import workbook_part

    parts = simple_parts(worksheet(""))
    escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    parts["xl/workbook.xml"] = workbook_part(escaped)
    workbook = zipped(parts)
    verify_patch(workbook, patch_cells(workbook, name, CELLS), {name: CELLS})
    with pytest.raises(WorkbookError, match="no worksheet"):
        patch_cells(workbook, name + "x", CELLS)


LIES = {
    "dimension of everything": worksheet("", before='<dimension ref="A1:XFD1048576"/>'),
    "dimension of nothing": worksheet("", before='<dimension ref=""/>'),
    "spans without end": worksheet('<row r="2" spans="99999999999999999999:1"/>'),
    "style without end": worksheet(f'<row r="3" s="{"9" * 5000}" customFormat="1"><c r="C3" s="{"9" * 5000}"/></row>'),
    "style out of range": worksheet('<row r="3"><c r="C3" s="4000"/></row>'),
    "columns without end": worksheet("", before='<cols><col min="1" max="99999999999" style="1"/></cols>'),
    "columns without number": worksheet("", before='<cols><col min="x" max="" style="-1"/><col/></cols>'),
    "merges without place": worksheet("", after='<mergeCells><mergeCell ref="#REF!"/><mergeCell/></mergeCells>'),
    "numbers that are none": worksheet('<row r="2"><c r="B2"><v>1e999999</v></c><c r="C2"><v>0x1</v></c></row>'),
    "arrays without place": worksheet('<row r="9"><c r="A9"><f t="array" ref="">1</f></c></row>'),
    "two kinds of content": worksheet('<row r="2"><c r="B2" t="inlineStr"><v>1</v><is><t>a</t></is></c></row>'),
    "an unknown kind": worksheet('<row r="2"><c r="B2" t="zzz"><v>1</v></c></row>'),
    "other namespace": worksheet("").replace(MAIN, "urn:other"),
}


@pytest.mark.parametrize("sheet", LIES.values(), ids=LIES)
def test_sheets_that_lie(sheet: str) -> None:
    """Numbers that cannot be true are not believed; the patch is right all the same, or refused in words."""
    workbook = with_sheet(sheet)
    try:
        new = patch_cells(workbook, "Jobs", CELLS)
        verify_patch(workbook, new, {"Jobs": CELLS})
        add_columns(new, "Jobs", 1, ("Flag", "Next step", "Due"))
    except WorkbookRefused as refusal:
        assert refusal.message.endswith(".")  # noqa: PT017 - either end is good
