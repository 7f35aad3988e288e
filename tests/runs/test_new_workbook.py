"""The command new-workbook: makes a file, never replaces one, and says in one sentence why it did not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from followthrough.knowing.hints import Hints
from followthrough.template.build import build_workbook, demo_rows
from followthrough.understanding.read import read_workbook
from new_workbook import main

if TYPE_CHECKING:
    from pathlib import Path


def test_it_makes_an_empty_workbook_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without any word it is job-search.xlsx in the current folder, and the sentence names it."""
    monkeypatch.chdir(tmp_path)
    assert main([]) == 0
    assert (tmp_path / "job-search.xlsx").read_bytes() == build_workbook()
    assert "job-search.xlsx is ready" in capsys.readouterr().out


def test_the_demo_is_filled_around_the_day(tmp_path: Path) -> None:
    """--today moves the whole search."""
    path = tmp_path / "demo.xlsx"
    assert main([str(path), "--demo", "--today", "2027-03-01"]) == 0
    leads = read_workbook(path.read_bytes(), Hints()).leads
    assert [lead.role for lead in leads] == [row["Role"] for row in demo_rows(date(2027, 3, 1))["jobs"]]


def test_quiet_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For scripts."""
    assert main([str(tmp_path / "jobs.xlsx"), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_an_existing_file_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever it holds: somebody's search may be in it."""
    path = tmp_path / "jobs.xlsx"
    path.write_bytes(b"months of work")
    assert main([str(path)]) == 4
    assert path.read_bytes() == b"months of work"
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert f"{path} is there already" in said.err


@pytest.mark.parametrize(
    ("name", "status", "sentence"),
    [("jobs.csv", 2, "ends in .xlsx"), ("jobs", 2, "ends in .xlsx"), ("no folder/jobs.xlsx", 4, "cannot be written")],
    ids=["another kind of file", "no ending", "no such folder"],
)
def test_what_cannot_be_made_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, status: int, sentence: str
) -> None:
    """With the status of its kind, and nothing left behind."""
    assert main([str(tmp_path / name)]) == status
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_that_name_is_left_alone(tmp_path: Path) -> None:
    """It is there already, too."""
    (tmp_path / "jobs.xlsx").mkdir()
    assert main([str(tmp_path / "jobs.xlsx")]) == 4


def test_a_day_that_is_none_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And shows how a day is written."""
    assert main([str(tmp_path / "jobs.xlsx"), "--demo", "--today", "3/11/2026"]) == 2
    assert "2026-11-23" in capsys.readouterr().err
