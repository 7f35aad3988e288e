"""Real nights under strace: which calls touch the workbook's folder, and a night stopped or failed at one of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING

import nightly_check
from followthrough.keeping.folders import data_folder
from followthrough.keeping.snapshots import keep_snapshot
from places import SCRIPTS
from xlsx_maker import row, simple_workbook, worksheet

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = SCRIPTS / "nightly_check.py"
STRACE = shutil.which("strace")
_AS_IT_IS = {"PYTHONDONTWRITEBYTECODE": "1"}
"""Calls are counted, so one traced night must do exactly what the next does."""
_QUICK = "--seccomp-bpf"
"""Stops only at the calls that are asked for; but there strace fails to deliver a signal, without a word."""
JUDGED, PATCHED, EDITS = b"as it was judged", b"as it was patched", (b"an edit", b"a later edit")
_CONTESTED = f"""
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from followthrough.keeping.systems import exchange
from followthrough.keeping.files import ChangedMeanwhile
from followthrough.keeping.swap import put_in_place

edits = list({EDITS!r})

def swap(fresh, target):
    if edits:
        beside = target.with_name("being saved")
        beside.write_bytes(edits.pop(0))
        beside.replace(target)
    return exchange(fresh, target)

try:
    put_in_place(Path(sys.argv[2]), {JUDGED!r}, {PATCHED!r}, swap=swap)
except ChangedMeanwhile:
    sys.exit("changed meanwhile")
"""
_LINE = re.compile(r"(?:\d+ +)?(\w+)\(")


@dataclass(frozen=True, slots=True)
class Call:
    """A system call of a night: its name, the how-manieth of that name it is, and strace's line."""

    name: str
    ordinal: int
    line: str


@dataclass(frozen=True, slots=True)
class Night:
    """How a night ended: its status (negative where a signal ended it), what it said, and strace's record."""

    status: int
    told: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A workbook that has a history, in a folder of its own, with its data folder beside it."""

    folder: Path

    @property
    def workbook(self) -> Path:
        """The file the nights are about."""
        return self.folder / "jobs.xlsx"

    def prepare(self) -> None:
        """Lay everything out: a lead that is due and mailed, and two old snapshots of which one has to go."""
        self.folder.mkdir()
        applied = date.today() - timedelta(days=15)  # noqa: DTZ011 - as the night sees it
        rows = row(1, "Company", "Role", "Stage", "Applied on", "Email")
        rows += row(2, "Acme", "Clerk", "Applied", applied.isoformat(), "jobs@acme.example")
        self.workbook.write_bytes(simple_workbook(worksheet(rows)))
        data = data_folder(self.folder / "data", self.workbook)
        old = datetime.now(UTC).replace(day=15) - timedelta(days=430)
        for content in (b"older", b"old"):
            old += timedelta(minutes=1)
            keep_snapshot(data, content, ".xlsx", old)

    def left_over(self) -> list[str]:
        """Files that no night leaves: our temporary ones, wherever they lie."""
        names = (path.name for path in self.folder.rglob("*"))
        return sorted(name for name in names if name.endswith((".tmp", ".new")) or "rescued" in name)

    def command(self) -> list[str]:
        """What Python is to run: a night."""
        return [str(SCRIPT), "--workbook", str(self.workbook)]

    def run(self, *, strace: tuple[str, ...] = ()) -> Night:
        """One night, as cron starts it."""
        record = self.folder.with_suffix(".trace")
        tracing = [STRACE or "strace", "-f", "-y", "-qq", "-o", str(record), *strace] if strace else []
        done = subprocess.run(  # noqa: S603 - our own script
            [*tracing, sys.executable, *self.command()],
            env={**os.environ, "FOLLOWTHROUGH_DATA": str(self.folder / "data"), **(_AS_IT_IS if strace else {})},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Night(done.returncode, done.stderr, record.read_text("utf-8", "replace") if strace else "")

    def run_here(self) -> Night:
        """One night in this process, which has everything loaded already."""
        os.environ["FOLLOWTHROUGH_DATA"] = str(self.folder / "data")
        with redirect_stderr(StringIO()) as told, redirect_stdout(StringIO()):
            status = nightly_check.main(["--workbook", str(self.workbook)])
        return Night(status, told.getvalue())

    def find_calls(self) -> list[Call]:
        """Every call of a night that touches the folder or what lies in it, in their order."""
        counts: Counter[str] = Counter()
        found = []
        for line in self.run(strace=(_QUICK, "-e", "trace=%file,%desc")).trace.splitlines():
            match = _LINE.match(line)
            if match:
                counts[match[1]] += 1
                if self.is_about(line) and match[1] != "ioctl":  # Python asks whether it is a terminal, no more
                    found.append(Call(match[1], counts[match[1]], line))
        return found

    def is_about(self, line: str) -> bool:
        """Whether a line of strace names this folder or a file in it."""
        return bool(re.search(rf'{re.escape(str(self.folder))}[/>"]', line))

    def run_with(self, call: Call, fault: str) -> Night:
        """A night in which one call is the last, or fails.

        Args:
            call: at which.
            fault: "SIGKILL", or the name of an error.
        """
        kind = "signal" if fault.startswith("SIG") else "error"
        inject = f"inject={call.name}:{kind}={fault}:when={call.ordinal}"
        quick = [_QUICK] if kind == "error" else []
        return self.run(strace=(*quick, "-e", f"trace={call.name}", "-e", inject))


class Contested(Place):
    """A workbook that somebody saves twice around the moment of the swap, while it is put in place."""

    __slots__ = ()

    def prepare(self) -> None:
        """Lay out the workbook alone."""
        self.folder.mkdir()
        self.workbook.write_bytes(JUDGED)

    def command(self) -> list[str]:
        """The write, with a save before the first swap and another before the second."""
        return ["-c", _CONTESTED, str(SCRIPT.parent), str(self.workbook)]


def why_no_strace() -> str | None:
    """Why nights cannot be stopped here; None where they can."""
    if not STRACE:
        return "strace is not installed"
    tried = subprocess.run([STRACE, "-f", "--seccomp-bpf", "-o", os.devnull, "true"], capture_output=True, check=False)  # noqa: S603
    return None if tried.returncode == 0 else "strace may not trace here (ptrace)"
