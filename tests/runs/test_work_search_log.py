"""work_search_log.py: a period as CSV on the screen, or in a new file."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import pytest

from followthrough.saying.search_log import forms
from followthrough.template.build import build_workbook, demo_rows
from leads_for_tests import table
from terminal_for_tests import looked_at
from work_search_log import main

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def demo() -> bytes:
    """The demo's workbook, with a contact that belongs to no lead."""
    rows = demo_rows(TODAY)
    stray = {"Date": date(2026, 11, 20), "Company": "Nobody & Sons", "Outcome": "Sent"}
    return build_workbook(rows["jobs"], (*rows["log"], stray), rows["interviews"], TODAY)


@pytest.fixture
def workbook(demo: bytes, tmp_path: Path) -> Path:
    """A copy of it."""
    path = tmp_path / "jobs.xlsx"
    path.write_bytes(demo)
    return path


def run(workbook: Path, *options: str) -> int:
    """Run it on the demo's day."""
    return main(["--workbook", str(workbook), "--today", TODAY.isoformat(), *options])


def test_prints_the_month_so_far(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the first of the month to today, sorted, with person, method and result from the Contact log."""
    before = workbook.read_bytes()
    assert run(workbook) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert tuple(rows[0]) == forms()["plain"].headings
    days = [row[0] for row in rows[1:]]
    assert days == sorted(days)
    assert (min(days), max(days)) == ("2026-11-01", "2026-11-22")
    told = "Spoke. Friendly. Still seeing two others."
    contact = ["2026-11-12", "Contact", "Tidewell Energy", "Ines Calder", "Phone", "Grid data technician", told]
    assert contact in [row[:7] for row in rows]
    assert workbook.read_bytes() == before


def test_period(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both days are included; a day to come holds nothing yet."""
    assert run(workbook, "--from", "2026-11-12", "--to", "2026-11-12") == 0
    days = {row[0] for row in csv.reader(io.StringIO(capsys.readouterr().out))} - {"Date"}
    assert days == {"2026-11-12"}
    assert run(workbook, "--from", "2026-11-20", "--to", "2027-01-31") == 0
    assert "2026-11-25" not in capsys.readouterr().out


@pytest.mark.parametrize("name", ["november.xlsx", "november.csv"])
def test_saves(name: str, workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Into a new file, and says how much; a second time it leaves the file alone."""
    assert run(workbook, "--save", str(tmp_path / name)) == 0
    assert "Sun 1 Nov 2026 to Mon 23 Nov 2026" in capsys.readouterr().out
    written = (tmp_path / name).read_bytes()
    assert run(workbook, "--save", str(tmp_path / name)) == 2
    assert (tmp_path / name).read_bytes() == written
    assert run(workbook, "--save", str(workbook)) == 2


def test_a_form_has_the_columns_of_an_office(workbook: Path, tmp_path: Path) -> None:
    """In its order, with its headings, in its words."""
    assert run(workbook, "--form", "de", "--save", str(tmp_path / "november.csv"), "--quiet") == 0
    rows = list(csv.reader(io.StringIO((tmp_path / "november.csv").read_text("utf-8-sig")), delimiter=";"))
    assert tuple(rows[0]) == forms()["de"].headings
    assert {"Bewerbung", "Vorstellungsgespräch", "Nachfrage"} <= {row[1] for row in rows}


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("form", forms())
def test_a_terminal_gets_a_table(
    form: str, width: int, workbook: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line is wider than the terminal, and every entry is a line; the day is whole."""
    looked_at(monkeypatch, width)
    assert run(workbook, "--form", form) == 0
    heading, *lines = capsys.readouterr().out.splitlines()
    assert heading.split()[0] == forms()[form].screen[0].split()[0]
    assert max(map(len, lines)) <= width
    assert all("2026" in line for line in lines if line[:1].isdigit())


def test_says_which_log_rows_are_left_out(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A contact that belongs to no lead is not in the list, and its owner is told."""
    assert run(workbook, "--quiet") == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "'Contact log'!B" in err
    assert "“Nobody & Sons”" in err


@pytest.mark.parametrize(
    ("options", "expected"),
    table(
        ("no day", ("--from", "Monday"), "“Monday” is not a day"),
        ("backwards", ("--from", "2026-11-20", "--to", "2026-11-10"), "holds no day"),
        ("to come", ("--from", "2026-12-01"), "holds no day"),
        ("unknown kind", ("--save", "log.pdf"), "must end in .csv or .xlsx"),
        ("unknown form", ("--form", "fr"), "choose from 'plain', 'us'"),
    ),
)
def test_wrong_usage(
    options: tuple[str, ...], expected: str, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 2 and a sentence."""
    assert run(workbook, *options) == 2
    assert expected in capsys.readouterr().err
