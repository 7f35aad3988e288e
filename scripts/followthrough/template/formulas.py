"""The columns of the two log sheets of a new workbook, and the formulas of its Dashboard.

These are plain COUNTIF and SUMPRODUCT, which Excel and LibreOffice calculate in the same way. They look at rows rather
than at the table, so that they also see what was typed below it, where LibreOffice does not let a table grow by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.columns import DAY_WIDTH, IN_NEW_WORKBOOKS, Column, Kind, LogColumn, Shape
from followthrough.knowing.leads import OPEN
from followthrough.knowing.steps import NEW_DATE, STEPS, Flag, How, Step
from followthrough.knowing.words import Outcome, Stage
from followthrough.ooxml.references import column_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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


def letter_of(columns: Sequence[Shape], heading: str) -> str:
    """The letters of a column."""
    return column_letters(next(place for place, column in enumerate(columns, start=1) if column.heading == heading))


def jobs(heading: str) -> str:
    """The cells of a column of Jobs."""
    return _cells("Jobs", letter_of(IN_NEW_WORKBOOKS, heading))


def log(heading: str) -> str:
    """The cells of a column of the Contact log."""
    return _cells("'Contact log'", letter_of(CONTACT_LOG, heading))


def interviews(heading: str) -> str:
    """The cells of a column of Interviews."""
    return _cells("Interviews", letter_of(INTERVIEWS, heading))


def _cells(sheet: str, letters: str) -> str:
    return f"{sheet}!${letters}$2:${letters}${LAST_ROW}"


def _given(heading: str) -> str:
    return f'({jobs(heading)}<>"")'


def _stage_is(stages: Iterable[Stage]) -> Iterable[str]:
    return (f'({jobs(Column.STAGE)}="{stage}")' for stage in stages)


def _any(*conditions: str) -> str:
    return f"(({'+'.join(conditions)})>0)"


def _logged(sheet: Callable[[str], str], condition: str = "") -> str:
    """Whether one of the two log sheets has a row of the lead's company; to ask for its role too takes seconds."""
    same = ",".join(filter(None, (sheet(Column.COMPANY), jobs(Column.COMPANY), condition)))
    return f"(COUNTIFS({same})>0)"


_COMPANIES = f"{_given(Column.COMPANY)}*"
_NO_STAGE = f'({jobs(Column.STAGE)}="")*'
"""A blank Stage is inferred from the dates (rules 2)."""
ACCEPTED = _any(f"{_NO_STAGE}{_given(Column.START_ON)}", *_stage_is((Stage.ACCEPTED,)))
OFFERED = _any(_given(Column.OFFER_REPLY_BY), ACCEPTED, *_stage_is((Stage.OFFER,)))
SEEN = _any(
    _given(Column.INTERVIEW_ON),
    _logged(interviews),
    OFFERED,
    *_stage_is((Stage.INTERVIEWING,)),
)
ANSWERED = _any(
    _given(Column.LAST_HEARD),
    f'({jobs(Column.STAGE)}="{A_NO}")',
    *(_logged(log, f'{log(LogColumn.OUTCOME)},"{outcome}"') for outcome in (Outcome.REPLIED, Outcome.SPOKE)),
    SEEN,
)
SENT = _any(
    _given(Column.APPLIED_ON),
    f"{_NO_STAGE}{_given(Column.LAST_FOLLOW_UP)}",
    ANSWERED,
    *_stage_is(stage for stage in Stage if stage is not Stage.WISHLIST),
)

FUNNEL = (
    ("On the list", f"=COUNTA({jobs(Column.COMPANY)})"),
    ("Applied", f"=SUMPRODUCT({_COMPANIES}{SENT})"),
    ("They answered", f"=SUMPRODUCT({_COMPANIES}{ANSWERED})"),
    ("Interview", f"=SUMPRODUCT({_COMPANIES}{SEEN})"),
    ("Offer", f"=SUMPRODUCT({_COMPANIES}{OFFERED})"),
    ("Accepted", f"=SUMPRODUCT({_COMPANIES}{ACCEPTED})"),
)
"""How far the leads came; whoever got further also counts for the steps before."""


def flagged(*flags: Flag) -> str:
    """How many rows show one of the given flags."""
    return "=" + "+".join(f'COUNTIF({jobs(Column.FLAG)},"{flag}")' for flag in flags)


NO_FLAG = f"COUNTA({jobs(Column.FLAG)})=0"
"""Whether no night and no trial run has filled in anything."""


def in_stage(stage: Stage) -> str:
    """How many rows stand in a stage, by the word in their cell; a no is closed."""
    words = (stage, A_NO) if stage is Stage.CLOSED else (stage,)
    return "=" + "+".join(f'COUNTIF({jobs(Column.STAGE)},"{word}")' for word in words)


