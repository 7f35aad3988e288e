"""What can be typed: the sub-commands of ``followthrough``, each with its script, and how they are called here."""

from __future__ import annotations

import os
import shlex
import subprocess
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = "followthrough"


class Command(StrEnum):
    """What ``followthrough`` can do, as it is typed; in the order of its help."""

    INIT = "init"
    CHECK = "check"
    WEEK = "week"
    WHY = "why"
    DRAFTS = "drafts"
    LOG = "log"
    PAUSE = "pause"
    NEW = "new"
    ADOPT = "adopt"
    RESTORE = "restore"
    DOCTOR = "doctor"
    INSTALL = "schedule install"
    UNINSTALL = "schedule uninstall"
    SHOW = "schedule show"
    RUN = "schedule run"
    PROVE = "prove"
    COMPLETION = "completion"


WHOLE = "follow_through"
"""The script that is the one command."""
ONE_COMMAND = (PROGRAM, WHOLE, "__main__")
"""How the file may be called from which it was started."""
SCRIPTS: dict[Command, str] = {
    Command.INIT: "first_setup",
    Command.CHECK: "nightly_check",
    Command.WEEK: "weekly_summary",
    Command.WHY: "explain_lead",
    Command.DRAFTS: "write_drafts",
    Command.LOG: "work_search_log",
    Command.PAUSE: "pause_search",
    Command.NEW: "new_workbook",
    Command.ADOPT: "adopt_workbook",
    Command.RESTORE: "restore_workbook",
    Command.DOCTOR: "check_setup",
    Command.INSTALL: "schedule_runs",
    Command.UNINSTALL: "schedule_runs",
    Command.SHOW: "schedule_runs",
    Command.RUN: "run_scheduler",
    Command.PROVE: "prove_write",
    Command.COMPLETION: WHOLE,
}
"""The script that does it; each can be run by itself too."""
DOES: dict[Command, str] = {
    Command.INIT: "Set everything up in one conversation: workbook, mail, the nights; every question has an answer.",
    Command.CHECK: "Check every lead of a job-search workbook and write what each needs into it.",
    Command.WEEK: "Mail a summary that leaves the week planned.",
    Command.WHY: "Say why a lead says what it says, what comes next, and which one edit would change it.",
    Command.DRAFTS: "Print or save the words for one lead, or for all that is due.",
    Command.LOG: "List what was done in a period, as job offices ask for it.",
    Command.PAUSE: "Rest the whole search until a day, or go on: ill, on holiday, fed up.",
    Command.NEW: "Make a fresh job-search workbook; an existing file is never touched.",
    Command.ADOPT: "Show what is understood of a tracker, and add the five columns when told to.",
    Command.RESTORE: "List the snapshots of a workbook, show what differs, put one back.",
    Command.DOCTOR: "Say what is set up, what is not, and what puts it right.",
    Command.INSTALL: "Let the machine run the nightly check and the weekly summary by itself.",
    Command.UNINSTALL: "Take that away again, and nothing else.",
    Command.SHOW: "Say what is installed, when it ran last and when it runs next.",
    Command.RUN: "Wake the nightly check and the weekly summary, for a machine without a scheduler of its own.",
    Command.PROVE: "Prove that a write changed cells of a workbook and nothing else.",
    Command.COMPLETION: "Print what lets your shell complete commands and options with the Tab key.",
}
"""What each does, in a line: the first of its help."""
GROUPS = {"schedule": "Let both run by themselves: install, uninstall, show, run."}
"""What several commands have as their first word."""

_called: list[str] = [""]
"""The file from which this run was started, the innermost last; "" for a program that calls the functions itself."""


@contextmanager
def called_as(started: str) -> Iterator[None]:
    """Name commands in this run as somebody can type them who started it from this file.

    Args:
        started: the first of the arguments of the process, or a name like it; "" leaves it as it is.
    """
    _called.append(started or _called[-1])
    try:
        yield
    finally:
        _called.pop()


def program() -> str:
    """The one command, as the reader has it."""
    started = PurePath(_called[-1])
    if started.stem == "__main__":
        return f"python -m {PROGRAM}"
    return f"python {_quoted(str(started))}" if started.name == f"{WHOLE}.py" else PROGRAM


def spoken(command: Command) -> str:
    """A command as the reader has it: of the one command, of the same folder of scripts, or with a dash."""
    started, script = PurePath(_called[-1]), SCRIPTS[command]
    if started.stem in ONE_COMMAND:
        return f"{program()} {command}"
    word = f" {command.split()[-1]}" if script == SCRIPTS[Command.INSTALL] else ""
    if started.suffix == ".py" and started.stem in SCRIPTS.values():
        return f"python {_quoted(str(started.with_name(f'{script}.py')))}{word}"
    name = script.replace("_", "-") if started.stem.replace("-", "_") in SCRIPTS.values() else script
    return f"{name}{word}"


def to_type(command: Command, *arguments: str | Path) -> str:
    """The line to type, each argument as a shell needs it."""
    return " ".join((spoken(command), *(_quoted(str(argument)) for argument in arguments)))


def _quoted(argument: str) -> str:
    if not argument.isprintable() and os.name != "nt":  # a shell reads these signs written out, a terminal obeys them
        kept = (each if each.isprintable() and each not in "\\'" else _in_bytes(each) for each in argument)
        return f"$'{''.join(kept)}'"
    return subprocess.list2cmdline([argument]) if os.name == "nt" else shlex.quote(argument)


def _in_bytes(sign: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in os.fsencode(sign))
