"""What the program knows and says about a job: a lead as its row tells it, and the advice that answers it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NEVER = date.max
"""Snooze until "never": no follow-ups wanted here, ever."""


class Stage(StrEnum):
    """How far a lead has come (rulebook 2)."""

    WISHLIST = "Wishlist"
    APPLIED = "Applied"
    INTERVIEWING = "Interviewing"
    OFFER = "Offer"
    ACCEPTED = "Accepted"
    ON_HOLD = "On hold"
    CLOSED = "Closed"
    MOVED_ON = "Moved on"


OVER = (Stage.CLOSED, Stage.MOVED_ON)
OPEN = (Stage.APPLIED, Stage.INTERVIEWING, Stage.OFFER)


class Flag(StrEnum):
    """How the window of an advice stands to today (rulebook 4)."""

    OVERDUE = "Overdue"
    DUE = "Due"
    CHECK_ROW = "Check row"
    MOVE_ON = "Move on"
    WAITING = "Waiting"
    CLOSED = "Closed"


class Step(StrEnum):
    """The one thing to do next, in the order in which steps outrank each other (rulebook 5)."""

    REPLY_TO_OFFER = "reply_to_offer"
    PREPARE = "prepare"
    CHECK_IN = "check_in"
    THANK_YOU = "thank_you"
    ASK_DECISION = "ask_decision"
    FOLLOW_UP = "follow_up"
    FOLLOW_UP_AGAIN = "follow_up_again"
    MOVE_ON = "move_on"
    WITHDRAW = "withdraw"
    START = "start"
    AGREE_START = "agree_start"
    APPLY = "apply"
    FIX_ROW = "fix_row"


NEXT_STEP: Mapping[Step, str] = {
    Step.REPLY_TO_OFFER: "Reply to the offer",
    Step.PREPARE: "Prepare for the interview",
    Step.CHECK_IN: "Check in as agreed",
    Step.THANK_YOU: "Send thank-you",
    Step.ASK_DECISION: "Check in, their date has passed",
    Step.FOLLOW_UP: "Follow up",
    Step.FOLLOW_UP_AGAIN: "Follow up again",
    Step.MOVE_ON: "Move on",
    Step.WITHDRAW: "Withdraw politely",
    Step.START: "Start",
    Step.AGREE_START: "Agree a start date",
    Step.APPLY: "Apply",
    Step.FIX_ROW: "Fix this row",
}
"""The words in the worksheet. A test holds them to the rulebook: they also tell our columns from somebody's own."""


class Channel(StrEnum):
    """How somebody asked to be contacted."""

    PHONE = "Phone"
    EMAIL = "Email"


class How(StrEnum):
    """The channel of a step (rulebook 6); none is written as a blank cell."""

    PHONE = "Phone"
    VOICEMAIL = "Phone, leave a voicemail"
    EMAIL = "Email"
    NOTE = "Handwritten note"
    FIND_CONTACT = "Find a contact"


