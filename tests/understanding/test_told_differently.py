"""The same leads, told differently, get the same advice or a question: never a different silent answer."""

from __future__ import annotations

import random
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from excel_for_tests import with_moved
from followthrough.knowing.columns import OURS
from followthrough.setup.config import Config
from nightly_check import check
from places import SHARED
from told_for_tests import CHANGES, LANGUAGES, TODAY, WAYS, Telling, answers, differing, made_leads, told
from workbooks_for_tests import many

if TYPE_CHECKING:
    from collections.abc import Callable

    Rows = list[list[object]]

TRACKERS = SHARED / "trackers"
LANGUAGE = st.sampled_from(["", *sorted(path.stem for path in LANGUAGES.glob("*.toml"))])
TELLINGS = st.builds(
    Telling,
    language=LANGUAGE,
    seed=st.integers(0, 10**6),
    days=st.sampled_from(WAYS),
    changes=st.frozensets(st.sampled_from(CHANGES), max_size=4),
)
LEADS = st.builds(made_leads, st.integers(0, 10**6), st.sampled_from([1, 2, 3, 5, 8, 12]))


def assert_same_or_asked(leads: list[dict[str, object]], telling: Telling) -> None:
    """As the plainest telling of the same leads says."""
    right = answers(told(leads, Telling()))
    assert right is not None
    assert differing(right, answers(told(leads, telling))) == {}


@given(LEADS, TELLINGS)
def test_made_up_trackers(leads: list[dict[str, object]], telling: Telling) -> None:
    """Twenty languages, synonyms, other orders, ways to write days, titles, texts for numbers, a CSV file."""
    assert_same_or_asked(leads, telling)


@pytest.mark.slow
@given(LEADS, TELLINGS)
@settings(max_examples=25)
def test_with_our_columns_in_front(leads: list[dict[str, object]], telling: Telling) -> None:
    """What a night wrote, moved before all else, is never read as a fact: the second night says what the first said."""
    book = told(leads, Telling(days=telling.days))
    first = answers(book)
    if first is None:
        return
    moved = check(Config(), book, TODAY).patched
    for at, name in enumerate(OURS, start=1):
        moved = with_moved(moved, name, at)
    assert answers(moved) == first


def _reordered(rows: Rows, chance: random.Random) -> Rows:
    order = chance.sample(range(len(rows[0])), len(rows[0]))
    return [[row[column] for column in order] for row in rows]


def _is_job(row: list[object]) -> bool:
    return sum(isinstance(cell, str) and bool(cell.strip()) for cell in row) > 2


def _as_texts(rows: Rows) -> Rows:
    return [[cell.date().isoformat() if isinstance(cell, datetime) else cell for cell in row] for row in rows]


EDITS: dict[str, Callable[[Rows, random.Random], Rows]] = {
    "as it is": lambda rows, _: rows,
    "a title above": lambda rows, _: [["My search", *[None] * (len(rows[0]) - 1)], [None] * len(rows[0]), *rows],
    "columns in another order": _reordered,
    "a column of their own": lambda rows, _: [
        [*row, "" if not _is_job(row) else "fine" if n else "Mood"] for n, row in enumerate(rows)
    ],
    "an empty column first": lambda rows, _: [[None, *row] for row in rows],
    "days as texts": lambda rows, _: _as_texts(rows),
}
REAL = sorted(path.stem for path in TRACKERS.glob("*.xlsx") if path.stem != "day-matrix")


def _list_of(name: str) -> tuple[Rows, int]:
    """The cells of the sheet that holds the leads, and the number of rows above its headings."""
    book = (TRACKERS / f"{name}.xlsx").read_bytes()
    layout = check(Config(), book, TODAY).reading.layout
    sheet = CalamineWorkbook.from_path(str(TRACKERS / f"{name}.xlsx")).get_sheet_by_name(layout.frame.name)
    width = len(layout.frame.rows[0])
    rows = [[cell if cell != "" else None for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    return [[*map(_as_day, row), *[None] * (width - len(row))] for row in rows], layout.heading_row - 1


def _as_day(cell: object) -> object:
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - a cell knows no zone
    return cell


@pytest.mark.slow
@pytest.mark.skipif(not TRACKERS.is_dir(), reason="no trackers beside this checkout")
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("name", REAL)
def test_real_trackers(name: str, edit: Callable[[Rows, random.Random], Rows]) -> None:
    """What people really keep, told differently, says the same, or asks."""
    rows, above = _list_of(name)
    right = answers(many({"Jobs": rows}))
    assert right is not None
    for seed in range(4):
        chance = random.Random(seed)  # noqa: S311 - the same edit each time
        edited = [*rows[:above], *edit(rows[above:], chance)] if len(rows[0]) else rows
        width = max(map(len, edited))
        book = many({f"Sheet{seed}": [[*row, *[None] * (width - len(row))] for row in edited]})
        assert differing(right, answers(book)) == {}
