"""restore_workbook: list the snapshots, say what differs, put one back; whole runs of the real script."""

from __future__ import annotations

import os
import re
import socket
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import restore_workbook
from followthrough.keeping.folders import as_left, data_folder, only_run
from followthrough.keeping.snapshots import keep_snapshot, list_snapshots
from followthrough.keeping.state import State, write_state
from xlsx_maker import row, simple_workbook, worksheet

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime.now(UTC).replace(microsecond=0)


def state(stage: str) -> bytes:
    cells = ("Acme", "Clerk", stage, "2026-10-01")
    return simple_workbook(worksheet(row(1, "Company", "Role", "Stage", "Applied on") + row(2, *cells)))


OLD_ONE = f"{NOW - timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
"""How the newer of the two snapshots is named."""
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


def name_of(path: Path, content: bytes) -> str:
    """How the snapshot of that content is named."""
    (found,) = (each for each in list_snapshots(folder_of(path)) if each.path.read_bytes() == content)
    return f"{found.taken:%Y-%m-%dT%H:%M:%SZ}"


def kept(path: Path) -> list[bytes]:
    return [snapshot.path.read_bytes() for snapshot in list_snapshots(folder_of(path))]


def test_the_list_is_newest_first(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each line has the name to type, the local day and time, the size, and whether it is the workbook of now."""
    path.write_bytes(OLD)
    assert run(path) == 0
    first, second = re.findall(r"^  (\S+Z)  (.*)$", capsys.readouterr().out, re.MULTILINE)
    assert (first[0], second[0]) == (name_of(path, OLD), name_of(path, OLDER))
    assert first[1].startswith(f"{(NOW - timedelta(days=1)).astimezone():%a %d %b %Y %H:%M:%S}")
    assert first[1].endswith(f"{len(OLD):,} bytes  as it is now")
    assert second[1].endswith("bytes")


def test_the_list_names_a_damaged_snapshot(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One rotten snapshot does not hide the others."""
    list_snapshots(folder_of(path))[0].path.write_bytes(b"rotten")
    assert run(path) == 0
    assert re.search(r"^  \S+Z  .* damaged$", capsys.readouterr().out, re.MULTILINE)


def test_show_says_in_words_what_differs(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Company, column, before, after: nobody must open two files to see what a restore would do."""
    assert run(path, "--show", name_of(path, OLDER)) == 0
    told = capsys.readouterr().out
    assert "1 cells differ" in told
    assert "Acme, Clerk | Stage: “Applied” -> “Closed”" in told


def test_restore_puts_it_back_byte_for_byte(path: Path) -> None:
    """And keeps the present first, so that a restore can be undone by a restore."""
    path.chmod(0o640)
    older = name_of(path, OLDER)
    assert run(path, "--restore", older) == 0
    assert path.read_bytes() == OLDER
    assert kept(path) == [OLDER, OLD, PRESENT]
    assert sys.platform == "win32" or path.stat().st_mode & 0o777 == 0o640
    assert run(path, "--restore", name_of(path, PRESENT)) == 0
    assert path.read_bytes() == PRESENT
    assert sorted(each.name for each in path.parent.iterdir()) == ["data", "jobs.xlsx"]
    assert run(path, "--restore", older) == 0  # the name has not shifted, though the list has grown
    assert path.read_bytes() == OLDER


def local(name: str) -> str:
    """The time in a name as the clock on the wall says it."""
    return f"{datetime.fromisoformat(name).astimezone():%Y-%m-%d %H:%M:%S}"


NAMES = [
    pytest.param(lambda name, _: name, id="as it is listed"),
    pytest.param(lambda name, _: f" {name} ", id="with blanks around"),
    pytest.param(lambda name, _: local(name), id="the clock on the wall"),
    pytest.param(lambda name, _: name.replace("Z", "+00:00"), id="with a zone"),
    pytest.param(lambda name, _: re.sub("[-:]", "", name), id="as the file begins"),
    pytest.param(lambda _, file: file.name, id="the name of the file"),
    pytest.param(lambda _, file: str(file), id="the path of the file"),
]


@pytest.mark.parametrize("write", NAMES)
def test_a_time_may_be_written_in_several_ways(path: Path, write: Callable[[str, Path], str]) -> None:
    """Whoever sees the file, or the list, types what they see."""
    file = list_snapshots(folder_of(path))[0].path
    assert run(path, "--restore", write(name_of(path, OLDER), file)) == 0
    assert path.read_bytes() == OLDER


def test_two_of_one_second(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each is listed under a name of its own; the time alone is not enough, and the refusal says what is."""
    keep_snapshot(folder_of(path), PRESENT, ".xlsx", NOW - timedelta(days=2))
    time = f"{NOW - timedelta(days=2):%Y-%m-%dT%H:%M:%SZ}"
    assert run(path) == 0
    names = re.findall(r"^  (\S+Z-\S+)  ", capsys.readouterr().out, re.MULTILINE)
    assert (len(set(names)), {name[: len(time)] for name in names}) == (2, {time})
    assert run(path, "--restore", time) == 2
    told = capsys.readouterr().err
    assert all(name in told for name in names)
    for name in names:
        assert run(path, "--restore", name) == 0
    assert path.read_bytes() in {OLDER, PRESENT}


@pytest.mark.parametrize(
    "present", [pytest.param(b"", id="empty"), pytest.param(b"PK\3\4 half a workb", id="damaged"), None]
)
def test_restore_replaces_what_is_no_workbook_any_more(path: Path, present: bytes | None) -> None:
    """An emptied, damaged or lost workbook is what a restore is for."""
    path.unlink() if present is None else path.write_bytes(present)
    assert run(path, "--restore", name_of(path, OLD)) == 0
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
    assert run(path, "--restore", name_of(path, OLD)) == 75
    assert capsys.readouterr().err == "jobs.xlsx is open (Jo Doe): close it first.\n"
    assert path.read_bytes() == PRESENT


def test_restore_waits_for_a_night(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One run at a time, a restore among them."""
    with only_run(folder_of(path), path):
        assert run(path, "--restore", name_of(path, OLD)) == 75
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
        pytest.param(None, ("--restore", "2026-01-01T00:00:00Z"), 2, "They are named by their time", id="no such time"),
        pytest.param(None, ("--show", "2"), 2, "There is no snapshot 2. They are named by their time", id="a number"),
        pytest.param(None, ("--restore", "yesterday"), 2, "There is no snapshot yesterday", id="no time"),
        pytest.param(None, ("--restore", "0001-01-01T00:00:00+14:00"), 2, "There is no snapshot", id="out of all time"),
        pytest.param(None, ("--restore", ""), 2, "There is no snapshot", id="nothing"),
        pytest.param(None, ("--restore", OLD_ONE, "--show", OLD_ONE), 2, "not allowed with", id="both"),
        pytest.param(lose_snapshots, (), 4, "There is no snapshot of jobs.xlsx yet", id="none"),
        pytest.param(
            lose_snapshots, ("--restore", OLD_ONE), 4, "There is no snapshot of jobs.xlsx yet", id="none to put"
        ),
        pytest.param(spoil_snapshot, ("--restore", OLD_ONE), 4, "is damaged: it is not what was kept", id="rotten"),
        pytest.param(
            spoil_snapshot, ("--show", OLD_ONE), 4, "is damaged: it is not what was kept", id="rotten to show"
        ),
        pytest.param(damage, ("--show", OLD_ONE), 4, "jobs.xlsx", id="the present is no workbook"),
        pytest.param(Path.unlink, ("--show", OLD_ONE), 4, "There is no file", id="the present is lost"),
        pytest.param(protect, ("--restore", OLD_ONE), 4, "cannot be written to: the file is read-only", id="read-only"),
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
        assert run(path, "--restore", name_of(path, OLDER)) == 75
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
        assert run(path, "--restore", f"{NOW:%Y-%m-%dT%H:%M:%SZ}") == 0
        assert path.read_bytes() == OLD
    finally:
        for left in sorted(away.parent.rglob("*"), reverse=True):
            left.rmdir() if left.is_dir() else left.unlink()
        away.parent.rmdir()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no modes")
@pytest.mark.parametrize(("mode", "known"), [(0o600, True), (0o640, True), (0o666, False)])
def test_a_lost_workbook_comes_back_as_private_as_it_was(path: Path, mode: int, *, known: bool) -> None:
    """Its mode is remembered; where it is not known, nobody but the owner may read it."""
    path.chmod(mode)
    if known:
        write_state(folder_of(path), State(left=as_left(path, PRESENT)), NOW.date())
    path.unlink()
    assert run(path, "--restore", OLD_ONE) == 0
    assert path.stat().st_mode & 0o777 == (mode if known else 0o600)
