"""Which rows hold a lead: not those a fill-down left behind, and not the legend or the totals under the list."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING

from followthrough.knowing.columns import COUNTS, Column
from followthrough.knowing.fold import folded
from followthrough.knowing.headings import NO_WORD, stage_words
from followthrough.knowing.languages import any_month, any_of
from followthrough.reading.cells import as_text, is_filled, read_each
from followthrough.understanding.evidence import is_date, is_date_like

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from followthrough.knowing.words import Stage
    from followthrough.reading.cells import Cell
    from followthrough.understanding.layout import Layout

LONGEST_LABEL = 200
"""Letters of a legend, of a total, or of what divides a list; anything longer is a remark."""
DEFAULT_ROWS = 3
"""A value in so many rows that name no job is what a dropdown or a fill-down left there."""
_TOTAL = re.compile(rf"\W*(?:{any_of('total')})(?:\W+(?:{any_of('counted')}))*\W*\d*\W*", re.IGNORECASE)
"""What stands in the column of the companies beside a total; Total Wine and Sum Co are companies."""
_LEGEND = re.compile(rf"\W*(?:(?:status |colou?r )?(?:{any_of('legend')}))\W*", re.IGNORECASE)


@cache
def _section() -> re.Pattern[str]:
    """What stands alone in a row that divides a list or sums it up: September, Week 3, 2026, a date, Total: 12."""
    return re.compile(
        rf"\W*(?:(?:{any_month(alone=True)})\b\.?[\s'\u2019/-]*(?:\d{{4}}|\d{{2}})?"
        rf"|(?:19|20)\d{{2}}|q[1-4]\s*(?:\d{{4}})?|(?:{any_of('week')}|month)\s*(?:of\b.*|\d.*)"
        rf"|\d{{1,4}}[./-]\d{{1,2}}(?:[./-]\d{{1,4}})?)\W*"
        r"|[#=*~\u2013\u2014-]{2,}.*|.{1,40}[:=]\s*[\d.,]+\s*%?",
        re.IGNORECASE,
    )


def lead_rows(layout: Layout) -> list[int]:
    """The rows, from 1, that hold a lead."""
    columns, rows, sparse = layout.columns, layout.candidate.rows, layout.sparse
    if Column.COMPANY not in columns:
        return []
    company, heading = columns[Column.COMPANY], layout.headings[Column.COMPANY]
    numbered = range(layout.heading_row + 1, layout.candidate.last_row + 1)
    last = _last_job(layout, numbered)
    gap = next((number for number in numbered if number > last and sparse.get(number) == set()), len(layout.frame.rows))
    names = read_each((row[company] for row in rows), lambda cell: _name_in(cell, heading))
    defaults = _defaults(layout, [number for number, name in zip(numbered, names, strict=True) if name is _Name.NONE])

    def is_lead(number: int, row: Sequence[Cell], name: _Name) -> bool:
        if number > last and (number > gap or is_filled(row[company])):
            return False  # below the list: it names something after the last job, or comes after an empty row
        if number in sparse and _is_section(layout, number):
            return False
        if name is _Name.NONE:
            return _is_nameless_job(layout, number, defaults)
        return name is _Name.JOB or not (_is_repeated_heading(layout, row) or _is_legend(layout, row))

    return [number for number, row, name in zip(numbered, rows, names, strict=True) if is_lead(number, row, name)]


class _Name(Enum):
    """What a cell in the column of the companies may name."""

    NONE = auto()
    JOB = auto()
    LABEL = auto()
    """A job as well, or a total, a legend, the headings once more: its row tells."""


def _name_in(company: Cell, heading: str) -> _Name:
    text = as_text(company)
    name = folded(text)
    if not is_filled(company) or name in NO_WORD:
        return _Name.NONE
    is_label = name in stage_words() or text == heading or _TOTAL.fullmatch(text) or _LEGEND.fullmatch(text)
    return _Name.LABEL if is_label and len(text) <= LONGEST_LABEL else _Name.JOB


def _last_job(layout: Layout, numbered: Sequence[int]) -> int:
    """The last row that names a company and is no statistic; what stands below it may be a legend or totals."""
    rows, last = layout.frame.rows, 0
    for number in reversed(numbered):
        row = rows[number - 1]
        if is_filled(row[layout.columns[Column.COMPANY]]) and not _is_legend(layout, row):
            if number not in layout.sparse or not _is_statistic(layout, row):
                return number
            last = last or number
    return last or len(rows)


def _is_legend(layout: Layout, row: Sequence[Cell]) -> bool:
    """Whether a row holds a total or explains a word for a stage: it has no date and no stage of its own."""
    company, role, stage = (
        as_text(row[layout.columns[heading]]) if heading in layout.columns else ""
        for heading in (Column.COMPANY, Column.ROLE, Column.STAGE)
    )
    if len(company) > LONGEST_LABEL:
        return False
    is_total = _TOTAL.fullmatch(company) and not any(map(str.isalpha, role))
    if not is_total and not _LEGEND.fullmatch(company) and folded(company) not in stage_words():
        return False
    is_dated = any(is_date_like(row[column]) for column in layout.dates.values())
    return folded(stage) not in stage_words() and not is_dated


def _is_statistic(layout: Layout, row: Sequence[Cell]) -> bool:
    """Whether a row holds a name and else only numbers that are no dates: "Response rate", 0.2."""
    passed_over = {layout.columns[Column.COMPANY], *layout.own.set_aside}
    others = [cell for column, cell in enumerate(row) if column not in passed_over and is_filled(cell)]
    is_dated = any(is_date(row[column]) for column in layout.dates.values())
    return bool(others) and all(isinstance(cell, int | float) for cell in others) and not is_dated


def section_stages(layout: Layout) -> dict[int, Stage]:
    """Row -> the stage that stands alone above it, in a list that is divided by Applied, Interviewing and Rejected."""
    read = layout.candidate.words.read
    return {number: stage for number, word in section_words(layout).items() if (stage := read(word))}


def section_words(layout: Layout) -> dict[int, str]:
    """Row -> the word for that stage, as it stands above it."""
    found: dict[int, str] = {}
    current, company = "", layout.columns.get(Column.COMPANY, 0)
    for number, row in enumerate(layout.candidate.rows, start=layout.heading_row + 1):
        if number in layout.sparse:
            filled = [row[column] for column in sorted(layout.sparse[number])]
            label = _label(row, filled, company)
            if not filled or label:  # a blank row, or any other label, ends it
                current = label if layout.candidate.words.read(label) else ""
                continue
        if current:
            found[number] = current
    return found


def _label(row: Sequence[Cell], filled: Sequence[Cell], company: int) -> str:
    """The only text of a row, without its count: "Rejected (3)". Blank where it stands right of the companies."""
    texts = [cell for cell in filled if isinstance(cell, str)]
    if len(texts) != 1 or texts[0] not in row[: company + 1]:
        return ""
    counts = [cell for cell in filled if isinstance(cell, int | float) and not isinstance(cell, bool)]
    if len(texts) + len(counts) != len(filled):
        return ""
    if len(texts[0]) > LONGEST_LABEL:
        return texts[0]
    return re.sub(r"\(?\s*\d+\s*\)?\s*$", "", texts[0]).strip(" -=#*:\u2013\u2014")


def _is_section(layout: Layout, number: int) -> bool:
    """Whether a row divides the list: a month or a week stands alone in it, or a cell merged over several columns."""
    row, filled = layout.frame.rows[number - 1], layout.sparse[number]
    if len(filled) != 1:
        return False
    (column,) = filled
    if column in layout.dates.values():
        return False
    if any(
        block.covers(number, column + 1) and block.last_column > block.first_column for block in layout.frame.merged
    ):
        return True
    cell = row[column]
    label = _label(row, [cell], layout.columns[Column.COMPANY])
    is_counted_stage = label != as_text(cell) and folded(label) in stage_words()
    is_label = len(as_text(cell)) <= LONGEST_LABEL and _section().fullmatch(as_text(cell))
    return isinstance(cell, date) or is_counted_stage or bool(is_label)


def _is_nameless_job(layout: Layout, number: int, defaults: set[tuple[int, str]]) -> bool:
    """Whether a role, stage, date or count makes a row a lead that names no company (rules 2); a default does not."""
    row, columns, filled = layout.frame.rows[number - 1], layout.columns, layout.filled(number)
    if all(_says_nothing(row[column]) for column in filled):
        return filled == {columns[Column.COMPANY]}  # a company may be called NA, but not a whole row
    named = {columns[heading] for heading in (Column.ROLE, Column.STAGE, *COUNTS) if heading in columns}
    telling = (named | {*layout.dates.values()}) & filled
    return any((column, as_text(row[column])) not in defaults for column in telling)


def _says_nothing(cell: Cell) -> bool:
    return folded(as_text(cell)) in NO_WORD


def _defaults(layout: Layout, numbers: Iterable[int]) -> set[tuple[int, str]]:
    """Columns and texts that stand again and again in rows that name no job, as they have no company and no role."""
    role = layout.columns.get(Column.ROLE)
    rows = ((layout.frame.rows[number - 1], layout.filled(number)) for number in numbers)
    nameless = ((row, filled) for row, filled in rows if role not in filled or _says_nothing(row[role]))
    counted = Counter((column, as_text(row[column])) for row, filled in nameless for column in filled)
    return {value for value, count in counted.items() if count >= DEFAULT_ROWS}


def _is_repeated_heading(layout: Layout, row: Sequence[Cell]) -> bool:
    """Whether a row holds the headings again, as on each page or above a part of the list."""
    headings = layout.headings
    if as_text(row[layout.columns[Column.COMPANY]]) != headings[Column.COMPANY]:
        return False
    return sum(as_text(row[column]) == headings[heading] for heading, column in layout.columns.items()) > 1
