"""Trackers as people keep them, in the manner of what was seen in real ones: made up, small, one oddity each.

A row is written as it looks, cells between bars: ``@2026-11-16`` is a day, ``#46000`` a number, ``!T`` a tick.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.table import Table

from workbooks_for_tests import fill, saved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

UNDERSTOOD, ASKED, REFUSED = "understood", "asked", "refused"


@dataclass(frozen=True)
class Tracker:
    """A tracker, and what its owner would say of it.

    Args:
        sheets: name -> rows.
        kind: whether it is understood at first sight, asks something first, or is refused.
        columns: heading of ours -> column letters, all there are.
        leads: the rows that are jobs.
        stages: row -> the stage it has, as its owner sees it; None where that cannot be told and the row asks.
        says: a part of the sentence that asks or refuses.
        merged: worksheet -> merged cells.
        table: the cells of an Excel table on the first worksheet.
        unsure: whether a column beside the others is asked about; a plain night then adds nothing.
    """

    sheets: Mapping[str, Sequence[str]]
    kind: str = UNDERSTOOD
    columns: Mapping[str, str] = field(default_factory=dict)
    leads: Sequence[int] = ()
    stages: Mapping[int, str | None] = field(default_factory=dict)
    says: str = ""
    merged: Mapping[str, Sequence[str]] = field(default_factory=dict)
    table: str = ""
    from_1904: bool = False
    unsure: bool = False

    @cached_property
    def workbook(self) -> bytes:
        """The workbook."""
        book = Workbook()
        book.remove(book.worksheets[0])
        if self.from_1904:
            book.epoch = CALENDAR_MAC_1904
        for name, rows in self.sheets.items():
            sheet = book.create_sheet(name)
            fill(sheet, [[_cell(cell.strip()) for cell in row.split("|")] for row in rows])
            for block in self.merged.get(name, ()):
                sheet.merge_cells(block)
        if self.table:
            book.worksheets[0].add_table(Table(displayName="Leads", ref=self.table))
        return saved(book)


def _cell(text: str) -> object:
    if text.startswith("@"):
        return datetime.fromisoformat(text[1:])
    if text.startswith("#") and len(text) > 1:
        return float(text[1:])
    return {"!T": True, "!F": False, "": None}.get(text, text)


def _jobs(*rows: str) -> dict[str, Sequence[str]]:
    return {"Jobs": rows}


_PLAIN = (
    "Company | Role | Status | Date applied",
    "Acme | Analyst | Applied | @2026-11-16",
    "Birch | Clerk | Rejected | @2026-11-02",
)
_PLAIN_COLUMNS = {"Company": "A", "Role": "B", "Stage": "C", "Applied on": "D"}


def _dated(name: str) -> tuple[str, ...]:
    return (
        *_PLAIN[:1],
        f"{name} One | Analyst | Applied | @2026-11-16",
        f"{name} Two | Clerk | Rejected | @2026-11-02",
    )


TRACKERS: dict[str, Tracker] = {
    "headings in row 1": Tracker(
        _jobs(*_PLAIN), columns=_PLAIN_COLUMNS, leads=[2, 3], stages={2: "Applied", 3: "Closed"}
    ),
    "title over the headings, legend under the list": Tracker(
        _jobs("My search 2026", "", *_PLAIN, "", "STATUS LEGEND", "Applied | we wait", "Rejected | over"),
        columns=_PLAIN_COLUMNS,
        leads=[4, 5],
    ),
    "banner over two levels, merged": Tracker(
        _jobs(
            "JOB ||| INTERVIEW ||",
            "Company | Role | Status | Date | Contact | Place",
            "Acme | Analyst | Interview | @2026-11-16 | Dana Ruiz | Oslo",
        ),
        merged={"Jobs": ["A1:C1", "D1:F1"]},
        columns={"Company": "A", "Role": "B", "Stage": "C", "Interview on": "D", "Contact": "E"},
        leads=[3],
    ),
    "banner over two levels, not merged": Tracker(
        _jobs(
            "Job | | Application | | Interview |",
            "Company | Role | Status | Date | Date | Place",
            "Acme | Analyst | Interview | @2026-11-02 | @2026-11-16 | Oslo",
        ),
        columns={"Company": "A", "Role": "B", "Stage": "C", "Applied on": "D", "Interview on": "E"},
        leads=[3],
    ),
    "headings in two rows, the company's merged over both": Tracker(
        _jobs(
            "Company | Status | Dates |", " | | Applied on | Interview on", "Acme | Applied | @2026-11-02 | @2026-11-16"
        ),
        merged={"Jobs": ["A1:A2", "B1:B2", "C1:D1"]},
        columns={"Company": "A", "Stage": "B", "Applied on": "C", "Interview on": "D"},
        leads=[3],
        stages={3: "Applied"},
    ),
    "headings in two rows, nothing merged": Tracker(
        _jobs(
            "Company | Status | Dates |", " | | Applied on | Interview on", "Acme | Applied | @2026-11-02 | @2026-11-16"
        ),
        columns={"Company": "A", "Stage": "B", "Applied on": "C", "Interview on": "D"},
        leads=[3],
    ),
    "a sheet for each week": Tracker(
        {"Week 45": _dated("Acme"), "Week 46": _dated("Birch"), "Notes": ("ideas",)},
        columns=_PLAIN_COLUMNS,
        leads=[2, 3, 2, 3],
    ),
    "a sheet for each year": Tracker(
        {"2025": _dated("Acme"), "2026": _dated("Birch")}, columns=_PLAIN_COLUMNS, leads=[2, 3, 2, 3]
    ),
    "a sheet for each month, in German": Tracker(
        {
            "Oktober": ("Firma | Stelle | Beworben am", "Acme | Analystin | @2026-10-16"),
            "November": ("Firma | Stelle | Beworben am", "Birke | Sekretärin | @2026-11-16"),
        },
        columns={"Company": "A", "Role": "B", "Applied on": "C"},
        leads=[2, 2],
    ),
    "a sheet for each stage": Tracker(
        {
            "Applied": ("Company | Role | Date applied", "Acme | Analyst | @2026-11-16"),
            "Rejected": ("Company | Role | Date applied", "Birch | Clerk | @2026-11-02"),
        },
        columns={"Company": "A", "Role": "B", "Applied on": "C"},
        leads=[2, 2],
    ),
    "a copy of the list on a second sheet": Tracker(
        {"Jobs": _PLAIN, "Jobs (2)": _PLAIN},
        REFUSED,
        says="look equally like your leads",
    ),
    "weeks that carry their rows on": Tracker(
        {"Week 1": _PLAIN, "Week 2": (*_PLAIN[:1], "Acme | Analyst | Interview | @2026-11-16")},
        columns=_PLAIN_COLUMNS,
        leads=[3, 2],
        stages={2: "Interviewing", 3: "Closed"},
    ),
    "ordinals without a year": Tracker(
        _jobs(
            "Company | Status | Date applied",
            "Acme | Applied | Oct 31th",
            "Birch | Applied | 2nd November",
            "Cedar | Applied | Nov 9",
        ),
        columns={"Company": "A", "Stage": "B", "Applied on": "C"},
        leads=[2, 3, 4],
    ),
    "FALSE in 997 empty rows": Tracker(
        _jobs("Company | Status | Date applied | CV sent", "Acme | Applied | @2026-11-16 | !T", *[" | | | !F"] * 997),
        columns={"Company": "A", "Stage": "B", "Applied on": "C"},
        leads=[2],
    ),
    "N/A filled down 300 rows": Tracker(
        _jobs(
            "Company | Status | Date applied | Reason", "Acme | Applied | @2026-11-16 | N/A", *[" | N/A | | N/A"] * 300
        ),
        columns={"Company": "A", "Stage": "B", "Applied on": "C"},
        leads=[2],
    ),
    "Chinese headings, days as bare numbers": Tracker(
        _jobs("公司 | 岗位 | 投递日期 | 状态", "4399 | 测试 | #46342 | 已投递", "白桦 | 开发 | #46328 | 面试"),
        columns={"Company": "A", "Role": "B", "Applied on": "C", "Stage": "D"},
        leads=[2, 3],
        stages={2: "Applied", 3: "Interviewing"},
    ),
    "Chinese rounds as columns of days": Tracker(
        _jobs(
            "单位 | 岗位 | 一面 | 二面 | 三面",
            "白桦 | 开发 | @2026-11-02 | @2026-11-16 |",
            "红松 | 测试 | @2026-11-09 | 无 |",
        ),
        columns={"Company": "A", "Role": "B"},
        leads=[2, 3],
        stages={2: "Interviewing", 3: "Interviewing"},
    ),
    "German, a dashboard first": Tracker(
        {
            "Übersicht": ("Dashboard", " | Anzahl | #41"),
            "Bewerbungen": (
                "Firma | Jobtitel | Einreichdatum | Status",
                "Birke | Analystin | @2026-11-02 | abgesagt",
                "Acme | Analystin | @2026-11-16 | In Bearbeitung",
            ),
        },
        columns={"Company": "A", "Role": "B", "Applied on": "C", "Stage": "D"},
        leads=[2, 3],
        stages={2: "Closed", 3: "Applied"},
    ),
    "company and link in one cell": Tracker(
        _jobs("Company | Status | Date applied", "Acme https://example.com/jobs/1 | Applied | @2026-11-16"),
        columns={"Company": "A", "Stage": "B", "Applied on": "C"},
        leads=[2],
    ),
    "merged companies": Tracker(
        _jobs(
            "Company | Role | Status | Date applied",
            "Acme | Analyst | Applied | @2026-11-16",
            " | Clerk | Rejected | @2026-11-02",
        ),
        merged={"Jobs": ["A2:A3"]},
        columns=_PLAIN_COLUMNS,
        leads=[2, 3],
        stages={2: "Applied", 3: "Closed"},
    ),
    "records below the end of the table": Tracker(
        _jobs(*_PLAIN, "Cedar | Cook | Applied | @2026-11-16"),
        table="A1:D3",
        columns=_PLAIN_COLUMNS,
        leads=[2, 3, 4],
    ),
    "headings shifted against their cells": Tracker(
        _jobs(
            "Company | Role | Status | Date applied | Link",
            " | Acme | Analyst | Applied | @2026-11-16 | https://example.com/1",
            " | Birch | Clerk | Rejected | @2026-11-02 | https://example.com/2",
        ),
        REFUSED,
        says="do not stand above their cells",
    ),
    "a matrix of days": Tracker(
        _jobs(
            "Total | @2026-11-16 | @2026-11-17 | @2026-11-18 | @2026-11-19 | @2026-11-20",
            "#9 | 1. Acme | 1. Birch | 1. Cedar | | 1. Elm",
        ),
        REFUSED,
        says="is a calendar",
    ),
    "a sheet that lies on its side": Tracker(
        _jobs(
            "Company | Acme | Birch",
            "Position | Analyst | Clerk",
            "Status | Applied | Rejected",
            "Date applied | @2026-11-16 | @2026-11-02",
        ),
        REFUSED,
        says="lies on its side",
    ),
    "one row an action": Tracker(
        _jobs(
            "Date | Company | Action",
            "@2026-11-02 | Acme | Applied",
            "@2026-11-09 | Acme | Called",
            "@2026-11-12 | Birch | Applied",
            "@2026-11-16 | Birch | Interview",
        ),
        REFUSED,
        says="one row an action",
    ),
    "one row a change of the status": Tracker(
        _jobs(
            "Date | Company | Role | Status",
            "@2026-11-02 | Acme | Analyst | Applied",
            "@2026-11-09 | Acme | Analyst | Interview",
            "@2026-11-12 | Birch | Clerk | Applied",
            "@2026-11-16 | Birch | Clerk | Rejected",
        ),
        REFUSED,
        says="one row an action",
    ),
    "a row of days and words without headings": Tracker(
        _jobs("Acme | Analyst | Applied | @2026-11-16", "Birch | Clerk | Rejected | @2026-11-02"),
        REFUSED,
        says="Insert a row above",
    ),
    "a status with a date in it": Tracker(
        _jobs(
            "Company | Status | Date applied",
            "Acme | Rejected 3/4 | @2026-11-02",
            "Birch | Interview on 16 Nov 2026 | @2026-11-02",
            "Cedar | Applied (2026-11-09) | @2026-11-09",
        ),
        columns={"Company": "A", "Stage": "B", "Applied on": "C"},
        leads=[2, 3, 4],
        stages={2: "Closed", 3: "Interviewing", 4: "Applied"},
    ),
    "a company called NA, and others like nothing": Tracker(
        _jobs(
            "Company | Status | Date applied",
            "NA | Applied | @2026-11-16",
            "None | Applied | @2026-11-16",
            "#360 | Applied | @2026-11-16",
        ),
        columns={"Company": "A", "Stage": "B", "Applied on": "C"},
        leads=[2, 3, 4],
    ),
    "two orders of day and month in two columns": Tracker(
        _jobs(
            "Company | Status | Date applied | Interview date",
            "Acme | Interview | 13/11/2026 | 11/25/2026",
            "Birch | Interview | 03/11/2026 | 11/12/2026",
        ),
        columns={"Company": "A", "Stage": "B", "Applied on": "C", "Interview on": "D"},
        leads=[2, 3],
    ),
    "stages as columns of ticks": Tracker(
        _jobs(
            "Company | Date applied | Phone screen | Onsite | Offer | Rejected",
            "Acme | @2026-11-02 | x | x | |",
            "Birch | @2026-11-02 | x | | | x",
            "Cedar | @2026-11-16 | | | |",
        ),
        columns={"Company": "A", "Applied on": "B"},
        leads=[2, 3, 4],
        stages={2: "Interviewing", 3: "Closed", 4: None},
    ),
    "stages as columns of days": Tracker(
        _jobs(
            "Company | Applied | Interview | Offer | Rejected",
            "Acme | @2026-11-02 | @2026-11-16 | |",
            "Birch | @2026-11-02 | | | @2026-11-09",
        ),
        columns={"Company": "A", "Applied on": "B", "Interview on": "C"},
        leads=[2, 3],
        stages={3: "Closed"},
    ),
    "stages as noughts and ones": Tracker(
        _jobs(
            "company | app_date | interview1 | rejection_notice",
            "Acme | @2026-11-02 | Work sample | #0",
            "Birch | @2026-11-02 | | #1",
            "Cedar | @2026-11-02 | Coding challenge | #0",
        ),
        columns={"Company": "A", "Applied on": "B"},
        leads=[2, 3, 4],
        stages={2: "Interviewing", 3: "Closed"},
    ),
    "Applied as yes and no": Tracker(
        _jobs(
            "Company | Status | Applied | Date applied", "Acme | Applied | Yes | @2026-11-16", "Birch | Wishlist | No |"
        ),
        columns={"Company": "A", "Stage": "B", "Applied on": "D"},
        leads=[2, 3],
        stages={2: "Applied", 3: "Wishlist"},
    ),
    "Applied as a date": Tracker(
        _jobs("Company | Role | Applied", "Acme | Analyst | @2026-11-16", "Birch | Clerk | @2026-11-02"),
        columns={"Company": "A", "Role": "B", "Applied on": "C"},
        leads=[2, 3],
    ),
    "Contact as an address": Tracker(
        _jobs("Company | Status | Date applied | Contact", "Acme | Applied | @2026-11-16 | dana@example.com"),
        columns={"Company": "A", "Stage": "B", "Applied on": "C", "Contact": "D"},
        leads=[2],
    ),
    "Phone as a round of interviews": Tracker(
        _jobs(
            "Company | Date applied | Phone | Onsite", "Acme | @2026-11-02 | yes | no", "Birch | @2026-11-02 | no | no"
        ),
        columns={"Company": "A", "Applied on": "B"},
        leads=[2, 3],
        stages={2: "Interviewing"},
    ),
    "Phone as a number": Tracker(
        _jobs("Company | Status | Date applied | Phone", "Acme | Applied | @2026-11-16 | 555-0100"),
        columns={"Company": "A", "Stage": "B", "Applied on": "C", "Phone": "D"},
        leads=[2],
    ),
    "Date is the day of applying": Tracker(
        _jobs(
            "Date | Company | Position | Status",
            "@2026-11-16 | Acme | Analyst | Applied",
            "@2026-11-02 | Birch | Clerk | Rejected",
        ),
        columns={"Applied on": "A", "Company": "B", "Role": "C", "Stage": "D"},
        leads=[2, 3],
    ),
    "Date among other days": Tracker(
        _jobs(
            "Date | Company | Status | Checked",
            "@2026-11-16 | Acme | Applied | @2026-11-18",
            "@2026-11-02 | Birch | Rejected | @2026-11-18",
        ),
        ASKED,
        columns={"Company": "B", "Stage": "C"},
        leads=[2, 3],
    ),
    "Date and no stage": Tracker(
        _jobs("Date | Company", "@2026-11-16 | Acme", "@2026-11-02 | Birch"),
        ASKED,
        columns={"Company": "B"},
        leads=[2, 3],
    ),
    "Status and Outcome": Tracker(
        _jobs(
            "Company | Status | Outcome | Date applied",
            "Acme | Applied | Rejected | @2026-11-02",
            "Birch | Interview | Pending | @2026-11-02",
        ),
        columns={"Company": "A", "Stage": "B", "Applied on": "D"},
        leads=[2, 3],
        stages={2: "Closed", 3: "Interviewing"},
    ),
    "Stage is a round of funding": Tracker(
        _jobs(
            "Company | Stage | Status | Date applied",
            "Acme | Series A | Applied | @2026-11-02",
            "Birch | Seed | Rejected | @2026-11-02",
        ),
        columns={"Company": "A", "Stage": "C", "Applied on": "D"},
        leads=[2, 3],
        stages={2: "Applied", 3: "Closed"},
    ),
    "two columns of stages alike": Tracker(
        _jobs("Company | Status | Stage", "Acme | Applied | Offer", "Birch | Applied | Interview"),
        ASKED,
        columns={"Company": "A"},
        leads=[2, 3],
        says="could both be Stage",
    ),
    "two columns of companies": Tracker(
        _jobs("Company | Employer | Status", "Acme | Birch | Applied", "Cedar | Elm | Rejected"),
        ASKED,
        columns={"Stage": "C"},
        says="could both be Company",
    ),
    "a stage column called something else": Tracker(
        _jobs(
            "Company | Date applied | How it went",
            "Acme | @2026-11-02 | Rejected",
            "Birch | @2026-11-02 | Interview",
            "Cedar | @2026-11-09 | Applied",
        ),
        ASKED,
        columns={"Company": "A", "Applied on": "B"},
        leads=[2, 3, 4],
    ),
    "the company only called Name": Tracker(
        _jobs("Name | Position | Date applied", "Acme | Analyst | @2026-11-16", "Birch | Clerk | @2026-11-02"),
        ASKED,
        columns={"Company": "A", "Role": "B", "Applied on": "C"},
        leads=[2, 3],
    ),
    "French": Tracker(
        _jobs(
            "Entreprise | Poste | Statut | Date de candidature",
            "Acme | Analyste | En attente | @2026-11-16",
            "Bouleau | Commis | Refusé | @2026-11-02",
        ),
        columns=_PLAIN_COLUMNS,
        leads=[2, 3],
        stages={2: "Applied", 3: "Closed"},
    ),
    "Spanish": Tracker(
        _jobs(
            "Empresa | Puesto | Estado | Fecha de solicitud",
            "Acme | Analista | Enviada | @2026-11-16",
            "Abedul | Auxiliar | Rechazada | @2026-11-02",
        ),
        columns=_PLAIN_COLUMNS,
        leads=[2, 3],
        stages={2: "Applied", 3: "Closed"},
    ),
    "Portuguese, no years": Tracker(
        _jobs(
            "Empresa | Vaga | Status | Data da candidatura",
            "Acme | Analista | Enviado | @2026-11-16",
            "Bétula | Auxiliar | Recusado | @2026-11-02",
        ),
        columns=_PLAIN_COLUMNS,
        leads=[2, 3],
        stages={2: "Applied", 3: "Closed"},
    ),
    "Italian": Tracker(
        _jobs(
            "Azienda | Posizione | Stato | Data di candidatura",
            "Acme | Analista | In attesa | @2026-11-16",
            "Betulla | Addetto | Rifiutata | @2026-11-02",
        ),
        columns=_PLAIN_COLUMNS,
        leads=[2, 3],
        stages={2: "Applied", 3: "Closed"},
    ),
    "Dutch": Tracker(
        _jobs(
            "Bedrijf | Functie | Status | Sollicitatiedatum",
            "Acme | Analist | Verzonden | @2026-11-16",
            "Berk | Klerk | Afgewezen | @2026-11-02",
        ),
        columns=_PLAIN_COLUMNS,
        leads=[2, 3],
        stages={2: "Applied", 3: "Closed"},
    ),
    "Polish": Tracker(
        _jobs(
            "Firma | Stanowisko | Status | Data aplikacji",
            "Acme | Analityk | Wysłane | @2026-11-16",
            "Brzoza | Referent | Odrzucona | @2026-11-02",
        ),
        columns=_PLAIN_COLUMNS,
        leads=[2, 3],
        stages={2: "Applied", 3: "Closed"},
    ),
    "Japanese": Tracker(
        _jobs(
            "会社名 | 職種 | 選考状況 | 応募日",
            "アクメ | 分析 | 書類選考中 | @2026-11-16",
            "白樺 | 事務 | 不採用 | @2026-11-02",
        ),
        columns=_PLAIN_COLUMNS,
        leads=[2, 3],
        stages={2: "Applied", 3: "Closed"},
    ),
    "months between the rows": Tracker(
        _jobs(
            _PLAIN[0],
            "October",
            "Acme | Analyst | Applied | @2026-10-16",
            "November 2026",
            "Birch | Clerk | Rejected | @2026-11-02",
            "Week 47",
            "Cedar | Cook | Applied | @2026-11-16",
        ),
        columns=_PLAIN_COLUMNS,
        leads=[3, 5, 7],
    ),
    "a banner merged between the rows": Tracker(
        _jobs(_PLAIN[0], "Remote jobs | | |", "Acme | Analyst | Applied | @2026-11-16"),
        merged={"Jobs": ["A2:D2"]},
        columns=_PLAIN_COLUMNS,
        leads=[3],
    ),
    "a total between the rows": Tracker(
        _jobs(*_PLAIN, "Total | | | #2", "Cedar | Cook | Applied | @2026-11-16", "Total | | | #1"),
        columns=_PLAIN_COLUMNS,
        leads=[2, 3, 5],
    ),
    "the headings again on each page": Tracker(
        _jobs(*_PLAIN, _PLAIN[0], "Cedar | Cook | Applied | @2026-11-16"),
        columns=_PLAIN_COLUMNS,
        leads=[2, 3, 5],
    ),
    "a second list below, with other headings": Tracker(
        _jobs(*_PLAIN, "", "Done", "Date applied | Company | Role | Reason", "@2026-10-02 | Cedar | Cook | filled"),
        columns=_PLAIN_COLUMNS,
        leads=[2, 3],
    ),
    "slips of spelling": Tracker(
        _jobs(
            "Company | Status | Date applied",
            "Acme | Rejceted | @2026-11-02",
            "Birch | Aplied | @2026-11-16",
            "Cedar | Applied | @2026-11-16",
        ),
        columns={"Company": "A", "Stage": "B", "Applied on": "C"},
        leads=[2, 3, 4],
        stages={2: None, 3: None, 4: "Applied"},
    ),
    "remarks behind the stage": Tracker(
        _jobs(
            "Company | Status | Date applied",
            "Acme | Applied - waiting | @2026-11-16",
            "Birch | 2. Interview | @2026-11-02",
            "Cedar | ❌ Rejected | @2026-11-02",
            "Elm | Offer - declined | @2026-11-02",
            "Fir | Rejected? | @2026-11-02",
        ),
        columns={"Company": "A", "Stage": "B", "Applied on": "C"},
        leads=[2, 3, 4, 5, 6],
        stages={2: "Applied", 3: "Interviewing", 4: "Closed", 5: "Closed", 6: None},
    ),
    "two names in a heading": Tracker(
        _jobs(
            "Company / Location | 2. Position | Status (see notes) | Date applied (dd/mm)",
            "Acme | Analyst | Applied | @2026-11-16",
        ),
        columns=_PLAIN_COLUMNS,
        leads=[2],
    ),
    "padded headings on two lines": Tracker(
        _jobs(
            "\u00a0Company\u00a0 | Job\nTitle | STATUS: | Date\nApplied\n(local)",
            "Acme | Analyst | Applied | @2026-11-16",
        ),
        columns=_PLAIN_COLUMNS,
        leads=[2],
    ),
    "an empty template": Tracker(_jobs(_PLAIN[0]), columns=_PLAIN_COLUMNS),
    "formulas that give a space": Tracker(
        _jobs(f"{_PLAIN[0]} | Days", *(f"{row} | #11" for row in _PLAIN[1:]), *[" | | | |\u00a0"] * 100),
        columns=_PLAIN_COLUMNS,
        leads=[2, 3],
    ),
    "a column of their own called Next step": Tracker(
        _jobs(f"{_PLAIN[0]} | Next step", *(f"{row} | call Dana" for row in _PLAIN[1:])),
        columns=_PLAIN_COLUMNS,
        leads=[2, 3],
    ),
    "the calendar of 1904": Tracker(
        _jobs("Company | Status | Date applied", "Acme | Applied | @2026-11-16"),
        from_1904=True,
        columns={"Company": "A", "Stage": "B", "Applied on": "C"},
        leads=[2],
    ),
    "a sheet of acquaintances beside the list": Tracker(
        {"Network": ("Name | Company | Role | Status", "Dana Ruiz | Acme | Manager | To connect"), "Jobs": _PLAIN},
        columns=_PLAIN_COLUMNS,
        leads=[2, 3],
    ),
    "days with a wrong word among them": Tracker(
        _jobs(
            "Company | Status | Applied Date | Response Date",
            "Acme | Pending | @2026-11-02 | No Response",
            "Birch | Rejected | @2026-11-02 | @2026-11-09",
            "Cedar | Pending | @2026-11-09 | In Progress",
        ),
        columns={"Company": "A", "Stage": "B", "Applied on": "C", "Last heard": "D"},
        leads=[2, 3, 4],
    ),
    "a start date that is the job's": Tracker(
        _jobs(
            "Company | Role | Date applied | Start date",
            "Acme | Intern | @2026-11-02 | Summer 2027",
            "Birch | Intern | @2026-11-02 | Summer 2027",
            "Cedar | Intern | @2026-11-09 | Fall 2027",
        ),
        columns={"Company": "A", "Role": "B", "Applied on": "C"},
        leads=[2, 3, 4],
    ),
}
"""By what is odd about each."""
