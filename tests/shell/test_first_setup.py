"""``init``: from nothing to a checked workbook, on a real terminal or without one, and again without loss."""

from __future__ import annotations

import io
import os
import stat
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import first_setup
import weekly_summary
from configs_for_tests import written
from followthrough.keeping.folders import data_folder
from followthrough.keeping.state import read_state
from leads_for_tests import table
from places import SCRIPTS
from proof_for_tests import proving
from workbooks_for_tests import cells_of, workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

pexpect = pytest.importorskip("pexpect", reason="terminals are a thing of Unix")

SCRIPT = str(SCRIPTS / "follow_through.py")
TODAY = date.today()  # noqa: DTZ011 - as the runs see it
ODD = ("Firma / Standort", "Stelle", "Beworben am", "Wie läuft's?", "Mail-Adresse")
WORDS = ("abgeschickt", "abgeschickt", "Gespräch gehabt", "Absage :(", "warte", "xyzzy")
CRONTAB = """#!/bin/sh
case "$1" in
-l) cat "{table}" 2>/dev/null || { echo "no crontab for ada" >&2; exit 1; } ;;
-r) rm "{table}" ;;
-) cat > "{table}" ;;
esac
"""


def odd_tracker(rows: int = 24, *, apart: int = 2) -> bytes:
    """A tracker with headings and words of its owner's own, below a title."""
    leads = [
        (f"Firma {n}", f"Stelle {n}", TODAY - timedelta(days=apart * n + 4), WORDS[n % len(WORDS)], f"d{n}@example.com")
        for n in range(rows)
    ]
    return workbook(("Bewerbungen",), (), ODD, *leads)


