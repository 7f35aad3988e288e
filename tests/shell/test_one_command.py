"""The one command: it hands over to the scripts, loads nothing else, and all that it can do is documented."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

import follow_through
import nightly_check
from follow_through import parsers
from followthrough.knowing.commands import DOES, GROUPS, Command, called_as, spoken, to_type
from followthrough.knowing.commands import SCRIPTS as COMMANDS
from followthrough.shell.command_lines import SHELLS
from leads_for_tests import table
from make_manual import PLACE, manual
from places import ROOT, SCRIPTS
from workbooks_for_tests import APPLIED, HEADINGS, workbook

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

README = (ROOT / "README.md").read_text("utf-8")


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook, and nothing else of anybody's."""
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "my jobs.xlsx"
    path.write_bytes(workbook((*HEADINGS, "Email"), (*APPLIED, "dana@example.com")))
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Status, output and trouble of the one command."""
    status = follow_through.main(list(arguments))
    return status, *capsys.readouterr()


@pytest.mark.parametrize("named", table(("by itself", ["{}"]), ("by its option", ["--workbook", "{}"])))
def test_same_answer_as_the_script(jobs: Path, capsys: pytest.CaptureFixture[str], named: list[str]) -> None:
    """A sub-command is the script's own function: same words, same status."""
    arguments = [part.format(jobs) for part in named] + ["--dry-run", "--json", "--today", "2026-11-23"]
    assert nightly_check.main(arguments) == 0
    expected = capsys.readouterr().out
    assert said(capsys, "check", *arguments) == (0, expected, "")


