"""Which column is which: by its heading, then by its cells alone, by its ticks, by its days.

``choose_columns`` shows the steps, each of which adds its own decisions; what is left is asked about (``unread``).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from followthrough.knowing.columns import DATES, Column
from followthrough.knowing.fold import fold, folded
from followthrough.knowing.headings import (
    VAGUE_DATES,
    Trust,
    is_ahead,
    is_other_day,
    is_plan,
    meaning_of,
    meanings_in,
    names_more,
)
from followthrough.knowing.record import replace
from followthrough.knowing.words import Stage
from followthrough.reading.cells import Unreadable, as_text
from followthrough.reading.dates import DateWays, day_order, read_date, read_dates
from followthrough.understanding.evidence import FEW, MOST, NEARLY_ALL, CellKind, is_number_to_call
from followthrough.understanding.questions import DECIDING, Choices, between
from followthrough.understanding.stage_columns import (
    StageColumn,
    columns_of_x,
    may_say_a_stage,
    recognise,
    stage_said,
    without_work_modes,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from followthrough.knowing.hints import Hints
    from followthrough.understanding.candidates import Candidate
    from followthrough.understanding.evidence import SeenColumn

A_WEEK = 7
_REACH = (Column.EMAIL, Column.PHONE)
_HAPPENED = frozenset(DATES) - {Column.APPLIED_ON}
"""Days that a heading may mean without the word; any heading with the word date may mean the day of applying."""


def choose_columns(candidate: Candidate, hints: Hints) -> Choices:
    """Decide which column is which, as far as headings and cells tell."""
    choices = Choices(candidate=candidate, hints=hints)
    for heading in candidate.matches:
        choices = _with_named(choices, heading)
    for heading, kind in ((Column.STAGE, CellKind.STAGE), (Column.APPLIED_ON, CellKind.DATE)):
        choices = _with_nameless(choices, heading, kind)
    for step in (_with_words_for_stages, _with_ticks, _with_day_of_closing, _with_guesses, _with_overlooked_ends):
        choices = step(choices)
    return _with_reach(_with_plans(choices))


def _with_named(choices: Choices, heading: str) -> Choices:
    """Choose the column whose heading most surely means one of ours; where several are left, ask or read none."""
    matching = [seen for seen in choices.candidate.theirs if seen.column in choices.candidate.matches[heading]]
    certain = [seen for seen in matching if choices.trust(heading, seen) > Trust.WEAK]
    believed = [seen for seen in matching if _is_believed(choices, heading, seen)]
    misnamed = (seen for seen in certain if seen not in believed)
    choices = replace(choices, misnamed=(*choices.misnamed, *misnamed))
    left = _likeliest(choices, heading, believed)
    if left and choices.trust(heading, left[0]) >= Trust.OURS:
        copies = {seen: heading for seen in certain if seen is not left[0] and seen.sample}
        choices = replace(choices, spare={**choices.spare, **copies})
        left = left[:1]
    elif heading == Column.STAGE:
        more = tuple(seen for seen in believed if seen not in left and seen.is_likely(Column.STAGE))
        choices = replace(choices, more_stages=more)
    if len(left) > 1 and heading in DECIDING:
        asked = between(heading, tuple(left), choices.worksheet)
        return replace(choices, questions=(*choices.questions, asked))
    if len(left) > 1 and heading in DATES:
        # Interview 1, 2 and 3 above dates are rounds, each a column that says a stage.
        return _doubting(choices, [seen for seen in left if not seen.words.read(seen.text)])
    return replace(choices, chosen={**choices.chosen, heading: left[0]}) if left else choices


def _doubting(choices: Choices, columns: Iterable[SeenColumn]) -> Choices:
    return replace(choices, doubtful=tuple(dict.fromkeys((*choices.doubtful, *columns))))


def _is_believed(choices: Choices, heading: str, seen: SeenColumn) -> bool:
    """Whether the cells allow what a heading says; a column that is surely meant needs none that agree."""
    trust = choices.trust(heading, seen)
    if trust >= Trust.OURS or (fold(seen.text) == fold(heading) and heading in _UNMISTAKABLE):
        return True
    if heading == Column.START_ON:
        companies = (choices.candidate.columns[column] for column in choices.candidate.matches[Column.COMPANY])
        jobs = max(len(each.cells) for each in companies)
        if len(seen.cells) > max(1, jobs // 10):
            return False  # so many first days of work are those of the postings
    if heading in DATES and len(meanings_in(seen.text)) > 1:
        return False  # Follow-up / Interview date
    if trust > Trust.WEAK:
        return seen.can_be(heading)
    return seen.is_likely(heading) or not (seen.sample or choices.candidate.is_filled)


_UNMISTAKABLE = frozenset((Column.COMPANY, *(heading for heading in Column if " " in heading)))
"""Headings of ours that hardly mean anything else in anybody's list; Phone may be a round of interviews."""


