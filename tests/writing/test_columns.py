"""Our columns: where they go, what they look like, and that they go away without a trace."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from followthrough.knowing.errors import WorkbookError, WorkbookRefused
from followthrough.ooxml.forbidden_cells import forbidden_cells
from followthrough.ooxml.package import open_package
from followthrough.ooxml.references import Cell, cell_name
from followthrough.ooxml.xml import XmlPart
from followthrough.writing.column_looks import FLAG_COLORS
from followthrough.writing.column_places import Columns, place_columns, refused_headings
from followthrough.writing.columns import add_columns, remove_columns
from followthrough.writing.patch import CellValue, patch_cells, write_workbook
from followthrough.writing.verify import verify_workbook
from package_rules import broken_rules
from proof_for_tests import proven
from sheets_for_tests import differing_cells, places_of
from xlsx_maker import (
    MAIN,
    STYLES,
    add_part,
    part_of,
    raw_entries,
    row,
    simple_parts,
    simple_workbook,
    table,
    worksheet,
    zipped,
)

SHEET = "xl/worksheets/sheet1.xml"
TABLE = "xl/tables/table1.xml"
WORKBOOK = "xl/workbook.xml"
FIVE = ("Flag", "Next step", "Due", "How", "Why")
DAY = dt.date(2026, 11, 23)
LIST = row(1, "Company", "Stage") + row(2, "Acme", "Applied") + row(3, "Brook", "Applied")
LEADS = table("Leads", "A1:B3", "Company", "Stage")
COLS = "<cols>{}</cols>"
FIRST_TWO, NINTH = '<col min="1" max="2" width="9"/>', '<col min="9" max="9" width="9"/>'
RULE = (
    '<conditionalFormatting sqref="{}"><cfRule type="cellIs" priority="{}" operator="equal"><formula>{}</formula>'
    "</cfRule></conditionalFormatting>"
)
MERGES = '<mergeCells><mergeCell ref="{}"/></mergeCells>'


def lower(rows: str, by: int) -> str:
    """The same rows further down."""
    return re.sub(r'( r="[A-Z]*)(\d+)"', lambda found: f'{found[1]}{int(found[2]) + by}"', rows)


def with_table(rows: str = LIST, source: str | None = None, *, before: str = "", after: str = "") -> dict[str, str]:
    tail = after + '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    parts = simple_parts(worksheet(rows, before=before, after=tail))
    add_part(parts, TABLE, source or LEADS, "table", "../tables/table1.xml", of=SHEET)
    return parts


def added(workbook: bytes, heading_row: int = 1) -> bytes:
    """The workbook with the five columns, every rule of the package kept."""
    new = add_columns(workbook, "Jobs", heading_row, FIVE)
    assert set(broken_rules(new)) <= set(broken_rules(workbook))
    places = set(places_of(workbook, "Jobs", heading_row, FIVE))
    assert places == differing_cells(workbook, new, "Jobs")
    proven(workbook, new)
    return new


def filled(workbook: bytes, first_row: int = 2) -> bytes:
    """The five columns added, and a row of advice written."""
    places = places_of(workbook, "Jobs", first_row - 1, FIVE)
    columns = [place.rstrip("0123456789") for place in places]
    values: tuple[CellValue, ...] = ("Due", "Follow up", DAY, "Phone", "Because")
    cells = {f"{column}{first_row}": value for column, value in zip(columns, values, strict=True)}
    new = patch_cells(added(workbook, first_row - 1), "Jobs", cells)
    proven(workbook, new)
    return new


# id: rows, what stands around them, heading row, the first cell
PLACES = {
    "beside the list": (LIST, "", 1, "C1"),
    "empty sheet": ("", "", 1, "A1"),
    "statistics to the right": (LIST.replace("</row>", '<c r="H1"><v>7</v></c></row>', 1), "", 1, "I1"),
    "statistics below": (LIST + '<row r="9"><c r="F9"><v>7</v></c></row>', "", 1, "G1"),
    "a formula without a result": (LIST + '<row r="9"><c r="F9"><f>1</f></c></row>', "", 1, "G1"),
    "styled cells are free": (LIST + '<row r="9"><c r="F9" s="4"/></row>', "", 1, "C1"),
    "merged cells beside": (LIST, MERGES.format("D2:F3"), 1, "G1"),
    "a merged title above": (lower(LIST, 3), MERGES.format("A1:Z1"), 4, "C4"),
    "an array beside": (
        LIST + '<row r="9"><c r="C9"><f t="array" ref="C9:E9">A1:C1</f><v>1</v></c></row>', "", 1, "F1",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "after", "heading_row", "first"), PLACES.values(), ids=PLACES)
def test_without_a_table_they_go_right_of_everything(rows: str, after: str, heading_row: int, first: str) -> None:
    """They stand side by side, right of all that the worksheet is used for and never over anything."""
    workbook = simple_workbook(worksheet(rows, after=after))
    assert places_of(workbook, "Jobs", heading_row, FIVE)[0] == first
    added(workbook, heading_row)


def test_charts_are_not_covered() -> None:
    """A chart that lies beside the list counts as used; one above the headings does not."""
    anchor = (
        '<xdr:wsDr xmlns:xdr="urn:x"><xdr:twoCellAnchor><xdr:from><xdr:col>4</xdr:col><xdr:row>{0}</xdr:row></xdr:from>'
        "<xdr:to><xdr:col>8</xdr:col><xdr:row>{1}</xdr:row></xdr:to></xdr:twoCellAnchor></xdr:wsDr>"
    )
    for rows, first in (((1, 9), "J3"), ((0, 1), "C3")):
        parts = simple_parts(worksheet(lower(LIST, 2), after='<drawing r:id="rId1"/>'))
        add_part(parts, "xl/drawings/d.xml", anchor.format(*rows), "drawing", "../drawings/d.xml", of=SHEET)
        assert places_of(zipped(parts), "Jobs", 3, FIVE)[0] == first


def test_a_table_grows() -> None:
    """A table with free cells beside it takes the columns in; beside it change styles, names and the sheet alone."""
    workbook = zipped(with_table())
    new = added(workbook)
    assert 'ref="A1:G3"' in part_of(new, TABLE)
    assert part_of(new, TABLE).count("<tableColumn ") == 7
    before, after = raw_entries(workbook), raw_entries(new)
    assert {name for name in before if before[name] != after[name]} == {SHEET, TABLE, "xl/styles.xml", WORKBOOK}


NOT_GROWN = {
    "something in a cell beside": (with_table(LIST.replace("</row>", '<c r="E1"><v>7</v></c></row>', 1)), "F1"),
    "merged cells beside": (with_table(after=MERGES.format("G3:H3")), "I1"),
    "an outside source": (with_table(source=LEADS.replace("<table ", '<table tableType="queryTable" ')), "C1"),
    "a name it has": (with_table(source=table("Leads", "A1:B3", "Company", "WHY")), "C1"),
    "headings elsewhere": (with_table(LIST.replace("Stage", "x"), table("Leads", "A2:B3", "Acme", "Applied")), "C1"),
}  # fmt: skip


@pytest.mark.parametrize(("parts", "first"), NOT_GROWN.values(), ids=NOT_GROWN)
def test_a_table_that_cannot_grow_is_left_alone(parts: dict[str, str], first: str) -> None:
    """Then the columns go right of everything, and the table's part stays byte for byte."""
    workbook = zipped(parts)
    assert places_of(workbook, "Jobs", 1, FIVE)[0] == first
    assert raw_entries(add_columns(workbook, "Jobs", 1, FIVE))[TABLE] == raw_entries(workbook)[TABLE]


