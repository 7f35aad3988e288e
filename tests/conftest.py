"""What holds for every test."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest
from hypothesis import settings

settings.register_profile("few", derandomize=True, deadline=None, max_examples=20)
settings.register_profile("many", settings.get_profile("few"), max_examples=200)
settings.load_profile("few")

LONGEST_TEST = timedelta(seconds=60)
"""Longer than any test takes that looks at the day on the wall."""


@pytest.fixture(autouse=True)
def _one_day() -> None:
    """No test begins so late in a day that it could end on the next: just before midnight it waits for the new one."""
    now = datetime.now().astimezone()
    if (now + LONGEST_TEST).date() != now.date():
        time.sleep((LONGEST_TEST + timedelta(seconds=1)).total_seconds())
