"""What only the owner of a list can settle: each question with the line of config.toml that answers it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from followthrough.knowing.columns import DATES, Column
from followthrough.knowing.leads import Problem
from followthrough.knowing.wording import listed, short
from followthrough.knowing.words import Stage
from followthrough.reading.cells import as_text, is_filled
from followthrough.reading.dates import day_first_evidence
from followthrough.understanding.evidence import is_date, may_be_turned
from followthrough.understanding.stage_columns import is_x

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from followthrough.reading.cells import Cell
    from followthrough.understanding.evidence import SeenColumn

DECIDING = (Column.COMPANY, Column.STAGE, Column.APPLIED_ON)
"""Columns that must not be guessed: until they are settled our five are not added on the program's own account."""
STAGE_COLUMN = "stage column "
"""What a further column that says a stage is remembered by, with its number behind it."""
_TWO, _SEVERAL = 2, 3


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of config.toml: the table it belongs to, its key, its value."""

    section: str
    key: str
    value: str | bool

    @property
    def line(self) -> str:
        """The line as it stands in its table."""
        # A string on one line: what stands in a cell must not become a line of the config.
        texts = (json.dumps(each, ensure_ascii=False).replace("\x7f", "\\u007f") for each in (self.key, self.value))
        return " = ".join(texts)


@dataclass(frozen=True, slots=True)
class Question:
    """Something that decides, and that the worksheet does not tell.

    Args:
        about: the heading of ours that it is about.
        columns: the columns of the worksheet; none where there is no likely one.
        text: the question, with the worksheet, the columns, what stands there, and what to say.
        answer: the likeliest answer.
        is_of_days: whether it is about days, which are never taken for what they may be.
        decides: whether too little is known to judge any row; its owner sees it before our columns are added.
        stops: whether our columns are added to a list on its owner's word only.
        waits: the cells that keep a row from being judged before there is an answer; None: there are none.
    """

    about: str
    columns: tuple[SeenColumn, ...]
    text: str
    answer: Answer | None = None
    is_of_days: bool = False
    decides: bool = False
    stops: bool = True
    waits: Callable[[Cell], bool] | None = None

    @property
    def line(self) -> str:
        """The line of config.toml that answers it; blank where there is no likely answer."""
        return self.answer.line if self.answer else ""


def asked(questions: Sequence[Question], heading_row: int, sheet: str) -> dict[Question, Problem]:
    """Each question as it is told every night.

    Args:
        questions: about one worksheet.
        heading_row: its row of headings, from 1.
        sheet: its name as a formula needs it, where the leads stand on several.
    """
    found = {}
    for question in questions:
        seen = next(iter(question.columns), None)
        cell = f"{seen.letter}{heading_row}" if seen else question.about
        place = f"{sheet}!{cell}" if sheet and seen else cell
        expected, text = question.line or "an answer", seen.text if seen else ""
        found[question] = Problem(heading_row, place, question.about, text, expected, told=question.text)
    return found


def is_column(heading: str, seen: SeenColumn) -> Answer:
    """The answer that a column is the one of a heading of ours."""
    return Answer("columns", heading, seen.text)


def is_none(heading: str) -> Answer:
    """The answer that there is no column for a heading of ours."""
    return Answer("columns", heading, "")


def means(word: str, stage: str) -> Answer:
    """The answer that a word, or a tick under a heading, means a stage; "" for none."""
    return Answer("stages", word, stage)


def say(answer: Answer) -> str:
    """What to do, for the end of a question."""
    return f"say {answer.line} in config.toml, [{answer.section}]"


def _called(*columns: SeenColumn) -> str:
    """Columns in a sentence: D (“Date added”)."""
    headings = [f"“{short(seen.text)}”" if seen.text else "without a heading" for seen in columns]
    return listed([f"{seen.letter} ({heading})" for seen, heading in zip(columns, headings, strict=True)])


def _like(seen: SeenColumn, most: int = 1) -> str:
    """The first different cells of a column, quoted."""
    texts = dict.fromkeys(short(as_text(cell)) for cell in seen.sample)
    return listed([f"“{text}”" for text in list(texts)[:most]])


def between(heading: str, columns: tuple[SeenColumn, ...], where: str) -> Question:
    """Several columns could be the same one of ours."""
    answer = is_column(heading, columns[0])
    which = "both" if len(columns) == _TWO else "each"
    text = (
        f"Columns {_called(*columns)} of “{where}” could {which} be {heading}. Which one is it? Say it in config.toml, "
        f"[columns], like {answer.line}; rename one if they are called the same."
    )
    return Question(heading, columns, text, answer, heading in DATES, decides=heading in DECIDING)


def misfit(heading: str, columns: tuple[SeenColumn, ...], where: str) -> Question:
    """The cells under a heading are of another kind than it says, or there are none."""
    same = is_column(heading, columns[0])
    found = (
        f"The cells under {_called(*columns)} of “{where}” do not hold what the heading says ({heading}), like "
        f"{_like(columns[0])}, so they are not read. Is it {heading} all the same?"
        if columns[0].sample
        else f"Nothing stands under {_called(*columns)} of “{where}”, and the heading may say something else than "
        f"{heading}. Is it {heading}?"
    )
    text = f"{found} Then {say(same)}."
    answer = same if heading in (Column.COMPANY, Column.STAGE) else is_none(heading)
    return Question(heading, columns, text, answer, heading in DATES, stops=False)


def likely(heading: str, seen: SeenColumn, where: str) -> Question:
    """A column is one of ours by its cells, and its heading does not say so."""
    answer, is_deciding = is_column(heading, seen), heading in DECIDING
    waits = is_date if heading in DATES else is_filled
    if heading == Column.APPLIED_ON:
        text = f"Did you apply on the days under {_called(seen)} of “{where}”, like {_like(seen)}?"
    else:
        text = f"Is {_called(seen)} of “{where}” your {heading}? It holds {_like(seen, _SEVERAL)}."
    text += f" {'They are' if heading in DATES else 'It is'} not read before you {say(answer)}."
    return Question(heading, (seen,), text, answer, heading in DATES, is_deciding, is_deciding, waits)


def crossed(columns: tuple[SeenColumn, ...], sign: str, where: str) -> Question:
    """A cross among ticks: nobody but the owner knows whether it is a no of theirs, or nothing yet."""
    answer = means(sign, Stage.CLOSED)
    text = (
        f"{_called(*columns)} of “{where}” {'hold' if columns[1:] else 'holds'} {sign} among ticks: does it mean that "
        f"they turned you down? Then {say(answer)}; if it only means that nothing happened, {say(means(sign, ''))}."
    )
    return Question(Column.STAGE, columns, text, answer, waits=is_x)


def closing_day(heading: str, seen: SeenColumn, where: str) -> Question:
    """A day in nearly every row, on which the posting closes rather than the job."""
    answer = is_none(heading)
    text = (
        f"{_called(seen)} of “{where}” holds a day in nearly every row, like {_like(seen)}: is it the day on which the "
        f"posting closes? Then {say(answer)}."
    )
    return Question(heading, (seen,), text, answer, is_of_days=True)


def headless(seen: SeenColumn, where: str) -> Question:
    """Words for stages in a column without a heading."""
    holds = f"{_called(seen)} of “{where}” holds words for stages, like {_like(seen, _SEVERAL)}"
    return Question(Column.STAGE, (seen,), f"{holds}: give it the heading Stage.", waits=seen.ends)


def tick(seen: SeenColumn, stage: str, where: str) -> Question:
    """A tick under a heading that may say something else."""
    answer = means(seen.text, stage)
    text = (
        f"{_called(seen)} of “{where}” holds {_like(seen, _SEVERAL)}: what does that say of a job? It is not read "
        f'before you {say(answer)}, with the stage that it means, or "" if it says nothing.'
    )
    return Question(Column.STAGE, (seen,), text, answer)


def ending(seen: SeenColumn, where: str, *, is_further: bool) -> Question:
    """Words that would end a job, in a column that is not read; further where another column is Stage."""
    stage, nothing = is_column(Column.STAGE, seen), means(seen.text, "")
    word = short(as_text(next(filter(seen.ends, seen.cells), "")))
    text = (
        f"{_called(seen)} of “{where}” holds words that may end a job, like “{word}”, and is not read. "
        f"If it says how far a job is, {say(stage)}; if not, {say(nothing)}."
    )
    return Question(Column.STAGE, (seen,), text, nothing if is_further else stage, waits=seen.ends)


def which_day(seen: SeenColumn, headings: Sequence[str], where: str) -> Question:
    """Days under a heading that could mean several of ours."""
    answers = [is_column(heading, seen) for heading in headings]
    text = (
        f"Which days stand under {_called(seen)} of “{where}”, like {_like(seen)}? They are not read before you say it "
        f"in config.toml, [columns]: {' or '.join(each.line for each in answers)}."
    )
    return Question(headings[0], (seen,), text, answers[0], is_of_days=True, stops=False)


def turned(heading: str, seen: SeenColumn, where: str) -> Question:
    """Day and month exchanged where Excel took a text for a day."""
    day = next(cell for cell in seen.cells if isinstance(cell, datetime))
    untouched = next(cell for cell in seen.cells if day_first_evidence(cell))
    answer = is_column(heading, seen)
    text = (
        f"Day and month may be exchanged under {_called(seen)} of “{where}”: “{as_text(untouched)}” stayed a text, and "
        f"no real day there is later in its month than the 12th, like {day.date()}. That happens where days with the "
        "day first are opened by an Excel that expects the month first. Import them again with the day first; or, if "
        f"they are right as they stand, {say(answer)}."
    )
    return Question(heading, (seen,), text, answer, is_of_days=True, waits=may_be_turned)


def wishes(where: str, *, is_list: bool) -> Question:
    """Companies, and nothing that says how far each is."""
    text = (
        f"“{where}” says neither how far a job is nor when you applied, so each counts as Wishlist. Add a column "
        "Stage or Applied on, and it is followed up."
        if is_list
        else f"“{where}” names companies, but no stage and no day of applying was found beside them. Say which columns "
        'they are in config.toml, [columns], like "Applied on" = "Sent".'
    )
    return Question(Column.STAGE, (), text, stops=not is_list, decides=not is_list)


def gone(heading: str, about: str, where: str, *, is_waited_for: bool) -> Question:
    """What was read before, and is not there any more; rows wait for the answer where it decides about them."""
    answer = is_none(about)
    named = f"no column {heading} any more" if heading == about else "one column less that says how far a job is"
    text = (
        f"“{where}” has {named}, which was read before. Put it back, or say what it is called now "
        f"in config.toml, [columns]; if you do not need it, {say(answer)}."
    )
    text += " Until then no job that goes on is judged." if is_waited_for else ""
    waits = (lambda _: True) if is_waited_for else None
    return Question(about, (), text, answer, about in DATES, stops=False, waits=waits)


def renamed(heading: str, seen: SeenColumn, where: str, *, was_blank: bool) -> Question:
    """A column that was read before, and has another heading now, or none."""
    if was_blank:
        text = f"Column {seen.letter} of “{where}” has lost its heading; it is still read as {heading}. Give it back."
        return Question(heading, (seen,), text, stops=False)
    answer = is_column(heading, seen)
    text = f"{_called(seen)} of “{where}” had another heading before; it is still read as {heading}. If that is right, "
    return Question(heading, (seen,), f"{text}{say(answer)}.", answer, stops=False)


def copied(heading: str, seen: SeenColumn, read: SeenColumn, where: str) -> Question:
    """A column that is called like one that is read."""
    answer = is_column(heading, read)
    text = f"{_called(seen)} of “{where}” is not used: {_called(read)} is read as {heading}. If that is right, "
    return Question(heading, (seen,), f"{text}{say(answer)}.", answer, heading in DATES, stops=False)