def _likeliest(choices: Choices, heading: str, believed: list[SeenColumn]) -> list[SeenColumn]:
    """The columns whose heading is the surest; the only one of them that has cells, or whose cells agree, if any."""
    if heading == Column.COMPANY:  # "Company/Job Address" names something else, too
        believed = [seen for seen in believed if not names_more(seen.text)] or believed
    best = max((choices.trust(heading, seen) for seen in believed), default=Trust.VAGUE)
    left = [seen for seen in believed if choices.trust(heading, seen) is best]
    if best >= Trust.OURS:
        return left
    filled = [seen for seen in left if seen.sample]
    left = filled if len(filled) == 1 else left
    agreeing = [seen for seen in left if seen.is_likely(heading)]
    is_telling = heading in (Column.STAGE, Column.APPLIED_ON) and len(agreeing) == 1
    return agreeing if is_telling else left  # of two columns called Stage one may tell how a firm is funded


def _with_nameless(choices: Choices, heading: str, kind: CellKind) -> Choices:
    """Choose the only column whose heading says nothing and whose cells are nearly all of one kind."""
    if choices.is_known(heading) or choices.is_asked(heading) or Column.COMPANY not in choices.chosen:
        return choices
    found = [seen for seen in choices.nameless() if seen.is_plainly(kind)]
    if kind is CellKind.DATE:
        found = [seen for seen in found if seen.holds_days(as_numbers=False) and is_only_date(choices, seen)]
    if len(found) != 1:
        return choices
    chosen = {**choices.chosen, heading: found[0]}
    return replace(choices, chosen=chosen, guessed=(*choices.guessed, heading))


def is_only_date(choices: Choices, seen: SeenColumn) -> bool:
    """Whether no other column holds dates that could be those of applying."""
    others = (each for each in choices.candidate.theirs if each is not seen and not is_other_day(each.text))
    return not any(each.holds_days(as_numbers=True) for each in others)


def _with_words_for_stages(choices: Choices) -> Choices:
    """Add the columns of words that say how far a lead is; only one, where the config names it."""
    main = choices.chosen.get(Column.STAGE)
    further = () if choices.hints.columns.get(Column.STAGE) else choices.more_stages
    stages = (StageColumn(seen.column, seen.text, is_main=seen is main) for seen in (main, *further) if seen)
    return replace(choices, stage_columns=tuple(stages))


def _with_ticks(choices: Choices) -> Choices:
    """Add the columns that say one stage each by a tick or a date; those that only may do so are doubtful."""
    taken = (*choices.chosen.values(), *choices.more_stages, *choices.spare)
    tried = [seen for seen in choices.candidate.theirs if seen not in taken and not _is_settled(choices, seen)]
    ticks = {seen: column for seen in tried if (column := recognise(seen))}
    vague = [seen for seen in tried if seen not in ticks and may_say_a_stage(seen)]
    crossed = columns_of_x(ticks)
    sure = [column for seen, column in ticks.items() if seen not in crossed]
    return replace(
        _doubting(choices, (*vague, *crossed)),
        stage_columns=(*choices.stage_columns, *without_work_modes(sure)),
        misnamed=tuple(seen for seen in choices.misnamed if seen not in ticks),
    )


