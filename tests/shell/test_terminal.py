"""A person sees what to do today first, whom and why; then the rest, a line each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.judgement import Change, Judgement
from followthrough.knowing.leads import Lead, Problem
from followthrough.knowing.policy import STANDARD
from followthrough.shell import terminal
from leads_for_tests import TODAY, a_lead
from mails_for_tests import HOSTILE

LEADS = (
    a_lead("Company: Waits | Applied on: 11-20", row=2),
    a_lead("Company: Closes | Stage: Closed | Applied on: 10-01", row=3),
    a_lead("Company: Calls | Role: Clerk | Applied on: 11-16 | Phone: 555-0100 | Prefers: Phone", row=4),
    a_lead("Company: Rows | Unknown stage: Blue", row=5),
    a_lead("Company: Meets | Interview on: 11-24", row=6),
)


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of a test is as wide as it needs to be."""
    monkeypatch.setenv("COLUMNS", "200")


def shown(
    capsys: pytest.CaptureFixture[str], leads: tuple[Lead, ...] = LEADS, *, verbose: bool = False, **more: object
) -> str:
    judgement: Judgement = replace(judge(leads, STANDARD, TODAY), **more)  # type: ignore[arg-type] # fields of it
    changes = [Change("G4", None, TODAY)] if verbose else []
    terminal.show(judgement, "jobs.xlsx: 3 cells changed.", changes=changes, verbose=verbose)
    return capsys.readouterr().out


def test_what_to_do_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    """Steps first, in the order of urgency, each with its row; then what waits."""
    text = shown(capsys)
    assert text.startswith("Mon 23 Nov")
    assert text.index("Meets") < text.index("Calls, Clerk") < text.index("Rows") < text.index("Waits")
    assert "(row 4)" in text
    assert "555-0100" in text
    assert text.rstrip().endswith("jobs.xlsx: 3 cells changed.")


def test_what_is_over_is_shown_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    """Closed rows and single cells are for the verbose."""
    assert "Closes" not in shown(capsys)
    text = shown(capsys, verbose=True)
    assert "Closes" in text
    assert "G4: blank -> “2026-11-23”" in text


def test_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    """An empty day says so."""
    assert "Nothing to do today." in shown(capsys, LEADS[:1])
    assert "Nothing to do today." in shown(capsys, ())


def test_problems_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    """A cell that could not be read: where, what it holds, what would be right."""
    problems = (Problem(2, "F2", "Decision by", "soon", "a date"), Problem(3, "B3", "Company", "", "a company"))
    text = shown(capsys, problems=problems)
    assert "F2 (Decision by) holds “soon”; it should be a date." in text
    assert "B3 (Company) is blank; it should be a company." in text


def test_the_same_problem_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    """Forty rows without a date are one line, not forty."""
    problems = tuple(Problem(row, "Applied on", "Applied on", "", "a date") for row in range(2, 42))
    told = "40 rows have no date: add a column Applied on (rows 2, 3, 4, 5 and 36 others)."
    assert [line for line in shown(capsys, problems=problems).splitlines() if "no date" in line] == [told]


@pytest.mark.parametrize(("leads", "told"), [(LEADS[3:4], "1 row"), ((LEADS[3], replace(LEADS[3], row=9)), "2 rows")])
def test_rows_to_fix_are_counted(leads: tuple[Lead, ...], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to do is not said alone where a row cannot be judged."""
    assert f"Nothing to do today, but {told} to fix." in shown(capsys, leads)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("field", ["company", "role", "contact"])
def test_no_cell_moves_the_cursor(field: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A cell cannot colour, clear or rewrite the terminal, nor be taken for mark-up of the table."""
    fields: dict[str, Any] = {field: text.replace("\ud800", "")}
    lead = a_lead("Applied on: 11-16 | Phone: 555-0100", **fields)
    out = shown(capsys, (lead, replace(lead, row=3, unknown_stage=text.replace("\ud800", ""))))
    assert not [sign for sign in out if ord(sign) < 32 and sign != "\n"]


def test_no_problem_or_change_moves_the_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    """What was found, and what stood in a cell, are somebody's text too."""
    hostile = HOSTILE["control characters"]
    judgement = replace(
        judge(LEADS[:1], STANDARD, TODAY), problems=(Problem(2, "F2", "Decision by", hostile, "a date"),)
    )
    terminal.show(judgement, f"{hostile}.xlsx: nothing.", changes=[Change("G4", hostile, None)], verbose=True)
    assert not [sign for sign in capsys.readouterr().out if ord(sign) < 32 and sign != "\n"]


@pytest.mark.parametrize("name", ["[bold]Acme[/bold]", "[/]", ":rocket:", "[link=http://example.com]Acme[/link]"])
def test_brackets_are_brackets(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A company called [/] prints as itself."""
    assert name in shown(capsys, (a_lead("Applied on: 11-16", company=name), a_lead("Applied on: 11-20", company=name)))


def test_not_a_terminal() -> None:
    """Under pytest, cron and pipes nobody is looking."""
    assert not terminal.is_terminal()
