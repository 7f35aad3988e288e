"""The seven days from a summary on: what is done on which day, and what else there is to tell."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from followthrough.judging.news import LONG_OVERDUE, is_for_nobody
from followthrough.knowing.calendar import days
from followthrough.knowing.record import Record
from followthrough.knowing.steps import CHASES, Flag, Step
from followthrough.saying.first_things import NOW, is_cold, things

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from followthrough.judging.judgement import Advice, Judged, Judgement
    from followthrough.knowing.calendar import Calendar
    from followthrough.saying.first_things import Thing

MOST_TASKS = 12
"""Lines of the plan: two minutes to read, and a week to do."""
FEWEST_A_DAY = 3
MOST_NAMED = 5


class Task(Record, frozen=True):
    """A line of the plan: what is to be done, and on which day of this week."""

    day: date
    thing: Thing


class Expected(Record, frozen=True):
    """A lead from which something may be heard on a day."""

    day: date
    judged: Judged


class Week(Record, frozen=True, kw_only=True):
    """What a summary tells of.

    Args:
        tasks: what to do, the most urgent first, each on a good day.
        more: follow-ups for which the week has no room.
        long_overdue: leads that are overdue for more than two weeks.
        let_go: leads that turned to Move on and are named now; ``let_go_before`` were named before, ``let_go_later``
            are named another time.
        expected: leads without a line above that agreed on a day, or meant to decide by it.
    """

    tasks: tuple[Task, ...]
    more: tuple[Thing, ...]
    long_overdue: tuple[Judged, ...]
    let_go: tuple[Judged, ...]
    let_go_before: int
    let_go_later: int
    expected: tuple[Expected, ...]

    @property
    def days(self) -> dict[int, date | None]:
        """The ``id`` of each advice that the plan names first for a lead -> its day; None where there is no room."""
        lines = [*((task.thing, task.day) for task in self.tasks), *((thing, None) for thing in self.more)]
        steps = [(judged, advice, day) for thing, day in lines for judged, advice in reversed(thing.steps)]
        first = {id(judged): (id(advice), day) for judged, advice, day in steps}
        return dict(first.values())


def plan_week(judgement: Judgement, told: Collection[str]) -> Week:
    """Plan the week.

    Args:
        judgement: of the day on which the summary is written.
        told: the Move on items of earlier summaries, by ``let_go_key``.
    """
    today = judgement.today
    listed = things(judgement, lambda judged, advice: _is_this_week(judged, advice, today))
    ranked = sorted(listed, key=lambda thing: is_cold(thing.judged))
    cut = {id(thing) for thing in ranked[MOST_TASKS:]}
    kept = [thing for thing in listed if id(thing) not in cut]
    late = (judged for judged in judgement.leads if judged.flag is Flag.OVERDUE)
    turned = [judged for judged in judgement.leads if judged.flag is Flag.MOVE_ON]
    new = [judged for judged in turned if let_go_key(judged) not in told]
    planned = {id(judged) for thing in listed for judged in thing.leads}
    return Week(
        tasks=tuple(map(Task, spread(kept, today, judgement.calendar), kept)),
        more=tuple(thing for thing in listed if id(thing) in cut),
        long_overdue=tuple(judged for judged in late if judged.due and (today - judged.due).days > LONG_OVERDUE),
        let_go=tuple(new[:MOST_NAMED]),
        let_go_before=len(turned) - len(new),
        let_go_later=len(new[MOST_NAMED:]),
        expected=tuple(sorted(_expected(judgement, planned), key=lambda each: each.day)),
    )


def let_go_key(judged: Judged) -> str:
    """The key under which a lead that turned to Move on is remembered; one that turns again later has another."""
    return "|".join((*judged.key.parts, "let go", str(judged.opens or "")))


def spread(listed: Sequence[Thing], today: date, calendar: Calendar) -> Iterator[date]:
    """A day for each thing, in its window and with room on it, so that not all of a week is done on Monday.

    What is open already has days that follow each other, as far as the windows let them; so has what opens later.

    Args:
        listed: the most urgent first.
        today: the first day of the week.
        calendar: its business days, on which others are asked.
    """
    week = [today + days(ahead) for ahead in range(7)]
    good = [day for day in week if calendar.is_business_day(day)] or week
    lasts = [_last_day(thing.advice, week) for thing in listed]
    is_now = [thing.advice.flag in NOW for thing in listed]
    taken: Counter[date] = Counter()
    reached = today
    for place, (thing, last) in enumerate(zip(listed, lasts, strict=True)):
        if not is_now[place] and (not place or is_now[place - 1]):
            reached = today
        mine = _good_days(thing.advice, good if thing.advice.step in CHASES else week)
        end = min((each for each, now in zip(lasts[place:], is_now[place:], strict=True) if now), default=last)
        fitting = [day for day in mine if reached <= day <= end] or [day for day in mine if day >= reached] or mine
        room = _room(last, lasts, good)
        day = next((day for day in fitting if taken[day] < room), None) or min(fitting, key=taken.__getitem__)
        taken[day] += 1
        reached = max(reached, day)
        yield day


def _room(last: date, lasts: Sequence[date], good: Sequence[date]) -> int:
    """How many things come to each good day, where all that must be done by a day is spread evenly."""
    count, on = (sum(each <= last for each in every) for every in (lasts, good))
    return max(FEWEST_A_DAY, -(-count // max(1, on)))


def _good_days(advice: Advice, week: Sequence[date]) -> Sequence[date]:
    """The days of the week on which a step can be done; the next one where its window holds none."""
    opens, last = advice.opens or week[0], _last_day(advice, week)
    return [day for day in week if opens <= day <= last] or [day for day in week if day >= opens][:1] or week[-1:]


def _last_day(advice: Advice, week: Sequence[date]) -> date:
    """The last day for a step; the last of the week where it is late, and the day before an interview."""
    if not advice.due or advice.flag is Flag.OVERDUE:
        return week[-1]
    is_before = advice.step is Step.PREPARE and advice.due > week[0]
    return min(advice.due - days(is_before), week[-1])


def _is_this_week(judged: Judged, advice: Advice, today: date) -> bool:
    if advice.step in (Step.MOVE_ON, Step.FIX_ROW) or is_for_nobody(judged, advice):
        return False
    opens, due = advice.opens, advice.due
    if advice.flag is Flag.OVERDUE:
        return due is not None and (today - due).days <= LONG_OVERDUE
    opens_soon = opens is not None and opens <= today + days(6)
    return advice.flag is Flag.DUE or (advice.flag is Flag.WAITING and opens_soon)


def _expected(judgement: Judgement, planned: Collection[int]) -> Iterator[Expected]:
    for judged in judgement.leads:
        for advice in judged.advice if id(judged) not in planned else ():
            if advice.flag is Flag.WAITING and advice.step in (Step.CHECK_IN, Step.ASK_DECISION):
                day = advice.opens if advice.step is Step.CHECK_IN else judged.lead.decision_by
                if day and judgement.today <= day <= judgement.today + days(14):
                    yield Expected(day, judged)
