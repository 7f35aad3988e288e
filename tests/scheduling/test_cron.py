"""cron: a block that runs what it should whatever a path holds, beside lines that stay as they are."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from followthrough.knowing.errors import UsageError
from followthrough.scheduling import cron
from leads_for_tests import table
from places import SCRIPTS
from plans_for_tests import HOSTILE, KEY, a_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(os.name != "posix", reason="cron is a thing of Unix")

ECHO = """printf '%s\\0' "$@" "$PATH" "$EXTRA"\n"""
"""Says the words that it is given, and what is set for it."""
THEIRS = "# mine\nMAILTO=ada@example.com\n\n  5 4 * * 1\techo 100\\% \n@reboot true"
"""A crontab of somebody's own, without a line break at its end."""


def lines_of(folder: Path, name: str, program: tuple[str, ...]) -> list[tuple[str, str]]:
    """When, and the command as cron hands it to sh."""
    block = cron.shown(a_plan(folder, program, name, EXTRA="a 'b' %c"))["crontab"]
    found = re.findall(r"^((?:\S+ ){5})(.*)$", block.partition("\n")[2], re.MULTILINE)
    return [(when.strip(), re.sub(r"\\(%)", r"\1", line)) for when, line in found if not when.startswith("#")]


@pytest.mark.parametrize("name", HOSTILE)
def test_sh_gets_every_word_whole(tmp_path: Path, name: str) -> None:
    """What cron hands to sh names the workbook, and runs nothing that stands in its name."""
    script = tmp_path / "a program's place" / "100% echo.sh"
    script.parent.mkdir()
    script.write_text(ECHO, "utf-8")
    for _, line in lines_of(tmp_path, name, ("/bin/sh", str(script))):
        done = subprocess.run(["/bin/sh", "-c", line], env={"HOME": "/"}, capture_output=True, check=True)  # noqa: S603
        words = done.stdout.decode().split("\0")
        assert words[1:] == ["--if-due", "--workbook", str(tmp_path / name), "/usr/bin:/bin", "a 'b' %c", ""]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_percent_sign_is_left_bare(tmp_path: Path, name: str) -> None:
    """A bare one ends the command and begins its input (crontab(5))."""
    block = cron.shown(a_plan(tmp_path, ("/usr/bin/ft",), name))["crontab"]
    assert not re.search(r"(?<!\\)%", block)
    assert len(block.splitlines()) == 5


def test_when() -> None:
    """The check every half hour of the day, the summary on Sunday evening, or on the days after where it was missed."""
    times = [when for when, _ in lines_of(Path("/home/ada"), "jobs.xlsx", ("/usr/bin/ft",))]
    assert times == ["0,30 5-23 * * *", "10,40 5-23 * * 1,2,3,4,5,6", "10,40 18-23 * * 0"]


def test_a_line_that_is_too_long_is_refused() -> None:
    """Common crons cut it without a word."""
    with pytest.raises(UsageError, match="too long"):
        cron.shown(a_plan(Path("/home/ada/" + "x" * 1000), ("/usr/bin/ft",)))


@pytest.mark.parametrize("before", table(("none", ""), ("theirs", THEIRS), ("theirs, whole", THEIRS + "\n")))
def test_other_lines_stay(before: str) -> None:
    """Put in, put in again, taken out: all that is not ours is as it was, to the letter."""
    block = cron.shown(a_plan(Path("/home/ada"), ("/usr/bin/ft",)))["crontab"]
    once = cron.with_block(before, block, KEY)
    assert once.startswith(before)
    assert cron.with_block(once, block, KEY) == once
    assert cron.without_block(once, KEY).removesuffix("\n") == before.removesuffix("\n")


def test_two_workbooks_have_two_blocks() -> None:
    """Taking one out leaves the other, also where a line of the owner's stands between them."""
    block = cron.shown(a_plan(Path("/home/ada"), ("/usr/bin/ft",)))["crontab"]
    other = block.replace(KEY, "99999999")
    both = cron.with_block(cron.with_block("", other, "99999999") + "@daily mine\n", block, KEY)
    assert cron.without_block(both, "99999999") == "@daily mine\n" + block
    assert cron.without_block(both, KEY) == other + "@daily mine\n"


def test_half_a_block_is_not_guessed_at() -> None:
    """Where somebody deleted the closing mark, nothing that may be theirs is taken out."""
    block = cron.shown(a_plan(Path("/home/ada"), ("/usr/bin/ft",)))["crontab"]
    with pytest.raises(UsageError, match="by hand"):
        cron.without_block(block.partition("# <<<")[0] + "@daily mine\n", KEY)


