"""Leads, numbers and a day in; what every lead needs out. Urgency, order and date come from here and nowhere else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from followthrough import channel, reasons
from followthrough.calendar import Calendar, days
from followthrough.cases import Case, Ruling, Started, readable
from followthrough.facts import FIRST_YEAR, derive, settled_stage
from followthrough.leads import NEXT_STEP, Advice, Flag, How, Judged, Judgement, LeadKey, Stage, Step
from followthrough.rules import GATES
from followthrough.slips import log_slips, misdated
from followthrough.tips import lead_tips, search_tips

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from followthrough.cases import Proposal
    from followthrough.leads import Lead, Problem
    from followthrough.policy import Policy

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
    cases = _cases(leads, policy, today, calendar or Calendar())
    judged = [_judge_one(case, cases) for case in cases]
    found = dict.fromkeys(problems)
    for case in cases:
        found |= dict.fromkeys((*case.lead.unreadable, *case.problems, *log_slips(case.lead, today)))
    return Judgement(today=today, leads=tuple(judged), problems=tuple(found), tips=search_tips(cases, judged))


def keys(leads: Sequence[Lead]) -> tuple[LeadKey, ...]:
    """By what each lead is known again, in the order given: company, role, applied date and, where they repeat, a count."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for lead in leads:
        applied = lead.applied_on.isoformat() if lead.applied_on else ""
        name = (_fold(lead.company), _fold(lead.role), applied)
        seen[name] += 1
        found.append(LeadKey(*name, nth=seen[name]))
    return tuple(found)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _cases(leads: Sequence[Lead], policy: Policy, today: date, calendar: Calendar) -> list[Case]:
    stages = [settled_stage(lead) for lead in leads]
    jobs = [
        (lead.start_on, place)
        for place, (lead, stage) in enumerate(zip(leads, stages, strict=True))
        if stage is Stage.ACCEPTED and lead.start_on and lead.start_on.year >= FIRST_YEAR and lead.start_on <= today
    ]
    first = min(jobs, default=None)
    started = Started(leads[first[1]].company, first[0]) if first else None
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


def _judge_one(case: Case, others: Sequence[Case]) -> Judged:
    ruling = next(ruling for gate in GATES if (ruling := gate(case)))
    advice = sorted((_advise(case, proposal) for proposal in ruling.proposals), key=lambda a: urgency(a, case.today))
    if not advice:
        shown = _state(case, ruling)
    else:
        top = advice[0]
        rest = [_in_short(each) for each in advice[1:] if each.flag in _OPEN_FLAGS]
        text = " ".join(filter(None, (top.why, reasons.also(rest))))
        shown = Judged(case.lead, top.flag, top.step, top.opens, top.due, top.how, text, tuple(advice))
    return replace(shown, tips=lead_tips(readable(case), shown.flag, others))


def _state(case: Case, ruling: Ruling) -> Judged:
    """A row that needs nothing says why not."""
    return Judged(case.lead, ruling.flag, None, None, ruling.due, None, reasons.why_none(case, ruling))


def _advise(case: Case, proposal: Proposal) -> Advice:
    how = channel.how(case, proposal.step)
    proposal = channel.postponed(case, proposal, how)
    flag = proposal.flag or flag_of(proposal.opens, proposal.due, how, case.today)
    text = reasons.why(case, proposal, how)
    return Advice(proposal.step, flag, proposal.opens, proposal.due, how, text)


def flag_of(opens: date | None, due: date | None, how: How | None, today: date) -> Flag:
    """How a window stands to today (rulebook 4); what nobody can act on never turns red."""
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


def _in_short(advice: Advice) -> str:
    text = NEXT_STEP[advice.step].lower()
    return f"{text} {reasons.window(advice.opens, advice.due)}".rstrip()
