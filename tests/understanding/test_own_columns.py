"""Our columns are known by their hidden names; where those were lost, by most of their headings and words (rules 2)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from followthrough.knowing.columns import OURS
from followthrough.knowing.errors import ConfigError
from followthrough.knowing.hints import Hints
from followthrough.knowing.ours import defined_name, heading_in
from followthrough.understanding.own_columns import find_own_columns, refuse_wrongly_told
from leads_for_tests import table

if TYPE_CHECKING:
    from followthrough.knowing.ours import OwnColumns

SET = " | ".join(OURS)
OTHER_SET = " | ".join(heading_in(1, name) for name in OURS)
THIRD_SET = " | ".join(heading_in(2, name) for name in OURS)
AT_ONE = {"Flag": 1, "Next step": 2, "Due": 3, "How": 4, "Why": 5}
ROW = "Due | Follow up | 11-27 | Phone | Call."
NAMED: dict[str, int] = {name: column for column, name in enumerate(OURS, start=1)}
"""What the defined names point at where the set stands in B to F."""

BY_WORDS = table(
    ("empty", SET, [], SET),
    ("our words", SET, [ROW], SET),
    ("typed in another way", "flag|NEXT  STEP|due:|How?|Why", ["Closed"], "flag|NEXT  STEP|due:|How?|Why"),
    ("the other names", OTHER_SET, ["Waiting"], OTHER_SET),
    ("the third names", THIRD_SET, ["Waiting"], THIRD_SET),
    ("only Flag filled", SET, ["Check row"], SET),
    ("a word of theirs in one of two rows", SET, ["done | Follow up", "Due | Follow up"], SET),
    ("a word of theirs in the only row", SET, ["done | Follow up"], SET),
    ("a word of theirs under Next step", SET, ["Due | call Dana"], SET),
)


@pytest.mark.parametrize(("headings", "rows", "called"), BY_WORDS)
def test_ours_by_their_words(headings: str, rows: list[str], called: str) -> None:
    """All five headings there, and most filled cells under Flag and Next step a word of ours: no name is needed."""
    own = found(headings, *rows)
    assert (own.columns, [*own.headings.values()]) == (AT_ONE, split(called))


NOT_OURS = table(
    ("four of them, empty", "Flag | Next step | Due | How", [], OTHER_SET),
    ("three of them", "Flag | Next step | Due", ["Due | Follow up"], OTHER_SET),
    ("one of them", "Next step", ["Call Dana"], OTHER_SET),
    ("a word of theirs under Flag", SET, ["red flag"], OTHER_SET),
    ("mostly words of theirs", SET, ["red | Follow up", "green | call", "red | write"], OTHER_SET),
    ("four, and half the words theirs", "Flag | Next step | Due | How", ["Due | call Dana"], OTHER_SET),
    ("our word in small letters", SET, ["due"], OTHER_SET),
    ("a yes under Flag", SET, ["TRUE"], OTHER_SET),
    ("none", "Salary", [], SET),
    ("only the other names taken, in part", "Follow-up flag", [], SET),
    ("one of each", "NextStep | FollowUpDue", ["call | 11-27"], THIRD_SET),
    ("one of each of three", "Flag | Follow-up due | Followthrough why", [],
     " | ".join(heading_in(3, name) for name in OURS)),
)  # fmt: skip


@pytest.mark.parametrize(("headings", "rows", "shall_be"), NOT_OURS)
def test_not_ours(headings: str, rows: list[str], shall_be: str) -> None:
    """Somebody's own columns stay theirs; ours get five names of one kind, none of which is taken: never a refusal."""
    own = found(headings, *rows)
    assert (bool(own), own.set_aside, [*own.missing.values()]) == (False, frozenset(), split(shall_be))


