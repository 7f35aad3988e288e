"""What is left over once the columns are chosen, and may decide: it is asked about, and not dropped without a word."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from followthrough.knowing.columns import DATES, DECIDE, Column
from followthrough.knowing.fold import folded
from followthrough.knowing.headings import Trust, is_applying_day, is_plan, meaning_of, meanings_in
from followthrough.knowing.record import replace
from followthrough.knowing.wording import short
from followthrough.knowing.words import Stage
from followthrough.reading.cells import as_text, is_filled, is_no_date
from followthrough.reading.dates import day_first_evidence
from followthrough.understanding.choices import choose_columns, day_meant, plans
from followthrough.understanding.evidence import MOST, CellKind, is_date, may_be_turned
from followthrough.understanding.questions import (
    SEVERAL,
    Choices,
    Question,
    between,
    called,
    is_column,
    is_none,
    like,
    likely,
    means,
    misfit,
    say,
)
from followthrough.understanding.refusals import copies, missing, wishes
from followthrough.understanding.stage_columns import is_x, may_say_a_stage, open_x, recognise, stage_said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from followthrough.knowing.hints import Hints
    from followthrough.understanding.candidates import Candidate
    from followthrough.understanding.evidence import SeenColumn

_CONTACTS = (Column.EMAIL, Column.PHONE, Column.CONTACT, Column.PREFERS)
_PLANS = (Column.LAST_FOLLOW_UP, Column.CHECK_BACK_ON)


def understand_columns(candidate: Candidate, hints: Hints) -> Choices:
    """Decide which column is which, and ask about what is left."""
    choices = choose_columns(candidate, hints)
    for ask in (
        _guesses,
        missing,
        _doubts,
        _misfits,
        _two_meanings,
        _days_meant,
        _behind,
        _days,
        _words,
        _contacts,
        _swapped,
    ):
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


def _guesses(choices: Choices) -> Iterator[Question]:
    """What was recognised by its cells alone."""
    for heading in choices.guessed:
        yield likely(heading, choices.chosen[heading], choices.worksheet)


def _doubts(choices: Choices) -> Iterator[Question]:
    """Columns that may say a stage, end a row, or be one of several days."""
    where = choices.worksheet
    asked: list[SeenColumn] = []
    crossed = tuple(seen for seen in choices.doubtful if recognise(seen) and open_x(seen))
    if crossed:
        asked += crossed
        sign = open_x(crossed[0]).strip()
        answer, nothing = means(sign, Stage.CLOSED), means(sign, "")
        text = (
            f"{called(*crossed)} of “{where}” {'hold' if crossed[1:] else 'holds'} {sign} among ticks: does it mean "
            f"that they turned you down? Then {say(answer)}; if it only means that nothing happened, {say(nothing)}."
        )
        yield Question(Column.STAGE, crossed, text, answer, waits=is_x)
    for heading in DATES:
        there = choices.candidate.matches.get(heading, {})
        columns = tuple(seen for seen in choices.doubtful if seen.column in there)
        if len(columns) > 1 and heading not in choices.chosen:
            asked += columns
            yield between(heading, columns, where)
    for seen in choices.doubtful:
        if seen not in asked and not seen.words.is_told(seen.text):
            yield _doubt(choices, seen)


def _doubt(choices: Choices, seen: SeenColumn) -> Question:
    """What such a column is: the day on which a posting closes, a tick, or words that may end a job."""
    start = f"{called(seen)} of “{choices.worksheet}” holds"
    heading = next((heading for heading, each in choices.chosen.items() if each is seen), None)
    if heading:
        text = f"{start} a day in nearly every row, like {like(seen)}: is it the day on which the posting closes? Then "
        return Question(heading, (seen,), f"{text}{say(is_none(heading))}.", is_none(heading), is_of_days=True)
    if not seen.text:
        text = f"{start} words for stages, like {like(seen, SEVERAL)}: give it the heading Stage."
        return Question(Column.STAGE, (seen,), text, waits=seen.ends)
    if may_say_a_stage(seen):
        answer = means(seen.text, stage_said(seen) or seen.words.guess(seen.text) or "")
        text = (
            f"{start} {like(seen, SEVERAL)}: what does that say of a job? It is not read before you {say(answer)}, "
            'with the stage that it means, or "" if it says nothing.'
        )
        return Question(Column.STAGE, (seen,), text, answer)
    stage, nothing = is_column(Column.STAGE, seen), means(seen.text, "")
    word = short(as_text(next(filter(seen.ends, seen.cells), "")))
    text = (
        f"{start} words that may end a job, like “{word}”, and is not read. If it says how far a job is, {say(stage)}; "
        f"if not, {say(nothing)}."
    )
    has_stage = Column.STAGE in choices.chosen and Column.STAGE not in choices.guessed
    return Question(Column.STAGE, (seen,), text, nothing if has_stage else stage, waits=seen.ends)


def _misfits(choices: Choices) -> Iterator[Question]:
    """Columns that decide by their heading, and hold cells of another kind."""
    left = choices.left()
    for seen in choices.misnamed:
        heading = next((each for each in DECIDE if choices.trust(each, seen) > Trust.WEAK), None)
        is_settled = heading in (None, Column.START_ON) or choices.is_known(heading)
        if seen in left and heading and not is_settled and len(meanings_in(seen.text)) <= 1:
            waits = (lambda cell: is_filled(cell) and not is_no_date(cell)) if heading in DATES else None
            yield replace(misfit(heading, (seen,), choices.worksheet), waits=waits)


def _two_meanings(choices: Choices) -> Iterator[Question]:
    """A heading that speaks of two days; and a day of following up, which may be done or planned."""
    planned = {*plans(choices)}
    for seen in choices.left():
        said = _PLANS if seen in planned else [heading for heading in DATES if heading in meanings_in(seen.text)]
        open_ones = [heading for heading in said if not choices.is_known(heading)]
        if len(said) > 1 and open_ones and any(map(is_date, seen.cells)):
            answers = [is_column(heading, seen) for heading in open_ones]
            text = (
                f"Which days stand under {called(seen)} of “{choices.worksheet}”, like {like(seen)}? They are not read "
                f"before you say it in config.toml, [columns]: {' or '.join(each.line for each in answers)}."
            )
            waits = None if seen in planned else is_date
            yield Question(open_ones[0], (seen,), text, answers[0], is_of_days=True, stops=False, waits=waits)


def _days_meant(choices: Choices) -> Iterator[Question]:
    """Days under a heading that names what happened on them, and is no day itself: Response."""
    for seen in choices.left():
        heading = day_meant(seen)
        if heading and not choices.is_known(heading) and not choices.is_asked(heading):
            yield likely(heading, seen, choices.worksheet)


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
                yield likely(heading, seen, choices.worksheet)


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
        yield likely(Column.APPLIED_ON, found[0], choices.worksheet)
    elif found:
        yield replace(between(Column.APPLIED_ON, found, choices.worksheet), waits=is_date)


def _words(choices: Choices) -> Iterator[Question]:
    """A column of words for stages that is not called so."""
    has_words = any(not each.stage for each in choices.stage_columns)
    if has_words or choices.is_asked(Column.STAGE) or Column.STAGE in choices.hints.columns:
        return
    unknown = choices.nameless()
    for seen in choices.left():
        texts = {as_text(cell) for cell in seen.sample if isinstance(cell, str)}
        known = sum(bool(seen.words.read(text) or seen.words.guess(text)) for text in texts)
        if seen in unknown and known and known >= MOST * len(texts):
            yield likely(Column.STAGE, seen, choices.worksheet)
            return


def _contacts(choices: Choices) -> Iterator[Question]:
    """Addresses under a heading that says nothing."""
    if choices.is_known(Column.EMAIL) or choices.is_asked(Column.EMAIL):
        return
    unknown, left = choices.nameless(), choices.left()
    found = (seen for seen in left if seen in unknown and seen.is_plainly(CellKind.EMAIL, fewest=1))
    for seen in islice(found, 1):
        yield replace(likely(Column.EMAIL, seen, choices.worksheet), waits=None)


def _swapped(choices: Choices) -> Iterator[Question]:
    """Days that Excel took for others: 09/11, with the day first, became 11 September; 15/11 stayed a text."""
    for heading, seen in choices.chosen.items():
        is_told = folded(choices.hints.columns.get(heading, "")) == folded(seen.text)
        if heading in DATES and not is_told and seen.may_be_swapped():
            yield _turned(heading, seen, choices.worksheet)


def _turned(heading: str, seen: SeenColumn, where: str) -> Question:
    day = next(cell for cell in seen.cells if isinstance(cell, datetime))
    untouched = as_text(next(cell for cell in seen.cells if day_first_evidence(cell)))
    answer = is_column(heading, seen)
    text = (
        f"Day and month may be exchanged under {called(seen)} of “{where}”: “{untouched}” stayed a text, and "
        f"no real day there is later in its month than the 12th, like {day.date()}. That happens where days with the "
        "day first are opened by an Excel that expects the month first. Import them again with the day first; or, if "
        f"they are right as they stand, {say(answer)}."
    )
    return Question(heading, (seen,), text, answer, is_of_days=True, waits=may_be_turned)


def _gone(choices: Choices) -> Iterator[Question]:
    """What the night before read, or the config names, and is not there: nothing is judged by its absence."""
    candidate, hints = choices.candidate, choices.hints
    told = [heading for heading, theirs in hints.columns.items() if theirs and heading in DECIDE]
    for heading in dict.fromkeys((*candidate.remembered, *told)) if candidate.own else ():
        about = heading if heading in DECIDE else Column.STAGE
        is_there = heading in choices.chosen or choices.is_asked(about) or hints.columns.get(about) == ""
        if not is_there and (heading in DECIDE or candidate.remembered[heading] is None):
            missed = (
                f"no column {heading} any more" if heading == about else "one column less that says how far a job is"
            )
            text = (
                f"“{choices.worksheet}” has {missed}, which was read before. Put it back, or say what it is called now "
                f"in config.toml, [columns]; if you do not need it, {say(is_none(about))}."
            )
            waits = None if about in _CONTACTS else lambda _: True
            text += " Until then no job that goes on is judged." if waits else ""
            yield Question(about, (), text, is_none(about), about in DATES, stops=False, waits=waits)


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
            where, still = choices.worksheet, f"it is still read as {heading}."
            answer = is_column(heading, seen)
            text = f"{called(seen)} of “{where}” had another heading before; {still} If that is right, {say(answer)}."
            asked = Question(heading, (seen,), text, answer, stops=False)
            lost = f"Column {seen.letter} of “{where}” has lost its heading; {still} Give it back."
            is_blank = not as_text(choices.candidate.frame.rows[choices.candidate.heading_row - 1][column])
            yield replace(asked, text=lost, answer=None) if is_blank else asked
