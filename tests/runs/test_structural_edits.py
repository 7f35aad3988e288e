"""Whatever people do to the form of a workbook between two nights, what worked yesterday works tonight.

Run with ``-s`` to see a line for each: what was done to which workbook, and what came of it.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.table import Table

from followthrough.knowing.hints import Hints
from followthrough.knowing.leads import sentences
from followthrough.setup.config import Config
from nightly_check import Night, check
from places import SHARED
from workbooks_for_tests import demo_workbook, saved

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

pytestmark = pytest.mark.slow
TODAY = date(2026, 11, 27)
FOLDER = SHARED / "trackers"
OWN = "our workbook"
BOOKS = [OWN, *sorted(path.stem for path in FOLDER.glob("*.xlsx") if path.stem != "day-matrix")]
ONE_CELL = re.compile(r"(.+!)\$([A-Z]+)\$(\d+)")


class Sheet:
    """The worksheet of the leads, to be changed as a spreadsheet program does: names follow their cells."""

    def __init__(self, book: Workbook, done: Night) -> None:
        self.book, layout = book, done.reading.layout
        self.there: Worksheet = book[layout.frame.name]
        self.row, self.own = layout.heading_row, sorted(layout.own.columns.values())
        self.columns = {str(heading): column + 1 for heading, column in layout.columns.items()}
        self.ticks = {each.column + 1 for each in layout.stage_columns}
        self.last = max((lead.row for lead in done.reading.leads_on(layout)), default=self.row)

    def follow(self, columns: Callable[[int], int | None], rows: Callable[[int], int]) -> None:
        """Let the names of the sheet go along."""
        for name in self.there.defined_names.values():
            found = ONE_CELL.fullmatch(name.attr_text or "")
            if found:
                column = columns(column_index_from_string(found[2]))
                place = f"${get_column_letter(column)}${rows(int(found[3]))}" if column else "#REF!"
                name.attr_text = f"{found[1]}{place}"

    def untabled(self) -> None:
        """Give up tables and filters, whose blocks openpyxl does not move."""
        for name in list(self.there.tables):
            del self.there.tables[name]
        self.there.auto_filter.ref = None


def _same(row: int) -> int:
    return row


def sort_rows(sheet: Sheet) -> None:
    there, first = sheet.there, sheet.row + 1
    rows = [[cell.value for cell in row] for row in there.iter_rows(first, sheet.last)]
    for number, row in enumerate(reversed(rows), start=first):
        for column, value in enumerate(row, start=1):
            if not type(there.cell(number, column)).__name__.startswith("Merged"):
                there.cell(number, column).value = value


def filter_rows(sheet: Sheet) -> None:
    sheet.there.auto_filter.ref = f"A{sheet.row}:{get_column_letter(sheet.there.max_column)}{sheet.last}"
    sheet.there.row_dimensions[sheet.last].hidden = True


def insert_column(sheet: Sheet) -> None:
    sheet.untabled()
    at = sheet.columns["Company"]
    sheet.there.insert_cols(at)
    sheet.there.cell(sheet.row, at).value = "Mood"
    sheet.follow(lambda column: column + (column >= at), _same)


def delete_column(sheet: Sheet) -> None:
    sheet.untabled()
    kept = {*sheet.columns.values(), *sheet.ticks, *(column + 1 for column in sheet.own)}
    free = [c for c in range(1, sheet.there.max_column + 1) if c not in kept and sheet.there.cell(sheet.row, c).value]
    at = free[0] if free else sheet.there.max_column + 1
    sheet.there.delete_cols(at)
    sheet.follow(lambda column: None if column == at else column - (column > at), _same)


def move_column(sheet: Sheet) -> None:
    sheet.untabled()
    there, place = sheet.there, sheet.columns.get("Stage") or sheet.columns["Company"]
    order = [place, *(column for column in range(1, there.max_column + 1) if column != place)]
    rows = [[there.cell(row, column).value for column in order] for row in range(1, there.max_row + 1)]
    for block in list(there.merged_cells.ranges):
        there.unmerge_cells(str(block))
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            there.cell(number, column).value = value
    sheet.follow(lambda column: order.index(column) + 1, _same)


def rename_heading(sheet: Sheet) -> None:
    sheet.untabled()
    place = sheet.columns.get("Stage") or sheet.columns["Applied on"]
    sheet.there.cell(sheet.row, place).value = "Where things stand"


def clear_heading(sheet: Sheet) -> None:
    sheet.untabled()
    sheet.there.cell(sheet.row, sheet.columns["Company"]).value = None


def delete_what_decides(sheet: Sheet) -> None:
    sheet.untabled()
    at = sheet.columns.get("Applied on") or sheet.columns["Stage"]
    sheet.there.delete_cols(at)
    sheet.follow(lambda column: None if column == at else column - (column > at), _same)


def delete_ticks(sheet: Sheet) -> None:
    sheet.untabled()
    at = max(sheet.ticks - {*sheet.columns.values()}, default=sheet.there.max_column + 1)
    sheet.there.delete_cols(at)
    sheet.follow(lambda column: None if column == at else column - (column > at), _same)


def rename_sheet(sheet: Sheet) -> None:
    old = sheet.there.title
    sheet.there.title = "My search"
    for name in sheet.there.defined_names.values():
        name.attr_text = re.sub(r"^.*!", "'My search'!", name.attr_text or "")
    for name in sheet.book.defined_names.values():
        name.attr_text = (name.attr_text or "").replace(f"{old}!", "'My search'!").replace(f"'{old}'!", "'My search'!")


def merge_title(sheet: Sheet) -> None:
    add_title(sheet)
    sheet.there.merge_cells("A1:D1")


def add_title(sheet: Sheet) -> None:
    sheet.untabled()
    for block in list(sheet.there.merged_cells.ranges):
        block.shift(row_shift=2)
    sheet.there.insert_rows(1, 2)
    sheet.there["A1"].value = "My search for a job"
    sheet.follow(lambda column: column, lambda row: row + 2)


def freeze(sheet: Sheet) -> None:
    sheet.there.freeze_panes = f"B{sheet.row + 1}"


def group(sheet: Sheet) -> None:
    sheet.there.column_dimensions.group("B", "C", hidden=True)
    sheet.there.row_dimensions.group(sheet.row + 1, sheet.last, outline_level=1)


def hide(sheet: Sheet) -> None:
    sheet.there.column_dimensions[get_column_letter(sheet.columns["Company"])].hidden = True


def copy_column(sheet: Sheet) -> None:
    sheet.untabled()
    there, end = sheet.there, sheet.there.max_column + 1
    place = sheet.columns.get("Stage") or sheet.columns["Applied on"]
    for row in range(sheet.row, sheet.last + 1):
        there.cell(row, end).value = there.cell(row, place).value
        there.cell(row, end).number_format = there.cell(row, place).number_format
    there.cell(sheet.row, end).value = f"{there.cell(sheet.row, place).value} backup"


def add_total(sheet: Sheet) -> None:
    sheet.untabled()
    sheet.there.cell(sheet.last + 2, sheet.columns["Company"]).value = "Total"
    sheet.there.cell(sheet.last + 2, sheet.there.max_column).value = sheet.last - sheet.row


def make_table(sheet: Sheet) -> None:
    sheet.untabled()
    there = sheet.there
    if not there.merged_cells.ranges:
        for column in range(1, there.max_column + 1):
            there.cell(sheet.row, column).value = there.cell(sheet.row, column).value or f"Column{column}"
        block = f"A{sheet.row}:{get_column_letter(there.max_column)}{max(sheet.last, sheet.row + 1)}"
        there.add_table(Table(displayName="MyLeads", ref=block))


def unmake_table(sheet: Sheet) -> None:
    sheet.untabled()


def copy_sheet(sheet: Sheet) -> None:
    copy = sheet.book.copy_worksheet(sheet.there)
    copy.title = f"{sheet.there.title[:20]} (2)"


def add_sheet(sheet: Sheet) -> None:
    sheet.book.create_sheet("Ideas", 0)["A1"].value = "call Dana"


def insert_row(sheet: Sheet) -> None:
    sheet.untabled()
    for block in list(sheet.there.merged_cells.ranges):
        sheet.there.unmerge_cells(str(block))
    sheet.there.insert_rows(sheet.row + 1)


EDITS: dict[str, Callable[[Sheet], None]] = {
    "sorted the other way": sort_rows,
    "a filter, a row hidden by it": filter_rows,
    "a column inserted before the companies": insert_column,
    "a column of no use deleted": delete_column,
    "the stage moved to the front": move_column,
    "the stage's heading renamed": rename_heading,
    "the companies' heading cleared": clear_heading,
    "the day of applying deleted": delete_what_decides,
    "a column of ticks deleted": delete_ticks,
    "the sheet renamed": rename_sheet,
    "a title above": add_title,
    "a title merged over several cells": merge_title,
    "panes frozen": freeze,
    "columns and rows grouped": group,
    "the companies hidden": hide,
    "a column copied as a backup": copy_column,
    "a total below": add_total,
    "made a table": make_table,
    "a table given up": unmake_table,
    "the sheet copied": copy_sheet,
    "another sheet before it": add_sheet,
    "a blank row inserted": insert_row,
}


@cache
def first_night(name: str) -> Night:
    """The workbook judged for the first time; its owner has answered nothing."""
    if name == OWN:
        return check(Config(), demo_workbook(TODAY), TODAY)
    return check(Config(), (FOLDER / f"{name}.xlsx").read_bytes(), TODAY)


def said(done: Night) -> Counter[tuple[str, str, str]]:
    """What was said of each lead, however they are ordered."""
    return Counter(
        (judged.lead.company, judged.lead.role, f"{judged.flag} {judged.step} {judged.due}")
        for judged in done.judgement.leads
    )


def resaved(name: str, edit: Callable[[Sheet], None] | None) -> bytes:
    """The workbook after its first night, opened and saved by openpyxl, with an edit."""
    done = first_night(name)
    try:
        book = load_workbook(io.BytesIO(done.patched))
    except Exception:  # noqa: BLE001 - openpyxl raises what it likes on a file that Excel opens
        pytest.skip("openpyxl cannot open it")
    if edit:
        edit(Sheet(book, done))
    return saved(book)


def judge_again(name: str, what: str, book: bytes, worksheet: str = "") -> None:
    """The night after the edit, and the one after that."""
    yesterday = check(Config(), resaved(name, None), TODAY)
    tonight = check(Config(hints=Hints(worksheet=worksheet)), book, TODAY)
    other = said(tonight) - said(yesterday)
    misled = [lead for lead in other if not lead[2].startswith("Check row")]
    problems = sentences(tonight.judgement.problems)
    new = [each for each in problems if each not in sentences(yesterday.judgement.problems)]
    outcome = "the same" if not other else f"{other.total()} to check"
    sys.stdout.write(f"| {name} | {what} | {outcome} | {' '.join(new)[:100]} |\n")
    assert misled == []
    assert not other or new
    assert len(tonight.judgement.leads) == len(yesterday.judgement.leads)
    again = check(Config(hints=Hints(worksheet=worksheet)), tonight.patched, TODAY)
    assert (again.plan.changes, again.patched) == ((), tonight.patched)
    assert said(again) == said(tonight)


@pytest.mark.parametrize("what", EDITS)
@pytest.mark.parametrize("name", BOOKS)
def test_what_worked_yesterday_works_tonight(name: str, what: str) -> None:
    """No edit stops the night or gives another silent answer; the night after writes nothing."""
    judge_again(name, what, resaved(name, EDITS[what]))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", BOOKS[:4])
def test_saved_with_libreoffice(name: str, tmp_path: Path) -> None:
    """Another program's file of the same workbook: our columns and theirs are known again."""
    (tmp_path / "jobs.xlsx").write_bytes(resaved(name, None))
    (tmp_path / "out").mkdir()
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", "out", "jobs.xlsx"], cwd=tmp_path, check=True, capture_output=True)  # noqa: S603
    judge_again(name, "saved with LibreOffice", (tmp_path / "out" / "jobs.xlsx").read_bytes())


def test_the_config_names_a_sheet_that_was_renamed() -> None:
    """The sheet that holds our columns is read on, and its owner is told which line to change."""
    book = resaved(OWN, rename_sheet)
    judge_again(OWN, "the sheet renamed, and named in the config", book, worksheet="Jobs")


def test_days_pass_between() -> None:
    """The night after a structural edit is no other than it would have been without one."""
    tomorrow = TODAY + timedelta(days=1)
    plain, moved = (check(Config(), resaved(OWN, edit), tomorrow) for edit in (None, move_column))
    assert said(plain) == said(moved)
