"""What letters and call scripts are written from, and what their templates may use, by name.

A text that is not known is "", a date that is not known is None: each template decides which blank it shows. Dates are
dates, so that a template in another language can write them its own way; ``|day`` says them in English, ``|article``
puts "a" or "an" before a description, and ``pick`` chooses another of its wordings for each person at one company.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough.knowing.calendar import days
from followthrough.knowing.leads import OPEN
from followthrough.knowing.steps import CHASES, Flag, Step
from followthrough.knowing.wording import clipped, listed, one_line, short
from followthrough.knowing.words import Channel, Stage
from followthrough.saying.people import met_with

if TYPE_CHECKING:
    from datetime import date

    from followthrough.knowing.judgement import Advice, Judged, Judgement
    from followthrough.knowing.leads import You
    from followthrough.saying.people import Person

LONGEST_REMARK = 200
"""Characters of a cell that a letter quotes."""
A_FORTNIGHT = 14
_THEIRS = {"their": "your", "the": "the", "a": "a", "an": "an", "our": "our", "how": "how", "that": "that"}
_OWN = {"her": "your", "his": "your"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Everything a draft is written from.

    Args:
        judged: the lead with its advice.
        judgement: all leads: an offer elsewhere is worth a letter here.
        you: who is speaking.
    """

    judged: Judged
    judgement: Judgement
    you: You

    @property
    def offers_elsewhere(self) -> list[Judged]:
        """The other leads that hold an offer which still counts."""
        return [
            other
            for other in self.judgement.leads
            if other.key != self.judged.key
            and other.facts.stage is Stage.OFFER
            and other.flag not in (Flag.MOVE_ON, Flag.CLOSED)
        ]


def values_for(setting: Setting, advice: Advice | None, person: Person, number: int) -> dict[str, object]:
    """The values for one draft.

    Args:
        setting: what it is written from.
        advice: the step it belongs to; None for a letter that a tip calls for.
        person: who it goes to.
        number: which wording to choose.
    """
    return {
        **_about_you(setting.you),
        **_about_them(setting, person),
        **_about_days(setting, advice),
        "step": advice.step.value if advice else "",
        "how": str(advice.how or "") if advice else "",
        "number": number,
        "pick": lambda *wordings: wordings[number % len(wordings)],
    }


def _about_you(you: You) -> dict[str, object]:
    return {
        "my_name": clipped(you.name, LONGEST_REMARK),
        "my_phone": short(you.phone),
        "my_email": short(you.email),
        "my_line": clipped(you.one_line, LONGEST_REMARK).rstrip("."),
    }


def _about_them(setting: Setting, person: Person) -> dict[str, object]:
    lead, facts = setting.judged.readable, setting.judged.facts
    others = [name for name in met_with(setting.judged) if name != person.name]
    return {
        "name": person.name,
        "email": person.email,
        "company": short(lead.company),
        "role": short(lead.role),
        "contact": short(lead.contact),
        "phone": short(lead.phone),
        "prefers_email": lead.prefers is Channel.EMAIL,
        "insider": short(lead.insider),
        "others": listed(others[:3]),
        "mention": _to_them(person.mention, is_own=person.is_own),
        "skills": _remark(lead.skills_to_build),
        "said_next": _to_them(lead.they_said_next, is_own=False),
        "remember_me": _remark(lead.remember_me_by),
        "stage": facts.stage.value,
        "is_open": facts.stage in OPEN,
        "is_snoozed": facts.snoozed,
        "unanswered": facts.unanswered,
        "is_thanked": facts.thanked,
    }


def _about_days(setting: Setting, advice: Advice | None) -> dict[str, object]:
    """Days, as they stand when the words are used: today, or on the first good day of a step that waits."""
    lead, facts, judgement = setting.judged.readable, setting.judged.facts, setting.judgement
    today = max(judgement.today, advice.opens or judgement.today) if advice else judgement.today
    promised, again = _next_chase(setting.judged), advice.try_again if advice else None
    opens = promised.opens if promised else None
    fortnight = judgement.calendar.bd(today + days(A_FORTNIGHT))
    return {
        "today": today,
        "applied_on": lead.applied_on,
        "interviewed_on": facts.interview,
        "heard_on": facts.heard,
        "asked_on": facts.touched,
        "upcoming": facts.next_interview if advice and advice.step is Step.PREPARE else facts.upcoming,
        "decision_by": facts.decision_by,
        "agreed_on": facts.check_back_on,
        "is_agreed_today": bool(advice and advice.opens == facts.check_back_on == today),
        "next_contact": max(opens, today) if opens else None,
        "next_how": str(promised.how or "") if promised else "",
        "try_again": again,
        "propose": again or fortnight,
        "offer_reply_by": lead.offer_reply_by,
        "other_offer_by": _other_offer_by(setting),
        "start_on": lead.start_on,
    }


def _next_chase(judged: Judged) -> Advice | None:
    """When they are asked for news next, and how: what a thank-you promises is what is advised later.

    A thank-you changes none of the days that are counted from, so that the advice of today holds after it too.
    """
    return next((advice for advice in judged.advice if advice.step in CHASES and advice.opens), None)


def _other_offer_by(setting: Setting) -> date | None:
    """The first day by which an offer elsewhere is to be answered."""
    known = (offer.readable.offer_reply_by for offer in setting.offers_elsewhere)
    return min((day for day in known if day and day >= setting.judgement.today), default=None)


def _remark(cell: str) -> str:
    return clipped(cell, LONGEST_REMARK).rstrip(" .;,")


def _to_them(cell: str, *, is_own: bool) -> str:
    """A note about them, as it is said to them after a colon: "Their new ward" becomes "your new ward"."""
    text = _remark(cell)
    first, gap, rest = text.partition(" ")
    said = (_THEIRS | _OWN if is_own else _THEIRS).get(first.casefold())
    return one_line(f"{said}{gap}{rest}") if said and gap else text
