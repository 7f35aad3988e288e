"""A row and its log rows as one story, without what belongs to an earlier application (rules 2 and 3)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from followthrough.knowing.calendar import days
from followthrough.knowing.columns import Column
from followthrough.knowing.words import Outcome, Stage

if TYPE_CHECKING:
    from followthrough.knowing.leads import Interview, Lead, Touch
    from followthrough.knowing.policy import Policy

FIRST_DAY, LAST_DAY_AHEAD = date(2000, 1, 1), 366
"""Any date before this one or later than so many days ahead is a slip of the year (rules 5.3)."""
CONTACTS = (Outcome.VOICEMAIL, Outcome.SENT, Outcome.SPOKE, Outcome.REPLIED)
"""Follow-ups and answers; a call that nobody took is neither."""


def settled_stage(lead: Lead) -> Stage:
    """The stage a lead is judged by: what the cell says, what a blank one means, what a date in the row adds.

    On hold stays On hold here; ``Story.stage`` is the stage that is snoozed for good (rules 2). A word that nobody
    knows settles nothing; such a row is only asked about.
    """
    if lead.unknown_stage:
        return Stage.WISHLIST
    stage = lead.stage or _inferred_stage(lead)
    if stage in (Stage.WISHLIST, Stage.APPLIED) and _has_interview(lead):
        return Stage.INTERVIEWING
    return Stage.APPLIED if stage is Stage.WISHLIST and lead.is_given(Column.APPLIED_ON) else stage


def _inferred_stage(lead: Lead) -> Stage:
    if lead.is_given(Column.START_ON):
        return Stage.ACCEPTED
    if lead.is_given(Column.OFFER_REPLY_BY):
        return Stage.OFFER
    if is_in_contact(lead) or any(map(lead.is_given, (Column.APPLIED_ON, Column.LAST_FOLLOW_UP, Column.LAST_HEARD))):
        return Stage.APPLIED
    return Stage.WISHLIST


def _has_interview(lead: Lead) -> bool:
    return bool(lead.interviews) or lead.is_given(Column.INTERVIEW_ON)


def is_in_contact(lead: Lead) -> bool:
    """Whether the log tells of a follow-up or an answer."""
    return any(touch.outcome in CONTACTS for touch in lead.touches)


def is_plausible(day: date, today: date) -> bool:
    """Whether a date can be meant as it stands (rules 5.3)."""
    return FIRST_DAY <= day <= today + days(LAST_DAY_AHEAD)


def latest(*dates: date | None) -> date | None:
    """The latest of the dates that exist."""
    found = None
    for day in dates:
        if day and (not found or day > found):
            found = day
    return found


class Story:
    """The row and its log rows as one, on a day; a fact that does not exist is None.

    Args:
        lead: unreadable cells are blank in it.
        settled: what ``settled_stage`` said of the row as it stands.
        policy: for the waits and the number of gaps, and for a pause of the whole search.
        today: the local calendar day.
        about: the interview that a letter is about; None for the latest.
    """

    stage: Stage
    """As settled: never On hold, and Interviewing where an interview date says so."""
    seen: date | None
    """The first night that saw the lead."""
    stage_since: date | None
    """The first night that saw it at its present stage."""
    applied_on: date | None
    """The cell; of an Applied row without it, the night that first saw the row."""
    rounds: list[Interview]
    """The rows of the sheet Interviews that can be meant."""
    touches: list[Touch]
    """The rows of the Contact log that count: they can be meant, are not ahead, and not from an earlier story."""
    no_answers: list[date]
    """Calls that nobody took since the last follow-up or answer, of an earlier story too (rules 6: "or ever")."""
    called_off_on: date | None
    """The day of an interview that did not take place, else the night that first saw the word."""
    interviews: list[date]
    """The days of all interviews, held or ahead, oldest first; called off is none."""
    held: list[date]
    """Those until today."""
    latest_held: date | None
    interview: date | None
    """The same, or the one that a letter is about."""
    upcoming: date | None
    """The next interview after today."""
    next_interview: date | None
    """The next interview on or after today, for which one prepares."""
    last_heard: date | None
    """Their latest answer, apart from interviews."""
    heard: date | None
    """Their latest answer; an interview is one."""
    follow_ups: set[date]
    """The days in the row's own cell."""
    asked: list[date]
    """Every follow-up, oldest first."""
    touched: date | None
    """The latest follow-up."""
    decision_by: date | None
    """When they said they would decide."""
    check_back_on: date | None
    """The day on which one may check in."""
    sleeps_until: list[date]
    """The days ahead until which it is snoozed or the search pauses; "never" is the last day there is."""
    snoozed: bool
    """No chasing today: Snooze until lies ahead, is "never", the search pauses, or the stage is On hold."""
    woke: date | None
    """The latest of those days that has come."""
    email: str
    """The address in the row, else the last one on the sheet Interviews."""
    reached: str
    """Whose address that is."""

    def __init__(self, lead: Lead, settled: Stage, policy: Policy, today: date, about: date | None = None) -> None:
        self.lead, self.settled, self.policy, self.today, self.about = lead, settled, policy, today, about
        self.stage = settled
        if settled is Stage.ON_HOLD:
            self.stage = Stage.INTERVIEWING if _has_interview(lead) else Stage.APPLIED
        noticed = lead.noticed
        self.seen = noticed.seen if noticed.seen and noticed.seen <= today else None
        self.stage_since = noticed.stage_since if noticed.stage_since and noticed.stage_since <= today else None
        is_dated = lead.applied_on or self.stage is not Stage.APPLIED or noticed.here_before
        self.applied_on = lead.applied_on if is_dated else self.seen
        logged = [touch for touch in lead.touches if is_plausible(touch.on, today) and touch.on <= today]
        self.touches = [touch for touch in logged if self.same_story(touch.on)]
        self.rounds = [row for row in lead.interviews if is_plausible(row.on, today)]
        self._set_interviews()
        self.last_heard = latest(self.same_story(lead.last_heard), *self.days_of(Outcome.SPOKE, Outcome.REPLIED))
        self.heard = latest(self.last_heard, self.latest_held)
        self.follow_ups = {day for day in lead.last_follow_up if self.same_story(day)}
        self.asked = sorted(self.follow_ups.union(self.days_of(Outcome.VOICEMAIL, Outcome.SENT)))
        self.touched = self.asked[-1] if self.asked else None
        self.decision_by = self.same_story(lead.decision_by)
        self.check_back_on = self.same_story(self._agreed_day())
        calls = sorted([touch.on for touch in logged if touch.outcome is Outcome.NO_ANSWER])
        since = latest(self.touched, self.last_heard) if calls else None
        self.no_answers = [day for day in calls if not since or day > since]
        snoozes = [day for day in (lead.snooze_until, policy.pause_until) if day]
        self.sleeps_until = [day for day in snoozes if day > today]
        self.snoozed = settled is Stage.ON_HOLD or bool(self.sleeps_until)
        self.woke = max([day for day in snoozes if day <= today], default=None)
        wrote = [row for row in self.rounds if row.email]
        self.email = lead.email or (wrote[-1].email if wrote else "")
        self.reached = wrote[-1].interviewer if wrote and not lead.email else lead.contact

    def _set_interviews(self) -> None:
        day, called_off = self.lead.interview_on, self.lead.called_off
        off = day if called_off and day and day <= self.today else None
        self.called_off_on = latest(off, self.stage_since) if called_off else None
        self.interviews = [day] if day and not off else []
        if self.rounds:
            self.interviews = sorted({*self.interviews, *(row.on for row in self.rounds if row.on != off)})
        self.held = [day for day in self.interviews if day <= self.today]
        self.latest_held = self.held[-1] if self.held else None
        self.interview = self.about or self.latest_held
        self.upcoming = self.interviews[len(self.held)] if len(self.interviews) > len(self.held) else None
        self.next_interview = self.today if self.latest_held == self.today else self.upcoming

    def same_story(self, day: date | None) -> date | None:
        """A day, unless it belongs to an earlier application."""
        began = self.lead.applied_on
        return day if day and (not began or day >= began) else None

    def days_of(self, *outcomes: Outcome) -> list[date]:
        """The days of what the log tells."""
        return [touch.on for touch in self.touches if touch.outcome in outcomes]

    def _agreed_day(self) -> date | None:
        """What the newest log row that names a day says (of two of a day the lower), where it is newer than the row."""
        cell, lead = self.same_story(self.lead.check_back_on), self.lead
        naming = [touch for touch in self.touches if touch.check_back_on]
        if not naming:
            return cell
        newest = max(reversed(naming), key=lambda touch: touch.on)
        interview = lead.interview_on if lead.interview_on in self.interviews else None
        own = (lead.applied_on, interview, lead.last_heard, *lead.last_follow_up)
        told = latest(*(day for day in own if day and day <= self.today))
        return newest.check_back_on if not cell or not told or newest.on > told else cell
