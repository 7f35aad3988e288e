"""What a lead's row and its log rows come to on a day (rules 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough.knowing.calendar import days
from followthrough.knowing.columns import Column
from followthrough.knowing.judgement import Facts
from followthrough.knowing.words import Outcome, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from followthrough.knowing.leads import Interview, Lead, Touch
    from followthrough.knowing.policy import Policy

FIRST_YEAR = 2000
LAST_DAY_AHEAD = 366
"""Any date before 2000 or later than this many days ahead is a slip of the year (rules 5.3)."""


def settled_stage(lead: Lead) -> Stage:
    """The stage a lead is judged by: what the cell says, what a blank one means, what an interview date adds.

    On hold stays On hold here; ``derive`` turns it into the stage that is snoozed for good (rules 2). A word that
    nobody knows settles nothing; such a row is only asked to be mended.
    """
    interviewed = lead.is_given(Column.INTERVIEW_ON) or bool(lead.interviews)
    if lead.unknown_stage:
        return Stage.WISHLIST
    stage = lead.stage or _inferred_stage(lead, interviewed=interviewed)
    if stage in (Stage.WISHLIST, Stage.APPLIED) and interviewed:
        return Stage.INTERVIEWING
    return stage


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


def derive(lead: Lead, stage: Stage, policy: Policy, today: date) -> Facts:
    """Work out the facts of a lead for a day.

    Args:
        lead: the row with its log rows; unreadable cells are blank in it.
        stage: what ``settled_stage`` said of the row as it stands.
        policy: for the number of gaps.
        today: the local calendar day.
    """
    story = _merge(lead, today)
    interview = _latest(day for day in story.interviews if day <= today)
    heard = _latest(_given(story.last_heard, interview))
    asked = {*story.follow_ups, *story.sent}
    touched = _latest(asked)
    answered = _latest(_given(heard, lead.applied_on))
    begun = _given(lead.applied_on, story.last_heard, *story.interviews, *story.follow_ups, *story.sent)
    apply_by = lead.apply_by if lead.applied_on else None
    written = [held for held in story.rounds if held.email]
    return Facts(
        stage=_chased_as(lead, stage),
        snoozed=stage is Stage.ON_HOLD or bool(lead.snooze_until and today < lead.snooze_until),
        interview=interview,
        upcoming=min((day for day in story.interviews if day > today), default=None),
        next_interview=min((day for day in story.interviews if day >= today), default=None),
        thanked=interview is not None and _is_thanked(lead, story, interview),
        to_thank=_to_thank(story, interview) if interview else (),
        last_heard=story.last_heard,
        answers=tuple(sorted(day for day in story.answers | story.interviews if day <= today)),
        heard=heard,
        asked=tuple(sorted(asked)),
        touched=touched,
        woke=lead.snooze_until if lead.snooze_until and lead.snooze_until <= today else None,
        answered=answered,
        began=min((day for day in begun if day <= today), default=None),
        sent_in=_latest(_given(lead.applied_on, apply_by)),
        unanswered=_unanswered(lead, story, policy, heard, touched, answered),
        last_activity=_latest(day for day in _active_days(lead, story) if day <= today),
        pending=any(day > today for day in story.interviews)
        or any(day >= today for day in _given(story.check_back_on, story.decision_by, lead.apply_by)),
        check_back_on=story.check_back_on,
        decision_by=story.decision_by,
        no_answers=tuple(day for day in story.no_answers if not touched or day > touched),
        email=lead.email or (written[-1].email if written else ""),
        reached=lead.contact if lead.email or not written else written[-1].interviewer,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    """The row and its log rows as one, without what belongs to an earlier application (rules 2 and 3)."""

    touches: tuple[Touch, ...]
    rounds: tuple[Interview, ...]
    interviews: set[date]
    answers: set[date]
    last_heard: date | None
    follow_ups: set[date]
    sent: list[date]
    thanks: list[Touch]
    no_answers: list[date]
    """Whenever they were: an earlier story's rings count too (rules 6: "or ever")."""
    check_back_on: date | None
    decision_by: date | None


