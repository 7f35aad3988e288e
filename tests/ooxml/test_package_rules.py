"""The checker of the package rules sees each fault that is planted."""

from __future__ import annotations

import pytest

from package_rules import broken_rules
from xlsx_maker import MAIN, add_part, row, shared_strings, simple_parts, table, worksheet, zipped

SHEET = "xl/worksheets/sheet1.xml"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
TABLE = "xl/tables/table1.xml"


def sound_parts() -> dict[str, str]:
    rows = (
        '<row r="1" spans="1:2">'
        + row(1, "Company", "Stage").partition(">")[2]
        + '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><f>1</f><v>1</v></c></row>'
    )
    before = '<dimension ref="A1:B2"/><cols><col min="1" max="1" width="9"/><col min="2" max="2" width="9"/></cols>'
    after = (
        '<mergeCells count="2"><mergeCell ref="D1:E1"/><mergeCell ref="D2:E2"/></mergeCells>'
        '<conditionalFormatting sqref="A1"><cfRule type="cellIs" dxfId="0" priority="1"/>'
        '<cfRule type="cellIs" dxfId="0" priority="2"/></conditionalFormatting>'
        '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    )
    names = '<definedNames><definedName name="a">1</definedName><definedName name="b">1</definedName></definedNames>'
    parts = simple_parts(worksheet(rows, before=before, after=after), worksheet(""), inside=names)
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(
        "</styleSheet>", '<dxfs count="1"><dxf/></dxfs></styleSheet>'
    )
    add_part(parts, TABLE, table("Leads", "A1:B2", "Company", "Stage"), "table", "../tables/table1.xml", of=SHEET)
    strings = shared_strings("<t>Acme</t>")
    add_part(parts, "xl/sharedStrings.xml", strings, "sharedStrings", "sharedStrings.xml", of="xl/workbook.xml")
    chain = f'<calcChain xmlns="{MAIN}"><c r="B2" i="1"/></calcChain>'
    add_part(parts, "xl/calcChain.xml", chain, "calcChain", "calcChain.xml", of="xl/workbook.xml")
    return parts


def test_a_sound_workbook_breaks_no_rule() -> None:
    """The ground on which faults are planted is clean."""
    assert broken_rules(zipped(sound_parts())) == []


# id: part, old text, new text, words of the fault
FAULTS = {
    "not well formed": (SHEET, "</row>", "", "not well formed"),
    "order of elements": (SHEET, "<cols>", "<pageMargins/><cols>", "out of order"),
    "element twice": (SHEET, "<sheetData>", "<sheetData/><sheetData>", "is there twice"),
    "ignorable prefix": (SHEET, "<worksheet ", f'<worksheet {MC} mc:Ignorable="x14ac" ', "undeclared prefixes"),
    "rows out of order": (SHEET, '<row r="2">', '<row r="1">', "out of order"),
    "cell of another row": (SHEET, '<c r="B2"', '<c r="B3"', "out of order"),
    "cell twice": (SHEET, '<c r="B2"', '<c r="A2"', "out of order"),
    "style": (SHEET, 's="1"', 's="5"', "style of B2"),
    "shared string": (SHEET, "<v>0</v>", "<v>1</v>", "text of A2"),
    "spans": (SHEET, 'spans="1:2"', 'spans="1:1"', "spans of row 1"),
    "dimension": (SHEET, 'ref="A1:B2"', 'ref="A1:A2"', "dimension"),
    "text without its type": (SHEET, ' t="inlineStr"', "", "does not say so"),
    "type without its text": (SHEET, "<is><t>Stage</t></is>", "<v>1</v>", "text of its own"),
    "no number": (SHEET, "<v>1</v>", "<v>one</v>", "should hold a number"),
    "columns out of order": (SHEET, 'min="2" max="2"', 'min="1" max="2"', "columns from 1"),
    "empty cols": (SHEET, '<col min="1" max="1" width="9"/><col min="2" max="2" width="9"/>', "", "cols is empty"),
    "merged cells overlap": (SHEET, 'ref="D2:E2"', 'ref="E1:F2"', "overlap"),
    "count of merged cells": (SHEET, 'mergeCells count="2"', 'mergeCells count="3"', "count of merged"),
    "colour": (SHEET, 'dxfId="0"', 'dxfId="1"', "colour that is not there"),
    "priority": (SHEET, 'priority="2"', 'priority="1"', "priority 1"),
    "table part without table": (SHEET, '<tablePart r:id="rId1"/>', "", "do not agree"),
    "count of formats": ("xl/styles.xml", 'cellXfs count="5"', 'cellXfs count="6"', "count of cellXfs"),
    "font": ("xl/styles.xml", 'fontId="2"', 'fontId="3"', "fontId"),
    "relation": ("xl/_rels/workbook.xml.rels", "styles.xml", "stiles.xml", "leads nowhere"),
    "relation twice": ("xl/_rels/workbook.xml.rels", "rId2", "rId1", "is there twice"),
    "content type": ("[Content_Types].xml", "/xl/styles.xml", "/xl/stiles.xml", "listed twice or missing"),
    "no content type": ("[Content_Types].xml", 'Extension="rels"', 'Extension="rel"', "has no type"),
    "sheet name": ("xl/workbook.xml", 'name="Sheet2"', 'name="JOBS"', "two sheets are called"),
    "sheet id": ("xl/workbook.xml", 'sheetId="2"', 'sheetId="1"', "two sheets have the id"),
    "workbook order": ("xl/workbook.xml", "<sheets>", "<calcPr/><sheets>", "out of order"),
    "name": ("xl/workbook.xml", 'name="b"', 'name="A"', "defined twice"),
    "name of no sheet": ("xl/workbook.xml", 'name="b"', 'name="b" localSheetId="2"', "belongs to no sheet"),
    "chain": ("xl/calcChain.xml", 'r="B2"', 'r="A2"', "holds no formula"),
    "table column twice": (TABLE, 'name="Stage"', 'name="COMPANY"', "same name"),
    "table column id": (TABLE, '<tableColumn id="2"', '<tableColumn id="1"', "same id"),
    "table columns": (TABLE, 'count="2"', 'count="3"', "number of columns"),
    "table block": (TABLE, 'displayName="Leads" ref="A1:B2"', 'displayName="Leads" ref="A1:C2"', "number of columns"),
    "table filter": (TABLE, '<autoFilter ref="A1:B2"', '<autoFilter ref="A1:A2"', "filter does not fit"),
    "filter column": (
        TABLE, '<autoFilter ref="A1:B2"/>', '<autoFilter ref="A1:B2"><filterColumn colId="2"/></autoFilter>',
        "column that is not there",
    ),
    "heading": (TABLE, 'name="Stage"', 'name="State"', "heading of column 2"),
}  # fmt: skip


@pytest.mark.parametrize(("part", "old", "new", "words"), FAULTS.values(), ids=FAULTS)
def test_planted_faults_are_seen(part: str, old: str, new: str, words: str) -> None:
    """Each rule, broken once, is reported."""
    parts = sound_parts()
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    assert any(words in fault for fault in broken_rules(zipped(parts))), broken_rules(zipped(parts))


def test_two_tables() -> None:
    """Tables that overlap, or share an id or a name, are reported."""
    parts = sound_parts()
    second = table("leads", "B2:C3", "x", "y")
    add_part(parts, "xl/tables/table2.xml", second, "table", "../tables/table2.xml", of=SHEET)
    faults = " ".join(broken_rules(zipped(parts)))
    assert all(words in faults for words in ("tables overlap", "the id 1", "the displayName leads"))


def test_missing_parts() -> None:
    """A sheet without a part, and entries of one name."""
    parts = sound_parts()
    del parts["xl/worksheets/sheet2.xml"]
    assert any("has no part" in fault for fault in broken_rules(zipped(parts)))
    assert any("there twice" in fault for fault in broken_rules(zipped({**sound_parts(), "XL/styles.xml": "<x/>"})))
