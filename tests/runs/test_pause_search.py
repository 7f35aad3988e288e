"""``pause``: one cell, or one key of a config, by its owner's order; nothing else is written."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from typing import TYPE_CHECKING

import pytest

import nightly_check
import pause_search
from configs_for_tests import written
from leads_for_tests import table
from proof_for_tests import proving
from workbooks_for_tests import HEADINGS, Formula, cells_of, with_name, workbook

if TYPE_CHECKING:
    from pathlib import Path

TODAY = "2026-11-23"
ROW = ("Acme", "Analyst", "Applied", date(2026, 11, 9), "dana@example.com")


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook with an overdue lead and a place for a day of rest."""
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("FOLLOWTHROUGH_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "jobs.xlsx"
    book = workbook((*HEADINGS, "Email"), ROW, Start_here=[("Rest until", None)])
    path.write_bytes(with_name(book, "PauseUntil", "'Start here'!$B$1"))
    return path


def paused(jobs: Path, *arguments: str, today: str = TODAY) -> int:
    with proving(jobs):
        return pause_search.main([str(jobs), *arguments, "--today", today])


def flag(jobs: Path, capsys: pytest.CaptureFixture[str], today: str = TODAY) -> str:
    capsys.readouterr()
    assert nightly_check.main(["--workbook", str(jobs), "--json", "--dry-run", "--today", today]) == 0
    return str(json.loads(capsys.readouterr().out)["leads"][0]["flag"])


def test_the_cell_is_written_and_nothing_else(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The day stands in the cell that the workbook keeps for it; a copy was kept, and nothing is red after it."""
    before = cells_of(jobs.read_bytes())
    assert flag(jobs, capsys) == "Overdue"
    assert paused(jobs, "2026-12-07") == 0
    assert cells_of(jobs.read_bytes(), "Start here") == {"A1": "Rest until", "B1": date(2026, 12, 7)}
    assert cells_of(jobs.read_bytes()) == before
    assert [flag(jobs, capsys, day) for day in (TODAY, "2026-12-06", "2026-12-07")] == ["Waiting", "Waiting", "Due"]
    assert list((jobs.parent / "data").rglob("*.xlsx"))


def test_going_on_early(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """To go on ("off") wakes the search today, and what rested is not late."""
    paused(jobs, "2026-12-24")
    assert paused(jobs, "off", today="2026-12-01") == 0
    assert flag(jobs, capsys, "2026-12-01") == "Due"
    assert paused(jobs, "off", today="2026-12-01") == 0
    assert "Nothing rests" in capsys.readouterr().out


def test_a_workbook_without_the_cell(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A tracker of one's own is not written to: the day goes into the config, and every comment of it stays."""
    jobs.write_bytes(workbook((*HEADINGS, "Email"), ROW))
    own = written(jobs.parent / "config" / "followthrough", '# mine\n[cadence] # slow\npreset = "reserved"\n')
    before = jobs.read_bytes()
    assert paused(jobs, "2026-12-07") == 0
    assert jobs.read_bytes() == before
    assert own.read_text("utf-8").startswith("# mine\n[cadence] # slow\n")
    assert tomllib.loads(own.read_text("utf-8"))["cadence"] == {"preset": "reserved", "pause_until": "2026-12-07"}
    assert flag(jobs, capsys) == "Waiting"


def test_both_are_ended(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A later day in the config would rest on: "off" ends that too."""
    written(jobs.parent / "config" / "followthrough", '[cadence]\npause_until = "2027-02-01"\n')
    paused(jobs, "off")
    assert flag(jobs, capsys) == "Due"


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    table(
        ("no day", ["soon"], 2, "2027-01-04"),
        ("today", [TODAY], 2, "after today"),
        ("a slip of the year", ["2062-12-07"], 2, "within a year"),
        ("two days", ["2026-12-07", "2026-12-08"], 2, "nrecognized"),
    ),
)
def test_wrong_usage(
    jobs: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, words: str
) -> None:
    """One sentence, and the workbook is as it was."""
    before = jobs.read_bytes()
    assert paused(jobs, *arguments) == status
    err = capsys.readouterr().err
    assert (words in err, err.count("\n"), jobs.read_bytes()) == (True, 1, before)


def test_a_formula_is_not_written_over(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody who computes the day keeps their formula, and reads why."""
    book = workbook((*HEADINGS, "Email"), ROW, Start_here=[("Rest until", Formula("TODAY()+7"))])
    jobs.write_bytes(with_name(book, "PauseUntil", "'Start here'!$B$1"))
    before = jobs.read_bytes()
    assert paused(jobs, "2026-12-07") == 4
    assert (jobs.read_bytes(), capsys.readouterr().err.count("\n")) == (before, 1)


def test_an_open_workbook_is_left_alone(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Open in Excel: status 75, and nothing is written."""
    jobs.with_name("~$jobs.xlsx").write_bytes(
        b"\x04Dana".ljust(55) + b"\x04\x00" + "Dana".encode("utf-16-le").ljust(108)
    )
    assert paused(jobs, "2026-12-07") == 75
    assert "is open (Dana)" in capsys.readouterr().err


def test_asked_without_a_day(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says whether the search rests, and writes nothing."""
    assert paused(jobs) == 0
    assert "Nothing rests" in capsys.readouterr().out
    paused(jobs, "2026-12-07")
    capsys.readouterr()
    before = jobs.read_bytes()
    assert paused(jobs) == 0
    assert "rests until Mon 7 Dec" in capsys.readouterr().out
    assert jobs.read_bytes() == before
