"""A desk on which a weekly summary is written: a workbook, a data folder, and what a run said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import weekly_summary
from followthrough.keeping.folders import data_folder
from followthrough.keeping.state import State, read_state
from leads_for_tests import day
from workbooks_for_tests import HEADINGS, workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest

SUNDAY = day("11-22")
REPLAY = ["--today", SUNDAY.isoformat()]


def now() -> date:
    """The day on the wall, which a run without --today has."""
    return date.today()  # noqa: DTZ011 - the local one


SILENT = ("Acme", "Analyst", "Applied", now() - timedelta(days=60))


def book(*rows: Sequence[object]) -> bytes:
    """A workbook of some leads with an address each."""
    return workbook((*HEADINGS, "Email"), *((*row, "dana@example.com") for row in rows))


class WeeklyDesk:
    """A folder with a workbook, a data folder beside it, and what a run said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.path = folder / "home" / "jobs.xlsx"
        self.path.parent.mkdir()
        self.path.write_bytes(book(SILENT))
        self.out = self.err = ""

    def run(self, *arguments: str | Path, workbook: bool = True) -> int:
        """Run it on the workbook; what it printed is kept."""
        named = ["--workbook", str(self.path)] if workbook else []
        status = weekly_summary.main([*named, *map(str, arguments)])
        self.out, self.err = self.capsys.readouterr()
        return status

    def configured(self, text: str) -> list[str | Path]:
        """The options that name a config."""
        config = self.folder / "mine.toml"
        config.write_text(text, "utf-8")
        return ["--config", config]

    def mailed_by(self, port: int) -> list[str | Path]:
        """The options with which a mail server on this machine is used."""
        to = '["dana@example.com", "lee@example.com"]'
        mail = f'[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nfrom = "robin@example.com"\nto = {to}\n'
        return self.configured(mail)

    @property
    def kept(self) -> Path:
        """The data folder of the workbook."""
        return data_folder(self.folder / "data", self.path)

    @property
    def state(self) -> State:
        """What is remembered."""
        return read_state(self.kept)

    def tree(self) -> dict[str, tuple[bytes, int]]:
        """Every file below, with its bytes and its time."""
        files = [path for path in sorted(self.folder.rglob("*")) if path.is_file()]
        return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def lay_out(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> WeeklyDesk:
    """A desk with nothing on it but a workbook; no config from elsewhere is found."""
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(folder / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.delenv("FOLLOWTHROUGH_CONFIG", raising=False)
    monkeypatch.chdir(folder)
    return WeeklyDesk(folder, capsys)
