"""Trackers made after real ones that once said Check row in most of their rows: one cause is one question, one line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.hints import Hints
from followthrough.knowing.leads import sentences
from followthrough.knowing.record import replace
from followthrough.reading.workbook import open_workbook
from followthrough.setup.adoption import accepting, understand
from followthrough.setup.config import Config
from followthrough.understanding.read import read_leads
from layouts_for_tests import Tracker

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TODAY = date(2026, 11, 27)
FIRMS = ["Acme", "Birke", "Cole", "Elm", "Fir", "Gale", "Holm", "Iver", "Juno", "Kite", "Lark", "Moor"]
MOST_LEFT = 0.1
"""The share of rows that may still say Check row once what is asked was answered."""


@dataclass(frozen=True)
class Layout:
    """A tracker, and what its owner answers.

    Args:
        rows: headings, and a row with {} where the name of the firm goes and {n} for its number.
        columns: what they say under [columns].
        stages: what they say under [stages].
        first_day: from which day on days without a year count.
        day_first: whether the day comes first.
    """

    rows: Sequence[str]
    columns: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    first_day: date | None = None
    day_first: bool | None = None

    @property
    def workbook(self) -> bytes:
        """Twelve jobs."""
        head, *kinds = self.rows
        jobs = [kinds[n % len(kinds)].format(firm, n=n + 1) for n, firm in enumerate(FIRMS)]
        return Tracker({"Sheet1": [head, *jobs]}).workbook

    @property
    def answers(self) -> Hints:
        """What its owner says."""
        return Hints(
            columns=self.columns, stages=self.stages, first_day=self.first_day, day_first=self.day_first, today=TODAY
        )


LAYOUTS = {
    "days without a year": Layout(
        (
            "Company | Position | Date applied | Status",
            "{} | Clerk | 11/{n}| Applied",
            "{} | Cook | 10/2{n} | Rejected",
        ),
        first_day=date(2026, 1, 1),
        day_first=False,
    ),
    "months' names and no year": Layout(
        (
            "Employer | Job title | Applied | Result",
            "{} | Clerk | Nov {n} | No response",
            "{} | Cook | Oct {n} | Rejected",
        ),
        first_day=date(2026, 1, 1),
    ),
    "date added, and no other day": Layout(
        (
            "Company | Role | Date Added | Status",
            "{} | Clerk | @2026-11-02 | Applied",
            "{} | Cook | @2026-11-09 | Rejected",
        ),
        {"Applied on": "Date Added"},
    ),
    "words of their own": Layout(
        (
            "Company | Role | Date applied | Status",
            "{} | Clerk | @2026-11-02 | found",
            "{} | Cook | @2026-11-09 | cooking",
        ),
        stages={"found": "Wishlist", "cooking": "Applied"},
    ),
    "how it goes, in their own words": Layout(
        (
            "Firm | Applied on | How it goes",
            "{} | @2026-11-02 | sent CV",
            "{} | @2026-11-09 | ghosted",
            "{} | @2026-11-09 | nope",
        ),
        {"Stage": "How it goes"},
        {"nope": "Closed"},
    ),
    "either order of day and month": Layout(
        ("Company | Date applied | Status", "{} | 03/11/2026 | Applied", "{} | 04/11/2026 | Applied"), day_first=True
    ),
    "rounds as ticks, and a cross": Layout(
        ("公司 | 投递时间 | 简历 | 一面 | 二面", "{} | @2026-11-02 | √ | √ | \u00d7", "{} | @2026-11-02 | √ | |"),
        stages={"\u00d7": "Closed"},
    ),
    "found and saved on days": Layout(
        ("Company | Title | Saved on | Stage", "{} | Clerk | 2026-11-02 | Applied", "{} | Cook | 2026-11-09 | Saved"),
        {"Applied on": "Saved on"},
    ),
    "sent on days that no heading explains": Layout(
        ("Empresa | Vaga | Etapa | Foi", "{} | Dev | | @2026-11-02", "{} | Dev | | @2026-11-09"), {"Applied on": "Foi"}
    ),
    "nothing but names and roles": Layout(("Company | Role | City", "{} | Clerk | Oslo")),
}


def told(layout: Layout, hints: Hints) -> tuple[int, float]:
    """How many different things its owner is told or asked, and the share of rows that say Check row."""
    reading = read_leads(open_workbook(layout.workbook), hints, leaves_open=True)
    judgement = judge(reading.leads, Config().policy, TODAY, Config().calendar, reading.problems)
    asked = {question.text for question in understand(reading).questions}
    to_check = [judged for judged in judgement.leads if judged.flag == "Check row"]
    return len({*asked, *sentences(judgement.problems)}), len(to_check) / len(judgement.leads)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_one_cause_is_one_question(layout: Layout) -> None:
    """However many rows lack the same, it is asked at most three times, and a line for each answers all of them."""
    things, _ = told(layout, Hints(today=TODAY))
    assert things <= 4
    assert told(layout, layout.answers)[1] <= MOST_LEFT


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_accepted_it_can_be_judged(layout: Layout) -> None:
    """--accept answers no question about days; all the same there is nothing left that keeps our columns out."""
    found = understand(read_leads(open_workbook(layout.workbook), Hints(today=TODAY), leaves_open=True))
    hints = accepting(replace(Hints(), today=TODAY), found)
    assert understand(read_leads(open_workbook(layout.workbook), hints, leaves_open=True)).has_company
    assert hints.first_day is None
    assert hints.day_first is None
    assert "Applied on" not in hints.columns
