"""A night as JSON, for other programs (contract)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from followthrough.ooxml.references import column_letters

if TYPE_CHECKING:
    from pathlib import Path

    from followthrough.judging.judgement import Advice, Judged, Judgement, Tip
    from followthrough.knowing.leads import Problem
    from followthrough.understanding.read import Reading
    from followthrough.writing.changes import Plan


def as_document(reading: Reading, judgement: Judgement, plan: Plan, workbook: Path, *, written: bool) -> dict[str, Any]:
    """The one document that ``nightly_check --json`` prints: ISO dates, null where something is absent."""
    layout = reading.layout
    own = {name: column_letters(column + 1) for name, column in layout.own.columns.items()}
    return {
        "today": judgement.today.isoformat(),
        "workbook": workbook.name,
        "worksheet": reading.worksheet,
        "heading_row": layout.heading_row,
        "columns": {**layout.letters, **own},
        "leads": [_lead(judged) for judged in judgement.leads],
        "problems": [as_problem(problem) for problem in judgement.problems],
        "tips": [_tip(tip) for tip in judgement.tips],
        "changes": [
            {"cell": change.cell, "before": _plain(change.before), "after": _plain(change.after)}
            for change in plan.changes
        ],
        "written": written,
    }


def _lead(judged: Judged) -> dict[str, Any]:
    lead = judged.lead
    return {
        "row": lead.row,
        **({"worksheet": lead.sheet} if lead.sheet else {}),
        "company": lead.company or None,
        "role": lead.role or None,
        "stage": str(lead.stage) if lead.stage else lead.unknown_stage or None,
        "flag": str(judged.flag),
        "step": judged.step and str(judged.step),
        "next_step": judged.next_step or None,
        "opens": _plain(judged.opens),
        "due": _plain(judged.due),
        "how": judged.how and str(judged.how),
        "why": judged.why or None,
        "advice": [_advice(advice) for advice in judged.advice],
        "tips": [_tip(tip) for tip in judged.tips],
        "noticed": {"seen": _plain(lead.noticed.seen), "stage_since": _plain(lead.noticed.stage_since)},
    }


def _advice(advice: Advice) -> dict[str, Any]:
    return {
        "step": str(advice.step),
        "flag": str(advice.flag),
        "opens": _plain(advice.opens),
        "due": _plain(advice.due),
        "how": advice.how and str(advice.how),
        "why": advice.why,
    }


def as_problem(problem: Problem) -> dict[str, Any]:
    """A cell to fix, and the value that was meant where that is certain."""
    return {
        "row": problem.row,
        "cell": problem.cell,
        "column": problem.column,
        "found": problem.found,
        "expected": problem.expected,
        **({"mended": problem.mended} if problem.mended else {}),
        **({"text": problem.told} if problem.told else {}),
    }


def _tip(tip: Tip) -> dict[str, str]:
    return {"tip": tip.tip, "text": tip.text}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
