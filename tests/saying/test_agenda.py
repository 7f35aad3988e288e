"""The calendar file: one entry a step, known again in the next file, and no cell breaks out of it."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.judging.judge import judge
from followthrough.knowing.policy import STANDARD
from followthrough.saying.agenda import follow_ups
from leads_for_tests import a_lead, day, table

if TYPE_CHECKING:
    from followthrough.knowing.leads import Lead

MONDAY = "11-23"


def written(*leads: Lead | str, today: str = MONDAY) -> bytes:
    """The file for these leads."""
    rows = [a_lead(lead, row=row) if isinstance(lead, str) else lead for row, lead in enumerate(leads, 2)]
    return follow_ups(judge(rows, STANDARD, day(today)), "jobs.xlsx")


def entries(*leads: Lead | str, today: str = MONDAY) -> list[Any]:
    """Its entries as a calendar reads them; what a property holds is the library's to know."""
    return list(icalendar.Calendar.from_ical(written(*leads, today=today)).walk("VEVENT"))


def shown(*leads: Lead | str, today: str = MONDAY) -> list[str]:
    """Day and title of each entry."""
    return [f"{event['DTSTART'].dt:%m-%d} {event['SUMMARY']}" for event in entries(*leads, today=today)]


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    table(
        ("not open yet: its first day", "Applied on: 11-20", "11-23", "11-27 Follow up: Acme (until Mon 30 Nov)"),
        ("opens today", "Applied on: 11-16", "11-23", "11-23 Follow up: Acme (until Thu 26 Nov)"),
        ("open already: the next day", "Applied on: 11-16", "11-24", "11-25 Follow up: Acme (until Thu 26 Nov)"),
        ("its last day tomorrow", "Applied on: 11-16", "11-25", "11-26 Follow up: Acme"),
        ("its last day today", "Applied on: 11-16", "11-26", "11-26 Follow up: Acme"),
        ("overdue: the next weekday", "Applied on: 11-16 | Email: dana@example.com", "11-27", "11-30 Follow up: Acme (was good until Thu 26 Nov)"),
        ("no first day", "Stage: Offer | Offer reply by: 11-30", "11-23", "11-24 Reply to the offer: Acme (until Mon 30 Nov)"),
        ("the role too", "Role: Analyst | Applied on: 11-16", "11-23", "11-23 Follow up: Acme, Analyst (until Thu 26 Nov)"),
    ),
)  # fmt: skip
def test_day_and_title(cells: str, today: str, expected: str) -> None:
    """It stands on the first good day; what is open already moves along; the last good day is in the title."""
    assert shown(cells, today=today) == [expected]


@pytest.mark.parametrize(
    ("cells", "today"),
    table(
        ("no date at all", "Stage: Wishlist", "11-23"),
        ("over", "Stage: Closed", "11-23"),
        ("move on", "Applied on: 08-03", "11-23"),
        ("a row to mend", "Company: | Applied on: 11-16", "11-23"),
        ("long overdue", "Applied on: 11-02 | Email: dana@example.com", "11-27"),
        ("nobody to ask, and too late", "Applied on: 11-09", "11-23"),
    ),
)
def test_no_entry(cells: str, today: str) -> None:
    """What has no day, is no step, or is too late to be a plan stands in no calendar."""
    assert shown(cells, today=today) == []


def test_every_step_of_a_lead() -> None:
    """Thanks today and the next round next week are two entries."""
    assert shown("Rounds: 11-22, 12-01") == [
        "11-23 Send thank-you: Acme",
        "11-28 Prepare for the interview: Acme (until Tue 1 Dec)",
    ]


def test_all_day_and_nobody_is_busy() -> None:
    """One day, no time, no zone; free, and private in a calendar that is shared."""
    (event,) = entries("Applied on: 11-16")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (day("11-23"), day("11-24"))
    assert (event["TRANSP"], event["CLASS"]) == ("TRANSPARENT", "PRIVATE")


