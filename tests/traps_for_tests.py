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
        columns={"Company": "A", "Role": "B", "Applied on": "C", "Rejected on": "D"}, leads=[2, 3], stages={2: "Closed", 3: None},
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
        ASKED, columns={"Company": "A", "Role": "B"}, leads=[2, 3, 4],
    ),
    "a sign above numbers under a banner": Tracker(
        _jobs("Job | | |", "# | Company | Status | Date applied", "#1 | Acme | Applied | @2026-11-16"), merged={"Jobs": ["A1:D1"]},
        columns={"Company": "B", "Stage": "C", "Applied on": "D"}, leads=[3],
    ),
    "another list's dates below": Tracker(
        _jobs("Company | Status | Date applied", "Acme | Applied | 03/11/2026", "", "Name | Company | Date", "Dana | Acme | 11/25/2026"),
        columns={"Company": "A", "Stage": "B", "Applied on": "C"}, leads=[2],
    ),
    "an empty column inside the list": Tracker(
        _jobs("Company | Date applied | | Status", "Acme | @2026-11-02 | | Applied", "Birch | @2026-11-03 | | Rejected", "Cedar | @2026-11-03 | | Applied"),
        columns={"Company": "A", "Applied on": "B", "Stage": "D"}, leads=[2, 3, 4], stages={2: "Applied", 3: "Closed"},
    ),
    "a stage word astray": Tracker(
        _jobs(_HEADINGS, "Acme | Analyst | Applied | @2026-11-02", " | | Rejected |", "Cedar | Cook | | @2026-11-16"),
        columns=_COLUMNS, leads=[2, 3, 4], stages={2: "Applied", 3: "Closed", 4: None},
    ),
    "a section that ends": Tracker(
        _jobs("Company | Role | Date applied", "Rejected (1)", "Acme | Analyst | @2026-11-02", "", "Birch | Clerk | @2026-11-16", "Applied | #1", "Cedar | Cook | @2026-11-16"),
        columns={"Company": "A", "Role": "B", "Applied on": "C"}, leads=[3, 5, 7], stages={3: "Closed", 5: None, 7: "Applied"},
    ),
    "stage sheets that keep both rows": Tracker(
        {"Applied": ("Company | Date applied", "Acme | @2026-11-02", "Birch | @2026-10-02"), "Rejected": ("Company | Date applied", "Birch | @2026-10-02")},
        columns={"Company": "A", "Applied on": "B"}, leads=[2, 2],
    ),
    "check marks from a phone": Tracker(
        _jobs("Company | Role | Date applied | Interview | Rejected", "Acme | Analyst | @2026-11-02 | ✔️ |", "Birch | Clerk | @2026-11-02 | | ✔️"),
        columns={"Company": "A", "Role": "B", "Applied on": "C"}, leads=[2, 3], stages={2: "Interviewing", 3: "Closed"},
    ),
    "remarks under rejected": Tracker(
        _jobs("Company | Date applied | Rejected?", "Acme | @2026-11-02 | Yes (by mail)", "Birch | @2026-11-02 | probably"),
        columns=_WITHOUT_STAGE, leads=[2, 3], unsure=True,
    ),
    "rings and crosses, as in Japan": Tracker(
        _jobs("会社名 | 応募日 | 一次面接 | 内定", "アクメ | @2026-11-02 | ○ | ×", "白樺 | @2026-11-02 | ○ | ○"),
        columns=_WITHOUT_STAGE, leads=[2, 3], stages={2: "Interviewing", 3: "Offer"},
    ),
    "an x beside another column's check marks": Tracker(
        _jobs("Company | Date applied | Interview | Rejected", "Acme | @2026-11-02 | ✓ | x", "Birch | @2026-11-02 | ✓ |"),
        columns=_WITHOUT_STAGE, leads=[2, 3], unsure=True,
    ),
    "a closing day in every row": Tracker(
        _jobs("Company | Role | Date applied | Date closed", *[f"{name} | Analyst | @2026-11-02 | @2026-12-01" for name in ("Acme", "Birch", "Cedar")]),
        columns={"Company": "A", "Role": "B", "Applied on": "C", "Closed on": "D"}, leads=[2, 3, 4], stages={2: None}, unsure=True,
    ),
    "still open, no": Tracker(
        _jobs("Company | Date applied | Still open?", "Acme | @2026-11-02 | yes", "Birch | @2026-11-02 | no"), columns=_WITHOUT_STAGE, leads=[2, 3], unsure=True,
    ),
    "counts in words under the list": Tracker(
        _jobs(_HEADINGS, "Acme | Analyst | Applied | @2026-11-16", "Interviews: 0", "Response rate: 33%"), columns=_COLUMNS, leads=[2],
    ),
    "money, years and grades are no days": Tracker(
        _jobs("Date | Company | Position | Status | Salary | Experience", "@2026-11-16 | Acme | Analyst | Applied | £26-30k | 2-4 years",
              "@2026-11-02 | Birch | Clerk | Rejected | £20-22k | 1-2 years"),
        columns={"Applied on": "A", "Company": "B", "Role": "C", "Stage": "D"}, leads=[2, 3],
    ),
    "a teacher's list": Tracker(
        _jobs("School District | Position | Date applied | Status", "Elm County | Teacher | @2026-11-16 | Applied", "Oak County | Teacher | @2026-11-02 | Rejected"),
        columns={"Company": "A", "Role": "B", "Applied on": "C", "Stage": "D"}, leads=[2, 3],
    ),
    "an example beside the list": Tracker(
        {"Example": (_HEADINGS, "Big Co | Boss | Applied | @2026-01-02"), "My applications": (_HEADINGS, "Acme | Analyst | Applied | @2026-11-16")},
        columns=_COLUMNS, leads=[2],
    ),
    "the headings again over a part": Tracker(
        _jobs("Company | Role | Date applied", "Acme | Analyst | @2026-11-02", "", "Rejected", "Company | Role |", "Birch | Clerk | @2026-11-02"),
        columns={"Company": "A", "Role": "B", "Applied on": "C"}, leads=[2, 6], stages={6: "Closed"},
    ),
    "stages without a heading": Tracker(
        _jobs(" | Company | Role | Date applied", "Applied | Acme | Analyst | @2026-11-02", "Rejected | Cedar | Clerk | @2026-11-16"),
        columns={"Company": "B", "Role": "C", "Applied on": "D"}, leads=[2, 3], unsure=True,
    ),
    "sections in the plural": Tracker(
        _jobs("Company | Role | Date applied", "Interviews", "Acme | Analyst | @2026-11-02", "Rejections", "Birch | Clerk | @2026-11-16"),
        columns={"Company": "A", "Role": "B", "Applied on": "C"}, leads=[3, 5], stages={3: "Interviewing", 5: "Closed"},
    ),
    "only a calendar": Tracker(
        _jobs("Week | @2026-11-16 | @2026-11-17 | @2026-11-18 | @2026-11-19 | @2026-11-20", "47 | call Acme | | | |"), REFUSED, says="is a calendar",
    ),
}
# fmt: on
"""By what is mistaken."""
