"""The patcher: every kind of cell and sheet it must get right, what it refuses, and the proof afterwards."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

import pytest

from followthrough.knowing.errors import WorkbookRefused
from followthrough.writing.patch import CellValue, patch_cells, patch_workbook
from package_rules import broken_rules
from proof_for_tests import proven
from prove_write import Receipt
from sheets_for_tests import differing_cells, refused_cells, verify_patch
from xlsx_maker import (
    DECLARATION,
    MAIN,
    STYLES,
    add_part,
    part_of,
    raw_entries,
    row,
    shared_strings,
    simple_parts,
    simple_workbook,
    table,
    worksheet,
    zipped,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

SHEET = "xl/worksheets/sheet1.xml"
DAY = dt.date(2026, 11, 23)
SERIAL = 46349


def rows_of(workbook: bytes, name: str = SHEET) -> str:
    """What stands between the tags of ``sheetData``."""
    return part_of(workbook, name).partition("<sheetData>")[2].partition("</sheetData>")[0]


def patched_rows(
    rows: str, cells: Mapping[str, CellValue], *, before: str = "", after: str = "", looks_the_same: bool = False
) -> str:
    """The rows after a patch that the proofs and the package rules accept, and that a second time changes nothing."""
    workbook = simple_workbook(worksheet(rows, before=before, after=after))
    new = patch_cells(workbook, "Jobs", cells)
    verify_patch(workbook, new, {"Jobs": cells})
    # To a stranger, a value that only changed its kind is one that was written otherwise.
    assert bool(Receipt(workbook, new).faults) is looks_the_same
    assert patch_cells(new, "Jobs", cells) == new
    assert set(broken_rules(new)) <= set(broken_rules(workbook))
    return rows_of(new)


# id: rows before, cells to write, rows after
PATCHES: dict[str, tuple[str, dict[str, CellValue], str]] = {
    "text into a missing row": ("", {"B2": "Due"}, '<row r="2"><c r="B2" t="inlineStr"><is><t>Due</t></is></c></row>'),
    "rows stay in order": (
        '<row r="1"/><row r="5"/>', {"A3": 1, "A9": 2},
        '<row r="1"/><row r="3"><c r="A3"><v>1</v></c></row><row r="5"/><row r="9"><c r="A9"><v>2</v></c></row>',
    ),
    "cells stay in order": (
        '<row r="1"><c r="B1"><v>1</v></c><c r="D1"><v>2</v></c></row>', {"C1": 3, "A1": 4, "AA1": 5},
        ('<row r="1"><c r="A1"><v>4</v></c><c r="B1"><v>1</v></c><c r="C1"><v>3</v></c><c r="D1"><v>2</v></c>'
        '<c r="AA1"><v>5</v></c></row>'),
    ),
    "self-closed row": ('<row r="1" ht="20"/>', {"A1": True}, '<row r="1" ht="20"><c r="A1" t="b"><v>1</v></c></row>'),
    "self-closed cell": (
        '<row r="1"><c r="A1" s="4"/></row>', {"A1": 2.5}, '<row r="1"><c r="A1" s="4"><v>2.5</v></c></row>',
    ),
    "type goes with the value": (
        '<row r="1"><c r="A1" s="4" t="b"><v>1</v></c><c t="str" r="B1"><v>x</v></c></row>', {"A1": "x", "B1": 7},
        '<row r="1"><c r="A1" s="4" t="inlineStr"><is><t>x</t></is></c><c r="B1"><v>7</v></c></row>',
    ),
    "clearing keeps the style": (
        '<row r="1"><c r="A1" s="4" t="b"><v>1</v></c><c r="B1"><v>1</v></c></row>', {"A1": None, "B1": ""},
        '<row r="1"><c r="A1" s="4"/><c r="B1"/></row>',
    ),
    "unknown attributes and extensions stay": (
        '<row r="1" x:y="1" xmlns:x="u"><c r="A1" ph="1" x:z="2"><v>1</v><extLst><ext uri="u"/></extLst></c></row>',
        {"A1": 2},
        '<row r="1" x:y="1" xmlns:x="u"><c r="A1" ph="1" x:z="2"><v>2</v><extLst><ext uri="u"/></extLst></c></row>',
    ),
    "value metadata goes": (
        '<row r="1"><c r="A1" vm="1" t="e"><v>#VALUE!</v></c></row>', {"A1": 2},
        '<row r="1"><c r="A1"><v>2</v></c></row>',
    ),
    "cells without references": (
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", {"B1": 9, "C1": 8, "B2": 7, "A4": 6},
        ('<row><c><v>1</v></c><c><v>9</v></c><c r="C1"><v>8</v></c></row>'
        '<row><c><v>3</v></c><c r="B2"><v>7</v></c></row><row r="4"><c r="A4"><v>6</v></c></row>'),
    ),
    "single quotes": (
        "<row r='1'><c t='b' r='A1' s='4'><v>1</v></c></row>", {"A1": 2},
        "<row r='1'><c r='A1' s='4'><v>2</v></c></row>",
    ),
    "comments and data sections": (
        '<!-- a --><row r="1"><!-- <c/> --><c r="A1" t="inlineStr"><is><t><![CDATA[</c>]]></t></is></c><?p?></row>',
        {"A1": "x", "B1": 1},
        ('<!-- a --><row r="1"><!-- <c/> --><c r="A1" t="inlineStr"><is><t>x</t></is></c>'
        '<c r="B1"><v>1</v></c><?p?></row>'),
    ),
    "ISO days": (
        '<row r="1"><c r="A1" s="3" t="d"><v>2026-01-02</v></c></row>', {"A1": DAY},
        f'<row r="1"><c r="A1" s="3"><v>{SERIAL}</v></c></row>',
    ),
    "spans widen": (
        '<row r="1" spans="2:3"><c r="B1"/></row>', {"E1": 1},
        '<row r="1" spans="2:5"><c r="B1"/><c r="E1"><v>1</v></c></row>',
    ),
    "spans that fit stay": (
        '<row r="1" spans="1:9"/>', {"E1": 1}, '<row r="1" spans="1:9"><c r="E1"><v>1</v></c></row>',
    ),
    "spans in pieces go": ('<row r="1" spans="1:2 4:5"/>', {"E1": 1}, '<row r="1"><c r="E1"><v>1</v></c></row>'),
    "signs of XML": (
        "", {"A1": '<a & "b"> \'c\' ]]>'},
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&lt;a &amp; "b"&gt; \'c\' ]]&gt;</t></is></c></row>',
    ),
    "spaces and lines": (
        "", {"A1": " a\n"}, '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> a\n</t></is></c></row>',
    ),
    "escapes": (
        "", {"A1": "_x0041_\r\x01"},
        '<row r="1"><c r="A1" t="inlineStr"><is><t>_x005F_x0041__x000D__x0001_</t></is></c></row>',
    ),
    "text stays text": (
        "", {"A1": "=1+1", "B1": "00123", "C1": "@x", "D1": "TRUE"},
        ('<row r="1"><c r="A1" t="inlineStr"><is><t>=1+1</t></is></c><c r="B1" t="inlineStr"><is><t>00123</t></is></c>'
        '<c r="C1" t="inlineStr"><is><t>@x</t></is></c><c r="D1" t="inlineStr"><is><t>TRUE</t></is></c></row>'),
    ),
    "numbers": (
        "", {"A1": 0, "B1": -1.5, "C1": 1e300, "D1": False, "E1": 2**60},
        ('<row r="1"><c r="A1"><v>0</v></c><c r="B1"><v>-1.5</v></c><c r="C1"><v>1e+300</v></c>'
        '<c r="D1" t="b"><v>0</v></c><c r="E1"><v>1.152921504606847e+18</v></c></row>'),
    ),
    "merged anchor": ('<row r="1"><c r="A1"/></row>', {"A1": 1}, '<row r="1"><c r="A1"><v>1</v></c></row>'),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "cells", "wanted"), PATCHES.values(), ids=PATCHES)
def test_cells_are_exchanged_in_place(rows: str, cells: dict[str, CellValue], wanted: str) -> None:
    """Rows come out with exactly the wanted cells changed, and all else as it was written."""
    merges = (
        '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>'
        if "ht=" not in rows and rows.endswith('<c r="A1"/></row>')
        else ""
    )
    assert patched_rows(rows, cells, after=merges) == wanted


STANDING = {
    "inline text": ('<c r="A1" t="inlineStr"><is><t>Due</t></is></c>', "Due"),
    "shared text": ('<c r="A1" t="s"><v>0</v></c>', "Due"),
    "rich shared text": ('<c r="A1" t="s"><v>1</v></c>', "Follow up"),
    "number written otherwise": ('<c r="A1"><v>3.0</v></c>', 3),
    "truth as a word": ('<c r="A1" t="b"><v>true</v></c>', True),
    "day": (f'<c r="A1" s="3"><v>{SERIAL}</v></c>', DAY),
    "empty": ('<c r="A1" s="1"/>', None),
    "missing": ("", None),
    "missing text": ("", ""),
}


@pytest.mark.parametrize(("cell", "value"), STANDING.values(), ids=STANDING)
def test_what_stands_there_is_not_written(cell: str, value: CellValue) -> None:
    """A value that is already there, in whatever form, leaves the workbook's bytes as they are."""
    parts = simple_parts(worksheet(f'<row r="1">{cell}</row>'))
    strings = shared_strings("<t>Due</t>", "<r><t>Follow</t></r><r><t> up</t></r>")
    add_part(parts, "xl/sharedStrings.xml", strings, "sharedStrings", "sharedStrings.xml", of="xl/workbook.xml")
    workbook = zipped(parts)
    assert patch_cells(workbook, "Jobs", {"A1": value}) is workbook


