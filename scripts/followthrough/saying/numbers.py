"""The numbers of a search, six at most, each with what it rests on: a rate of three applications is no rate."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from followthrough.judging.counts import count
from followthrough.knowing.wording import counted
from followthrough.saying.page import Number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from followthrough.judging.judgement import Judged, Judgement

FEWEST = 5
"""Applications from which on a share of them is a rate."""


def numbers_of(judgement: Judgement) -> tuple[Number, ...]:
    """What a judged workbook comes to: what the person did first, then what came of it (rules 7)."""
    today = judgement.today
    leads = [judged for judged in judgement.leads if not judged.lead.unknown_stage and judged.lead.company]
    if not leads:
        return ()
    sent = [day for judged in leads if (day := judged.facts.applied_on) and day <= today]
    asked = [day for judged in leads for day in judged.facts.asked]
    counts, goal = count(judgement.leads), judgement.policy.open_leads
    return (
        _of_a_week("Applications", sent, today),
        _of_a_week("Follow-ups", asked, today),
        Number(label="Open leads", value=f"{counts.open:,}", share=counts.open / max(counts.open, goal, 1)),
        *_rate("Answered", counts.answered, counts.applications),
        *_rate("Interviewed", counts.interviewed, counts.applications),
        *_median_wait([wait for judged in leads if (wait := _first_answer(judged)) is not None]),
    )


def _of_a_week(label: str, dates: Sequence[date], today: date) -> Number:
    """How many in the last seven days, with those of the seven before beside."""
    now, before = (sum(1 for day in dates if ago <= (today - day).days < ago + 7) for ago in (0, 7))
    return Number(label=label, value=f"{now:,}", share=now / max(now, before, 1), before=f"last week {before:,}")


def _rate(label: str, part: int, whole: int) -> Iterator[Number]:
    """A share; none at all, or one of fewer than five, tells nothing (rules 7)."""
    if part and whole >= FEWEST:
        yield Number(label=label, value=f"{part:,} of {whole:,}", share=part / whole)


def _median_wait(waits: Sequence[int]) -> Iterator[Number]:
    if waits:
        yield Number(label="Median wait", value=counted(median(waits), "day"), share=0)


def _first_answer(judged: Judged) -> int | None:
    """Days from applying to the first answer that is still known: a row keeps its latest only."""
    applied = judged.readable.applied_on
    return next(((day - applied).days for day in judged.facts.answers if applied and day >= applied), None)
