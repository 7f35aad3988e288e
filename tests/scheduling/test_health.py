"""``doctor`` knows what stops people: each thing is found where it is, and nothing is said where it is not."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import check_setup
from configs_for_tests import read_config, written
from followthrough.keeping.events import Event, note
from followthrough.keeping.folders import data_folder
from followthrough.keeping.snapshots import keep_snapshot, list_snapshots
from followthrough.scheduling import health, kinds
from followthrough.scheduling.health import as_scheduled, examine_schedule
from followthrough.scheduling.jobs import plan_for
from followthrough.setup.config import Config
from leads_for_tests import table
from workbooks_for_tests import APPLIED, HEADINGS, workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from followthrough.setup.doctor import Finding

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
MAIL = '[mail]\nhost = "smtp.example.com"\nuser = "ada"\nfrom = "ada@example.com"\nto = "ada@example.com"\n'


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook in a fresh home, on a machine without a scheduler."""
    for name, place in (("HOME", "home"), ("XDG_CONFIG_HOME", "config"), ("FOLLOWTHROUGH_DATA", "data")):
        monkeypatch.setenv(name, str(tmp_path / place))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("FOLLOWTHROUGH_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "jobs.xlsx"
    path.write_bytes(workbook(HEADINGS, APPLIED))
    return path


def looked_at(jobs: Path, text: str = "", *installed: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Finding]:
    """What is found, with these schedulers running it."""
    config = read_config(written(jobs.parent / "own", text))
    folder = data_folder(jobs.parent / "data", jobs)
    plan = plan_for(config, jobs, folder, None, os.environ)
    monkeypatch.setattr(health, "scheduled", lambda _: {name: ["one", "two"] for name in installed})
    monkeypatch.setenv(health.ASKING, "1")  # each is looked into by a test of its own
    return by_name(examine_schedule(config, jobs, folder, plan, NOW))


def by_name(findings: Iterable[Finding]) -> dict[str, Finding]:
    return {finding.check: finding for finding in findings}


@pytest.mark.parametrize(
    ("text", "installed", "check", "words"),
    table(
        ("nothing scheduled", "", [], "schedule", "nothing runs it"),
        ("twice scheduled", "", ["cron", "systemd"], "schedule", "cron (2 entries) and systemd"),
        ("a variable", f'{MAIL}password_env = "SECRET"\n', ["systemd"], "password", "SECRET"),
        ("a keyring under cron", MAIL, ["cron"], "password", "keyring"),
        ("nobody hears cron", "", ["cron"], "trouble", "cron mails nobody"),
    ),
)
def test_what_stops_people(
    jobs: Path, monkeypatch: pytest.MonkeyPatch, text: str, installed: list[str], check: str, words: str
) -> None:
    """It is a warning, with what to do about it."""
    found = looked_at(jobs, text, *installed, monkeypatch=monkeypatch)[check]
    assert (found.result, bool(found.way_out)) == ("warn", True)
    assert words in found.found


def test_all_is_well(jobs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password in a file, one scheduler, no copies: one line, and it passes."""
    written(jobs.parent / "own", "secret", "password")
    found = looked_at(jobs, f'{MAIL}password_file = "password"\n', "systemd", monkeypatch=monkeypatch)
    assert {name: finding.result for name, finding in found.items()} == {"schedule": "pass"}


@pytest.mark.parametrize(
    ("place", "platform", "warned"),
    table(
        ("Documents of a Mac", "Documents/jobs.xlsx", "darwin", True),
        ("iCloud", "Library/Mobile Documents/com~apple~CloudDocs/jobs.xlsx", "darwin", True),
        ("a home", "jobs.xlsx", "darwin", False),
        ("Linux", "Documents/jobs.xlsx", "linux", False),
    ),
)
def test_guarded_folders(jobs: Path, place: str, platform: str, *, warned: bool) -> None:
    """MacOS keeps what runs by itself out of them, and says so nowhere."""
    assert bool(list(health._guarded(Path.home() / place, platform))) is warned  # noqa: SLF001 - no Mac is at hand
    assert jobs.exists()


def test_a_user_who_logs_out(jobs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Timers that rest while nobody is logged in."""
    program = written(jobs.parent, "#!/bin/sh\necho no\n", "loginctl")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{jobs.parent}:/bin:/usr/bin")
    found = looked_at(jobs, "", "systemd", monkeypatch=monkeypatch)
    assert found["linger"].way_out == "loginctl enable-linger"


@pytest.mark.slow
def test_it_is_tried_as_the_scheduler_starts_it(jobs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the terminal's variables: what works here and not there is told by the sentence from there."""
    text = f'{MAIL.replace("smtp.example.com", "127.0.0.1")}port = 9\npassword_env = "SECRET"\n'
    monkeypatch.setenv("SECRET", "known here")
    for given, words in (("", "it works with"), (text, "SECRET")):
        config = read_config(written(jobs.parent / "own", given))
        plan = plan_for(config, jobs, data_folder(jobs.parent / "data", jobs), config.trusted, os.environ)
        (finding,) = as_scheduled(plan, jobs, config)
        assert words in finding.found
        assert finding.result == ("fail" if given else "pass")


def test_a_program_that_is_gone(jobs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing to start is a finding, and no traceback."""
    plan = plan_for(Config(), jobs, data_folder(None, jobs), None, os.environ)
    monkeypatch.setattr(health, "program_here", lambda: ("/no/such/program",))
    (finding,) = as_scheduled(plan, jobs, Config())
    assert (finding.check, finding.result) == ("as scheduled", "fail")


@pytest.mark.parametrize(("damage", "result"), table(("whole", False, "pass"), ("damaged", True, "warn")))
def test_restore_drill(jobs: Path, monkeypatch: pytest.MonkeyPatch, result: str, *, damage: bool) -> None:
    """The newest snapshot is put back into a file of its own; the workbook is not touched."""
    folder, before = data_folder(jobs.parent / "data", jobs), jobs.read_bytes()
    keep_snapshot(folder, before, ".xlsx", NOW)
    if damage:
        list_snapshots(folder)[-1].path.write_bytes(before[: len(before) // 2])
    assert looked_at(jobs, "", "systemd", monkeypatch=monkeypatch)["restore"].result == result
    assert jobs.read_bytes() == before


@pytest.mark.parametrize(("status", "result"), table(("the last one went well", 0, "pass"), ("it did not", 4, "warn")))
def test_the_last_runs_are_told(jobs: Path, monkeypatch: pytest.MonkeyPatch, status: int, result: str) -> None:
    """Ten of them, in one line; how the last one ended is what counts."""
    folder = data_folder(jobs.parent / "data", jobs)
    for count in range(12):
        note(folder, Event(NOW, "check", status if count == 11 else 75, "Acme, row 7"))
    found = looked_at(jobs, "", "systemd", monkeypatch=monkeypatch)["last runs"]
    assert (found.result, found.found.count("check")) == (result, 10)


def test_conflict_copies_are_named(jobs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Edits in a copy are read by nobody."""
    jobs.with_name("jobs (Ada's conflicted copy 2026-11-26).xlsx").write_bytes(b"x")
    assert "conflicted copy" in looked_at(jobs, "", "systemd", monkeypatch=monkeypatch)["copies"].found


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    check_setup.main([*arguments, "--json"])
    return list(json.loads(capsys.readouterr().out))


def test_doctor_tells_of_it(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The checks stand in the one list, and say how to install what is missing."""
    found = {each["check"]: each for each in document(capsys, "--workbook", str(jobs))}
    assert found["schedule"]["result"] == "warn"
    assert "schedule" in found["schedule"]["mend"]
    assert str(jobs) in found["schedule"]["mend"]


def test_a_refused_password_is_explained(
    jobs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a big provider refuses a log-in, two lines say where its password for programs comes from."""
    from followthrough.knowing.errors import ConfigError
    from followthrough.sending import mail

    def refused(*_: object, **__: object) -> None:
        raise ConfigError("smtp.gmail.com did not let ada in.")

    monkeypatch.setattr(mail, "try_login", refused)
    config = written(jobs.parent / "own", MAIL.replace("smtp.example.com", "smtp.gmail.com"))
    check_setup.main(["--workbook", str(jobs), "--config", str(config)])
    out = capsys.readouterr().out
    assert "      Your usual password is refused here; a program has one of its own.\n" in out
    assert "apppasswords" in out


def test_kinds_know_what_is_installed() -> None:
    """Asked for a key that nobody has, each kind answers with nothing."""
    assert kinds.scheduled("ffffffff") == {} or sys.platform == "win32"
