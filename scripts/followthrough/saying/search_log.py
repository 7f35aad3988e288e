"""What was done in a period, as job offices ask for it: from the rows and the Contact log, and nothing else.

What the worksheet does not tell stays blank: nobody signs for a guess. The columns of the offices' forms are data:
``log_forms.toml``.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING

from followthrough.knowing.errors import UsageError
from followthrough.knowing.leads import OVER
from followthrough.knowing.record import Record, field
from followthrough.knowing.wording import clipped
from followthrough.knowing.words import Outcome, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from followthrough.knowing.leads import Lead


LONGEST_CELL = 300
APPLIED, INTERVIEW, FOLLOW_UP, THANKS, CONTACT = "Applied", "Interview", "Follow-up", "Thank-you note", "Contact"
ANSWER, INVITED, REJECTED = "They answered", "Invited to an interview", "Rejected"
RESULTS = {
    Stage.INTERVIEWING: INVITED,
    **{stage: str(stage) for stage in (Stage.OFFER, Stage.ACCEPTED, Stage.CLOSED)},
}
"""What came of an application, where its stage says so."""
_WHAT: Mapping[Outcome | None, str] = {
    Outcome.THANKED: THANKS, Outcome.REPLIED: ANSWER, Outcome.SENT: FOLLOW_UP, Outcome.VOICEMAIL: FOLLOW_UP,
}  # fmt: skip


class Activity(Record, frozen=True, kw_only=True):
    """One thing that was done; what is not known is blank.

    Args:
        contact: whom one asks for there; ``person`` is who it was done with.
        result: what came of it, in a word of ours; ``notes`` has what its owner wrote.
        answered_on: the day on which they answered an application.
    """

    on: date
    what: str
    employer: str
    address: str = ""
    contact: str = ""
    person: str = ""
    phone: str = ""
    email: str = ""
    link: str = ""
    method: str = ""
    role: str = ""
    source: str = ""
    result: str = ""
    notes: str = ""
    answered_on: date | None = None


def list_activities(leads: Iterable[Lead], first: date, last: date) -> tuple[Activity, ...]:
    """Everything done from one day to another, both included, by day and then in the order of the rows."""
    done = [activity for lead in leads for activity in _of(lead) if first <= activity.on <= last]
    return tuple(sorted(done, key=lambda activity: activity.on))


def _of(lead: Lead) -> Iterator[Activity]:
    """What a lead shows; a contact in the log replaces the same day in the row, since it says more.

    Something sent on the very day of applying is the application itself.
    """
    applied = (touch for touch in lead.touches if touch.on == lead.applied_on and touch.outcome is Outcome.SENT)
    sent = next(applied, None)
    if lead.applied_on:
        result, day = _answer(lead)
        more = {"person": sent.who, "method": sent.how, "notes": sent.notes} if sent else {}
        yield _activity(lead, lead.applied_on, APPLIED, source=lead.source, result=result, answered_on=day, **more)
    yield from _interviews(lead)
    in_log = {touch.on for touch in lead.touches if touch.outcome not in (Outcome.THANKED, Outcome.REPLIED)}
    asked = (day for day in dict.fromkeys(lead.last_follow_up) if day not in in_log)
    yield from (_activity(lead, day, FOLLOW_UP, person=lead.contact) for day in asked)
    yield from _thanks(lead)
    for touch in lead.touches:
        if touch is not sent:
            what, result = _WHAT.get(touch.outcome, CONTACT), str(touch.outcome or "")
            yield _activity(lead, touch.on, what, person=touch.who, method=touch.how, result=result, notes=touch.notes)


def _answer(lead: Lead) -> tuple[str, date | None]:
    """What came of an application, and the day on which they said so, as far as anything tells.

    The day of a no is the one that names it, else the day on which the row was closed, they were last heard, or a night
    first saw it closed.
    """
    replies = (touch.on for touch in lead.touches if touch.outcome in (Outcome.REPLIED, Outcome.SPOKE))
    heard = max(chain(replies, filter(None, [lead.last_heard])), default=None)
    if lead.is_no or lead.rejected_on:
        return REJECTED, lead.rejected_on or lead.closed_on or heard or lead.noticed.stage_since
    has_met = bool(lead.interview_on or lead.interviews) and lead.stage not in OVER
    result = RESULTS.get(lead.stage) if lead.stage else None
    closed = lead.closed_on if lead.stage is Stage.CLOSED else None
    return result or (INVITED if has_met else ANSWER if heard else ""), closed or heard


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
            email=_joined(row.email for row in rows) or lead.email,
            notes=_joined(row.round for row in rows),
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


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _activity(lead: Lead, on: date, what: str, *, answered_on: date | None = None, **told: str) -> Activity:
    known = {
        "employer": lead.company, "address": lead.location, "contact": lead.contact, "phone": lead.phone,
        "email": lead.email, "link": lead.link, "role": lead.role,
    }  # fmt: skip
    texts = {name: clipped(text, LONGEST_CELL) for name, text in {**known, **told}.items()}
    return Activity(on=on, what=what, answered_on=answered_on, **texts)


class Form(Record, frozen=True):
    """What one office asks for.

    Args:
        about: what it is, in a line.
        day: how a day is written there, as Excel spells such formats: "dd.mm.yyyy".
        columns: from left to right, each with its heading and the fields of an activity that it holds.
        screen: the headings of those that a terminal has room for.
        separator: between the cells of a .csv: Excel in that country expects it.
        words: ours -> theirs.
    """

    about: str
    day: str
    columns: Sequence[Sequence[str]]
    screen: Sequence[str]
    separator: str = ","
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of all its columns."""
        return tuple(heading for heading, *_ in self.columns)

    def cells(self, activity: Activity) -> tuple[date | str, ...]:
        """An activity in its columns: a date where a column holds one alone, else text."""
        return tuple(self._cell(activity, names) for _, *names in self.columns)

    def written(self, cell: date | str) -> str:
        """A cell as text."""
        if isinstance(cell, str):
            return cell
        return cell.strftime(self.day.replace("yyyy", "%Y").replace("mm", "%m").replace("dd", "%d"))

    def _cell(self, activity: Activity, names: Sequence[str]) -> date | str:
        held = [self._value(activity, name) for name in names]
        return held[0] if len(held) == 1 else ", ".join(filter(None, map(self.written, held)))

    def _value(self, activity: Activity, name: str) -> date | str:
        value = getattr(activity, name) or ""
        if name == "result":
            return ". ".join(filter(None, (self.words.get(value, value), activity.notes)))
        return self.words.get(value, value) if name in ("what", "method") else value


