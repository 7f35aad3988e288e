"""Workbook bytes in, leads and problems out: the one way in which a workbook is read."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from followthrough.knowing.columns import THEIRS
from followthrough.knowing.fold import fold
from followthrough.knowing.leads import Problem
from followthrough.knowing.ours import PREFIX, READ, read_name
from followthrough.knowing.record import Record, replace
from followthrough.ooxml.names import cells_named, places_named
from followthrough.ooxml.references import cell_name, column_letters
from followthrough.reading.cells import as_text
from followthrough.reading.dates import A_FULL_DATE, AN_ORDER, EPOCH_1904
from followthrough.reading.survey import quoted
from followthrough.reading.workbook import open_workbook, read_pause
from followthrough.understanding.contacts import without_shared
from followthrough.understanding.layout import Layout, find_layouts, latest, newest_day, refuse_open_questions
from followthrough.understanding.logs import is_log, join_logs, log_kind
from followthrough.understanding.questions import Answer, asked
from followthrough.understanding.rows import DayOrder, Rows, read_rows
from followthrough.understanding.stage_words import FURTHEST, words_with

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from followthrough.knowing.hints import Hints
    from followthrough.knowing.leads import Lead
    from followthrough.knowing.policy import Pause
    from followthrough.ooxml.package import Package
    from followthrough.reading.survey import Survey
    from followthrough.reading.workbook import Workbook


class Reading(Record, frozen=True, dict=True):
    """A workbook as it was understood.

    Args:
        workbook: the opened workbook, to be written to.
        layouts: each worksheet that holds leads, in the order of the workbook; mostly one.
        day_orders: heading -> order of day and month, on the sheet that messages speak of first.
        hints: what was said of it.
        pause: the day of rest that the workbook names.
    """

    workbook: Workbook
    layouts: tuple[Layout, ...]
    leads: tuple[Lead, ...]
    problems: tuple[Problem, ...]
    day_orders: Mapping[str, DayOrder]
    hints: Hints
    pause: Pause | None = None

    @cached_property
    def layout(self) -> Layout:
        """The sheet that messages speak of first: the only one, or the one with the latest date."""
        return latest(self.layouts)

    @property
    def worksheet(self) -> str:
        """The name of that sheet."""
        return self.layout.frame.name

    @cached_property
    def _by_sheet(self) -> dict[str, Layout]:
        return {_sheet_of(layout, self.layouts): layout for layout in self.layouts}

    def layout_of(self, lead: Lead) -> Layout:
        """The sheet a lead stands on."""
        return self._by_sheet[lead.sheet]

    def leads_on(self, layout: Layout) -> list[Lead]:
        """The leads of a sheet, in row order."""
        return [lead for lead in self.leads if self.layout_of(lead) is layout]


def read_workbook(content: bytes, hints: Hints) -> Reading:
    """Open a workbook and read its leads; see ``read_leads``.

    Args:
        content: the bytes of the file, read once; the same bytes are patched later.
        hints: what the config says of it.
    """
    return read_leads(open_workbook(content), hints)


def read_leads(workbook: Workbook, hints: Hints, *, leaves_open: bool = False) -> Reading:
    """Read the leads of a workbook, and its two log sheets where they exist.

    Args:
        workbook: the opened workbook.
        hints: what the config says of it.
        leaves_open: whether a column that decides about every row may stay unsettled, as when adoption asks for it.

    Raises:
        WorkbookError: it cannot be used, and the sentence says why.
        ConfigError: the config names a heading that is not there.
    """
    frames = workbook.frames(_wanted(workbook.worksheets, hints))
    named = {
        sheet: {name: cell.column - 1 for name, cell in cells.items()}
        for sheet, cells in cells_named(workbook.package, PREFIX).items()
    }
    hints, strange = _with_sheet(hints, workbook.worksheets, named)
    lists = [frame for frame in frames if not is_log(frame.name)]
    layouts = find_layouts(lists, hints, named, _read_before(workbook.package))
    surveys = {layout.frame.name: workbook.survey(layout.frame.name) for layout in layouts}
    layouts = tuple(_without_echoes(layout, surveys[layout.frame.name]) for layout in layouts)
    if not leaves_open:
        refuse_open_questions(layouts)
    shift = EPOCH_1904 if workbook.package.counts_from_1904 else 0
    read: dict[str, Rows] = {}
    for layout in layouts:
        name = layout.frame.name
        sheet = _sheet_of(layout, layouts)
        read[name] = read_rows(layout, surveys[name], hints, shift, sheet)
        strange += _strange_headings(layout, sheet)
        strange += _copied_sheets(layout)
        strange += asked(layout.choices.questions, layout.heading_row, sheet).values()
    logs = [frame for frame in frames if frame.name not in read and log_kind(frame)]
    leads, problems = join_logs([*_with_causes(_carried_on(layouts, read))], logs, hints, shift)
    leads, shared = without_shared(leads, hints)
    pause = read_pause(workbook, hints)
    misread = (pause,) if isinstance(pause, Problem) else ()
    return Reading(
        workbook,
        layouts,
        leads,
        (*(problem for rows in read.values() for problem in rows.problems), *problems, *strange, *shared, *misread),
        read[latest(layouts).frame.name].day_orders,
        hints,
        None if isinstance(pause, Problem) else pause,
    )


def _sheet_of(layout: Layout, layouts: Sequence[Layout]) -> str:
    """How a lead names its worksheet: as a formula does, where there are several."""
    return quoted(layout.frame.name) if len(layouts) > 1 else ""


def _read_before(package: Package) -> dict[str, dict[str, int | None]]:
    """Worksheet -> what the night before read -> its column, from 0; None where that is gone."""
    known = {read_name(heading): str(heading) for heading in THEIRS}
    return {
        sheet: {
            known.get(name) or name.removeprefix(READ).replace("_", " "): cell.column - 1 if cell else None
            for name, cell in places.items()
        }
        for sheet, places in places_named(package, READ).items()
    }


def _wanted(names: Sequence[str], hints: Hints) -> list[str]:
    """The worksheets that are read: all, or where one is named and there, that one and the two logs."""
    named = [name for name in names if hints.worksheet and fold(name) == fold(hints.worksheet)]
    return [name for name in names if name in named or is_log(name)] if named else list(names)


def _with_sheet(
    hints: Hints, worksheets: Sequence[str], named: Mapping[str, Mapping[str, int]]
) -> tuple[Hints, list[Problem]]:
    """The hints, with the one sheet that holds our columns where the config names one that is not there any more."""
    homes = [sheet for sheet, columns in named.items() if columns]
    if not hints.worksheet or len(homes) != 1 or any(fold(name) == fold(hints.worksheet) for name in worksheets):
        return hints, []
    line = Answer("workbook", "worksheet", homes[0]).line
    told = f"There is no worksheet “{hints.worksheet}” any more; “{homes[0]}” holds the five columns and is read. If "
    told += f"that is right, say {line} in your own config.toml, [workbook]."
    problem = Problem(1, "worksheet", "worksheet", hints.worksheet, line, told=told)
    return replace(hints, worksheet=homes[0]), [problem]


def _copied_sheets(layout: Layout) -> Iterator[Problem]:
    """Copies of the sheet that is read."""
    for name in layout.copies:
        told = f"Worksheet “{name}” looks like a copy of “{layout.frame.name}”; it is not read."
        yield Problem(1, "worksheet", "worksheet", name, "one list of leads", told=told)


def _without_echoes(layout: Layout, survey: Survey) -> Layout:
    """The layout without questions about columns that compute something from ours: they tell nothing of a job."""
    if not layout.choices.questions:
        return layout
    looking = {column for _, column in survey.cells_that_look(layout.ours)}
    left = (q for q in layout.choices.questions if not q.columns or {seen.column for seen in q.columns} - looking)
    return replace(layout, choices=replace(layout.choices, questions=tuple(left)))


def _strange_headings(layout: Layout, sheet: str) -> Iterator[Problem]:
    """Columns of ours that were given another heading, and copies of them: what to do is for their owner to say."""
    own, row = layout.own, layout.frame.rows[layout.heading_row - 1]
    written = {**own.columns, **own.renamed}
    renamed = {column: name for name, column in own.renamed.items()}
    for column, name in {**own.copies, **renamed}.items():
        if not name:
            continue
        place = cell_name(layout.heading_row, column + 1)
        cell, found, heading = f"{sheet}!{place}" if sheet else place, as_text(row[column]), own.headings[name]
        if column in renamed:
            line = f'"{name}" = "{found}" in your own config.toml under [columns]'
            expected = f"{heading}, or the line {line}"
            told = f"{cell} says “{found}” where {heading} stood, so nothing is written there: call it {heading} again"
            told += f", or say {line}."
        else:
            there = column_letters(written[name] + 1)
            expected = f"another heading: the {heading} that is written every night stands in {there}"
            told = f"{cell} (“{found}”) is not used: the {heading} that is written every night stands in {there}."
        yield Problem(layout.heading_row, cell, name, found, expected, told=told)


def _carried_on(layouts: Sequence[Layout], read: Mapping[str, Rows]) -> list[Lead]:
    """The leads of all sheets, each once: where the same one stands on several, as it stands on the latest."""
    if len(layouts) == 1:
        return [*read[layouts[0].frame.name].leads]
    kept: dict[tuple[str, str, date | None], str] = {}
    words = words_with()

    def later(layout: Layout) -> tuple[int, date]:
        stage = words.exact(layout.frame.name)
        return FURTHEST.index(stage) if stage else -1, newest_day(layout)

    for layout in sorted(layouts, key=later):
        name = layout.frame.name
        kept |= {(fold(lead.company), fold(lead.role), lead.applied_on): name for lead in read[name].leads}
    return [
        lead
        for name, rows in read.items()
        for lead in rows.leads
        if kept[fold(lead.company), fold(lead.role), lead.applied_on] == name
    ]


def _with_causes(leads: Sequence[Lead]) -> Iterator[Lead]:
    """The leads; cells of a column that lack the same thing, their year or their order, are told in one sentence."""
    equal: dict[tuple[str, str], list[Problem]] = {}
    for lead in leads:
        for problem in lead.unreadable:
            if problem.expected in _CAUSES:
                equal.setdefault((problem.column, problem.expected), []).append(problem)
    told = {
        key: _CAUSES[key[1]].format(
            rows=len(each), heading=leads[0].heading(key[0]), found=each[0].found, cell=each[0].cell
        )
        for key, each in equal.items()
        if len(each) > 1
    }
    for lead in leads:
        problems = (replace(each, told=told.get((each.column, each.expected), each.told)) for each in lead.unreadable)
        yield lead.but(unreadable=tuple(problems)) if lead.unreadable and told else lead


_CAUSES = {
    A_FULL_DATE: "{rows} days under {heading} lack their year, like “{found}” ({cell}). From which day on do they "
    'count? Say first_day = "2026-01-01" in config.toml, [dates], with the right day: each lies in the year from it.',
    AN_ORDER: "{rows} days under {heading} could have the day or the month first, like “{found}” ({cell}). Say "
    "day_first = true or day_first = false in config.toml, [dates].",
}
"""What the cells of a whole column may lack -> the question."""
