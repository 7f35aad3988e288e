#!/usr/bin/env python3
"""What is set up, what is not, and the line that puts it right; nothing is written, and nothing sent unless told to."""

from __future__ import annotations

import sys

from followthrough.shell.command_lines import run_script

if __name__ == "__main__":  # the arguments are read before what the work needs is loaded
    sys.exit(run_script("check_setup"))

import os
from datetime import datetime, time
from typing import TYPE_CHECKING

from followthrough.keeping.folders import data_folder, find_folder
from followthrough.knowing.errors import ConfigError, UsageError
from followthrough.knowing.wording import one_line
from followthrough.scheduling.health import examine_schedule
from followthrough.scheduling.jobs import plan_for
from followthrough.setup.config import find_workbook
from followthrough.setup.doctor import Finding, Result, examine, without_config
from followthrough.shell import command

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from followthrough.setup.config import Config

MARKS = {Result.PASS: "ok  ", Result.WARN: "warn", Result.FAIL: "FAIL"}


def act(options: argparse.Namespace) -> int:
    """Examine everything, and show it; the status is that of the first check that failed."""
    now = datetime.now().astimezone()
    if options.today:
        now = datetime.combine(options.today, time(hour=12)).astimezone()
    found = None
    try:
        found = config, path = find_workbook(options)
        folder = find_folder(config.data, path, config.hints)
        findings = [*examine(config, path, folder, now), *_schedule(options, config, path, now)]
    except (ConfigError, UsageError) as error:
        if options.json:
            raise  # the contract's way to say an error
        findings = list(without_config(error))
    if options.json:
        command.print_json([_as_document(finding) for finding in findings])
    elif not options.quiet:
        for finding in findings:
            way_out = "".join(f"\n      {one_line(line)}" for line in finding.way_out.splitlines())
            command.say(f"{MARKS[finding.result]}  {finding.check}: {one_line(finding.found)}{way_out}")
    if options.send_test and found:
        command.say(f"A test message: {send_test(*found, now)}")
    failed = [finding for finding in findings if finding.result is Result.FAIL]
    for finding in failed if options.quiet else ():
        command.warn(f"{finding.check}: {finding.found}")
    return failed[0].status or 1 if failed else 0


def _schedule(options: argparse.Namespace, config: Config, path: Path, now: datetime) -> Iterator[Finding]:
    """Whether the nights will run; a schedule that cannot even be planned is a finding too."""
    folder = data_folder(config.data, path)
    try:
        plan = plan_for(config, path, folder, options.config, os.environ)
    except UsageError as error:
        yield Finding("schedule", Result.WARN, error.message, "see what the sentence says")
        return
    yield from examine_schedule(config, path, find_folder(config.data, path), plan, now)


def send_test(config: Config, path: Path, now: datetime) -> str:
    """Send one message that says that it works; where it went.

    Raises:
        NotSentError: it did not go.
        ConfigError: an address or the password cannot be used.
    """
    from followthrough.saying.page import Letter, Message, as_page, as_text
    from followthrough.sending.delivery import deliver

    letter = Letter(title="It works", notes=(), footer=f"A test message of followthrough, for {path.name}.")
    message = Message("test", now.date(), "followthrough: a test message", as_text(letter), as_page(letter))
    outbox = config.outbox or find_folder(config.data, path, config.hints) / "outbox"
    return deliver(message, config.mail, path, outbox, now)


def _as_document(finding: Finding) -> dict[str, str | None]:
    return {
        "check": finding.check,
        "result": str(finding.result),
        "found": finding.found,
        "mend": finding.way_out or None,
    }


def main(argv: list[str] | None = None) -> int:
    """Run with these arguments, else those of the process; the exit status."""
    return run_script("check_setup", argv)
