"""The workbook is put in place whole or not at all, and never over an edit."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from followthrough.keeping.files import ChangedMeanwhile
from followthrough.keeping.swap import put_anew, put_in_place
from followthrough.keeping.systems import exchange
from followthrough.knowing.errors import WorkbookError

JUDGED, PATCHED, EDIT = b"as it was judged", b"as it was patched", b"an edit"
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that swaps, and leases")


def workbook(folder: Path, content: bytes = JUDGED) -> Path:
    path = folder / "Bewerbungen, été.xlsx"
    path.write_bytes(content)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("can_swap", [True, False], ids=["swap", "plain replace"])
def test_put_in_place_writes_what_was_judged(tmp_path: Path, *, can_swap: bool) -> None:
    """The patched workbook takes the place of the judged one, and nothing is left beside it."""
    path = workbook(tmp_path)
    put_in_place(path, JUDGED, PATCHED, swap=exchange if can_swap else lambda *_: False)
    assert path.read_bytes() == PATCHED
    assert names(tmp_path) == [path.name]


@pytest.mark.parametrize("can_swap", [True, False], ids=["swap", "plain replace"])
def test_put_in_place_leaves_an_edit(tmp_path: Path, *, can_swap: bool) -> None:
    """A workbook that is not the judged one any more stays as it is."""
    path = workbook(tmp_path, EDIT)
    with pytest.raises(ChangedMeanwhile, match="was changed while it was being checked"):
        put_in_place(path, JUDGED, PATCHED, swap=exchange if can_swap else lambda *_: False)
    assert path.read_bytes() == EDIT
    assert names(tmp_path) == [path.name]


@pytest.mark.parametrize("can_swap", [True, False], ids=["swap", "plain replace"])
def test_put_in_place_waits_where_a_program_has_moved_the_file_away(tmp_path: Path, *, can_swap: bool) -> None:
    """Some programs save by moving the old file away first: no file is put into that gap."""
    path = workbook(tmp_path)

    def swap(fresh: Path, target: Path) -> bool:
        target.rename(tmp_path / "moved away")
        return exchange(fresh, target) if can_swap else False

    with pytest.raises(ChangedMeanwhile):
        put_in_place(path, JUDGED, PATCHED, swap=swap)
    assert names(tmp_path) == ["moved away"]


@ON_LINUX
def test_put_in_place_waits_for_a_program_that_writes_into_the_file(tmp_path: Path) -> None:
    """What somebody writes through a handle opened before our swap ends in the workbook, not in our old copy."""
    path = workbook(tmp_path)
    with path.open("r+b") as held:
        with pytest.raises(ChangedMeanwhile):
            put_in_place(path, JUDGED, PATCHED)
        held.write(EDIT)
    assert path.read_bytes().startswith(EDIT)
    assert names(tmp_path) == [path.name]


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    """The file a link leads to is written, where it lies; the link still leads there."""
    (tmp_path / "cloud").mkdir()
    path, link = workbook(tmp_path / "cloud"), tmp_path / "jobs.xlsx"
    link.symlink_to(Path("cloud") / path.name)
    put_in_place(link, JUDGED, PATCHED)
    assert link.is_symlink()
    assert (link.read_bytes(), path.read_bytes()) == (PATCHED, PATCHED)
    assert (names(tmp_path), names(tmp_path / "cloud")) == (["cloud", "jobs.xlsx"], [path.name])


@pytest.mark.skipif(sys.platform == "win32", reason="ReplaceFile keeps what Windows knows of a file")
def test_mode_and_attributes_are_kept_and_times_are_not(tmp_path: Path) -> None:
    """A private workbook stays private, tags stay; a sync client sees that it was written."""
    path = workbook(tmp_path)
    path.chmod(0o640)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    if sys.platform == "linux":
        os.setxattr(path, "user.tag", b"jobs")
    put_in_place(path, JUDGED, PATCHED)
    assert path.stat().st_mode & 0o7777 == 0o640
    assert path.stat().st_mtime > 1_000_000_000
    if sys.platform == "linux":
        assert os.getxattr(path, "user.tag") == b"jobs"


def test_a_read_only_workbook_is_not_written(tmp_path: Path) -> None:
    """Whoever marks a file as read-only means it, whatever this program might be allowed to do."""
    path = workbook(tmp_path)
    path.chmod(0o444)
    with pytest.raises(WorkbookError, match="cannot be written to: the file is read-only"):
        put_in_place(path, JUDGED, PATCHED)
    assert path.read_bytes() == JUDGED
    assert names(tmp_path) == [path.name]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    """Where no file can be laid beside the workbook, the sentence says so and the workbook is as it was."""
    path = workbook(tmp_path)
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(WorkbookError, match="cannot be written to"):
            put_in_place(path, JUDGED, PATCHED)
    finally:
        tmp_path.chmod(0o755)
    assert names(tmp_path) == [path.name]


def test_put_anew_writes_a_workbook_that_is_not_there(tmp_path: Path) -> None:
    """A lost workbook is there again, with the mode any new file gets."""
    path, other = tmp_path / "jobs.xlsx", tmp_path / "other"
    other.touch()
    put_anew(path, PATCHED)
    assert path.read_bytes() == PATCHED
    assert path.stat().st_mode == other.stat().st_mode
    assert names(tmp_path) == ["jobs.xlsx", "other"]


def test_put_anew_never_overwrites(tmp_path: Path) -> None:
    """A workbook that has come back meanwhile is somebody's."""
    path = workbook(tmp_path, EDIT)
    with pytest.raises(ChangedMeanwhile):
        put_anew(path, PATCHED)
    assert path.read_bytes() == EDIT
    assert names(tmp_path) == [path.name]


def test_put_anew_names_a_folder_that_is_gone(tmp_path: Path) -> None:
    """A folder is not made up where a drive may only be missing."""
    with pytest.raises(WorkbookError, match="There is no folder"):
        put_anew(tmp_path / "gone" / "jobs.xlsx", PATCHED)
