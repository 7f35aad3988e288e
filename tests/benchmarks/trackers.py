"""Made-up trackers of any length, stored as Excel stores them: shared texts, styled cells, formulas with their results.

    python tests/benchmarks/trackers.py ROWS FILE [--repeating]

openpyxl makes the workbook with two sheets, a chart, styles and one row; that row's styles are then given to as many
rows as are wanted. The same ROWS give the same names and distances between days; the days count back from today.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import zipfile
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from xlsx_maker import add_part, shared_strings, zipped  # the folder of the tests must be known first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from openpyxl import Workbook

HEADINGS = (
    "Company", "Role", "Stage", "Applied on", "Source", "Link", "City", "Pay a month", "Pay a year", "Interview on",
    "Thank-you sent", "Decision by", "Check back on", "Last follow-up", "Unanswered", "Last heard", "Contact", "Email",
    "Phone", "Prefers", "Mention", "Days to answer", "Score", "Notes",
)  # fmt: skip
INTERVIEW_COLUMN = "J"
SHEET, PART, SHEETS = "Jobs", "xl/worksheets/sheet1.xml", 2
FIRST_ROW, EVERY = 2, 100
"""The first of the rows that an ordinary night finds edited, and how far they lie apart."""
DIFFERENT = 50
"""How many rows a repeating tracker has that are not the same."""
STAGES = {"Wishlist": 8, "Applied": 45, "Interviewing": 15, "Offer": 1, "Closed": 25, "Moved on": 6}
SYLLABLES = tuple(first + second for first in "bdfghklmnprstv" for second in "aeiou")
_EPOCH = date(1899, 12, 30)


class Formula(NamedTuple):
    """A formula and what it comes to."""

    text: str
    result: int


def edited_rows(rows: int) -> range:
    """The rows of a tracker that are edited before an ordinary night: one in a hundred, each of an open lead."""
    return range(FIRST_ROW, rows + FIRST_ROW, EVERY)


def serial(day: date) -> int:
    """The number that stands for a day in a cell."""
    return (day - _EPOCH).days


def make_tracker(rows: int, today: date, *, repeating: bool = False) -> bytes:
    """A workbook with a list of leads and an overview with a chart.

    Args:
        rows: how many leads.
        today: the day before which everything in it happened, or soon after which it will.
        repeating: whether the same fifty leads stand there again and again.
    """
    with zipfile.ZipFile(io.BytesIO(_one_row())) as made:
        parts = {name: made.read(name).decode() for name in made.namelist()}
    sheet = parts[PART]
    pattern = re.search(rf'<row r="{FIRST_ROW}".*?</row>', sheet)
    if pattern is None:
        raise ValueError("The sheet that openpyxl made has no row to take the styles from.")
    styles = re.findall(r'<c r="([A-Z]+)[0-9]+" s="([0-9]+)"', pattern[0])
    texts: dict[str, int] = {}
    lines = "".join(_row(number, styles, lead, texts) for number, lead in _leads(rows, today, repeating=repeating))
    sheet = sheet[: pattern.start()] + lines + sheet[pattern.end() :]
    parts[PART] = sheet.replace(f'ref="A1:X{FIRST_ROW}"', f'ref="A1:X{rows + 1}"')
    listed = shared_strings(*(f"<t>{text}</t>" for text in texts))
    add_part(parts, "xl/sharedStrings.xml", listed, "sharedStrings", "sharedStrings.xml", of="xl/workbook.xml")
    return zipped(parts)


def _leads(rows: int, today: date, *, repeating: bool) -> Iterator[tuple[int, dict[str, object]]]:
    chance = random.Random(rows)  # noqa: S311 - the same tracker each time
    edited = edited_rows(rows)
    made = (_lead(chance, today, is_edited=number in edited) for number in range(FIRST_ROW, rows + FIRST_ROW))
    return enumerate(islice(cycle(list(islice(made, DIFFERENT))), rows) if repeating else made, start=FIRST_ROW)


def _lead(chance: random.Random, today: date, *, is_edited: bool) -> dict[str, object]:
    """A lead, None where nothing was filled in. One that will be edited is open and had an interview."""
    stage = "Interviewing" if is_edited else chance.choices(list(STAGES), list(STAGES.values()))[0]
    company, pay = _name(chance, 3, 4), chance.randrange(20_00, 90_00)
    site = f"{company.replace(' ', '-').lower()}.example.com"
    lead = {
        "Company": company,
        "Role": f"{_name(chance, 3)} {chance.choice(('analyst', 'engineer', 'clerk', 'nurse', 'buyer'))}",
        "Stage": stage,
        "Source": chance.choice(("Referral", "Job board", "Company site", "Recruiter", "Fair")),
        "Link": f"https://{site}/jobs/{chance.randrange(10**6)}",
        "City": _name(chance, 3),
        "Pay a month": pay,
        "Pay a year": Formula("H{row}*12", pay * 12),
        "Unanswered": chance.choice((None, None, 1, 2)),
        "Mention": _name(chance, 3),
        "Score": round(chance.random() * 10, 2),
        "Notes": _name(chance, *chance.choices((1, 2, 3, 4), k=chance.randrange(4, 14))),
    }
    return lead | _days(chance, today, stage) | _contact(chance, site)


def _days(chance: random.Random, today: date, stage: str) -> dict[str, object]:
    """The days of a lead: most of the last months, some of the last years, a few to come."""
    applied = today - timedelta(days=min(1 + int(chance.expovariate(1 / 120)), 1_000))

    def since(share: float, last: date = today) -> date | None:
        """A day since they applied, in a share of the rows."""
        return (
            applied + timedelta(days=chance.randrange((last - applied).days + 1)) if chance.random() < share else None
        )

    heard = since(0.5)
    interview = since(1.0 if stage in ("Interviewing", "Offer") else 0.1)
    return {
        "Applied on": None if stage == "Wishlist" else applied,
        "Interview on": interview,
        "Thank-you sent": min(today, interview + timedelta(days=1)) if interview and chance.random() < 0.7 else None,
        "Decision by": since(0.3, today + timedelta(days=14)),
        "Check back on": since(0.1, today + timedelta(days=30)),
        "Last follow-up": since(0.5),
        "Last heard": heard,
        "Days to answer": Formula("P{row}-D{row}", (heard - applied).days) if heard and stage != "Wishlist" else None,
    }


def _contact(chance: random.Random, site: str) -> dict[str, object]:
    """Whom to ask, and how; nobody in a third of the rows."""
    if chance.random() < 1 / 3:
        return {}
    person = _name(chance, 2, 3)
    return {
        "Contact": person,
        "Email": f"{person.replace(' ', '.').lower()}@{site}",
        "Phone": f"{chance.randrange(200, 999)}-555-{chance.randrange(10**4):04}",
        "Prefers": chance.choice((None, None, "Phone", "Email")),
    }


def _name(chance: random.Random, *syllables: int) -> str:
    """Words that hardly come twice, of so many syllables each."""
    return " ".join("".join(chance.choices(SYLLABLES, k=count)).capitalize() for count in syllables)


def _row(number: int, styles: Iterable[tuple[str, str]], lead: Mapping[str, object], texts: dict[str, int]) -> str:
    cells = "".join(
        _cell(f'r="{letters}{number}" s="{style}"', lead.get(heading), number, texts)
        for heading, (letters, style) in zip(HEADINGS, styles, strict=True)
    )
    return f'<row r="{number}" spans="1:{len(HEADINGS)}">{cells}</row>'


def _cell(attributes: str, value: object, number: int, texts: dict[str, int]) -> str:
    match value:
        case None:
            return f"<c {attributes}/>"
        case str():
            return f'<c {attributes} t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
        case Formula(text, result):
            return f"<c {attributes}><f>{text.format(row=number)}</f><v>{result}</v></c>"
        case date():
            return f"<c {attributes}><v>{serial(value)}</v></c>"
    return f"<c {attributes}><v>{value}</v></c>"


def _one_row() -> bytes:
    """The workbook with its headings, one row whose cells have their styles and nothing else, and the overview."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    line = Border(bottom=Side(style="thin", color="CCCCCC"))
    for column, heading in enumerate(HEADINGS, start=1):
        top = sheet.cell(1, column, heading)
        top.font, top.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", start_color="1F4E78")
        cell = sheet.cell(FIRST_ROW, column)
        cell.border = line
        if heading.endswith((" on", " by", " sent", "follow-up", "heard")):
            cell.number_format = "yyyy-mm-dd"
        elif heading.startswith("Pay"):
            cell.number_format = "#,##0"
        elif heading in ("Notes", "Mention"):
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = 12 if cell.number_format != "General" else 20
    sheet.freeze_panes = "B2"
    choice = DataValidation(type="list", formula1='"' + ",".join(STAGES) + '"', allow_blank=True)
    choice.add("C2:C1048576")
    sheet.add_data_validation(choice)
    _add_overview(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _add_overview(book: Workbook) -> None:
    """A second sheet that counts the stages, with a chart of them."""
    from openpyxl.chart import BarChart, Reference

    sheet = book.create_sheet("Overview")
    sheet.append(["How far", "How many"])
    for stage in STAGES:
        sheet.append([stage, f'=COUNTIF({SHEET}!C:C,"{stage}")'])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=len(STAGES) + 1), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=len(STAGES) + 1))
    sheet.add_chart(chart, "D2")


def main() -> None:
    """Make one."""
    parser = argparse.ArgumentParser(description="Make a tracker of made-up leads.")
    parser.add_argument("rows", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--repeating", action="store_true", help="the same fifty leads again and again")
    options = parser.parse_args()
    today = date.today()  # noqa: DTZ011 - the day on the wall, as a night sees it
    options.file.write_bytes(make_tracker(options.rows, today, repeating=options.repeating))


if __name__ == "__main__":
    main()
