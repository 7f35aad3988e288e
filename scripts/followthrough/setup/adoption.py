"""What was understood of a tracker somebody already keeps, for its owner to read before anything is written."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from followthrough.knowing.columns import Column
from followthrough.knowing.record import Record, replace
from followthrough.knowing.wording import as_sentence, counted, one_line, short
from followthrough.ooxml.references import column_letters
from followthrough.reading.cells import as_text, is_filled
from followthrough.reading.dates import A_FULL_DATE, AN_ORDER
from followthrough.understanding.contacts import SHARED
from followthrough.understanding.layout import newest_day
from followthrough.understanding.questions import Answer, Question, is_none, means, say
from followthrough.understanding.records import section_stages
from followthrough.understanding.stage_columns import read_stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from followthrough.knowing.hints import Hints
    from followthrough.knowing.leads import Problem
    from followthrough.knowing.words import Stage
    from followthrough.understanding.layout import Layout
    from followthrough.understanding.read import Reading
    from followthrough.understanding.stage_words import StageWords

SURE, BY_CELLS = "sure", "by its cells"
"""How a column was recognised, as its owner is told."""


class Understanding(Record, frozen=True, kw_only=True):
    """A tracker as it was understood.

    Args:
        samples: column, from 0 -> the first filled cell under its heading.
        surety: heading of ours -> SURE or BY_CELLS.
        stages: word of the owner -> the stage it was taken for, with the number of its rows.
        guessed_stages: words that are no stage for certain -> the likely one, with the number of their rows.
        unknown_stages: words that are no stage at all, with the number of their rows.
        sections: stage -> the rows that stand under it, where it stands alone above them and they say nothing else.
        ticked: heading of a column that says a stage by a tick or a date -> the number of rows that have it.
        ignored: rows that hold something and are no leads -> why.
        unused: headings that mean nothing here, with their column letters.
        problems: every cell that cannot be read.
    """

    reading: Reading
    samples: Mapping[int, str]
    surety: Mapping[str, str]
    stages: Mapping[str, tuple[Stage, int]]
    guessed_stages: Mapping[str, tuple[Stage, int]]
    unknown_stages: Mapping[str, int]
    sections: Mapping[str, int]
    ticked: Mapping[str, int]
    ignored: Mapping[int, str]
    unused: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """What only the owner can settle: about columns first, then about words."""
        asked = {
            (each.about, each.line, each.text): each for at in self.reading.layouts for each in at.choices.questions
        }
        return (*asked.values(), *_about_days(self), *_about_contacts(self), *_about_words(self))

    @property
    def is_settled(self) -> bool:
        """Whether nothing that decides about every row is open; then the five columns may be added."""
        return not any(each.decides for each in self._about_columns)

    @property
    def has_company(self) -> bool:
        """Whether there is a column of companies; then the five columns may be added once what is open was shown."""
        return not any(each.decides and each.about == Column.COMPANY for each in self._about_columns)

    @property
    def _about_columns(self) -> list[Question]:
        return [question for layout in self.reading.layouts for question in layout.choices.questions]


def understand(reading: Reading) -> Understanding:
    """Sum up a workbook as it was read."""
    layout, words = reading.layout, reading.layout.candidate.words
    columns = {*layout.columns.values(), *(each.column for each in layout.stage_columns)}
    said = _stage_words(reading, words)
    known = {word: stage for word in said if (stage := words.read(word))}
    guessed = {word: stage for word in said.keys() - known.keys() if (stage := words.guess(word))}
    return Understanding(
        reading=reading,
        samples={column: next(map(as_text, layout.candidate.columns[column].cells), "") for column in columns},
        surety={heading: SURE if layout.choices.is_named(heading) else BY_CELLS for heading in layout.columns},
        stages={word: (stage, said[word]) for word, stage in known.items()},
        guessed_stages={word: (guessed[word], count) for word, count in said.items() if word in guessed},
        unknown_stages={
            word: count
            for word, count in said.items()
            if word not in known and word not in guessed and not words.is_silent(word)
        },
        sections=_sections(reading),
        ticked=_ticked(reading, words),
        ignored=_ignored(reading),
        unused=tuple(_unused(layout)),
        problems=(*(problem for lead in reading.leads for problem in lead.unreadable), *reading.problems),
    )


def accepting(hints: Hints, found: Understanding) -> Hints:
    """The config's words with the likeliest answer to each question; what is asked about days stays open."""
    taken = [each.answer for each in found.questions if each.answer and not each.is_of_days]
    columns = {each.key: str(each.value) for each in reversed(taken) if each.section == "columns"}
    stages = {
        each.key: str(each.value) for each in taken if each.section == "stages" and each.key not in found.unknown_stages
    }
    return replace(hints, columns={**columns, **hints.columns}, stages={**hints.stages, **stages})


