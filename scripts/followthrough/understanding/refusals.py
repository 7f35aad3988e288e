"""Why a workbook cannot be read as a list of leads, and what only its owner can settle, each in one sentence.

It is better to refuse than to misread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from followthrough.knowing.columns import DATES, DECIDE, OURS, Column
from followthrough.knowing.errors import ConfigError, WorkbookError
from followthrough.knowing.fold import fold, folded
from followthrough.knowing.headings import Trust, meaning_of, stage_words
from followthrough.knowing.languages import small_words
from followthrough.knowing.ours import without_copy_mark
from followthrough.knowing.record import replace
from followthrough.knowing.wording import listed, short
from followthrough.ooxml.references import cell_name, column_letters
from followthrough.reading.cells import as_text, is_blank
from followthrough.understanding.candidates import DEEPEST_HEADING, is_called_ours, texts_of
from followthrough.understanding.evidence import ASKED_FOR, MOST, is_date
from followthrough.understanding.questions import Answer, Question, called, is_column, misfit, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from followthrough.knowing.hints import Hints
    from followthrough.reading.frames import Frame
    from followthrough.understanding.candidates import Candidate
    from followthrough.understanding.questions import Choices

DAYS_OF_A_MATRIX = 5
"""So many dates beside each other make a row the days of a calendar."""
FEWEST_HEADINGS = 3
"""So many known headings below each other, the company among them, make a column the headings of a list on its side."""
LOOKED_AT = 15
"""Rows, or columns, in which such a row or column is looked for."""
_WHEN = (Column.STAGE, Column.APPLIED_ON)
_ACTIONS = frozenset(map(folded, small_words("actions")))
"""Headings of the column that tells a diary from a list."""
_FEWEST_ACTIONS = 4
_REPEATED = 0.5
"""The share of rows whose job stands in other rows too, from which a list is a diary."""


def refuse_missing(texts: Iterable[str], hints: Hints) -> None:
    """Refuse a config that names a heading of the owner's which is not among some texts.

    Raises:
        ConfigError: a heading is missing.
    """
    there = set(map(folded, texts))
    for ours, theirs in hints.columns.items():
        if theirs and ours not in OURS and folded(theirs) not in there:
            raise ConfigError(
                f"[columns] {ours} = “{theirs}”: the row of headings has no such heading. Write it as it stands there."
            )


def refuse_shape(frames: Sequence[Frame], hints: Hints) -> NoReturn:
    """Say why no worksheet of a workbook is a list of leads.

    Raises:
        ConfigError: the config names a heading that no sheet has.
        WorkbookError: in all other cases, with the reason that fits best.
    """
    if hints.worksheet and not any(fold(frame.name) == fold(hints.worksheet) for frame in frames):
        names = listed([frame.name for frame in frames])
        raise WorkbookError(f"There is no worksheet “{hints.worksheet}”, only {names}: correct it in config.toml.")
    rows = [row for frame in frames for row in frame.rows[:DEEPEST_HEADING]]
    refuse_missing((text for row in rows for text in texts_of(row).values()), hints)
    for frame in frames:
        side, row = _column_of_headings(frame), _row_of_days(frame)
        if side is not None:
            raise WorkbookError(
                f"“{frame.name}” lies on its side: its headings run down column {column_letters(side + 1)}, one job a "
                "column. Copy it, then Paste special, Transpose, so that each job is a row."
            )
        if row:
            raise WorkbookError(
                f"“{frame.name}” is a calendar: row {row} holds days, not headings. A list with one row a job is "
                "needed: company, role, stage, date applied."
            )
    for frame in frames:
        row = _job_instead_of_headings(frame)
        if row and not hints.heading_row:
            raise WorkbookError(
                f"“{frame.name}” has no headings: row {row} holds a job already. Insert a row above it that says "
                "what each column is: Company, Role, Status, Date applied."
            )
    for frame in frames:
        _refuse_nameless(frame)
    where = f" in row {hints.heading_row}" if hints.heading_row else ""
    raise WorkbookError(
        f"No row of headings was found{where}: one must name the company, and the stage or the day you applied. "
        'If they have other names, give them in config.toml under [columns], like Company = "Firma".'
    )


def _refuse_nameless(frame: Frame) -> None:
    """Refuse a row of headings that misses nothing but the company; say which heading may be the company's."""
    for number, row in enumerate(frame.rows[:DEEPEST_HEADING], start=1):
        texts = texts_of(row)
        known = {column: meaning for column, text in texts.items() if (meaning := meaning_of(text))}
        certain = {meaning.heading for meaning in known.values() if meaning.trust >= Trust.COMPOSED}
        if len(certain) < FEWEST_HEADINGS or not certain & {Column.ROLE, *_WHEN}:
            continue
        unknown = [column for column in texts if column not in known and not is_called_ours(texts[column])]
        there = listed(sorted(certain, key=[*Column].index)[:FEWEST_HEADINGS])
        more = f" and {len(certain) - FEWEST_HEADINGS} more" if len(certain) > FEWEST_HEADINGS else ""
        way = "Add a column Company."
        if unknown:
            column, text = unknown[0], texts[unknown[0]]
            line = Answer("columns", Column.COMPANY, text).line
            way = f"If it is {column_letters(column + 1)} (“{short(text)}”), call it Company, or say {line} in "
            way += "config.toml, [columns]."
        raise WorkbookError(
            f"Row {number} of “{frame.name}” holds the headings ({there}{more}), but none names the company. {way}"
        )


