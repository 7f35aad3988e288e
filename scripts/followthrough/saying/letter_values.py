"""What letters and call scripts are written from, and what their templates may use, by name.

A text that is not known is "", a date that is not known is None: each template decides which blank it shows. Dates are
dates, so that a template in another language can write them its own way; ``|day`` says them in English, ``|article``
puts "a" or "an" before a description, and ``pick`` chooses another of its wordings for each person at one company.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from followthrough.knowing.calendar import days
from followthrough.knowing.columns import Column
from followthrough.knowing.languages import any_of
from followthrough.knowing.leads import OPEN
from followthrough.knowing.steps import CHASES, NEW_DATE, Step
from followthrough.knowing.wording import clipped, listed, one_line, short
from followthrough.knowing.words import Channel, Outcome
from followthrough.saying.people import main_contact, met_with

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from followthrough.judging.judgement import Advice, Judged
    from followthrough.knowing.leads import You
    from followthrough.saying.people import Person, Search

LONGEST_REMARK = 200
"""Characters of a cell that a letter quotes."""
LONGEST_TITLE = 200
"""Characters of a role, a company or a name; more of them are no name, and a letter never holds half of one."""
A_FORTNIGHT = 14
A_WEEK = 7
_MEANT_TO = re.compile(any_of("planned"), re.IGNORECASE)
"""Parts of headings under which people keep the day they planned, and not one that was agreed."""
_THEIRS = {"their": "your", "the": "the", "a": "a", "an": "an", "our": "our", "how": "how", "that": "that"}
_OWN = {"her": "your", "his": "your"}


def values_for(judged: Judged, search: Search, advice: Advice | None, person: Person, number: int) -> dict[str, object]:
    """The values for one draft.

    Args:
        judged: the lead that it is about.
        search: all leads, and who is writing.
        advice: the step it belongs to; None for a letter that a tip calls for.
        person: who it goes to.
        number: which wording to choose.
    """
    return {
        **_about_you(search.you),
        **_about_them(judged, person),
        **_about_jobs(search.in_one_letter(judged, advice, person)),
        **_about_days(judged, search, advice),
        **_about_promise(judged, person, _day_of_use(search.judgement.today, advice)),
        "step": advice.step.value if advice else "",
        "how": str(advice.how or "") if advice else "",
        "number": number,
        "pick": lambda *wordings: wordings[number % len(wordings)],
    }


def _day_of_use(today: date, advice: Advice | None) -> date:
    """Today, or the first good day of a step that waits."""
    return max(today, advice.opens or today) if advice else today


def _about_you(you: You) -> dict[str, object]:
    return {
        "my_name": clipped(you.name, LONGEST_REMARK),
        "my_phone": short(you.phone),
        "my_email": short(you.email),
        "my_line": clipped(you.one_line, LONGEST_REMARK).rstrip("."),
    }


def _about_them(judged: Judged, person: Person) -> dict[str, object]:
    lead, facts = judged.readable, judged.facts
    others = [name for name in met_with(judged) if name != person.name]
    return {
        "name": person.name,
        "email": person.email,
        "dear": person.name or ("hiring team" if person.email else "[name]"),
        "company": _whole(lead.company),
        "contact": short(lead.contact),
        "phone": short(lead.phone),
        "prefers_email": lead.prefers is Channel.EMAIL,
        "insider": _whole(lead.insider),
        "others": listed(others[:3]),
        "talked_about": _as_noted(lead.mention),
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


def _about_days(judged: Judged, search: Search, advice: Advice | None) -> dict[str, object]:
    """Days, as they stand when the words are used."""
    lead, facts, calendar = judged.readable, judged.facts, search.judgement.calendar
    today, again = _day_of_use(search.judgement.today, advice), advice.try_again if advice else None
    is_check_in, is_prepared = (advice and advice.step is step for step in (Step.CHECK_IN, Step.PREPARE))
    at = lead.time_of(facts.next_interview) if is_prepared else None
    return {
        "today": today,
        "applied_on": lead.applied_on,
        "interviewed_on": facts.interview,
        "heard_on": facts.heard,
        "answered_on": _answered_on(judged),
        "is_talk": any(row.outcome is Outcome.SPOKE and row.on == facts.heard for row in lead.touches),
        "asked_on": facts.touched,
        "upcoming": facts.next_interview if is_prepared else facts.upcoming,
        "upcoming_at": f"{at:%H:%M}" if at else "",
        "place": clipped(lead.location, LONGEST_TITLE),
        "decision_by": facts.decision_by,
        "agreed_on": facts.check_back_on,
        "is_own_plan": bool(_MEANT_TO.search(lead.headings.get(Column.CHECK_BACK_ON, ""))),
        "is_new_date": bool(advice and advice.next_step == NEW_DATE),
        "is_agreed_today": bool(advice and advice.opens == facts.check_back_on == today),
        "try_again": again,
        "voicemail_again": calendar.bd_after(today, 1) if is_check_in else again,
        "propose": again or calendar.bd(today + days(A_FORTNIGHT)),
        "offer_reply_by": lead.offer_reply_by,
        "more_days": calendar.bd(max(today, lead.offer_reply_by or today) + days(A_WEEK)),
        "other_offer_by": _other_offer_by(judged, search),
        "start_on": lead.start_on,
    }


def _other_offer_by(judged: Judged, search: Search) -> date | None:
    """The first day by which an offer elsewhere is to be answered."""
    known = (offer.readable.offer_reply_by for offer in search.offers_beside(judged))
    return min((day for day in known if day and day >= search.judgement.today), default=None)


def _about_jobs(together: Sequence[Judged]) -> dict[str, object]:
    """The jobs that the words are about: one, or all for which one person is asked or thanked."""
    is_one_company = len({judged.key.company for judged in together}) == 1
    names = [_job_name(judged, with_company=not is_one_company) for judged in together]
    title = listed(names)
    return {
        "role": title if any(judged.readable.role for judged in together) else "",
        "title": title,
        "the_role": f"the {title} role{'s' if len(together) > 1 else ''}" if is_one_company else f"the jobs {title}",
        "jobs": [
            {
                "name": name,
                "applied_on": judged.readable.applied_on,
                "interviewed_on": judged.facts.interview,
                "answered_on": _answered_on(judged),
                "decision_by": judged.facts.decision_by,
            }
            for judged, name in zip(together, names, strict=True)
        ],
    }


def _job_name(judged: Judged, *, with_company: bool) -> str:
    role, company = _whole(judged.readable.role) or "[title]", _whole(judged.readable.company)
    return f"{role} at {company}" if with_company and company else role


def _answered_on(judged: Judged) -> date | None:
    """The day of their latest answer, where it is no interview."""
    facts = judged.facts
    return facts.heard if facts.heard != facts.interview else None


def _about_promise(judged: Judged, person: Person, day_of_use: date) -> dict[str, object]:
    """When they are asked for news next, how, and whether it is this person who will be asked.

    A thank-you changes none of the days that are counted from: what it promises is what is advised later.
    """
    promised = next((advice for advice in judged.advice if advice.step in CHASES and advice.opens), None)
    opens, contact = promised.opens if promised else None, main_contact(judged)
    is_same = person.name == contact.name if person.name and contact.name else person.email == contact.email
    return {
        "next_contact": max(opens, day_of_use) if opens else None,
        "next_how": str(promised.how or "") if promised else "",
        "is_next_contact": is_same,
    }


def _whole(cell: str) -> str:
    """The first line of a cell, in full; "" where it is too long to be a name."""
    lines = cell.strip().splitlines()
    line = one_line(lines[0]) if lines else ""
    return line if len(line) <= LONGEST_TITLE else ""


def _remark(cell: str) -> str:
    return clipped(cell, LONGEST_REMARK).rstrip(" .;,")


def _as_noted(cell: str) -> str:
    """A note about them, as it is said to somebody else after a colon: "Their new ward" becomes "their new ward"."""
    first, gap, rest = _remark(cell).partition(" ")
    return f"{first.casefold() if first.casefold() in _THEIRS | _OWN else first}{gap}{rest}"


def _to_them(cell: str, *, is_own: bool) -> str:
    """A note about them, as it is said to them after a colon: "Their new ward" becomes "your new ward"."""
    text = _remark(cell)
    first, gap, rest = text.partition(" ")
    said = (_THEIRS | _OWN if is_own else _THEIRS).get(first.casefold())
    return one_line(f"{said}{gap}{rest}") if said and gap else text
