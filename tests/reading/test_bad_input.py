"""Files that are no workbook, or none to use: the right status, one sentence naming the file, and nothing touched."""

from __future__ import annotations

import io
import json
import os
import zipfile
from typing import TYPE_CHECKING

import pytest

import nightly_check
from places import SHARED
from workbooks_for_tests import APPLIED, HEADINGS, TODAY, many, workbook
from xlsx_maker import RELATIONSHIPS, simple_parts, worksheet, zipped

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BAD = sorted((SHARED / "workbooks" / "bad").glob("*.xl*"))
BOOK = workbook(HEADINGS, APPLIED)
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def zip_of(parts: Mapping[str, str]) -> bytes:
    """A zip file of stored entries, the first of them first."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_a_part_broken(name: str) -> bytes:
    """The workbook with one byte of a part turned over."""
    start = BOOK.index(name.encode()) + len(name) + 20
    return BOOK[:start] + bytes([BOOK[start] ^ 0xFF]) + BOOK[start + 1 :]


def chart_sheets_only() -> bytes:
    """A workbook whose only sheet is a chart."""
    parts = simple_parts(worksheet(""))
    relations = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = relations.replace(f"{RELATIONSHIPS}/worksheet", f"{RELATIONSHIPS}/chartsheet")
    return zipped(parts)


UNUSABLE = {
    "empty": b"",
    "a line of text": b"hello\n",
    "a .csv renamed": b"Company,Stage\r\nAcme,Applied\r\n",
    "a .csv in UTF-16 renamed": "Company,Stage\r\nAcme,Applied\r\n".encode("utf-16"),
    "an .xls renamed": OLE2 + "Workbook".encode("utf-16-le"),
    "encrypted": OLE2 + "EncryptedPackage".encode("utf-16-le"),
    "an .ods renamed": zip_of({"mimetype": ODS, "content.xml": "<x/>"}),
    "an .xlsb renamed": zip_of({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": ""}),
    "a .docx renamed": zip_of({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
    "a page renamed": b"<!doctype html><html><table><tr><td>Company</td></tr></table></html>",
    "a PDF renamed": b"%PDF-1.7\n",
    "another zip file": zip_of({"readme.txt": "hello"}),
    "an empty zip file": zip_of({}),
    "truncated at half": BOOK[: len(BOOK) // 2],
    "truncated by a byte": BOOK[:-1],
    "only its first bytes": BOOK[:4],
    "zeros": b"\0" * 4096,
    "a byte turned over in the sheet": with_a_part_broken("xl/worksheets/sheet1.xml"),
    "no worksheets": chart_sheets_only(),
    "no heading row": workbook(("Acme", "Applied"), ("Bolt", "Offer")),
    "nothing in it": workbook(),
    "two columns that could be Company": workbook(("Company", "Employer", "Stage"), ("Acme", "Bolt", "Applied")),
    "two lists": many({"Mine": [HEADINGS, APPLIED], "Yours": [HEADINGS, APPLIED]}),
    "no columns can be certain": workbook(("Company", "Result"), ("Acme", "Rejected")),
    "malformed XML": zipped(simple_parts("<worksheet><sheetData><row></sheetData></worksheet>")),
    "an entity bomb": zipped(simple_parts('<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>')),
}


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("FOLLOWTHROUGH_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)


def run(path: Path, *options: str) -> int:
    return nightly_check.main(["--workbook", str(path), "--today", TODAY.isoformat(), *options])


def refused(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Run on a file that cannot be used; the sentence that was said of it."""
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert run(path) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert path.name in err
    assert "Traceback" not in err
    assert err.rstrip().endswith((".", "?"))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert sorted(left.name for left in path.parent.iterdir()) == [path.name]
    return err


