"""What a run that was killed leaves beside a workbook: ours goes, an edit goes back to its owner."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from followthrough.keeping.files import ChangedMeanwhile
from followthrough.keeping.swap import clear_leftovers, put_in_place
from followthrough.keeping.systems import exchange
from followthrough.knowing.errors import TryAgainError
from places import SCRIPTS

JUDGED, PATCHED, EDIT, LATER = b"as it was judged", b"as it was patched", b"an edit", b"a later edit"
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that swaps, and signals")


def workbook(folder: Path, content: bytes = JUDGED) -> Path:
    path = folder / "Bewerbungen, été.xlsx"
    path.write_bytes(content)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@ON_LINUX
@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), OSError(28, "No space left on device"), None])
def test_an_edit_that_cannot_be_put_back_is_kept_and_put_back_later(tmp_path: Path, error: OSError | None) -> None:
    """The disk fails between the two swaps: the edit waits beside the workbook, and the next run puts it back."""
    path, swaps = workbook(tmp_path), []

    def swap(fresh: Path, target: Path) -> bool:
        swaps.append(fresh)
        if len(swaps) == 1:
            target.write_bytes(EDIT)
            return exchange(fresh, target)
        if error:
            raise error
        return False

    with pytest.raises(TryAgainError, match="could not be put back"):
        put_in_place(path, JUDGED, PATCHED, swap=swap)
    assert swaps[0].read_bytes() == EDIT
    with pytest.raises(ChangedMeanwhile, match="is back in its place"):
        clear_leftovers(path)
    assert path.read_bytes() == EDIT
    assert names(tmp_path) == [path.name]


def killed_between_swaps(path: Path) -> None:
    """A run that ends between the swap and the comparison, with an edit just displaced."""
    program = f"""
import os, signal, sys
sys.path.insert(0, {str(SCRIPTS)!r})
from pathlib import Path
from followthrough.keeping.systems import exchange
from followthrough.keeping.swap import put_in_place

def swap(fresh, target):
    beside = target.with_name("being saved")
    beside.write_bytes({EDIT!r})
    beside.replace(target)
    exchange(fresh, target)
    os.kill(os.getpid(), signal.SIGKILL)

put_in_place(Path({str(path)!r}), {JUDGED!r}, {PATCHED!r}, swap=swap)
"""
    done = subprocess.run([sys.executable, "-c", program], timeout=60, check=False)  # noqa: S603 - our own program
    assert done.returncode == -9
    assert path.read_bytes() == PATCHED
    assert len(names(path.parent)) == 2


@ON_LINUX
def test_an_edit_displaced_by_a_killed_run_is_put_back(tmp_path: Path) -> None:
    """Nobody has saved since: the edit is the newest there is, and takes its place again."""
    path = workbook(tmp_path)
    killed_between_swaps(path)
    with pytest.raises(ChangedMeanwhile, match="that save is back in its place"):
        put_in_place(path, PATCHED, b"the next night's")
    assert path.read_bytes() == EDIT
    assert names(tmp_path) == [path.name]
    put_in_place(path, EDIT, b"the night after")


@ON_LINUX
def test_an_edit_displaced_by_a_killed_run_is_laid_beside_a_later_one(tmp_path: Path) -> None:
    """Somebody has saved since: both are there under names their owner sees, told once, and the nights go on."""
    path = workbook(tmp_path)
    killed_between_swaps(path)
    path.write_bytes(LATER)
    with pytest.raises(TryAgainError, match="A run was stopped in the moment when") as caught:
        clear_leftovers(path)
    rescued = Path(caught.value.file or "")
    assert (path.read_bytes(), rescued.read_bytes()) == (LATER, EDIT)
    assert re.fullmatch(r"Bewerbungen, été \(rescued [0-9a-f]{8}\)\.xlsx", rescued.name)
    clear_leftovers(path)
    put_in_place(path, LATER, PATCHED)
    assert names(tmp_path) == sorted([path.name, rescued.name])


@ON_LINUX
def test_an_edit_is_left_alone_while_the_workbook_is_away(tmp_path: Path) -> None:
    """A workbook that is being saved just now is waited for before anything is decided about an edit."""
    path = workbook(tmp_path)
    killed_between_swaps(path)
    path.unlink()
    with pytest.raises(ChangedMeanwhile, match="is being saved just now"):
        clear_leftovers(path)
    assert len(names(tmp_path)) == 1


def test_leftovers_of_other_workbooks_are_left_alone(tmp_path: Path) -> None:
    """Another run may be writing another workbook of the folder in this very moment."""
    path, other = workbook(tmp_path), tmp_path / "other.xlsx"
    other.write_bytes(JUDGED)
    seen = []

    def swap(fresh: Path, target: Path) -> bool:
        clear_leftovers(path)
        put_in_place(path, JUDGED, PATCHED)
        seen.append(fresh.exists())
        return exchange(fresh, target)

    put_in_place(other, JUDGED, PATCHED, swap=swap)
    assert seen == [True]
    assert (path.read_bytes(), other.read_bytes()) == (PATCHED, PATCHED)
    assert names(tmp_path) == sorted([path.name, other.name])
