"""A lead in one line, so that a table of cases reads like a worksheet.

``a_lead("Stage: Applied | Applied on: 11-16 | Log: 11-20 No answer")``: headings as in the rulebook, "|" between cells,
dates of 2026 as month and day. Beside the headings: Log, Rounds, Unreadable, Unknown stage, and what is no cell:
Called off, A no, Seen and Stage since.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from hypothesis import strategies as st

from followthrough.judging.facts import Facts
from followthrough.judging.judge import judge
from followthrough.judging.story import settled_stage
from followthrough.knowing.columns import COUNTS, DATES, Column
from followthrough.knowing.fold import folded
from followthrough.knowing.headings import heading_words
from followthrough.knowing.leads import NEVER, Interview, Lead, Noticed, Problem, Touch
from followthrough.knowing.policy import STANDARD, Policy
from followthrough.knowing.words import Channel, Outcome, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from _pytest.mark.structures import ParameterSet

    from followthrough.judging.judgement import Judged
    from followthrough.knowing.calendar import Calendar

TODAY = date(2026, 11, 23)
"""A Monday."""


def without_last_try(why: str) -> str:
    """A Why without the one thing that ends on a day which it names itself."""
    return re.sub(r", and you never asked: one try is still fine until [^,]+, else let it go", ": let it go", why)


def table(*rows: tuple[object, ...]) -> list[ParameterSet]:
    """Cases for parametrize: the first of each row is its id."""
    return [pytest.param(*values, id=str(name)) for name, *values in rows]


def day(text: str) -> date:
    """A date: month and day of 2026, or with its year."""
    return date.fromisoformat(text if len(text) > len("11-23") else f"2026-{text}")


def a_lead(cells: str = "", *, row: int = 2, **more: Any) -> Lead:  # noqa: ANN401 - whatever Lead takes
    """A lead from one line of cells; ``more`` are fields of Lead that do not fit on a line."""
    pairs = (cell.partition(":") for cell in cells.split("|") if cell.strip())
    return from_cells({heading.strip(): text.strip() for heading, _, text in pairs}, row=row, **more)


def from_cells(cells: Mapping[str, str], *, row: int = 2, **more: Any) -> Lead:  # noqa: ANN401 - whatever Lead takes
    """A lead from its cells by heading; a company is there unless the cells say otherwise."""
    fields: dict[str, Any] = {"company": "Acme"}
    noticed: dict[str, Any] = {}
    for heading, text in cells.items():
        if heading in ("Seen", "Stage since"):
            noticed |= _noticed(heading, text)
        else:
            column = _column(heading)
            fields[_FIELDS.get(heading) or Column(column).field] = _value(column, text)
    if noticed:
        fields["noticed"] = Noticed(**noticed)
    return Lead(row=row, **(fields | more))


def _column(heading: str) -> str:
    """A heading as the program understands it: also one that a column had before."""
    known = heading_words().get(folded(heading))
    return known.heading if known and heading not in _FIELDS else heading


def _noticed(heading: str, text: str) -> dict[str, Any]:
    """``11-16`` or ``11-16 here before``."""
    on, _, before = text.partition(" ")
    return {"stage_since": day(on)} if heading == "Stage since" else {"seen": day(on), "here_before": bool(before)}


def facts_of(lead: Lead, today: str = "11-23", policy: Policy = STANDARD) -> Facts:
    """What a lead comes to on a day."""
    return Facts(lead, settled_stage(lead), policy, day(today))


def judged(
    lead: Lead | str,
    today: str = "11-23",
    *,
    policy: Policy = STANDARD,
    calendar: Calendar | None = None,
    others: Sequence[Lead] = (),
) -> Judged:
    """The answer for one lead, beside others where a rule looks at them."""
    asked = a_lead(lead) if isinstance(lead, str) else lead
    return judge([asked, *others], policy, day(today), calendar).leads[0]


def answer(
    lead: Lead | str,
    today: str = "11-23",
    *,
    policy: Policy = STANDARD,
    calendar: Calendar | None = None,
    others: Sequence[Lead] = (),
) -> str:
    """What the row will show but its Why: ``Due follow_up 11-23..11-26 Phone``."""
    return shown(judged(lead, today, policy=policy, calendar=calendar, others=others))


def shown(lead: Judged) -> str:
    """The same of a lead that is judged already."""
    window = f"{_short(lead.opens)}..{_short(lead.due)}" if lead.opens or lead.due else ""
    return " ".join(filter(None, (lead.flag, lead.step or "-", window, lead.how or "")))


def steps(lead: Lead | str, today: str = "11-23", *, others: Sequence[Lead] = ()) -> list[str]:
    """The steps that hold for a lead, most urgent first."""
    return [advice.step.value for advice in judged(lead, today, others=others).advice]


_FIELDS = {
    "Log": "touches",
    "Rounds": "interviews",
    "Unreadable": "unreadable",
    "Unknown stage": "unknown_stage",
    "Called off": "called_off",
    "A no": "is_no",
}
_WORDS = {"yes": True, "no": False, "never": NEVER}


def _value(heading: str, text: str) -> object:
    many = [part.strip() for part in text.split(",")]
    match heading:
        case "Called off" | "A no":
            return _WORDS[text]
        case "Stage":
            return Stage(text)
        case "Prefers":
            return Channel(text)
        case "Last follow-up":
            return tuple(day(part) for part in many)
        case "Log":
            return tuple(_touch(place, part) for place, part in enumerate(many))
        case "Rounds":
            return tuple(_round(place, part) for place, part in enumerate(many))
        case "Unreadable":
            return tuple(Problem(2, part, part, "soon", "a date") for part in many)
        case _ if heading in DATES:
            return _WORDS[text] if text in _WORDS else day(text)
        case _ if heading in COUNTS:
            return int(text)
    return text


def _touch(place: int, text: str) -> Touch:
    """``11-16 Spoke > 11-27``: the day, what came of it, and the day agreed for the next."""
    what, _, agreed = text.partition(" > ")
    on, _, outcome = what.partition(" ")
    check_back_on = day(agreed) if agreed else None
    return Touch(cell=f"A{place + 2}", on=day(on), outcome=Outcome(outcome), check_back_on=check_back_on)


def _round(place: int, text: str) -> Interview:
    """``11-16 thanked``: the day, and the word where they were thanked the day after or later."""
    on, _, thanked = text.partition(" ")
    return Interview(cell=f"A{place + 2}", on=day(on), thank_you_sent=bool(thanked) or None)


def _short(day: date | None) -> str:
    return day.isoformat().removeprefix("2026-") if day else ""


T = TypeVar("T")


def built(kind: Callable[..., T], *parts: Any, **more: Any) -> st.SearchStrategy[T]:  # noqa: ANN401 - strategies of any kind
    """As ``builds``, for a record: its types are known to type checkers only, and Hypothesis would look for them."""

    def make(*given: Any, **named: Any) -> T:  # noqa: ANN401 - the same
        return kind(*given, **named)

    return st.builds(make, *parts, **more)
