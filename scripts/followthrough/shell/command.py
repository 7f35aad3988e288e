"""The command line of every entry script: shared options, one place that prints, catches and exits."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from followthrough import __version__
from followthrough.knowing.errors import FollowthroughError, UsageError
from followthrough.knowing.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_YEAR, LAST_YEAR = 2000, 2099
RARELY = 500_000
"""New objects after which unused ones are looked for: a run ends soon, and keeps nearly all that it makes."""
INTERRUPTED = 130
"""What shells say of a program ended with Ctrl-C."""


class _Parser(argparse.ArgumentParser):
    """A parser that raises what is wrong instead of leaving the program by itself."""

    def error(self, message: str) -> None:  # type: ignore[override] # argparse says NoReturn; raising is
        """Report wrong usage.

        Raises:
            UsageError: always.
        """
        hint = " A workbook is named with --workbook FILE." if message.startswith("unrecognized") else ""
        raise UsageError(f"{message[:1].upper()}{message[1:]}.{hint} See {self.prog} --help.")


def parser(description: str, epilog: str = "") -> argparse.ArgumentParser:
    """A parser with the options that every script shares (contract)."""
    shared = _Parser(
        description=description, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    shared.add_argument("--config", metavar="FILE", type=_file, help="the config to trust (else your own; see README)")
    shared.add_argument("--workbook", metavar="FILE", type=_file, help="the workbook (outranks the config)")
    shared.add_argument("--today", metavar="YYYY-MM-DD", type=_day, help="run as if it were that day")
    volume = shared.add_mutually_exclusive_group()
    volume.add_argument("--quiet", action="store_true", help="print nothing but trouble")
    volume.add_argument("--verbose", action="store_true", help="print every lead and every change")
    shared.add_argument("--version", action="version", version=f"followthrough {__version__}")
    return shared


def local_today() -> date:
    """The local calendar day, never UTC: a call that is due today is due where the person is."""
    return date.today()  # noqa: DTZ011 - the day on the wall is meant


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day: it is written like 2026-11-23") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day of these years, {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _file(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("the name of a file is missing")
    return Path(text)


def run(procedure: Callable[[list[str]], int], argv: list[str] | None = None) -> int:
    """Run an entry script's procedure: anything that stops it becomes one sentence and an exit status.

    Args:
        procedure: takes the arguments, returns the exit status.
        argv: the arguments; those of the process where none are given.
    """
    _speak_utf8()
    gc.set_threshold(RARELY)
    arguments = sys.argv[1:] if argv is None else argv
    try:
        status = procedure(arguments)
        sys.stdout.flush()
    except FollowthroughError as error:
        return _complain(error, as_json="--json" in arguments)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read has gone; nothing is wrong
        return 0
    except Exception as error:  # noqa: BLE001 - a defect of ours must end in one sentence too, and its trace in the log
        from followthrough.keeping.runlog import log_defect

        where = log_defect(error)
        defect = FollowthroughError(
            f"This is a defect of followthrough, not yours: {type(error).__name__}. See {where}."
        )
        return _complain(defect, as_json="--json" in arguments)
    return status


def _complain(error: FollowthroughError, *, as_json: bool) -> int:
    if as_json:
        details = {"status": error.status, "message": error.message, "file": error.file, "cell": error.cell}
        print_json({"error": details})
    warn(error.message)
    return error.status


def print_json(document: object) -> None:
    """Print one JSON document, the only thing on stdout."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def say(text: str) -> None:
    """Print a line for a person."""
    sys.stdout.write(f"{text}\n")


def warn(text: str) -> None:
    """Print a line of trouble, always one line, even if the name of a file has several: what cron mails."""
    sys.stderr.write(f"{one_line(text)}\n")


def _speak_utf8() -> None:
    """Windows consoles and bare cron have other codings; a company called Müller must print everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
