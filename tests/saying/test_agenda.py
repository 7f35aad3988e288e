"""The calendar file: one entry a step, known again in the next file, and no cell breaks out of it."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.judging.judge import judge
from followthrough.knowing.leads import Interview
from followthrough.knowing.policy import STANDARD
from followthrough.saying.agenda import as_file, entries, remembered
from followthrough.saying.week import plan_week
from leads_for_tests import a_lead, day, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from followthrough.knowing.leads import Lead

MONDAY = "11-23"
TALK = a_lead("Interview on: 11-25 | Contact: Joan Mbeki", interview_at=time(10, 30), location="1 Main Street")


def written(*leads: Lead | str, today: str = MONDAY, before: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """The file for these leads."""
    rows = [a_lead(lead, row=row) if isinstance(lead, str) else lead for row, lead in enumerate(leads, 2)]
    judgement = judge(rows, STANDARD, day(today))
    return as_file(judgement.today, entries(judgement, {}, "jobs.xlsx"), before).content


def sent(*leads: Lead | str, today: str = MONDAY) -> dict[str, str]:
    """What is remembered of the file for these leads."""
    rows = [a_lead(lead, row=row) if isinstance(lead, str) else lead for row, lead in enumerate(leads, 2)]
    return remembered(entries(judge(rows, STANDARD, day(today)), {}, "jobs.xlsx"))


def events(*leads: Lead | str, today: str = MONDAY, before: Mapping[str, str] = MappingProxyType({})) -> list[Any]:
    """Its entries as a calendar reads them; what a property holds is the library's to know."""
    return list(icalendar.Calendar.from_ical(written(*leads, today=today, before=before)).walk("VEVENT"))


def shown(*leads: Lead | str, today: str = MONDAY) -> list[str]:
    """Day and title of each entry."""
    return [f"{event['DTSTART'].dt:%m-%d} {event['SUMMARY']}" for event in events(*leads, today=today)]


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
        ("a row to fix", "Company: | Applied on: 11-16", "11-23"),
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
    (event,) = events("Applied on: 11-16")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (day("11-23"), day("11-24"))
    assert (event["TRANSP"], event["CLASS"]) == ("TRANSPARENT", "PRIVATE")


def test_notes_say_why_and_of_when() -> None:
    """The reason with its dates, and which day and row it comes from: an old entry can be told from a new one."""
    (event,) = events("Contact: Dana | Email: dana@example.com | Applied on: 11-16")
    why, source = event["DESCRIPTION"].splitlines()[-2:]
    assert "16 Nov" in why
    assert source == "As of Mon 23 Nov 2026: jobs.xlsx, row 2."


def test_known_again() -> None:
    """A later file moves the entry: same UID, a later edition, a later stamp."""
    (first,), (later,) = events("Applied on: 11-16"), events("Applied on: 11-16", today="11-25")
    assert first["UID"] == later["UID"]
    assert first["SEQUENCE"] < later["SEQUENCE"]
    assert first["DTSTAMP"].dt < later["DTSTAMP"].dt


def test_known_again_in_another_row() -> None:
    """Neither sorting the rows nor the case of a name makes a new entry."""
    before = {
        event["UID"]
        for event in events("Company: Acme | Applied on: 11-16", "Company: Fresh Foods | Applied on: 11-16")
    }
    after = {
        event["UID"]
        for event in events("Company: fresh  foods | Applied on: 11-16", "Company: ACME | Applied on: 11-16")
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
    assert len({event["UID"] for event in events("Applied on: 11-16", other)}) == 2


def test_an_interview_with_a_time_is_an_appointment() -> None:
    """An hour that is taken, at its place, with an alarm an hour before; preparing for it is an entry beside it."""
    prepare, talk = events(TALK)
    assert str(prepare["SUMMARY"]).startswith("Prepare for the interview")
    assert (talk["DTSTART"].dt, talk["DTEND"].dt) == (datetime(2026, 11, 25, 10, 30), datetime(2026, 11, 25, 11, 30))  # noqa: DTZ001 - the time on the wall
    assert (talk["SUMMARY"], talk["LOCATION"], "TRANSP" in talk) == ("Interview: Acme", "1 Main Street", False)
    assert talk["DESCRIPTION"].splitlines()[0] == "With Joan Mbeki."
    (alarm,) = talk.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(hours=-1))


