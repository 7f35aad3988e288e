"""Shared options; what stops a run becomes one sentence and a status; what cannot be printed stops nothing."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from followthrough import __version__
from followthrough.knowing.commands import Command
from followthrough.knowing.errors import (
    ConfigError,
    FollowthroughError,
    NotSentError,
    TryAgainError,
    UsageError,
    WorkbookError,
    WorkbookRefused,
)
from followthrough.shell import command
from followthrough.shell.command_lines import parser
from leads_for_tests import table
from places import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STATUSES = table(
    ("a defect", FollowthroughError, 1),
    ("usage", UsageError, 2),
    ("configuration", ConfigError, 3),
    ("workbook", WorkbookError, 4),
    ("refused", WorkbookRefused, 4),
    ("not sent", NotSentError, 5),
    ("try again", TryAgainError, 75),
)


def stopped_by(error: BaseException) -> object:
    def procedure(_: list[str]) -> int:
        raise error

    return procedure


@pytest.mark.parametrize(("kind", "status"), STATUSES)
def test_trouble_is_a_sentence_and_a_status(
    kind: type[FollowthroughError], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """One family of exceptions, one exit status each, caught in one place (contract)."""
    assert command.run(stopped_by(kind("Müller.xlsx is empty.")), []) == status  # type: ignore[arg-type] # a procedure
    assert capsys.readouterr() == ("", "Müller.xlsx is empty.\n")


def test_trouble_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A file called with a line break, or with signs that move the cursor, is told in one plain line."""
    command.run(stopped_by(WorkbookError("There is no file a\nb\x1b[31m.xlsx.")), [])  # type: ignore[arg-type] # a procedure
    err = capsys.readouterr().err
    assert (err.count("\n"), "\x1b" in err) == (1, False)


def test_today_is_a_day_of_these_years() -> None:
    """A day after which there are no more is wrong usage, not a defect of ours."""
    with pytest.raises(UsageError):
        parser(Command.CHECK).parse_args(["--today", "9999-12-31"])


def test_json_errors_are_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    """An error too is one JSON document on stdout and nothing else."""
    error = WorkbookError("F12 is no date.", file="jobs.xlsx", cell="F12")
    assert command.run(stopped_by(error), ["--json"]) == 4  # type: ignore[arg-type] # a procedure
    expected = {"error": {"status": 4, "message": "F12 is no date.", "file": "jobs.xlsx", "cell": "F12"}}
    assert json.loads(capsys.readouterr().out) == expected


def test_defect_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """On status 1 the traceback is in the log, and the sentence says where."""
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    assert command.run(stopped_by(ZeroDivisionError("division by zero")), []) == 1  # type: ignore[arg-type] # a procedure
    out, err = capsys.readouterr()
    log = tmp_path / "data" / "followthrough.log"
    assert (out, err.count("\n"), str(log) in err, "Traceback" in err) == ("", 1, True, False)
    assert "ZeroDivisionError" in log.read_text("utf-8")


def test_log_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the log cannot be, it is somewhere else, and still one sentence."""
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(blocked))
    assert command.run(stopped_by(ValueError("x")), []) == 1  # type: ignore[arg-type] # a procedure
    assert capsys.readouterr().err.count("\n") == 1


def test_ctrl_c(capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C is 130, without a traceback."""
    assert command.run(stopped_by(KeyboardInterrupt()), []) == 130  # type: ignore[arg-type] # a procedure
    assert capsys.readouterr().err == "Stopped.\n"


def test_statuses_are_passed_on() -> None:
    """What the procedure returns is the exit status."""
    assert command.run(lambda _: 75, []) == 75


def test_arguments_of_the_process_are_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a console command nobody hands over arguments."""
    monkeypatch.setattr(sys, "argv", ["nightly-check", "--quiet"])
    assert command.run(len) == 1


def test_shared_options() -> None:
    """The options that every script takes (contract)."""
    options = parser(Command.CHECK).parse_args(
        ["--config", "c.toml", "--workbook", "my jobs.xlsx", "--today", "2026-11-23", "--quiet"]
    )
    assert (str(options.config), str(options.workbook)) == ("c.toml", "my jobs.xlsx")
    assert (options.today, options.quiet, options.verbose) == (date(2026, 11, 23), True, False)


MISTAKES = table(
    ("unknown option", ["--workbok", "a"], "--workbok"),
    ("shortened option", ["--work", "a"], "--work"),
    ("no value", ["--workbook"], "--workbook"),
    ("no day", ["--today", "tomorrow"], "“tomorrow” is not a day: it is written like 2026-11-23"),
    ("a day another way", ["--today", "23/11/2026"], "2026-11-23"),
    ("no such day", ["--today", "2026-02-30"], "2026-11-23"),
    ("quiet and verbose", ["--quiet", "--verbose"], "not allowed with"),
    ("a stray word", ["jobs.xlsx", "again"], "again"),
)


@pytest.mark.parametrize(("arguments", "sentence"), MISTAKES)
def test_wrong_usage(arguments: list[str], sentence: str) -> None:
    """Wrong usage is one sentence that names the option and where to look."""
    with pytest.raises(UsageError) as caught:
        parser(Command.CHECK).parse_args(arguments)
    assert sentence in caught.value.message
    assert caught.value.message.endswith("--help.")


@pytest.mark.parametrize(
    ("option", "shown"), [("--version", f"followthrough {__version__}"), ("--help", "--workbook FILE")]
)
def test_version_and_help(option: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Both print and end with 0."""
    with pytest.raises(SystemExit) as left:
        parser(Command.CHECK).parse_args([option])
    assert left.value.code == 0
    assert shown in capsys.readouterr().out


