"""What a draft is written from: the lead, its facts, who is speaking, and the days that come next."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from followthrough.judging.facts import Facts, derive
from followthrough.judging.judge import judge
from followthrough.judging.slips import blanked, misdated
from followthrough.judging.story import settled_stage
from followthrough.knowing.calendar import Calendar
from followthrough.knowing.leads import Touch
from followthrough.knowing.policy import STANDARD, Policy
from followthrough.knowing.steps import CHASES, Flag
from followthrough.knowing.words import Outcome, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from followthrough.knowing.judgement import Advice, Judged
    from followthrough.knowing.leads import Lead, You


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Everything a draft is written from.

    Args:
        judged: the lead with its advice.
        facts: what its row and its log rows come to.
        you: who is speaking.
        today: the local calendar day.
        other_offer_by: the day by which an offer elsewhere is to be answered.
        policy: the numbers of the rules, for the day of the next try.
        calendar: which days are business days, for the same.
    """

    judged: Judged
    facts: Facts
    you: You
    today: date
    other_offer_by: date | None = None
    policy: Policy = STANDARD
    calendar: Calendar = field(default_factory=Calendar)

    @property
    def lead(self) -> Lead:
        """The row, with what cannot be meant blank."""
        return readable_lead(self.judged.lead, self.today)


def readable_lead(lead: Lead, today: date) -> Lead:
    """The lead without the cells that have to be mended: no letter may quote them."""
    return blanked(lead, {problem.column for problem in misdated(lead, today)})


def facts_of(lead: Lead, policy: Policy, today: date) -> Facts:
    """What the lead comes to on a day."""
    return derive(readable_lead(lead, today), settled_stage(lead), policy, today)


def next_chase(judged: Judged) -> Advice | None:
    """When they are asked for news next, and how: what a thank-you promises is what is advised later.

    A thank-you changes none of the days that are counted from, so that the advice of today holds after it too.
    """
    return next((advice for advice in judged.advice if advice.step in CHASES and advice.opens), None)


def next_try(setting: Setting, on: date) -> date | None:
    """The day on which the row will say to try again after a try that stays unanswered; None where it lets go then.

    Args:
        setting: the lead.
        on: the day of this try.
    """
    lead = setting.lead
    if lead.touches:
        left = Touch(cell="", on=on, outcome=Outcome.VOICEMAIL)
        tried = replace(lead, touches=(*lead.touches, left))
    else:
        asked = (*lead.last_follow_up, on) if len(lead.last_follow_up) > 1 else (on,)
        counted = None if lead.unanswered is None else max(lead.unanswered, setting.facts.unanswered) + 1
        tried = replace(lead, last_follow_up=asked, unanswered=counted)
    again = next_chase(judge([tried], setting.policy, on, setting.calendar).leads[0])
    return again.opens if again and again.opens and again.opens > on else None


def earlier_at_company(judged: Judged, others: Sequence[Judged]) -> list[Judged]:
    """The rows of the same company that stand above the lead's."""
    name = judged.lead.company.casefold().split()
    sheets = list(dict.fromkeys(other.lead.sheet for other in (*others, judged)))

    def place(each: Judged) -> tuple[int, int]:
        return sheets.index(each.lead.sheet), each.lead.row

    above = (other for other in others if place(other) < place(judged))
    return [other for other in above if name and other.lead.company.casefold().split() == name]


def offers_elsewhere(judged: Judged, others: Sequence[Judged]) -> list[Judged]:
    """The other leads that hold an offer which still counts."""
    return [
        other
        for other in others
        if other.lead.place != judged.lead.place
        and settled_stage(other.lead) is Stage.OFFER
        and other.flag not in (Flag.MOVE_ON, Flag.CLOSED)
    ]


def soonest(offers: Sequence[Judged], today: date) -> date | None:
    """The first day by which one of them is to be answered."""
    known = (readable_lead(offer.lead, today).offer_reply_by for offer in offers)
    return min((day for day in known if day and day >= today), default=None)
