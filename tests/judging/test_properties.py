"""What holds for every lead and every day, whatever a person typed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.judging.facts import Facts
from followthrough.judging.journal import Journal, with_night, with_noticed
from followthrough.judging.judge import judge
from followthrough.judging.story import settled_stage
from followthrough.knowing.calendar import Calendar
from followthrough.knowing.columns import THEIRS
from followthrough.knowing.leads import NEVER, Interview, Lead, Noticed, Problem, Touch
from followthrough.knowing.policy import PRESETS, STANDARD, Policy
from followthrough.knowing.steps import Flag, How, Step
from followthrough.knowing.words import Channel, Outcome, Stage
from leads_for_tests import TODAY, built, judged, without_last_try

if TYPE_CHECKING:
    from collections.abc import Iterator

    from followthrough.judging.judgement import Judged


CHASING = (Step.CHECK_IN, Step.ASK_DECISION, Step.FOLLOW_UP, Step.FOLLOW_UP_AGAIN, Step.MOVE_ON)
ASKING = (Step.ASK_DECISION, Step.FOLLOW_UP, Step.FOLLOW_UP_AGAIN)
QUIET = Calendar(country="DE", quiet=(((12, 24), (1, 1)),))


def _days(first: int, last: int) -> st.SearchStrategy[date]:
    return st.integers(first, last).map(lambda count: TODAY + timedelta(days=count))


past, near = _days(-150, 0), _days(-150, 100)
text = st.sampled_from(["", "Dana Ruiz", "dana@example.com\nHR", "555-0100"])
yes_or = st.none() | st.booleans() | past


def _leads(held: st.SearchStrategy[date], likely: st.SearchStrategy[date]) -> st.SearchStrategy[Lead]:
    """Leads whose past lies in ``held`` and whose other dates in ``likely``."""
    touches = built(Touch, cell=st.just("A2"), on=held, outcome=st.none() | st.sampled_from(Outcome),
                        who=text, check_back_on=st.none() | likely)  # fmt: skip
    rounds = built(Interview, cell=st.just("A2"), on=likely, interviewer=text, email=text, thank_you_sent=yes_or)
    return built(
        Lead,
        row=st.just(2),
        company=st.just("Acme"),
        stage=st.none() | st.sampled_from(Stage),
        applied_on=st.none() | held,
        apply_by=st.none() | likely,
        interview_on=st.none() | likely,
        thank_you_sent=st.none() | st.booleans() | held,
        decision_by=st.none() | likely,
        check_back_on=st.none() | likely,
        check_back_every=st.none() | st.integers(1, 40),
        last_follow_up=st.lists(held, max_size=3).map(tuple),
        unanswered=st.none() | st.integers(0, 6),
        last_heard=st.none() | held,
        contact=text,
        email=text,
        phone=text,
        prefers=st.none() | st.sampled_from(Channel),
        insider=text,
        offer_reply_by=st.none() | likely,
        start_on=st.none() | likely,
        closed_on=st.none() | held,
        is_no=st.booleans(),
        called_off=st.booleans(),
        snooze_until=st.none() | likely | st.just(NEVER),
        touches=st.just(()) | st.lists(touches, max_size=3).map(tuple),
        interviews=st.just(()) | st.lists(rounds, max_size=2).map(tuple),
    )


def _settled(lead: Lead) -> Lead:
    """Only Interviewing can be called off, and only what is over can be a no."""
    off = lead.called_off and lead.stage is Stage.INTERVIEWING
    return lead.but(called_off=off, is_no=lead.is_no and lead.stage in (Stage.CLOSED, Stage.MOVED_ON))


leads = _leads(past, near).map(_settled)
plain_leads = leads.map(lambda lead: lead.but(interviews=()))
"""With no more than one interview: a second one is thanked for anew."""
slips = built(Problem, st.just(2), st.just("F2"), st.sampled_from(sorted(THEIRS)), text, st.just("a date"))
anything = st.builds(
    Lead.but,
    _leads(st.dates(), st.dates()),
    company=st.text(max_size=9),
    unknown_stage=st.sampled_from(["", "Zorp"]),
    contact=st.text(),
    check_back_every=st.none() | st.integers(),
    unanswered=st.none() | st.integers(),
    last_follow_up=st.lists(st.dates(), max_size=5).map(tuple),
    unreadable=st.lists(slips, max_size=2).map(tuple),
    rejected_on=st.none() | st.dates(),
    noticed=built(
        Noticed,
        seen=st.none() | st.dates(),
        here_before=st.booleans(),
        stage_since=st.none() | st.dates(),
        follow_ups=st.frozensets(st.dates(), max_size=3),
    ),
)
is_new = st.booleans()
"""Whether the row was typed after the first night; else it was here before."""


def _walk(lead: Lead, nights: int = 300, *, is_new: bool = False) -> Iterator[tuple[date, Judged]]:
    """Night after night, each with what the first one noticed; the others notice nothing more of an untouched row."""
    before = with_night(Journal(), [], TODAY - timedelta(days=1)) if is_new else Journal()
    yield TODAY, judge(with_noticed([lead], before, TODAY), STANDARD, TODAY).leads[0]
    known = with_noticed([lead], with_night(before, [lead], TODAY), TODAY + timedelta(days=1))
    for ahead in range(1, nights):
        today = TODAY + timedelta(days=ahead)
        yield today, judge(known, STANDARD, today).leads[0]


@pytest.mark.parametrize("calendar", [Calendar(), QUIET], ids=["weekdays", "with holidays"])
@given(rows=st.lists(anything | leads, max_size=4))
def test_judging_never_raises(calendar: Calendar, rows: list[Lead]) -> None:
    """Dates from the year 1 to 9999, huge and negative counts, any text: every row gets one answer, in one line."""
    judgement = judge(rows, STANDARD, TODAY, calendar)
    assert [found.lead for found in judgement.leads] == rows
    assert all(len(found.why.splitlines()) == 1 for found in judgement.leads)


@given(lead=leads, preset=st.sampled_from(sorted(PRESETS)))
def test_at_most_one_chasing_step(lead: Lead, preset: str) -> None:
    """Of the five steps that ask for news, or let go, at most one is given."""
    found = judge([lead], PRESETS[preset], TODAY).leads[0]
    assert sum(advice.step in CHASING for advice in found.advice) <= 1


@given(lead=leads, ahead=st.integers(0, 400))
def test_flags_agree_with_their_windows(lead: Lead, ahead: int) -> None:
    """Overdue is after the last good day, Due within the window, Waiting before it or without one."""
    today = TODAY + timedelta(days=ahead)
    found = judged(lead, today.isoformat())
    assert found.flag is not Flag.WAITING or not found.due or found.due > today
    for advice in found.advice:
        opens, due = advice.opens or date.min, advice.due or date.max
        assert opens <= due
        match advice.flag:
            case Flag.OVERDUE:
                assert today > due
            case Flag.DUE:
                assert opens <= today <= due
            case Flag.WAITING if advice.opens or advice.due:
                assert today < opens
            case Flag.WAITING:
                assert advice.how is How.FIND_CONTACT or advice.step is Step.APPLY
            case Flag.MOVE_ON:
                assert (advice.step, opens <= today) == (Step.MOVE_ON, True)
            case _:
                assert (advice.flag, advice.step) == (Flag.CHECK_ROW, Step.FIX_ROW)


@given(lead=leads, agreed=_days(0, 60))
def test_nobody_is_asked_before_an_agreed_day(lead: Lead, agreed: date) -> None:
    """While an agreed day lies ahead, no other question opens before it."""
    lead = lead.but(check_back_on=agreed, touches=(), applied_on=None)
    assert all(a.opens and a.opens >= agreed for a in judged(lead).advice if a.step in ASKING)


@given(lead=leads, every=st.integers(1, 60), ahead=st.integers(0, 60))
def test_nobody_is_asked_more_often_than_agreed(lead: Lead, every: int, ahead: int) -> None:
    """Within Check back every of the last touch no question opens, but on a day they named themselves."""
    lead = lead.but(check_back_every=every)
    touched = Facts(lead, settled_stage(lead), STANDARD, TODAY).touched
    for advice in judged(lead, (TODAY + timedelta(days=ahead)).isoformat()).advice:
        if touched and advice.step in ASKING and advice.opens:
            assert advice.opens >= touched + timedelta(days=every)


@given(lead=leads, preset=st.sampled_from(sorted(PRESETS)), every=st.none() | st.integers(1, 40))
def test_gaps_never_shrink(lead: Lead, preset: str, every: int | None) -> None:
    """One more unanswered follow-up never brings the next one nearer."""
    lead = lead.but(stage=Stage.INTERVIEWING, touches=(), check_back_every=every, check_back_on=None)
    lead = lead.but(decision_by=None, offer_reply_by=None, last_follow_up=(TODAY,), snooze_until=None)
    opens = [_next(lead.but(unanswered=asked), PRESETS[preset]) for asked in range(1, 8)]
    assert opens == sorted(opens)


def _next(lead: Lead, policy: Policy) -> date:
    advice = judge([lead], policy, TODAY).leads[0].advice
    return next((each.opens for each in advice if each.step in CHASING and each.opens), date.min)


@given(rows=st.lists(leads, min_size=2, max_size=4), rnd=st.randoms(use_true_random=False))
def test_row_order_makes_no_difference(rows: list[Lead], rnd: object) -> None:
    """Sorting the worksheet changes no answer."""
    named = [lead.but(row=place, company=f"Company {place % 3}") for place, lead in enumerate(rows, start=2)]
    mixed = sorted(named, key=lambda _: rnd.random())  # type: ignore[attr-defined] # a random.Random
    first, second = (judge(each, STANDARD, TODAY) for each in (named, mixed))
    assert sorted(first.leads, key=lambda found: found.lead.row) == sorted(
        second.leads, key=lambda found: found.lead.row
    )


@given(lead=plain_leads, new=is_new)
def test_nothing_goes_back(lead: Lead, new: bool) -> None:
    """A row that nobody touches does not turn from red to green by itself, nor come back once it was let go.

    The day on which an interview was called off is noticed on the second night, and counts from then on.
    """
    late: set[Step] = set()
    is_let_go = False
    for today, found in _walk(lead, is_new=new):
        if lead.called_off and today == TODAY:
            continue
        assert not [a for a in found.advice if a.step in late and a.flag in (Flag.DUE, Flag.WAITING)]
        late |= {each.step for each in found.advice if each.flag is Flag.OVERDUE}
        assert not is_let_go or found.flag is Flag.MOVE_ON or _has_come_since(lead, today)
        is_let_go |= found.flag is Flag.MOVE_ON


def _has_come_since(lead: Lead, today: date) -> bool:
    """Whether a day that lay ahead on the first night has come: a snooze that ends, a day agreed, an interview."""
    ahead = [lead.snooze_until, lead.check_back_on, lead.decision_by, lead.interview_on, lead.apply_by]
    return any(day and TODAY < day <= today for day in (*ahead, *(touch.check_back_on for touch in lead.touches)))


@given(lead=leads, new=is_new)
def test_nothing_stays_overdue_for_ever(lead: Lead, new: bool) -> None:
    """After 400 days nothing is Overdue; what the rulebook leaves Due is a first day to be agreed on."""
    journal = with_night(Journal(), [] if new else [lead], TODAY - timedelta(days=1))
    last = TODAY + timedelta(days=400)
    noticed = with_noticed([lead], with_night(journal, [lead], TODAY), last)
    found = judge(noticed, STANDARD, last).leads[0]
    assert not [each for each in found.advice if each.flag is Flag.OVERDUE]
    assert all(each.step is Step.AGREE_START for each in found.advice if each.flag is Flag.DUE)


@given(lead=leads, new=is_new)
def test_why_stays_while_the_answer_stays(lead: Lead, new: bool) -> None:
    """No row is rewritten on a night on which nothing changed.

    At New Year it is, after a last day that it names itself, and when an interview makes the row newer than its log, so
    that another agreed day holds.
    """
    told: dict[tuple[object, ...], str] = {}
    for today, found in _walk(lead, 120, is_new=new):
        state = tuple((each.step, each.flag, each.opens, each.due, each.how) for each in found.advice)
        why = without_last_try(found.why)
        agreed = found.facts.check_back_on
        assert told.setdefault((today.year, agreed, found.flag, found.due, state), why) == why


@given(lead=leads, new=is_new)
def test_nobody_is_forgotten(lead: Lead, new: bool) -> None:
    """No open lead goes four weeks without a step, a date ahead, Move on, or a question to its owner."""
    is_asleep = lead.snooze_until == NEVER or lead.stage is Stage.ON_HOLD
    quiet = 0
    for _, found in _walk(lead, 120, is_new=new):
        is_told = bool(found.advice or found.due or "?" in found.why) or found.flag in (Flag.MOVE_ON, Flag.CLOSED)
        quiet = 0 if is_told or is_asleep else quiet + 1
        assert quiet <= 28


@given(rows=st.lists(leads, min_size=1, max_size=3), nights=st.sets(st.integers(1, 59)))
def test_skipped_nights_make_no_difference(rows: list[Lead], nights: set[int]) -> None:
    """Whatever nights ran between the first and the last, the last one says the same of rows that nobody touched."""
    last = TODAY + timedelta(days=60)
    first = with_night(Journal(), rows, TODAY)
    journal = first
    for night in sorted(nights):
        journal = with_night(journal, rows, TODAY + timedelta(days=night))
    once, often = (judge(with_noticed(rows, each, last), STANDARD, last, QUIET) for each in (first, journal))
    assert once == often


@given(rows=st.lists(leads, min_size=1, max_size=3), before=st.lists(leads, max_size=3))
def test_two_nights_of_one_day_say_the_same(rows: list[Lead], before: list[Lead]) -> None:
    """What the first of them noticed is for tomorrow."""
    yesterday = with_night(Journal(), before, TODAY - timedelta(days=1))
    tonight = with_night(yesterday, rows, TODAY)
    first, second = (judge(with_noticed(rows, each, TODAY), STANDARD, TODAY) for each in (yesterday, tonight))
    assert first == second
