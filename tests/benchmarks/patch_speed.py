"""How long a patch takes, beside a plain read with pandas and calamine: ``python tests/benchmarks/patch_speed.py``."""

from __future__ import annotations

import datetime as dt
import io
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

# Run by hand from a checkout, installed or not; hence the imports inside functions.
sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "scripts")]

if TYPE_CHECKING:
    from collections.abc import Callable

    from followthrough.writing.patch import CellValue

DAY = dt.date(2026, 11, 23)


def list_of(rows: int) -> bytes:
    """A list with twenty columns."""
    from xlsx_maker import row, simple_workbook, worksheet

    numbers = range(1, rows + 1)
    return simple_workbook(worksheet("".join(row(n, *(f"text {n}-{c}" for c in range(20))) for n in numbers)))


def advice_for(rows: int) -> dict[str, CellValue]:
    """Five cells for every row."""
    cells: dict[str, CellValue] = {}
    for n in range(1, rows + 1):
        cells |= {f"U{n}": "Due", f"V{n}": "Follow up", f"W{n}": DAY, f"X{n}": "Phone", f"Y{n}": f"Row {n}: because."}
    return cells


def seconds(work: Callable[[], object]) -> float:
    """The best of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def compare(rows: int) -> None:
    """Print one line for a number of rows."""
    import pandas as pd

    from followthrough.writing.patch import patch_cells
    from sheets_for_tests import verify_patch

    workbook, cells = list_of(rows), advice_for(rows)
    patched = patch_cells(workbook, "Jobs", cells)
    read = seconds(lambda: pd.read_excel(io.BytesIO(workbook), engine="calamine", header=None, dtype=object))
    patch = seconds(lambda: patch_cells(workbook, "Jobs", cells))
    again = seconds(lambda: patch_cells(patched, "Jobs", cells))
    verify = seconds(lambda: verify_patch(workbook, patched, {"Jobs": cells}))
    print(  # noqa: T201 - a benchmark prints
        f"{rows:7,} rows: read {read:6.3f} s, patch {patch:6.3f} s ({patch / read:.1f} reads),"
        f" nothing to change {again:6.3f} s, verify {verify:6.3f} s"
    )


if __name__ == "__main__":
    for number in (100, 1_000, 10_000, 40_000):
        compare(number)
