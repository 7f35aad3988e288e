"""What a lead is called, and what a problem says of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.knowing.leads import Lead, Problem, sentences
from followthrough.knowing.record import replace
from leads_for_tests import built, table

SOON = Problem(7, "F7", "Decision by", "soon", "a date, like 2026-11-23")
DATELESS = Problem(5, "Applied on", "Applied on", "", "a date, like 2026-11-23")
STAGE = Problem(2, "C2", "Stage", "Aplied", "one of Wishlist and Applied", "Applied")

SENTENCES = table(
    ("what it holds", [SOON], ["F7 (Decision by) holds “soon”; it should be a date, like 2026-11-23."]),
    ("a blank cell", [replace(SOON, found="")], ["F7 (Decision by) is blank; it should be a date, like 2026-11-23."]),
    (
        "what was meant",
        [STAGE],
        ["C2 (Stage) holds “Aplied”; it should be one of Wishlist and Applied. Perhaps Applied?"],
    ),
    ("a date without its column", [DATELESS], ["Row 5 has no date: add a column Applied on."]),
    (
        "a word without its column",
        [replace(STAGE, cell="Stage", meant="")],
        ["Row 2: Stage holds “Aplied”; it should be one of Wishlist and Applied."],
    ),
    (
        "the same in two rows",
        [STAGE, replace(STAGE, row=3, cell="C3")],
        ["2 rows: Stage holds “Aplied” (C2 and C3); it should be one of Wishlist and Applied. Perhaps Applied?"],
    ),
    (
        "the same in many rows",
        [replace(SOON, row=row, cell=f"F{row}") for row in range(2, 12)],
        ["10 rows: Decision by holds “soon” (F2, F3, F4, F5 and 6 others); it should be a date, like 2026-11-23."],
    ),
    (
        "no date in two rows",
        [DATELESS, replace(DATELESS, row=9)],
        ["2 rows have no date: add a column Applied on (rows 5 and 9)."],
    ),
    (
        "another word, another column: a line each",
        [SOON, replace(SOON, row=8, cell="F8", found="later"), replace(SOON, row=9, cell="G9", column="Last heard")],
        [
            "F7 (Decision by) holds “soon”; it should be a date, like 2026-11-23.",
            "F8 (Decision by) holds “later”; it should be a date, like 2026-11-23.",
            "G9 (Last heard) holds “soon”; it should be a date, like 2026-11-23.",
        ],
    ),
    ("nothing", [], []),
)


@pytest.mark.parametrize(("problems", "expected"), SENTENCES)
def test_sentences(problems: list[Problem], expected: list[str]) -> None:
    """One sentence for what is wrong in the same way, in the order in which it was found."""
    assert sentences(problems) == expected


PROBLEMS = st.lists(
    built(Problem, st.integers(1, 9), st.just("F7"), st.sampled_from(["Stage", "F7"]), st.text(), st.text())
)


@given(PROBLEMS)
def test_every_problem_is_in_one_printable_line(problems: list[Problem]) -> None:
    """Whatever the cells hold, and never more lines than problems."""
    lines = sentences(problems)
    assert bool(lines) == bool(problems)
    assert len(lines) <= len(problems)
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize(
    ("lead", "name", "in_a_list"),
    table(
        ("both", Lead(row=2, company="Acme", role="Analyst"), "Acme, Analyst", "Acme (Analyst)"),
        ("no role", Lead(row=2, company="Acme"), "Acme", "Acme"),
        ("no company", Lead(row=2, role="Analyst"), "Row 2, Analyst", "row 2 (Analyst)"),
        (
            "no company, on one of several sheets",
            Lead(row=2, sheet="'Week 2'"),
            "Row 2 of 'Week 2'",
            "row 2 of 'Week 2'",
        ),
        ("several lines", Lead(row=2, company="Acme\r\nBcc: x", role="a\tb"), "Acme, a b", "Acme (a b)"),
    ),
)
def test_names(lead: Lead, name: str, in_a_list: str) -> None:
    """A lead is called the same on every surface; between other names the role stands in brackets."""
    assert (lead.name, lead.name_in_a_list) == (name, in_a_list)
