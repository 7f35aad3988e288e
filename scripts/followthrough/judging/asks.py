"""How often they were asked since they last answered: told by the row or the log, else worked out (rules 3)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from followthrough.judging.story import Story
    from followthrough.knowing.leads import Lead
    from followthrough.knowing.policy import Policy


@dataclass(frozen=True, slots=True)
class Asked:
    """How many follow-ups are unanswered, and whether the row or the log says so."""

    times: int
    is_told: bool = True


def asks(day: date, base: date, first: int, gaps: Sequence[int]) -> int:
    """How many follow-ups somebody who keeps the cadence has made by a day.

    Args:
        day: by when.
        base: the day they count from.
        first: days from there to the first follow-up.
        gaps: days from each to the next; after the last one they let go.
    """
    return sum(1 for wait in accumulate(gaps[:-1], initial=first) if (day - base).days >= wait)


def unanswered(lead: Lead, story: Story, policy: Policy, today: date) -> Asked:
    """Follow-ups since they were last heard from."""
    heard, touched = story.heard, story.touched
    if not touched or (heard and heard >= touched):
        return Asked(0)
    if lead.check_back_every is not None:
        return _at_their_pace(lead.check_back_every, story, policy, touched)
    if story.touches:
        return Asked(max(1, _after(heard, story.sent)))
    if lead.unanswered is not None:
        return Asked(max(1, lead.unanswered))
    if len(story.follow_ups) > 1:
        return Asked(max(1, _after(heard, story.follow_ups)))
    return Asked(max(1, _seen(lead, story, today), _likely(story, policy, touched)), is_told=False)


def asked_before_answer(story: Story, policy: Policy) -> int:
    """How often they were likely asked until they answered; once where they wrote of their own accord (rules 5, C)."""
    heard = story.heard
    landmarks = [*_fixed_days(story, heard), *_landmarks(policy, (story.interview, story.applied_on))] if heard else []
    if not heard or not landmarks:
        return 0
    base, first = _last(landmarks)
    likely = asks(heard, base, first, policy.gaps)
    was_asked = any(day > base for day in (*story.asked, *story.spoke))
    return likely if was_asked else min(likely, 1)


def _at_their_pace(every: int, story: Story, policy: Policy, touched: date) -> Asked:
    answered = max((day for day in (story.heard, story.applied_on) if day), default=None)
    asked_for = (touched - answered).days if answered else 0
    return Asked(len(policy.gaps) if asked_for >= max(sum(policy.gaps), 3 * every) else 1)


def _seen(lead: Lead, story: Story, today: date) -> int:
    """The different days that nights have seen in the cell, tonight's among them."""
    noticed = {day for day in lead.noticed.follow_ups if day <= today}
    same_story = {day for day in noticed if not (lead.applied_on and day < lead.applied_on)}
    return _after(story.heard, same_story | story.follow_ups)


def _likely(story: Story, policy: Policy, touched: date) -> int:
    """As often as the cadence asks; nobody is given up for asks that may never have been made."""
    landmarks = [*_fixed_days(story, touched), *_landmarks(policy, (story.heard, story.applied_on))]
    if not landmarks:
        return 1
    base, first = _last(landmarks)
    likely = asks(touched, base, first, policy.gaps)
    return likely if (touched - base).days >= sum(policy.gaps) else min(likely, len(policy.gaps) - 1)


def _fixed_days(story: Story, until: date) -> Iterable[tuple[date, int]]:
    """Days that were agreed on, on which one asks at once."""
    return ((day, 0) for day in (story.decision_by, story.check_back_on) if day and day <= until)


def _landmarks(policy: Policy, days: tuple[date | None, date | None]) -> Iterable[tuple[date, int]]:
    """A talk or an answer, and the application: days from which one counts, each with the wait until one asks."""
    waits = (policy.after_interview[0], policy.after_applying[0])
    return ((day, wait) for day, wait in zip(days, waits, strict=True) if day)


def _last(landmarks: Iterable[tuple[date, int]]) -> tuple[date, int]:
    """The latest; of several on one day the one with the shortest wait."""
    return max(landmarks, key=lambda landmark: (landmark[0], -landmark[1]))


def _after(heard: date | None, follow_ups: Iterable[date]) -> int:
    return sum(1 for day in follow_ups if not heard or day > heard)
