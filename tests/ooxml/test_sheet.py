"""Rows and cells as spans: whatever a well-formed sheet may look like, each cell is found, or the sheet refused."""

from __future__ import annotations

import time

import pytest

from followthrough.knowing.errors import WorkbookRefused
from followthrough.ooxml.cells import EMPTY, Content, escape_text, read_content, read_shared_strings, unescape_text
from followthrough.ooxml.references import cell_name, find_cell, find_range, range_name
from followthrough.ooxml.sheet import Sheet, read_sheet
from followthrough.ooxml.xml import XmlPart, decode_part
from xlsx_maker import MAIN


def sheet(inner: str, *, prefix: str = "", head: str = "") -> Sheet:
    p = f"{prefix}:" if prefix else ""
    namespace = f"xmlns:{prefix}" if prefix else "xmlns"
    return read_sheet(decode_part("s.xml", f'{head}<{p}worksheet {namespace}="{MAIN}">{inner}</{p}worksheet>'.encode()))


def texts(found: Sheet, strings: tuple[str, ...] = ()) -> dict[str, Content]:
    """All cells of a sheet that hold something."""
    cells = {
        cell_name(number, column): read_content(found.stored(match), strings)
        for number in found.rows
        for column, match in found.cells(number).items()
    }
    return {name: content for name, content in cells.items() if content != EMPTY}


def number(text: str) -> Content:
    return Content("number", text)


def text(value: str) -> Content:
    return Content("text", value)


SHEETS: dict[str, tuple[str, dict[str, Content]]] = {
    "plain": ('<sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData>', {"B2": number("1")}),
    "self-closed": ("<sheetData/>", {}),
    "empty rows and cells": ('<sheetData><row r="1"/><row r="2"><c r="A2"/><c r="B2"></c></row></sheetData>', {}),
    "no references": (
        ('<sheetData><row><c><v>1</v></c><c/><c><v>3</v></c></row><row r="5"><c r="C5"/><c><v>4</v></c></row>'
        "<row><c><v>6</v></c></row></sheetData>"),
        {"A1": number("1"), "C1": number("3"), "D5": number("4"), "A6": number("6")},
    ),
    "single quotes and spaces": (
        "<sheetData ><row  spans='1:1'\n r='1' ><c\ts='0' r='A1' ><v >7</v ></c ></row ></sheetData >",
        {"A1": number("7")},
    ),
    "comments and instructions": (
        ('<!-- <sheetData> --><sheetData><!-- <row r="9"> --><row r="1"><!-- <c r="A1"><v>0</v></c> -->'
        '<?go <c r="A1"/> ?><c r="A1"><!-- </c> --><v>1</v><?x </c>?></c></row><?y </sheetData>?></sheetData>'),
        {"A1": number("1")},
    ),
    "cdata": (
        ('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[</t></is></c></row> & ]]>x</t></is></c>'
        '<c r="B1"><v>2</v></c></row></sheetData>'),
        {"A1": text("</t></is></c></row> & x"), "B1": number("2")},
    ),
    "signs in attributes": (
        '<sheetData><row r="1" x="a>b"><c r="A1" y="/>" z=\'<\'><v>1</v></c></row></sheetData>'.replace("<'", "&lt;'"),
        {"A1": number("1")},
    ),
    "extension at the end of a row": (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><extLst><ext uri="x"/></extLst></row></sheetData>',
        {"A1": number("1")},
    ),
    "formula results": (
        ('<sheetData><row r="1"><c r="A1" t="str"><f>A2&amp;"c"</f><v>ab</v></c><c r="B1"><f>1/0</f></c>'
        '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>'),
        {"A1": text("ab"), "C1": Content("error", "#DIV/0!")},
    ),
    "kinds": (
        ('<sheetData><row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="d"><v>2026-01-02</v></c>'
        '<c r="C1" t="s"><v>1</v></c><c r="D1" t="n"><v>1e3</v></c><c r="E1" s=""><v>5</v></c></row></sheetData>'),
        {
            "A1": Content("truth", "1"), "B1": Content("day", "2026-01-02"), "C1": text("second"),
            "D1": number("1e3"), "E1": number("5"),
        },
    ),
    "rich and phonetic text": (
        ('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><r><t>bold</t></r><r><t xml:space="preserve">'
        ' plain</t></r><rPh sb="0" eb="1"><t>hint</t></rPh></is></c></row></sheetData>'),
        {"A1": text("bold plain")},
    ),
    "small letters": ('<sheetData><row r="1"><c r="b1"><v>1</v></c></row></sheetData>', {"B1": number("1")}),
}  # fmt: skip


