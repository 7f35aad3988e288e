"""What is said about a lead: advice, tips, and the judgement of a whole workbook for one day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough.knowing.steps import STEPS, Flag, How, Step

if TYPE_CHECKING:
    from datetime import date

    from followthrough.knowing.leads import Lead, Problem


@dataclass(frozen=True, slots=True)
class Advice:
    """A step, the window of days in which to do it, how, and why (rules 4). A blank ``how`` is None.

    ``words`` is what the step is called here; "" where it is called as usual.
    """

    step: Step
    flag: Flag
    opens: date | None
    due: date | None
    how: How | None
    why: str
    words: str = ""

    @property
    def next_step(self) -> str:
        """The words for the step."""
        return self.words or STEPS[self.step].words


@dataclass(frozen=True, slots=True)
class Tip:
    """Something worth knowing that is never overdue (rules 7)."""

    tip: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A lead with its answer: what its row will show, all the advice in order of urgency, and its tips."""

    lead: Lead
    flag: Flag
    step: Step | None
    opens: date | None
    due: date | None
    how: How | None
    why: str
    advice: tuple[Advice, ...] = ()
    tips: tuple[Tip, ...] = ()

    @property
    def next_step(self) -> str:
        """The words for the step; empty where there is none."""
        return next((advice.next_step for advice in self.advice), STEPS[self.step].words if self.step else "")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Every lead of a workbook judged for one day, in row order, what is to be mended, and what is worth knowing."""

    today: date
    leads: tuple[Judged, ...]
    problems: tuple[Problem, ...]
    tips: tuple[Tip, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A cell to be written: what stood there and what shall stand there."""

    cell: str
    before: str | float | bool | date | None
    after: str | float | bool | date | None
