"""The benchmarks: their trackers are real workbooks, they count what they say, and they run. Nothing here is timed."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from benchmarks import counts, night
from benchmarks.trackers import DIFFERENT, HEADINGS, make_tracker
from package_rules import broken_rules

TODAY = date(2026, 11, 23)
in_ci = pytest.mark.skipif(not os.environ.get("FOLLOWTHROUGH_CI"), reason="whole nights: FOLLOWTHROUGH_CI=1 has them")


def companies(workbook: bytes) -> list[object]:
    """What stands under Company."""
    sheet = load_workbook(io.BytesIO(workbook), read_only=True).worksheets[0]
    return [row[0] for row in sheet.iter_rows(min_row=2, max_col=1, values_only=True)]


def test_a_tracker_is_a_workbook() -> None:
    """A made-up tracker breaks no rule of the format, has a second sheet with a chart, its formulas have results."""
    workbook = make_tracker(120, TODAY)
    assert broken_rules(workbook) == []
    book = load_workbook(io.BytesIO(workbook), data_only=True)
    assert [len(sheet._charts) for sheet in book.worksheets] == [0, 1]  # type: ignore[attr-defined] # noqa: SLF001 - openpyxl tells it nowhere else
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(HEADINGS)
    assert sheet["I2"].value == sheet["H2"].value * 12


def test_leads_repeat_only_when_asked_to() -> None:
    """No company comes twice in a tracker, but fifty again and again in a repeating one; each time the same."""
    different, repeating = (companies(make_tracker(120, TODAY, repeating=each)) for each in (False, True))
    assert (len(different), len(set(different)), len(set(repeating))) == (120, 120, DIFFERENT)
    assert companies(make_tracker(120, TODAY)) == different


@pytest.mark.parametrize("counted", counts.COUNTED, ids=lambda counted: counted.what)
def test_what_is_counted_exists(counted: counts.Counted) -> None:
    """Each function in the table of counts is where it says; one that moved is told here, and not counted as never."""
    assert counts.code_of(counted).co_name == counted.name.rpartition(".")[2]


@in_ci
@pytest.mark.skipif(sys.platform == "win32", reason="the benchmark measures processes as Linux and macOS do")
def test_the_benchmark_runs(tmp_path: Path) -> None:
    """Every kind of night does what it says, everything is measured, and the table and the JSON hold it."""
    found = tmp_path / "night.json"
    line = [sys.executable, str(Path(night.__file__)), "--sizes", "50", "--runs", "1", "--json", str(found)]
    done = subprocess.run(line, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - our own script
    assert done.returncode == 0, done.stderr
    results = json.loads(found.read_text("utf-8"))["sizes"]["50"]
    assert len(results) == 3 + len(night.BASELINES) + 4
    assert all(f"| {name} |" in done.stdout and len(result["runs"]) == 1 for name, result in results.items())


@in_ci
def test_every_count_counts() -> None:
    """A first night does each thing that is counted at least once."""
    found = counts.count(50)["first"]
    assert {counted.what for counted in counts.COUNTED if not found[counted.what]} == set()
