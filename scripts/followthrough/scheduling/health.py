"""Whether the nights will run: what is scheduled, what stops people, whether it works as the scheduler starts it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from followthrough.keeping.beside import conflict_copies
from followthrough.keeping.events import NAME, last_events
from followthrough.keeping.files import read_any
from followthrough.keeping.snapshots import list_snapshots, read_snapshot
from followthrough.knowing.commands import Command, to_type
from followthrough.knowing.errors import FollowthroughError
from followthrough.knowing.wording import listed
from followthrough.reading.workbook import open_workbook
from followthrough.scheduling import cron
from followthrough.scheduling.jobs import program_here, tell
from followthrough.scheduling.kinds import scheduled
from followthrough.setup.doctor import Finding, Result

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from followthrough.scheduling.jobs import Plan
    from followthrough.setup.config import Config

ASKING = "FOLLOWTHROUGH_AS_SCHEDULED"
"""Set in a run that is made as the scheduler makes it, so that it does not make another one."""
LONGEST = 120
GIVEN = ("HOME", "SYSTEMROOT", "USERPROFILE", "LOCALAPPDATA")
"""Variables that every scheduler sets."""
GUARDED = ("Documents", "Desktop", "Downloads")
"""Folders of a home that macOS keeps programs out of which nobody opened."""
CLOUDS = ("Dropbox", "OneDrive", "Google Drive", "GoogleDrive", "My Drive", "iCloud", "Mobile Documents", "Nextcloud",
          "Syncthing", "CloudStorage")  # fmt: skip


def examine_schedule(config: Config, workbook: Path, folder: Path, plan: Plan, now: datetime) -> Iterator[Finding]:
    """Look at everything that keeps a night from running, or its work from being seen.

    Args:
        config: as it was read.
        workbook: the workbook.
        folder: its data folder.
        plan: what would be installed for it.
        now: the local time.
    """
    kinds = scheduled(plan.key)
    yield _schedule(workbook, kinds)
    yield from _guarded(workbook)
    if "systemd" in kinds:
        yield from _linger()
    if kinds:
        yield from _out_of_reach(config, kinds)
        yield from as_scheduled(plan, workbook, config)
    yield from _runs(folder)
    yield from _copies(workbook, now)
    yield from _restores(folder)


def _schedule(workbook: Path, kinds: dict[str, list[str]]) -> Finding:
    if kinds:
        told = listed([f"{name} ({len(parts)} entries)" for name, parts in kinds.items()])
        twice = "two schedulers run it; uninstall one" if len(kinds) > 1 else ""
        return Finding("schedule", Result.WARN if twice else Result.PASS, f"it is run by {told}", twice)
    by_hand = cron.by_hand()
    if by_hand:
        return Finding("schedule", Result.PASS, f"a line of yours in the crontab: {by_hand[0]}")
    return Finding("schedule", Result.WARN, "nothing runs it by itself", to_type(Command.INSTALL, workbook))


def _guarded(workbook: Path, platform: str = sys.platform) -> Iterator[Finding]:
    """A Mac keeps cron and agents out of some folders, and out of clouds, until somebody allows it."""
    places = [Path.home() / name for name in (*GUARDED, "Library")]
    if platform == "darwin" and any(workbook.absolute().is_relative_to(place) for place in places):
        way_out = (
            "keep the workbook elsewhere in your home; or allow it: System Settings, Privacy & Security, Full Disk "
            f"Access, add {program_here()[0]} (and /usr/sbin/cron, where cron runs it)"
        )
        yield _warning("folder", "macOS keeps what runs by itself out of this folder", way_out)


def _linger() -> Iterator[Finding]:
    """A user's timers stop when they log out, unless they linger."""
    done = tell("loginctl", "show-user", "--property=Linger", "--value", str(os.environ.get("USER", "")))
    if done.returncode == 0 and done.stdout.strip() == "no":
        yield _warning("linger", "your timers rest while you are logged out", "loginctl enable-linger")


