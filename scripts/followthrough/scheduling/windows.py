"""The Task Scheduler of Windows: a task for each job, which starts as soon as it can where its time was missed."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from followthrough.knowing.errors import UsageError
from followthrough.scheduling.jobs import DAYS, LAST, insist, tell

if TYPE_CHECKING:
    from followthrough.scheduling.jobs import Job, Plan

KIND = "windows"
NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
FOLDER = "followthrough"
SOME_MONDAY = 2
"""The second of January 2023: the first day on which a task may have run."""
_TASK = re.compile(r"\\followthrough\\([0-9a-f]{8})-(\w+)")


def is_here() -> bool:
    """Whether the machine runs Windows."""
    return sys.platform == "win32"


def shown(plan: Plan) -> dict[str, str]:
    """What is written, by its place.

    Raises:
        UsageError: a variable says where the memory lies; a task has none.
    """
    names = [name for name in plan.environment if name != "PATH"]
    if names:
        told = ", ".join(names)
        raise UsageError(
            f"A task of Windows cannot set {told}: name the folders in your config ([files] data) instead."
        )
    return {_name(plan, job): _task(plan, job) for job in plan.jobs}


def _name(plan: Plan, job: Job) -> str:
    return rf"\{FOLDER}\{plan.key}-{job.name}"


def _task(plan: Plan, job: Job) -> str:
    """The task as XML, its parts in the order that the schema prescribes."""
    task = ET.Element("Task", {"version": "1.2", "xmlns": NAMESPACE})
    about = ET.SubElement(task, "RegistrationInfo")
    _add(about, URI=_name(plan, job), Description=f"followthrough {job.name}: {plan.about}")
    triggers = ET.SubElement(task, "Triggers")
    for hour, days in job.spans():
        _trigger(triggers, job, hour, days)
    principal = ET.SubElement(ET.SubElement(task, "Principals"), "Principal", {"id": "Author"})
    _add(principal, LogonType="InteractiveToken", RunLevel="LeastPrivilege")
    _add(
        ET.SubElement(task, "Settings"),
        MultipleInstancesPolicy="IgnoreNew",
        DisallowStartIfOnBatteries="false",
        StopIfGoingOnBatteries="false",
        StartWhenAvailable="true",
        ExecutionTimeLimit="PT1H",
    )
    run = ET.SubElement(ET.SubElement(task, "Actions", {"Context": "Author"}), "Exec")
    program, *arguments = job.line
    _add(run, Command=program, Arguments=subprocess.list2cmdline(arguments))
    ET.indent(task)
    return f'<?xml version="1.0" encoding="UTF-16"?>\n{ET.tostring(task, encoding="unicode")}\n'


def _trigger(triggers: ET.Element, job: Job, hour: int, days: tuple[int, ...]) -> None:
    """From an hour on, every half hour until the last one of the day."""
    trigger = ET.SubElement(triggers, "CalendarTrigger")
    first = SOME_MONDAY + days[0]
    _add(trigger, Enabled="true", StartBoundary=f"2023-01-{first:02}T{hour:02}:{job.minutes[0]:02}:00")
    _add(ET.SubElement(trigger, "Repetition"), Interval="PT30M", Duration=f"PT{LAST - hour}H30M")
    if len(days) == len(DAYS):
        _add(ET.SubElement(trigger, "ScheduleByDay"), DaysInterval="1")
        return
    week = ET.SubElement(trigger, "ScheduleByWeek")
    _add(week, WeeksInterval="1")
    _add(ET.SubElement(week, "DaysOfWeek"), **{DAYS[day]: "" for day in days})


def _add(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text or None


def install(plan: Plan) -> None:
    """Register the tasks.

    Raises:
        ConfigError: the Task Scheduler did not take one; nothing of ours is left then.
    """
    try:
        for name, xml in shown(plan).items():
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "task.xml"
                path.write_bytes(xml.encode("utf-16"))
                insist("schtasks", "/Create", "/F", "/TN", name, "/XML", str(path))
    except Exception:
        uninstall(plan.key)
        raise


def uninstall(key: str) -> list[str]:
    """Delete the tasks; what was removed."""
    names = installed().get(key, [])
    return [name for name in names if tell("schtasks", "/Delete", "/F", "/TN", name).returncode == 0]


def installed() -> dict[str, list[str]]:
    """The keys of all schedules, each with its tasks."""
    found: dict[str, list[str]] = {}
    for match in _TASK.finditer(tell("schtasks", "/Query", "/FO", "CSV", "/NH").stdout if is_here() else ""):
        found.setdefault(match[1], []).append(match[0])
    return {key: list(dict.fromkeys(names)) for key, names in found.items()}
