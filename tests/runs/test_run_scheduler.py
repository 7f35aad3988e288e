"""The scheduler wakes both jobs: what it calls, what a failure does not do, and how it ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from leads_for_tests import table
from places import ROOT
from run_scheduler import SCRIPTS, command_line, has_jumped, main, plan, run_job

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
@pytest.mark.parametrize("told", table(("Ctrl-C", signal.SIGINT), ("the system shuts down", signal.SIGTERM)))
@pytest.mark.parametrize("what", table(("between the jobs", ""), ("within a job", "time.sleep(1)")))
def test_ends_with_a_signal(scheduler: Path, what: str, told: signal.Signals) -> None:
    """It ends with 130 and without a traceback; a job under way ends by itself first."""
    a_job(scheduler.parent, SCRIPTS[1], f"{what}\nhere.with_suffix('.done').touch()")
    with start(scheduler) as process:
        waited_for = scheduler.parent / ("weekly_summary.ran" if what else "weekly_summary.done")
        while not waited_for.exists() and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(told)
        _, trouble = process.communicate(timeout=60)
    assert (process.returncode, trouble) == (130, "Stopped.\n")
    assert (scheduler.parent / "weekly_summary.done").exists()


@pytest.mark.parametrize(
    ("seconds", "jumped"),
    table(
        ("the usual nap", 60, False),
        ("a busy machine", 119, False),
        ("no time at all", 0, False),
        ("it slept", 3 * 3600, True),
        ("set back by a little", -2, True),
        ("the hour that comes twice", -3540, True),
        ("the hour that is left out", 3660, True),
        ("set back by a year", -365 * 86400, True),
    ),
)
def test_jumps_are_noticed(seconds: int, jumped: bool) -> None:
    """Whoever only waits for a moment would miss it; after a jump both are asked."""
    before = datetime(2026, 11, 27, 9)  # noqa: DTZ001 - the time on the wall
    assert has_jumped(before, before + timedelta(seconds=seconds)) is jumped


FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")
WITHOUT = pytest.mark.skipif(not FAKETIME.exists(), reason="faketime is not installed")


def under_a_clock(scheduler: Path, clock: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """The scheduler, with a clock that goes as the file says."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(SCHEDULER.parent),
        "LD_PRELOAD": str(FAKETIME),
        "TZ": "Europe/Berlin",
    }
    environment |= {"FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1"}
    return subprocess.Popen([sys.executable, str(scheduler), *arguments], env=environment, cwd=scheduler.parent)  # noqa: S603 - our own script


def times(folder: Path) -> list[float]:
    """When the first job was asked, by the clock that it saw."""
    note = folder / "times"
    return [float(line) for line in note.read_text("utf-8").split()] if note.exists() else []


def wait_for(folder: Path, count: int, process: subprocess.Popen[bytes], longest: float = 90) -> list[float]:
    until = time.monotonic() + longest
    while len(times(folder)) < count and time.monotonic() < until and process.poll() is None:
        time.sleep(0.1)
    return times(folder)


NOTE_THE_TIME = "with here.with_name('times').open('a') as notes: notes.write(f'{time.time()}\\n')"


@WITHOUT
@pytest.mark.parametrize("change", table(("set back by a day", "-1d x60"), ("it slept for three days", "+3d x60")))
def test_a_clock_that_jumps(scheduler: Path, change: str) -> None:
    """Long before the next turn both are asked again: what was missed runs once, at once."""
    a_job(scheduler.parent, SCRIPTS[0], NOTE_THE_TIME)
    clock = scheduler.parent / "clock"
    clock.write_text("+0 x60", "utf-8")
    with under_a_clock(scheduler, clock, "--every", "1440") as process:
        assert len(wait_for(scheduler.parent, 1, process)) == 1
        time.sleep(3)
        clock.write_text(change, "utf-8")
        asked = wait_for(scheduler.parent, 2, process, longest=30)
        process.kill()  # a signal that it handles may stop for good within faketime
    assert len(asked) == 2


@WITHOUT
@pytest.mark.parametrize(
    "start", table(("spring", "@2026-03-29 01:20:00 x600"), ("autumn", "@2026-10-25 01:20:00 x600"))
)
def test_daylight_saving(scheduler: Path, start: str) -> None:
    """Neither the hour that is left out nor the one that comes twice makes a gap."""
    a_job(scheduler.parent, SCRIPTS[0], NOTE_THE_TIME)
    clock = scheduler.parent / "clock"
    clock.write_text(start, "utf-8")
    with under_a_clock(scheduler, clock) as process:
        asked = wait_for(scheduler.parent, 6, process)
        process.kill()  # a signal that it handles may stop for good within faketime
    assert len(asked) >= 6
    assert max(later - earlier for earlier, later in pairwise(asked)) < 45 * 60


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