DIFFERENT = {
    "number as text": ('<c r="A1" t="inlineStr"><is><t>3</t></is></c>', 3),
    "text as number": ('<c r="A1"><v>3</v></c>', "3"),
    "one and true": ('<c r="A1"><v>1</v></c>', True),
    "true and one": ('<c r="A1" t="b"><v>1</v></c>', 1),
    "day without a date style": (f'<c r="A1"><v>{SERIAL}</v></c>', DAY),
}


@pytest.mark.parametrize(("cell", "value"), DIFFERENT.values(), ids=DIFFERENT)
def test_likeness_is_not_sameness(cell: str, value: CellValue) -> None:
    """Text is not the number it looks like, nor a number a day: these are written."""
    rows = f'<row r="1">{cell}</row>'
    assert patched_rows(rows, {"A1": value}, looks_the_same=True) != rows


# id: columns, rows, the style of B3 after writing a text into it
INHERITED = {
    "nothing": ("", '<row r="3"/>', None),
    "own": ('<col min="2" max="2" style="2"/>', '<row r="3" s="1" customFormat="1"><c r="B3" s="4"/></row>', "4"),
    "row": ('<col min="2" max="2" style="2"/>', '<row r="3" s="1" customFormat="1"/>', "1"),
    "row style without the word": ('<col min="2" max="2" style="2"/>', '<row r="3" s="1"/>', "2"),
    "column": ('<col min="1" max="5" style="2"/>', "", "2"),
    "another column": ('<col min="3" max="5" style="2"/>', "", None),
    "above": ("", '<row r="2"><c r="A2" s="2"/><c r="B2" s="4"/></row><row r="3"><c r="A3" s="2"/></row>', "4"),
    "not a heading above": (
        "",
        '<row r="2"><c r="A2" s="1"/><c r="B2" s="1"/></row><row r="3"><c r="A3"/></row>',
        None,
    ),
}


