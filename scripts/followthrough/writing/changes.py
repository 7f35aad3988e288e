"""Advice -> the cells that must change, and the workbook with just these changed.

The only module that decides what is written: the five columns of the leads, and the cell named LastChecked.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from followthrough.knowing.columns import Column
from followthrough.knowing.errors import FollowthroughError
from followthrough.knowing.judgement import Change, Judged
from followthrough.knowing.leads import Problem
from followthrough.knowing.ours import WORDS, is_ours
from followthrough.ooxml.references import cell_name, parse_cell
from followthrough.reading.cells import as_text, is_blank
from followthrough.reading.survey import find_named_cell, quoted
from followthrough.understanding.logs import is_log
from followthrough.writing.own_places import OwnPlaces, plan_places
from followthrough.writing.patch import CellValue, differing_cells, patch_workbook, refused_cells, verify_patch
from followthrough.writing.typed import is_typed, typed_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from followthrough.knowing.judgement import Judgement
    from followthrough.reading.cells import Cell
    from followthrough.reading.survey import Survey
    from followthrough.understanding.layout import Layout
    from followthrough.understanding.read import Reading

LAST_CHECKED = "LastChecked"
FARTHEST = 1_000
"""Rows and columns within which the cell named LastChecked is believed to be meant."""
STALE_AFTER = 3
"""Days after which the day in LastChecked is renewed even where nothing else is written."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a night will write.

    Args:
        changes: every cell that will differ, as it is reported.
        cells: worksheet -> cell -> value, for the patcher.
        places: where our columns are, on each worksheet, and what must be done to them first.
        overwritten: what a person typed into cells of ours: only tonight can it be told.
        problems: that, and cells of ours that must not be overwritten.
    """

    changes: tuple[Change, ...] = ()
    cells: Mapping[str, Mapping[str, CellValue]] = field(default_factory=dict)
    places: tuple[OwnPlaces, ...] = ()
    overwritten: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Written(NamedTuple):
    """A cell of ours that differs: the column of ours, the row, what changes, and whose answer it is, if anybody's."""

    name: str
    row: int
    change: Change
    judged: Judged | None


def plan_changes(workbook: bytes, reading: Reading, judgement: Judgement, *, renew_last_checked: bool = True) -> Plan:
    """Compare what stands in our columns with what shall stand there.

    Args:
        workbook: the bytes that were read.
        reading: what they hold.
        judgement: what each lead needs.
        renew_last_checked: whether the day may be noted; not where it is only assumed.

    Raises:
        WorkbookError: there are no columns of ours yet, and what the others mean was partly guessed.
    """
    plans = [_plan_sheet(workbook, reading, layout, judgement) for layout in reading.layouts]
    changes = [change for plan in plans for change in plan.changes]
    cells = {sheet: dict(values) for plan in plans for sheet, values in plan.cells.items()}
    checked = renew_last_checked and _last_checked(workbook, reading, judgement.today, writes=bool(changes))
    if checked:
        sheet, cell, change = checked
        changes.append(change)
        cells.setdefault(sheet, {})[cell] = judgement.today
    return Plan(
        changes=tuple(changes),
        cells=cells,
        places=tuple(each for plan in plans for each in plan.places),
        overwritten=tuple(problem for plan in plans for problem in plan.overwritten),
        problems=tuple(problem for plan in plans for problem in plan.problems),
    )


def _plan_sheet(workbook: bytes, reading: Reading, layout: Layout, judgement: Judgement) -> Plan:
    """What is to be written on one worksheet."""
    places, survey = plan_places(workbook, layout), reading.surveys[layout.frame.name]
    wanted = {judged.lead.row: judged for judged in judgement.leads if reading.layout_of(judged.lead) is layout}
    differing = list(_differing(layout, survey, places, wanted))
    there = [each.change.cell for each in differing if each.name in layout.own.columns]
    refused = refused_cells(workbook, places.worksheet, there) if there else {}
    kept = [each for each in differing if each.change.cell not in refused]
    prefix = f"{quoted(places.worksheet)}!" if len(reading.layouts) > 1 else ""

    def placed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
        return tuple(replace(problem, cell=f"{prefix}{problem.cell}") for problem in problems)

    overwritten = placed(problem for each in kept for problem in _typed(layout, reading, each))
    left = [each for each in differing if each.change.cell in refused]
    changes = (*places.changes, *(each.change for each in kept))
    return Plan(
        changes=tuple(replace(change, cell=f"{prefix}{change.cell}") for change in changes),
        cells={places.worksheet: {each.change.cell: each.change.after for each in kept}},
        places=(places,),
        overwritten=overwritten,
        problems=(
            *placed(places.problems),
            *placed(_refused(layout, survey, each, refused[each.change.cell], prefix) for each in left),
            *overwritten,
        ),
    )