_BLANK_BUT_SENT = f"{_NO_STAGE}{SENT}*(1-{ACCEPTED})"
_NOT_LET_GO = f'({jobs(Column.FLAG)}<>"{Flag.MOVE_ON}")'
OPEN_LEADS = f"=SUMPRODUCT({_COMPANIES}{_NOT_LET_GO}*{_any(*_stage_is(OPEN), _BLANK_BUT_SENT)})"
_HELD_SOON = f"({jobs(Column.INTERVIEW_ON)}>=TODAY())*({jobs(Column.INTERVIEW_ON)}<=TODAY()+14)"
_DAY = interviews(LogColumn.DATE)
_LISTED_SOON = _logged(interviews, f'{_DAY},">="&TODAY(),{_DAY},"<="&TODAY()+14')
INTERVIEWS_AHEAD = f"=SUMPRODUCT({_COMPANIES}{_any(_HELD_SOON, _LISTED_SOON)})"


def applied_between(first: str, after: str) -> str:
    """Applications sent from one day up to, not including, another; both are cells or sums of them."""
    return f'COUNTIFS({jobs(Column.APPLIED_ON)},">="&{first},{jobs(Column.APPLIED_ON)},"<"&{after})'


def from_source(source: str, condition: str) -> str:
    """How many applications from the source in a cell are as a condition says: ``SENT``, ``ANSWERED``."""
    return f'=IF({source}="","",SUMPRODUCT({_COMPANIES}({jobs(Column.SOURCE)}={source})*{condition}))'


_OVERDUE = f'({jobs(Column.FLAG)}="{Flag.OVERDUE}")'
_NOBODY_TO_ASK = "*".join((
    f'({jobs(Column.HOW)}="{How.FIND_CONTACT}")',
    _any(f'({jobs(Column.STAGE)}="")', *_stage_is((Stage.APPLIED, Stage.WISHLIST))),
    f'({jobs(Column.LAST_HEARD)}="")',
))  # fmt: skip
"""An application that was never answered and that nobody can be asked about: the mails leave it out (rules 4)."""
_NOW = f'({_OVERDUE}+({jobs(Column.FLAG)}="{Flag.DUE}"))*(1-{_NOBODY_TO_ASK})'
_PLACES = {step: place for place, step in enumerate(Step, start=1)}
_RANKS = {STEPS[step].words: place for step, place in _PLACES.items()} | {NEW_DATE: _PLACES[Step.FOLLOW_UP]}
_ANY_DAY, _ANY_ROW = 10**5, 10**4
"""More than any day and any row: step, day and row become one number, so that the k-th smallest gives the row."""
_NOT_URGENT, _NOT_NOW = 50, 99
"""More than there are steps."""


def urgent_row(place: int) -> str:
    """The row of the lead to see to first (place 1), second, ...; blank beyond the last.

    In the order of the mails (``judgement.urgency``): overdue or due by tomorrow, then by step, then by last good
    day.
    """
    due = jobs(Column.DUE)
    urgent = f"({_OVERDUE}+({due}>0)*({due}<=TODAY()+1)>0)"
    steps = "+".join(f'({jobs(Column.NEXT_STEP)}="{words}")*{rank}' for words, rank in _RANKS.items())
    step = f"{_NOW}*({steps}+(1-{urgent})*{_NOT_URGENT})+(1-{_NOW})*{_NOT_NOW}"
    day = f"{due}+({due}=0)*{_ANY_DAY - 1}"
    row = f"MOD(SUMPRODUCT(SMALL(({step})*{_ANY_DAY * _ANY_ROW}+({day})*{_ANY_ROW}+ROW({due}),{place})),{_ANY_ROW})"
    return f'=IF(SUMPRODUCT({_NOW}*1)<{place},"",{row})'


def of_row(heading: str, row: str) -> str:
    """What stands under a heading in the row whose number a cell holds."""
    whole = jobs(heading).replace("$2:", "$1:")
    return f'=IF({row}="","",INDEX({whole},{row})&"")'


def day_of_row(heading: str, row: str) -> str:
    """The same for a date, kept as a date."""
    whole = jobs(heading).replace("$2:", "$1:")
    return f'=IF({row}="","",IF(INDEX({whole},{row})=0,"",INDEX({whole},{row})))'


def list_of(heading: str) -> str:
    """The cells of a column of Jobs down to the last company, for the dropdowns of the two other sheets."""
    last = f"MAX(1,SUMPRODUCT(MAX({_given(Column.COMPANY)}*ROW({jobs(Column.COMPANY)})))-1)"
    return f"{jobs(heading).split(':')[0]}:INDEX({jobs(heading)},{last})"
