"""The sentence of each rule, with the dates it used and the window; no word in it changes from day to day (rules 4).

A sentence may differ before a window opens, within it and after it: then the flag changes too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from followthrough.judging.cases import Because
from followthrough.judging.rules import unkept_day
from followthrough.judging.slips import A_NO_IS_NOTED
from followthrough.knowing.calendar import days
from followthrough.knowing.columns import Column
from followthrough.knowing.languages import any_of
from followthrough.knowing.steps import Step
from followthrough.knowing.wording import as_sentence, day, short, window, without_addresses
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from followthrough.judging.cases import Case, Proposal

COMFORT = (
    "Some jobs are never filled: a budget falls through, the duties are shared out, or somebody inside becomes free."
)
A_DATE_PASSED = (
    "A date that passes in silence is normal and no bad sign: people fall ill, go on holiday or have other work, "
    "and priorities change."
)
A_LATE_ROUND = "Silence after a late round is normal: references take days, even weeks, to reach."
OVER_AFTER_INTERVIEW = "Sometimes somebody else fits better, and first choices do decline."
LATE_ROUNDS = 2
"""Interviews from which on references are likely being called."""
ONE_TRY_FOR = 60
"""Days of silence for which somebody who never asked is told that one try is still fine."""
_MEANT_TO = re.compile(any_of("planned"), re.IGNORECASE)
"""Parts of headings under which people keep the day they planned, and not one that was agreed."""


def still_looking(case: Case) -> str:
    """What somebody does who goes on looking after the first day of a job."""
    company = short(case.started.company) if case.started else ""
    return f"Still looking? Set the {case.lead.heading(Column.STAGE)} of {company or 'that row'} to Closed."


def day_of(case: Case, value: date | None) -> str:
    """A day as a sentence says it, with its year where that is not this one."""
    return day(value, case.today)


def _window(case: Case, proposal: Proposal) -> str:
    return window(proposal.opens, proposal.due, case.today)


def _every(case: Case) -> str:
    every = case.lead.check_back_every
    return f"They said to check back every {'day' if every == 1 else f'{every} days'}. " if every else ""


def unreadable(case: Case, proposal: Proposal) -> str:
    """Which cell cannot be used, what it holds, and what would be right."""
    problem = proposal.problem
    if not problem:
        return ""
    if problem.told:
        return problem.told
    if problem.expected == A_NO_IS_NOTED:
        says = f"says {case.lead.stage}" if case.lead.stage else "is blank"
        noted = f"A no is noted on {day_of(case, case.lead.rejected_on)}"
        return f"{noted}, and the {case.lead.heading(Column.STAGE)} {says}. Which is right?"
    if problem.column == Column.INTERVIEW_ON and not problem.found:
        return _no_date(case, proposal)
    if problem.column not in case.lead.columns and case.lead.columns:
        return f"The row holds no date to count from: {case.lead.put_in('it', problem.column)}."
    found = f"holds “{short(problem.found)}”" if problem.found else "is blank"
    heading = case.lead.heading(problem.column)
    where = heading if problem.cell == problem.column else f"{problem.cell} ({heading})"
    return f"{where} {found}; it should be {problem.expected}."


def _unknown_stage(case: Case, _: Proposal) -> str:
    known, guess = ", ".join(stage for stage in Stage), case.lead.stage_guess
    cell, heading = case.lead.cell(Column.STAGE), case.lead.heading(Column.STAGE)
    perhaps = f" (perhaps {guess}?)" if guess else ""
    return (
        f"{cell} ({heading}) holds “{short(case.lead.unknown_stage)}”, a word not known here{perhaps}: "
        f"use one of {known}, or give it a meaning in config.toml under [stages]."
    )


def _decision(case: Case, proposal: Proposal) -> str:
    text = f"{_every(case)}They meant to decide by {day_of(case, proposal.since)}: ask {_window(case, proposal)}."
    if not proposal.is_open(case.today):
        return text
    return f"{text} {A_LATE_ROUND if case.facts.rounds_held >= LATE_ROUNDS else A_DATE_PASSED}"


def _agreed(case: Case, proposal: Proposal) -> str:
    heading = case.lead.headings.get(Column.CHECK_BACK_ON, "")
    is_own_plan = proposal.since == case.lead.check_back_on and bool(_MEANT_TO.search(heading))
    text = f"You {'meant to' if is_own_plan else 'agreed that you may'} check in on {day_of(case, proposal.since)}"
    if proposal.is_late(case.today):
        return f"{text}: it is not too late."
    if proposal.opens == proposal.since:
        return f"{text}, not before."
    if case.facts.no_answers or case.facts.woke:
        return f"{text}: do it {_window(case, proposal)}."
    return f"{text}, when nobody works: do it {_window(case, proposal)}."


def _applied(case: Case, proposal: Proposal) -> str:
    since, ask = day_of(case, proposal.since), f"ask {_window(case, proposal)}"
    if proposal.since == case.facts.applied_on:
        put_it = as_sentence(case.lead.put_in("the day you applied", Column.APPLIED_ON))
        return f"{_applied_on(case)} and nothing has come back: {ask}.{'' if case.lead.applied_on else f' {put_it}.'}"
    closing = f"Applications closed on {since}" if proposal.is_open(case.today) else f"The closing date is {since}"
    return f"{closing}: where nothing has come back, {ask}."


def _applied_on(case: Case) -> str:
    said = "You applied on" if case.lead.applied_on else "First seen here on"
    return f"{said} {day_of(case, case.facts.applied_on)}"


def _interviewed(case: Case, proposal: Proposal) -> str:
    facts, ask = case.facts, _window(case, proposal)
    spoke = f"{_every(case)}You spoke on {day_of(case, facts.interview)}"
    if proposal.since != facts.interview:
        return f"{spoke} and applied on {day_of(case, proposal.since)}: ask {ask}."
    rest = "nothing has come since" if facts.decision_by or facts.check_back_on else "no date was given"
    return f"{spoke} and {rest}: ask {ask}."


def _thank(case: Case, proposal: Proposal) -> str:
    spoke, due = day_of(case, proposal.since), day_of(case, proposal.due)
    if not case.facts.email:
        return f"Interview on {spoke}: thank them by {due}. A note can be left at the reception."
    return (
        f"Interview on {spoke}: thank them the same day or the next, by {due}. "
        "A note by hand weighs more, and can be left at the reception on the next working day."
    )


def _ahead(case: Case, proposal: Proposal) -> str:
    text = f"The interview is on {day_of(case, proposal.due)}: get ready from {day_of(case, proposal.opens)}."
    if case.lead.thank_you_sent is True:
        thanks = case.lead.heading(Column.THANK_YOU_SENT)
        text += f" {thanks} says yes, for an earlier talk: clear it, or this one counts as thanked for."
    if proposal.due and (agreed := unkept_day(case, proposal.due)):
        on = day_of(case, agreed)
        text += f" You agreed to check in on {on}, before it: if you did not, the interview is the better moment."
    return text


def _asked(case: Case, proposal: Proposal) -> str:
    asked = f"{_every(case)}You asked on {day_of(case, proposal.since)} and nothing came back"
    return f"{asked}: ask again {_window(case, proposal)}.{_how_often(case)}"


def _voicemail(case: Case, proposal: Proposal) -> str:
    return f"You left a voicemail on {day_of(case, proposal.since)}: try to reach them {_window(case, proposal)}."


def _how_often(case: Case) -> str:
    """The question how often they were asked, where the row does not tell."""
    if case.facts.is_told or case.lead.check_back_every:
        return ""
    times = case.facts.unanswered
    counted = "once" if times == 1 else "twice" if times == 2 else f"{times} times"  # noqa: PLR2004 - a word of its own
    put_it = as_sentence(case.lead.put_in("the number", Column.UNANSWERED))
    return f" It counts as asked {counted}: how often was it? {put_it}."


def _tried(case: Case, proposal: Proposal) -> str:
    facts, last = case.facts, day_of(case, proposal.since)
    asked = f"You last asked on {last}, and nothing has come back for long"
    if facts.unanswered > 1 and facts.is_told and case.lead.check_back_every is None:
        asked = f"You asked {facts.unanswered} times, last on {last}, and nothing came back"
    until = day_of(case, proposal.opens)
    return f"{asked}: give it until {until}, then let it go.{_how_often(case)} {COMFORT}"


def _silent(case: Case, proposal: Proposal) -> str:
    facts, since = case.facts, proposal.since
    if since and since == case.lead.offer_reply_by and facts.stage is Stage.OFFER:
        return f"The offer's date, {day_of(case, since)}, is long past: let it go, or write once more. {COMFORT}"
    last_try = since + days(ONE_TRY_FOR) if since and not facts.touched else None
    if not last_try or last_try < case.today:
        return f"{_since_when(case, since)}: let it go. {COMFORT}"
    fine = f"one try is still fine until {day_of(case, last_try)}, else let it go"
    return f"{_since_when(case, since)}, and you never asked: {fine}. {COMFORT}"


def _since_when(case: Case, since: date | None) -> str:
    facts, named = case.facts, day_of(case, since)
    if since != facts.last_activity and since == facts.check_back_on:
        return f"The day you agreed on, {named}, is long past"
    if since != facts.last_activity and since == facts.decision_by:
        return f"They meant to decide by {named}, and nothing has come since"
    if since == facts.seen and since == facts.last_activity:
        return f"Nothing has moved since it was first seen here on {named}"
    if since == facts.stage_since and since == facts.last_activity:
        return f"Nothing has moved since its stage was first seen here on {named}"
    return f"Nothing has moved since {named}"


def _offer(case: Case, proposal: Proposal) -> str:
    if proposal.due and proposal.is_late(case.today):
        by = day_of(case, proposal.due)
        return (
            f"Congratulations on the offer. They asked for your answer by {by}: write all the same, many wait longer."
        )
    if proposal.due:
        return f"Congratulations: they made you an offer. Answer by {day_of(case, proposal.due)}."
    agree = f"Agree with them on a day for your answer and {case.lead.put_in('it', Column.OFFER_REPLY_BY)}"
    return f"Congratulations: they made you an offer. {agree}."


def _withdraw(case: Case, proposal: Proposal) -> str:
    company, start = short(case.started.company) if case.started else "", case.lead.heading(Column.START_ON)
    begun = f"If you have started at {company or 'your new job'} ({day_of(case, proposal.since)}) and stopped looking"
    tell = f"tell them kindly {_window(case, proposal)}"
    return f"{begun}, {tell}. {still_looking(case)} Not started? Change its {start}."


def _no_date(case: Case, _: Proposal) -> str:
    put_it = as_sentence(case.lead.put_in("the day", Column.INTERVIEW_ON))
    return f"When is, or was, the interview? {put_it}, then thanks and follow-ups can be timed."


def _called_off(case: Case, proposal: Proposal) -> str:
    off, ask = day_of(case, proposal.since), f"ask for a new date {_window(case, proposal)}"
    if proposal.since == case.lead.interview_on:
        return f"The interview of {off} did not take place: {ask}."
    return f"That the interview was called off was first seen here on {off}: {ask}."


def _nobody(case: Case, proposal: Proposal) -> str:
    applied = proposal.step is Step.FOLLOW_UP and proposal.since == case.facts.applied_on
    since = _applied_on(case) if applied else f"Nothing has come back since {day_of(case, proposal.since)}"
    rest = " and nothing has come back" if applied else ""
    if name := without_addresses(case.lead.contact):
        return f"{since}{rest}. No e-mail or number of {name} is known: put one in, and it is due."
    return f"{since}{rest}. Nobody to ask is known: put a name, an e-mail or a number in, and it is due."


REASONS: Mapping[Because, Callable[[Case, Proposal], str]] = {
    Because.NO_COMPANY: lambda c, _: (
        f"{c.lead.cell(Column.COMPANY)} ({c.lead.heading(Column.COMPANY)}) is blank: put the employer's name there."
    ),
    Because.UNKNOWN_STAGE: _unknown_stage,
    Because.BACK_INTERVIEW: lambda c, p: (
        f"They are back: an interview stands on {day_of(c, p.since)}, but the row says {c.facts.stage}. "
        f"Set {c.lead.heading(Column.STAGE)}."
    ),
    Because.BACK_ANSWER: lambda c, p: (
        f"They answered on {day_of(c, p.since)}, after you moved on: set {c.lead.heading(Column.STAGE)}; Closed, if it "
        "was a no."
    ),
    Because.UNREADABLE: unreadable,
    Because.STARTS: lambda c, p: (
        f"All the best: your first day is {day_of(c, p.due)}."
        if p.is_open(c.today)
        else f"Congratulations: your first day is {day_of(c, p.due)}. Until then the other leads stay open."
    ),
    Because.NO_START: lambda c, _: (
        f"Congratulations, the job is yours: agree on the first day and {c.lead.put_in('it', Column.START_ON)}."
    ),
    Because.STARTED_ELSEWHERE: _withdraw,
    Because.TOLD_THEM: lambda c, p: f"You started elsewhere and told them on {day_of(c, p.since)}: this one can go.",
    Because.LONG_STARTED: lambda c, p: (
        f"You started elsewhere on {day_of(c, c.started.on if c.started else p.since)}: this one can go."
    ),
    Because.APPLY_BY: lambda c, p: f"Applications close on {day_of(c, p.due)}.",
    Because.APPLY_ANY_DAY: lambda _, __: "No closing date is known: sooner is better.",
    Because.CLOSING_GONE: lambda c, p: (
        f"Applications closed on {day_of(c, p.since)}. Many jobs are advertised again: "
        f"if this one is, change {c.lead.heading(Column.APPLY_BY)}; else let it go."
    ),
    Because.OFFER_MADE: _offer,
    Because.INTERVIEW_AHEAD: _ahead,
    Because.AGREED: _agreed,
    Because.INTERVIEW_HELD: _thank,
    Because.DECISION_PASSED: _decision,
    Because.NO_DATE_GIVEN: _interviewed,
    Because.THEY_ANSWERED: lambda c, p: f"{_every(c)}They last answered on {day_of(c, p.since)}: ask {_window(c, p)}.",
    Because.APPLIED: _applied,
    Because.ASKED: _asked,
    Because.VOICEMAIL: _voicemail,
    Because.TRIED_ENOUGH: _tried,
    Because.SILENT: _silent,
    Because.NO_INTERVIEW_DATE: _no_date,
    Because.CALLED_OFF: _called_off,
    Because.NOBODY_TO_ASK: _nobody,
}
