"""Print a table of the made-up trackers: what became of each, and how long reading took beside a plain pandas read.

python tests/benchmarks/layouts_table.py
"""

from __future__ import annotations

import sys
import time
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

import pandas as pd  # noqa: E402 - the folders above must be known first

from followthrough.knowing.errors import WorkbookError  # noqa: E402
from followthrough.knowing.hints import Hints  # noqa: E402
from followthrough.reading.workbook import open_workbook  # noqa: E402
from followthrough.setup.adoption import understand  # noqa: E402
from followthrough.understanding.read import read_leads  # noqa: E402
from layouts_for_tests import ASKED, REFUSED, TRACKERS, UNDERSTOOD, Tracker  # noqa: E402
from traps_for_tests import TRAPS  # noqa: E402


def outcome(workbook: bytes, tracker: Tracker) -> str:
    """What became of a tracker: its kind, or "wrong" where the columns are not those its owner would name."""
    try:
        found = understand(read_leads(open_workbook(workbook), Hints(), leaves_open=True))
    except WorkbookError:
        return REFUSED
    if found.reading.layout.letters != dict(tracker.columns):
        return "wrong"
    unsure = any(layout.choices.doubtful for layout in found.reading.layouts)
    return UNDERSTOOD if found.is_settled and not unsure else ASKED


def seconds(read: object, times: int = 5) -> float:
    """The shortest of some runs, in seconds of CPU."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        read()  # type: ignore[operator] # a function without arguments
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> None:
    """Print the table and the sums."""
    outcomes: list[str] = []
    sys.stdout.write("| layout | outcome | times a pandas read |\n|---|---|---|\n")
    for name, tracker in (TRACKERS | TRAPS).items():
        workbook = tracker.workbook
        plain = seconds(lambda held=workbook: pd.read_excel(BytesIO(held), sheet_name=None, engine="calamine"))
        ours = seconds(lambda held=workbook, kept=tracker: outcome(held, kept))
        outcomes.append(outcome(workbook, tracker))
        sys.stdout.write(f"| {name} | {outcomes[-1]} | {ours / plain:.1f} |\n")
    sums = ", ".join(f"{kind} {outcomes.count(kind)}" for kind in (UNDERSTOOD, ASKED, REFUSED, "wrong"))
    sys.stdout.write(f"\n{len(outcomes)} layouts: {sums}\n")


if __name__ == "__main__":
    main()
