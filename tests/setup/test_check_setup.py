"""What is set up and what is not: each check passes, warns and fails where it should, with the line that mends it."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from typing import TYPE_CHECKING

import pytest

from check_setup import main
from configs_for_tests import written
from followthrough.keeping.folders import data_folder
from followthrough.keeping.state import State, write_state
from followthrough.setup.doctor import OLDEST
from places import ROOT
from workbooks_for_tests import workbook

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 23)
LEAD = ["Acme", "Applied", date(2026, 11, 16)]
HEADINGS = ["Company", "Stage", "Applied on"]


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook, and a data folder of its own."""
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    path = tmp_path / "jobs.xlsx"
    path.write_bytes(workbook(HEADINGS, LEAD))
    return path


def results(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, tuple[str, str | None]]]:
    """Status, and for each check how it ended and what mends it."""
    status = main([*arguments, "--json", "--today", TODAY.isoformat()])
    found = json.loads(capsys.readouterr().out)
    return status, {each["check"]: (each["result"], each["mend"]) for each in found}


def test_a_sound_setup_passes(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing fails; what is not set up yet is a warning with the line that mends it, and nothing is written."""
    before = sorted(jobs.parent.rglob("*"))
    status, found = results(capsys, "--workbook", str(jobs))
    assert status == 0
    assert {name: result for name, (result, _) in found.items() if name not in ("schedule", "data folder")} == {
        "Python": "pass", "config": "pass", "workbook": "pass", "columns": "pass", "dates": "pass", "writing": "pass",
        "mail": "warn", "last nights": "warn", "packages": "pass", "stages": "pass", "disk": "pass",
    }  # fmt: skip
    assert all(mend for result, mend in found.values() if result != "pass")
    assert sorted(jobs.parent.rglob("*")) == before


def test_no_workbook_fails_with_its_status(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 4, as the night would end; the other checks are still made."""
    status, found = results(capsys, "--workbook", str(jobs.with_name("none.xlsx")))
    assert (status, found["workbook"][0], "last nights" in found) == (4, "fail", True)


def test_cells_that_cannot_be_read_are_a_warning(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first of them is named by the run for a person."""
    jobs.write_bytes(workbook(HEADINGS, ["Acme", "Applied", "soon"]))
    assert results(capsys, "--workbook", str(jobs))[1]["dates"][0] == "warn"
    main(["--workbook", str(jobs)])
    assert "C2 (Applied on) first" in capsys.readouterr().out


def test_a_workbook_that_is_open_is_a_warning(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A night would not write to it."""
    jobs.with_name("~$jobs.xlsx").write_bytes(
        b"\x04Dana".ljust(55) + b"\x04\x00" + "Dana".encode("utf-16-le").ljust(108)
    )
    assert main(["--workbook", str(jobs)]) == 0
    assert "open (Dana)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        pytest.param(TODAY, "pass", id="last night"),
        pytest.param(date(2026, 11, 22), "pass", id="the night before"),
        pytest.param(date(2026, 11, 20), "warn", id="three nights ago"),
    ],
)
def test_silence_is_noticed(jobs: Path, capsys: pytest.CaptureFixture[str], last: date, expected: str) -> None:
    """Nothing tells somebody whose cron does not run, but this."""
    folder = data_folder(jobs.parent / "data", jobs)
    write_state(folder, State(nights=(last,)), TODAY)
    assert results(capsys, "--workbook", str(jobs))[1]["last nights"][0] == expected


