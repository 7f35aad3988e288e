"""A clock that jumped: what is believed, and what a wrong night leaves once the clock is right again."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from followthrough.judging.journal import Entry, Journal, up_to, with_night
from followthrough.keeping.folders import as_left
from followthrough.keeping.memory import has_jumped, healed, refuse_doubtful, settled
from followthrough.keeping.state import State, read_state
from followthrough.knowing.errors import TryAgainError
from followthrough.knowing.leads import LeadKey
from followthrough.knowing.record import replace
from leads_for_tests import table

if TYPE_CHECKING:
    from pathlib import Path

LAST = date(2026, 11, 27)
NIGHT = State(nights=(LAST,))


def days(count: int) -> date:
    """A day that many days after the last night."""
    return LAST + timedelta(days=count)


JUMPS = table(
    ("the next day", days(1), False),
    ("the same day", days(0), False),
    ("flying west", days(-1), False),
    ("two days back", days(-2), True),
    ("away for forty days", days(40), False),
    ("ahead by forty-one", days(41), True),
    ("years ahead", date(2031, 1, 3), True),
    ("an empty battery", date(1970, 1, 1), True),
    ("the end of the century", date(2101, 1, 1), True),
)


@pytest.mark.parametrize(("today", "jumped"), JUMPS)
def test_what_is_a_jump(today: date, *, jumped: bool) -> None:
    """More than a day back, more than forty ahead, or no day on which this program can run."""
    assert has_jumped(NIGHT, today) is jumped
    assert has_jumped(State(last_summary=LAST), today) is jumped


@pytest.mark.parametrize("last", [date.min, date(1, 1, 2), date.max], ids=str)
def test_a_last_night_out_of_all_time(tmp_path: Path, last: date) -> None:
    """Whatever stands in the file: refused once, believed the next day, and the state heals."""
    state = State(nights=(last,), last_summary=last)
    with pytest.raises(TryAgainError):
        refuse_doubtful(tmp_path, state, tmp_path / "jobs.xlsx", LAST, is_rehearsal=False)
    state = replace(state, doubted=LAST)
    refuse_doubtful(tmp_path, state, tmp_path / "jobs.xlsx", days(1), is_rehearsal=False)
    assert healed(state, days(1)).last_success != date.max
    assert settled(state, days(1)) <= days(1)


@pytest.mark.parametrize("today", [date(2026, 10, 31), date(2101, 1, 1), date(1999, 12, 31)], ids=str)
def test_a_first_run_on_an_impossible_day(tmp_path: Path, today: date) -> None:
    """Nothing is remembered to compare with, and all the same it is not believed."""
    with pytest.raises(TryAgainError, match="The clock says"):
        refuse_doubtful(tmp_path, State(), tmp_path / "jobs.xlsx", today, is_rehearsal=False)
    refuse_doubtful(tmp_path, State(), tmp_path / "jobs.xlsx", LAST, is_rehearsal=False)


def asked(folder: Path, *clock: date) -> list[bool]:
    """Whether each day was believed, one run after the other."""
    found = []
    for today in clock:
        try:
            refuse_doubtful(folder, _state(folder), folder / "jobs.xlsx", today, is_rehearsal=False)
        except TryAgainError as error:
            assert "nothing was written or sent" in error.message  # noqa: PT017 - both outcomes are wanted
            found.append(False)
        else:
            found.append(True)
    return found


def _state(folder: Path) -> State:
    state = read_state(folder)
    return State(nights=NIGHT.nights, doubted=state.doubted)


BELIEVED = table(
    ("somebody was ill", [days(45), days(45), days(46)], [False, False, True]),
    ("and the machine slept on", [days(45), days(80)], [False, True]),
    ("a clock that jumps on", [days(45), days(400), days(401)], [False, False, True]),
    ("back and forth", [date(2031, 1, 3), date(2020, 1, 3), date(2031, 1, 4)], [False, False, False]),
    ("an empty battery, for days", [date(1970, 1, 1), date(1970, 1, 2)], [False, True]),
    ("right again at once", [date(2031, 1, 3), days(1)], [False, True]),
    ("back for days", [days(-20), days(-19)], [False, True]),
)


@pytest.mark.parametrize(("clock", "believed"), BELIEVED)
def test_the_first_run_does_nothing_and_a_later_day_is_believed(
    tmp_path: Path, clock: list[date], believed: list[bool]
) -> None:
    """The day is remembered; the same day again is no proof, a later one of the same clock is."""
    assert asked(tmp_path, *clock) == believed


def test_a_rehearsal_is_refused_and_remembers_nothing(tmp_path: Path) -> None:
    """Else a run that counts for nothing would vouch for the next."""
    with pytest.raises(TryAgainError):
        refuse_doubtful(tmp_path, NIGHT, tmp_path / "jobs.xlsx", days(45), is_rehearsal=True)
    assert list(tmp_path.iterdir()) == []


SAVED = table(
    ("on that very day", days(45), days(45), True),
    ("the evening before", days(45), days(44), True),
    ("before the gap", days(45), days(3), False),
    ("on a day that has not come", days(45), days(50), False),
    ("long ago, and before this program", days(45), date(1970, 1, 1), False),
    ("long before a clock that went back", days(-10), days(-100), False),
    ("when the gap was over, and then long not", days(200), days(100), True),
    ("after a night in the future", days(-20), days(-20), True),
)


@pytest.mark.parametrize(("today", "saved", "believed"), SAVED)
def test_a_workbook_that_was_saved_after_the_gap(tmp_path: Path, today: date, saved: date, *, believed: bool) -> None:
    """Its owner lives on the same day as the clock."""
    path = tmp_path / "jobs.xlsx"
    path.write_bytes(b"edited")
    moment = datetime(saved.year, saved.month, saved.day, 12).timestamp()  # noqa: DTZ001 - the local day
    os.utime(path, (moment, moment))
    assert asked(tmp_path, today) == [believed]


def test_what_we_saved_ourselves_vouches_for_nothing(tmp_path: Path) -> None:
    """The workbook as the last run left it is older than the jump, whatever its time says."""
    path = tmp_path / "jobs.xlsx"
    path.write_bytes(b"as we left it")
    state = State(nights=(days(300),), left=as_left(path, b"as we left it"))
    with pytest.raises(TryAgainError):
        refuse_doubtful(tmp_path, state, path, date.today(), is_rehearsal=True)  # noqa: DTZ011 - when it was saved


def test_a_doubt_that_cannot_be_kept_is_told_too(tmp_path: Path) -> None:
    """Both are said, the clock first: nobody would understand why the next day is not believed either."""
    (tmp_path / "state.json").mkdir()
    with pytest.raises(TryAgainError, match=r"The clock says .*state\.json could not be written"):
        refuse_doubtful(tmp_path, NIGHT, tmp_path / "jobs.xlsx", days(45), is_rehearsal=False)


def test_a_wrong_night_heals() -> None:
    """Days that lie ahead are forgotten; what was told stays told, and the summary is due again."""
    wrong = date(2031, 1, 4)
    state = State(nights=(LAST, wrong), last_summary=wrong, mailed={"a": LAST, "b": wrong})
    right = healed(state, days(2))
    assert (right.nights, right.last_summary) == ((LAST,), LAST)
    assert right.mailed == {"a": LAST, "b": days(3)}
    assert healed(State(last_summary=wrong), LAST).last_summary is None


def test_who_flies_west_keeps_the_night(tmp_path: Path) -> None:
    """A day that comes twice is one night."""
    assert tmp_path.exists()
    assert healed(NIGHT, days(-1)) == NIGHT


AGES = table(
    ("every night", [days(-count) for count in range(60)], days(1), days(1)),
    ("the first night of all", [], days(1), days(1)),
    ("a wrong night", [*map(days, range(-40, 1))], date(2031, 1, 3), days(1)),
    ("some wrong nights", [*map(days, range(-40, 1)), date(2031, 1, 3), date(2031, 1, 4)], date(2031, 1, 5), days(3)),
    ("ill for six weeks", [*map(days, range(-40, 1))], days(45), days(1)),
    ("a wrong night after a fortnight", [*map(days, range(-12, 1))], date(2031, 1, 4), days(1)),
    ("a second night, long after the first", [days(-100)], days(1), days(-99)),
)


@pytest.mark.parametrize(("nights", "today", "expected"), AGES)
def test_wrong_nights_forget_nothing(nights: list[date], today: date, expected: date) -> None:
    """By what is old: a few nights in 2031 age nothing by years, and every usual night by a day."""
    assert settled(State(nights=tuple(sorted(nights))), today) == expected


def test_a_journal_heals() -> None:
    """Days that a wrong clock noticed become the first right night's, and the nights go on."""
    wrong, key = date(2031, 1, 4), LeadKey("acme", "cook", "", 1)
    entry = Entry(seen=LAST, last=wrong, since=wrong, puzzled=None, follow_ups=frozenset({LAST, days(900)}))
    journal = up_to(Journal(first=LAST, last=wrong, entries={key: entry}), days(2))
    expected = Entry(seen=LAST, last=days(2), since=days(2), follow_ups=frozenset({LAST}))
    assert journal == Journal(first=LAST, last=days(2), entries={key: expected})
    assert with_night(journal, [], days(3)).last == days(3)
    assert up_to(journal, days(1)) == journal, "who flies west"
