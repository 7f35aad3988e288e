"""What was decided about the columns of a list, and what only its owner can settle: values, and the words for them.

Each question comes with the line of config.toml that answers it.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING

from followthrough.knowing.columns import DATES, Column
from followthrough.knowing.headings import Trust, is_other_day, meaning_of
from followthrough.knowing.leads import Problem
from followthrough.knowing.record import Record, field
from followthrough.knowing.wording import listed, short
from followthrough.reading.cells import as_text, is_filled
from followthrough.understanding.evidence import is_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from followthrough.knowing.hints import Hints
    from followthrough.reading.cells import Cell
    from followthrough.understanding.candidates import Candidate
    from followthrough.understanding.evidence import SeenColumn
    from followthrough.understanding.stage_columns import StageColumn

DECIDING = (Column.COMPANY, Column.STAGE, Column.APPLIED_ON)
"""Columns that must not be guessed: until they are settled our five are not added on the program's own account."""
STAGE_COLUMN = "stage column "
"""What a further column that says a stage is remembered by, with its number behind it."""
_TWO, SEVERAL = 2, 3


class Answer(Record, frozen=True):
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


class Question(Record, frozen=True):
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


class Choices(Record, frozen=True, kw_only=True, dict=True):
    """Which column is which, as far as it was decided.

    Args:
        candidate: the row of headings, and the columns to choose from.
        hints: what the config says; a heading of ours that it names is looked for nowhere else.
        chosen: heading of ours -> the column that is it.
        more_stages: columns of words for stages beside the one that is Stage.
        stage_columns: every column that says how far a lead is, the one that is Stage first.
        guessed: headings of ours whose column is only likely: by its cells, as its own heading says nothing or has
            several meanings that they do not settle.
        doubtful: columns that may decide, and could mean several things.
        misnamed: columns whose heading is clear, and whose cells hold something else; they are not read.
        spare: columns that are called like one that is read -> that one's heading of ours: copies kept beside it.
        questions: what only their owner can settle.
    """

    candidate: Candidate
    hints: Hints
    chosen: Mapping[str, SeenColumn] = field(default_factory=dict)
    more_stages: tuple[SeenColumn, ...] = ()
    stage_columns: tuple[StageColumn, ...] = ()
    guessed: tuple[str, ...] = ()
    doubtful: tuple[SeenColumn, ...] = ()
    misnamed: tuple[SeenColumn, ...] = ()
    spare: Mapping[SeenColumn, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()

    @cached_property
    def columns(self) -> dict[str, int]:
        """Heading of ours -> column, from 0."""
        return {heading: seen.column for heading, seen in self.chosen.items()}

    @cached_property
    def headings(self) -> dict[str, str]:
        """Heading of ours -> what the owner calls it."""
        return {heading: seen.text for heading, seen in self.chosen.items()}

    @property
    def unclear(self) -> tuple[str, ...]:
        """The names of the doubtful columns, then of those that are only misnamed."""
        return tuple(seen.name for seen in dict.fromkeys((*self.doubtful, *self.misnamed)))

    @property
    def worksheet(self) -> str:
        """The name of the worksheet."""
        return self.candidate.frame.name

    def trust(self, heading: str, seen: SeenColumn) -> Trust:
        """How sure the heading of a column is to mean one of ours."""
        return self.candidate.matches.get(heading, {}).get(seen.column, Trust.VAGUE)

    def is_named(self, heading: str) -> bool:
        """Whether the column chosen for a heading of ours was recognised by its heading alone."""
        return self.trust(heading, self.chosen[heading]) > Trust.WEAK

    def is_asked(self, heading: str) -> bool:
        """Whether there is a question about a heading of ours."""
        return any(question.about == heading for question in self.questions)

    def is_known(self, heading: str) -> bool:
        """Whether a heading of ours has its column, or the config says which it is."""
        return heading in self.chosen or heading in self.hints.columns

    def is_read(self, seen: SeenColumn) -> bool:
        """Whether a column is read as one of ours, or as one that says a stage."""
        return seen in self.chosen.values() or any(each.column == seen.column for each in self.stage_columns)

    def left(self) -> list[SeenColumn]:
        """The columns that hold something and are neither read, nor asked about, nor copies."""
        asked = {seen for question in self.questions for seen in question.columns}
        open_ones = (seen for seen in self.candidate.theirs if seen.sample and seen not in self.spare)
        return [seen for seen in open_ones if seen not in asked and not self.is_read(seen)]

    def nameless(self) -> list[SeenColumn]:
        """The columns whose heading means nothing here."""
        named = {column for trusts in self.candidate.matches.values() for column in trusts}
        unknown = (seen for seen in self.candidate.theirs if seen.column not in named and not meaning_of(seen.text))
        return [seen for seen in unknown if not seen.words.exact(seen.text) and not is_other_day(seen.text)]


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


def called(*columns: SeenColumn) -> str:
    """Columns in a sentence: D (“Date added”)."""
    headings = [f"“{short(seen.text)}”" if seen.text else "without a heading" for seen in columns]
    return listed([f"{seen.letter} ({heading})" for seen, heading in zip(columns, headings, strict=True)])


def like(seen: SeenColumn, most: int = 1) -> str:
    """The first different cells of a column, quoted."""
    texts = dict.fromkeys(short(as_text(cell)) for cell in seen.sample)
    return listed([f"“{text}”" for text in list(texts)[:most]])


def between(heading: str, columns: tuple[SeenColumn, ...], where: str) -> Question:
    """Several columns could be the same one of ours."""
    answer = is_column(heading, columns[0])
    which = "both" if len(columns) == _TWO else "each"
    text = (
        f"Columns {called(*columns)} of “{where}” could {which} be {heading}. Which one is it? Say it in config.toml, "
        f"[columns], like {answer.line}; rename one if they are called the same."
    )
    return Question(heading, columns, text, answer, heading in DATES, decides=heading in DECIDING)


def misfit(heading: str, columns: tuple[SeenColumn, ...], where: str) -> Question:
    """The cells under a heading are of another kind than it says, or there are none."""
    same = is_column(heading, columns[0])
    found = (
        f"The cells under {called(*columns)} of “{where}” do not hold what the heading says ({heading}), like "
        f"{like(columns[0])}, so they are not read. Is it {heading} all the same?"
        if columns[0].sample
        else f"Nothing stands under {called(*columns)} of “{where}”, and the heading may say something else than "
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
        text = f"Did you apply on the days under {called(seen)} of “{where}”, like {like(seen)}?"
    else:
        text = f"Is {called(seen)} of “{where}” your {heading}? It holds {like(seen, SEVERAL)}."
    text += f" {'They are' if heading in DATES else 'It is'} not read before you {say(answer)}."
    return Question(heading, (seen,), text, answer, heading in DATES, is_deciding, is_deciding, waits)
