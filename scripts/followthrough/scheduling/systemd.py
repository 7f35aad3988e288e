"""systemd: a timer and a service for each job, in the user's own units; a run that was missed is made up for."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from followthrough.scheduling.file_based import insist, remove_all, tell, write_all
from followthrough.scheduling.jobs import DAYS, LAST

if TYPE_CHECKING:
    from followthrough.scheduling.jobs import Job, Plan

KIND = "systemd"
_UNIT = re.compile(r"followthrough-([0-9a-f]{8})-\w+\.timer")


def is_here() -> bool:
    """Whether this user has a systemd that answers."""
    return tell("systemctl", "--user", "show-environment").returncode == 0


def folder() -> Path:
    """Where a user's units lie."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"


def shown(plan: Plan) -> dict[str, str]:
    """What is written, by its place."""
    return {str(path): text for path, text in _files(plan).items()}


def _files(plan: Plan) -> dict[Path, str]:
    files = {}
    for job in plan.jobs:
        name = f"{plan.title}-{job.name}"
        files[folder() / f"{name}.service"] = _service(plan, job)
        files[folder() / f"{name}.timer"] = _timer(plan, job)
    return files


def _service(plan: Plan, job: Job) -> str:
    variables = "".join(f"Environment={_quoted(f'{name}={value}')}\n" for name, value in plan.environment.items())
    program, *arguments = job.line
    line = " ".join((_quoted(program), *(_quoted(word).replace("$", "$$") for word in arguments)))
    about = plan.about.replace("%", "%%")
    return (
        f"[Unit]\nDescription=followthrough {job.name}: {about}\n\n"
        f"[Service]\nType=oneshot\n{variables}ExecStart={line}\n"
        "SuccessExitStatus=75\n"
    )


def _timer(plan: Plan, job: Job) -> str:
    """Only a calendar of its own makes up for what was missed; the job itself knows whether it is due."""
    when = "".join(f"OnCalendar={_calendar(job, hour, days)}\n" for hour, days in job.spans())
    about = plan.about.replace("%", "%%")
    return (
        f"[Unit]\nDescription=When followthrough {job.name} runs: {about}\n\n"
        f"[Timer]\n{when}Persistent=true\n\n[Install]\nWantedBy=timers.target\n"
    )


def _calendar(job: Job, hour: int, days: tuple[int, ...]) -> str:
    week = "" if len(days) == len(DAYS) else ",".join(DAYS[day][:3] for day in days) + " "
    return f"{week}*-*-* {hour:02}..{LAST}:{job.minutes[0]:02},{job.minutes[1]:02}:00"


def _quoted(word: str) -> str:
    """A word as systemd reads it: percent signs begin a specifier there."""
    told = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{told}"'


def install(plan: Plan) -> None:
    """Write the units and start the timers.

    Raises:
        ConfigError: systemd did not take them; nothing of ours is left then.
    """
    files = _files(plan)
    write_all(files)
    try:
        insist("systemctl", "--user", "daemon-reload")
        insist("systemctl", "--user", "enable", "--now", *(path.name for path in files if path.suffix == ".timer"))
    except Exception:
        remove_all(list(files))
        raise


def uninstall(key: str) -> list[str]:
    """Stop the timers and take the units away; what was removed."""
    units = sorted(folder().glob(f"followthrough-{key}-*.*"))
    timers = [path.name for path in units if path.suffix == ".timer"]
    if timers:
        tell("systemctl", "--user", "disable", "--now", *timers)
    removed = remove_all(units)
    if removed:
        tell("systemctl", "--user", "daemon-reload")
    return removed


def installed() -> dict[str, list[str]]:
    """The keys of all schedules, each with its timers."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder().glob("followthrough-*.timer")):
        match = _UNIT.fullmatch(path.name)
        if match:
            found.setdefault(match[1], []).append(str(path))
    return found
