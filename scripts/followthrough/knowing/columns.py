"""The columns of a list of jobs: who each is, what it is called, what it holds, how it looks in a new workbook.

In Python a column is a ``Column``; its heading stands here and nowhere else. What people call it in their own trackers
is data: ``knowing/languages``.
"""

from __future__ import annotations

from enum import Enum, StrEnum, auto
from functools import cached_property
from typing import TYPE_CHECKING

from followthrough.knowing.record import Record
from followthrough.knowing.words import Channel, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence


class Column(StrEnum):
    """The columns (rules 2) from left to right, by their headings; five of them are written by the night."""

    COMPANY = "Company"
    ROLE = "Role"
    FLAG = "Flag"
    NEXT_STEP = "Next step"
    DUE = "Due"
    HOW = "How"
    WHY = "Why"
    STAGE = "Stage"
    APPLY_BY = "Apply by"
    OFFER_REPLY_BY = "Offer reply by"
    START_ON = "Start on"
    CLOSED_ON = "Closed on"
    REJECTED_ON = "Rejected on"
    SNOOZE_UNTIL = "Snooze until"
    APPLIED_ON = "Applied on"
    RESUME_VERSION = "Résumé version"
    LAST_FOLLOW_UP = "Last follow-up"
    LAST_HEARD = "Last heard"
    CHECK_BACK_ON = "Check back on"
    CHECK_BACK_EVERY = "Check back every"
    UNANSWERED = "Unanswered"
    INTERVIEW_ON = "Interview on"
    THANK_YOU_SENT = "Thank-you sent"
    DECISION_BY = "Decision by"
    MENTION = "Mention"
    THEY_SAID_NEXT = "They said next"
    REMEMBER_ME_BY = "Remember me by"
    SKILLS_TO_BUILD = "Skills to build"
    REFERENCES_TOLD = "References told"
    PAY_DISCUSSED = "Pay discussed"
    CONTACT = "Contact"
    EMAIL = "Email"
    PHONE = "Phone"
    PREFERS = "Prefers"
    INSIDER = "Insider"
    LINK = "Link"
    SOURCE = "Source"
    LOCATION = "Location"
    SALARY = "Salary"
    NOTES = "Notes"

    @cached_property  # asked for a dozen times a row
    def field(self) -> str:
        """The field of ``Lead`` that holds its cell; it stays where the heading changes."""
        return self.name.lower()


class LogColumn(StrEnum):
    """What the Contact log and the sheet Interviews have beside columns of the list of jobs."""

    DATE = "Date"
    WHO = "Who"
    HOW = "How"
    OUTCOME = "Outcome"
    ROUND = "Round"
    INTERVIEWER = "Interviewer"


class Kind(Enum):
    """What a column takes; ``template/tables`` says how Excel is told so."""

    WORDS = auto()
    """Free text."""
    NAME = auto()
    """Text that Excel must not take for a number or a date: 0100 keeps its zero, 7-11 stays a shop."""
    CHOICE = auto()
    DAY = auto()
    PAST_DAY = auto()
    DAYS = auto()
    """One date or several: nothing typed there is turned away."""
    DAY_OR_YES = auto()
    DAY_OR_NEVER = auto()
    YES_NO = auto()
    COUNT = auto()
    LISTED = auto()
    """Offered from a list that grows with the workbook; other words are taken too."""


class Shape(Record, frozen=True):
    """What a column holds, and how it looks in a new workbook.

    Args:
        heading: as the rulebook spells it.
        width: in characters, as Excel counts them.
        kind: what it takes.
        hint: what Excel shows when a cell of it is entered; "" where the heading says enough.
        detail: belongs to the column before it and starts folded away.
        choices: the words of a CHOICE.
        listed: the defined name of a LISTED column's list.
        range: lowest and highest number of a COUNT.
        decides: a rule or a contact depends on it, so it is never ignored without a word.
        offered: stands in a new workbook; what people have in their own trackers only is read and not offered.
        is_read: the program looks at it; what is there for its owner alone is offered and not read.
        ours: written by the night.
    """

    heading: Column | LogColumn
    width: float
    kind: Kind = Kind.WORDS
    hint: str = ""
    detail: bool = False
    choices: Sequence[str] = ()
    listed: str = ""
    range: tuple[int, int] = (0, 999)
    decides: bool = False
    offered: bool = True
    is_read: bool = True
    ours: bool = False


DAY_WIDTH = 11.2
"""A date such as 28 Sept 2026, in the longest spelling of a month, and a little air."""