@pytest.mark.parametrize(("inner", "wanted"), SHEETS.values(), ids=SHEETS)
def test_cells_are_found(inner: str, wanted: dict[str, Content]) -> None:
    """Every cell is found where it stands, and read for what it holds."""
    assert texts(sheet(inner), ("first", "second")) == wanted


def test_prefixes_and_other_namespaces() -> None:
    """A prefix other than the default one is followed; like-named elements of other namespaces are not cells."""
    found = sheet(
        '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData><c r="B1"/>', prefix="x"
    )
    assert texts(found) == {"A1": number("1")}
    assert [element.name for element in found.elements] == ["sheetData", "c"]


ENCODINGS = {
    "utf-8 mark": "\ufeff{}".encode,
    "utf-16": lambda: ("\ufeff" + '<?xml version="1.0" encoding="UTF-16"?>{}').encode("utf-16-le"),
    "utf-16 big": lambda: ("\ufeff" + '<?xml version="1.0" encoding="utf-16"?>{}').encode("utf-16-be"),
    "utf-16 no mark": lambda: '<?xml version="1.0"?>{}'.encode("utf-16-le"),
    "latin-1": lambda: '<?xml version="1.0" encoding="ISO-8859-1"?>{}'.encode("latin-1"),
}


@pytest.mark.parametrize("make", ENCODINGS.values(), ids=ENCODINGS)
def test_encodings(make: type[bytes]) -> None:
    """A part is read in its own encoding and goes back into it, mark and declaration included."""
    frame = make()
    body = (
        '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Zoë</t></is></c></row></sheetData></worksheet>'
    )
    for codec in ("utf-16-le", "utf-16-be", "latin-1"):
        if "{}".encode(codec) in frame and (codec != "latin-1" or b"8859" in frame):
            raw = frame.replace("{}".encode(codec), body.encode(codec))
            break
    else:
        raw = frame.replace(b"{}", body.encode())
    part = decode_part("s.xml", raw)
    assert texts(read_sheet(part)) == {"A1": text("Zoë")}
    assert part.encoded() == raw


DISORDER = {
    "rows out of order": '<sheetData><row r="2"/><row r="1"/></sheetData>',
    "row twice": '<sheetData><row r="2"/><row r="2"/></sheetData>',
    "row zero": '<sheetData><row r="0"/></sheetData>',
    "row too far": '<sheetData><row r="1048577"/></sheetData>',
    "row in a row": '<sheetData><row r="1"><row r="2"/></row></sheetData>',
    "row number is no number": '<sheetData><row r="one"/></sheetData>',
    "cells out of order": '<sheetData><row r="1"><c r="B1"/><c r="A1"/></row></sheetData>',
    "cell twice": '<sheetData><row r="1"><c r="B1"/><c r="B1"/></row></sheetData>',
    "cell of another row": '<sheetData><row r="1"><c r="B2"/></row></sheetData>',
    "cell of a row that begins alike": '<sheetData><row r="1"><c r="B11"/></row></sheetData>',
    "column too far": '<sheetData><row r="1"><c r="XFE1"/></row></sheetData>',
    "no reference": '<sheetData><row r="1"><c s="1" r="1A"/></row></sheetData>',
    "alternatives among rows": '<sheetData><row r="1"/><alternate><row r="2"/></alternate></sheetData>',
    "alternatives among cells": '<sheetData><row r="1"><alternate><c r="A1"/></alternate></row></sheetData>',
    "text among rows": '<sheetData><row r="1"/>text</sheetData>',
    "cdata among rows": '<sheetData><row r="1"/><![CDATA[x]]></sheetData>',
    "text among cells": '<sheetData><row r="1"><c r="A1"/>text</row></sheetData>',
    "no rows": "<cols/>",
}


@pytest.mark.parametrize("inner", DISORDER.values(), ids=DISORDER)
def test_disorder_is_refused(inner: str) -> None:
    """A sheet whose rows or cells cannot be placed with certainty is refused."""
    with pytest.raises(WorkbookRefused, match="damaged"):
        texts(sheet(inner))


@pytest.mark.parametrize("inner", [inner for name, inner in DISORDER.items() if name.startswith(("cell", "column"))])
def test_disorder_is_seen_from_the_end_of_a_row(inner: str) -> None:
    """How far a row reaches is told by its last cells, but only where all of them are in order."""
    found = sheet(inner)
    with pytest.raises(WorkbookRefused, match="damaged"):
        [found.reach(number) for number in found.rows]