CHANGED = table(
    # headings where a set stood in B to F: which is renamed, which was cleared, what is a copy
    ("nothing", SET, {}, "", {}),
    ("Why is Reason", "Flag|Next step|Due|How|Reason", {"Why": 5}, "", {}),
    ("Flag is Ampel", "Ampel|Next step|Due|How|Why", {"Flag": 1}, "", {}),
    ("Due is Deadline", "Flag|Next step|Deadline|How|Why", {"Due": 3}, "", {}),
    ("How is a number", "Flag|Next step|Due|2026|Why", {"How": 4}, "", {}),
    ("How is blank", "Flag|Next step|Due||Why", {}, "How", {}),
    ("Flag is blank", "|Next step|Due|How|Why", {}, "Flag", {}),
    ("Why is blank", "Flag|Next step|Due|How|", {}, "Why", {}),
    ("Excel calls it Column4", "Flag|Next step|Due|Column4|Why", {}, "How", {}),
    ("German Excel calls it Spalte4", "Flag|Next step|Due|Spalte4|Why", {}, "How", {}),
    ("a copy of Flag", f"{SET} | Flag", {}, "", {6: "Flag"}),
    ("a copy in a table", f"{SET} | Flag2", {}, "", {6: "Flag"}),
    ("a backup", f"{SET} | Flag (old)", {}, "", {6: "Flag"}),
)


@pytest.mark.parametrize("knows", ["by name", "by words"])
@pytest.mark.parametrize(("headings", "renamed", "bare", "copies"), CHANGED)
def test_one_heading_changed(
    headings: str, renamed: dict[str, int], bare: str, copies: dict[int, str], knows: str
) -> None:
    """The set stays ours, with its names and without: what is renamed is not written, what was cleared comes back."""
    own = found(headings, f"{ROW} | Due", named=NAMED if knows == "by name" else None)
    written = {name: column for name, column in AT_ONE.items() if name not in renamed}
    assert (own.columns, own.renamed, own.bare, own.missing) == (written, renamed, frozenset(filter(None, [bare])), {})
    assert own.copies == copies
    assert own.set_aside == {*AT_ONE.values(), *copies}


@pytest.mark.parametrize("cell", ["", "11-27", "soon"])
def test_a_heading_changed_above_any_cells(cell: str) -> None:
    """Between two columns of ours it is ours, whatever it holds: a night leaves Due blank where nothing can be done."""
    own = found("Flag | Next step | Deadline | How | Why", f"Waiting | Follow up | {cell} | Phone | Call.")
    assert (own.renamed, own.missing) == ({"Due": 3}, {})


DELETED = table(*((name, name) for name in OURS))


@pytest.mark.parametrize("knows", ["by name", "by words"])
@pytest.mark.parametrize("name", DELETED)
def test_one_column_deleted(name: str, knows: str) -> None:
    """It is missing, and is to be put back under its own heading."""
    left = [each for each in OURS if each != name]
    cells = [cell for each, cell in zip(OURS, split(ROW), strict=True) if each != name]
    there: dict[str, int] = {each: column for column, each in enumerate(left, start=1)}
    named = there if knows == "by name" else None
    own = found(" | ".join(left), " | ".join(cells), named=named)
    assert (own.missing, own.renamed) == ({name: name}, {})


LEFT_BEHIND = table(
    # headings now, while the defined names still point at B to F
    ("a column inserted left of them", f"Salary | {SET}", 2),
    ("a column deleted left of them", SET, 0),
    ("one inserted among them", "Flag | Next step | Salary | Due | How | Why", None),
    ("one taken out and put last", "Flag | Due | How | Why | Next step", None),
    ("all in another order", "Why | How | Due | Next step | Flag", None),
)