@pytest.mark.parametrize("held", UNUSABLE.values(), ids=UNUSABLE)
def test_unusable_files(tmp_path: Path, held: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    """4, one sentence on stderr that names the file, no traceback, the file untouched (contract)."""
    path = tmp_path / "home" / "my jobs.xlsx"
    path.parent.mkdir()
    path.write_bytes(held)
    refused(path, capsys)


@pytest.mark.parametrize("held", UNUSABLE.values(), ids=UNUSABLE)
def test_unusable_files_in_a_dry_run(tmp_path: Path, held: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    """A dry run says the same of them, and in JSON."""
    path = tmp_path / "my jobs.xlsx"
    path.write_bytes(held)
    assert run(path, "--dry-run", "--json") == 4
    shown = json.loads(capsys.readouterr().out)["error"]
    assert (shown["status"], shown["file"]) == (4, str(path))
    assert "my jobs.xlsx" in shown["message"]
    assert sorted(left.name for left in tmp_path.iterdir()) == ["my jobs.xlsx"]


@pytest.mark.skipif(not BAD, reason="no bad workbooks beside this checkout")
@pytest.mark.parametrize("bad", BAD, ids=[path.name for path in BAD])
def test_bad_files_of_the_wild(tmp_path: Path, bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Damaged, encrypted and fuzzed files of other projects are refused as well."""
    path = tmp_path / "home" / bad.name
    path.parent.mkdir()
    path.write_bytes(bad.read_bytes())
    refused(path, capsys)


def test_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that leads nowhere, with nothing made in its place."""
    assert run(tmp_path / "none.xlsx") == 4
    assert capsys.readouterr().err == f"There is no file {tmp_path / 'none.xlsx'}.\n"
    assert not (tmp_path / "none.xlsx").exists()


def test_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is not there either."""
    assert run(tmp_path / "nowhere" / "none.xlsx") == 4
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_as_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that goes on after a file."""
    (tmp_path / "jobs.xlsx").write_bytes(BOOK)
    assert run(tmp_path / "jobs.xlsx" / "jobs.xlsx") == 4
    assert capsys.readouterr().err.count("\n") == 1


def test_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder is no workbook."""
    (tmp_path / "jobs.xlsx").mkdir()
    assert run(tmp_path / "jobs.xlsx") == 4
    assert capsys.readouterr().err == "jobs.xlsx is a folder: name the workbook in it.\n"


def test_no_rows_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Headings alone are a list that begins tomorrow: 0, and the columns are there already."""
    path = tmp_path / "jobs.xlsx"
    path.write_bytes(workbook(HEADINGS))
    assert run(path, "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["leads"], len(shown["changes"])) == ([], 5)


as_root = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write to anything")


@as_root
def test_read_only_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that its owner made read-only stays as it is."""
    path = tmp_path / "home" / "jobs.xlsx"
    path.parent.mkdir()
    path.write_bytes(BOOK)
    path.chmod(0o444)
    assert "read-only" in refused(path, capsys)


@as_root
def test_read_only_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing can be laid beside the file, it is not written to."""
    path = tmp_path / "home" / "jobs.xlsx"
    path.parent.mkdir()
    path.write_bytes(BOOK)
    path.parent.chmod(0o555)
    try:
        refused(path, capsys)
    finally:
        path.parent.chmod(0o755)


@as_root
def test_read_only_file_may_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A dry run needs to write nothing."""
    path = tmp_path / "jobs.xlsx"
    path.write_bytes(BOOK)
    path.chmod(0o444)
    assert run(path, "--dry-run") == 0
    assert "Acme" in capsys.readouterr().out


@as_root
def test_unreadable_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that may not be read is said to be one."""
    path = tmp_path / "jobs.xlsx"
    path.write_bytes(BOOK)
    path.chmod(0)
    assert run(path) == 4
    assert capsys.readouterr().err == "jobs.xlsx cannot be read: Permission denied.\n"


def test_data_folder_that_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """3: the sentence says where another one is named."""
    (tmp_path / "jobs.xlsx").write_bytes(BOOK)
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "file"))
    assert run(tmp_path / "jobs.xlsx") == 3
    assert "FOLLOWTHROUGH_DATA" in capsys.readouterr().err
    assert (tmp_path / "jobs.xlsx").read_bytes() == BOOK
