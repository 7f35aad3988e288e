"""The README's cron lines do what they promise: in an environment as bare as cron's, and with a real cron."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from places import ROOT

LINES = re.findall(
    r"^((?:[\d*/,-]+ +){5})(/path/to/\.venv/bin/([\w-]+) .*--if-due.*)$",
    (ROOT / "README.md").read_text("utf-8"),
    re.MULTILINE,
)
COMMAND = """#!{python}
import sys
sys.path.insert(0, {scripts!r})
from {module} import main
sys.exit(main())
"""
BARE = {"SHELL": "/bin/sh", "PATH": "/usr/bin:/bin", "LOGNAME": "ada"}
CRON = shutil.which("cron", path="/usr/sbin:/usr/bin")
MINUTE = 75

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="cron is a thing of Unix")]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """What the README calls /path/to: the commands as pip writes them, and a workbook to check."""
    commands = tmp_path / ".venv" / "bin"
    commands.mkdir(parents=True)
    for command in {command for _, _, command in LINES}:
        values = {"python": sys.executable, "scripts": str(ROOT / "scripts"), "module": command.replace("-", "_")}
        (commands / command).write_text(COMMAND.format(**values), "utf-8")
        (commands / command).chmod(0o755)
    made = [sys.executable, str(ROOT / "scripts" / "new_workbook.py"), str(tmp_path / "jobs.xlsx"), "--demo", "--quiet"]
    subprocess.run(made, check=True, capture_output=True)  # noqa: S603 - our own script
    return tmp_path


def here(line: str, place: Path) -> str:
    """The line with this test's folder for the README's."""
    return line.replace("/path/to", str(place))


def outbox(place: Path) -> list[str]:
    """The kinds of messages that were put there."""
    return sorted(path.name[11:] for path in (place / "home").rglob("*.eml"))


def test_readme_has_both() -> None:
    """The nightly check and the weekly summary both have their line; a percent sign would mean something to cron."""
    assert [command for _, _, command in LINES] == ["nightly-check", "weekly-summary"]
    assert not any("%" in line for _, line, _ in LINES)


@pytest.mark.parametrize(("when", "line", "command"), LINES, ids=[command for _, _, command in LINES])
def test_line_in_a_bare_environment(place: Path, when: str, line: str, command: str) -> None:
    """It does its job and prints nothing, and the second time it does nothing."""
    assert len(when.split()) == 5
    for _ in range(2):
        done = subprocess.run(  # noqa: S603 - the README's line
            ["/bin/sh", "-c", here(line, place)],
            env={**BARE, "HOME": str(place / "home")},
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert outbox(place) == [f"{command.partition('-')[0]}.eml"]


@pytest.mark.skipif(
    not (sys.platform == "linux" and CRON and os.geteuid() == 0 and os.environ.get("FOLLOWTHROUGH_CI")),
    reason="takes a minute, root, and a cron of the machine's own (Debian's): on the test machine only",
)
def test_lines_with_a_real_cron(place: Path) -> None:
    """A real cron runs both lines; they are taken out again, and the cron that was started is ended.

    One sleeps first: in the README their times are hours apart; at the same second one would find the other at work.
    """
    assert CRON
    table = Path("/etc/cron.d") / f"followthrough-test-{os.getpid()}"
    jobs = "".join(
        f"* * * * * root sleep {7 * count}; {here(line, place)}\n" for count, (_, line, _) in enumerate(LINES)
    )
    table.write_text(f'HOME={place / "home"}\nMAILTO=""\n{jobs}', "utf-8")
    table.chmod(0o644)
    wanted = sorted(f"{command.partition('-')[0]}.eml" for _, _, command in LINES)
    with subprocess.Popen([CRON, "-f"], stdin=subprocess.DEVNULL) as cron:  # noqa: S603 - ends at once where one runs already
        try:
            until = time.monotonic() + MINUTE
            while outbox(place) != wanted and time.monotonic() < until:
                time.sleep(0.2)
        finally:
            table.unlink()
            cron.terminate()
    assert outbox(place) == wanted
