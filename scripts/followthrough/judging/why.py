"""The Why: what a good friend would say, in one to three short sentences with dates (rules 4).

Nothing here depends on today, or every row would change every night.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.judging.reasons import REASONS, as_sentence, heading_of, put_in, unreadable
from followthrough.knowing.columns import Column
from followthrough.knowing.steps import STEPS, How, Step
from followthrough.knowing.wording import listed, short, window, without_addresses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.judging.cases import Case, Proposal
    from followthrough.knowing.judgement import Advice

STAYS = "The row stays as it is until you change it."


def why(case: Case, proposal: Proposal, channel: How | None, rest: Sequence[str] = ()) -> str:
    """Whom and how, the rule with its dates and the window, what else is open, and the cell that clears it."""
    also = f"Also: {'; '.join(rest)}." if rest else ""
    parts = (_whom(case, channel, proposal), REASONS[proposal.because](case, proposal), also, _clears(case, proposal))
    return " ".join(part for part in parts if part)


def in_short(case: Case, advice: Advice, proposal: Proposal) -> str:
    """Another thing that is open, in a few words; a cell to be mended is always named."""
    if proposal.problem:
        return unreadable(case, proposal).removesuffix(".")
    return f"{STEPS[advice.step].words.lower()} {window(advice.opens, advice.due, advice.due)}".rstrip()


def _whom(case: Case, channel: How | None, proposal: Proposal) -> str:
    """The first sentence: whom to reach, and by which number or address."""
    name, phone, email = without_addresses(case.lead.contact), short(case.lead.phone), short(case.facts.email)
    call = f"Call {name}, {phone}" if name else f"Call {phone}"
    match channel:
        case How.PHONE:
            return f"{call}."
        case How.VOICEMAIL:
            return f"{call}; nobody answered the last {len(case.facts.no_answers)} times, so leave a voicemail."
        case How.EMAIL if proposal.step is Step.THANK_YOU and (people := _open_people(case)):
            return f"Write to {people}."
        case How.EMAIL:
            reached = without_addresses(case.facts.reached)
            return f"Write to {reached}, {email}." if reached else f"Write to {email}."
        case How.NOTE:
            return f"Send {_open_names(case) or name or 'them'} a handwritten note."
        case How.FIND_CONTACT:
            if name:
                return f"Find an e-mail address or a number of {name} first: the row holds none."
            return "Find somebody to ask first: the row holds no name, e-mail or number."
        case None:
            return f"Get in touch with {name or 'them'}." if proposal.step is Step.CHECK_IN else ""


def _open_names(case: Case) -> str:
    """Who is still to be thanked, where the sheet Interviews tells."""
    return listed([name for held in case.facts.to_thank if (name := without_addresses(held.interviewer))])


def _open_people(case: Case) -> str:
    """The same, each with their own address."""
    people = [(without_addresses(held.interviewer), short(held.email)) for held in case.facts.to_thank]
    return listed([", ".join(filter(None, person)) for person in people if all(person)])


def _clears(case: Case, proposal: Proposal) -> str:
    """The cell that says it is done; a row that is let go stays as it is."""
    column = STEPS[proposal.step].cleared_by
    if column is None:
        return STAYS if proposal.step is Step.MOVE_ON else ""
    if proposal.step is Step.REPLY_TO_OFFER:
        return f"Done? Set {heading_of(case, column)} to what you told them."
    if proposal.step is Step.THANK_YOU and any(
        held.on == case.facts.interview and "!" in held.cell for held in case.lead.interviews
    ):
        return f"Done? Put the date in {column} on the sheet Interviews."
    if proposal.step is Step.APPLY and case.lead.stage:
        return f"Done? Set {heading_of(case, Column.STAGE)} to Applied and {put_in('the date', column, case)}."
    return f"Done? {as_sentence(put_in('the date', column, case))}."
