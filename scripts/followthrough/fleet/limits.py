"""What one workbook among many may cost: time and memory, in a process of its own kind, and any defect is one line."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import sys
import threading
from contextlib import contextmanager
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING

from followthrough.fleet.results import Result
from followthrough.knowing.errors import FollowthroughError, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

SECONDS = 300
"""Time for one workbook: a hundred thousand rows take less than half of it."""
BYTES = 2 * 1024**3
"""Memory for one workbook beside what the program itself takes."""


_WORKING = threading.Lock()
"""Held while a workbook is in work."""


class _TooSlow(BaseException):
    """Time is up: no Exception, for it must pass everything that catches those."""


def prepare_worker(most_bytes: int = BYTES) -> None:
    """Make a fresh process ready to check workbooks: it ends with the run, after the workbook that it has in work.

    Ctrl-C lets it finish that one, too. Memory is limited on Linux; elsewhere a workbook may take what there is.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    statm = Path("/proc/self/statm")
    if sys.platform == "win32" or not statm.exists():
        return
    import resource

    taken = int(statm.read_text("ascii").split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = taken + most_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _end_with_parent() -> None:
    """Wait until the run is gone, however it ended, and end: nobody is left to hand out more."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        with _WORKING:
            os.kill(os.getpid(), signal.SIGTERM)


def within_time(work: Callable[[Path], Result], path: Path, seconds: float = SECONDS) -> Result:
    """Let the work be done on one workbook of many, in the time it may take; it is left where time is up.

    Where the work does not even come back to Python, the process ends, and whoever started it knows what to do.
    """
    with _WORKING, _alarm(seconds):
        return isolated(work, path)


def isolated(work: Callable[[Path], Result], path: Path) -> Result:
    """Let the work be done on one workbook of many: what stops it is its result, and costs the others nothing."""
    try:
        return work(path)
    except FollowthroughError as error:
        return Result(workbook=str(path), status=error.status, message=error.message)
    except _TooSlow:
        told = "it takes too long beside the others, and was left: check it alone"
    except MemoryError:
        told = "it takes more memory than one of many may have: check it alone"
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a reader's panic is no Exception; one file must not end the run
        from followthrough.keeping.events import log_defect

        told = f"a defect of followthrough: {type(error).__name__}. See {log_defect(error)}"
        return Result(workbook=str(path), status=FollowthroughError.status, message=f"{path.name}: {told}.")
    return Result(workbook=str(path), status=WorkbookError.status, message=f"{path.name}: {told}.")


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise when time is up; end the process where that is not even noticed, for which it has as long again."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(2 * seconds, exit=True, file=nowhere)
        try:
            if sys.platform != "win32":
                signal.signal(signal.SIGALRM, _time_is_up)
                signal.setitimer(signal.ITIMER_REAL, seconds)
            yield
        finally:
            if sys.platform != "win32":
                signal.setitimer(signal.ITIMER_REAL, 0)
            faulthandler.cancel_dump_traceback_later()


def _time_is_up(_signal: int, _frame: FrameType | None) -> None:
    raise _TooSlow
