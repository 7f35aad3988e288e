"""The list for the job office: what was done, from the rows and the log, sorted, with nothing invented."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from followthrough.knowing.errors import UsageError
from followthrough.knowing.leads import Interview, Touch
from followthrough.knowing.words import Outcome
from followthrough.saying.search_log import HEADINGS, Activity, as_csv, as_workbook, list_activities, save_log
from leads_for_tests import a_lead, day, table

if TYPE_CHECKING:
    from pathlib import Path

    from followthrough.knowing.leads import Lead

EVIL = ("=1+1", "+49 555 0100", "-2", "@SUM(A1)", "a, b", 'say "hello"')


def told(*leads: Lead, first: str = "11-01", last: str = "11-23") -> list[str]:
    """The activities of a period, each in one line."""
    found = list_activities(leads, day(first), day(last))
    return [" | ".join(str(cell) for cell in activity.cells()).removeprefix("2026-") for activity in found]


def read_back(workbook: bytes) -> list[tuple[object, ...]]:
    """The rows of a saved workbook."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("an application", "Role: Analyst | Applied on: 11-16", ["11-16 | Applied | Acme |  |  | Analyst | "]),
        ("where it was found", "Applied on: 11-16 | Source: Job board", ["11-16 | Applied (found through: Job board) | Acme |  |  |  | "]),
        ("what came of it", "Applied on: 11-16 | Stage: Closed", ["11-16 | Applied | Acme |  |  |  | Stage now: Closed"]),
        ("an interview", "Interview on: 11-17 | Contact: Dana Ruiz", ["11-17 | Interview | Acme | Dana Ruiz |  |  | "]),
        ("an interview to come", "Interview on: 11-24", []),
        ("follow-ups", "Last follow-up: 11-10, 11-17", ["11-10 | Follow-up | Acme |  |  |  | ", "11-17 | Follow-up | Acme |  |  |  | "]),
        ("thanks with a day", "Thank-you sent: 11-18", ["11-18 | Thank-you note | Acme |  |  |  | "]),
        ("thanks without a day", "Thank-you sent: yes", []),
        ("what they did", "Last heard: 11-18 | Decision by: 11-20 | Closed on: 11-21", []),
        ("what is planned", "Apply by: 11-20 | Check back on: 11-20", []),
        ("before the period", "Applied on: 10-31", []),
        ("a first and a last day", "Applied on: 11-01 | Last follow-up: 11-23", ["11-01 | Applied | Acme |  |  |  | ", "11-23 | Follow-up | Acme |  |  |  | "]),
    ),
)  # fmt: skip
def test_rows(cells: str, expected: list[str]) -> None:
    """Only what somebody did, on a day that is told, within the period."""
    assert told(a_lead(cells)) == expected


def a_touch(on: str, outcome: Outcome | None = None, **more: Any) -> Touch:  # noqa: ANN401 - whatever Touch takes
    """A row of the Contact log."""
    return Touch(cell="A2", on=day(on), outcome=outcome, **more)


@pytest.mark.parametrize(
    ("touch", "expected"),
    table(
        ("a call", a_touch("11-12", Outcome.SPOKE, who="Dana", how="Phone", notes="Two others left"), "11-12 | Contact | Acme | Dana | Phone |  | Spoke. Two others left"),
        ("nobody there", a_touch("11-12", Outcome.NO_ANSWER, how="Phone"), "11-12 | Contact | Acme |  | Phone |  | No answer"),
        ("a letter", a_touch("11-12", Outcome.SENT, how="Letter"), "11-12 | Follow-up | Acme |  | Letter |  | Sent"),
        ("an answer", a_touch("11-12", Outcome.REPLIED, how="Email"), "11-12 | They answered | Acme |  | Email |  | They replied"),
        ("thanks", a_touch("11-12", Outcome.THANKED, who="Dana"), "11-12 | Thank-you note | Acme | Dana |  |  | Thank-you sent"),
        ("only a note", a_touch("11-12", notes="Met at the fair"), "11-12 | Contact | Acme |  |  |  | Met at the fair"),
    ),
)  # fmt: skip
def test_contact_log(touch: Touch, expected: str) -> None:
    """The log tells person, method and result."""
    assert told(a_lead(touches=(touch,))) == [expected]


