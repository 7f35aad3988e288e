"""The same leads, told differently: other headings and words, another order, other ways to write days, another file."""

from __future__ import annotations

import csv
import io
import random
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from openpyxl import Workbook

from followthrough.knowing.columns import Column
from followthrough.knowing.errors import WorkbookError
from followthrough.knowing.fold import folded
from followthrough.knowing.headings import Trust, heading_words, stage_words
from followthrough.knowing.hints import Hints
from followthrough.knowing.words import Stage
from followthrough.setup.config import Config
from followthrough.setup.csv_files import as_workbook, read_text_table
from nightly_check import check
from places import SCRIPTS
from workbooks_for_tests import fill, saved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from followthrough.judging.judgement import Judged

TODAY = date(2026, 11, 27)
LANGUAGES = SCRIPTS / "followthrough" / "knowing" / "languages"
READ = (
    Column.COMPANY, Column.ROLE, Column.STAGE, Column.APPLIED_ON, Column.INTERVIEW_ON, Column.LAST_FOLLOW_UP,
    Column.LAST_HEARD, Column.DECISION_BY, Column.CONTACT, Column.EMAIL, Column.PHONE, Column.NOTES,
)  # fmt: skip
DAYS = (
    Column.APPLIED_ON,
    Column.INTERVIEW_ON,
    Column.LAST_FOLLOW_UP,
    Column.LAST_HEARD,
    Column.DECISION_BY,
)
OTHERS = ("City", "Salary", "Rating", "Remote?", "Priority")
"""Columns of the owner's that say nothing of how far a job is."""
STAGES = ("Wishlist", "Applied", "Interviewing", "Offer", "A no", "Moved on")
MEANT = {"A no": Stage.CLOSED}
NAMES = ["Acme", "Birke", "Cole", "Elm", "Fir", "Gale", "Holm", "Iver", "Juno", "Kite", "Lark", "Moor"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

ASKED = "Check row"
Lead = dict[str, object]
Answer = dict[tuple[str, str], str]
"""Company and role -> what the row shows but its Why."""


@dataclass(frozen=True)
class Telling:
    """How the same leads are told.

    Args:
        language: whose headings and stage words are used; "" for ours.
        seed: which of its synonyms, and which order of rows and columns.
        days: how days are written.
        changes: what else is done, by name.
    """

    language: str = ""
    seed: int = 0
    days: str = "real days"
    changes: frozenset[str] = field(default_factory=frozenset)


WAYS = (
    "real days",
    "ISO",
    "ISO with a time",
    "day and month's name",
    "month's name and day",
    "dots",
    "day first",
    "month first",
    "numbers",
    "days with a time",
)
CHANGES = (
    "rows",
    "columns",
    "others",
    "title",
    "banner",
    "sheet",
    "spaces",
    "capitals",
    "text",
    "CSV",
    "ours in front",
)


@cache
def words_of(language: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What a language calls our columns for certain, and the stages."""
    told = tomllib.loads((LANGUAGES / f"{language}.toml").read_text("utf-8"))
    headings: dict[str, list[str]] = {
        heading: [
            word for word in told.get("headings", {}).get(heading.field, {}).get("words", ()) if _is_sure(word, heading)
        ]
        for heading in READ
    }
    stages = {
        name: [
            word for word in told["stages"].get(name, ()) if stage_words().get(folded(word)) == MEANT.get(name, name)
        ]
        for name in STAGES
    }
    return headings, stages


def _is_sure(word: str, heading: str) -> bool:
    return heading_words().get(folded(word)) == (heading, Trust.CERTAIN)


def made_leads(seed: int, rows: int) -> list[Lead]:
    """Leads of some months, each at its stage; the same seed gives the same."""
    chance = random.Random(seed)  # noqa: S311 - the same tracker each time
    return [_lead(chance, NAMES[n % len(NAMES)] + (f" {n}" if n >= len(NAMES) else "")) for n in range(rows)]


def _lead(chance: random.Random, company: str) -> Lead:
    stage = chance.choices(STAGES, (2, 8, 4, 1, 3, 1))[0]
    applied = TODAY - timedelta(days=chance.randrange(1, 90))

    def since(share: float) -> date | None:
        return (
            applied + timedelta(days=chance.randrange((TODAY - applied).days + 1)) if chance.random() < share else None
        )

    name = company.casefold().replace(" ", "")
    return {
        Column.COMPANY: company,
        Column.ROLE: chance.choice(("clerk", "cook", "nurse", "buyer")),
        Column.STAGE: stage,
        Column.APPLIED_ON: None if stage == "Wishlist" else applied,
        Column.INTERVIEW_ON: (since(0.9) or applied) if stage in ("Interviewing", "Offer") else None,
        Column.LAST_FOLLOW_UP: since(0.3) if stage != "Wishlist" else None,
        Column.LAST_HEARD: since(0.3) if stage != "Wishlist" else None,
        Column.DECISION_BY: since(0.2) if stage == "Interviewing" else None,
        Column.CONTACT: chance.choice(("Dana Ruiz", "Kim Oak", None)),
        Column.EMAIL: f"jobs@{name}.example.com" if chance.random() < 0.6 else None,
        Column.PHONE: f"555-01{chance.randrange(10, 99)}" if chance.random() < 0.3 else None,
        Column.NOTES: chance.choice(("nice people", "near the park", None)),
    }


def told(leads: Sequence[Lead], telling: Telling) -> bytes:
    """A workbook that tells the leads."""
    chance = random.Random(telling.seed)  # noqa: S311 - the same telling each time
    changes = telling.changes
    headings, stages = _words(telling, chance)
    used = [heading for heading in READ if any(lead[heading] is not None for lead in leads)]
    if "columns" in changes:
        chance.shuffle(used)
    order = list(leads)
    if "rows" in changes:
        chance.shuffle(order)
    others = chance.sample(OTHERS, 2) if "others" in changes else []
    top = [_spelled(headings[heading], changes) for heading in used]
    rows: list[list[object]] = [[*top, *others]]
    for number, lead in enumerate(order):
        cells = [_cell(heading, lead[heading], stages, telling) for heading in used]
        rows.append([*cells, *(f"{other[:1]}{number}" for other in others)])
    if "text" in changes:
        rows[1:] = [[_as_text(cell) for cell in row] for row in rows[1:]]
    above: list[list[object]] = [["My search for a job", None], []] if "title" in changes else []
    above += [["Applications", *[None] * (len(top) - 1)]] if "banner" in changes else []
    name = chance.choice(("Bewerbungen", "Tracker", "Sheet1", "Job hunt")) if "sheet" in changes else "Jobs"
    if "CSV" in changes:
        return _from_csv([*above, *rows])
    book = Workbook()
    book.remove(book.worksheets[0])
    fill(book.create_sheet(name), [*above, *rows])
    return saved(book)


def _words(telling: Telling, chance: random.Random) -> tuple[dict[str, str], dict[str, str]]:
    """What each column and each stage is called."""
    headings: dict[str, str] = {heading: str(heading) for heading in READ}
    stages = {name: str(MEANT.get(name, name)) for name in STAGES} | {"A no": "Rejected"}
    if telling.language:
        columns, words = words_of(telling.language)
        headings |= {heading: chance.choice(found) for heading, found in columns.items() if found}
        stages |= {name: chance.choice(found) for name, found in words.items() if found}
    return headings, stages


def _spelled(text: str, changes: frozenset[str]) -> str:
    spelled = text.upper() if "capitals" in changes and text.isascii() else text
    return f"  {spelled}\u00a0:" if "spaces" in changes else spelled


def _cell(heading: str, value: object, stages: Mapping[str, str], telling: Telling) -> object:
    if heading == Column.STAGE:
        return stages[str(value)]
    return _day(value, telling.days) if isinstance(value, date) else value


def _day(day: date, way: str) -> object:
    match way:
        case "ISO":
            return day.isoformat()
        case "ISO with a time":
            return f"{day.isoformat()}T10:18:54Z"
        case "day and month's name":
            return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        case "month's name and day":
            return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
        case "dots":
            return f"{day.day}.{day.month}.{day.year}"
        case "day first":
            return f"{day:%d/%m/%Y}"
        case "month first":
            return f"{day:%m/%d/%Y}"
        case "numbers":
            return (day - date(1899, 12, 30)).days
        case "days with a time":
            return datetime.combine(day, time(9, 30))
    return datetime.combine(day, time())


def _as_text(cell: object) -> object:
    """The cell as somebody has it who formatted all as text."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell if cell is None or isinstance(cell, str) else str(cell)


def _from_csv(rows: Sequence[Sequence[object]]) -> bytes:
    lines = io.StringIO(newline="")
    csv.writer(lines).writerows([["" if cell is None else _as_text(cell) for cell in row] for row in rows])
    return as_workbook(read_text_table(lines.getvalue().encode()), Hints())


def answers(book: bytes, hints: Hints | None = None) -> Answer | None:
    """What a night says of each lead; None where it says that it cannot be judged before its owner was asked."""
    try:
        done = check(Config(hints=hints or Hints()), book, TODAY)
    except WorkbookError:
        return None
    return {(judged.lead.company, judged.lead.role): _answer(judged) for judged in done.judgement.leads}


def _answer(judged: Judged) -> str:
    if judged.lead.unreadable:
        return ASKED  # what cannot be read there stands among the problems, and asks
    return f"{judged.flag} {judged.step} {judged.opens} {judged.due} {judged.how}"


def differing(right: Answer, found: Answer | None) -> dict[tuple[str, str], tuple[str, str]]:
    """Leads of which something else is said without a question: neither the same, nor a row to check."""
    if found is None:
        return {}
    lost = {key: (right[key], "lost") for key in right.keys() - found.keys()}
    new = {key: ("none", found[key]) for key in found.keys() - right.keys()}
    other = {
        key: (right[key], found[key])
        for key in right.keys() & found.keys()
        if found[key] != right[key] and not found[key].startswith(ASKED)
    }
    return lost | new | other
