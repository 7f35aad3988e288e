"""What holds for every lead and every day, whatever a person typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.judging.facts import derive
from followthrough.judging.judge import judge
from followthrough.judging.story import settled_stage
from followthrough.knowing.calendar import Calendar
from followthrough.knowing.columns import THEIRS
from followthrough.knowing.leads import NEVER, Interview, Lead, Problem, Touch
from followthrough.knowing.policy import PRESETS, STANDARD, Policy
from followthrough.knowing.steps import Flag, How, Step
from followthrough.knowing.words import Channel, Outcome, Stage
from leads_for_tests import TODAY, judged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from followthrough.knowing.judgement import Advice

BOUNDED = settings(derandomize=True, deadline=None, max_examples=150)
FEW = settings(BOUNDED, max_examples=60)
"""For walks of 400 days."""

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
    touches = st.builds(Touch, cell=st.just("A2"), on=held, outcome=st.none() | st.sampled_from(Outcome),
                        who=text, check_back_on=st.none() | likely)  # fmt: skip
    rounds = st.builds(Interview, cell=st.just("A2"), on=likely, interviewer=text, email=text, thank_you_sent=yes_or)
    return st.builds(
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
        snooze_until=st.none() | likely | st.just(NEVER),
        touches=st.just(()) | st.lists(touches, max_size=3).map(tuple),
        interviews=st.just(()) | st.lists(rounds, max_size=2).map(tuple),
    )


leads = _leads(past, near)
plain_leads = leads.map(lambda lead: replace(lead, interviews=()))
"""With no more than one interview: a second one is thanked for anew."""
slips = st.builds(Problem, st.just(2), st.just("F2"), st.sampled_from(sorted(THEIRS)), text, st.just("a date"))
anything = st.builds(
    replace,
    _leads(st.dates(), st.dates()),
    company=st.text(max_size=9),
    unknown_stage=st.sampled_from(["", "Zorp"]),
    contact=st.text(),
    check_back_every=st.none() | st.integers(),
    unanswered=st.none() | st.integers(),
    last_follow_up=st.lists(st.dates(), max_size=5).map(tuple),
    unreadable=st.lists(slips, max_size=2).map(tuple),
)


def _walk(lead: Lead, nights: int = 400) -> Iterator[tuple[date, tuple[Advice, ...], str]]:
    for ahead in range(nights):
        today = TODAY + timedelta(days=ahead)
        found = judged(lead, today.isoformat())
        yield today, found.advice, found.why


@pytest.mark.parametrize("calendar", [Calendar(), QUIET], ids=["weekdays", "with holidays"])
@BOUNDED
@given(rows=st.lists(anything | leads, max_size=4))
def test_judging_never_raises(calendar: Calendar, rows: list[Lead]) -> None:
    """Dates from the year 1 to 9999, huge and negative counts, any text: every row gets one answer, in one line."""
    judgement = judge(rows, STANDARD, TODAY, calendar)
    assert [found.lead for found in judgement.leads] == rows
    assert all(len(found.why.splitlines()) == 1 for found in judgement.leads)


@BOUNDED
@given(lead=leads, preset=st.sampled_from(sorted(PRESETS)))
def test_at_most_one_chasing_step(lead: Lead, preset: str) -> None:
    """Of the five steps that ask for news, or let go, at most one is given."""
    found = judge([lead], PRESETS[preset], TODAY).leads[0]
    assert sum(advice.step in CHASING for advice in found.advice) <= 1


@BOUNDED
@given(lead=leads, ahead=st.integers(0, 400))
def test_flags_agree_with_their_windows(lead: Lead, ahead: int) -> None:
    """Overdue is after the last good day, Due within the window, Waiting before it or with nobody to ask."""
    today = TODAY + timedelta(days=ahead)
    for advice in judged(lead, today.isoformat()).advice:
        opens, due = advice.opens or date.min, advice.due or date.max
        assert opens <= due
        match advice.flag:
            case Flag.OVERDUE:
                assert (today > due, advice.how is How.FIND_CONTACT) == (True, False)
            case Flag.DUE:
                assert opens <= today <= due
            case Flag.WAITING:
                assert today < opens or advice.how is How.FIND_CONTACT or advice.step is Step.APPLY
            case Flag.MOVE_ON:
                assert (advice.step, opens <= today) == (Step.MOVE_ON, True)
            case _:
                assert (advice.flag, advice.step) == (Flag.CHECK_ROW, Step.FIX_ROW)


@BOUNDED
@given(lead=leads, agreed=_days(0, 60))
def test_nobody_is_asked_before_an_agreed_day(lead: Lead, agreed: date) -> None:
    """While an agreed day lies ahead, no other question opens before it."""
    lead = replace(lead, check_back_on=agreed, touches=(), applied_on=None)
    assert all(a.opens and a.opens >= agreed for a in judged(lead).advice if a.step in ASKING)


@BOUNDED
@given(lead=leads, every=st.integers(1, 60), ahead=st.integers(0, 60))
def test_nobody_is_asked_more_often_than_agreed(lead: Lead, every: int, ahead: int) -> None:
    """Within Check back every of the last touch no question opens, but on a day they named themselves."""
    lead = replace(lead, check_back_every=every)
    touched = derive(lead, settled_stage(lead), STANDARD, TODAY).touched
    for advice in judged(lead, (TODAY + timedelta(days=ahead)).isoformat()).advice:
        if touched and advice.step in ASKING:
            assert advice.opens
            assert advice.opens >= touched + timedelta(days=every)


@BOUNDED
@given(lead=leads, preset=st.sampled_from(sorted(PRESETS)), every=st.none() | st.integers(1, 40))
def test_gaps_never_shrink(lead: Lead, preset: str, every: int | None) -> None:
    """One more unanswered follow-up never brings the next one nearer."""
    lead = replace(lead, stage=Stage.INTERVIEWING, touches=(), check_back_every=every, check_back_on=None)
    lead = replace(lead, decision_by=None, offer_reply_by=None, last_follow_up=(TODAY,), snooze_until=None)
    opens = [_next(replace(lead, unanswered=asked), PRESETS[preset]) for asked in range(1, 8)]
    assert opens == sorted(opens)


def _next(lead: Lead, policy: Policy) -> date:
    advice = judge([lead], policy, TODAY).leads[0].advice
    return next((each.opens for each in advice if each.step in CHASING and each.opens), date.min)


@BOUNDED
@given(rows=st.lists(leads, min_size=2, max_size=4), rnd=st.randoms(use_true_random=False))
def test_row_order_makes_no_difference(rows: list[Lead], rnd: object) -> None:
    """Sorting the worksheet changes no answer."""
    named = [replace(lead, row=place, company=f"Company {place % 3}") for place, lead in enumerate(rows, start=2)]
    mixed = sorted(named, key=lambda _: rnd.random())  # type: ignore[attr-defined] # a random.Random
    first, second = (judge(each, STANDARD, TODAY) for each in (named, mixed))
    assert sorted(first.leads, key=lambda found: found.lead.row) == sorted(
        second.leads, key=lambda found: found.lead.row
    )


@FEW
@given(lead=plain_leads)
def test_no_step_comes_back_from_overdue(lead: Lead) -> None:
    """A row that nobody touches does not turn from red to green by itself."""
    late: set[Step] = set()
    for _, advice, _why in _walk(lead):
        assert not [a for a in advice if a.step in late and a.flag in (Flag.DUE, Flag.WAITING)]
        late |= {each.step for each in advice if each.flag is Flag.OVERDUE}


@FEW
@given(lead=leads)
def test_nothing_stays_overdue_for_ever(lead: Lead) -> None:
    """After 400 days nothing is Overdue; what the rulebook leaves Due is an offer or a start without a date."""
    found = judged(lead, (TODAY + timedelta(days=400)).isoformat())
    assert not [each for each in found.advice if each.flag is Flag.OVERDUE]
    undated = [each for each in found.advice if each.flag is Flag.DUE]
    assert all((each.step in (Step.REPLY_TO_OFFER, Step.AGREE_START), each.due) == (True, None) for each in undated)


@FEW
@given(lead=leads)
def test_why_stays_while_the_answer_stays(lead: Lead) -> None:
    """No row is rewritten on a night on which nothing changed."""
    told: dict[tuple[object, ...], str] = {}
    for _, advice, why in _walk(lead, 120):
        state = tuple((each.step, each.flag, each.opens, each.due, each.how) for each in advice)
        if state:
            assert told.setdefault(state, why) == why


@BOUNDED
@given(rows=st.lists(leads, min_size=1, max_size=3), nights=st.sets(st.integers(0, 60)))
def test_skipped_nights_make_no_difference(rows: list[Lead], nights: set[int]) -> None:
    """Judging is a function of the rows and the day: whatever nights ran before, the last one says the same."""
    last = TODAY + timedelta(days=60)
    expected = judge(rows, STANDARD, last, QUIET)
    for night in sorted(nights):
        judge(rows, STANDARD, TODAY + timedelta(days=night), QUIET)
    assert judge(rows, STANDARD, last, QUIET) == expected
