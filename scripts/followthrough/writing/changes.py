"""Advice -> the cells that must change, and the workbook with just these changed.

The only module that decides what is written: the five columns of the leads, and the cell named LastChecked.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from followthrough.judging.judgement import Change, Judged
from followthrough.knowing.columns import Column
from followthrough.knowing.leads import Problem
from followthrough.knowing.ours import WORDS, is_ours
from followthrough.knowing.record import Record, field, replace
from followthrough.ooxml.forbidden_cells import forbidden_cells
from followthrough.ooxml.references import Cell, cell_name
from followthrough.reading.cells import as_text, is_blank
from followthrough.reading.survey import find_named_cell, quoted
from followthrough.understanding.logs import is_log
from followthrough.writing.own_places import plan_places, refuse_guesses
from followthrough.writing.patch import CellValue, write_workbook
from followthrough.writing.typed import is_typed, typed_problem
from followthrough.writing.verify import verify_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from followthrough.judging.judgement import Judgement
    from followthrough.ooxml.sheet import Sheet
    from followthrough.reading.survey import Survey
    from followthrough.reading.workbook import Workbook
    from followthrough.understanding.layout import Layout
    from followthrough.understanding.read import Reading
    from followthrough.writing.column_places import Columns

LAST_CHECKED = "LastChecked"
FARTHEST = 1_000
"""Rows and columns within which the cell named LastChecked is believed to be meant."""
STALE_AFTER = 3
"""Days after which the day in LastChecked is renewed even where nothing else is written."""


class Plan(Record, frozen=True):
    """What a night will write.

    Args:
        changes: every cell that will differ, as it is reported.
        cells: worksheet -> cell -> value.
        columns: our columns, where something must be done to them first.
        overwritten: what a person typed into cells of ours: only tonight can it be told.
        problems: that, and cells of ours that must not be overwritten.
    """

    changes: tuple[Change, ...] = ()
    cells: Mapping[Sheet, Mapping[Cell, CellValue]] = field(default_factory=dict)
    columns: tuple[Columns, ...] = ()
    overwritten: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Written(NamedTuple):
    """A cell of ours that differs: the column of ours, what changes, and whose answer it is, if anybody's."""

    name: str
    change: Change
    judged: Judged | None


def plan_changes(reading: Reading, judgement: Judgement, *, renew_last_checked: bool = True) -> Plan:
    """Compare what stands in our columns with what shall stand there.

    Args:
        reading: the workbook as it was understood.
        judgement: what each lead needs.
        renew_last_checked: whether the day may be noted; not where it is only assumed.

    Raises:
        WorkbookError: there are no columns of ours yet, and what the others mean was partly guessed.
    """
    plans = [_plan_sheet(reading, layout, judgement) for layout in reading.layouts]
    changes = [change for plan in plans for change in plan.changes]
    cells = {sheet: dict(values) for plan in plans for sheet, values in plan.cells.items()}
    checked = renew_last_checked and _last_checked(reading, judgement.today, writes=bool(changes))
    if checked:
        sheet, cell, change = checked
        changes.append(change)
        cells.setdefault(sheet, {})[cell] = judgement.today
    return Plan(
        changes=tuple(changes),
        cells=cells,
        columns=tuple(columns for plan in plans for columns in plan.columns),
        overwritten=tuple(problem for plan in plans for problem in plan.overwritten),
        problems=tuple(problem for plan in plans for problem in plan.problems),
    )


def plan_columns(workbook: Workbook, layouts: Iterable[Layout]) -> Plan:
    """Put our columns into some worksheets, with nothing filled in yet.

    Raises:
        WorkbookError: there is no room for them, or a worksheet is protected.
    """
    places = [plan_places(workbook.package, layout) for layout in layouts]
    headings = tuple(change for each in places for change in each.changes)
    return Plan(headings, columns=tuple(each.columns for each in places))


def _plan_sheet(reading: Reading, layout: Layout, judgement: Judgement) -> Plan:
    """What is to be written on one worksheet."""
    if not layout.own:
        refuse_guesses(layout)
    package, survey = reading.workbook.package, reading.workbook.survey(layout.frame.name)
    places = plan_places(package, layout)
    wanted = {judged.lead.row: judged for judged in judgement.leads if reading.layout_of(judged.lead) is layout}
    differing = dict(_differing(layout, survey, places.written, wanted))
    refused = forbidden_cells(package, places.columns.sheet, differing, places.columns.forbidden)
    kept = {cell: written for cell, written in differing.items() if cell not in refused}
    prefix = f"{quoted(layout.frame.name)}!" if len(reading.layouts) > 1 else ""

    def placed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
        return tuple(replace(problem, cell=f"{prefix}{problem.cell}") for problem in problems)

    filled = ((cell, each) for cell, each in kept.items() if each.change.before is not None)
    overwritten = placed(problem for cell, each in filled for problem in _typed(layout, cell, each))
    left = placed(_refused(layout, survey, cell, differing[cell], why, prefix) for cell, why in refused.items())
    changes = (*places.changes, *(each.change for each in kept.values()))
    return Plan(
        changes=tuple(replace(each, cell=f"{prefix}{each.cell}") for each in changes) if prefix else changes,
        cells={places.columns.sheet: {cell: each.change.after for cell, each in kept.items()}} if kept else {},
        columns=() if places.are_ready(package) else (places.columns,),
        overwritten=overwritten,
        problems=(*placed(places.problems), *left, *overwritten),
    )


