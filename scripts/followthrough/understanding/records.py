"""Which rows hold a lead: not those a fill-down left behind, and not the legend or the totals under the list."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from followthrough.knowing.columns import COUNTS, DATES, Column
from followthrough.knowing.fold import fold, folded
from followthrough.reading.cells import MONTH_NAMES, as_text, is_blank
from followthrough.understanding.evidence import dates_of, is_date_like
from followthrough.understanding.headings import NO_WORD, stage_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from followthrough.knowing.words import Stage
    from followthrough.reading.cells import Cell
    from followthrough.understanding.layout import Layout
    from followthrough.understanding.stage_words import StageWords

SHORT = 20
"""Letters below which a cell is looked at for a FALSE, with whatever spaces around it."""
DEFAULT_ROWS = 3
"""A value alone in so many rows that name no job is what a dropdown or a fill-down left there."""
_COUNTED = (
    "of|number|applications?|applied|jobs?|sent|rows?|leads?|companies|interviews?|offers?|rejections?|responses?|"
    "bewerbungen|candidatures"
)
_LEGEND = re.compile(
    rf"\W*(?:total|totals|sum|summe|gesamt|count|average|summary)(?:\W+(?:{_COUNTED}))*\W*\d*\W*", re.IGNORECASE
)
"""What stands under or between the records, in the column of the companies: no Total Wine, no Sum Co."""
_KEY = re.compile(r"\W*(?:(?:status |colou?r )?(?:legend|key)|legende|légende|leyenda)\W*", re.IGNORECASE)
_SECTION = re.compile(
    rf"\W*(?:(?:{MONTH_NAMES})\b\.?[\s'\u2019/-]*(?:\d{{4}}|\d{{2}})?|(?:19|20)\d{{2}}|q[1-4]\s*(?:\d{{4}})?"
    r"|(?:week|wk|kw|woche|semaine|semana|settimana|tydzień|month)\s*(?:of\b.*|\d.*)|\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?)\W*|[#=*~\u2013\u2014-]{2,}.*|.{1,40}[:=]\s*[\d.,]+\s*%?",
    re.IGNORECASE,
)
"""What divides a list by time, alone in its row: "September", "Week 3", "2026", a date."""


def is_filled(cell: Cell) -> bool:
    """Whether somebody put something there; a FALSE is an empty tick box."""
    return (
        not is_blank(cell)
        and cell is not False
        and not (isinstance(cell, str) and len(cell) < SHORT and fold(cell) == "false")
    )


def lead_rows(layout: Layout) -> list[int]:
    """The rows, from 1, that hold a lead: not the empty-looking ones, and not what stands below the records."""
    rows = layout.frame.rows
    foreign = layout.own.set_aside
    numbered = range(layout.heading_row + 1, layout.choices.candidate.last_row + 1)
    filled = {
        number: {column for column, cell in enumerate(rows[number - 1]) if column not in foreign and is_filled(cell)}
        for number in numbered
    }
    if Column.COMPANY not in layout.columns:
        return []
    defaults = _defaults(layout, filled)
    jobs = [number for number in numbered if layout.columns[Column.COMPANY] in filled[number]]
    told = [number for number in jobs if not _is_legend(layout, rows[number - 1])]
    real = (number for number in reversed(told) if not _is_statistic(layout, rows[number - 1]))
    last = next(real, max(told, default=len(rows)))
    return [
        number
        for number in numbered
        if _is_lead(layout, number, filled[number], defaults)
        and not (
            number > last and (layout.columns[Column.COMPANY] in filled[number] or _is_apart(number, last, filled))
        )
        and not _is_repeated_heading(layout, rows[number - 1])
        and not _is_section(layout, number, filled[number])
    ]


def _is_legend(layout: Layout, row: Sequence[Cell]) -> bool:
    """Totals, or the words for the stages, explained: no date stands there, and no stage."""
    company = as_text(row[layout.columns[Column.COMPANY]])
    role = as_text(row[layout.columns[Column.ROLE]]) if Column.ROLE in layout.columns else ""
    is_total = _LEGEND.fullmatch(company) and not any(map(str.isalpha, role))
    if not is_total and not _KEY.fullmatch(company) and folded(company) not in stage_words():
        return False
    stage = folded(as_text(row[layout.columns[Column.STAGE]])) if Column.STAGE in layout.columns else ""
    dates = (row[layout.columns[heading]] for heading in DATES if heading in layout.columns)
    return stage not in stage_words() and not any(isinstance(cell, date) or is_date_like(cell) for cell in dates)


def _is_statistic(layout: Layout, row: Sequence[Cell]) -> bool:
    """A name with nothing but numbers behind it, as stands under a list: "Response rate", 0.2."""
    others = [cell for column, cell in enumerate(row) if column != layout.columns[Column.COMPANY] and is_filled(cell)]
    days = (row[layout.columns[heading]] for heading in DATES if heading in layout.columns)
    return bool(others) and all(isinstance(cell, int | float) for cell in others) and not any(map(dates_of, days))


def section_stages(layout: Layout, words: StageWords) -> dict[int, Stage]:
    """Row -> the stage that stands alone above it: a list that is divided by Applied, Interviewing and Rejected."""
    own, found = layout.own.set_aside, {}
    current: Stage | None = None
    for number, row in enumerate(layout.choices.candidate.rows, start=layout.heading_row + 1):
        filled = [cell for column, cell in enumerate(row) if column not in own and is_filled(cell)]
        label = _label(row, filled, layout.columns.get(Column.COMPANY, 0))
        if not filled or label:
            current = words.read(label)  # a blank row, or any other heading, ends what was said before
        elif current:
            found[number] = current
    return found


def _label(row: Sequence[Cell], filled: Sequence[Cell], company: int) -> str:
    """What stands alone where the companies stand or left of it, but for a count: "Rejected (3)"."""
    texts = [cell for cell in filled if isinstance(cell, str)]
    counts = [cell for cell in filled if isinstance(cell, int | float) and not isinstance(cell, bool)]
    if len(texts) != 1 or len(texts) + len(counts) != len(filled) or texts[0] not in row[: company + 1]:
        return ""
    return re.sub(r"\(?\s*\d+\s*\)?\s*$", "", texts[0]).strip(" -=#*:\u2013\u2014")


def _is_section(layout: Layout, number: int, filled: set[int]) -> bool:
    """A row that divides the list: a month or a week alone in it, or one cell merged over several columns."""
    row = layout.frame.rows[number - 1]
    if len(filled) != 1:
        return False
    column = next(iter(filled))
    if column in {layout.columns[heading] for heading in DATES if heading in layout.columns}:
        return False
    if any(
        block.covers(number, column + 1) and block.last_column > block.first_column for block in layout.frame.merged
    ):
        return True
    cell = row[column]
    label = _label(row, [cell], layout.columns[Column.COMPANY])
    is_stage = label != as_text(cell) and folded(label) in stage_words()
    return isinstance(cell, date) or is_stage or bool(_SECTION.fullmatch(as_text(cell)))


def _is_lead(layout: Layout, number: int, filled: set[int], defaults: set[tuple[int, str]]) -> bool:
    """A company, role, stage, date or count makes a lead (rules 2), unless a dropdown's default is all there is."""
    row, columns = layout.frame.rows[number - 1], layout.columns
    telling = {columns[h] for h in (Column.ROLE, Column.STAGE, *DATES, *COUNTS) if h in columns} & filled
    if all(_says_nothing(row[column]) for column in filled):
        return columns[Column.COMPANY] in filled and len(filled) == 1  # a company may be called NA, but not a whole row
    if columns[Column.COMPANY] in filled and not _says_nothing(row[columns[Column.COMPANY]]):
        return not _is_legend(layout, row)
    return any((column, as_text(row[column])) not in defaults for column in telling)


def _says_nothing(cell: Cell) -> bool:
    return folded(as_text(cell)) in NO_WORD


def _defaults(layout: Layout, filled: Mapping[int, set[int]]) -> set[tuple[int, str]]:
    """Values that stand again and again in rows that name no job."""
    rows, columns = layout.frame.rows, layout.columns
    naming = [columns[heading] for heading in (Column.COMPANY, Column.ROLE) if heading in columns]
    counted = Counter(
        (column, as_text(rows[number - 1][column]))
        for number, there in filled.items()
        if all(column not in there or _says_nothing(rows[number - 1][column]) for column in naming)
        for column in there
    )
    return {value for value, count in counted.items() if count >= DEFAULT_ROWS}


def _is_apart(number: int, last: int, filled: Mapping[int, set[int]]) -> bool:
    """Below the last job, after an empty row: a legend or totals."""
    return any(not filled[between] for between in range(last + 1, number))


def _is_repeated_heading(layout: Layout, row: Sequence[Cell]) -> bool:
    """The headings again, on each page or over a part of the list."""
    same = [heading for heading, column in layout.columns.items() if as_text(row[column]) == layout.headings[heading]]
    return Column.COMPANY in same and len(same) > 1
