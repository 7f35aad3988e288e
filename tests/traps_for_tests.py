"""Trackers that a quick reader misunderstands, and what their owner means; found by attacking, each the smallest."""

from __future__ import annotations

from layouts_for_tests import ASKED, REFUSED, Tracker

_HEADINGS = "Company | Role | Status | Date applied"
_COLUMNS = {"Company": "A", "Role": "B", "Stage": "C", "Applied on": "D"}
_WITHOUT_STAGE = {"Company": "A", "Applied on": "B"}


def _jobs(*rows: str) -> dict[str, tuple[str, ...]]:
    return {"Jobs": rows}


# fmt: off
TRAPS: dict[str, Tracker] = {
    "check marks": Tracker(
        _jobs("Company | Date applied | Interview | Rejected", "Acme | @2026-11-02 | ✓ |", "Birch | @2026-11-02 | | ✓", "Cedar | @2026-11-09 | | "),
        columns=_WITHOUT_STAGE, leads=[2, 3, 4], stages={2: "Interviewing", 3: "Closed", 4: None},
    ),
    "check marks, and an x for no": Tracker(
        _jobs("Company | Date applied | Offer | Rejected", "Acme | @2026-11-02 | ✓ | x", "Birch | @2026-11-02 | x | ✓"),
        columns=_WITHOUT_STAGE, leads=[2, 3], stages={2: "Offer", 3: "Closed"},
    ),
    "crosses alone": Tracker(
        _jobs("Company | Date applied | Rejected", "Acme | @2026-11-02 | ❌", "Birch | @2026-11-02 | yes", "Cedar | @2026-11-02 | no"),
        columns=_WITHOUT_STAGE, leads=[2, 3, 4], stages={2: None, 3: "Closed", 4: None},
    ),
    "a status of signs": Tracker(
        _jobs(_HEADINGS, "Acme | Analyst | 🔴 | @2026-11-02", "Birch | Clerk | Applied | @2026-11-02", "Cedar | Cook | - | @2026-11-02"),
        columns=_COLUMNS, leads=[2, 3, 4], stages={2: None, 3: "Applied", 4: None},
    ),
    "an archive with more headings": Tracker(
        {"Active": (_HEADINGS, "Acme | Analyst | Applied | @2026-11-16"),
         "Archive": (f"{_HEADINGS} | Rejection date", "Birch | Clerk | Rejected | @2026-09-02 | @2026-10-02")},
        columns=_COLUMNS, leads=[2],
    ),
    "last year with more headings": Tracker(
        {"2026": (_HEADINGS, "Acme | Analyst | Applied | @2026-11-16"),
         "2025": (f"{_HEADINGS} | Interview date | Notes", "Birch | Clerk | Rejected | @2025-09-02 | @2025-10-02 | gone")},
        columns=_COLUMNS, leads=[2, 2],
    ),
    "acquaintances with more headings": Tracker(
        {"Applications": (_HEADINGS, "Acme | Analyst | Applied | @2026-11-16", "Birch | Clerk | Rejected | @2026-11-02"),
         "Networking": ("Company | Name | Title | Email | Phone | Status | Notes", "Acme | Dana | Head | dana@example.com | 555-0100 | warm | met")},
        columns=_COLUMNS, leads=[2, 3],
    ),
    "a rejection date and no stage": Tracker(
        _jobs("Company | Role | Date applied | Rejection date", "Acme | Analyst | @2026-11-02 | @2026-11-10", "Birch | Clerk | @2026-11-02 |"),
        columns={"Company": "A", "Role": "B", "Applied on": "C", "Closed on": "D"}, leads=[2, 3], stages={2: "Closed", 3: None},
    ),
    "sections by stage": Tracker(
        _jobs("Company | Role | Date applied", "Applied", "Acme | Analyst | @2026-11-02", "--- REJECTED ---", "Birch | Clerk | @2026-11-02", "Cedar | Cook | @2026-11-09"),
        columns={"Company": "A", "Role": "B", "Applied on": "C"}, leads=[3, 5, 6], stages={3: "Applied", 5: "Closed", 6: "Closed"},
    ),
    "a response that is rarely a stage": Tracker(
        _jobs("Company | Status | Date applied | Response", "Acme | Applied | @2026-11-02 | No", "Birch | Applied | @2026-11-02 | Rejected by mail",
              "Cedar | Applied | @2026-11-02 | No", "Elm | Applied | @2026-11-02 | Yes", "Fir | Applied | @2026-11-02 | No"),
        columns={"Company": "A", "Stage": "B", "Applied on": "C"}, leads=[2, 3, 4, 5, 6], unsure=True,
    ),
    "a status of numbers": Tracker(
        _jobs(_HEADINGS, "Acme | Analyst | #4 | @2026-11-02", "Birch | Clerk | #3 | @2026-11-02", "Cedar | Cook | #2 | @2026-11-02"),
        ASKED, columns={"Company": "A", "Role": "B", "Applied on": "D"}, leads=[2, 3, 4], says="do not hold what the heading says",
    ),
    "closed is the posting's day": Tracker(
        _jobs("Company | Role | Date applied | Closed", "Acme | Analyst | @2026-11-02 | @2026-12-15", "Birch | Clerk | @2026-11-02 | @2026-12-20"),
        columns={"Company": "A", "Role": "B", "Applied on": "C"}, leads=[2, 3], stages={2: None, 3: None}, unsure=True,
    ),
    "on site is where one works": Tracker(
        _jobs("Company | Date applied | Onsite | Remote", "Acme | @2026-11-02 | yes | no", "Birch | @2026-11-02 | no | yes"),
        columns=_WITHOUT_STAGE, leads=[2, 3], stages={2: None, 3: None},
    ),
    "interested is no stage of a job applied for": Tracker(
        _jobs("Company | Date applied | Interested? | CV ready", "Acme | @2026-11-02 | yes | yes", "Birch | @2026-11-02 | yes | yes"),
        columns=_WITHOUT_STAGE, leads=[2, 3], stages={2: None, 3: None},
    ),
    "an offer in money": Tracker(
        _jobs("Company | Date applied | Offer", "Acme | @2026-11-02 | #15", "Birch | @2026-11-02 | #18"), columns=_WITHOUT_STAGE, leads=[2, 3],
        stages={2: None, 3: None},
    ),
    "a French advert": Tracker(
        _jobs("Entreprise | Poste | Date de candidature | Offre", "Acme | Analyste | @2026-11-02 | oui", "Bouleau | Commis | @2026-11-02 | oui"),
        columns={"Company": "A", "Role": "B", "Applied on": "C"}, leads=[2, 3], stages={2: None, 3: None}, unsure=True,
    ),
    "no in words under a stage": Tracker(
        _jobs("Company | Date applied | Offer | Rejected", "Acme | @2026-11-02 | not made | no", "Birch | @2026-11-02 | no | no", "Cedar | @2026-11-02 | yes | no"),
        columns=_WITHOUT_STAGE, leads=[2, 3, 4], stages={2: None, 3: None, 4: "Offer"},
    ),
    "totals to the right": Tracker(
        _jobs("Company | Role | Date applied | | Applied | Interview | Rejected", "Acme | Analyst | @2026-11-02 | | #12 | #3 | #1", "Birch | Clerk | @2026-11-02 | | | |"),
        columns={"Company": "A", "Role": "B", "Applied on": "C"}, leads=[2, 3], stages={2: None, 3: None},
    ),
    "a deadline beside our own columns": Tracker(
        _jobs("Company | Deadline | Date applied | Status", "Acme | | @2026-08-02 |", "Birch | | @2026-09-02 |", "Cedar | | @2026-09-03 |"),
        columns={"Company": "A", "Apply by": "B", "Applied on": "C", "Stage": "D"}, leads=[2, 3, 4],
    ),
    "days that Excel turned round": Tracker(
        _jobs("Company | Status | Date applied", "Acme | Applied | @2026-03-11", "Birch | Applied | 13/11/2026", "Cedar | Applied | 16/11/2026"),
        columns={"Company": "A", "Stage": "B", "Applied on": "C"}, leads=[2, 3, 4], unsure=True,
    ),
    "the status of the posting": Tracker(
        _jobs("Company | Listing status | Status | Date applied", "Acme | Closed | Interview | @2026-11-02", "Birch | Closed | Applied | @2026-11-02"),
        columns={"Company": "A", "Stage": "C", "Applied on": "D"}, leads=[2, 3], stages={2: "Interviewing", 3: "Applied"}, unsure=True,
    ),
    "the first day of every internship": Tracker(
        _jobs("Company | Role | Start date | Date applied", "Acme | Intern | @2026-06-01 | @2026-03-02", "Birch | Intern | @2026-06-01 | @2026-03-02"),
        columns={"Company": "A", "Role": "B", "Applied on": "D"}, leads=[2, 3], stages={2: None, 3: None},
    ),
    "sheets by stage that have a status too": Tracker(
        {"Applied": (_HEADINGS, "Acme | Analyst | Applied | @2026-11-02", "Elm | Guard | Interview | @2026-11-02"),
         "Rejected": (_HEADINGS, "Birch | Clerk | Applied | @2026-11-02", "Cedar | Cook | | @2026-11-02")},
        columns=_COLUMNS, leads=[2, 3, 2, 3],
    ),
    "companies called like a total": Tracker(
        _jobs("Company | Date applied", "Key Bank | 2026-11-02", "Total Wine | 2026-11-02", "Sum Co | 2026-11-02", "Acme | 2026-11-02"),
        columns=_WITHOUT_STAGE, leads=[2, 3, 4, 5],
    ),
    "numbers under the list": Tracker(
        _jobs(_HEADINGS, "Acme | Analyst | Applied | @2026-11-16", "", "Applications sent | #1", "Response rate | #0.2"), columns=_COLUMNS, leads=[2],
    ),
    "Excel's own short day": Tracker(
        _jobs("Company | Status | Date applied", "Acme | Applied | 12-Nov-26", "Birch | Applied | 02-Nov-26"),
        columns={"Company": "A", "Stage": "B", "Applied on": "C"}, leads=[2, 3],
    ),
    "several openings of one name": Tracker(
        _jobs(_HEADINGS, "Acme | Engineer | Applied | @2026-11-02", "Acme | Engineer | Rejected | @2026-10-02", "Birch | Engineer | Applied | @2026-11-02",
              "Birch | Engineer | Rejected | @2026-10-02"),
        columns=_COLUMNS, leads=[2, 3, 4, 5], stages={2: "Applied", 3: "Closed"},
    ),
    "waiting, in Spanish": Tracker(
        _jobs("Empresa | Puesto | Estado | Fecha de solicitud", "Acme | Analista | En espera | @2026-11-16"),
        columns=_COLUMNS, leads=[2], stages={2: None},
    ),
    "what takes a stage back": Tracker(
        _jobs(_HEADINGS, "Acme | Analyst | not rejected | @2026-11-02", "Birch | Clerk | rejected -> reapplied | @2026-11-02", "Cedar | Cook | no offer yet | @2026-11-02"),
        columns=_COLUMNS, leads=[2, 3, 4], stages={2: None, 3: None, 4: None},
    ),
    "not applied yet, though dated": Tracker(
        _jobs("Company | Role | Date | Applied? | Rejected", "Acme | Analyst | @2026-11-02 | !T |", "Birch | Clerk | @2026-11-02 | no |", "Cedar | Cook | @2026-11-09 | yes | x"),
        ASKED, columns={"Company": "A", "Role": "B", "Applied on": "C"}, leads=[2, 3, 4],
    ),
    "a sign above numbers under a banner": Tracker(
        _jobs("Job | | |", "# | Company | Status | Date applied", "#1 | Acme | Applied | @2026-11-16"), merged={"Jobs": ["A1:D1"]},
        columns={"Company": "B", "Stage": "C", "Applied on": "D"}, leads=[3],
    ),
    "another list's dates below": Tracker(
        _jobs("Company | Status | Date applied", "Acme | Applied | 03/11/2026", "", "Name | Company | Date", "Dana | Acme | 11/25/2026"),
        columns={"Company": "A", "Stage": "B", "Applied on": "C"}, leads=[2],
    ),
    "only a calendar": Tracker(
        _jobs("Week | @2026-11-16 | @2026-11-17 | @2026-11-18 | @2026-11-19 | @2026-11-20", "47 | call Acme | | | |"), REFUSED, says="is a calendar",
    ),
}
# fmt: on
"""By what is mistaken."""
