"""How often a night looks at the same thing: ``python tests/benchmarks/counts.py [ROWS]`` (200 where none is given).

Opening a workbook, unpacking a worksheet, finding its rows, taking a row's cells apart and asking what a cell looks
like could each be done once. The table shows how often they are done in a night of each kind, so that a change can be
judged without a stopwatch.
"""

from __future__ import annotations

import importlib
import inspect
import os
import sys
import tempfile
from collections import Counter
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from benchmarks.desks import KINDS, SILENT, environment, lay_out, prepare, workbook_on
from benchmarks.trackers import HEADINGS, SHEETS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sized
    from types import CodeType, FrameType


def _call(_own: Mapping[str, Any], _result: object) -> int:
    return 1


def _found(_own: Mapping[str, Any], result: Sized) -> int:
    return len(result)


def _is_worksheet(own: Mapping[str, Any], _result: object) -> int:
    name = own["name"] if "name" in own else own["entry"].name
    return "/worksheets/sheet" in name


class Counted(NamedTuple):
    """A function to count.

    Args:
        what: what it does, as the table says it.
        once: of what there would be one each: "workbook", "sheet", "row", "cell".
        module: where it stands in the package.
        name: its name there.
        amount: how much one call counts, from its variables and its result.
    """

    what: str
    once: str
    module: str
    name: str
    amount: Callable[[Mapping[str, Any], Any], int] = _call


COUNTED = (
    Counted("package opened", "workbook", "ooxml.package", "open_package"),
    Counted("worksheet unpacked", "sheet", "ooxml.parts", "unpack", _is_worksheet),
    Counted("worksheet checked as XML", "sheet", "ooxml.xml", "_check_well_formed", _is_worksheet),
    Counted("worksheet read by pandas", "sheet", "reading.frames", "read_frames", _found),
    Counted("row found", "row", "ooxml.rows", "scan_rows", _found),
    Counted("cell taken apart", "cell", "ooxml.rows", "scan_cells", _found),
    Counted("cell classified", "cell", "understanding.evidence", "kind_of"),
    Counted("cell asked for yes or no", "cell", "understanding.evidence", "is_yes_or_no"),
    Counted("cell asked for a day", "cell", "understanding.evidence", "is_date_like"),
    Counted("cell read as days", "cell", "reading.dates", "read_dates"),
)
"""The one place to change when a function moves or is renamed."""


def code_of(counted: Counted) -> CodeType:
    """The code by which a call of the function is known."""
    found: Any = importlib.import_module(f"followthrough.{counted.module}")
    for name in counted.name.split("."):
        found = getattr(found, name)
    code: CodeType = inspect.unwrap(found).__code__
    return code


def count_night(folder: Path, kind: str) -> Counter[str]:
    """Run a night on a desk in this process, and count; what -> how often."""
    import nightly_check

    lay_out(folder, kind)
    os.environ.update(environment(folder))
    by_code = {code_of(counted): counted for counted in COUNTED}
    seen: Counter[str] = Counter()

    def notice(frame: FrameType, event: str, result: object) -> None:
        if event == "return" and frame.f_code in by_code:
            counted = by_code[frame.f_code]
            seen[counted.what] += counted.amount(frame.f_locals, result)

    sys.setprofile(notice)
    try:
        line = ["--workbook", str(workbook_on(folder)), "--config", str(folder / SILENT), "--quiet"]
        status = nightly_check.main(line)
    finally:
        sys.setprofile(None)
    if status:
        raise SystemExit(f"The night ended with status {status}.")
    return seen


def count(rows: int) -> dict[str, Counter[str]]:
    """Count a night of each kind, each in a process of its own, so that no cache is warm; kind -> what -> how often."""
    with tempfile.TemporaryDirectory(prefix="followthrough-counts-") as root:
        folder = Path(root) / "desks"
        prepare(folder, rows)
        with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
            found = pool.map(partial(count_night, folder), KINDS, chunksize=1)
    return dict(zip(KINDS, found, strict=True))


def main() -> None:
    """Print the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    once = {"workbook": 1, "sheet": SHEETS, "row": rows + 1, "cell": (rows + 1) * len(HEADINGS)}
    found = count(rows)
    sys.stdout.write(f"{rows:,} rows; in brackets how often for each {', '.join(once)} of the list\n\n")
    sys.stdout.write(f"| | {' | '.join(f'{kind} night' for kind in KINDS)} |\n|---|---|---|---|\n")
    for counted in COUNTED:
        times = (found[kind][counted.what] for kind in KINDS)
        cells = " | ".join(f"{number:,} ({number / once[counted.once]:.1f})" for number in times)
        sys.stdout.write(f"| {counted.what} | {cells} |\n")


if __name__ == "__main__":
    main()