def test_home_is_expanded(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """~ is one's home wherever a file is named, also where no shell has expanded it."""
    assert said(capsys, "check", f"~/{jobs.name}", "--dry-run", "--quiet")[0] == 0
    assert said(capsys, "check", "--outbox=~/sent", jobs.name, "--quiet")[0] == 0
    assert list((jobs.parent / "sent").glob("*.eml"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    table(
        ("a slip of the keyboard", ["chekc"], "did you mean check?"),
        ("nothing like it", ["xyz"], "it is one of init, check, week"),
        ("a workbook without a command", ["jobs.xlsx"], "followthrough check jobs.xlsx"),
        ("an option first", ["--quiet", "check"], "--quiet"),
        ("two workbooks", ["check", "a.xlsx", "--workbook", "b.xlsx"], "two workbooks are named, a.xlsx and b.xlsx"),
        ("half a command", ["schedule", "rum"], "schedule"),
        ("no such home", ["check", "~nobody-here/jobs.xlsx"], "names a home that is not there"),
    ),
)
def test_wrong_usage(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2 and one sentence that says what was meant, or what to type."""
    status, out, trouble = said(capsys, *arguments)
    assert (status, out, trouble.count("\n")) == (2, "", 1)
    assert words.casefold() in trouble.casefold()


def test_bare_command_helps(capsys: pytest.CaptureFixture[str]) -> None:
    """Who types the name alone reads what there is."""
    status, out, _ = said(capsys)
    assert (status, [what for what in DOES if what.split()[0] not in out]) == (0, [])


NAMES = table(
    ("the one command", "/home/ada/.local/bin/followthrough", "followthrough adopt"),
    ("the one command on Windows", "followthrough.exe", "followthrough adopt"),
    ("as a module", "/usr/lib/followthrough/__main__.py", "python -m followthrough adopt"),
    ("from the folder", "scripts/follow_through.py", "python scripts/follow_through.py adopt"),
    ("a script", "scripts/nightly_check.py", "python scripts/adopt_workbook.py"),
    ("a script in a folder with a blank", "my scripts/nightly_check.py", "python 'my scripts/adopt_workbook.py'"),
    ("a command with a dash", "/home/ada/.local/bin/nightly-check", "adopt-workbook"),
    ("another program", "/usr/bin/pytest", "adopt_workbook"),
)


@pytest.mark.skipif(sys.platform == "win32", reason="quotes are other ones there")
@pytest.mark.parametrize(("started", "expected"), NAMES)
def test_commands_are_named_as_the_reader_has_them(started: str, expected: str) -> None:
    """A line to type works where it is read: it names the kind of command that was typed before."""
    with called_as(started):
        assert spoken(Command.ADOPT) == expected
        assert to_type(Command.ADOPT, "my jobs.xlsx", "--write") == f"{expected} 'my jobs.xlsx' --write"


def test_sentences_name_the_command_that_was_used(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody who typed ``followthrough adopt`` is told of that, and its path is ready to be pasted."""
    _, out, _ = said(capsys, "adopt", str(jobs))
    assert f"followthrough adopt '{jobs}' --write adds the five columns" in out


HEAVY = "pandas|numpy|openpyxl|rich|jinja2|msgspec|tomlkit|shtab|yagmail|holidays|icalendar"
LIGHT = table(
    ("help", ["--help"], HEAVY),
    ("version", ["--version"], HEAVY),
    ("a slip", ["chekc"], HEAVY),
    ("a new workbook", ["new", "--help"], "pandas|numpy|rich|jinja2|msgspec"),
)


@pytest.mark.parametrize(("arguments", "heavy"), LIGHT)
def test_loads_only_what_it_needs(arguments: list[str], heavy: str) -> None:
    """Help and version are there at once: nothing that reads workbooks is loaded for them."""
    line = [sys.executable, "-X", "importtime", str(SCRIPTS / "follow_through.py"), *arguments]
    done = subprocess.run(line, capture_output=True, text=True, check=False)  # noqa: S603 - our own script
    loaded = {each.rpartition("|")[2].strip() for each in done.stderr.splitlines() if each.startswith("import time:")}
    assert "followthrough.shell.command" in loaded
    assert {name for name in loaded if re.fullmatch(heavy, name)} == set()


@pytest.mark.parametrize(
    "called", table(("module", ["-m", "followthrough"]), ("script", [str(SCRIPTS / "follow_through.py")]))
)
def test_other_ways_to_call_it(called: list[str]) -> None:
    """``python -m followthrough`` and the script itself are the same."""
    line = [sys.executable, *called, "--version"]
    done = subprocess.run(line, capture_output=True, text=True, check=True, cwd=SCRIPTS)  # noqa: S603 - our own script
    assert done.stdout.startswith("followthrough ")


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_knows_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What the Tab key offers comes from the parsers."""
    status, out, _ = said(capsys, "completion", shell)
    assert status == 0
    assert [what for what in Command if what.split()[-1] not in out] == []
    assert "--dry-run" in out


def options_of(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every option and argument of a parser, but those that all programs have."""
    return (action for action in parser._actions if action.dest not in ("help", "version"))  # noqa: SLF001 - the only way to list them


@pytest.mark.parametrize("what", list(Command))
def test_help_is_complete(what: Command) -> None:
    """Each command says what it does, has two examples, and every option says what it is for."""
    parser = parsers()[what]
    text = parser.format_help()
    assert [action.dest for action in options_of(parser) if not action.help] == []
    assert text.count(parser.prog) >= 3
    assert "xample" in text


def test_everything_is_in_the_manual() -> None:
    """Every command and option stands in the manual page; ``python tests/make_manual.py`` writes it anew."""
    page = re.sub(r"\\f[BIR]|\\,|\\/", "", PLACE.read_text("utf-8")).replace("\\-", "-")
    sections = dict(
        re.findall(
            r"^\.SH COMMAND '?followthrough ([a-z ]+)'?\n(.*?)(?=^\.SH COMMAND|\Z)", page, re.MULTILINE | re.DOTALL
        )
    )
    assert set(sections) == {*Command, *GROUPS}
    for what, parser in parsers().items():
        told = " ".join(sections[what].split())
        assert [
            action.dest for action in options_of(parser) if action.help and " ".join(action.help.split()) not in told
        ] == []


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="other versions of Python lay out their help otherwise")
def test_manual_is_that_of_today() -> None:
    """The page in docs/ is the one that the parsers make."""
    assert PLACE.read_text("utf-8") == manual()


@pytest.mark.parametrize("what", list(Command))
def test_readme_names_every_command(what: Command) -> None:
    """What can be done is told where people look first."""
    assert re.search(rf"(?:followthrough |`){what}\b", README)


def test_every_script_is_installed() -> None:
    """Each script is a command with a dash, all of them are in the package, and the one command has its own name."""
    made = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    scripts = {path.stem for path in SCRIPTS.glob("*.py")}
    assert set(made["tool"]["setuptools"]["py-modules"]) == scripts == set(COMMANDS.values())
    expected = {name.replace("_", "-"): f"{name}:main" for name in scripts - {"follow_through"}}
    assert made["project"]["scripts"] == expected | {"followthrough": "follow_through:main"}


@pytest.mark.skipif(sys.platform == "win32", reason="no shell of Unix")
@pytest.mark.parametrize("name", ["a\nb.xlsx", "it's\n.xlsx", "a\x1b[31m.xlsx", "a\\n\t.xlsx", "é\n.xlsx"])
def test_a_line_to_type_is_one_line(name: str) -> None:
    """What a terminal would obey is written out, and a shell reads it as it was."""
    written = to_type(Command.ADOPT, name).partition(" ")[2]
    assert written.isprintable()
    shell = ["/bin/bash", "-c", f"printf %s {written.partition('$')[1]}{written.partition('$')[2]}"]
    assert subprocess.run(shell, capture_output=True, check=True).stdout.decode() == name  # noqa: S603 - our own words
