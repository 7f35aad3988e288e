"""People whom hypothesis makes up: a few rows, and what may be typed into them on forty evenings."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import strategies as st

from leads_for_tests import day
from lived_with.story import FORTY, Line, Person

FIRST = "11-02"


def _typed(text: str, on: date) -> str:
    """A deed on a day: ``{0}`` is that day, ``{7}`` a week later, ``{-1}`` the day before."""
    return re.sub(r"\{(-?\d+)\}", lambda found: (on + timedelta(days=int(found[1]))).isoformat(), text)


STAGE = "A no: | Called off: | Stage"
DEEDS = (
    STAGE + ": Wishlist",
    STAGE + ": Wishlist | Apply by: {9}",
    STAGE + ": Applied | Applied on: {0}",
    STAGE + ": Applied | Applied on: {-20}",
    STAGE + ": Applied",
    STAGE + ": Interviewing | Interview on: {0}",
    STAGE + ": Interviewing | Interview on: {5}",
    STAGE + ": Interviewing | Interview on: {-3}",
    STAGE + ": Interviewing",
    STAGE + ": Interviewing | Called off: yes",
    STAGE + ": Offer",
    STAGE + ": Offer | Offer reply by: {6}",
    STAGE + ": Accepted",
    STAGE + ": Accepted | Start on: {4}",
    STAGE + ": On hold",
    STAGE + ": Closed",
    STAGE + ": Closed | A no: yes",
    STAGE + ": Moved on",
    "Last follow-up: {0}",
    "Last follow-up: {-1}",
    "+Last follow-up: {0}",
    "Unanswered: 2",
    "Last heard: {0}",
    "Last heard: {-2}",
    "Thank-you sent: {0}",
    "Thank-you sent: yes",
    "Decision by: {5}",
    "Check back on: {7}",
    "Check back on: {1}",
    "Check back on:",
    "Check back every: 5",
    "Snooze until: {10}",
    "Snooze until: never",
    "Snooze until:",
    "Applied on: {-1}",
    "Company: Company {0}",
    "Phone: 555-0100",
    "Email: dana@example.com",
    "Rejected on: {0}",
    "Rejected on:",
    "+Log: {0} No answer",
    "+Log: {0} Left voicemail",
    "+Log: {0} Spoke",
    "+Log: {0} Sent > {7}",
    "+Log: {-1} They replied",
    "+Rounds: {0}",
)
BEGUN = ("", "Email: dana@example.com", "Phone: 555-0100 | Contact: Dana Ruiz", "Role: Cook | Stage: Applied")
evenings = st.tuples(st.integers(0, FORTY - 1), st.integers(0, 2), st.sampled_from(DEEDS))


@st.composite
def people(draw: st.DrawFn) -> Person:
    """Three rows, of which some were there on the first night, and up to a dozen evenings."""
    lines: list[Line] = []
    for place, begun in enumerate(draw(st.lists(st.sampled_from(BEGUN), min_size=1, max_size=3))):
        night = day(FIRST) + timedelta(days=draw(st.sampled_from((0, 0, 3, 10))))
        lines.append((night.isoformat(), f"Company {place}", begun, ""))
    rows = {name: night for night, name, _, _ in lines}
    for ahead, place, deed in draw(st.lists(evenings, max_size=12)):
        on, name = day(FIRST) + timedelta(days=ahead), f"Company {place % len(rows)}"
        if on.isoformat() >= rows[name]:
            lines.append((on.isoformat(), name, _typed(deed, on), ""))
    return Person(name="anybody", first=FIRST, lines=tuple(sorted(lines, key=lambda line: line[0])))
