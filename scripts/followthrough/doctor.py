"""What is set up and what is not: each check answers with what it found, and the line that mends it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from followthrough.errors import FollowthroughError, WorkbookError
from followthrough.judge import judge
from followthrough.state import read_state
from followthrough.worksheet.files import naming, opened_by, read_file
from followthrough.worksheet.read import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from followthrough.config import Config

OLDEST_PYTHON = (3, 11)
ROOM = 200 * 1024**2
"""Bytes that should be free where the snapshots go."""
MORNING = 12
_CRON_LINE = re.compile(r"^\s*(\S+)\s+(\S+)\s+\S+\s+\S+\s+\S+\s+.*nightly[-_]check", re.MULTILINE)


class Result(StrEnum):
    """How a check ended."""

    PASS = "pass"  # noqa: S105 - a word for a check, no password
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what it looked at, how it ended, what was found, and what mends it.

    Args:
        status: the exit status that a run would end with, where the check failed.
    """

    check: str
    result: Result
    found: str
    mend: str = ""
    status: int = 0


def examine(config: Config, workbook: Path, folder: Path, now: datetime) -> Iterator[Finding]:
    """Look at everything a night and a summary need.

    Args:
        config: as it was read; a wrong one does not come as far as this.
        workbook: the workbook it names.
        folder: that workbook's data folder.
        now: the local time.
    """
    yield _python()
    yield Finding("config", Result.PASS, str(config.source) if config.source else "none, so the defaults hold")
    yield from _workbook(config, workbook, now)
    yield _permission(workbook, now)
    yield _data(folder)
    yield from _templates(config)
    yield _mail(config)
    yield _schedule()
    yield _last_nights(folder, now)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    fits = sys.version_info >= OLDEST_PYTHON
    return Finding(
        "Python", Result.PASS if fits else Result.FAIL, version, "" if fits else "install Python 3.11 or newer"
    )


def _workbook(config: Config, path: Path, now: datetime) -> Iterator[Finding]:
    """The workbook, its columns and its dates."""
    try:
        with naming(path):
            reading = read_workbook(read_file(path), config.hints)
    except FollowthroughError as error:
        yield Finding("workbook", Result.FAIL, error.message, "see what the sentence says", error.status)
        return
    layout = reading.layout
    yield Finding("workbook", Result.PASS, f"{path.name}, “{reading.worksheet}”, {len(reading.leads)} leads")
    names = ", ".join(layout.columns)
    unsure = (*layout.guessed, *layout.uncertain)
    if unsure and not layout.own:
        yield Finding("columns", Result.WARN, f"not certain: {', '.join(unsure)}", f"adopt_workbook {path}")
    else:
        yield Finding("columns", Result.PASS, names)
    problems = judge(reading.leads, config.policy, now.date(), config.calendar, reading.problems).problems
    if problems:
        first = problems[0]
        found = f"{len(problems)} cells cannot be read, {first.cell} ({first.column}) first"
        yield Finding("dates", Result.WARN, found, f"put {first.expected} there")
    else:
        yield Finding("dates", Result.PASS, "every cell can be read")


def _permission(path: Path, now: datetime) -> Finding:
    owner = opened_by(path, now.timestamp())
    if owner:
        return Finding("writing", Result.WARN, f"the workbook is open ({owner})", "close it before the night")
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        found = "the file or its folder is read-only"
        return Finding("writing", Result.FAIL, found, f"allow writing to {path} and its folder", WorkbookError.status)
    return Finding("writing", Result.PASS, "the workbook can be written to")


def _data(folder: Path) -> Finding:
    """Room for snapshots, looked for in the nearest folder that is there."""
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not os.access(there, os.W_OK):
        return Finding(
            "data folder", Result.FAIL, f"{there} is read-only", "name another in config.toml, [files] data", 3
        )
    free = shutil.disk_usage(there).free
    if free < ROOM:
        return Finding("data folder", Result.WARN, f"{free // 1024**2} MB free", "make room for the snapshots")
    return Finding("data folder", Result.PASS, str(folder))


def _templates(config: Config) -> Iterator[Finding]:
    if not config.templates:
        return
    from followthrough.say.template_check import check_templates

    faults = check_templates(config.templates)
    yield Finding("templates", Result.FAIL if faults else Result.PASS, "; ".join(faults) or str(config.templates),
                  "mend the template, or take it away" if faults else "", 3 if faults else 0)  # fmt: skip


def _mail(config: Config) -> Finding:
    if not config.mail.host:
        return Finding(
            "mail", Result.WARN, "no server is named: messages become files in the outbox", "[mail] in config.toml"
        )
    from followthrough.mail import try_login

    try:
        try_login(config.mail, environment=os.environ)
    except FollowthroughError as error:
        return Finding("mail", Result.FAIL, error.message, "see what the sentence says", error.status)
    return Finding("mail", Result.PASS, f"{config.mail.host} lets {config.mail.user or 'everybody'} in")


def _schedule() -> Finding:
    """Whether cron wakes the nightly check, and early enough for the morning."""
    if not shutil.which("crontab"):
        return Finding("schedule", Result.WARN, "there is no cron here to ask", "see Every night in the README")
    listed = subprocess.run(["crontab", "-l"], capture_output=True, text=True, check=False).stdout  # noqa: S607 - wherever it is
    line = _CRON_LINE.search(listed)
    if not line:
        return Finding(
            "schedule", Result.WARN, "cron does not run nightly-check", "crontab -e, with the line of the README"
        )
    if line[2].isdigit() and int(line[2]) >= MORNING:
        return Finding(
            "schedule",
            Result.WARN,
            f"it runs at {line[2]} o'clock",
            "choose an early hour: its mail is for the morning",
        )
    return Finding("schedule", Result.PASS, "cron runs nightly-check")


def _last_nights(folder: Path, now: datetime) -> Finding:
    last = read_state(folder).last_check
    if not last:
        return Finding("last nights", Result.WARN, "no night has done its job yet", "run nightly_check once by hand")
    ago = (now.date() - last).days
    result = Result.PASS if ago <= 1 else Result.WARN
    mend = "" if ago <= 1 else "look at what cron mailed, or run nightly_check by hand"
    return Finding("last nights", result, f"the last one was on {last.isoformat()}", mend)
