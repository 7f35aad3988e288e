"""What a row shows of several pieces of advice, and what a workbook comes to (rules 4)."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from followthrough.judging.judge import flag_of, judge, keys
from followthrough.judging.judgement import Advice, urgency
from followthrough.knowing.policy import STANDARD
from followthrough.knowing.steps import Flag, Step
from leads_for_tests import TODAY, a_lead, answer, day, judged, steps, table

if TYPE_CHECKING:
    from datetime import date

ELSEWHERE = a_lead("Company: Fresh Foods | Stage: Accepted | Start on: 11-16", row=9)


@pytest.mark.parametrize(
    ("opens", "due", "expected"),
    table(
        ("before it opens", "11-24", "11-26", Flag.WAITING),
        ("the first day", "11-23", "11-26", Flag.DUE),
        ("the last day", "11-20", "11-23", Flag.DUE),
        ("the day after", "11-19", "11-22", Flag.OVERDUE),
        ("no opens", "", "11-23", Flag.DUE),
        ("no opens, the day after", "", "11-22", Flag.OVERDUE),
        ("no window", "", "", Flag.DUE),
        ("no due, opens later", "11-24", "", Flag.WAITING),
        ("no due, open", "11-23", "", Flag.DUE),
    ),
)
def test_flag_of_a_window(opens: str, due: str, expected: Flag) -> None:
    """Waiting before it, Due within it, Overdue after it; a missing end is open."""
    assert flag_of(_day(opens), _day(due), TODAY) is expected


def _day(text: str) -> date | None:
    return day(text) if text else None


def _advice(step: Step, flag: Flag, due: str = "", opens: str = "") -> Advice:
    return Advice(step, flag, _day(opens), _day(due), None, "")


@pytest.mark.parametrize(
    ("first", "then"),
    table(
        ("late before due", (Step.FOLLOW_UP, Flag.OVERDUE, "11-20"), (Step.REPLY_TO_OFFER, Flag.DUE, "11-30")),
        ("due tomorrow is as urgent as late", (Step.PREPARE, Flag.DUE, "11-24"), (Step.THANK_YOU, Flag.OVERDUE, "11-20")),
        ("due the day after is not", (Step.THANK_YOU, Flag.OVERDUE, "11-20"), (Step.PREPARE, Flag.DUE, "11-25")),
        ("no date is not urgent", (Step.FIX_ROW, Flag.OVERDUE, "11-20"), (Step.REPLY_TO_OFFER, Flag.DUE)),
        ("due before check row", (Step.AGREE_START, Flag.DUE), (Step.FIX_ROW, Flag.CHECK_ROW)),
        ("check row before move on", (Step.FIX_ROW, Flag.CHECK_ROW), (Step.MOVE_ON, Flag.MOVE_ON, "11-20")),
        ("move on before waiting", (Step.MOVE_ON, Flag.MOVE_ON, "11-20"), (Step.PREPARE, Flag.WAITING, "12-02")),
        ("waiting before closed", (Step.APPLY, Flag.WAITING), (Step.START, Flag.CLOSED)),
        ("a reply before an interview", (Step.REPLY_TO_OFFER, Flag.DUE, "11-24"), (Step.PREPARE, Flag.DUE, "11-23")),
        ("an interview before an agreed day", (Step.PREPARE, Flag.DUE, "11-24"), (Step.CHECK_IN, Flag.DUE, "11-23")),
        ("an agreed day before thanks", (Step.CHECK_IN, Flag.DUE, "11-23"), (Step.THANK_YOU, Flag.DUE, "11-23")),
        ("the earlier due first", (Step.PREPARE, Flag.DUE, "11-25"), (Step.PREPARE, Flag.DUE, "11-26")),
        ("none last", (Step.PREPARE, Flag.DUE, "11-25"), (Step.PREPARE, Flag.DUE)),
        ("what waits by when it opens", (Step.FOLLOW_UP, Flag.WAITING, "11-27", "11-25"), (Step.PREPARE, Flag.WAITING, "12-21", "12-18")),
        ("what waits for no day last", (Step.APPLY, Flag.WAITING, "12-24", "12-10"), (Step.CHECK_IN, Flag.WAITING)),
        ("what waits for one day by step", (Step.PREPARE, Flag.WAITING, "12-21", "11-25"), (Step.FOLLOW_UP, Flag.WAITING, "11-27", "11-25")),
        ("what is due does not go by when it opened", (Step.PREPARE, Flag.DUE, "11-30", "11-20"), (Step.THANK_YOU, Flag.DUE, "11-30", "11-16")),
    ),
)  # fmt: skip
def test_urgency(first: tuple[Step, Flag, str, str], then: tuple[Step, Flag, str, str]) -> None:
    """Urgent first, then by flag, what waits by when it opens, then by step, then by due."""
    assert urgency(_advice(*first), TODAY) < urgency(_advice(*then), TODAY)


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("offer and interview", "Stage: Offer | Offer reply by: 11-24 | Interview on: 11-24", "reply_to_offer prepare"),
        ("interview tomorrow and a late reply", "Stage: Offer | Offer reply by: 11-20 | Interview on: 11-24", "reply_to_offer prepare"),
        ("interview tomorrow, reply next week", "Stage: Offer | Offer reply by: 11-30 | Interview on: 11-24", "prepare reply_to_offer"),
        ("thanks and the next round", "Rounds: 11-22, 11-30", "thank_you prepare"),
        ("thanks and an agreed day", "Interview on: 11-22 | Check back on: 11-23", "check_in thank_you"),
        ("thanks while chasing waits", "Interview on: 11-22", "thank_you follow_up"),
        ("a wish that closes, and an agreed day", "Stage: Wishlist | Apply by: 11-27 | Check back on: 11-24 | Phone: 555-0100", "apply check_in"),
        ("today's interview and its thanks", "Interview on: 11-23", "prepare thank_you follow_up"),
    ),
)  # fmt: skip
def test_advice_is_sorted(cells: str, expected: str) -> None:
    """All the advice is kept, and the row shows the first."""
    assert " ".join(steps(cells)) == expected
    assert judged(cells).step == expected.split(" ", maxsplit=1)[0]


def test_row_shows_its_first_advice_whole() -> None:
    """Flag, window and channel all come from one piece of advice."""
    found = judged("Interview on: 11-22 | Email: dana@example.com")
    first = found.advice[0]
    assert (found.flag, found.step, found.opens, found.due, found.how) == (
        first.flag,
        first.step,
        first.opens,
        first.due,
        first.how,
    )


def test_rows_come_back_in_their_order() -> None:
    """Every lead gets an answer, in the order of the worksheet."""
    leads = [a_lead("Applied on: 11-16", row=2), a_lead("Stage: Closed", row=3), a_lead(row=4)]
    judgement = judge(leads, STANDARD, TODAY)
    assert ([found.lead for found in judgement.leads], judgement.today) == (leads, TODAY)


def test_no_rows_at_all() -> None:
    """An empty worksheet has an empty answer."""
    judgement = judge([], STANDARD, TODAY)
    assert (judgement.leads, judgement.problems, judgement.tips) == ((), (), ())


def test_the_latest_start_counts() -> None:
    """Of two jobs taken, the first day of the later one is what the others are told by."""
    later = a_lead("Company: Later Ltd | Stage: Accepted | Start on: 11-20", row=10)
    lead = a_lead("Interview on: 11-12")
    assert answer(lead, others=(later, ELSEWHERE)) == "Due withdraw 11-20..11-27"


@pytest.mark.parametrize(
    ("rows", "expected"),
    table(
        ("different companies", ("Company: Acme", "Company: Bolt"), (1, 1)),
        ("two roles", ("Role: Analyst", "Role: Clerk"), (1, 1)),
        ("two applications", ("Applied on: 11-02", "Applied on: 11-16"), (1, 1)),
        ("alike", ("Role: Analyst", "Role: Analyst", "Role: Analyst"), (1, 2, 3)),
        ("alike but for case and spaces", ("Company: Big  Acme", "Company: big acme "), (1, 2)),
    ),
)
def test_keys_tell_rows_apart(rows: tuple[str, ...], expected: tuple[int, ...]) -> None:
    """A lead is known again by company, role and day of applying, and counted where they repeat."""
    found = keys([a_lead(cells) for cells in rows])
    assert tuple(key.nth for key in found) == expected
    assert len(set(found)) == len(rows)


def test_next_step_has_its_words() -> None:
    """The worksheet shows the words of the step, and nothing where there is none."""
    assert [judged(cells).next_step for cells in ("Applied on: 11-16", "Stage: Closed")] == ["Follow up", ""]


def test_two_first_days_on_one_day_read_the_same_in_any_order() -> None:
    """The order of the rows decides nothing, not even which new job a Why names."""
    twin = a_lead("Company: Acorn Ltd | Stage: Accepted | Start on: 11-16", row=10)
    lead = a_lead("Company: Bolt | Interview on: 11-12")
    first, second = (judged(lead, others=order) for order in ((ELSEWHERE, twin), (twin, ELSEWHERE)))
    assert first.why == second.why
