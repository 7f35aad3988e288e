"""What comes if nothing is edited: the same row judged on the days ahead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough.explaining.search import others_that_matter
from followthrough.knowing.calendar import days

if TYPE_CHECKING:
    from datetime import date

    from followthrough.explaining.search import Search
    from followthrough.judging.judgement import Judged

DAYS_AHEAD = 366


@dataclass(frozen=True, slots=True)
class Turn:
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