def refuse_shifted(candidate: Candidate) -> None:
    """Refuse a list whose headings stand one column beside their cells.

    Raises:
        WorkbookError: at least two headings fit the cells to their left or right, more than fit their own.
    """
    columns = candidate.columns
    certain = [
        (heading, column)
        for heading, trusts in candidate.matches.items()
        for column, trust in trusts.items()
        if trust >= Trust.CERTAIN and heading in ASKED_FOR and heading != Column.COMPANY  # which any text could be
    ]

    def fitting(shift: int) -> set[str]:
        """The headings that fit the cells so many columns to their right."""
        there = [(name, column) for name, column in certain if 0 <= column + shift < len(columns)]
        return {columns[column].text for name, column in there if columns[column + shift].is_likely(name, MOST)}

    straight = fitting(0)
    if 2 * len(straight) >= len(certain):
        return
    for shift, side in ((-1, "left"), (1, "right")):
        moved = fitting(shift) - straight
        if len(moved) > max(1, len(straight)):
            raise WorkbookError(
                f"The headings of “{candidate.frame.name}” do not stand above their cells: what belongs under "
                f"“{min(moved)}” stands one column to its {side}. Put the headings right (a cell too many or too few "
                f"in row {candidate.heading_row})."
            )


def refuse_diary(candidate: Candidate, columns: Mapping[str, int]) -> None:
    """Refuse a diary, in which the same job has a row for each thing that was done.

    Raises:
        WorkbookError: half of the rows are of jobs that have several rows, each with another action or stage.
    """
    rows = [row for row in candidate.rows if not is_blank(row[columns[Column.COMPANY]])]
    named = next((column for column, text in candidate.texts.items() if folded(text) in _ACTIONS), None)
    is_dated = max(candidate.matches.get(Column.APPLIED_ON, {}).values(), default=Trust.VAGUE) >= Trust.CERTAIN
    telling = columns.get(Column.STAGE) if named is None and not is_dated else named
    if len(rows) < _FEWEST_ACTIONS or telling is None:
        return
    by_job: dict[tuple[str, ...], list[object]] = {}
    for row in rows:
        text = as_text(row[telling])
        action = candidate.words.read(text) if named is None else folded(text)
        job = tuple(folded(as_text(row[columns[name]])) for name in (Column.COMPANY, Column.ROLE) if name in columns)
        by_job.setdefault(job, []).append(action)
    repeated = sum(len(actions) for actions in by_job.values() if len(set(actions)) > 1)
    if repeated >= _REPEATED * len(rows):
        place = cell_name(candidate.heading_row, telling + 1)
        raise WorkbookError(
            f"“{candidate.frame.name}” has one row an action ({place} “{candidate.texts[telling]}”), not one row a "
            "job: the same job stands there several times. A list with each job once is needed; such a diary can be "
            "kept beside it, on a sheet called Contact log."
        )


