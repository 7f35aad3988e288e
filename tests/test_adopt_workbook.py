"""Adopting a tracker: shown first, written when told to, taken back without a trace in the cells."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from adopt_workbook import main
from followthrough.config import read_config
from followthrough.worksheet.adopted_config import _quoted
from followthrough.worksheet.patch import differing_cells
from workbooks_for_tests import workbook

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = ["Firma", "Stelle", "Status", "Beworben am"]
ROWS = [
    ["Acme", "Analyst", "abgesagt", "16/11/2026"],
    ["Birch", "Clerk", "läuft gut", "03/11/2026"],
    ["", "", "", ""],
    ["Total", "", "", ""],
]


@pytest.fixture
def tracker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A German tracker with a total below the list."""
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    path = tmp_path / "jobs.xlsx"
    path.write_bytes(workbook(HEADINGS, *ROWS))
    return path


def shown(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    main([str(path), "--json"])
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_json_is_that_of_the_contract(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Worksheet, columns, rows, stages, day order and what was passed over; nothing is written."""
    before = tracker.read_bytes()
    document = shown(tracker, capsys)
    assert document["columns"]["Company"] == {"column": "A", "heading": "Firma"}
    assert document["rows"] == {"first": 2, "last": 3, "leads": 2}
    assert (document["stages"], document["unknown_stages"]) == ({"abgesagt": "Closed"}, ["läuft gut"])
    assert document["day_first"] == {"Applied on": {"value": True, "decided_by": "D2"}}
    assert [row["row"] for row in document["ignored_rows"]] == [5]
    assert document["refused"] is None
    assert (tracker.read_bytes(), sorted(p.name for p in tracker.parent.iterdir())) == (before, ["jobs.xlsx"])


def test_what_is_no_list_of_leads_is_refused_with_its_reason(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Better no than wrong: status 4, and the reason where a program looks for it."""
    tracker.write_bytes(workbook(["Monday", "Tuesday"], ["Acme", "Birch"]))
    assert main([str(tracker), "--json"]) == 4
    assert "headings" in json.loads(capsys.readouterr().out)["refused"]


def test_write_then_remove_leaves_every_cell_as_it_was(tracker: Path) -> None:
    """The five columns come and go; a second --write changes nothing; the mapping lies beside the workbook."""
    before = tracker.read_bytes()
    assert main([str(tracker), "--write", "--quiet"]) == 0
    written = tracker.read_bytes()
    assert main([str(tracker), "--write", "--quiet"]) == 0
    assert tracker.read_bytes() == written
    config = read_config(tracker.with_name("config.toml"), is_found_beside=True)
    assert (config.hints.columns["Company"], config.hints.stages["abgesagt"]) == ("Firma", "Closed")
    assert main([str(tracker), "--remove", "--quiet"]) == 0
    assert differing_cells(before, tracker.read_bytes(), "Jobs") == set()


def test_a_config_that_is_there_is_left(tracker: Path) -> None:
    """It is its owner's."""
    place = tracker.with_name("config.toml")
    place.write_text("# mine\n", "utf-8")
    assert main([str(tracker), "--write", "--quiet"]) == 0
    assert place.read_text("utf-8") == "# mine\n"


@pytest.mark.parametrize(
    "text",
    ["Firma", 'say "when"', "C:\\users", "two\nlines", '"]\n[files]\ndata = "/"', "\x1b[31m", "公司", "\u202eabc"],
    ids=["plain", "quotes", "a path", "lines", "a section", "escape", "Chinese", "right to left"],
)
def test_no_cell_becomes_a_line_of_the_config(text: str) -> None:
    """A heading is written as one TOML string, whatever it holds, and reads back as it was."""
    assert tomllib.loads(f"value = {_quoted(text)}") == {"value": text}
