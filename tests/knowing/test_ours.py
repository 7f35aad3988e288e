"""What our columns may be called, and how they are known by it."""

from __future__ import annotations

from datetime import date

import pytest

from followthrough.knowing.columns import OURS
from followthrough.knowing.ours import (
    defined_name,
    heading_in,
    is_ours,
    style_of,
    which_of_ours,
    without_copy_mark,
)
from leads_for_tests import table

STYLES = table(
    ("first", 0, ["Flag", "Next step", "Due", "How", "Why"]),
    ("second", 1, ["Follow-up flag", "Follow-up step", "Follow-up due", "Follow-up how", "Follow-up why"]),
    ("third", 2, ["Followthrough flag", "Followthrough step", "Followthrough due"]),
    ("numbered", 3, ["Followthrough 2 flag", "Followthrough 2 step"]),
    ("further", 11, ["Followthrough 10 flag"]),
)


@pytest.mark.parametrize(("style", "headings"), STYLES)
def test_a_heading_in_each_style(style: int, headings: list[str]) -> None:
    """Each style has its own five headings, and each heading is known again as the style it is of."""
    assert [heading_in(style, name) for name in OURS][: len(headings)] == headings
    assert [style_of(name, heading) for name, heading in zip(OURS, headings, strict=False)] == [style] * len(headings)


OTHERS = table(
    ("another of ours", "Flag", "Due"),
    ("more words", "Flag", "Red flag"),
    ("a number behind", "Flag", "Flag 2"),
    ("nothing", "Flag", ""),
    ("their plural", "Next step", "Next steps"),
)


@pytest.mark.parametrize(("name", "heading"), OTHERS)
def test_other_headings(name: str, heading: str) -> None:
    """A heading that only looks like one of ours is none."""
    assert style_of(name, heading) is None


def test_defined_names_can_be_names() -> None:
    """Letters and underscores only, and no two alike."""
    names = [defined_name(name) for name in OURS]
    assert names[1] == "_followthrough_next_step"
    assert len(set(names)) == len(OURS)
    assert all(name.replace("_", "").isalpha() for name in names)


WHICH = table(
    ("ours", "Flag|Due", ["Flag", "Due"]),
    ("in another style and order", "Follow-up why|Follow-up step", ["Why", "Next step"]),
    ("five that say nothing", "Ampel|Schritt|Bis|Wie|Warum", list(OURS)),
    ("one that says nothing", "Warum", [""]),
    ("some that say nothing", "Flag|Schritt|Bis|Wie|Warum", ["Flag", "", "", "", ""]),
)


@pytest.mark.parametrize(("headings", "names"), WHICH)
def test_which_of_ours(headings: str, names: list[str]) -> None:
    """By what they say, or, five that say nothing, by their order."""
    assert which_of_ours(headings.split("|")) == names


COPIES = table(
    ("a table's", "Flag2"),
    ("a folder's", "Flag (2)"),
    ("copy", "Copy of Flag"),
    ("backup", "Flag backup"),
    ("old", "Flag (old)"),
    ("in German", "Flag Kopie"),
)


@pytest.mark.parametrize("heading", COPIES)
def test_headings_of_copies(heading: str) -> None:
    """What is added to the heading of a copy is known as that."""
    assert style_of("Flag", without_copy_mark(heading)) == 0


CELLS = table(
    ("a flag", "Flag", "Due", True),
    ("a flag in small letters", "Flag", "due", False),
    ("a step", "Flag", "Apply", False),
    ("a number", "Flag", 5, False),
    ("a step of ours", "Next step", "Send thank-you", True),
    ("a day", "Due", date(2026, 11, 27), True),
    ("a word for a day", "Due", "soon", False),
    ("a channel", "How", "Find a contact", True),
    ("a sentence", "Why", "Call Dana. Why not?", True),
    ("a remark", "Why", "call Dana", False),
    ("a column of others", "Salary", "Due", False),
)


@pytest.mark.parametrize(("name", "cell", "is_it"), CELLS)
def test_what_a_night_can_have_written(name: str, cell: object, *, is_it: bool) -> None:
    """Words, days and sentences tell ours from what a person typed."""
    assert is_ours(name, cell) is is_it