@cache
def forms() -> dict[str, Form]:
    """The forms there are, by what ``--form`` calls them; the first is taken where none is named."""
    listed = tomllib.loads(files("followthrough.saying").joinpath("log_forms.toml").read_text("utf-8"))
    return {name: Form(**form) for name, form in listed.items()}


_FORMULA = re.compile(r"(?:^|(?<=[;,\t|]))(?=[\s\"']*[=+@\-\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]|[\t\r])")
"""Where a formula may begin: at the start of a cell, and behind each sign that ends a cell in some country's Excel."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it Excel reads a .csv in the old coding of the system, and Müller comes out garbled."""
NARROWEST, WIDEST = 12, 40
SHEET = "Work search log"


def as_csv(activities: Iterable[Activity], form: Form) -> str:
    """The log as a .csv; what Excel could take for a formula has an apostrophe before it."""
    held = io.StringIO(newline="")
    writer = csv.writer(held, delimiter=form.separator, lineterminator="\n")
    writer.writerow(form.headings)
    writer.writerows(
        [_FORMULA.sub("'", form.written(cell)) for cell in form.cells(activity)] for activity in activities
    )
    return held.getvalue()


def as_workbook(activities: Iterable[Activity], form: Form) -> bytes:
    """The log as an Excel workbook: dates are dates, and text stays text, even if it begins with =."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    sheet = book.create_sheet(SHEET, 0)
    del book[book.sheetnames[1]]
    rows = [form.headings, *map(form.cells, activities)]
    for number, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells, start=1):
            cell = sheet.cell(number, column, value or None)
            cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
            if isinstance(value, date):
                cell.number_format = form.day
            elif value:
                cell.data_type = "s"
    for column, cells in enumerate(zip(*rows, strict=True), start=1):
        heading = sheet.cell(1, column)
        heading.font = Font(bold=True)
        longest = max(len(form.written(cell)) for cell in cells) + 2
        sheet.column_dimensions[heading.column_letter].width = min(max(longest, NARROWEST), WIDEST)
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def save_log(path: Path, activities: Iterable[Activity], form: Form) -> None:
    """Write the log into a file that must not exist yet.

    Raises:
        UsageError: the name ends in neither .csv nor .xlsx, something lies there, or nothing can be written there.
    """
    kind = path.suffix.lower()
    if kind not in (".csv", ".xlsx"):
        raise UsageError(f"{path} must end in .csv or .xlsx.", file=str(path))
    is_workbook = kind == ".xlsx"
    content = as_workbook(activities, form) if is_workbook else BYTE_ORDER_MARK + as_csv(activities, form).encode()
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise UsageError(f"{path} is there already and was left alone: choose another name.", file=str(path)) from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", file=str(path)) from error