def test_what_stands_below_a_table_is_no_hindrance() -> None:
    """Only the table's own rows must be free: a note below does not keep it from growing."""
    workbook = zipped(with_table(LIST + '<row r="9"><c r="D9"><v>1</v></c></row>'))
    assert places_of(workbook, "Jobs", 1, FIVE)[0] == "C1"


def test_headings_look_like_their_neighbour() -> None:
    """They take the style of the heading to their left; a cell that was there with a style of its own keeps it."""
    heading = '<row r="1"><c r="A1" s="1" t="inlineStr"><is><t>Company</t></is></c><c r="C1" s="2"/></row>'
    new = part_of(added(simple_workbook(worksheet(heading))))
    assert [new.partition(f'r="{cell}1"')[2].partition(">")[0] for cell in "BCF"] == [
        ' s="1" t="inlineStr"', ' s="2" t="inlineStr"', ' s="1" t="inlineStr"',
    ]  # fmt: skip


def test_headings_are_as_plain_as_their_neighbour() -> None:
    """Where that has no style, neither have they."""
    assert '<c r="C1" t="inlineStr"><is><t>Flag</t>' in part_of(added(simple_workbook(worksheet(LIST))))


def test_a_heading_that_somebody_restyled_stays_a_styled_cell() -> None:
    """Its look is its owner's; the other headings go whole."""
    workbook = filled(simple_workbook(worksheet(LIST)))
    text = part_of(workbook).replace('<c r="C1" ', '<c r="C1" s="2" ')
    back = remove_columns(open_package(workbook).written([XmlPart(SHEET, text, "utf-8")]), "Jobs", 1, FIVE)
    assert differing_cells(workbook, back, "Jobs") == {f"{c}{n}" for c in "CDEFG" for n in (1, 2)}
    assert re.findall('<c r="[C-G]1".*?>', part_of(back)) == ['<c r="C1" s="2"/>']


