"""What a lead's row and its log rows come to on a day (rules 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.judging.asks import asked_before_answer, unanswered
from followthrough.judging.story import given, latest, merge, not_thanked, noticed_day, to_thank
from followthrough.knowing.columns import Column
from followthrough.knowing.judgement import Facts
from followthrough.knowing.words import Outcome, Stage

if TYPE_CHECKING:
    from datetime import date

    from followthrough.judging.story import Story
    from followthrough.knowing.leads import Lead
    from followthrough.knowing.policy import Policy


def derive(lead: Lead, stage: Stage, policy: Policy, today: date) -> Facts:
    """Work out the facts of a lead for a day.

    Args:
        lead: the row with its log rows; unreadable cells are blank in it.
        stage: what ``settled_stage`` said of the row as it stands.
        policy: for the waits and the number of gaps, and for a pause of the whole search.
        today: the local calendar day.
    """
    chased_as = _chased_as(lead, stage)
    story = merge(lead, chased_as, today)
    asked = unanswered(lead, story, policy, today)
    unthanked = tuple(not_thanked(lead, story))
    snoozes = given(lead.snooze_until, policy.pause_until)
    sleeps_until = tuple(sorted(day for day in snoozes if today < day))
    called = latest(given(story.touched, story.last_heard))
    written = [row for row in story.rounds if row.email]
    return Facts(
        stage=chased_as,
        snoozed=stage is Stage.ON_HOLD or bool(sleeps_until),
        sleeps_until=sleeps_until,
        applied_on=story.applied_on,
        interview=story.interview,
        rounds_held=len(story.held),
        upcoming=min((day for day in story.interviews if day > today), default=None),
        next_interview=min((day for day in story.interviews if day >= today), default=None),
        last_interview=latest(story.interviews),
        called_off_on=story.called_off_on,
        seen=noticed_day(lead.noticed.seen, today),
        stage_since=noticed_day(lead.noticed.stage_since, today),
        thanked=story.interview is not None and story.interview not in unthanked,
        unthanked=unthanked,
        to_thank=tuple(row for day in unthanked for row in to_thank(story, day)),
        last_heard=story.last_heard,
        answers=tuple(sorted(day for day in story.answers | story.interviews if day <= today)),
        heard=story.heard,
        asked=tuple(sorted(story.asked)),
        touched=story.touched,
        voicemails=_only_voicemail(story),
        woke=latest(day for day in snoozes if day <= today),
        answered=latest(given(story.heard, story.applied_on)),
        began=story.interview or _first_day(story, today),
        sent_in=latest(given(story.applied_on, lead.apply_by)) if story.applied_on else None,
        unanswered=asked.times,
        is_told=asked.is_told,
        asked_before=asked_before_answer(story, policy),
        last_activity=_last_activity(lead, story, today),
        pending=any(day > today for day in story.interviews)
        or any(day >= today for day in given(story.check_back_on, story.decision_by, lead.apply_by)),
        check_back_on=story.check_back_on,
        decision_by=story.decision_by,
        no_answers=tuple(day for day in story.no_answers if not called or day > called),
        email=lead.email or (written[-1].email if written else ""),
        reached=lead.contact if lead.email or not written else written[-1].interviewer,
    )


def _only_voicemail(story: Story) -> tuple[date, ...]:
    wrote = {touch.on for touch in story.touches if touch.outcome is Outcome.SENT} | story.follow_ups
    left = {touch.on for touch in story.touches if touch.outcome is Outcome.VOICEMAIL}
    return tuple(sorted(left - wrote))


def _chased_as(lead: Lead, stage: Stage) -> Stage:
    if stage is not Stage.ON_HOLD:
        return stage
    return Stage.INTERVIEWING if lead.interviews or lead.is_given(Column.INTERVIEW_ON) else Stage.APPLIED


def _first_day(story: Story, today: date) -> date | None:
    begun = (*given(story.applied_on, story.last_heard), *story.asked)
    return min((day for day in begun if day <= today), default=None)


def _last_activity(lead: Lead, story: Story, today: date) -> date | None:
    """When anything last moved. A cell wins over a noticed day, else every old row would wake on the second night.

    A stage that changed since the row was first seen has moved, whatever the cells say; also one that changed tonight,
    or a lead would be let go on the evening of its change and come back the next.
    """
    noticed = lead.noticed
    changed = noticed.stage_since if noticed.stage_since != noticed.seen else None
    changed = today if noticed.changed_today else changed
    told = latest(day for day in {*_active_days(lead, story), *given(changed)} if day <= today)
    return told or noticed_day(noticed.seen, today)


def _active_days(lead: Lead, story: Story) -> set[date]:
    """Every date of last_activity in rules 3 that stands in the row, whether it has come or not."""
    told = (lead.thank_you_sent, *(row.thank_you_sent for row in story.rounds))
    thanks = [touch.on for touch in story.thanks] + [day for day in told if day and not isinstance(day, bool)]
    apply_by = lead.apply_by if story.applied_on else None
    dates = given(lead.applied_on, apply_by, story.last_heard, story.decision_by, story.check_back_on)
    return {*dates, *given(lead.snooze_until), *story.interviews, *story.asked, *thanks}
