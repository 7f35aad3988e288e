"""A CSV file of any coding, delimiter and order of dates becomes a new workbook, and nothing in it is guessed."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING

import pytest

from adopt_workbook import main
from followthrough.knowing.errors import WorkbookError
from followthrough.knowing.hints import Hints
from followthrough.setup.csv_files import as_workbook, read_text_table
from followthrough.understanding.read import read_workbook
from leads_for_tests import table
from workbooks_for_tests import cells_of

if TYPE_CHECKING:
    from pathlib import Path

GERMAN = (
    "Firma;Stelle;Status;Beworben am\nMüller & Söhne;Köchin;abgesagt;16.11.2026\nBirke;Bürokraft;beworben;03.11.2026\n"
)
POLISH = (
    "Firma;Stanowisko;Status;Data aplikacji\nŻabka;Kierownik;Wysłane;2026-11-16\nŁódź;Księgowa;Odrzucona;2026-11-02\n"
)
FRENCH = "Entreprise;Poste;Statut;Date de candidature\nHôtel Élysée;Réceptionniste;Refusée;16/11/2026\n"
CHINESE = (
    "公司,岗位,投递日期,状态\n白桦,软开,2026/11/16,已投递\n红松,测试,2026/11/02,面试\n云杉,产品经理,2026/11/03,被拒\n"
)
JAPANESE = (
    "会社名,職種,応募日,選考状況\n"
    "株式会社アクメ,エンジニア,2026/11/16,書類選考中\n"
    "白樺株式会社,事務,2026/11/02,不採用\n"
)
CODINGS = table(
    ("UTF-8", GERMAN, "utf-8"),
    ("UTF-8 with a mark", GERMAN, "utf-8-sig"),
    ("UTF-16, as Excel's Unicode text", GERMAN, "utf-16"),
    ("Windows, western", GERMAN, "cp1252"),
    ("Windows, western, French", FRENCH, "cp1252"),
    ("Windows, central Europe", POLISH, "cp1250"),
    ("Chinese", CHINESE, "gb18030"),
    ("Japanese", JAPANESE, "shift_jis"),
)


@pytest.mark.parametrize(("text", "coding"), CODINGS)
def test_codings(text: str, coding: str) -> None:
    """Every letter comes out as it was written, whatever system saved the file."""
    cells = [cell for row in read_text_table(text.encode(coding)).rows for cell in row]
    assert cells == [cell for line in text.splitlines() for cell in line.replace(",", ";").split(";")]


DELIMITERS = table(
    ("comma", "Company,Status\nAcme,Applied\n", ","),
    ("semicolon, commas inside", "Company;Status\nAcme, Inc.;Applied\nBirch, Ltd.;Applied\n", ";"),
    ("tab", "Company\tStatus\nAcme, Inc.\tApplied\n", "\t"),
    ("bar", "Company|Status\nAcme|Applied\n", "|"),
    ("said in the first line", "sep=;\nCompany;Status\nAcme;Applied\n", ";"),
    ("a comma in quotes, and a new line", 'Company,Status\n"Acme; Inc.,\nOslo",Applied\n', ","),
    ("lines that end as on Windows", "Company,Status\r\nAcme,Applied\r\n", ","),
)


@pytest.mark.parametrize(("text", "delimiter"), DELIMITERS)
def test_delimiters(text: str, delimiter: str) -> None:
    """Whatever stands between the cells, each row has its two."""
    found = read_text_table(text.encode())
    assert (found.delimiter, {len(row) for row in found.rows}) == (delimiter, {2})


def test_short_rows_are_filled() -> None:
    """A row that ends early is a row with blanks."""
    assert read_text_table(b"Company,Status,Notes\nAcme,Applied\n").rows[1] == ["Acme", "Applied", ""]


REFUSED = table(
    ("empty", b"", "nothing in this file"),
    ("blank lines", b"\n , \n", "nothing in this file"),
    ("no text", b"\x00\x01\x02\x03", "no text file"),
    ("a cell that no workbook holds", b"Company,Notes\nAcme," + b"x" * 40_000, "32767 at most"),
)


@pytest.mark.parametrize(("content", "says"), REFUSED)
def test_refused(content: bytes, says: str) -> None:
    """What holds no list, or more than a cell can, is refused in a sentence."""
    with pytest.raises(WorkbookError, match=says):
        read_text_table(content)


def converted(text: str, hints: Hints | None = None) -> dict[str, object]:
    return cells_of(as_workbook(read_text_table(text.encode()), hints or Hints()))


DATES = table(
    ("day first, shown by the first", "16/11/2026", "03/11/2026", date(2026, 11, 3)),
    ("month first, shown by the first", "11/16/2026", "11/03/2026", date(2026, 11, 3)),
    ("with dots", "16.11.2026", "03.11.2026", date(2026, 11, 3)),
    ("ISO", "2026-11-16", "2026-11-03", date(2026, 11, 3)),
    ("in words", "16 Nov 2026", "3 November 2026", date(2026, 11, 3)),
    ("in doubt", "05/11/2026", "03/11/2026", "03/11/2026"),
    ("without a year", "16 Nov", "3 Nov", "3 Nov"),
    ("with a remark", "16/11/2026", "3 Nov 2026 by mail", "3 Nov 2026 by mail"),
    ("with an hour", "16/11/2026", "03/11/2026 14:30", "03/11/2026 14:30"),
    ("two days", "16/11/2026", "03/11/2026, 04/11/2026", "03/11/2026, 04/11/2026"),
)


@pytest.mark.parametrize(("first", "second", "expected"), DATES)
def test_days_that_are_certain_become_days(first: str, second: str, expected: object) -> None:
    """Excel then sorts them; what is in doubt, or says more than a day, stays the text it is."""
    assert converted(f'Company,Date applied\nAcme,"{first}"\nBirch,"{second}"\n')["B3"] == expected


def test_the_config_settles_the_order() -> None:
    """The owner's word decides where no cell does."""
    text = "Company,Date applied\nAcme,03/11/2026\n"
    assert converted(text, Hints(day_first=True))["B2"] == date(2026, 11, 3)
    assert converted(text, Hints(day_first=False))["B2"] == date(2026, 3, 11)


