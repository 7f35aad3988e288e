"""What a lead may need: the steps, one row each, and the words for how urgent a step is and how it is done."""

from __future__ import annotations

from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING

from followthrough.knowing.columns import Column
from followthrough.knowing.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping


class Flag(StrEnum):
    """How the window of an advice stands to today (rules 4)."""

    OVERDUE = "Overdue"
    DUE = "Due"
    CHECK_ROW = "Check row"
    MOVE_ON = "Move on"
    WAITING = "Waiting"
    CLOSED = "Closed"


class Step(StrEnum):
    """The one thing to do next, in the order in which steps outrank each other (rules 5)."""

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


class How(StrEnum):
    """The channel of a step (rules 6); none is written as a blank cell."""

    PHONE = "Phone"
    VOICEMAIL = "Phone, leave a voicemail"
    EMAIL = "Email"
    NOTE = "Handwritten note"
    FIND_CONTACT = "Find a contact"


class Contacts(Enum):
    """Whom a step contacts (rules 6)."""

    NOBODY = auto()
    INTERVIEWERS = auto()
    THEM = auto()
    """Somebody at the employer; without a number or an address one has to be found first."""
    THEM_KNOWN = auto()
    """The same, who have been in touch: a contact exists somewhere even where the row names none."""


class StepRow(Record, frozen=True):
    """What is known about a step.

    Args:
        words: what the worksheet and the mails call it; these words also tell our columns from somebody's own.
        with_name: the same with a company in place of the braces, as a subject says it.
        contacts: whom it contacts.
        cleared_by: the column that, filled in or changed, says it is done.
        asks_for_news: whether it chases an answer.
        letters: the templates of its letter; of several one is chosen. None where nothing is written by its channel.
        call: the template of its call.
        drafts: further templates that it always brings.
    """

    words: str
    with_name: str
    contacts: Contacts = Contacts.NOBODY
    cleared_by: Column | None = None
    asks_for_news: bool = False
    letters: tuple[str, ...] = ()
    call: str = "call_script"
    drafts: tuple[str, ...] = ()


def _asking(words: str, with_name: str, letter: str, contacts: Contacts = Contacts.THEM) -> StepRow:
    return StepRow(words, with_name, contacts, Column.LAST_FOLLOW_UP, asks_for_news=True, letters=(letter,))


STEPS: Mapping[Step, StepRow] = {
    Step.REPLY_TO_OFFER: StepRow(
        "Reply to the offer", "Reply to {}", Contacts.THEM_KNOWN, Column.STAGE, call="offer_call",
        letters=("offer_accept", "offer_decline", "offer_days"), drafts=("offer_in_writing",),
    ),
    Step.PREPARE: StepRow(
        "Prepare for the interview", "Interview at {}", drafts=("prepare_questions", "after_interview_notes")
    ),
    Step.CHECK_IN: _asking("Check in as agreed", "Check in with {}", "check_in", Contacts.THEM_KNOWN),
    Step.THANK_YOU: StepRow("Send thank-you", "Thank {}", Contacts.INTERVIEWERS, Column.THANK_YOU_SENT),
    Step.ASK_DECISION: _asking("Check in, their date has passed", "Check in with {}", "ask_decision"),
    Step.FOLLOW_UP: _asking("Follow up", "Follow up with {}", "follow_up_email"),
    Step.FOLLOW_UP_AGAIN: _asking("Follow up again", "Follow up again with {}", "follow_up_again"),
    Step.MOVE_ON: StepRow("Move on", "Move on from {}"),
    Step.WITHDRAW: StepRow(
        "Withdraw politely", "Withdraw from {}", Contacts.THEM_KNOWN, Column.LAST_FOLLOW_UP,
        letters=("withdrawal",), call="withdrawal_call",
    ),
    Step.START: StepRow("Start", "Start at {}"),
    Step.AGREE_START: StepRow("Agree a start date", "Agree a start date with {}", drafts=("first_day",)),
    Step.APPLY: StepRow("Apply", "Apply to {}", cleared_by=Column.APPLIED_ON),
    Step.FIX_ROW: StepRow("Fix this row", "Fix {}"),
}  # fmt: skip
"""One row a step. A test holds the words to docs/rules.md."""
NEW_DATE = "Ask for a new date"
"""What to follow up is called where an interview was called off."""
WORDS = frozenset((NEW_DATE, *(row.words for row in STEPS.values())))
"""All that may stand under Next step."""
CHASES = tuple(step for step, row in STEPS.items() if row.asks_for_news)
"""The steps that ask for news; of these a lead has one at most."""
