"""What the nights notice, from the command line to the file and back (rules 3)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

import nightly_check
import weekly_summary
import write_drafts
from desk_for_tests import REPLAY, Desk, desk
from followthrough.judging.journal import Journal
from followthrough.keeping.journal import NAME
from followthrough.keeping.state import read_state
from followthrough.knowing.hints import Hints
from followthrough.setup.config import Config
from followthrough.understanding.read import read_workbook
from workbooks_for_tests import cells_of, workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["desk"]

HEADINGS = ("Company", "Role", "Stage", "Applied on", "Email")
ACME, BOLT = ("Acme", "Cook", "Applied", None, "a@example.com"), ("Bolt", "Clerk", "Applied", None, "b@example.com")
TODAY = date.today()  # noqa: DTZ011 - the day of the run, as the night itself takes it


def earlier(desk: Desk, days: int) -> None:
    """As if the nights so far had been so many days ago."""
    path = desk.kept / NAME
    held = json.loads(path.read_text("utf-8"))

    def moved(day: str | None) -> str | None:
        return (date.fromisoformat(day) - timedelta(days=days)).isoformat() if day else None

    for record in (held, *held["leads"]):
        record |= {name: moved(record[name]) for name in ("first", "last", "seen", "since") if name in record}
    path.write_text(json.dumps(held), "utf-8")


def row_of(desk: Desk, company: str) -> dict[str, object]:
    """What a night in JSON says of a lead."""
    assert desk.run("--json", "--dry-run") == 0
    return next(lead for lead in json.loads(desk.out)["leads"] if lead["company"] == company)


def test_a_night_leaves_a_journal(desk: Desk) -> None:
    """Small, in the data folder, and nothing of it in the workbook."""
    desk.path.write_bytes(workbook(HEADINGS, ACME))
    assert desk.run() == 0
    held = json.loads((desk.kept / NAME).read_text("utf-8"))
    assert (held["first"], held["last"], len(held["leads"])) == (TODAY.isoformat(), TODAY.isoformat(), 1)
    assert not any("2026" in str(value) and "seen" in str(value) for value in cells_of(desk.path.read_bytes()).values())


def test_two_nights_of_one_day_say_the_same(desk: Desk) -> None:
    """The second one writes nothing: what the first noticed is for tomorrow (promise 2)."""
    desk.path.write_bytes(workbook(HEADINGS, ACME))
    desk.run()
    before = desk.path.read_bytes(), (desk.kept / NAME).read_bytes()
    assert desk.run("--json") == 0
    assert json.loads(desk.out)["changes"] == []
    assert (desk.path.read_bytes(), (desk.kept / NAME).read_bytes()) == before


def test_a_row_that_comes_later_is_timed_by_its_first_night(desk: Desk) -> None:
    """Company and a word are enough: a week after it was first seen one asks, and Why says what it rests on."""
    desk.path.write_bytes(workbook(HEADINGS, ACME))
    desk.run()
    earlier(desk, 3)
    desk.path.write_bytes(workbook(HEADINGS, ACME, BOLT))
    desk.run()
    earlier(desk, 7)
    seen = TODAY - timedelta(days=7)
    row = row_of(desk, "Bolt")
    assert row["noticed"] == {"seen": seen.isoformat(), "stage_since": seen.isoformat()}
    assert (row["step"], "First seen here on" in str(row["why"])) == ("follow_up", True)


def test_what_stood_there_before_the_first_night_is_asked_about(desk: Desk) -> None:
    """A hundred old rows do not open on one day."""
    desk.path.write_bytes(workbook(HEADINGS, ACME))
    desk.run()
    earlier(desk, 7)
    row = row_of(desk, "Acme")
    assert row["noticed"] == {"seen": (TODAY - timedelta(days=7)).isoformat(), "stage_since": None}
    assert (row["flag"], row["step"], "when did you apply?" in str(row["why"])) == ("Waiting", None, True)


def test_rehearsals_read_it_and_leave_it_as_it_is(desk: Desk) -> None:
    """A dry run, a replay, and messages put elsewhere notice nothing for later (contract)."""
    desk.path.write_bytes(workbook(HEADINGS, ACME))
    desk.run()
    before = (desk.kept / NAME).read_bytes()
    desk.path.write_bytes(workbook(HEADINGS, ACME, BOLT))
    for options in (["--dry-run"], REPLAY, ["--outbox", str(desk.outbox)], ["--json", "--dry-run"]):
        desk.run(*options)
        assert (desk.kept / NAME).read_bytes() == before


def test_the_demo_has_none(desk: Desk) -> None:
    """It happens in a temporary folder."""
    assert desk.run("--demo", workbook=False) == 0
    assert not list(desk.folder.rglob(NAME))


def _folder(path: Path) -> None:
    path.unlink()
    (path / "mine").mkdir(parents=True)


OF_NO_USE: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut short": (lambda path: path.write_bytes(b"{"), "is damaged"),
    "empty": (lambda path: path.write_bytes(b""), "is damaged"),
    "from a newer version": (lambda path: path.write_text('{"version": 99}'), "was written by a newer version"),
    "of another workbook": (lambda path: path.write_text('{"version": 1, "workbook": "x"}'), "another workbook"),
    "a folder": (_folder, "cannot be read"),
}


@pytest.mark.slow
@pytest.mark.parametrize("how", OF_NO_USE)
def test_a_journal_of_no_use_is_said_once_and_the_night_goes_on(desk: Desk, how: str) -> None:
    """One sentence on stderr; it is read from the snapshots again, and the next night says nothing."""
    spoil, expected = OF_NO_USE[how]
    desk.path.write_bytes(workbook(HEADINGS, ACME))
    desk.run()
    before = json.loads((desk.kept / NAME).read_text("utf-8"))
    spoil(desk.kept / NAME)
    assert desk.run() == 0
    assert (desk.err.count("\n"), expected in desk.err) == (1, True)
    assert json.loads((desk.kept / NAME).read_text("utf-8")) == before
    assert desk.run() == 0
    assert desk.err == ""


def test_a_night_that_did_not_write_notices_nothing(desk: Desk) -> None:
    """The workbook is open: the night does not count as done."""
    desk.path.write_bytes(workbook(HEADINGS, ACME))
    desk.path.with_name(f"~${desk.path.name}").write_bytes(b"\x05owner".ljust(165, b" "))
    assert desk.run() == 75
    assert not (desk.kept / NAME).exists()
    assert read_state(desk.kept).nights == ()


def test_the_week_and_the_drafts_know_what_the_nights_noticed(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """The same lead is due on every surface."""
    desk.path.write_bytes(workbook(HEADINGS, ACME))
    desk.run()
    desk.path.write_bytes(workbook(HEADINGS, ACME, BOLT))
    earlier(desk, 3)
    desk.run()
    earlier(desk, 7)
    before = (desk.kept / NAME).read_bytes()
    assert weekly_summary.main(["--workbook", str(desk.path), "--dry-run"]) == 0
    assert "Bolt, Clerk: Follow up" in capsys.readouterr().out
    assert write_drafts.main(["--workbook", str(desk.path), "--lead", "Bolt"]) == 0
    assert "Bolt" in capsys.readouterr().out
    assert (desk.kept / NAME).read_bytes() == before


def test_check_answers_with_what_it_noticed() -> None:
    """Nights in a row, by hand: each is given what the ones before it saw."""
    config, journal = Config(), Journal()
    book = workbook(HEADINGS, ACME)
    flags = []
    for ahead in range(0, 50, 10):
        done = nightly_check.check(config, book, date(2026, 11, 2) + timedelta(days=ahead), journal=journal)
        journal = done.journal
        flags.append(str(done.judgement.leads[0].flag))
    assert flags == ["Check row", "Waiting", "Waiting", "Move on", "Move on"]
    assert len(read_workbook(book, Hints()).leads) == 1
