"""The rules (rules 5): the first gate that applies decides what a row needs, the last gives a pursued lead its steps.

A rule is a function of a Case. It proposes steps with their windows; it never writes, and never sees another row.
The order of the tuples at the end of the file is the order of the rulebook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.judging.cases import Because, Case, Proposal, Ruling, readable
from followthrough.judging.chase import (
    LET_GO_AFTER,
    agreed_day,
    chase,
    is_kept,
    is_on_or_after,
    no_interview_date,
    postponed,
    silence,
    within_grace,
)
from followthrough.judging.slips import A_NO_IS_NOTED
from followthrough.judging.story import FIRST_DAY, latest
from followthrough.knowing.calendar import days
from followthrough.knowing.columns import Column
from followthrough.knowing.leads import NEVER, OPEN, OVER
from followthrough.knowing.steps import Flag, Step
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

ANSWER_IS_NEWS = 30
"""Days for which an answer after moving on is worth asking about."""
THAWS_FOR = 30
"""Days after an agreed day for which a lead on hold is still worth a call."""
THANKS_FOR = 3
"""Days for which a thank-you is still worth sending, or longer where its window lasts longer."""
BALL_WITH_THEM = 7
"""Days after asking about an offer without a date in which there is nothing to do."""


def nameless(case: Case) -> Ruling | None:
    """Gate 1: no company, or a stage nobody knows."""
    if not case.lead.company:
        return _fix(Because.NO_COMPANY)
    return _fix(Because.UNKNOWN_STAGE) if case.lead.unknown_stage else None


def over(case: Case) -> Ruling | None:
    """Gate 2: started, closed or moved on from, unless they are back or said when to try again."""
    lead, facts, today = case.lead, case.facts, case.today
    if facts.stage is Stage.ACCEPTED and lead.start_on and FIRST_DAY <= lead.start_on < today:
        return Ruling(flag=Flag.CLOSED, because=Because.STARTED_HERE)
    if facts.stage not in OVER:
        return None
    if facts.next_interview:
        return _fix(Because.BACK_INTERVIEW, since=facts.last_interview)
    if facts.stage is Stage.MOVED_ON and not lead.is_no and _answered_since(case):
        return _fix(Because.BACK_ANSWER, since=facts.last_heard)
    agreed = agreed_day(case)
    if agreed and not facts.snoozed and within_grace(facts.check_back_on, today):
        return Ruling(proposals=(agreed,))
    return Ruling(flag=Flag.CLOSED, because=Because.OVER)


def unreadable(case: Case) -> Ruling | None:
    """Gate 3: a cell that cannot be right as it stands; steps that do not depend on it are still given.

    Where a no is noted beside an open stage, none is (rules 2).
    """
    if not case.problems:
        return None
    fix = Proposal(step=Step.FIX_ROW, because=Because.UNREADABLE, flag=Flag.CHECK_ROW, problem=case.problems[0])
    settles = {problem.column == Column.STAGE or problem.expected == A_NO_IS_NOTED for problem in case.problems}
    if case.facts.stage not in OPEN or True in settles:
        return _only(fix)
    legible, headings = readable(case), {problem.column for problem in case.problems}
    independent = (
        (reply_to_offer, {Column.OFFER_REPLY_BY}),
        (prepare, {Column.INTERVIEW_ON}),
        (thank_you, {Column.INTERVIEW_ON, Column.THANK_YOU_SENT}),
    )
    kept = (proposal for rule, needs in independent if not needs & headings for proposal in rule(legible))
    return Ruling(proposals=(fix, *kept))


def accepted(case: Case) -> Ruling | None:
    """Gate 4: the offer was accepted; what is left is the first day."""
    if case.facts.stage is not Stage.ACCEPTED:
        return None
    first_day = case.lead.start_on
    if not first_day:
        return _only(Proposal(step=Step.AGREE_START, because=Because.NO_START))
    return _only(Proposal(step=Step.START, because=Because.STARTS, opens=first_day, due=first_day))


def started_elsewhere(case: Case) -> Ruling | None:
    """Gate 5: another lead has become a job; until its first day nothing changes for this one."""
    facts, today = case.facts, case.today
    if not case.started or _goes_on(case, case.started.on):
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
    if facts.heard or facts.stage is Stage.OFFER:
        opens, due = (case.calendar.bd(start + days(count)) for count in (0, case.policy.withdraw_within))
        because = Because.STARTED_ELSEWHERE
        told = Proposal(step=Step.WITHDRAW, because=because, opens=opens, due=due, since=start)
        return _only(postponed(case, told))
    return waiting


def wishlist(case: Case) -> Ruling | None:
    """Gate 6: not applied yet; an agreed day and the closing date stand side by side."""
    lead, facts, today = case.lead, case.facts, case.today
    if facts.stage is not Stage.WISHLIST:
        return None
    sleeps_until = [day for day in facts.sleeps_until if not _misses(day, lead.apply_by)]
    if sleeps_until:
        return _asleep(case, max(sleeps_until))
    agreed = agreed_day(case) if within_grace(facts.check_back_on, today) else None
    if lead.apply_by and lead.apply_by < today:
        return _only(agreed) if agreed else _let_go(Because.CLOSING_GONE, lead.apply_by)
    if lead.apply_by:
        opens = lead.apply_by - days(case.policy.apply_before)
        applying = Proposal(step=Step.APPLY, because=Because.APPLY_BY, opens=opens, due=lead.apply_by)
        return Ruling(proposals=(agreed, applying) if agreed else (applying,))
    return _only(agreed or Proposal(step=Step.APPLY, because=Because.APPLY_ANY_DAY, flag=Flag.WAITING))


def pursue(case: Case) -> Ruling:
    """Gate 7: applied, interviewing or offered: all the steps that apply."""
    steps = (*reply_to_offer(case), *prepare(case), *thank_you(case))
    if case.facts.snoozed:
        kept = (*steps, *frozen(case))
        return Ruling(proposals=kept) if kept else _asleep(case, max(case.facts.sleeps_until, default=None))
    chased = chase(case)
    asked = silence(case, chased) or chased or no_interview_date(case)
    is_offer = case.facts.stage is Stage.OFFER
    because = Because.BALL_WITH_THEM if is_offer else Because.NOTHING_TO_COUNT_FROM
    return Ruling(proposals=(*steps, asked) if asked else steps, because=because)


def reply_to_offer(case: Case) -> Iterable[Proposal]:
    """An offer waits for an answer, unless it is long past or the ball is with them."""
    if case.facts.stage is not Stage.OFFER:
        return ()
    reply_by, asked = case.lead.offer_reply_by, chase(case)
    if silence(case, asked):
        return ()
    if not reply_by and (asked or _ball_with_them(case)):
        return ()
    if reply_by and reply_by < case.today and asked:
        return ()
    return (Proposal(step=Step.REPLY_TO_OFFER, because=Because.OFFER_MADE, due=reply_by),)


def prepare(case: Case) -> Iterable[Proposal]:
    """An interview is coming."""
    day = case.facts.next_interview
    if not day:
        return ()
    opens = day - days(case.policy.prepare_before)
    return (Proposal(step=Step.PREPARE, because=Because.INTERVIEW_AHEAD, opens=opens, due=day),)


def thank_you(case: Case) -> Iterable[Proposal]:
    """Every interview that was held is thanked for, the same day or the next; after that the moment has gone."""
    return [note for day in case.facts.unthanked if (note := _thank_for(case, day))]


def frozen(case: Case) -> Iterable[Proposal]:
    """On hold, and they said when to call: that is kept, also by somebody back from a fortnight away."""
    facts = case.facts
    if case.lead.stage is not Stage.ON_HOLD or facts.sleeps_until or not facts.check_back_on:
        return ()
    if case.today > facts.check_back_on + days(THAWS_FOR):
        return ()
    asked = chase(case) if facts.upcoming else agreed_day(case)
    return (asked,) if asked else ()


def unkept_day(case: Case, interview: date) -> date | None:
    """A day before an interview on which a call was agreed, if nobody called then and no step says to."""
    agreed, heard = case.facts.check_back_on, latest(*(day for day in case.facts.answers if day < interview))
    if not agreed or agreed >= interview or is_kept(case, agreed, heard):
        return None
    advised = frozen(case) if case.facts.snoozed else filter(None, (chase(case),))
    is_advised = not case.problems and any(proposal.step is Step.CHECK_IN for proposal in advised)
    return None if is_advised else agreed


def _thank_for(case: Case, day: date) -> Proposal | None:
    """The thank-you for one interview; a handwritten note is handed in on a business day."""
    facts, within = case.facts, case.policy.thank_within
    due = day + days(within) if facts.email else case.calendar.bd_after(day, within)
    if (facts.touched and facts.touched > day) or case.today > max(day + days(THANKS_FOR), due):
        return None
    return Proposal(step=Step.THANK_YOU, because=Because.INTERVIEW_HELD, opens=day, due=due, since=day)


def _answered_since(case: Case) -> bool:
    """Whether they answered after the row was let go, and lately."""
    lead, facts = case.lead, case.facts
    left = latest(facts.touched, lead.closed_on, facts.stage_since)
    heard = facts.last_heard
    return bool(left and heard and heard > left and (case.today - heard).days <= ANSWER_IS_NEWS)


def _ball_with_them(case: Case) -> bool:
    touched, heard = case.facts.touched, case.facts.heard
    return bool(touched and (not heard or touched > heard) and case.today < touched + days(BALL_WITH_THEM))


def _goes_on(case: Case, start: date) -> bool:
    """Whether something of this lead lies after the first day of the new job."""
    lead, facts = case.lead, case.facts
    return is_on_or_after(start + days(1), facts.last_interview, lead.apply_by, lead.offer_reply_by)


def _misses(sleeps_until: date, apply_by: date | None) -> bool:
    """Whether a snooze lasts past the closing date by mistake; "never" was meant."""
    return bool(apply_by and sleeps_until != NEVER and sleeps_until >= apply_by)


def _asleep(case: Case, until: date | None) -> Ruling:
    on_hold = case.lead.stage is Stage.ON_HOLD
    return Ruling(because=Because.SNOOZED, due=None if on_hold or until == NEVER else until)


def _only(proposal: Proposal) -> Ruling:
    return Ruling(proposals=(proposal,))


def _let_go(because: Because, day: date) -> Ruling:
    return _only(Proposal(step=Step.MOVE_ON, because=because, opens=day, due=day, flag=Flag.MOVE_ON, since=day))


def _fix(because: Because, since: date | None = None) -> Ruling:
    return _only(Proposal(step=Step.FIX_ROW, because=because, flag=Flag.CHECK_ROW, since=since))


GATES = (nameless, over, unreadable, accepted, started_elsewhere, wishlist, pursue)
"""The first that applies decides."""


def ruling_of(case: Case) -> Ruling:
    """What the rules say of a lead."""
    return next(ruling for gate in GATES if (ruling := gate(case)))