class Home:
    """A fresh home, and a terminal or none in it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.jobs, self.capsys = folder, folder / "meine jobs.xlsx", capsys
        self.config = folder / ".config" / "followthrough" / "config.toml"
        self.table = folder / "crontab of ada"
        program = written(folder / "bin", CRONTAB.replace("{table}", str(self.table)), "crontab")
        program.chmod(0o755)
        self.environment = {"HOME": str(folder), "PATH": f"{program.parent}:/usr/bin:/bin", "LANG": "de_DE.UTF-8"}

    def run(self, *arguments: str | Path, status: int = 0) -> str:
        """A run where nobody can answer; what it said, of trouble where there was any."""
        with proving(self.jobs):
            assert first_setup.main([*map(str, arguments)]) == status
        said = self.capsys.readouterr()
        assert bool(said.err) is bool(status), said.err
        return said.err or said.out

    def talk(self, *arguments: str | Path, answers: Mapping[str, str], status: int = 0) -> str:
        """A run on a terminal: what is not answered here is answered by Enter."""
        environment = {**self.environment, "TERM": "dumb"}
        line = [SCRIPT, "init", *map(str, arguments)]
        asked = r"(?:^|\n)([^\n]*?(?:\[Y/n\]|\[y/N\]|\[[^\]\n]*\]|Your [^\n]*?|not shown[^\n]*\)|Which\?[^\n]*)) $"
        run = pexpect.spawn(
            sys.executable, line, env=environment, cwd=self.folder, dimensions=(60, 200), encoding="utf-8", timeout=60
        )
        said = ""
        while run.expect([asked, pexpect.EOF]) == 0:
            said += run.before + run.after
            run.sendline(next((answer for words, answer in answers.items() if words in run.match[1]), ""))
        said += run.before
        run.close()
        assert (run.exitstatus, "Traceback" in said) == (status, False), said
        return str(said)

    @property
    def settings(self) -> dict[str, dict[str, object]]:
        """What their own config says."""
        return tomllib.loads(self.config.read_text("utf-8"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    """A home in which nothing was ever set up, and somebody who stands in it and has no terminal."""
    made = Home(tmp_path / "ada", capsys)
    for name in [name for name in os.environ if name.startswith(("XDG_", "FOLLOWTHROUGH_", "LC_"))]:
        monkeypatch.delenv(name)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(made.folder)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return made


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_nothing_is_done_where_nobody_can_answer(home: Home) -> None:
    """No terminal and no --yes: it says what it would do, and does nothing; no prompt hangs."""
    home.jobs.write_bytes(odd_tracker())
    before = files(home.folder)
    out = home.run(home.jobs)
    assert "Nothing was done" in out
    assert "--yes" in out
    assert files(home.folder) == before


def test_yes_takes_what_enter_gives(home: Home) -> None:
    """With --yes and options, the same without a question: mapping, settings, columns, a first check."""
    home.jobs.write_bytes(odd_tracker())
    options = ["--yes", "--name", "Ada Byron", "--email", "ada@example.com", "--country", "DE", "--no-schedule"]
    home.run(home.jobs, *options)
    cells = cells_of(home.jobs.read_bytes())
    assert (cells["F3"], cells["H3"]) == ("Flag", "Due")
    assert cells["F4"] in ("Waiting", "Due")
    mapping = tomllib.loads(home.jobs.with_name("config.toml").read_text("utf-8"))
    assert mapping["columns"]["Stage"] == ODD[3]
    assert home.settings == {
        "workbook": {"path": str(home.jobs)},
        "you": {"name": "Ada Byron", "email": "ada@example.com"},
        "calendar": {"country": "DE"},
    }
    assert not home.table.exists()


@pytest.mark.slow
def test_enter_is_always_an_answer(home: Home) -> None:
    """Somebody without a tracker who only presses Enter has a workbook, a config and a scheduled night."""
    said = home.talk(answers={})
    jobs = home.folder / "job-search.xlsx"
    assert jobs.exists()
    assert home.settings["workbook"]["path"] == str(jobs)
    assert home.settings["calendar"]["country"] == "DE"
    assert home.table.read_text("utf-8").count(" --if-due ") == 3
    assert said.index("This is what happens now") < said.index("Go on?") < said.index("was made")


@pytest.mark.slow
def test_a_conversation_about_an_own_tracker(home: Home) -> None:
    """Guesses are asked about once, answers are in force, and the words without a meaning are explained."""
    home.jobs.write_bytes(odd_tracker())
    answers = {"Workbook": f"'{home.jobs}'", "Your name": "Ada Byron", "Your e-mail": "ada@gmail.com", "Which?": "7",
               "Send it by mail?": "y", "not shown": "secret words", "test mail": "n", "Write it?": "n"}  # fmt: skip
    said = home.talk(answers=answers, status=5)  # that server is not reached from a test
    assert said.count("“xyzzy” mean") == 1
    assert "apppasswords" in said
    mapping = tomllib.loads(home.jobs.with_name("config.toml").read_text("utf-8"))
    assert (mapping["columns"]["Stage"], mapping["stages"]["xyzzy"]) == (ODD[3], "Closed")
    mail = home.settings["mail"]
    assert (mail["host"], mail["user"], mail["from"]) == ("smtp.gmail.com", "ada@gmail.com", "ada@gmail.com")
    kept = Path(str(mail["password_file"]))
    assert (kept.read_text("utf-8"), stat.S_IMODE(kept.stat().st_mode)) == ("secret words\n", 0o600)
    assert "secret words" not in said + home.config.read_text("utf-8")
    assert not home.table.exists()
    assert cells_of(home.jobs.read_bytes())["F3"] == "Flag"


@pytest.mark.slow
def test_run_again(home: Home) -> None:
    """What was answered is what Enter gives; comments of the owner's and all else stay; nothing is written twice."""
    home.jobs.write_bytes(odd_tracker())
    home.run(home.jobs, "--yes", "--name", "Ada", "--no-schedule")
    home.config.write_text(home.config.read_text("utf-8").replace("[you]", "[you] # me"), "utf-8")
    before = files(home.folder)
    home.run("--yes", "--no-schedule", "--phone", "555-0100")
    after = files(home.folder)
    changed = {Path(name) for name in after if after[name] != before.get(name)}
    assert {path.name for path in changed if path.parent.name != "snapshots"} <= {
        "config.toml",
        "state.json",
        "events.log",
    }
    assert home.settings["you"] == {"name": "Ada", "phone": "555-0100"}
    assert "[you] # me" in home.config.read_text("utf-8")


@pytest.mark.slow
def test_a_no_does_nothing(home: Home) -> None:
    """Until "Go on?" is answered nothing is written."""
    home.jobs.write_bytes(odd_tracker())
    before = files(home.folder)
    assert "Nothing was done" in home.talk(home.jobs, answers={"Go on?": "n"})
    assert files(home.folder) == before


