"""The rows of scenarios.csv with the answers that the rulebook's author worked out by hand."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.policy import STANDARD
from leads_for_tests import from_cells

with Path(__file__).with_name("scenarios.csv").open(encoding="utf-8", newline="") as file:
    SCENARIOS = list(csv.DictReader(file))
WANTED = ("want flag", "want step", "want opens", "want due", "want how")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[scenario["case"] for scenario in SCENARIOS])
def test_each_scenario_gets_its_answer(scenario: dict[str, str]) -> None:
    """Flag, step, window and channel are those of the table."""
    cells = {h: text for h, text in scenario.items() if text and h not in ("case", "today", *WANTED)}
    lead = judge([from_cells(cells)], STANDARD, date.fromisoformat(scenario["today"])).leads[0]
    assert [lead.flag, lead.step or "", _text(lead.opens), _text(lead.due), lead.how or ""] == [
        scenario[heading] for heading in WANTED
    ]


def test_scenarios_are_all_there() -> None:
    """Nobody dropped a row, and no two have one name."""
    assert len({scenario["case"] for scenario in SCENARIOS}) == len(SCENARIOS) == 98


def test_scenarios_hold_together_in_one_worksheet() -> None:
    """Judged beside each other, rows change nothing for one another: no scenario has started elsewhere but one."""
    today = date(2026, 11, 23)
    rows = [
        from_cells({h: text for h, text in each.items() if text and h not in ("case", "today", *WANTED)})
        for each in SCENARIOS
        if each["case"] != "accepted and started"
    ]
    alone = [judge([row], STANDARD, today).leads[0].why for row in rows]
    assert [lead.why for lead in judge(rows, STANDARD, today).leads] == alone


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