REACHES = {
    "empty cells last": '<c r="A1"><v>1</v></c><c r="B1" s="1"/><c r="C1"></c> ',
    "nothing but empty cells": '<c r="A1"/><c r="B1"><v></v></c><c r="C1"> </c>',
    "an extension last": '<c r="A1"><v>1</v></c><extLst><ext><x:c xmlns:x="u" r="Z1">9</x:c></ext></extLst>',
    "a comment last": '<c r="A1"><v>1</v></c><!-- <c r="Z1"><v>9</v></c> -->',
    "beyond Z": '<c r="Z1"><v>1</v></c><c r="AA1"><v>1</v></c><c r="XFD1"/>',
    "nothing": " ",
}


@pytest.mark.parametrize("inner", REACHES.values(), ids=REACHES)
def test_a_row_reaches_as_far_as_its_cells(inner: str) -> None:
    """Told by its last cells, a row reaches as far as all its cells say."""
    found = sheet(f'<sheetData><row r="1">{inner}</row></sheetData>')
    cells = found.cells(1)
    filled = [column for column, match in cells.items() if found.stored(match).content.strip()]
    end = max((match.end() for match in cells.values()), default=found.rows[1].open_end)
    assert found.reach(1) == (max(cells, default=0), max(filled, default=0), end)


def test_a_missing_shared_string_is_refused() -> None:
    """An index beyond the shared strings is damage, not an empty cell."""
    with pytest.raises(WorkbookRefused, match="points at a text"):
        texts(sheet('<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData>'), ("only",))


def test_shared_strings() -> None:
    """Runs are joined, phonetic hints left out, the format's own escapes replaced, in any namespace."""
    inner = "<x:si><x:t>a</x:t></x:si><x:si><x:r><x:t>b</x:t></x:r><x:r><x:t> c</x:t></x:r>"
    inner += "<x:rPh><x:t>h</x:t></x:rPh></x:si>"
    part = XmlPart(
        "x", f'\ufeff<x:sst xmlns:x="urn:x">{inner}<x:si><x:t>_x005F_x0041_\n</x:t></x:si><x:si/></x:sst>', "utf-8"
    )
    assert read_shared_strings(part) == ("a", "b c", "_x0041_\n", "")


ESCAPES = {
    "plain": ("Acme", "Acme"),
    "control": ("a\x00b\x0b", "a_x0000_b_x000B_"),
    "carriage return": ("a\r\nb", "a_x000D_\nb"),
    "looks like an escape": ("_x0041_", "_x005F_x0041_"),
    "two in a row": ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
    "no escape": ("_x41_ _y0041_", "_x41_ _y0041_"),
    "not a character": ("\ufffe\uffff", "_xFFFE__xFFFF_"),
    "beyond the first plane": ("\U0001f600", "\U0001f600"),
    "right-to-left mark": ("\u200fabc", "\u200fabc"),
}


@pytest.mark.parametrize(("plain", "escaped"), ESCAPES.values(), ids=ESCAPES)
def test_escapes(plain: str, escaped: str) -> None:
    """What XML cannot hold is written in the format's own escapes, and read back as it was."""
    assert escape_text(plain) == escaped
    assert unescape_text(escaped) == plain


def test_references() -> None:
    """References to and from numbers, at the corners of a worksheet."""
    assert [find_cell(name) for name in ("A1", "$z$9", "XFD1048576")] == [(1, 1), (9, 26), (1048576, 16384)]
    assert [find_cell(name) for name in ("", "A0", "1A", "XFE1", "A1048577", "A1:B2", "Ä1", "A1 ")] == [None] * 8
    assert cell_name(1048576, 16384) == "XFD1048576"
    assert range_name(find_range("C9:A1") or (0, 0, 0, 0)) == "A1:C9"  # type: ignore[arg-type] # never None here
    assert find_range("A:B") is None


@pytest.mark.parametrize("rows", [2_000, 8_000])
def test_hostile_text_takes_linear_time(rows: int) -> None:
    """Long runs of signs that a pattern could stumble over are read in one pass."""
    nasty = "<c r='A{0}' x='" + "/ " * 50 + "'><v>1</v></c>"
    inner = "".join(f"<row r='{n}'>{nasty.format(n)}{' ' * 50}</row>" for n in range(1, rows + 1))
    start = time.process_time()
    found = sheet(f"<sheetData>{inner}</sheetData>{'<x ' * 0}")
    assert sum(len(found.cells(n)) for n in found.rows) == rows
    assert time.process_time() - start < rows / 400