def test_json_is_utf8_and_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """A company called 会社 prints as itself."""
    command.print_json({"company": "会社"})
    assert '"会社"' in capsys.readouterr().out


def test_printing(capsys: pytest.CaptureFixture[str]) -> None:
    """What a person asked for goes to stdout, trouble to stderr."""
    command.say("done")
    command.warn("trouble")
    assert capsys.readouterr() == ("done\n", "trouble\n")


@pytest.mark.parametrize("script", ["nightly_check.py", "check_setup.py"])
def test_without_its_packages_it_says_what_to_type(script: str) -> None:
    """A newcomer who runs a script from the folder reads a sentence, and no traceback."""
    path = SCRIPTS / script
    command_line = [sys.executable, "-E", "-S", str(path)]
    bare = subprocess.run(command_line, capture_output=True, text=True, check=False)  # noqa: S603 - our own script
    assert bare.returncode == 1
    assert "Traceback" not in bare.stderr
    assert f"{sys.executable} -m pip install ." in bare.stderr


class Full(io.StringIO):
    """A stream on a full disk."""

    def write(self, text: str) -> int:
        """Take nothing."""
        raise OSError(28, "No space left on device", text)


def _shut() -> io.StringIO:
    stream = io.StringIO()
    stream.close()
    return stream


STREAMS = {"none": lambda: None, "full": Full, "shut": _shut}


@pytest.mark.parametrize("make", STREAMS.values(), ids=STREAMS)
def test_a_run_goes_on(make: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Also without a console, as started by a scheduler on Windows: both streams are None there."""
    monkeypatch.setattr(sys, "stdout", make())
    monkeypatch.setattr(sys, "stderr", make())
    done = []

    def procedure(_: list[str]) -> int:
        command.say("half done")
        command.warn("trouble")
        print("by others", flush=True)  # noqa: T201 - so do libraries
        done.append("all")
        return 5

    assert command.run(procedure, []) == 5
    assert done == ["all"]


def test_what_is_lost_is_told_where_it_can_be(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The status is that of the run."""
    monkeypatch.setattr(sys, "stdout", Full())

    def procedure(_: list[str]) -> int:
        command.say("x")
        return 0

    assert command.run(procedure, []) == 0
    assert capsys.readouterr().err.startswith("What was to be printed is lost (No space left on device)")


def test_the_streams_are_given_back() -> None:
    """And so is what the system makes of new files."""
    before, mask = (sys.stdout, sys.stderr), os.umask(0o022)
    try:
        with command.kept_open():
            assert sys.stdout is not before[0]
        assert (sys.stdout, sys.stderr) == before
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(mask)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no modes")
def test_files_are_for_their_owner(tmp_path: Path) -> None:
    """A log, a draft, a folder: nobody thinks of it where they are made."""

    def procedure(_: list[str]) -> int:
        (tmp_path / "folder").mkdir()
        (tmp_path / "file").write_text("x")
        return 0

    assert command.run(procedure, []) == 0
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("folder", "file")] == [0o700, 0o600]


def test_json_is_printable(capsys: pytest.CaptureFixture[str]) -> None:
    """It says the same, and no sign in it moves a cursor or turns a line round."""
    document = {"a\x1b[31m": "\x9b2J \u202e\u2028 M\u00fcller 😀 \ufeff"}
    command.print_json(document)
    out = capsys.readouterr().out
    assert json.loads(out) == document
    assert out.replace("\n", "").isprintable()
    assert "Müller 😀" in out


def test_no_memory_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """Try again later (contract)."""

    def procedure(_: list[str]) -> int:
        raise MemoryError

    assert command.run(procedure, []) == 75
    assert capsys.readouterr() == ("", f"{command.NO_MEMORY}\n")
