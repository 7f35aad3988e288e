"""What is left over once the columns are chosen, and may decide: it is asked about, and not dropped without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from followthrough.knowing.columns import DATES, DECIDE, Column
from followthrough.knowing.fold import folded
from followthrough.knowing.headings import Trust, is_ahead, is_applying_day, is_plan, meaning_of, meanings_in
from followthrough.reading.cells import Unreadable, as_text, is_filled, is_no_date
from followthrough.reading.dates import DateWays, day_order, read_date, read_dates
from followthrough.understanding import questions
from followthrough.understanding.choices import Choices, choose_columns, is_planned, without_meaning
from followthrough.understanding.evidence import MOST, CellKind, is_date, is_number_to_call
from followthrough.understanding.refusals import copies, missing, wishes
from followthrough.understanding.stage_columns import may_say_a_stage, open_x, recognise, stage_said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from followthrough.knowing.hints import Hints
    from followthrough.understanding.candidates import Candidate
    from followthrough.understanding.evidence import SeenColumn
    from followthrough.understanding.questions import Question

A_WEEK = 7
_REACH = (Column.EMAIL, Column.PHONE)
_CONTACTS = (*_REACH, Column.CONTACT, Column.PREFERS)
_PLANS = (Column.LAST_FOLLOW_UP, Column.CHECK_BACK_ON)


def understand_columns(candidate: Candidate, hints: Hints) -> Choices:
    """Decide which column is which, and ask about what is left."""
    choices = _with_reach(_with_plans(choose_columns(candidate, hints)))
    for ask in (_guesses, missing, _doubts, _misfits, _two_meanings, _behind, _days, _words, _contacts, _swapped):
        choices = replace(choices, questions=(*choices.questions, *ask(choices)))
    for tell in (wishes, _gone, _renamed, copies):
        choices = replace(choices, questions=(*choices.questions, *tell(choices)))
    return _without_guesses(choices)


def _without_guesses(choices: Choices) -> Choices:
    """The choices without what is only guessed; a guess of the company stays, as without one there are no rows."""
    aside = {*choices.guessed} - {Column.COMPANY}
    kept = {heading: seen for heading, seen in choices.chosen.items() if heading not in aside}
    stages = choices.stage_columns
    if Column.STAGE in aside:
        stages = tuple(each for each in stages if not each.is_main)
    return replace(choices, chosen=kept, stage_columns=stages)


def _with_reach(choices: Choices) -> Choices:
    """Read a column of addresses and numbers as both, each cell as what it is."""
    for heading, other in (_REACH, _REACH[::-1]):
        asked_for = [seen for seen in choices.misnamed if choices.trust(heading, seen) > Trust.WEAK]
        seen = choices.chosen.get(heading) or next(iter(asked_for), None)
        if not seen or other in choices.chosen or choices.candidate.matches.get(other, {}).keys() - {seen.column}:
            continue
        kinds = [is_number_to_call(cell) for cell in seen.cells if is_number_to_call(cell) or "@" in as_text(cell)]
        if 0 < sum(kinds) < len(kinds) and len(kinds) >= MOST * len(seen.cells):
            left = tuple(each for each in choices.misnamed if each is not seen)
            choices = replace(choices, misnamed=left, chosen={**choices.chosen, heading: seen, other: seen})
    return choices


def _with_plans(choices: Choices) -> Choices:
    """Read a column called Follow-up as planned where its days lie ahead, as done where none does; but only once.

    From then on the config or the night before tells: a plan does not become a deed by waiting.
    """
    today = choices.hints.today
    for seen in _plans(choices):
        ways = DateWays(day_first=day_order(seen.cells))
        read = (read_dates(cell, ways) for cell in seen.cells)
        days = [day for dates in read if not isinstance(dates, Unreadable) for day in dates]
        ahead = sum(day > today for day in days) if today else 0
        is_first = bool(today and days and not choices.candidate.own)
        heading = None
        if (is_first and ahead == len(days)) or (is_ahead(seen.text) and (ahead or choices.candidate.own)):
            heading = Column.CHECK_BACK_ON
        elif is_first and not ahead and not is_ahead(seen.text) and not _is_by_rule(choices, seen):
            heading = Column.LAST_FOLLOW_UP
        if heading and not choices.is_known(heading):
            choices = replace(choices, chosen={**choices.chosen, heading: seen})
    return choices


def _is_by_rule(choices: Choices, seen: SeenColumn) -> bool:
    """Whether the days stand whole weeks after those of applying, as when they were planned all at once."""
    applied = choices.chosen.get(Column.APPLIED_ON)
    if not applied:
        return False
    pairs = ((row[applied.column], row[seen.column]) for row in seen.rows)
    ways = DateWays(day_first=day_order(seen.cells))
    read = [(read_date(before, ways), read_date(after, ways)) for before, after in pairs]
    apart = [(after - before).days for before, after in read if isinstance(before, date) and isinstance(after, date)]
    return 2 * sum(days > 0 and days % A_WEEK == 0 for days in apart) >= len(apart) > 0


def _plans(choices: Choices) -> Iterator[SeenColumn]:
    """The columns of days on which their owner followed up, or means to: their headings do not say which."""
    for seen in choices.candidate.theirs:
        if is_planned(seen) and not choices.is_read(seen) and seen not in choices.spare:
            yield seen


def _guesses(choices: Choices) -> Iterator[Question]:
    """What was recognised by its cells alone."""
    for heading in choices.guessed:
        yield questions.likely(heading, choices.chosen[heading], choices.worksheet)


def _doubts(choices: Choices) -> Iterator[Question]:
    """Columns that may say a stage, end a row, or be one of several days."""
    where = choices.worksheet
    asked: list[SeenColumn] = []
    crossed = tuple(seen for seen in choices.doubtful if recognise(seen) and open_x(seen))
    if crossed:
        asked += crossed
        yield questions.crossed(crossed, open_x(crossed[0]).strip(), where)
    for heading in DATES:
        there = choices.candidate.matches.get(heading, {})
        columns = tuple(seen for seen in choices.doubtful if seen.column in there)
        if len(columns) > 1 and heading not in choices.chosen:
            asked += columns
            yield questions.between(heading, columns, where)
    for seen in choices.doubtful:
        if seen not in asked and not seen.words.is_told(seen.text):
            yield _doubt(choices, seen)


def _doubt(choices: Choices, seen: SeenColumn) -> Question:
    where, stage = choices.worksheet, stage_said(seen) or seen.words.guess(seen.text)
    heading = next((heading for heading, each in choices.chosen.items() if each is seen), None)
    if heading:
        return questions.closing_day(heading, seen, where)
    if seen.text and may_say_a_stage(seen):
        return questions.tick(seen, stage or "", where)
    if not seen.text:
        return questions.headless(seen, where)
    is_stage = Column.STAGE in choices.chosen and Column.STAGE not in choices.guessed
    return questions.ending(seen, where, is_further=is_stage)


def _misfits(choices: Choices) -> Iterator[Question]:
    """Columns that decide by their heading, and hold cells of another kind."""
    left = choices.left()
    for seen in choices.misnamed:
        heading = next((each for each in DECIDE if choices.trust(each, seen) > Trust.WEAK), None)
        is_settled = heading in (None, Column.START_ON) or choices.is_known(heading)
        if seen in left and heading and not is_settled and len(meanings_in(seen.text)) <= 1:
            waits = (lambda cell: is_filled(cell) and not is_no_date(cell)) if heading in DATES else None
            yield replace(questions.misfit(heading, (seen,), choices.worksheet), waits=waits)


def _two_meanings(choices: Choices) -> Iterator[Question]:
    """A heading that speaks of two days; and a day of following up, which may be done or planned."""
    plans = {*_plans(choices)}
    for seen in choices.left():
        said = _PLANS if seen in plans else [heading for heading in DATES if heading in meanings_in(seen.text)]
        open_ones = [heading for heading in said if not choices.is_known(heading)]
        if len(said) > 1 and open_ones and any(map(is_date, seen.cells)):
            asked = questions.which_day(seen, open_ones, choices.worksheet)
            yield asked if seen in plans else replace(asked, waits=is_date)


def _behind(choices: Choices) -> Iterator[Question]:
    """Columns that decide by their heading, right of an empty one: they may belong to something beside the list."""
    inside = {seen.column for seen in choices.candidate.theirs} | choices.candidate.own.set_aside
    beyond = {
        heading: [column for column, trust in trusts.items() if trust >= Trust.CERTAIN and column not in inside]
        for heading, trusts in choices.candidate.matches.items()
    }
    for heading in DECIDE if not beyond[Column.COMPANY] else ():
        is_settled = choices.is_known(heading) or choices.is_asked(heading)
        for column in beyond.get(heading, ()) if not is_settled else ():
            seen = choices.candidate.columns[column]
            if seen.can_be(heading) and seen.sample:
                yield questions.likely(heading, seen, choices.worksheet)


def _days(choices: Choices) -> Iterator[Question]:
    """Columns full of days that are not read, while no day of applying is known."""
    if choices.is_known(Column.APPLIED_ON) or choices.is_asked(Column.APPLIED_ON):
        return
    found = tuple(
        seen
        for seen in choices.left()
        if is_applying_day(seen.text)
        and (seen.holds_days(as_numbers=False) or (meaning_of(seen.text) and seen.is_plainly(CellKind.DATE, fewest=1)))
    )
    if len(found) == 1:
        yield questions.likely(Column.APPLIED_ON, found[0], choices.worksheet)
    elif found:
        yield replace(questions.between(Column.APPLIED_ON, found, choices.worksheet), waits=is_date)


def _words(choices: Choices) -> Iterator[Question]:
    """A column of words for stages that is not called so."""
    has_words = any(not each.stage for each in choices.stage_columns)
    if has_words or choices.is_asked(Column.STAGE) or Column.STAGE in choices.hints.columns:
        return
    unknown = {*without_meaning(choices)}
    for seen in choices.left():
        texts = {as_text(cell) for cell in seen.sample if isinstance(cell, str)}
        known = sum(bool(seen.words.read(text) or seen.words.guess(text)) for text in texts)
        if seen in unknown and known and known >= MOST * len(texts):
            yield questions.likely(Column.STAGE, seen, choices.worksheet)
            return


def _contacts(choices: Choices) -> Iterator[Question]:
    """Addresses under a heading that says nothing."""
    if choices.is_known(Column.EMAIL) or choices.is_asked(Column.EMAIL):
        return
    unknown, left = {*without_meaning(choices)}, choices.left()
    found = (seen for seen in left if seen in unknown and seen.is_plainly(CellKind.EMAIL, fewest=1))
    for seen in islice(found, 1):
        yield replace(questions.likely(Column.EMAIL, seen, choices.worksheet), waits=None)


def _swapped(choices: Choices) -> Iterator[Question]:
    """Days that Excel took for others: 09/11, with the day first, became 11 September; 15/11 stayed a text."""
    for heading, seen in choices.chosen.items():
        is_told = folded(choices.hints.columns.get(heading, "")) == folded(seen.text)
        if heading in DATES and not is_told and seen.may_be_swapped():
            yield questions.turned(heading, seen, choices.worksheet)


def _gone(choices: Choices) -> Iterator[Question]:
    """What the night before read, or the config names, and is not there: nothing is judged by its absence."""
    candidate, hints = choices.candidate, choices.hints
    told = [heading for heading, theirs in hints.columns.items() if theirs and heading in DECIDE]
    for heading in dict.fromkeys((*candidate.remembered, *told)) if candidate.own else ():
        about = heading if heading in DECIDE else Column.STAGE
        is_there = heading in choices.chosen or choices.is_asked(about) or hints.columns.get(about) == ""
        if not is_there and (heading in DECIDE or candidate.remembered[heading] is None):
            waited = about not in _CONTACTS
            yield questions.gone(heading, about, choices.worksheet, is_waited_for=waited)


def _renamed(choices: Choices) -> Iterator[Question]:
    """Columns that were known again though their heading was changed."""
    for heading, column in choices.candidate.renamed.items():
        seen = choices.chosen.get(heading)
        if (
            seen
            and seen.column == column
            and not is_plan(seen.text)
            and folded(choices.hints.columns.get(heading, "")) != folded(seen.text)
        ):
            is_blank = not as_text(choices.candidate.frame.rows[choices.candidate.heading_row - 1][column])
            yield questions.renamed(heading, seen, choices.worksheet, was_blank=is_blank)
