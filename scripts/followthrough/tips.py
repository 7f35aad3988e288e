"""Worth knowing, never flagged (rulebook 7): tips for one lead, and tips for the whole search."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from followthrough.calendar import days
from followthrough.channel import CONTACTING
from followthrough.leads import OPEN, OVER, Flag, Judged, Stage, Step, Tip
from followthrough.slips import dates_in
from followthrough.values import fold
from followthrough.wording import clipped, listed, short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from followthrough.cases import Case

FRESH = 14
"""Days after an interview during which references and pay are worth a thought."""
ON_FILE = range(90, 105)
MOST_NAMES = 3
LONGEST_QUOTE = 120


def lead_tips(case: Case, flag: Flag, others: Sequence[Case]) -> tuple[Tip, ...]:
    """The tips that hold for a lead today.

    Args:
        case: the lead.
        flag: what its row shows; nothing is said of a lead that is let go.
        others: the other leads, for a company that turns up twice.
    """
    if not case.lead.company or case.lead.unknown_stage:
        return ()
    found: list[Tip] = []
    if case.facts.stage in OPEN and flag is not Flag.MOVE_ON and not case.facts.snoozed:
        found += [Tip(name, text) for name, rule in _OPEN_TIPS if (text := rule(case))]
        found += _again(case, others)
    return (*found, *_over_tips(case))


def search_tips(cases: Sequence[Case], judged: Sequence[Judged]) -> tuple[Tip, ...]:
    """The tips about the search as a whole; ``judged`` answers ``cases`` one by one."""
    active = [
        case
        for case, lead in zip(cases, judged, strict=True)
        if case.facts.stage in OPEN and case.lead.company and not _is_done(case, lead)
    ]
    return (*_one_call(cases, judged), *_leverage(active), *_pipeline(cases, active), *_offer_open(cases))


def _is_done(case: Case, lead: Judged) -> bool:
    return lead.flag in (Flag.MOVE_ON, Flag.CLOSED) or case.facts.snoozed


def _within(case: Case, limit: int) -> bool:
    held = case.facts.interview
    return bool(held) and held is not None and (case.today - held).days <= limit


def _references(case: Case) -> str:
    if not _within(case, FRESH) or case.lead.references_told is not None:
        return ""
    return (
        "Tell your references the company and the title, send them the résumé you used, "
        "and ask them to let you know if they are called."
    )


def _pay(case: Case) -> str:
    discussed = case.lead.pay_discussed not in (None, False)
    if discussed or not (_within(case, FRESH) or case.facts.stage is Stage.OFFER):
        return ""
    text = "Look up the pay for this title and area: official wage statistics, salary sites, reviews of the employer."
    if case.facts.stage is Stage.OFFER:
        text += " Write down the lowest figure you would take before you answer."
    return text


def _skills(case: Case) -> str:
    skills = clipped(case.lead.skills_to_build, LONGEST_QUOTE)
    return f"{skills}: what did you learn this week, and can it be said in the next follow-up?" if skills else ""


def _insider(case: Case) -> str:
    insider = short(case.lead.insider)
    if not insider or not _within(case, 7):
        return ""
    return f"Check in with {insider}: how many are they seeing, how did you come across, what holds it up?"


def _network(case: Case) -> str:
    facts, lead = case.facts, case.lead
    passed = facts.decision_by
    overdue = passed and (case.today - passed).days >= 7 and not (facts.heard and facts.heard >= passed)  # noqa: PLR2004 - the rulebook's week
    nobody = not lead.phone and not facts.email
    if not (facts.unanswered > 1 or overdue or nobody):
        return ""
    if lead.insider:
        return f"Ask {short(lead.insider)} whether they can find out where it stands."
    return (
        "Find somebody who knows somebody there: the company's people on LinkedIn, second degree, "
        "and ask the person between you to put in a word."
    )


def _next_round(case: Case) -> str:
    facts = case.facts
    if facts.stage is not Stage.INTERVIEWING or not facts.interview or facts.upcoming:
        return ""
    return "Get ready for the next round: a portfolio of your work, and what the company plans."


def _interview_date(case: Case) -> str:
    facts = case.facts
    if facts.stage is not Stage.INTERVIEWING or facts.interview or facts.upcoming or facts.heard:
        return ""
    return "Put the day of the interview into Interview on, then the rest can be timed."


_OPEN_TIPS: tuple[tuple[str, Callable[[Case], str]], ...] = (
    ("references", _references),
    ("pay", _pay),
    ("skills", _skills),
    ("insider", _insider),
    ("network", _network),
    ("next_round", _next_round),
    ("interview_date", _interview_date),
)


def _again(case: Case, others: Sequence[Case]) -> Iterator[Tip]:
    company = fold(case.lead.company)
    same = [other for other in others if other is not case and fold(other.lead.company) == company]
    if any(other.facts.stage in OVER for other in same):
        yield Tip(
            "again", "You were in touch with this company before: use what you learned, and say so if it went well."
        )


def _over_tips(case: Case) -> Iterator[Tip]:
    if case.facts.stage not in OVER or not case.facts.interview:
        return
    closed = case.lead.closed_on or max((case.facts.upcoming or case.facts.interview, *dates_in(case.lead)))
    ago = (case.today - closed).days
    if case.facts.stage is Stage.CLOSED and 0 <= ago <= 7:  # noqa: PLR2004 - the rulebook's week
        yield Tip("gracious", "Thank them and ask to be kept in mind: first choices do decline.")
    if ago in ON_FILE:
        yield Tip("on_file", "A friendly hello is fair now: many keep good candidates on file.")


def _one_call(cases: Sequence[Case], judged: Sequence[Judged]) -> Iterator[Tip]:
    soon = [case for case, lead in zip(cases, judged, strict=True) if _is_contacted_soon(case, lead)]
    for one, other in combinations(soon, 2):
        shared = _shared(one.lead.phone, other.lead.phone) or _shared(one.facts.email, other.facts.email)
        if shared:
            yield Tip(
                "one_call",
                f"{_name(one)} and {_name(other)} share {short(shared)}: one contact covers both.",
            )


def _is_contacted_soon(case: Case, lead: Judged) -> bool:
    return any(
        advice.step in (*CONTACTING, Step.THANK_YOU) and (not advice.opens or advice.opens <= case.today + days(7))
        for advice in lead.advice
    )


def _shared(one: str, other: str) -> str:
    return one if one and one.casefold() == other.casefold() else ""


def _leverage(active: Sequence[Case]) -> Iterator[Tip]:
    offers = [case for case in active if case.facts.stage is Stage.OFFER]
    rivals = [case for case in active if case.facts.stage is Stage.INTERVIEWING]
    if offers and rivals:
        yield Tip(
            "leverage",
            f"You hold an offer from {short(offers[0].lead.company)}: tell {_names(rivals)} kindly that you do "
            "and until when, and ask for the days you need.",
        )


def _pipeline(cases: Sequence[Case], active: Sequence[Case]) -> Iterator[Tip]:
    if not cases or any(_has_started(case) for case in cases):
        return
    policy, today = cases[0].policy, cases[0].today
    waiting = [
        case for case in cases if case.facts.stage is Stage.WISHLIST and case.lead.company and not case.facts.snoozed
    ]
    recent = any(
        case.lead.applied_on and 0 <= (today - case.lead.applied_on).days <= policy.apply_every for case in cases
    )
    if len(active) < policy.open_leads or (waiting and not recent):
        names = f" Next on your list: {_names(waiting[:3])}." if waiting else ""
        yield Tip("pipeline", f"Keep applying until the first day of the new job.{names}")


def _offer_open(cases: Sequence[Case]) -> Iterator[Tip]:
    if any(_has_started(case) for case in cases):
        return
    for case in cases:
        if case.facts.stage in (Stage.OFFER, Stage.ACCEPTED) and case.lead.company and not case.facts.snoozed:
            yield Tip(
                "offer_open",
                f"{short(case.lead.company)}: until you have started, the search goes on. Get it in writing.",
            )


def _has_started(case: Case) -> bool:
    start = case.lead.start_on
    return case.facts.stage is Stage.ACCEPTED and start is not None and start <= case.today


def _name(case: Case) -> str:
    company, role = short(case.lead.company), short(case.lead.role)
    return f"{company} ({role})" if role else company


def _names(cases: Sequence[Case]) -> str:
    """Up to three companies by name, the others by number."""
    names = list(dict.fromkeys(short(case.lead.company) for case in cases if case.lead.company))
    more = len(names) - MOST_NAMES
    return listed([*names[:MOST_NAMES], f"{more} others"] if more > 1 else names)
