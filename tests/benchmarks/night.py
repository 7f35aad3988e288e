"""How long a night takes, as a whole process with a cold start, beside what else could be done with the same file.

    python tests/benchmarks/night.py                     200, 2,000, 10,000 and 100,000 rows, seven runs: over an hour
    python tests/benchmarks/night.py --quick             200 and 2,000 rows, three runs: a minute
    python tests/benchmarks/night.py --sizes 10000 --runs 9 --repeating
    python tests/benchmarks/night.py --quick --against ../before    another checkout's nights too, in turn with these

Everything runs in turn, in a process, data folder and copy of the workbook of its own. Each number is a median; CPU is
user and system time together, peak the most memory held at once. Only ratios can be compared between machines. Linux
and macOS only.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.desks import CHECKOUT, KINDS, MAILING, command, environment, lay_out, workbook_on

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
SIZES, RUNS = [200, 2_000, 10_000, 100_000], 7
QUICK_SIZES, QUICK_RUNS = [200, 2_000], 3
SMALL = 200
"""Rows up to which mail, the weekly summary and the options that read nothing are measured, too."""
IMPORTS = "import pandas, python_calamine"
BASELINES = {"naive": "naive script", "load_and_save": "openpyxl load and save", "floor": "floor", IMPORTS: IMPORTS}
"""What everything is compared with: the functions of baselines.py, and the imports without which nothing is read."""
MEASURES = {"cpu": "CPU s", "wall": "wall s", "peak": "peak MB"}
MEGABYTE = 1024**2 if sys.platform == "darwin" else 1024  # ru_maxrss counts bytes there, kilobytes elsewhere


@dataclass(frozen=True)
class Task:
    """What is measured.

    Args:
        name: what the table calls it.
        line: the command line.
        folder: where its desks are.
        kind: the kind of night for which a desk is laid out before each run.
        leaves: a file that it must leave on the desk, lest it be measured without having done its work.
    """

    name: str
    line: list[str]
    folder: Path
    kind: str
    leaves: str = "jobs.xlsx"


def measured(task: Task) -> dict[str, float]:
    """Run a task once, on a desk laid out for it.

    Raises:
        SystemExit: it failed, or did not leave what it should.
    """
    if sys.platform == "win32":
        raise SystemExit("Windows does not tell what a process used: run this on Linux or macOS.")
    lay_out(task.folder, task.kind)
    desk = task.folder / "desk"
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(task.line, stdout=said, stderr=said, cwd=desk, env=environment(task.folder))  # noqa: S603 - our own scripts
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode or not any(desk.rglob(task.leaves)):
            said.seek(0)
            raise SystemExit(f"{task.name}: status {process.returncode}. {said.read().decode(errors='replace')}")
    return {"cpu": used.ru_utime + used.ru_stime, "wall": wall, "peak": used.ru_maxrss / MEGABYTE}


def nights(folder: Path, checkout: Path, behind: str) -> Iterator[Task]:
    """A night of each kind, without mail."""
    for kind, text in KINDS.items():
        line = command(folder, "nightly_check", checkout=checkout)
        yield Task(f"{kind} night{behind}: {text}", line, folder, kind)


def baselines(folder: Path) -> Iterator[Task]:
    """What a night is compared with; each finds the workbook of an ordinary night."""
    for name, text in BASELINES.items():
        script = ["-c", IMPORTS] if name == IMPORTS else [str(HERE / "baselines.py"), name, str(workbook_on(folder))]
        yield Task(text, [sys.executable, *script], folder, "ordinary")


def others(folder: Path) -> Iterator[Task]:
    """What else is run by people and by schedulers."""
    mailed = "*.eml"
    yield Task("ordinary night with mail", command(folder, "nightly_check", config=MAILING), folder, "ordinary", mailed)
    yield Task("weekly_summary", command(folder, "weekly_summary", config=MAILING), folder, "quiet", mailed)
    for option in ("--help", "--version"):
        yield Task(f"nightly_check {option}", command(folder, "nightly_check", option), folder, "quiet")


def tasks_of(root: Path, rows: int, options: argparse.Namespace) -> list[Task]:
    """Make the desks of one size; everything that is measured on them.

    Other processes make them: the peak of a child counts what its parent ever held, so this one must stay small.
    """
    tasks: list[Task] = []
    for behind, checkout in options.checkouts.items():
        folder = root / f"{rows}{behind}"
        maker = [sys.executable, str(HERE / "desks.py"), str(folder), str(rows), "--checkout", str(checkout)]
        subprocess.run([*maker, *["--repeating"] * options.repeating], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own script
        tasks += nights(folder, checkout, behind)
    folder = root / str(rows)
    return [*tasks, *baselines(folder), *(others(folder) if rows <= SMALL else ())]


def measure_size(root: Path, rows: int, options: argparse.Namespace) -> Iterator[dict[str, dict[str, Any]]]:
    """Measure everything at one size, in turn; after each measurement what is known by then, as ``compared`` tells it.

    Raises:
        SystemExit: something failed, or midnight passed: the answers of the day before are then all out of date.
    """
    day = date.today()  # noqa: DTZ011 - the day on the wall, as a night sees it
    _progress(f"{rows:,} rows: making the desks")
    tasks = tasks_of(root, rows, options)
    runs: dict[str, list[dict[str, float]]] = {task.name: [] for task in tasks}
    for number in range(1, options.runs + 1):
        _progress(f"{rows:,} rows: run {number} of {options.runs}")
        for task in tasks:
            runs[task.name].append(measured(task))
            yield compared({name: taken for name, taken in runs.items() if taken})
    if date.today() != day:  # noqa: DTZ011 - the same
        raise SystemExit("Midnight passed, so a quiet night was none any more: run this again.")


def compared(runs: dict[str, list[dict[str, float]]]) -> dict[str, dict[str, Any]]:
    """Name of a task -> its runs, medians, and ratios to those of the baselines that were measured."""
    medians = {name: {each: median(run[each] for run in taken) for each in MEASURES} for name, taken in runs.items()}
    bases = [base for base in BASELINES.values() if base in medians]
    return {
        name: {
            "median": mine,
            "ratio": {each: {base: mine[each] / medians[base][each] for base in bases} for each in MEASURES},
            "runs": runs[name],
        }
        for name, mine in medians.items()
    }


def table(rows: int, results: dict[str, dict[str, Any]]) -> str:
    """The medians of one size; in brackets how many times as much as each baseline."""
    lines = [f"### {rows:,} rows", "", f"| | {' | '.join(MEASURES.values())} |", "|---|---|---|---|"]
    for name, result in results.items():
        cells = [
            f"{result['median'][each]:.{0 if each == 'peak' else 2}f}"
            f" ({' / '.join(f'{ratio:.2f}' for ratio in result['ratio'][each].values())})"
            for each in MEASURES
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _progress(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", metavar="ROWS", help="lengths of the trackers")
    parser.add_argument("--runs", type=int, help="how often each is run; the median counts")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_SIZES} rows, {QUICK_RUNS} runs")
    parser.add_argument("--repeating", action="store_true", help="trackers of the same fifty leads again and again")
    parser.add_argument("--against", type=Path, metavar="FOLDER", help="another checkout, whose nights run in turn")
    place = Path(tempfile.gettempdir()) / "followthrough-night.json"
    parser.add_argument("--json", type=Path, default=place, metavar="FILE", help=f"where all runs go ({place})")
    options = parser.parse_args()
    options.against = options.against and options.against.resolve()
    options.sizes = options.sizes or (QUICK_SIZES if options.quick else SIZES)
    options.runs = options.runs or (QUICK_RUNS if options.quick else RUNS)
    options.checkouts = {"": CHECKOUT} | ({f" of {options.against.name}": options.against} if options.against else {})
    return options


def main() -> None:
    """Measure each size and print its table; all runs go into the JSON file, again after each of them."""
    options = _parse()
    for checkout in options.checkouts.values():
        compileall.compile_dir(checkout / "scripts", quiet=1)
    document: dict[str, Any] = {
        "python": platform.python_version(),
        "system": platform.platform(),
        "runs": options.runs,
        "repeating": options.repeating,
        "sizes": {},
    }
    sys.stdout.write(f"In brackets: times {', '.join(BASELINES.values())}; medians of {options.runs} runs.\n\n")
    with tempfile.TemporaryDirectory(prefix="followthrough-night-") as root:
        for rows in options.sizes:
            for results in measure_size(Path(root), rows, options):
                document["sizes"][rows] = results
                options.json.write_text(json.dumps(document, indent=1) + "\n", "utf-8")
            sys.stdout.write(f"{table(rows, document['sizes'][rows])}\n\n")
            sys.stdout.flush()
    sys.stdout.write(f"All runs: {options.json}\n")


if __name__ == "__main__":
    main()
