"""When to ask again: what the rules would say of a lead after a try that nobody answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from followthrough.judging.cases import readable
from followthrough.judging.facts import derive, settled_stage
from followthrough.judging.rules import ruling_of
from followthrough.knowing.leads import Touch
from followthrough.knowing.steps import CHASES
from followthrough.knowing.words import Outcome

if TYPE_CHECKING:
    from datetime import date

    from followthrough.judging.cases import Case, Proposal
    from followthrough.knowing.leads import Lead


def try_again(case: Case, proposal: Proposal) -> date | None:
    """The first good day of the next try, if one on the first good day of this one stays unanswered.

    None where the lead would be let go then, and for a step that does not ask for news.
    """
    if proposal.step not in CHASES:
        return None
    on, case = max(case.today, proposal.opens or case.today), readable(case)
    lead = _tried(case.lead, case.facts.unanswered, on)
    facts = derive(lead, settled_stage(lead), case.policy, on)
    ruling = ruling_of(replace(case, lead=lead, facts=facts, problems=(), started=None, today=on))
    opens = next((each.opens for each in ruling.proposals if each.step in CHASES), None)
    return opens if opens and opens > on else None


def _tried(lead: Lead, unanswered: int, on: date) -> Lead:
    """The row after a try: a line of the log where it has one, else the cells that a person would fill in."""
    if lead.touches:
        return replace(lead, touches=(*lead.touches, Touch(cell="", on=on, outcome=Outcome.VOICEMAIL)))
    asked = (*lead.last_follow_up, on) if len(lead.last_follow_up) > 1 else (on,)
    counted = None if lead.unanswered is None else max(lead.unanswered, unanswered) + 1
    return replace(lead, last_follow_up=asked, unanswered=counted)
