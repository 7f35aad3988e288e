"""Whole weeks, from the command line to the mail: which runs do what, and which do nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import weekly_summary
from followthrough.keeping.folders import only_run
from followthrough.keeping.state import State, write_state
from followthrough.knowing.record import replace
from leads_for_tests import day, table
from weekly_desk import REPLAY, WeeklyDesk, book, lay_out, now


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> WeeklyDesk:
    """A desk with nothing on it but a workbook."""
    return lay_out(tmp_path, monkeypatch, capsys)


def test_a_first_week(desk: WeeklyDesk) -> None:
    """The mail lies in the outbox, nobody is bothered, the workbook is as it was, and the day is remembered."""
    before = desk.path.read_bytes()
    assert desk.run() == 0
    assert (desk.out, desk.err) == ("", "")
    assert desk.path.read_bytes() == before
    assert [path.name for path in (desk.kept / "outbox").glob("*.eml")] == [f"{now()}-weekly.eml"]
    assert desk.state.last_summary == now()


@pytest.mark.parametrize("options", [[], ["--verbose"], ["--if-due"], ["--outbox", "outbox"], REPLAY], ids=str)
def test_dry_run_writes_nothing_anywhere(desk: WeeklyDesk, options: list[str]) -> None:
    """No file, no lock, no state, no message; the whole summary is printed (contract)."""
    before = desk.tree()
    assert desk.run("--dry-run", *options) == 0
    assert desk.tree() == before
    assert "NUMBERS" in desk.out or "--if-due" in options


@pytest.mark.parametrize("options", [["--outbox", "out"], REPLAY, ["--demo"]], ids=str)
def test_rehearsals_record_nothing(desk: WeeklyDesk, options: list[str]) -> None:
    """A replayed day, an outbox of one's own and the demo leave no state (contract)."""
    assert desk.run(*options, workbook="--demo" not in options) == 0
    assert desk.state == State()


def test_outbox_holds_the_message(desk: WeeklyDesk) -> None:
    """As a mail program and as a browser read it."""
    desk.run("--outbox", "out", *REPLAY)
    assert sorted(path.name for path in Path("out").iterdir()) == ["2026-11-22-weekly.eml", "2026-11-22-weekly.html"]


def test_demo(desk: WeeklyDesk) -> None:
    """Made-up leads in a new temporary folder: nothing here is touched, and it says where the mail is."""
    before = desk.tree()
    assert desk.run("--demo", *REPLAY, workbook=False) == 0
    assert desk.tree() == before
    where = Path(desk.out.rpartition(": ")[2].strip())
    assert where.is_file()
    assert where.with_suffix(".html").is_file()


@pytest.mark.slow
def test_as_a_script_from_another_folder(desk: WeeklyDesk) -> None:
    """Uninstalled, silent when all went well."""
    command = [sys.executable, "-Es", weekly_summary.__file__, "--workbook", str(desk.path), "--outbox", "out"]
    done = subprocess.run(command, cwd=desk.folder, capture_output=True, check=False)  # noqa: S603 - our own script
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


DUE = table(
    ("never before", "Sunday", None, "11-22", True),
    ("never before, on a Wednesday", "Sunday", None, "11-25", True),
    ("on its day", "Sunday", "11-15", "11-22", True),
    ("a second time that day", "Sunday", "11-22", "11-22", False),
    ("the day before", "Sunday", "11-15", "11-21", False),
    ("the day after", "Sunday", "11-22", "11-23", False),
    ("its day was missed", "Sunday", "11-15", "11-23", True),
    ("missed and caught up", "Sunday", "11-23", "11-24", False),
    ("caught up: the next is due on its day", "Sunday", "11-23", "11-29", True),
    ("by hand the day before: its day still counts", "Sunday", "11-21", "11-22", True),
    ("a Monday", "Monday", "11-22", "11-23", True),
    ("not before Monday", "Monday", "11-16", "11-22", False),
    ("many weeks later", "Friday", "09-01", "11-22", True),
    ("last in the future", "Sunday", "12-24", "11-22", False),
    ("not wanted", "never", None, "11-22", False),
)


