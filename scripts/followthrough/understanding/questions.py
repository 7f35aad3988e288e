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
from followthrough.reading.cells import as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from followthrough.reading.cells import Cell
    from followthrough.understanding.evidence import SeenColumn

DECIDING = (Column.COMPANY, Column.STAGE, Column.APPLIED_ON)
"""Columns that must not be guessed: until they are settled our five are not added on the program's own account."""
STAGE_COLUMN = "stage column "
"""What a further column that says a stage is remembered by, with its number behind it."""
_TWO = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of config.toml: the table it belongs to, its key, its value."""

    section: str
    key: str
    value: str | bool

    @property
    def line(self) -> str:
        """The line as it stands in its table."""
        return f"{toml_text(self.key)} = {json.dumps(self.value, ensure_ascii=False)}"


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
        seen = question.columns[0] if question.columns else None
        cell = f"{seen.letter}{heading_row}" if seen else question.about
        place, text = f"{sheet}!{cell}" if sheet and seen else cell, seen.text if seen else ""
        line = question.line or "an answer"
        found[question] = Problem(heading_row, place, question.about, text, line, told=question.text)
    return found


def toml_text(text: str) -> str:
    """A TOML string on one line: what stands in a cell must not become a line of the config."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


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


def called(seen: SeenColumn) -> str:
    """A column in a sentence: D (“Date added”)."""
    return f"{seen.letter} (“{short(seen.text)}”)" if seen.text else f"{seen.letter} (without a heading)"


def every(columns: Sequence[SeenColumn]) -> str:
    """Some columns in a sentence."""
    return listed([called(each) for each in columns])


def sample(seen: SeenColumn) -> str:
    """The first cell of a column, quoted."""
    return f"“{short(as_text(next(iter(seen.cells), '')))}”"


def some(seen: SeenColumn, most: int = 3) -> str:
    """A few different cells of a column, quoted."""
    texts = dict.fromkeys(short(as_text(cell)) for cell in seen.cells)
    return listed([f"“{text}”" for text in list(texts)[:most]])


def between(heading: str, columns: tuple[SeenColumn, ...], where: str) -> Question:
    """Several columns could be the same one of ours."""
    answer = is_column(heading, columns[0])
    which = "both" if len(columns) == _TWO else "each"
    text = (
        f"Columns {every(columns)} of “{where}” could {which} be {heading}. Which one is it? Say it in config.toml, "
        f"[columns], like {answer.line}; rename one if they are called the same."
    )
    return Question(heading, columns, text, answer, heading in DATES, decides=heading in DECIDING)


def misfit(heading: str, columns: tuple[SeenColumn, ...], where: str) -> Question:
    """The cells under a heading are of another kind than it says."""
    same = is_column(heading, columns[0])
    text = (
        f"The cells under {every(columns)} of “{where}” do not hold what the heading says ({heading}), like "
        f"{sample(columns[0])}, so they are not read. Is it {heading} all the same? Then {say(same)}."
    )
    answer = same if heading in (Column.COMPANY, Column.STAGE) else is_none(heading)
    return Question(heading, columns, text, answer, is_of_days=heading in DATES, stops=False)


def likely(heading: str, seen: SeenColumn, where: str) -> Question:
    """A column is one of ours by its cells, and its heading does not say so."""
    answer = is_column(heading, seen)
    if heading == Column.APPLIED_ON:
        text = f"Did you apply on the days under {called(seen)} of “{where}”, like {sample(seen)}?"
    else:
        text = f"Is {called(seen)} of “{where}” your {heading}? It holds {some(seen)}."
    text += f" {'They are' if heading in DATES else 'It is'} not read before you {say(answer)}."
    return Question(heading, (seen,), text, answer, heading in DATES, heading in DECIDING, heading in DECIDING)


def _holds(columns: Sequence[SeenColumn]) -> str:
    return "hold" if columns[1:] else "holds"


def crossed(columns: tuple[SeenColumn, ...], sign: str, where: str) -> Question:
    """A cross among ticks: nobody but the owner knows whether it is a no of theirs, or nothing yet."""
    answer, nothing = means(sign, Stage.CLOSED), means(sign, "")
    text = (
        f"{every(columns)} of “{where}” {_holds(columns)} {sign} among ticks: does it mean that they turned you down? "
        f"Then {say(answer)}; if it only means that nothing happened, {say(nothing)}."
    )
    return Question(Column.STAGE, columns, text, answer)


def closing_day(heading: str, seen: SeenColumn, where: str) -> Question:
    """A day in every row, which is rather the posting's."""
    text = (
        f"{called(seen)} of “{where}” holds a day in nearly every row, like {sample(seen)}: is it the day on which the "
        f"posting closes? Then {say(is_none(heading))}."
    )
    return Question(heading, (seen,), text, is_none(heading), is_of_days=True)


