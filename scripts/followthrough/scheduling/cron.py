"""cron: a block of lines in the user's crontab, between two marks; all other lines stay as they are."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

from followthrough.knowing.errors import UsageError
from followthrough.scheduling.jobs import LAST, failed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from followthrough.scheduling.jobs import Job, Plan

KIND = "cron"
PLACE = "crontab"
LONGEST_LINE = 990
"""Bytes of a command; common crons read no more."""
START, END = "# >>> followthrough {key} >>>", "# <<< followthrough {key} <<<"
_START = re.compile(r"# >>> followthrough (\S+) >>>")
_MARKS = tuple(mark.partition("{")[0] for mark in (START, END))


def is_here() -> bool:
    """Whether the machine has a cron that this user may use."""
    return shutil.which("crontab") is not None


def shown(plan: Plan) -> dict[str, str]:
    """What is written, by its place.

    Raises:
        UsageError: a line would be longer than cron reads.
    """
    lines = [f"{START.format(key=plan.key)} written by “followthrough schedule install”, removed by “uninstall”"]
    for job in plan.jobs:
        lines += [f"{when} {_command(job, plan.environment)}" for when in _when(job)]
    return {PLACE: "\n".join([*lines, END.format(key=plan.key)]) + "\n"}


def _when(job: Job) -> list[str]:
    """Every half hour from an hour on; cron counts its days from Sunday."""
    told = []
    for hour, days in job.spans():
        week = "*" if len(days) == len(job.begins) else ",".join(str((day + 1) % 7) for day in days)
        told.append(f"{job.minutes[0]},{job.minutes[1]} {hour}-{LAST} * * {week}")
    return told


def _command(job: Job, environment: Mapping[str, str]) -> str:
    """A line for sh. A percent sign would end it, so each is escaped, which is undone before sh reads it."""
    variables = (f"{name}={shlex.quote(value)}" for name, value in environment.items())
    line = " ".join((*variables, shlex.join(job.line))).replace("%", "\\%")
    if len(line.encode()) > LONGEST_LINE:
        raise UsageError(f"The line for cron is too long ({len(line.encode())} bytes): use a shorter path.")
    return line


def with_block(table: str, block: str, key: str) -> str:
    """A crontab with the block at its end, in place of an older one of the same workbook."""
    rest = without_block(table, key)
    return rest + ("" if not rest or rest.endswith("\n") else "\n") + block


def without_block(table: str, key: str) -> str:
    """A crontab without the block of a workbook; every other line is kept to the letter."""
    lines = list(_keyed(table))
    ours = [line for held, line in lines if held == key]
    begins, ends = (sum(line.startswith(mark.format(key=key)) for line in ours) for mark in (START, END))
    if begins != ends:
        raise UsageError(f"The crontab has the mark {START.format(key=key)} without its end: take it out by hand.")
    return "".join(line for held, line in lines if held != key)


def _keyed(table: str) -> Iterator[tuple[str, str]]:
    """The lines of a crontab, each with the key of the block that it belongs to; "" for the owner's own."""
    key = ""
    for line in table.splitlines(keepends=True):
        start = _START.match(line)
        key = start[1] if start else key
        yield key, line
        if line.startswith(END.format(key=key)):
            key = ""


def install(plan: Plan) -> None:
    """Put the block into the crontab.

    Raises:
        ConfigError: cron did not take it; the crontab is then as it was.
    """
    write_table(with_block(read_table(), shown(plan)[PLACE], plan.key))


def uninstall(key: str) -> list[str]:
    """Take the block out; what was removed."""
    table = read_table()
    rest = without_block(table, key)
    if rest == table:
        return []
    write_table(rest)
    return [f"the block {key} of the crontab"]


def installed() -> dict[str, list[str]]:
    """The keys of all blocks, each with its lines."""
    found: dict[str, list[str]] = {}
    for key, line in _keyed(read_table()) if is_here() else ():
        if key:
            lines = found.setdefault(key, [])
            if not line.startswith(_MARKS):
                lines.append(line.rstrip("\n"))
    return found


def by_hand() -> list[str]:
    """Lines of the owner's own that run one of the jobs."""
    jobs = ("nightly-check", "nightly_check", "followthrough check", "weekly-summary", "weekly_summary")
    lines = [line.strip() for key, line in _keyed(read_table()) if not key] if is_here() else []
    return [line for line in lines if not line.startswith("#") and any(job in line for job in jobs)]


def read_table() -> str:
    """The crontab of this user; empty where there is none.

    Raises:
        ConfigError: this user may not have one.
    """
    done = _crontab("-l")
    said = done.stderr.decode(errors="replace")
    if done.returncode and "no crontab" not in said.casefold():
        raise failed("crontab -l", said)
    return done.stdout.decode("utf-8", "surrogateescape")


def write_table(table: str) -> None:
    """Make this the crontab of this user; an empty one is none at all.

    Raises:
        ConfigError: cron did not take it; it is then as it was.
    """
    if not table and not read_table():
        return
    done = _crontab("-", table) if table else _crontab("-r")
    if done.returncode:
        raise failed("crontab", done.stderr.decode(errors="replace"))


def _crontab(argument: str, text: str = "") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("crontab")
    if not program:
        raise failed("crontab", "there is no cron on this machine")
    return subprocess.run(  # noqa: S603 - the system's own, with our text
        [program, argument], input=text.encode("utf-8", "surrogateescape"), capture_output=True, check=False
    )
