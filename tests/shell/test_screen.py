"""A person sees totals and what to do today on the first screen, a line each; the rest in few lines."""

from __future__ import annotations

import re
from typing import Any

import pytest

from followthrough.judging.judge import judge
from followthrough.judging.judgement import Change, Judgement
from followthrough.knowing.leads import Lead, Problem
from followthrough.knowing.policy import STANDARD
from followthrough.knowing.record import replace
from followthrough.shell import screen
from leads_for_tests import TODAY, a_lead, table
from mails_for_tests import HOSTILE
from terminal_for_tests import looked_at

LEADS = (
    a_lead("Company: Waits | Applied on: 11-20 | Email: hr@example.com", row=2),
    a_lead("Company: Closes | Stage: Closed | Applied on: 10-01", row=3),
    a_lead("Company: Calls | Role: Clerk | Applied on: 11-16 | Phone: 555-0100 | Prefers: Phone", row=4),
    a_lead("Company: Rows | Unknown stage: Blue", row=5),
    a_lead("Company: Meets | Interview on: 11-24", row=6),
)


def shown(
    capsys: pytest.CaptureFixture[str], leads: tuple[Lead, ...] = LEADS, *, verbose: bool = False, **more: object
) -> str:
    judgement: Judgement = replace(judge(leads, STANDARD, TODAY), **more)
    screen.show(judgement, "jobs.xlsx: 3 cells changed.", [Change("G4", None, TODAY)], verbose=verbose)
    return capsys.readouterr().out


def test_what_to_do_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    """Totals, then a line each in the order of urgency, with the row; what waits or is over is a number."""
    lines = shown(capsys).splitlines()
    assert lines[:5] == [
        "Mon 23 Nov 2026: 2 due, 1 to fix",
        "",
        "Row  Lead          Next step                  When",
        "6    Meets         Prepare for the interview  on Tue 24 Nov",
        "4    Calls, Clerk  Follow up                  by Thu 26 Nov",
    ]
    assert "1 waiting, 1 closed" in lines
    assert lines[-1].startswith("jobs.xlsx: 3 cells changed.")
    assert not [line for line in lines if "555-0100" in line or "Waits" in line]


def test_why_and_the_others_are_shown_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    """Why, rows that wait or are over, and single cells are for the verbose."""
    text = shown(capsys, verbose=True)
    assert all(word in text for word in ("Closes", "Waits", "555-0100", "G4: blank -> “2026-11-23”"))


def test_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    """An empty day says so, and what comes next; a worksheet without leads is not quiet but empty."""
    assert "Nothing to do today. Next: Waits, Follow up from Fri 27 Nov." in shown(capsys, LEADS[:1])
    assert "Nothing to do today.\n" in shown(capsys, LEADS[1:2])
    assert "No leads found" in shown(capsys, ())


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_long_tracker_fits_a_screen_and_a_half(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """150 leads of every kind: what was left out is counted, no line is too long, the first screen says what to do."""
    looked_at(monkeypatch, columns)
    leads = tuple(LEADS[row % 5].but(row=row, company=f"Company {row} of a long name") for row in range(2, 152))
    lines = shown(capsys, leads).splitlines()
    assert len(lines) <= 36
    assert max(map(len, lines)) < columns
    assert lines[0] == "Mon 23 Nov 2026: 60 due, 30 to fix"
    listed = [line for line in lines[3:24] if "Prepare" in line or "Follow up" in line or "Follow …" in line]
    assert len(listed) == 21
    (more,) = (line for line in lines if "more: --verbose" in line)
    assert int(more.split()[1]) == 60 - sum("Company" in line and "Nov" in line for line in lines)


def test_all_that_is_to_be_fixed_is_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A few by sentence, the others by number; alone they are all there."""
    looked_at(monkeypatch, 200)
    problems = tuple(Problem(row, f"F{row}", "Decision by", f"soon {row}", "a date") for row in range(2, 12))
    told = [line for line in shown(capsys, LEADS[:1], problems=problems).splitlines() if "Decision by" in line]
    assert len(told) == 4
    assert "and 6 more to fix: --verbose lists them." in shown(capsys, LEADS[:1], problems=problems)
    assert "soon 11" in shown(capsys, LEADS[:1], problems=problems, verbose=True)


@pytest.mark.parametrize(
    ("environment", "has_colour"),
    table(("a terminal", {}, True), ("NO_COLOR", {"NO_COLOR": "1"}, False), ("a dumb one", {"TERM": "dumb"}, False)),
)
def test_colours(
    environment: dict[str, str], has_colour: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there are none, or somebody wants none, the words say as much."""
    looked_at(monkeypatch, 80)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert bool(re.search(r"\x1b\[[\d;]*3\d", shown(capsys))) == has_colour


def test_one_lead(capsys: pytest.CaptureFixture[str]) -> None:
    """What to do, until when, why, and what is worth knowing of it."""
    judgement = judge(LEADS, STANDARD, TODAY)
    screen.show_leads(judgement, "calls")
    first, step, why, *_ = capsys.readouterr().out.splitlines()
    assert (first, step) == ("Calls, Clerk (row 4)", "  Due: Follow up by Thu 26 Nov")
    assert "Call 555-0100." in why


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


@pytest.mark.parametrize(("leads", "told"), [(LEADS[3:4], "1 row"), ((LEADS[3], LEADS[3].but(row=9)), "2 rows")])
def test_rows_to_fix_are_counted(leads: tuple[Lead, ...], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to do is not said alone where a row cannot be judged."""
    assert f"Nothing to do today, but {told} to fix." in shown(capsys, leads)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("field", ["company", "role", "contact"])
def test_no_cell_moves_the_cursor(field: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A cell cannot colour, clear or rewrite the terminal, nor be taken for mark-up of the table."""
    fields: dict[str, Any] = {field: text.replace("\ud800", "")}
    lead = a_lead("Applied on: 11-16 | Phone: 555-0100", **fields)
    out = shown(capsys, (lead, lead.but(row=3, unknown_stage=text.replace("\ud800", ""))))
    assert not [sign for sign in out if ord(sign) < 32 and sign != "\n"]


def test_no_problem_or_change_moves_the_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    """What was found, and what stood in a cell, are somebody's text too."""
    hostile = HOSTILE["control characters"]
    judgement = replace(
        judge(LEADS[:1], STANDARD, TODAY), problems=(Problem(2, "F2", "Decision by", hostile, "a date"),)
    )
    screen.show(judgement, f"{hostile}.xlsx: nothing.", [Change("G4", hostile, None)], verbose=True)
    assert not [sign for sign in capsys.readouterr().out if ord(sign) < 32 and sign != "\n"]