@pytest.mark.parametrize("cell", ["00123", "NA", "=SUM(A1:A9)", "+1 555 0100", "1E5", "TRUE", "-", "@here"])
def test_every_other_cell_stays_a_text(cell: str) -> None:
    """No number loses its noughts, no text becomes a formula."""
    assert converted(f'Company,Status,Notes\nAcme,Applied,"{cell}"\n')["C2"] == cell


def test_a_csv_file_becomes_a_workbook_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the five columns and the config; the file itself stays, and nothing is ever overwritten."""
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    source, made = tmp_path / "jobs.csv", tmp_path / "jobs.xlsx"
    source.write_bytes(GERMAN.encode("cp1252"))
    assert main([str(source), "--quiet"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["jobs.csv"]
    assert main([str(source), "--write", "--quiet"]) == 0
    reading = read_workbook(made.read_bytes(), Hints())
    assert [(lead.company, str(lead.stage), lead.applied_on) for lead in reading.leads] == [
        ("Müller & Söhne", "Closed", date(2026, 11, 16)),
        ("Birke", "Applied", date(2026, 11, 3)),
    ]
    assert set(reading.layout.own.columns) == {"Flag", "Next step", "Due", "How", "Why"}
    assert tomllib.loads((tmp_path / "config.toml").read_text("utf-8"))["columns"]["Company"] == "Firma"
    assert source.read_bytes() == GERMAN.encode("cp1252")
    held = made.read_bytes()
    assert main([str(source), "--write", "--quiet"]) == 4
    assert made.read_bytes() == held


def test_a_workbook_called_csv_is_read_as_what_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The name does not decide."""
    path = tmp_path / "jobs.csv"
    path.write_bytes(as_workbook(read_text_table(GERMAN.encode()), Hints()))
    assert main([str(path)]) == 0
    assert "2 leads" in capsys.readouterr().out


def test_a_csv_file_that_is_no_list_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the reason a worksheet would be refused for."""
    path = tmp_path / "jobs.csv"
    path.write_text("Monday,Tuesday\nAcme,Birch\n", "utf-8")
    assert main([str(path), "--write"]) == 4
    assert "No row of headings was found" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["jobs.csv"]


def test_a_csv_file_that_asks_goes_on_from_its_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The workbook is made, the sentence says how to go on with it, and that way leads on."""
    source, made = tmp_path / "jobs.csv", tmp_path / "jobs.xlsx"
    source.write_text("Date,Company\n2026-11-16,Acme\n2026-11-02,Birch\n", "utf-8")
    assert main([str(source), "--write", "--quiet"]) == 4
    assert f"adopt_workbook {made} --accept" in capsys.readouterr().err
    assert main([str(source), "--accept", "--quiet"]) == 4
    assert f"go on with it (adopt_workbook {made})" in capsys.readouterr().err
    assert main([str(made), "--accept", "--quiet"]) == 0
    assert read_workbook(made.read_bytes(), Hints(columns={"Applied on": "Date"})).layout.own


HOSTILE = table(
    ("signs no workbook may hold", "Company,Status\nAc\ufffeme\x07,Applied\n"),
    ("a day before all calendars", "Company,Date applied\nAcme,1850-01-01\n"),
    ("a heading called PK", "PK,Company,Status\n1,Acme,Applied\n"),
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_files(tmp_path: Path, text: str) -> None:
    """Read as far as they can be, and never a defect of ours."""
    path = tmp_path / "jobs.csv"
    path.write_text(text, "utf-8")
    assert main([str(path), "--write", "--quiet"]) == 0
    assert len(read_workbook(path.with_suffix(".xlsx").read_bytes(), Hints()).leads) == 1


def test_a_tab_said_in_the_first_line() -> None:
    """As Excel writes it."""
    assert read_text_table(b"sep=\t\nCompany\tStatus\nAcme, Inc.\tApplied\n").rows[0] == ["Company", "Status"]
