"""restore_workbook: list the snapshots, say what differs, put one back; whole runs of the real script."""

from __future__ import annotations

import os
import re
import socket
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import restore_workbook
from followthrough.keeping.snapshots import keep_snapshot, list_snapshots
from followthrough.keeping.state import data_folder, only_run
from xlsx_maker import row, simple_workbook, worksheet

NOW = datetime.now(UTC).replace(microsecond=0)


def state(stage: str) -> bytes:
    cells = ("Acme", "Clerk", stage, "2026-10-01")
    return simple_workbook(worksheet(row(1, "Company", "Role", "Stage", "Applied on") + row(2, *cells)))


OLDER, OLD, PRESENT = state("Applied"), state("Interviewing"), state("Closed")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook with two snapshots, of two days ago and of yesterday."""
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    workbook = tmp_path / "jobs.xlsx"
    workbook.write_bytes(PRESENT)
    for days, content in ((2, OLDER), (1, OLD)):
        keep_snapshot(folder_of(workbook), content, ".xlsx", NOW - timedelta(days=days))
    return workbook


def folder_of(path: Path) -> Path:
    return data_folder(path.parent / "data", path)


def run(path: Path, *arguments: str) -> int:
    return restore_workbook.main(["--workbook", str(path), *arguments])


def kept(path: Path) -> list[bytes]:
    return [snapshot.path.read_bytes() for snapshot in list_snapshots(folder_of(path))]


def test_the_list_is_newest_first(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each line has the number to type, the local day and time, the size, and whether it is the workbook of now."""
    path.write_bytes(OLD)
    assert run(path) == 0
    first, second = re.findall(r"^ +(\d)  (.*)$", capsys.readouterr().out, re.MULTILINE)
    assert (first[0], second[0]) == ("1", "2")
    assert first[1].startswith(f"{(NOW - timedelta(days=1)).astimezone():%a %d %b %Y %H:%M}")
    assert first[1].endswith(f"{len(OLD):,} bytes  as it is now")
    assert second[1].endswith("bytes")


