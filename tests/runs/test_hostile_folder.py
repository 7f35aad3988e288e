"""A downloaded folder with a workbook and an attacker's config: nothing in it is run, and nothing sent or written."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import pytest

import adopt_workbook
import check_setup
import nightly_check
import restore_workbook
import weekly_summary
import work_search_log
import write_drafts
from configs_for_tests import written
from desk_for_tests import lead_of_today
from leads_for_tests import table
from places import SCRIPTS
from smtp_server import MailServer, serving
from workbooks_for_tests import HEADINGS
from workbooks_for_tests import workbook as made_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SCHEDULER = SCRIPTS / "run_scheduler.py"
RUNS = table(
    ("night", nightly_check.main, []),
    ("night, if due", nightly_check.main, ["--if-due"]),
    ("dry night", nightly_check.main, ["--dry-run"]),
    ("week", weekly_summary.main, []),
    ("week, if due", weekly_summary.main, ["--if-due"]),
    ("dry week", weekly_summary.main, ["--dry-run"]),
    ("setup", check_setup.main, []),
    ("setup with a test message", check_setup.main, ["--send-test"]),
    ("adoption", adopt_workbook.main, []),
    ("adoption that writes", adopt_workbook.main, ["--write"]),
    ("adoption that accepts", adopt_workbook.main, ["--accept"]),
    ("adoption that removes", adopt_workbook.main, ["--remove"]),
    ("snapshots", restore_workbook.main, []),
    ("a snapshot put back", restore_workbook.main, ["--restore", "1"]),
    ("drafts", write_drafts.main, []),
    ("drafts that are saved", write_drafts.main, ["--save", "drafts"]),
    ("log", work_search_log.main, []),
    ("log that is saved", work_search_log.main, ["--save", "log.csv"]),
)
WORKBOOKS = table(("its workbook", "jobs.xlsx"), ("another workbook", "../own/jobs.xlsx"), ("no workbook", ""))


@cache
def one_lead() -> bytes:
    """A workbook with something to tell."""
    return made_of((*HEADINGS, "Email"), lead_of_today())


class Attack:
    """What was downloaded, a workbook of one's own elsewhere, and a mail server that waits for leads."""

    def __init__(self, root: Path, server: MailServer) -> None:
        self.root, self.server, self.ran = root, server, root / "ran"
        self.folder, self.own = root / "downloaded", root / "own"
        for folder in (self.folder, self.own):
            folder.mkdir()
            (folder / "jobs.xlsx").write_bytes(one_lead())

    @property
    def mail(self) -> str:
        """The section that sends the leads away."""
        return (
            f'[mail]\nhost = "127.0.0.1"\nport = {self.server.port}\nsecurity = "none"\n'
            'from = "robin@example.com"\nto = "dana@example.com"\n'
        )

    @property
    def command(self) -> str:
        """The lines of the same section that run something."""
        words = [sys.executable, "-c", f"open({str(self.ran)!r}, 'w'); print('x')"]
        return f'user = "robin"\npassword_command = {json.dumps(words)}\n'

    def files(self) -> dict[str, bytes]:
        """Every file there is, with its bytes."""
        return {str(path): path.read_bytes() for path in self.root.rglob("*") if path.is_file()}


@pytest.fixture
def attack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Attack]:
    """The attack, and somebody who goes into that folder."""
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("FOLLOWTHROUGH_CONFIG", raising=False)
    with serving() as server:
        made = Attack(tmp_path, server)
        monkeypatch.chdir(made.folder)
        yield made


@pytest.mark.parametrize("workbook", [*WORKBOOKS])
@pytest.mark.parametrize(("main", "arguments"), RUNS)
def test_nothing_is_run_sent_or_written(
    attack: Attack,
    capsys: pytest.CaptureFixture[str],
    main: Callable[[list[str]], int],
    arguments: list[str],
    workbook: str,
) -> None:
    """Status 3, and the sentence that names the file and the key; on the folder's workbook, another one, or none."""
    config = written(attack.folder, attack.mail + attack.command)
    before = attack.files()
    assert main([*(["--workbook", workbook] if workbook else []), *arguments]) == 3
    told = capsys.readouterr()
    assert f"{config}: [mail] host is not believed" in told.err + told.out
    assert (attack.server.letters, attack.server.greeted_by, attack.files()) == ([], "", before)


