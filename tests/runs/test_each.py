"""One run over many people's workbooks, from the command line to the mails."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date, timedelta
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

import pytest

import nightly_check
import weekly_summary
from fleet_for_tests import applied, put
from followthrough.fleet.results import Result
from followthrough.shell.each import overview
from places import SCRIPTS
from smtp_server import serving
from workbooks_for_tests import cells_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from smtp_server import MailServer

pytestmark = pytest.mark.slow
LATE = date.today() - timedelta(days=20)  # noqa: DTZ011 - the day on the wall is meant
OPENING = date.today() - timedelta(days=9)  # noqa: DTZ011 - the same
LONG_AGO = date.today() - timedelta(days=25)  # noqa: DTZ011 - the same
ALL = "[share]\nlate = true\noffer = true\nquiet = true\nunreadable = true\nmail = true\n"


class Centre:
    """A career centre: a folder for each person, a config that is trusted, a mail server, and what a run said."""

    def __init__(self, folder: Path, server: MailServer, capsys: pytest.CaptureFixture[str]) -> None:
        self.people, self.server, self.capsys = folder / "people", server, capsys
        self.config = folder / "own" / "config.toml"
        self.config.parent.mkdir()
        self.config.write_text(
            f'[mail]\nhost = "localhost"\nport = {server.port}\nsecurity = "none"\nfrom = "centre@example.com"\n'
            'to = "coach@example.com"\n[files]\ndata = "data"\n[you]\nname = "Coach"\n[people]\n'
            '"../people/ann/jobs.xlsx" = {name = "Ann Bell", email = "ann@example.com"}\n'
            '"../people/ben/jobs.xlsx" = {name = "Ben", email = "ben@example.com"}\n',
            "utf-8",
        )

    def run(self, *options: str, script: Any = nightly_check) -> tuple[int, str, str]:  # noqa: ANN401 - a module
        """Status, stdout and stderr of a run over everybody."""
        status = script.main(["--config", str(self.config), *options, "--each", str(self.people)])
        return status, *self.capsys.readouterr()

    def mails(self) -> dict[str, tuple[str, str]]:
        """Who got which subject and text since the last call; nobody gets two of one run."""
        letters = [message_from_bytes(letter, policy=policy.default) for letter in self.server.letters]
        got = {}
        for letter in letters:
            body = letter.get_body(("plain",))
            assert body is not None
            assert letter["To"] not in got
            got[str(letter["To"])] = (str(letter["Subject"]), body.get_content())
        self.server.letters.clear()
        return got


@pytest.fixture
def centre(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Centre]:
    """The folder and a server that takes what is sent."""
    with serving() as server:
        yield Centre(tmp_path, server, capsys)


def test_each_gets_their_own_and_the_coach_a_digest(centre: Centre) -> None:
    """Who wants mail gets it, in their own name; the coach hears what is shared, and no word of a cell."""
    put(centre.people / "ann", applied(OPENING), config=ALL)
    put(centre.people / "ben", applied(LATE), config="[share]\nlate = true\n")
    put(centre.people / "cleo", applied(LATE))
    assert centre.run()[0] == 0
    got = centre.mails()
    assert set(got) == {"ann@example.com", "coach@example.com"}
    assert "Acme" not in got["coach@example.com"][1]
    assert "Acme" in got["ann@example.com"][1]
    assert "Coach" not in got["ann@example.com"][1]
    assert cells_of((centre.people / "cleo/jobs.xlsx").read_bytes())["F2"], "written for who shares nothing, too"


def test_the_digest_tells_what_is_new_once(centre: Centre) -> None:
    """A second night with nothing new sends none; an offer does."""
    heard = ("Bolt", "Analyst", "Interviewing", LONG_AGO)
    path = put(centre.people / "ann", heard, config=ALL.replace("mail = true", ""))
    put(centre.people / "dan", heard, name="dan.xlsx")
    centre.run()
    (subject, text) = centre.mails()["coach@example.com"]
    assert subject.startswith("1 person to look after: Ann Bell: quiet since ")
    assert "1 person shares nothing with you." in text
    assert "Bolt" not in text
    centre.run()
    assert centre.mails() == {}
    put(path.parent, ("Bolt", "Analyst", "Offer", LONG_AGO))
    centre.run()
    assert "an offer" in centre.mails()["coach@example.com"][1]


def test_lines_of_json_and_the_worst_status(centre: Centre) -> None:
    """A line a workbook; a broken one costs the others nothing and decides the status."""
    put(centre.people / "ann", applied(OPENING))
    (put(centre.people / "ben")).write_bytes(b"no workbook")
    put(centre.people / "cleo", applied(OPENING), config="[mail]\nto = 'eve@example.com'\n")
    status, out, err = centre.run("--json")
    lines = {line["workbook"].split("/")[-2]: line for line in map(json.loads, out.splitlines())}
    assert status == 3
    assert {name: line["status"] for name, line in lines.items()} == {"ann": 0, "ben": 4, "cleo": 3}
    assert sum(lines["ann"].pop("flags").values()) == 1
    own = str(centre.people / "ann/jobs.xlsx")
    assert lines["ann"] == {"workbook": own, "status": 0, "message": "", "leads": 1}
    assert "[mail] to is not believed" in lines["cleo"]["message"]
    assert err == ""


def test_an_overview_for_a_person(centre: Centre) -> None:
    """Two lines, and a line of trouble for each workbook that has some."""
    put(centre.people / "ann", applied(OPENING))
    (put(centre.people / "ben")).write_bytes(b"no workbook")
    status, out, err = centre.run()
    assert status == 4
    assert re.fullmatch("2 workbooks, 1 lead: 1 [A-Z][a-z]+[.]\n1 workbook needs a look[.]\n", out)
    assert err.startswith(str(centre.people / "ben/jobs.xlsx"))
    assert err.count("\n") == 1


def test_an_overview_does_not_depend_on_who_came_first() -> None:
    """The flags stand in the order in which everything else tells them."""
    came = [
        Result(workbook="a", status=0, leads=1, flags={"Waiting": 1}),
        Result(workbook="b", status=0, leads=3, flags={"Overdue": 2, "Waiting": 1}),
    ]
    assert overview(came) == overview(came[::-1]) == "2 workbooks, 4 leads: 2 Overdue, 2 Waiting."


def test_a_dry_run_of_many_keeps_nothing(centre: Centre) -> None:
    """No workbook is written, nobody gets mail, nothing is remembered."""
    path = put(centre.people / "ann", applied(OPENING), config=ALL)
    before = path.read_bytes()
    assert centre.run("--dry-run")[0] == 0
    assert (path.read_bytes(), centre.mails()) == (before, {})
    assert not (centre.config.parent / "data").exists()


def test_if_due_does_nobody_twice(centre: Centre) -> None:
    """What was done today is not done again; who came meanwhile is."""
    put(centre.people / "ann", applied(OPENING), config=ALL)
    centre.run("--if-due")
    assert "ann@example.com" in centre.mails()
    path = put(centre.people / "ben", applied(OPENING), config=ALL)
    centre.run("--if-due")
    assert set(centre.mails()) - {"coach@example.com"} == {"ben@example.com"}
    assert cells_of(path.read_bytes())["F2"] in ("Due", "Overdue")


def test_the_week_of_many(centre: Centre) -> None:
    """Everybody who wants mail gets their summary; who does not is judged all the same."""
    put(centre.people / "ann", applied(OPENING), config=ALL)
    put(centre.people / "ben", applied(LATE))
    status, out, _ = centre.run("--json", script=weekly_summary)
    assert (status, out.count("\n")) == (0, 2)
    got = centre.mails()
    assert "ann@example.com" in got
    assert "ben@example.com" not in got
    assert centre.run("--if-due", script=weekly_summary)[0] == 0
    assert "ann@example.com" not in centre.mails()


def test_outbox_of_many(centre: Centre, tmp_path: Path) -> None:
    """Each workbook's messages lie in a folder of their own, and nothing is sent."""
    put(centre.people / "ann", applied(OPENING), config=ALL)
    put(centre.people / "ben", applied(OPENING), config=ALL)
    centre.run("--outbox", str(tmp_path / "out"))
    assert centre.mails() == {}
    assert len(list((tmp_path / "out").glob("jobs-*/*.eml"))) == 2