def _is_settled(choices: Choices, seen: SeenColumn) -> bool:
    """Whether a heading says no stage: it lists several days, means or plans one, or the config says what it means."""
    if len(meanings_in(seen.text)) > 1 or _is_planned(seen) or day_meant(seen):
        return True
    meaning = meaning_of(seen.text, choices.candidate.banners.get(seen.column, ""))
    return bool(meaning and meaning.heading in choices.hints.columns and not seen.words.is_told(seen.text))


def day_meant(seen: SeenColumn) -> str:
    """The heading of ours for days under a heading that only names what happened on them: Response; else blank."""
    alone, dated = meaning_of(seen.text), meaning_of(f"{seen.text} date")
    if (alone and alone.heading in DATES) or not dated or dated.heading not in _HAPPENED:
        return ""
    return dated.heading if not stage_said(seen) and seen.is_plainly(CellKind.DATE, fewest=1) else ""


def _is_planned(seen: SeenColumn) -> bool:
    """Whether days stand under a heading that speaks of following up, and does not say whether it was done."""
    return is_plan(seen.text) and not meaning_of(seen.text) and seen.is_plainly(CellKind.DATE, fewest=1)


def _with_day_of_closing(choices: Choices) -> Choices:
    """Where no column of words says a stage, let the day of a no, or on which a job ended, say that it is closed."""
    seen = choices.chosen.get(Column.REJECTED_ON) or choices.chosen.get(Column.CLOSED_ON)
    if not seen or any(not each.stage for each in choices.stage_columns):
        return choices
    jobs = len(choices.chosen.get(Column.COMPANY, seen).cells)
    if len(seen.cells) >= max(FEW, NEARLY_ALL * jobs):  # a date in every row is the one on which the posting closes
        return _doubting(choices, [seen])
    closing = StageColumn(seen.column, seen.text, Stage.CLOSED)
    return replace(choices, stage_columns=(*choices.stage_columns, closing))


def _with_guesses(choices: Choices) -> Choices:
    """Note which of the columns that decide are only guesses, which their owner has to confirm."""
    decided = DECIDING if not choices.candidate.own else (Column.APPLIED_ON,)  # which no --accept answers
    unsure = (heading for heading in decided if heading in choices.chosen and _is_guess(choices, heading))
    return replace(choices, guessed=tuple(dict.fromkeys((*choices.guessed, *unsure))))


def _is_guess(choices: Choices, heading: str) -> bool:
    """Whether neither its heading nor its cells make a column certain; a Date beside no other dates is certain."""
    seen = choices.chosen[heading]
    trust = choices.trust(heading, seen)
    if trust > Trust.WEAK or not seen.sample:
        return False
    agrees = seen.is_likely(heading, NEARLY_ALL)
    if trust is Trust.WEAK:
        return not (agrees and len(seen.sample) > 1)
    is_the_date = heading == Column.APPLIED_ON and Column.STAGE in choices.chosen and is_only_date(choices, seen)
    return not (agrees and is_the_date and folded(seen.text) in VAGUE_DATES)


def _with_overlooked_ends(choices: Choices) -> Choices:
    """Doubt the columns that are not read and hold words that would end a row."""
    known = {*choices.more_stages, *choices.misnamed}
    found = [seen for seen in choices.candidate.headless if seen.often_ends()]
    for seen in choices.left():
        if seen not in known and not seen.words.is_told(seen.text):
            meaning = meaning_of(seen.text)
            if seen.often_ends() if not meaning else meaning.heading == Column.STAGE and seen.may_end():
                found.append(seen)
    return _doubting(choices, found)


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
    for seen in plans(choices):
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


def plans(choices: Choices) -> Iterator[SeenColumn]:
    """The columns of days on which their owner followed up, or means to: their headings do not say which."""
    for seen in choices.candidate.theirs:
        if _is_planned(seen) and not choices.is_read(seen) and seen not in choices.spare:
            yield seen
