"""Whole nights, from the command line to the file: what is written, mailed, remembered and said."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from desk_for_tests import BOOK, REPLAY, Desk, desk, lead_of_today
from followthrough.keeping.state import State, read_state, write_state
from leads_for_tests import table
from workbooks_for_tests import APPLIED, HEADINGS, OWN, cells_of, with_name, workbook

__all__ = ["desk"]


def test_a_first_night(desk: Desk) -> None:
    """The columns are added and filled, the mail lies in the outbox, and nobody is bothered."""
    assert desk.run() == 0
    assert (desk.out, desk.err) == ("", "")
    cells = cells_of(desk.path.read_bytes())
    assert [cells[f"{letter}1"] for letter in "FGHIJ"] == list(OWN)
    assert cells["F3"] == "Closed"


def test_second_night_writes_nothing(desk: Desk) -> None:
    """Running twice writes nothing the second time: not one byte, not the time of the file (promise 2)."""
    desk.run(*REPLAY)
    before = desk.path.stat().st_mtime_ns, desk.path.read_bytes()
    assert desk.run(*REPLAY, "--json") == 0
    shown = json.loads(desk.out)
    assert (shown["changes"], shown["written"]) == ([], False)
    assert (desk.path.stat().st_mtime_ns, desk.path.read_bytes()) == before


QUIETLY = table(
    ("plainly", []), ("in JSON", ["--json"]), ("at length", ["--verbose"]), ("if due", ["--if-due"]),
    ("with an outbox", ["--outbox", "outbox"]), ("another day", REPLAY),
)  # fmt: skip


@pytest.mark.parametrize("options", [*QUIETLY])
def test_dry_run_writes_nothing_anywhere(desk: Desk, options: list[str]) -> None:
    """No file, no folder, no lock, no state, no message (contract)."""
    before = desk.tree()
    assert desk.run("--dry-run", *options) == 0
    assert desk.tree() == before


def test_dry_run_says_what_it_would(desk: Desk) -> None:
    """Cells that would change and messages that would go."""
    desk.run("--dry-run", *REPLAY)
    assert "cells to change" in " ".join(desk.out.split())
    desk.run("--dry-run", "--json", *REPLAY)
    shown = json.loads(desk.out)
    assert shown["written"] is False
    assert shown["changes"][0] == {"cell": "F1", "before": None, "after": "Flag"}


def test_everything_but_the_five_columns_is_the_same(desk: Desk) -> None:
    """Not one cell of its owner changes (promise 1)."""
    before = cells_of(BOOK)
    desk.run()
    assert before.items() <= cells_of(desk.path.read_bytes()).items()


VOLUME = table(
    ("plain", [], False), ("quiet", ["--quiet"], False), ("verbose", ["--verbose"], True),
    ("quiet and dry", ["--quiet", "--dry-run"], False), ("dry", ["--dry-run"], True),
)  # fmt: skip


@pytest.mark.parametrize(("options", "speaks"), VOLUME)
def test_volume(desk: Desk, options: list[str], *, speaks: bool) -> None:
    """Not on a terminal: silent when all went well, so that cron mails only trouble."""
    assert desk.run(*REPLAY, *options) == 0
    assert (bool(desk.out), desk.err) == (speaks, "")


def test_json_is_one_document(desk: Desk) -> None:
    """One JSON document on stdout and nothing else."""
    desk.run("--json", *REPLAY)
    shown = json.loads(desk.out)
    assert (shown["today"], shown["workbook"], shown["written"]) == ("2026-11-23", "job search.xlsx", True)


def test_state_remembers_the_night(desk: Desk) -> None:
    """The night and what was mailed are remembered; the same is not mailed again."""
    desk.path.write_bytes(workbook((*HEADINGS, "Email"), lead_of_today()))
    assert desk.run() == 0
    state = read_state(desk.kept)
    assert (state.last_check, len(state.mailed), len(desk.mails())) == (date.today(), 1, 1)  # noqa: DTZ011 - local
    assert desk.run() == 0
    assert len(desk.mails()) == 1


@pytest.mark.parametrize("options", [REPLAY, ["--outbox", "outbox"]], ids=["replay", "outbox"])
def test_a_rehearsal_keeps_no_state(desk: Desk, options: list[str]) -> None:
    """--outbox and a replayed --today record nothing as sent and touch neither state nor LastChecked (contract)."""
    board = with_name(
        workbook((*HEADINGS, "Email"), lead_of_today(), Board=[("Last run", None)]), "LastChecked", "Board!$B$1"
    )
    desk.path.write_bytes(board)
    assert desk.run(*options) == 0
    assert read_state(desk.kept) == State()
    assert "B1" not in cells_of(desk.path.read_bytes(), "Board")


def test_last_checked_is_noted(desk: Desk) -> None:
    """A night that writes notes the day, as a change, in the cell that is named so."""
    today = date.today()  # noqa: DTZ011 - local
    desk.path.write_bytes(
        with_name(workbook(HEADINGS, APPLIED, My_board=[("Last run",)]), "LastChecked", "'My board'!$B$2")
    )
    assert desk.run("--json") == 0
    change = {"cell": "'My board'!B2", "before": None, "after": today.isoformat()}
    assert json.loads(desk.out)["changes"][-1] == change
    assert cells_of(desk.path.read_bytes(), "My board")["B2"] == today


def test_outbox_gets_the_message(desk: Desk) -> None:
    """Messages become .eml and .html files in the folder named."""
    desk.run(*REPLAY, "--outbox", desk.outbox)
    assert sorted(path.suffix for path in desk.outbox.iterdir()) == [".eml", ".html"]
    (page,) = desk.mails(desk.outbox)
    assert "Acme" in page


def test_nothing_new_is_no_mail(desk: Desk) -> None:
    """An empty night mails nothing."""
    desk.path.write_bytes(workbook(HEADINGS, ("Bolt", None, "Rejected", None)))
    desk.run(*REPLAY, "--outbox", desk.outbox)
    assert not desk.outbox.exists()


def test_if_due(desk: Desk) -> None:
    """Does nothing when it was done today already; the bare command does it now."""
    today = date.today()  # noqa: DTZ011 - local
    write_state(desk.kept, State(nights=(today,)), today)
    before = desk.tree()
    assert desk.run("--if-due") == 0
    assert desk.tree() == before
    assert desk.run() == 0
    assert desk.path.read_bytes() != BOOK


def test_if_due_after_another_day(desk: Desk) -> None:
    """It is due when the last night was yesterday's."""
    today = date.today()  # noqa: DTZ011 - local
    write_state(desk.kept, State(nights=(today - timedelta(days=1),)), today)
    assert desk.run("--if-due") == 0
    assert desk.path.read_bytes() != BOOK