MIXED = [
    (["--workbook", "jobs.xlsx"], "--workbook and --each do not go together: give one of them."),
    (["--demo"], "--demo and --each do not go together: give one of them."),
]


@pytest.mark.parametrize(("more", "says"), MIXED, ids=[row[0][0] for row in MIXED])
def test_what_does_not_go_together(centre: Centre, more: list[str], says: str) -> None:
    """Status 2 and a sentence."""
    centre.people.mkdir()
    assert centre.run(*more) == (2, "", f"{says}\n")


def test_dask_without_each(capsys: pytest.CaptureFixture[str]) -> None:
    """One workbook needs no cluster."""
    assert nightly_check.main(["--dask", "tcp://localhost:1", "--workbook", "jobs.xlsx"]) == 2
    assert capsys.readouterr().err == "--dask is for many workbooks: name them with --each.\n"


def test_a_run_that_was_killed_goes_on(centre: Centre) -> None:
    """Killed half-way, the same call does the rest, tells all of it, and nobody gets two mails."""
    names = [f"p{number:02}" for number in range(24)]
    for name in names:
        put(centre.people / name, applied(OPENING))
    command = [
        sys.executable,
        SCRIPTS / "nightly_check.py",
        "--config",
        centre.config,
        "--each",
        centre.people,
        "--json",
    ]
    night = subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603 - ours
    assert night.stdout is not None
    for _ in range(5):
        night.stdout.readline()
    night.kill()
    night.communicate()  # ends when its workers have, each after the workbook it had in work
    kept = centre.config.parent / "data/each/night.jsonl"
    done = [json.loads(line)["workbook"] for line in kept.read_text("utf-8").splitlines()[1:]]
    assert 5 <= len(done) < len(names)
    before = {path: os.stat(path).st_mtime_ns for path in done}  # noqa: PTH116 - names as they were written
    status, out, _ = centre.run("--json")
    assert status == 0
    assert len(out.splitlines()) == len(names)
    assert {path: os.stat(path).st_mtime_ns for path in done} == before  # noqa: PTH116 - the same
    assert not kept.exists()
