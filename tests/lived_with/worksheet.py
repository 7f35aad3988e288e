"""The same story typed into a real workbook, as somebody does who opens it in the evening and saves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook

from followthrough.knowing.columns import DATES
from leads_for_tests import day

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from lived_with.story import Cells, Person

NO_CELLS = ("A no", "Called off", "Log", "Rounds")
"""What a row of a story tells otherwise than by a cell."""
LOG, ROUNDS = ("Date", "Company", "Outcome", "Check back on"), ("Date", "Company")
OURS = ("Flag", "Next step", "Due")


def headings(person: Person) -> list[str]:
    """The columns that somebody keeps."""
    used = dict.fromkeys(("Company", "Role", "Stage"))
    for on in person.nights():
        used |= dict.fromkeys(name for _, cells in person.sheet(on) for name in cells if name not in NO_CELLS)
    return list(used)


def begin(path: Path, person: Person) -> None:
    """A new workbook with headings only."""
    book = Workbook()
    jobs = book.active
    jobs.title = "Jobs"
    jobs.append(headings(person))
    if any("Log" in typed for _, _, typed, _ in person.lines):
        book.create_sheet("Contact log").append(LOG)
    if any("Rounds" in typed for _, _, typed, _ in person.lines):
        book.create_sheet("Interviews").append(ROUNDS)
    book.save(path)


def type_in(path: Path, person: Person, on: date) -> None:
    """Everything that stands in the rows on a night; a row that moves takes along what the night wrote beside it."""
    book = load_workbook(path)
    jobs, theirs = book["Jobs"], headings(person)
    beside = {row[0].value: [cell.value for cell in row[len(theirs) :]] for row in jobs.iter_rows(min_row=2)}
    for number, (name, cells) in enumerate(person.sheet(on), start=2):
        for column, heading in enumerate(theirs, start=1):
            jobs.cell(number, column).value = _cell(heading, cells)
        for column, value in enumerate(beside.get(cells["Company"], beside.get(name, [])), start=len(theirs) + 1):
            jobs.cell(number, column).value = value
        _log(book, "Contact log", cells, "Log")
        _log(book, "Interviews", cells, "Rounds")
    book.save(path)


def _cell(heading: str, cells: Cells) -> date | str | None:
    text = cells.get(heading)
    if heading == "Stage" and cells.get("A no"):
        return "Rejected"
    if heading == "Stage" and cells.get("Called off"):
        return "Interview cancelled"
    return day(text) if text and heading in DATES else text


def _log(book: Workbook, sheet: str, cells: Cells, heading: str) -> None:
    """The rows that the sheet does not hold yet."""
    log = book[sheet] if sheet in book.sheetnames else None
    there = [row[0].value for row in log.iter_rows(min_row=2) if row[1].value == cells["Company"]] if log else []
    for text in cells.get(heading, "").split(", ")[len(there) :] if log and cells.get(heading) else ():
        what, _, agreed = text.partition(" > ")
        on, _, outcome = what.partition(" ")
        row = (day(on), cells["Company"], outcome or None, day(agreed) if agreed else None)
        log.append(row[: log.max_column])


def shown(path: Path) -> dict[str, str]:
    """What each row of the workbook shows after a night, by its company."""
    jobs = load_workbook(path)["Jobs"]
    places = {cell.value: cell.column for cell in jobs[1]}
    return {str(row[0].value): _ours(jobs, row[0].row, places) for row in jobs.iter_rows(min_row=2) if row[0].value}


def _ours(jobs: Worksheet, row: int, places: dict[object, int]) -> str:
    values = [jobs.cell(row, places[name]).value for name in OURS]
    texts = [
        str(value.date()).removeprefix("2026-") if hasattr(value, "date") else str(value or "") for value in values
    ]
    return ", ".join(filter(None, texts))
