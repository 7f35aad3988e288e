"""What a week remembers: told is told once, and what was not sent is told again."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

import nightly_check
from followthrough.keeping.events import Event, note
from followthrough.keeping.state import State, write_state
from leads_for_tests import table
from smtp_server import serving, the_letter
from weekly_desk import REPLAY, SILENT, SUNDAY, WeeklyDesk, book, lay_out, now
from workbooks_for_tests import workbook

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> WeeklyDesk:
    """A desk with nothing on it but a workbook."""
    return lay_out(tmp_path, monkeypatch, capsys)


def test_two_runs_of_a_scheduler_send_one(desk: WeeklyDesk) -> None:
    """With --if-due; typed by hand it is sent now."""
    with serving() as server:
        config = desk.mailed_by(server.port)
        assert [desk.run(*config, "--if-due"), desk.run(*config, "--if-due")] == [0, 0]
        assert len(server.letters) == 1
        assert desk.run(*config) == 0
        assert len(server.letters) == 2


def test_what_is_sent(desk: WeeklyDesk) -> None:
    """Text, page and calendar, by a real mail server; only then it is remembered."""
    with serving() as server:
        assert desk.run(*desk.mailed_by(server.port)) == 0
        kinds = [part.get_content_type() for part in the_letter(server).walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    assert desk.state.last_summary == now()
    assert list(desk.state.mailed.values()) == [now()]


def test_what_was_not_sent_is_told_again(desk: WeeklyDesk) -> None:
    """Status 5 in one sentence; nothing is remembered, and the next run says it all (contract)."""
    with serving(replies=["554 no"] * 9) as server:
        assert desk.run(*desk.mailed_by(server.port)) == 5
    assert (desk.out, desk.err.count("\n")) == ("", 1)
    assert desk.state == State()
    assert desk.run("--if-due", "--dry-run") == 0
    assert "Time to let go: Acme." in desk.out


def test_refused_in_part_is_not_sent_again(desk: WeeklyDesk) -> None:
    """One of two recipients has it: status 5, and remembered (issue: not resent)."""
    with serving(refused={"lee@example.com": "550 nobody"}) as server:
        assert desk.run(*desk.mailed_by(server.port)) == 5
        assert len(server.letters) == 1
    assert "lee@example.com" in desk.err
    assert desk.state.last_summary == now()


def test_move_on_is_told_once(desk: WeeklyDesk) -> None:
    """A week later it is only counted."""
    desk.run()
    assert desk.run("--dry-run", "--today", (now() + timedelta(days=7)).isoformat()) == 0
    assert "Time to let go: 1 more is marked Move on." in desk.out


def test_only_who_was_named_was_told(desk: WeeklyDesk) -> None:
    """Of seven leads to let go five are named; the other two are new the next time (promise 7)."""
    desk.path.write_bytes(book(*((f"Firm {place}", *SILENT[1:]) for place in range(7))))
    desk.run()
    assert len(desk.state.mailed) == 5
    assert desk.run("--dry-run", "--today", (now() + timedelta(days=7)).isoformat()) == 0
    assert "Time to let go: Firm 5, Firm 6; 5 more are marked Move on." in desk.out


def test_what_is_done_is_cancelled_in_the_next_calendar(desk: WeeklyDesk) -> None:
    """The entries of a file that went out are remembered, and taken back once they are done."""
    today = now()
    ask = ("Ask", "Clerk", "Applied", today - timedelta(days=4))
    desk.path.write_bytes(book(ask))
    desk.run()
    (uid,) = desk.state.calendar
    desk.path.write_bytes(book(("Ask", "Clerk", "Closed", ask[3])))
    for expected in ([uid], []):
        desk.run()
        assert cancelled(desk) == expected


def test_an_interview_told_by_a_night_is_cancelled_by_the_week(desk: WeeklyDesk) -> None:
    """The night that says to prepare brings the appointment; called off, the next calendar takes it back."""
    tomorrow = datetime.combine(now() + timedelta(days=1), time(10, 30))
    heading = ("Company", "Stage", "Interview on", "Email")
    desk.path.write_bytes(workbook(heading, ("Acme", "Interviewing", tomorrow, "dana@example.com")))
    nightly_check.main(["--workbook", str(desk.path)])
    (uid,) = [uid for uid in desk.state.calendar if uid.startswith("interview")]
    desk.path.write_bytes(workbook(heading, ("Acme", "Interview cancelled", None, "dana@example.com")))
    desk.run()
    assert cancelled(desk) == [uid]


def cancelled(desk: WeeklyDesk) -> list[str]:
    """What the calendar of the newest summary takes back."""
    newest = max((desk.kept / "outbox").glob("*weekly*.eml"), key=lambda path: path.stat().st_mtime_ns)
    letter = message_from_bytes(newest.read_bytes(), policy=default)
    (file,) = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    events = Calendar.from_ical(file.get_content()).walk("VEVENT")
    return [str(event["UID"]) for event in events if event.get("STATUS") == "CANCELLED"]


NIGHTS = table(
    ("none ever: perhaps it is not set up", [], ""),
    ("every night", range(16, 23), ""),
    ("two were missed", [16, 17, 19, 20, 22], "The nightly check did not run on Wed 18 Nov 2026, Sat 21 Nov 2026."),
    ("begun on Friday", [20, 21, 22], ""),
    ("those of earlier weeks are past", [1, *range(16, 23)], ""),
)


@pytest.mark.parametrize(("nights", "expected"), NIGHTS)
def test_nights_without_a_check(desk: WeeklyDesk, nights: list[int], expected: str) -> None:
    """Nothing else tells somebody that cron is not running (traps)."""
    write_state(desk.kept, State(nights=tuple(date(2026, 11, number) for number in nights)), SUNDAY)
    assert desk.run("--dry-run", *REPLAY) == 0
    told = desk.out.partition("NOTE: ")[2].partition("\n")[0]
    assert told == expected


def test_a_night_that_failed_is_told_with_its_reason(desk: WeeklyDesk) -> None:
    """The summary begins with what kept the nights from doing their job, each reason once (promise 7)."""
    write_state(desk.kept, State(nights=(date(2026, 11, 16),), last_summary=date(2026, 11, 15)), SUNDAY)
    for day in (19, 20):
        note(desk.kept, Event(datetime(2026, 11, day, 4, 30, tzinfo=UTC), "check", 4, "jobs.xlsx: no list of jobs."))
    assert desk.run("--dry-run", *REPLAY) == 0
    lines = desk.out.splitlines()
    assert "NOTE: The nightly check failed on Thu 19 Nov 2026, Fri 20 Nov 2026: jobs.xlsx: no list of jobs." in lines
    assert any(line.startswith("NOTE: The nightly check did not run on Tue 17 Nov 2026") for line in lines)
