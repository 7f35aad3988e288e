"""What is to be done as a calendar file: the only user of icalendar.

Each step is one all-day entry on the day that the week plans for it, else on its first good day; not a bar over its
whole window, since ten bars side by side hide a month. Its last good day stands in the title. What is open already
moves along from file to file instead of lying in the past. It marks nobody as busy, and is private: calendars are
shared with those one works for. An interview at a known time is an appointment, with an alarm an hour before.

An entry has the same UID in every file, so a calendar moves it rather than doubling it; one that is done, or given up,
is cancelled in the next file.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from followthrough.judging.news import LONG_OVERDUE
from followthrough.knowing import wording
from followthrough.knowing.calendar import days
from followthrough.knowing.record import Record
from followthrough.knowing.steps import Flag, Step
from followthrough.knowing.wording import clipped, one_line
from followthrough.saying.page import Attachment
from followthrough.saying.people import met_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from icalendar import Event

    from followthrough.judging.judgement import Advice, Judged, Judgement
    from followthrough.judging.news import News

FIRST_EDITION = date(2000, 1, 1)
"""The days since then number the editions of an entry: that of a later file outranks that of an earlier one."""
BEFORE = timedelta(hours=-1)
LENGTH = timedelta(hours=1)
"""How long an interview is shown, since no cell says it."""
LONGEST_PLACE = 200
APPOINTMENT = "interview"


class Entry(Record, frozen=True, kw_only=True):
    """An entry of the calendar: a day with a title, or an appointment where ``start`` has a time."""

    uid: str
    start: date | datetime
    title: str
    notes: str = ""
    place: str = ""

    @property
    def day(self) -> date:
        """The day of its start."""
        return self.start.date() if isinstance(self.start, datetime) else self.start


def entries(judgement: Judgement, plan: Mapping[int, date | None], workbook_name: str) -> tuple[Entry, ...]:
    """An entry for each step that has a day, and for each interview that has a time.

    Args:
        judgement: the leads, judged for a day.
        plan: the days that the week plans for some steps, by the ``id`` of the advice; None where it has no room.
        workbook_name: for the notes.
    """
    return tuple(entry for judged in judgement.leads for entry in _of(judged, judgement, plan, workbook_name))


def as_file(today: date, found: tuple[Entry, ...], before: Mapping[str, str]) -> Attachment:
    """The .ics file that goes with a mail; the same entries make the same bytes.

    Args:
        today: the day of the file.
        found: the entries.
        before: those of the last file, as ``remembered`` tells them; what is no longer found of them is cancelled.
    """
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//followthrough//follow-ups//EN")
    calendar.add("version", "2.0")
    for entry in found:
        calendar.add_component(_event(entry, today))
    kept = {entry.uid for entry in found}
    for uid, told in before.items():
        day, _, title = told.partition(" ")
        entry = Entry(uid=uid, start=date.fromisoformat(day), title=title)
        if uid not in kept and not (uid.startswith(APPOINTMENT) and entry.day < today):
            event = _event(entry, today)
            event.add("status", "CANCELLED")
            calendar.add_component(event)
    return Attachment("follow-ups.ics", "text/calendar", calendar.to_ical())


def remembered(found: tuple[Entry, ...]) -> dict[str, str]:
    """What to remember of a file that went out: UID -> day and title."""
    return {entry.uid: f"{entry.day} {entry.title}" for entry in found}


def _of(judged: Judged, judgement: Judgement, plan: Mapping[int, date | None], workbook_name: str) -> Iterator[Entry]:
    source = _source(judged, judgement.today, workbook_name)
    steps: list[Step] = []
    for advice in judged.advice:
        steps.append(advice.step)
        day = plan[id(advice)] if id(advice) in plan else _day(advice, judgement)
        if day:
            yield Entry(
                uid=_uid(judged, advice.step, steps.count(advice.step)),
                start=day,
                title=_title(judged, advice, day),
                notes="\n".join(filter(None, (f"{advice.how}." if advice.how else "", one_line(advice.why), source))),
            )
    if appointment := _appointment(judged, source):
        yield appointment


def new_interviews(news: Iterable[News], today: date, workbook_name: str) -> tuple[Entry, ...]:
    """The interviews with a time for which one is told to prepare: the calendar of the week may have missed them."""
    leads = (item.judged for item in news if item.advice.step is Step.PREPARE)
    return tuple(entry for each in leads if (entry := _appointment(each, _source(each, today, workbook_name))))


def _source(judged: Judged, today: date, workbook_name: str) -> str:
    return f"As of {wording.day(today)}: {one_line(workbook_name)}, {judged.lead.place}."


def _appointment(judged: Judged, source: str) -> Entry | None:
    interview = judged.facts.next_interview
    at = judged.readable.time_of(interview)
    if not interview or not at or judged.flag in (Flag.MOVE_ON, Flag.CLOSED):
        return None
    people = wording.listed(met_with(judged)[:5])
    return Entry(
        uid=f"{APPOINTMENT}-{_uid(judged, APPOINTMENT, judged.facts.rounds_held)}",
        start=datetime.combine(interview, at),
        title=f"Interview: {judged.lead.name}",
        notes="\n".join(filter(None, (f"With {people}." if people else "", source))),
        place=clipped(judged.readable.location, LONGEST_PLACE),
    )


def _event(entry: Entry, today: date) -> Event:
    import icalendar

    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("sequence", max(0, (today - FIRST_EDITION).days))
    event.add("dtstart", entry.start)
    event.add("summary", _verbatim(entry.title))
    event.add("class", "PRIVATE")
    if entry.notes:
        event.add("description", _verbatim(entry.notes))
    if isinstance(entry.start, datetime):
        event.add("dtend", entry.start + LENGTH)
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _verbatim(entry.title))
        alarm.add("trigger", BEFORE)
        event.add_component(alarm)
    else:
        event.add("transp", "TRANSPARENT")
        if entry.start < date.max:
            event.add("dtend", entry.start + days(1))
    if entry.place:
        event.add("location", _verbatim(entry.place))
    return event


def _day(advice: Advice, judgement: Judgement) -> date | None:
    """The day on which a step stands in the calendar; None where it has none, or where it is too late to plan for."""
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


def _uid(judged: Judged, what: str, nth: int) -> str:
    """An identifier that is the same in every file; a hash, so that nothing from a cell stands in it."""
    known_by = "\n".join((*judged.key.parts, what, *([str(nth)] if nth > 1 or what == APPOINTMENT else [])))
    return f"{hashlib.sha256(known_by.encode('utf-8', 'replace')).hexdigest()[:32]}@followthrough.example"


def _title(judged: Judged, advice: Advice, day: date) -> str:
    last = wording.day(advice.due, advice.due)
    if last and advice.flag is Flag.OVERDUE:
        until = f" (was good until {last})"
    else:
        until = f" (until {last})" if last and advice.due != day else ""
    return f"{advice.next_step}: {judged.lead.name}{until}"


def _verbatim(text: str) -> str:
    r"""Icalendar would make a line break of a \N that somebody typed; a \n it leaves alone."""
    return text.replace("\\N", "\\n")
