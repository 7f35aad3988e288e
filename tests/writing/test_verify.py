"""The proof after a patch: exactly what was planned differs, or nothing may be written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from followthrough.knowing.errors import FollowthroughError
from followthrough.knowing.record import replace
from followthrough.ooxml.package import open_package
from followthrough.ooxml.references import Cell
from followthrough.writing.column_places import place_columns
from followthrough.writing.patch import patch_cells, write_workbook
from followthrough.writing.verify import verify_workbook
from sheets_for_tests import verify_patch
from xlsx_maker import add_part, row, shared_strings, simple_parts, simple_workbook, table, worksheet, zipped

if TYPE_CHECKING:
    from followthrough.writing.patch import CellValue

SHEET = "xl/worksheets/sheet1.xml"
ROWS = row(1, "Company") + '<row r="2" ht="9"><c r="A2" s="1"><v>1</v></c></row>'
BASE = simple_workbook(
    worksheet(ROWS, before='<cols><col min="1" max="1"/></cols>'), worksheet(row(1, "x")), inside='<calcPr calcId="7"/>'
)


def spoiled(name: str, old: str, new: str) -> bytes:
    """A good patch (B2 becomes Due), with one more thing changed in one part."""
    package = open_package(patch_cells(BASE, "Jobs", {"B2": "Due"}))
    part = package.read(name)
    assert old in part.text
    return package.written([replace(part, text=part.text.replace(old, new))])


SPOILED = {
    "another cell": (SHEET, "Company", "Companies", "another cell"),
    "style of another cell": (SHEET, 's="1"', 's="2"', "another cell"),
    "the cell itself": (SHEET, ">Due<", ">Dew<", "does not hold"),
    "a row": (SHEET, 'ht="9"', 'ht="10"', "a row differs"),
    "a row gone": (SHEET, row(1, "Company"), "", "differs"),
    "widths": (SHEET, 'max="1"', 'max="2"', "beside the cells"),
    "styles": ("xl/styles.xml", "<b/>", "<i/>", "styles differ"),
    "a cell format": ("xl/styles.xml", 'fontId="2" fillId', 'fontId="1" fillId', "styles differ"),
    "the list of sheets": ("xl/workbook.xml", "Sheet2", "Sheet3", "list of sheets"),
    "calculation": ("xl/workbook.xml", 'calcId="7"', 'calcId="8"', "list of sheets"),
    "another sheet": ("xl/worksheets/sheet2.xml", "<t>x", "<t>y", "another part"),
    "broken": (SHEET, "</row>", "", "cannot be read back"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "words"), SPOILED.values(), ids=SPOILED)
def test_the_proof_sees_what_was_not_planned(name: str, old: str, new: str, words: str) -> None:
    """Anything that differs beyond the plan is a defect of ours: status 1, and nothing private in the sentence."""
    with pytest.raises(FollowthroughError, match=words) as defect:
        verify_patch(BASE, spoiled(name, old, new), {"Jobs": {"B2": "Due"}})
    assert (type(defect.value), defect.value.status) == (FollowthroughError, 1)
    assert "Compan" not in str(defect.value)


def test_the_proof_accepts_a_good_patch_and_no_other_plan() -> None:
    """The same bytes are right for their plan, and wrong for one that asks for more or less."""
    good = patch_cells(BASE, "Jobs", {"B2": "Due"})
    verify_patch(BASE, good, {"Jobs": {"B2": "Due"}})
    for plan in ({}, {"B2": "Due", "C2": "x"}, {"C2": None}):
        with pytest.raises(FollowthroughError):
            verify_patch(BASE, good, {"Jobs": plan})
    with pytest.raises(FollowthroughError, match="list of parts"):
        verify_patch(BASE, zipped({**simple_parts(worksheet("")), "extra": "x"}), {"Jobs": {}})


@pytest.mark.parametrize("attribute", ['ht="9"', 'hidden="1"'])
def test_the_proof_sees_what_a_new_row_brings(attribute: str) -> None:
    """A row that was made for a planned cell has nothing else about it."""
    package = open_package(patch_cells(BASE, "Jobs", {"B5": "Due"}))
    part = package.read(SHEET)
    text = part.text.replace('<row r="5"', f'<row r="5" {attribute}')
    assert text != part.text
    with pytest.raises(FollowthroughError, match="a row differs"):
        verify_patch(BASE, package.written([replace(part, text=text)]), {"Jobs": {"B5": "Due"}})


SHAPES = {
    "behind the last cell": '<row r="2" spans="1:1" ht="9"><c r="A2"><v>1</v></c></row>',
    "in an empty row": '<row r="2" ht="9"></row><row r="3"/>',
    "in a row of one tag": '<row r="2" ht="9"/><row r="4"><c r="A4"/></row>',
    "in no row": '<row r="1"/> <row r="3"><c r="A3"/></row>',
    "in front of a cell": '<row r="2"><c r="E2"><v>1</v></c></row>',
    "between cells": '<row r="2"><c r="A2"/><c r="C2" s="1"/><c r="E2"><f>A2</f><v>1</v></c></row>',
    "in place of cells": '<row r="2"><c r="B2" s="1"><v>1</v></c><c r="D2" t="s"><v>0</v></c></row>',
    "where they stand already": '<row r="2"><c r="B2" t="str"><v>Due</v></c><c r="D2"><v>5</v></c></row>',
    "beside cells without names": "<row/><row><c><v>1</v></c></row>",
    "beside comments": '<row r="2"><!-- <c r="B2"/> --><c r="A2"/><?x <c?></row><!-- </row> --><row r="3"/>',
    "beside CDATA": '<row r="2"><c r="A2" t="inlineStr"><is><t><![CDATA[</c>]]></t></is></c></row>',
    "where other programs keep something": '<row r="2"><c r="B2"><v>1</v><extLst><ext uri="x"/></extLst></c></row>',
    "in front of an extension": '<row r="2"><c r="A2"/><extLst><ext uri="x"/></extLst></row>',
}  # fmt: skip


def in_shape(rows: str) -> tuple[bytes, bytes, dict[str, dict[str, CellValue]]]:
    """A workbook with such rows, the same with three cells written, and which these are."""
    plan: dict[str, dict[str, CellValue]] = {"Jobs": {"B2": "Due", "D2": 5, "F2": None}}
    parts = simple_parts(worksheet(rows))
    strings = shared_strings("<t>x</t>")
    add_part(parts, "xl/sharedStrings.xml", strings, "sharedStrings", "sharedStrings.xml", of="xl/workbook.xml")
    before = zipped(parts)
    return before, patch_cells(before, "Jobs", plan["Jobs"]), plan


@pytest.mark.parametrize("rows", SHAPES.values(), ids=SHAPES)
def test_the_proof_accepts_cells_in_rows_of_any_shape(rows: str) -> None:
    """Wherever the cells go, and however the row is written, what was planned is proven."""
    before, after, plan = in_shape(rows)
    verify_patch(before, after, plan)


@pytest.mark.slow
@pytest.mark.parametrize("rows", SHAPES.values(), ids=SHAPES)
def test_the_proof_sees_every_letter(rows: str) -> None:
    """No letter of the rows may be another, missing or there twice, but in the tags of planned cells and in spans."""
    before, after, plan = in_shape(rows)
    package = open_package(after)
    part = package.read(SHEET)
    start, end = part.text.index("<sheetData"), part.text.index("</sheetData>")
    free = [found.span() for found in re.finditer(r'<c r="[BDF]2"[^>]*>| spans="[^"]*"', part.text)]
    for place in range(start, end):
        if not any(first <= place < last for first, last in free):
            letter = part.text[place]
            for wrong in ("x" if letter != "x" else "y", "", letter * 2):
                text = part.text[:place] + wrong + part.text[place + 1 :]
                with pytest.raises(FollowthroughError):
                    verify_patch(before, package.written([replace(part, text=text)]), plan)


EMPTY = ("<sheetData/>", "<sheetData />", '<sheetData xmlns:x="u" x:y="1" />', "<sheetData></sheetData>")


@pytest.mark.parametrize("data", EMPTY)
def test_the_proof_accepts_the_first_cell_of_an_empty_sheet(data: str) -> None:
    """However the program that wrote it ends the element that has no rows."""
    before = simple_workbook(worksheet("").replace("<sheetData></sheetData>", data))
    verify_patch(before, patch_cells(before, "Jobs", {"A1": "Due"}), {"Jobs": {"A1": "Due"}})


LIST = row(1, "Company", "Stage") + row(2, "Acme", "Applied")
AROUND = {
    "before": '<cols><col min="1" max="9" width="8"/></cols>',
    "after": '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"/></conditionalFormatting>'
    '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
}
TABLE = "xl/tables/table1.xml"


def listed() -> bytes:
    """A list in a table, with widths and a rule."""
    parts = simple_parts(worksheet(LIST, **AROUND))
    add_part(parts, TABLE, table("Leads", "A1:B2", "Company", "Stage"), "table", "../tables/table1.xml", of=SHEET)
    return zipped(parts)


WIDER = {
    "width of another column": (SHEET, 'max="2" width="8"/>', 'max="2" width="9"/>', "beside"),
    "another rule": (SHEET, '"expression"', '"duplicateValues"', "beside"),
    "a rule of ours elsewhere": (SHEET, 'sqref="C2:', 'sqref="B2:', "beside"),
    "rules of ours in a column of theirs": (SHEET, 'sqref="C2:C1002"', 'sqref="B2:B1002"', "beside"),
    "name of a table's column": (TABLE, 'name="Stage"', 'name="Stages"', "table differs"),
    "reach of the table": (TABLE, 'ref="A1:D2"', 'ref="A1:D9"', "table differs"),
    "a heading": (SHEET, "<t>Due", "<t>Dew", "does not hold"),
    "another cell": (SHEET, "<t>Acme", "<t>Acne", "another cell"),
    "a format": ("xl/styles.xml", 'fontId="2" fillId', 'fontId="1" fillId', "styles differ"),
    "nothing": ("", "", "", ""),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "words"), WIDER.values(), ids=WIDER)
def test_the_proof_of_added_columns(name: str, old: str, new: str, words: str) -> None:
    """Beside new columns nothing may differ but what they bring: not a width, a rule, a table's column, a style."""
    before = open_package(listed())
    columns = [place_columns(before, "Jobs", 1, ("Flag", "Due"))]
    values = {columns[0].sheet: {Cell(2, 3): "Due", Cell(2, 4): None}}
    written = write_workbook(before, values, columns)
    verify_workbook(before, written, values, columns)
    if name:
        part = open_package(written).read(name)
        assert old in part.text
        spoiled = open_package(written).written([replace(part, text=part.text.replace(old, new))])
        with pytest.raises(FollowthroughError, match=words):
            verify_workbook(before, spoiled, values, columns)
