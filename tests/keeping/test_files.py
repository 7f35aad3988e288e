"""Reading the workbook: whatever lies there instead of one is said in a sentence."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

import pytest

from followthrough.keeping.files import naming, read_any, read_file
from followthrough.knowing.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def lay_folder(path: Path) -> None:
    path.mkdir()


def lay_nothing(path: Path) -> None:
    assert not path.exists()


def lay_empty(path: Path) -> None:
    path.touch()


def lay_giant(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100 * 1024**2 + 1)


def lay_pipe(path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("no pipes in folders")
    os.mkfifo(path)


def lay_ring(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("lay", "told"),
    [
        pytest.param(lay_nothing, "There is no file", id="missing"),
        pytest.param(lay_folder, "is a folder: name the workbook in it", id="folder"),
        pytest.param(lay_empty, "is empty: take it from a backup", id="empty"),
        pytest.param(lay_giant, "is larger than 100 MB", id="giant"),
        pytest.param(lay_pipe, "is not a file", id="pipe: reading it would wait for ever"),
        pytest.param(lay_ring, "cannot be read: Too many levels of symbolic links", id="link to itself"),
    ],
)
def test_read_file_says_what_is_wrong(tmp_path: Path, lay: Callable[[Path], None], told: str) -> None:
    """Whatever lies there instead of a workbook is said in a sentence that names it."""
    path = tmp_path / "jobs.xlsx"
    lay(path)
    with pytest.raises(WorkbookError, match=re.escape(told)) as caught:
        read_file(path)
    assert "jobs.xlsx" in caught.value.message
    assert caught.value.file == str(path)


def test_read_any_takes_what_a_restore_must_be_able_to_replace(tmp_path: Path) -> None:
    """An empty file and none at all are no reason to refuse the one program that could help."""
    assert read_any(tmp_path / "jobs.xlsx") is None
    lay_empty(tmp_path / "jobs.xlsx")
    assert read_any(tmp_path / "jobs.xlsx") == b""


def test_naming_adds_the_file_once(tmp_path: Path) -> None:
    """What is found wrong inside a workbook is said with its name; a sentence that has a name keeps it."""
    path = tmp_path / "jobs.xlsx"
    with pytest.raises(WorkbookError) as caught, naming(path):
        raise WorkbookError("No heading row.")
    assert (caught.value.message, caught.value.file) == ("jobs.xlsx: No heading row.", str(path))
    with pytest.raises(WorkbookError, match=r"^There is no file$"), naming(path):
        raise WorkbookError("There is no file", file="other")
