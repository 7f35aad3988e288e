"""Whom to ask for news, when, and when to stop (rules 5, A to D); how they are reached (rules 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.judging.cases import Because, Case, Proposal
from followthrough.judging.story import latest
from followthrough.knowing.calendar import days
from followthrough.knowing.steps import NEW_DATE, STEPS, Contacts, Flag, How, Step
from followthrough.knowing.words import Channel, Stage

if TYPE_CHECKING:
    from datetime import date

ENOUGH_RINGING = 2
"""Calls that nobody took after which a voicemail is left."""
GRACE = 7
"""Days after its last good day for which an agreed day or a decision day is still worth asking about."""
LET_GO_AFTER = 30
"""Days after a start elsewhere, an agreed day or an offer's date from which a lead is let go."""


def chase(case: Case) -> Proposal | None:
    """Whom to ask for news, and when: the first that fits of the agreed day, the decision day and the cadence."""
    facts, today = case.facts, case.today
    if facts.upcoming:
        agreed = agreed_day(case)
        early = facts.check_back_on is not None and facts.check_back_on < facts.upcoming
        return agreed if agreed and agreed.due and early and today <= agreed.due else None
    if facts.stage is Stage.OFFER:
        proposals = (agreed_day(case), decision_day(case))
        return next((p for p in proposals if p and within_grace(p.due, today)), None)
    return agreed_day(case) or decision_day(case) or cadence(case)


def agreed_day(case: Case) -> Proposal | None:
    """A: they said "check back on", and that day is kept to the day."""
    day = case.facts.check_back_on
    if not day or is_kept(case, day, case.facts.heard):
        return None
    opens, due = _woken(case, case.calendar.bd(day), case.calendar.bd(day))
    return postponed(case, Proposal(step=Step.CHECK_IN, because=Because.AGREED, opens=opens, due=due, since=day))


def is_kept(case: Case, agreed: date, heard: date | None) -> bool:
    """Whether they were asked on an agreed day, or answered on it; a day on which nobody works is kept before it."""
    return is_on_or_after(case.calendar.bdb(agreed), case.facts.touched) or is_on_or_after(agreed, heard)


def decision_day(case: Case) -> Proposal | None:
    """B: the day on which they meant to decide has passed, or will."""
    facts, day = case.facts, case.facts.decision_by
    if not day or is_on_or_after(day, facts.touched, facts.heard):
        return None
    opens, due = (case.calendar.bd_after(day, count) for count in case.policy.after_decision)
    if facts.touched:
        pause = case.lead.check_back_every or case.policy.after_interview[0]
        opens = max(opens, case.calendar.bd(facts.touched + days(pause)))
    return asking(case, Step.ASK_DECISION, Because.DECISION_PASSED, opens, due, day)


def cadence(case: Case) -> Proposal | None:
    """C: nothing was agreed, so the clocks say when to ask, and after how many tries to let go."""
    facts, every = case.facts, case.lead.check_back_every
    if facts.unanswered and facts.touched:
        return _ask_again(case, facts.touched)
    if facts.heard and facts.heard == facts.interview:
        since = max(facts.heard, facts.applied_on or facts.heard)
        first, last = (every, every + 3) if every else case.policy.after_interview
        return _first_ask(case, Because.NO_DATE_GIVEN, since, first, last)
    if facts.heard:
        gap = every or max(_floor(case, facts.heard), _wait_after_answer(case))
        return _first_ask(case, Because.THEY_ANSWERED, facts.heard, gap, gap + 3)
    if facts.stage is Stage.APPLIED and facts.sent_in:
        return _first_ask(case, Because.APPLIED, facts.sent_in, *case.policy.after_applying)
    return None


def silence(case: Case, chased: Proposal | None) -> Proposal | None:
    """D: nothing has moved for so long that nobody is told to chase it for ever."""
    facts, policy = case.facts, case.policy
    if facts.pending or (chased and chased.step is Step.MOVE_ON):
        return None
    if facts.stage is Stage.OFFER:
        return _silent_since(case, case.lead.offer_reply_by or facts.last_activity, LET_GO_AFTER, chased)
    if chased and chased.due and chased.step in (Step.CHECK_IN, Step.ASK_DECISION):
        return _let_go_on(case, chased.due + days(LET_GO_AFTER), chased.since)
    patience = policy.silent_applied if facts.stage is Stage.APPLIED else policy.silent_interviewing
    return _silent_since(case, facts.last_activity, patience, chased)


def no_interview_date(case: Case) -> Proposal | None:
    """Where A to D give nothing: interviewing, and nobody knows when; or the interview was called off."""
    facts, off = case.facts, case.facts.called_off_on
    if facts.stage is not Stage.INTERVIEWING or facts.interview or facts.upcoming or facts.heard:
        return None
    if not off:
        return Proposal(step=Step.FIX_ROW, because=Because.NO_INTERVIEW_DATE, flag=Flag.CHECK_ROW)
    opens, due = (case.calendar.bd_after(off, count) for count in NEW_DATE_WITHIN)
    return asking(case, Step.FOLLOW_UP, Because.CALLED_OFF, opens, due, off)._replace(words=NEW_DATE)


NEW_DATE_WITHIN = (1, 3)
"""Business days after an interview was called off in which to ask for a new date."""


def _silent_since(case: Case, since: date | None, patience: int, chased: Proposal | None) -> Proposal | None:
    if not since:
        return None
    quiet = since + days(patience)
    if chased and chased.due:
        quiet = max(quiet, chased.due + days(GRACE))
    return _let_go_on(case, quiet, since)


def _let_go_on(case: Case, quiet: date, since: date | None) -> Proposal | None:
    if case.today < quiet:
        return None
    return Proposal(step=Step.MOVE_ON, because=Because.SILENT, opens=quiet, due=quiet, flag=Flag.MOVE_ON, since=since)