COLUMNS: tuple[Shape, ...] = (
    Shape(Column.COMPANY, 17, Kind.NAME, decides=True),
    Shape(Column.ROLE, 16.5, Kind.NAME),
    Shape(Column.FLAG, 11, ours=True),
    Shape(Column.NEXT_STEP, 14, ours=True),
    Shape(Column.DUE, 10.4, Kind.DAYS, ours=True),
    Shape(Column.HOW, 10.4, ours=True),
    Shape(Column.WHY, 75, ours=True),
    Shape(Column.STAGE, 12.6, Kind.CHOICE, choices=tuple(Stage), decides=True),
    Shape(
        Column.APPLY_BY, DAY_WIDTH, Kind.DAY, "The last day on which they take applications.", detail=True, decides=True
    ),
    Shape(
        Column.OFFER_REPLY_BY,
        DAY_WIDTH,
        Kind.DAY,
        "The day by which they want your answer to the offer.",
        detail=True,
        decides=True,
    ),
    Shape(
        Column.START_ON, DAY_WIDTH, Kind.DAY, "Your first day there, once you have accepted.", detail=True, decides=True
    ),
    Shape(Column.CLOSED_ON, DAY_WIDTH, Kind.DAY, "The day it ended.", detail=True, decides=True),
    Shape(Column.REJECTED_ON, DAY_WIDTH, Kind.DAY, decides=True, offered=False),
    Shape(
        Column.SNOOZE_UNTIL,
        DAY_WIDTH,
        Kind.DAY_OR_NEVER,
        "No follow-ups before this day. Type never if you want none at all.",
        detail=True,
        decides=True,
    ),
    Shape(Column.APPLIED_ON, DAY_WIDTH, Kind.PAST_DAY, decides=True),
    Shape(Column.RESUME_VERSION, 18, hint="Which résumé they have.", detail=True, is_read=False),
    Shape(
        Column.LAST_FOLLOW_UP,
        DAY_WIDTH,
        Kind.DAYS,
        "The day you last asked for news. Keep a list here if you like: 2026-11-09, 2026-11-16",
        decides=True,
    ),
    Shape(
        Column.LAST_HEARD,
        DAY_WIDTH,
        Kind.PAST_DAY,
        "The day of their latest answer, whatever it said.",
        detail=True,
        decides=True,
    ),
    Shape(
        Column.CHECK_BACK_ON, DAY_WIDTH, Kind.DAY, "The day they agreed that you may call.", detail=True, decides=True
    ),
    Shape(
        Column.CHECK_BACK_EVERY,
        11.5,
        Kind.COUNT,
        "How often they said you may ask, in days: 7 is once a week.",
        detail=True,
        range=(1, 366),
        decides=True,
    ),
    Shape(
        Column.UNANSWERED,
        13,
        Kind.COUNT,
        "How often you have asked since they last answered. Blank is fine.",
        detail=True,
        decides=True,
    ),
    Shape(
        Column.INTERVIEW_ON,
        DAY_WIDTH,
        Kind.DAY,
        "The next interview, or the latest. Several? Use sheet Interviews.",
        decides=True,
    ),
    Shape(
        Column.THANK_YOU_SENT,
        DAY_WIDTH,
        Kind.DAY_OR_YES,
        "The day you thanked them for the latest interview, or yes.",
        decides=True,
    ),
    Shape(Column.DECISION_BY, DAY_WIDTH, Kind.DAY, "The day they said they would decide.", detail=True, decides=True),
    Shape(
        Column.MENTION,
        26,
        hint="Something particular you talked about: it makes the thank-you note yours.",
        detail=True,
    ),
    Shape(Column.THEY_SAID_NEXT, 26, hint="The next step as they described it.", detail=True),
    Shape(Column.REMEMBER_ME_BY, 26, hint="The one line by which they will remember you.", detail=True),
    Shape(
        Column.SKILLS_TO_BUILD,
        26,
        hint="A weak spot that came up: what you learn now can go into the next follow-up.",
        detail=True,
    ),
    Shape(
        Column.REFERENCES_TOLD,
        11.5,
        Kind.YES_NO,
        "Do your references know that a call may come? Yes, No or the day.",
        detail=True,
    ),
    Shape(Column.PAY_DISCUSSED, 11.5, Kind.YES_NO, "Has pay been talked about? Yes, No or the day.", detail=True),
    Shape(Column.CONTACT, 18, Kind.NAME, "Whom to ask for. Several? One below the other (Alt + Enter).", decides=True),
    Shape(Column.EMAIL, 28, Kind.NAME, decides=True),
    Shape(Column.PHONE, 16, Kind.NAME, decides=True),
    Shape(Column.PREFERS, 10, Kind.CHOICE, "How to contact them.", detail=True, choices=tuple(Channel), decides=True),
    Shape(Column.INSIDER, 18, Kind.NAME, "Somebody you know inside, who can tell you how it stands.", detail=True),
    Shape(Column.LINK, 24),
    Shape(
        Column.SOURCE,
        16,
        Kind.LISTED,
        "Where you found it. The list stands on Dashboard: make it your own.",
        detail=True,
        listed="Sources",
    ),
    Shape(Column.LOCATION, 24, hint="Where it is: the place, or the whole address of the employer.", detail=True),
    Shape(Column.SALARY, 16, Kind.NAME, "What the advert says, or what they told you.", detail=True, is_read=False),
    Shape(Column.NOTES, 36),
)
"""Ours stand beside Company and Role, on the first screen. Needed by everybody: visible. Needed at times: folded away
behind the column it belongs to."""

IN_NEW_WORKBOOKS = tuple(shape for shape in COLUMNS if shape.offered)

_DAY_KINDS = (Kind.DAY, Kind.PAST_DAY, Kind.DAYS, Kind.DAY_OR_YES, Kind.DAY_OR_NEVER, Kind.YES_NO)


def _of_kind(*kinds: Kind) -> tuple[Column, ...]:
    return tuple(Column(shape.heading) for shape in COLUMNS if shape.kind in kinds and shape.heading in THEIRS)


OURS = tuple(Column(shape.heading) for shape in COLUMNS if shape.ours)
"""The five that the night fills in."""
THEIRS = tuple(Column(shape.heading) for shape in COLUMNS if shape.is_read and not shape.ours)
"""Those that a person fills in and the program reads."""
DECIDE = tuple(Column(shape.heading) for shape in COLUMNS if shape.decides)
"""Those on which a rule or a contact depends: what looks like one of them is never left out without a word."""
DATES = _of_kind(*_DAY_KINDS)
"""Those that hold dates; some of them also yes, or "never"."""
YES_OR_DATE = _of_kind(Kind.DAY_OR_YES, Kind.YES_NO)
COUNTS = _of_kind(Kind.COUNT)
TEXTS = _of_kind(Kind.WORDS, Kind.NAME, Kind.LISTED)
