"""The same story typed into a real workbook, as somebody does who opens it in the evening and saves it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook

from followthrough.knowing.columns import DATES
from leads_for_tests import day

if TYPE_CHECKING:
    from pathlib import Path

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
    book.remove(book.worksheets[0])
    for name, row in (("Jobs", headings(person)), ("Contact log", LOG), ("Interviews", ROUNDS)):
        book.create_sheet(name).append(list(row))
    book.save(path)


def type_in(path: Path, person: Person, on: date) -> None:
    """Everything that stands in the rows on a night; a row that moves takes along what the night wrote beside it."""
    book = load_workbook(path)
    jobs, theirs = book["Jobs"], headings(person)
    beside = {row[0]: row[len(theirs) :] for row in jobs.iter_rows(min_row=2, values_only=True)}
    for number, (name, cells) in enumerate(person.sheet(on), start=2):
        ours = beside.get(cells["Company"], beside.get(name, ()))
        for column, value in enumerate([*(_cell(heading, cells) for heading in theirs), *ours], start=1):
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
    log = book[sheet]
    there = [row for row in log.iter_rows(min_row=2, values_only=True) if row[1] == cells["Company"]]
    told = cells[heading].split(", ") if heading in cells else []
    for text in told[len(there) :]:
        what, _, agreed = text.partition(" > ")
        on, _, outcome = what.partition(" ")
        log.append([day(on), cells["Company"], *([outcome, day(agreed) if agreed else None] if outcome else [])])


def shown(path: Path) -> dict[str, str]:
    """What each row of the workbook shows after a night, by its company."""
    names, *rows = load_workbook(path)["Jobs"].iter_rows(values_only=True)
    places = [names.index(name) for name in OURS]
    return {str(row[0]): ", ".join(filter(None, (_text(row[place]) for place in places))) for row in rows if row[0]}


def _text(value: object) -> str:
    return value.date().isoformat().removeprefix("2026-") if isinstance(value, datetime) else str(value or "")
