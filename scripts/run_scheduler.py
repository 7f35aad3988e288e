#!/usr/bin/env python3
"""For a machine without cron: wake the nightly check and the weekly summary whenever they may be due.

Both know by themselves when they ran last (``--if-due``), so this asks them at the start and every half hour: what was
missed while the machine was off runs once, and nothing runs twice. It remembers nothing and decides nothing.
"""

from __future__ import annotations

import sys

from followthrough.shell.command_lines import run_script

if __name__ == "__main__":  # the arguments are read before what the work needs is loaded
    sys.exit(run_script("run_scheduler"))

import signal
import subprocess
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from followthrough.knowing.errors import UsageError
from followthrough.shell import command

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from schedule import Scheduler

SCRIPTS = ("nightly_check.py", "weekly_summary.py")
LONGEST_SLEEP = 60
"""Seconds; a machine that was suspended goes on counting where it stopped, so the clock is looked at every minute."""
LONGEST_JOB = 1800
"""Seconds after which a job is ended: one that hangs must not stop the other."""
HUNG = 75
OF_WEIGHT = (1, 2, 3, 4, 75, 5, 0)
"""Which status stands for several (contract)."""


def act(options: argparse.Namespace) -> int:
    """Ask both jobs now, then again and again until Ctrl-C."""
    if options.today:
        raise UsageError("--today goes with the check and the summary; the scheduler goes by the clock.")
    lines = [command_line(script, options) for script in SCRIPTS]
    signal.signal(signal.SIGTERM, _stop)
    statuses = [run_job(line) for line in lines]
    if options.once:
        return next((status for status in OF_WEIGHT if status in statuses), 1)
    scheduler, before = plan(lines, options.every), datetime.now()  # noqa: DTZ005 - the time on the wall
    while True:
        time.sleep(min(LONGEST_SLEEP, max(1, scheduler.idle_seconds or 0)))
        now = datetime.now()  # noqa: DTZ005 - the time on the wall
        if has_jumped(before, now):
            scheduler.run_all()
        else:
            scheduler.run_pending()
        before = datetime.now()  # noqa: DTZ005 - the time on the wall


def has_jumped(before: datetime, now: datetime) -> bool:
    """Whether more than a nap lies between two looks at the clock: the machine slept, or its clock was changed.

    The hour that comes twice in autumn is one of these. Whoever waits for a moment that lies behind, or far ahead,
    would miss a day; both jobs are asked instead, and know by themselves whether they are due.
    """
    return not timedelta(0) <= now - before <= timedelta(seconds=2 * LONGEST_SLEEP)


def _stop(*_: object) -> None:
    """End as with Ctrl-C: a job under way is given the time to end by itself."""
    raise KeyboardInterrupt


def plan(lines: Sequence[Sequence[str]], minutes: int) -> Scheduler:
    """Each job every so many minutes; the first time when these have passed."""
    from schedule import Scheduler

    scheduler = Scheduler()
    for line in lines:
        scheduler.every(minutes).minutes.do(run_job, line)
    return scheduler


def command_line(script: str, options: argparse.Namespace) -> list[str]:
    """How a script is called: beside this one, by the same Python, with what was said here."""
    line = [sys.executable, str(Path(__file__).resolve().parent / script), "--if-due"]
    for name in ("config", "workbook"):
        value = getattr(options, name)
        line += [f"--{name}", str(value)] if value else []
    return line + [f"--{name}" for name in ("quiet", "verbose") if getattr(options, name)]


def run_job(line: Sequence[str], limit: float = LONGEST_JOB) -> int:
    """Run one job to its end; what becomes of it is told, and never raised: the other one has its turn too.

    Returns:
        its exit status.
    """
    name = Path(line[1]).name
    try:
        with subprocess.Popen(line, stdin=subprocess.DEVNULL) as job:  # noqa: S603 - our own script, no shell
            status = _wait(job, limit)
    except OSError as error:
        command.warn(f"{name} could not be started ({error.strerror}); it is tried again later.")
        return 1
    if status:
        command.warn(f"{name} ended with status {status}; it is asked again later.")
    return status if status in OF_WEIGHT else 1


def _wait(job: subprocess.Popen[bytes], limit: float) -> int:
    """Let a job end. Ctrl-C reaches it as well, and it is given the time to end by itself; a second one is not."""
    try:
        return job.wait(limit)
    except subprocess.TimeoutExpired:
        job.kill()
        return HUNG
    except KeyboardInterrupt:
        try:
            job.wait(limit)
        finally:
            job.kill()
        raise


def main(argv: list[str] | None = None) -> int:
    """Run with these arguments, else those of the process; the exit status."""
    return run_script("run_scheduler", argv)
