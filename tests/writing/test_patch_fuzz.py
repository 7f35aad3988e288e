"""Spoiled workbooks: a refusal in words or a correct patch, never anything else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followthrough.knowing.errors import WorkbookError
from followthrough.writing.patch import patch_cells
from sheets_for_tests import verify_patch
from xlsx_maker import add_part, part_of, repacked, row, shared_strings, simple_parts, worksheet, zipped

if TYPE_CHECKING:
    from followthrough.writing.patch import CellValue

pytestmark = pytest.mark.slow

SHEET = "xl/worksheets/sheet1.xml"
DAY = dt.date(2026, 11, 23)


def rich_workbook() -> bytes:
    """A workbook with a bit of everything, to be mutated."""
    rows = (
        row(1, "Company", "Stage", "Due")
        + '<row r="2" spans="1:3"><c r="A2" t="s"><v>0</v></c><c r="B2" s="3"><v>46349</v></c>'
        '<c r="D2"><f>A2</f></c></row>'
        '<row r="3" s="1" customFormat="1"/><!-- c --><row r="4"><c/><c t="b"><v>1</v></c></row>'
    )
    after = '<mergeCells count="1"><mergeCell ref="F1:G2"/></mergeCells>'
    before = '<dimension ref="A1:D4"/><cols><col min="2" max="4" style="2"/></cols>'
    parts = simple_parts(worksheet(rows, before=before, after=after), inside='<calcPr calcId="1"/>')
    strings = shared_strings("<t>Acme</t>", "<r><t>b</t></r>")
    add_part(parts, "xl/sharedStrings.xml", strings, "sharedStrings", "sharedStrings.xml", of="xl/workbook.xml")
    return zipped(parts, method=0)


RICH = rich_workbook()
FUZZ_CELLS: dict[str, CellValue] = {"C2": "Due", "C3": DAY, "B4": 5, "A2": None, "E9": "x"}
TEXT_CELLS: dict[str, CellValue] = {"C2": "Due", "B4": None}


def check_mutant(workbook: bytes) -> None:
    """A mutated workbook is refused in words, or patched so that the proof holds; dates need more parts than texts."""
    for cells in (FUZZ_CELLS, TEXT_CELLS):
        check_cells(workbook, cells)


def check_cells(workbook: bytes, cells: dict[str, CellValue]) -> None:
    try:
        new = patch_cells(workbook, "Jobs", cells)
        verify_patch(workbook, new, {"Jobs": cells})
        assert patch_cells(new, "Jobs", cells) == new
    except WorkbookError as error:
        assert str(error)[0] in 'TAI"ABCDE'  # noqa: PT017 - the sentence is all there is to see


@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, len(RICH) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_mutated_bytes_of_the_file(changes: list[tuple[int, int]]) -> None:
    """Bytes changed anywhere in the file lead to a refusal or to a correct patch, never to another exception."""
    mutant = bytearray(RICH)
    for place, byte in changes:
        mutant[place] = byte
    check_mutant(bytes(mutant))


PIECES = st.sampled_from([
    "<row>", "</row>", '<row r="2">', '<c r="A1">', "</c>", "<c/>", "<row/>", "<!--", "-->", "<![CDATA[", "]]>", "<?x",
    "?>", '"', "'", "<", ">", "&amp;", "&#0;", "r=", 't="s"', 's="99999999999"', "<f>", '<f t="array" ref="A1:Z99"/>',
    "<sheetData>", "</sheetData>", "<v>1</v>", "x:", ' xmlns:x="u"', "\x00", "\ud7ff", "<!DOCTYPE x>", "", " ", "1e999",
])  # fmt: skip


@settings(max_examples=800, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from([SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), PIECES), min_size=1, max_size=3),
)
def test_mutated_parts(name: str, edits: list[tuple[float, int, str]]) -> None:
    """Pieces of XML put in or taken out anywhere lead to a refusal or to a correct patch."""
    text = part_of(RICH, name)
    for place, length, piece in edits:
        at = int(place * len(text))
        text = text[:at] + piece + text[at + length :]
    check_mutant(repacked(RICH, name, text))
