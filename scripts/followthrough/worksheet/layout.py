"""Where the leads stand in a workbook: which worksheet, which row of headings, which column means what.

Headings are believed only as far as the cells below agree, and where two columns could both be one the owner decides:
better no than wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from followthrough.errors import ConfigError, WorkbookError
from followthrough.leads import DATE_HEADINGS, FIELDS
from followthrough.ooxml.references import column_letters
from followthrough.values import NO, YES, DateWays, Unreadable, as_text, fold, is_blank, read_dates
from followthrough.wording import listed
from followthrough.worksheet.headings import folded, heading_words, stage_words
from followthrough.worksheet.own_columns import find_own_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from followthrough.hints import Hints
    from followthrough.values import Cell
    from followthrough.worksheet.frames import Frame

DEEPEST_HEADING = 30
"""Rows searched for headings: titles, legends and merged banners stand above them."""
LONGEST_HEADING = 80
WORDS_TOO = ("Thank-you sent", "Pay discussed", "References told", "Snooze until")
"""Date columns that also hold yes, no or never."""
DECIDING = ("Company", "Stage", "Applied on")
"""Columns that nobody must guess: two that could be one of these stop the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What was understood of a worksheet.

    Args:
        heading_row: from 1.
        columns: heading of ours -> column, from 0.
        headings: heading of ours -> what the owner calls it.
        own: name of ours (Flag, Next step, ...) -> column of the five that we write; empty where there are none yet.
        own_names: the five headings that are ours, or shall be.
        guessed: headings of ours whose column was recognised by its cells rather than by its name.
        uncertain: columns that could be the same and are left alone; our five are not added without the owner's word.
    """

    frame: Frame
    heading_row: int
    columns: dict[str, int]
    headings: dict[str, str]
    own: dict[str, int]
    own_names: tuple[str, ...]
    guessed: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()

    def below(self, column: int) -> list[Cell]:
        """The filled cells under a heading."""
        return [row[column] for row in self.frame.rows[self.heading_row :] if not is_blank(row[column])]

    @property
    def letters(self) -> dict[str, str]:
        """Heading of ours -> column letter."""
        return {heading: column_letters(column + 1) for heading, column in self.columns.items()}


def find_layout(frames: Sequence[Frame], hints: Hints) -> Layout:
    """Find the leads.

    Raises:
        ConfigError: the config names a heading that is not there.
        WorkbookError: no heading row, two worksheets that are as likely, or two columns that could be the same.
    """
    found = [candidate for frame in frames for candidate in _candidates(frame, hints)]
    if not found:
        _refuse_hints(frames, hints)
        raise WorkbookError(
            "No row of headings was found: one must name the company, and the stage or the day you applied. "
            'If they have other names, give them in config.toml under [columns], like Company = "Firma".'
        )
    best = max(len(candidate.matches) for candidate in found)
    likely = [candidate for candidate in found if len(candidate.matches) == best]
    sheets = list(dict.fromkeys(candidate.frame.name for candidate in likely if candidate.is_filled))
    if len(sheets) > 1:
        raise WorkbookError(
            f"{listed(sheets)} look like your leads alike. Name one in config.toml under [workbook]: "
            f'worksheet = "{sheets[0]}", and run with --config FILE.'
        )
    chosen = next((candidate for candidate in likely if candidate.is_filled), likely[0])
    return _resolve(chosen, hints)


@dataclass(frozen=True, slots=True)
class _Match:
    column: int
    text: str
    certain: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row that could be the headings: heading of ours -> the columns that could be it."""

    frame: Frame
    heading_row: int
    matches: dict[str, list[_Match]]

    @property
    def is_filled(self) -> bool:
        return any(not is_blank(cell) for row in self.frame.rows[self.heading_row :] for cell in row)


def _candidates(frame: Frame, hints: Hints) -> Iterator[_Candidate]:
    if hints.worksheet and fold(frame.name) != fold(hints.worksheet):
        return
    for number, row in enumerate(frame.rows[: max(DEEPEST_HEADING, hints.heading_row or 0)], start=1):
        if hints.heading_row and number != hints.heading_row:
            continue
        matches = _match(row, hints)
        if "Company" in matches and ("Stage" in matches or "Applied on" in matches):
            yield _Candidate(frame, number, matches)


def _match(row: Sequence[Cell], hints: Hints) -> dict[str, list[_Match]]:
    told = {folded(theirs): ours for ours, theirs in hints.columns.items() if theirs and ours in FIELDS}
    matches: dict[str, list[_Match]] = {}
    for column, text in _texts(row):
        name = folded(text)
        known = (told[name], True) if name in told else heading_words().get(name) or _without_hint(text)
        if not known or (known[0] in hints.columns and name not in told):
            continue
        matches.setdefault(known[0], []).append(_Match(column, text, known[1]))
    return matches


