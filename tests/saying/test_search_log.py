"""The list for the job office: what was done, from the rows and the log, sorted, with nothing invented."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

import csv
import io
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from followthrough.knowing.errors import UsageError
from followthrough.knowing.leads import Interview, Touch
from followthrough.knowing.words import Channel, Outcome, Stage
from followthrough.saying import search_log
from followthrough.saying.search_log import Activity, as_csv, as_workbook, forms, list_activities, save_log
from followthrough.template.formulas import CHANNELS
from leads_for_tests import TODAY, a_lead, day, table

if TYPE_CHECKING:
    from pathlib import Path

    from followthrough.knowing.leads import Lead

PLAIN = forms()["plain"]
EVIL = ("=1+1", "+49 555 0100", "-2", "@SUM(A1)", "\uff1d1", "a, b", 'say "hello"')


def told(*leads: Lead, first: str = "11-01", last: str = "11-23") -> list[str]:
    """The activities of a period, each in one line."""
    found = list_activities(leads, day(first), day(last))
    return [" | ".join(map(PLAIN.written, PLAIN.cells(each)[:7])).removeprefix("2026-") for each in found]


def application(cells: str, **more: Any) -> dict[str, str]:  # noqa: ANN401 - whatever Lead takes
    """What is told of an application, by the headings of the plain form."""
    found = list_activities([a_lead(f"Applied on: 11-03 | {cells}", **more)], day("11-03"), day("11-03"))
    return dict(zip(PLAIN.headings, map(PLAIN.written, PLAIN.cells(found[0])), strict=True))


def read_back(workbook: bytes) -> list[tuple[object, ...]]:
    """The rows of a saved workbook."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("an application", "Role: Analyst | Applied on: 11-16", ["11-16 | Applied | Acme |  |  | Analyst | "]),
        ("what came of it", "Applied on: 11-16 | Stage: Closed", ["11-16 | Applied | Acme |  |  |  | Closed"]),
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


def test_the_employer_is_told_as_the_row_knows_it() -> None:
    """Address, phone, e-mail and link of the employer, and where the job was found."""
    told_of = application(
        "Location: 1 Mill Lane, Ash | Phone: 555-0100 | Email: hr@acme.example.com | "
        "Link: https://acme.example.com/1 | Source: Job board"
    )
    assert [told_of[heading] for heading in ("Address", "Phone", "Email", "Link", "Found through")] == [
        "1 Mill Lane, Ash", "555-0100", "hr@acme.example.com", "https://acme.example.com/1", "Job board",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "more", "expected"),
    table(
        ("nothing yet", "Stage: Applied", {}, ("", "")),
        ("an answer", "Last heard: 11-12", {}, ("They answered", "2026-11-12")),
        ("an answer in the log", "Stage: Applied", {"touches": (Touch(cell="A2", on=day("11-11"), outcome=Outcome.REPLIED),)}, ("They answered", "2026-11-11")),
        ("an interview", "Stage: Interviewing | Last heard: 11-12", {}, ("Invited to an interview", "2026-11-12")),
        ("an interview by its day", "Interview on: 11-20", {}, ("Invited to an interview", "")),
        ("an offer", "Stage: Offer", {}, ("Offer", "")),
        ("a job", "Stage: Accepted | Last heard: 11-19", {}, ("Accepted", "2026-11-19")),
        ("a no, closed on a day", "Stage: Closed | A no: yes | Closed on: 11-18 | Last heard: 11-12", {}, ("Rejected", "2026-11-18")),
        ("a no, heard on a day", "Stage: Closed | A no: yes | Last heard: 11-12", {}, ("Rejected", "2026-11-12")),
        ("a no that a night saw", "Stage: Closed | A no: yes | Stage since: 11-15", {}, ("Rejected", "2026-11-15")),
        ("a no with a day of its own", "Rejected on: 11-17 | Closed on: 11-18", {}, ("Rejected", "2026-11-17")),
        ("a no after an interview", "Stage: Closed | A no: yes | Interview on: 11-10 | Closed on: 11-18", {}, ("Rejected", "2026-11-18")),
        ("over, and no word that it was a no", "Stage: Closed | Closed on: 11-18", {}, ("Closed", "2026-11-18")),
        ("let go", "Stage: Moved on", {}, ("", "")),
        ("seen at its stage, which is no answer", "Stage: Applied | Stage since: 11-15", {}, ("", "")),
    ),
)  # fmt: skip
def test_what_came_of_an_application(cells: str, more: dict[str, Any], expected: tuple[str, str]) -> None:
    """The kind of the answer and its day; what is not known stays blank."""
    told_of = application(cells, **more)
    assert (told_of["Result"], told_of["Answered on"]) == expected


def test_what_was_sent_on_the_day_of_applying_is_the_application() -> None:
    """The log tells how it was sent and to whom; it is no follow-up besides."""
    touch = a_touch("11-16", Outcome.SENT, who="Dana", how="Letter")
    assert told(a_lead("Applied on: 11-16", touches=(touch,))) == ["11-16 | Applied | Acme | Dana | Letter |  | "]
    assert len(told(a_lead("Applied on: 11-16", touches=(a_touch("11-16", Outcome.SPOKE),)))) == 2


@pytest.mark.parametrize("name", forms())
def test_each_form_holds_what_there_is(name: str) -> None:
    """Its columns hold fields of an activity, its words are ours, and what a terminal shows is among its columns."""
    form = forms()[name]
    known = set(Activity.__struct_fields__)
    assert {each for _, *names in form.columns for each in names} <= known
    assert set(form.screen) <= set(form.headings)
    assert len(set(form.headings)) == len(form.headings)
    ours = {value for name, value in vars(search_log).items() if name.isupper() and isinstance(value, str)}
    assert form.words.keys() <= ours | {*Outcome, *Channel, *CHANNELS, *Stage}


