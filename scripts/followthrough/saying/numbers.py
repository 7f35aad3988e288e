"""The numbers of a search, each with what it rests on: a rate of three applications is no rate."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from followthrough.judging.counts import count as count_leads
from followthrough.judging.counts import is_open
from followthrough.judging.facts import derive
from followthrough.judging.story import settled_stage, usable_touches
from followthrough.knowing.calendar import days
from followthrough.knowing.leads import OPEN
from followthrough.knowing.words import Outcome, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from followthrough.judging.facts import Facts
    from followthrough.knowing.judgement import Judgement
    from followthrough.knowing.leads import Lead
    from followthrough.knowing.policy import Policy

WEEKS = 8
"""How many weeks the picture goes back."""
FEWEST = 5
"""Applications from which on a share of them is a rate."""
FUNNEL = (Stage.WISHLIST, Stage.APPLIED, Stage.INTERVIEWING, Stage.OFFER, Stage.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

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


def count(judgement: Judgement, policy: Policy) -> Numbers:
    """Count a judged workbook."""
    today = judgement.today
    sound = [judged for judged in judgement.leads if not judged.lead.unknown_stage and judged.lead.company]
    leads = [judged.lead for judged in sound]
    facts = [derive(lead, settled_stage(lead), policy, today) for lead in leads]
    sent = [fact.applied_on for fact in facts if fact.applied_on and fact.applied_on <= today]
    applied = [(lead, fact) for lead, fact in zip(leads, facts, strict=True) if lead.applied_on]
    waits = [wait for lead, fact in applied if (wait := _first_answer(lead, fact, today)) is not None]
    pursued = [fact for judged, fact in zip(sound, facts, strict=True) if is_open(judged.lead, fact, judged.flag)]
    counts = count_leads((judged.lead, fact, judged.flag) for judged, fact in zip(sound, facts, strict=True))
    return Numbers(
        applied=_within(sent, today, 0),
        applied_before=_within(sent, today, 7),
        asked=sum(_within(_follow_ups(lead, today), today, 0) for lead in leads),
        open_leads=counts.open,
        open_goal=policy.open_leads,
        answered=Rate(counts.answered, counts.applications),
        interviewed=Rate(counts.interviewed, counts.applications),
        days_to_answer=(median(waits), len(waits)) if waits else None,
        days_in_stage=tuple(_ages(pursued, today)),
        stages=tuple((stage, sum(1 for fact in facts if fact.stage is stage)) for stage in FUNNEL),
        weeks=tuple(_weeks(sent, today)),
    )


def _within(dates: Iterable[date], today: date, ago: int) -> int:
    """How many lie in the seven days that end so many days ago."""
    return sum(1 for day in dates if ago <= (today - day).days < ago + 7)


def _follow_ups(lead: Lead, today: date) -> set[date]:
    logged = (touch for touch in usable_touches(lead, today) if touch.outcome in (Outcome.SENT, Outcome.VOICEMAIL))
    return {*lead.last_follow_up, *(touch.on for touch in logged)}


def _first_answer(lead: Lead, facts: Facts, today: date) -> int | None:
    """Days from applying to the first answer that is still known: a row keeps its latest only."""
    if not lead.applied_on:
        return None
    touches = {t.on for t in usable_touches(lead, today) if t.outcome in (Outcome.SPOKE, Outcome.REPLIED)}
    held = {held.on for held in lead.interviews} | {day for day in (facts.last_heard, facts.interview) if day}
    known = [day for day in touches | held if lead.applied_on <= day <= today]
    return (min(known) - lead.applied_on).days if known else None


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