def apply_changes(workbook: bytes, plan: Plan) -> bytes:
    """The workbook with the planned cells changed, our columns named, and every other byte of content as it was.

    Raises:
        WorkbookRefused: a cell or the workbook must not be written to.
        FollowthroughError: the result is not what was planned; nothing may be written then.
    """
    wider = workbook
    for places in plan.places:
        wider = places.put_into(wider)
    patched = patch_workbook(wider, plan.cells)
    verify_patch(wider, patched, plan.cells)
    for places in plan.places:
        planned = {*(change.cell for change in places.changes), *plan.cells.get(places.worksheet, ())}
        if places.changes and not differing_cells(workbook, patched, places.worksheet) <= planned:
            raise FollowthroughError("Adding the columns would have changed other cells, so nothing was written.")
    return patched


def _values(judged: Judged) -> dict[str, CellValue]:
    return {
        Column.FLAG: str(judged.flag),
        Column.NEXT_STEP: judged.next_step or None,
        Column.DUE: judged.due,
        Column.HOW: str(judged.how) if judged.how else None,
        Column.WHY: judged.why or None,
    }


def _differing(layout: Layout, survey: Survey, places: OwnPlaces, wanted: Mapping[int, Judged]) -> Iterator[_Written]:
    """Cells of ours that do not hold what they should; a row that is no lead any more is cleared."""
    own = layout.own.columns
    for number, row in enumerate(layout.frame.rows[layout.heading_row :], start=layout.heading_row + 1):
        judged = wanted.get(number)
        if not judged and not _was_written(row, own):
            continue
        values = _values(judged) if judged else {}
        for name, column in places.columns.items():
            before = survey.broken.get((number, column - 1)) or _held(row[own[name]]) if name in own else None
            after = values.get(name)
            if before != after:
                yield _Written(name, number, Change(cell_name(number, column), before, after), judged)


def _was_written(row: Sequence[Cell], own: Mapping[str, int]) -> bool:
    """Whether a night wrote into a row, for the lead that it once held: what its owner put there is no word of ours."""
    return any(is_ours(name, row[own[name]]) for name in WORDS if name in own)


def _held(cell: Cell) -> CellValue:
    if is_blank(cell):
        return None
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == datetime.min.time() else cell.isoformat()
    return cell if isinstance(cell, str | int | float | bool | date) else as_text(cell)


def _refused(layout: Layout, survey: Survey, written: _Written, reason: str, prefix: str) -> Problem:
    """What to tell of a cell of ours that must not be overwritten; the others are written all the same."""
    cell, heading = written.change.cell, layout.own.headings[written.name]
    formula = survey.formulas.get((written.row, parse_cell(cell).column - 1))
    if not formula or not formula.text:
        return Problem(written.row, cell, heading, f"a cell that {reason}", "a plain cell, for us to write into")
    found = f"={formula.text}"
    told = f"{prefix}{cell} ({heading}) holds the formula {found}, so nothing is written there: move it elsewhere."
    return Problem(written.row, cell, heading, found, "a plain cell, for us to write into", told=told)


def _typed(layout: Layout, reading: Reading, written: _Written) -> Iterator[Problem]:
    """What to tell of a cell that somebody typed into, and that is written over."""
    judged, own = written.judged, layout.own
    if judged and written.name in own.columns:
        row = {name: layout.frame.rows[written.row - 1][column] for name, column in own.columns.items()}
        is_same = bool(judged.why) and row.get(Column.WHY) == judged.why
        if is_typed(written.name, written.change, is_same_advice=is_same):
            yield typed_problem(written.name, own.headings[written.name], written.change, judged, row, reading.words)


def _last_checked(workbook: bytes, reading: Reading, today: date, *, writes: bool) -> tuple[str, str, Change] | None:
    """The cell named LastChecked, where there is one and its day must be renewed."""
    found = find_named_cell(workbook, LAST_CHECKED)
    frame = reading.frames.get(found[0]) if found else None
    if not found or not frame:
        return None
    sheet, cell = found
    place = parse_cell(cell)
    if is_log(sheet) or any(sheet == each.frame.name and place.row >= each.heading_row for each in reading.layouts):
        return None  # a name that points into somebody's list is not the cell it was meant to be
    inside = place.row <= len(frame.rows) and place.column <= len(frame.rows[0])
    before = _held(frame.rows[place.row - 1][place.column - 1]) if inside else None
    if not inside and (place.row > FARTHEST or place.column > FARTHEST):
        return None
    fresh = isinstance(before, date) and 0 <= (today - before).days < STALE_AFTER
    if before == today or (fresh and not writes) or refused_cells(workbook, sheet, [cell]):
        return None
    return sheet, cell, Change(f"{quoted(sheet)}!{cell_name(place.row, place.column)}", before, today)