def test_log_and_row_tell_one_contact_once() -> None:
    """Where both hold the same day, the log tells more; an answer or thanks on that day is something else."""
    both = a_lead("Last follow-up: 11-12", touches=(a_touch("11-12", Outcome.VOICEMAIL, how="Phone"),))
    assert told(both) == ["11-12 | Follow-up | Acme |  | Phone |  | Left voicemail"]
    answered = a_lead("Last follow-up: 11-12", touches=(a_touch("11-12", Outcome.REPLIED),))
    assert len(told(answered)) == 2
    thanked = a_lead("Thank-you sent: 11-12", touches=(a_touch("11-12", Outcome.THANKED, how="Letter"),))
    assert told(thanked) == ["11-12 | Thank-you note | Acme |  | Letter |  | Thank-you sent"]


def test_interviews_sheet() -> None:
    """One interview a day with all who led it, and a thank-you for each."""
    rows = (
        Interview(cell="A2", on=day("11-17"), round="Panel", interviewer="Dana", thank_you_sent=day("11-18")),
        Interview(cell="A3", on=day("11-17"), round="Panel", interviewer="Sam", thank_you_sent=True),
    )
    lead = a_lead("Interview on: 11-17 | Thank-you sent: 11-18", interviews=rows)
    assert told(lead) == [
        "11-17 | Interview | Acme | Dana, Sam |  |  | Panel",
        "11-18 | Thank-you note | Acme | Dana |  |  | ",
    ]


def test_sorted_by_day() -> None:
    """By day, over all leads."""
    found = told(
        a_lead("Applied on: 11-16 | Last follow-up: 11-20"), a_lead("Company: Bolt | Applied on: 11-18", row=3)
    )
    assert [line[:5] for line in found] == ["11-16", "11-18", "11-20"]


def test_csv_is_read_back_with_formulas_defused() -> None:
    """Commas and quotes survive; what looks like a formula begins with an apostrophe."""
    found = [Activity(on=day("11-16"), what="Applied", employer=text, result=text) for text in EVIL]
    rows = list(csv.reader(io.StringIO(as_csv(found))))
    assert rows[0] == list(HEADINGS)
    assert [row[2] for row in rows[1:]] == ["'=1+1", "'+49 555 0100", "'-2", "'@SUM(A1)", "a, b", 'say "hello"']


def test_workbook_holds_text_and_dates() -> None:
    """Text stays text whatever it begins with, and days are days."""
    found = [Activity(on=day("11-16"), what="Applied", employer=text) for text in EVIL]
    content = as_workbook(found)
    rows = read_back(content)
    assert rows[0] == HEADINGS
    assert [row[2] for row in rows[1:]] == list(EVIL)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert sheet["C2"].data_type == "s"
    assert sheet["A2"].value.date() == day("11-16")


def test_hostile_cells_become_one_line() -> None:
    """Line breaks and signs that print nothing leave no trace, and a long cell is cut."""
    lead = a_lead("Applied on: 11-16", company="=cmd|' /C calc'!A0\r\nx\x00\x1b", role="y" * 5000)
    found = list_activities([lead], day("11-01"), day("11-23"))
    assert found[0].employer == "=cmd|' /C calc'!A0 x"
    assert len(found[0].role) == 300
    assert as_csv(found).splitlines()[1].startswith("2026-11-16,Applied,'=cmd")
    assert read_back(as_workbook(found))[1][2] == found[0].employer


@pytest.mark.parametrize("name", ["log.csv", "log.xlsx", "LOG.XLSX"])
def test_save_never_overwrites(name: str, tmp_path: Path) -> None:
    """The first time it writes, the second it says that something lies there."""
    path = tmp_path / name
    save_log(path, [Activity(on=date(2026, 11, 16), what="Applied", employer="Müller")])
    written = path.read_bytes()
    with pytest.raises(UsageError, match="is there already"):
        save_log(path, [])
    assert path.read_bytes() == written
    assert "Müller" in (written.decode("utf-8-sig") if name == "log.csv" else str(read_back(written)))


@pytest.mark.parametrize(
    ("name", "expected"),
    table(("an unknown kind", "log.pdf", "must end in"), ("no such folder", "no/log.csv", "cannot be")),
)
def test_save_says_what_is_wrong(name: str, expected: str, tmp_path: Path) -> None:
    """Nothing is written then."""
    with pytest.raises(UsageError, match=expected):
        save_log(tmp_path / name, [])
    assert list(tmp_path.iterdir()) == []
