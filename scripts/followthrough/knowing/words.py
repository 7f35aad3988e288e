"""The words that a cell may hold: how far a lead is, how they want to be reached, what came of a contact."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """How far a lead has come (rules 2)."""

    WISHLIST = "Wishlist"
    APPLIED = "Applied"
    INTERVIEWING = "Interviewing"
    OFFER = "Offer"
    ACCEPTED = "Accepted"
    ON_HOLD = "On hold"
    CLOSED = "Closed"
    MOVED_ON = "Moved on"


class Channel(StrEnum):
    """How somebody asked to be contacted."""

    PHONE = "Phone"
    EMAIL = "Email"


class Outcome(StrEnum):
    """What came of a contact, as the Contact log holds it (rules 2)."""

    NO_ANSWER = "No answer"
    VOICEMAIL = "Left voicemail"
    SENT = "Sent"
    SPOKE = "Spoke"
    REPLIED = "They replied"
    THANKED = "Thank-you sent"
