"""What many workbooks in one run cost, beside one process each.

    python tests/benchmarks/fleet.py [--workbooks 1000] [--rows 200]

Two in a hundred are broken and one is vast. Measured are a first night over all, an unchanged one, and a mixed one (a
third are other trackers than before): CPU (user + sys, all processes), wall time, and the peak of memory of the largest
process; beside it the CPU of a process for each workbook, from a sample.
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
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.trackers import make_tracker  # the folder of the tests must be known first
from places import SCRIPTS

ADOPT_ORPHANS = 36
"""Linux: PR_SET_CHILD_SUBREAPER."""
SAMPLE = 12
VAST_ROWS = 20_000
KINDS = 20
"""Different workbooks; the rest are copies of these."""


def main() -> None:
    """Make the workbooks, run, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workbooks", type=int, default=1000)
    parser.add_argument("--rows", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        _measure(options, Path(name))


def _measure(options: argparse.Namespace, folder: Path) -> None:
    today = date.today()  # noqa: DTZ011 - a night is about the day on the wall
    kinds = [make_tracker(options.rows + number, today - timedelta(days=number % 5)) for number in range(KINDS)]
    people = folder / "people"
    for number in range(options.workbooks):
        place = people / f"p{number:05}"
        place.mkdir(parents=True)
        content = b"broken" if number % 50 == 1 else kinds[number % KINDS]
        (place / "jobs.xlsx").write_bytes(content)
    (people / "p00000" / "jobs.xlsx").write_bytes(make_tracker(VAST_ROWS, today))
    fresh = [folder / "alone" / f"{number}" / "jobs.xlsx" for number in range(SAMPLE)]
    for number, path in enumerate(fresh):
        path.parent.mkdir(parents=True)
        path.write_bytes(kinds[number])
    _say(f"{options.workbooks} workbooks of {options.rows} rows, 1 in 50 broken, one of {VAST_ROWS} rows")
    alone = {"first": _alone(fresh, folder), "unchanged": _alone(fresh, folder)}
    for what in ("first", "unchanged", "mixed"):
        if what == "mixed":
            _mix(people, options.workbooks, kinds)
        cpu, wall, peak = _run(["--each", str(people)], folder)
        each = cpu / options.workbooks
        ratio = f", {each / alone[what]:.3f} of a process each" if what in alone else ""
        cost = f"{cpu:7.1f} s CPU, {wall:7.1f} s, {1000 * each:5.0f} ms each{ratio}"
        _say(f"{what:10} {cost}; largest process {peak} MB")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _mix(people: Path, workbooks: int, kinds: list[bytes]) -> None:
    """Every third is another tracker than before, the rest are as they were."""
    for number in range(3, workbooks, 3):
        if number % 50 != 1:
            (people / f"p{number:05}" / "jobs.xlsx").write_bytes(kinds[(number + 1) % KINDS])


def _alone(paths: list[Path], folder: Path) -> float:
    """CPU seconds of a process for each, on the average."""
    return sum(_run(["--workbook", str(path)], folder)[0] for path in paths) / len(paths)


def _run(arguments: list[str], folder: Path) -> tuple[float, float, int]:
    """CPU and wall seconds of a night with all its processes, and the peak of the largest in MB."""
    (folder / "config.toml").write_text('[files]\ndata = "data"\n', "utf-8")
    if sys.platform == "win32":
        raise OSError("What processes cost is only told by the other systems.")
    command = [sys.executable, str(SCRIPTS / "nightly_check.py"), "--config", str(folder / "config.toml"), *arguments]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)  # noqa: S603 - ours
    while True:  # the workers' server outlives its run by a moment, and what it took counts only when it was waited for
        try:
            os.wait()
        except ChildProcessError:
            break
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.perf_counter() - start, after.ru_maxrss // 1024


if __name__ == "__main__":
    ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1)
    main()
