"""The columns of the two log sheets of a new workbook, and what its lists offer."""

from __future__ import annotations

from followthrough.knowing.columns import DAY_WIDTH, Column, Kind, LogColumn, Shape
from followthrough.knowing.words import Outcome

LAST_ROW = 2000
"""Dropdowns, checks and colours reach down to here, so that a row typed below the table has them at once."""

A_NO = "Rejected"
"""The word by which a Stage says that they turned one down; the list of stages has none (rules 2)."""
SOURCES = ("LinkedIn", "Job board", "Company site", "Referral", "Recruiter", "Job fair", "Social media")
"""What a new workbook offers; its owner changes them on Dashboard."""
CHANNELS = ("Phone", "Email", "Letter", "LinkedIn", "In person")

CONTACT_LOG: tuple[Shape, ...] = (
    Shape(LogColumn.DATE, 12.6, Kind.PAST_DAY, "Ctrl + ; puts in today."),
    Shape(Column.COMPANY, 24, Kind.LISTED, listed="Companies"),
    Shape(LogColumn.OUTCOME, 16, Kind.CHOICE, choices=tuple(Outcome)),
    Shape(Column.CHECK_BACK_ON, DAY_WIDTH, Kind.DAY, "The day they agreed that you may call again."),
    Shape(LogColumn.HOW, 12, Kind.CHOICE, choices=CHANNELS),
    Shape(LogColumn.WHO, 22, Kind.NAME),
    Shape(Column.ROLE, 24, Kind.LISTED, "Only where you have several leads with this company.", listed="Roles"),
    Shape(Column.NOTES, 60),
)
"""What a call needs comes first, so that the rest can be left out."""

INTERVIEWS: tuple[Shape, ...] = (
    Shape(LogColumn.DATE, 12.6, Kind.DAY),
    Shape(Column.COMPANY, 24, Kind.LISTED, listed="Companies"),
    Shape(LogColumn.INTERVIEWER, 22, Kind.NAME, "One person a row: each is owed a note of their own."),
    Shape(Column.EMAIL, 28, Kind.NAME),
    Shape(Column.THANK_YOU_SENT, DAY_WIDTH, Kind.DAY_OR_YES, "The day you thanked this person, or yes."),
    Shape(Column.MENTION, 44, hint="Something particular you talked about: it makes the thank-you note yours."),
    Shape(LogColumn.ROUND, 16, hint="First talk, second round, panel ..."),
    Shape(Column.ROLE, 24, Kind.LISTED, "Only where you have several leads with this company.", listed="Roles"),
)
