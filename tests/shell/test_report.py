"""The JSON of a night has exactly the shape of the contract."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from followthrough.setup.config import Config
from followthrough.shell.report import as_document
from nightly_check import check
from workbooks_for_tests import APPLIED, TODAY, workbook

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = ("Company", "Role", "Stage", "Applied on", "Interview on", "Decision by", "Phone")
ROWS = (
    (*APPLIED, None, None, "555-0100"),
    ("Bolt", None, "Interviewing", "2026-11-02", "2026-11-10", "next week"),
    ("Cog", None, "Rejected", "2026-10-01"),
    (None, "Clerk"),
    ("Dyn", None, "Blue", "2026-11-16"),
)
LEAD = [
    "row",
    "company",
    "role",
    "stage",
    "flag",
    "step",
    "next_step",
    "opens",
    "due",
    "how",
    "why",
    "advice",
    "tips",
    "noticed",
]


def document(path: Path, *, written: bool = True) -> dict[str, Any]:
    done = check(Config(), workbook(HEADINGS, *ROWS), TODAY)
    shown: dict[str, Any] = json.loads(
        json.dumps(as_document(done.reading, done.judgement, done.plan, path, written=written))
    )
    return shown


@pytest.fixture
def shown(tmp_path: Path) -> dict[str, Any]:
    return document(tmp_path / "job search.xlsx")


def test_top(shown: dict[str, Any]) -> None:
    """The keys in their order, the workbook by its name, the columns by their letters."""
    expected = ["today", "workbook", "worksheet", "heading_row", "columns", "leads", "problems", "tips", "changes"]
    assert list(shown) == [*expected, "written"]
    assert [shown[key] for key in expected[:4]] == ["2026-11-23", "job search.xlsx", "Jobs", 1]
    assert shown["columns"] == dict(zip(HEADINGS, "ABCDEFG", strict=True))
    assert shown["written"] is True


def test_a_lead_with_a_step(shown: dict[str, Any]) -> None:
    """A lead shows its first advice, and all of them below."""
    lead = shown["leads"][0]
    assert list(lead) == LEAD
    assert [lead[key] for key in LEAD[:10]] == [
        2, "Acme", "Analyst", "Applied", "Due", "follow_up", "Follow up", "2026-11-23", "2026-11-26", "Phone",
    ]  # fmt: skip
    (advice,) = lead["advice"]
    assert list(advice) == ["step", "flag", "opens", "due", "how", "why"]
    assert [advice[key] for key in ("step", "flag", "opens", "due", "how")] == [
        lead[key] for key in ("step", "flag", "opens", "due", "how")
    ]
    assert lead["why"].startswith(advice["why"][:20])


def test_a_lead_without_a_step(shown: dict[str, Any]) -> None:
    """Where there is nothing to do, advice is empty and the lead says its state; absent values are null."""
    lead = shown["leads"][2]
    assert lead["flag"] == "Closed"
    assert [lead[key] for key in ("role", "step", "next_step", "opens", "due", "how")] == [None] * 6
    assert lead["advice"] == []


def test_every_row_with_a_lead_is_there(shown: dict[str, Any]) -> None:
    """In row order, judged or not (flag Check row)."""
    assert [(lead["row"], lead["flag"]) for lead in shown["leads"]] == [
        (2, "Due"), (3, "Check row"), (4, "Closed"), (5, "Check row"), (6, "Check row"),
    ]  # fmt: skip
    assert [lead["company"] for lead in shown["leads"]] == ["Acme", "Bolt", "Cog", None, "Dyn"]


def test_a_problem(shown: dict[str, Any]) -> None:
    """Row, cell, our name of the column, what was found, what would be right."""
    assert {
        "row": 3,
        "cell": "F3",
        "column": "Decision by",
        "found": "next week",
        "expected": "a date, like 2026-11-23",
    } in shown["problems"]


def test_unknown_stage_is_shown(shown: dict[str, Any]) -> None:
    """A word nobody knows is the stage as its owner wrote it."""
    assert shown["leads"][4]["stage"] == "Blue"


def test_changes(shown: dict[str, Any]) -> None:
    """Added headings appear too; days are ISO, blank cells null."""
    changes = {change["cell"]: (change["before"], change["after"]) for change in shown["changes"]}
    assert (changes["H1"], changes["H2"], changes["J2"]) == ((None, "Flag"), (None, "Due"), (None, "2026-11-26"))
    assert all(list(change) == ["cell", "before", "after"] for change in shown["changes"])


def test_tips(shown: dict[str, Any]) -> None:
    """Tips have a name and a text."""
    assert [list(tip) for tip in shown["tips"]] == [["tip", "text"]] * len(shown["tips"])
    assert "pipeline" in [tip["tip"] for tip in shown["tips"]]


def test_not_written(tmp_path: Path) -> None:
    """A rehearsal says that nothing was written."""
    assert document(tmp_path / "a.xlsx", written=False)["written"] is False


def test_our_columns_are_among_the_columns(tmp_path: Path) -> None:
    """Once they are there, the five have their letters too."""
    book = check(Config(), workbook(HEADINGS, *ROWS), TODAY).patched
    done = check(Config(), book, TODAY)
    columns = as_document(done.reading, done.judgement, done.plan, tmp_path, written=False)["columns"]
    assert [columns[name] for name in ("Flag", "Next step", "Due", "How", "Why")] == list("HIJKL")
