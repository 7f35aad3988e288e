"""A night is killed, or the disk fails it, at every call that touches the workbook or the data folder.

FOLLOWTHROUGH_CRASHES=all tries every call with every fault (minutes), FOLLOWTHROUGH_CRASHES=SIGKILL (or another) every
call with that one; else an even sample is tried.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

from followthrough.keeping.swap import clear_leftovers
from followthrough.knowing.errors import TryAgainError
from stopped_runs import EDITS, JUDGED, PATCHED, Call, Contested, Night, Place, why_no_strace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WHY_NOT = why_no_strace()
SAMPLE = 24
FAULTS = ("SIGKILL", "ENOSPC", "EIO", "EACCES", "EROFS")
CHANGING = {"openat", "write", "fsync", "rename", "renameat2", "unlink", "chmod", "mkdir", "flock"}
KILLED = -9
DOCUMENTED = {0, 3, 4, 5, 75}
NOTHING_WRITTEN = {3, 4, 75}

pytestmark = [pytest.mark.slow, pytest.mark.skipif(WHY_NOT is not None, reason=str(WHY_NOT))]


def chosen(calls: list[Call]) -> list[tuple[Call, str]]:
    """All points; or, of the calls that change something, each with one fault after the other, and a few others."""
    points = [(call, fault) for call in calls for fault in FAULTS]
    wanted = os.environ.get("FOLLOWTHROUGH_CRASHES")
    if wanted:
        return [point for point in points if wanted in {"all", point[1]}]
    changing = [call for call in calls if call.name in CHANGING and "O_RDONLY" not in call.line]
    others = [point for point in points if point[0] not in changing]
    each = [(call, FAULTS[at % len(FAULTS)]) for at, call in enumerate(changing)]
    return [*each, *others[:: max(1, len(others) // SAMPLE)]]


def was_hit(place: Place, night: Night, fault: str) -> bool:
    """Whether the fault came to pass, and at a call about this workbook."""
    hit = [line for line in night.trace.splitlines() if "INJECTED" in line or "killed by" in line]
    if fault == "SIGKILL":
        return night.status == KILLED and place.is_about(night.trace.splitlines()[-2])
    return bool(hit) and place.is_about(hit[-1])


def wrong_in(place: Place, call: Call, fault: str, new: bytes) -> Iterator[str]:
    """What a night that was stopped or failed there, and the next one, did wrong."""
    place.prepare()
    old = place.workbook.read_bytes()
    night = place.run_with(call, fault)
    if not was_hit(place, night, fault):
        yield "the fault went elsewhere"
    found = place.workbook.read_bytes()
    if found not in {old, new}:
        yield "the workbook is neither the old nor the new one"
    is_memory = any(name in night.told for name in ("state.json", "journal.json"))
    if night.status in NOTHING_WRITTEN and found != old and not is_memory:
        yield f"status {night.status}, and the workbook is written"
    if fault != "SIGKILL" and night.status not in DOCUMENTED:
        yield f"status {night.status}"
    if "Traceback" in night.told or (night.status > 0) != bool(night.told.strip()):
        yield f"status {night.status} said: {night.told.strip()!r}"
    after = place.run_here()
    if after.status:
        yield f"the next night: status {after.status}: {after.told.strip()}"
    if place.workbook.read_bytes() != new:
        yield "the next night did not write the workbook"
    if place.left_over():
        yield f"left behind for good: {place.left_over()}"


def tried(work: tuple[Place, Call, str, bytes]) -> list[str]:
    """One point, in a process of its own."""
    place, call, fault, new = work
    return [
        f"{fault} at {call.name} {call.ordinal} ({call.line}): {text}" for text in wrong_in(place, call, fault, new)
    ]


def test_no_moment_is_a_bad_one_to_stop(tmp_path: Path) -> None:
    """Killed or failed anywhere: the workbook is the whole old or the whole new one, and the next night mends all."""
    warm, first = Place(tmp_path / "warm"), Place(tmp_path / "first")
    warm.prepare()
    assert warm.run().status == 0  # and Python has compiled what it needs
    first.prepare()
    calls = first.find_calls()
    new = first.workbook.read_bytes()
    points = chosen(calls)
    work = [(Place(tmp_path / f"point{at}"), call, fault, new) for at, (call, fault) in enumerate(points)]
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        wrong = [text for found in pool.map(tried, work) for text in found]
    kills = sum(fault == "SIGKILL" for _, fault in points)
    print(f"{len(calls)} calls; {kills} crash points and {len(points) - kills} fault points; {len(wrong)} wrong")  # noqa: T201
    assert calls
    assert not wrong, "\n".join(wrong)


def lost_in(place: Contested, call: Call) -> Iterator[str]:
    """What of the saves is lost when the write is killed there and the next runs have mended what was left."""
    place.prepare()
    if not was_hit(place, place.run_with(call, "SIGKILL"), "SIGKILL"):
        yield "it was not killed"
    saved = [edit for edit in EDITS if any(path.read_bytes() == edit for path in place.folder.iterdir())]
    for _ in range(3):
        with suppress(TryAgainError):
            clear_leftovers(place.workbook)
    present = place.workbook.read_bytes()
    shown = {present} | {path.read_bytes() for path in place.folder.glob("* (rescued *")}
    if saved and saved[-1] not in shown:
        yield f"{saved[-1]!r} is lost"
    if present not in {JUDGED, PATCHED, *EDITS} or (saved and present in {JUDGED, PATCHED}):
        yield f"the workbook holds {present!r}"
    if list(place.folder.glob("*.tmp")):
        yield "a temporary file is left"


def test_no_save_is_lost_to_a_kill(tmp_path: Path) -> None:
    """Killed at any call while somebody saves around the swap: the newest save is there afterwards, in sight."""
    first = Contested(tmp_path / "first")
    first.prepare()
    first.run()
    assert first.workbook.read_bytes() == EDITS[-1]
    first.workbook.write_bytes(JUDGED)
    calls = [call for call in first.find_calls() if "being saved" not in call.line]
    wrong = []
    for at, call in enumerate(calls):
        found = lost_in(Contested(tmp_path / f"point{at}"), call)
        wrong += [f"{call.name} {call.ordinal} ({call.line}): {text}" for text in found]
    print(f"{len(calls)} crash points while somebody saves; {len(wrong)} wrong")  # noqa: T201
    assert calls
    assert not wrong, "\n".join(wrong)
