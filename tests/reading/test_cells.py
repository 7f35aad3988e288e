"""A cell is a count or a text as its owner sees it; what cannot be read says what was meant, where that is certain."""

from __future__ import annotations

import math
from datetime import datetime

import pytest

from followthrough.knowing.fold import fold
from followthrough.reading.cells import A_COUNT, Unreadable, as_text, read_count, value_meant
from leads_for_tests import table

COUNTS = table(
    ("int", 3, 3),
    ("whole float", 3.0, 3),
    ("digits", " 3 ", 3),
    ("below nought, for the rules to refuse", -1, -1),
    ("nought", 0, 0),
    ("a half", 2.5, Unreadable("2.5", A_COUNT)),
    ("a word", "two", Unreadable("two", A_COUNT)),
    ("a unit", "7 days", Unreadable("7 days", A_COUNT)),
    ("TRUE", True, Unreadable("True", A_COUNT)),
    ("infinity", math.inf, Unreadable("inf", A_COUNT)),
    ("huge", 10**12, Unreadable("1000000000000", A_COUNT)),
)


@pytest.mark.parametrize(("cell", "expected"), COUNTS)
def test_counts(cell: object, expected: int | Unreadable) -> None:
    """A whole number, also as text; nothing is rounded."""
    assert read_count(cell) == expected


TEXTS = table(
    ("a number", 4399.0, "4399"), ("an int", 360, "360"), ("NA", "NA", "NA"), ("zeros first", "00123", "00123"),
    ("a day", datetime(2026, 11, 16), "2026-11-16"),  # noqa: DTZ001 - cells have no zone
    ("nothing", None, ""), ("missing", math.nan, ""),
)  # fmt: skip


@pytest.mark.parametrize(("cell", "expected"), TEXTS)
def test_text_as_its_owner_sees_it(cell: object, expected: str) -> None:
    """Whole numbers have no ".0", NA is a name, leading zeros stay."""
    assert as_text(cell) == expected


def test_fold_forgets_capitals_and_spaces() -> None:
    """Two ways to type the same name are one."""
    assert fold("  ACME\u00a0 Corp\n") == "acme corp"


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
