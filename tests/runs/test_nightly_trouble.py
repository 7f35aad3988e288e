"""Nights that cannot do their job say so: the exit status, one sentence, and the mail where it still goes out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import nightly_check
from desk_for_tests import BOOK, REPLAY, Desk, desk, lead_of_today
from followthrough.keeping.folders import data_folder, only_run
from followthrough.keeping.state import read_state
from leads_for_tests import table
from workbooks_for_tests import APPLIED, HEADINGS, TODAY, cells_of, workbook

__all__ = ["desk"]

SCRIPT = Path(nightly_check.__file__)


def owner_file(desk: Desk) -> None:
    """What Excel lays beside a workbook that is open."""
    name = "Dana Ruiz"
    held = bytes([len(name)]) + name.encode().ljust(54) + len(name).to_bytes(2, "little") + name.encode("utf-16-le")
    desk.path.with_name(f"~${desk.path.name}").write_bytes(held)


def test_open_in_excel(desk: Desk) -> None:
    """75, the file untouched, and the mail still goes out and says so: the commonest night (contract)."""
    owner_file(desk)
    assert desk.run(*REPLAY, "--outbox", desk.outbox) == 75
    assert desk.path.read_bytes() == BOOK
    assert desk.err.count("\n") == 1
    assert "job search.xlsx is open (Dana Ruiz)" in desk.err
    (page,) = desk.mails(desk.outbox)
    assert "job search.xlsx is open (Dana Ruiz)" in page
    assert "Acme" in page


def test_open_in_excel_is_not_done(desk: Desk) -> None:
    """A night that could not write is due again, but does not mail the same again."""
    desk.path.write_bytes(workbook((*HEADINGS, "Email"), lead_of_today()))
    owner_file(desk)
    assert desk.run() == 75
    state = read_state(desk.kept)
    assert (state.last_check, len(state.mailed)) == (None, 1)
    desk.path.with_name(f"~${desk.path.name}").unlink()
    assert desk.run("--if-due") == 0
    assert "F1" in cells_of(desk.path.read_bytes())
    assert len(desk.mails()) == 1


def test_open_but_nothing_to_write(desk: Desk) -> None:
    """Where nothing would change, an open workbook is no trouble."""
    desk.run(*REPLAY)
    owner_file(desk)
    assert (desk.run(*REPLAY), desk.err) == (0, "")


def test_open_and_json(desk: Desk) -> None:
    """The document is still one, and says that nothing was written."""
    owner_file(desk)
    assert desk.run("--json", *REPLAY) == 75
    assert json.loads(desk.out)["written"] is False


def test_another_run(desk: Desk) -> None:
    """Two runs at once: the second tries again later."""
    with only_run(desk.kept, desk.path):
        assert desk.run() == 75
    assert "Another run is checking job search.xlsx" in desk.err
    assert desk.path.read_bytes() == BOOK


def test_unwritable_outbox(desk: Desk) -> None:
    """5: done, but a message was not sent, and what it held is new again next time."""
    desk.outbox.write_text("", "utf-8")
    assert desk.run(*REPLAY, "--outbox", desk.outbox) == 5
    assert str(desk.outbox) in desk.err
    assert "F1" in cells_of(desk.path.read_bytes())


def test_outranked_statuses(desk: Desk) -> None:
    """Where several apply, 75 comes before 5."""
    owner_file(desk)
    desk.outbox.write_text("", "utf-8")
    assert desk.run(*REPLAY, "--outbox", desk.outbox) == 75
    assert desk.err.count("\n") == 2


def as_json(desk: Desk) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(desk.out)["error"]
    return document


USAGE = table(
    ("no workbook", []), ("unknown option", ["--frobnicate"]), ("no such day", ["--today", "2026-02-30"]),
    ("quiet and verbose", ["--quiet", "--verbose"]), ("a stray word", ["jobs.xlsx", "tonight"]),
)  # fmt: skip


@pytest.mark.parametrize("arguments", [*USAGE])
def test_wrong_usage(desk: Desk, arguments: list[str]) -> None:
    """2, in one sentence; in JSON too."""
    assert desk.run(*arguments, workbook=False) == 2
    assert (desk.out, desk.err.count("\n")) == ("", 1)
    assert desk.run(*arguments, "--json", workbook=False) == 2
    assert list(as_json(desk)) == ["status", "message", "file", "cell"]


def test_config_is_wrong(desk: Desk) -> None:
    """3 names the file and the key."""
    (desk.path.parent / "config.toml").write_text("[cadence]\ngap = [7]\n", "utf-8")
    assert desk.run("--json") == 3
    assert "did you mean “gaps”?" in as_json(desk)["message"]
    assert desk.path.read_bytes() == BOOK


def test_workbook_from_the_config(desk: Desk) -> None:
    """Without --workbook the config names it, from its own folder on."""
    config = desk.folder / "config.toml"
    config.write_text('[workbook]\npath = "home/job search.xlsx"\n', "utf-8")
    assert desk.run("--config", config, *REPLAY, workbook=False) == 0
    assert desk.path.read_bytes() != BOOK


def test_guess_and_the_way_out(desk: Desk) -> None:
    """A plain night that would have to guess is 4; with the line that it names typed into config.toml it goes."""
    desk.path.write_bytes(workbook(("Company", "Date"), ("Acme", TODAY)))
    assert desk.run(*REPLAY) == 4
    (desk.path.parent / "config.toml").write_text('[columns]\n"Applied on" = "Date"\n', "utf-8")
    assert desk.run(*REPLAY) == 0


def run_script(folder: Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The script as a person starts it, from another folder and without an installation."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "FOLLOWTHROUGH"))}
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, cwd=folder, env=clean | environment, capture_output=True, check=False)  # noqa: S603 - our own script


def test_as_a_script_from_another_folder(desk: Desk) -> None:
    """Uninstalled, from any folder, with a relative path, in a bare environment: UTF-8 all the same."""
    desk.path.write_bytes(workbook(HEADINGS, ("Müller 会社", *APPLIED[1:])))
    done = run_script(
        desk.path.parent, "--workbook", desk.path.name, "--json", *REPLAY, FOLLOWTHROUGH_DATA=str(desk.data), LC_ALL="C"
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode())["leads"][0]["company"] == "Müller 会社"


@pytest.mark.slow
def test_reader_who_has_seen_enough(desk: Desk) -> None:
    """``nightly_check --verbose | head -1``: whoever reads has gone, and nothing is wrong."""
    reading, writing = os.pipe()
    os.close(reading)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [sys.executable, str(SCRIPT), "--workbook", str(desk.path), "--verbose", *REPLAY]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, env=clean, check=False)  # noqa: S603 - our own script
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_script_in_trouble(desk: Desk) -> None:
    """One sentence on stderr, no traceback, the status of the contract."""
    done = run_script(desk.folder, "--workbook", "none.xlsx", FOLLOWTHROUGH_DATA=str(desk.data))
    assert (done.returncode, done.stdout) == (4, b"")
    assert done.stderr.decode().count("\n") == 1
    assert "none.xlsx" in done.stderr.decode()


def test_a_broken_template_does_not_undo_the_night(desk: Desk) -> None:
    """The columns are written, the night counts as done, and what was not mailed is told again; status 3 says why."""
    templates = desk.path.parent / "templates"
    templates.mkdir()
    (templates / "follow_up_email.txt").write_text("{% if %}", "utf-8")
    config = desk.path.parent / "mine.toml"
    config.write_text(f"[files]\ntemplates = '{templates}'\n", "utf-8")
    desk.path.write_bytes(workbook(["Company", "Applied on", "Email"], ["Acme", lead_day(), "dana@example.com"]))
    before = desk.path.read_bytes()
    assert desk.run("--config", config) == 3
    assert desk.path.read_bytes() != before
    state = read_state(data_folder(desk.data, desk.path))
    assert (len(state.nights), dict(state.mailed)) == (1, {})


def lead_day() -> date:
    """A day of applying that makes a follow-up due on whatever day the tests run."""
    return date.today() - timedelta(days=9)  # noqa: DTZ011 - the local day, as the run takes it


def test_what_is_to_be_known_of_the_file_is_said_once(desk: Desk) -> None:
    """A hard link that is laid again after each night is no news the second time."""
    other = desk.path.with_name("second name.xlsx")
    other.hardlink_to(desk.path)
    assert desk.run() == 0
    assert "has a second name" in desk.err
    other.unlink()
    desk.path.write_bytes(BOOK)
    other.hardlink_to(desk.path)
    assert (desk.run(), desk.err) == (0, "")
    assert other.read_bytes() == BOOK
