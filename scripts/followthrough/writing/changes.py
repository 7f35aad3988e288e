"""Advice -> the cells that must change, and the workbook with just these changed.

The only module that decides what is written: the five columns of the leads, and the cell named LastChecked.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from followthrough.knowing.columns import OURS, Column
from followthrough.knowing.errors import WorkbookError
from followthrough.knowing.judgement import Change, Judged
from followthrough.knowing.leads import Problem
from followthrough.knowing.wording import listed
from followthrough.ooxml.forbidden_cells import forbidden_cells
from followthrough.ooxml.references import Cell, cell_name
from followthrough.reading.cells import as_text, is_blank
from followthrough.reading.survey import find_named_cell, quoted
from followthrough.understanding.logs import is_log
from followthrough.writing.column_places import Columns, place_columns
from followthrough.writing.patch import CellValue, write_workbook
from followthrough.writing.verify import verify_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from followthrough.knowing.judgement import Judgement
    from followthrough.ooxml.sheet import Sheet
    from followthrough.reading.workbook import Workbook
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
        cells: worksheet -> cell -> value.
        columns: the five columns, where they must be added.
        problems: cells of ours that must not be overwritten.
    """

    changes: tuple[Change, ...] = ()
    cells: Mapping[Sheet, Mapping[Cell, CellValue]] = field(default_factory=dict)
    columns: tuple[Columns, ...] = ()
    problems: tuple[Problem, ...] = ()


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
    columns = tuple(new for plan in plans for new in plan.columns)
    return Plan(tuple(changes), cells, columns, tuple(problem for plan in plans for problem in plan.problems))


def plan_columns(workbook: Workbook, layouts: Iterable[Layout]) -> Plan:
    """Add the five columns to some worksheets, with nothing filled in yet.

    Raises:
        WorkbookError: there is no room for them, or a worksheet is protected.
    """
    columns = [place_columns(workbook.package, each.frame.name, each.heading_row, each.own_names) for each in layouts]
    headings = (Change(cell_name(*cell), None, text) for new in columns for cell, text in new.cells.items())
    return Plan(tuple(headings), columns=tuple(columns))


def _plan_sheet(reading: Reading, layout: Layout, judgement: Judgement) -> Plan:
    """What is to be written on one worksheet."""
    if not layout.own:
        _refuse_guesses(layout)
    added = plan_columns(reading.workbook, () if layout.own else (layout,))
    new = next(iter(added.columns), None)
    columns = [new.first + at if new else layout.own[name] + 1 for at, name in enumerate(OURS)]
    wanted = {
        judged.lead.row: _values(judged) for judged in judgement.leads if reading.layout_of(judged.lead) is layout
    }
    package = reading.workbook.package
    sheet, differing = package.sheet(layout.frame.name), dict(_differing(layout, columns, wanted))
    refused = forbidden_cells(package, sheet, differing, new.forbidden if new else ())
    changes = {cell: change for cell, change in differing.items() if cell not in refused}
    prefix, names = f"{quoted(layout.frame.name)}!" if len(reading.layouts) > 1 else "", layout.own_names
    return Plan(
        tuple(replace(each, cell=f"{prefix}{each.cell}") for each in (*added.changes, *changes.values())),
        {sheet: {cell: change.after for cell, change in changes.items()}} if changes else {},
        added.columns,
        tuple(_refused(prefix, cell, names[columns.index(cell.column)], why) for cell, why in refused.items()),
    )


def apply_changes(workbook: Workbook, plan: Plan) -> bytes:
    """The workbook with the planned cells changed and every other byte of content as it was.

    Where nothing is planned, nothing is written or compared.

    Raises:
        WorkbookRefused: a cell or the workbook must not be written to.
        FollowthroughError: the result is not what was planned; nothing may be written then.
    """
    if not plan.changes:
        return workbook.content
    written = write_workbook(workbook.package, plan.cells, plan.columns)
    verify_workbook(workbook.package, written, plan.cells, plan.columns)
    return written


def _refuse_guesses(layout: Layout) -> None:
    """No columns are added where what the others mean was partly guessed."""
    guessed, uncertain = layout.choices.guessed, layout.choices.uncertain
    if guessed or uncertain:
        guesses = [f'"{heading}" = "{layout.headings[heading]}"' for heading in guessed]
        told = (
            f"say in config.toml under [columns] what is right: {'; '.join(guesses)}"
            if guesses
            else f"say in config.toml what {listed(uncertain)} mean, or go on without them: adopt_workbook FILE --write"
        )
        raise WorkbookError(
            f"Worksheet “{layout.frame.name}” was understood in part only, so no columns are added. Look at it with "
            f"adopt_workbook FILE, then {told}."
        )


def _values(judged: Judged) -> dict[str, CellValue]:
    return {
        Column.FLAG: str(judged.flag),
        Column.NEXT_STEP: judged.next_step or None,
        Column.DUE: judged.due,
        Column.HOW: str(judged.how) if judged.how else None,
        Column.WHY: judged.why or None,
    }


def _differing(
    layout: Layout, columns: Sequence[int], wanted: Mapping[int, Mapping[str, CellValue]]
) -> Iterator[tuple[Cell, Change]]:
    """Cells of ours that do not hold what they should; a row that is no lead any more is cleared."""
    rows = layout.frame.rows
    for number in range(layout.heading_row + 1, len(rows) + 1):
        values = wanted.get(number, {})
        if not values and not (layout.own and _held(rows[number - 1][layout.own[Column.FLAG]])):
            continue
        for name, column in zip(OURS, columns, strict=True):
            before = _held(rows[number - 1][layout.own[name]]) if layout.own else None
            after = values.get(name)
            if before != after:
                yield Cell(number, column), Change(cell_name(number, column), before, after)


def _held(cell: object) -> CellValue:
    if is_blank(cell):
        return None
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == datetime.min.time() else cell.isoformat()
    return cell if isinstance(cell, str | int | float | bool | date) else as_text(cell)


def _refused(prefix: str, cell: Cell, heading: str, reason: str) -> Problem:
    found, expected = f"a cell that {reason}", "a plain cell, for us to write into"
    return Problem(cell.row, f"{prefix}{cell_name(*cell)}", heading, found, expected)


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
