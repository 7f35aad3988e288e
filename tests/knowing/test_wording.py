"""Cells as words in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.knowing.wording import (
    LONGEST_NAME,
    clipped,
    counted,
    few,
    listed,
    one_line,
    short,
    spoken_day,
    with_article,
    without_addresses,
)
from leads_for_tests import day, table


@pytest.mark.parametrize(
    ("cell", "expected"),
    table(
        ("plain", "Acme", "Acme"),
        ("line breaks", "Acme\r\nBcc: all@example.com", "Acme Bcc: all@example.com"),
        ("tabs and spaces", "  Acme \t  Ltd ", "Acme Ltd"),
        ("other line breaks", "a\u2028b\u0085c\x0bd", "a b c d"),
        ("signs that turn text around", "Acme \u202eexe.fdp", "Acme exe.fdp"),
        ("control characters", "a\x00\x1b[31mb", "a [31mb"),
        ("letters of any script", "Møller & Söhne 株式会社", "Møller & Söhne 株式会社"),
        ("nothing", "", ""),
    ),
)
def test_one_line(cell: str, expected: str) -> None:
    """Line breaks and signs that print nothing become one space."""
    assert one_line(cell) == expected


@given(st.text())
def test_one_line_is_one_printable_line(cell: str) -> None:
    """Whatever stands in a cell."""
    told = one_line(cell)
    assert told.isprintable()
    assert told == one_line(told) == told.strip()


@pytest.mark.parametrize(
    ("cell", "expected"),
    table(
        ("first line only", "Dana Ruiz\nHR\n555-0100", "Dana Ruiz"),
        ("blank first line", "\n  \nDana", "Dana"),
        ("as long as may be", "x" * LONGEST_NAME, "x" * LONGEST_NAME),
        ("too long", "x" * 5000, "x" * (LONGEST_NAME - 1) + "…"),
        ("nothing but space", " \n ", ""),
    ),
)
def test_short(cell: str, expected: str) -> None:
    """A sentence takes a cell's first line, and no more than it bears."""
    assert short(cell) == expected


@pytest.mark.parametrize(
    ("cell", "longest", "expected"),
    table(
        ("short enough", "their new ward", 20, "their new ward"),
        ("between words", "their new ward, opening in spring", 20, "their new ward…"),
        ("one long word", "x" * 50, 20, "x" * 19 + "…"),
        ("several lines", "one\ntwo", 20, "one two"),
    ),
)
def test_clipped(cell: str, longest: int, expected: str) -> None:
    """A whole cell on one line is cut between two words."""
    assert clipped(cell, longest) == expected


@given(st.text(), st.integers(2, 300))
def test_clipped_is_never_longer(cell: str, longest: int) -> None:
    """The limit holds for every cell."""
    assert len(clipped(cell, longest)) <= longest


@pytest.mark.parametrize(
    ("names", "expected"),
    table(
        ("nobody", (), ""),
        ("one", ("Ada",), "Ada"),
        ("two", ("Ada", "Ben"), "Ada and Ben"),
        ("three", ("Ada", "Ben", "Cleo"), "Ada, Ben and Cleo"),
    ),
)
def test_listed(names: tuple[str, ...], expected: str) -> None:
    """Names stand as a sentence holds them."""
    assert listed(names) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    table(
        ("consonant", "data analyst", "a data analyst"),
        ("vowel", "editor of manuals", "an editor of manuals"),
        ("spelt letters", "HR manager", "an HR manager"),
        ("spelt letters, no vowel", "UX designer", "a UX designer"),
        ("sounds like you", "user researcher", "a user researcher"),
        ("u as in up", "upholsterer", "an upholsterer"),
        ("has one", "A nurse", "a nurse"),
        ("a sentence", "I am a nurse", "a nurse"),
        ("nothing", "", ""),
    ),
)
def test_with_article(told: str, expected: str) -> None:
    """A description gets the article that is spoken before it."""
    assert with_article(told) == expected


def test_spoken_day() -> None:
    """A day is said as on the phone."""
    assert spoken_day(day("11-30")) == "Monday, 30 November"


@pytest.mark.parametrize(
    ("number", "words", "expected"),
    table(
        ("one", 1, ("lead",), "1 lead"),
        ("none", 0, ("lead",), "0 leads"),
        ("several", 2, ("lead",), "2 leads"),
        ("thousands", 12_345, ("row",), "12,345 rows"),
        ("an odd plural", 2, ("entry", "entries"), "2 entries"),
        ("a verb with it", 1, ("more is", "more are"), "1 more is"),
        ("a half", 8.5, ("day",), "8.5 days"),
        ("a whole one of a median", 1.0, ("day",), "1 day"),
    ),
)
def test_counted(number: float, words: tuple[str, ...], expected: str) -> None:
    """A number and its word go together."""
    assert counted(number, *words) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    table(
        ("as many as may be", ["Ada", "Ben"], "Ada and Ben"),
        ("one more has a name too", ["Ada", "Ben", "Cleo"], "Ada, Ben and Cleo"),
        ("more are a number", ["Ada", "Ben", "Cleo", "Dan"], "Ada, Ben and 2 others"),
        ("each once", ["Ada", "Ben", "Ada", "Ben"], "Ada and Ben"),
        ("nobody", [], ""),
    ),
)
def test_few(names: list[str], expected: str) -> None:
    """A long list is not read: two by name, the others by number."""
    assert few(names, 2) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    table(
        ("a name", "Dana Ruiz", "Dana Ruiz"),
        ("an address alone", "jobs@example.com", ""),
        ("in brackets", "Dana Ruiz <dana@example.com>", "Dana Ruiz"),
        ("after a comma", "Dana Ruiz, dana@example.com", "Dana Ruiz"),
        ("before the name", "dana@example.com / Dana Ruiz", "Dana Ruiz"),
        ("two addresses", "a@example.com; b@example.com", ""),
        ("on a line of its own", "Dana Ruiz\ndana@example.com", "Dana Ruiz"),
        ("on the line above", "dana@example.com\nDana Ruiz", "Dana Ruiz"),
        ("an at that is none", "Dana @ reception", "Dana @ reception"),
        ("nothing", "", ""),
    ),
)
def test_without_addresses(cell: str, expected: str) -> None:
    """An address is said in its own place: never twice."""
    assert without_addresses(cell) == expected
