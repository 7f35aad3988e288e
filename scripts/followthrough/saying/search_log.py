"""What was done in a period, as job offices ask for it: from the rows and the Contact log, and nothing else.

What the worksheet does not tell stays blank: nobody signs for a guess.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough.knowing.errors import UsageError
from followthrough.knowing.leads import OVER
from followthrough.knowing.wording import clipped
from followthrough.knowing.words import Outcome, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from followthrough.knowing.leads import Lead, Touch


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
    """What a lead shows; a contact in the log replaces the same day in the row, since it says more."""
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
        yield _activity(
            lead,
            day,
            INTERVIEW,
            person=_joined(row.interviewer for row in rows),
            result=_joined(row.round for row in rows),
        )
    if lead.interview_on and lead.interview_on not in days:
        yield _activity(lead, lead.interview_on, INTERVIEW, person=lead.contact)


def _thanks(lead: Lead) -> Iterator[Activity]:
    """Thank-yous with a date, where the log does not hold them; a yes gives no day."""
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


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _activity(lead: Lead, on: date, what: str, *, person: str = "", method: str = "", result: str = "") -> Activity:
    told = (what, lead.company, person, method, lead.role, result)
    what, employer, person, method, role, result = (clipped(text, LONGEST_CELL) for text in told)
    return Activity(on=on, what=what, employer=employer, person=person, method=method, role=role, result=result)


_FORMULA = re.compile(r"(?:^|(?<=[;,\t|]))(?=[\s\"']*[=+@\-\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]|[\t\r])")
"""Where a formula may begin: at the start of a cell, and behind every sign at which Excel somewhere ends a cell."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it Excel reads a .csv in the old coding of the system, and Müller comes out garbled."""
WIDTHS = (12, 30, 26, 24, 14, 26, 50)
SHEET = "Work search log"


def as_csv(activities: Iterable[Activity]) -> str:
    """The log as comma-separated text; what Excel could take for a formula has an apostrophe before it."""
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows([_defused(cell) for cell in activity.cells()] for activity in activities)
    return held.getvalue()


def as_workbook(activities: Iterable[Activity]) -> bytes:
    """The log as an Excel workbook: dates are dates, and text stays text, even if it begins with =."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.create_sheet(SHEET, 0)
    del book[book.sheetnames[1]]
    sheet.append(HEADINGS)
    for number, activity in enumerate(activities, start=2):
        for column, value in enumerate(activity.cells(), start=1):
            cell = sheet.cell(number, column, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if isinstance(value, str):
                cell.data_type = "s"
            else:
                cell.number_format = "yyyy-mm-dd"
    for letter, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def save_log(path: Path, activities: Iterable[Activity]) -> None:
    """Write the log into a file that must not exist yet.

    Raises:
        UsageError: the name ends in neither .csv nor .xlsx, something lies there, or nothing can be written there.
    """
    kind = path.suffix.lower()
    if kind not in (".csv", ".xlsx"):
        raise UsageError(f"{path} must end in .csv or .xlsx.", file=str(path))
    content = as_workbook(activities) if kind == ".xlsx" else BYTE_ORDER_MARK + as_csv(activities).encode()
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise UsageError(f"{path} is there already and was left alone: choose another name.", file=str(path)) from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", file=str(path)) from error


def _defused(cell: date | str) -> str:
    return _FORMULA.sub("'", str(cell))