def _out_of_reach(config: Config, kinds: dict[str, list[str]]) -> Iterator[Finding]:
    """What is there for somebody who is logged in, and not for a scheduler."""
    mail = config.mail
    if mail.host and mail.password_env:
        found = f"the variable {mail.password_env} is not set where a scheduler starts it"
        yield _warning("password", found, "password_file or password_command in [mail]")
    elif mail.host and mail.user and "cron" in kinds and not (mail.password_file or mail.password_command):
        yield _warning("password", "a keyring is locked, or out of reach, for cron", "password_file in [mail]")
    if "cron" in kinds and not mail.host and not any(map(shutil.which, ("sendmail", "/usr/sbin/sendmail"))):
        yield _warning("trouble", "cron mails nobody here, so trouble is only seen in the log", "set up [mail]")


def _warning(check: str, found: str, way_out: str) -> Finding:
    return Finding(check, Result.WARN, found, way_out)


def as_scheduled(plan: Plan, workbook: Path, config: Config) -> Iterator[Finding]:
    """Do it once as the scheduler does: its variables, no terminal, no session; what is worse there than here."""
    if os.environ.get(ASKING):
        return
    home = {name: os.environ[name] for name in GIVEN if name in os.environ}
    line = [*program_here(), "doctor", "--json", "--workbook", str(workbook.absolute())]
    line += ["--config", str(config.trusted)] if config.trusted else []
    try:
        done = subprocess.run(  # noqa: S603 - this very program
            line, env={**home, **plan.environment, ASKING: "1"}, stdin=subprocess.DEVNULL, capture_output=True,
            cwd=Path(workbook.anchor or "/"), start_new_session=True, timeout=LONGEST, check=False,
        )  # fmt: skip
        found = json.loads(done.stdout)
        wrong = [each for each in found if each["result"] == Result.FAIL]
    except (OSError, ValueError, TypeError, KeyError, subprocess.TimeoutExpired) as error:
        yield Finding(
            "as scheduled", Result.FAIL, f"it does not start there: {error}", "followthrough schedule install", 1
        )
        return
    if wrong:
        first = wrong[0]
        yield Finding("as scheduled", Result.FAIL, f"{first['check']}: {first['found']}", first["mend"] or "", 1)
    else:
        yield Finding("as scheduled", Result.PASS, "it works with the scheduler's own variables, and no terminal")


def _runs(folder: Path) -> Iterator[Finding]:
    """How the last ten runs ended."""
    events = last_events(folder)
    if not events:
        return
    told = "; ".join(f"{each.at:%d %b %H:%M} {each.job} {each.status or 'ok'} {each.text}".rstrip() for each in events)
    if events[-1].status:
        yield _warning("last runs", told, f"what stopped the last one; all of them stand in {folder / NAME}")
    else:
        yield Finding("last runs", Result.PASS, told)


def _copies(workbook: Path, now: datetime) -> Iterator[Finding]:
    cloud = next(
        (part for part in workbook.absolute().parts for name in CLOUDS if name.casefold() in part.casefold()), ""
    )
    copies = conflict_copies(workbook, now)
    if copies:
        way_out = f"look what they hold that {workbook.name} lacks, then delete them"
        yield _warning("copies", f"beside it lies {listed(copies)}: edits there are not read", way_out)
    elif cloud:
        yield Finding("copies", Result.PASS, f"none beside it, in {cloud}")


def _restores(folder: Path) -> Iterator[Finding]:
    """A drill: the newest snapshot is put back into a file of its own, and compared."""
    import tempfile

    snapshots = list_snapshots(folder)
    if not snapshots:
        return
    newest = snapshots[-1]
    when = f"{newest.taken.astimezone():%a %d %b %Y %H:%M}"
    try:
        kept = read_snapshot(newest)
        with tempfile.TemporaryDirectory() as place:
            back = Path(place) / f"restored{newest.path.suffix}"
            back.write_bytes(kept)
            is_same = read_any(back) == kept
        open_workbook(kept)
    except (FollowthroughError, OSError) as error:
        yield Finding("restore", Result.WARN, f"the snapshot of {when} does not come back: {error}", "an older one may")
        return
    result = Result.PASS if is_same else Result.WARN
    yield Finding(
        "restore", result, f"the newest snapshot, of {when}, comes back whole", "" if is_same else "free some disk"
    )
