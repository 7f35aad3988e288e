"""More ways in: lists that sites give out, other programs' workbooks, folders and archives; each is made a workbook."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest

import adopt_workbook
import nightly_check
from followthrough.setup.config import load_config
from followthrough.understanding.read import read_workbook
from leads_for_tests import table
from workbooks_for_tests import cells_of, workbook

if TYPE_CHECKING:
    from pathlib import Path

SOFFICE = shutil.which("soffice")
TODAY = "2026-11-28"
APPLICATIONS = (
    "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,"
    "Question And Answers\n"
    '"11/18/26, 10:22 AM",me@example.com,+1 555 0100,Acme,Data Analyst,https://example.com/1,CV.pdf,"Years?: 8"\n'
    '"11/2/26, 9:05 PM",me@example.com,+1 555 0100,Bolt,Planner,https://example.com/2,CV.pdf,\n'
)
MORE = (
    APPLICATIONS.partition("\n")[0] + '\n"3/4/26, 9:05 PM",me@example.com,,Cole,Buyer,https://example.com/3,CV.pdf,\n'
)
SAVED = 'Saved Date,Job Url,Job Title,Company Name\n"11/20/26, 8:22 AM",https://example.com/9,Clerk,Dane\n'
OTHERS = {
    "Connections.csv": (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nLee,Park,,,Acme,Boss,18 Nov 2026\n"
    ),
    "Skills.csv": "Name\nExcel\n",
    "Empty.csv": "",
    "notes.pdf": "%PDF",
}
TEAL = (
    "Job Position,Company,Max. Salary,Location,Status,Date Saved,Deadline,Date Applied,Follow up,Excitement\n"
    "Data Analyst,Acme,95000,Remote,Applied,11/10/2026,,11/18/2026,11/25/2026,4\n"
    "Planner,Bolt,,Austin,Bookmarked,11/12/2026,,,,3\n"
)
HUNTR = (
    "Job Title,Company Name,List Name,Location,Job Url,Salary,Created At,Applied At\n"
    "Data Analyst,Acme,Applied,Remote,https://example.com/1,,2026-11-10T09:15:00.000Z,2026-11-18T10:00:00.000Z\n"
    "Planner,Bolt,Wishlist,Austin,https://example.com/2,,2026-11-12T09:15:00.000Z,\n"
)
NOTION = (
    "Company,Position,Stage,Date Applied,Interview,Created time\n"
    'Acme,Data Analyst,Applied,"November 18, 2026",,"November 10, 2026 9:41 AM"\n'
    'Bolt,Planner,To apply,,,"November 12, 2026 9:41 AM"\n'
)
AIRTABLE = (
    "Position,Company,Status,Applied Date,Contact Email,Last Modified\n"
    "Data Analyst,Acme,Applied,11/18/2026,dana@example.com,11/19/2026 2:10pm\n"
    "Planner,Bolt,Interested,,,11/19/2026 2:10pm\n"
)
FIRST = ("Acme", "Data Analyst", "Applied", "2026-11-18")
SECOND = ("Bolt", "Planner", "None", "2026-11-02")
WISHED = ("Bolt", "Planner", "Wishlist", None)
EXPORTS = table(
    ("LinkedIn, applied", APPLICATIONS, ("Acme", "Data Analyst", "None", "2026-11-18"), SECOND),
    ("LinkedIn, saved", SAVED, ("Dane", "Clerk", "Wishlist", None), None),
    ("Teal", TEAL, FIRST, WISHED),
    ("Huntr", HUNTR, FIRST, WISHED),
    ("Notion", NOTION, FIRST, WISHED),
    ("Airtable", AIRTABLE, FIRST, WISHED),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))


def adopted(given: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The workbook that adoption made of what was given."""
    before = {path: path.read_bytes() for path in given.rglob("*") if path.is_file()} if given.is_dir() else {}
    held = b"" if given.is_dir() else given.read_bytes()
    assert adopt_workbook.main([str(given), "--accept", "--today", TODAY]) == 0, capsys.readouterr().err
    capsys.readouterr()
    assert given.is_dir() or given.read_bytes() == held
    assert all(path.read_bytes() == content for path, content in before.items())
    (made,) = [path for path in (given if given.is_dir() else given.parent).rglob("*.xlsx") if path != given]
    return made


def leads_of(made: Path) -> list[tuple[str, str, str, str | None]]:
    """Company, role, stage and day of applying, as a night reads them."""
    config = load_config(None, made, {}, made.parent / "nobody")
    leads = read_workbook(made.read_bytes(), config.hints).leads
    return [
        (lead.company, lead.role, str(lead.stage), str(lead.applied_on) if lead.applied_on else None) for lead in leads
    ]


