"""What is set up and what is not: each check answers with what it found, and the line that puts it right."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections import Counter
from enum import StrEnum
from importlib import metadata
from typing import TYPE_CHECKING

from followthrough.judging.judge import judge
from followthrough.keeping.beside import opened_by
from followthrough.keeping.files import naming, read_file
from followthrough.keeping.state import read_state
from followthrough.knowing.columns import Column
from followthrough.knowing.commands import Command, spoken, to_type
from followthrough.knowing.errors import ConfigError, FollowthroughError, TryAgainError, WorkbookError
from followthrough.knowing.record import Record
from followthrough.knowing.wording import counted, short
from followthrough.setup.config import own_config
from followthrough.setup.providers import provider_at
from followthrough.understanding.read import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from followthrough.knowing.leads import Problem
    from followthrough.setup.config import Config
    from followthrough.understanding.read import Reading

OLDEST_PYTHON = (3, 11)
OLDEST = {
    "charset-normalizer": "3.4",
    "filelock": "3.20.1",
    "holidays": "0.80",
    "icalendar": "7.0",
    "jinja2": "3.1",
    "msgspec": "0.19",
    "openpyxl": "3.1.3",
    "pandas": "2.2.3",
    "platformdirs": "4.3",
    "python-calamine": "0.3",
    "rich": "13.9",
    "schedule": "1.2",
    "shtab": "1.7",
    "tomlkit": "0.13",
    "yagmail": "0.16",
}
"""The oldest version of each package that was tried; a test holds it to pyproject.toml."""
ROOM = 200 * 1024**2
"""Bytes that should be free where the snapshots go."""
MOST_CELLS = 20


class Result(StrEnum):
    """How a check ended."""

    PASS = "pass"  # noqa: S105 - a word for a check, no password
    WARN = "warn"
    FAIL = "fail"


class Finding(Record, frozen=True):
    """One check: what it looked at, how it ended, what was found, and what puts it right.

    Args:
        status: the exit status that a run would end with, where the check failed.
    """

    check: str
    result: Result
    found: str
    way_out: str = ""
    status: int = 0


def without_config(error: FollowthroughError) -> Iterator[Finding]:
    """What can be said where the config is wrong, or names no workbook: all else rests on it."""
    yield python()
    yield packages()
    way_out = "see what the sentence says" if isinstance(error, ConfigError) else to_type(Command.DOCTOR, "FILE")
    yield Finding("config", Result.FAIL, error.message, way_out, error.status)


def examine(config: Config, workbook: Path, folder: Path, now: datetime) -> Iterator[Finding]:
    """Look at everything that a night and a summary need; a config that is wrong does not come as far as this."""
    yield python()
    yield packages()
    yield _config(config)
    yield from _workbook(config, workbook, now)
    yield _permission(workbook, now)
    yield from _data(config, folder)
    yield from _templates(config)
    yield _mail(config)
    yield _last_nights(folder, now)


def _config(config: Config) -> Finding:
    """Which files were read: the one that may say everything, and the one that lies over it."""
    found = str(config.trusted or "the defaults")
    if config.found:
        found += f", and over it {config.found} (merely found: it must not say what to send or where to write)"
    return Finding("config", Result.PASS, found)


def _workbook(config: Config, path: Path, now: datetime) -> Iterator[Finding]:
    """The workbook, its columns and its dates."""
    try:
        with naming(path):
            reading = read_workbook(read_file(path), config.hints)
    except FollowthroughError as error:
        yield Finding("workbook", Result.FAIL, error.message, "see what the sentence says", error.status)
        return
    layout = reading.layout
    yield Finding("workbook", Result.PASS, f"{path.name}, “{reading.worksheet}”, {counted(len(reading.leads), 'lead')}")
    asked = [question for question in layout.choices.questions if question.stops]
    if asked:
        yield Finding("columns", Result.WARN, f"not certain: {asked[0].text}", to_type(Command.ADOPT, path))
    else:
        ticked = (each.text for each in layout.stage_columns if each.stage)
        yield Finding("columns", Result.PASS, ", ".join((*layout.columns, *ticked)))
    yield _stages(reading)
    judgement = judge(reading.leads, config.policy, now.date(), config.calendar, reading.problems, reading.pause)
    yield from _cells([problem for problem in judgement.problems if problem.column != Column.STAGE])


def _stages(reading: Reading) -> Finding:
    """Words for stages that nobody knows: each of their rows says Check row."""
    unknown = Counter(lead.unknown_stage for lead in reading.leads if lead.unknown_stage)
    if not unknown:
        return Finding("stages", Result.PASS, "every word is known")
    word, rows = unknown.most_common(1)[0]
    found = f"not known: {counted(len(unknown), 'word')}; most often “{short(word)}”, in {counted(rows, 'row')}"
    guess = next((lead.stage_guess for lead in reading.leads if lead.unknown_stage == word and lead.stage_guess), None)
    way_out = f'[stages] in config.toml, like "{short(word)}" = "{guess or "Applied"}", if that is what it means'
    return Finding("stages", Result.WARN, found, way_out)


def _cells(problems: Sequence[Problem]) -> Iterator[Finding]:
    """Every cell that cannot be read, one line each, with the value that was meant where that is certain."""
    if not problems:
        yield Finding("dates", Result.PASS, "every cell can be read")
        return
    first = problems[0]
    found = f"{counted(len(problems), 'cell')} cannot be read, {first.cell} ({first.column}) first"
    yield Finding("dates", Result.WARN, found, _correction(first))
    for problem in problems[1:MOST_CELLS]:
        place = f"row {problem.row}" if problem.cell == problem.column else f"cell {problem.cell}"
        yield Finding(place, Result.WARN, problem.sentence, _correction(problem))
    if problems[MOST_CELLS:]:
        more = f"{counted(len(problems) - MOST_CELLS, 'more cell')} cannot be read"
        yield Finding("more cells", Result.WARN, more, f"{to_type(Command.CHECK, '--json')} names each")


def _correction(problem: Problem) -> str:
    if problem.told:
        return problem.told
    return f"put {problem.meant} there, if that was meant" if problem.meant else f"put {problem.expected} there"


def _permission(path: Path, now: datetime) -> Finding:
    owner = opened_by(path, now.timestamp())
    if not path.exists():
        return Finding("writing", Result.FAIL, "there is no such file", "name the workbook", WorkbookError.status)
    if owner:
        return Finding("writing", Result.WARN, f"the workbook is open ({owner})", "close it before the night")
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        found = "the file or its folder is read-only"
        return Finding("writing", Result.FAIL, found, f"allow writing to {path} and its folder", WorkbookError.status)
    return Finding("writing", Result.PASS, "the workbook can be written to")


def _data(config: Config, folder: Path) -> Iterator[Finding]:
    """The folder for snapshots and memory, looked for in the nearest one that is there, and room in it."""
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not os.access(there, os.W_OK):
        way_out = f"name another in {own_config(config)}, [files] data"
        yield Finding("data folder", Result.FAIL, f"{there} is read-only", way_out, 3)
        return
    yield Finding("data folder", Result.PASS, str(folder))
    free = shutil.disk_usage(there).free
    way_out = "" if free >= ROOM else "make room for the snapshots"
    yield Finding("disk", Result.WARN if way_out else Result.PASS, f"{free // 1024**2} MB free", way_out)


def _templates(config: Config) -> Iterator[Finding]:
    if not config.templates:
        return
    from followthrough.setup.template_check import check_templates

    faults = check_templates(config.templates)
    yield Finding("templates", Result.FAIL if faults else Result.PASS, "; ".join(faults) or str(config.templates),
                  "put the template right, or take it away" if faults else "", 3 if faults else 0)  # fmt: skip


def _mail(config: Config) -> Finding:
    if not config.mail.host:
        return Finding(
            "mail",
            Result.WARN,
            "no server is named: messages become files in the outbox",
            f"[mail] in {own_config(config)}",
        )
    from followthrough.sending.mail import try_login

    try:
        try_login(config.mail, environment=os.environ)
    except FollowthroughError as error:
        provider = provider_at(config.mail.host)
        way_out = provider.password if provider else "see what the sentence says"
        return Finding("mail", Result.FAIL, error.message, way_out, error.status)
    return Finding("mail", Result.PASS, f"{config.mail.host} lets {config.mail.user or 'everybody'} in")


def _last_nights(folder: Path, now: datetime) -> Finding:
    try:
        last = read_state(folder).last_check
    except TryAgainError as error:
        return Finding("last nights", Result.FAIL, error.message, "see what the sentence says", error.status)
    if not last:
        return Finding(
            "last nights", Result.WARN, "no night has done its job yet", f"run {spoken(Command.CHECK)} once by hand"
        )
    ago = (now.date() - last).days
    if ago < -1:  # who flies west gets a day twice
        told = f"the last one was on {last.isoformat()}, and that day is still to come"
        return Finding("last nights", Result.WARN, told, "set the clock; the nights put the rest right")
    result = Result.PASS if ago <= 1 else Result.WARN
    way_out = "" if ago <= 1 else f"look at what cron mailed, or run {spoken(Command.CHECK)} by hand"
    return Finding("last nights", result, f"the last one was on {last.isoformat()}", way_out)


def python() -> Finding:
    """The version of Python."""
    version = ".".join(map(str, sys.version_info[:3]))
    fits = sys.version_info >= OLDEST_PYTHON
    return Finding(
        "Python", Result.PASS if fits else Result.FAIL, version, "" if fits else "install Python 3.11 or newer"
    )


def packages() -> Finding:
    """The packages, with their versions; one that is too old may fail at night."""
    found, wanting = [], []
    for name, oldest in OLDEST.items():
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            wanting.append(f"{name} is missing")
            continue
        found.append(f"{name} {version}")
        if _numbers(version) < _numbers(oldest):
            wanting.append(f"{name} {version} is older than {oldest}")
    if wanting:
        way_out = f"{sys.executable} -m pip install --upgrade, then the folder of followthrough"
        return Finding("packages", Result.FAIL, "; ".join(wanting), way_out, 1)
    return Finding("packages", Result.PASS, ", ".join(found))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)[:3]))
