"""The numbers and the presets (rules 5)."""

from __future__ import annotations

import pytest

from followthrough.knowing.policy import PRESETS, STANDARD, Policy
from followthrough.knowing.record import replace
from followthrough.knowing.words import Channel
from leads_for_tests import answer, table

HELD = "Stage: Interviewing | Interview on: 11-03 | Thank-you sent: yes | Phone: 555-0100"
LAST = "Last follow-up: 11-16 | Unanswered: 1 | Phone: 555-0100"
ASKED = f"{HELD} | Last follow-up: 11-09"


@pytest.mark.parametrize(
    ("preset", "cells", "expected"),
    table(
        ("reserved, after an interview", "reserved", HELD, "Overdue follow_up 11-13..11-17 Phone"),
        ("standard, after an interview", "standard", HELD, "Overdue follow_up 11-09..11-10 Phone"),
        ("persistent, after an interview", "persistent", HELD, "Overdue follow_up 11-09..11-10 Phone"),
        ("reserved, after an answer", "reserved", f"{HELD} | Last heard: 11-12", "Due follow_up 11-23..11-25 Phone"),
        ("reserved, decision", "reserved", f"{HELD} | Decision by: 11-18", "Due ask_decision 11-23..11-25 Phone"),
        ("standard, decision", "standard", f"{HELD} | Decision by: 11-18", "Due ask_decision 11-19..11-23 Phone"),
        ("reserved, asked once", "reserved", ASKED, "Due follow_up_again 11-23..11-26 Phone"),
        ("standard, asked once", "standard", ASKED, "Overdue follow_up_again 11-16..11-19 Phone"),
        ("reserved, asked twice", "reserved", f"{ASKED} | Unanswered: 2", "Waiting move_on 11-30..11-30"),
        ("standard, twice", "standard", f"{ASKED} | Unanswered: 2", "Due follow_up_again 11-23..11-26 Phone"),
        ("persistent, twice", "persistent", f"{ASKED} | Unanswered: 2", "Overdue follow_up_again 11-16..11-19 Phone"),
        ("persistent, three", "persistent", f"{ASKED} | Unanswered: 3", "Overdue follow_up_again 11-19..11-20 Phone"),
        ("persistent, four", "persistent", f"{ASKED} | Unanswered: 4", "Due follow_up_again 11-23..11-26 Phone"),
        ("persistent, five", "persistent", f"{ASKED} | Unanswered: 5", "Waiting move_on 11-30..11-30"),
    ),
)
def test_presets(preset: str, cells: str, expected: str) -> None:
    """Reserved asks later and less often than standard, persistent more often."""
    assert answer(cells, policy=PRESETS[preset]) == expected


def test_standard_numbers() -> None:
    """The defaults are the rulebook's, one by one."""
    assert replace(STANDARD) == Policy(
        after_applying=(7, 10),
        after_interview=(4, 7),
        after_decision=(1, 3),
        gaps=(7, 14, 21),
        slower=((30, 14), (60, 21), (90, 30)),
        thank_within=1,
        prepare_before=3,
        apply_before=14,
        withdraw_within=7,
        silent_applied=30,
        silent_interviewing=60,
        prefers=Channel.PHONE,
        open_leads=5,
        apply_every=7,
    )


@pytest.mark.parametrize(
    ("policy", "cells", "expected"),
    table(
        ("applying", Policy(after_applying=(3, 5)), "Applied on: 11-20 | Email: a@example.com", "11-23..11-25 Email"),
        ("interview", Policy(after_interview=(2, 3)), HELD.replace("11-03", "11-20"), "11-23..11-24 Phone"),
        ("decision", Policy(after_decision=(2, 2)), f"{HELD} | Decision by: 11-19", "11-23..11-24 Phone"),
        ("gaps", Policy(gaps=(5, 6)), f"{HELD} | Unanswered: 1 | Last follow-up: 11-18", "11-23..11-26 Phone"),
        ("prepare", Policy(prepare_before=9), "Interview on: 12-01", "11-22..12-01"),
        ("thanks by hand", Policy(thank_within=2), "Interview on: 11-21", "11-21..11-24 Handwritten note"),
        (
            "thanks by e-mail",
            Policy(thank_within=2),
            "Interview on: 11-21 | Email: a@example.com",
            "11-21..11-23 Email",
        ),
        ("apply", Policy(apply_before=30), "Apply by: 12-23", "11-23..12-23"),
    ),
)
def test_each_number_can_be_set_on_its_own(policy: Policy, cells: str, expected: str) -> None:
    """Another number moves the window it belongs to."""
    shown = answer(cells, policy=policy)
    assert (shown.startswith("Due "), shown.split(" ", 2)[2]) == (True, expected)


@pytest.mark.parametrize(
    ("policy", "cells", "today", "expected"),
    table(
        ("applied, day before", Policy(silent_applied=20), "Applied on: 11-02", "11-21", "Waiting follow_up"),
        ("applied, the day", Policy(silent_applied=20), "Applied on: 11-02", "11-22", "Move on move_on"),
        ("interviewing, before", Policy(silent_interviewing=25), HELD, "11-27", "Overdue follow_up"),
        ("interviewing, the day", Policy(silent_interviewing=25), HELD, "11-28", "Move on move_on"),
        ("a floor", Policy(slower=((10, 14),)), f"{HELD} | Last follow-up: 11-16 | Unanswered: 1", "11-23", "Waiting"),
        ("no floor at all", Policy(slower=()), f"{HELD} | Last follow-up: 11-16 | Unanswered: 1", "11-23", "Due"),
    ),
)
def test_patience_can_be_set(policy: Policy, cells: str, today: str, expected: str) -> None:
    """How long silence may last, and whether long processes slow down, are numbers like the others."""
    assert answer(cells, today, policy=policy).startswith(expected)
