"""A row and its log rows as one story, without what belongs to an earlier application (rules 2 and 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from followthrough.knowing.calendar import days
from followthrough.knowing.columns import Column
from followthrough.knowing.words import Outcome, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from followthrough.knowing.leads import Interview, Lead, Touch

FIRST_YEAR = 2000
LAST_DAY_AHEAD = 366
"""Any date before 2000 or later than this many days ahead is a slip of the year (rules 5.3)."""


def settled_stage(lead: Lead) -> Stage:
    """The stage a lead is judged by: what the cell says, what a blank one means, what a date in the row adds.

    On hold stays On hold here; ``derive`` turns it into the stage that is snoozed for good (rules 2). A word that
    nobody knows settles nothing; such a row is only asked about.
    """
    if lead.unknown_stage:
        return Stage.WISHLIST
    interviewed = lead.is_given(Column.INTERVIEW_ON) or bool(lead.interviews)
    stage = lead.stage or _inferred_stage(lead, interviewed=interviewed)
    if stage in (Stage.WISHLIST, Stage.APPLIED) and interviewed:
        return Stage.INTERVIEWING
    return Stage.APPLIED if stage is Stage.WISHLIST and lead.is_given(Column.APPLIED_ON) else stage


def _inferred_stage(lead: Lead, *, interviewed: bool) -> Stage:
    if lead.is_given(Column.START_ON):
        return Stage.ACCEPTED
    if lead.is_given(Column.OFFER_REPLY_BY):
        return Stage.OFFER
    if interviewed:
        return Stage.INTERVIEWING
    if is_in_contact(lead) or any(map(lead.is_given, (Column.APPLIED_ON, Column.LAST_FOLLOW_UP, Column.LAST_HEARD))):
        return Stage.APPLIED
    return Stage.WISHLIST


def is_in_contact(lead: Lead) -> bool:
    """Whether the log tells of a follow-up or an answer; a call that nobody took is neither."""
    telling = (Outcome.VOICEMAIL, Outcome.SENT, Outcome.SPOKE, Outcome.REPLIED)
    return any(touch.outcome in telling for touch in lead.touches)


def is_plausible(day: date, today: date) -> bool:
    """Whether a date can be meant as it stands (rules 5.3)."""
    return day.year >= FIRST_YEAR and day <= today + days(LAST_DAY_AHEAD)


def usable_touches(lead: Lead, today: date) -> tuple[Touch, ...]:
    """The log rows that count: dated, not in the future, and not from an earlier story (rules 3)."""
    return tuple(
        touch
        for touch in lead.touches
        if is_plausible(touch.on, today) and touch.on <= today and not (lead.applied_on and touch.on < lead.applied_on)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The row and its log rows as one.

    Args:
        applied_on: the cell; where an Applied row leaves it blank, the night that first saw the row.
        interviews: every day of one, held or ahead; called off is none. ``held``: those until today, oldest first.
        called_off_on: the day of the interview that did not take place, else the night that first saw the word.
        answers: days on which they answered; an interview is not among them. ``spoke``: those of calls.
        follow_ups: days in the row's own cell; ``sent`` those in the log.
        no_answers: calls that nobody took, whenever they were: an earlier story's count too (rules 6: "or ever").
        interview: the latest interview that was held.
        last_heard: their latest answer, apart from interviews. ``heard``: the later of the two.
        asked: the days of all follow-ups. ``touched``: the latest.
    """

    applied_on: date | None
    touches: tuple[Touch, ...]
    rounds: tuple[Interview, ...]
    interviews: frozenset[date]
    held: tuple[date, ...]
    called_off_on: date | None
    answers: frozenset[date]
    spoke: tuple[date, ...]
    follow_ups: frozenset[date]
    sent: tuple[date, ...]
    thanks: tuple[Touch, ...]
    no_answers: tuple[date, ...]
    check_back_on: date | None
    decision_by: date | None
    interview: date | None
    last_heard: date | None
    heard: date | None
    asked: frozenset[date]
    touched: date | None

    def has_round_on(self, day: date) -> bool:
        """Whether the sheet Interviews tells who led the talks of a day; its rows then decide who was thanked."""
        return any(held.on == day for held in self.rounds)


