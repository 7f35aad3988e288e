"""A run over many that was stopped goes on where it was, and two do not meet."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import pytest

from followthrough.fleet.progress import progress
from followthrough.fleet.results import Result, Shared
from followthrough.knowing.errors import TryAgainError
from leads_for_tests import table

if TYPE_CHECKING:
    from pathlib import Path

DONE = Result(workbook="/a.xlsx", status=0, leads=3, flags={"Due": 3}, shared=Shared(quiet_since=date(2026, 11, 3)))
BROKEN = Result(workbook="/b.xlsx", status=4, message="b.xlsx: “no”\nlist")
OPEN = Result(workbook="/c.xlsx", status=75, message="c.xlsx is open")
UNSENT = Result(workbook="/d.xlsx", status=5, message="no mail server")


def stopped(folder: Path, *results: Result, begun: str = "today") -> None:
    """A run that is stopped after so many workbooks."""
    with suppress(KeyboardInterrupt), progress(folder, "night", begun) as kept:
        for result in results:
            kept.add(result)
        raise KeyboardInterrupt


def test_it_goes_on_where_it_was(tmp_path: Path) -> None:
    """What was done is not done again; what may go well a minute later is."""
    stopped(tmp_path, DONE, BROKEN, OPEN, UNSENT)
    with progress(tmp_path, "night", "today") as kept:
        assert kept.done == {"/a.xlsx": DONE, "/b.xlsx": BROKEN}


def test_it_can_be_stopped_again_and_again(tmp_path: Path) -> None:
    """Each time a bit more is done."""
    for result in (DONE, BROKEN):
        stopped(tmp_path, result)
    with progress(tmp_path, "night", "today") as kept:
        assert list(kept.done.values()) == [DONE, BROKEN]


def test_a_complete_run_is_forgotten(tmp_path: Path) -> None:
    """The next one begins anew."""
    with progress(tmp_path, "night", "today") as kept:
        kept.add(DONE)
    with progress(tmp_path, "night", "today") as kept:
        assert kept.done == {}


OTHERS = table(("another day", "night", "tomorrow"), ("another kind of run", "week", "today"))


@pytest.mark.parametrize(("kind", "begun"), OTHERS)
def test_another_run_begins_anew(tmp_path: Path, kind: str, begun: str) -> None:
    """Only the same run is gone on with."""
    stopped(tmp_path, DONE)
    with progress(tmp_path, kind, begun) as kept:
        assert kept.done == {}


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_a_file_that_was_cut_off(tmp_path: Path, cut: int) -> None:
    """Wherever it ends, what stands there whole is taken and nothing else."""
    stopped(tmp_path, DONE, BROKEN)
    path = tmp_path / "night.jsonl"
    path.write_bytes(path.read_bytes()[:cut])
    with progress(tmp_path, "night", "today") as kept:
        assert list(kept.done.values()) in ([], [DONE], [DONE, BROKEN])


def test_two_do_not_meet(tmp_path: Path) -> None:
    """The second is told to come again."""
    with progress(tmp_path, "night", "today"), pytest.raises(TryAgainError) as caught, progress(tmp_path, "week", "x"):
        pass
    assert caught.value.message == "Another run is checking each workbook: try again when it is done."


def test_where_nothing_can_be_kept_nothing_is_done(tmp_path: Path) -> None:
    """It is told before the first workbook is looked at."""
    (tmp_path / "night.jsonl").mkdir()
    with pytest.raises(TryAgainError) as caught, progress(tmp_path, "night", "today"):
        pass
    assert "nothing was checked" in caught.value.message
