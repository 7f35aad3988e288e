"""What is no list of leads, and why: better no than wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from followthrough.knowing.columns import Column
from followthrough.knowing.errors import WorkbookError
from followthrough.knowing.fold import folded
from followthrough.ooxml.references import cell_name, column_letters
from followthrough.reading.cells import as_text, is_blank
from followthrough.understanding.candidates import texts_of
from followthrough.understanding.evidence import Evidence, dates_of
from followthrough.understanding.headings import Trust, meaning_of
from followthrough.understanding.stage_words import StageWords

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from followthrough.knowing.hints import Hints
    from followthrough.reading.cells import Cell
    from followthrough.reading.frames import Frame
    from followthrough.understanding.candidates import Candidate

DAYS_OF_A_MATRIX = 5
"""Days beside each other in a row that make it a calendar."""
LOOKED_AT = 15
"""Rows, or columns, searched for such a shape."""
_ACTIONS = frozenset(map(folded, (
    "action", "activity", "event", "what", "what i did", "interaction", "contact type", "type of contact", "touchpoint",
    "aktion", "aktivität", "ereignis", "was", "activité", "événement", "acción", "actividad", "evento", "ação",
    "atividade", "azione", "attività", "actie", "activiteit", "czynność", "活动", "行动", "アクション",
)))  # fmt: skip
"""What the column is called that makes a diary of a list."""
_ACTION_ROWS = 4
_REPEATED = 0.5


def refuse_shape(frames: Sequence[Frame], hints: Hints) -> NoReturn:
    """Say why no worksheet of a workbook is a list of leads.

    Raises:
        WorkbookError: always, with the reason that fits best.
    """
    for frame in frames:
        side = _side(frame)
        if side is not None:
            raise WorkbookError(
                f"“{frame.name}” lies on its side: its headings run down column {column_letters(side + 1)}, one job a "
                "column. Copy it, then Paste special, Transpose, so that each job is a row."
            )
        row = _day_row(frame)
        if row:
            raise WorkbookError(
                f"“{frame.name}” is a calendar: row {row} holds days, not headings. A list with one row a job is "
                "needed: company, role, stage, date applied."
            )
    for frame in frames:
        row = _job_row(frame)
        if row and not hints.heading_row:
            raise WorkbookError(
                f"“{frame.name}” has no headings: row {row} holds a job already. Insert a row above it that says "
                "what each column is: Company, Role, Status, Date applied."
            )
    where = f" in row {hints.heading_row}" if hints.heading_row else ""
    raise WorkbookError(
        f"No row of headings was found{where}: one must name the company, and the stage or the day you applied. "
        'If they have other names, give them in config.toml under [columns], like Company = "Firma".'
    )


def refuse_shifted(candidate: Candidate, words: StageWords, own: Collection[int]) -> None:
    """Refuse headings that stand beside their cells: read as they are, a link would be a date.

    Raises:
        WorkbookError: at least two columns fit the heading to their left or right, and not their own.
    """
    if own:
        return  # it was understood once, and our own words would speak for a shift
    evidence = Evidence(words)
    typed = [
        (heading, match)
        for heading, matches in candidate.matches.items()
        for match in matches
        if match.trust is Trust.CERTAIN and match.column not in own
    ]
    width = len(candidate.frame.rows[0]) if candidate.frame.rows else 0
    fitting = {
        shift: {
            match.text
            for heading, match in typed
            if 0 <= match.column + shift < width and evidence.fits(heading, candidate.below(match.column + shift))
        }
        for shift in (-1, 0, 1)
    }
    for shift, side in ((-1, "left"), (1, "right")):
        moved = fitting[shift] - fitting[0]
        if len(moved) > 1 and len(moved) > len(fitting[0]):
            first = min(moved)
            raise WorkbookError(
                f"The headings of “{candidate.frame.name}” do not stand above their cells: what belongs under "
                f"“{first}” stands one column to its {side}. Put the headings right (a cell too many or too few in row "
                f"{candidate.heading_row})."
            )


def refuse_actions(candidate: Candidate, columns: dict[str, int], words: StageWords) -> None:
    """Refuse a diary: one row an action, the same job again and again.

    Raises:
        WorkbookError: half of the rows are of a job that has several, which an action or another stage tells apart.
    """
    rows = [row for row in candidate.rows if not is_blank(row[columns[Column.COMPANY]])]
    named = [column for column, text in candidate.texts.items() if folded(text) in _ACTIONS]
    is_dated = any(match.trust is Trust.CERTAIN for match in candidate.matches.get(Column.APPLIED_ON, ()))
    telling = named[0] if named else None if is_dated else columns.get(Column.STAGE)
    if len(rows) < _ACTION_ROWS or telling is None:
        return
    told: dict[tuple[str, ...], list[object]] = {}
    for row in rows:
        text = as_text(row[telling])
        told.setdefault(_job(row, columns), []).append(folded(text) if named else words.read(text))
    repeated = sum(len(actions) for actions in told.values() if len(set(actions)) > 1)
    if repeated >= _REPEATED * len(rows):
        place = cell_name(candidate.heading_row, telling + 1)
        raise WorkbookError(
            f"“{candidate.frame.name}” has one row an action ({place} “{candidate.texts[telling]}”), not one row a "
            "job: the same job stands there several times. A list with each job once is needed; such a diary can be "
            "kept beside it, on a sheet called Contact log."
        )


def _job_row(frame: Frame) -> int:
    """The first filled row, from 1, where it is a job and no row of headings: a day, a stage or a link stands in it."""
    for number, row in enumerate(frame.rows, start=1):
        filled = [cell for cell in row if not is_blank(cell)]
        if len(filled) > 1:
            words = StageWords({})
            told = sum(bool(dates_of(cell)) or words.exact(as_text(cell)) is not None for cell in filled)
            return number if told > 1 and not any(meaning_of(as_text(cell)) for cell in filled[:1]) else 0
    return 0


def _job(row: Sequence[Cell], columns: dict[str, int]) -> tuple[str, ...]:
    return tuple(folded(as_text(row[columns[name]])) for name in (Column.COMPANY, Column.ROLE) if name in columns)


def _side(frame: Frame) -> int | None:
    """The column whose cells are headings, where there is one."""
    for column in range(min(LOOKED_AT, len(frame.rows[0]) if frame.rows else 0)):
        texts = texts_of([row[column] for row in frame.rows[: LOOKED_AT * 2]])
        found = {
            known.heading for text in texts.values() if (known := meaning_of(text)) and known.trust is Trust.CERTAIN
        }
        if Column.COMPANY in found and len(found) > DAYS_OF_A_MATRIX // 2:
            return column
    return None


def _day_row(frame: Frame) -> int:
    """The first row that is a row of days, from 1; 0 where there is none."""
    for number, row in enumerate(frame.rows[:LOOKED_AT], start=1):
        days = sum(bool(not is_blank(cell) and dates_of(cell)) for cell in row)
        if days >= DAYS_OF_A_MATRIX and 2 * days > sum(not is_blank(cell) for cell in row):
            return number
    return 0
