"""The sheets Contact log and Interviews: each row goes to the leads it belongs to, or is a problem to report."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from followthrough.knowing.hints import Hints
from followthrough.knowing.leads import Interview, Lead
from followthrough.knowing.words import Outcome, Stage
from followthrough.reading.frames import Frame
from followthrough.understanding.logs import is_log, join_logs
from leads_for_tests import a_lead, table

DAY, ON = datetime(2026, 11, 16), date(2026, 11, 16)  # noqa: DTZ001 - cells have no zone
LOG = ["Date", "Company", "Role", "Who", "How", "Outcome", "Check back on", "Notes"]
ROUNDS = ["Date", "Company", "Role", "Round", "Interviewer", "Email", "Mention", "Thank-you sent"]


def joined(
    sheet: str, *rows: list[object], leads: list[Lead] | None = None, hints: Hints | None = None
) -> tuple[list[Lead], list[tuple[str, str, str]]]:
    """The leads with what a log sheet adds to them, and the problems as (cell, column, found)."""
    headings = LOG if sheet == "Contact log" else ROUNDS
    filled = [[*row, *[""] * (len(headings) - len(row))] for row in rows]
    with_logs, problems = join_logs(leads or [a_lead()], [Frame(sheet, [list(headings), *filled])], hints or Hints(), 0)
    return list(with_logs), [(problem.cell, problem.column, problem.found) for problem in problems]


def test_a_touch() -> None:
    """A row of the log is a touch of its lead, with the cell it came from."""
    (lead,), problems = joined("Contact log", [DAY, "acme ", "", "Dana", "Phone", "Left voicemail", "2026-11-30"])
    (touch,) = lead.touches
    told = (touch.cell, touch.on, touch.outcome, touch.who, touch.check_back_on)
    assert told == ("'Contact log'!A2", ON, Outcome.VOICEMAIL, "Dana", date(2026, 11, 30))
    assert problems == []


def test_an_interview() -> None:
    """A row of Interviews is an interviewer and a round of its lead."""
    row: list[object] = [DAY, "Acme", "", "2nd", "Kim Lee", "kim@example.com", "the harbour", "yes"]
    (lead,), problems = joined("Interviews", row)
    interview = Interview(
        cell="Interviews!A2",
        on=ON,
        round="2nd",
        interviewer="Kim Lee",
        email="kim@example.com",
        mention="the harbour",
        thank_you_sent=True,
    )
    assert (lead.interviews, problems) == ((interview,), [])


OUTCOMES = table(
    *((outcome, outcome, outcome) for outcome in Outcome),
    ("capitals", "LEFT VOICEMAIL", Outcome.VOICEMAIL),
    ("voicemail", "voicemail", Outcome.VOICEMAIL),
    ("no reply", "no reply", Outcome.NO_ANSWER),
    ("blank", "", None),
)


@pytest.mark.parametrize(("word", "outcome"), OUTCOMES)
def test_outcomes(word: str, outcome: Outcome | None) -> None:
    """The six words of the rulebook, and near ones."""
    (lead,), problems = joined("Contact log", [DAY, "Acme", "", "", "", word])
    assert (lead.touches[0].outcome, problems) == (outcome, [])


BELONGS = table(
    ("only lead of the company", ["Company: Acme", "Company: Bolt"], "Acme", "", [0]),
    ("by role", ["Role: Analyst", "Role: Clerk"], "Acme", "clerk", [1]),
    ("another role, one lead", ["Role: Analyst"], "Acme", "Senior Analyst", [0]),
    ("without a role, the only one not over", ["Stage: Closed", "Stage: Applied"], "Acme", "", [1]),
    ("without a role, moved on is over", ["Stage: Moved on", "Stage: Applied"], "Acme", "", [1]),
    ("without a role, every one not over", ["Role: Cook", "Role: Clerk", "Stage: Closed"], "Acme", "", [0, 1]),
    (
        "without a role, of that company only",
        ["Role: Cook", "Role: Clerk", "Company: Bolt"],
        "Acme",
        "",
        [0, 1],
    ),
    ("on hold is not over", ["Role: Cook | Stage: On hold", "Role: Clerk"], "Acme", "", [0, 1]),
    ("same role twice, one over", ["Role: Clerk | Stage: Closed", "Role: Clerk"], "Acme", "Clerk", [1]),
    ("same role twice", ["Role: Clerk", "Role: Clerk", "Role: Cook"], "Acme", "Clerk", [0, 1]),
    ("all over but named by role", ["Role: Clerk | Stage: Closed", "Role: Cook | Stage: Closed"], "Acme", "Cook", [1]),
    ("the only one, and over", ["Stage: Closed"], "Acme", "", [0]),
)


@pytest.mark.parametrize("sheet", ["Contact log", "Interviews"])
@pytest.mark.parametrize(("leads", "company", "role", "places"), BELONGS)
def test_belongs_to(leads: list[str], company: str, role: str, places: list[int], sheet: str) -> None:
    """By company, then by role; without a role to every lead there that is not over (rules 2)."""
    with_logs, problems = joined(sheet, [DAY, company, role], leads=[a_lead(cells) for cells in leads])
    assert ([at for at, lead in enumerate(with_logs) if lead.touches or lead.interviews], problems) == (places, [])


HOMELESS = table(
    ("no such company", [DAY, "Zeta"], "B2", "Company", "Zeta"),
    ("several leads, all over", [DAY, "Cody"], "C2", "Role", ""),
    ("no such role among several", [DAY, "Acme", "Pilot"], "C2", "Role", "Pilot"),
    ("no company", [DAY, "", "", "Dana"], "B2", "Company", ""),
    ("no date", ["", "Bolt"], "A2", "Date", ""),
    ("no readable date", ["soon", "Bolt"], "A2", "Date", "soon"),
    ("either order", ["03/11/2026", "Bolt"], "A2", "Date", "03/11/2026"),
    ("an outcome nobody knows", [DAY, "Bolt", "", "", "", "Hmm"], "F2", "Outcome", "Hmm"),
    ("no readable day to check back", [DAY, "Bolt", "", "", "", "Sent", "soon"], "G2", "Check back on", "soon"),
)


@pytest.mark.parametrize(("row", "cell", "column", "found"), HOMELESS)
def test_problems(row: list[object], cell: str, column: str, found: str) -> None:
    """What fits no lead, or cannot be read, is told with its sheet and the cell that would decide."""
    leads = [a_lead("Role: Analyst"), a_lead("Role: Clerk"), a_lead("Company: Bolt")]
    leads += [a_lead("Company: Cody | Role: Cook | Stage: Closed"), a_lead("Company: Cody | Stage: Moved on")]
    _, problems = joined("Contact log", row, leads=leads)
    assert problems == [(f"'Contact log'!{cell}", column, found)]


def test_an_unknown_outcome_still_is_a_touch() -> None:
    """That they were in contact is true whatever came of it."""
    (lead,), _ = joined("Contact log", [DAY, "Acme", "", "", "", "Hmm"])
    assert [touch.on for touch in lead.touches] == [ON]


def test_unreadable_thanks_are_told() -> None:
    """Perhaps is no thank-you."""
    (lead,), problems = joined("Interviews", [DAY, "Acme", "", "", "", "", "", "perhaps"])
    assert (lead.interviews[0].thank_you_sent, problems) == (None, [("Interviews!H2", "Thank-you sent", "perhaps")])


def test_empty_looking_rows_are_passed_over() -> None:
    """Spaces, FALSE and a default under How are no contact."""
    (lead,), problems = joined("Contact log", [""], [" ", " "], [False], ["", "", "", "", "Phone"])
    assert (lead.touches, problems) == ((), [])


def test_order_of_day_and_month_is_shown_by_the_sheet() -> None:
    """One unambiguous day tells of the others; else the config."""
    (lead,), problems = joined("Contact log", ["16/11/2026", "Acme"], ["03/11/2026", "Acme"])
    assert ([touch.on for touch in lead.touches], problems) == ([ON, date(2026, 11, 3)], [])
    (lead,), problems = joined("Contact log", ["03/11/2026", "Acme"], hints=Hints(day_first=False))
    assert ([touch.on for touch in lead.touches], problems) == ([date(2026, 3, 11)], [])


def test_a_log_without_headings_is_left_alone() -> None:
    """A sheet that is called so and holds something else adds nothing."""
    leads, problems = join_logs([a_lead()], [Frame("Contact log", [["My", "notes"], ["a", "b"]])], Hints(), 0)
    assert (leads[0].touches, problems) == ((), ())


def test_title_above_the_headings() -> None:
    """A title row above does no harm, and references count from the top."""
    frame = Frame("Interviews", [["My interviews", ""], ["Company", "Date"], ["Zeta", DAY]])
    _, problems = join_logs([a_lead()], [frame], Hints(), 0)
    assert [problem.cell for problem in problems] == ["Interviews!A3"]


@pytest.mark.parametrize("name", ["Contact log", "CONTACT LOG", "contact-log", "Interviews", " interviews "])
def test_log_sheets_by_name(name: str) -> None:
    """The two sheets are known by their names."""
    assert is_log(name)


@pytest.mark.parametrize("name", ["Jobs", "Contacts", "Log", "Interview"])
def test_other_sheets_are_no_logs(name: str) -> None:
    """Other sheets are not."""
    assert not is_log(name)


def test_stage_is_untouched() -> None:
    """Joining adds touches and interviews, nothing else."""
    before = a_lead("Stage: Applied | Applied on: 11-02")
    (after,), _ = joined("Contact log", [DAY, "Acme", "", "", "", "They replied"], leads=[before])
    assert (after.stage, after.applied_on, after.last_heard) == (Stage.APPLIED, before.applied_on, None)
