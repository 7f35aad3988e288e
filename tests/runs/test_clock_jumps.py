"""Whole nights and weeks by a clock that jumped: nothing is written, sent or pruned until it is believed."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import nightly_check
import weekly_summary
from desk_for_tests import Desk, desk, lead_of_today
from followthrough.keeping.snapshots import keep_snapshot, list_snapshots
from followthrough.keeping.state import State, read_state, write_state
from followthrough.knowing.record import replace
from leads_for_tests import table
from places import SCRIPTS
from workbooks_for_tests import HEADINGS, workbook

__all__ = ["desk"]

NOW = date.today()  # noqa: DTZ011 - the day on the wall
JOBS = table(("a night", nightly_check), ("a week", weekly_summary))
FAR = table(("far ahead of the last run", NOW - timedelta(days=41)), ("far behind it", NOW + timedelta(days=1500)))


def has_run(desk: Desk, *last: date, summary: date | None = None) -> None:
    """A workbook with a lead that is due, and nights that were."""
    desk.path.write_bytes(workbook((*HEADINGS, "Email"), lead_of_today()))
    os.utime(desk.path, (0, 0))
    write_state(desk.kept, State(nights=last, last_summary=summary), max(last))


def kept(desk: Desk) -> dict[str, bytes]:
    """Everything but what is remembered of the doubt."""
    files = (path for path in desk.folder.rglob("*") if path.is_file() and path.name not in {"state.json", "lock"})
    return {str(path): path.read_bytes() for path in files}


@pytest.mark.parametrize("job", JOBS)
@pytest.mark.parametrize("last", FAR)
@pytest.mark.parametrize("options", [[], ["--if-due"], ["--dry-run"], ["--outbox", "out"]], ids=str)
def test_nothing_is_done(desk: Desk, job: Any, last: date, options: list[str]) -> None:  # noqa: ANN401 - a module
    """Status 75 and a sentence; no file is written but the note of the doubt, no mail, and no snapshot goes."""
    has_run(desk, last, summary=last)
    for months in (13, 14, 15):
        keep_snapshot(desk.kept, f"{months}".encode(), ".xlsx", datetime.now(UTC) - timedelta(days=months * 30))
    before = kept(desk)
    assert job.main(["--workbook", str(desk.path), *options]) == 75
    out, err = desk.capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("The clock says")
    assert kept(desk) == before
    assert read_state(desk.kept).nights == (last,)


def test_a_wrong_night_that_is_believed_prunes_nothing(desk: Desk) -> None:
    """Thirteen nights, and then one by a clock years ahead: all thirteen snapshots can still be put back."""
    last = NOW - timedelta(days=1500)
    has_run(desk, *(last - timedelta(days=back) for back in range(12, -1, -1)))
    write_state(desk.kept, replace(read_state(desk.kept), doubted=NOW - timedelta(days=1)), last)
    for back in range(13):
        moment = datetime(last.year, last.month, last.day, 5, 30, tzinfo=UTC) - timedelta(days=back)
        keep_snapshot(desk.kept, f"night {back}".encode(), ".xlsx", moment)
    assert desk.run() == 0
    assert len(list_snapshots(desk.kept)) == 14


@pytest.mark.parametrize("job", JOBS)
def test_a_day_that_is_given_is_no_clock(desk: Desk, job: Any) -> None:  # noqa: ANN401 - a module
    """--today is its owner's word."""
    has_run(desk, NOW - timedelta(days=900))
    assert job.main(["--workbook", str(desk.path), "--today", NOW.isoformat()]) == 0


@pytest.mark.parametrize("last", FAR)
def test_a_workbook_that_was_saved_since(desk: Desk, last: date) -> None:
    """Somebody who was ill edits it, and the night goes on at once; it heals what a wrong night left."""
    has_run(desk, last, summary=last)
    os.utime(desk.path)
    assert desk.run("--if-due") == 0
    state = read_state(desk.kept)
    assert (state.last_check, state.doubted, len(desk.mails())) == (NOW, None, 1)
    assert desk.run("--if-due") == 0
    assert len(desk.mails()) == 1


