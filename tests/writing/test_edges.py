"""The last column there is, what stands below a table, and which cell a refusal names."""

from __future__ import annotations

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
from workbooks_for_tests import APPLIED, HEADINGS, OWN, TODAY, Formula, cells_of, with_table, workbook
from xlsx_maker import part_of, repacked, simple_workbook, worksheet


def planned(book: bytes) -> tuple[Plan, bytes]:
    """A night on paper."""
    reading = read_workbook(book, Hints())
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
