"""What somebody has -> a workbook: one of Excel's as it is; of anything else that holds a list a new one is made."""

from __future__ import annotations

import tomllib
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from followthrough.keeping.files import MOST_BYTES, read_file
from followthrough.knowing.columns import Column
from followthrough.knowing.errors import WorkbookError
from followthrough.knowing.fold import folded
from followthrough.knowing.record import Record, field, replace
from followthrough.knowing.wording import few, one_line
from followthrough.ooxml.package import is_other_workbook
from followthrough.reading.frames import read_cells
from followthrough.reading.workbook import open_workbook
from followthrough.setup.adoption import understand
from followthrough.setup.csv_files import TextTable, as_workbook, is_text_table, make_workbook, read_text_table
from followthrough.understanding.read import read_leads

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from followthrough.knowing.hints import Hints

MOST_FILES = 200
"""Files in a folder or an archive that are looked at."""
MOST_NAMED = 8
ZIPPED = b"PK\x03\x04"


class Given(Record, frozen=True):
    """A workbook, and where it lies or shall lie; what is known of its columns.

    ``source`` is the file of which it was made, "" where it is that file; ``told`` says how it was made.
    """

    content: bytes
    place: Path
    hints: Hints
    source: str = ""
    told: str = ""


class Export(Record, frozen=True, kw_only=True):
    """A list as one site gives it out.

    Args:
        name: what it is, for a person.
        headings: by which it is known; all of them stand in its first row.
        columns: heading of ours -> its heading; an empty one means that it has none.
        stage: what all its rows are, where it does not say so: a column is added that does.
        day_first: the order of its days; None where each column tells.
    """

    name: str
    headings: Sequence[str]
    columns: Mapping[str, str] = field(default_factory=dict)
    stage: str = ""
    day_first: bool | None = None

    def over(self, hints: Hints) -> Hints:
        """The hints with what is known of this list under them: what its owner said outranks it."""
        day_first = self.day_first if hints.day_first is None else hints.day_first
        return replace(hints, columns={**self.columns, **hints.columns}, day_first=day_first)

    def completed(self, rows: Sequence[list[str]]) -> list[list[str]]:
        """The rows, first the headings, with the stage of each in a last column where the list is all of one."""
        if not self.stage:
            return list(rows)
        words = [Column.STAGE, *[self.stage] * (len(rows) - 1)]
        return [[*row, str(word)] for row, word in zip(rows, words, strict=True)]


def take(path: Path, hints: Hints) -> Given:
    """The workbook that a file, a folder or an archive comes to.

    Args:
        path: a workbook of any program, a CSV file, or a folder or .zip with CSV files in it.
        hints: what its owner said of its columns.

    Raises:
        WorkbookError: it holds no list of leads that one could take, or several.
        TryAgainError: it is being saved just now.
    """
    if path.is_dir():
        return _of_several(_in_folder(path), path, path, hints)
    content = read_file(path)
    if content.startswith(ZIPPED):
        inside = _in_archive(content)
        if inside:
            return _of_several(inside, path, path.parent, hints)
    elif is_text_table(path.name):
        return _of_text(read_text_table(content), path.name, path.with_suffix(".xlsx"), hints)
    if is_other_workbook(content):
        told = "Its formulas became their results, and its looks were not taken along."
        return Given(make_workbook(read_cells(content)), path.with_suffix(".xlsx"), hints, path.name, told)
    return Given(content, path, hints)


def _of_text(table: TextTable, name: str, place: Path, hints: Hints) -> Given:
    export = known_export(table.rows[0])
    if not export:
        return Given(as_workbook(table, hints), place, hints, name)
    known = export.over(hints)
    content = as_workbook(replace(table, rows=export.completed(table.rows)), known)
    return Given(content, place, known, name, f"This is {export.name}.")


def _of_several(files: Mapping[str, bytes], path: Path, folder: Path, hints: Hints) -> Given:
    """The one list among several files: one that a site is known to give out, else the only one that can be read."""
    tables = {name: table for name, content in files.items() if (table := _table(content))}
    known = {name: export for name, table in tables.items() if (export := known_export(table.rows[0]))}
    if known:
        first = min(known, key=lambda name: (bool(known[name].stage), name))  # jobs applied to before jobs saved
        parts = [name for name in sorted(known) if known[name] is known[first]]
        table = tables[first]
        rows = [*table.rows[:1], *(row for name in parts for row in tables[name].rows[1:])]
        return _of_text(replace(table, rows=rows), first, _place(folder, first), hints)
    lists = [name for name in tables if _is_list(tables[name], hints)]
    if len(lists) != 1:
        names = f"these hold lists of jobs: {few(lists, MOST_NAMED)}" if lists else "no file in it is a list of jobs"
        raise WorkbookError(f"{one_line(path.name)}: {names}. Name the file that holds yours.", file=str(path))
    return _of_text(tables[lists[0]], lists[0], _place(folder, lists[0]), hints)


def _place(folder: Path, name: str) -> Path:
    return folder / f"{name.rpartition('/')[2].rpartition('.')[0]}.xlsx"


def _in_folder(path: Path) -> dict[str, bytes]:
    """The CSV files in a folder and the folders in it."""
    found = sorted(each for each in path.rglob("*") if is_text_table(each.name) and each.is_file())
    return {str(each.relative_to(path)): read_file(each) for each in found[:MOST_FILES] if each.stat().st_size}


def _in_archive(content: bytes) -> dict[str, bytes]:
    """The CSV files in a .zip file; none where it is a workbook, or cannot be unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if is_text_table(part.filename) and part.file_size]
            if sum(part.file_size for part in parts) > MOST_BYTES:
                return {}
            return {part.filename: archive.read(part) for part in parts[:MOST_FILES]}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return {}


def _table(content: bytes) -> TextTable | None:
    try:
        return read_text_table(content)
    except WorkbookError:
        return None


def _is_list(table: TextTable, hints: Hints) -> bool:
    """Whether somebody could go on with it as it is: a list of people is understood in part only."""
    try:
        reading = read_leads(open_workbook(as_workbook(table, hints)), hints, leaves_open=True)
    except WorkbookError:
        return False
    return understand(reading).is_settled


def known_export(first_row: Sequence[str]) -> Export | None:
    """The list that has these headings; None where nobody is known to give out such a one."""
    there = set(map(folded, first_row))
    return next((export for export in _exports() if there >= set(map(folded, export.headings))), None)


@cache
def _exports() -> tuple[Export, ...]:
    known = tomllib.loads(Path(__file__).with_name("exports.toml").read_text("utf-8"))
    return tuple(Export(**export) for export in known["export"])