@pytest.mark.parametrize(
    "lead",
    table(
        ("no time is known", a_lead("Interview on: 11-25")),
        ("it was held", a_lead("Interview on: 11-20", interview_at=time(10, 30))),
        ("the time of another day", a_lead("Interview on: 11-20 | Rounds: 11-20, 11-25", interview_at=time(10, 30))),
        ("it is over", a_lead("Stage: Closed | Interview on: 11-20", interview_at=time(10, 30))),
    ),
)
def test_no_appointment(lead: Lead) -> None:
    """None where nothing is to come, and no time is guessed."""
    assert [each for each in events(lead) if isinstance(each["DTSTART"].dt, datetime)] == []


def test_an_interview_that_is_moved_is_the_same_appointment() -> None:
    """The next round is another one, and the one that was held stays where it was."""
    moved = a_lead("Interview on: 11-27", interview_at=time(9))
    second = a_lead(
        "Rounds: 11-25, 12-02",
        interviews=(Interview(cell="A2", on=day("11-25")), Interview(cell="A3", on=day("12-02"), at=time(9))),
    )
    first_uid, moved_uid = (events(lead)[1]["UID"] for lead in (TALK, moved))
    later = events(second, today="11-29", before=sent(TALK))
    assert first_uid == moved_uid
    assert first_uid not in {each["UID"] for each in later}
    assert [each["DTSTART"].dt for each in later if each["UID"].startswith("interview")] == [datetime(2026, 12, 2, 9)]  # noqa: DTZ001 - the time on the wall


def test_what_is_done_is_cancelled_once() -> None:
    """The next file takes it back under the same UID, with a later edition; the one after that knows nothing of it."""
    before = sent("Applied on: 11-16")
    done = "Applied on: 11-16 | Last follow-up: 11-24"
    gone, fresh = events(done, today="11-29", before=before)[::-1]
    assert (gone["UID"], gone["STATUS"]) == (next(iter(before)), "CANCELLED")
    assert (gone["SUMMARY"], gone["DTSTART"].dt) == ("Follow up: Acme (until Thu 26 Nov)", day("11-23"))
    assert "STATUS" not in fresh
    assert len(events(done, today="11-29", before=sent(done, today="11-29"))) == 1


def test_an_appointment_that_was_called_off_is_cancelled() -> None:
    """As long as it lies ahead; a talk that was held is not taken back."""
    off = a_lead("Stage: Interviewing", called_off=True)
    states = {str(each["SUMMARY"]): each.get("STATUS") for each in events(off, today="11-24", before=sent(TALK))}
    assert states["Interview: Acme"] == "CANCELLED"
    held = events("Stage: Interviewing | Interview on: 11-25 | Thank-you sent: yes", today="11-29", before=sent(TALK))
    assert "Interview: Acme" not in {str(each["SUMMARY"]) for each in held}


def test_two_interviews_to_thank_for_are_two_entries() -> None:
    """Each note has its own."""
    assert len({each["UID"] for each in events("Rounds: 11-22, 11-21")}) == len(events("Rounds: 11-22, 11-21")) > 2


def test_the_days_of_the_plan_are_those_of_the_calendar() -> None:
    """What the week puts on Wednesday stands there on Wednesday; what it has no room for stands on no day."""
    leads = [
        a_lead(f"Company: F{row} | Applied on: 11-16 | Email: p{row}@example.com", row=row) for row in range(2, 40)
    ]
    judgement = judge(leads, STANDARD, day("11-22"))
    week = plan_week(judgement, ())
    found = entries(judgement, week.days, "jobs.xlsx")
    assert sorted(each.day for each in found) == sorted(task.day for task in week.tasks)
    assert len({each.day for each in found}) == 4


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
    (event,) = events(lead)
    assert sorted(event) == sorted(events("Applied on: 11-16")[0])
    assert str(event["SUMMARY"]).isprintable()
    assert len(event["SUMMARY"]) < 200
    assert all(len(line) <= 75 for line in written(lead).split(b"\r\n"))
    talk = a_lead("Interview on: 11-25", interview_at=time(9), company=company, location=company, contact=company)
    assert [sorted(each) for each in events(talk)] == [sorted(each) for each in events(TALK)]


@given(st.text(st.characters(codec=None), max_size=100), st.text(st.characters(codec=None), max_size=100))
def test_any_words(company: str, role: str) -> None:
    """Whatever stands in the cells, the file has one entry or none, and reads back."""
    lead = a_lead("Applied on: 11-16", company=company or "Acme", role=role)
    assert len(events(lead)) <= 1
    assert written(lead).count(b"BEGIN:VEVENT\r\n") <= 1