def _column_of_headings(frame: Frame) -> int | None:
    """The column, from 0, whose cells are headings of ours; None where there is none."""
    for column in range(min(LOOKED_AT, len(frame.rows[0]) if frame.rows else 0)):
        texts = texts_of([row[column] for row in frame.rows[: LOOKED_AT * 2]])
        meanings = filter(None, map(meaning_of, texts.values()))
        found = {meaning.heading for meaning in meanings if meaning.trust is Trust.CERTAIN}
        if Column.COMPANY in found and len(found) >= FEWEST_HEADINGS:
            return column
    return None


def _row_of_days(frame: Frame) -> int:
    """The first row, from 1, that is mostly dates; 0 where there is none."""
    for number, row in enumerate(frame.rows[:LOOKED_AT], start=1):
        days = sum(map(is_date, row))
        if days >= DAYS_OF_A_MATRIX and 2 * days > sum(not is_blank(cell) for cell in row):
            return number
    return 0


def _job_instead_of_headings(frame: Frame) -> int:
    """The first row, from 1, with more than one cell, if it is a job already: dates or stages stand in it; else 0."""
    for number, row in enumerate(frame.rows, start=1):
        filled = [cell for cell in row if not is_blank(cell)]
        if len(filled) > 1:
            telling = sum(is_date(cell) or folded(as_text(cell)) in stage_words() for cell in filled)
            return number if telling > 1 and not meaning_of(as_text(filled[0])) else 0
    return 0


def missing(choices: Choices) -> Iterator[Question]:
    """A column that decides about every row and has the heading, but not the cells."""
    matches, columns = choices.candidate.matches, choices.candidate.columns
    open_ones: list[str] = []
    if Column.COMPANY not in choices.chosen and not choices.is_asked(Column.COMPANY):
        open_ones.append(Column.COMPANY)
    if not _has_when(choices):
        open_ones += [heading for heading in _WHEN if heading in matches]
    elif Column.STAGE not in choices.chosen and not choices.is_asked(Column.STAGE):
        certain = [seen for seen in choices.misnamed if choices.trust(Column.STAGE, seen) >= Trust.CERTAIN]
        open_ones += [Column.STAGE] if certain else []  # numbers may be stages: unread, who is turned down is chased
    for heading in open_ones:
        unfit = tuple(columns[column] for column in matches[heading])
        yield replace(misfit(heading, unfit, choices.worksheet), decides=True, stops=True)


def _has_when(choices: Choices) -> bool:
    """Whether anything tells how far a job is, or is asked about."""
    return bool(Column.APPLIED_ON in choices.chosen or choices.stage_columns or any(map(choices.is_asked, _WHEN)))


def wishes(choices: Choices) -> Iterator[Question]:
    """Companies and roles with nothing else are a list of wishes; companies alone may be anything."""
    is_gone = any(heading in choices.candidate.remembered for heading in _WHEN)
    if not (_has_when(choices) or is_gone or choices.is_asked(Column.COMPANY)):
        is_list = Column.ROLE in choices.chosen and choices.is_named(Column.ROLE)
        text = (
            f"“{choices.worksheet}” says neither how far a job is nor when you applied, so each counts as Wishlist. "
            "Add a column Stage or Applied on, and it is followed up."
            if is_list
            else f"“{choices.worksheet}” names companies, but no stage and no day of applying was found beside them. "
            'Say which columns they are in config.toml, [columns], like "Applied on" = "Sent".'
        )
        yield Question(Column.STAGE, (), text, stops=not is_list, decides=not is_list)


def copies(choices: Choices) -> Iterator[Question]:
    """Columns that are called like one that is read, or like a copy of it."""
    known = {folded(seen.text): heading for heading, seen in choices.chosen.items() if heading in DECIDE}
    for seen in choices.candidate.theirs:
        heading = choices.spare.get(seen) or known.get(folded(without_copy_mark(seen.text)), "")
        is_open = heading and heading in DECIDE and heading in choices.chosen and not choices.is_read(seen)
        if is_open and seen.sample and heading not in choices.hints.columns:
            read = choices.chosen[heading]
            answer = is_column(heading, read)
            text = f"{called(seen)} of “{choices.worksheet}” is not used: {called(read)} is read as {heading}. "
            text += f"If that is right, {say(answer)}."
            yield Question(heading, (seen,), text, answer, heading in DATES, stops=False)
