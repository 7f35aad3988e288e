"""Failure is told once a day, success and failure to a watcher, and every run leaves its line."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from configs_for_tests import written
from desk_for_tests import BOOK, Desk, desk, lead_of_today
from followthrough.keeping.events import last_events
from followthrough.sending import heartbeat
from web_server import web_server
from workbooks_for_tests import HEADINGS, workbook

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["desk"]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No waiting between the tries."""
    monkeypatch.setattr(heartbeat, "WAITS", ())


def checked(desk: Desk, *arguments: str) -> Desk:
    """A desk on which a night was here."""
    desk.path.write_bytes(workbook((*HEADINGS, "Email"), lead_of_today()))
    assert desk.run(*arguments) == 0
    return desk


def lines(desk: Desk) -> list[tuple[str, int]]:
    return [(event.job, event.status) for event in last_events(desk.kept)]


def troubles(desk: Desk) -> list[Path]:
    return sorted((desk.kept / "outbox").glob("*-trouble*.eml"))


def test_an_ordinary_night_leaves_one_line(desk: Desk) -> None:
    """Done is one line; asked again and not due is none."""
    checked(desk)
    for _ in range(3):
        assert desk.run("--if-due") == 0
    assert lines(desk) == [("check", 0)]


@pytest.mark.parametrize("arguments", [["--dry-run"], ["--today", "2026-11-23"], ["--demo"], ["--outbox", "out"]])
def test_a_rehearsal_leaves_none(desk: Desk, arguments: list[str]) -> None:
    """What records nothing leaves no line, calls nobody and mails nothing."""
    with web_server() as web:
        config = written(desk.folder / "own", f'[heartbeat]\nurl = "{web.url}"\n')
        desk.run(*arguments, "--config", str(config))
    assert (web.asked, last_events(desk.kept)) == ([], [])


def test_failure_is_mailed_once_a_day(desk: Desk) -> None:
    """A scheduler that tries all day long mails one sentence, prints it once, and writes each try down."""
    checked(desk)
    desk.path.write_bytes(b"damaged")
    said = []
    for _ in range(4):
        assert desk.run() == 4
        said.append(desk.err)
    for _ in range(3):
        assert desk.run("--if-due") == 0  # it was done today already
    (mail,) = troubles(desk)
    text = mail.read_text("utf-8")
    assert "Not done: the nightly check of job search.xlsx" in text
    assert said[0].strip()[:20] in text.replace("=\n", "")
    assert lines(desk) == [("check", 0), ("check", 4), ("mailed", 4), *[("check", 4)] * 3]


def test_a_scheduler_is_told_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cron mails whatever is printed: the same sentence every half hour would be forty mails a day."""
    from followthrough.shell import command

    today = command.local_today()
    monkeypatch.setattr(command, "local_today", lambda: today - timedelta(days=1))
    checked(desk)
    monkeypatch.setattr(command, "local_today", lambda: today)
    desk.path.write_bytes(b"damaged")
    printed = []
    for _ in range(3):
        assert desk.run("--if-due") == 4
        printed.append(bool(desk.err))
    assert (printed, len(troubles(desk))) == ([True, False, False], 1)


def test_an_open_workbook_is_said_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Left open all day it is status 75 each time, and one line for cron to mail."""
    from followthrough.shell import command

    today = command.local_today()
    monkeypatch.setattr(command, "local_today", lambda: today - timedelta(days=1))
    checked(desk)
    monkeypatch.setattr(command, "local_today", lambda: today)
    desk.path.write_bytes(BOOK)
    desk.path.with_name(f"~${desk.path.name}").write_bytes(
        b"\x04Dana".ljust(55) + b"\x04\x00" + "Dana".encode("utf-16-le").ljust(108)
    )
    printed = []
    for _ in range(3):
        assert desk.run("--if-due") == 75
        printed.append("is open" in desk.err)
    assert (printed, troubles(desk)) == ([True, False, False], [])


def test_a_slip_of_the_keyboard_is_no_failure(desk: Desk) -> None:
    """A workbook that was never checked is a name mistyped: the sentence is printed, and nobody is written to."""
    desk.path = desk.path.with_name("jbos.xlsx")
    with web_server() as web:
        config = written(desk.folder / "own", f'[heartbeat]\nurl = "{web.url}"\n')
        assert desk.run("--config", str(config)) == 4
    assert (web.asked, desk.kept.exists()) == ([], False)


def test_the_watcher_hears_success_and_failure(desk: Desk) -> None:
    """Each with its exit status; the telephone hears of a failure only, once, and no company's name."""
    with web_server() as web:
        config = written(desk.folder / "own", f'[heartbeat]\nurl = "{web.url}/h"\n[push]\nurl = "{web.url}/p"\n')
        checked(desk, "--config", str(config))
        desk.path.write_bytes(b"damaged")
        for _ in range(2):
            assert desk.run("--config", str(config)) == 4
    assert [path for path, _, _ in web.asked] == ["/h/0", "/h/4", "/p", "/h/4"]
    assert "Acme" not in str(web.asked)


def test_a_watcher_that_is_down_stops_nothing(desk: Desk) -> None:
    """The night is done; that nobody was told is one line."""
    with web_server() as web:
        url = web.url
    config = written(desk.folder / "own", f'[heartbeat]\nurl = "{url}"\n')
    desk.path.write_bytes(workbook((*HEADINGS, "Email"), lead_of_today()))
    assert desk.run("--config", str(config)) == 0
    assert "was not told" in desk.err
    assert lines(desk) == [("check", 0)]


def test_missed_nights_and_copies_stand_in_the_mail(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next mail names the nights that did not run, and a copy of the workbook that may hold other edits."""
    from followthrough.shell import command

    today = command.local_today()
    monkeypatch.setattr(command, "local_today", lambda: today - timedelta(days=3))
    desk.path.write_bytes(BOOK)
    assert desk.run() == 0
    monkeypatch.setattr(command, "local_today", lambda: today)
    desk.path.with_name("job search (conflicted copy).xlsx").write_bytes(b"x")
    desk.path.write_bytes(workbook((*HEADINGS, "Email"), lead_of_today()))
    assert desk.run() == 0
    page = desk.mails()[-1]
    assert "No check did its job on" in page
    assert "job search (conflicted copy).xlsx" in page
