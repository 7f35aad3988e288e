"""What pandas does not tell: broken cells, formulas that were never calculated, how far a sheet reaches."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pytest

from followthrough.knowing.errors import WorkbookError
from followthrough.ooxml.references import cell_name
from followthrough.reading.workbook import open_workbook
from leads_for_tests import table
from xlsx_maker import RELATIONSHIPS, simple_parts, simple_workbook, worksheet, zipped

if TYPE_CHECKING:
    from followthrough.reading.survey import Survey

CELLS = table(
    ("an error", '<c r="B2" t="e"><v>#REF!</v></c>', "#REF!", None),
    ("a formula in error", '<c r="B2" t="e"><f>Z1</f><v>#N/A</v></c>', "#N/A", "Z1"),
    ("an error with single quotes", "<c r='B2' t='e'><v>#DIV/0!</v></c>", "#DIV/0!", None),
    ("an error without its word", '<c r="B2" t="e"/>', "#VALUE!", None),
    ("no value", '<c r="B2"><f>A1+7</f></c>', "=A1+7, never calculated", "A1+7"),
    ("an empty value, as openpyxl writes it", '<c r="B2"><f>A1+7</f><v></v></c>', "=A1+7, never calculated", "A1+7"),
    ("an empty value, closed at once", '<c r="B2"><f>A1+7</f><v/></c>', "=A1+7, never calculated", "A1+7"),
    ("a formula with signs", '<c r="B2"><f>A1&amp;"&lt;"</f></c>', '=A1&"<", never calculated', 'A1&"<"'),
    ("calculated", '<c r="B2"><f>A1+7</f><v>8</v></c>', None, "A1+7"),
    ("calculated as an empty text", '<c r="B2" t="str"><f>""</f><v></v></c>', None, '""'),
    ("shared", '<c r="B2"><f t="shared" si="0"/><v>8</v></c>', None, ""),
    ("a value", '<c r="B2"><v>8</v></c>', None, None),
    ("a text that reads like an error", '<c r="B2" t="inlineStr"><is><t>#REF!</t></is></c>', None, None),
)


def surveyed(sheet: str) -> Survey:
    """What stands behind the cells of a sheet."""
    return open_workbook(simple_workbook(sheet)).survey("Jobs")


@pytest.mark.parametrize(("cell", "broken", "formula"), CELLS)
def test_what_stands_behind_a_cell(cell: str, broken: str | None, formula: str | None) -> None:
    """Errors and formulas without a result are found where they stand (issue: a broken date must not read as none)."""
    found = surveyed(worksheet(f'<row r="1"/><row r="2">{cell}</row>'))
    written = found.formulas.get((2, 1))
    assert (found.broken.get((2, 1)), written.text if written else None) == (broken, formula)


OURS = {24: "Flag", 25: "Follow-up step"}
LOOKING = table(
    ("a cell of ours", "Y2", True),
    ("fixed", "$Z$2+1", True),
    ("in small letters", "y2", True),
    ("a range over ours", "SUM(C2:AF2)", True),
    ("a whole column", "COUNTIF(Y:Y,1)", True),
    ("a column of a table", "[@[Follow-up step]]", True),
    ("the sheet named", "Jobs!Y2", True),
    ("a letter in disguise", "&#89;2", True),
    ("beside ours", "X2+AA2", False),
    ("letters like ours in a name", "AY2+RAY2", False),
    ("in a text", '"Y2"', False),
    ("on another sheet", "Board!Y2", False),
    ("no cell at all", "TODAY()-1", False),
)


@pytest.mark.parametrize(("formula", "expected"), LOOKING)
def test_a_formula_that_looks_at_our_columns(formula: str, *, expected: bool) -> None:
    """What it comes to is no fact (traps); so is what comes of it in other columns."""
    cells = f'<c r="A2"><f>{escape(formula, quote=False) if "#" not in formula else formula}</f><v>1</v></c>'
    cells += '<c r="B2"><f>A2+1</f><v>1</v></c><c r="C2"><f>D2</f><v>1</v></c>'
    found = surveyed(worksheet(f'<row r="1"/><row r="2">{cells}</row>')).cells_that_look(OURS)
    assert found == ({(2, 0), (2, 1)} if expected else set())


def test_a_formula_filled_to_the_right_looks_further_right() -> None:
    """It is written once, in its first cell; what it looks at moves along."""
    first = '<c r="A2"><f t="shared" ref="A2:C2" si="0">W2</f><v>1</v></c>'
    more = "".join(f'<c r="{letter}2"><f t="shared" si="0"/><v>1</v></c>' for letter in "BC")
    assert surveyed(worksheet(f'<row r="2">{first}{more}</row>')).cells_that_look(OURS) == {(2, 2)}


def test_cells_without_references() -> None:
    """Rows and cells may leave out where they are: they are counted."""
    rows = '<row><c><v>1</v></c></row><row><c/><c t="e"><v>#REF!</v></c></row>'
    assert surveyed(worksheet(rows)).broken == {(2, 1): "#REF!"}


def test_prefixed_namespace() -> None:
    """Some programs write every name with a prefix."""
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1">'
        '<x:c r="A1"><x:f>B1+1</x:f></x:c><x:c r="B1" t="e"><x:v>#REF!</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert surveyed(sheet).broken == {(1, 0): "=B1+1, never calculated", (1, 1): "#REF!"}


def test_stray_cell_at_the_end_of_the_world_is_refused() -> None:
    """One cell at XFD1048576 would cost all memory: its owner is told where it stands."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(WorkbookError, match=r"“Jobs” reaches to XFD1048576, further than can be read: delete"):
        open_workbook(simple_workbook(worksheet(rows))).frames(["Jobs"])


