"""The one place that prints, asks, and catches what stops a run."""

from __future__ import annotations

import gc
import json
import sys
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING

from followthrough.knowing.commands import called_as
from followthrough.knowing.errors import FollowthroughError, TryAgainError
from followthrough.knowing.wording import one_line
from followthrough.shell.streams import kept_open

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RARELY = 500_000
"""New objects after which unused ones are looked for: a run ends soon, and keeps nearly all that it makes."""
NO_MEMORY = "There is not enough memory for this just now: close other programs, then run it again."
INTERRUPTED = 130
"""What shells say of a program ended with Ctrl-C."""


def local_today() -> date:
    """The local calendar day, never UTC: a call that is due today is due where the person is."""
    return date.today()  # noqa: DTZ011 - the day on the wall is meant


def local_now() -> datetime:
    """This moment, with its zone."""
    return datetime.now().astimezone()


def run(procedure: Callable[[list[str]], int], argv: list[str] | None = None) -> int:
    """Run an entry script's procedure: anything that stops it becomes one sentence and an exit status.

    Args:
        procedure: takes the arguments, returns the exit status.
        argv: the arguments; those of the process where none are given.
    """
    gc.set_threshold(RARELY)
    arguments = sys.argv[1:] if argv is None else argv
    with kept_open() as out:
        with called_as(sys.argv[0] if argv is None else ""):
            status = _run(procedure, arguments)
        out.flush()
        if out.lost and not isinstance(out.lost, BrokenPipeError):
            reason = getattr(out.lost, "strerror", None) or out.lost
            warn(f"What was to be printed is lost ({reason}); all else is as the exit status says.")
    if argv is None:
        gc.freeze()  # or Python looks through all that was loaded for unused objects before it ends
    return status


def _run(procedure: Callable[[list[str]], int], arguments: list[str]) -> int:
    try:
        return procedure(arguments)
    except FollowthroughError as error:
        return _complain(error, as_json="--json" in arguments)
    except KeyboardInterrupt:
        warn("Stopped.")
        return INTERRUPTED
    except MemoryError:
        return _complain(TryAgainError(NO_MEMORY), as_json="--json" in arguments)
    except SystemExit:  # --help and --version
        raise
    except BaseException as error:  # noqa: BLE001 - a defect of ours must end in one sentence too, and its trace in the log
        from followthrough.keeping.events import log_defect

        where = log_defect(error)
        defect = FollowthroughError(
            f"This is a defect of followthrough, not yours: {type(error).__name__}. See {where}."
        )
        return _complain(defect, as_json="--json" in arguments)


def _complain(error: FollowthroughError, *, as_json: bool) -> int:
    if as_json:
        details = {"status": error.status, "message": error.message, "file": error.file, "cell": error.cell}
        print_json({"error": details})
    warn(error.message)
    return error.status


def agrees(question: str) -> bool:
    """Whether a person says yes; Enter is yes. Where nobody can be asked, the answer is no and nothing is printed."""
    if not has_person():
        return False
    return asked(f"{question} [Y/n]").casefold() in ("", "y", "yes")


def asked(question: str, default: str = "") -> str:
    """What a person answers on a terminal; Enter is the default.

    Args:
        question: what is asked.
        default: shown, and taken where they only press Enter.
    """
    sys.stdout.write(f"{question}{f' [{default}]' if default else ''} ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:  # Ctrl-D
        raise KeyboardInterrupt
    return line.strip() or default


def asked_in_secret(question: str) -> str:
    """What a person types on a terminal, unseen."""
    from getpass import getpass

    return getpass(question).strip()


def has_person() -> bool:
    """Whether somebody sits before a terminal and can answer."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())


def print_json(document: object, indent: int | None = 1) -> None:
    """Print a JSON document, the only thing on stdout, on one line where it is not indented; all of it prints."""
    text = json.dumps(document, ensure_ascii=False, indent=indent)
    if not text.replace("\n", "").isprintable():
        text = "".join(each if each == "\n" or each.isprintable() else json.dumps(each)[1:-1] for each in text)
    sys.stdout.write(f"{text}\n")


def say(text: str) -> None:
    """Print a line for a person, or several; nothing in them moves the cursor or colours the screen."""
    if not text.replace("\n", "").isprintable():
        text = "".join(each if each == "\n" or each.isprintable() else " " for each in text)
    sys.stdout.write(f"{text}\n")


def tell(text: str) -> None:
    """Print one line for a person, also where the name of a file in it has several."""
    say(one_line(text))


def show(text: str) -> None:
    """Print what has colours of ours in it."""
    sys.stdout.write(f"{text}\n")


@contextmanager
def hushed(is_on: bool) -> Iterator[None]:  # noqa: FBT001 - hushed or not
    """Say nothing of trouble meanwhile: it was said today, and who asks every half hour mails what is said."""
    _hushed.append(is_on)
    try:
        yield
    finally:
        _hushed.pop()


_hushed = [False]


def warn(text: str) -> None:
    """Print a line of trouble, always one line, even if the name of a file has several: what cron mails."""
    if _hushed[-1]:
        return
    sys.stderr.write(f"{one_line(text)}\n")
