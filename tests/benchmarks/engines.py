"""Who writes into somebody's workbook without loss: a table of engines over all workbooks at hand.

    python tests/benchmarks/engines.py [FOLDER ...]

Each engine writes into a copy of each workbook: one cell, a column beside the list, other values over ten that stand
there, a table that grows by a column. Then scripts/prove_write.py judges what it left. Engines that are not installed
are left out. FOLDERs hold .xlsx files; those in ../shared beside the project where none is named.
"""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import statistics
import sys
import tempfile
import time
import warnings
from collections import Counter
from dataclasses import dataclass, field
from importlib import import_module, metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from followthrough.knowing.errors import WorkbookError  # noqa: E402 - the folder above must be known first
from followthrough.ooxml.package import open_package  # noqa: E402
from followthrough.ooxml.references import cell_name, parse_cell  # noqa: E402
from followthrough.writing.column_places import place_columns  # noqa: E402
from followthrough.writing.columns import add_columns  # noqa: E402
from followthrough.writing.patch import patch_cells  # noqa: E402
from prove_write import Receipt  # noqa: E402
from sheets_for_tests import refused_cells  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_BYTES = 100_000
PARTS = "parts or their order"
TASKS = ("one cell", "a column", "other values", "a table grows")
Cells = dict[str, str]  # text by cell


@dataclass(frozen=True)
class Task:
    """What is to be written into one workbook: texts by cell, and a table's new column where one is to grow."""

    kind: str
    workbook: Path
    sheet: str
    cells: Cells
    heading_row: int = 0
    table: str = ""


@dataclass
class Tally:
    """What became of one engine's writes."""

    asked: int = 0
    saved: int = 0
    clean: int = 0
    refused: int = 0
    seconds: list[float] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)


def tasks_for(path: Path) -> list[Task]:
    """The writes that can be asked for in one workbook, on its first worksheet that has a row with something in it."""
    workbook = path.read_bytes()
    package = open_package(workbook)
    for entry in package.sheets:
        if entry.kind == "worksheet":
            sheet = package.sheet(entry.name)
            filled = [cell_name(n, c) for n in sheet.rows for c, found in sheet.cells(n).items() if found[5]]
            if filled:
                return list(_tasks_on(path, workbook, entry.name, filled))
    return []


def _tasks_on(path: Path, workbook: bytes, name: str, filled: list[str]) -> Any:  # noqa: ANN401 - tasks, one by one
    first, last = (choose(parse_cell(cell).row for cell in filled) for choose in (min, max))
    package = open_package(workbook)
    try:
        column = cell_name(1, place_columns(package, name, first, ["Advice"]).first)[:-1]
    except WorkbookError:
        return
    yield Task(TASKS[0], path, name, {f"{column}{first}": "Advice"})
    yield Task(TASKS[1], path, name, {f"{column}{n}": f"advice {n}" for n in range(first, min(last, first + 200) + 1)})
    refused = refused_cells(workbook, name, filled)
    others = [cell for cell in filled if cell not in refused][:10]
    if others:
        yield Task(TASKS[2], path, name, {cell: f"other {cell}" for cell in others})
    for row in package.sheet(name).rows:
        with contextlib.suppress(WorkbookError):
            place = place_columns(package, name, row, ["Advice"])
            if place.table:
                yield Task(TASKS[3], path, name, {cell_name(row, place.first): "Advice"}, row, place.table.name)
                return


def ours(task: Task, target: Path) -> None:
    """This project."""
    before = task.workbook.read_bytes()
    if task.table:
        after = add_columns(before, task.sheet, task.heading_row, ["Advice"])
    else:
        after = patch_cells(before, task.sheet, task.cells)
    target.write_bytes(after)


def openpyxl(task: Task, target: Path, library: str = "openpyxl", **options: bool) -> None:
    """Load, change, save: what most programs do. paper-xlsx comes under the same name, in an environment of its own."""
    load = import_module(library).load_workbook
    book = load(target, keep_vba=target.suffix == ".xlsm", **options)
    sheet = book[task.sheet]
    for cell, text in task.cells.items():
        sheet[cell] = text
    if task.table:
        _grow(sheet.tables[task.table], next(iter(task.cells)), library)
    book.save(target)


def _grow(table: Any, head: str, library: str) -> None:  # noqa: ANN401 - of two libraries
    column_class = import_module(f"{library}.worksheet.table").TableColumn
    corner, _, end = table.ref.partition(":")
    table.ref = f"{corner}:{head.rstrip('0123456789')}{end.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
    if table.autoFilter:
        table.autoFilter.ref = table.ref
    table.tableColumns.append(column_class(id=max(column.id for column in table.tableColumns) + 1, name="Advice"))


