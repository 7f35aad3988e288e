"""What version 0.1 left behind goes on under this one: workbook, config, what was remembered, snapshots (promise 4).

``tests/make_old_files.py`` made them with that version, on 28 November 2026.
"""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import adopt_workbook
import check_setup
import nightly_check
import restore_workbook
import weekly_summary
from followthrough.keeping.folders import data_folder
from followthrough.keeping.state import read_state
from followthrough.shell import command
from proof_for_tests import proving
from workbooks_for_tests import cells_of

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

LAST = date(2026, 11, 28)
OLD = Path(__file__).parent / "of_0_1"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workbook with its config beside it, and its data folder where it was."""
    data = tmp_path / "data"
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(data))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("FOLLOWTHROUGH_CONFIG", raising=False)
    path = tmp_path / "home" / "jobs.xlsx"
    path.parent.mkdir()
    for name in ("jobs.xlsx", "config.toml"):
        shutil.copyfile(OLD / name, path.with_name(name))
    kept = data_folder(data, path)
    kept.mkdir(parents=True)
    shutil.copyfile(OLD / "state.json", kept / "state.json")
    shutil.copytree(OLD / "snapshots", kept / "snapshots")
    on(monkeypatch, LAST + timedelta(days=1))
    return path


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Let it be that day."""
    monkeypatch.setattr(command, "local_today", lambda: day)


def kept(book: Path) -> Path:
    """The data folder."""
    return data_folder(book.parents[1] / "data", book)


def mails(book: Path, kind: str) -> list[str]:
    """The pages in the outbox."""
    return [path.read_text("utf-8") for path in sorted((kept(book) / "outbox").glob(f"*{kind}*.html"))]


def test_the_next_night_goes_on(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It writes into the five columns of before and no others, proven; the night after writes nothing."""
    before = set(cells_of(book.read_bytes()))
    with proving(book):
        assert nightly_check.main(["--workbook", str(book)]) == 0
    cells = cells_of(book.read_bytes())
    assert {cell for cell in cells if cell[1:] == "1"} == {cell for cell in before if cell[1:] == "1"}
    assert cells["A2"] == "Acme"
    content = book.read_bytes()
    on(monkeypatch, LAST + timedelta(days=1))
    assert nightly_check.main(["--workbook", str(book)]) == 0
    assert book.read_bytes() == content


def test_what_was_remembered_still_is(book: Path) -> None:
    """No night, no summary and no mailed item is forgotten, and the item is not mailed again."""
    old = json.loads((OLD / "state.json").read_text("utf-8"))
    assert nightly_check.main(["--workbook", str(book)]) == 0
    state = read_state(kept(book))
    assert state.nights == (LAST, LAST + timedelta(days=1))
    assert state.last_summary == LAST
    assert old["mailed"].keys() <= state.mailed.keys()
    assert not any("Overdue" in page and "Acme" in page for page in mails(book, "nightly"))


def test_nobody_waits_for_a_summary(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It went out on Saturday, so nothing is due on that day; on Sunday, the day of summaries, it comes."""
    on(monkeypatch, LAST)
    assert weekly_summary.main(["--workbook", str(book), "--if-due"]) == 0
    assert mails(book, "weekly") == []
    on(monkeypatch, LAST + timedelta(days=1))
    assert weekly_summary.main(["--workbook", str(book), "--if-due"]) == 0
    assert len(mails(book, "weekly")) == 1


def test_snapshots_of_before_can_be_put_back(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are listed, compared, and any of them restored."""
    first = min((OLD / "snapshots").iterdir())
    assert restore_workbook.main(["--workbook", str(book)]) == 0
    assert capsys.readouterr().out.count("bytes") == 2
    stamp = first.name.partition("-")[0]
    named = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:11]}:{stamp[11:13]}:{stamp[13:]}"
    assert restore_workbook.main(["--workbook", str(book), "--restore", named]) == 0
    assert book.read_bytes() == first.read_bytes()


def test_the_columns_of_before_can_be_taken_away(book: Path) -> None:
    """They had no hidden names then, and the workbook becomes the one that was adopted."""
    assert nightly_check.main(["--workbook", str(book)]) == 0
    assert adopt_workbook.main([str(book), "--remove", "--quiet"]) == 0
    assert book.read_bytes() == min((OLD / "snapshots").iterdir()).read_bytes()


RUNS: dict[str, Callable[[Path], int]] = {
    "nightly": lambda book: nightly_check.main(["--workbook", str(book), "--dry-run", "--quiet"]),
    "weekly": lambda book: weekly_summary.main(["--workbook", str(book), "--dry-run", "--quiet"]),
    "doctor": lambda book: check_setup.main(["--workbook", str(book), "--quiet"]),
    "adoption": lambda book: adopt_workbook.main([str(book), "--quiet"]),
}


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_the_config_of_before_is_understood(run: Callable[[Path], int], book: Path) -> None:
    """Every command takes it as it is."""
    assert run(book) == 0
