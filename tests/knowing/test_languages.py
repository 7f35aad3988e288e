"""Languages are data: the ready file is what the language files and CLDR say."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from followthrough.knowing.columns import THEIRS, Column
from followthrough.knowing.fold import folded
from followthrough.knowing.languages import any_month, heading_lists, months, small_words
from places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("babel", reason="Babel, which holds CLDR, is a development dependency")

from make_languages import FOLDER, READY, as_text, ready

FILES = sorted(FOLDER.glob("*.toml"))


def test_the_ready_file_is_made_of_the_languages() -> None:
    """Word for word; after a change: python tests/make_languages.py."""
    assert READY.read_text("utf-8") == as_text(ready())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_language_has_columns_we_know(path: Path) -> None:
    """Every list belongs to a column of ours, and every word has letters."""
    language = tomllib.loads(path.read_text("utf-8"))
    assert set(language["headings"]) <= {Column(heading).field for heading in THEIRS}
    assert all(
        map(folded, (word for lists in language["headings"].values() for words in lists.values() for word in words))
    )


MONTHS = [
    ("novembre", 11), ("noviembre", 11), ("listopada", 11), ("listopad", 11), ("maart", 3), ("mrz", 3), ("févr", 2),
    ("gennaio", 1), ("ноября", 11), ("ekim", 10), ("marraskuuta", 11), ("toukokuuta", 5), ("maj", 5), ("október", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "number"), MONTHS, ids=[name for name, _ in MONTHS])
def test_months_of_every_language(name: str, number: int | None) -> None:
    """Also as they stand within a date; a language whose headings we do not know is not read."""
    assert months().get(name) == number


def test_short_names_need_a_number_beside_them() -> None:
    """Portuguese for October is a word in "out of office" too."""
    assert "out" in months()
    assert "out" not in any_month(alone=True).split("|")
    assert {"nov", "may"} <= set(any_month(alone=True).split("|"))


def test_unknown_kinds_are_a_mistake() -> None:
    """A misspelt kind of word would silently match nothing."""
    with pytest.raises(KeyError):
        small_words("no such kind")
    assert heading_lists()["company"]["words"]
    assert (ROOT / "CONTRIBUTING.md").exists()
