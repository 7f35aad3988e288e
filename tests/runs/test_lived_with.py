"""Forty days with the program, night by night, for people who keep their worksheet in different ways (rules 5, 7)."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from desk_for_tests import Desk, desk
from followthrough.judging.journal import with_noticed
from followthrough.judging.news import find_news
from followthrough.knowing.leads import NEVER
from followthrough.knowing.steps import Flag, Step
from followthrough.knowing.words import Stage
from followthrough.shell import command
from lived_with import graduate, offer, rings, three_columns
from lived_with.anybody import people
from lived_with.story import Person, live, says
from lived_with.worksheet import begin, shown, type_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from followthrough.judging.judgement import Advice, Judged
    from lived_with.story import Night

__all__ = ["desk"]

PEOPLE = (graduate.PERSON, rings.PERSON, offer.PERSON, three_columns.PERSON)
FOUR_WEEKS = 28
A_YEAR = 400
MOST_A_DAY = 10
"""Things to do that a night may bring."""
everybody = pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)


@cache
def lived(person: Person) -> tuple[Night, ...]:
    """The forty nights of somebody; lived through once."""
    return tuple(live(person))


@everybody
def test_the_story(person: Person) -> None:
    """After each night the rows say what the table says."""
    told = {night.on: night for night in lived(person)}
    expected = [(on, name, said) for on in told for name, said in person.said(on)]
    assert [(on, name, says(told[on].rows[name])) for on, name, _ in expected] == expected


@everybody
def test_two_nights_of_one_day_say_the_same(person: Person) -> None:
    """What the first of them noticed is for tomorrow."""
    for night in lived(person):
        assert with_noticed(night.leads, night.after, night.on) == with_noticed(night.leads, night.before, night.on)


@everybody
def test_nothing_goes_back(person: Person) -> None:
    """Of a row that nobody typed into, nothing late turns green, no due day moves back, nothing let go opens again."""
    assert_nothing_goes_back(person, lived(person))


@everybody
def test_nobody_is_forgotten(person: Person) -> None:
    """No open lead goes four weeks without a step, a date ahead, Move on, or a question to its owner."""
    assert_nobody_is_forgotten(lived(person))


@everybody
def test_no_night_brings_more_than_can_be_done(person: Person) -> None:
    """A mail that is too long is not read; sixty applications through portals bring no sixty calls."""
    told: set[str] = set()
    for night in lived(person):
        news = find_news(night.judgement, told)
        told |= {each.key for each in news}
        assert len(news) <= MOST_A_DAY


@pytest.mark.slow
@everybody
def test_nothing_is_overdue_for_ever(person: Person) -> None:
    """After the story nobody types any more: in a year nothing is red, and only a first day is left to be agreed on."""
    for judged in live(person, nights=lambda on: on.day in (1, 2, 3), days=A_YEAR)[-1].rows.values():
        assert {each.step for each in judged.advice if each.flag is Flag.OVERDUE} == set()
        assert {each.step for each in judged.advice if each.flag is Flag.DUE} <= {Step.AGREE_START}


SKIPPED: dict[str, Callable[[date], bool]] = {
    "every third night": lambda on: on.toordinal() % 3 == 0,
    "no weekends": lambda on: on.weekday() < 5,
    "a fortnight away": lambda on: not 10 <= on.day <= 23,
}


@pytest.mark.slow
@everybody
@pytest.mark.parametrize("skipped", SKIPPED)
def test_skipping_nights_ends_the_same(person: Person, skipped: str) -> None:
    """But for what those nights would have noticed: it comes out later, never earlier."""
    assert_ends_the_same(person, lived(person), skipped)


@pytest.mark.slow
@pytest.mark.parametrize("person", [rings.PERSON, three_columns.PERSON], ids=lambda person: person.name)
def test_the_story_in_a_real_workbook(person: Person, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typed by hand into a file, checked night by night: the same answers, and a second night writes nothing."""
    begin(desk.path, person)
    for night in lived(person):
        monkeypatch.setattr(command, "local_today", lambda on=night.on: on)  # the one place that reads the clock
        type_in(desk.path, person, night.on)
        assert desk.run() == 0
        names = {name: judged.lead.company for name, judged in night.rows.items()}
        assert shown(desk.path) == {names[name]: says(judged) for name, judged in night.rows.items()}
        before = desk.path.read_bytes()
        assert (desk.run(), desk.path.read_bytes()) == (0, before)