def _ask_again(case: Case, touched: date) -> Proposal:
    """After k unanswered follow-ups: again after the k-th gap, and after the last one let go."""
    facts, gaps = case.facts, case.policy.gaps
    tried = min(facts.unanswered, len(gaps))
    gap = case.lead.check_back_every or max(gaps[tried - 1], _floor(case, touched))
    if facts.unanswered < len(gaps):
        opens, due = case.calendar.bd(touched + days(gap)), case.calendar.bdb(touched + days(gap + 3))
        because = Because.ASKED
        if _was_voicemail_as_agreed(case, touched):
            opens = due = case.calendar.bd_after(touched, 1)
            because = Because.VOICEMAIL
        return asking(case, Step.FOLLOW_UP_AGAIN, because, opens, due, touched)
    day = max(touched + days(gap), facts.woke or touched)
    flag = Flag.MOVE_ON if case.today >= day else Flag.WAITING
    return Proposal(step=Step.MOVE_ON, because=Because.TRIED_ENOUGH, opens=day, due=day, flag=flag, since=touched)


def _was_voicemail_as_agreed(case: Case, touched: date) -> bool:
    """Whether an agreed day was kept by nothing but one voicemail: who was to be called is tried again (rules 8)."""
    agreed, facts = case.facts.check_back_on, case.facts
    if not agreed or case.lead.check_back_every or touched not in facts.voicemails:
        return False
    kept_from = case.calendar.bdb(agreed)
    return [day for day in facts.asked if day >= kept_from] == [touched] and not is_on_or_after(agreed, facts.heard)


def _first_ask(case: Case, because: Because, since: date, first: int, last: int) -> Proposal:
    opens, due = case.calendar.bd(since + days(first)), case.calendar.bdb(since + days(last))
    return asking(case, Step.FOLLOW_UP, because, opens, due, since)


def _wait_after_answer(case: Case) -> int:
    """The longer it takes, the less often one asks, whether they answer or not."""
    times, policy = case.facts.asked_before, case.policy
    return policy.gaps[times - 1] if times else policy.after_interview[0]


def asking(case: Case, step: Step, because: Because, opens: date, due: date, since: date) -> Proposal:
    """A step that asks for news: not before a snooze is over, and with two business days to do it in."""
    opens, due = _woken(case, opens, due)
    due = max(due, case.calendar.bd_after(opens, 1))
    return postponed(case, Proposal(step=step, because=because, opens=opens, due=due, since=since))


def _woken(case: Case, opens: date, due: date) -> tuple[date, date]:
    woke = case.facts.woke
    if not woke:
        return opens, max(opens, due)
    opens = max(opens, case.calendar.bd(woke))
    return opens, max(opens, due, case.calendar.bd(woke + days(3)))


def _floor(case: Case, counted_from: date) -> int:
    """The shortest wait in a process that already goes on for long."""
    lasted = (counted_from - case.facts.began).days if case.facts.began else 0
    return max((wait for least, wait in case.policy.slower if lasted >= least), default=0)


def within_grace(day: date | None, today: date) -> bool:
    """Whether a day lies ahead, or no more than a week back."""
    return day is not None and (today - day).days <= GRACE


def is_on_or_after(day: date, *dates: date | None) -> bool:
    """Whether any of the dates that exist is not before a day."""
    found = latest(*dates)
    return found is not None and found >= day


def how(case: Case, step: Step) -> How | None:
    """The channel for a step; None where the step contacts nobody, or nothing is known that need be found."""
    contacts = STEPS[step].contacts
    if contacts is Contacts.INTERVIEWERS:
        return How.EMAIL if case.facts.email else How.NOTE
    if contacts is Contacts.NOBODY:
        return None
    if not case.lead.phone and not case.facts.email:
        return None if contacts is Contacts.THEM_KNOWN else How.FIND_CONTACT
    wanted = _preferred(case)
    if not (case.lead.phone if wanted is Channel.PHONE else case.facts.email):
        wanted = Channel.EMAIL if wanted is Channel.PHONE else Channel.PHONE
    if wanted is Channel.EMAIL:
        return How.EMAIL
    return How.VOICEMAIL if len(case.facts.no_answers) >= ENOUGH_RINGING else How.PHONE


def postponed(case: Case, proposal: Proposal) -> Proposal:
    """A step by phone after a call that nobody answered: no follow-up yet, but not twice on one day either."""
    called, by_phone = max(case.facts.no_answers, default=None), how(case, proposal.step) in (How.PHONE, How.VOICEMAIL)
    if not by_phone or not called or not proposal.opens or proposal.opens > called:
        return proposal
    opens = case.calendar.bd_after(called, 1)
    return proposal._replace(opens=opens, due=max(opens, proposal.due or opens))


def without_contact(case: Case, proposal: Proposal, channel: How | None) -> Proposal:
    """A cold follow-up with nobody to ask: after its window it waits, for what nobody can act on never turns red."""
    is_over = proposal.due is not None and case.today > proposal.due
    if channel is not How.FIND_CONTACT or not is_over or not is_cold(case):
        return proposal
    return proposal._replace(opens=None, due=None, flag=Flag.WAITING, because=Because.NOBODY_TO_ASK)


def is_cold(case: Case) -> bool:
    """Whether they were applied to and never answered."""
    return case.facts.stage is Stage.APPLIED and not case.facts.heard


def _preferred(case: Case) -> Channel:
    """What they asked for; else the policy's, but no cold call to somebody who never answered an application."""
    if case.lead.prefers:
        return case.lead.prefers
    return Channel.EMAIL if is_cold(case) else case.policy.prefers
