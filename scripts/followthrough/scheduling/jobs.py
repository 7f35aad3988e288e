"""What is to be run, and when: both jobs ask every half hour whether they are due.

So nothing depends on one moment: a machine that slept, or a workbook left open, costs half an hour and not a night.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from followthrough.knowing.commands import PROGRAM, WHOLE
from followthrough.knowing.errors import ConfigError, UsageError
from followthrough.knowing.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from followthrough.setup.config import Config

MORNING, EVENING, LAST = 5, 18, 23
"""Hours: from when on a day is begun, a summary is sent on its own day, and the last one in which anything is asked."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CARRIED = ("FOLLOWTHROUGH_CONFIG", "FOLLOWTHROUGH_DATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
"""Variables that say where a config or the memory lies; a scheduler starts without them."""
STANDARD_PATH = ("/usr/local/bin", "/usr/bin", "/bin")
LONGEST_PATH = 400
PASSING_PLACES = ("/.cache/uv/", "/.cache/pipx/", "/pipx/.cache/", "\\uv\\cache\\", "\\pipx\\.cache\\")
"""Where programs lie that were only tried."""


class Job(Record, frozen=True):
    """One of the two.

    Args:
        name: "check" or "week".
        line: the program and its arguments.
        begins: the hour from which it asks, on each day from Monday on.
        minutes: of each hour; the two never ask at once, or one would find the other at work.
    """

    name: str
    line: tuple[str, ...]
    begins: tuple[int, ...]
    minutes: tuple[int, int]

    def spans(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Each first hour, with the days (from 0 for Monday) on which it holds."""
        for hour in sorted(set(self.begins)):
            yield hour, tuple(day for day, begins in enumerate(self.begins) if begins == hour)


class Plan(Record, frozen=True):
    """What shall be installed for one workbook.

    Args:
        key: eight letters that tell this workbook's schedule from another's.
        about: the workbook, for a person.
        environment: the variables that each job needs.
        log: where a scheduler that keeps no log of its own puts what is printed.
    """

    key: str
    about: str
    jobs: tuple[Job, ...]
    environment: Mapping[str, str]
    log: Path


def plan_for(config: Config, workbook: Path, folder: Path, named: Path | None, environment: Mapping[str, str]) -> Plan:
    """The schedule of one workbook, with its data folder, and the config that was named with ``--config``.

    Raises:
        UsageError: a path has a line break, or this program lies where it will not stay.
    """
    program = program_here()
    words = [*program, str(workbook.absolute()), str(named.absolute()) if named else ""]
    for word in words:
        if "\n" in word or "\r" in word:
            raise UsageError(f"{word!r} has a line break in its name, which no scheduler can hold: rename it.")
    options = ["--if-due", "--workbook", str(workbook.absolute())]
    options += ["--config", str(named.absolute())] if named else []
    jobs = [Job("check", (*program, "check", *options), (MORNING,) * 7, (0, 30))]
    if config.mail.weekly in DAYS:
        begins = tuple(EVENING if day == config.mail.weekly else MORNING for day in DAYS)
        jobs.append(Job("week", (*program, "week", *options), begins, (10, 40)))
    carried = {name: str(Path(value).absolute()) for name in CARRIED if (value := environment.get(name, "").strip())}
    path = {} if os.name == "nt" else {"PATH": _path(program, environment)}
    return Plan(folder.name[-8:], workbook.name, tuple(jobs), path | carried, folder / "schedule.log")


def program_here() -> tuple[str, ...]:
    """How this very program is started by absolute paths.

    Raises:
        UsageError: it lies in a cache, which is cleared now and then.
    """
    python = Path(sys.executable)
    lost = next((place for place in PASSING_PLACES if place in str(python)), None)
    if lost:
        raise UsageError(
            f"This {PROGRAM} runs out of {python.parent}, which does not stay: install it first (uv tool install "
            f"{PROGRAM}, or pipx install {PROGRAM}), then schedule that one."
        )
    if os.name == "nt":  # no console window that flashes up every half hour
        quiet = python.with_name("pythonw.exe")
        return str(quiet if quiet.exists() else python), "-m", PROGRAM
    beside, script = python.with_name(PROGRAM), Path(__file__).parents[2] / f"{WHOLE}.py"
    return (str(beside),) if beside.exists() else (str(python), str(script))


def _path(program: Sequence[str], environment: Mapping[str, str]) -> str:
    """Where programs are found: also the one that prints the mail password, wherever its owner keeps it."""
    given = [each for each in environment.get("PATH", "").split(":") if each.startswith("/") and ":" not in each]
    held = [each for each in dict.fromkeys([str(Path(program[0]).parent), *STANDARD_PATH, *given]) if "\n" not in each]
    while len(":".join(held)) > LONGEST_PATH and len(held) > len(STANDARD_PATH) + 1:
        held.pop()
    return ":".join(held)


def next_run(job: Job, now: datetime, *, is_done: bool) -> datetime:
    """When a job is asked next and will do something; one that has done today's work will not today."""
    moment = now.replace(hour=0, minute=job.minutes[0], second=0, microsecond=0)
    step = timedelta(minutes=job.minutes[1] - job.minutes[0])
    while True:
        is_open = job.begins[moment.weekday()] <= moment.hour <= LAST
        if moment > now and is_open and not (is_done and moment.date() == now.date()):
            return moment
        moment += step


def failed(what: str, said: str) -> ConfigError:
    """The sentence for a scheduler that did not do what it was asked for."""
    told = " ".join(said.split()) or "it said nothing"
    return ConfigError(f"{what} failed: {told[:300]}")


def tell(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the scheduler's own program."""
    found = shutil.which(program)
    if not found:
        return subprocess.CompletedProcess([program], 127, "", f"there is no {program} on this machine")
    return subprocess.run([found, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 - the system's own


def insist(program: str, *arguments: str) -> None:
    """The same, where it must work.

    Raises:
        ConfigError: it did not.
    """
    done = tell(program, *arguments)
    if done.returncode:
        raise failed(f"{program} {' '.join(arguments)}", done.stderr or done.stdout)
