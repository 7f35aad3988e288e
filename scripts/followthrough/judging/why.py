"""The Why: what a good friend would say, in one to three short sentences with dates (rules 4).

Nothing here depends on today, or every row would change every night.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.judging.cases import Because
from followthrough.judging.reasons import (
    OVER_AFTER_INTERVIEW,
    REASONS,
    day_of,
    still_looking,
    unreadable,
)
from followthrough.judging.rules import BALL_WITH_THEM
from followthrough.knowing.calendar import days
from followthrough.knowing.columns import Column
from followthrough.knowing.leads import NEVER
from followthrough.knowing.steps import STEPS, How, Step
from followthrough.knowing.wording import as_sentence, listed, short, window, without_addresses
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.judging.cases import Case, Proposal, Ruling
    from followthrough.judging.judgement import Advice

STAYS = "The row stays as it is until you change it."


def why_none(case: Case, ruling: Ruling) -> str:
    """Why a row has no step."""
    return f"{_state(case, ruling)} {stage_to_set(case)}".rstrip()


def _state(case: Case, ruling: Ruling) -> str:
    lead, facts = case.lead, case.facts
    match ruling.because:
        case Because.SNOOZED:
            return _asleep(case, ruling)
        case Because.STARTED_ELSEWHERE:
            return _elsewhere(case)
        case Because.STARTED_HERE:
            return f"You started on {day_of(case, lead.start_on)}. All the best there."
        case Because.OVER:
            return f"This one is over. {OVER_AFTER_INTERVIEW}" if facts.interview else "This one is over."
        case Because.BALL_WITH_THEM if facts.touched:
            until = facts.touched + days(BALL_WITH_THEM)
            return f"You asked on {day_of(case, facts.touched)}: the ball is with them until {day_of(case, until)}."
    put_it = case.lead.put_in("the day", Column.APPLIED_ON)
    if facts.seen:
        return f"It stood here on {day_of(case, facts.seen)}: when did you apply? {as_sentence(put_it)}."
    return f"There is no date to count from: {put_it}, then the rest can be timed."


def _asleep(case: Case, ruling: Ruling) -> str:
    if case.lead.stage is Stage.ON_HOLD:
        return f"On hold: nothing to chase until you set another {case.lead.heading(Column.STAGE)}."
    if case.lead.snooze_until == NEVER:
        return f"No follow-ups wanted here: {case.lead.heading(Column.SNOOZE_UNTIL)} says never."
    if ruling.due == case.policy.pause_until:
        return f"Your whole search pauses until {day_of(case, ruling.due)}."
    return f"Snoozed until {day_of(case, ruling.due)}."


def _elsewhere(case: Case) -> str:
    if not case.started:
        return ""
    company = short(case.started.company) or "your new job"
    return f"You started at {company} on {day_of(case, case.started.on)}: nothing to do here. {still_looking(case)}"


def why(case: Case, proposal: Proposal, channel: How | None, reason: str, rest: Sequence[str] = ()) -> str:
    """Whom and how, the rule with its dates and the window, what else is open, and the cell that clears it."""
    also = f"Also: {'; '.join(rest)}.".replace("?.", "?") if rest else ""
    begun = (_whom(case, channel, proposal), stage_to_set(case), _quoted(case, proposal))
    return " ".join(filter(None, (*begun, reason, also, _clears(case, proposal))))


def reason(case: Case, proposal: Proposal) -> str:
    """The rule with the dates it used, in a sentence or two."""
    return REASONS[proposal.because](case, proposal)


def in_short(case: Case, advice: Advice, proposal: Proposal) -> str:
    """Another thing that is open, in a few words; a cell to fix is always named."""
    if proposal.problem:
        return unreadable(case, proposal).removesuffix(".")
    return f"{advice.next_step.lower()} {window(advice.opens, advice.due, case.today)}".rstrip()


def stage_to_set(case: Case) -> str:
    """Somebody applied or was invited, and forgot the stage: it is judged further than its cell says."""
    lead, stage = case.lead, case.facts.stage
    if lead.stage not in (Stage.WISHLIST, Stage.APPLIED) or stage is lead.stage:
        return ""
    says = f"{lead.heading(Column.STAGE)} still says {lead.stage}: set it to {stage}."
    if stage is Stage.INTERVIEWING:
        return f"An interview is noted, and {says}"
    return f"{lead.heading(Column.APPLIED_ON)} is filled in, and {says}"


def _quoted(case: Case, proposal: Proposal) -> str:
    """The remark behind a date that the rule used, as it stands in its cell."""
    if not case.lead.remarks:
        return ""
    used = (proposal.since, proposal.opens, proposal.due)
    cells = ((heading, text) for heading, text in case.lead.remarks.items() if _value(case, heading) in used)
    return " ".join(f"{case.lead.heading(heading)} says “{short(text)}”." for heading, text in cells)


def _value(case: Case, heading: str) -> object:
    return getattr(case.lead, Column(heading).field)


def _whom(case: Case, channel: How | None, proposal: Proposal) -> str:
    """The first sentence: whom to reach, and by which number or address."""
    if proposal.because is Because.NOBODY_TO_ASK or (channel is None and proposal.step is not Step.CHECK_IN):
        return ""
    name = without_addresses(case.lead.contact)
    match channel:
        case How.PHONE | How.VOICEMAIL:
            call = f"Call {', '.join(filter(None, (name, short(case.lead.phone))))}"
            tried = f"; nobody answered the last {len(case.facts.no_answers)} times, so leave a voicemail"
            return f"{call}{tried if channel is How.VOICEMAIL else ''}."
        case How.EMAIL if proposal.step is Step.THANK_YOU and (people := _open_people(case, proposal)):
            return f"Write to {people}."
        case How.EMAIL:
            reached = (without_addresses(case.facts.reached), short(case.facts.email))
            return f"Write to {', '.join(filter(None, reached))}."
        case How.NOTE:
            return f"Send {_open_names(case, proposal) or name or 'them'} a handwritten note."
        case How.FIND_CONTACT:
            if name:
                return f"Find an e-mail address or a number of {name} first: the row holds none."
            return "Find somebody to ask first: the row holds no name, e-mail or number."
        case None:
            return f"Get in touch with {name or 'them'}."


def _open_names(case: Case, proposal: Proposal) -> str:
    """Who is still to be thanked for that interview, where the sheet Interviews tells."""
    rows = (row for row in case.facts.to_thank if row.on == proposal.since)
    return listed([name for row in rows if (name := without_addresses(row.interviewer))])


def _open_people(case: Case, proposal: Proposal) -> str:
    """The same, each with their own address."""
    rows = (row for row in case.facts.to_thank if row.on == proposal.since)
    people = [(without_addresses(row.interviewer), short(row.email)) for row in rows]
    return listed([", ".join(filter(None, person)) for person in people if all(person)])


def _clears(case: Case, proposal: Proposal) -> str:
    """The cell that says it is done; a row that is let go stays as it is."""
    column = STEPS[proposal.step].cleared_by
    if column is None:
        return STAYS if proposal.step is Step.MOVE_ON else ""
    if proposal.step is Step.REPLY_TO_OFFER:
        return f"Done? Set {case.lead.heading(column)} to what you told them."
    if proposal.step is Step.THANK_YOU and any(
        held.on == proposal.since and "!" in held.cell for held in case.lead.interviews
    ):
        return f"Done? Put the date in {column} on the sheet Interviews."
    if proposal.step is Step.APPLY and case.lead.stage:
        return f"Done? Set {case.lead.heading(Column.STAGE)} to Applied and {case.lead.put_in('the date', column)}."
    return f"Done? {as_sentence(case.lead.put_in('the date', column))}."
