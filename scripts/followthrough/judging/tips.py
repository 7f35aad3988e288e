"""Worth knowing about one lead, never flagged (rules 7)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from followthrough.judging.judgement import Judged, Tip, count
from followthrough.judging.slips import dates_in
from followthrough.knowing.calendar import days
from followthrough.knowing.columns import Column
from followthrough.knowing.fold import fold
from followthrough.knowing.leads import OPEN, OVER
from followthrough.knowing.steps import STEPS, Contacts, Flag, Step
from followthrough.knowing.wording import as_sentence, clipped, few, short
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from followthrough.judging.cases import Case


FRESH = 14
"""Days after an interview during which references, pay and the next round are worth a thought."""
ON_FILE = range(90, 105)
LONGEST_QUOTE = 120


def lead_tips(case: Case, flag: Flag, *, was_met: bool) -> tuple[Tip, ...]:
    """The tips that hold for a lead today.

    Args:
        case: the lead.
        flag: what its row shows; nothing is said of a lead that is let go.
        was_met: whether another lead at that company is over.
    """
    if not case.lead.company or case.lead.unknown_stage:
        return ()
    if case.facts.stage in OVER:
        return tuple(_over_tips(case))
    found: list[Tip] = []
    if case.facts.stage in OPEN and flag is not Flag.MOVE_ON and not case.facts.snoozed:
        found += [Tip(name, text) for name, rule in _OPEN_TIPS if (text := rule(case))]
        if was_met:
            found.append(AGAIN)
    return tuple(found)


def _within(case: Case, limit: int) -> bool:
    held = case.facts.interview
    return bool(held) and held is not None and (case.today - held).days <= limit


def _references(case: Case) -> str:
    if not _within(case, FRESH) or case.lead.references_told is not None:
        return ""
    return (
        "Tell your references the company and the title, send the résumé you used, and ask to hear if they are called."
    )


def _pay(case: Case) -> str:
    discussed = case.lead.pay_discussed not in (None, False)
    if discussed or not (_within(case, FRESH) or case.facts.stage is Stage.OFFER):
        return ""
    where = "official wage statistics, salary sites, reviews of the employer"
    if case.facts.stage is Stage.OFFER:
        return f"Look up the pay ({where}), and write down the lowest figure you would take before you answer."
    return f"Look up the pay for this title and area: {where}."


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
    if facts.stage is not Stage.INTERVIEWING or facts.upcoming or facts.unanswered > 1 or not _within(case, FRESH):
        return ""
    return (
        "Get ready for the next round: a portfolio of your work, and what the company plans and how it works together."
    )


def _interview_date(case: Case) -> str:
    facts = case.facts
    if facts.stage is not Stage.INTERVIEWING or facts.interview or facts.upcoming or facts.heard:
        return ""
    put_it = as_sentence(case.lead.put_in("the day of the interview", Column.INTERVIEW_ON))
    return f"{put_it}, then the rest can be timed."


_OPEN_TIPS: tuple[tuple[str, Callable[[Case], str]], ...] = (
    ("references", _references),
    ("pay", _pay),
    ("skills", _skills),
    ("insider", _insider),
    ("network", _network),
    ("next_round", _next_round),
    ("interview_date", _interview_date),
)


AGAIN = Tip("again", "You were in touch with this company before: use what you learned, and say so if it went well.")


def _over_tips(case: Case) -> Iterator[Tip]:
    if not case.facts.interview:
        return
    ago = (case.today - _closed_on(case)).days
    if case.facts.stage is Stage.CLOSED and 0 <= ago <= 7:  # noqa: PLR2004 - the rulebook's week
        yield Tip("gracious", "Thank them and ask to be kept in mind: first choices do decline.")
    if ago in ON_FILE:
        yield Tip("on_file", "A friendly hello is fair now: many keep good candidates on file.")


def _closed_on(case: Case) -> date:
    """The day it ended: as noted, else as noticed by a night, else the latest date in the row."""
    told = case.lead.closed_on or case.lead.rejected_on or case.facts.stage_since
    return told or max(filter(None, (case.facts.last_interview, *(day for _, day in dates_in(case.lead)))))


MOST_NAMES = 3


def search_tips(cases: Sequence[Case], judged: Sequence[Judged]) -> tuple[Tip, ...]:
    """The tips about the search as a whole; ``judged`` holds the answers to ``cases``, in the same order."""
    active = [
        case
        for case, lead in zip(cases, judged, strict=True)
        if case.facts.stage in OPEN
        and case.lead.company
        and not case.facts.snoozed
        and lead.flag not in (Flag.MOVE_ON, Flag.CLOSED)
    ]
    to_apply = (case for case, lead in zip(cases, judged, strict=True) if lead.step is Step.APPLY)
    waiting = [case for case in to_apply if not case.lead.applied_on]
    pursued = count(judged).open
    found = (*_one_call(cases, judged), *_leverage(active))
    return found if _is_search_over(cases) else (*found, *_pipeline(cases, pursued, waiting), *_offer_open(cases))


def _one_call(cases: Sequence[Case], judged: Sequence[Judged]) -> Iterator[Tip]:
    """One tip for all the leads that share a number or an address."""
    soon = [case for case, lead in zip(cases, judged, strict=True) if _is_contacted_soon(case, lead)]
    phones: dict[str, list[Case]] = defaultdict(list)
    emails: dict[str, list[Case]] = defaultdict(list)
    for case in soon:
        phones[fold(case.lead.phone)].append(case)
        emails[fold(case.facts.email)].append(case)
    told: set[tuple[str, ...]] = set()
    for reach, group in (*phones.items(), *emails.items()):
        rows = tuple(case.lead.place for case in group) if reach and len(group) > 1 else ()
        if rows and rows not in told:
            told.add(rows)
            named = few((case.lead.name_in_a_list for case in group), MOST_NAMES)
            covers = "both" if len(group) == len(("one", "other")) else "them all"
            yield Tip("one_call", f"{named} share {short(reach)}: one contact covers {covers}.")


def _is_contacted_soon(case: Case, lead: Judged) -> bool:
    return any(
        STEPS[advice.step].contacts is not Contacts.NOBODY
        and (not advice.opens or advice.opens <= case.today + days(7))
        for advice in lead.advice
    )


def _leverage(active: Sequence[Case]) -> Iterator[Tip]:
    offers = [case for case in active if case.facts.stage is Stage.OFFER]
    rivals = [case for case in active if case.facts.stage is Stage.INTERVIEWING]
    if offers and rivals:
        yield Tip(
            "leverage",
            f"You hold an offer from {short(offers[0].lead.company)}: tell {_names(rivals)} kindly that you do "
            "and until when, and ask for the days you need.",
        )


def _pipeline(cases: Sequence[Case], pursued: int, waiting: Sequence[Case]) -> Iterator[Tip]:
    if not cases:
        return
    policy, today = cases[0].policy, cases[0].today
    recent = any(
        case.facts.applied_on and 0 <= (today - case.facts.applied_on).days <= policy.apply_every for case in cases
    )
    if pursued < policy.open_leads or (waiting and not recent):
        names = f" Next on your list: {_names(waiting[:3])}." if waiting else ""
        yield Tip("pipeline", f"Keep applying until the first day of the new job.{names}")


def _offer_open(cases: Sequence[Case]) -> Iterator[Tip]:
    offers = [case for case in cases if case.facts.stage in (Stage.OFFER, Stage.ACCEPTED) and not case.facts.snoozed]
    named = [case for case in offers if case.lead.company and not _has_started(case)]
    if named:
        yield Tip("offer_open", f"{_names(named)}: until you have started, the search goes on. Get it in writing.")


def _is_search_over(cases: Sequence[Case]) -> bool:
    """Whether a job has begun, and nobody has applied since: a side job does not end a search."""
    begun = [case.lead.start_on for case in cases if case.lead.start_on and _has_started(case)]
    return bool(begun) and not any(case.facts.applied_on and case.facts.applied_on > max(begun) for case in cases)


def _has_started(case: Case) -> bool:
    start = case.lead.start_on
    return case.facts.stage is Stage.ACCEPTED and start is not None and start <= case.today


def _names(cases: Sequence[Case]) -> str:
    """Leads by company."""
    return few((short(case.lead.company) for case in cases if case.lead.company), MOST_NAMES)
