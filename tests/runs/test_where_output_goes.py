"""Whoever listens or not, what was done stays done and the exit status says so (promise 7)."""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import pytest

from new_workbook import new_workbook
from places import SCRIPTS
from workbooks_for_tests import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="streams are closed in a Unix shell"),
]

BOOK = "jobs.xlsx"
COMMANDS = {
    "a night": f"nightly_check.py --workbook {BOOK} --verbose",
    "a night for a program": f"nightly_check.py --workbook {BOOK} --json",
    "a summary": f"weekly_summary.py --workbook {BOOK} --verbose",
    "a summary on the screen": f"weekly_summary.py --workbook {BOOK} --dry-run",
    "drafts": f"write_drafts.py --workbook {BOOK} --save drafts",
    "the log": f"work_search_log.py --workbook {BOOK} --save log.csv",
    "adoption": f"adopt_workbook.py {BOOK}",
    "the doctor": f"check_setup.py --workbook {BOOK}",
    "a new workbook": "new_workbook.py new.xlsx",
    "snapshots, where there are none": f"restore_workbook.py --workbook {BOOK}",
    "one command": f"follow_through.py check {BOOK} --verbose",
    "help": "nightly_check.py --help",
    "trouble": "nightly_check.py --workbook missing.xlsx",
    "trouble for a program": "nightly_check.py --workbook missing.xlsx --json",
    "wrong usage": "nightly_check.py --wrong",
}
LISTENERS = {
    "nobody": "{} <&- >&- 2>&-",
    "a full disk": "{} > /dev/full 2>&1",
    "somebody who leaves": "{{ {}; echo $? > status; }} 2>&1 | true; exit $(cat status)",
}


def run(folder: Path, line: str, listener: str = "{}") -> tuple[int, str]:
    """Run a script in a shell; its status, and what it complained of."""
    script, *arguments = shlex.split(line)
    command = shlex.join([sys.executable, str(SCRIPTS / script), *arguments])
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "FOLLOWTHROUGH_DATA": str(folder / "data")}
    shell = ["/bin/bash", "-c", listener.format(command)]
    done = subprocess.run(shell, cwd=folder, env=environment, capture_output=True, check=False)  # noqa: S603 - ours
    return done.returncode, done.stderr.decode()


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[int, set[str]]]:
    """What a command comes to where somebody listens, tried once: its status, and the files that are there then."""

    @cache
    def run_of(line: str) -> tuple[int, set[str]]:
        folder = tmp_path_factory.mktemp("heard")
        new_workbook(folder / BOOK, TODAY)
        return run(folder, line)[0], files(folder)

    return run_of


def files(folder: Path) -> set[str]:
    """What lies there, but for what has the time in its name."""
    return {path.name for path in folder.rglob("*") if path.is_file() and path.parent.name != "snapshots"} - {"status"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a workbook."""
    new_workbook(tmp_path / BOOK, TODAY)
    return tmp_path


@pytest.mark.parametrize("listener", LISTENERS.values(), ids=LISTENERS)
@pytest.mark.parametrize("line", COMMANDS.values(), ids=COMMANDS)
def test_a_run_needs_no_listener(
    line: str, listener: str, folder: Path, heard: Callable[[str], tuple[int, set[str]]]
) -> None:
    """It does the same, and ends with the same status, without a trace of what it could not print."""
    status, complaint = run(folder, line, listener)
    assert (status, files(folder)) == heard(line)
    assert "Traceback" not in complaint
    assert "Exception" not in complaint
    assert not (folder / "data" / "followthrough.log").exists()


def test_what_could_not_be_printed_is_told(folder: Path) -> None:
    """On the stream that is left."""
    status, complaint = run(folder, f"write_drafts.py --workbook {BOOK}", "{} > /dev/full")
    assert status == 0
    assert complaint.startswith("What was to be printed is lost (No space left on device)")


def test_a_closed_stream_is_no_place_for_a_workbook(folder: Path) -> None:
    """The first file that is opened would get its number, and what others print would go into that file."""
    assert run(folder, f"nightly_check.py --workbook {BOOK} --verbose", "{} <&- >&- 2>&-")[0] == 0
    assert run(folder, f"nightly_check.py --workbook {BOOK}") == (0, "")


@pytest.mark.parametrize("mask", ["000", "022", "777"])
def test_files_are_for_their_owner(mask: str, folder: Path) -> None:
    """Whatever the system would make of new files: they hold what is nobody else's business."""
    outbox = f"--outbox out --today {TODAY}"
    for line in (COMMANDS["a night"], COMMANDS["a summary"], COMMANDS["drafts"], COMMANDS["the log"],
                 f"weekly_summary.py --workbook {BOOK} {outbox}", "new_workbook.py new.xlsx"):  # fmt: skip
        assert run(folder, line, f"umask {mask}; {{}}") == (0, "") or mask == "777"
    made = [path for path in folder.rglob("*") if path.name != BOOK and not path.is_symlink()]
    assert {"state.json", "out", "drafts", "log.csv", "new.xlsx", "snapshots"} <= {path.name for path in made}
    assert [path for path in made if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_a_defect_is_logged_for_the_owner_only(tmp_path: Path) -> None:
    """And not through a link that somebody laid in the place of the log."""
    victim, data = tmp_path / "victim", tmp_path / "data"
    victim.write_text("precious")
    data.mkdir()
    (data / "followthrough.log").symlink_to(victim)
    code = "from followthrough.keeping.events import log_defect; print(log_defect(ValueError('x')))"
    environment = {"PYTHONPATH": str(SCRIPTS), "FOLLOWTHROUGH_DATA": str(data), "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)  # noqa: S603 - ourselves
    assert victim.read_text() == "precious"
    log = tmp_path / done.stdout.strip()
    assert "ValueError: x" in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


NAMES = {
    "a line break, colours, old control signs, signs that turn the line round": (
        "a\nb \x1b[31mred\x1b]0;title\x07 \x9b31m \u202exslx.xlsx"
    ),
    "a dash, markup and formats": "-rf %s{0}[bold]$(x) `y`.xlsx",
    "no text": os.fsdecode(b"a\xff.xlsx"),
}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file cannot be called so")
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_names_of_files_are_only_names(name: str, tmp_path: Path) -> None:
    """Nothing of them reaches a terminal as it is, and everything works."""
    new_workbook(tmp_path / name, TODAY)
    lines = (
        ["nightly_check.py", "--verbose", f"--workbook={name}"],
        ["nightly_check.py", "--json", f"--workbook={name}"],
        ["weekly_summary.py", "--verbose", f"--workbook={name}"],
        ["work_search_log.py", f"--workbook={name}", f"--save={name}.csv"],
        ["write_drafts.py", f"--workbook={name}", f"--save={name}.drafts"],
        ["restore_workbook.py", f"--workbook={name}"],
        ["check_setup.py", f"--workbook={name}"],
        ["adopt_workbook.py", "--", name],
        ["new_workbook.py", "--", f"{name}.xlsx"],
    )
    for script, *arguments in lines:
        status, said = run(tmp_path, shlex.join([script, *arguments]), "{} 2>&1 | cat >&2; exit ${{PIPESTATUS[0]}}")
        assert status == 0, said
        assert said.replace("\n", "").isprintable()
        assert "a\nb" not in said
