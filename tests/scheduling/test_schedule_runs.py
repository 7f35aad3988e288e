"""``schedule``: what is planned for a workbook, when it runs next, and what is said of it."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

import follow_through
from configs_for_tests import read_config, written
from followthrough.knowing.errors import UsageError
from followthrough.scheduling import jobs
from followthrough.scheduling.jobs import Job, next_run, plan_for
from leads_for_tests import table
from workbooks_for_tests import APPLIED, HEADINGS, workbook

if TYPE_CHECKING:
    from pathlib import Path

CHECK = Job("check", ("ft",), (5,) * 7, (0, 30))
WEEK = Job("week", ("ft",), (5, 5, 5, 5, 5, 5, 18), (10, 40))


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook in a home of its own."""
    for name, place in (("HOME", "home"), ("XDG_CONFIG_HOME", "config"), ("FOLLOWTHROUGH_DATA", "data")):
        monkeypatch.setenv(name, str(tmp_path / place))
    monkeypatch.delenv("FOLLOWTHROUGH_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "my jobs.xlsx"
    path.write_bytes(workbook(HEADINGS, APPLIED))
    return path


@pytest.mark.parametrize(
    ("job", "now", "is_done", "expected"),
    table(
        ("before the day begins", CHECK, "2026-11-28 03:12", False, "2026-11-28 05:00"),
        ("at the very moment", CHECK, "2026-11-28 05:00", False, "2026-11-28 05:30"),
        ("tried in vain", CHECK, "2026-11-28 09:31", False, "2026-11-28 10:00"),
        ("done today", CHECK, "2026-11-28 09:31", True, "2026-11-29 05:00"),
        ("too late today", CHECK, "2026-11-28 23:45", False, "2026-11-29 05:00"),
        ("a summary on its evening", WEEK, "2026-11-29 09:00", False, "2026-11-29 18:10"),
        ("a summary that was missed", WEEK, "2026-11-29 23:50", False, "2026-11-30 05:10"),
        ("the last day of a year", CHECK, "2026-12-31 23:59", True, "2027-01-01 05:00"),
    ),
)
def test_next_run(job: Job, now: str, is_done: bool, expected: str) -> None:
    """The next half hour in which it asks and has something to do."""
    assert next_run(job, datetime.fromisoformat(now), is_done=is_done) == datetime.fromisoformat(expected)


def test_plan_carries_what_a_scheduler_would_not_know(book: Path, tmp_path: Path) -> None:
    """Absolute paths, the config that was named, and the variables that say where things lie."""
    config = written(tmp_path / "elsewhere", '[mail]\nweekly = "Friday"\n')
    environment = {"PATH": "/home/ada/bin:relative:/usr/bin", "FOLLOWTHROUGH_DATA": "data", "EDITOR": "vi"}
    plan = plan_for(read_config(config), book, tmp_path / "data" / "my jobs-1a2b3c4d", config, environment)
    assert plan.key == "1a2b3c4d"
    assert [job.line[-5:] for job in plan.jobs] == [("--if-due", "--workbook", str(book), "--config", str(config))] * 2
    assert plan.jobs[0].line[0].startswith("/") or os.name == "nt"
    assert (plan.environment["FOLLOWTHROUGH_DATA"], "EDITOR" in plan.environment) == (str(tmp_path / "data"), False)
    assert "/home/ada/bin" in plan.environment["PATH"].split(":")
    assert "relative" not in plan.environment["PATH"]
    assert plan.jobs[1].begins == (5, 5, 5, 5, 18, 5, 5)


def test_no_summary_is_planned_for_somebody_who_wants_none(book: Path, tmp_path: Path) -> None:
    """Weekly = "never" is one job less."""
    config = read_config(written(tmp_path / "elsewhere", '[mail]\nweekly = "never"\n'))
    assert [job.name for job in plan_for(config, book, tmp_path / "d-1a2b3c4d", None, {}).jobs] == ["check"]


@pytest.mark.parametrize(
    ("python", "words"),
    table(
        ("tried with uvx", "/home/ada/.cache/uv/archive-v0/x1/bin/python", "does not stay"),
        ("tried with pipx run", "/home/ada/.local/share/pipx/.cache/1f/bin/python", "does not stay"),
    ),
)
def test_what_does_not_stay_is_not_scheduled(monkeypatch: pytest.MonkeyPatch, python: str, words: str) -> None:
    """A program in a cache is gone one night; what to type instead is said."""
    monkeypatch.setattr(sys, "executable", python)
    with pytest.raises(UsageError, match=words):
        jobs.program_here()


def test_a_line_break_in_a_name_is_refused(book: Path, tmp_path: Path) -> None:
    """No scheduler can hold it, and half of a name would be a command."""
    with pytest.raises(UsageError, match="line break"):
        plan_for(
            read_config(written(tmp_path / "e", "")), book.with_name("a\nb.xlsx"), tmp_path / "d-1a2b3c4d", None, {}
        )


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = follow_through.main(["schedule", *arguments])
    return status, *capsys.readouterr()


@pytest.mark.parametrize("kind", ["cron", "systemd", "launchd"])
def test_shown_is_not_written(book: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    """What would be written is shown, on any machine, and nothing else happens."""
    before = sorted(book.parent.rglob("*"))
    status, out, err = said(capsys, "show", str(book), "--kind", kind)
    assert (status, err) == (0, "")
    assert str(book) in out
    assert sorted(book.parent.rglob("*")) == before


def test_nothing_is_installed_without_a_yes(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody can answer, it is shown, and the option that writes it is named; no prompt hangs."""
    status, out, _ = said(capsys, "install", str(book), "--kind", "systemd")
    assert (status, "Persistent=true" in out, "Nothing was written" in out, "--yes" in out) == (0, True, True, True)
    assert not (book.parent / "config").exists()


def test_show_says_when_it_ran_and_runs(
    book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing installed, and never run: both are said, with the line that installs it."""
    monkeypatch.setenv("PATH", str(book.parent))
    status, out, _ = said(capsys, "show", str(book))
    assert (status, "Nothing is installed for my jobs.xlsx" in out, "never done yet" in out) == (0, True, True)
    assert "followthrough schedule install" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    table(
        ("nothing to do", ["instal"], "schedule"),
        ("an unknown kind", ["show", "--kind", "at"], "invalid choice"),
        ("no scheduler", ["install", "jobs.xlsx"], "neither cron nor a systemd"),
    ),
)
def test_wrong_usage(
    book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    """Status 2 and one sentence."""
    monkeypatch.setenv("PATH", str(book.parent))
    status, _, err = said(capsys, *arguments)
    assert (status, err.count("\n")) == (2, 1)
    assert words in err
