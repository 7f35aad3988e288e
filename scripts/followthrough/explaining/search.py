"""A workbook as one question is asked of it again and again: one lead, judged on other days or with other cells."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from followthrough.judging.journal import with_night, with_noticed
from followthrough.judging.judge import judge
from followthrough.knowing.calendar import days
from followthrough.knowing.record import Record, replace
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.judging.journal import Journal
    from followthrough.judging.judgement import Judged, Judgement
    from followthrough.knowing.calendar import Calendar
    from followthrough.knowing.leads import Lead
    from followthrough.knowing.policy import Policy
    from followthrough.understanding.read import Reading

Answer = tuple[object, ...]
"""What a row says but its Why: by this two answers are compared."""


class Search(Record, frozen=True):
    """All that an answer rests on.

    Args:
        reading: the workbook.
        journal: what the nights before today noticed.
        policy: the numbers of the rules.
        calendar: the business days.
        today: the local calendar day.
    """

    reading: Reading
    journal: Journal
    policy: Policy
    calendar: Calendar
    today: date

    def judgement(self) -> Judgement:
        """Every lead, judged today."""
        reading = self.reading
        leads = with_noticed(reading.leads, self.journal, self.today)
        return judge(leads, self.policy, self.today, self.calendar, reading.problems, reading.pause)

    def judge_one(self, lead: Lead, today: date, others: Sequence[Lead] = ()) -> Judged:
        """One lead, judged on a day beside those others that can matter to it."""
        return judge([lead, *others], self.policy, today, self.calendar, (), self.reading.pause).leads[0]

    def without_pause(self) -> Search:
        """The same search without a day of rest."""
        return replace(self, policy=replace(self.policy, pause_until=None), reading=replace(self.reading, pause=None))

    def tomorrow(self) -> tuple[Lead, ...]:
        """The leads as later nights see them: with what tonight notices."""
        tonight = with_night(self.journal, self.reading.leads, self.today)
        return with_noticed(self.reading.leads, tonight, self.today + days(1))


def others_that_matter(leads: Sequence[Lead], lead: Lead) -> list[Lead]:
    """The other rows that a rule looks at (rules 5.5): those that became a job, and the latest applications."""
    others = [other for other in leads if (other.row, other.sheet) != (lead.row, lead.sheet)]
    jobs = [other for other in others if other.stage is Stage.ACCEPTED or other.start_on]
    if not jobs:
        return []
    applied = max(others, key=lambda other: other.applied_on or date.min)
    first_seen = max(others, key=lambda other: other.noticed.seen or date.min)
    return list({id(other): other for other in (*jobs, applied, first_seen)}.values())


def answer(judged: Judged) -> Answer:
    """What the row shows but its Why."""
    return judged.flag, judged.step, judged.opens, judged.due, judged.how


DAYS_AHEAD = 366


class Turn(Record, frozen=True):
    """A day on which the row will say something else, and what."""

    on: date
    judged: Judged


def what_comes(search: Search, judged: Judged) -> list[Turn]:
    """The days of the year ahead on which the row turns, if nobody edits anything.

    Args:
        search: the workbook and the day.
        judged: the lead as it is judged today.
    """
    leads = search.tomorrow()
    lead = next(each for each in leads if (each.row, each.sheet) == (judged.lead.row, judged.lead.sheet))
    others, before, found = others_that_matter(leads, lead), _shown(judged), []
    for count in range(1, DAYS_AHEAD + 1):
        on = search.today + days(count)
        then = search.judge_one(lead, on, others)
        if _shown(then) != before:
            before = _shown(then)
            found.append(Turn(on, then))
    return found


def _shown(judged: Judged) -> tuple[object, ...]:
    return judged.flag, judged.step, judged.how