@pytest.mark.parametrize("held", [b"", b"{", b"[]", b'{"nights": "x"}', b"\xff"], ids=repr)
def test_damaged_state_is_rebuilt(desk: Desk, held: bytes) -> None:
    """A damaged state costs nobody a night."""
    desk.kept.mkdir(parents=True)
    (desk.kept / "state.json").write_bytes(held)
    assert desk.run() == 0
    assert read_state(desk.kept).last_check == date.today()  # noqa: DTZ011 - local


def test_demo(desk: Desk) -> None:
    """Made-up leads in a new temporary folder: nothing here is touched."""
    before = desk.tree()
    assert desk.run("--demo", *REPLAY, workbook=False) == 0
    assert desk.tree() == before
    assert "Mon 23 Nov" in desk.out


def test_one_lead(desk: Desk) -> None:
    """--lead looks at one lead and says why: nothing is written, mailed or remembered."""
    before = desk.tree()
    assert desk.run("--lead", "acm", *REPLAY) == 0
    assert desk.out.startswith("Acme, Analyst (row 2)\n")
    assert "Write to dana@example.com" in desk.out
    assert "Bolt" not in desk.out
    assert desk.tree() == before


def test_a_lead_that_is_not_there(desk: Desk) -> None:
    """Wrong usage, and nothing is done."""
    before = desk.tree()
    assert desk.run("--lead", "Zorp", *REPLAY) == 2
    assert (desk.out, desk.err) == ("", "No lead is called “Zorp”.\n")
    assert desk.tree() == before


def test_what_no_mail_named_is_news_when_mails_are_wanted(desk: Desk) -> None:
    """A night that mails nothing tells nothing: the first mail names all that is open (promise 7)."""
    desk.path.write_bytes(workbook((*HEADINGS, "Email"), lead_of_today()))
    config = desk.folder / "mine.toml"
    config.write_text('[mail]\nnightly = "never"\n', "utf-8")
    desk.run("--config", config)
    assert desk.mails() == []
    desk.run()
    assert len(desk.mails()) == 1
