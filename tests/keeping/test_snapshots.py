"""Snapshots: kept before each write, verified, pruned as a backup tool does; what is not ours is left alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from followthrough.keeping.snapshots import (
    Snapshot,
    keep_snapshot,
    list_snapshots,
    prune_snapshots,
    read_snapshot,
    worth_keeping,
)
from followthrough.knowing.errors import TryAgainError, WorkbookError

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
STRANGERS = (
    "notes.txt",
    "20261123T030000Z-short.xlsx",
    "99999999T999999Z-0123456789abcdef.xlsx",
    "20261123T030000Z-0123456789abcdef.xlsx.bak",
)


def keep(folder: Path, content: bytes, *, days: float = 0) -> Path:
    path = keep_snapshot(folder, content, ".xlsx", NOW - timedelta(days=days))
    assert path
    return path


def contents(folder: Path) -> list[bytes]:
    return [snapshot.path.read_bytes() for snapshot in list_snapshots(folder)]


def test_a_snapshot_is_the_workbook_byte_for_byte(tmp_path: Path) -> None:
    """It opens with a double click, is named by the time in UTC, and nothing else lies beside it."""
    local = NOW.astimezone(timezone(timedelta(hours=9)))
    path = keep_snapshot(tmp_path, b"workbook", ".xlsx", local)
    assert path
    assert path.name.startswith("20261123T030000Z-")
    assert path.suffix == ".xlsx"
    assert path.read_bytes() == b"workbook"
    assert list((tmp_path / "snapshots").iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="folders there have no mode")
def test_snapshots_are_their_owners_alone(tmp_path: Path) -> None:
    """A job search is private, also where the data folder is not."""
    keep(tmp_path, b"workbook")
    assert (tmp_path / "snapshots").stat().st_mode & 0o077 == 0


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    """A night that finds what the last one found keeps nothing; a content that comes back after another neither."""
    keep(tmp_path, b"a", days=2)
    keep(tmp_path, b"b", days=1)
    assert keep_snapshot(tmp_path, b"a", ".xlsx", NOW) is None
    assert contents(tmp_path) == [b"a", b"b"]


def test_a_damaged_snapshot_does_not_count_as_kept(tmp_path: Path) -> None:
    """Its name says that the content is there, and it is not: it is kept anew, in its place or beside it."""
    keep(tmp_path, b"a", days=1).write_bytes(b"rotten")
    keep(tmp_path, b"a")
    assert contents(tmp_path) == [b"rotten", b"a"]
    list_snapshots(tmp_path)[1].path.write_bytes(b"rotten too")
    keep(tmp_path, b"a")
    assert contents(tmp_path) == [b"rotten", b"a"]


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm", "", ".XLSX", ".old 2"])
def test_snapshots_of_any_suffix_are_found_again(tmp_path: Path, suffix: str) -> None:
    """Else the same content would be kept every night."""
    assert keep_snapshot(tmp_path, b"a", suffix, NOW)
    assert keep_snapshot(tmp_path, b"a", suffix, NOW) is None


def test_what_is_not_ours_is_ignored(tmp_path: Path) -> None:
    """Files of other names, folders and impossible days are neither listed nor removed."""
    keep(tmp_path, b"a")
    place = tmp_path / "snapshots"
    for name in STRANGERS:
        (place / name).write_bytes(b"?")
    (place / "20261123T030000Z-0123456789abcdef.xlsx").mkdir()
    prune_snapshots(tmp_path, NOW + timedelta(days=4000))
    assert {path.name for path in place.iterdir()} > set(STRANGERS)
    assert [snapshot.path.is_dir() for snapshot in list_snapshots(tmp_path)] == [True, False]


def test_there_are_none_yet(tmp_path: Path) -> None:
    """A data folder without snapshots is no trouble."""
    assert list_snapshots(tmp_path) == []
    prune_snapshots(tmp_path, NOW)


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        pytest.param([0, 0.1, 0.2, 1, 13.9], [0, 0.1, 0.2, 1, 13.9], id="all of fourteen days"),
        pytest.param([14.1, 15.2, 16.3], [14.1, 15.2], id="Monday 9 November, and the last of the week before"),
        pytest.param([30, 31, 33, 36, 37], [30, 36], id="Saturday and Sunday are the last of their weeks"),
        pytest.param([0, 100, 100.1, 101, 110], [0, 100, 110], id="one a week for a year"),
        pytest.param([0, 380, 385, 390, 410], [0, 380, 390], id="one a month beyond"),
        pytest.param([900], [900], id="the newest, however old"),
        pytest.param([-2, 0], [-2, 0], id="a clock that was wrong"),
        pytest.param([], [], id="none"),
    ],
)
def test_worth_keeping(days: list[float], kept: list[float]) -> None:
    """The table of a backup tool: all of 14 days, one a week for a year, one a month beyond, always the newest."""
    taken = {each: NOW - timedelta(days=each) for each in days}
    snapshots = {each: Snapshot(Path(str(each)), day, "", day) for each, day in taken.items()}
    assert worth_keeping(snapshots.values(), NOW) == {snapshots[each] for each in kept}


def test_thousands_of_nights_leave_a_hundred_snapshots(tmp_path: Path) -> None:
    """Three years of a write each night: fifteen days, about fifty weeks, about two dozen months."""
    kept: set[Snapshot] = set()
    for day in range(1100, -1, -1):
        taken = NOW - timedelta(days=day)
        snapshot = Snapshot(tmp_path / str(day), taken, str(day), taken)
        kept = worth_keeping({snapshot, *kept}, snapshot.taken)
    assert 85 < len(kept) < 95


def test_prune_removes_what_a_killed_run_left(tmp_path: Path) -> None:
    """A copy that was never finished goes, finished ones stay."""
    left = keep(tmp_path, b"a").with_suffix(".xlsx.new")
    left.write_bytes(b"hal")
    prune_snapshots(tmp_path, NOW)
    assert contents(tmp_path) == [b"a"]
    assert not left.exists()


def test_prune_does_not_trade_a_whole_one_for_a_damaged_one(tmp_path: Path) -> None:
    """Of a week the last whole one stays, also where a later one has rotted; that one is left to its owner."""
    keep(tmp_path, b"older", days=32.2)
    keep(tmp_path, b"whole", days=32.1)
    rotten = keep(tmp_path, b"later", days=32)
    rotten.write_bytes(b"rotten")
    keep(tmp_path, b"newest")
    prune_snapshots(tmp_path, NOW)
    assert contents(tmp_path) == [b"whole", b"rotten", b"newest"]


def archive(text: str) -> bytes:
    """A small archive, as a workbook is one."""
    held = BytesIO()
    with ZipFile(held, "w") as made:
        made.writestr(ZipInfo("sheet.xml"), text)
    return held.getvalue()


def test_prune_does_not_trade_what_opens_for_what_does_not(tmp_path: Path) -> None:
    """A damaged workbook is kept before a restore; of that week, that month and of all, the last that opens stays."""
    half = archive("half")[:-9]
    for days, content in ((400, archive("month")), (399, b"ruined"), (32.1, archive("week")), (32, half)):
        keep(tmp_path, content, days=days)
    keep(tmp_path, archive("earlier"), days=32.2)
    keep(tmp_path, b"no workbook at all")
    prune_snapshots(tmp_path, NOW + timedelta(days=20))
    assert contents(tmp_path) == [archive("month"), b"ruined", archive("week"), half, b"no workbook at all"]


def test_a_content_that_came_back_is_not_old(tmp_path: Path) -> None:
    """What the workbook held yesterday can be put back tomorrow, also where it was first kept long ago."""
    keep(tmp_path, b"came back", days=40.1)
    keep(tmp_path, b"the last of that week", days=40)
    assert keep_snapshot(tmp_path, b"came back", ".xlsx", NOW) is None
    keep(tmp_path, b"newest")
    prune_snapshots(tmp_path, NOW + timedelta(days=13))
    assert contents(tmp_path) == [b"came back", b"the last of that week", b"newest"]
    prune_snapshots(tmp_path, NOW + timedelta(days=15))
    assert contents(tmp_path) == [b"the last of that week", b"newest"]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        pytest.param(lambda path: path.write_bytes(b"workboom"), "is damaged", id="a byte changed"),
        pytest.param(lambda path: path.write_bytes(b""), "is damaged", id="emptied"),
        pytest.param(Path.unlink, "cannot be read: No such file", id="gone"),
    ],
)
def test_read_snapshot_refuses_what_is_not_what_was_kept(tmp_path: Path, spoil: object, told: str) -> None:
    """Nothing is put in the place of a workbook that is not the very thing that was taken from there."""
    path = keep(tmp_path, b"workbook")
    snapshot = list_snapshots(tmp_path)[0]
    assert read_snapshot(snapshot) == b"workbook"
    assert callable(spoil)
    spoil(path)
    with pytest.raises(WorkbookError, match=told):
        read_snapshot(snapshot)


def test_no_snapshot_no_write(tmp_path: Path) -> None:
    """Where none can be kept the night must not write: the sentence says so and asks for room."""
    (tmp_path / "snapshots").write_bytes(b"a file is in the way")
    with pytest.raises(TryAgainError, match="so nothing was written: make room there"):
        keep_snapshot(tmp_path, b"workbook", ".xlsx", NOW)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("mount"), reason="needs a disk")
def test_a_full_disk_keeps_nothing_half(tmp_path: Path) -> None:
    """A real disk with no room left: 75, no half copy, and the snapshots that are there stay."""
    mounted = subprocess.run(  # noqa: S603 - a mount of our own
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)],  # noqa: S607 - wherever it lies
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("nothing may be mounted here")
    try:
        keep(tmp_path, b"small", days=1)
        with pytest.raises(TryAgainError, match="No space left on device"):
            keep_snapshot(tmp_path, os.urandom(100_000), ".xlsx", NOW)
        assert contents(tmp_path) == [b"small"]
        assert len(list((tmp_path / "snapshots").iterdir())) == 1
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)  # noqa: S603, S607