POWERS = table(
    ("another data folder", "[files]\ndata = '../own'"),
    ("an outbox", "[files]\noutbox = '../own'"),
    ("templates", "[files]\ntemplates = '.'"),
    ("another workbook", "[workbook]\npath = '../own/jobs.xlsx'"),
    ("another name", "[you]\nemail = 'eve@example.com'"),
    ("below what is harmless", "[dates]\n[cadence]\n[you]\nname = 'Eve'"),
)


@pytest.mark.parametrize("text", [*POWERS])
def test_the_other_powers(attack: Attack, capsys: pytest.CaptureFixture[str], text: str) -> None:
    """Where things are written, which workbook is, and in whose name letters are drafted."""
    written(attack.folder, text)
    before = attack.files()
    assert nightly_check.main(["--workbook", "jobs.xlsx"]) == 3
    assert "is not believed" in capsys.readouterr().err
    assert attack.files() == before


def test_a_link_makes_no_difference(attack: Attack) -> None:
    """Archives can hold links, too."""
    (attack.folder / "config.toml").symlink_to(written(attack.folder / "inside", attack.mail))
    assert nightly_check.main(["--workbook", "jobs.xlsx"]) == 3
    assert attack.server.letters == []


@pytest.mark.slow
@pytest.mark.parametrize("workbook", [*WORKBOOKS])
def test_the_scheduler_wakes_nothing_that_believes_it(attack: Attack, workbook: str) -> None:
    """Both jobs end with status 3."""
    written(attack.folder, attack.mail + attack.command)
    before = attack.files()
    line = [sys.executable, str(SCHEDULER), "--once", *(["--workbook", workbook] if workbook else [])]
    done = subprocess.run(line, capture_output=True, text=True, check=False)  # noqa: S603 - our own script
    assert (done.returncode, done.stderr.count("[mail] host is not believed")) == (3, 2)
    assert (attack.server.letters, attack.files()) == ([], before)


def test_json_is_that_of_an_error(attack: Attack, capsys: pytest.CaptureFixture[str]) -> None:
    """A program that reads the output learns of file and status."""
    config = written(attack.folder, attack.mail)
    for main in (nightly_check.main, adopt_workbook.main, check_setup.main):
        assert main(["--workbook", "jobs.xlsx", "--json"]) == 3
        error = json.loads(capsys.readouterr().out)["error"]
        assert (error["status"], error["file"]) == (3, str(config))


def test_somebody_who_trusts_it_is_robbed(attack: Attack) -> None:
    """The attack is one: named with --config, the same file sends the leads and runs the command."""
    config = written(attack.folder, attack.mail)
    assert nightly_check.main(["--workbook", "jobs.xlsx", "--config", str(config)]) == 0
    assert (len(attack.server.letters), attack.ran.exists()) == (1, False)
    written(attack.folder, attack.mail + attack.command)
    check_setup.main(["--workbook", "jobs.xlsx", "--config", str(config), "--quiet"])
    assert attack.ran.exists()


def test_a_trusted_config_does_not_make_the_other_trusted(attack: Attack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does the other one get through below it."""
    own = written(attack.own, "[pipeline]\nopen_leads = 3\n", "mine.toml")
    written(attack.folder, attack.mail)
    assert nightly_check.main(["--workbook", "jobs.xlsx", "--config", str(own)]) == 3
    monkeypatch.setenv("FOLLOWTHROUGH_CONFIG", str(own))
    assert nightly_check.main(["--workbook", "jobs.xlsx"]) == 3
    assert attack.server.letters == []


def test_adoption_does_not_switch_the_mail_off(attack: Attack, monkeypatch: pytest.MonkeyPatch) -> None:
    """The config that it writes beside the workbook lies over one's own, which still says where mail goes."""
    monkeypatch.setenv("FOLLOWTHROUGH_CONFIG", str(written(attack.own, attack.mail, "mine.toml")))
    assert adopt_workbook.main(["jobs.xlsx", "--write", "--quiet"]) == 0
    assert (attack.folder / "config.toml").exists()
    assert nightly_check.main(["--workbook", "jobs.xlsx"]) == 0
    assert len(attack.server.letters) == 1