@pytest.mark.slow
@pytest.mark.parametrize(("answer", "named"), table(("left out", "y", False), ("not left out", "n", True)))
def test_old_rows(home: Home, monkeypatch: pytest.MonkeyPatch, answer: str, named: bool) -> None:
    """A hundred rows of long ago are asked about; left out, neither mail names them, and the worksheet still does."""
    rows = [(f"Old {n}", "Applied", TODAY - timedelta(days=100 + n), "d@example.com") for n in range(100)]
    home.jobs.write_bytes(workbook(("Company", "Stage", "Applied on", "Email"), *rows))
    said = home.talk(home.jobs, "--no-schedule", answers={"have not moved": answer})
    assert "100 rows have not moved for 60 days" in said
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(home.folder / ".local" / "share" / "followthrough"))
    folder = data_folder(Path(os.environ["FOLLOWTHROUGH_DATA"]), home.jobs)
    assert len(read_state(folder).mailed) == (0 if named else 100)
    assert weekly_summary.main(["--workbook", str(home.jobs), "--outbox", str(home.folder / "out")]) == 0
    (page,) = (home.folder / "out").glob("*.html")
    assert ("Old 1" in page.read_text("utf-8")) is named
    assert cells_of(home.jobs.read_bytes())["E2"] == "Move on"


@pytest.mark.parametrize(
    ("content", "arguments", "status", "words"),
    table(
        ("no list of jobs", workbook(("Monday", "Tuesday"), (1, 2)), [], 4, "heading"),
        ("a mail to nobody", odd_tracker(), ["--mail-host", "smtp.example.com"], 2, "--email"),
    ),
)
def test_trouble_is_one_sentence(home: Home, content: bytes, arguments: list[str], status: int, words: str) -> None:
    """What cannot be set up is said, and nothing was written."""
    home.jobs.write_bytes(content)
    before = files(home.folder)
    said = home.run(home.jobs, "--yes", "--no-schedule", *arguments, status=status)
    assert (words in said, said.count("\n")) == (True, 1)
    assert files(home.folder) == before


def test_a_csv_file_becomes_a_workbook(home: Home) -> None:
    """The text file stays as it is, and the workbook beside it is the one in the config."""
    source = written(home.folder, "Company,Stage,Applied on\nAcme,Applied,2026-11-16\n", "jobs.csv")
    home.run(source, "--yes", "--no-schedule")
    assert home.settings["workbook"]["path"] == str(source.with_suffix(".xlsx"))
    assert source.read_text("utf-8").startswith("Company,")


@pytest.mark.slow
def test_days_are_never_taken_for_what_they_may_be(home: Home) -> None:
    """Which number is the month is asked; Enter leaves it open, and an answer stands in config.toml."""
    rows = [(f"Firm {n}", "Applied", f"0{n}/03/{TODAY.year}") for n in range(1, 9)]
    home.jobs.write_bytes(workbook(("Company", "Stage", "Applied on"), *rows))
    home.talk(home.jobs, "--no-schedule", answers={})
    place = home.jobs.with_name("config.toml")
    assert "day_first" not in tomllib.loads(place.read_text("utf-8")).get("dates", {})
    home.talk(home.jobs, "--no-schedule", answers={"Which?": "1"})
    assert tomllib.loads(place.read_text("utf-8"))["dates"] == {"day_first": True}


@pytest.mark.slow
def test_headings_that_nobody_knows(home: Home) -> None:
    """Where no heading is known the owner points at the row and the columns, and that is the mapping."""
    rows = [(f"Firm {n}", TODAY - timedelta(days=4 * n + 2), "sent" if n % 2 else "nope") for n in range(20)]
    home.jobs.write_bytes(workbook(("my hunt",), ("who", "sent it", "where it stands"), *rows))
    said = home.talk(home.jobs, "--no-schedule", answers={"Which?": "1"})
    assert "who | sent it | where it stands" in said
    columns = tomllib.loads(home.jobs.with_name("config.toml").read_text("utf-8"))["columns"]
    assert (columns["Company"], columns["Role"]) == ("who", "sent it")  # the first of those that were left
    assert cells_of(home.jobs.read_bytes())["D2"] == "Flag"
