"""What was done in a period, as job offices ask for it: from the rows and the Contact log, and nothing else.

What the worksheet does not tell stays blank: nobody signs for a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough.leads import OVER, Outcome, Stage
from followthrough.wording import clipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from followthrough.leads import Interview, Lead, Touch

LONGEST_CELL = 300
HEADINGS = ("Date", "What was done", "Employer", "Person", "Method", "Role", "Result")
APPLIED, INTERVIEW, FOLLOW_UP, THANKS, CONTACT = "Applied", "Interview", "Follow-up", "Thank-you note", "Contact"
ANSWER = "They answered"
TOLD_STAGES = (Stage.INTERVIEWING, Stage.OFFER, Stage.ACCEPTED, *OVER)
"""Stages that say what came of an application."""
_WHAT = {Outcome.THANKED: THANKS, Outcome.REPLIED: ANSWER, Outcome.SENT: FOLLOW_UP, Outcome.VOICEMAIL: FOLLOW_UP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One thing that was done; what is not known is ""."""

    on: date
    what: str
    employer: str
    person: str = ""
    method: str = ""
    role: str = ""
    result: str = ""

    def cells(self) -> tuple[date | str, ...]:
        """Its cells, in the order of the headings."""
        return self.on, self.what, self.employer, self.person, self.method, self.role, self.result


def list_activities(leads: Iterable[Lead], first: date, last: date) -> tuple[Activity, ...]:
    """Everything done from one day to another, both included, by day and then in the order of the rows."""
    done = [activity for lead in leads for activity in _of(lead) if first <= activity.on <= last]
    return tuple(sorted(done, key=lambda activity: activity.on))


def _of(lead: Lead) -> Iterator[Activity]:
    """What a lead tells; a contact in the log outranks the same day in the row, since it tells more."""
    if lead.applied_on:
        stage = str(lead.stage) if lead.stage in TOLD_STAGES else ""
        source = f"{APPLIED} (found through: {lead.source})" if lead.source else APPLIED
        yield _activity(lead, lead.applied_on, source, result=f"Stage now: {stage}" if stage else "")
    yield from _interviews(lead)
    in_log = {touch.on for touch in lead.touches if touch.outcome not in (Outcome.THANKED, Outcome.REPLIED)}
    asked = (day for day in dict.fromkeys(lead.last_follow_up) if day not in in_log)
    yield from (_activity(lead, day, FOLLOW_UP, person=lead.contact) for day in asked)
    yield from _thanks(lead)
    yield from (_contact(lead, touch) for touch in lead.touches)


def _interviews(lead: Lead) -> Iterator[Activity]:
    """One a day: who led it and which round, as far as the sheet Interviews tells."""
    days = dict.fromkeys(row.on for row in lead.interviews)
    for day in days:
        rows = [row for row in lead.interviews if row.on == day]
        yield _activity(lead, day, INTERVIEW, person=_joined(row.interviewer for row in rows), result=_rounds(rows))
    if lead.interview_on and lead.interview_on not in days:
        yield _activity(lead, lead.interview_on, INTERVIEW, person=lead.contact)


def _thanks(lead: Lead) -> Iterator[Activity]:
    """Thank-yous with a date, where the log does not hold them; a yes tells no day."""
    sent = [(row.thank_you_sent, row.interviewer) for row in lead.interviews]
    if lead.thank_you_sent not in {day for day, _ in sent}:
        sent.append((lead.thank_you_sent, lead.contact))
    for day, person in dict.fromkeys(sent):
        if day and not isinstance(day, bool) and not _is_logged(lead, day, person):
            yield _activity(lead, day, THANKS, person=person)


def _is_logged(lead: Lead, day: date, person: str) -> bool:
    notes = [touch.who for touch in lead.touches if touch.outcome is Outcome.THANKED and touch.on == day]
    return any(not who or not person or who.casefold() in person.casefold() for who in notes)


def _contact(lead: Lead, touch: Touch) -> Activity:
    what = _WHAT.get(touch.outcome, CONTACT) if touch.outcome else CONTACT
    result = ". ".join(filter(None, (str(touch.outcome or ""), touch.notes)))
    return _activity(lead, touch.on, what, person=touch.who, method=touch.how, result=result)


def _rounds(rows: Sequence[Interview]) -> str:
    return _joined(row.round for row in rows)


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _activity(lead: Lead, on: date, what: str, *, person: str = "", method: str = "", result: str = "") -> Activity:
    told = (what, lead.company, person, method, lead.role, result)
    what, employer, person, method, role, result = (clipped(text, LONGEST_CELL) for text in told)
    return Activity(on=on, what=what, employer=employer, person=person, method=method, role=role, result=result)
