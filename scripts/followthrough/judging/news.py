"""What a person has not been told yet: a pure function of the judgement and of what was mailed before.

There is no queue: what was not sent is news again the next time.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from followthrough.knowing.calendar import days
from followthrough.knowing.record import Record
from followthrough.knowing.steps import Flag, How, Step
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from followthrough.judging.judgement import Advice, Judged, Judgement

LONG_OVERDUE = 14
"""Days after its last good day from which a step is no news any more."""


class Event(StrEnum):
    """Why a step is worth a mail tonight."""

    INTERVIEW_TODAY = "interview today"
    INTERVIEW = "interview"
    OVERDUE = "overdue"
    LAST_DAY = "last day"
    OPENED = "opened"


class News(Record, frozen=True):
    """A step of a lead that somebody should hear of, and the key by which it is remembered as told."""

    key: str
    event: Event
    judged: Judged
    advice: Advice


def find_news(judgement: Judgement, mailed: Collection[str]) -> tuple[News, ...]:
    """What is new since the last mail, in the order in which the leads stand."""
    found = (news for judged in judgement.leads for news in _of(judged, judgement.today))
    return tuple(news for news in found if news.key not in mailed)


def is_for_nobody(judged: Judged, advice: Advice) -> bool:
    """A cold follow-up with nobody to ask: the week gathers those, for on no night can anybody act on one (rules 4)."""
    if advice.how is not How.FIND_CONTACT:
        return False
    return judged.facts.stage is Stage.APPLIED and not judged.facts.heard


def _of(judged: Judged, today: date) -> Iterator[News]:
    name = judged.key
    for advice in judged.advice:
        event = None if is_for_nobody(judged, advice) else _event(advice, today)
        if event:
            window = f"{advice.opens or ''}..{advice.due or ''}"
            key = "|".join((name.company, name.role, name.applied_on, str(name.nth), advice.step, window, event))
            yield News(key, event, judged, advice)


def _event(advice: Advice, today: date) -> Event | None:
    due = advice.due
    if advice.step is Step.PREPARE and due is not None and due <= today + days(1):
        return Event.INTERVIEW_TODAY if due == today else Event.INTERVIEW
    if advice.step is Step.THANK_YOU and advice.opens == today:
        return None  # in the morning the interview is still to come
    if advice.flag is Flag.OVERDUE and due is not None:
        return Event.OVERDUE if (today - due).days <= LONG_OVERDUE else None
    if advice.flag is not Flag.DUE:
        return None
    return Event.LAST_DAY if due == today else Event.OPENED
