"""What a summary lists, and how much of it: long lists train people not to read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough.judging.news import LONG_OVERDUE
from followthrough.knowing.calendar import days
from followthrough.knowing.steps import CHASES, Flag, How, Step

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from followthrough.knowing.calendar import Calendar
    from followthrough.knowing.judgement import Advice, Judged, Judgement

MOST_CHASES = 10


@dataclass(frozen=True, slots=True)
class Task:
    """A step of a lead and the day of this week on which to do it."""

    day: date
    judged: Judged
    advice: Advice


@dataclass(frozen=True, slots=True)
class Expected:
    """A day on which something may be heard, and what."""

    day: date
    judged: Judged
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The seven days from a summary on.

    Args:
        tasks: what to do, by day.
        overdue: what is past its last good day, two weeks back at most.
        more: chases beyond the ten that are worth a line of their own.
        long_overdue: how many are overdue for longer.
        let_go: leads that turned to Move on since the last summary.
        let_go_before: how many turned before.
        expected: days they agreed on or meant to decide by.
    """

    tasks: tuple[Task, ...]
    overdue: tuple[Task, ...]
    more: tuple[Task, ...]
    long_overdue: int
    let_go: tuple[Judged, ...]
    let_go_before: int
    expected: tuple[Expected, ...]


def plan_week(judgement: Judgement, told: Collection[str]) -> Week:
    """Plan the week.

    Args:
        judgement: of the day on which the summary is written.
        told: the Move on items of earlier summaries, by ``let_go_key``.
    """
    today = judgement.today
    todo = [task for judged in judgement.leads for task in _tasks(judged, today, judgement.calendar)]
    late = [task for task in todo if task.advice.flag is Flag.OVERDUE]
    recent = [task for task in late if task.advice.due and (today - task.advice.due).days <= LONG_OVERDUE]
    this_week = [task for task in todo if task.advice.flag is not Flag.OVERDUE]
    chases = sorted((task for task in (*recent, *this_week) if task.advice.step in CHASES), key=_worth)
    cut = {id(task) for task in chases[MOST_CHASES:]}
    turned = [judged for judged in judgement.leads if judged.flag is Flag.MOVE_ON]
    new = tuple(judged for judged in turned if let_go_key(judged) not in told)
    return Week(
        tasks=tuple(sorted((task for task in this_week if id(task) not in cut), key=_order)),
        overdue=tuple(sorted((task for task in recent if id(task) not in cut), key=_order)),
        more=tuple(chases[MOST_CHASES:]),
        long_overdue=len(late) - len(recent),
        let_go=new,
        let_go_before=len(turned) - len(new),
        expected=tuple(sorted(_expected(judgement), key=lambda each: each.day)),
    )


def let_go_keys(judgement: Judgement) -> tuple[str, ...]:
    """What to remember as told after a summary went out."""
    return tuple(let_go_key(judged) for judged in judgement.leads if judged.flag is Flag.MOVE_ON)


def let_go_key(judged: Judged) -> str:
    """The key under which a lead that turned to Move on is remembered; one that turns again later has another."""
    return "|".join((*judged.key.parts, "let go", str(judged.opens or "")))


def _tasks(judged: Judged, today: date, calendar: Calendar) -> Iterator[Task]:
    for advice in judged.advice:
        if advice.step in (Step.MOVE_ON, Step.FIX_ROW):
            continue
        if advice.flag is Flag.OVERDUE:
            yield Task(calendar.bd(today) if advice.step in CHASES else today, judged, advice)
        elif advice.flag is Flag.DUE:
            yield Task(_first_good_day(advice, today, calendar), judged, advice)
        elif advice.flag is Flag.WAITING and advice.opens and today < advice.opens <= today + days(6):
            yield Task(advice.opens, judged, advice)


def _first_good_day(advice: Advice, today: date, calendar: Calendar) -> date:
    """Today; for a step that needs somebody there the next business day, if that is still within its window."""
    if advice.step not in CHASES:
        return today
    reached = calendar.bd(today)
    return reached if not advice.due or reached <= advice.due else today


def _worth(task: Task) -> tuple[bool, bool, bool, date]:
    """Agreed days first, then those who interviewed, then those with somebody to ask."""
    interviewed = bool(task.judged.lead.interview_on or task.judged.lead.interviews)
    return task.advice.step is not Step.CHECK_IN, not interviewed, task.advice.how is How.FIND_CONTACT, task.day


def _order(task: Task) -> tuple[date, int, tuple[str, int]]:
    return task.day, list(Step).index(task.advice.step), (task.judged.lead.sheet, task.judged.lead.row)


def _expected(judgement: Judgement) -> Iterator[Expected]:
    for judged in judgement.leads:
        for advice in judged.advice:
            if advice.flag is Flag.WAITING and advice.step in (Step.CHECK_IN, Step.ASK_DECISION) and advice.opens:
                agreed = advice.step is Step.CHECK_IN
                day = advice.opens if agreed else judged.lead.decision_by
                if day and judgement.today <= day <= judgement.today + days(14):
                    yield Expected(day, judged, "the day you agreed on" if agreed else "they meant to decide by then")
