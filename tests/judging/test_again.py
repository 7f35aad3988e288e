"""When to ask again: the day that a letter promises is the day on which the row will say so."""

from __future__ import annotations

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.policy import PRESETS, STANDARD, Policy
from leads_for_tests import TODAY, a_lead, day, judged, table

HELD = "Interview on: 11-12 | Thank-you sent: yes | Phone: 555-0100"
APPLIED = "Applied on: 11-16 | Email: dana@example.com"

TRIES = table(
    ("a first try", APPLIED, STANDARD, "11-30"),
    ("after an interview", HELD.replace("11-12", "11-17"), STANDARD, "11-30"),
    ("after an interview, late: it counts as the second try", HELD, STANDARD, "12-07"),
    ("one that waits for its first day", "Applied on: 11-20", STANDARD, "12-04"),
    ("the second try", "Applied on: 10-26 | Last follow-up: 11-16 | Unanswered: 1", STANDARD, "12-07"),
    (
        "the second, in a list",
        "Applied on: 10-26 | Last follow-up: 11-05, 11-16 | Last heard: 11-06",
        STANDARD,
        "12-07",
    ),
    ("tries that the log counts", "Applied on: 11-02 | Log: 11-16 Left voicemail", STANDARD, "12-07"),
    ("as often as they said", f"{HELD} | Check back every: 3", STANDARD, "11-26"),
    ("an agreed day", f"{HELD} | Check back on: 11-24", STANDARD, "12-01"),
    ("a day they named lies between", f"{HELD} | Check back on: 11-24 | Decision by: 11-27", STANDARD, "11-30"),
    ("the last try: let go then", "Applied on: 09-07 | Last follow-up: 11-02 | Unanswered: 2", STANDARD, None),
    ("fewer tries", "Applied on: 11-02 | Last follow-up: 11-09 | Unanswered: 1", PRESETS["reserved"], None),
    ("an offer, where they asked to be asked", "Stage: Offer | Phone: 555-0100 | Check back on: 11-24", STANDARD, None),
    ("over, but they said to ask", "Stage: Closed | Applied on: 08-03 | Check back on: 11-23", STANDARD, None),
)


@pytest.mark.parametrize(("cells", "policy", "expected"), TRIES)
def test_try_again(cells: str, policy: Policy, expected: str | None) -> None:
    """The first good day after a try that stays unanswered, or none where the lead would be let go."""
    assert judged(cells, policy=policy).advice[0].try_again == (day(expected) if expected else None)


@pytest.mark.parametrize(
    "cells", table(("a thank-you", "Interview on: 11-22"), ("to prepare", "Interview on: 11-25"), ("to apply", ""))
)
def test_what_asks_for_no_news_is_not_tried_again(cells: str) -> None:
    """Thanks, preparation and an application are done once."""
    assert judged(cells).advice[0].try_again is None


@pytest.mark.parametrize("cells", table(("a first try", APPLIED), ("after an interview", HELD)))
def test_what_is_promised_is_what_is_advised(cells: str) -> None:
    """Somebody who tries today, and puts it into the row, is told that very day (promise 8)."""
    lead = a_lead(cells)
    promised = judged(lead).advice[0].try_again
    tried = judge([lead.but(last_follow_up=(TODAY,))], STANDARD, TODAY).leads[0]
    assert promised == tried.opens
