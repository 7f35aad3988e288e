"""What is particular to a system: the swap of two files, and what a file carries beside its content."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from followthrough.keeping.access import keep_access
from followthrough.keeping.systems import exchange, is_being_written, sync_folder

if TYPE_CHECKING:
    from pathlib import Path

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux answers")


def two_files(folder: Path) -> tuple[Path, Path]:
    one, other = folder / "one", folder / "zwei, été"
    one.write_bytes(b"1")
    other.write_bytes(b"2")
    return one, other


def test_exchange_swaps_two_files(tmp_path: Path) -> None:
    """Each file has the other's name afterwards, in one step; a system that cannot says so and changes nothing."""
    one, other = two_files(tmp_path)
    swapped = exchange(one, other)
    assert (one.read_bytes(), other.read_bytes()) == ((b"2", b"1") if swapped else (b"1", b"2"))


@ON_LINUX
def test_exchange_works_here(tmp_path: Path) -> None:
    """A plain folder on Linux can swap: the race tests below are about this."""
    assert exchange(*two_files(tmp_path))


@ON_LINUX
def test_exchange_says_what_failed(tmp_path: Path) -> None:
    """A file that is gone is an error, not "cannot swap": a plain replace would then bring it back."""
    one, _ = two_files(tmp_path)
    with pytest.raises(FileNotFoundError):
        exchange(one, tmp_path / "gone")
    assert one.read_bytes() == b"1"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o755])
def test_keep_access_keeps_the_mode(tmp_path: Path, mode: int) -> None:
    """A workbook that a group may write, or nobody else may read, stays so."""
    one, other = two_files(tmp_path)
    one.chmod(mode)
    keep_access(one, other)
    assert sys.platform == "win32" or other.stat().st_mode & 0o7777 == mode


def test_keep_access_keeps_named_attributes_and_no_times(tmp_path: Path) -> None:
    """Tags and notes that a file manager hung on the file stay; the time is that of the write, for sync clients."""
    if sys.platform != "linux":
        pytest.skip("there copyfile does, or ReplaceFile")
    one, other = two_files(tmp_path)
    tags = {"user.xdg.tags": b"jobs,2026", "user.comment": "Über".encode(), "user.empty": b""}
    try:
        for name, value in tags.items():
            os.setxattr(one, name, value)
    except OSError:
        pytest.skip("this file system has no extended attributes")
    os.utime(one, (1, 1))
    keep_access(one, other)
    assert {name: os.getxattr(other, name) for name in os.listxattr(other)} == tags
    assert other.stat().st_mtime > 1


def test_keep_access_keeps_the_owner(tmp_path: Path) -> None:
    """A check that runs as root does not take the workbook from its owner, and set-id bits do not get lost."""
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("only the superuser may give a file away")
    one, other = two_files(tmp_path)
    os.chown(one, 12345, 23456)
    one.chmod(0o2664)
    keep_access(one, other)
    assert (other.stat().st_uid, other.stat().st_gid, other.stat().st_mode & 0o7777) == (12345, 23456, 0o2664)


def test_sync_folder_is_content_with_folders_that_cannot(tmp_path: Path) -> None:
    """The swap is done when this is called: nothing it meets is worth taking for a failed write."""
    sync_folder(tmp_path)
    sync_folder(tmp_path / "gone")


@ON_LINUX
@pytest.mark.parametrize(
    ("mode", "expected"),
    [pytest.param("r+b", True, id="to write"), pytest.param("ab", True, id="to append"), pytest.param("rb", False)],
)
def test_is_being_written(tmp_path: Path, mode: str, *, expected: bool) -> None:
    """A program that holds a file open for writing is seen, one that only reads is not."""
    path, _ = two_files(tmp_path)
    assert not is_being_written(path)
    with path.open(mode):
        assert is_being_written(path) is expected
    assert not is_being_written(path)
    assert not is_being_written(tmp_path / "gone")
