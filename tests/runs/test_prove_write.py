"""prove_write.py: each planted loss is caught, our own writes are proven, and nothing that is no workbook passes."""

from __future__ import annotations

import ast
import io
import subprocess
import sys
import warnings
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import prove_write
from everything_for_tests import BOOK, JOBS, MORE, OURS, everything, written
from followthrough.writing.columns import add_columns, remove_columns
from followthrough.writing.patch import patch_cells
from proof_for_tests import proven
from prove_write import Receipt, main
from workbooks_for_tests import HEADINGS, workbook
from xlsx_maker import row, simple_workbook, worksheet

if TYPE_CHECKING:
    from collections.abc import Callable

    Entries = list[tuple[str, bytes]]

pytestmark = pytest.mark.slow

SCRIPT = Path(prove_write.__file__)
STYLES, TABLE = "xl/styles.xml", "xl/table1.xml"
DAY = date(2026, 11, 25)
RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
BEFORE = everything()
AFTER = written(BEFORE)


def entries_of(book: bytes) -> Entries:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def packed(entries: Entries, comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # a part that is there twice
        archive.comment = comment
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def with_text(part: str, old: str, new: str, book: bytes = AFTER) -> bytes:
    """The workbook with a piece of one part exchanged; the piece must be there."""
    entries = dict(entries_of(book))
    assert old.encode() in entries[part], f"{old} is not in {part}"
    return packed(list((entries | {part: entries[part].replace(old.encode(), new.encode(), 1)}).items()))


def cut(part: str, start: str, end: str) -> tuple[str, str, str]:
    """All from one piece of a part to another, gone."""
    text = dict(entries_of(AFTER))[part].decode()
    found = start + text.partition(start)[2].partition(end)[0] + end
    return part, found, ""


def swapped(part: str, first: str, start: str, end: str) -> tuple[str, str]:
    """A piece of a part and the one that follows it, and the same the other way round."""
    text = dict(entries_of(AFTER))[part].decode().partition(first)[2]
    assert text.startswith(start)
    second = text.partition(end)[0] + end
    return first + second, second + first


# id: the part, what stands there, what a careless writer leaves there
LOSSES: dict[str, tuple[str, str, str]] = {
    # cells and rows
    "a formula changed": (JOBS, "SUM(D2:D3)", "SUM(D2:D4)"),
    "a formula turned into its result": (JOBS, "<f>SUM(D2:D3)</f>", ""),
    "a cached result dropped": (JOBS, "<f>SUM(D2:D3)</f><v>150000</v>", "<f>SUM(D2:D3)</f>"),
    "a cached result changed": (JOBS, "<v>150000</v>", "<v>150001</v>"),
    "a formula put over a value": (JOBS, '<c r="D2"><v>50000</v>', '<c r="D2"><f>50000</f><v>50000</v>'),
    "a style renumbered": (JOBS, '<c r="C2" s="3">', '<c r="C2" s="2">'),
    "a style dropped": (JOBS, '<c r="C2" s="3">', '<c r="C2">'),
    "a style lost with a value changed": (JOBS, '<c r="C2" s="3"><v>46342', '<c r="C2"><v>46340'),
    "a style of an empty cell dropped": (JOBS, '<c r="B3" s="4"/>', '<c r="B3"/>'),
    "an empty cell with a style dropped": (JOBS, '<c r="B3" s="4"/>', ""),
    "a number stored as text": (JOBS, '<c r="D2"><v>', '<c r="D2" t="str"><v>'),
    "a truth value stored as a number": (JOBS, '<c r="B4" t="b">', '<c r="B4">'),
    "an error stored as text": (JOBS, '<c r="C4" t="e">', '<c r="C4" t="str">'),
    "rich text flattened": (
        JOBS, '<c r="A2" t="s"><v>4</v>', '<c r="A2" t="inlineStr"><is><t>Acme Berlin</t></is>',
    ),
    "a phonetic guide dropped": (
        JOBS, '<c r="A3" t="s" ph="1"><v>5</v>', '<c r="A3" t="inlineStr" ph="1"><is><t>東京</t></is>',
    ),
    "a phonetic guide hidden": (JOBS, '<c r="A3" t="s" ph="1">', '<c r="A3" t="s">'),
    "blanks no longer preserved": (JOBS, '<is><t xml:space="preserve"> Analyst </t>', "<is><t> Analyst </t>"),
    "cells in another order": (
        JOBS, '<c r="B4" t="b"><v>1</v></c><c r="C4" t="e"><v>#N/A</v></c>',
        '<c r="C4" t="e"><v>#N/A</v></c><c r="B4" t="b"><v>1</v></c>',
    ),
    "a new cell in the wrong place": (JOBS, '<c r="A6"', '<c r="C6"><v>1</v></c><c r="A6"'),
    "a row in the wrong place": (JOBS, '<row r="6">', '<row r="8"><c r="A8"><v>1</v></c></row><row r="6">'),
    "a hidden row shown": (JOBS, ' hidden="1" outlineLevel="1"', ' outlineLevel="1"'),
    "a row's outline lost": (JOBS, ' hidden="1" outlineLevel="1"', ' hidden="1"'),
    "a row's height lost": (JOBS, ' ht="24" customHeight="1"', ""),
    "a shared text changed": ("xl/sharedStrings.xml", "Acme ", "Acme"),
    "a shared text added": ("xl/sharedStrings.xml", "</sst>", "<si><t>Due</t></si></sst>"),
    "shared runs flattened": (
        "xl/sharedStrings.xml", "<r><t>Acme </t></r><r><rPr><b/></rPr><t>Berlin</t></r>", "<t>Acme Berlin</t>",
    ),
    "a cell of another sheet changed": (MORE, "Jobs!D6", "Jobs!D5"),
    # the worksheet around them
    "a tab colour": cut(JOBS, "<tabColor", "/>"),
    "fit to page": cut(JOBS, "<pageSetUpPr", "/>"),
    "frozen panes": cut(JOBS, "<pane ", "/>"),
    "grid lines shown": (JOBS, 'showGridLines="0" ', ""),
    "a row height of the sheet": (JOBS, 'defaultRowHeight="15"', 'defaultRowHeight="12"'),
    "a column's width": (JOBS, 'width="30"', 'width="8"'),
    "a hidden column shown": (JOBS, 'width="12" hidden="1"', 'width="12"'),
    "all widths": cut(JOBS, "<cols>", "</cols>"),
    "protection": cut(JOBS, "<sheetProtection", "/>"),
    "protected ranges": cut(JOBS, "<protectedRanges>", "</protectedRanges>"),
    "merged cells": cut(JOBS, "<mergeCells", "</mergeCells>"),
    "merged cells moved": (JOBS, '"A6:B6"', '"A6:C6"'),
    "colour rules": cut(JOBS, '<conditionalFormatting sqref="C2', "</conditionalFormatting>"),
    "a colour rule's condition": (JOBS, "<formula>46340</formula>", "<formula>46341</formula>"),
    "a colour rule's colour": (JOBS, 'dxfId="0" priority="1"', 'dxfId="1" priority="1"'),
    "a colour rule put on a column of theirs": (JOBS, 'sqref="E2:E1006"', 'sqref="D2:E1006"'),
    "a drop-down": cut(JOBS, "<dataValidations", "</dataValidations>"),
    "a drop-down's words": (JOBS, "Analyst,Engineer", "Analyst"),
    "a hyperlink": cut(JOBS, "<hyperlinks>", "</hyperlinks>"),
    "printed grid lines": cut(JOBS, "<printOptions", "/>"),
    "page margins": (JOBS, 'left="0.5"', 'left="0.7"'),
    "page setup": cut(JOBS, "<pageSetup ", "/>"),
    "a page header": cut(JOBS, "<headerFooter>", "</headerFooter>"),
    "a page break": cut(JOBS, "<rowBreaks", "</rowBreaks>"),
    "ignored errors": cut(JOBS, "<ignoredErrors>", "</ignoredErrors>"),
    "a drawing": cut(JOBS, "<drawing", "/>"),
    "comments' boxes": cut(JOBS, "<legacyDrawing", "/>"),
    "a table": cut(JOBS, "<tableParts", "</tableParts>"),
    "extensions": cut(JOBS, "<extLst>", "</extLst>"),
    "a data bar": cut(JOBS, "<x14:dataBar>", "</x14:dataBar>"),
    "a declared prefix": (JOBS, ' xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"', ""),
    "the phonetic font": (JOBS, '<phoneticPr fontId="1"/>', ""),
    "elements in another order": (JOBS, *swapped(JOBS, '<printOptions gridLines="1"/>', "<pageMargins", "/>")),
    "a filter": cut(MORE, "<autoFilter", "</autoFilter>"),
    # tables, styles, the workbook
    "a column of a table renamed": (TABLE, 'name="Salary"', 'name="Pay"'),
    "a column of a table": cut(TABLE, '<tableColumn id="4"', "/>"),
    "a table's rows": (TABLE, "A1:I4", "A1:I3"),
    "a table's name": (TABLE, 'displayName="Leads"', 'displayName="Leads1"'),
    "a table's filter": cut(TABLE, "<autoFilter", "/>"),
    "a table's look": cut(TABLE, "<tableStyleInfo", "/>"),
    "a table that reaches over nothing": (TABLE, "A1:I4", "A1:K4"),
    "a style changed": (STYLES, '<xf numFmtId="14" fontId="0"', '<xf numFmtId="14" fontId="1"'),
    "a style put before others": (STYLES, '<cellXfs count="5">', '<cellXfs count="6"><xf numFmtId="0"/>'),
    "a style removed": cut(STYLES, '<xf numFmtId="0" fontId="0" fillId="0" borderId="1"', "/>"),
    "a font removed": cut(STYLES, "<font><i/>", "</font>"),
    "a colour for rules changed": (STYLES, 'rgb="FFFF0000"', 'rgb="FFFF0001"'),
    "a named style": cut(STYLES, "<cellStyles", "</cellStyles>"),
    "the style of tables": (STYLES, "TableStyleMedium2", "TableStyleMedium9"),
    "a defined name": cut(BOOK, '<definedName name="Pay"', "</definedName>"),
    "a hidden name of a filter": cut(BOOK, '<definedName name="_xlnm._FilterDatabase"', "</definedName>"),
    "a defined name moved": (BOOK, "Jobs!$D$2:$D$4", "Jobs!$D$2:$D$5"),
    "print titles": cut(BOOK, '<definedName name="_xlnm.Print_Titles"', "</definedName>"),
    "a name that is seen": (BOOK, "</definedNames>", '<definedName name="Mine">Jobs!$E$1</definedName></definedNames>'),
    "a hidden area to print": (
        BOOK, "</definedNames>",
        '<definedName name="_xlnm.Print_Area" localSheetId="0" hidden="1">Jobs!$A$1</definedName></definedNames>',
    ),
    "the order of the sheets": (BOOK, *swapped(BOOK, '<sheet name="Jobs" sheetId="1" r:id="rId1"/>', "<sheet ", "/>")),
    "a hidden sheet shown": (BOOK, ' state="hidden"', ""),
    "a sheet renamed": (BOOK, 'name="Sheet2"', 'name="Sheet3"'),
    "the calendar of 1904": (BOOK, 'date1904="0"', 'date1904="1"'),
    "the sheet in front": (BOOK, 'activeTab="0"', 'activeTab="1"'),
    "the calculation's version": (BOOK, ' calcId="191029"', ""),
    # other parts
    "the theme": ("xl/theme/theme1.xml", "Mine", "Office"),
    "the author": ("docProps/core.xml", "Dana", "a program"),
    "a content type": ("[Content_Types].xml", "comments+xml", "comment+xml"),
    "a relation of the sheet": cut(RELATIONS, '<Relationship Id="rId3"', "/>"),
    "a comment": ("xl/comments1.xml", "Met them", "Met her"),
    "a comment's box": ("xl/vmlDrawing1.vml", "s1", "s2"),
    "printer settings": ("xl/printerSettings1.bin", "A4", "A5"),
    "the order of calculation": cut("xl/calcChain.xml", '<c r="D4"', "/>"),
    "a picture": ("xl/image1.png", "picture", "photo"),
}  # fmt: skip


@pytest.mark.parametrize(("part", "old", "new"), LOSSES.values(), ids=LOSSES)
def test_a_planted_loss_is_caught(part: str, old: str, new: str) -> None:
    """One thing lost beside an otherwise good write is a fault; the cells that were written are told all the same."""
    found = Receipt(BEFORE, with_text(part, old, new))
    assert found.faults
    assert 'Jobs!E2: "" -> "Due"' in found.cells


def lost(entries: Entries) -> Entries:
    return [entry for entry in entries if entry[0] != "xl/comments1.xml"]


def other_case(entries: Entries) -> Entries:
    return [(name.replace("comments1", "Comments1"), content) for name, content in entries]


PACKAGES: dict[str, Callable[[Entries], bytes]] = {
    "a part lost": lambda entries: packed(lost(entries)),
    "a part added": lambda entries: packed([*entries, ("xl/comments2.xml", b"<comments/>")]),
    "a part renamed": lambda entries: packed(other_case(entries)),
    "parts in another order": lambda entries: packed([*entries[1:], entries[0]]),
    "the comment of the zip file": lambda entries: packed(entries, b"written by a program"),
}


@pytest.mark.parametrize("spoil", PACKAGES.values(), ids=PACKAGES)
def test_a_loss_of_the_package_is_caught(spoil: Callable[[Entries], bytes]) -> None:
    """The list of parts, its order and what else the zip file says are as they were."""
    assert Receipt(BEFORE, spoil(entries_of(AFTER))).faults


def listed(workbook: bytes) -> bytes:
    """A list that is no table, with our columns and advice on every kind of row."""
    return patch_cells(add_columns(workbook, "Jobs", 1, OURS), "Jobs", {"C2": "Due", "E3": DAY, "G9": "x"})


STYLED = '<row r="2" s="4" customFormat="1"><c r="A2" s="4"/><c r="C2" s="4"/><c r="D2" s="4"/></row>'
WRITES: dict[str, tuple[bytes, Callable[[bytes], bytes]]] = {
    "nothing": (BEFORE, lambda before: before),
    "columns and advice": (BEFORE, written),
    "advice of a later day": (AFTER, lambda before: patch_cells(before, "Jobs", {"E2": "Due", "G2": DAY, "I2": None})),
    "columns taken away": (AFTER, lambda before: remove_columns(before, "Jobs", 1, OURS)),
    "columns of a plain list": (simple_workbook(worksheet(row(1, "Company", "Stage") + STYLED)), listed),
    "columns of a plain list taken away": (
        listed(simple_workbook(worksheet(row(1, "Company", "Stage")))),
        lambda before: remove_columns(before, "Jobs", 1, OURS),
    ),
    "attributes in another order": (
        BEFORE, lambda before: with_text(JOBS, ' ht="24" customHeight="1"', ' customHeight="1" ht="24"', before),
    ),
    "a lead added": (BEFORE, lambda before: patch_cells(before, "Jobs", {"A9": "Cedar", "C9": DAY})),
}  # fmt: skip


@pytest.mark.parametrize(("before", "write"), WRITES.values(), ids=WRITES)
def test_our_own_writes_are_proven(before: bytes, write: Callable[[bytes], bytes]) -> None:
    """What the program does to a workbook is cells, and what comes along with cells."""
    proven(before, write(before))


def test_a_hidden_name_for_a_column_may_come_and_go_with_it() -> None:
    """A name that nobody sees is told and no fault; one for a column that stays is a loss when it goes."""
    name = '<definedName name="_ours" hidden="1">Jobs!$E$1</definedName></definedNames>'
    named = with_text(BOOK, "</definedNames>", name)
    assert Receipt(BEFORE, named).faults == []
    assert Receipt(named, with_text(BOOK, name, "</definedNames>", remove_columns(named, "Jobs", 1, OURS))).faults == []
    assert Receipt(named, AFTER).faults


@pytest.mark.parametrize("title", ["Jobs", "Bewerbungen & mehr", "O'Brien's jobs", "求人"])
def test_cells_are_told_by_the_name_of_their_sheet(title: str) -> None:
    """Sheet, cell, what stood there and what stands there now."""
    before = workbook(HEADINGS, ("Acme", "Analyst", "Applied", None), name=title)
    found = proven(before, patch_cells(before, title, {"C2": "Offer", "D2": DAY, "B2": None, "E2": 5}))
    assert found.cells == [
        f'{title}!B2: "Analyst" -> ""', f'{title}!C2: "Applied" -> "Offer"', f'{title}!D2: "" -> "46351"',
        f'{title}!E2: "" -> "5"',
    ]  # fmt: skip


def run(tmp_path: Path, before: bytes, after: bytes) -> int:
    """Run the script on two files; its status."""
    (tmp_path / "before.xlsx").write_bytes(before)
    (tmp_path / "after.xlsx").write_bytes(after)
    try:
        return main([str(tmp_path / "before.xlsx"), str(tmp_path / "after.xlsx")])
    except SystemExit as end:
        return int(str(end.code))


def test_faults_come_first_and_end_in_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first thing that a person reads is what should not be."""
    assert run(tmp_path, BEFORE, AFTER) == 0
    assert capsys.readouterr().out.startswith("Something else differs: 0\nCells that differ: 11\n  Jobs!E1: ")
    assert run(tmp_path, BEFORE, with_text(JOBS, '"A6:B6"', '"A6:C6"')) == 1
    told = "Something else differs: 1\n  Jobs: mergeCells 1 mergeCell 1 differs\nCells that differ: 11\n"
    assert capsys.readouterr().out.startswith(told)


def test_no_cell_can_write_on_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no printable character is shown as its number."""
    text = "a\x9b2J\u202eb\nc é"
    assert run(tmp_path, BEFORE, patch_cells(BEFORE, "Jobs", {"A9": text})) == 0
    assert 'Jobs!A9: "" -> "a\\x9b2J\\u202eb\\nc é"' in capsys.readouterr().out


def bomb(content: bytes, times: int) -> bytes:
    """The workbook with a sheet that unpacks to very much."""
    return packed([*entries_of(AFTER)[:-1], ("xl/worksheets/sheet9.xml", content * times)])


ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 30))
NESTED = "<row>" * 200_000 + "</row>" * 200_000
UNREADABLE = {
    "empty": b"",
    "a line of text": b"hello\n",
    "half a workbook": AFTER[: len(AFTER) // 2],
    "a byte turned over": AFTER.replace(b"PK\x03\x04", b"PK\x03\x05", 1),
    "an old .xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504,
    "a part that is there twice": packed([*entries_of(AFTER), ("xl/comments1.xml", b"<comments/>")]),
    "a cell that is there twice": with_text(JOBS, '<c r="D2"><v>50000</v></c>', '<c r="D2"><v>50000</v></c>' * 2),
    "XML that breaks off": with_text(JOBS, "</worksheet>", ""),
    "an undeclared prefix": with_text(JOBS, "<pageSetup ", '<pageSetup x9:a="1" '),
    "a bomb of zeros": bomb(b"\0" * 1024**2, 300),
    "a bomb of elements": with_text(JOBS, "<sheetData>", "<sheetData>" + "<row/>" * 4_000_001),
    "a bomb of entities": with_text(JOBS, "<worksheet", f"<!DOCTYPE x [<!ENTITY a0 'ha'>{ENTITIES}]><worksheet"),
    "a bomb of depth": with_text(JOBS, "<sheetData>", f"<sheetData>{NESTED}"),
    "a bomb of columns": with_text(JOBS, "<cols>", "<cols>" + '<col min="1" max="16384"/>' * 100_000),
    "a column beyond the last": with_text(JOBS, "<cols>", '<cols><col min="1" max="999999999999"/>'),
    "a text that is not there": with_text(JOBS, '<c r="A4" t="s"><v>6</v>', '<c r="A4" t="s"><v>99</v>'),
}


@pytest.mark.parametrize("after", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_proves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], after: bytes) -> None:
    """Status 4 and one line on stderr, and no bomb goes off."""
    assert run(tmp_path, BEFORE, after) == 4
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("It cannot be read, so nothing is proven: ")


def test_wrong_usage() -> None:
    """One file is not enough, and one that is missing cannot be read."""
    with pytest.raises(SystemExit, match="2"):
        main(["before.xlsx"])
    with pytest.raises(SystemExit, match="4"):
        main(["no such file.xlsx", "nor this.xlsx"])


def test_the_script_stands_alone(tmp_path: Path) -> None:
    """It is short, imports the standard library only, and runs from anywhere without anything installed."""
    source = SCRIPT.read_text("utf-8")
    imported = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imported if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in imported if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names
    assert len(source.splitlines()) < 210
    for name, content in (("before.xlsx", BEFORE), ("after.xlsx", AFTER)):
        (tmp_path / name).write_bytes(content)
    command = [sys.executable, "-I", "-S", str(SCRIPT), "before.xlsx", "after.xlsx"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)  # noqa: S603 - ourselves
    assert (done.returncode, done.stderr) == (0, b"")
