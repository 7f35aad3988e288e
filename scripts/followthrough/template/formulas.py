"""The formulas of the Dashboard: plain COUNTIF and SUMPRODUCT, which Excel and LibreOffice calculate in the same way.

They look at rows rather than at the table, so that they also see what was typed below it, where LibreOffice does not
let a table grow by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.columns import IN_NEW_WORKBOOKS, Column, LogColumn
from followthrough.knowing.leads import OPEN
from followthrough.knowing.steps import Flag
from followthrough.knowing.words import Stage
from followthrough.ooxml.references import column_letters
from followthrough.template.columns import CONTACT_LOG, INTERVIEWS, LAST_ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from followthrough.knowing.columns import Shape


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


_COMPANIES = f"{_given(Column.COMPANY)}*"
ACCEPTED = _any(*_stage_is((Stage.ACCEPTED,)))
OFFERED = _any(_given(Column.OFFER_REPLY_BY), *_stage_is((Stage.OFFER, Stage.ACCEPTED)))
SEEN = _any(
    _given(Column.INTERVIEW_ON),
    f"(COUNTIF({interviews(Column.COMPANY)},{jobs(Column.COMPANY)})>0)",
    *_stage_is((Stage.INTERVIEWING, Stage.OFFER, Stage.ACCEPTED)),
)
ANSWERED = _any(
    _given(Column.LAST_HEARD),
    f'(COUNTIFS({log(Column.COMPANY)},{jobs(Column.COMPANY)},{log(LogColumn.OUTCOME)},"They replied")>0)',
    f'(COUNTIFS({log(Column.COMPANY)},{jobs(Column.COMPANY)},{log(LogColumn.OUTCOME)},"Spoke")>0)',
    SEEN,
    OFFERED,
)
SENT = _any(_given(Column.APPLIED_ON), ANSWERED, *_stage_is(stage for stage in Stage if stage is not Stage.WISHLIST))

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


def in_stage(stage: Stage) -> str:
    """How many rows stand in a stage, by the word in their cell."""
    return f'=COUNTIF({jobs(Column.STAGE)},"{stage}")'


_BLANK_BUT_SENT = f'({jobs(Column.STAGE)}="")*{_given(Column.APPLIED_ON)}'
_NOT_LET_GO = f'({jobs(Column.FLAG)}<>"{Flag.MOVE_ON}")'
OPEN_LEADS = f"=SUMPRODUCT({_COMPANIES}{_NOT_LET_GO}*{_any(*_stage_is(OPEN), _BLANK_BUT_SENT)})"
_HELD_SOON = f"({jobs(Column.INTERVIEW_ON)}>=TODAY())*({jobs(Column.INTERVIEW_ON)}<=TODAY()+14)"
_LISTED_SOON = (
    f'(COUNTIFS({interviews(Column.COMPANY)},{jobs(Column.COMPANY)},{interviews(LogColumn.DATE)},">="&TODAY(),'
    f'{interviews(LogColumn.DATE)},"<="&TODAY()+14)>0)'
)
INTERVIEWS_AHEAD = f"=SUMPRODUCT({_COMPANIES}{_any(_HELD_SOON, _LISTED_SOON)})"


def applied_between(first: str, after: str) -> str:
    """Applications sent from one day up to, not including, another; both are cells or sums of them."""
    return f'COUNTIFS({jobs(Column.APPLIED_ON)},">="&{first},{jobs(Column.APPLIED_ON)},"<"&{after})'


def sent_from(source: str) -> str:
    """Applications that came from a source, whose cell is given."""
    return f'=IF({source}="","",SUMPRODUCT({_COMPANIES}({jobs(Column.SOURCE)}={source})*{SENT}))'


def answered_from(source: str) -> str:
    """Applications from a source that were answered."""
    return f'=IF({source}="","",SUMPRODUCT({_COMPANIES}({jobs(Column.SOURCE)}={source})*{ANSWERED}))'


_URGENT = f'(({jobs(Column.FLAG)}="{Flag.OVERDUE}")+({jobs(Column.FLAG)}="{Flag.DUE}"))'
_BEYOND = 10**9
_NO_DAY = 99999
_ROOM = 10000
"""Day and row in one number (the day times this, plus the row), so that the k-th smallest gives both."""


def urgent_row(place: int) -> str:
    """The row of the lead to see to first (place 1), second, ...: by last good day; blank beyond the last."""
    day = f"({jobs(Column.DUE)}+({jobs(Column.DUE)}=0)*{_NO_DAY})"
    key = f"{_URGENT}*({day}*{_ROOM}+ROW({jobs(Column.DUE)}))+(1-{_URGENT})*{_BEYOND}"
    row = f"MOD(SUMPRODUCT(SMALL({key},{place})),{_ROOM})"
    return f'=IF(SUMPRODUCT({_URGENT}*1)<{place},"",{row})'


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