GERMAN = """Datum;Art der Bemühung;Arbeitgeber;Anschrift;Ansprechpartner;Telefon / E-Mail;Stelle;Stellenquelle;Kontaktart;\
Ergebnis;Antwort am
16.11.2026;Bewerbung;Müller;Am Markt 1, Bonn;Dana;555-0100, hr@example.com;Analyst;;schriftlich;Absage;18.11.2026
""".replace("\\\n", "")


def test_a_german_form_speaks_german() -> None:
    """Its words, its way of writing a day, and the sign between cells that Excel expects there."""
    touch = a_touch("11-16", Outcome.SENT, how="Letter")
    lead = a_lead(
        "Company: Müller | Role: Analyst | Applied on: 11-16 | Contact: Dana | Phone: 555-0100 | Email: hr@example.com | "
        "Location: Am Markt 1, Bonn | Stage: Closed | A no: yes | Closed on: 11-18",
        touches=(touch,),
    )
    assert as_csv(list_activities([lead], day("11-01"), day("11-23")), forms()["de"]) == GERMAN


def test_a_us_form_has_ten_columns() -> None:
    """As most states ask for them; the answer stands with its day."""
    form = forms()["us"]
    lead = a_lead("Applied on: 11-16 | Stage: Closed | A no: yes | Closed on: 11-18 | Role: Analyst")
    (cells,) = map(form.cells, list_activities([lead], day("11-01"), day("11-23")))
    assert len(form.headings) == 10
    assert (form.written(cells[0]), *cells[1:]) == (
        "11/16/2026", "Applied for the job", "Acme", "", "", "", "", "", "Analyst", "Rejected, 11/18/2026",
    )  # fmt: skip


def test_csv_is_read_back_with_formulas_defused() -> None:
    """Commas and quotes survive; what looks like a formula begins with an apostrophe."""
    found = [Activity(on=day("11-16"), what="Applied", employer=text, result=text) for text in EVIL]
    rows = list(csv.reader(io.StringIO(as_csv(found, PLAIN))))
    assert rows[0] == list(PLAIN.headings)
    assert [row[2] for row in rows[1:]] == [
        "'=1+1",
        "'+49 555 0100",
        "'-2",
        "'@SUM(A1)",
        "'\uff1d1",
        "a, b",
        'say "hello"',
    ]


def test_workbook_holds_text_and_dates() -> None:
    """Text stays text whatever it begins with, and days are days."""
    found = [Activity(on=day("11-16"), what="Applied", employer=text) for text in EVIL]
    content = as_workbook(found, PLAIN)
    rows = read_back(content)
    assert rows[0] == PLAIN.headings
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
    assert as_csv(found, PLAIN).splitlines()[1].startswith("2026-11-16,Applied,'=cmd")
    assert read_back(as_workbook(found, PLAIN))[1][2] == found[0].employer


@pytest.mark.parametrize("name", ["log.csv", "log.xlsx", "LOG.XLSX"])
def test_save_never_overwrites(name: str, tmp_path: Path) -> None:
    """The first time it writes, the second it says that something lies there."""
    path = tmp_path / name
    save_log(path, [Activity(on=date(2026, 11, 16), what="Applied", employer="Müller")], PLAIN)
    written = path.read_bytes()
    with pytest.raises(UsageError, match="is there already"):
        save_log(path, [], PLAIN)
    assert path.read_bytes() == written
    assert "Müller" in (written.decode("utf-8-sig") if name == "log.csv" else str(read_back(written)))


@pytest.mark.parametrize(
    ("name", "expected"),
    table(("an unknown kind", "log.pdf", "must end in"), ("no such folder", "no/log.csv", "cannot be")),
)
def test_save_says_what_is_wrong(name: str, expected: str, tmp_path: Path) -> None:
    """Nothing is written then."""
    with pytest.raises(UsageError, match=expected):
        save_log(tmp_path / name, [], PLAIN)
    assert list(tmp_path.iterdir()) == []


FORMULAS = {
    "a formula": "=1+1",
    "a number": "+49 555 0100",
    "a minus": "-2+3",
    "an at sign": "@SUM(A1)",
    "wide signs": "\uff1d1\uff0b1",
    "a wide at sign": "\uff20SUM(A1)",
    "small signs": "\ufe661+1",
    "spaces before it": "  =1+1",
    "behind a semicolon": "Acme;=1+1",
    "behind a semicolon and a space": "Acme; =1+1",
    "behind a comma": "Acme,@SUM(A1)",
    "in quotation marks": 'Acme;"=1+1"',
    "behind several": "a;=1;+2;-3",
}


@pytest.mark.parametrize("text", FORMULAS.values(), ids=FORMULAS)
def test_no_cell_of_a_csv_is_a_formula_anywhere(text: str) -> None:
    """In half of Europe Excel ends a cell at each semicolon, in Asia a wide sign begins a formula as well (promise 6)."""
    done = Activity(on=TODAY, what="Applied", employer=text)
    for line in as_csv([done], PLAIN).splitlines():
        for sign in ",;\t|":
            for cell in next(csv.reader([line], delimiter=sign)):
                start = unicodedata.normalize("NFKC", cell.strip(" \t\"'")) if not cell.startswith("'") else "'"
                assert not start.startswith(("=", "+", "-", "@")), cell


SOUND = {"a hyphen": "Smith-Jones", "a list": "Dana; Ben", "a sum": "1+1", "an address": "dana@example.com"}


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_plain_text_stays_as_it_is(text: str) -> None:
    """An apostrophe would be seen by whoever reads the file."""
    assert text in as_csv([Activity(on=TODAY, what="Applied", employer=text)], PLAIN)
