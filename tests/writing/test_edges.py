"""The last column there is, what stands below a table, and which cell a refusal names."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.errors import WorkbookRefused
from followthrough.knowing.hints import Hints
from followthrough.knowing.policy import STANDARD
from followthrough.ooxml.references import MOST_COLUMNS, cell_name
from followthrough.understanding.read import read_workbook
from followthrough.writing.changes import Plan, apply_changes, plan_changes
from followthrough.writing.columns import add_columns, remove_columns
from followthrough.writing.patch import patch_cells
from leads_for_tests import table
from workbooks_for_tests import APPLIED, HEADINGS, OWN, TODAY, Formula, cells_of, many, with_name, with_table, workbook
from xlsx_maker import part_of, repacked, simple_workbook, worksheet


def planned(book: bytes, hints: Hints | None = None) -> tuple[Plan, bytes]:
    """A night on paper."""
    reading = read_workbook(book, hints or Hints())
    plan = plan_changes(reading, judge(reading.leads, STANDARD, TODAY, None, reading.problems))
    return plan, apply_changes(reading.workbook, plan)


def used_up_to(column: int) -> bytes:
    """A list with something far to its right."""
    far = cell_name(1, column)
    text = '<c r="A1" t="inlineStr"><is><t>Company</t></is></c>'
    return simple_workbook(worksheet(f'<row r="1">{text}<c r="{far}"><v>1</v></c></row>'))


def test_the_last_five_columns_can_be_ours() -> None:
    """There is room up to the very edge."""
    new = add_columns(used_up_to(MOST_COLUMNS - 5), "Jobs", 1, OWN)
    assert cells_of(new)["XFD1"] == "Why"


def test_no_room_names_the_cell_at_the_edge() -> None:
    """Its owner deletes that one."""
    with pytest.raises(WorkbookRefused, match="up to XEZ1; delete") as refused:
        add_columns(used_up_to(MOST_COLUMNS - 4), "Jobs", 1, OWN)
    assert refused.value.cell == "XEZ1"


def test_a_heading_that_is_taken_names_its_cell() -> None:
    """For whatever shows it."""
    with pytest.raises(WorkbookRefused, match="already, in C1") as refused:
        add_columns(workbook(("Company", "Stage", "Flag"), ("Acme", "Applied", "x")), "Jobs", 1, OWN)
    assert refused.value.cell == "C1"


def test_a_cell_that_is_not_written_to_is_named() -> None:
    """For whatever shows it."""
    with pytest.raises(WorkbookRefused) as refused:
        patch_cells(workbook(("Company",), (Formula("1+1"),)), "Jobs", {"A2": "x"})
    assert refused.value.cell == "A2"


def test_what_stands_below_a_table_goes_where_it_is_ours() -> None:
    """A lead typed under the table has its answers; what somebody else wrote there, under our columns, stays."""
    table = with_table(workbook(("Company", "Stage"), ("Acme", "Applied")), "A1:B2")
    ours = add_columns(table, "Jobs", 1, OWN)
    filled = patch_cells(
        ours, "Jobs", {"C2": "Due", "A5": "Cray", "C5": "Due", "G5": "Because", "A7": "Total", "D7": "mine"}
    )
    left = cells_of(remove_columns(filled, "Jobs", 1, OWN))
    assert left == {
        "A1": "Company",
        "B1": "Stage",
        "A2": "Acme",
        "B2": "Applied",
        "A5": "Cray",
        "A7": "Total",
        "D7": "mine",
    }


def test_a_heading_that_was_cleared_is_told_where_it_stands() -> None:
    """It is put back there, and reported like any other change."""
    _, filled = planned(workbook(HEADINGS, APPLIED))
    plan, after = planned(patch_cells(filled, "Jobs", {"G1": None}))
    assert [(each.cell, each.before, each.after) for each in plan.changes] == [("G1", None, "Due")]
    assert cells_of(after) == cells_of(filled)


def test_a_heading_that_cannot_be_put_back_is_told() -> None:
    """The others go on: the row is judged and written."""
    _, filled = planned(workbook(HEADINGS, APPLIED))
    cleared = patch_cells(filled, "Jobs", {"G1": None, "E2": None})
    merged = part_of(cleared).replace("</sheetData>", '</sheetData><mergeCells><mergeCell ref="F1:G1"/></mergeCells>')
    plan, after = planned(repacked(cleared, "xl/worksheets/sheet1.xml", merged))
    (problem,) = (each for each in plan.problems if each.cell == "G1")
    assert (problem.row, problem.column, problem.expected) == (1, "Due", "a column Due")
    assert problem.told.startswith("G1 ")
    assert cells_of(after)["E2"] == cells_of(filled)["E2"]


def with_tail(book: bytes, tail: str) -> bytes:
    """The workbook with something behind the rows of its first sheet."""
    text = part_of(book).replace("</sheetData>", f"</sheetData>{tail}")
    return repacked(book, "xl/worksheets/sheet1.xml", text)


def test_a_heading_and_answers_are_put_back_at_once() -> None:
    """Both are written in one night, as they were."""
    _, filled = planned(workbook(HEADINGS, APPLIED))
    text = re.sub(r'<c r="G[12]".*?</c>', "", part_of(filled))
    plan, after = planned(repacked(filled, "xl/worksheets/sheet1.xml", text))
    assert [each.cell for each in plan.changes] == ["G1", "G2"]
    assert cells_of(after) == cells_of(filled)


def test_headings_on_a_protected_sheet_are_told() -> None:
    """One that was cleared and one that was deleted: each with the reason, and the night goes on."""
    book = workbook((*HEADINGS, *OWN[:4]), (*APPLIED, "Due", "Follow up", TODAY, "Phone"))
    _, named = planned(book)
    cleared = re.sub(r'<c r="I[12]".*?</c>', "", part_of(patch_cells(named, "Jobs", {"G1": None})))
    locked = with_tail(repacked(named, "xl/worksheets/sheet1.xml", cleared), '<sheetProtection sheet="1"/>')
    plan, _ = planned(locked)
    told = {each.column: (each.row, each.cell, each.told) for each in plan.problems if each.row == 1}
    reason = (
        'The worksheet "Jobs" is protected, so no columns are added or removed:'
        " unprotect it first (Review, Unprotect Sheet)."
    )
    assert told == {"Due": (1, "G1", reason), "Why": (1, "Why", reason)}


def test_a_deleted_column_that_the_config_names_comes_back_filled() -> None:
    """Though its heading is none that we would know."""
    theirs = ("Ampel", "Schritt", "Bis", "Wie", "Warum")
    hints = Hints(columns=dict(zip(OWN, theirs, strict=True)))
    _, filled = planned(workbook((*HEADINGS, *theirs), APPLIED), hints)
    deleted = repacked(filled, "xl/worksheets/sheet1.xml", re.sub(r'<c r="I[12]".*?</c>', "", part_of(filled)))
    plan, after = planned(deleted, hints)
    assert [each.cell for each in plan.changes] == ["I1", "I2"]
    assert cells_of(after) == cells_of(filled)


def test_changes_name_their_worksheet_where_there_are_two() -> None:
    """Else two cells of one name could not be told from each other."""
    both = many({name: [HEADINGS, APPLIED] for name in ("Week 45", "Week 46")})
    plan, _ = planned(add_columns(add_columns(both, "Week 45", 1, OWN), "Week 46", 1, OWN))
    assert "'Week 46'!E2" in [each.cell for each in plan.changes]


LEFT = table(
    ("a formula", (Formula("D2+7"),), "", "=D2+7",
     "G2 (Due) holds the formula =D2+7, so nothing is written there: move it elsewhere."),
    ("merged cells", (), '<mergeCells><mergeCell ref="G2:G3"/></mergeCells>', "a cell that is part of", ""),
)  # fmt: skip


@pytest.mark.parametrize(("stands", "tail", "found", "told"), LEFT)
def test_a_cell_of_ours_that_is_left_alone_is_told(
    stands: tuple[object, ...], tail: str, found: str, told: str
) -> None:
    """What is there, what would be right, and how to get there."""
    rows = ((*HEADINGS, *OWN), (*APPLIED, "", "", *stands), ("Bolt", "Clerk", "Applied", TODAY))
    plan, _ = planned(with_tail(workbook(*rows), tail))
    problem = next(each for each in plan.problems if each.column == "Due")
    assert problem.found.startswith(found)
    assert (problem.expected, problem.told) == ("a plain cell, for us to write into", told)


OVERWRITTEN = table(
    ("a word over the flag", "E2", "done", "Flag"),
    ("another channel beside the same Why", "H2", "Email", "How"),
)


@pytest.mark.parametrize(("cell", "typed", "heading"), OVERWRITTEN)
def test_what_was_typed_over_an_answer_is_told(cell: str, typed: str, heading: str) -> None:
    """It is written over, and told under the heading that it stood under."""
    _, filled = planned(workbook(HEADINGS, APPLIED))
    plan, after = planned(patch_cells(filled, "Jobs", {cell: typed}))
    assert [(each.cell, each.column, each.found) for each in plan.overwritten] == [(cell, heading, typed)]
    assert cells_of(after) == cells_of(filled)


def test_a_time_of_day_that_was_typed_is_told_as_text() -> None:
    """A kind of cell that we never write is written over, and told as it reads."""
    plan, _ = planned(workbook((*HEADINGS, *OWN), (*APPLIED, "Due", "Follow up", dt.time(9, 30))))
    (change,) = (each for each in plan.changes if each.cell == "G2")
    assert (change.before, change.after) == ("09:30:00", dt.date(2026, 11, 26))


DISTANT = table(
    ("the last row", "$B$1000", True),
    ("a row below", "$B$1001", False),
    ("the last column", "$ALL$1", True),
    ("a column beyond", "$ALM$1", False),
)


@pytest.mark.parametrize(("target", "is_written"), DISTANT)
def test_last_checked_within_a_thousand_rows_and_columns(target: str, *, is_written: bool) -> None:
    """Farther out, the name has slipped away, and a day there would make the sheet vast."""
    book = with_name(workbook(HEADINGS, APPLIED, Board=[("Last run",)]), "LastChecked", f"Board!{target}")
    plan, _ = planned(book)
    assert ("Board!" in plan.changes[-1].cell) is is_written


def test_a_totals_row_is_not_written_into_on_the_first_night() -> None:
    """The columns come and the table's leads are answered; its last row is told."""
    book = with_table(workbook(HEADINGS, APPLIED, ("Bolt", "Clerk", "Applied", APPLIED[3])), "A1:D3")
    name = "xl/tables/table1.xml"
    totalled = repacked(book, name, part_of(book, name).replace("<table ", '<table totalsRowCount="1" '))
    plan, after = planned(totalled)
    assert cells_of(after)["E2"] == "Due"
    assert "E3" not in cells_of(after)
    assert [each.cell for each in plan.problems][:1] == ["E3"]
