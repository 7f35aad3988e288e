"""The scheduler wakes both jobs: what it calls, what a failure does not do, and how it ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leads_for_tests import table
from places import ROOT
from run_scheduler import SCRIPTS, command_line, main, plan, run_job

pytestmark = pytest.mark.slow

SCHEDULER = ROOT / "scripts" / "run_scheduler.py"
NOTES = """import os, sys, time
from pathlib import Path
here = Path(__file__)
with here.with_suffix(".ran").open("a") as notes:
    notes.write(" ".join(sys.argv[1:]) + "\\n")
{what}
"""
"""A job that notes how it was called, and then does what the test wants."""


@pytest.fixture
def scheduler(tmp_path: Path) -> Path:
    """The scheduler beside two jobs that succeed."""
    for script in SCRIPTS:
        a_job(tmp_path, script, "")
    return Path(shutil.copy(SCHEDULER, tmp_path))


def a_job(folder: Path, script: str, what: str) -> list[str]:
    """A job in place of ours, and how it is called."""
    (folder / script).write_text(NOTES.format(what=what), "utf-8")
    return [sys.executable, str(folder / script)]


def ran(folder: Path) -> list[list[str]]:
    """How each job was called, call by call."""
    notes = (folder / f"{Path(script).stem}.ran" for script in SCRIPTS)
    return [note.read_text("utf-8").splitlines() if note.exists() else [] for note in notes]


def start(scheduler: Path, *arguments: str) -> subprocess.Popen[str]:
    """The scheduler as a process of its own."""
    return subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, str(scheduler), *arguments],
        env={**os.environ, "PYTHONPATH": str(SCHEDULER.parent)},
        cwd=scheduler.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hear_ctrl_c if os.name == "posix" else None,  # noqa: PLW1509 - a signal's default, and nothing else
    )


def _hear_ctrl_c() -> None:
    """A test run that was itself started in the background ignores Ctrl-C, and so would the process it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def once(scheduler: Path, *arguments: str) -> tuple[int, str, str]:
    """Status, output and trouble of a run that asks once."""
    with start(scheduler, "--once", *arguments) as process:
        out, trouble = process.communicate(timeout=60)
    return process.returncode, out, trouble


def test_asks_both_at_the_start(scheduler: Path) -> None:
    """Both are asked whether they are due, with the same workbook and config; it says nothing itself."""
    assert once(scheduler, "--workbook", "my jobs.xlsx", "--config", "mine.toml", "--quiet") == (0, "", "")
    assert ran(scheduler.parent) == [["--if-due --config mine.toml --workbook my jobs.xlsx --quiet"]] * 2


def test_nothing_said_nothing_passed(scheduler: Path) -> None:
    """Without options the jobs find their config by themselves."""
    assert once(scheduler)[0] == 0
    assert ran(scheduler.parent) == [["--if-due"]] * 2


@pytest.mark.parametrize(
    ("first", "second", "status"),
    table(
        ("the first fails", "sys.exit(4)", "", 4),
        ("the second fails", "", "sys.exit(5)", 5),
        ("try again outranks a mail", "sys.exit(5)", "sys.exit(75)", 75),
        ("a wrong config outranks both", "sys.exit(75)", "sys.exit(3)", 3),
        ("a defect", "1 / 0", "", 1),
        ("a status nobody knows", "sys.exit(99)", "", 1),
        ("killed", "os.abort()", "", 1),
    ),
)
def test_failing_job_does_not_stop_the_other(scheduler: Path, first: str, second: str, status: int) -> None:
    """Both have their turn, once; the failure is told and is the status."""
    for script, what in zip(SCRIPTS, (first, second), strict=True):
        a_job(scheduler.parent, script, what)
    ended, _, trouble = once(scheduler)
    assert (ended, ran(scheduler.parent)) == (status, [["--if-due"], ["--if-due"]])
    assert "ended with status" in trouble


def test_failing_job_does_not_run_in_circles(tmp_path: Path) -> None:
    """After a failure it waits for its next turn like any other."""
    scheduler = plan([a_job(tmp_path, SCRIPTS[0], "sys.exit(4)"), a_job(tmp_path, SCRIPTS[1], "")], minutes=30)
    scheduler.run_all()
    scheduler.run_pending()
    scheduler.run_pending()
    assert [len(calls) for calls in ran(tmp_path)] == [1, 1]
    assert all(job.next_run and job.last_run and job.next_run > job.last_run for job in scheduler.jobs)


def test_job_that_cannot_be_started(capsys: pytest.CaptureFixture[str]) -> None:
    """No Python where it should be: told, and not raised."""
    assert run_job(["/no/such/python", "nightly_check.py"]) == 1
    assert "nightly_check.py could not be started" in capsys.readouterr().err


def test_job_that_hangs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is ended, and it is the other one's turn."""
    assert run_job(a_job(tmp_path, SCRIPTS[0], "time.sleep(600)"), limit=0.5) == 75
    assert "status 75" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is no signal to one process on Windows")
@pytest.mark.parametrize("what", table(("between the jobs", ""), ("within a job", "time.sleep(1)")))
def test_ends_with_ctrl_c(scheduler: Path, what: str) -> None:
    """Ctrl-C ends it with 130 and without a traceback; a job under way ends by itself first."""
    a_job(scheduler.parent, SCRIPTS[1], f"{what}\nhere.with_suffix('.done').touch()")
    with start(scheduler) as process:
        waited_for = scheduler.parent / ("weekly_summary.ran" if what else "weekly_summary.done")
        while not waited_for.exists() and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, trouble = process.communicate(timeout=60)
    assert (process.returncode, trouble) == (130, "Stopped.\n")
    assert (scheduler.parent / "weekly_summary.done").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    table(
        ("a day of one's own", ["--today", "2026-11-23"], "--today"),
        ("no number", ["--every", "often"], "“often” is no number of minutes"),
        ("never", ["--every", "0"], "“0” is no number of minutes"),
    ),
)
def test_wrong_usage(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2 and a sentence, before anything is woken."""
    assert main(arguments) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("script", SCRIPTS)
def test_calls_what_lies_beside_it(script: str) -> None:
    """Uninstalled and installed alike the scripts lie in one folder, and know the options they are called with."""
    from argparse import Namespace

    options = Namespace(config=None, workbook=None, quiet=True, verbose=False)
    line = command_line(script, options)
    assert line == [sys.executable, str(SCHEDULER.parent / script), "--if-due", "--quiet"]
    shown = subprocess.run([*line, "--help"], capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    assert "--if-due" in shown.stdout
