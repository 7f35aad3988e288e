"""Leads, numbers and a day in; what every lead needs out. Urgency, order and date come from here and nowhere else.

Why is a row Due? ``rules.ruling_of`` names the step and its window of days; what asks for news comes from ``chase``.
``flag_of`` says where today lies in that window; ``reasons`` holds the sentence under Why.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from followthrough.judging import chase, why
from followthrough.judging.cases import Case, Started, readable
from followthrough.judging.facts import Facts
from followthrough.judging.judgement import Advice, Judged, Judgement, urgency
from followthrough.judging.rules import ruling_of
from followthrough.judging.slips import log_slips, misdated, resting, unknown_stage
from followthrough.judging.story import FIRST_DAY, settled_stage
from followthrough.judging.tips import lead_tips, search_tips
from followthrough.knowing.calendar import Calendar
from followthrough.knowing.fold import fold
from followthrough.knowing.leads import OVER, LeadKey, Touch
from followthrough.knowing.steps import CHASES, Flag
from followthrough.knowing.words import Outcome, Stage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from followthrough.judging.cases import Proposal, Ruling
    from followthrough.knowing.leads import Lead, Problem
    from followthrough.knowing.policy import Pause, Policy

SEARCH_IS_OVER_FOR = 180
"""Days after a start for which other leads are asked about; later the workbook belongs to a new search."""
_OPEN_FLAGS = (Flag.OVERDUE, Flag.DUE, Flag.CHECK_ROW)


def judge(
    leads: Sequence[Lead],
    policy: Policy,
    today: date,
    calendar: Calendar | None = None,
    problems: Iterable[Problem] = (),
    pause: Pause | None = None,
) -> Judgement:
    """Judge every lead for a day.

    Args:
        leads: in row order; the order makes no difference to any answer.
        policy: the numbers of the rules.
        today: the local calendar day.
        calendar: which days are business days; weekdays where none is given.
        problems: what the reader could not make out, to be carried along.
        pause: the day of rest that the workbook names.
    """
    calendar = calendar or Calendar()
    policy, slips = resting(policy, pause, today)
    cases = _cases(leads, policy, today, calendar)
    rulings, known = [ruling_of(case) for case in cases], keys(leads)
    met = {key.company for case, key in zip(cases, known, strict=True) if case.facts.stage in OVER}
    judged = [_judge_one(*each, met) for each in zip(cases, rulings, known, strict=True)]
    in_rows: list[Problem] = []
    logged: dict[str, Problem] = {}
    for case in cases:
        in_rows += (*unknown_stage(case.lead), *case.lead.unreadable, *case.problems)
        for slip in log_slips(case.lead, today):
            logged.setdefault(slip.cell, slip)  # a row of the log may belong to several leads
    return Judgement(
        today=today,
        leads=tuple(judged),
        problems=tuple(dict.fromkeys((*problems, *slips, *in_rows, *logged.values()))),
        tips=search_tips(cases, judged),
        policy=policy,
        calendar=calendar,
    )


def keys(leads: Sequence[Lead]) -> tuple[LeadKey, ...]:
    """By what each lead is known again, in the order given: company, role, applied date, and a count of repeats."""
    seen: dict[tuple[str, str, str], int] = {}
    found = []
    for lead in leads:
        applied = lead.applied_on.isoformat() if lead.applied_on else ""
        name = (fold(lead.company), fold(lead.role), applied)
        seen[name] = nth = seen.get(name, 0) + 1
        found.append(LeadKey(*name, nth))
    return tuple(found)


def _cases(leads: Sequence[Lead], policy: Policy, today: date, calendar: Calendar) -> list[Case]:
    facts = [Facts(lead, settled_stage(lead), policy, today) for lead in leads]
    started = _started(leads, facts, today)
    return [
        Case(
            lead=lead,
            facts=found,
            problems=misdated(lead, today),
            started=started,
            policy=policy,
            calendar=calendar,
            today=today,
        )
        for lead, found in zip(leads, facts, strict=True)
    ]


def _started(leads: Sequence[Lead], facts: Sequence[Facts], today: date) -> Started | None:
    """The job that ended the search (rules 5.5): none where it began long ago, or somebody goes on applying."""
    jobs = [
        Started(lead.start_on, lead.company)
        for lead, found in zip(leads, facts, strict=True)
        if lead.start_on and FIRST_DAY <= lead.start_on <= today and found.stage is Stage.ACCEPTED
    ]
    job = max(jobs, default=None)
    if not job or (today - job.on).days > SEARCH_IS_OVER_FOR:
        return None
    return None if any(found.applied_on and found.applied_on > job.on for found in facts) else job


def _judge_one(case: Case, ruling: Ruling, key: LeadKey, met: Collection[str]) -> Judged:
    legible = readable(case)
    pairs = [_advise(case, proposal) for proposal in ruling.proposals]
    pairs.sort(key=lambda pair: urgency(pair[0], case.today))
    top = pairs[0][0] if pairs else None
    flag = top.flag if top else ruling.flag
    return Judged(
        key=key,
        lead=case.lead,
        readable=legible.lead,
        facts=legible.facts,
        flag=flag,
        step=top.step if top else None,
        opens=top.opens if top else None,
        due=top.due if top else ruling.due,
        how=top.how if top else None,
        why=_why(case, pairs) if pairs else why.why_none(case, ruling),
        rule=(pairs[0][1].because if pairs else ruling.because).section,
        advice=tuple(advice for advice, _ in pairs),
        tips=lead_tips(legible, flag, was_met=key.company in met),
    )


def _why(case: Case, pairs: Sequence[tuple[Advice, Proposal]]) -> str:
    """The row shows the most urgent advice; its Why also names what else is open, before the cell that clears it."""
    top, proposal = pairs[0]
    rest = [why.in_short(case, *pair) for pair in pairs[1:] if pair[0].flag in _OPEN_FLAGS]
    return why.why(case, proposal, top.how, top.reason, rest) if rest else top.why


def _advise(case: Case, proposal: Proposal) -> tuple[Advice, Proposal]:
    how = chase.how(case, proposal.step)
    proposal = chase.without_contact(case, proposal, how)
    flag = proposal.flag or flag_of(proposal.opens, proposal.due, case.today)
    reason, again = why.reason(case, proposal), partial(_try_again, case, proposal)
    text = why.why(case, proposal, how, reason)
    return Advice(proposal.step, flag, proposal.opens, proposal.due, how, text, proposal.words, reason, again), proposal


def _try_again(case: Case, proposal: Proposal) -> date | None:
    """The first good day of the next try, if one on the first good day of this one stays unanswered.

    None where the lead would be let go then, and for a step that does not ask for news.
    """
    if proposal.step not in CHASES:
        return None
    on, case = max(case.today, proposal.opens or case.today), readable(case)
    lead = _tried(case.lead, case.facts.unanswered, on)
    facts = Facts(lead, settled_stage(lead), case.policy, on)
    ruling = ruling_of(case._replace(lead=lead, facts=facts, problems=(), started=None, today=on))
    opens = next((each.opens for each in ruling.proposals if each.step in CHASES), None)
    return opens if opens and opens > on else None


def _tried(lead: Lead, unanswered: int, on: date) -> Lead:
    """The row after a try: a line of the log where it has one, else the cells that a person would fill in."""
    if lead.touches:
        return lead.but(touches=(*lead.touches, Touch(cell="", on=on, outcome=Outcome.SENT)))
    asked = (*lead.last_follow_up, on) if len(lead.last_follow_up) > 1 else (on,)
    counted = None if lead.unanswered is None else max(lead.unanswered, unanswered) + 1
    seen = lead.noticed._replace(follow_ups=lead.noticed.follow_ups.union(lead.last_follow_up))
    return lead.but(last_follow_up=asked, unanswered=counted, noticed=seen)


def flag_of(opens: date | None, due: date | None, today: date) -> Flag:
    """Where today stands in a window; a missing end is open (rules 4)."""
    if opens and today < opens:
        return Flag.WAITING
    return Flag.OVERDUE if due and today > due else Flag.DUE