class Outcome(StrEnum):
    """What came of a contact, as the Contact log holds it (rulebook 2)."""

    NO_ANSWER = "No answer"
    VOICEMAIL = "Left voicemail"
    SENT = "Sent"
    SPOKE = "Spoke"
    REPLIED = "They replied"
    THANKED = "Thank-you sent"


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that could not be used, for its owner to mend: where it is, what it holds, what would be right."""

    row: int
    cell: str
    column: str
    found: str
    expected: str
    mended: str = ""
    """The value that was meant, where that is certain; the cell is its owner's, and nobody else changes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """A row of the Interviews sheet: one interviewer in one round."""

    cell: str
    on: date
    round: str = ""
    interviewer: str = ""
    email: str = ""
    mention: str = ""
    thank_you_sent: date | bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """A row of the Contact log: one contact in either direction."""

    cell: str
    on: date
    outcome: Outcome | None = None
    who: str = ""
    how: str = ""
    check_back_on: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """One row of the worksheet, cell by cell as rulebook 2 names them, beside what the two log sheets add to it.

    A blank cell is None, "" or (). So is a cell that could not be read: ``unreadable`` then holds its problem.
    """

    row: int
    sheet: str = ""
    """The worksheet, as a formula needs its name, where the leads stand on several; else blank."""
    company: str = ""
    role: str = ""
    stage: Stage | None = None
    unknown_stage: str = ""
    stage_guess: Stage | None = None
    """What ``unknown_stage`` may mean; its owner decides."""
    applied_on: date | None = None
    apply_by: date | None = None
    interview_on: date | None = None
    thank_you_sent: date | bool | None = None
    decision_by: date | None = None
    check_back_on: date | None = None
    check_back_every: int | None = None
    last_follow_up: tuple[date, ...] = ()
    unanswered: int | None = None
    last_heard: date | None = None
    contact: str = ""
    email: str = ""
    phone: str = ""
    prefers: Channel | None = None
    insider: str = ""
    pay_discussed: date | bool | None = None
    references_told: date | bool | None = None
    skills_to_build: str = ""
    mention: str = ""
    they_said_next: str = ""
    remember_me_by: str = ""
    offer_reply_by: date | None = None
    start_on: date | None = None
    closed_on: date | None = None
    snooze_until: date | None = None
    link: str = ""
    source: str = ""
    notes: str = ""
    interviews: tuple[Interview, ...] = ()
    touches: tuple[Touch, ...] = ()
    unreadable: tuple[Problem, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The column letter of each heading of ours that the worksheet has ("Company": "A")."""
    headings: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What the owner calls it ("Company": "Firma")."""

    def cell(self, heading: str) -> str:
        """The reference of the row's cell under a heading, or the heading where the worksheet has no such column."""
        letter = self.columns.get(heading)
        if not letter:
            return heading
        return f"{self.sheet}!{letter}{self.row}" if self.sheet else f"{letter}{self.row}"

    @property
    def place(self) -> str:
        """Its row, with the worksheet where there are several: "row 12", "row 12 of 'Week 2'"."""
        return f"row {self.row} of {self.sheet}" if self.sheet else f"row {self.row}"

    def is_given(self, heading: str) -> bool:
        """Whether the cell is filled, readable or not: what a person wrote settles the stage even when misspelt."""
        return bool(getattr(self, FIELDS[heading])) or any(p.column == heading for p in self.unreadable)


DATE_HEADINGS: Mapping[str, str] = {
    "Applied on": "applied_on",
    "Apply by": "apply_by",
    "Interview on": "interview_on",
    "Thank-you sent": "thank_you_sent",
    "Decision by": "decision_by",
    "Check back on": "check_back_on",
    "Last follow-up": "last_follow_up",
    "Last heard": "last_heard",
    "Pay discussed": "pay_discussed",
    "References told": "references_told",
    "Offer reply by": "offer_reply_by",
    "Start on": "start_on",
    "Closed on": "closed_on",
    "Snooze until": "snooze_until",
}
"""Heading -> field, of the columns that hold dates (some of them also yes, or "never")."""

COUNT_HEADINGS: Mapping[str, str] = {"Check back every": "check_back_every", "Unanswered": "unanswered"}

TEXT_HEADINGS: Mapping[str, str] = {
    "Company": "company",
    "Role": "role",
    "Contact": "contact",
    "Email": "email",
    "Phone": "phone",
    "Insider": "insider",
    "Skills to build": "skills_to_build",
    "Mention": "mention",
    "They said next": "they_said_next",
    "Remember me by": "remember_me_by",
    "Link": "link",
    "Source": "source",
    "Notes": "notes",
}

FIELDS: Mapping[str, str] = {
    **TEXT_HEADINGS,
    "Stage": "stage",
    "Prefers": "prefers",
    **DATE_HEADINGS,
    **COUNT_HEADINGS,
}
"""Every heading of rulebook 2 and the field of Lead that holds its cell."""


@dataclass(frozen=True, slots=True)
class LeadKey:
    """Tells a lead from the others wherever it must be known again: mail state, calendar, comparisons.

    Company and role are folded; ``nth`` counts the rows that are alike in all three, from 1.
    """

    company: str
    role: str
    applied_on: str
    nth: int


@dataclass(frozen=True, slots=True)
class Advice:
    """A step, the window of days in which to do it, how, and why (rulebook 4). A blank ``how`` is None."""

    step: Step
    flag: Flag
    opens: date | None
    due: date | None
    how: How | None
    why: str


@dataclass(frozen=True, slots=True)
class Tip:
    """Something worth knowing that is never overdue (rulebook 7)."""

    tip: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A lead with its answer: what its row will show, all the advice in order of urgency, and its tips."""

    lead: Lead
    flag: Flag
    step: Step | None
    opens: date | None
    due: date | None
    how: How | None
    why: str
    advice: tuple[Advice, ...] = ()
    tips: tuple[Tip, ...] = ()

    @property
    def next_step(self) -> str:
        """The words for the step; empty where there is none."""
        return NEXT_STEP[self.step] if self.step else ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Every lead of a workbook judged for one day, in row order, what is to be mended, and what is worth knowing."""

    today: date
    leads: tuple[Judged, ...]
    problems: tuple[Problem, ...]
    tips: tuple[Tip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class You:
    """The person whose search it is, as letters and calls need it; what is blank stays a visible blank there."""

    name: str = ""
    phone: str = ""
    email: str = ""
    one_line: str = ""
    """What they are, in one line: "data analyst with eight years in logistics"."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell to be written: what stood there and what shall stand there."""

    cell: str
    before: str | float | bool | date | None
    after: str | float | bool | date | None
