"""A validator that nobody here wrote finds nothing in our workbook, and nothing new in what we have written to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import adopt_workbook
from everything_for_tests import OURS, everything, written
from followthrough.template.build import build_workbook
from followthrough.writing.columns import remove_columns
from layouts_for_tests import TRACKERS, UNDERSTOOD
from nightly_check import main as nightly_check
from places import SHARED
from proof_for_tests import proven
from validator_for_tests import findings, new_findings
from workbooks_for_tests import demo_workbook
from xlsx_maker import part_of, repacked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow

KEPT = sorted((SHARED / "trackers").glob("*.xlsx"))
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("make", [build_workbook, demo_workbook], ids=["empty", "demo"])
def test_nothing_is_found_in_the_workbook_that_we_make(make: Callable[[], bytes]) -> None:
    """The template is what the format asks for, down to the order of the elements in a font."""
    assert findings(make()) == {}


def test_the_validator_sees_what_is_wrong() -> None:
    """A judge that always agrees would prove nothing: an unknown kind of cell and an element out of place are found."""
    before = everything()
    text = part_of(before)
    assert new_findings(before, repacked(before, SHEET, text.replace('<c r="C2" s="3">', '<c r="C2" t="day">')))
    assert new_findings(before, repacked(before, SHEET, text.replace("<sheetData>", "<mergeCells/><sheetData>")))


def test_nothing_new_in_a_workbook_with_everything() -> None:
    """Columns, advice and their removal leave nothing behind that the format does not allow."""
    before = everything()
    after = written(before)
    assert new_findings(before, after) == []
    assert new_findings(before, remove_columns(after, "Jobs", 1, OURS)) == []


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a tracker is put to be adopted."""
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "jobs.xlsx"


def adopted(place: Path, before: bytes) -> bytes:
    """A tracker after it was adopted and a night has written its advice; as it was, where it is refused."""
    place.write_bytes(before)
    if adopt_workbook.main([str(place), "--accept", "--quiet"]) == 0:
        assert nightly_check(["--workbook", str(place), "--today", "2026-11-23", "--quiet"]) == 0
    return place.read_bytes()


def test_nothing_new_after_a_night_on_our_own_workbook(place: Path) -> None:
    """The filled workbook after its first night: cells differ and nothing else, and the format is kept."""
    before = demo_workbook()
    place.write_bytes(before)
    assert nightly_check(["--workbook", str(place), "--today", "2026-11-23", "--quiet"]) == 0
    after = place.read_bytes()
    assert {cell.partition("!")[0] for cell in proven(before, after).cells} >= {"Jobs"}
    assert new_findings(before, after) == []


@pytest.mark.parametrize("name", [name for name, tracker in TRACKERS.items() if tracker.kind == UNDERSTOOD][::6])
def test_nothing_new_in_an_adopted_tracker(place: Path, name: str) -> None:
    """Made-up trackers, each sixth of them: what is written is what the format asks for."""
    before = TRACKERS[name].workbook
    after = adopted(place, before)
    assert after != before
    assert new_findings(before, after) == []


@pytest.mark.skipif(not KEPT, reason="no real trackers beside this checkout")
@pytest.mark.parametrize("path", KEPT, ids=[path.stem for path in KEPT])
def test_nothing_new_in_a_tracker_that_somebody_kept(place: Path, path: Path) -> None:
    """Real trackers likewise."""
    before = path.read_bytes()
    assert new_findings(before, adopted(place, before)) == []
