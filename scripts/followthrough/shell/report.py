"""A night as JSON, and what adoption understood, for a person and as JSON (contract)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from followthrough.knowing.calendar import days
from followthrough.knowing.commands import Command, spoken
from followthrough.knowing.leads import sentences
from followthrough.knowing.steps import Flag
from followthrough.knowing.wording import clipped, counted, listed, short
from followthrough.ooxml.references import column_letters
from followthrough.setup.adoption import BY_CELLS
from followthrough.shell import command, terminal
from followthrough.understanding.stage_words import SILENCING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from followthrough.judging.judgement import Advice, Judged, Judgement, Tip
    from followthrough.knowing.leads import Problem
    from followthrough.setup.adoption import Understanding
    from followthrough.understanding.questions import Question
    from followthrough.understanding.read import Reading
    from followthrough.writing.changes import Plan

MOST = 12
"""Lines of one kind that are printed; the rest is counted."""
A_WEEK = 7
LONGEST_HEADING = 30


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
        **({"mended": problem.meant} if problem.meant else {}),
        **({"text": problem.told} if problem.told else {}),
    }


def _tip(tip: Tip) -> dict[str, str]:
    return {"tip": tip.tip, "text": tip.text}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def adoption_refused(reason: str) -> dict[str, Any]:
    """The document for what is no list of leads (contract)."""
    return {
        "worksheet": None,
        "heading_row": None,
        "columns": {},
        "rows": None,
        "stages": {},
        "unknown_stages": [],
        "day_first": {},
        "ignored_rows": [],
        "questions": [],
        "refused": reason,
    }


def adoption_document(found: Understanding) -> dict[str, Any]:
    """What was understood (contract), and what is a guess, what is open, and which columns tick off a stage."""
    reading, layout = found.reading, found.reading.layout
    rows = [lead.row for lead in reading.leads_on(layout)]
    choices = layout.choices
    return {
        "worksheet": reading.worksheet,
        "heading_row": layout.heading_row,
        "columns": {
            heading: {"column": letter, "heading": layout.headings[heading]}
            for heading, letter in layout.letters.items()
        },
        "rows": {"first": min(rows, default=None), "last": max(rows, default=None), "leads": len(rows)},
        "stages": {word: str(stage) for word, (stage, _) in found.stages.items()},
        "guessed_stages": {word: str(stage) for word, (stage, _) in found.guessed_stages.items()},
        "unknown_stages": [*found.guessed_stages, *found.unknown_stages],
        "stage_columns": [
            {"column": each.letter, "heading": each.text, "stage": each.stage and str(each.stage)}
            for each in layout.stage_columns
        ],
        "day_first": {
            heading: {"value": order.day_first, "decided_by": order.decided_by}
            for heading, order in reading.day_orders.items()
        },
        "ignored_rows": [{"row": row, "why": why} for row, why in found.ignored.items()],
        "sure": dict(found.surety),
        "guessed": list(choices.guessed),
        "questions": [_question(question) for question in found.questions],
        "open": [each.text for each in found.questions if each.decides],
        "uncertain": list(choices.unclear),
        "worksheets": [each.frame.name for each in reading.layouts],
        "similar_worksheets": list(layout.similar),
        "problems": [as_problem(problem) for problem in found.problems],
        "refused": None,
    }


def _question(question: Question) -> dict[str, Any]:
    """A question, with the line of config.toml that answers it and the table it belongs to."""
    return {
        "about": question.about,
        "columns": [seen.letter for seen in question.columns],
        "text": question.text,
        "section": question.answer.section if question.answer else None,
        "config": question.line or None,
    }


def show_adoption(found: Understanding, judgement: Judgement) -> None:
    """Print what was understood, a table with a sample of each column and how sure it is, and what it comes to."""
    reading = found.reading
    names = listed([f"“{layout.frame.name}”" for layout in reading.layouts])
    kind = "Worksheets" if len(reading.layouts) > 1 else "Worksheet"
    command.say(
        f"{kind} {names}, headings in row {reading.layout.heading_row}, {counted(len(reading.leads), 'lead')}.\n"
    )
    terminal.show_table(("", "your heading", "is", "for example", "how sure"), list(_columns(found)), ["for example"])
    terminal.show_table(("your word", "means", "rows", ""), list(_stages(found)))
    for lines in (_left_alone(found), _ignored(found), _problems(found), _outlook(judgement)):
        told = list(lines)
        for line in told:
            command.say(terminal.prose(line))
        if told:
            command.say("")


def _columns(found: Understanding) -> Iterator[tuple[str, ...]]:
    """The columns that are read, from left to right."""
    layout = found.reading.layout
    told = {
        column: (heading, layout.headings[heading], found.surety[heading]) for heading, column in layout.columns.items()
    }
    for each in layout.stage_columns:
        meaning = f"{each.stage} when ticked" if each.stage else "Stage too: the later of the two counts"
        told.setdefault(each.column, (meaning, each.text, BY_CELLS))
    for column, (meaning, theirs, surety) in sorted(told.items()):
        yield (
            column_letters(column + 1),
            clipped(theirs, LONGEST_HEADING),
            meaning,
            short(found.samples[column]),
            surety,
        )


def _stages(found: Understanding) -> Iterator[tuple[str, ...]]:
    for word, (stage, rows) in found.stages.items():
        yield short(word), str(stage), str(rows), "no advice any more" if stage in SILENCING else ""
    for each in found.reading.layout.stage_columns:
        rows = found.ticked.get(each.text, 0)
        if each.stage in SILENCING and rows:
            yield short(each.text), f"{each.stage}, ticked", str(rows), "no advice any more"
    for word, (stage, rows) in found.guessed_stages.items():
        yield short(word), f"{stage}?", str(rows), "a guess: Check row till then"
    for word, rows in found.unknown_stages.items():
        yield short(word), "?", str(rows), "not known here: Check row"


def _left_alone(found: Understanding) -> Iterator[str]:
    layout = found.reading.layout
    for question in found.questions:
        yield f"OPEN: {question.text}"
    for stage, rows in found.sections.items():
        yield f"Rows under a heading of their own that says {stage}: {rows}."
    if found.unused:
        yield f"Not used: {', '.join(map(short, found.unused)).rstrip('.')}."
    for name in layout.similar:
        yield f"Worksheet “{short(name)}” looks like a list of leads too; it is not read."


def _ignored(found: Understanding) -> Iterator[str]:
    equal: dict[str, list[int]] = {}
    for row, why in found.ignored.items():
        equal.setdefault(re.sub(r"\b([A-Z]{1,3})\d+ holds", r"column \1 holds", why), []).append(row)
    for why, rows in list(equal.items())[:MOST]:
        first = f"Row {rows[0]} is no lead" if not rows[1:] else f"{len(rows)} rows from {rows[0]} on are no leads"
        yield f"{first}: {short(why)}"
    rest = sum(map(len, list(equal.values())[MOST:]))
    if rest:
        yield f"... and {counted(rest, 'more row that is no lead', 'more rows that are no leads')}."


def _problems(found: Understanding) -> Iterator[str]:
    asked = {question.text for question in found.questions}
    others = sentences(problem for problem in found.problems if problem.told not in asked)
    yield from others[:MOST]
    if others[MOST:]:
        more = counted(len(others) - MOST, "more line")
        yield f"... and {more} like these; {spoken(Command.DOCTOR)} names every cell."


def _outlook(judgement: Judgement) -> Iterator[str]:
    """What the first night will come to: what is worth acting on this week, and not a wall of red rows."""
    week = judgement.today + days(A_WEEK)
    flags = [judged.flag for judged in judgement.leads]
    acting = sum(
        judged.flag in (Flag.OVERDUE, Flag.DUE)
        or bool(judged.flag is Flag.WAITING and judged.opens and judgement.today < judged.opens <= week)
        for judged in judgement.leads
    )
    yield (
        f"Worth acting on in the next seven days: {acting}. Long silent, to be let go: {flags.count(Flag.MOVE_ON)}. "
        f"Over: {flags.count(Flag.CLOSED)}. Rows to fix: {flags.count(Flag.CHECK_ROW)}."
    )
