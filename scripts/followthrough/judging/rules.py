"""Rules 5: gates, of which the first that applies rules a row, and the steps of a lead being pursued.

A rule is a function of a Case. It proposes steps with their windows; it never writes, and never sees another row.
The order of the tuples at the end of the file is the order of the rulebook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.judging.cases import Because, Case, Proposal, Ruling, readable
from followthrough.judging.chase import LET_GO_AFTER, agreed_day, chase, is_on_or_after, silence, within_grace
from followthrough.judging.facts import FIRST_YEAR
from followthrough.knowing.calendar import days
from followthrough.knowing.columns import Column
from followthrough.knowing.leads import NEVER, OPEN, OVER
from followthrough.knowing.steps import Flag, Step
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from datetime import date


def nameless(case: Case) -> Ruling | None:
    """Gate 1: no company, or a stage nobody knows."""
    if not case.lead.company:
        return _fix(Because.NO_COMPANY)
    return _fix(Because.UNKNOWN_STAGE) if case.lead.unknown_stage else None


def over(case: Case) -> Ruling | None:
    """Gate 2: started, closed or moved on from, unless they are back or said when to try again."""
    lead, facts, today = case.lead, case.facts, case.today
    if facts.stage is Stage.ACCEPTED and lead.start_on and lead.start_on.year >= FIRST_YEAR and lead.start_on < today:
        return Ruling(flag=Flag.CLOSED, because=Because.STARTED_HERE)
    if facts.stage not in OVER:
        return None
    if facts.next_interview:
        return _fix(Because.BACK_INTERVIEW, since=facts.next_interview)
    if facts.stage is Stage.MOVED_ON and facts.last_heard and facts.touched and facts.last_heard > facts.touched:
        return _fix(Because.BACK_ANSWER, since=facts.last_heard)
    agreed = agreed_day(case)
    if agreed and not facts.snoozed and within_grace(facts.check_back_on, today):
        return Ruling(proposals=(agreed,))
    return Ruling(flag=Flag.CLOSED, because=Because.OVER)


def unreadable(case: Case) -> Ruling | None:
    """Gate 3: a cell that cannot be meant as it stands; what does not depend on it is still given."""
    if not case.problems:
        return None
    fix = Proposal(step=Step.FIX_ROW, because=Because.UNREADABLE, flag=Flag.CHECK_ROW, problem=case.problems[0])
    if case.facts.stage not in OPEN:
        return _only(fix)
    legible, headings = readable(case), {problem.column for problem in case.problems}
    independent = (
        (reply_to_offer, {Column.OFFER_REPLY_BY}),
        (prepare, {Column.INTERVIEW_ON}),
        (thank_you, {Column.INTERVIEW_ON, Column.THANK_YOU_SENT}),
    )
    kept = (rule(legible) for rule, needs in independent if not needs & headings)
    return Ruling(proposals=(fix, *filter(None, kept)))


def accepted(case: Case) -> Ruling | None:
    """Gate 4: the job is theirs; the first day is what is left."""
    if case.facts.stage is not Stage.ACCEPTED:
        return None
    first_day = case.lead.start_on
    if not first_day:
        return _only(Proposal(step=Step.AGREE_START, because=Because.NO_START))
    return _only(Proposal(step=Step.START, because=Because.STARTS, opens=first_day, due=first_day))


def started_elsewhere(case: Case) -> Ruling | None:
    """Gate 5: another lead has become a job; until its first day nothing changes for this one."""
    facts, today = case.facts, case.today
    if not case.started or _is_new_search(case, case.started.on):
        return None
    start = case.started.on
    waiting = Ruling(because=Because.STARTED_ELSEWHERE)
    if facts.stage is Stage.WISHLIST or facts.snoozed:
        return waiting
    pursued = pursue(case)
    if any(proposal.flag is Flag.MOVE_ON for proposal in pursued.proposals):
        return pursued
    if facts.touched and facts.touched >= start:
        return _let_go(Because.TOLD_THEM, facts.touched)
    if today > start + days(LET_GO_AFTER):
        return _let_go(Because.LONG_STARTED, start + days(LET_GO_AFTER))
    if facts.heard or facts.touched or facts.stage is Stage.OFFER:
        due = start + days(case.policy.withdraw_within)
        return _only(Proposal(step=Step.WITHDRAW, because=Because.STARTED_ELSEWHERE, opens=start, due=due, since=start))
    return waiting


def wishlist(case: Case) -> Ruling | None:
    """Gate 6: not applied yet."""
    lead, facts, today = case.lead, case.facts, case.today
    if facts.stage is not Stage.WISHLIST:
        return None
    if facts.snoozed and not _sleeps_through(lead.snooze_until, lead.apply_by):
        return _asleep(case)
    agreed = agreed_day(case)
    if agreed and within_grace(facts.check_back_on, today):
        return Ruling(proposals=(agreed,))
    if not lead.apply_by:
        return _only(Proposal(step=Step.APPLY, because=Because.APPLY_ANY_DAY, flag=Flag.WAITING))
    if lead.apply_by < today:
        return _let_go(Because.CLOSING_GONE, lead.apply_by)
    opens = lead.apply_by - days(case.policy.apply_before)
    return _only(Proposal(step=Step.APPLY, because=Because.APPLY_BY, opens=opens, due=lead.apply_by))


def pursue(case: Case) -> Ruling:
    """Gate 7: applied, interviewing or offered: every step that holds."""
    if case.facts.snoozed:
        kept = tuple(filter(None, (reply_to_offer(case), prepare(case), thank_you(case))))
        return Ruling(proposals=kept) if kept else _asleep(case)
    chased = chase(case)
    let_go = silence(case, chased)
    steps = (reply_to_offer(case), prepare(case), thank_you(case), let_go or chased)
    because = Because.NOTHING_TO_DO if case.facts.upcoming else Because.NOTHING_TO_COUNT_FROM
    return Ruling(proposals=tuple(filter(None, steps)), because=because)


def reply_to_offer(case: Case) -> Proposal | None:
    """An offer waits for an answer, unless it is long past or the ball is with them: a day agreed to ask."""
    reply_by = case.lead.offer_reply_by
    if case.facts.stage is not Stage.OFFER or silence(case, None) or (not reply_by and chase(case)):
        return None
    return Proposal(step=Step.REPLY_TO_OFFER, because=Because.OFFER_MADE, due=reply_by)


def prepare(case: Case) -> Proposal | None:
    """An interview is coming."""
    day = case.facts.next_interview
    if not day:
        return None
    opens = day - days(case.policy.prepare_before)
    return Proposal(step=Step.PREPARE, because=Because.INTERVIEW_AHEAD, opens=opens, due=day)


def thank_you(case: Case) -> Proposal | None:
    """An interview was held: always thanked for, the same day or the next; after three days the moment has gone."""
    facts, day = case.facts, case.facts.interview
    if not day or facts.thanked or (facts.touched and facts.touched > day) or case.today > day + days(3):
        return None
    due = day + days(case.policy.thank_within)
    return Proposal(step=Step.THANK_YOU, because=Because.INTERVIEW_HELD, opens=day, due=due, since=day)


def _is_new_search(case: Case, start: date) -> bool:
    """Whether the lead was taken up after the new job began."""
    return is_on_or_after(start + days(1), case.lead.applied_on, case.facts.interview, case.facts.upcoming)


def _asleep(case: Case) -> Ruling:
    until = case.lead.snooze_until
    on_hold = case.lead.stage is Stage.ON_HOLD
    return Ruling(because=Because.SNOOZED, due=None if on_hold or until == NEVER else until)


def _only(proposal: Proposal) -> Ruling:
    return Ruling(proposals=(proposal,))


def _sleeps_through(snooze_until: date | None, apply_by: date | None) -> bool:
    """A snooze that reaches the closing date would miss it; "never" was meant."""
    return bool(apply_by and snooze_until and snooze_until != NEVER and snooze_until >= apply_by)


def _let_go(because: Because, day: date) -> Ruling:
    return _only(Proposal(step=Step.MOVE_ON, because=because, opens=day, due=day, flag=Flag.MOVE_ON, since=day))


def _fix(because: Because, since: date | None = None) -> Ruling:
    return _only(Proposal(step=Step.FIX_ROW, because=because, flag=Flag.CHECK_ROW, since=since))


GATES = (nameless, over, unreadable, accepted, started_elsewhere, wishlist, pursue)
"""The first that applies rules the row."""


def ruling_of(case: Case) -> Ruling:
    """What the rules say of a lead."""
    return next(ruling for gate in GATES if (ruling := gate(case)))
