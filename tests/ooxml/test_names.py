"""Names are found, added, pointed at other cells and taken away; every other letter of the part stays as it was."""

from __future__ import annotations

import pytest

from followthrough.ooxml.names import cells_named, read_names, sheet_numbers, with_names, without_names
from followthrough.ooxml.package import open_package
from followthrough.ooxml.references import Cell
from followthrough.ooxml.xml import XmlPart
from leads_for_tests import table
from workbooks_for_tests import many, with_name
from xlsx_maker import MAIN, simple_workbook, worksheet

MINE = '<definedName name="Mine">Jobs!$A$1</definedName>'
OURS = '<definedName name="_f_x" localSheetId="0" hidden="1">Jobs!$B$1</definedName>'
OURS_ELSEWHERE = '<definedName localSheetId="0" name="_F_X" vbProcedure="false">Jobs!#REF!</definedName>'
START, END = f'<workbook xmlns="{MAIN}"><sheets/>', "<calcPr/></workbook>"


def part(inside: str) -> XmlPart:
    return XmlPart("xl/workbook.xml", f"{START}{inside}{END}", "utf-8")


def listed(names: str) -> str:
    return f"<definedNames>{names}</definedNames>"


ADDED = table(
    ("no list", "", listed(OURS)),
    ("an empty list", "<definedNames/>", listed(OURS)),
    ("an empty pair", "<definedNames></definedNames>", listed(OURS)),
    ("others", listed(MINE), listed(MINE + OURS)),
    ("ours, pointing nowhere", listed(OURS_ELSEWHERE + MINE), listed(OURS + MINE)),
    ("of another sheet", listed(OURS.replace('"0"', '"1"')), listed(OURS.replace('"0"', '"1"') + OURS)),
    (
        "of the whole workbook",
        listed(OURS.replace(' localSheetId="0"', "")),
        listed(OURS.replace(' localSheetId="0"', "") + OURS),
    ),
)


@pytest.mark.parametrize(("before", "after"), ADDED)
def test_a_name_is_put_in(before: str, after: str) -> None:
    """Once, where the format wants it, in place of what pointed elsewhere."""
    written = with_names(part(before), {(0, "_f_x"): "Jobs!$B$1"})
    assert written.text == part(after).text
    assert with_names(written, {(0, "_f_x"): "Jobs!$B$1"}).text == written.text


def test_signs_and_prefixes() -> None:
    """A sheet's name is written as XML wants it, under the prefix of the part."""
    prefixed = XmlPart("xl/workbook.xml", f'<x:workbook xmlns:x="{MAIN}"><x:sheets/></x:workbook>', "utf-8")
    written = with_names(prefixed, {(0, "_f_x"): "'Q&A'!$B$1"})
    assert '<x:definedName name="_f_x" localSheetId="0" hidden="1">\'Q&amp;A\'!$B$1</x:definedName>' in written.text


REMOVED = table(
    ("the only one", listed(OURS), ""),
    ("one of two", listed(MINE + OURS), listed(MINE)),
    ("none", listed(MINE), listed(MINE)),
    ("no list", "", ""),
)


@pytest.mark.parametrize(("before", "after"), REMOVED)
def test_a_name_is_taken_out(before: str, after: str) -> None:
    """With the list, where nothing else stands in it."""
    assert without_names(part(before), lambda name: name.name.startswith("_f_")).text == part(after).text


def test_what_names_stand_for() -> None:
    """One cell each, on the sheet that is meant, in whatever case; a sheet's own outranks the workbook's."""
    names = listed(
        '<definedName name="_f_a">Sheet2!$A$1</definedName><definedName name="_F_B">JOBS!$C$2</definedName>'
        '<definedName name="_f_c" localSheetId="0">Jobs!$D$1</definedName>'
        '<definedName name="_f_c">Jobs!$E$1</definedName>'
        '<definedName name="_f_d">Jobs!#REF!</definedName><definedName name="_f_e">Jobs!$A$1:$B$2</definedName>'
        '<definedName name="_f_f">Gone!$A$1</definedName>' + MINE
    )
    package = open_package(simple_workbook(worksheet(""), worksheet(""), inside=names))
    assert cells_named(package, "_f_") == {
        "Jobs": {"_f_b": Cell(2, 3), "_f_c": Cell(1, 4)},
        "Sheet2": {"_f_a": Cell(1, 1)},
    }
    assert sheet_numbers(package.workbook) == {"Jobs": 0, "Sheet2": 1}


def test_names_of_another_program() -> None:
    """What openpyxl writes is read."""
    package = open_package(with_name(many({"My jobs": [("a",)]}), "Mine", "'My jobs'!$B$2"))
    assert [(name.name, name.sheet, name.cell) for name in read_names(package.workbook)] == [
        ("Mine", "My jobs", Cell(2, 2))
    ]
