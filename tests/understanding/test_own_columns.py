"""Five columns are ours only when all are there and hold our words, or when the config names them (rules 2)."""

from __future__ import annotations

import pytest

from followthrough.knowing.columns import OURS
from followthrough.knowing.errors import ConfigError, WorkbookError
from followthrough.knowing.hints import Hints
from followthrough.understanding.own_columns import OTHER_OWN_HEADINGS, find_own_columns
from leads_for_tests import table

SET = " | ".join(OURS)
OTHER_SET = " | ".join(OTHER_OWN_HEADINGS)
AT_ONE = {"Flag": 1, "Next step": 2, "Due": 3, "How": 4, "Why": 5}

RECOGNISED = table(
    ("empty", SET, "", OURS),
    ("our words", SET, "Due | Follow up | 1 | Phone | Call", OURS),
    ("typed in another way", "flag|NEXT  STEP|due:|How?|Why", "Closed", OURS),
    ("the other names", OTHER_SET, "Waiting", OTHER_OWN_HEADINGS),
    ("only Flag filled", SET, "Check row", OURS),
)


@pytest.mark.parametrize(("headings", "row", "names"), RECOGNISED)
def test_ours(headings: str, row: str, names: tuple[str, ...]) -> None:
    """All five there, and every filled cell under Flag and Next step a word of ours."""
    assert found(headings, row) == (AT_ONE, names)


NOT_OURS = table(
    ("four of them", "Flag | Next step | Due | How", "", OTHER_OWN_HEADINGS),
    ("one of them", "Next step", "Call Dana", OTHER_OWN_HEADINGS),
    ("a word of theirs under Flag", SET, "red flag", OTHER_OWN_HEADINGS),
    ("a word of theirs under Next step", SET, "Due | call Dana", OTHER_OWN_HEADINGS),
    ("our word in small letters", SET, "due", OTHER_OWN_HEADINGS),
    ("one of them twice", f"{SET} | Flag", "", OTHER_OWN_HEADINGS),
    ("a yes under Flag", SET, "TRUE", OTHER_OWN_HEADINGS),
    ("none", "Salary", "", OURS),
    ("only the other names taken, in part", "Follow-up flag", "", OURS),
)


@pytest.mark.parametrize(("headings", "row", "shall_be"), NOT_OURS)
def test_not_ours(headings: str, row: str, shall_be: tuple[str, ...]) -> None:
    """Somebody's own columns stay theirs; ours get names that are free."""
    assert found(headings, row) == ({}, shall_be)


def test_config_names_them() -> None:
    """The owner's word outranks what stands in the cells."""
    columns: dict[str, str] = dict(zip(OURS, ("Ampel", "Schritt", "Bis", "Wie", "Warum"), strict=True))
    own, names = found("Ampel | Schritt | Bis | Wie | Warum", "rot | anrufen", Hints(columns=columns))
    assert (own, names) == (AT_ONE, tuple(columns.values()))


WRONGLY_TOLD = table(
    ("one is nowhere", "Ampel | Schritt | Bis | Wie", "Ampel, Schritt, Bis, Wie, Warum"),
    ("none is there", "Salary", "Ampel, Schritt, Bis, Wie, Warum"),
    ("one is there twice", "Ampel | Schritt | Bis | Wie | Warum | Wie", "Ampel, Schritt, Bis, Wie, Warum"),
    ("one for all", "Ampel", "Ampel, Ampel, Ampel, Ampel, Ampel"),
    ("two for one", "Ampel | Schritt | Bis | Wie", "Ampel, Schritt, Bis, Wie, Wie"),
)


@pytest.mark.parametrize(("headings", "told"), WRONGLY_TOLD)
def test_config_that_names_them_wrongly_is_told(headings: str, told: str) -> None:
    """Five headings, each there once, or a sentence: never a guess, never two answers in one cell."""
    with pytest.raises(ConfigError):
        found(headings, "", Hints(columns=dict(zip(OURS, told.split(", "), strict=True))))


def test_config_that_names_some_of_them_is_told() -> None:
    """A set of five is ours when the config names them (rules 2): one alone is a mistake to be told."""
    with pytest.raises(ConfigError):
        found("Ampel", "", Hints(columns={"Flag": "Ampel"}))


def test_both_sets_taken_is_refused() -> None:
    """There is no third set of names: their owner renames one."""
    with pytest.raises(WorkbookError, match=r"Rename those that are yours\.$"):
        found("Flag | Follow-up flag", "")


def test_other_names_of_ours_stay_ours_beside_theirs() -> None:
    """Where Next step is somebody's own, ours are found again under their other names."""
    texts = [*zip(range(5), OTHER_OWN_HEADINGS, strict=True), (5, "Next step")]
    own, names = find_own_columns(texts, [["Due", "Follow up", None, None, None, "call Dana"]], Hints())
    assert (own, names) == (dict(zip(OURS, range(5), strict=True)), OTHER_OWN_HEADINGS)


def found(headings: str, row: str, hints: Hints | None = None) -> tuple[dict[str, int], tuple[str, ...]]:
    """The columns from B on, with one row below; column A holds a company."""
    texts = [(column, name.strip()) for column, name in enumerate(headings.split("|"), start=1)]
    cells: list[object] = ["Acme", *(text.strip() for text in row.split("|"))]
    return find_own_columns(texts, [[*cells, *[None] * 10]], hints or Hints())
