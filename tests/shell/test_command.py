"""The command line: shared options, and whatever stops a run becomes one sentence and an exit status."""

from __future__ import annotations

import json
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