@pytest.mark.parametrize("last", FAR)
def test_the_next_day_of_that_clock(desk: Desk, last: date) -> None:
    """Yesterday it was doubted; today it is believed, also by a workbook nobody touched."""
    has_run(desk, last, summary=last)
    write_state(desk.kept, State(nights=(last,), last_summary=last, doubted=NOW - timedelta(days=1)), last)
    assert desk.run("--if-due") == 0
    assert read_state(desk.kept).last_check == NOW
    assert weekly_summary.main(["--workbook", str(desk.path), "--if-due"]) == 0
    summary = read_state(desk.kept).last_summary
    assert summary is not None and summary <= NOW  # noqa: PT018 - for the type checker


def test_a_night_that_could_not_write_is_still_believed(desk: Desk) -> None:
    """The doubt is kept until a night did its job: else an open workbook would begin it anew."""
    has_run(desk, NOW - timedelta(days=50))
    write_state(desk.kept, State(nights=(NOW - timedelta(days=50),), doubted=NOW - timedelta(days=1)), NOW)
    desk.path.with_name(f"~${desk.path.name}").write_bytes(b"\x03Dan")
    assert desk.run() == 75
    assert "is open" in desk.err
    desk.path.with_name(f"~${desk.path.name}").unlink()
    assert desk.run() == 0


FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")


def run_at(
    desk: Desk, moment: str, zone: str = "UTC", script: str = "nightly_check", option: str = "--if-due"
) -> tuple[int, str]:
    """A whole run as cron starts it, with the clock set to a moment in a zone."""
    if not FAKETIME.exists():
        pytest.skip("faketime is not installed")
    line = [sys.executable, str(SCRIPTS / f"{script}.py"), "--workbook", str(desk.path), option]
    # Not by the command faketime: it refuses to start when a killed one with the same process number left its note.
    clock = {"LD_PRELOAD": str(FAKETIME), "FAKETIME": f"@{moment}:00", "TZ": zone, "NO_FAKE_STAT": "1"}
    done = subprocess.run(line, env={**os.environ, **clock}, capture_output=True, text=True, check=False)  # noqa: S603 - our own script
    return done.returncode, done.stderr


def nights(desk: Desk) -> list[str]:
    """The nights that did their job."""
    return [str(night) for night in read_state(desk.kept).nights]


@pytest.fixture
def march(desk: Desk) -> Desk:
    """A workbook of next March, of which a lead is due."""
    rows = ("Acme", "Analyst", "Applied", date(2027, 3, 18), "dana@example.com")
    desk.path.write_bytes(workbook((*HEADINGS, "Email"), rows))
    os.utime(desk.path, (0, 0))
    return desk


SUMMER = [
    "2027-03-27 23:30", "2027-03-28 00:30", "2027-03-28 01:30", "2027-03-28 03:30", "2027-03-28 23:30",
    "2027-03-29 00:30",
]  # fmt: skip
WINTER = ["2027-10-30 23:30", "2027-10-31 01:30", "2027-10-31 02:30", "2027-10-31 02:30", "2027-11-01 00:30"]
DUSK = table(
    ("forward", SUMMER, ["2027-03-27", "2027-03-28", "2027-03-29"]),
    ("back", WINTER, ["2027-10-30", "2027-10-31", "2027-11-01"]),
)


@pytest.mark.slow
@pytest.mark.parametrize(("moments", "expected"), DUSK)
def test_one_night_a_day_when_the_clocks_change(march: Desk, moments: list[str], expected: list[str]) -> None:
    """A scheduler that asks every hour around the change: each day has one night, and nothing is told twice."""
    assert {run_at(march, moment, "Europe/Berlin")[0] for moment in moments} == {0}
    assert nights(march) == expected