STRAYS = {
    "last row": ("A1048576", ""),
    "last row, beside the list": ("C1048576", ""),
    "last row of all, and one more above it": ("B1048576", '<row r="1048570"><c r="A1048570"><v>1</v></c></row>'),
    "some way down": ("A20000", ""),
    "last cell": ("XFD1048576", ""),
    "last column, some way down": ("XFD900", ""),
}


@pytest.mark.parametrize("columns", [4, 40], ids=["narrow", "wide"])
@pytest.mark.parametrize(("stray", "more"), STRAYS.values(), ids=STRAYS)
def test_refusal_names_the_stray_cell(stray: str, more: str, columns: int) -> None:
    """The one cell that was put there by a slip, not the corner of the rectangle that it makes with the list."""
    cells = "".join(f'<c r="{cell_name(1, column)}"><v>1</v></c>' for column in range(1, columns + 1))
    number = stray.lstrip("ABCDFX")
    rows = f'<row r="1">{cells}</row>{more}<row r="{number}"><c r="{stray}"><v>1</v></c></row>'
    with pytest.raises(WorkbookError, match=rf"“Jobs” reaches to {stray}, further than can be read: delete"):
        open_workbook(simple_workbook(worksheet(rows))).frames(["Jobs"])


NEAR = {"a gap in the list": "A9000", "a column far away": "DAA40"}


@pytest.mark.parametrize("far", NEAR.values(), ids=NEAR)
def test_what_can_be_read_is_read(far: str) -> None:
    """People leave gaps."""
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{far.lstrip("AFDX")}"><c r="{far}"><v>2</v></c></row>'
    (frame,) = open_workbook(simple_workbook(worksheet(rows))).frames(["Jobs"])
    assert frame.rows[-1][-1] == 2


def test_a_text_is_no_reference() -> None:
    """What somebody writes into a cell does not say where it stands."""
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>see r="ZZZZ99999999" or r=\'B1048577\'</t></is></c></row>'
    (frame,) = open_workbook(simple_workbook(worksheet(rows))).frames(["Jobs"])
    assert frame.rows == [["see r=\"ZZZZ99999999\" or r='B1048577'"]]


def test_empty_cell_at_the_end_of_the_world_is_no_harm() -> None:
    """A cell that only has a look holds nothing."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    (frame,) = open_workbook(simple_workbook(worksheet(rows))).frames(["Jobs"])
    assert frame.rows == [[1]]


@pytest.mark.parametrize(
    "reference",
    ["F99999999999", "F1048577", "XFE1", "AAAAAAA1", "f99999999"],
    ids=["no such row", "one row too far", "one column too far", "no such column", "small letters"],
)
def test_reference_beyond_the_last_cell_is_refused(reference: str) -> None:
    """The reader would ask for hundreds of gigabytes and the process be ended (found by spoiling real workbooks)."""
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="7"><c r="{reference}"><v>15</v></c></row>'
    with pytest.raises(WorkbookError, match="beyond the last one there can be"):
        open_workbook(simple_workbook(worksheet(rows))).frames(["Jobs"])


def test_only_chart_sheets() -> None:
    """A workbook without a worksheet has no rows to read."""
    parts = simple_parts(worksheet(""))
    relations = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = relations.replace(f"{RELATIONSHIPS}/worksheet", f"{RELATIONSHIPS}/chartsheet")
    with pytest.raises(WorkbookError, match="has no worksheet with rows"):
        open_workbook(zipped(parts))


@pytest.mark.parametrize(("inside", "expected"), [('<workbookPr date1904="1"/>', True), ("<workbookPr/>", False)])
def test_calendar_of_1904(inside: str, *, expected: bool) -> None:
    """Which calendar the workbook counts in stands in its own part."""
    book = open_workbook(simple_workbook(worksheet(""), before=inside))
    assert book.package.counts_from_1904 is expected
