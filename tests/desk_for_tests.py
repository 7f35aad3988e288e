"""A desk to run whole nights on: a workbook, a data folder beside it, and what a run said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

import nightly_check
from followthrough.keeping.folders import data_folder
from proof_for_tests import proving
from workbooks_for_tests import APPLIED, HEADINGS, TODAY, workbook

if TYPE_CHECKING:
    from pathlib import Path

REPLAY = ["--today", TODAY.isoformat()]
BOOK = workbook((*HEADINGS, "Email"), (*APPLIED, "dana@example.com"), ("Bolt", None, "Rejected", None))


def lead_of_today() -> tuple[object, ...]:
    """A lead with a follow-up that is open on the day the test runs."""
    return ("Acme", "Analyst", "Applied", date.today() - timedelta(days=9), "dana@example.com")  # noqa: DTZ011 - local


class Desk:
    """A folder with a workbook, a data folder beside it, and what a run said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.path = folder / "home" / "job search.xlsx"
        self.path.parent.mkdir()
        self.path.write_bytes(BOOK)
        self.data, self.outbox = folder / "data", folder / "outbox"
        self.out = self.err = ""

    def run(self, *arguments: str | Path, workbook: bool = True) -> int:
        """Run a night on the workbook; what it printed is kept."""
        named = ["--workbook", str(self.path)] if workbook else []
        with proving(self.path):
            status = nightly_check.main([*named, *map(str, arguments)])
        self.out, self.err = self.capsys.readouterr()
        return status

    def tree(self) -> dict[str, tuple[bytes, int]]:
        """Every file below, with its bytes and its time."""
        files = [path for path in sorted(self.folder.rglob("*")) if path.is_file()]
        return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files} | {
            str(path): (b"", 0) for path in self.folder.rglob("*") if path.is_dir()
        }

    @property
    def kept(self) -> Path:
        """The data folder of the workbook."""
        return data_folder(self.data, self.path)

    def mails(self, outbox: Path | None = None) -> list[str]:
        """The pages in an outbox."""
        return [path.read_text("utf-8") for path in sorted((outbox or self.kept / "outbox").glob("*.html"))]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A desk with nothing on it but a workbook; no config from elsewhere is found."""
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("FOLLOWTHROUGH_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path, capsys)
