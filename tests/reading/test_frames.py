"""A value at which the reader of the cells would stop is one problem of one cell, whoever wrote it (promise 4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from followthrough.knowing.hints import Hints
from followthrough.ooxml.package import open_package
from followthrough.reading.frames import readable
from followthrough.reading.workbook import open_workbook
from followthrough.understanding.read import read_workbook
from workbooks_for_tests import APPLIED, HEADINGS, many, workbook
from xlsx_maker import part_of, repacked

if TYPE_CHECKING:
    from collections.abc import Callable

SHEET, SECOND = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
STYLES = "xl/styles.xml"
ADA = ("Ada Ltd", "Engineer", "Applied", APPLIED[3].isoformat())


def holding(value: str, kind: str = "", look: str = "yyyy-mm-dd") -> bytes:
    """Two leads; the first one's Applied on holds something as it stands in the file, under a number format."""

    def change(text: str) -> str:
        mark = f' t="{kind}"' if kind else ""
        return re.sub(r'<c r="D2"( s="\d+")[^>]*><v>[^<]*</v>', rf'<c r="D2"\1{mark}><v>{value}</v>', text)

    book = workbook(HEADINGS, APPLIED, ADA)
    book = repacked(book, SHEET, change(part_of(book)))
    return repacked(book, STYLES, part_of(book, STYLES).replace("yyyy-mm-dd", look))


VALUES = {
    "far before all days": ("-1e12", ""),
    "spaces around it": (" -1e12 ", ""),
    "written out": ("-1234567890123", ""),
    "as far as numbers go": ("-1e300", "n"),
    "four hundred digits": ("-" + "9" * 400, ""),
    "endless": ("inf", ""),
    "endless, below": ("-inf", ""),
    "far after all days": ("1e300", ""),
    "too far even to be written": ("1e400", ""),
    "a text that is not there": ("99", "s"),
    "half a text": ("1.5", "s"),
    "no truth value": ("perhaps", "b"),
    "an error nobody knows": ("#SOMEDAY!", "e"),
    "a kind nobody knows": ("12", "someday"),
    "a day that never was": ("2026-13-45", "d"),
}
LOOKS = {"a day": "yyyy-mm-dd", "a duration": "[h]:mm:ss", "a time": "h:mm", "no look": "General"}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize(("value", "kind"), VALUES.values(), ids=VALUES)
def test_one_cell_is_one_problem(value: str, kind: str, look: str) -> None:
    """Its owner is told of that cell, and the lead below it is judged as on every night."""
    reading = read_workbook(holding(value, kind, look), Hints())
    strange, sound = reading.leads
    assert strange.applied_on is None
    assert [problem.cell for problem in strange.unreadable] == ["D2"]
    assert (sound.applied_on, sound.unreadable) == (APPLIED[3], ())


def test_not_a_number_says_nothing() -> None:
    """What other programs write for a missing value is a missing value, and no day of 1899."""
    assert read_workbook(holding("NaN"), Hints()).leads[0].applied_on is None


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    """The reader would print a trace of its own before anything could be caught."""
    for value in ("-1e12", "-1e300", "-inf", "-99999999999999"):
        read_workbook(holding(value), Hints())
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("where", ["the log", "another sheet"])
def test_on_any_sheet(where: str) -> None:
    """The sheet beside the list is read in the same way."""
    name = "Contact log" if where == "the log" else "Savings"
    rows = [("Date", "Company", "Outcome"), (APPLIED[3], "Acme", "Sent")]
    book = many({"Jobs": [HEADINGS, APPLIED], name: rows})
    cell = r'(<c r="A2"[^>]*)><v>.*?</v>'
    strange = repacked(book, SECOND, re.sub(cell, r"\1><v>-1e12</v>", part_of(book, SECOND)))
    reading = read_workbook(strange, Hints())
    told = [problem.cell for problem in reading.problems]
    assert told == (["'Contact log'!A2"] if where == "the log" else [])


KIND: dict[str, Callable[[], bytes]] = {
    "plain": lambda: workbook(HEADINGS, APPLIED),
    "a telephone number": lambda: workbook((*HEADINGS, "Phone"), (*APPLIED, 5_550_100_123)),
    "a debt": lambda: workbook((*HEADINGS, "Pay"), (*APPLIED, -1234.5)),
    "words that begin like no number": lambda: workbook(HEADINGS, ("Nan & Sons", "Info", "Interviewing", None)),
}


@pytest.mark.parametrize("book", KIND.values(), ids=KIND)
def test_sound_workbooks_are_read_as_they_are(book: Callable[[], bytes]) -> None:
    """No copy is made of what the reader can take."""
    content = book()
    assert readable(open_package(content), ["Jobs"], is_thorough=False) is content


def test_the_copy_is_for_the_reader_only() -> None:
    """What is patched is what was read from the disk."""
    content = holding("-1e12")
    book = open_workbook(content)
    book.frames(["Jobs"])
    assert book.content is content
