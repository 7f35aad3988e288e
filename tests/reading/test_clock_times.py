"""The time beside a date: read where it is certain, and left alone where it is not."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pandas as pd
import pytest

from followthrough.reading.dates import read_time
from leads_for_tests import table

TIMES = table(
    ("a cell with date and time", datetime(2026, 11, 24, 10, 30), time(10, 30)),  # noqa: DTZ001 - as Excel holds it
    ("as pandas hands it over", pd.Timestamp("2026-11-24 10:30:00"), time(10, 30)),
    ("a number without a format", 46350.4375, time(10, 30)),
    ("seconds lost in a number", 46350.5 - 1e-9, time(12, 0)),
    ("text", "2026-11-24 10:30", time(10, 30)),
    ("text with seconds", "2026-11-24T10:30:15", time(10, 30)),
    ("in the afternoon", "24 Nov 2026 at 2:30 pm", time(14, 30)),
    ("noon", "24 Nov 2026, 12:15 PM", time(12, 15)),
    ("after midnight", "24 Nov 2026, 12:15 a.m.", time(0, 15)),
    ("before a remark", "2026-11-24 9:05 (video call)", time(9, 5)),
)
NONE = table(
    ("a date alone", datetime(2026, 11, 24)),  # noqa: DTZ001 - as Excel holds it
    ("a day", date(2026, 11, 24)),
    ("a number that is a day", 46350.0),
    ("a whole number", 46350),
    ("nothing", None),
    ("no number", float("nan")),
    ("no date", pd.NaT),
    ("yes", True),
    ("a text without a time", "24 Nov 2026"),
    ("two times", "24 Nov 2026 10:30 - 11:30"),
    ("another zone", "2026-11-24 10:30 EST"),
    ("an offset", "2026-11-24T10:30:00+01:00"),
    ("Greenwich", "2026-11-24T10:30:00Z"),
    ("a zone of pandas", datetime(2026, 11, 24, 10, 30, tzinfo=UTC)),
    ("no such time", "2026-11-24 25:30"),
    ("no such afternoon", "2026-11-24 14:30 pm"),
    ("a ratio", "10:300"),
    ("a long cell", "x" * 5000 + " 10:30"),
)


@pytest.mark.parametrize(("cell", "expected"), TIMES)
def test_a_time(cell: object, expected: time) -> None:
    """To the minute."""
    assert read_time(cell) == expected


@pytest.mark.parametrize("cell", NONE)
def test_no_time(cell: object) -> None:
    """Nothing is guessed (promise 4)."""
    assert read_time(cell) is None