def test_notes_say_why_and_of_when() -> None:
    """The reason with its dates, and which day and row it comes from: an old entry can be told from a new one."""
    (event,) = entries("Contact: Dana | Email: dana@example.com | Applied on: 11-16")
    why, source = event["DESCRIPTION"].splitlines()[-2:]
    assert "16 Nov" in why
    assert source == "As of Mon 23 Nov 2026: jobs.xlsx, row 2."


def test_known_again() -> None:
    """A later file moves the entry: same UID, a later edition, a later stamp."""
    (first,), (later,) = entries("Applied on: 11-16"), entries("Applied on: 11-16", today="11-25")
    assert first["UID"] == later["UID"]
    assert first["SEQUENCE"] < later["SEQUENCE"]
    assert first["DTSTAMP"].dt < later["DTSTAMP"].dt


def test_known_again_in_another_row() -> None:
    """Neither sorting the rows nor the case of a name makes a new entry."""
    before = {
        event["UID"]
        for event in entries("Company: Acme | Applied on: 11-16", "Company: Fresh Foods | Applied on: 11-16")
    }
    after = {
        event["UID"]
        for event in entries("Company: fresh  foods | Applied on: 11-16", "Company: ACME | Applied on: 11-16")
    }
    assert before == after


@pytest.mark.parametrize(
    "other",
    table(
        ("another company", "Company: Fresh Foods | Applied on: 11-16"),
        ("another role", "Role: Analyst | Applied on: 11-16"),
        ("another application", "Applied on: 11-17"),
        ("the same again", "Applied on: 11-16"),
    ),
)
def test_told_apart(other: str) -> None:
    """Different leads, and two rows that are alike, never share an entry."""
    assert len({event["UID"] for event in entries("Applied on: 11-16", other)}) == 2


def test_same_bytes_every_time() -> None:
    """Nothing comes from a clock or a lot."""
    assert written("Applied on: 11-16", "Rounds: 11-22, 11-30") == written("Applied on: 11-16", "Rounds: 11-22, 11-30")


def test_empty() -> None:
    """Without anything to do it is a calendar without entries."""
    assert (
        written() == b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//followthrough//follow-ups//EN\r\nEND:VCALENDAR\r\n"
    )


@pytest.mark.parametrize(
    "company",
    table(
        ("line breaks", "Acme\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil"),
        ("bare returns", "Acme\rATTENDEE:mailto:eve@example.com"),
        ("other line ends", "Acme\u2028X-EVIL:1\x85X-EVIL:2\x0bX-EVIL:3"),
        ("signs of its own", 'Acme; ,\\n \\N :"'),
        ("markup", "<script>alert(1)</script>"),
        ("right to left", "\u202eemcA\u202c"),
        ("emoji", "👩‍💻" * 50),
        ("5,000 letters", "ä" * 5000),
        ("control signs", "Ac\x00me\x07\x1b[31m"),
        ("half a letter", "Ac\ud83dme"),
        ("a scheme", "javascript:alert(1)"),
    ),
)
def test_hostile_company(company: str) -> None:
    """One entry with the same properties as any other, in lines of the length that calendars read."""
    lead = a_lead("Applied on: 11-16", company=company, role=company, contact=company, email="dana@example.com")
    (event,) = entries(lead)
    assert sorted(event) == sorted(entries("Applied on: 11-16")[0])
    assert str(event["SUMMARY"]).isprintable()
    assert len(event["SUMMARY"]) < 200
    assert all(len(line) <= 75 for line in written(lead).split(b"\r\n"))


@settings(derandomize=True, deadline=None)
@given(st.text(st.characters(codec=None), max_size=100), st.text(st.characters(codec=None), max_size=100))
def test_any_words(company: str, role: str) -> None:
    """Whatever stands in the cells, the file has one entry or none, and reads back."""
    lead = a_lead("Applied on: 11-16", company=company or "Acme", role=role)
    assert len(entries(lead)) <= 1
    assert written(lead).count(b"BEGIN:VEVENT\r\n") <= 1
