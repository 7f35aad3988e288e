"""A made-up search from which every kind of draft can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.judging.judge import judge
from followthrough.knowing.leads import Interview, Lead, You
from followthrough.knowing.policy import STANDARD, Policy
from followthrough.saying.drafts import TITLES, Draft, write_drafts_for
from followthrough.saying.people import Search
from leads_for_tests import a_lead, day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

YOU = You(
    name="Robin Hale",
    phone="555-0199",
    email="robin.hale@example.com",
    one_line="data analyst with eight years in logistics",
)
DANA = "Contact: Dana Ruiz | Phone: 555-0100 | Email: dana.ruiz@example.com"
ROLE = "Company: Acme | Role: Analyst"
KNOWN = "Skills to build: SQL window functions | They said next: A case to solve at home | Insider: Jonas Weil"
REMEMBERED = "Remember me by: I cut a monthly report from two days to one hour"
HELD = f"{ROLE} | Stage: Interviewing | Interview on: 11-17 | Thank-you sent: yes | {DANA} | {KNOWN} | {REMEMBERED}"
ELSEWHERE = "Company: Fresh Foods | Stage: Accepted | Start on: 11-16"
OFFER_ELSEWHERE = f"Company: Fresh Foods | Stage: Offer | Offer reply by: 11-27 | {DANA}"

SAMPLES: Mapping[str, tuple[str, str]] = {
    "thank_you": (f"{ROLE} | Interview on: 11-22 | Mention: Their new warehouse | {DANA}", ""),
    "after_interview_notes": (f"{ROLE} | Interview on: 11-25 | {DANA}", ""),
    "prepare_questions": (f"{ROLE} | Interview on: 11-25 | {DANA} | {KNOWN} | {REMEMBERED}", ""),
    "call_script": (f"{HELD} | Check back on: 11-23", ""),
    "voicemail": (f"{HELD} | Log: 11-19 No answer, 11-20 No answer", ""),
    "check_in": (f"{HELD} | Prefers: Email | Check back on: 11-23", ""),
    "ask_decision": (f"{HELD} | Prefers: Email | Decision by: 11-20", ""),
    "follow_up_email": (f"{HELD} | Prefers: Email", ""),
    "follow_up_again": (
        f"{HELD.replace('11-17', '10-27')} | Prefers: Email | Last follow-up: 11-13 | Unanswered: 1",
        "",
    ),
    "several_jobs": (
        f"{ROLE} | Applied on: 11-16 | Last heard: 11-17 | {DANA} | Prefers: Email",
        f"{ROLE.replace('Analyst', 'Planner')} | Applied on: 11-13 | {DANA}",
    ),
    "network_request": (f"{ROLE} | Applied on: 11-16", ""),
    "insider_note": (f"{HELD} | Prefers: Email", ""),
    "references_heads_up": (f"{HELD} | Mention: Their new warehouse", ""),
    "offer_call": (f"{ROLE} | Offer reply by: 11-27 | {DANA}", ""),
    "offer_accept": (f"{ROLE} | Offer reply by: 11-27 | {DANA} | Prefers: Email", ""),
    "offer_decline": (f"{ROLE} | Offer reply by: 11-27 | {DANA} | Prefers: Email", ""),
    "offer_days": (f"{ROLE} | Offer reply by: 11-27 | {DANA} | Prefers: Email", ""),
    "offer_in_writing": (f"{ROLE} | Offer reply by: 11-27 | {DANA} | Prefers: Email", ""),
    "hold_an_offer": (HELD, OFFER_ELSEWHERE),
    "first_day": (f"{ROLE} | Stage: Accepted | {DANA}", ""),
    "withdrawal_call": (f"{HELD.replace('11-17', '11-10')}", ELSEWHERE),
    "withdrawal": (f"{HELD.replace('11-17', '11-10')} | Prefers: Email", ELSEWHERE),
    "rejection_thanks": (f"{HELD} | Closed on: 11-20".replace("Interviewing", "Closed"), ""),
    "hello_again": (f"{HELD.replace('11-17', '08-10')} | Closed on: 08-20".replace("Interviewing", "Closed"), ""),
}
"""For each kind the cells of a lead that calls for it, and those of another lead beside it."""


def drafts_of(
    lead: Lead | str,
    today: str = "11-23",
    *,
    others: Sequence[Lead] = (),
    you: You = YOU,
    templates: Path | None = None,
    policy: Policy = STANDARD,
) -> tuple[Draft, ...]:
    """The drafts of one lead, judged beside others."""
    asked = a_lead(lead) if isinstance(lead, str) else lead
    judgement = judge(sorted([asked, *others], key=lambda lead: lead.row), policy, day(today))
    found = next(judged for judged in judgement.leads if judged.lead is asked)
    return write_drafts_for(found, Search(judgement, you, templates))


def sample(kind: str, *, you: You = YOU, templates: Path | None = None) -> Draft:
    """The sample of a kind."""
    cells, other = SAMPLES[kind]
    others = [a_lead(other, row=9)] if other else []
    found = drafts_of(cells, others=others, you=you, templates=templates)
    return next(draft for draft in found if draft.kind == kind)


def panel(*names: str, mention: str = "") -> Lead:
    """A lead whose latest interview was led by several people."""
    rows = tuple(
        Interview(cell=f"A{place}", on=day("11-22"), interviewer=name, email=f"p{place}@example.com", mention=mention)
        for place, name in enumerate(names, start=2)
    )
    return a_lead(f"{ROLE} | Stage: Interviewing", interviews=rows)


def as_golden(draft: Draft) -> str:
    """A draft as it is kept for comparison and for reading."""
    to = f"{draft.recipient_name} <{draft.recipient_email}>" if draft.recipient_email else draft.recipient_name
    head = [
        f"[{draft.title}]",
        *([f"To: {to}"] if to else []),
        *([f"Subject: {draft.subject}"] if draft.subject else []),
    ]
    return "\n".join(head) + f"\n\n{draft.text}"


ALL_KINDS = tuple(TITLES)
