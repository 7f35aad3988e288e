"""Somebody saves in the very moment when we write: no edit is ever lost.

FOLLOWTHROUGH_RACES sets how many rounds are run; the continuous run makes do with 2,000.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from followthrough.keeping.files import ChangedMeanwhile
from followthrough.keeping.folders import data_folder, only_run
from followthrough.keeping.swap import put_in_place
from followthrough.keeping.systems import exchange
from places import SCRIPTS
from xlsx_maker import row, simple_workbook, worksheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from pathlib import Path

pytestmark = pytest.mark.slow

ROUNDS = int(os.environ.get("FOLLOWTHROUGH_RACES", "2000"))
SCRIPT = SCRIPTS / "nightly_check.py"
PADDING = b"." * 20_000
PATCHED = b" and patched"
LONGEST_PAUSE = 0.0004
PATIENCE = 0.02


def edit(number: int) -> bytes:
    return b"edit %09d %s" % (number, PADDING)


def number_in(content: bytes) -> int:
    return int(content[5:14])


def save(path: Path, number: int) -> None:
    """Save as Excel and LibreOffice do: whole beside, then renamed."""
    beside = path.with_name("being saved")
    beside.write_bytes(edit(number))
    beside.replace(path)


def spin(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def spin_until_swap_is_near(folder: Path) -> None:
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        if any(name.count("-") == 4 for name in os.listdir(folder)):  # noqa: PTH208 - Path.iterdir is too slow here
            return


def keep_saving(path: Path, orders: Connection) -> None:
    """The other program: at each order it saves one to four times around the moment of the swap."""
    chance = random.Random(7)  # noqa: S311 - a race, not a secret
    while (number := orders.recv()) is not None:
        if chance.random() < 0.7:
            spin_until_swap_is_near(path.parent)
        for _ in range(chance.randint(1, 4)):
            spin(chance.random() * LONGEST_PAUSE)
            number += 1
            save(path, number)
        orders.send(number)


@contextmanager
def other_program(path: Path) -> Iterator[Any]:  # Windows has another type for it
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=keep_saving, args=(path, theirs))
    process.start()
    try:
        yield ours
    finally:
        ours.send(None)
        process.join(10)


def race(folder: Path, rounds: int, put: Callable[[Path, bytes, bytes], object]) -> tuple[int, int, list[str]]:
    """Let a night and another program write at once.

    Returns:
        how often the night wrote, how often it stood back, and every round that went wrong.
    """
    path, wrong, wrote = folder / "jobs.xlsx", [], 0
    save(path, 0)
    last = 0
    with other_program(path) as program:
        for _ in range(rounds):
            judged = path.read_bytes()
            judged = judged.removesuffix(PATCHED)
            path.write_bytes(judged)
            program.send(last)
            try:
                put(path, judged, judged + PATCHED)
                has_written = True
            except ChangedMeanwhile:
                has_written = False
            last = program.recv()
            wrote += has_written
            found = path.read_bytes()
            if number_in(found) != last:
                wrong.append(f"edit {last} is lost: the file holds {number_in(found)}")
                save(path, last)
            elif found not in {edit(last), edit(last) + PATCHED}:
                wrong.append(f"edit {last} is there and something else with it")
            elif not has_written and found != edit(last):
                wrong.append(f"edit {last} was patched, and the night says it was not")
    return wrote, rounds - wrote, wrong


@pytest.mark.skipif(sys.platform == "win32", reason="a program that saves by renaming cannot do so there meanwhile")
def test_no_edit_is_lost_in_a_race(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    """Promise 3: whoever saves around the moment of our swap finds that save in the file afterwards."""
    wrote, stood_back, wrong = race(tmp_path, ROUNDS, put_in_place)
    record_property("rounds", f"{ROUNDS}: wrote {wrote}, stood back {stood_back}")
    print(f"{ROUNDS} rounds: the night wrote in {wrote}, stood back in {stood_back}, lost {len(wrong)}")  # noqa: T201
    assert not wrong
    assert stood_back
    assert os.listdir(tmp_path) == ["jobs.xlsx"]  # noqa: PTH208 - names are compared


def compare_then_replace(path: Path, judged: bytes, patched: bytes) -> None:
    """The planted fault: what many programs do."""
    beside = path.with_name("-a-b-c-.tmp")
    beside.write_bytes(patched)
    if path.read_bytes() != judged:
        raise ChangedMeanwhile("It was changed.")
    time.sleep(LONGEST_PAUSE / 4)
    beside.replace(path)


@pytest.mark.skipif(sys.platform == "win32", reason="as above")
def test_the_race_finds_a_writer_that_compares_first(tmp_path: Path) -> None:
    """The test above can fail: comparing first and replacing then loses saves."""
    _, _, wrong = race(tmp_path, 200, compare_then_replace)
    print(f"200 rounds of the planted fault: {len(wrong)} lost")  # noqa: T201
    assert wrong


def saving_first(number: int, *others: int) -> Callable[[Path, Path], bool]:
    """A swap that finds a save in place which was not there a moment ago, and others before it can swap back."""
    numbers = [number, *others]

    def swap(fresh: Path, target: Path) -> bool:
        if numbers:
            save(target, numbers.pop(0))
        return exchange(fresh, target)

    return swap


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param([1], id="one save"),
        pytest.param([1, 2], id="another before the swap back"),
        pytest.param([1, 2, 3], id="and one more"),
        pytest.param([1, 2, 1], id="the second was undone: the content of the first again"),
        pytest.param([1, 2, 3, 4, 5, 6], id="over and over"),
    ],
)
def test_the_newest_save_ends_in_place(tmp_path: Path, numbers: list[int]) -> None:
    """However many saves come between our swaps, the last one is in the file and nothing lies beside it."""
    path = tmp_path / "jobs.xlsx"
    save(path, 0)
    with pytest.raises(ChangedMeanwhile):
        put_in_place(path, edit(0), edit(0) + PATCHED, swap=saving_first(numbers[0], *numbers[1:]))
    assert path.read_bytes() == edit(numbers[-1])
    assert [left.name for left in tmp_path.iterdir()] == ["jobs.xlsx"]


def started_night(path: Path, data: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "FOLLOWTHROUGH_DATA": str(data)}
    command = [sys.executable, str(SCRIPT), "--workbook", str(path)]
    return subprocess.Popen(  # noqa: S603 - our own script
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def workbook_in(folder: Path) -> Path:
    path = folder / "jobs.xlsx"
    rows = row(1, "Company", "Role", "Stage", "Applied on") + row(2, "Acme", "Clerk", "Closed", "2026-03-02")
    path.write_bytes(simple_workbook(worksheet(rows)))
    return path


def test_a_second_night_waits_for_another_time(tmp_path: Path) -> None:
    """One run at a time per workbook: the other says 75, in one sentence, and touches nothing."""
    path = workbook_in(tmp_path)
    before = path.read_bytes()
    with only_run(data_folder(tmp_path / "data", path), path):
        night = started_night(path, tmp_path / "data")
        _, told = night.communicate(timeout=60)
    assert (night.returncode, told.count("\n")) == (75, 1)
    assert "Another run is checking jobs.xlsx" in told
    assert path.read_bytes() == before


def test_nights_started_together_leave_one_whole_workbook(tmp_path: Path) -> None:
    """Of four nights at once each does its job or says 75; the workbook holds what one night alone writes."""
    (tmp_path / "alone").mkdir()
    alone, path = workbook_in(tmp_path / "alone"), workbook_in(tmp_path)
    started_night(alone, tmp_path / "data").communicate(timeout=60)
    nights = [started_night(path, tmp_path / "data") for _ in range(4)]
    for night in nights:
        night.communicate(timeout=60)
    assert {night.returncode for night in nights} <= {0, 75}
    assert path.read_bytes() == alone.read_bytes()
