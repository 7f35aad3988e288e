"""Which rows hold a lead: not those a fill-down left behind, and not the legend or the totals under the list."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from followthrough.knowing.columns import COUNTS, Column
from followthrough.knowing.fold import folded
from followthrough.knowing.headings import NO_WORD, stage_words
from followthrough.knowing.languages import any_month, any_of
from followthrough.reading.cells import as_text, is_filled
from followthrough.understanding.evidence import is_date, is_date_like

if TYPE_CHECKING:
    from collections.abc import Sequence

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
_SECTION = re.compile(
    rf"\W*(?:(?:{any_month(alone=True)})\b\.?[\s'\u2019/-]*(?:\d{{4}}|\d{{2}})?|(?:19|20)\d{{2}}|q[1-4]\s*(?:\d{{4}})?"
    rf"|(?:{any_of('week')}|month)\s*(?:of\b.*|\d.*)|\d{{1,4}}[./-]\d{{1,2}}(?:[./-]\d{{1,4}})?)\W*"
    r"|[#=*~\u2013\u2014-]{2,}.*|.{1,40}[:=]\s*[\d.,]+\s*%?",
    re.IGNORECASE,
)
"""What stands alone in a row that divides a list or sums it up: "September", "Week 3", "2026", a date, "Total: 12"."""


def lead_rows(layout: Layout) -> list[int]:
    """The rows, from 1, that hold a lead."""
    company, rows = layout.columns.get(Column.COMPANY), layout.frame.rows
    if company is None:
        return []
    numbered = range(layout.heading_row + 1, layout.candidate.last_row + 1)
    last = _last_job(layout, numbered, company)
    defaults = _defaults(layout, numbered)
    gap = next((number for number in numbered if number > last and not layout.filled[number]), len(rows))

    def is_below(number: int) -> bool:
        """Whether a row stands below the list: behind the last job it names another, or comes after an empty row."""
        return number > last and (company in layout.filled[number] or number > gap)

    return [
        number
        for number in numbered
        if _is_lead(layout, number, defaults)
        and not is_below(number)
        and not _is_repeated_heading(layout, rows[number - 1])
        and not _is_section(layout, number)
    ]


def _last_job(layout: Layout, numbered: Sequence[int], company: int) -> int:
    """The last row that names a company and is no statistic; what stands below it may be a legend or totals."""
    rows = layout.frame.rows
    jobs = [number for number in numbered if company in layout.filled[number]]
    last = 0
    for number in reversed(jobs):
        if not _is_legend(layout, rows[number - 1]):
            if not _is_statistic(layout, rows[number - 1]):
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
    current = ""
    company = layout.columns.get(Column.COMPANY, 0)
    for number, row in enumerate(layout.candidate.rows, start=layout.heading_row + 1):
        filled = [row[column] for column in sorted(layout.filled[number])]
        label = _label(row, filled, company)
        if not filled or label:
            current = label if layout.candidate.words.read(label) else ""  # a blank row, or any other label, ends it
        elif current:
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
    row, filled = layout.frame.rows[number - 1], layout.filled[number]
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
    is_label = len(as_text(cell)) <= LONGEST_LABEL and _SECTION.fullmatch(as_text(cell))
    return isinstance(cell, date) or is_counted_stage or bool(is_label)


def _is_lead(layout: Layout, number: int, defaults: set[tuple[int, str]]) -> bool:
    """Whether a company, role, stage, date or count makes a row a lead (rules 2); a dropdown's default does not."""
    row, columns, filled = layout.frame.rows[number - 1], layout.columns, layout.filled[number]
    if all(_says_nothing(row[column]) for column in filled):
        return filled == {columns[Column.COMPANY]}  # a company may be called NA, but not a whole row
    if columns[Column.COMPANY] in filled and not _says_nothing(row[columns[Column.COMPANY]]):
        return not _is_legend(layout, row)
    named = {columns[heading] for heading in (Column.ROLE, Column.STAGE, *COUNTS) if heading in columns}
    telling = (named | {*layout.dates.values()}) & filled
    return any((column, as_text(row[column])) not in defaults for column in telling)


def _says_nothing(cell: Cell) -> bool:
    return folded(as_text(cell)) in NO_WORD


def _defaults(layout: Layout, numbered: Sequence[int]) -> set[tuple[int, str]]:
    """Columns and texts that stand again and again in rows that name no job."""
    rows, columns = layout.frame.rows, layout.columns
    naming = {columns[heading] for heading in (Column.COMPANY, Column.ROLE) if heading in columns}
    counted = Counter(
        (column, as_text(rows[number - 1][column]))
        for number in numbered
        if all(_says_nothing(rows[number - 1][column]) for column in naming & layout.filled[number])
        for column in layout.filled[number]
    )
    return {value for value, count in counted.items() if count >= DEFAULT_ROWS}


def _is_repeated_heading(layout: Layout, row: Sequence[Cell]) -> bool:
    """Whether a row holds the headings again, as on each page or above a part of the list."""
    headings = layout.headings
    if as_text(row[layout.columns[Column.COMPANY]]) != headings[Column.COMPANY]:
        return False
    return sum(as_text(row[column]) == headings[heading] for heading, column in layout.columns.items()) > 1
