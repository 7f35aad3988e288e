"""The proof after a patch: exactly what was planned differs, or nothing may be written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followthrough.knowing.errors import FollowthroughError
from followthrough.ooxml.package import open_package
from followthrough.writing.patch import patch_cells
from sheets_for_tests import verify_patch
from xlsx_maker import row, simple_parts, simple_workbook, worksheet, zipped

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
