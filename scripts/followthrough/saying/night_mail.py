"""The short mail of a morning on which something opened, has its last good day, or turned overdue."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from followthrough.knowing import wording
from followthrough.knowing.columns import Column
from followthrough.knowing.leads import sentences
from followthrough.knowing.record import replace
from followthrough.knowing.steps import Step
from followthrough.knowing.wording import counted, listed, one_line, short
from followthrough.saying.agenda import as_file, new_interviews
from followthrough.saying.entries import Speaker
from followthrough.saying.first_things import things, to_fix
from followthrough.saying.page import Letter, Section, fitted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from followthrough.judging.judgement import Judgement
    from followthrough.judging.news import News
    from followthrough.knowing.leads import Problem
    from followthrough.saying.first_things import Thing
    from followthrough.saying.page import Message
    from followthrough.saying.people import Search

MOST_ROWS = 40
"""Leads with a line each; a longer list goes on with several in a line."""
MOST_TYPED = 5
MOST_WHYS = 3
LONGEST_SUBJECT = 120
FOOTER = "From {}. Nothing is sent to an employer; each step clears when its date stands in the worksheet."


def compose_night(news: Sequence[News], search: Search, workbook: str, notes: Sequence[str] = ()) -> Message:
    """Write the mail. It names every lead that is in the news.

    Args:
        news: what to tell, at least one.
        search: all leads, judged for the day.
        workbook: the file's name, for the last line.
        notes: what went wrong, said first.

    Raises:
        ConfigError: a template is broken.
    """
    judgement, new = search.judgement, {(id(item.judged), id(item.advice)) for item in news}
    listed = things(judgement, lambda judged, advice: (id(judged), id(advice)) in new)
    found = new_interviews(news, judgement.today, workbook)
    calendar = [as_file(judgement.today, found, {})] if found else []

    def compose(most: int) -> Letter:
        speaker = Speaker(search, most)
        rows = tuple(speaker.row(thing, thing.what(judgement.today)) for thing in listed[:MOST_ROWS])
        return Letter(
            title=wording.day(judgement.today),
            notes=tuple(map(one_line, notes)),
            sections=(
                Section(rows=rows, lines=tuple(_in_short(listed[MOST_ROWS:], judgement))),
                Section(title=str(Column.WHY), lines=tuple(_whys(listed[:MOST_WHYS], judgement.today))),
                Section(title="To fix in the worksheet", lines=to_fix(judgement)),
                Section(title="The words to use", words=tuple(speaker.words)),
            ),
            footer=FOOTER.format(one_line(workbook)),
            files=(*calendar, *speaker.files),
        )

    return fitted("nightly", judgement.today, _subject(listed, judgement), compose)


def typed_apart(judgement: Judgement, typed: Sequence[Problem]) -> tuple[Judgement, list[str]]:
    """The judgement without the cells of ours that somebody typed into, and notes of these: no later night can tell."""
    told = sentences(typed)
    notes, rest = told[:MOST_TYPED], len(told) - MOST_TYPED
    if rest > 0:
        notes.append(f"{counted(rest, 'more cell')} held what you typed; --json names each.")
    return replace(judgement, problems=tuple(each for each in judgement.problems if each not in typed)), notes


def _in_short(rest: Sequence[Thing], judgement: Judgement) -> Iterator[str]:
    """The others; those next to each other that need the same share a line."""
    for what, same in groupby(rest, key=lambda thing: thing.what(judgement.today)):
        yield f"{what}: {', '.join(thing.name for thing in same)}"


def _whys(first: Sequence[Thing], today: date) -> Iterator[str]:
    """The rule and its dates; an interview this morning needs none."""
    for thing in first:
        is_today = thing.advice.step is Step.PREPARE and thing.advice.due == today
        if thing.advice.reason and not is_today:
            yield f"{short(thing.judged.lead.company) or thing.judged.lead.place}: {one_line(thing.advice.reason)}"


def _subject(listed: Sequence[Thing], judgement: Judgement) -> str:
    """What to do first, and how many more there are."""
    more = f", and {len(listed) - 1} more" if len(listed) > 1 else ""
    return f"{one_line(listed[0].title(judgement.today))[: LONGEST_SUBJECT - len(more)]}{more}"


def on_missed(nights: Sequence[date]) -> tuple[str, ...]:
    """What to say of the nights before this one that did not do their job."""
    told = listed([wording.day(night) for night in nights])
    return (f"No check did its job on {told}.",) if told else ()
