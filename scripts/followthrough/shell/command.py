"""The one place that prints, asks, and catches what stops a run.

stdout and stderr may be closed, full, or read by somebody who has gone. What cannot be printed stops nothing: a run
that is half done because nobody listened would be worse.
"""

from __future__ import annotations

import gc
import io
import json
import os
import sys
from contextlib import contextmanager, suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from followthrough.knowing.commands import called_as
from followthrough.knowing.errors import FollowthroughError, TryAgainError
from followthrough.knowing.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

RARELY = 10_000_000
"""New objects after which unused ones are looked for: a run ends soon, and keeps nearly all that it makes. Over 10,000
rows a look takes a tenth of a second and frees one part in forty."""
NO_MEMORY = "There is not enough memory for this just now: close other programs, then run it again."
ONLY_THE_OWNER = 0o077
INTERRUPTED = 130
"""What shells say of a program ended with Ctrl-C."""


class Stream:
    """A stream that goes on without its other end: what is written after that is lost, and why is remembered."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = io.StringIO() if stream is None else stream
        self.lost: Exception | None = None

    def write(self, text: str) -> int:
        """Write, where that is still possible."""
        if not self.lost:
            self._trying(self._stream.write, text)
        return len(text)

    def flush(self) -> None:
        """Write what was held back; with what cannot be written nothing may be tried again at the very end."""
        if not self.lost:
            self._trying(self._stream.flush)

    def _trying(self, what: Any, *arguments: str) -> None:  # noqa: ANN401 - a method of the stream
        try:
            what(*arguments)
        except (OSError, ValueError) as error:
            self.lost = error
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
                self._stream.flush()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stream has
        """All else is as the stream does it."""
        return getattr(self._stream, name)


@contextmanager
def kept_open() -> Iterator[Stream]:
    """Let a run print without a thought, and make its files for its owner alone.

    Yields:
        what is stdout meanwhile.
    """
    _fill_gaps()
    before, mask = (sys.stdout, sys.stderr), os.umask(ONLY_THE_OWNER)
    out, err = Stream(sys.stdout), Stream(sys.stderr)
    for stream in (out, err):
        if hasattr(stream, "reconfigure"):  # bare cron and Windows have other codings; Müller must print everywhere
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.stdout, sys.stderr = out, err
    try:
        yield out
    finally:
        out.flush()
        err.flush()
        sys.stdout, sys.stderr = before
        os.umask(mask)


def _fill_gaps() -> None:
    """A file must not be opened in the place of a closed stream: what others print would go into it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def local_today() -> date:
    """The local calendar day, never UTC: a call that is due today is due where the person is."""
    return date.today()  # noqa: DTZ011 - the day on the wall is meant


def local_now() -> datetime:
    """This moment, with its zone."""
    return datetime.now().astimezone()


def run(procedure: Callable[[list[str]], int], argv: list[str] | None = None) -> int:
    """Run a procedure that takes the arguments, and return its status; what stops it becomes a sentence and a status.

    Where no arguments are given, those of the process are meant.
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


def asked(question: str, default: str = "") -> str:
    """What a person answers on a terminal; the default is shown, and taken where they only press Enter."""
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
