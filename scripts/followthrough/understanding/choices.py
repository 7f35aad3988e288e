"""Which column is which, by its heading and by what the cells hold; and what only the owner can tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough.knowing.columns import DATES, Column
from followthrough.knowing.fold import folded
from followthrough.knowing.words import Stage
from followthrough.ooxml.references import column_letters
from followthrough.understanding.candidates import Match
from followthrough.understanding.evidence import FEW, Evidence, Kind, are_turned, dates_of
from followthrough.understanding.headings import VAGUE_DATES, Trust, is_other_day, meaning_of
from followthrough.understanding.questions import Question
from followthrough.understanding.ticks import StageColumn, Tick, in_doubt, recognise, without_work_modes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from followthrough.knowing.hints import Hints
    from followthrough.understanding.candidates import Candidate
    from followthrough.understanding.stage_words import StageWords

DECIDING = (Column.COMPANY, Column.STAGE, Column.APPLIED_ON)
"""Columns that nobody must guess: two that could be one of these stop the run."""
_SURE = 0.8
"""The share of cells that must agree before a heading of two meanings is no guess any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What was chosen.

    Args:
        columns: heading of ours -> column, from 0.
        headings: heading of ours -> what the owner calls it.
        trusts: heading of ours -> how far its heading alone is believed.
        stage_columns: every column that says how far a lead is, the one called Stage first.
        guessed: headings of ours whose column was recognised by its cells rather than by its name.
        nameless: those of them whose heading says nothing at all.
        uncertain: columns that could be the same and are left alone; our five are not added without the owner's word.
        unfit: columns whose heading is plain and whose cells hold something else; they are left alone.
        questions: what must be settled before any row can be judged.
    """

    candidate: Candidate
    columns: dict[str, int]
    headings: dict[str, str]
    trusts: dict[str, Trust]
    stage_columns: tuple[StageColumn, ...]
    guessed: tuple[str, ...]
    nameless: tuple[str, ...]
    uncertain: tuple[str, ...]
    unfit: tuple[str, ...]
    questions: tuple[Question, ...]

    def is_named(self, heading: str) -> bool:
        """Whether the heading alone says what the column is."""
        return self.trusts[heading] > Trust.WEAK

    def is_twice(self, heading: str) -> bool:
        """Whether another column has the same heading, so that naming it would not tell which is meant."""
        name = folded(self.headings[heading])
        return sum(folded(text) == name for text in self.candidate.texts.values()) > 1


def choose_columns(candidate: Candidate, words: StageWords, own: Collection[int], hints: Hints) -> Choices:
    """Decide which column is which.

    Args:
        candidate: the row of headings.
        words: the words for stages.
        own: the columns that we write.
        hints: what the config says; a heading it names is not looked for elsewhere.
    """
    return _Chooser(candidate, words, own, hints).choices()


class _Chooser:
    def __init__(self, candidate: Candidate, words: StageWords, own: Collection[int], hints: Hints) -> None:
        self.candidate, self.words, self.hints = candidate, words, hints
        self.evidence = Evidence(words)
        self.below = {column: candidate.below(column) for column in candidate.inside if column not in own}
        self.is_filled = candidate.is_filled
        self.chosen: dict[str, Match] = {}
        self.uncertain: list[Match] = []
        self.unfit: list[Match] = []
        self.questions: list[Question] = []
        self.more_stages: list[Match] = []

    def choices(self) -> Choices:
        for heading, matches in self.candidate.matches.items():
            self._choose(heading, [match for match in matches if match.column in self.below])
        nameless = tuple(self._known_by_cells())
        stage_columns = self._stage_columns()
        self._doubt_ends()
        doubtful = [heading for heading in DECIDING if heading in self.chosen and self._is_guess(heading)]
        self._ask(stage_columns)
        return Choices(
            candidate=self.candidate,
            columns={heading: match.column for heading, match in self.chosen.items()},
            headings={heading: match.text for heading, match in self.chosen.items()},
            trusts={heading: match.trust for heading, match in self.chosen.items()},
            stage_columns=stage_columns,
            guessed=tuple(dict.fromkeys((*nameless, *doubtful))),
            nameless=nameless,
            uncertain=tuple(map(_named, self.uncertain)),
            unfit=tuple(map(_named, self.unfit)),
            questions=tuple(self.questions),
        )

    def _choose(self, heading: str, matches: list[Match]) -> None:
        """Take the column that is believed most; where several are, a column that decides is asked for."""
        believed = [match for match in matches if self._is_believed(heading, match)]
        best = max((match.trust for match in believed), default=Trust.VAGUE)
        left = [match for match in believed if match.trust is best]
        left = _narrowed(left, [match for match in left if self.below[match.column]])
        left = _narrowed(left, [match for match in left if self._agrees(heading, match)])
        self.unfit += [match for match in matches if match not in believed and match.trust > Trust.WEAK]
        if heading == Column.STAGE:
            self.more_stages += [match for match in believed if match not in left and self._says_stages(match)]
        if len(left) > 1 and heading in DECIDING:
            self.questions.append(Question(heading, tuple(map(_place, left))))
        elif len(left) > 1 and heading in DATES:
            # Interview 1, 2 and 3 above days are rounds, each a column that says a stage.
            self.uncertain += [match for match in left if not self.words.read(match.text)]
        elif left:
            self.chosen[heading] = left[0]
            if heading in DATES and are_turned(self.below[left[0].column]):
                self.uncertain.append(left[0])

    def _is_believed(self, heading: str, match: Match) -> bool:
        cells = self.below[match.column]
        if heading == Column.START_ON and folded(match.text) != "starton" and len(cells) > self._one_in_ten():
            return False  # everybody's first day is the posting's, not mine
        if match.trust > Trust.WEAK:
            return self.evidence.can_be(heading, cells)
        return self.evidence.is_likely(heading, cells) or (not cells and not self.is_filled)

    def _one_in_ten(self) -> int:
        """How many first days of their own somebody has in a list of so many jobs."""
        companies = [len(self.below[match.column]) for match in self.candidate.matches[Column.COMPANY]]
        return max(1, max(companies, default=0) // 10)

    def _agrees(self, heading: str, match: Match) -> bool:
        """Whether the cells plainly are what a heading says, where two headings say it: a funding stage is no stage."""
        return heading in (Column.STAGE, Column.APPLIED_ON) and self.evidence.is_likely(
            heading, self.below[match.column]
        )

    def _says_stages(self, match: Match) -> bool:
        return self.evidence.is_likely(Column.STAGE, self.below[match.column])

    def _is_guess(self, heading: str) -> bool:
        """Whether a column is believed by its cells alone. Date is, where no other column holds days beside stages."""
        match = self.chosen[heading]
        cells = self.below[match.column]
        if match.trust > Trust.WEAK or not cells:
            return False
        agrees = self.evidence.is_likely(heading, cells, _SURE)
        if match.trust is Trust.WEAK:
            return not (agrees and len(cells) > 1)
        is_the_date = heading == Column.APPLIED_ON and Column.STAGE in self.chosen and self._is_only_date(match.column)
        return not (agrees and is_the_date and folded(match.text) in VAGUE_DATES)

    def _known_by_cells(self) -> Iterator[str]:
        """Columns that no heading gives away, and whose cells do: one of stages, the only one of days."""
        for heading, kind in ((Column.STAGE, Kind.STAGE), (Column.APPLIED_ON, Kind.DATE)):
            asked = any(question.heading == heading for question in self.questions)
            if heading in self.chosen or asked or heading in self.hints.columns or Column.COMPANY not in self.chosen:
                continue
            found = [match for match in self._nameless() if self._is_plainly(kind, match.column)]
            if len(found) == 1 and (kind is Kind.STAGE or self._is_only_date(found[0].column)):
                self.chosen[heading] = found[0]
                yield heading

    def _nameless(self) -> Iterator[Match]:
        """Columns whose heading means nothing here."""
        named = {match.column for matches in self.candidate.matches.values() for match in matches}
        for column in self.below.keys() - named:
            text = self.candidate.texts[column]
            if not (self.words.exact(text) or meaning_of(text) or is_other_day(text)):
                yield Match(column, text, Trust.VAGUE)

    def _is_plainly(self, kind: Kind, column: int) -> bool:
        counted = self.evidence.kinds(self.below[column])
        several = kind is not Kind.STAGE or len({str(cell) for cell in self.below[column]}) > 1
        return several and counted.total() >= FEW and counted[kind] >= _SURE * counted.total()

    def _is_only_date(self, column: int) -> bool:
        """Whether no other column holds days: of several, none is the day of applying for certain."""
        others = (
            cells
            for other, cells in self.below.items()
            if other != column and not is_other_day(self.candidate.texts[other])
        )
        return not any(2 * sum(bool(dates_of(cell)) for cell in cells) > len(cells) for cells in others)

    def _stage_columns(self) -> tuple[StageColumn, ...]:
        """The column of stages, further ones of words, and those that say one stage by a tick or a date."""
        first = [self.chosen[Column.STAGE]] if Column.STAGE in self.chosen else []
        told = bool(self.hints.columns.get(Column.STAGE))
        columns = [StageColumn(match.column, match.text) for match in (*first, *(() if told else self.more_stages))]
        taken = {match.column for match in (*self.chosen.values(), *self.more_stages)}
        ticks = [found for column in self.below.keys() - taken if (found := self._ticks(column))]
        doubted = in_doubt(ticks, self.below)
        self.uncertain += [Match(each.column, each.text, Trust.VAGUE) for each in doubted]
        ticks = [each for each in ticks if each not in doubted]
        closed = self._closing_day() if not columns else None
        return (*columns, *without_work_modes(sorted(ticks, key=lambda each: each.column)), *filter(None, [closed]))

    def _ticks(self, column: int) -> StageColumn | None:
        text = self.candidate.texts[column]
        known = meaning_of(text, self.candidate.banners.get(column, ""))
        if known and known.heading in self.hints.columns and not self._is_told(text):
            return None
        tick, found = recognise(
            column, text, self.below[column], self.words, self.evidence, is_told=self._is_told(text)
        )
        if tick is Tick.VAGUE and Match(column, text, Trust.VAGUE) not in self.uncertain:
            self.uncertain.append(Match(column, text, Trust.VAGUE))
        if tick is Tick.SURE:
            self.unfit = [match for match in self.unfit if match.column != column]
        return found if tick is Tick.SURE else None

    def _closing_day(self) -> StageColumn | None:
        """Where no column says stages, a day of being turned down does: those who have one are not chased."""
        match = self.chosen.get(Column.REJECTED_ON) or self.chosen.get(Column.CLOSED_ON)
        if not match:
            return None
        jobs, days = (len(self.below[each.column]) for each in (self.chosen.get(Column.COMPANY, match), match))
        if days >= FEW and days >= _SURE * jobs:
            self.uncertain.append(match)  # a day in every row is the posting's
            return None
        return StageColumn(match.column, match.text, Stage.CLOSED)

    def _may_end(self, column: int) -> bool:
        return self.evidence.may_end(self.candidate.below(column), guesses=False)

    def _doubt_ends(self) -> None:
        """Ask for columns that are not read and hold words that would end a row: a lead turned down is not chased."""
        if self.hints.columns.get(Column.STAGE):
            return
        named = {match.column for match in (*self.chosen.values(), *self.more_stages, *self.uncertain, *self.unfit)}
        named |= {place for question in self.questions for place in question.places}
        bare = [column for column in self.candidate.headless if self._may_end(column)]
        self.uncertain += [Match(column, "without a heading", Trust.VAGUE) for column in bare]
        for column in sorted(self.below.keys() - named):
            text = self.candidate.texts[column]
            meaning = meaning_of(text)
            is_weak_stage = bool(meaning and meaning.heading == Column.STAGE)
            if (is_weak_stage or not meaning) and self.evidence.may_end(self.below[column], guesses=is_weak_stage):
                self.uncertain.append(Match(column, text, Trust.VAGUE))

    def _is_told(self, text: str) -> bool:
        """Whether the owner named this heading as a word for a stage."""
        return folded(text) in map(folded, self.hints.stages)

    def _is_unfit(self, heading: str) -> bool:
        """Whether a column is called so for certain, and its cells say something else."""
        return any(
            match in self.unfit and match.trust is Trust.CERTAIN for match in self.candidate.matches.get(heading, ())
        )

    def _ask(self, stage_columns: Sequence[StageColumn]) -> None:
        """What is missing for any row to be judged: a company, and how far it is or since when."""
        asked = {question.heading for question in self.questions}
        has_when = Column.APPLIED_ON in self.chosen or stage_columns or asked & {Column.STAGE, Column.APPLIED_ON}
        missing = [name for name in (Column.COMPANY,) if name not in self.chosen and name not in asked]
        missing += (
            [] if has_when else [name for name in (Column.STAGE, Column.APPLIED_ON) if name in self.candidate.matches]
        )
        if Column.STAGE not in {*self.chosen, *asked, *missing} and self._is_unfit(Column.STAGE):
            missing.append(
                Column.STAGE
            )  # numbers that stand for stages: without them a lead turned down would be chased
        for name in missing:
            places = tuple(map(_place, self.candidate.matches[name]))
            self.questions.append(Question(name, places, is_open=False))
        if not has_when and not missing:
            self.questions.append(Question(Column.STAGE, ()))


def _narrowed(left: list[Match], telling: list[Match]) -> list[Match]:
    """The one column that more speaks for, where there is exactly one; else all of them."""
    return telling if len(telling) == 1 else left


def _place(match: Match) -> tuple[str, str]:
    return column_letters(match.column + 1), match.text


def _named(match: Match) -> str:
    letter, text = _place(match)
    return f"{letter} ({text})"
