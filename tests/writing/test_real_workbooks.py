"""Every real workbook at hand takes our columns and loses nothing; skipped where the folder is not there."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import itertools
import shutil
import subprocess
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from followthrough.knowing.errors import WorkbookError, WorkbookRefused
from followthrough.ooxml.package import open_package
from followthrough.ooxml.references import Cell, cell_name, parse_cell
from followthrough.ooxml.xml import children
from followthrough.writing.column_places import Columns, place_columns
from followthrough.writing.columns import add_columns, remove_columns
from followthrough.writing.patch import CellValue, patch_cells, write_workbook
from followthrough.writing.verify import verify_workbook
from package_rules import broken_rules
from places import SHARED
from prove_write import Receipt
from sheets_for_tests import differing_cells, places_of, refused_cells, sheet_of, verify_patch
from validator_for_tests import new_findings
from xlsx_maker import raw_entries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from followthrough.ooxml.sheet import Sheet

FILES = sorted(path for folder in ("workbooks", "trackers") for path in (SHARED / folder).glob("*.xl*"))
BAD_FILES = sorted((SHARED / "workbooks" / "bad").glob("*.xl*"))
HEADINGS = ("Flag", "Next step", "Due", "How", "Why")
DAY = dt.date(2026, 11, 23)
EPOCH_SKEW = dt.timedelta(days=1462)

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FILES, reason="no real workbooks beside this checkout")]


# Sheet name -> cell -> value; None where the file cannot be opened.
Reader = Callable[[bytes], "dict[str, dict[str, Any]] | None"]


@dataclass
class Patched:
    """What was done to one workbook: the bytes after it, and sheet -> cell -> value written."""

    before: bytes
    after: bytes
    cells: dict[str, dict[str, CellValue]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def heading_row_of(sheet: Sheet) -> int:
    filled = (number for number in sheet.rows if any(cell[5] for cell in sheet.cells(number).values()))
    return next(filled, 1)


def forbidden_in(workbook: bytes, name: str, sheet: Sheet) -> dict[str, str]:
    """Cells of a sheet that are refused: formulas, arrays, merged cells, table headings."""
    merged = [
        merge.attributes.get("ref", "")
        for element in sheet.named("mergeCells")
        for merge in children(sheet.part, element)
    ]
    places = [cell_name(number, column) for number in sheet.rows for column in sheet.cells(number)]
    return refused_cells(workbook, name, [*places, *(ref.partition(":")[2] for ref in merged if ":" in ref)])


def cells_to_write(workbook: bytes, name: str, heading_row: int, places: list[str]) -> dict[str, CellValue]:
    columns = [place.rstrip("0123456789") for place in places]
    values: list[CellValue] = ["Due", 'Follow up & say "thanks" <now>', DAY, 3, "=1+1"]
    cells: dict[str, CellValue] = {
        f"{column}{heading_row + below}": value
        for below in (1, 2, 4)
        for column, value in zip(columns, values, strict=True)
    }
    sheet = sheet_of(workbook, name)
    filled = [
        cell_name(n, c) for n in sheet.rows for c, found in sheet.cells(n).items() if n > heading_row and found[5]
    ]
    refused = refused_cells(workbook, name, filled)
    first = next((place for place in filled if place not in refused), None)
    return cells | ({first: None} if first and first not in cells else {})


def patch_sheet(patched: Patched, name: str) -> None:
    """Add the columns to one sheet, write every kind of value, clear a cell, and meet each forbidden one."""
    sheet = sheet_of(patched.after, name)
    heading_row = heading_row_of(sheet)
    try:
        places = places_of(patched.after, name, heading_row, HEADINGS)
    except WorkbookRefused as refusal:
        patched.refused[name] = str(refusal)
        with pytest.raises(WorkbookRefused):
            add_columns(patched.after, name, heading_row, HEADINGS)
        return
    with_columns = add_columns(patched.after, name, heading_row, HEADINGS)
    cells = cells_to_write(with_columns, name, heading_row, places)
    for cell, reason in itertools.islice(forbidden_in(with_columns, name, sheet).items(), 8):
        with pytest.raises(WorkbookRefused, match=reason.split()[0]):
            patch_cells(with_columns, name, {cell: "Due"})
    allowed = {cell: value for cell, value in cells.items() if cell not in refused_cells(with_columns, name, cells)}
    patched.after = patch_cells(with_columns, name, allowed)
    verify_patch(with_columns, patched.after, {name: allowed})
    assert patch_cells(patched.after, name, allowed) == patched.after
    patched.cells[name] = {**dict(zip(places, HEADINGS, strict=True)), **allowed}


def patch_all(path: Path) -> Patched:
    before = path.read_bytes()
    patched = Patched(before, before)
    for sheet in open_package(before).sheets:
        if sheet.kind == "worksheet":
            patch_sheet(patched, sheet.name)
    return patched


@pytest.fixture(scope="session")
def all_patched() -> dict[Path, Patched]:
    """Every real workbook that can be opened, patched."""
    patched = {}
    for path in FILES:
        with contextlib.suppress(WorkbookRefused):
            patched[path] = patch_all(path)
    return patched


def test_few_are_refused_and_for_a_reason(all_patched: dict[Path, Patched]) -> None:
    """Only the signed workbook is refused whole, and only protected sheets take no columns."""
    for path in set(FILES) - set(all_patched):
        with pytest.raises(WorkbookRefused, match="is signed"):
            open_package(path.read_bytes())
    reasons = {reason for patched in all_patched.values() for reason in patched.refused.values()}
    assert all("is protected" in reason for reason in reasons), reasons


def test_all_other_entries_are_copied_raw(all_patched: dict[Path, Patched]) -> None:
    """Whatever the zip holds besides worksheets, tables, styles and the workbook part is the same byte for byte."""
    for path, patched in all_patched.items():
        package = open_package(patched.before)
        written = [package.find_sheet(name).part_name for name in patched.cells]
        tables = [r.target for name in written for r in package.relations(name) if r.kind == "table"]
        may = {
            str(name).replace("\\", "/").lower()
            for name in (*written, *tables, package.shared_part("styles"), package.workbook.name)
        }
        before, after = raw_entries(patched.before), raw_entries(patched.after)
        assert list(before) == list(after), path
        differing = [name for name in before if before[name] != after[name]]
        assert {name.replace("\\", "/").lstrip("/").lower() for name in differing} <= may, path


def test_each_write_is_proven(all_patched: dict[Path, Patched]) -> None:
    """The script that shares nothing with the writer finds the cells that were written, and nothing else."""
    for path, patched in all_patched.items():
        found = Receipt(patched.before, patched.after)
        assert found.faults == [], path
        assert len(found.cells) <= sum(map(len, patched.cells.values())), path


def test_all_other_cells_are_the_same(all_patched: dict[Path, Patched]) -> None:
    """On every sheet exactly the cells that were written differ, down to type and style."""
    for path, patched in all_patched.items():
        for sheet in open_package(patched.before).sheets:
            if sheet.kind == "worksheet":
                planned = {place.upper() for place in patched.cells.get(sheet.name, {})}
                differing = differing_cells(patched.before, patched.after, sheet.name)
                assert differing <= planned, (path, sheet.name)


def test_no_rule_of_the_package_is_newly_broken(all_patched: dict[Path, Patched]) -> None:
    """The checker finds nothing in a patched workbook that it did not find in the original."""
    for path, patched in all_patched.items():
        newly_broken = set(broken_rules(patched.after)) - set(broken_rules(patched.before))
        assert not newly_broken, (path, newly_broken)


def test_a_validator_finds_nothing_new(all_patched: dict[Path, Patched]) -> None:
    """Nor does one that nobody here wrote; the largest workbooks take it minutes each and are left out."""
    for path, patched in all_patched.items():
        if len(patched.before) < 40_000:
            assert new_findings(patched.before, patched.after, path.suffix) == [], path


def test_columns_can_be_taken_away_again(all_patched: dict[Path, Patched]) -> None:
    """After removal no cell that held something differs from the original, and the rules hold."""
    for path, patched in all_patched.items():
        before = patched.before
        for name in patched.cells:
            row = heading_row_of(sheet_of(before, name))
            added = add_columns(before, name, row, HEADINGS)
            back = remove_columns(added, name, row, HEADINGS)
            assert Receipt(added, back).faults == [], (path, name)
            newly_broken = set(broken_rules(back)) - set(broken_rules(before))
            assert not newly_broken, (path, name, newly_broken)
            old, new = sheet_of(before, name), sheet_of(back, name)
            for cell in differing_cells(before, back, name):
                place = parse_cell(cell)
                for sheet in (old, new):
                    found = sheet.cells(place.row).get(place.column)
                    assert found is None or not found[5], (path, name, cell)


def test_columns_and_cells_in_one_pass(all_patched: dict[Path, Patched]) -> None:
    """All sheets of a workbook get columns and cells at once, and the proof accepts it; as byte for byte one by one."""
    for path, patched in all_patched.items():
        package = open_package(patched.before)
        sheets = {name: package.sheet(name) for name in patched.cells}
        columns = [place_columns(package, name, heading_row_of(sheets[name]), HEADINGS) for name in sheets]
        values = {new.sheet: values_for(new) for new in columns}
        once = write_workbook(package, values, columns)
        verify_workbook(package, once, values, columns)
        for name, new in zip(sheets, columns[:1], strict=False):
            cells = {cell_name(*cell): value for cell, value in values[new.sheet].items()}
            added = add_columns(patched.before, name, new.heading_row, HEADINGS)
            one = write_workbook(package, {new.sheet: values[new.sheet]}, [new])
            assert one == patch_cells(added, name, cells), path


def values_for(new: Columns) -> dict[Cell, CellValue]:
    """An answer for some rows below new columns, but where the table that grows has its totals."""
    answers: list[CellValue] = ["Due", None, DAY, "Phone", "Because"]
    totals = new.table.totals if new.table else None
    rows = [row for row in (1, 2, 4) if not totals or new.heading_row + row != totals.first_row]
    return {Cell(new.heading_row + row, new.first + at): value for row in rows for at, value in enumerate(answers)}


def same(before: object, after: object) -> bool:
    return before == after or (before in ("", None) and after in ("", None)) or repr(before) == repr(after)


def as_read(value: CellValue) -> tuple[object, ...]:
    """What a reader may make of a value that was written."""
    if isinstance(value, dt.date):
        days = dt.datetime.combine(value, dt.time())
        # openpyxl alone minds the calendar of 1904 here.
        return value, days, days - EPOCH_SKEW, value - EPOCH_SKEW
    if isinstance(value, int):
        # In a cell whose own style shows days, a number is read as one.
        shown = [start + dt.timedelta(days=value) for start in (dt.date(1899, 12, 31), dt.date(1904, 1, 1))]
        return value, str(value), *shown, *(dt.datetime.combine(day, dt.time()) for day in shown)
    return (None, "") if value is None else (value,)


def calamine_sheets(workbook: bytes) -> dict[str, dict[str, Any]] | None:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
        rows = {name: book.get_sheet_by_name(name) for name in book.sheet_names}
    except (CalamineError, ValueError):
        return None
    return {
        name: {
            cell_name(r, c): value
            for r, row in enumerate(sheet.to_python(skip_empty_area=False), 1)
            for c, value in enumerate(row, 1)
        }
        for name, sheet in rows.items()
    }


def openpyxl_sheets(workbook: bytes) -> dict[str, dict[str, Any]] | None:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)
        except Exception:  # noqa: BLE001 - openpyxl raises whatever it meets; the original decides what counts
            return None
        return {
            # The cells that are there: walking whole sheets takes minutes where one is wide.
            sheet.title: {cell.coordinate: cell.value for cell in sheet._cells.values()}  # noqa: SLF001 - no other way
            for sheet in book.worksheets
        }


@pytest.mark.parametrize("read", [calamine_sheets, openpyxl_sheets], ids=["calamine", "openpyxl"])
def test_other_readers_find_the_same_values(all_patched: dict[Path, Patched], read: Reader) -> None:
    """A reader that opens the original opens the patched workbook, finds what was written, and all else as it was."""
    opened = 0
    for path, patched in all_patched.items():
        before = read(patched.before)
        if before is None:
            continue
        after = read(patched.after)
        assert after is not None, path
        opened += 1
        assert list(before) == list(after), path
        for name, cells in after.items():
            compare_sheet(path, name, before[name], cells, patched.cells.get(name, {}))
    assert opened > 0.9 * len(all_patched)


def compare_sheet(
    path: Path, name: str, before: dict[str, Any], after: dict[str, Any], written: dict[str, CellValue]
) -> None:
    for cell in before.keys() | after.keys():
        if cell in written:
            assert after.get(cell) in as_read(written[cell]), (path, name, cell)
        else:
            assert same(before.get(cell), after.get(cell)), (path, name, cell, before.get(cell), after.get(cell))


def test_damaged_files_give_one_clear_sentence() -> None:
    """Files that are encrypted, cut off or spoiled are refused in words, or patched without any loss."""
    assert BAD_FILES
    for path in BAD_FILES:
        with contextlib.suppress(WorkbookError):
            patch_each_sheet(path.read_bytes())
            continue
        with pytest.raises(WorkbookError, match=r"^This workbook is "):
            patch_each_sheet(path.read_bytes())


def patch_each_sheet(workbook: bytes) -> None:
    for sheet in open_package(workbook).sheets:
        if sheet.kind == "worksheet":
            after = patch_cells(workbook, sheet.name, {"ZZ900": "Due"})
            assert differing_cells(workbook, after, sheet.name) == {"ZZ900"}


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_finds_the_same_values(all_patched: dict[Path, Patched], tmp_path: Path) -> None:
    """LibreOffice opens every patched workbook whose original it opens, and shows the same but for what was written."""
    files = {}
    for number, patched in enumerate(all_patched.values()):
        for state, workbook in (("before", patched.before), ("after", patched.after)):
            files[number, state] = tmp_path / f"{number}{state}.xlsx"
            files[number, state].write_bytes(workbook)
    convert_with_libreoffice(tmp_path, list(files.values()))
    compared = 0
    for number, (path, patched) in enumerate(all_patched.items()):
        for before in sorted(tmp_path.glob(f"{number}before-*.csv")):
            name = before.stem.partition("-")[2]
            after = tmp_path / f"{number}after-{name}.csv"
            compare_csv(path, name, patched, read_csv(before), read_csv(after))
            compared += 1
    assert compared > len(all_patched)


def compare_csv(path: Path, name: str, patched: Patched, before: dict[str, str], after: dict[str, str]) -> None:
    package = open_package(patched.before)
    kinds = {entry.name: entry.kind for entry in package.sheets}
    if kinds.get(name) != "worksheet":
        return
    part_name = package.find_sheet(name).part_name
    if any(relation.kind == "pivotTable" for relation in package.relations(part_name)):
        return  # LibreOffice computes pivot tables anew, over whatever stands beside them.
    sheet = package.sheet(name)
    # Formulas may be random, or look at a cell that was cleared.
    computed = {cell_name(n, c) for n in sheet.rows for c, found in sheet.cells(n).items() if found[4]}
    written = patched.cells.get(name, {})
    for cell in (before.keys() | after.keys()) - computed - written.keys():
        assert before.get(cell, "") == after.get(cell, ""), (path, name, cell)
    for cell, value in written.items():
        wanted = (
            {f"{value:%m/%d/%Y}", str(value)} if isinstance(value, dt.date) else {"" if value is None else str(value)}
        )
        if value == 3:
            wanted.add("72:00:00")  # three days, in a cell whose own style shows hours
        assert after.get(cell, "") in wanted, (path, name, cell)


def read_csv(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return {cell_name(r, c): value for r, row in enumerate(rows, 1) for c, value in enumerate(row, 1) if value}


def convert_with_libreoffice(folder: Path, files: list[Path]) -> None:
    """All sheets of all files as comma-separated text beside them."""
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    for batch in _batches(files, 40):
        subprocess.run(  # noqa: S603 - a fixed program, our own files
            [str(shutil.which("soffice")), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
             "--convert-to", options, "--outdir", str(folder), *map(str, batch)],
            check=True, capture_output=True, timeout=1_200,
        )  # fmt: skip


def _batches(files: list[Path], size: int) -> Iterator[list[Path]]:
    for at in range(0, len(files), size):
        yield files[at : at + size]
