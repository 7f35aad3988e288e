"""Where the leads stand in a workbook: which worksheets, which row of headings, which column means what.

Headings are believed only as far as the cells below agree, and where two columns could both be one the owner decides:
better no than wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from followthrough.knowing.columns import DATES, OURS, Column
from followthrough.knowing.errors import ConfigError, WorkbookError
from followthrough.knowing.fold import fold, folded
from followthrough.knowing.wording import listed
from followthrough.ooxml.references import column_letters
from followthrough.reading.cells import MONTH_NAMES
from followthrough.understanding.candidates import DEEPEST_HEADING, find_candidates, texts_of
from followthrough.understanding.choices import choose_columns
from followthrough.understanding.evidence import Evidence
from followthrough.understanding.headings import stage_words
from followthrough.understanding.own_columns import refuse_wrongly_told
from followthrough.understanding.shapes import refuse_actions, refuse_shape, refuse_shifted
from followthrough.understanding.stage_words import StageWords

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from followthrough.knowing.hints import Hints
    from followthrough.knowing.ours import OwnColumns
    from followthrough.reading.cells import Cell
    from followthrough.reading.frames import Frame
    from followthrough.understanding.candidates import Candidate
    from followthrough.understanding.choices import Choices
    from followthrough.understanding.ticks import StageColumn


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What was understood of a worksheet.

    Args:
        heading_row: from 1.
        choices: which column is which, and what is open.
        similar: other worksheets that look like a list of leads too, and are not read.
    """

    frame: Frame
    heading_row: int
    choices: Choices
    similar: tuple[str, ...] = ()

    @property
    def own(self) -> OwnColumns:
        """The columns that a night fills."""
        return self.choices.candidate.own

    def below(self, column: int) -> list[Cell]:
        """The first filled cells under a heading, enough of them to tell what it is."""
        return self.choices.candidate.below(column)

    @property
    def columns(self) -> dict[str, int]:
        """Heading of ours -> column, from 0."""
        return self.choices.columns

    @property
    def headings(self) -> dict[str, str]:
        """Heading of ours -> what the owner calls it."""
        return self.choices.headings

    @property
    def stage_columns(self) -> tuple[StageColumn, ...]:
        """Every column that says how far a lead is, the one called Stage first."""
        return self.choices.stage_columns

    @property
    def letters(self) -> dict[str, str]:
        """Heading of ours -> column letter."""
        return {heading: column_letters(column + 1) for heading, column in self.columns.items()}


def find_layouts(
    frames: Sequence[Frame], hints: Hints, named: Mapping[str, Mapping[str, int]] | None = None
) -> tuple[Layout, ...]:
    """Find the leads; several worksheets only where they are one list kept by the week, the year or the stage.

    Columns that could both be one are left open in ``choices``.

    Args:
        frames: the worksheets that may hold them.
        hints: what the config says.
        named: worksheet -> the defined names of ours -> the column that each points at.

    Raises:
        ConfigError: the config names a heading that is not there.
        WorkbookError: there is no list of leads, or there are two.
    """
    words = StageWords(hints.stages)
    found = [_best([*find_candidates(frame, hints, (named or {}).get(frame.name, {}))]) for frame in frames]
    likely = _without_archives([candidate for candidate in found if candidate])
    if not likely:
        _refuse_hints(frames, hints)
        refuse_shape(frames, hints)
    evidence = Evidence(words)
    ranks = {candidate.frame.name: _rank(candidate, evidence) for candidate in likely}
    best = max(ranks.values())
    alike = [candidate for candidate in likely if ranks[candidate.frame.name] == best]
    series = in_series(alike, likely)
    if len(alike) > 1 and len(series) < len(alike) and alike[0].is_filled:
        names = [candidate.frame.name for candidate in alike]
        raise WorkbookError(
            f"{listed(names)} look like your leads alike. Name one in config.toml under [workbook]: "
            f'worksheet = "{names[-1]}", and run with --config FILE.'
        )
    chosen = series or alike[:1]
    _refuse_missing({name for candidate in chosen for name in _names(candidate)}, hints)
    similar = tuple(
        each.frame.name for each in found if each and each not in chosen and each.is_filled and _decides(each)
    )
    return tuple(_layout(candidate, hints, words, similar) for candidate in chosen)


def newest_day(layout: Layout) -> date:
    """The latest day under its headings."""
    columns = [column for heading, column in layout.columns.items() if heading in DATES]
    cells = (row[column] for row in layout.choices.candidate.rows for column in columns)
    return max((cell.date() for cell in cells if isinstance(cell, datetime)), default=date.min)


def latest(layouts: Sequence[Layout]) -> Layout:
    """The sheet with the latest day, of those that are one list; it is spoken of first."""
    return max(reversed(layouts), key=newest_day) if len(layouts) > 1 else layouts[0]


def refuse_open_questions(layouts: Sequence[Layout]) -> None:
    """Stop where a column that decides about every row is not settled.

    Raises:
        WorkbookError: which columns could be the same, and the line that settles it.
    """
    for layout in layouts:
        for question in layout.choices.questions:
            raise WorkbookError(question.sentence(layout.frame.name))
        for heading in layout.choices.nameless if layout.own else ():
            theirs = layout.headings[heading]
            raise WorkbookError(
                f"“{layout.frame.name}” has no column any more that is called for {heading}. If “{theirs}” is the one, "
                f'say so in config.toml, [columns]: "{heading}" = "{theirs}"; adopt_workbook FILE shows the rest.'
            )


def _best(candidates: list[Candidate]) -> Candidate | None:
    """The row with the most headings; of such rows the first that has anything below it."""
    most = max((len(candidate.matches) for candidate in candidates), default=0)
    likely = [candidate for candidate in candidates if len(candidate.matches) == most]
    return next((candidate for candidate in likely if candidate.is_filled), likely[0]) if likely else None