@pytest.mark.parametrize(("headings", "first"), LEFT_BEHIND)
def test_names_that_did_not_follow(headings: str, first: int | None) -> None:
    """Programs that know no names move cells and leave names behind: headings and cells tell, nothing else is taken."""
    by_name: dict[str, str] = dict(zip(OURS, split(ROW), strict=True))
    cells = " | ".join(by_name.get(heading, "77") for heading in split(headings))
    texts = split(headings)
    if first == 0:
        own = find_own_columns(texts, [as_cells(cells)], Hints(), keys(NAMED))
        assert own.columns == {name: column - 1 for name, column in AT_ONE.items()}
    else:
        own = found(headings, cells, named=NAMED)
        assert own.columns == {name: texts.index(name) + 1 for name in OURS}
    assert (own.renamed, own.missing, own.copies) == ({}, {}, {})


@pytest.mark.parametrize("day", ["11-27", ""], ids=["a day of ours", "blank"])
def test_their_column_with_the_name_of_ours_that_was_renamed(day: str) -> None:
    """Ours is Deadline now, and somebody made a Due of their own: theirs is not written into."""
    row = f"Waiting | Follow up | {day} | Phone | Call. | 12-24"
    own = found("Flag | Next step | Deadline | How | Why | Due", row, named=NAMED)
    assert (own.renamed, "Due" in own.columns) == ({"Due": 3}, False)


THEIR_DUE = table(
    ("days, by name", "12-24", {"Flag": 1, "Next step": 2, "How": 3, "Why": 4}),
    ("words, by name", "call Dana", {"Flag": 1, "Next step": 2, "How": 3, "Why": 4}),
    ("words, by words", "call Dana", None),
)


@pytest.mark.parametrize(("cell", "named"), THEIR_DUE)
def test_their_column_with_the_name_of_ours_that_was_deleted(cell: str, named: dict[str, int] | None) -> None:
    """Ours comes back under another name, and theirs is left alone."""
    row = f"Due | Follow up | Phone | Call. | 9 | {cell}"
    own = found("Flag | Next step | How | Why | Salary | Due", row, named=named)
    assert own.missing == {"Due": "Follow-up due"}
    assert 6 not in own.columns.values()


def test_other_names_of_ours_stay_ours_beside_theirs() -> None:
    """Where Next step is somebody's own, ours are found again under their other names."""
    own = found(f"{OTHER_SET} | Next step", "Due | Follow up |  |  |  | call Dana")
    assert (own.columns, own.copies) == (AT_ONE, {})


def test_two_sets_of_ours() -> None:
    """The one that a night wrote last is ours; the other, with a word that somebody typed, is set aside and named."""
    own = found(f"{SET} | {OTHER_SET}", f"done | Follow up | 11-20 | Phone | Call. | {ROW}")
    assert own.columns == {name: column + 5 for name, column in AT_ONE.items()}
    assert own.copies == {column: name for name, column in AT_ONE.items()}


def test_a_column_of_an_older_version() -> None:
    """A name of ours for a column that is no more ours: what stands there was written by a night, and is no fact."""
    own = found(f"{SET} | Chance", f"{ROW} | high", named={**NAMED, "Chance": 6})
    assert (own.columns, own.copies, 6 in own.set_aside) == (AT_ONE, {6: ""}, True)


@pytest.mark.parametrize("called", ["Chance", "Follow-up chance"])
@pytest.mark.parametrize("knows", ["by name", "by words"])
def test_a_column_of_a_newer_version(monkeypatch: pytest.MonkeyPatch, knows: str, called: str) -> None:
    """The set of an older version is still ours; the sixth column is to be added, under a name that is free."""
    monkeypatch.setattr("followthrough.understanding.own_columns.OURS", (*OURS, "Chance"))
    theirs = "" if called == "Chance" else " | Chance"
    own = found(SET + theirs, f"{ROW} | high", "done | | | |", named=NAMED if knows == "by name" else None)
    assert (own.columns, own.missing, own.set_aside) == (AT_ONE, {"Chance": called}, frozenset(AT_ONE.values()))


