"""The sentence of each rule, with the dates it used and the window; no word in it changes from day to day (rules 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.judging.cases import Because
from followthrough.knowing.columns import Column
from followthrough.knowing.leads import NEVER
from followthrough.knowing.wording import day, short, window
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from followthrough.judging.cases import Case, Proposal, Ruling

COMFORT = "Holidays, budgets and inside candidates decide more than you do."


def why_none(case: Case, ruling: Ruling) -> str:
    """Why a row has no step."""
    lead = case.lead
    if ruling.because is Because.SNOOZED:
        if lead.stage is Stage.ON_HOLD:
            return f"On hold: nothing to chase until you set another {heading_of(case, Column.STAGE)}."
        if lead.snooze_until == NEVER:
            return f"No follow-ups wanted here: {heading_of(case, Column.SNOOZE_UNTIL)} says never."
        return f"Snoozed until {day(ruling.due)}." if ruling.due else "Snoozed."
    if ruling.because is Because.STARTED_ELSEWHERE and case.started:
        company = short(case.started.company) or "your new job"
        return f"You started at {company} on {day(case.started.on)}: nothing to do here."
    if ruling.because is Because.STARTED_HERE:
        return f"You started on {day(lead.start_on)}."
    if ruling.because is Because.OVER:
        return "This one is over."
    if ruling.because is Because.NOTHING_TO_COUNT_FROM:
        heading = Column.APPLIED_ON if case.facts.stage is Stage.APPLIED else Column.INTERVIEW_ON
        return f"There is no date to count from: {put_in('the date', heading, case)}, then the rest can be timed."
    return f"The interview is on {day(case.facts.upcoming)}: nothing to do before you prepare for it."


def _day(value: date | None, proposal: Proposal) -> str:
    return day(value, proposal.due or proposal.opens)


def _window(proposal: Proposal) -> str:
    return window(proposal.opens, proposal.due, proposal.due)


def put_in(what: str, heading: str, case: Case) -> str:
    """Where the owner puts something: under their own heading, or under a new one of ours where they have none."""
    if heading in case.lead.columns or not case.lead.columns:
        return f"put {what} in {short(case.lead.headings.get(heading, '')) or heading}"
    return f"add a column {heading} and put {what} there"


def heading_of(case: Case, heading: str) -> str:
    """What the owner calls a column; our heading where they have none."""
    return short(case.lead.headings.get(heading, "")) or heading


def as_sentence(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def _every(case: Case) -> str:
    every = case.lead.check_back_every
    return (
        ""
        if not every
        else "They said to check back every day. "
        if every == 1
        else f"They said to check back every {every} days. "
    )


def unreadable(case: Case, proposal: Proposal) -> str:
    """Which cell cannot be used, what it holds, and what would be right."""
    problem = proposal.problem
    if not problem:
        return ""
    if problem.column not in case.lead.columns and case.lead.columns:
        return f"The row holds no date to count from: {put_in('it', problem.column, case)}."
    found = f"holds “{short(problem.found)}”" if problem.found else "is blank"
    heading = heading_of(case, problem.column)
    where = heading if problem.cell == problem.column else f"{problem.cell} ({heading})"
    return f"{where} {found}; it should be {problem.expected}."


def _unknown_stage(case: Case, _: Proposal) -> str:
    known, guess = ", ".join(stage for stage in Stage), case.lead.stage_guess
    cell, heading = case.lead.cell(Column.STAGE), heading_of(case, Column.STAGE)
    perhaps = f" (perhaps {guess}?)" if guess else ""
    return (
        f"{cell} ({heading}) holds “{short(case.lead.unknown_stage)}”, a word not known here{perhaps}: "
        f"use one of {known}, or give it a meaning in config.toml under [stages]."
    )


def _decision(case: Case, proposal: Proposal) -> str:
    return (
        f"{_every(case)}They meant to decide by {_day(proposal.since, proposal)}: ask {_window(proposal)}. "
        "A date that passes in silence is normal and no bad sign."
    )


def _agreed(case: Case, proposal: Proposal) -> str:
    text = f"You agreed that you may check in on {_day(proposal.since, proposal)}"
    if proposal.opens == proposal.since:
        return f"{text}, not before."
    if case.facts.no_answers or case.facts.woke:
        return f"{text}: do it {_window(proposal)}."
    return f"{text}, when nobody works: do it {_window(proposal)}."


def _applied(case: Case, proposal: Proposal) -> str:
    closing = proposal.since != case.lead.applied_on
    since = (
        f"Applications closed on {_day(proposal.since, proposal)}"
        if closing
        else f"You applied on {_day(proposal.since, proposal)}"
    )
    return f"{since} and nothing has come back: ask {_window(proposal)}."


def _interviewed(case: Case, proposal: Proposal) -> str:
    facts, ask = case.facts, _window(proposal)
    if proposal.since != facts.interview:
        applied = _day(proposal.since, proposal)
        return f"{_every(case)}You spoke on {_day(facts.interview, proposal)} and applied on {applied}: ask {ask}."
    rest = "nothing has come since" if facts.decision_by or facts.check_back_on else "no date was given"
    return f"{_every(case)}You spoke on {_day(facts.interview, proposal)} and {rest}: ask {ask}."


def _thank(case: Case, proposal: Proposal) -> str:
    spoke, due = _day(proposal.since, proposal), _day(proposal.due, proposal)
    text = f"Interview on {spoke}: thank them the same day or the next, by {due}."
    if case.facts.email:
        return f"{text} A note by hand weighs more, and can be left at the reception the next day."
    return f"{text} It can be left at the reception the next day."


def _tried(case: Case, proposal: Proposal) -> str:
    asked = f"You last asked on {_day(proposal.since, proposal)}, and nothing has come back for long"
    if case.facts.unanswered > 1 and _is_told(case):
        asked = (
            f"You asked {case.facts.unanswered} times, last on {_day(proposal.since, proposal)}, and nothing came back"
        )
    return f"{asked}: give it until {_day(proposal.opens, proposal)}, then let it go. {COMFORT}"


def _is_told(case: Case) -> bool:
    """Whether the row or the log tells how often they were asked; else it is only known for how long."""
    lead = case.lead
    several = lead.unanswered is not None or len(set(lead.last_follow_up)) > 1 or bool(lead.touches)
    return several and lead.check_back_every is None


def _silent(case: Case, proposal: Proposal) -> str:
    if case.facts.stage is Stage.OFFER:
        offered = _day(proposal.since, proposal)
        return f"The offer's date, {offered}, is long past: let it go, or write once more. {COMFORT}"
    text = f"Nothing has moved since {day(proposal.since)}"
    if case.facts.touched:
        return f"{text}: let it go. {COMFORT}"
    return f"{text}, and you never asked: one try is still fine, else let it go. {COMFORT}"


def _offer(case: Case, proposal: Proposal) -> str:
    if proposal.due:
        return f"They made you an offer: answer by {_day(proposal.due, proposal)}."
    put_it = put_in("it", Column.OFFER_REPLY_BY, case)
    return f"They made you an offer without a date: agree on one with them and {put_it}."


def _withdraw(case: Case, proposal: Proposal) -> str:
    company = short(case.started.company) if case.started else ""
    return (
        f"If you have started at {company or 'your new job'} ({_day(proposal.since, proposal)}), tell them kindly "
        f"{_window(proposal)}. If not, change its {heading_of(case, Column.START_ON)}."
    )


def _half_moved(case: Case) -> str:
    """Somebody applied and forgot the stage: the row would go on asking them to apply."""
    if not case.lead.applied_on:
        return ""
    return (
        f"{heading_of(case, Column.APPLIED_ON)} holds {day(case.lead.applied_on)}, "
        f"but {heading_of(case, Column.STAGE)} says {case.facts.stage}: set it to Applied. "
    )


REASONS: Mapping[Because, Callable[[Case, Proposal], str]] = {
    Because.NO_COMPANY: lambda c, _: (
        f"{c.lead.cell(Column.COMPANY)} ({heading_of(c, Column.COMPANY)}) is blank: put the employer's name there."
    ),
    Because.UNKNOWN_STAGE: _unknown_stage,
    Because.BACK_INTERVIEW: lambda c, p: (
        f"They are back: an interview stands on {_day(p.since, p)}, but the row says {c.facts.stage}. "
        f"Set {heading_of(c, Column.STAGE)}."
    ),
    Because.BACK_ANSWER: lambda c, p: (
        f"They are back: they answered on {_day(p.since, p)} after you moved on. Set {heading_of(c, Column.STAGE)}."
    ),
    Because.UNREADABLE: unreadable,
    Because.STARTS: lambda _, p: f"Your first day is {_day(p.due, p)}. Until then the other leads stay open.",
    Because.NO_START: lambda c, _: f"You accepted: agree on the first day and {put_in('it', Column.START_ON, c)}.",
    Because.STARTED_ELSEWHERE: _withdraw,
    Because.TOLD_THEM: lambda _, p: f"You have started elsewhere and told them on {_day(p.since, p)}: this one can go.",
    Because.LONG_STARTED: lambda c, p: (
        f"You started elsewhere more than 30 days before {_day(p.since, p)}: this one can go."
        if not c.started
        else f"You started elsewhere on {_day(c.started.on, p)}: this one can go."
    ),
    Because.APPLY_BY: lambda c, p: f"{_half_moved(c)}Applications close on {_day(p.due, p)}.",
    Because.APPLY_ANY_DAY: lambda c, _: f"{_half_moved(c)}No closing date is known: sooner is better.",
    Because.CLOSING_GONE: lambda c, p: (
        f"{_half_moved(c)}Applications closed on {_day(p.since, p)}. Many jobs are advertised again: "
        f"if this one is, change {heading_of(c, Column.APPLY_BY)}; else let it go."
    ),
    Because.OFFER_MADE: _offer,
    Because.INTERVIEW_AHEAD: lambda _, p: f"The interview is on {_day(p.due, p)}: get ready from {_day(p.opens, p)}.",
    Because.AGREED: _agreed,
    Because.INTERVIEW_HELD: _thank,
    Because.DECISION_PASSED: _decision,
    Because.NO_DATE_GIVEN: _interviewed,
    Because.THEY_ANSWERED: lambda c, p: f"{_every(c)}They last answered on {_day(p.since, p)}: ask {_window(p)}.",
    Because.APPLIED: _applied,
    Because.ASKED: lambda c, p: (
        f"{_every(c)}You asked on {_day(p.since, p)} and nothing came back: ask again {_window(p)}."
    ),
    Because.TRIED_ENOUGH: _tried,
    Because.SILENT: _silent,
}
