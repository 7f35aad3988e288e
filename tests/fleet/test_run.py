"""Many workbooks through one engine: none takes the others with it, and every one gets its line."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fleet_for_tests import do
from followthrough.fleet.engines import bounded, processes, threads
from followthrough.fleet.limits import isolated
from followthrough.fleet.run import results
from leads_for_tests import table

if TYPE_CHECKING:
    from collections.abc import Sequence

MANY = [f"well-{number}" for number in range(20)]
TWICE = "its check was ended twice, by a limit or by the system: check it alone."
LINES = table(
    ("a workbook that is wrong", "wrong", 4, "wrong.xlsx: no list of jobs."),
    ("a defect", "defect", 1, "defect.xlsx: a defect of followthrough: KeyError. See "),
    ("a reader that panics", "panic", 1, "panic.xlsx: a defect of followthrough: Panic. See "),
    ("a slow one", "slow", 4, "slow.xlsx: it takes too long beside the others, and was left: check it alone."),
    ("one that never comes back", "stuck", 4, f"stuck.xlsx: {TWICE}"),
    ("a vast one", "vast", 4, "vast.xlsx: it takes more memory than one of many may have: check it alone."),
    ("one that ends its process", "killed", 4, f"killed.xlsx: {TWICE}"),
    ("one that ends it once", "dies", 0, ""),
)  # fmt: skip


def run(folder: Path, names: Sequence[str], engine: object = processes) -> dict[str, tuple[int, str]]:
    """What comes of workbooks with these names, each of which is done as it is called."""
    paths = [folder / f"{name}.xlsx" for name in names]
    work = bounded(do, engine, seconds=1.0)  # type: ignore[arg-type] # one of ours
    came = list(results(work, paths, engine))  # type: ignore[arg-type] # the same
    assert sorted(result.workbook for result in came) == sorted(map(str, paths)), "each once"
    return {Path(result.workbook).stem: (result.status, result.message) for result in came}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "status", "says"), LINES)
def test_one_costs_the_others_nothing(tmp_path: Path, name: str, status: int, says: str) -> None:
    """Twenty others are done, and the one has its sentence and its status."""
    came = run(tmp_path, [*MANY[:10], name, *MANY[10:]])
    got = came.pop(name)
    assert (got[0], got[1][: len(says)]) == (status, says)
    assert set(came.values()) == {(0, "")}


@pytest.mark.slow
def test_all_of_them_at_once(tmp_path: Path) -> None:
    """However many go wrong beside each other, each has its own line."""
    names = [row.values[0] for row in LINES if isinstance(row.values[0], str)]
    came = run(tmp_path, [*names, *MANY])
    assert [came[name][0] for name in names] == [row.values[1] for row in LINES]
    assert {came[name] for name in MANY} == {(0, "")}


def test_threads_do_the_same(tmp_path: Path) -> None:
    """The engine is an argument: threads answer alike, but for what only a process can be limited in."""
    came = run(tmp_path, [*MANY, "wrong", "panic", "defect"], threads)
    assert [came[name][0] for name in ("wrong", "panic", "defect")] == [4, 1, 1]
    assert {came[name] for name in MANY} == {(0, "")}


def test_never_more_in_work_than_there_is_room_for(tmp_path: Path) -> None:
    """A folder of ten thousand is not handed out at once: memory stays what a few take."""
    handed: list[Path] = []
    paths = [tmp_path / f"{number}.xlsx" for number in range(10_000)]

    def note(path: Path) -> object:
        handed.append(path)
        return do(path)

    came = results(partial(isolated, note), paths, threads, at_once=2)  # type: ignore[arg-type] # answers alike
    for number in range(1, 50):
        next(came)
        assert len(handed) <= number + 3
    came.close()