def test_the_list_names_a_damaged_snapshot(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One rotten snapshot does not hide the others."""
    list_snapshots(folder_of(path))[0].path.write_bytes(b"rotten")
    assert run(path) == 0
    assert re.search(r"^   2  .* damaged$", capsys.readouterr().out, re.MULTILINE)


def test_show_says_in_words_what_differs(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Company, column, before, after: nobody must open two files to see what a restore would do."""
    assert run(path, "--show", "2") == 0
    told = capsys.readouterr().out
    assert "1 cells differ" in told
    assert "Acme, Clerk | Stage: “Applied” -> “Closed”" in told


def test_restore_puts_it_back_byte_for_byte(path: Path) -> None:
    """And keeps the present first, so that a restore can be undone by a restore."""
    path.chmod(0o640)
    assert run(path, "--restore", "2") == 0
    assert path.read_bytes() == OLDER
    assert kept(path) == [OLDER, OLD, PRESENT]
    assert sys.platform == "win32" or path.stat().st_mode & 0o777 == 0o640
    assert run(path, "--restore", "1") == 0
    assert path.read_bytes() == PRESENT
    assert sorted(each.name for each in path.parent.iterdir()) == ["data", "jobs.xlsx"]


@pytest.mark.parametrize(
    "present", [pytest.param(b"", id="empty"), pytest.param(b"PK\3\4 half a workb", id="damaged"), None]
)
def test_restore_replaces_what_is_no_workbook_any_more(path: Path, present: bytes | None) -> None:
    """An emptied, damaged or lost workbook is what a restore is for."""
    path.unlink() if present is None else path.write_bytes(present)
    assert run(path, "--restore", "1") == 0
    assert path.read_bytes() == OLD
    assert sorted(each.name for each in path.parent.iterdir()) == ["data", "jobs.xlsx"]


def lock_excel(path: Path) -> None:
    held = b"\x06Jo Doe".ljust(55) + b"\x06\0" + "Jo Doe".encode("utf-16-le")
    path.with_name(f"~${path.name}").write_bytes(held.ljust(165))


def lock_libreoffice(path: Path) -> None:
    host = f"not-{socket.gethostname()}"
    path.with_name(f".~lock.{path.name}#").write_text(f"Jo Doe,jo,{host},23.11.2026 17:36,file:///p;", "utf-8")


@pytest.mark.parametrize("lock", [lock_excel, lock_libreoffice])
def test_restore_waits_while_it_is_open(path: Path, capsys: pytest.CaptureFixture[str], lock: object) -> None:
    """Who has it open is named; whatever they save later would undo the restore without a word."""
    assert callable(lock)
    lock(path)
    assert run(path, "--restore", "1") == 75
    assert capsys.readouterr().err == "jobs.xlsx is open (Jo Doe): close it first.\n"
    assert path.read_bytes() == PRESENT


def test_restore_waits_for_a_night(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One run at a time, a restore among them."""
    with only_run(folder_of(path), path):
        assert run(path, "--restore", "1") == 75
    assert capsys.readouterr().err.startswith("Another run is checking jobs.xlsx")
    assert path.read_bytes() == PRESENT


def spoil_snapshot(path: Path) -> None:
    list_snapshots(folder_of(path))[-1].path.write_bytes(b"rotten")


def lose_snapshots(path: Path) -> None:
    for snapshot in list_snapshots(folder_of(path)):
        snapshot.path.unlink()


def damage(path: Path) -> None:
    path.write_bytes(b"PK\3\4 half a workb")


def protect(path: Path) -> None:
    path.chmod(0o444)


@pytest.mark.parametrize(
    ("spoil", "arguments", "status", "told"),
    [
        pytest.param(None, ("--restore", "3"), 2, "There is no snapshot 3: they are numbered from 1 to 2", id="3"),
        pytest.param(None, ("--show", "0"), 2, "There is no snapshot 0: they are numbered from 1 to 2", id="0"),
        pytest.param(None, ("--restore", "-1"), 2, "There is no snapshot -1", id="-1"),
        pytest.param(None, ("--restore", "yesterday"), 2, "invalid int value: 'yesterday'", id="no number"),
        pytest.param(None, ("--restore", "1", "--show", "1"), 2, "not allowed with", id="both"),
        pytest.param(lose_snapshots, (), 4, "There is no snapshot of jobs.xlsx yet", id="none"),
        pytest.param(lose_snapshots, ("--restore", "1"), 4, "There is no snapshot of jobs.xlsx yet", id="none to put"),
        pytest.param(spoil_snapshot, ("--restore", "1"), 4, "is damaged: it is not what was kept", id="rotten"),
        pytest.param(spoil_snapshot, ("--show", "1"), 4, "is damaged: it is not what was kept", id="rotten to show"),
        pytest.param(damage, ("--show", "1"), 4, "jobs.xlsx", id="the present is no workbook"),
        pytest.param(Path.unlink, ("--show", "1"), 4, "There is no file", id="the present is lost"),
        pytest.param(protect, ("--restore", "1"), 4, "cannot be written to: the file is read-only", id="read-only"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    path: Path, capsys: pytest.CaptureFixture[str], spoil: object, arguments: tuple[str, ...], status: int, told: str
) -> None:
    """The documented status, one line on stderr, and the workbook as it was."""
    if callable(spoil):
        spoil(path)
    before = path.read_bytes() if path.exists() else None
    assert run(path, *arguments) == status
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
    assert before == (path.read_bytes() if path.exists() else None)


def test_restore_writes_nothing_where_the_present_cannot_be_kept(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No snapshot of now, no restore: else it could not be undone."""
    if sys.platform == "win32":
        pytest.skip("no limits of that kind")
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))  # the system takes no more, as on a full disk
    try:
        assert run(path, "--restore", "2") == 75
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert re.fullmatch(r"No snapshot could be kept in .* so nothing was written.*\n", capsys.readouterr().err)
    assert path.read_bytes() == PRESENT
    assert kept(path) == [OLDER, OLD]


def test_the_data_folder_may_lie_on_another_disk(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nothing is ever renamed from the data folder to the workbook's, or back."""
    memory = Path("/dev/shm")  # noqa: S108 - the other disk that every Linux has
    if not memory.is_dir() or memory.stat().st_dev == path.stat().st_dev:
        pytest.skip("no other disk here")
    away = memory / tmp_path_factory.mktemp("away").name / str(os.getpid())
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(away))
    try:
        keep_snapshot(data_folder(away, path), OLD, ".xlsx", NOW)
        assert run(path, "--restore", "1") == 0
        assert path.read_bytes() == OLD
    finally:
        for left in sorted(away.parent.rglob("*"), reverse=True):
            left.rmdir() if left.is_dir() else left.unlink()
        away.parent.rmdir()
