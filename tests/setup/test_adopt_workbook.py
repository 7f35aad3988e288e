"""Adopting a tracker: shown first, written when told to, taken back without a trace in the cells."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import adopt_workbook
from configs_for_tests import config_beside, written
from followthrough.knowing.columns import OURS
from followthrough.knowing.hints import Hints
from followthrough.setup.adopted_config import _quoted
from followthrough.setup.config import load_config
from followthrough.understanding.read import read_workbook
from proof_for_tests import proving
from sheets_for_tests import differing_cells
from workbooks_for_tests import many, workbook

HEADINGS = ["Firma", "Stelle", "Status", "Beworben am"]
ROWS = [
    ["Acme", "Analyst", "abgesagt", "16/11/2026"],
    ["Birch", "Clerk", "läuft gut", "03/11/2026"],
    ["", "", "", ""],
    ["Total", "", "", ""],
]


@pytest.fixture
def tracker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A German tracker with a total below the list."""
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    path = tmp_path / "jobs.xlsx"
    path.write_bytes(workbook(HEADINGS, *ROWS))
    return path


def main(arguments: list[str]) -> int:
    """Adopt a tracker; what was written is proven."""
    with proving(Path(arguments[0])):
        return adopt_workbook.main(arguments)


def shown(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    main([str(path), "--json"])
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_json_is_that_of_the_contract(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Worksheet, columns, rows, stages, day order and what was passed over; nothing is written."""
    before = tracker.read_bytes()
    document = shown(tracker, capsys)
    assert document["columns"]["Company"] == {"column": "A", "heading": "Firma"}
    assert document["rows"] == {"first": 2, "last": 3, "leads": 2}
    assert (document["stages"], document["unknown_stages"]) == ({"abgesagt": "Closed"}, ["läuft gut"])
    assert document["day_first"] == {"Applied on": {"value": True, "decided_by": "D2"}}
    assert [row["row"] for row in document["ignored_rows"]] == [5]
    assert document["refused"] is None
    assert (tracker.read_bytes(), sorted(p.name for p in tracker.parent.iterdir())) == (before, ["jobs.xlsx"])


def test_what_is_no_list_of_leads_is_refused_with_its_reason(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Better no than wrong: status 4, and the reason where a program looks for it."""
    tracker.write_bytes(workbook(["Monday", "Tuesday"], ["Acme", "Birch"]))
    assert main([str(tracker), "--json"]) == 4
    assert "headings" in json.loads(capsys.readouterr().out)["refused"]


def test_write_then_remove_leaves_every_cell_as_it_was(tracker: Path) -> None:
    """The five columns come and go; a second --write changes nothing; the mapping lies beside the workbook."""
    before = tracker.read_bytes()
    assert main([str(tracker), "--write", "--quiet"]) == 0
    written = tracker.read_bytes()
    assert main([str(tracker), "--write", "--quiet"]) == 0
    assert tracker.read_bytes() == written
    config = config_beside(tracker)
    assert (config.hints.columns["Company"], config.hints.stages["abgesagt"]) == ("Firma", "Closed")
    assert main([str(tracker), "--remove", "--quiet"]) == 0
    assert differing_cells(before, tracker.read_bytes(), "Jobs") == set()


def test_a_config_that_is_there_is_left(tracker: Path) -> None:
    """It is its owner's."""
    place = tracker.with_name("config.toml")
    place.write_text("# mine\n", "utf-8")
    assert main([str(tracker), "--write", "--quiet"]) == 0
    assert place.read_text("utf-8") == "# mine\n"


@pytest.mark.parametrize(
    "text",
    ["Firma", 'say "when"', "C:\\users", "two\nlines", '"]\n[files]\ndata = "/"', "\x1b[31m", "公司", "\u202eabc"],
    ids=["plain", "quotes", "a path", "lines", "a section", "escape", "Chinese", "right to left"],
)
def test_no_cell_becomes_a_line_of_the_config(text: str) -> None:
    """A heading is written as one TOML string, whatever it holds, and reads back as it was."""
    assert tomllib.loads(f"value = {_quoted(text)}") == {"value": text}


def config_of(tracker: Path) -> Path:
    return tracker.with_name("config.toml")


def test_the_config_is_written_before_the_workbook(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where it cannot be, nothing was changed: a link to nowhere lies in its place."""
    before = tracker.read_bytes()
    config_of(tracker).symlink_to(tracker.with_name("nowhere.toml"))
    assert main([str(tracker), "--write", "--quiet"]) == 4
    assert (tracker.read_bytes(), "is there already" in capsys.readouterr().err) == (before, True)


def test_accept_replaces_what_nobody_touched(tracker: Path) -> None:
    """Also where rows were added since: the config is ours as long as its owner changed nothing in it."""
    assert main([str(tracker), "--write", "--quiet"]) == 0
    assert '# "läuft gut"' in config_of(tracker).read_text("utf-8")
    tracker.write_bytes(workbook(HEADINGS, *ROWS[:2], ["Cedar", "Cook", "Rejceted", "16/11/2026"]))
    assert main([str(tracker), "--accept", "--quiet"]) == 0
    assert config_beside(tracker).hints.stages["Rejceted"] == "Closed"


def test_accept_adds_to_what_its_owner_changed(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was accepted is in force, and every line and comment of the owner's is where it was."""
    tracker.write_bytes(workbook(HEADINGS, ["Cedar", "Cook", "Rejceted", "16/11/2026"]))
    mine = '# mine\n[stages]  # my words\n"läuft gut" = "Applied"\n\n# the end\n'
    config_of(tracker).write_text(mine, "utf-8")
    assert main([str(tracker), "--accept"]) == 0
    assert "is yours: what you accepted was added" in " ".join(capsys.readouterr().out.split())
    assert config_beside(tracker).hints.stages == {"läuft gut": "Applied", "Rejceted": "Closed"}
    assert [line for line in config_of(tracker).read_text("utf-8").splitlines() if "Rejceted" not in line] == (
        mine.splitlines()
    )


def test_your_own_config_stays_in_force(tracker: Path, tmp_path: Path) -> None:
    """The one beside the workbook lies over it, and has its words in it; what it does not say is still yours."""
    mine = written(tmp_path / "elsewhere", '[pipeline]\nopen_leads = 3\n[stages]\n"läuft gut" = "Applied"\n')
    assert main([str(tracker), "--write", "--quiet", "--config", str(mine)]) == 0
    config = load_config(mine, tracker, {}, tmp_path)
    assert (config.policy.open_leads, config.hints.columns["Company"]) == (3, "Firma")
    assert config_beside(tracker).hints.stages == {"abgesagt": "Closed", "läuft gut": "Applied"}
    before = tracker.read_bytes(), config_of(tracker).read_bytes()
    assert main([str(tracker), "--write", "--quiet", "--config", str(mine)]) == 0
    assert (tracker.read_bytes(), config_of(tracker).read_bytes()) == before


def test_one_in_the_current_folder_is_not_put_out_of_force(
    tracker: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of those that are merely found one counts: a new one beside the workbook would outrank it as a whole."""
    written(tmp_path / "elsewhere", '[calendar]\ncountry = "DE"\n')
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert main([str(tracker), "--write"]) == 0
    assert "stays as it is" in capsys.readouterr().out
    assert not config_of(tracker).exists()


def test_a_trusted_config_beside_the_workbook_is_its_owners(tracker: Path) -> None:
    """It is the same file, and may hold powers."""
    mine = written(tracker.parent, '[files]\noutbox = "out"\n')
    before = mine.read_bytes()
    assert main([str(tracker), "--write", "--quiet", "--config", str(mine)]) == 0
    assert mine.read_bytes() == before


def test_what_must_be_trusted_is_not_written_into_what_is_found(tracker: Path, tmp_path: Path) -> None:
    """Whatever the trusted config says of the five that are written, the one beside the workbook is read again."""
    five = "".join(f'"{name}" = ""\n' for name in OURS)
    mine = written(tmp_path / "elsewhere", f'[columns]\n{five}"Decision by" = ""\n')
    for action in ("--write", "--accept"):
        assert main([str(tracker), action, "--quiet", "--config", str(mine)]) == 0
        found = load_config(mine, tracker, {}, tmp_path / "home")
        assert found.found == config_of(tracker)
        assert found.hints.columns["Decision by"] == ""


def test_nothing_to_accept_is_said(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Silence would leave somebody wondering."""
    tracker.write_bytes(workbook(HEADINGS, ROWS[0]))
    assert main([str(tracker), "--accept"]) == 0
    assert "There is nothing to accept" in capsys.readouterr().out


def test_each_step_names_the_next(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Show, write, and the night that fills the columns."""
    main([str(tracker)])
    assert f"adopt_workbook {tracker} --write adds the five columns" in capsys.readouterr().out
    main([str(tracker), "--write"])
    assert f"nightly_check --workbook {tracker} fills them" in capsys.readouterr().out


def test_an_order_of_days_decides_for_its_own_column_only(tracker: Path) -> None:
    """The config that is written must not read a date that was in doubt before."""
    rows = [["Acme", "Analyst", "Interview", "25/10/2026", "05/11/2026"]]
    tracker.write_bytes(workbook([*HEADINGS, "Interview date"], *rows))
    before = read_workbook(tracker.read_bytes(), Hints()).leads
    assert main([str(tracker), "--write", "--quiet"]) == 0
    hints = config_beside(tracker).hints
    after = read_workbook(tracker.read_bytes(), hints).leads
    assert [lead.interview_on for lead in (*before, *after)] == [None, None]
    assert "the day comes first, as D2 shows" in config_of(tracker).read_text("utf-8")


def test_a_follow_up_date_is_asked_about(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A deed or a plan? Its owner says, with a line that stands there to be put in force."""
    rows = [[*ROWS[0], day] for day in ("18/11/2026", "18/12/2026")]
    tracker.write_bytes(workbook([*HEADINGS, "Follow Up Date"], *rows))
    assert main([str(tracker), "--write", "--today", "2026-11-27"]) == 0
    assert "Which days stand under" in capsys.readouterr().out
    assert '# "Last follow-up" = "Follow Up Date"' in config_of(tracker).read_text("utf-8")


def test_a_renamed_heading_is_known_again(tracker: Path) -> None:
    """The column is read on, as the night before left a name for it, and its owner is told what to say."""
    rows = [["Acme", "Analyst", stage, "16/11/2026"] for stage in ("Applied", "Rejected", "Interview")]
    tracker.write_bytes(workbook(["Company", "Role", "Status", "Date applied"], *rows))
    assert main([str(tracker), "--write", "--quiet"]) == 0
    config_of(tracker).unlink()
    book = load_workbook(tracker)
    book["Jobs"]["C1"] = "How it went"
    book.save(tracker)
    reading = read_workbook(tracker.read_bytes(), Hints())
    assert [lead.stage for lead in reading.leads] == ["Applied", "Closed", "Interviewing"]
    assert '"Stage" = "How it went"' in reading.problems[0].sentence


def test_a_sheet_that_is_not_read_is_named(tracker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is still to be applied for stands on a sheet of its own, headed in another way: its owner hears of it."""
    sheets = {
        "To apply": [["Company", "Role", "Deadline"], ["Elm", "Cook", "1/12/2026"]],
        "Applied": [["Company", "Role", "Date applied"], ["Acme", "Analyst", "16/11/2026"]],
    }
    tracker.write_bytes(many(sheets))
    document = shown(tracker, capsys)
    assert (document["worksheet"], document["similar_worksheets"]) == ("Applied", ["To apply"])
