"""The numbers of a search, each with what it rests on: a rate of three applications is no rate."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from followthrough.judging.counts import count as count_leads
from followthrough.judging.counts import is_open
from followthrough.knowing.calendar import days
from followthrough.knowing.leads import OPEN
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from followthrough.knowing.judgement import Facts, Judged, Judgement

WEEKS = 8
"""How many weeks the chart goes back."""
FEWEST = 5
"""Applications from which on a share of them is a rate."""
FUNNEL = (Stage.WISHLIST, Stage.APPLIED, Stage.INTERVIEWING, Stage.OFFER, Stage.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of a whole."""

    part: int
    whole: int

    @property
    def percent(self) -> int:
        """The share, in whole percent."""
        return round(100 * self.part / self.whole) if self.whole else 0

    @property
    def is_telling(self) -> bool:
        """Whether it is worth saying: none at all, or a share of three, is no rate (rules 7)."""
        return self.part > 0 and self.whole >= FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """A search in numbers, on a day.

    Args:
        applied: applications sent in the last seven days; ``applied_before`` in the seven before.
        asked: follow-ups of the last seven days.
        open_leads: leads being pursued, and how many keep a search going.
        answered: of all applications, those that were ever answered.
        interviewed: of all applications, those that led to an interview.
        days_to_answer: median days from applying to the first known answer, and of how many.
        days_in_stage: stage -> median days since it last moved, and of how many.
        stages: how many leads stand at each stage of the funnel.
        weeks: first day of each of the last weeks -> applications, oldest first.
    """

    applied: int
    applied_before: int
    asked: int
    open_leads: int
    open_goal: int
    answered: Rate
    interviewed: Rate
    days_to_answer: tuple[float, int] | None
    days_in_stage: tuple[tuple[Stage, float, int], ...]
    stages: tuple[tuple[Stage, int], ...]
    weeks: tuple[tuple[date, int], ...]


def count(judgement: Judgement) -> Numbers:
    """Count a judged workbook."""
    today = judgement.today
    leads = [judged for judged in judgement.leads if not judged.lead.unknown_stage and judged.lead.company]
    facts = [judged.facts for judged in leads]
    sent = [fact.applied_on for fact in facts if fact.applied_on and fact.applied_on <= today]
    waits = [wait for judged in leads if (wait := _first_answer(judged)) is not None]
    pursued = [judged.facts for judged in leads if is_open(judged)]
    counts = count_leads(judgement.leads)
    return Numbers(
        applied=_within(sent, today, 0),
        applied_before=_within(sent, today, 7),
        asked=sum(_within(fact.asked, today, 0) for fact in facts),
        open_leads=counts.open,
        open_goal=judgement.policy.open_leads,
        answered=Rate(counts.answered, counts.applications),
        interviewed=Rate(counts.interviewed, counts.applications),
        days_to_answer=(median(waits), len(waits)) if waits else None,
        days_in_stage=tuple(_ages(pursued, today)),
        stages=tuple((stage, sum(1 for fact in facts if fact.stage is stage)) for stage in FUNNEL),
        weeks=tuple(_weeks(sent, today)),
    )


def _within(dates: Iterable[date], today: date, ago: int) -> int:
    """How many of the dates lie in the seven days that end that many days before today."""
    return sum(1 for day in dates if ago <= (today - day).days < ago + 7)


def _first_answer(judged: Judged) -> int | None:
    """Days from applying to the first answer that is still known: a row keeps its latest only."""
    applied = judged.readable.applied_on
    return next(((day - applied).days for day in judged.facts.answers if applied and day >= applied), None)


def _ages(pursued: Sequence[Facts], today: date) -> Iterable[tuple[Stage, float, int]]:
    for stage in OPEN:
        since = [fact.last_activity for fact in pursued if fact.stage is stage and fact.last_activity]
        if since:
            yield stage, median((today - day).days for day in since), len(since)


def _weeks(sent: Sequence[date], today: date) -> Iterable[tuple[date, int]]:
    monday = today - days(today.weekday())
    for back in range(WEEKS - 1, -1, -1):
        start = monday - days(7 * back)
        yield start, sum(1 for day in sent if start <= day < start + days(7))
