"""One list kept on several sheets is judged whole, and each sheet gets its own answers."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

import adopt_workbook
import nightly_check
import write_drafts
from configs_for_tests import config_beside
from followthrough.keeping.differences import find_differences
from followthrough.knowing.errors import WorkbookError
from followthrough.knowing.hints import Hints
from followthrough.understanding.read import read_workbook
from leads_for_tests import table
from proof_for_tests import proving
from sheets_for_tests import differing_cells
from workbooks_for_tests import many

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = ("Company", "Role", "Status", "Date applied")
FIRST = (HEADINGS, ("Acme", "Analyst", "Applied", date(2026, 11, 2)), ("Birch", "Clerk", "soon", date(2026, 11, 2)))
SECOND = (HEADINGS, ("Cedar", "Cook", "Applied", date(2026, 11, 16)), ("Acme", "Clerk", "Rejected", date(2026, 11, 9)))


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook with a sheet for each week."""
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    path = tmp_path / "jobs.xlsx"
    path.write_bytes(many({"Week 45": FIRST, "Week 46": SECOND}))
    return path


def night(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    with proving(path):
        assert nightly_check.main(["--workbook", str(path), "--today", "2026-11-23", "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_each_sheet_has_its_answers(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The five columns on both, the rows told apart by their sheet, and a second night writes nothing."""
    before = jobs.read_bytes()
    document = night(jobs, capsys)
    assert document["worksheet"] == "Week 46"
    assert [(lead["worksheet"], lead["row"], lead["flag"]) for lead in document["leads"]] == [
        ("'Week 45'", 2, "Waiting"),
        ("'Week 45'", 3, "Check row"),
        ("'Week 46'", 2, "Due"),
        ("'Week 46'", 3, "Closed"),
    ]
    assert {"cell": "'Week 45'!E2", "before": None, "after": "Waiting"} in document["changes"]
    assert "'Week 45'!C3" in document["leads"][1]["why"]
    book = load_workbook(BytesIO(jobs.read_bytes()))
    assert [[cell.value for cell in row][4:5] for name in book.sheetnames for row in book[name].iter_rows()] == [
        ["Flag"], ["Waiting"], ["Check row"], ["Flag"], ["Due"], ["Closed"],
    ]  # fmt: skip
    for sheet in book.sheetnames:
        assert {cell[0] for cell in differing_cells(before, jobs.read_bytes(), sheet)} == set("EFGHI")
    assert night(jobs, capsys)["changes"] == []


def test_a_problem_names_its_sheet(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two sheets have a cell D2."""
    jobs.write_bytes(many({"Week 45": (HEADINGS, ("Acme", "Analyst", "Applied", "soon")), "Week 46": SECOND}))
    assert [problem["cell"] for problem in night(jobs, capsys)["problems"]] == ["'Week 45'!D2"]


def test_adopted_and_left_again(jobs: Path) -> None:
    """Both sheets get the columns, and both lose them."""
    before = jobs.read_bytes()
    with proving(jobs):
        assert adopt_workbook.main([str(jobs), "--write", "--quiet"]) == 0
    assert all(layout.own for layout in read_workbook(jobs.read_bytes(), Hints()).layouts)
    with proving(jobs):
        assert adopt_workbook.main([str(jobs), "--remove", "--quiet"]) == 0
    assert all(not differing_cells(before, jobs.read_bytes(), sheet) for sheet in ("Week 45", "Week 46"))


def test_a_week_that_is_added_later(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Next week's sheet, without our columns yet, belongs to the list at once."""
    night(jobs, capsys)
    book = load_workbook(BytesIO(jobs.read_bytes()))
    sheet = book.create_sheet("Week 47")
    for row in (HEADINGS, ("Elm", "Guard", "Applied", date(2026, 11, 20))):
        sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    jobs.write_bytes(buffer.getvalue())
    document = night(jobs, capsys)
    assert [lead["company"] for lead in document["leads"]] == ["Acme", "Birch", "Cedar", "Acme", "Elm"]
    assert {change["cell"].partition("!")[0] for change in document["changes"]} == {"'Week 47'"}


NO_SERIES = table(
    ("a copy", {"Jobs": FIRST, "Jobs (2)": SECOND}),
    ("a backup", {"2026": FIRST, "2026 backup": SECOND}),
    ("names of no series", {"Mine": FIRST, "Yours": SECOND}),
    ("other headings", {"2025": FIRST, "2026": (("Company", "Rolle", "Status", "Date applied"), *SECOND[1:])}),
)


@pytest.mark.parametrize("sheets", NO_SERIES)
def test_two_lists_are_not_joined(sheets: dict[str, Any]) -> None:
    """A copy joined to its original would ask everybody twice: their owner says which is the list."""
    with pytest.raises(WorkbookError, match="look equally like your leads"):
        read_workbook(many(sheets), Hints())


def test_the_config_names_one_of_them() -> None:
    """Then it is the only one."""
    reading = read_workbook(many({"2025": FIRST, "2026": SECOND}), Hints(worksheet="2025"))
    assert ([lead.company for lead in reading.leads], reading.worksheet) == (["Acme", "Birch"], "2025")
    assert {lead.sheet for lead in reading.leads} == {""}


def test_a_sheet_named_after_a_stage_says_it() -> None:
    """Where no column does; and rejected ones are not chased."""
    rows = [(HEADINGS[0], HEADINGS[3]), ("Acme", date(2026, 11, 2))]
    other = [rows[0], ("Birch", date(2026, 11, 9))]
    reading = read_workbook(many({"Applied": rows, "Rejected": other}), Hints())
    assert [str(lead.stage) for lead in reading.leads] == ["Applied", "Closed"]


def test_a_row_that_is_carried_on_is_one_lead() -> None:
    """Where somebody copies what is open to next week's sheet, the later row is the lead."""
    later = (HEADINGS, ("Acme", "Analyst", "Interview", date(2026, 11, 2)), SECOND[1])
    reading = read_workbook(many({"Week 45": FIRST, "Week 46": later}), Hints())
    assert [(lead.sheet, lead.row, lead.company) for lead in reading.leads] == [
        ("'Week 45'", 3, "Birch"),
        ("'Week 46'", 2, "Acme"),
        ("'Week 46'", 3, "Cedar"),
    ]


def test_the_sheet_with_our_columns_stays_the_list(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second sheet that somebody adds later, with more headings than the first, does not take its place."""
    jobs.write_bytes(many({"Active": FIRST}))
    night(jobs, capsys)
    book = load_workbook(BytesIO(jobs.read_bytes()))
    sheet = book.create_sheet("Elsewhere")
    for row in ((*HEADINGS, "Interview date", "Notes"), ("Elm", "Guard", "Rejected", date(2026, 11, 20), None, "x")):
        sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    jobs.write_bytes(buffer.getvalue())
    document = night(jobs, capsys)
    assert (document["worksheet"], [lead["company"] for lead in document["leads"]]) == ("Active", ["Acme", "Birch"])


def test_a_comparison_tells_the_sheets_apart() -> None:
    """What changed stands under the lead whose row it is, also where a sheet is shorter than the other."""
    longer = (*FIRST, *((f"Oak {n}", "Cook", "Applied", date(2026, 11, 2)) for n in range(9)))
    before = many({"Week 45": longer, "Week 46": SECOND})
    changed = (*longer[:-1], ("Oak 8", "Cook", "Rejected", date(2026, 11, 2)))
    after = many({"Week 45": changed, "Week 46": SECOND})
    assert [(d.whose, d.column, d.after) for d in find_differences(before, after, Hints())] == [
        ("Oak 8, Cook", "Status", "Rejected")
    ]


def test_drafts_are_asked_for_by_name(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row's number alone says too little on two sheets."""
    asked = ["--workbook", str(jobs), "--today", "2026-11-23"]
    assert write_drafts.main([*asked, "--lead", "Cedar"]) == 0
    assert "Cedar" in capsys.readouterr().out
    assert write_drafts.main([*asked, "--row", "2"]) == 2
    assert "row 2 of 'Week 45' and row 2 of 'Week 46' hold leads" in capsys.readouterr().err
    assert write_drafts.main([*asked, "--lead", "Acme"]) == 2
    assert "fits row 2 of 'Week 45' and row 3 of 'Week 46'" in capsys.readouterr().err


def test_years_whose_headings_differ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What only one sheet has, or calls so, is left to each sheet: the config that is written must fit them all."""
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    older = (("Company", "Role", "Status", "Applied date"), *FIRST[1:])
    newer = ((*HEADINGS, "Notes"), *((*row, "x") for row in SECOND[1:]))
    path = tmp_path / "jobs.xlsx"
    path.write_bytes(many({"2025": older, "2026": newer}))
    before = read_workbook(path.read_bytes(), Hints()).leads
    with proving(path):
        assert adopt_workbook.main([str(path), "--write", "--quiet"]) == 0
    hints = config_beside(path).hints
    assert read_workbook(many({"2025": older, "2026": newer}), hints).leads == before
    assert all(lead.applied_on for lead in before)