@pytest.mark.parametrize(("weekday", "last", "today", "expected"), DUE)
def test_when_it_is_due(desk: WeeklyDesk, weekday: str, last: str | None, today: str, *, expected: bool) -> None:
    """At most once a week, and a machine that slept on Sunday makes up for it."""
    if last:
        write_state(desk.kept, State(last_summary=day(last)), day(last))
    config = desk.configured(f'[mail]\nweekly = "{weekday}"\n')
    assert desk.run(*config, "--if-due", "--dry-run", "--today", day(today).isoformat()) == 0
    assert bool(desk.out) is expected


CAUGHT_UP = table(
    ("on its day", "11-15", "11-22", ""),
    ("the day after", "11-15", "11-23", "Sun 22 Nov 2026"),
    ("two weeks after", "11-15", "12-03", "Sun 29 Nov 2026"),
    ("the first of all", None, "11-24", ""),
    ("by hand, between two", "11-22", "11-25", ""),
)


@pytest.mark.parametrize(("last", "today", "expected"), CAUGHT_UP)
def test_a_summary_that_was_missed_says_so(desk: WeeklyDesk, last: str | None, today: str, expected: str) -> None:
    """It comes on Monday, once, and names the day on which it was to come."""
    if last:
        write_state(desk.kept, State(last_summary=day(last)), day(last))
    assert desk.run("--dry-run", "--today", day(today).isoformat()) == 0
    told = desk.out.partition("This summary was to come on ")[2].partition(",")[0]
    assert told == expected


@pytest.mark.parametrize(("wanted", "mails"), [("true", 1), ("false", 0)])
def test_nothing_to_say(desk: WeeklyDesk, wanted: str, mails: int) -> None:
    """A short mail that says so, or none where that is configured."""
    desk.path.write_bytes(book(("Acme", "Analyst", "Rejected", None)))
    assert desk.run(*desk.configured(f"[mail]\nweekly_if_empty = {wanted}\n"), "--outbox", "out") == 0
    assert len(list(Path("out").glob("*.eml"))) == mails


def test_something_to_say_is_mailed_all_the_same(desk: WeeklyDesk) -> None:
    """weekly_if_empty = false keeps quiet weeks quiet, no others."""
    assert desk.run(*desk.configured("[mail]\nweekly_if_empty = false\n"), "--outbox", "out") == 0
    assert len(list(Path("out").glob("*.eml"))) == 1


def test_another_run_is_going(desk: WeeklyDesk) -> None:
    """75, and nothing is mailed."""
    with only_run(desk.kept, desk.path):
        assert desk.run() == 75
    assert desk.state == State()


TROUBLE = table(
    ("a config that is wrong", '[mail]\nweekly = "Sonntag"\n', 3, "weekly"),
    ("a key that nobody knows", "[mail]\nweekley = true\n", 3, "weekly"),
    ("no heading row", "[workbook]\nheading_row = 40\n", 4, "jobs.xlsx"),
)


@pytest.mark.parametrize(("config", "status", "named"), TROUBLE)
def test_trouble_is_one_sentence(desk: WeeklyDesk, config: str, status: int, named: str) -> None:
    """It names what is wrong, and nothing is remembered but that its owner was told."""
    assert desk.run(*desk.configured(config)) == status
    assert (desk.out, desk.err.count("\n")) == ("", 1)
    assert named in desk.err
    assert replace(desk.state, mailed={}) == State()
    assert [key for key in desk.state.mailed if not key.startswith("failure ")] == []


def test_wrong_usage(desk: WeeklyDesk) -> None:
    """2: no workbook, no such option, no such day."""
    for arguments in ([], ["--nope"], ["--today", "tomorrow"]):
        assert desk.run(*arguments, workbook=False) == 2
        assert desk.err.count("\n") == 1
