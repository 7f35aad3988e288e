"""Which workbooks a run over many is about."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from followthrough.fleet.workbooks import find_workbooks
from followthrough.knowing.errors import UsageError
from leads_for_tests import table

if TYPE_CHECKING:
    from pathlib import Path

FILES = (
    "ann/jobs.xlsx",
    "ben/JOBS.XLSM",
    "ben/~$jobs.xlsx",
    "ben/notes.txt",
    "ben/old/jobs.xlsx",
    "cleo/.hidden/jobs.xlsx",
    "cleo/.jobs.xlsx",
    "data/jobs-1234/snapshots/jobs.xlsx",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three people's folders, and one in which the program keeps snapshots; run from there."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


ALL = ["ann/jobs.xlsx", "ben/JOBS.XLSM", "ben/old/jobs.xlsx"]
WAYS = table(
    ("a folder at any depth", ["."], ALL),
    ("two folders", ["ben", "ann"], [*ALL[1:], ALL[0]]),
    ("a file", ["ann/jobs.xlsx"], ALL[:1]),
    ("a file that is not there", ["ann/gone.xlsx"], ["ann/gone.xlsx"]),
    ("a pattern", ["*/jobs.xlsx"], ALL[:1]),
    ("a pattern over depths", ["ben/**/*.xlsx"], ["ben/old/jobs.xlsx"]),
    ("a list", ["list.txt"], ALL[:1]),
    ("a list of a folder", ["folders.txt"], ALL[1:]),
    ("the same twice", ["ann", "ann/jobs.xlsx", "./ann/../ann/jobs.xlsx"], ALL[:1]),
    ("a link beside it", ["ann/jobs.xlsx", "linked.xlsx"], ALL[:1]),
    ("a second name", ["second.xlsx", "ann"], ["second.xlsx"]),
)  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), WAYS)
def test_what_is_meant(folder: Path, given: list[str], expected: list[str]) -> None:
    """Every workbook once, in order, and neither what lies hidden nor a snapshot of the program's own."""
    (folder / "list.txt").write_text("\ufeff# Ann\n\nann/jobs.xlsx\n", "utf-8")
    (folder / "folders.txt").write_text("ben\r\n", "utf-8")
    (folder / "linked.xlsx").symlink_to(folder / "ann/jobs.xlsx")
    os.link(folder / "ann/jobs.xlsx", folder / "second.xlsx")
    for name in ("linked.xlsx", "second.xlsx") if given == ["."] else ():
        (folder / name).unlink()
    found = find_workbooks(given, folder / "data")
    assert [os.path.relpath(path, folder) for path in found] == expected
    assert all(path.is_absolute() for path in found)


NONE = table(
    ("an empty folder", ["empty"], "There is no workbook (.xlsx or .xlsm) in empty: name another folder."),
    ("an empty list", ["nobody.txt"], "There is no workbook (.xlsx or .xlsm) in nobody.txt: name another folder."),
    ("a name of two lines", ["no\nbody*"], "There is no workbook (.xlsx or .xlsm) in no body*: name another folder."),
    ("a list that is none", ["binary.txt"], "binary.txt cannot be read (its letters are not UTF-8): name a text file"),
)  # fmt: skip


@pytest.mark.parametrize(("given", "says"), NONE)
def test_nobody_is_meant(folder: Path, given: list[str], says: str) -> None:
    """One sentence that names what was looked into."""
    (folder / "empty").mkdir()
    (folder / "nobody.txt").write_text("# nobody yet\n", "utf-8")
    (folder / "binary.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError) as caught:
        find_workbooks(given, folder / "data")
    assert says in caught.value.message


def test_a_link_that_leads_round_is_not_followed(folder: Path) -> None:
    """A folder that holds a link to itself is looked through once."""
    (folder / "ann/round").symlink_to(folder)
    assert len(find_workbooks(["."], folder / "data")) == len(ALL)
