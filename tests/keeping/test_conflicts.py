"""Conflict copies of a cloud folder are noticed, and other files are left alone."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from followthrough.keeping.conflicts import conflict_copies
from leads_for_tests import table

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 27, 5, tzinfo=UTC)
COPIES = table(
    ("Dropbox", "my jobs (Ada Byron's conflicted copy 2026-11-26).xlsx"),
    ("Dropbox, of a machine", "my jobs (conflicted copy on LAPTOP 2026-11-26).xlsx"),
    ("Nextcloud", "my jobs (conflicted copy 2026-11-26 101500).xlsx"),
    ("Syncthing", "my jobs.sync-conflict-20261126-101500-ABCDEF7.xlsx"),
    ("OneDrive", "my jobs-DESKTOP-4F2K9QX.xlsx"),
    ("OneDrive, a Mac", "my jobs-MacBook-Pro.xlsx"),
    ("Google Drive", "my jobs (1).xlsx"),
    ("iCloud", "my jobs 2.xlsx"),
    ("Google Drive, another", "my jobs_conflict-1.xlsx"),
    ("Windows", "my jobs - Copy.xlsx"),
)
OTHERS = table(
    ("another list", "my jobs 2025.xlsx"),
    ("another name", "all my jobs.xlsx"),
    ("another kind", "my jobs (1).pdf"),
    ("a lock of Excel", "~$my jobs.xlsx"),
    ("about conflicts", "conflict.xlsx"),
    ("for somebody", "my jobs-Ada.xlsx"),
    ("a folder's worth", "my jobs old.xlsx"),
)


def laid(folder: Path, name: str, age: timedelta = timedelta(hours=3)) -> list[str]:
    """The copies that are found beside a workbook where such a file lies, of that age."""
    for each in ("my jobs.xlsx", name):
        (folder / each).write_bytes(b"x")
        moment = (NOW - age).timestamp()
        os.utime(folder / each, (moment, moment))
    return conflict_copies(folder / "my jobs.xlsx", NOW)


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_named(tmp_path: Path, name: str) -> None:
    """Each cloud has its own way to name it."""
    assert laid(tmp_path, name) == [name]


@pytest.mark.parametrize("name", OTHERS)
def test_other_files_are_not(tmp_path: Path, name: str) -> None:
    """A word about a file that is none would be a word too many every night."""
    assert laid(tmp_path, name) == []


@pytest.mark.parametrize(
    ("name", "named"),
    table(
        ("certain", "my jobs.sync-conflict-20261001-101500-ABCDEF7.xlsx", True), ("likely", "my jobs (1).xlsx", False)
    ),
)
def test_old_copies(tmp_path: Path, name: str, *, named: bool) -> None:
    """What may be anything else is let be after a week; a certain one holds edits for as long as it lies there."""
    assert bool(laid(tmp_path, name, timedelta(days=40))) is named


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    """Nothing is found, and nothing raised."""
    assert conflict_copies(tmp_path / "gone" / "jobs.xlsx", NOW) == []