def _merge(lead: Lead, today: date) -> _Story:
    touches = usable_touches(lead, today)
    rounds = tuple(held for held in lead.interviews if is_plausible(held.on, today))

    def of(*outcomes: Outcome) -> list[Touch]:
        return [touch for touch in touches if touch.outcome in outcomes]

    def same_story(dates: Iterable[date]) -> set[date]:
        return {day for day in dates if not (lead.applied_on and day < lead.applied_on)}

    answers = same_story(_given(lead.last_heard) | {touch.on for touch in of(Outcome.SPOKE, Outcome.REPLIED)})
    return _Story(
        touches=touches,
        rounds=rounds,
        interviews={held.on for held in rounds} | _given(lead.interview_on),
        answers=answers,
        last_heard=_latest(answers),
        follow_ups=same_story(lead.last_follow_up),
        sent=[touch.on for touch in of(Outcome.VOICEMAIL, Outcome.SENT)],
        thanks=of(Outcome.THANKED),
        no_answers=sorted(
            touch.on
            for touch in lead.touches
            if touch.outcome is Outcome.NO_ANSWER and is_plausible(touch.on, today) and touch.on <= today
        ),
        check_back_on=_latest(same_story(_given(_agreed_day(lead, touches, today)))),
        decision_by=_latest(same_story(_given(lead.decision_by))),
    )


def _active_days(lead: Lead, story: _Story) -> set[date]:
    """Every date of last_activity in rules 3, whether it has come or not."""
    told = (lead.thank_you_sent, *(held.thank_you_sent for held in story.rounds))
    thanks = [touch.on for touch in story.thanks] + [day for day in told if day and not isinstance(day, bool)]
    apply_by = lead.apply_by if lead.applied_on else None
    days_given = _given(lead.applied_on, apply_by, story.last_heard, story.decision_by, story.check_back_on)
    return days_given | _given(lead.snooze_until, *story.interviews, *story.follow_ups, *story.sent, *thanks)


def _chased_as(lead: Lead, stage: Stage) -> Stage:
    if stage is not Stage.ON_HOLD:
        return stage
    return Stage.INTERVIEWING if lead.interviews or lead.is_given(Column.INTERVIEW_ON) else Stage.APPLIED


def _unanswered(
    lead: Lead, story: _Story, policy: Policy, heard: date | None, touched: date | None, answered: date | None
) -> int:
    """Follow-ups since they were last heard from: told by the log, the cell or the list, else by how long it took."""
    if not touched or (heard and heard >= touched):
        return 0
    if lead.check_back_every is None:
        if story.touches:
            return max(1, _after(heard, story.sent))
        if lead.unanswered is not None:
            return max(1, lead.unanswered)
        if len(story.follow_ups) > 1:
            return max(1, _after(heard, story.follow_ups))
    patience = max(sum(policy.gaps), 3 * (lead.check_back_every or 0))
    asked_for = (touched - answered).days if answered else 0
    return len(policy.gaps) if asked_for >= patience else 1


def _after(heard: date | None, follow_ups: Iterable[date]) -> int:
    return sum(1 for day in follow_ups if not heard or day > heard)


def _agreed_day(lead: Lead, touches: Iterable[Touch], today: date) -> date | None:
    """The day on which one may check in: the newest log row that names one, unless the lead's own row is newer."""
    naming = sorted((touch for touch in touches if touch.check_back_on), key=lambda touch: touch.on)
    agreed = naming[-1] if naming else None  # of two rows of one day the lower one
    own = _given(lead.applied_on, lead.interview_on, lead.last_heard, *lead.last_follow_up)
    told = _latest(day for day in own if day <= today)
    if agreed and (not lead.check_back_on or not told or agreed.on >= told):
        return agreed.check_back_on
    return lead.check_back_on


def _is_thanked(lead: Lead, story: _Story, interview: date) -> bool:
    """Whether all who led the latest interview were thanked; where Interviews holds rows for that day, they decide."""
    if any(row.on == interview for row in story.rounds):
        return not _to_thank(story, interview)
    return any(touch.on >= interview for touch in story.thanks) or _counts(lead.thank_you_sent, interview)


def _to_thank(story: _Story, interview: date) -> tuple[Interview, ...]:
    logged = [touch for touch in story.thanks if touch.on >= interview]
    return tuple(
        row
        for row in story.rounds
        if row.on == interview
        and not _counts(row.thank_you_sent, interview)
        and not any(_is_for(row.interviewer, touch.who) for touch in logged)
    )


def _counts(thanked: date | bool | None, interview: date) -> bool:  # noqa: FBT001 - yes, a date or nothing: a cell
    """A thank-you counts when it is a yes or was sent on or after the interview."""
    return thanked if isinstance(thanked, bool) else thanked is not None and thanked >= interview


def _is_for(interviewer: str, who: str) -> bool:
    """Whether a thank-you in the log went to an interviewer: by name, or to everybody where one name is missing."""
    return not interviewer or not who or who.casefold() in interviewer.casefold()


def _given(*dates: date | None) -> set[date]:
    return {day for day in dates if day}


def _latest(dates: Iterable[date]) -> date | None:
    return max(dates, default=None)
