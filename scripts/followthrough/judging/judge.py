"""Leads, numbers and a day in; what every lead needs out. Urgency, order and date come from here and nowhere else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from followthrough.judging import channel, reasons, why
from followthrough.judging.again import try_again
from followthrough.judging.cases import Case, Started, readable
from followthrough.judging.facts import FIRST_YEAR, derive, settled_stage
from followthrough.judging.rules import ruling_of
from followthrough.judging.slips import log_slips, misdated, unknown_stage
from followthrough.judging.tips import companies_met, lead_tips, search_tips
from followthrough.knowing.calendar import Calendar, days
from followthrough.knowing.fold import fold
from followthrough.knowing.judgement import Advice, Judged, Judgement
from followthrough.knowing.leads import LeadKey
from followthrough.knowing.steps import Flag, How, Step
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from followthrough.judging.cases import Proposal
    from followthrough.knowing.leads import Lead, Problem
    from followthrough.knowing.policy import Policy

_RANK = {flag: rank for rank, flag in enumerate(Flag)}
_STEP_ORDER = {step: place for place, step in enumerate(Step)}
_OPEN_FLAGS = (Flag.OVERDUE, Flag.DUE, Flag.CHECK_ROW)


def judge(
    leads: Sequence[Lead],
    policy: Policy,
    today: date,
    calendar: Calendar | None = None,
    problems: Iterable[Problem] = (),
) -> Judgement:
    """Judge every lead for a day.

    Args:
        leads: in row order; the order makes no difference to any answer.
        policy: the numbers of the rules.
        today: the local calendar day.
        calendar: which days are business days; weekdays where none is given.
        problems: what the reader could not make out, to be carried along.
    """
    calendar = calendar or Calendar()
    cases = _cases(leads, policy, today, calendar)
    met = companies_met(cases)
    judged = [_judge_one(case, key, met) for case, key in zip(cases, keys(leads), strict=True)]
    found = dict.fromkeys(problems)
    for case in cases:
        lead = case.lead
        found |= dict.fromkeys((*unknown_stage(lead), *lead.unreadable, *case.problems, *log_slips(lead, today)))
    return Judgement(
        today=today,
        leads=tuple(judged),
        problems=tuple(found),
        tips=search_tips(cases, judged),
        policy=policy,
        calendar=calendar,
    )


def keys(leads: Sequence[Lead]) -> tuple[LeadKey, ...]:
    """By what each lead is known again, in the order given: company, role, applied date, and a count of repeats."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for lead in leads:
        applied = lead.applied_on.isoformat() if lead.applied_on else ""
        name = (fold(lead.company), fold(lead.role), applied)
        seen[name] += 1
        found.append(LeadKey(*name, nth=seen[name]))
    return tuple(found)


def _cases(leads: Sequence[Lead], policy: Policy, today: date, calendar: Calendar) -> list[Case]:
    stages = [settled_stage(lead) for lead in leads]
    jobs = [
        Started(lead.start_on, lead.company)
        for lead, stage in zip(leads, stages, strict=True)
        if stage is Stage.ACCEPTED and lead.start_on and lead.start_on.year >= FIRST_YEAR and lead.start_on <= today
    ]
    started = min(jobs, default=None)
    return [
        Case(
            lead=lead,
            facts=derive(lead, stage, policy, today),
            problems=misdated(lead, today),
            started=started,
            policy=policy,
            calendar=calendar,
            today=today,
        )
        for lead, stage in zip(leads, stages, strict=True)
    ]


def _judge_one(case: Case, key: LeadKey, met: frozenset[str]) -> Judged:
    ruling, legible = ruling_of(case), readable(case)
    pairs = [_advise(case, proposal) for proposal in ruling.proposals]
    pairs.sort(key=lambda pair: urgency(pair[0], case.today))
    state = Judged(
        key=key, lead=case.lead, readable=legible.lead, facts=legible.facts, flag=ruling.flag, due=ruling.due
    )
    shown = _top(state, case, pairs) if pairs else replace(state, why=reasons.why_none(case, ruling))
    return replace(shown, tips=lead_tips(legible, shown.flag, met))


def _top(state: Judged, case: Case, pairs: Sequence[tuple[Advice, Proposal]]) -> Judged:
    """The row shows the most urgent advice; its Why also names what else is open, before the cell that clears it."""
    top, proposal = pairs[0]
    rest = [why.in_short(case, *pair) for pair in pairs[1:] if pair[0].flag in _OPEN_FLAGS]
    text = why.why(case, proposal, top.how, rest)
    advice = tuple(advice for advice, _ in pairs)
    return replace(
        state, flag=top.flag, step=top.step, opens=top.opens, due=top.due, how=top.how, why=text, advice=advice
    )


def _advise(case: Case, proposal: Proposal) -> tuple[Advice, Proposal]:
    how = channel.how(case, proposal.step)
    proposal = channel.postponed(case, proposal, how)
    flag = proposal.flag or flag_of(proposal.opens, proposal.due, how, case.today)
    text = why.why(case, proposal, how)
    again = try_again(case, proposal)
    return Advice(proposal.step, flag, proposal.opens, proposal.due, how, text, again), proposal


def flag_of(opens: date | None, due: date | None, how: How | None, today: date) -> Flag:
    """How a window stands to today (rules 4); what nobody can act on never turns red."""
    if opens and today < opens:
        return Flag.WAITING
    if due and today > due:
        return Flag.WAITING if how is How.FIND_CONTACT else Flag.OVERDUE
    return Flag.DUE


def urgency(advice: Advice, today: date) -> tuple[int, int, bool, int]:
    """What sorts first is shown first: urgent, then by flag, then by step, then by due."""
    soon = advice.due is not None and advice.due <= today + days(1)
    urgent = advice.flag is Flag.OVERDUE or (advice.flag is Flag.DUE and soon)
    rank = 0 if urgent else _RANK[advice.flag]
    due = advice.due.toordinal() if advice.due else 0
    return rank, _STEP_ORDER[advice.step], advice.due is None, due