def merge(lead: Lead, stage: Stage, today: date) -> Story:
    """Put a lead's row and log rows together.

    Args:
        lead: unreadable cells are blank in it.
        stage: the one it is judged by.
        today: the local calendar day.
    """
    touches = usable_touches(lead, today)
    rounds = tuple(held for held in lead.interviews if is_plausible(held.on, today))
    off = lead.interview_on if lead.called_off and lead.interview_on and lead.interview_on <= today else None
    own_interview = None if off else lead.interview_on

    def on(*outcomes: Outcome) -> tuple[date, ...]:
        return tuple(touch.on for touch in touches if touch.outcome in outcomes)

    began = lead.applied_on or date.min

    def same_story(*dates: date | None) -> frozenset[date]:
        return frozenset(day for day in dates if day and day >= began)

    interviews = frozenset(held.on for held in rounds if held.on != off) | given(own_interview)
    held = tuple(sorted(day for day in interviews if day <= today))
    answers = same_story(lead.last_heard, *on(Outcome.SPOKE, Outcome.REPLIED))
    interview, last_heard = latest(held), latest(answers)
    follow_ups, sent = same_story(*lead.last_follow_up), on(Outcome.VOICEMAIL, Outcome.SENT)
    asked = follow_ups.union(sent)
    agreed = _agreed_day(lead, latest(same_story(lead.check_back_on)), own_interview, touches, today)
    return Story(
        applied_on=_applied_on(lead, stage, today),
        touches=touches,
        rounds=rounds,
        interviews=interviews,
        held=held,
        called_off_on=latest(given(off, noticed_day(lead.noticed.stage_since, today))) if lead.called_off else None,
        answers=answers,
        spoke=on(Outcome.SPOKE),
        follow_ups=follow_ups,
        sent=sent,
        thanks=tuple(touch for touch in touches if touch.outcome is Outcome.THANKED),
        no_answers=_unanswered_calls(lead, today),
        check_back_on=latest(same_story(agreed)),
        decision_by=latest(same_story(lead.decision_by)),
        interview=interview,
        last_heard=last_heard,
        heard=latest(given(last_heard, interview)),
        asked=asked,
        touched=latest(asked),
    )


def not_thanked(lead: Lead, story: Story) -> Iterator[date]:
    """The days of interviews for which somebody is still to be thanked, oldest first.

    The cell Thank-you sent speaks of the latest interview only; where the sheet Interviews holds rows for a day, they
    decide.
    """
    for day in story.held:
        told = lead.thank_you_sent if day == story.interview else None
        if any(to_thank(story, day)) or not (story.has_round_on(day) or _is_logged(story, day) or _counts(told, day)):
            yield day


def to_thank(story: Story, day: date) -> Iterator[Interview]:
    """Who led the talks of a day and was not thanked, where the sheet Interviews tells."""
    logged = [touch for touch in story.thanks if touch.on >= day]
    return (
        row
        for row in story.rounds
        if row.on == day
        and not _counts(row.thank_you_sent, day)
        and not any(_is_for(row.interviewer, touch.who) for touch in logged)
    )


def _is_logged(story: Story, day: date) -> bool:
    return any(touch.on >= day for touch in story.thanks)


def _counts(thanked: date | bool | None, day: date) -> bool:  # noqa: FBT001 - yes, a date or nothing: a cell
    """A thank-you counts when it is a yes or was sent on or after the interview."""
    return thanked if isinstance(thanked, bool) else thanked is not None and thanked >= day


def _is_for(interviewer: str, who: str) -> bool:
    """Whether a thank-you in the log went to an interviewer: by name, or to everybody where one name is missing."""
    return not interviewer or not who or who.casefold() in interviewer.casefold()


def noticed_day(day: date | None, today: date) -> date | None:
    """A day that nights noticed; one after today is none."""
    return day if day and day <= today else None


def _applied_on(lead: Lead, stage: Stage, today: date) -> date | None:
    if lead.applied_on or stage is not Stage.APPLIED or lead.noticed.here_before:
        return lead.applied_on
    return noticed_day(lead.noticed.seen, today)


def _unanswered_calls(lead: Lead, today: date) -> tuple[date, ...]:
    calls = (touch.on for touch in lead.touches if touch.outcome is Outcome.NO_ANSWER)
    return tuple(sorted(day for day in calls if is_plausible(day, today) and day <= today))


def _agreed_day(
    lead: Lead, cell: date | None, interview_on: date | None, touches: Iterable[Touch], today: date
) -> date | None:
    """The day on which one may check in: what the newest log row that names one says, where it is newer than the row.

    ``cell`` and ``interview_on`` are the row's own; blank where they are of an earlier story, or called off.
    """
    naming = sorted((touch for touch in touches if touch.check_back_on), key=lambda touch: touch.on)
    if not naming:
        return cell
    agreed = naming[-1]  # of two rows of one day the lower one
    own = given(lead.applied_on, interview_on, lead.last_heard, *lead.last_follow_up)
    told = latest(day for day in own if day <= today)
    if not cell or not told or agreed.on > told:
        return agreed.check_back_on
    return cell


def given(*dates: date | None) -> frozenset[date]:
    """The dates that exist."""
    return frozenset(filter(None, dates))


def latest(dates: Iterable[date]) -> date | None:
    """The latest of some dates, if there is any."""
    return max(dates, default=None)
