"""What is to be done as a calendar file: the only user of icalendar.

Each step is one all-day entry on the first good day, not a bar over its whole window: ten bars side by side hide a
month, and an entry shows up once, on the day on which it can be done; its last good day stands in the title. What is
open already stands on the next weekday, so that an undone step moves along from file to file instead of lying in the
past. It marks nobody as busy, and is private: calendars are shared with those one works for.

An entry has the same UID in every file, so a calendar moves it rather than doubling it. A step that is done is merely
missing from the next file; its last entry stays where it was. Taking it back would need a memory of every file that
was ever sent, and many calendars do not act on it; so each entry says of which day it is.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from followthrough.judging.news import LONG_OVERDUE
from followthrough.knowing import wording
from followthrough.knowing.calendar import days
from followthrough.knowing.steps import Flag
from followthrough.knowing.wording import one_line

if TYPE_CHECKING:
    from icalendar import Event

    from followthrough.knowing.judgement import Advice, Judged, Judgement

FIRST_EDITION = date(2000, 1, 1)
"""The number of days since then is the edition of an entry: a later file outranks an earlier one."""


def follow_ups(judgement: Judgement, workbook_name: str) -> bytes:
    """Write the calendar file: an entry for each step that has a day.

    Args:
        judgement: the leads, judged for a day; the same judgement makes the same bytes.
        workbook_name: the file's name, for the notes of the entries.

    Returns:
        the bytes of the .ics file; without any entry where nothing has a day.
    """
    import icalendar

    found = icalendar.Calendar()
    found.add("prodid", "-//followthrough//follow-ups//EN")
    found.add("version", "2.0")
    for judged in judgement.leads:
        for advice in judged.advice:
            day = _day(advice, judgement)
            if day:
                found.add_component(_event(judged, advice, day, judgement.today, workbook_name))
    written: bytes = found.to_ical()
    return written


def _event(judged: Judged, advice: Advice, day: date, today: date, workbook_name: str) -> Event:
    import icalendar

    event = icalendar.Event()
    event.add("uid", _uid(judged, advice))
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("sequence", max(0, (today - FIRST_EDITION).days))
    event.add("dtstart", day)
    if day < date.max:
        event.add("dtend", day + days(1))
    event.add("summary", _verbatim(_title(judged, advice, day)))
    event.add("description", _verbatim(_notes(judged, advice, today, workbook_name)))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _day(advice: Advice, judgement: Judgement) -> date | None:
    """The day of its entry; None where there is none, or where it is too late to plan for."""
    today, opens, due = judgement.today, advice.opens, advice.due
    if advice.flag not in (Flag.DUE, Flag.WAITING, Flag.OVERDUE) or not (opens or due):
        return None
    if opens and opens >= today:
        return opens
    soon = judgement.calendar.bd_after(today, 1)
    if not due or due >= today:
        return min(soon, due) if due else soon
    is_fresh = advice.flag is Flag.OVERDUE and (today - due).days <= LONG_OVERDUE
    return soon if is_fresh else None


def _uid(judged: Judged, advice: Advice) -> str:
    """An identifier that is the same in every file; a hash, so that nothing from a cell stands in it."""
    known_by = "\n".join((*judged.key.parts, advice.step))
    return f"{hashlib.sha256(known_by.encode('utf-8', 'replace')).hexdigest()[:32]}@followthrough.example"


def _title(judged: Judged, advice: Advice, day: date) -> str:
    last = wording.day(advice.due, advice.due)
    if last and advice.flag is Flag.OVERDUE:
        until = f" (was good until {last})"
    else:
        until = f" (until {last})" if last and advice.due != day else ""
    return f"{advice.next_step}: {judged.lead.name}{until}"


def _notes(judged: Judged, advice: Advice, today: date, workbook_name: str) -> str:
    how = f"{advice.how}." if advice.how else ""
    source = f"As of {wording.day(today)}: {one_line(workbook_name)}, {judged.lead.place}."
    return "\n".join(filter(None, (how, one_line(advice.why), source)))


def _verbatim(text: str) -> str:
    r"""Icalendar takes a \N that somebody typed for a line break of its own, and a \n for what it is."""
    return text.replace("\\N", "\\n")