def ours(first: int) -> str:
    """Our five columns from a number on, as they are written."""
    widths = (12, 24, 12, 20, 60)
    return "".join(
        f'<col min="{n}" max="{n}" width="{width}.7109375"{STYLE if n == first + 2 else ""} customWidth="1"/>'
        for n, width in enumerate(widths, first)
    )


STYLE = ' style="3"'
WIDTHS = {
    "none": ("", COLS.format(ours(3))),
    "before": (COLS.format(FIRST_TWO), COLS.format(FIRST_TWO + ours(3))),
    "behind": (COLS.format(NINTH), COLS.format(ours(3) + NINTH)),
    "both": (
        COLS.format('<col min="1" max="2" width="9"/><col min="8" max="9" hidden="1"/>'),
        COLS.format('<col min="1" max="2" width="9"/>' + ours(3) + '<col min="8" max="9" hidden="1"/>'),
    ),
    "across": (
        COLS.format('<col min="1" max="16384" width="9" x:y="z" xmlns:x="u"/>'),
        COLS.format(
            '<col min="1" max="2" width="9" x:y="z" xmlns:x="u"/>' + ours(3)
            + '<col min="8" max="16384" width="9" x:y="z" xmlns:x="u"/>'
        ),
    ),
    "from ours on": (
        COLS.format("<col min='3' max='26' width='9' hidden='1'></col>"),
        COLS.format(ours(3) + "<col min=\"8\" max='26' width='9' hidden='1'/>"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "wanted"), WIDTHS.values(), ids=WIDTHS)
def test_widths_are_put_in_order(before: str, wanted: str) -> None:
    """Stretches of columns are split around ours, and the one for days has a date style."""
    workbook = simple_workbook(worksheet(LIST, before=before))
    assert wanted in part_of(added(workbook))


def test_a_column_style_stays() -> None:
    """Where the columns had a style, ours keep it, and the one for days gets its date sister."""
    workbook = simple_workbook(worksheet(LIST, before=COLS.format('<col min="1" max="99" style="4" width="9"/>')))
    new = added(workbook)
    assert part_of(new).count('style="4" customWidth') == 4
    assert 'min="5" max="5" width="12.7109375" style="5"' in part_of(new)


def test_colours_by_flag() -> None:
    """One rule a flag over the data rows and a thousand more, after all rules there are, where the format wants it."""
    rule = RULE.format("A1", 7, "1")
    extension = '<extLst><ext uri="u"><cfRule priority="9"/></ext></extLst>'
    workbook = simple_workbook(
        worksheet(
            LIST,
            after=f'<mergeCells><mergeCell ref="A3:B3"/></mergeCells>{rule}<dataValidations count="0"/>{extension}',
        )
    )
    new = part_of(added(workbook))
    assert (
        f'{rule}<conditionalFormatting sqref="C2:C1003"><cfRule type="cellIs" dxfId="0" priority="10" operator="equal">'
        "<formula>&quot;Overdue&quot;</formula>" in new
    )
    assert new.count('priority="1') == len(FLAG_COLORS) == 6
    assert new.index("</conditionalFormatting><dataValidations") > 0
    assert part_of(added(workbook), "xl/styles.xml").count("<dxf>") == 6


def contrast(style: str) -> float:
    """The contrast of a style's words on its fill, as the accessibility guidelines count it."""

    def light(rgb: str) -> float:
        parts = [int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    text, fill = (light(piece[2:8]) for piece in style.split('rgb="')[1:])
    return (max(text, fill) + 0.05) / (min(text, fill) + 0.05)


@pytest.mark.parametrize("flag", FLAG_COLORS)
def test_colours_can_be_read(flag: str) -> None:
    """Words stand out from their fill by 7 to 1, and what wants doing is bold."""
    assert contrast(FLAG_COLORS[flag].replace('rgb="FF', 'rgb="FF')) >= 7
    assert ("<{p}b/>" in FLAG_COLORS[flag]) is (flag in ("Overdue", "Due"))


def test_colours_are_shared_between_sheets() -> None:
    """A second worksheet, or a second time, uses the colours that are there."""
    workbook = simple_workbook(worksheet(LIST), worksheet(LIST))
    new = add_columns(add_columns(workbook, "Jobs", 1, FIVE), "Sheet2", 1, FIVE)
    assert part_of(new, "xl/styles.xml").count("<dxf>") == 6
    again = add_columns(remove_columns(new, "Jobs", 1, FIVE), "Jobs", 1, FIVE)
    assert part_of(again, "xl/styles.xml") == part_of(new, "xl/styles.xml")


def test_colours_go_where_the_flag_stands() -> None:
    """Also where it is not the first of the columns that are added."""
    new = part_of(add_columns(simple_workbook(worksheet(LIST)), "Jobs", 1, ("Next step", "Due", "Flag")))
    assert 'sqref="E2:E1003"' in new


def test_other_names() -> None:
    """The set with the longer names gets the same widths, date style and colours."""
    names = ["Follow-up flag", "Follow-up step", "Follow-up due", "Follow-up how", "Follow-up why"]
    new = part_of(add_columns(simple_workbook(worksheet(LIST)), "Jobs", 1, names))
    assert COLS.format(ours(3)) in new
    assert 'sqref="C2:C1003"' in new


REFUSED = {
    "protected": (simple_workbook(worksheet(LIST, after='<sheetProtection sheet="1" objects="1"/>')), "is protected"),
    "taken": (simple_workbook(worksheet(row(1, "Company", "why"))), r'"Why" already, in B1'),
    "no room": (simple_workbook(worksheet('<row r="1"><c r="XFA1"><v>1</v></c></row>')), "no room"),
    "no styles": (simple_workbook(worksheet(LIST), styles=None), "no styles"),
}


@pytest.mark.parametrize(("workbook", "words"), REFUSED.values(), ids=REFUSED)
def test_refusals(workbook: bytes, words: str) -> None:
    """Each has its reason."""
    with pytest.raises(WorkbookRefused, match=words):
        add_columns(workbook, "Jobs", 1, FIVE)


def test_a_sheet_that_only_could_be_protected() -> None:
    """Settings for protection without protection hinder nobody."""
    added(simple_workbook(worksheet(LIST, after='<sheetProtection sheet="0" formatCells="0"/>')))


@pytest.mark.parametrize(("heading_row", "headings"), [(0, FIVE), (1_048_576, FIVE), (1, ()), (1, (" ",))])
def test_impossible_questions(heading_row: int, headings: tuple[str, ...]) -> None:
    """A row that cannot hold headings, or a column without one."""
    with pytest.raises(WorkbookRefused):
        add_columns(simple_workbook(worksheet(LIST)), "Jobs", heading_row, headings)


SPANNED = LIST.replace("<row ", '<row spans="1:2" ')
THERE_AND_BACK = {
    "list": simple_workbook(worksheet(LIST)),
    "dimension and spans": simple_workbook(worksheet(SPANNED, before='<dimension ref="A1:B3"/>')),
    "widths before": simple_workbook(worksheet(LIST, before=WIDTHS["before"][0])),
    "widths behind": simple_workbook(worksheet(LIST, before=WIDTHS["behind"][0].replace("9", "10"))),
    "widths across": simple_workbook(worksheet(LIST, before=WIDTHS["across"][0])),
    "table": zipped(with_table()),
    "table with other rules": zipped(with_table(after=RULE.format("C2:C9", 1, '"Mine"'))),
    "bold headings": simple_workbook(worksheet(LIST.replace('1" t=', '1" s="1" t='))),
    "styled rows": simple_workbook(worksheet(LIST.replace('<row r="2"', '<row r="2" s="4" customFormat="1"'))),
    "styled column": simple_workbook(worksheet(LIST, before=COLS.format('<col min="1" max="99" style="4"/>'))),
    "styled cells with spans": simple_workbook(
        worksheet(
            LIST.replace("<row ", '<row spans="1:7" ', 1).replace(
                "</row>", "".join(f'<c r="{c}1" s="2"/>' for c in "CDEFG") + "</row>", 1
            )
        )
    ),
    "styled cells beyond": simple_workbook(
        worksheet(LIST.replace("</row>", "".join(f'<c r="{c}1" s="1"/>' for c in "CDEFGH") + "</row>", 1))
    ),
}  # fmt: skip


@pytest.mark.parametrize("workbook", THERE_AND_BACK.values(), ids=THERE_AND_BACK)
def test_there_and_back(workbook: bytes) -> None:
    """Adding, filling and removing leaves worksheet, table and names as they were, character by character."""
    new = filled(workbook)
    back = remove_columns(new, "Jobs", 1, FIVE)
    proven(new, back)
    assert part_of(back) == part_of(workbook)
    assert part_of(back, WORKBOOK) == part_of(workbook, WORKBOOK)
    if TABLE in raw_entries(workbook):
        assert part_of(back, TABLE) == part_of(workbook, TABLE)
    assert broken_rules(back) == []


@pytest.mark.parametrize("workbook", THERE_AND_BACK.values(), ids=THERE_AND_BACK)
def test_columns_and_cells_in_one_pass(workbook: bytes) -> None:
    """Adding and filling at once writes what adding and then filling does, byte for byte, and the proof accepts it."""
    package = open_package(workbook)
    new = place_columns(package, "Jobs", 1, FIVE)
    answers: tuple[CellValue, ...] = ("Due", None, DAY, "Phone", "Because")
    values = {Cell(row, new.first + at): value for row in (2, 3, 9) for at, value in enumerate(answers)}
    once = write_workbook(package, {new.sheet: values}, [new])
    verify_workbook(package, once, {new.sheet: values}, [new])
    cells = {cell_name(*cell): value for cell, value in values.items()}
    assert once == patch_cells(add_columns(workbook, "Jobs", 1, FIVE), "Jobs", cells)


def test_a_totals_row_stays_its_owners() -> None:
    """Where the table grows, what would go into its totals row is refused, and in the same words as ever after."""
    workbook = zipped(with_table(source=table("Leads", "A1:B3", "Company", "Stage", attributes=' totalsRowCount="1"')))
    package = open_package(workbook)
    new = place_columns(package, "Jobs", 1, FIVE)
    assert new.first == 3
    places = [Cell(2, 3), Cell(3, 3), Cell(4, 3)]
    refused = forbidden_cells(package, new.sheet, places, new.forbidden)
    assert refused == {Cell(3, 3): 'is in the totals row of the table "Leads"'}
    grown = open_package(added(workbook))
    assert forbidden_cells(grown, grown.sheet("Jobs"), places) == refused
    with pytest.raises(WorkbookRefused, match="C3 is in the totals row"):
        write_workbook(package, {new.sheet: {Cell(3, 3): "Due"}}, [new])


def test_what_somebody_put_right_of_them_stays() -> None:
    """Nothing moves: cells to the right keep their place when the columns go."""
    workbook = filled(simple_workbook(worksheet(LIST)))
    with_more = patch_cells(workbook, "Jobs", {"H1": "Mine", "H2": "x"})
    back = remove_columns(with_more, "Jobs", 1, FIVE)
    proven(with_more, back)
    assert differing_cells(with_more, back, "Jobs") == {f"{c}{n}" for c in "CDEFG" for n in (1, 2)}
    assert broken_rules(back) == []


def grown(change: str = "", into: str = "") -> bytes:
    """A workbook whose table has our columns, with one thing changed in the sheet."""
    workbook = filled(zipped(with_table()))
    text = part_of(workbook)
    assert change in text
    return open_package(workbook).written([XmlPart(SHEET, text.replace(change, into), "utf-8")])


KEPT = {
    "a formula in them": (grown("<is><t>Because</t></is>", "<f>1</f><v>1</v>"), "^G2 holds a formula"),
    "merged cells in them": (grown("</sheetData>", "</sheetData>" + MERGES.format("C2:C3")), "merged or computed"),
    "a formula that names one": (grown("<is><t>Applied</t></is>", "<f>COUNTA(Leads[Flag])</f>"), r"\[Flag\]"),
    "protected": (grown("</sheetData>", '</sheetData><sheetProtection sheet="true"/>'), "is protected"),
}  # fmt: skip


@pytest.mark.parametrize(("workbook", "words"), KEPT.values(), ids=KEPT)
def test_columns_in_use_are_not_taken_away(workbook: bytes, words: str) -> None:
    """What somebody built on them is named, and nothing is removed."""
    with pytest.raises(WorkbookRefused, match=words):
        remove_columns(workbook, "Jobs", 1, FIVE)


def test_a_column_added_to_the_table_behind_ours() -> None:
    """It would have to move, so nothing is removed until somebody moves it."""
    parts = with_table(row(1, "Company", *FIVE, "Mine"), table("Leads", "A1:G3", "Company", *FIVE, "Mine"))
    with pytest.raises(WorkbookRefused, match="stand right of Why"):
        remove_columns(zipped(parts), "Jobs", 1, FIVE)


APART = {
    "in another order": (("Company", "Stage", *reversed(FIVE)), "CDEFG"),
    "torn apart": (("Flag", "Company", "Next step", "Due", "Stage", "How", "Why"), "ACDFG"),
    "one of two": (("Flag", "Company", "Stage", *FIVE), "DEFGH"),
}


@pytest.mark.parametrize(("headings", "letters"), APART.values(), ids=APART)
def test_columns_go_wherever_they_stand(headings: tuple[str, ...], letters: str) -> None:
    """They may have been moved, or one of them copied; without names the last of two is taken for ours."""
    workbook = simple_workbook(worksheet(row(1, *headings) + row(2, *headings)))
    back = remove_columns(workbook, "Jobs", 1, FIVE)
    assert differing_cells(workbook, back, "Jobs") == {f"{letter}{number}" for letter in letters for number in (1, 2)}
    assert broken_rules(back) == []


def test_of_two_the_one_with_the_name_goes() -> None:
    """A copy that somebody made stays; a heading that was cleared is known by its name."""
    workbook = added(simple_workbook(worksheet(LIST)))
    copied = patch_cells(workbook, "Jobs", {"H1": "Flag", "H2": "Due", "E1": None})
    assert differing_cells(copied, remove_columns(copied, "Jobs", 1, FIVE), "Jobs") == {"C1", "D1", "F1", "G1"}


@pytest.mark.parametrize("headings", [("Company",), ("Flag", "x", *FIVE[2:])], ids=str)
def test_columns_that_are_not_there(headings: tuple[str, ...]) -> None:
    """Where one is missing nothing is removed, and the sentence names them."""
    with pytest.raises(WorkbookError, match="do not all stand"):
        remove_columns(simple_workbook(worksheet(row(1, *headings))), "Jobs", 1, FIVE)


def test_the_last_row_of_a_table_without_a_flag() -> None:
    """What we wrote there goes all the same."""
    workbook = zipped(with_table())
    back = remove_columns(patch_cells(filled(workbook), "Jobs", {"D3": "Follow up"}), "Jobs", 1, FIVE)
    assert part_of(back) == part_of(workbook)


def test_a_legend_above_is_not_taken_away() -> None:
    """A word of ours above the headings is somebody's."""
    workbook = simple_workbook(worksheet(row(1, "Company", "Stage", "Due") + lower(LIST, 2)))
    back = remove_columns(add_columns(workbook, "Jobs", 3, FIVE), "Jobs", 3, FIVE)
    assert part_of(back) == part_of(workbook)


NAME = '<definedName name="_followthrough_{}" localSheetId="0" hidden="1">Jobs!${}$1</definedName>'
ALL_NAMES = ("flag", "next_step", "due", "how", "why")
NAMED = {
    "our headings": (FIVE, ALL_NAMES),
    "the other names": (("Follow-up flag", "Follow-up step"), ALL_NAMES[:2]),
    "five in another language": (("Ampel", "Schritt", "Bis", "Wie", "Warum"), ALL_NAMES),
}


@pytest.mark.parametrize(("headings", "names"), NAMED.values(), ids=NAMED)
def test_each_gets_a_hidden_name(headings: tuple[str, ...], names: tuple[str, ...]) -> None:
    """A name of the sheet's own points at each heading; nothing else in the part that lists the sheets changes."""
    mine = '<definedNames><definedName name="Mine">Jobs!$A$1</definedName></definedNames>'
    workbook = simple_workbook(worksheet(LIST), inside=mine)
    written = part_of(add_columns(workbook, "Jobs", 1, headings), WORKBOOK)
    ours = "".join(NAME.format(name, letter) for name, letter in zip(names, "CDEFG", strict=False))
    assert written == part_of(workbook, WORKBOOK).replace("</definedNames>", f"{ours}</definedNames>")


@pytest.mark.parametrize(("cell", "heading"), [("C1", "Flag"), ("E1", "Due"), ("G1", "Why")])
@pytest.mark.parametrize("before", [simple_workbook(worksheet(LIST)), zipped(with_table())], ids=["list", "table"])
def test_a_cleared_heading_is_put_back(before: bytes, cell: str, heading: str) -> None:
    """In its cell, and in the table that calls the column Column9 meanwhile; nowhere else."""
    workbook = added(before)
    package = open_package(workbook)
    parts = [XmlPart(SHEET, part_of(workbook).replace(f">{heading}</t>", "></t>"), "utf-8")]
    if package.has(TABLE):
        parts.append(XmlPart(TABLE, part_of(workbook, TABLE).replace(f'"{heading}"', '"Column9"'), "utf-8"))
    cleared = package.written(parts)
    package = open_package(cleared)
    columns = [Columns(package.sheet("Jobs"), 1, bare={"ABCDEFG".index(cell[0]) + 1: heading})]
    back = write_workbook(package, {}, columns)
    verify_workbook(package, back, {}, columns)
    proven(cleared, back)
    assert differing_cells(cleared, back, "Jobs") == {cell}
    assert broken_rules(back) == []
    if package.has(TABLE):
        assert part_of(back, TABLE) == part_of(workbook, TABLE)


NOT_PUT_BACK = {
    "computed": (LIST.replace("</row>", '<c r="C1"><f>""</f></c></row>', 1), "", "C1 holds a formula"),
    "merged": (LIST, MERGES.format("B1:D1"), "C1 is part of the merged cells that begin in B1"),
}


@pytest.mark.parametrize(("rows", "after", "words"), NOT_PUT_BACK.values(), ids=NOT_PUT_BACK)
def test_a_heading_that_cannot_be_put_back(rows: str, after: str, words: str) -> None:
    """The reason is told."""
    assert refused_headings(open_package(simple_workbook(worksheet(rows, after=after))), "Jobs", 1, [3]) == {3: words}


def test_a_heading_in_a_table_can_be_put_back() -> None:
    """Its table takes the heading too, so that it is no hindrance."""
    assert refused_headings(open_package(zipped(with_table())), "Jobs", 1, [2]) == {}


def test_formulas_elsewhere_are_calculated_anew() -> None:
    """New headings are changed cells, so formulas are asked to look again."""
    workbook = simple_workbook(worksheet(LIST), worksheet('<row r="1"><c r="A1"><f>Jobs!C1</f><v>0</v></c></row>'))
    assert "fullCalcOnLoad" in part_of(added(workbook), "xl/workbook.xml")


def test_prefixed_sheets() -> None:
    """Widths, rules and cells carry the prefix of the part."""
    parts = simple_parts("")
    parts[SHEET] = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>'
    new = part_of(added(zipped(parts)))
    assert "<x:cols><x:col " in new
    assert "<x:cfRule" in new
    assert "<c" not in new.replace("<x:c", "")
    assert STYLES
