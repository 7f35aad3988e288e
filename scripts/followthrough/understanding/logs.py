"""The sheets Contact log and Interviews: their rows, each joined to the lead it is about (rules 2)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from followthrough.knowing.columns import Column, LogColumn
from followthrough.knowing.fold import fold, folded
from followthrough.knowing.headings import VAGUE_DATES, meaning_of
from followthrough.knowing.languages import small_words
from followthrough.knowing.leads import OVER, Interview, Lead, Problem, Touch
from followthrough.knowing.record import Record
from followthrough.knowing.wording import ONE_ADDRESS, address_in, addresses_in
from followthrough.knowing.words import Outcome
from followthrough.ooxml.references import column_letters
from followthrough.reading.cells import Unreadable, filled_text, is_filled
from followthrough.reading.dates import A_DATE, DateWays, day_order, read_date, read_time, read_yes_or_date
from followthrough.reading.survey import quoted
from followthrough.understanding.candidates import DEEPEST_HEADING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from followthrough.knowing.hints import Hints
    from followthrough.reading.cells import Cell
    from followthrough.reading.frames import Frame

CONTACT_LOG, INTERVIEWS = "Contact log", "Interviews"
OUTCOMES = {
    **{folded(outcome): outcome for outcome in Outcome},
    **dict.fromkeys(("voicemail", "leftmessage", "leftavoicemail", "leftmessageonvoicemail"), Outcome.VOICEMAIL),
    **dict.fromkeys(("emailed", "wrote", "emailsent", "followedup", "sentemail"), Outcome.SENT),
    **dict.fromkeys(("talked", "spokewith", "called"), Outcome.SPOKE),
    **dict.fromkeys(("replied", "answered", "theyanswered", "reply"), Outcome.REPLIED),
    **dict.fromkeys(("noresponse", "noreply", "didnotanswer"), Outcome.NO_ANSWER),
    **dict.fromkeys(("thankyou", "thanked"), Outcome.THANKED),
}
A_LEAD = "the company of one of your leads"
A_ROLE = "the role of one of your leads with that company"
_WORDS = {folded(word): name for name in LogColumn for word in small_words(f"log {name.lower()}")}
_HEADINGS: tuple[str, ...] = (
    *LogColumn,
    *(Column.COMPANY, Column.ROLE, Column.CHECK_BACK_ON, Column.EMAIL, Column.MENTION, Column.THANK_YOU_SENT),
    Column.NOTES,
)
_ALONE_NOTHING = (LogColumn.HOW, Column.NOTES)
"""A row in which only these are filled is no contact: a dropdown's default, or a remark."""


class _Row(Record, frozen=True):
    """A row of one of the two sheets: heading -> cell, heading -> column letters, how its dates are written."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    letters: Mapping[str, str]
    ways: DateWays

    def text(self, heading: str) -> str:
        return filled_text(self.cells.get(heading))

    def cell(self, heading: str) -> str:
        """The reference of the cell under a heading, or of the row's first cell: "'Contact log'!B2"."""
        return f"{quoted(self.sheet)}!{self.letters.get(heading, 'A')}{self.number}"

    def day(self, heading: str) -> date | Unreadable | None:
        return read_date(self.cells.get(heading), self.ways)

    def problem(self, heading: str, found: str, expected: str) -> Problem:
        return Problem(self.number, self.cell(heading), heading, found, expected)


def join_logs(
    leads: Sequence[Lead], frames: Sequence[Frame], hints: Hints, serial_shift: int
) -> tuple[tuple[Lead, ...], tuple[Problem, ...]]:
    """Join each row of the two sheets to the lead it is about.

    Args:
        leads: as the rows of the worksheet tell them.
        frames: the sheets called Contact log and Interviews, as far as they exist.
        hints: for the order of day and month, where the sheet does not show it; and whose address is the owner's own.
        serial_shift: by how many days this workbook counts less than from 1900.

    Returns:
        the leads with their touches and interviews; and the rows that fit no lead, or hold no date.
    """
    entries: dict[int, list[Touch | Interview]] = {}
    problems: list[Problem] = []
    at_company: dict[str, list[int]] = {}
    for place, lead in enumerate(leads if frames else ()):
        at_company.setdefault(fold(lead.company), []).append(place)
    for frame in frames:
        problems += _without_headings(frame)
        read = _read_interview if log_kind(frame) == INTERVIEWS else _read_touch
        for row in _rows(frame, hints, serial_shift):
            company = fold(row.text(Column.COMPANY))
            there = at_company.get(company, []) if company else []
            on, places = row.day(LogColumn.DATE), _places(row, there, leads)
            if not isinstance(on, date):
                problems.append(row.problem(LogColumn.DATE, on.found if on else "", A_DATE))
            elif not places:
                problems.append(_not_joined(row, is_known=bool(there)))
            else:
                entry, found = read(row, on, hints)
                problems += found
                for place in places:
                    entries.setdefault(place, []).append(entry)
    joined = list(leads)
    for place, added in entries.items():
        touches = tuple(each for each in added if isinstance(each, Touch))
        interviews = (each for each in added if isinstance(each, Interview))
        joined[place] = leads[place].but(touches=touches, interviews=(*leads[place].interviews, *interviews))
    return tuple(joined), tuple(problems)


def is_log(name: str) -> bool:
    """Whether a worksheet is one of the two."""
    return folded(name) in (folded(CONTACT_LOG), folded(INTERVIEWS))


