"""What ran and how it ended: a line each, in a file that a person can read, and that does not grow for ever.

No more than companies and rows stands there: what was quoted from a cell is left out. Defects of the program stand in a
log of their own, as a report that can be sent.
"""

from __future__ import annotations

import os
import re
import tempfile
import traceback
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from followthrough.keeping.systems import own_folder
from followthrough.knowing.record import Record
from followthrough.knowing.wording import one_line

NAME = "events.log"
MOST_BYTES = 200_000
"""Some three thousand lines; then the file becomes events.log.1, in place of an older one."""
LONGEST = 300
LOOKED_BACK = 400
"""Events among which those of the last days are looked for."""
MAILED = "mailed"
_QUOTED = re.compile(r"“[^”]*”|'[^']*'|\"[^\"]*\"")
_LINE = re.compile(r"(\S+) (\w+) (\d+)(?: (.*))?")


class Event(Record, frozen=True):
    """How a run ended.

    Args:
        at: when, with its zone.
        job: "check" or "week"; "mailed" for a mail that told of a failure.
        status: its exit status.
        text: what stopped it; "" where nothing did.
    """

    at: datetime
    job: str
    status: int
    text: str = ""

    @property
    def told(self) -> str:
        """What it says but when: by this two are the same."""
        return f"{self.job} {self.status} {_QUOTED.sub('“…”', one_line(self.text))[:LONGEST]}".rstrip()

    @property
    def line(self) -> str:
        """As it stands in the file."""
        return f"{self.at.isoformat(timespec='seconds')} {self.told}"


def note(folder: Path, event: Event) -> None:
    """Write an event down; where that is not possible, the run goes on without."""
    path = folder / NAME
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists() and path.stat().st_size > MOST_BYTES:
            path.replace(path.with_name(f"{NAME}.1"))
        with path.open("a", encoding="utf-8", errors="replace") as log:
            log.write(f"{event.line}\n")


def last_events(folder: Path, most: int = 10) -> list[Event]:
    """The last events, oldest first; a line that says nothing is passed over."""
    lines: list[str] = []
    for name in (f"{NAME}.1", NAME):
        with suppress(OSError):
            lines += (folder / name).read_text("utf-8", "replace").splitlines()
    return [event for line in lines[-most:] if (event := _read(line))]


def failures(folder: Path, job: str) -> dict[date, str]:
    """Day -> why a job failed when it last ran on it, for the days on which it did."""
    events = (event for event in last_events(folder, LOOKED_BACK) if event.job == job)
    return {event.at.date(): event.text for event in events if event.status and event.text}


def _read(line: str) -> Event | None:
    match = _LINE.fullmatch(line)
    if not match:
        return None
    with suppress(ValueError):
        return Event(datetime.fromisoformat(match[1]), match[2], int(match[3]), match[4] or "")
    return None


def log_defect(error: BaseException) -> Path:
    """Append a traceback to the log of defects; where it was written, or would have been."""
    text = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{''.join(traceback.format_exception(error))}\n"
    path = Path(os.environ.get("FOLLOWTHROUGH_DATA") or own_folder()) / "followthrough.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "a", encoding="utf-8", errors="replace", opener=_no_link) as log:
            log.write(text)
    except OSError:
        with suppress(OSError):
            handle, name = tempfile.mkstemp(prefix="followthrough-", suffix=".log")
            path = Path(name)
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as log:
                log.write(text)
    return path


def _no_link(path: str, flags: int) -> int:
    """Open a file of ours, for its owner alone; one that is a link was laid there by somebody else."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)