def test_a_broken_template_fails(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before the morning on which it would be needed."""
    templates = jobs.parent / "templates"
    templates.mkdir()
    (templates / "voicemail.txt").write_text("{% if %}", "utf-8")
    config = jobs.parent / "mine.toml"
    config.write_text(f"[files]\ntemplates = '{templates}'\n", "utf-8")
    status, found = results(capsys, "--workbook", str(jobs), "--config", str(config))
    assert (status, found["templates"][0]) == (3, "fail")


def test_a_server_that_does_not_answer_fails(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A log-in is tried, nothing is sent; status 5, as a mail would end."""
    config = jobs.parent / "mine.toml"
    config.write_text(
        '[mail]\nhost = "127.0.0.1"\nport = 9\nsecurity = "none"\nfrom = "me@example.com"\nto = "me@example.com"\n',
        "utf-8",
    )
    status, found = results(capsys, "--workbook", str(jobs), "--config", str(config))
    assert (status, found["mail"][0]) == (5, "fail")


def test_send_test_without_a_server_is_a_file(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What would be sent lies in the outbox."""
    assert main(["--workbook", str(jobs), "--send-test"]) == 0
    assert "-test.eml" in capsys.readouterr().out
    assert list(jobs.parent.rglob("*-test.eml"))


def test_a_wrong_config_is_a_finding(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 3 and the sentence, among the checks that can be made without it; as JSON it is the contract's error."""
    config = jobs.parent / "mine.toml"
    config.write_text("[workbok]\n", "utf-8")
    asked = ["--workbook", str(jobs), "--config", str(config)]
    assert main(asked) == 3
    shown = capsys.readouterr().out
    assert ("FAIL  config" in shown, "did you mean “workbook”" in shown, "ok    Python" in shown) == (True, True, True)
    assert main([*asked, "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["error"]["status"] == 3


def test_the_configs_in_use_are_named(
    jobs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The one that may say everything, the one that lies over it, and where what the second must not say belongs."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("FOLLOWTHROUGH_CONFIG", raising=False)
    asked = ["--workbook", str(jobs)]

    def shown(*more: str) -> str:
        assert main([*asked, *more]) == 0
        return capsys.readouterr().out

    assert "config: the defaults\n" in shown()
    found = written(jobs.parent, "[dates]\n")
    assert f"config: the defaults, and over it {found} (merely found" in shown()
    mine = written(tmp_path / "mine", "[pipeline]\nopen_leads = 3\n")
    text = shown("--config", str(mine))
    assert f"config: {mine}, and over it {found} (merely found" in text
    assert f"[mail] in {mine}" in text
    assert f"config: {found}\n" in shown("--config", str(found))


def test_powers_that_are_not_believed_are_a_finding(
    jobs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what to do about it."""
    monkeypatch.delenv("FOLLOWTHROUGH_CONFIG", raising=False)
    written(jobs.parent, '[mail]\nhost = "mail.example.com"\n')
    assert main(["--workbook", str(jobs)]) == 3
    assert "FAIL  config: " in (text := capsys.readouterr().out)
    assert "[mail] host is not believed" in text


def test_no_workbook_named_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first thing somebody tries who has set nothing up."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert main([]) == 2
    assert "check_setup FILE" in capsys.readouterr().out


def test_every_cell_to_mend_has_its_line(jobs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Cell, what was found, what would be right; and the value that was meant, where only one can be."""
    rows: list[list[object]] = [
        ["Acme", "Applied", "2O26-11-O3"],
        ["Birch", "Aplied", date(2026, 11, 16)],
        ["Cedar", "Applied", "soon"],
    ]
    jobs.write_bytes(workbook(HEADINGS, *rows))
    found = results(capsys, "--workbook", str(jobs))[1]
    assert found["dates"] == ("warn", "put 2026-11-03 there, if that was meant")
    assert found["cell C4"] == ("warn", "put a date, like 2026-11-23 there")
    assert found["stages"][0] == "warn"


def test_the_packages_are_those_of_the_project() -> None:
    """What check-setup asks for is what is installed with it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert sorted(f"{name}>={oldest}" for name, oldest in OLDEST.items()) == sorted(project["dependencies"])


def test_a_package_that_is_too_old_fails(
    jobs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may fail at night, when nobody looks."""
    monkeypatch.setitem(OLDEST, "pandas", "99.0")
    monkeypatch.setitem(OLDEST, "no-such-package", "1.0")
    main(["--workbook", str(jobs)])
    shown = capsys.readouterr().out
    assert "is older than 99.0" in shown
    assert "no-such-package is missing" in shown
