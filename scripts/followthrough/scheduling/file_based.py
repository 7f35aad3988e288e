"""systemd and launchd: files of ours in a folder of theirs, for each job, and a program that is told of them.

Both make up for a run that was missed while the machine was off or asleep.
"""

from __future__ import annotations

import os
import plistlib
import re
import sys
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from followthrough.knowing.commands import PROGRAM
from followthrough.knowing.errors import ConfigError
from followthrough.scheduling.jobs import DAYS, LAST, insist, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.scheduling.jobs import Job, Plan


class FileBased(ABC):
    """A scheduler that reads files.

    Args:
        KIND: what it is called.
        names: by which all files of a workbook's schedule are found, for a key.
        pattern: of the name of the file that makes a job run, with the key as its first group.
    """

    KIND: str
    names: str
    pattern: re.Pattern[str]

    @abstractmethod
    def is_here(self) -> bool:
        """Whether this machine has it."""

    @abstractmethod
    def folder(self) -> Path:
        """Where a user's files for it lie."""

    @abstractmethod
    def _files(self, plan: Plan) -> dict[str, str]:
        """Name -> text of each file."""

    @abstractmethod
    def _load(self, paths: Sequence[Path]) -> None:
        """Have it read files that were written."""

    @abstractmethod
    def _unload(self, paths: Sequence[Path]) -> None:
        """Have it let go of files that are about to be removed."""

    def shown(self, plan: Plan) -> dict[str, str]:
        """What is written, by its place."""
        return {str(self.folder() / name): text for name, text in self._files(plan).items()}

    def install(self, plan: Plan) -> None:
        """Write the files and load them.

        Raises:
            ConfigError: one cannot be written, or was not taken; nothing of ours is left then.
        """
        self.uninstall(plan.key)
        texts = {Path(place): text for place, text in self.shown(plan).items()}
        try:
            for path, text in texts.items():
                _write(path, text)
            self._load(list(texts))
        except Exception:
            self.uninstall(plan.key)
            raise

    def uninstall(self, key: str) -> list[str]:
        """Unload the files and take them away; what was removed."""
        paths = sorted(self.folder().glob(self.names.format(key=key)))
        if paths:
            self._unload(paths)
        for path in paths:
            path.unlink(missing_ok=True)
        return list(map(str, paths))

    def installed(self) -> dict[str, list[str]]:
        """The keys of all schedules, each with the files that make its jobs run."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.folder().glob(f"{PROGRAM}*")):
            match = self.pattern.fullmatch(path.name)
            if match:
                found.setdefault(match[1], []).append(str(path))
        return found


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}.", file=str(path)) from error


class Systemd(FileBased):
    """A timer and a service for each job, in the user's own units."""

    KIND = "systemd"
    names = f"{PROGRAM}-{{key}}-*.*"
    pattern = re.compile(rf"{PROGRAM}-([0-9a-f]{{8}})-\w+\.timer")

    def is_here(self) -> bool:
        """Whether this user has a systemd that answers."""
        return tell("systemctl", "--user", "show-environment").returncode == 0

    def folder(self) -> Path:
        """Where a user's units lie."""
        return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"

    def _files(self, plan: Plan) -> dict[str, str]:
        files = {}
        for job in plan.jobs:
            name = f"{PROGRAM}-{plan.key}-{job.name}"
            files[f"{name}.service"] = _service(plan, job)
            files[f"{name}.timer"] = _timer(plan, job)
        return files

    def _load(self, paths: Sequence[Path]) -> None:
        insist("systemctl", "--user", "daemon-reload")
        insist("systemctl", "--user", "enable", "--now", *_timers(paths))

    def _unload(self, paths: Sequence[Path]) -> None:
        timers = _timers(paths)
        if timers:
            tell("systemctl", "--user", "disable", "--now", *timers)

    def uninstall(self, key: str) -> list[str]:
        """Stop the timers and take the units away; what was removed."""
        removed = super().uninstall(key)
        if removed:
            tell("systemctl", "--user", "daemon-reload")
        return removed


def _timers(paths: Sequence[Path]) -> list[str]:
    return [path.name for path in paths if path.suffix == ".timer"]


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


class Launchd(FileBased):
    """An agent for each job, in the user's own LaunchAgents."""

    KIND = "launchd"
    names = f"{PROGRAM}.{{key}}.*.plist"
    pattern = re.compile(rf"{PROGRAM}\.([0-9a-f]{{8}})\.\w+\.plist")

    def is_here(self) -> bool:
        """Whether the machine is a Mac."""
        return sys.platform == "darwin"

    def folder(self) -> Path:
        """Where a user's agents lie."""
        return Path.home() / "Library" / "LaunchAgents"

    def _files(self, plan: Plan) -> dict[str, str]:
        agents = {f"{PROGRAM}.{plan.key}.{job.name}": job for job in plan.jobs}
        return {
            f"{label}.plist": plistlib.dumps(_agent(plan, label, job), sort_keys=False).decode()
            for label, job in agents.items()
        }

    def install(self, plan: Plan) -> None:
        """Write the agents and load them, with a folder for what they print; errors as in any other."""
        plan.log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        super().install(plan)

    def _load(self, paths: Sequence[Path]) -> None:
        for path in paths:
            insist("launchctl", "bootstrap", _domain(), str(path))

    def _unload(self, paths: Sequence[Path]) -> None:
        for path in paths:
            tell("launchctl", "bootout", f"{_domain()}/{path.stem}")


def _agent(plan: Plan, label: str, job: Job) -> dict[str, Any]:
    return {
        "Label": label,
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


def _domain() -> str:
    """This user's session."""
    return f"gui/{os.getuid()}" if hasattr(os, "getuid") else "gui/501"