def log_kind(frame: Frame) -> str:
    """Which of the two a worksheet is, by its name, else by its headings; "" for any other."""
    named = next((kind for kind in (CONTACT_LOG, INTERVIEWS) if folded(frame.name) == folded(kind)), "")
    there: set[str] = set() if named else {*_find_headings(frame)[1]}
    if folded(LogColumn.OUTCOME) in there and there & {folded(LogColumn.WHO), folded(LogColumn.HOW)}:
        return CONTACT_LOG
    return named or (INTERVIEWS if folded(LogColumn.INTERVIEWER) in there else "")


def _without_headings(frame: Frame) -> list[Problem]:
    """What to say of a sheet called like one of the two that holds days, and no row of headings that is known here."""
    if _find_headings(frame)[1] or not any(isinstance(cell, date) for row in frame.rows for cell in row):
        return []
    told = f"Worksheet “{frame.name}” is not read: it has no row of headings with Date and Company."
    return [Problem(1, f"{quoted(frame.name)}!A1", LogColumn.DATE, "", "headings like Date and Company", told=told)]


def _rows(frame: Frame, hints: Hints, serial_shift: int) -> Iterator[_Row]:
    """The filled rows below the row that holds both Date and Company."""
    start, by_name = _find_headings(frame)
    if not by_name:
        return
    columns = {heading: by_name[folded(heading)] for heading in _HEADINGS if folded(heading) in by_name}
    order = day_order(row[columns[LogColumn.DATE]] for row in frame.rows[start:])
    ways = DateWays(day_first=hints.day_first if order is None else order, serial_shift=serial_shift)
    letters = {heading: column_letters(column + 1) for heading, column in columns.items()}
    for number, row in enumerate(frame.rows[start:], start=start + 1):
        cells = {heading: row[column] for heading, column in columns.items()}
        if any(is_filled(cell) for heading, cell in cells.items() if heading not in _ALONE_NOTHING):
            yield _Row(frame.name, number, cells, letters, ways)


def _find_headings(frame: Frame) -> tuple[int, dict[str, int]]:
    """The number of the row of headings, and folded heading -> column, from 0; 0 and {} where there is no such row."""
    for number, row in enumerate(frame.rows[:DEEPEST_HEADING], start=1):
        names = [_heading(cell) if isinstance(cell, str) else "" for cell in row]
        if "date" in names and "company" in names:
            return number, {name: names.index(name) for name in names if name}
    return 0, {}


def _heading(text: str) -> str:
    """A heading of ours, folded, for what it is called in any language; else the text, folded."""
    name = folded(text)
    if name in VAGUE_DATES:
        return folded(LogColumn.DATE)
    if name in _WORDS:
        return folded(_WORDS[name])
    meaning = meaning_of(text)
    return folded(meaning.heading) if meaning and meaning.heading in _HEADINGS else name


def _places(row: _Row, there: list[int], leads: Sequence[Lead]) -> list[int]:
    """Which of the leads at a company a row belongs to: one, or without a role all that are not over."""
    role = fold(row.text(Column.ROLE))
    if role and len(there) > 1:
        there = [place for place in there if fold(leads[place].role) == role]
    return there if len(there) == 1 else [place for place in there if leads[place].stage not in OVER]


def _not_joined(row: _Row, *, is_known: bool) -> Problem:
    """What to say of a row that fits no lead, at the cell that would decide."""
    role = row.text(Column.ROLE)
    if is_known:
        return row.problem(Column.ROLE, role, A_ROLE)
    return row.problem(Column.COMPANY, ", ".join(filter(None, (row.text(Column.COMPANY), role))), A_LEAD)


def _read_touch(row: _Row, on: date, _: Hints) -> tuple[Touch, list[Problem]]:
    problems: list[Problem] = []
    word = row.text(LogColumn.OUTCOME)
    outcome = OUTCOMES.get(folded(word))
    if word and not outcome:
        problems.append(row.problem(LogColumn.OUTCOME, word, f"one of {', '.join(Outcome)}"))
    back = row.day(Column.CHECK_BACK_ON)
    if isinstance(back, Unreadable):
        problems.append(row.problem(Column.CHECK_BACK_ON, back.found, back.expected))
        back = None
    touch = Touch(
        cell=row.cell(LogColumn.DATE),
        on=on,
        outcome=outcome,
        who=row.text(LogColumn.WHO),
        how=row.text(LogColumn.HOW),
        check_back_on=back,
        notes=row.text(Column.NOTES),
    )
    return touch, problems


def _read_interview(row: _Row, on: date, hints: Hints) -> tuple[Interview, list[Problem]]:
    problems: list[Problem] = []
    thanked = read_yes_or_date(row.cells.get(Column.THANK_YOU_SENT), row.ways)
    if isinstance(thanked, Unreadable):
        problems.append(row.problem(Column.THANK_YOU_SENT, thanked.found, thanked.expected))
        thanked = None
    email = row.text(Column.EMAIL)
    if len(addresses_in(email)) > 1:
        problems.append(row.problem(Column.EMAIL, email, ONE_ADDRESS))
    interview = Interview(
        cell=row.cell(LogColumn.DATE),
        on=on,
        round=row.text(LogColumn.ROUND),
        interviewer=row.text(LogColumn.INTERVIEWER),
        email="" if hints.is_own(address_in(email)) else email,
        at=read_time(row.cells.get(LogColumn.DATE)),
        mention=row.text(Column.MENTION),
        thank_you_sent=thanked,
    )
    return interview, problems