def headless(seen: SeenColumn, where: str) -> Question:
    """Words for stages in a column without a heading."""
    text = f"{called(seen)} of “{where}” holds words for stages, like {some(seen)}: give it the heading Stage."
    return Question(Column.STAGE, (seen,), text)


def tick(seen: SeenColumn, stage: str, where: str) -> Question:
    """A tick under a heading that may say something else."""
    answer = means(seen.text, stage)
    text = (
        f"{called(seen)} of “{where}” holds {some(seen)}: what does that say of a job? It is not read before you "
        f'{say(answer)}, with the stage that it means, or "" if it says nothing.'
    )
    return Question(Column.STAGE, (seen,), text, answer)


def ending(seen: SeenColumn, cell: Cell, where: str, *, is_further: bool) -> Question:
    """Words that would end a job, in a column that is not read.

    Args:
        seen: the column.
        cell: one of the words.
        where: the worksheet.
        is_further: whether another column is Stage, so that this one hardly is.
    """
    stage, nothing = is_column(Column.STAGE, seen), means(seen.text, "")
    text = (
        f"{called(seen)} of “{where}” holds words that may end a job, like “{short(as_text(cell))}”, and is not read. "
        f"If it says how far a job is, {say(stage)}; if not, {say(nothing)}."
    )
    return Question(Column.STAGE, (seen,), text, nothing if is_further else stage)


def which_day(seen: SeenColumn, headings: Sequence[str], where: str) -> Question:
    """Days under a heading that could mean several of ours."""
    lines = " or ".join(is_column(heading, seen).line for heading in headings)
    text = (
        f"Which days stand under {called(seen)} of “{where}”, like {sample(seen)}? They are not read before you say it "
        f"in config.toml, [columns]: {lines}."
    )
    return Question(headings[0], (seen,), text, is_column(headings[0], seen), is_of_days=True, stops=False)


def turned(heading: str, seen: SeenColumn, untouched: Cell, where: str) -> Question:
    """Day and month exchanged where Excel took a text for a day."""
    day = next(cell for cell in seen.cells if isinstance(cell, datetime))
    answer = is_column(heading, seen)
    text = (
        f"Day and month may be exchanged under {called(seen)} of “{where}”: “{as_text(untouched)}” stayed a text, and "
        f"no real day there is later in its month than the 12th, like {day.date()}. That happens where days with the "
        "day first are opened by an Excel that expects the month first. Import them again with the day first; or, if "
        f"they are right as they stand, {say(answer)}."
    )
    return Question(heading, (seen,), text, answer, is_of_days=True)


def wishes(where: str, *, is_list: bool) -> Question:
    """Companies, and nothing that says how far each is."""
    if is_list:
        text = (
            f"“{where}” says neither how far a job is nor when you applied, so each counts as Wishlist. Add a column "
            "Stage or Applied on, and it is followed up."
        )
    else:
        text = (
            f"“{where}” names companies, but no stage and no day of applying was found beside them. Say which columns "
            'they are in config.toml, [columns], like "Applied on" = "Sent".'
        )
    return Question(Column.STAGE, (), text, stops=not is_list, decides=not is_list)


def gone(heading: str, about: str, where: str, *, is_waited_for: bool) -> Question:
    """What was read before, and is not there any more."""
    named = f"no column {heading} any more" if heading == about else "one column less that says how far a job is"
    text = (
        f"“{where}” has {named}, which was read before. Put it back, or say what it is called now "
        f"in config.toml, [columns]; if you do not need it, {say(is_none(about))}."
    )
    text += " Until then no job that goes on is judged." if is_waited_for else ""
    return Question(about, (), text, is_none(about), is_of_days=about in DATES, stops=False)


def renamed(heading: str, seen: SeenColumn, was_blank: bool, where: str) -> Question:  # noqa: FBT001 - a fact, not a switch
    """A column that was read before, and has another heading now."""
    if was_blank:
        text = f"Column {seen.letter} of “{where}” has lost its heading; it is still read as {heading}. Give it back."
        return Question(heading, (seen,), text, stops=False)
    answer = is_column(heading, seen)
    text = f"{called(seen)} of “{where}” had another heading before; it is still read as {heading}. If that is right, "
    return Question(heading, (seen,), f"{text}{say(answer)}.", answer, stops=False)


def copied(heading: str, seen: SeenColumn, read: SeenColumn, where: str) -> Question:
    """A column that is called like one that is read."""
    answer = is_column(heading, read)
    text = f"{called(seen)} of “{where}” is not used: {called(read)} is read as {heading}. If that is right, "
    text += f"{say(answer)}."
    return Question(heading, (seen,), text, answer, is_of_days=heading in DATES, stops=False)
