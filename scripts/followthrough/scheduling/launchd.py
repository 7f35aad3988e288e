"""launchd: an agent for each job, in the user's own LaunchAgents; what a sleeping Mac missed runs when it wakes."""

from __future__ import annotations

import os
import plistlib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from followthrough.scheduling.file_based import insist, remove_all, tell, write_all
from followthrough.scheduling.jobs import LAST

if TYPE_CHECKING:
    from followthrough.scheduling.jobs import Job, Plan

KIND = "launchd"
_AGENT = re.compile(r"followthrough\.([0-9a-f]{8})\.\w+\.plist")


def is_here() -> bool:
    """Whether the machine is a Mac."""
    return sys.platform == "darwin"


def folder() -> Path:
    """Where a user's agents lie."""
    return Path.home() / "Library" / "LaunchAgents"


def shown(plan: Plan) -> dict[str, str]:
    """What is written, by its place."""
    return {str(path): text for path, text in _files(plan).items()}


def _files(plan: Plan) -> dict[Path, str]:
    return {
        folder() / f"{_label(plan.key, job.name)}.plist": plistlib.dumps(_agent(plan, job), sort_keys=False).decode()
        for job in plan.jobs
    }


def _label(key: str, job: str) -> str:
    return f"followthrough.{key}.{job}"


def _agent(plan: Plan, job: Job) -> dict[str, Any]:
    return {
        "Label": _label(plan.key, job.name),
        "ProgramArguments": list(job.line),
        "EnvironmentVariables": dict(plan.environment),
        "StartCalendarInterval": list(_moments(job)),
        "StandardOutPath": str(plan.log),
        "StandardErrorPath": str(plan.log),
        "ProcessType": "Background",
    }


def _moments(job: Job) -> list[dict[str, int]]:
    """Every half hour; launchd counts its days from Sunday."""
    every_day = len(set(job.begins)) == 1
    return [
        ({} if every_day else {"Weekday": (day + 1) % 7}) | {"Hour": hour, "Minute": minute}
        for day, begins in enumerate(job.begins[:1] if every_day else job.begins)
        for hour in range(begins, LAST + 1)
        for minute in job.minutes
    ]


def install(plan: Plan) -> None:
    """Write the agents and load them.

    Raises:
        ConfigError: launchd did not take them; nothing of ours is left then.
    """
    files = _files(plan)
    uninstall(plan.key)
    plan.log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_all(files)
    try:
        for path in files:
            insist("launchctl", "bootstrap", _domain(), str(path))
    except Exception:
        uninstall(plan.key)
        raise


def uninstall(key: str) -> list[str]:
    """Unload the agents and take them away; what was removed."""
    paths = sorted(folder().glob(f"followthrough.{key}.*.plist"))
    for path in paths:
        tell("launchctl", "bootout", f"{_domain()}/{path.stem}")
    return remove_all(paths)


def installed() -> dict[str, list[str]]:
    """The keys of all schedules, each with its agents."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder().glob("followthrough.*.plist")):
        match = _AGENT.fullmatch(path.name)
        if match:
            found.setdefault(match[1], []).append(str(path))
    return found


def _domain() -> str:
    """This user's session."""
    return f"gui/{os.getuid()}" if hasattr(os, "getuid") else "gui/501"