@pytest.mark.parametrize(("text", "first", "second"), EXPORTS)
def test_what_sites_give_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, first: object, second: object
) -> None:
    """With the headings and days that each writes; nobody has to map a column."""
    (tmp_path / "in").mkdir()
    given = tmp_path / "in" / "export.csv"
    given.write_text(text, "utf-8")
    found = leads_of(adopted(given, capsys))
    assert found[0] == first
    assert second is None or found[1] == second


def test_the_address_in_linkedins_list_is_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is nobody to write to, however few rows there are."""
    (tmp_path / "in").mkdir()
    given = tmp_path / "in" / "Job Applications.csv"
    given.write_text(APPLICATIONS, "utf-8")
    made = adopted(given, capsys)
    config = load_config(None, made, {}, made.parent / "nobody")
    assert [(lead.email, lead.phone) for lead in read_workbook(made.read_bytes(), config.hints).leads] == [("", "")] * 2


LINKEDIN = {
    "Jobs/Job Applications.csv": APPLICATIONS,
    "Jobs/Job Applications_1.csv": MORE,
    "Jobs/Saved Jobs.csv": SAVED,
}
ONE = {"backup/my search.csv": "Company,Status,Date Applied\nAcme,Applied,2026-11-18\n"}
FOLDERS = table(
    ("LinkedIn's archive", LINKEDIN | OTHERS, "Job Applications.xlsx", ["Acme", "Bolt", "Cole"]),
    ("only saved jobs", {"Saved Jobs.csv": SAVED} | OTHERS, "Saved Jobs.xlsx", ["Dane"]),
    ("one list of any kind", ONE | OTHERS, "my search.xlsx", ["Acme"]),
)  # fmt: skip


@pytest.mark.parametrize("is_zipped", [True, False], ids=["zipped", "a folder"])
@pytest.mark.parametrize(("files", "name", "companies"), FOLDERS)
def test_the_right_file_of_several(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    files: dict[str, str],
    name: str,
    companies: list[str],
    *,
    is_zipped: bool,
) -> None:
    """What was applied to in all its parts; neither people nor skills; the workbook lies where its owner looks."""
    given = put(tmp_path / "in", files, is_zipped=is_zipped)
    made = adopted(given, capsys)
    assert made == (given.parent if is_zipped else given) / name
    assert [lead[0] for lead in leads_of(made)] == companies


def put(folder: Path, files: dict[str, str], *, is_zipped: bool) -> Path:
    """Files in a folder, or in an archive in it."""
    folder.mkdir()
    if is_zipped:
        with zipfile.ZipFile(folder / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        return folder / "export.zip"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


TWO = {"other.csv": ONE["backup/my search.csv"]}
NONE = table(
    ("no list", OTHERS, "no file in it is a list of jobs. Name the file that holds yours."),
    ("two lists", ONE | TWO, "these hold lists of jobs: backup/my search.csv and other.csv. Name the file that holds"),
)  # fmt: skip


@pytest.mark.parametrize("is_zipped", [True, False], ids=["zipped", "a folder"])
@pytest.mark.parametrize(("files", "says"), NONE)
def test_which_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str], says: str, *, is_zipped: bool
) -> None:
    """Where nothing tells, nothing is taken: status 4, and what to name."""
    given = put(tmp_path / "in", files, is_zipped=is_zipped)
    assert adopt_workbook.main([str(given), "--write"]) == 4
    assert says in capsys.readouterr().err
    assert list(tmp_path.rglob("*.xlsx")) == []


@pytest.mark.slow
@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_workbooks_of_other_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    """A workbook that LibreOffice saved in its own way, or an old one's, is read with all its sheets and days."""
    (tmp_path / "in").mkdir()
    source = tmp_path / "jobs.xlsx"
    source.write_bytes(
        workbook(
            ("Company", "Role", "Status", "Applied on", "Pay", "Again"),
            ("Acme", "Data Analyst", "Applied", date(2026, 11, 18), 95000.5, "=A2"),
            ("Bolt", "Planner", "Wishlist", None, None, "00123"),
            Notes=[("a", "b"), (True, 3)],
        )
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / "in"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - LibreOffice
    source.unlink()
    given = tmp_path / "in" / f"jobs.{kind}"
    assert nightly_check.main([str(given)]) == 4
    assert "adopt_workbook FILE --write makes an Excel workbook of it" in capsys.readouterr().err
    made = adopted(given, capsys)
    assert leads_of(made) == [FIRST, WISHED]
    cells = cells_of(made.read_bytes())
    assert (cells["E2"], cells["F2"], cells["F3"]) == (95000.5, "=A2", "00123")
    assert cells_of(made.read_bytes(), "Notes") == {"A1": "a", "B1": "b", "A2": True, "B2": 3}


def test_what_is_there_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A workbook of that name stays as it is (promise 5)."""
    given = tmp_path / "export.csv"
    given.write_text(HUNTR, "utf-8")
    (tmp_path / "export.xlsx").write_bytes(b"mine")
    assert adopt_workbook.main([str(given), "--write"]) == 4
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "export.xlsx").read_bytes() == b"mine"
