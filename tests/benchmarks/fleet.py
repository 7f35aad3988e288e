"""What many workbooks in one run cost, beside one process each.

    python tests/benchmarks/fleet.py [--workbooks 1000] [--rows 200] [--broken 50] [--dask]

One in --broken is no workbook, and one is vast. Measured are a first night over all, an unchanged one, and a mixed one
(a third are other trackers than before): CPU (user + sys, all processes), wall time, and the memory of the largest
process in each quarter of the run; beside it the CPU of a process for each workbook, and of one for the vast one. The
work goes through the processes of --each or, with --dask, through a Dask cluster of two workers on this machine. Linux
only.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.trackers import make_tracker  # the folder of the tests must be known first
from places import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterator

ADOPT_ORPHANS = 36
"""Linux: PR_SET_CHILD_SUBREAPER."""
SAMPLE = 12
VAST_ROWS = 20_000
KINDS = 20
"""Different workbooks; the rest are copies of these."""
QUARTERS = 4
LOOK_EVERY = 0.2
"""Seconds between two looks at how much memory is held."""


if sys.platform == "win32":
    raise SystemExit("What processes cost is only told by Linux.")


def main() -> None:
    """Make the workbooks, run, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workbooks", type=int, default=1000)
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--broken", type=int, default=50, help="one in so many is no workbook")
    parser.add_argument("--dask", action="store_true", help="through a Dask cluster of two workers")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, _cluster(is_wanted=options.dask) as engine:
        _measure(options, Path(name), engine)


@contextmanager
def _cluster(*, is_wanted: bool) -> Iterator[list[str]]:
    """The options that make a run use a cluster, which is there meanwhile; none where none is wanted."""
    if not is_wanted:
        yield []
        return
    from distributed import LocalCluster

    os.environ["PYTHONPATH"] = str(SCRIPTS)  # for the workers
    sys.path.insert(0, str(SCRIPTS))  # for the scheduler, which is here
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:  # type: ignore[no-untyped-call,unused-ignore] # distributed has no types, and is not looked at for Windows
        yield ["--dask", cluster.scheduler_address]


def _measure(options: argparse.Namespace, folder: Path, engine: list[str]) -> None:
    today = date.today()  # noqa: DTZ011 - a night is about the day on the wall
    kinds = [make_tracker(options.rows + number, today - timedelta(days=number % 5)) for number in range(KINDS)]
    vast = make_tracker(VAST_ROWS, today)
    people = folder / "people"
    for number in range(options.workbooks):
        _put(people / f"p{number:05}", b"broken" if number % options.broken == 1 else kinds[number % KINDS])
    _put(people / "p00000", vast)
    fresh = [_put(folder / "alone" / f"{number}", kinds[number]) for number in range(SAMPLE)]
    _say(f"{options.workbooks} workbooks of {options.rows} rows, 1 in {options.broken} broken, one of {VAST_ROWS} rows")
    first, unchanged = _alone(fresh, folder), _alone(fresh, folder)
    vast_alone = _alone([_put(folder / "vast", vast)], folder)
    _say(f"a process for one: first {first:.3f} s CPU, unchanged {unchanged:.3f}, the vast one {vast_alone:.1f}")
    for what, alone in (("first", first), ("unchanged", unchanged), ("mixed", (2 * unchanged + first) / 3)):
        if what == "mixed":
            _mix(people, options.workbooks, kinds, options.broken)
        cpu, wall, peaks, told = _run(["--each", str(people), *engine], folder)
        each = cpu / options.workbooks
        cost = f"{cpu:.1f} s CPU, {wall:.1f} s, {1000 * each:.0f} ms each, {each / alone:.3f} of a process each"
        _say(f"{what}: {cost}; largest process, by quarters of the run: {', '.join(map(str, peaks))} MB\n{told}")


def _put(place: Path, content: bytes) -> Path:
    place.mkdir(parents=True, exist_ok=True)
    (place / "jobs.xlsx").write_bytes(content)
    return place / "jobs.xlsx"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _mix(people: Path, workbooks: int, kinds: list[bytes], broken: int) -> None:
    """Every third is another tracker than before, the rest are as they were."""
    for number in range(3, workbooks, 3):
        if number % broken != 1:
            (people / f"p{number:05}" / "jobs.xlsx").write_bytes(kinds[(number + 1) % KINDS])


def _alone(paths: list[Path], folder: Path) -> float:
    """CPU seconds of a process for each, on the average."""
    return sum(_run(["--workbook", str(path)], folder)[0] for path in paths) / len(paths)


def _run(arguments: list[str], folder: Path) -> tuple[float, float, list[int], str]:
    """What a night with all its processes costs.

    Returns:
        CPU and wall seconds; the memory of the largest process in MB, by quarters of the run; what it printed.
    """
    (folder / "config.toml").write_text('[files]\ndata = "data"\n', "utf-8")
    command = [sys.executable, str(SCRIPTS / "nightly_check.py"), "--config", str(folder / "config.toml"), *arguments]
    there, before, start, seen = set(_descendants()), _spent(), time.perf_counter(), []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:  # noqa: S603 - ours
        while process.poll() is None:
            seen.append(max((held for _, held in _descendants().values()), default=0))
            time.sleep(LOOK_EVERY)
        told = process.stdout.read() if process.stdout else ""
    wall = time.perf_counter() - start
    while set(_descendants()) - there:  # the server of the workers outlives its run by a moment
        with suppress(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)
        time.sleep(0.01)
    parts = [seen[len(seen) * part // QUARTERS : len(seen) * (part + 1) // QUARTERS] for part in range(QUARTERS)]
    return _spent() - before, wall, [max(part, default=0) for part in parts], told


def _spent() -> float:
    """CPU seconds of all processes that this one ever started, with those that they started."""
    gone = resource.getrusage(resource.RUSAGE_CHILDREN)
    return gone.ru_utime + gone.ru_stime + sum(seconds for seconds, _ in _descendants().values())


def _descendants() -> dict[int, tuple[float, int]]:
    """The living processes below this one: number -> CPU seconds, also of its dead children, and memory in MB."""
    parents, costs = {}, {}
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (entry / "stat").read_text("utf-8").rpartition(")")[2].split()
            parents[int(entry.name)] = int(fields[1])
            ticks = sum(map(int, fields[11:15]))
            held = int(fields[21]) * resource.getpagesize() // 1024**2
            costs[int(entry.name)] = (ticks / os.sysconf("SC_CLK_TCK"), held)
    below, row = set[int](), {os.getpid()}
    while row:
        row = {number for number, parent in parents.items() if parent in row}
        below |= row
    return {number: costs[number] for number in below}


if __name__ == "__main__":
    ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1)
    main()
