"""Where memory is lacking, a run says so in one sentence, and nothing is lost or half written (promise 3)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from everything_for_tests import everything
from followthrough.shell.command import NO_MEMORY
from followthrough.writing.patch import patch_workbook
from new_workbook import new_workbook
from places import SCRIPTS
from workbooks_for_tests import TODAY

if TYPE_CHECKING:
    from pathlib import Path

_testcapi = pytest.importorskip("_testcapi", reason="this Python cannot be told to fail")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="limits are set as Linux sets them")]

MEGABYTE = 1024**2
WHOLE, NO_ROOM, WRONG, OTHER = 0, 1, 9, 2


@pytest.mark.parametrize("limit", [200, 220, 250, 300, 400])
def test_a_night_with_little_memory(limit: int, tmp_path: Path) -> None:
    """It is done as always, or not at all and said; what libraries need to begin with is below all of these."""
    if sys.platform == "win32":
        raise OSError("This is tried on the other systems.")
    import resource

    book = new_workbook(tmp_path / "jobs.xlsx", TODAY)
    before = book.read_bytes()
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(SCRIPTS / "nightly_check.py"), "--workbook", str(book)],
        env={"FOLLOWTHROUGH_DATA": str(tmp_path / "data"), "HOME": str(tmp_path)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit * MEGABYTE, limit * MEGABYTE)),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        assert (done.returncode, done.stderr) == (75, f"{NO_MEMORY}\n")
        assert book.read_bytes() == before
    else:
        assert book.read_bytes() != before
    assert [path.name for path in tmp_path.glob(".followthrough-*")] == []


def _outcome(workbook: bytes, cells: dict[str, dict[str, str]], whole: bytes, point: int) -> int:
    """What becomes of a write in a child in which one allocation fails."""
    if sys.platform == "win32":
        raise OSError("This is tried on the other systems.")
    child = os.fork()
    if not child:
        os.close(2)  # Python tells of what it could not tidy up
        outcome = OTHER
        try:
            _testcapi.set_nomemory(point, point + 1)
            try:
                written = patch_workbook(workbook, cells)
            finally:
                _testcapi.remove_mem_hooks()
            outcome = WHOLE if written == whole else WRONG
        except MemoryError:
            outcome = NO_ROOM
        finally:
            os._exit(outcome)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_no_failing_allocation_makes_a_wrong_workbook() -> None:
    """At any point of the patcher: the whole workbook comes out, or none, and none is called damaged for it."""
    workbook, cells = everything(), {"Jobs": {"A2": "x & y", "E2": "z"}}
    whole = patch_workbook(workbook, cells)
    assert patch_workbook(workbook, cells) == whole
    found = Counter(_outcome(workbook, cells, whole, point) for point in range(1, 8_000, 17))
    assert found[WRONG] == 0
    assert found[OTHER] == 0
    assert found[NO_ROOM] > 100
    assert found[WHOLE] > 10
    assert sum(found[kind] for kind in found if kind < 0) <= 20  # Python itself may die of it; no file is open then
