"""The columns of a new workbook, as data: what stands where, how wide, what may be typed, and what is said about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from followthrough.leads import Channel, Outcome, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

OURS = ("Flag", "Next step", "Due", "How", "Why")
"""The columns that the night fills in."""


class Kind(Enum):
    """What a column takes; ``template_entries`` says how Excel is told so."""

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


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a new sheet.

    Args:
        heading: exactly as the rulebook spells it.
        width: in characters, as Excel counts them.
        kind: what it takes.
        hint: what Excel shows when a cell of it is entered; "" where the heading says enough.
        detail: belongs to the column before it and starts folded away.
        choices: the words of a CHOICE.
        listed: the defined name of a LISTED column's list.
        range: lowest and highest number of a COUNT.
        ours: written by the night.
    """

    heading: str
    width: float
    kind: Kind = Kind.WORDS
    hint: str = ""
    detail: bool = False
    choices: Sequence[str] = ()
    listed: str = ""
    range: tuple[int, int] = (0, 999)
    ours: bool = False


def _detail(heading: str, width: float, kind: Kind = Kind.WORDS, hint: str = "") -> Column:
    return Column(heading, width, kind, hint, detail=True)


DAY_WIDTH = 11.2
"""A date such as 28 Sept 2026, in the longest spelling of a month, and a little air."""

JOBS: tuple[Column, ...] = (
    Column("Company", 17.6, Kind.NAME),
    Column("Role", 16.4, Kind.NAME),
    _detail("Contact", 18, Kind.NAME, "Whom to ask for. Several people: one below the other (Alt + Enter)."),
    _detail("Email", 24, Kind.NAME),
    _detail("Phone", 16, Kind.NAME),
    Column("Prefers", 10, Kind.CHOICE, "How they asked to be contacted.", detail=True, choices=tuple(Channel)),
    _detail("Insider", 18, Kind.NAME, "Somebody you know inside, who can tell you how it stands."),
    Column("Source", 16, Kind.LISTED, "Where you found it. The list stands on Dashboard: make it your own.",
           detail=True, listed="Sources"),
    _detail("Link", 24),
    _detail("Notes", 36),
    Column("Stage", 11.6, Kind.CHOICE, choices=tuple(Stage)),
    _detail("Apply by", DAY_WIDTH, Kind.DAY, "The last day on which they take applications."),
    _detail("Offer reply by", DAY_WIDTH, Kind.DAY, "The day by which they want your answer to the offer."),
    _detail("Start on", DAY_WIDTH, Kind.DAY, "Your first day there, once you have accepted."),
    _detail("Closed on", DAY_WIDTH, Kind.DAY, "The day it ended."),
    _detail("Snooze until", DAY_WIDTH, Kind.DAY_OR_NEVER,
            "No follow-ups before this day. Type never if you want none at all."),
    Column("Applied on", DAY_WIDTH, Kind.PAST_DAY),
    Column("Interview on", DAY_WIDTH, Kind.DAY, "The next interview, or the latest. Several? Use sheet Interviews."),
    Column("Thank-you sent", DAY_WIDTH, Kind.DAY_OR_YES, "The day you thanked them for the latest interview, or yes."),
    _detail("Decision by", DAY_WIDTH, Kind.DAY, "The day they said they would decide."),
    _detail("Mention", 26, hint="Something particular you talked about: it makes the thank-you note yours."),
    _detail("They said next", 26, hint="The next step as they described it."),
    _detail("Remember me by", 26, hint="The one line by which they will remember you."),
    _detail("Skills to build", 26, hint="A weak spot that came up: what you learn now can go into the next follow-up."),
    _detail("References told", 11.5, Kind.YES_NO, "Do your references know that a call may come? Yes, No or the day."),
    _detail("Pay discussed", 11.5, Kind.YES_NO, "Has pay been talked about? Yes, No or the day."),
    Column("Last follow-up", DAY_WIDTH, Kind.DAYS,
           "The day you last asked for news. Keep a list here if you like: 2026-11-09, 2026-11-16"),
    _detail("Last heard", DAY_WIDTH, Kind.PAST_DAY, "The day of their latest answer, whatever it said."),
    _detail("Check back on", DAY_WIDTH, Kind.DAY, "The day they agreed that you may call."),
    Column("Check back every", 11.5, Kind.COUNT, "How often they said you may ask, in days: 7 is once a week.",
           detail=True, range=(1, 366)),
    _detail("Unanswered", 13, Kind.COUNT, "How often you have asked since they last answered. Blank is fine."),
    Column("Flag", 11.6, ours=True),
    Column("Next step", 16, ours=True),
    Column("Due", 11, Kind.DAYS, ours=True),
    Column("How", 11, ours=True),
    Column("Why", 58, ours=True),
)  # fmt: skip
"""Needed by everybody: visible. Needed at times: folded away behind the column it belongs to. Ours: at the right."""

SOURCES = ("LinkedIn", "Job board", "Company site", "Referral", "Recruiter", "Job fair", "Social media")
"""What a new workbook offers; its owner changes them on Dashboard."""
CHANNELS = ("Phone", "Email", "Letter", "LinkedIn", "In person")

CONTACT_LOG: tuple[Column, ...] = (
    Column("Date", 12.6, Kind.PAST_DAY, "Ctrl + ; puts in today."),
    Column("Company", 24, Kind.LISTED, listed="Companies"),
    Column("Outcome", 16, Kind.CHOICE, choices=tuple(Outcome)),
    Column("Check back on", DAY_WIDTH, Kind.DAY, "The day they agreed that you may call again."),
    Column("How", 12, Kind.CHOICE, choices=CHANNELS),
    Column("Who", 22, Kind.NAME),
    Column("Role", 24, Kind.LISTED, "Only where you have several leads with this company.", listed="Roles"),
    Column("Notes", 60),
)
"""What a call needs comes first, so that the rest can be left out."""

INTERVIEWS: tuple[Column, ...] = (
    Column("Date", 12.6, Kind.DAY),
    Column("Company", 24, Kind.LISTED, listed="Companies"),
    Column("Interviewer", 22, Kind.NAME, "One person a row: each is owed a note of their own."),
    Column("Email", 28, Kind.NAME),
    Column("Thank-you sent", DAY_WIDTH, Kind.DAY_OR_YES, "The day you thanked this person, or yes."),
    Column("Mention", 44, hint="Something particular you talked about: it makes the thank-you note yours."),
    Column("Round", 16, hint="First talk, second round, panel ..."),
    Column("Role", 24, Kind.LISTED, "Only where you have several leads with this company.", listed="Roles"),
)
