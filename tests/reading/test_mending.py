"""What was meant is shown where only one thing can have been meant, and nowhere else."""

from __future__ import annotations

import pytest

from followthrough.reading.cells import Unreadable, value_meant
from leads_for_tests import table

MEANT = table(
    ("a letter O", "Applied on", "2O26-11-O3", "2026-11-03"),
    ("a letter l", "Applied on", "2026-l1-03", "2026-11-03"),
    ("month and day changed over", "Applied on", "2026-23-11", "2026-11-23"),
    ("no signs between", "Applied on", "20261123", "2026-11-23"),
    ("a sign forgotten, one order possible", "Applied on", "8/82019", "2019-08-08"),
    ("the same, by the month", "Applied on", "23/112026", "2026-11-23"),
    ("at, written out", "Email", "dana (at) example.com", "dana@example.com"),
    ("dot, written out", "Email", "dana at example dot com", "dana@example.com"),
    ("a slip", "Prefers", "Phnoe", "Phone"),
)


@pytest.mark.parametrize(("heading", "found", "meant"), MEANT)
def test_meant(heading: str, found: str, meant: str) -> None:
    """Only one value fits."""
    assert value_meant(heading, Unreadable(found, "")) == meant


IN_DOUBT = table(
    ("two orders", "Applied on", "3/112026"),
    ("no such day", "Applied on", "2026-02-31"),
    ("no year", "Applied on", "Oct 31th"),
    ("a word", "Applied on", "soon"),
    ("two days", "Applied on", "8/3/2019 and 9/9/2019"),
    ("a name", "Email", "Dana Ruiz"),
    ("another way", "Prefers", "letter"),
    ("a count", "Unanswered", "many"),
)


@pytest.mark.parametrize(("heading", "found"), IN_DOUBT)
def test_in_doubt(heading: str, found: str) -> None:
    """Nothing is offered that could be wrong."""
    assert value_meant(heading, Unreadable(found, "")) == ""