def test_a_set_of_four_that_an_older_version_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer columns are a set too, and the fifth is added."""
    own = found("Flag | Next step | Due | How", "Due | Follow up | 11-27 | Phone")
    assert own.missing == {"Why": "Why"}
    monkeypatch.setattr("followthrough.understanding.own_columns.OURS", OURS[:4])
    assert found("Flag | Next step | Due | How", "Due | Follow up | 11-27 | Phone").missing == {}


def test_config_names_them() -> None:
    """The owner's word outranks what stands in the cells."""
    own = found("Ampel | Schritt | Bis | Wie | Warum", "rot | anrufen", hints=told("Ampel, Schritt, Bis, Wie, Warum"))
    assert (own.columns, [*own.headings.values()]) == (AT_ONE, ["Ampel", "Schritt", "Bis", "Wie", "Warum"])


def test_config_names_one_that_was_renamed() -> None:
    """That is the way out for a heading that was changed: the column goes on under its new one."""
    own = found("Flag|Next step|Due|How|Reason", ROW, named=NAMED, hints=Hints(columns={"Why": "Reason"}))
    assert (own.columns, own.renamed) == (AT_ONE, {})


def test_config_gives_one_to_another_column() -> None:
    """A heading that the config maps to a column of theirs is theirs, whatever stands there."""
    own = found("Flag|Next step|Deadline|How|Why", ROW, named=NAMED, hints=Hints(columns={"Apply by": "Deadline"}))
    assert (own.missing, 3 in own.set_aside) == ({"Due": "Due"}, False)


def test_a_told_column_that_was_deleted_comes_back() -> None:
    """Where defined names show that the set was there, a told heading that is gone is no mistake in the config."""
    hints = told("Ampel, Schritt, Bis, Wie, Warum")
    own = found("Ampel|Schritt|Bis|Wie", ROW, named={name: at for name, at in NAMED.items() if at < 5}, hints=hints)
    refuse_wrongly_told(own)
    assert own.missing == {"Why": "Warum"}


WRONGLY_TOLD = table(
    ("one is nowhere", "Ampel | Schritt | Bis | Wie", "Ampel, Schritt, Bis, Wie, Warum"),
    ("none is there", "Salary", "Ampel, Schritt, Bis, Wie, Warum"),
    ("one is there twice", "Ampel | Schritt | Bis | Wie | Warum | Wie", "Ampel, Schritt, Bis, Wie, Warum"),
    ("one for all", "Ampel", "Ampel, Ampel, Ampel, Ampel, Ampel"),
    ("two for one", "Ampel | Schritt | Bis | Wie", "Ampel, Schritt, Bis, Wie, Wie"),
    ("one alone", "Ampel", "Ampel"),
)


@pytest.mark.parametrize(("headings", "names"), WRONGLY_TOLD)
def test_config_that_names_them_wrongly_is_told(headings: str, names: str) -> None:
    """A set of headings, each there once, or a sentence: never a guess, never two answers in one cell."""
    with pytest.raises(ConfigError):
        refuse_wrongly_told(found(headings, "", hints=told(names)))


def found(headings: str, *rows: str, named: dict[str, int] | None = None, hints: Hints | None = None) -> OwnColumns:
    """What is found in the columns from B on; column A holds a company, and 11-27 is a day."""
    cells = [as_cells(f"Acme | {row}") for row in rows]
    return find_own_columns(["Company", *split(headings)], cells, hints or Hints(), keys(named or {}))


def keys(named: dict[str, int]) -> dict[str, int]:
    return {defined_name(name): column for name, column in named.items()}


def told(names: str) -> Hints:
    return Hints(columns=dict(zip(OURS, names.split(", "), strict=False)))


def split(text: str) -> list[str]:
    return [part.strip() for part in text.split("|")]


def as_cells(row: str) -> list[object]:
    """The cells of a row, filled up to fifteen."""
    cells = [datetime.fromisoformat(f"2026-{c}") if c[:2].isdigit() and "-" in c else c or None for c in split(row)]
    return [*cells, *[None] * (15 - len(cells))]