@pytest.mark.slow
def test_flying_west_and_east(march: Desk) -> None:
    """A day that comes twice is one night, one that is left out is none, and no clock is doubted."""
    ran = [
        run_at(march, "2027-03-29 05:30", "Pacific/Auckland"),
        run_at(march, "2027-03-28 22:00", "America/Los_Angeles"),  # the same day, later
        run_at(march, "2027-03-29 05:30", "America/Los_Angeles"),
        run_at(march, "2027-03-30 05:30", "America/Los_Angeles"),
        run_at(march, "2027-04-01 05:30", "Pacific/Auckland"),
    ]
    assert ran == [(0, "")] * 5
    assert nights(march) == ["2027-03-29", "2027-03-30", "2027-04-01"]


@pytest.mark.slow
def test_a_wrong_week_and_the_right_one_after_it(march: Desk) -> None:
    """Wrong on one day: nothing. Believed on its second: one night. Right again: as if it had not been."""
    for moment in ("2027-03-27 05:30", "2027-03-28 05:30"):
        assert run_at(march, moment)[0] == 0
    assert run_at(march, "2027-03-28 18:00", script="weekly_summary")[0] == 0
    mails, before = len(march.mails()), march.path.read_bytes()
    for _ in range(3):
        assert run_at(march, "2031-01-03 05:30")[0] == 75
        assert run_at(march, "2031-01-03 18:00", script="weekly_summary")[0] == 75
    assert (len(march.mails()), march.path.read_bytes()) == (mails, before)
    assert run_at(march, "2031-01-04 05:30")[0] == 0
    assert run_at(march, "2031-01-05 18:00", script="weekly_summary")[0] == 0
    assert run_at(march, "2027-03-29 05:30")[0] == 75
    assert run_at(march, "2027-03-30 05:30")[0] == 0
    assert nights(march) == ["2027-03-27", "2027-03-28", "2027-03-30"]
    assert march.path.read_bytes() == before
    assert run_at(march, "2027-04-04 18:00", script="weekly_summary")[0] == 0
    assert read_state(march.kept).last_summary == date(2027, 4, 4)
    assert len(list((march.kept / "outbox").glob("2027-03-30*"))) == 0, "told before, and not again"


@pytest.mark.slow
def test_a_night_that_runs_past_midnight(march: Desk) -> None:
    """It is the night of the day on which it asked for the day, on either side of midnight; each day has one."""
    assert run_at(march, "2027-03-27 23:59:58")[0] == 0
    assert nights(march) in (["2027-03-27"], ["2027-03-28"])
    assert run_at(march, "2027-03-28 00:00:01")[0] == 0
    assert nights(march) in (["2027-03-27", "2027-03-28"], ["2027-03-28"])


@pytest.mark.slow
def test_a_weekend_on_which_the_machine_was_off(march: Desk) -> None:
    """Due, not timed: on Monday the night runs, the summary comes and says so; asked again, nothing comes twice."""

    def ask(moment: str) -> list[str]:
        assert run_at(march, moment, script="run_scheduler", option="--once") == (0, "")
        return sorted(path.stem for path in (march.kept / "outbox").glob("*.eml"))

    assert ask("2027-03-21 18:00") == ["2027-03-21-weekly"]
    assert ask("2027-03-26 05:30") == ["2027-03-21-weekly", "2027-03-26-nightly"]
    monday = ["2027-03-21-weekly", "2027-03-26-nightly", "2027-03-29-nightly", "2027-03-29-weekly"]
    assert [ask(f"2027-03-29 {hour}") for hour in ("08:00", "08:30", "23:30")] == [monday] * 3
    assert "was to come on Sun 28 Mar 2027" in (march.kept / "outbox" / "2027-03-29-weekly.html").read_text("utf-8")
    assert nights(march) == ["2027-03-21", "2027-03-26", "2027-03-29"]
    assert ask("2027-04-03 05:30")[-1] == ask("2027-04-03 18:00")[-1]
    assert ask("2027-04-04 18:00")[-1] == "2027-04-04-weekly"