def pandas(task: Task, target: Path) -> None:
    """A frame laid over the sheet, which pandas hands to openpyxl; it cannot make a table grow."""
    import pandas as pd

    if task.table:
        raise NotImplementedError
    with pd.ExcelWriter(target, mode="a", engine="openpyxl", if_sheet_exists="overlay") as writer:
        for cell, text in task.cells.items():
            row, column = parse_cell(cell)
            frame = pd.DataFrame([[text]])
            frame.to_excel(
                writer, sheet_name=task.sheet, startrow=row - 1, startcol=column - 1, header=False, index=False
            )


def wolfxl(task: Task, target: Path) -> None:
    """A library in Rust with openpyxl's way of calling it, in its mode for existing workbooks."""
    openpyxl(task, target, "wolfxl", modify=True)


def xlsxedit(task: Task, target: Path) -> None:
    """A library that changes the XML in place; it resizes a table, but adds no column to it."""
    if task.table:
        raise NotImplementedError
    book = import_module("xlsxedit").Workbook.open(target)
    sheet = book[task.sheet]
    for cell, text in task.cells.items():
        sheet[cell].value = text
    book.save(target)


ENGINES: dict[str, tuple[str, Callable[[Task, Path], None]]] = {
    "followthrough": ("", ours),
    "openpyxl": ("openpyxl", openpyxl),
    "paper-xlsx": ("paper-xlsx", openpyxl),
    "pandas": ("pandas", pandas),
    "wolfxl": ("wolfxl", wolfxl),
    "xlsxedit": ("xlsxedit", xlsxedit),
}


def installed() -> dict[str, Callable[[Task, Path], None]]:
    """The engines that can be tried here, with their versions."""
    found = {}
    for name, (distribution, write) in ENGINES.items():
        with contextlib.suppress(metadata.PackageNotFoundError):
            found[f"{name} {metadata.version(distribution)}" if distribution else name] = write
    return found


def try_one(write: Callable[[Task, Path], None], task: Task, folder: Path, tally: Tally) -> None:
    """Let an engine write into a copy, and have it judged."""
    target = folder / f"copy{task.workbook.suffix}"
    shutil.copyfile(task.workbook, target)
    tally.asked += 1
    start = time.process_time()
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            write(task, target)
    except NotImplementedError:
        tally.asked -= 1
        return
    except Exception:  # noqa: BLE001 - for whatever reason it does not write
        tally.refused += 1
        return
    tally.seconds.append(time.process_time() - start)
    tally.saved += 1
    try:
        faults = Receipt(task.workbook.read_bytes(), target.read_bytes()).faults
    except Exception as error:  # noqa: BLE001 - then it is not clean
        faults = [f"cannot be read: {type(error).__name__}"]
    tally.clean += not faults
    tally.faults.update({kind for fault in faults for kind in kinds_of(fault)})


def kinds_of(fault: str) -> list[str]:
    """A fault without what is particular to one workbook; of parts that are not in both states, each is one."""
    where, _, what = fault.partition(": ")
    if where == PARTS:
        names = re.findall(r"/([^/']+)'", what)
        return [f"{re.sub('[0-9]', '', name)} gone or new" for name in names] or ["parts in another order"]
    words = what.split()
    if "!" in where:
        return [f"cells: {what.rpartition('(')[2].rstrip(')')}"]
    return [f"{words[0]} {words[-1]}" if words else fault.rpartition("/")[2]]


def main() -> None:
    """Print the table, and for each engine what was lost most often."""
    folders = [Path(each) for each in sys.argv[1:]] or [
        ROOT.parent / "shared" / each for each in ("workbooks", "trackers")
    ]
    files = [
        path for folder in folders for path in sorted(folder.glob("*.xls[xm]")) if path.stat().st_size < MOST_BYTES
    ]
    tasks: list[Task] = []
    for path in files:
        with contextlib.suppress(WorkbookError):
            tasks += tasks_for(path)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr] # a long wait otherwise
    say = sys.stdout.write
    say(f"{len(files)} workbooks, {len(tasks)} writes\n\n")
    say("| engine | write | asked | fails | saved | clean | median CPU time |\n|---|---|---|---|---|---|---|\n")
    lost: dict[str, Counter[str]] = {}
    for name, write in installed().items():
        lost[name] = Counter()
        for kind in TASKS:
            tally = Tally()
            with tempfile.TemporaryDirectory() as folder:
                for task in tasks:
                    if task.kind == kind:
                        try_one(write, task, Path(folder), tally)
            if tally.asked:
                lost[name] += tally.faults
                middle = f"{1000 * statistics.median(tally.seconds):.0f} ms" if tally.seconds else ""
                numbers = f"{tally.asked} | {tally.refused} | {tally.saved} | {tally.clean} | {middle}"
                say(f"| {name} | {kind} | {numbers} |\n")
    for name, faults in lost.items():
        told = "; ".join(f"{fault} ({number})" for fault, number in faults.most_common(12))
        say(f"\n{name}: {told or 'nothing'}\n")


if __name__ == "__main__":
    main()