REAL = pytest.mark.skipif(
    not (
        sys.platform == "linux" and shutil.which("crontab") and os.geteuid() == 0 and os.environ.get("FOLLOWTHROUGH_CI")
    ),
    reason="it changes the crontab of the user who runs the tests: on the test machine only",
)
DAEMON = shutil.which("cron", path="/usr/sbin:/usr/bin")
MINUTE = 80


@pytest.fixture
def table_kept() -> Iterator[None]:
    """The crontab as it was, afterwards."""
    before = cron.read_table()
    yield
    cron.write_table(before)  # as it was


def schedule(*arguments: str, home: Path) -> str:
    """What the script prints."""
    line = [sys.executable, str(SCRIPTS / "follow_through.py"), "schedule", *arguments]
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    return subprocess.run(line, env=environment, capture_output=True, text=True, check=True).stdout  # noqa: S603


@REAL
@pytest.mark.slow
@pytest.mark.usefixtures("table_kept")
def test_installed_shown_and_removed_for_real(tmp_path: Path) -> None:
    """A real crontab takes the block, shows it, and is afterwards what it was."""
    cron.write_table(THEIRS + "\n")  # a crontab of somebody's own
    jobs = tmp_path / "100% my 'jobs'.xlsx"
    subprocess.run([sys.executable, str(SCRIPTS / "new_workbook.py"), str(jobs), "--demo", "--quiet"], check=True)  # noqa: S603
    assert "Nothing was written" in schedule("install", str(jobs), "--kind", "cron", home=tmp_path)
    assert cron.read_table() == THEIRS + "\n"
    schedule("install", str(jobs), "--kind", "cron", "--yes", home=tmp_path)
    table = cron.read_table()
    schedule("install", str(jobs), "--kind", "cron", "--yes", home=tmp_path)
    assert (cron.read_table(), table.startswith(THEIRS), len(cron.installed())) == (table, True, 1)
    assert "is run by cron" in schedule("show", str(jobs), home=tmp_path)
    schedule("uninstall", str(jobs), home=tmp_path)
    assert cron.read_table() == THEIRS + "\n"


@pytest.mark.slow
def test_lines_in_a_bare_environment(tmp_path: Path) -> None:
    """Each does its job and prints nothing, and the second time it does nothing."""
    jobs = tmp_path / "my 'jobs'.xlsx"
    subprocess.run([sys.executable, str(SCRIPTS / "new_workbook.py"), str(jobs), "--demo", "--quiet"], check=True)  # noqa: S603
    program = (sys.executable, str(SCRIPTS / "follow_through.py"))
    commands = dict.fromkeys(line for _, line in lines_of(tmp_path, jobs.name, program))
    for line, mail in zip(commands, ("nightly.eml", "weekly.eml"), strict=True):
        for _ in range(2):
            bare = {"HOME": str(tmp_path / "home"), "SHELL": "/bin/sh", "LOGNAME": "ada"}
            done = subprocess.run(["/bin/sh", "-c", line], env=bare, cwd="/", capture_output=True, check=False)  # noqa: S603
            assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        assert [path.name[11:] for path in tmp_path.rglob(f"*{mail}")] == [mail]


@REAL
@pytest.mark.slow
@pytest.mark.usefixtures("table_kept")
@pytest.mark.skipif(not DAEMON, reason="no cron to start")
def test_a_real_cron_runs_it(tmp_path: Path) -> None:
    """A real cron does both jobs from the block that was installed, at other times; nothing is sent or mailed by it."""
    jobs = tmp_path / "100% my 'jobs' $HOME.xlsx"
    subprocess.run([sys.executable, str(SCRIPTS / "new_workbook.py"), str(jobs), "--demo", "--quiet"], check=True)  # noqa: S603
    cron.write_table("")  # an empty one
    schedule("install", str(jobs), "--kind", "cron", "--yes", home=tmp_path)
    lines = [line for line in cron.read_table().splitlines() if not line.startswith("#")]
    commands = dict.fromkeys(" ".join(line.split()[5:]) for line in lines)
    each_minute = [f"* * * * * sleep {7 * place}; {command}\n" for place, command in enumerate(commands)]
    cron.write_table(f'HOME={tmp_path}\nMAILTO=""\n{"".join(each_minute)}')  # the same lines, at once
    wanted = ["nightly.eml", "weekly.eml"]

    def outbox() -> list[str]:
        return sorted(path.name[11:] for path in tmp_path.rglob("*.eml"))

    with subprocess.Popen([str(DAEMON), "-f"], stdin=subprocess.DEVNULL) as daemon:  # noqa: S603
        try:
            until = time.monotonic() + MINUTE
            while outbox() != wanted and time.monotonic() < until:
                time.sleep(0.2)
        finally:
            daemon.terminate()
    assert outbox() == wanted