def _without_hint(text: str) -> tuple[str, bool] | None:
    """What a heading means without what stands in brackets behind it: "Date Applied (mm/dd/yy)"."""
    return heading_words().get(folded(re.sub(r"\([^)]*\)|\[[^\]]*\]", "", text)))


def _texts(row: Sequence[Cell]) -> list[tuple[int, str]]:
    return [
        (column, cell.strip())
        for column, cell in enumerate(row)
        if isinstance(cell, str) and cell.strip() and len(cell) <= LONGEST_HEADING
    ]


def _refuse_hints(frames: Sequence[Frame], hints: Hints) -> None:
    """Where the config's own words are the reason, say which."""
    if hints.worksheet and not any(fold(frame.name) == fold(hints.worksheet) for frame in frames):
        names = listed([frame.name for frame in frames])
        raise WorkbookError(f"There is no worksheet “{hints.worksheet}”, only {names}. Mend config.toml.")
    rows = [row for frame in frames for row in frame.rows[:DEEPEST_HEADING]]
    _refuse_missing({folded(text) for row in rows for _, text in _texts(row)}, hints)


def _resolve(candidate: _Candidate, hints: Hints) -> Layout:
    """Decide which column is which, by heading and by what the cells hold."""
    texts = _texts(candidate.frame.rows[candidate.heading_row - 1])
    own, own_names = find_own_columns(texts, candidate.frame.rows[candidate.heading_row :], hints)
    layout = Layout(
        frame=candidate.frame,
        heading_row=candidate.heading_row,
        columns={},
        headings={},
        own=own,
        own_names=own_names,
    )
    taken = set(own.values())
    for heading, matches in candidate.matches.items():
        free = [match for match in matches if match.column not in taken]
        match = _choose(layout, heading, free)
        if match:
            layout.columns[heading], layout.headings[heading] = match.column, match.text
    uncertain = [
        f"{column_letters(match.column + 1)} ({match.text})"
        for heading, matches in candidate.matches.items()
        for match in matches
        if heading in DATE_HEADINGS and heading not in layout.columns and len(matches) > 1
    ]
    missing = [name for name in DECIDING if name in candidate.matches and name not in layout.columns]
    if "Company" not in layout.columns or not {"Stage", "Applied on"} & set(layout.columns):
        raise WorkbookError(f"The cells under {listed(missing)} do not hold what the heading says.")
    _refuse_missing({folded(text) for _, text in texts}, hints)
    certain = {match.column for matches in candidate.matches.values() for match in matches if match.certain}
    guessed = [heading for heading in DECIDING if heading in layout.columns and layout.columns[heading] not in certain]
    return replace(layout, guessed=tuple(guessed), uncertain=tuple(uncertain))


def _refuse_missing(there: set[str], hints: Hints) -> None:
    """The owner mapped a heading that is nowhere: the config is wrong, not the workbook."""
    for ours, theirs in hints.columns.items():
        if theirs and folded(theirs) not in there:
            raise ConfigError(
                f"[columns] {ours} = “{theirs}”: the row of headings has no such heading. Write it as it stands there."
            )


def _choose(layout: Layout, heading: str, matches: list[_Match]) -> _Match | None:
    certain = [match for match in matches if match.certain and _can_be(heading, layout.below(match.column))]
    weak = [match for match in matches if not match.certain and _is_likely(heading, layout.below(match.column))]
    left = certain or weak
    if len(left) > 1 and heading in DECIDING:
        told = listed([f"{column_letters(match.column + 1)} (“{match.text}”)" for match in left])
        raise WorkbookError(
            f"Columns {told} of “{layout.frame.name}” could both be {heading}. Say which in config.toml, [columns]: "
            f'"{heading}" = "{left[0].text}"; rename one if they are called the same.'
        )
    if len(left) > 1 and heading in DATE_HEADINGS:
        return None
    return left[0] if left else None


def _can_be(heading: str, cells: list[Cell]) -> bool:
    """Whether a column whose heading is plain can be what it says: a date column of yes and no is another thing."""
    if heading not in DATE_HEADINGS or heading in WORDS_TOO or not cells:
        return True
    return not all(_is_yes_or_no(cell) for cell in cells)


def _is_likely(heading: str, cells: list[Cell]) -> bool:
    """Whether most cells agree with a heading that can mean several things."""
    if heading == "Stage":
        agreeing = [cell for cell in cells if folded(as_text(cell)) in stage_words()]
    else:
        agreeing = [cell for cell in cells if not isinstance(dates_of(cell), Unreadable) and dates_of(cell)]
    return bool(agreeing) and 2 * len(agreeing) >= len(cells)


def dates_of(cell: Cell) -> tuple[object, ...] | Unreadable:
    """The dates a cell would hold if the day came first: enough to see whether it is about dates at all."""
    return read_dates(cell, DateWays(day_first=True))


def _is_yes_or_no(cell: Cell) -> bool:
    return isinstance(cell, bool) or cell in (0, 1) or (isinstance(cell, str) and fold(cell) in YES | NO)