@pytest.mark.parametrize(("columns", "rows", "style"), INHERITED.values(), ids=INHERITED)
def test_a_new_cell_inherits_its_style(columns: str, rows: str, style: str | None) -> None:
    """Its own style, else its row's, else its column's, else that of the cell above in a like row."""
    before = f"<cols>{columns}</cols>" if columns else ""
    found = patched_rows(rows, {"B3": "x"}, before=before).partition('r="B3"')[2].partition(">")[0]
    assert found == (f' s="{style}"' if style else "") + ' t="inlineStr"'


def test_new_cells_follow_each_other_down() -> None:
    """A row that has just been written is the model for the next one."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"/></row>' for n in (2, 3, 4)).replace(
        'r="A2"/>', 'r="A2"/><c r="B2" s="4"/>'
    )
    assert patched_rows(rows, {"B3": "x", "B4": "y"}).count('s="4" t=') == 2


def test_dates_use_and_add_styles() -> None:
    """A fitting style of the workbook is used; where there is none, one is added for each look, once."""
    rows = '<row r="1"><c r="A1"/><c r="B1" s="1"/><c r="C1" s="1"/><c r="D1" s="3"/><c r="E1" s="4"/></row>'
    workbook = simple_workbook(worksheet(rows))
    cells = dict.fromkeys(("A1", "B1", "C1", "D1", "E1", "F1"), DAY)
    new = patch_cells(workbook, "Jobs", cells)
    verify_patch(workbook, new, {"Jobs": cells})
    proven(workbook, new)
    styles = [piece.partition('"')[0] for piece in rows_of(new).split(' s="')[1:]]
    assert styles == ["3", "5", "5", "3", "6", "3"]
    assert part_of(new, "xl/styles.xml").count("<xf ") == part_of(workbook, "xl/styles.xml").count("<xf ") + 2
    assert broken_rules(new) == []


CALENDARS = [
    (dt.date(1900, 1, 1), False, 1), (dt.date(1900, 2, 28), False, 59), (dt.date(1900, 3, 1), False, 61),
    (DAY, False, SERIAL), (dt.date(9999, 12, 31), False, 2958465),
    (dt.date(1904, 1, 1), True, 0), (DAY, True, SERIAL - 1462),
]  # fmt: skip


@pytest.mark.parametrize(("day", "old_mac", "serial"), CALENDARS)
def test_calendars(day: dt.date, old_mac: bool, serial: int) -> None:
    """Days are counted as Excel counts them: with the 29 February 1900 that never was, or from 1904."""
    workbook = simple_workbook(worksheet(""), before='<workbookPr date1904="1"/>' if old_mac else "")
    new = patch_cells(workbook, "Jobs", {"A1": day})
    verify_patch(workbook, new, {"Jobs": {"A1": day}})
    proven(workbook, new)
    assert f"<v>{serial}</v>" in rows_of(new)


def test_dimension_widens() -> None:
    """It grows to enclose new cells, stays where they fit, and is not invented."""
    workbook = simple_workbook(worksheet("", before='<dimension ref="B2:C3"/>'))
    assert '<dimension ref="A2:E3"/>' in part_of(patch_cells(workbook, "Jobs", {"A3": 1, "E2": 2}))
    assert '<dimension ref="B2:C3"/>' in part_of(patch_cells(workbook, "Jobs", {"C2": 1}))
    assert "dimension" not in part_of(patch_cells(simple_workbook(worksheet("")), "Jobs", {"C2": 1}))


def test_parts_in_other_clothes() -> None:
    """Self-closed rows, a mark before the XML, UTF-16 and a prefix come out as they came in."""
    bare = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData /></x:worksheet>'
    for codec, mark in (("utf-8", ""), ("utf-8", "\ufeff"), ("utf-16-le", "\ufeff"), ("utf-16-be", "\ufeff")):
        parts: dict[str, str | bytes] = dict(simple_parts(worksheet("")))
        parts[SHEET] = (mark + bare).encode(codec)
        new = raw_entries(patch_cells(zipped(parts), "Jobs", {"A1": "ü\U0001f600"}))
        wanted = '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>ü\U0001f600</x:t></x:is></x:c></x:row>'
        text = mark + bare.replace("<x:sheetData />", f"<x:sheetData>{wanted}</x:sheetData>")
        workbook = patch_cells(zipped(parts), "Jobs", {"A1": "ü\U0001f600"})
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
            assert archive.read(SHEET) == text.encode(codec)
        assert SHEET in new


def test_characters_that_the_encoding_lacks() -> None:
    """A part in Latin-1 holds an emoji as a reference."""
    parts: dict[str, str | bytes] = dict(simple_parts(worksheet("")))
    parts[SHEET] = worksheet("").replace("UTF-8", "ISO-8859-1").encode("latin-1")
    new = patch_cells(zipped(parts), "Jobs", {"A1": "ü\U0001f600"})
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(new)) as archive:
        assert "<t>ü&#128512;</t>".encode("latin-1") in archive.read(SHEET)
    verify_patch(zipped(parts), new, {"Jobs": {"A1": "ü\U0001f600"}})


FORMULA = '<row r="1"><c r="A1"><f>B1</f><v>1</v></c></row>'
WORKBOOK_PARTS = {
    "nothing": ("", '<calcPr fullCalcOnLoad="1"/>'),
    "asked already": ('<calcPr calcId="1" fullCalcOnLoad="1"/>', '<calcPr calcId="1" fullCalcOnLoad="1"/>'),
    "other settings": ('<calcPr calcId="191029"/>', '<calcPr calcId="191029" fullCalcOnLoad="1"/>'),
    "said no": ('<calcPr fullCalcOnLoad="0"/>', '<calcPr fullCalcOnLoad="1"/>'),
    "names before": ("<definedNames/><extLst/>", '<definedNames/><calcPr fullCalcOnLoad="1"/><extLst/>'),
}


@pytest.mark.parametrize(("inside", "wanted"), WORKBOOK_PARTS.values(), ids=WORKBOOK_PARTS)
def test_formulas_are_calculated_anew(inside: str, wanted: str) -> None:
    """Where any sheet has a formula, a change asks for a full calculation on opening, in the place the format wants."""
    workbook = simple_workbook(worksheet(""), worksheet(FORMULA), inside=inside)
    cells: dict[str, CellValue] = {"A1": "x"}
    new = patch_cells(workbook, "Jobs", cells)
    assert f"</sheets>{wanted}</workbook>" in part_of(new, "xl/workbook.xml")
    verify_patch(workbook, new, {"Jobs": cells})
    proven(workbook, new)
    assert broken_rules(new) == []


def test_nothing_is_calculated_anew_without_need() -> None:
    """Without formulas, or without a change, the workbook part is not touched."""
    quiet = simple_workbook(worksheet(""), worksheet(""))
    assert part_of(patch_cells(quiet, "Jobs", {"A1": 1}), "xl/workbook.xml") == part_of(quiet, "xl/workbook.xml")
    busy = simple_workbook(worksheet(""), worksheet(FORMULA))
    assert patch_cells(busy, "Jobs", {"A1": None}) is busy


def guarded_workbook() -> bytes:
    """One sheet with everything that must not be overwritten."""
    rows = (
        row(1, "Company", "Stage")
        + '<row r="2"><c r="D2"><f>1</f><v>1</v></c><c r="E2"><f t="shared" ref="E2:E3" si="0">A2</f><v>1</v></c></row>'
        '<row r="3"><c r="D3"><!-- x --><f/></c><c r="E3"><f t="shared" si="0"/><v>1</v></c></row>'
        '<row r="4"><c r="G4"><f t="array" ref="G4:H5">A1:B2</f><v>1</v></c><c r="H4"><v>2</v></c></row>'
        '<row r="6"><c r="G6" cm="1"><f t="array" ref="G6:G8">SORT(A1:A3)</f><v>1</v></c></row>'
        '<row r="7"><c r="J7"><f t="dataTable" ref="J7:J8" dt2D="0" dtr="0" r1="A1"/><v>1</v></c></row>'
        '<row r="8"><c r="L8" cm="1"><v>1</v></c></row>'
    )
    after = (
        '<sheetProtection sheet="1"/><mergeCells count="1"><mergeCell ref="M1:N2"/></mergeCells>'
        '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    )
    parts = simple_parts(worksheet(rows, after=after))
    source = table("Leads", "A1:B9", "Company", "Stage", attributes=' totalsRowCount="1"')
    add_part(parts, "xl/tables/table1.xml", source, "table", "../tables/table1.xml", of=SHEET)
    pivot = f'<pivotTableDefinition xmlns="{MAIN}"><location ref="P5:Q9" rowPageCount="1"/></pivotTableDefinition>'
    add_part(parts, "xl/pivotTables/pivotTable1.xml", pivot, "pivotTable", "../pivotTables/pivotTable1.xml", of=SHEET)
    return zipped(parts)


REFUSED = {
    "D2": "holds a formula", "E2": "holds a formula", "E3": "holds a formula", "D3": "holds a formula",
    "G4": "array formula in G4", "H4": "array formula in G4", "H5": "array formula in G4",
    "G7": "array formula in G6", "J8": "what-if data table", "L8": "dynamic array",
    "N2": "merged cells that begin in M1", "A1": 'heading of the table "Leads"', "B9": "totals row",
    "P5": "pivot table", "Q3": "pivot table",
}  # fmt: skip
ALLOWED = ("A2", "B8", "C1", "M1", "D4", "F4", "G9", "P10", "XFD1048576")


@pytest.mark.parametrize(("cell", "reason"), REFUSED.items(), ids=REFUSED)
def test_cells_that_are_not_ours_are_refused(cell: str, reason: str) -> None:
    """Formulas, arrays, spills, data tables, merged cells, headings, totals and pivots: each with its reason."""
    workbook = guarded_workbook()
    assert reason in refused_cells(workbook, "Jobs", [cell])[cell]
    with pytest.raises(WorkbookRefused, match=cell) as refusal:
        patch_cells(workbook, "Jobs", {"A2": "x", cell: None})
    assert refusal.value.cell in (cell, None)


def test_cells_beside_them_are_not_refused() -> None:
    """A protected sheet and cells around the forbidden ones can be written."""
    workbook = guarded_workbook()
    assert refused_cells(workbook, "Jobs", ALLOWED) == {}
    cells: dict[str, CellValue] = dict.fromkeys(ALLOWED, 1)
    new = patch_cells(workbook, "Jobs", cells)
    verify_patch(workbook, new, {"Jobs": cells})
    proven(workbook, new)


VALUES = {
    "half a character": "a\ud83d",
    "too long": "x" * 32_768,
    "too long in units": "\U0001f600" * 16_384,
    "not a number": float("nan"),
    "too large": float("inf"),
    "too large a whole number": 10**400,
    "before the calendar": dt.date(1899, 12, 31),
    "a time of day": dt.datetime(2026, 1, 1, 9, 0),  # noqa: DTZ001 - a cell has no zone
    "something else": b"bytes",
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_values_that_no_cell_can_hold(value: CellValue) -> None:
    """They are refused before anything is written."""
    with pytest.raises(WorkbookRefused):
        patch_cells(simple_workbook(worksheet("")), "Jobs", {"A1": value})


def test_the_longest_text() -> None:
    """Exactly as many characters as Excel takes are written, escapes not counted."""
    for text in ("x" * 32_767, "\x01" * 32_767, "\U0001f600" * 16_383):
        patched_rows("", {"A1": text})


def test_several_sheets_at_once() -> None:
    """Sheets are written together, under whatever capitals they are named; references too."""
    workbook = simple_workbook(worksheet(""), worksheet(""))
    new = patch_workbook(workbook, {"Jobs": {"a1": 1}, "JOBS": {"$B$1": 2}, "Sheet2": {"A1": DAY}})
    assert rows_of(new) == '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    assert f"<v>{SERIAL}</v>" in rows_of(new, "xl/worksheets/sheet2.xml")
    assert differing_cells(workbook, new, "Sheet2") == {"A1"}
    assert len(proven(workbook, new).cells) == 3


def test_workbooks_without_styles_take_text_but_no_dates() -> None:
    """Text needs no style; a date would not be shown as one, so it is refused in words."""
    workbook = simple_workbook(worksheet(""), styles=None)
    assert "Due" in rows_of(patch_cells(workbook, "Jobs", {"A1": "Due"}))
    with pytest.raises(WorkbookRefused, match="no styles"):
        patch_cells(workbook, "Jobs", {"A1": DAY})


def test_a_part_that_is_not_needed_may_be_damaged() -> None:
    """Broken styles hinder no text, in the patch or in its proof; a date, which needs them, is refused."""
    parts = simple_parts(worksheet(""))
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace("</fonts>", "")
    workbook = zipped(parts)
    verify_patch(workbook, patch_cells(workbook, "Jobs", {"A1": "Due"}), {"Jobs": {"A1": "Due"}})
    with pytest.raises(WorkbookRefused, match=r"styles\.xml is not well-formed"):
        patch_cells(workbook, "Jobs", {"A1": DAY})


@pytest.mark.slow
def test_many_cells_take_linear_time() -> None:
    """Ten times the rows take about ten times as long."""

    def took(count: int) -> float:
        inner = "".join(row(n, *["some text"] * 10) for n in range(1, count + 1))
        workbook = simple_workbook(worksheet(inner))
        cells: dict[str, CellValue] = {f"L{n}": f"text {n}" for n in range(1, count + 1)}
        start = time.process_time()
        patch_cells(workbook, "Jobs", cells)
        return time.process_time() - start

    took(1_000)
    assert took(10_000) < 40 * min(took(1_000) for _ in range(3))


def test_styles_maker_is_sound() -> None:
    """The made-up workbooks themselves break no rule."""
    assert broken_rules(simple_workbook(worksheet(row(1, "a")), worksheet(""))) == []
    assert DECLARATION.startswith("<?xml")
    assert STYLES.count("<xf ") == 6
