"""What a lead's story comes to on a day: how often they were asked, whether it sleeps or is silent (rules 3)."""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from followthrough.judging.story import Story, latest
from followthrough.knowing.words import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from followthrough.knowing.leads import Interview, Lead, Touch


class Asked(NamedTuple):
    """How many follow-ups are unanswered, and whether the row or the log says so."""

    times: int
    is_told: bool = True


NO_LANDMARK = (None, 0)


class Facts(Story):
    """The derived facts, by the names that the rulebook gives them. A fact that does not exist is None."""

    def of(self, lead: Lead) -> Facts:
        """The same of the row with other cells."""
        return Facts(lead, self.settled, self.policy, self.today)

    def for_letter(self, about: date | None) -> Facts:
        """The same for a letter about one of the interviews."""
        return Facts(self.lead, self.settled, self.policy, self.today, about)

    @property
    def last_interview(self) -> date | None:
        """The latest interview, held or ahead."""
        return self.interviews[-1] if self.interviews else None

    @property
    def rounds_held(self) -> int:
        """On how many days interviews were held."""
        return len(self.held)

    @property
    def unthanked(self) -> list[date]:
        """The interviews held for which somebody is still to be thanked, oldest first.

        The cell Thank-you sent speaks of the latest interview only; where the sheet Interviews holds rows for a day,
        they decide.
        """
        return [day for day in self.held if self._rows_to_thank(day) or not self._is_thanked_for(day)]

    @property
    def thanked(self) -> bool:
        """Whether they were thanked for the latest interview."""
        return self.latest_held is not None and self.latest_held not in self.unthanked

    @property
    def to_thank(self) -> list[Interview]:
        """Who led those talks and was not thanked, where the sheet Interviews tells."""
        return [row for day in self.unthanked for row in self._rows_to_thank(day)]

    def _rows_to_thank(self, day: date) -> list[Interview]:
        rows = (row for row in self.rounds if row.on == day and not _counts(row.thank_you_sent, day))
        logged = self._thanks_since(day)
        return [row for row in rows if not any(_is_for(row.interviewer, touch.who) for touch in logged)]

    def _is_thanked_for(self, day: date) -> bool:
        told = self.lead.thank_you_sent if day == self.latest_held else None
        return _counts(told, day) or any(row.on == day for row in self.rounds) or bool(self._thanks_since(day))

    def _thanks_since(self, day: date) -> list[Touch]:
        return [touch for touch in self.touches if touch.outcome is Outcome.THANKED and touch.on >= day]

    @property
    def unanswered(self) -> int:
        """Follow-ups since they were last heard from."""
        return self._counted.times

    @property
    def is_told(self) -> bool:
        """Whether the row or the log tells how often; else the number is worked out."""
        return self._counted.is_told

    @cached_property
    def _counted(self) -> Asked:
        lead, heard, touched = self.lead, self.heard, self.touched
        if not touched or (heard and heard >= touched):
            return Asked(0)
        if lead.check_back_every is not None:
            return self._at_their_pace(lead.check_back_every, touched)
        if self.touches:
            return Asked(max(1, self._after_answer(self.days_of(Outcome.VOICEMAIL, Outcome.SENT))))
        if lead.unanswered is not None:
            return Asked(max(1, lead.unanswered))
        if len(self.follow_ups) > 1:
            return Asked(max(1, self._after_answer(self.follow_ups)))
        seen = {day for day in lead.noticed.follow_ups if day <= self.today and self.same_story(day)}
        return Asked(max(1, self._after_answer(seen | self.follow_ups), self._likely(touched)), is_told=False)

    def _at_their_pace(self, every: int, touched: date) -> Asked:
        asked_for, gaps = (touched - self.answered).days if self.answered else 0, self.policy.gaps
        return Asked(len(gaps) if asked_for >= max(sum(gaps), 3 * every) else 1)

    def _after_answer(self, follow_ups: Iterable[date]) -> int:
        return sum(1 for day in follow_ups if not self.heard or day > self.heard)

    def _likely(self, touched: date) -> int:
        """As often as the cadence asks; nobody is given up for asks that may never have been made."""
        base, first = self._landmark(touched, self.heard)
        if not base:
            return 1
        gaps = self.policy.gaps
        likely = asks(touched, base, first, gaps)
        return likely if (touched - base).days >= sum(gaps) else min(likely, len(gaps) - 1)

    @property
    def asked_before(self) -> int:
        """How often they were likely asked until they last answered; once where they wrote of their own accord."""
        base, first = self._landmark(self.heard, self.latest_held) if self.heard else NO_LANDMARK
        if not self.heard or not base:
            return 0
        likely = asks(self.heard, base, first, self.policy.gaps)
        was_asked = any(day > base for day in (*self.asked, *self.days_of(Outcome.SPOKE)))
        return likely if was_asked else min(likely, 1)

    def _landmark(self, until: date, answer: date | None) -> tuple[date | None, int]:
        """The latest day from which one counts, and the wait from there until one asks; of several the shortest.

        On a day that was agreed on one asks at once; after an answer and an application one waits.
        """
        agreed = [(day, 0) for day in (self.decision_by, self.check_back_on) if day and day <= until]
        waits = (self.policy.after_interview[0], self.policy.after_applying[0])
        begun = [(day, wait) for day, wait in zip((answer, self.applied_on), waits, strict=True) if day]
        return max(agreed + begun, key=lambda landmark: (landmark[0], -landmark[1]), default=NO_LANDMARK)

    @property
    def answers(self) -> list[date]:
        """Every answer of theirs that is known, oldest first; an interview is one."""
        told = (self.same_story(self.lead.last_heard), *self.days_of(Outcome.SPOKE, Outcome.REPLIED), *self.held)
        return sorted({day for day in told if day and day <= self.today})

    @property
    def voicemails(self) -> set[date]:
        """The days of follow-ups on which nothing but a voicemail was left, as the log tells."""
        return set(self.days_of(Outcome.VOICEMAIL)) - self.follow_ups.union(self.days_of(Outcome.SENT))

    @property
    def answered(self) -> date | None:
        """The day from which their silence counts."""
        return latest(self.heard, self.applied_on)

    @property
    def began(self) -> date | None:
        """A fresh talk is a fresh process; else the first day of which the row tells."""
        begun = (self.applied_on, self.last_heard, *self.asked)
        return self.latest_held or min((day for day in begun if day and day <= self.today), default=None)

    @property
    def sent_in(self) -> date | None:
        """The day from which they have the application."""
        return latest(self.applied_on, self.lead.apply_by) if self.applied_on else None

    @property
    def pending(self) -> bool:
        """Whether an interview or a day of theirs lies ahead."""
        theirs = (self.check_back_on, self.decision_by, self.lead.apply_by)
        return self.upcoming is not None or any(day and day >= self.today for day in theirs)

    @cached_property
    def last_activity(self) -> date | None:
        """When anything last moved. A cell wins over a noticed day, else every old row would wake on the second night.

        A change of stage after the row was first seen counts too, even where no cell dates it; so does one of tonight,
        or a lead would be let go on the evening of its change and come back the next day.
        """
        noticed = self.lead.noticed
        changed = noticed.stage_since if noticed.stage_since != noticed.seen else None
        told = [*self._active_days, self.today if noticed.changed_today else changed]
        return max([day for day in told if day and day <= self.today], default=self.seen)

    @property
    def _active_days(self) -> list[date | None]:
        """Every date of last_activity in rules 3 that stands in the row, whether it has come or not."""
        lead = self.lead
        apply_by = lead.apply_by if self.applied_on else None
        thanked = [lead.thank_you_sent, *[row.thank_you_sent for row in self.rounds]]
        return [
            lead.applied_on, apply_by, lead.snooze_until, self.last_heard, self.decision_by, self.check_back_on,
            *self.interviews, *self.asked, *[day for day in thanked if not isinstance(day, bool)],
            *[touch.on for touch in self.touches if touch.outcome is Outcome.THANKED],
        ]  # fmt: skip


def asks(day: date, base: date, first: int, gaps: Sequence[int]) -> int:
    """How many follow-ups somebody who keeps the cadence has made by a day.

    Args:
        day: by when.
        base: the day they count from.
        first: days from there to the first follow-up.
        gaps: days from each to the next; after the last one they let go.
    """
    return sum(1 for wait in accumulate(gaps[:-1], initial=first) if (day - base).days >= wait)


def _counts(thanked: date | bool | None, day: date) -> bool:  # noqa: FBT001 - yes, a date or nothing: a cell
    """A thank-you counts when it is a yes or was sent on or after the interview."""
    return thanked if isinstance(thanked, bool) else thanked is not None and thanked >= day


def _is_for(interviewer: str, who: str) -> bool:
    """Whether a thank-you in the log went to an interviewer: by name, or to everybody where one name is missing."""
    return not interviewer or not who or who.casefold() in interviewer.casefold()