@given(person=people())
def test_anybody(person: Person) -> None:
    """All that holds for the four, night by night, also for people whom nobody thought of."""
    told = live(person)
    assert_nothing_goes_back(person, told)
    assert_nobody_is_forgotten(told)
    assert_ends_the_same(person, told, "every third night")


def assert_nothing_goes_back(person: Person, told: Iterable[Night]) -> None:
    """Look at each row from one edit to the next.

    A first day elsewhere changes what all rows say, and so does what is typed anywhere from then on (rules 5.5).
    """
    last: dict[str, Judged] = {}
    for night in told:
        edited, is_started = person.typed(night.on), _has_started((*last.values(), *night.rows.values()), night.on)
        for name, judged in night.rows.items():
            if name in last and name not in edited and not (is_started and (edited or _starts(night))):
                _compare(last[name], judged, night.on)
        last = dict(night.rows)


def _came_back(name: str, told: Sequence[Night]) -> bool:
    """Whether a row was twice at one stage, with another between."""
    rows = [night.rows[name] for night in told if name in night.rows]
    stages = [stage for stage, _ in groupby((row.facts.stage, row.lead.called_off) for row in rows)]
    return len(stages) > len(set(stages))


def _has_started(rows: Iterable[Judged], on: date) -> bool:
    starts = [row.lead.start_on for row in rows if row.facts.stage is Stage.ACCEPTED]
    return any(start and start <= on for start in starts)


def _starts(night: Night) -> bool:
    return any(lead.facts.stage is Stage.ACCEPTED and lead.lead.start_on == night.on for lead in night.rows.values())


def _compare(earlier: Judged, judged: Judged, on: date) -> None:
    """One row, on two nights between which nobody typed into it."""
    was = {_errand(each): each for each in earlier.advice}
    for each in judged.advice:
        before = was.get(_errand(each))
        if before and before.due and each.due:
            assert each.due >= before.due, judged.lead.name
        if before and before.flag is Flag.OVERDUE:
            is_late = each.flag in (Flag.OVERDUE, Flag.MOVE_ON)
            assert is_late or _is_for_another_day(before.due, each.due), judged.lead.name
    if earlier.flag is Flag.MOVE_ON:
        assert judged.flag is Flag.MOVE_ON or _has_come(judged, on), judged.lead.name


def _errand(advice: Advice) -> tuple[Step, date | None]:
    """What is to be done; each interview is thanked for by itself."""
    return advice.step, advice.opens if advice.step is Step.THANK_YOU else None


def _is_for_another_day(before: date | None, after: date | None) -> bool:
    """Another interview is thanked for, or prepared."""
    return before is not None and after is not None and after > before


def _has_come(judged: Judged, on: date) -> bool:
    """Whether a day that was agreed, or a snooze, ended tonight."""
    lead = judged.lead
    return on in (lead.snooze_until, lead.check_back_on, lead.decision_by, lead.interview_on, lead.apply_by)


def assert_nobody_is_forgotten(told: Iterable[Night]) -> None:
    """Count the nights on which an open lead says nothing."""
    quiet: dict[str, int] = {}
    for night in told:
        for name, judged in night.rows.items():
            is_asleep = judged.lead.snooze_until == NEVER or judged.lead.stage is Stage.ON_HOLD
            is_told = bool(judged.advice or judged.due or "?" in judged.why or judged.flag is Flag.CLOSED)
            quiet[name] = 0 if is_told or is_asleep else quiet.get(name, 0) + 1
            assert quiet[name] <= FOUR_WEEKS, judged.lead.name


def assert_ends_the_same(person: Person, told: Sequence[Night], skipped: str) -> None:
    """The last night of somebody whose computer slept on some of the others.

    A stage that was left and came back while it slept was never seen to change.
    """
    runs, last = SKIPPED[skipped], told[-1]
    other = live(person, nights=lambda on: runs(on) or on == last.on)[-1]
    for name, judged in last.rows.items():
        was, now = judged.lead.noticed, other.rows[name].lead.noticed
        if was == now:
            assert says(other.rows[name]) == says(judged)
        else:
            assert not now.seen or (was.seen is not None and now.seen >= was.seen)
            if not _came_back(name, told):
                assert not now.stage_since or (was.stage_since is not None and now.stage_since >= was.stage_since)
            assert now.follow_ups <= was.follow_ups