def _about_days(found: Understanding) -> Iterator[Question]:
    """What the days of a whole column lack: their year, or which of two numbers is the month."""
    year = found.reading.hints.today or newest_day(found.reading.layout)
    answers = {
        A_FULL_DATE: Answer("dates", "first_day", f"{year.year}-01-01"),
        AN_ORDER: Answer("dates", "day_first", value=True),
    }
    told = {problem.told: problem for problem in found.problems if problem.told and problem.expected in answers}
    for text, problem in told.items():
        seen = found.reading.layout.choices.chosen.get(problem.column)
        yield Question(
            problem.column, (seen,) if seen else (), text, answers[problem.expected], is_of_days=True, stops=False
        )


def _about_contacts(found: Understanding) -> Iterator[Question]:
    """One and the same address or number for every company."""
    for problem in found.reading.problems:
        seen = found.reading.layout.choices.chosen.get(problem.column)
        if problem.told and seen and problem.expected in SHARED:
            yield Question(problem.column, (seen,), problem.told, is_none(problem.column), stops=False)


def _about_words(found: Understanding) -> Iterator[Question]:
    """What words for stages mean that nobody here knows."""
    known = [(word, str(stage), rows) for word, (stage, rows) in found.guessed_stages.items()]
    for word, stage, rows in (*known, *((word, "", rows) for word, rows in found.unknown_stages.items())):
        answer = means(word, stage)
        perhaps = f"perhaps {stage}" if stage else "one of the stages, or nothing"
        says = "says" if rows == 1 else "say"
        text = (
            f"{counted(rows, 'row')} {says} “{short(word)}”: what does it mean ({perhaps})? {as_sentence(say(answer))}."
        )
        yield Question(Column.STAGE, (), text, answer, stops=False)


def _stage_words(reading: Reading, words: StageWords) -> Counter[str]:
    """What stands in the columns of words for stages, and sheets called after one, with the number of their rows."""
    said: Counter[str] = Counter()
    for layout in reading.layouts:
        name = layout.frame.name
        if len(reading.layouts) > 1 and words.exact(name):
            said[name] += len(reading.leads_on(layout))
        columns = [each.column for each in layout.stage_columns if not each.stage]
        for lead in reading.leads_on(layout):
            cells = (layout.frame.rows[lead.row - 1][column] for column in columns)
            said.update({as_text(cell) for cell in cells if is_filled(cell)})
            if lead.unknown_stage:
                said[lead.unknown_stage] += lead.unknown_stage not in said
    return said


def _sections(reading: Reading) -> dict[str, int]:
    under: Counter[str] = Counter()
    for layout in reading.layouts:
        stages = section_stages(layout)
        leads = (lead for lead in reading.leads_on(layout) if lead.stage and stages.get(lead.row) is lead.stage)
        under.update(str(lead.stage) for lead in leads)
    return under


def _ticked(reading: Reading, words: StageWords) -> dict[str, int]:
    """The rows in which a stage's own column says it."""
    ticked: Counter[str] = Counter()
    for layout in reading.layouts:
        for each in layout.stage_columns:
            cells = (layout.frame.rows[lead.row - 1][each.column] for lead in reading.leads_on(layout))
            ticked[each.text] += sum(read_stage(each, cell, words).stage is each.stage for cell in cells if each.stage)
    return ticked


def _unused(layout: Layout) -> Iterator[str]:
    known = {*layout.columns.values(), *layout.own.columns.values(), *(each.column for each in layout.stage_columns)}
    known |= {seen.column for question in layout.choices.questions for seen in question.columns}
    for seen in layout.candidate.columns:
        if seen.text and seen.column not in known:
            yield f"{seen.letter} {one_line(seen.text)}"


def _ignored(reading: Reading) -> dict[int, str]:
    """Rows below the headings that hold something and were passed over."""
    layout = reading.layout
    leads = {lead.row for lead in reading.leads_on(layout)}
    last, own = max(leads, default=len(layout.frame.rows)), layout.own.set_aside
    found = {}
    for number, row in enumerate(layout.frame.rows[layout.heading_row :], start=layout.heading_row + 1):
        filled = [column for column, cell in enumerate(row) if column not in own and is_filled(cell)]
        if filled and number not in leads:
            cell = f"{column_letters(filled[0] + 1)}{number}"
            below = "it stands below the list" if number > last else "it names no job"
            if (
                len(reading.layouts) > 1
                and Column.COMPANY in layout.columns
                and layout.columns[Column.COMPANY] in filled
            ):
                below = "the same job stands on another sheet"
            if number > layout.candidate.last_row:
                below = "another list, with headings of its own, begins above it"
            found[number] = f"{below}: {cell} holds “{as_text(row[filled[0]])[:40]}”"
    return found
