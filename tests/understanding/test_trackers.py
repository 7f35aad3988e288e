"""Trackers that people really keep: what is understood of each, and that a night loses nothing in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook

import nightly_check
from places import SHARED
from proof_for_tests import proving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = SHARED / "trackers"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FOLDER.is_dir(), reason="no trackers beside this checkout")]

UNDERSTOOD: dict[str, tuple[str, int, dict[str, str], int]] = {
    "chinese-serials": (
        "Sheet1",
        1,
        {"Company": "A", "Role": "B", "Insider": "D", "Applied on": "E", "Location": "C"},
        70,
    ),
    "german-dashboard-first": (
        "Raw_data",
        1,
        {"Company": "A", "Role": "B", "Applied on": "C", "Closed on": "D", "Stage": "F"},
        41,
    ),
    "na-defaults": (
        "Tracking Template",
        1,
        {"Company": "A", "Stage": "B", "Role": "C", "Applied on": "E", "Link": "F", "Notes": "H"},
        0,
    ),
    "response-date-words": (
        "Job Application Tracker",
        1,
        {"Role": "A", "Company": "B", "Source": "C", "Applied on": "D", "Last heard": "E", "Stage": "H"},
        198,
    ),
    "sample-hundred": (
        "JOB Application Tracking",
        1,
        {"Company": "B", "Applied on": "C", "Role": "D", "Link": "F", "Contact": "I"},
        100,
    ),
    "space-formulas": (
        "Tracker",
        1,
        {"Company": "B", "Role": "C", "Applied on": "G", "Stage": "K", "Source": "L", "Notes": "M", "Location": "F"},
        1,
    ),
    "starter-kit": (
        "jobs",
        1,
        {"Company": "A", "Role": "B", "Applied on": "C", "Source": "E", "Stage": "F", "Link": "G"},
        0,
    ),
    "title-and-legend": (
        "📋 Job Applications",
        3,
        {
            "Company": "B",
            "Role": "C",
            "Source": "E",
            "Applied on": "F",
            "Stage": "G",
            "Contact": "H",
            "Email": "I",
            "Interview on": "J",
            "Notes": "N",
            "Location": "D",
        },
        10,
    ),
    "two-level-heading": (
        "Job Tracker",
        3,
        {
            "Stage": "A",
            "Company": "B",
            "Role": "C",
            "Applied on": "D",
            "Link": "K",
            "Contact": "N",
            "Interview on": "O",
            "Location": "H",
        },
        0,
    ),
    "us-slash-dates": (
        "Applications",
        1,
        {
            "Company": "A",
            "Role": "B",
            "Applied on": "C",
            "Stage": "D",
            "Decision by": "E",
            "Contact": "H",
            "Email": "I",
            "Phone": "J",
            "Link": "K",
            "Notes": "O",
            "Location": "M",
        },
        1,
    ),
    "zero-one-columns": ("Sheet1", 1, {"Applied on": "A", "Company": "B", "Role": "C", "Last heard": "F"}, 134),
}
REFUSED = ["day-matrix"]


class Tracker:
    """A copy of a tracker, and nights on it."""

    def __init__(self, folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.capsys = folder / f"{name}.xlsx", capsys
        self.path.write_bytes((FOLDER / f"{name}.xlsx").read_bytes())

    def night(self, *options: str) -> tuple[int, dict[str, Any]]:
        """Run; the status and the document."""
        with proving(self.path):
            status = nightly_check.main(["--workbook", str(self.path), "--today", "2026-11-23", "--json", *options])
        document: dict[str, Any] = json.loads(self.capsys.readouterr().out)
        return status, document

    def cells(self) -> dict[tuple[str, int, int], object]:
        """Every filled cell of every sheet."""
        return dict(_cells(CalamineWorkbook.from_path(str(self.path))))


def _cells(book: CalamineWorkbook) -> Iterator[tuple[tuple[str, int, int], object]]:
    for name in book.sheet_names:
        for number, row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1):
            for column, cell in enumerate(row, start=1):
                if cell != "":
                    yield (name, number, column), cell


@pytest.fixture
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("FOLLOWTHROUGH_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)


def test_every_tracker_has_its_answer() -> None:
    """No tracker of the folder is left out."""
    assert sorted(path.stem for path in FOLDER.glob("*.xlsx")) == sorted([*UNDERSTOOD, *REFUSED])


@pytest.mark.usefixtures("_alone")
@pytest.mark.parametrize(("name", "understood"), UNDERSTOOD.items(), ids=UNDERSTOOD)
def test_understood(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, understood: object) -> None:
    """Worksheet, heading row, columns and the number of leads, as its owner would count them."""
    _, shown = Tracker(tmp_path, name, capsys).night("--dry-run")
    assert (shown["worksheet"], shown["heading_row"], shown["columns"], len(shown["leads"])) == understood


@pytest.mark.usefixtures("_alone")
@pytest.mark.parametrize("name", UNDERSTOOD)
def test_a_night_loses_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """The night writes its five columns, everything else is the same, and a second night writes nothing."""
    tracker = Tracker(tmp_path, name, capsys)
    before = tracker.cells()
    status, shown = tracker.night()
    assert (status, shown["written"]) == (0, True)
    after = tracker.cells()
    assert {place: after.get(place) for place in before} == before
    assert len(after) - len(before) == len([change for change in shown["changes"] if change["after"] is not None])
    held = tracker.path.read_bytes()
    status, shown = tracker.night()
    assert (status, shown["changes"], shown["written"], tracker.path.read_bytes()) == (0, [], False, held)


@pytest.mark.usefixtures("_alone")
@pytest.mark.parametrize("name", REFUSED)
def test_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Better no than wrong: a matrix of days is no list of leads."""
    tracker = Tracker(tmp_path, name, capsys)
    before = tracker.path.read_bytes()
    status, shown = tracker.night()
    assert (status, shown["error"]["status"], tracker.path.read_bytes()) == (4, 4, before)