def apply_changes(workbook: Workbook, plan: Plan) -> bytes:
    """The workbook with the planned cells changed and every other byte of content as it was.

    Where nothing is planned, nothing is written or compared.

    Raises:
        WorkbookRefused: a cell or the workbook must not be written to.
        FollowthroughError: the result is not what was planned; nothing may be written then.
    """
    if not plan.changes and not plan.columns:
        return workbook.content
    written = write_workbook(workbook.package, plan.cells, plan.columns)
    verify_workbook(workbook.package, written, plan.cells, plan.columns)
    return written


def _values(judged: Judged) -> dict[str, CellValue]:
    return {
        Column.FLAG: str(judged.flag),
        Column.NEXT_STEP: judged.next_step or None,
        Column.DUE: judged.due,
        Column.HOW: str(judged.how) if judged.how else None,
        Column.WHY: judged.why or None,
    }


def _differing(
    layout: Layout, survey: Survey, columns: Mapping[str, int], wanted: Mapping[int, Judged]
) -> Iterator[tuple[Cell, _Written]]:
    """Cells of ours that do not hold what they should; a row that is no lead any more is cleared."""
    own = layout.own.columns
    places = [(name, column, own.get(name)) for name, column in columns.items()]
    for number, row in enumerate(layout.frame.rows[layout.heading_row :], start=layout.heading_row + 1):
        judged = wanted.get(number)
        if not judged and not _was_written(row, own):
            continue
        values = _values(judged) if judged else {}
        for name, column, place in places:
            after = values.get(name)
            if place is not None and row[place] == after:
                continue  # as on most nights
            before = None if place is None else survey.broken.get((number, column - 1)) or _held(row[place])
            if before != after:
                yield Cell(number, column), _Written(name, Change(cell_name(number, column), before, after), judged)


def _was_written(row: Sequence[object], own: Mapping[str, int]) -> bool:
    """Whether a night wrote into a row, for the lead that it once held: what its owner put there is no word of ours."""
    return any(is_ours(name, row[own[name]]) for name in WORDS if name in own)


def _held(cell: object) -> CellValue:
    if is_blank(cell):
        return None
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == datetime.min.time() else cell.isoformat()
    return cell if isinstance(cell, str | int | float | bool | date) else as_text(cell)


def _refused(layout: Layout, survey: Survey, cell: Cell, written: _Written, reason: str, prefix: str) -> Problem:
    """What to tell of a cell of ours that must not be overwritten; the others are written all the same."""
    name, heading = written.change.cell, layout.own.headings[written.name]
    formula = survey.formulas.get((cell.row, cell.column - 1))
    if not formula or not formula.text:
        return Problem(cell.row, name, heading, f"a cell that {reason}", "a plain cell, for us to write into")
    found = f"={formula.text}"
    told = f"{prefix}{name} ({heading}) holds the formula {found}, so nothing is written there: move it elsewhere."
    return Problem(cell.row, name, heading, found, "a plain cell, for us to write into", told=told)


def _typed(layout: Layout, cell: Cell, written: _Written) -> Iterator[Problem]:
    """What to tell of a cell that somebody typed into, and that is written over."""
    judged, own = written.judged, layout.own
    if judged and written.name in own.columns:
        row = {name: layout.frame.rows[cell.row - 1][column] for name, column in own.columns.items()}
        is_same = bool(judged.why) and row.get(Column.WHY) == judged.why
        if is_typed(written.name, written.change, is_same_advice=is_same):
            heading, words = own.headings[written.name], layout.candidate.words
            yield typed_problem(written.name, heading, written.change, judged, row, words)


def _last_checked(reading: Reading, today: date, *, writes: bool) -> tuple[Sheet, Cell, Change] | None:
    """The cell named LastChecked, where there is one and its day must be renewed."""
    workbook = reading.workbook
    name, place = find_named_cell(workbook.package, LAST_CHECKED) or ("", Cell(0, 0))
    if name not in workbook.worksheets or is_log(name):
        return None
    if any(name == each.frame.name and place.row >= each.heading_row for each in reading.layouts):
        return None  # a name that points into somebody's list is not the cell it was meant to be
    (frame,), sheet = workbook.frames([name]), workbook.package.sheet(name)
    inside = place.row <= len(frame.rows) and place.column <= len(frame.rows[0])
    before = _held(frame.rows[place.row - 1][place.column - 1]) if inside else None
    if not inside and (place.row > FARTHEST or place.column > FARTHEST):
        return None
    fresh = isinstance(before, date) and 0 <= (today - before).days < STALE_AFTER
    if before == today or (fresh and not writes) or forbidden_cells(workbook.package, sheet, [place]):
        return None
    return sheet, place, Change(f"{quoted(name)}!{cell_name(*place)}", before, today)
