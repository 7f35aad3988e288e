"""Worth knowing about the search as a whole (rulebook 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.calendar import days
from followthrough.channel import CONTACTING
from followthrough.leads import OPEN, Flag, Judged, Stage, Step, Tip
from followthrough.values import fold
from followthrough.wording import listed, short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from followthrough.cases import Case

MOST_NAMES = 3


def search_tips(cases: Sequence[Case], judged: Sequence[Judged]) -> tuple[Tip, ...]:
    """The tips about the search as a whole; ``judged`` answers ``cases`` one by one."""
    active = [
        case
        for case, lead in zip(cases, judged, strict=True)
        if case.facts.stage in OPEN and case.lead.company and not _is_done(case, lead)
    ]
    waiting = [case for case, lead in zip(cases, judged, strict=True) if _is_to_apply(case, lead)]
    return (*_one_call(cases, judged), *_leverage(active), *_pipeline(cases, active, waiting), *_offer_open(cases))


def _is_done(case: Case, lead: Judged) -> bool:
    return lead.flag in (Flag.MOVE_ON, Flag.CLOSED) or case.facts.snoozed


def _one_call(cases: Sequence[Case], judged: Sequence[Judged]) -> Iterator[Tip]:
    """One tip for all the leads that share a number or an address."""
    soon = [case for case, lead in zip(cases, judged, strict=True) if _is_contacted_soon(case, lead)]
    told: set[tuple[str, ...]] = set()
    for reaches in ([case.lead.phone for case in soon], [case.facts.email for case in soon]):
        shared: dict[str, list[Case]] = {}
        for reach, case in zip(reaches, soon, strict=True):
            shared.setdefault(fold(reach), []).append(case)
        for reach, group in shared.items():
            rows = tuple(case.lead.place for case in group)
            if reach and len(group) > 1 and rows not in told:
                told.add(rows)
                covers = "both" if len(group) == len(("one", "other")) else "them all"
                yield Tip("one_call", f"{_named(group)} share {short(reach)}: one contact covers {covers}.")


def _named(group: Sequence[Case]) -> str:
    """Leads by company and role, up to three of them."""
    return _few([_name(case) for case in group])


def _is_contacted_soon(case: Case, lead: Judged) -> bool:
    return any(
        advice.step in (*CONTACTING, Step.THANK_YOU) and (not advice.opens or advice.opens <= case.today + days(7))
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


def _is_to_apply(case: Case, lead: Judged) -> bool:
    return lead.step is Step.APPLY and not case.lead.applied_on


def _pipeline(cases: Sequence[Case], active: Sequence[Case], waiting: Sequence[Case]) -> Iterator[Tip]:
    if not cases or any(_has_started(case) for case in cases):
        return
    policy, today = cases[0].policy, cases[0].today
    recent = any(
        case.lead.applied_on and 0 <= (today - case.lead.applied_on).days <= policy.apply_every for case in cases
    )
    if len(active) < policy.open_leads or (waiting and not recent):
        names = f" Next on your list: {_names(waiting[:3])}." if waiting else ""
        yield Tip("pipeline", f"Keep applying until the first day of the new job.{names}")


def _offer_open(cases: Sequence[Case]) -> Iterator[Tip]:
    if any(_has_started(case) for case in cases):
        return
    offers = [case for case in cases if case.facts.stage in (Stage.OFFER, Stage.ACCEPTED) and not case.facts.snoozed]
    named = [case for case in offers if case.lead.company]
    if named:
        yield Tip("offer_open", f"{_names(named)}: until you have started, the search goes on. Get it in writing.")


def _has_started(case: Case) -> bool:
    start = case.lead.start_on
    return case.facts.stage is Stage.ACCEPTED and start is not None and start <= case.today


def _name(case: Case) -> str:
    company, role = short(case.lead.company), short(case.lead.role)
    return f"{company} ({role})" if role else company


def _names(cases: Sequence[Case]) -> str:
    """Leads by company."""
    return _few(list(dict.fromkeys(short(case.lead.company) for case in cases if case.lead.company)))


def _few(names: list[str]) -> str:
    """Up to three by name, the others by number."""
    more = len(names) - MOST_NAMES
    return listed([*names[:MOST_NAMES], f"{more} others"] if more > 1 else names)