def _rank(candidate: Candidate, evidence: Evidence) -> tuple[bool, bool, int]:
    """By what the list of leads is told from the others: our columns, and how much of a list of jobs its cells are."""
    held = sum(_holds(candidate, heading, evidence) for heading in (Column.ROLE, Column.STAGE, Column.APPLIED_ON))
    return bool(candidate.own), candidate.is_filled, held


def _holds(candidate: Candidate, heading: str, evidence: Evidence) -> bool:
    """Whether a column has the heading, and its cells are what it says; an empty list is believed."""
    below = [candidate.below(match.column) for match in candidate.matches.get(heading, ())]
    if not candidate.is_filled or heading == Column.ROLE:
        return any(evidence.can_be(heading, cells) for cells in below)
    return any(evidence.is_likely(heading, cells) for cells in below)


def _decides(candidate: Candidate) -> bool:
    """Whether a worksheet could be a list of leads too: it says how far each is, or is itself called after a stage."""
    return (
        bool(candidate.matches.keys() & {Column.STAGE, Column.APPLIED_ON})
        or folded(candidate.frame.name) in stage_words()
    )


_ARCHIVE = re.compile(
    r"\b(?:archiv\w*|old|alt|ancien\w*|viejo|vecchi\w*|oud|examples?|samples?|templates?|demo|beispiele?|vorlagen?|exemples?|plantilla)\b",
    re.IGNORECASE,
)


def _without_archives(likely: list[Candidate]) -> list[Candidate]:
    """Sheets that their name puts aside are not asked about, where another one is there."""
    kept = [candidate for candidate in likely if not _ARCHIVE.search(candidate.frame.name)]
    return kept if any(candidate.is_filled for candidate in kept) else likely


def _layout(candidate: Candidate, hints: Hints, words: StageWords, similar: tuple[str, ...]) -> Layout:
    refuse_wrongly_told(candidate.own)
    refuse_shifted(candidate, words, candidate.own.set_aside)
    choices = choose_columns(candidate, words, candidate.own.set_aside, hints)
    if Column.COMPANY in choices.columns:
        refuse_actions(candidate, choices.columns, words)
    return Layout(
        frame=candidate.frame,
        heading_row=candidate.heading_row,
        choices=choices,
        similar=similar,
    )


def _names(candidate: Candidate) -> Iterator[str]:
    """What a config may call its columns: each heading, alone and with the banner above it."""
    for column, text in candidate.texts.items():
        yield folded(text)
        yield folded(f"{candidate.banners.get(column, '')} {text}")


def _refuse_hints(frames: Sequence[Frame], hints: Hints) -> None:
    """Where the config's own words are the reason, say which."""
    if hints.worksheet and not any(fold(frame.name) == fold(hints.worksheet) for frame in frames):
        names = listed([frame.name for frame in frames])
        raise WorkbookError(f"There is no worksheet “{hints.worksheet}”, only {names}. Mend config.toml.")
    rows = [row for frame in frames for row in frame.rows[:DEEPEST_HEADING]]
    _refuse_missing({folded(text) for row in rows for text in texts_of(row).values()}, hints)


def _refuse_missing(there: set[str], hints: Hints) -> None:
    """The owner mapped a heading that is nowhere: the config is wrong, not the workbook."""
    for ours, theirs in hints.columns.items():
        if theirs and ours not in OURS and folded(theirs) not in there:
            raise ConfigError(
                f"[columns] {ours} = “{theirs}”: the row of headings has no such heading. Write it as it stands there."
            )


_COPY = re.compile(r"\(\d+\)$|\b(?:copy|kopie|copie|copia|backup|old|alt|archive?d?)\b", re.IGNORECASE)
_PERIOD = re.compile(
    rf"\d+|\b(?:{MONTH_NAMES})\b|\b(?:week|wk|kw|woche|semaine|semana|settimana|tydzień|month|monat|mois|mes|q|h)(?=\d|\b)",
    re.IGNORECASE,
)


def in_series(alike: Sequence[Candidate], likely: Sequence[Candidate]) -> list[Candidate]:
    """The worksheets that are one list together, in their order; none where there is one only, or where they are not.

    Args:
        alike: those that look most like a list of leads.
        likely: all that look like one, among which a week without any stage may stand.
    """
    first = next((candidate for candidate in alike if candidate.is_filled), None)
    if not first:
        return []
    together = [c for c in likely if c.is_filled and _kind(c) == _kind(first) and _is_alike(c, first)]
    return together if len(together) > 1 and _kind(first)[1] else []


def _is_alike(candidate: Candidate, first: Candidate) -> bool:
    """Whether two sheets are headed alike, and both tell how far a row is or since when."""
    shared = candidate.matches.keys() & first.matches.keys() & {Column.STAGE, Column.APPLIED_ON}
    return bool(shared) and _headings(candidate) == _headings(first)


def _headings(candidate: Candidate) -> dict[str, list[str]]:
    """What the columns are called that decide; others may come and go from year to year."""
    deciding = (
        (name, candidate.matches[name])
        for name in (Column.COMPANY, Column.ROLE, Column.STAGE)
        if name in candidate.matches
    )
    return {name: [folded(match.text) for match in matches] for name, matches in deciding}


def _kind(candidate: Candidate) -> tuple[str, bool]:
    """A sheet's name without its week or year, and whether it has one; a stage is a period of its own."""
    name = candidate.frame.name
    if _COPY.search(name):
        return name, False
    if folded(name) in stage_words():
        return "", True
    rest = folded(_PERIOD.sub(" ", name))
    return rest, rest != folded(name)
