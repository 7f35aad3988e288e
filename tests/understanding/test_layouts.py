"""Any tracker somebody keeps is understood as its owner understands it, or asks, or is refused; never misunderstood."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import adopt_workbook
import nightly_check
from configs_for_tests import config_beside
from followthrough.knowing.hints import Hints
from followthrough.understanding.read import read_workbook
from layouts_for_tests import ASKED, REFUSED, UNDERSTOOD, Tracker
from layouts_for_tests import TRACKERS as LAYOUTS
from proof_for_tests import proving
from sheets_for_tests import differing_cells
from traps_for_tests import TRAPS

if TYPE_CHECKING:
    from pathlib import Path

TRACKERS = LAYOUTS | TRAPS
UNDERSTOOD_ONES = {name: tracker for name, tracker in TRACKERS.items() if tracker.kind == UNDERSTOOD}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a tracker lies, with a data folder beside it."""
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("FOLLOWTHROUGH_CONFIG", raising=False)
    return tmp_path / "jobs.xlsx"


def adopt(path: Path, *options: str) -> int:
    """Adopt a tracker; the status."""
    with proving(path):
        return adopt_workbook.main([str(path), *options])


def adopted(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What adoption says of a tracker, as JSON."""
    adopt(path, "--json")
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def night(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict[str, Any]]:
    """A night over it: the status and the document."""
    with proving(path):
        status = nightly_check.main(["--workbook", str(path), "--today", "2026-11-23", "--json", *options])
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return status, document


@pytest.mark.parametrize("tracker", TRACKERS.values(), ids=TRACKERS)
def test_understood_asked_or_refused(place: Path, capsys: pytest.CaptureFixture[str], tracker: Tracker) -> None:
    """Columns as its owner would name them; what is open is asked, and what is no list is refused with its reason."""
    place.write_bytes(tracker.workbook)
    document = adopted(place, capsys)
    if tracker.kind == REFUSED:
        assert tracker.says in (document["refused"] or "")
        return
    assert document["refused"] is None
    assert {heading: found["column"] for heading, found in document["columns"].items()} == tracker.columns
    assert bool(document["guessed"] or document["open"]) is (tracker.kind == ASKED)
    assert tracker.says in " ".join(document["open"])


@pytest.mark.parametrize("tracker", UNDERSTOOD_ONES.values(), ids=UNDERSTOOD_ONES)
def test_rows_and_stages_as_their_owner_sees_them(
    place: Path, capsys: pytest.CaptureFixture[str], tracker: Tracker
) -> None:
    """The rows that are jobs, and how far each is; a word that is not certain asks instead of silencing its row."""
    place.write_bytes(tracker.workbook)
    status, document = night(place, capsys, "--dry-run")
    if tracker.unsure:
        assert (status, "understood in part only" in document["error"]["message"]) == (4, True)
        assert adopt(place, "--write", "--quiet") == 0
        status, document = night(place, capsys, "--dry-run")
    assert status == 0
    assert [lead["row"] for lead in document["leads"]] == list(tracker.leads)
    known = {"Wishlist", "Applied", "Interviewing", "Offer", "Accepted", "On hold", "Closed", "Moved on"}
    stages = {lead["row"]: lead["stage"] if lead["stage"] in known else None for lead in document["leads"]}
    assert {row: stages[row] for row in tracker.stages} == tracker.stages


@pytest.mark.parametrize("name", [name for name, tracker in TRACKERS.items() if tracker.kind == ASKED])
def test_a_plain_night_adds_nothing_on_a_guess(place: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Status 4, the reason, and the workbook as it was (contract)."""
    place.write_bytes(TRACKERS[name].workbook)
    before = place.read_bytes()
    status, document = night(place, capsys)
    assert (status, document["error"]["status"], place.read_bytes()) == (4, 4, before)


@pytest.mark.slow
@pytest.mark.parametrize("tracker", UNDERSTOOD_ONES.values(), ids=UNDERSTOOD_ONES)
def test_adopted_and_left_again(place: Path, capsys: pytest.CaptureFixture[str], tracker: Tracker) -> None:
    """--write adds columns and a config that says the same; two nights agree; --remove leaves each cell as it was."""
    before = tracker.workbook
    place.write_bytes(before)
    reading = read_workbook(before, Hints())
    assert adopt(place, "--write", "--quiet") == 0
    hints = config_beside(place).hints
    assert read_workbook(before, hints).leads == reading.leads
    assert night(place, capsys)[0] == 0
    written = place.read_bytes()
    status, document = night(place, capsys)
    assert (status, document["changes"], place.read_bytes()) == (0, [], written)
    assert adopt(place, "--remove", "--quiet") == 0
    for sheet in tracker.sheets:
        assert differing_cells(before, place.read_bytes(), sheet) == set()


ACCEPTED = {name: tracker for name, tracker in TRACKERS.items() if tracker.kind == ASKED and not tracker.says}


@pytest.mark.parametrize("tracker", ACCEPTED.values(), ids=ACCEPTED)
def test_accept_takes_every_guess_for_right(place: Path, capsys: pytest.CaptureFixture[str], tracker: Tracker) -> None:
    """First only shown and written as lines to uncomment; with --accept in force, and the next night runs."""
    before = tracker.workbook
    place.write_bytes(before)
    assert adopt(place, "--write", "--quiet") == 4
    assert place.read_bytes() == before
    assert adopt(place, "--accept", "--quiet") == 0
    capsys.readouterr()
    status, document = night(place, capsys)
    assert (status, len(document["leads"])) == (0, len(tracker.leads))
