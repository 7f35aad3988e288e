#!/usr/bin/env python3
"""Let the machine run both jobs by itself: show what would be written, write it, take it away, say when it runs."""

from __future__ import annotations

import sys

from followthrough.shell.command_lines import run_script

if __name__ == "__main__":  # the arguments are read before what the work needs is loaded
    sys.exit(run_script("schedule_runs"))

import os
from datetime import datetime
from typing import TYPE_CHECKING

from followthrough.keeping.folders import data_folder, find_folder
from followthrough.keeping.state import read_state
from followthrough.knowing.commands import Command, to_type
from followthrough.scheduling import cron
from followthrough.scheduling.jobs import next_run, plan_for
from followthrough.scheduling.kinds import KINDS, kind_here, scheduled
from followthrough.setup.config import find_workbook
from followthrough.shell import command
from followthrough.shell.dialogue import Dialogue

if TYPE_CHECKING:
    import argparse

    from followthrough.keeping.state import State
    from followthrough.scheduling.jobs import Plan
    from followthrough.scheduling.kinds import Kind


def act(options: argparse.Namespace) -> int:
    """Install, take away or show."""
    config, path = find_workbook(options)
    plan = plan_for(config, path, data_folder(config.data, path), options.config, os.environ)
    if options.command is Command.INSTALL:
        kind = KINDS[options.kind] if options.kind else kind_here()
        return _install(options, plan, kind, read_state(find_folder(config.data, path)))
    if options.command is Command.UNINSTALL:
        return _uninstall(options, plan)
    if options.kind:
        _show_parts(KINDS[options.kind].shown(plan))
    else:
        _show(plan, read_state(find_folder(config.data, path)))
    return 0


def _install(options: argparse.Namespace, plan: Plan, kind: Kind, state: State) -> int:
    """Show it, ask where somebody can answer, write it."""
    if not options.quiet:
        command.say(f"This is written for {plan.about} ({kind.KIND}):\n")
        _show_parts(kind.shown(plan))
    theirs = cron.by_hand()
    if theirs:
        command.say(
            f"A line of yours in the crontab runs it already; take it out afterwards (crontab -e):\n  {theirs[0]}"
        )
    if not (options.yes or (command.has_person() and Dialogue(is_open=True).agrees("Write it?"))):
        command.say(f"Nothing was written. {to_type(Command.INSTALL, '--yes')} writes it without a question.")
        return 0
    kind.install(plan)
    if not options.quiet:
        command.say(f"Done. It asks every half hour whether something is due; the first time {_when(plan, state)}.")
    return 0


def _when(plan: Plan, state: State) -> str:
    now = datetime.now()  # noqa: DTZ005 - the time on the wall
    return f"{next_run(plan.jobs[0], now, is_done=state.last_check == now.date()):%a %d %b %H:%M}"


def _uninstall(options: argparse.Namespace, plan: Plan) -> int:
    kinds = [KINDS[options.kind]] if options.kind else [each for each in KINDS.values() if plan.key in each.installed()]
    removed = [part for kind in kinds for part in kind.uninstall(plan.key)]
    if not options.quiet:
        command.say("\n".join(f"Removed: {part}" for part in removed) or f"Nothing is installed for {plan.about}.")
    return 0


def _show(plan: Plan, state: State) -> None:
    """What is installed, when it did its job last, and when it is asked next."""
    found = scheduled(plan.key)
    if not found:
        command.say(f"Nothing is installed for {plan.about}. {to_type(Command.INSTALL)} installs it.")
    for kind, parts in found.items():
        command.say(f"{plan.about} is run by {kind}:\n" + "\n".join(f"  {part}" for part in parts))
    now = datetime.now()  # noqa: DTZ005 - the time on the wall
    last = {"check": state.last_check, "week": state.last_summary}
    for job in plan.jobs:
        day = last[job.name]
        told = f"last done on {day:%a %d %b %Y}" if day else "never done yet"
        coming = next_run(job, now, is_done=day == now.date())
        command.say(f"{job.name}: {told}" + (f", asked next {coming:%a %d %b %H:%M}" if found else ""))
    others = {key for kind in KINDS.values() for key in kind.installed()} - {plan.key}
    if others:
        command.say(f"Other workbooks are scheduled too: {', '.join(sorted(others))}.")


def _show_parts(parts: dict[str, str]) -> None:
    for place, text in parts.items():
        command.say(f"{place}:\n{text}")


def main(argv: list[str] | None = None) -> int:
    """Run with these arguments, else those of the process; the exit status."""
    return run_script("schedule_runs", argv)
