"""What is done with a workbook in the tests of runs over many; by name, so that other processes find it."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import TYPE_CHECKING

from followthrough.fleet.results import Result
from followthrough.knowing.errors import WorkbookError
from workbooks_for_tests import HEADINGS, workbook

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


class Panic(BaseException):
    """What a reader written in another language raises: no Exception."""


def do(path: Path) -> Result:
    """As the name of the file says."""
    if sys.platform == "win32":
        raise OSError("This is tried on the other systems.")
    match path.stem:
        case "wrong":
            raise WorkbookError("wrong.xlsx: no list of jobs.")
        case "defect":
            raise KeyError("oops")
        case "panic":
            raise Panic
        case "slow":
            time.sleep(60)
        case "stuck":
            signal.signal(signal.SIGALRM, signal.SIG_IGN)  # as where the work never comes back to Python
            time.sleep(60)
        case "vast":
            return Result(workbook=str(path), status=len(bytearray(3 * 1024**3)))
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "dies" if not path.with_suffix(".once").exists():
            path.with_suffix(".once").touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return Result(workbook=str(path), status=0, leads=1)


def put(folder: Path, *rows: tuple[object, ...], config: str = "", name: str = "jobs.xlsx") -> Path:
    """Somebody's folder with a workbook, and their own config beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    if config:
        (folder / "config.toml").write_text(config, "utf-8")
    path = folder / name
    path.write_bytes(workbook((*HEADINGS, "Email"), *rows))
    return path


def applied(day: date) -> tuple[object, ...]:
    """A lead that applied on a day."""
    return ("Acme", "Analyst", "Applied", day, "dana@example.com")
