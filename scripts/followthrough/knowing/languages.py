"""The words of people's languages: what columns and stages are called, small words, the names of months and days.

A language is a file in the folder ``languages``, and nothing in Python. ``ready.json`` there holds all of them
together, folded, with the names of months and days from CLDR, so that no night folds ten thousand words. A test holds
it equal to the files it is made of; CONTRIBUTING says how to make it.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pkgutil import get_data
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _ready() -> dict[str, Any]:
    held = get_data("followthrough.knowing", "languages/ready.json")  # importlib.resources takes long to load
    found: dict[str, Any] = json.loads(held or b"")
    return found


def heading_lists() -> Mapping[str, Mapping[str, list[str]]]:
    """``Column.field`` -> "words" that mean the column for certain and "weak" ones that may mean it, folded."""
    lists: Mapping[str, Mapping[str, list[str]]] = _ready()["headings"]
    return lists


def company_headings() -> list[str]:
    """What the column of the companies is called, in small letters and otherwise as people write it."""
    names: list[str] = _ready()["company"]
    return names


def stage_lists() -> Mapping[str, list[str]]:
    """Name of a list of stage words -> the words, folded."""
    lists: Mapping[str, list[str]] = _ready()["stages"]
    return lists


@cache
def small_words(kind: str) -> tuple[str, ...]:
    """The words of a kind ("yes", "never", "archive") in all languages, in small letters.

    Raises:
        KeyError: there is no such kind.
    """
    return tuple(_ready()["words"][kind])


@cache
def any_of(kind: str) -> str:
    """The words of a kind for a pattern: "archiv*" stands for every word that begins so."""
    return alternatives(small_words(kind))


@cache
def months() -> Mapping[str, int]:
    """Every name of a month, long or short, in small letters -> its number."""
    names: Mapping[str, int] = _ready()["months"]
    return names


@cache
def any_month(*, alone: bool = False) -> str:
    """The names of the months for a pattern.

    Args:
        alone: whether no number stands beside them: short names are then left out, which are also other words.
    """
    names = _ready()["months alone"] if alone else months()
    return alternatives(tuple(names))


@cache
def any_weekday() -> str:
    """The names of the days of the week for a pattern, long and short."""
    return alternatives(tuple(_ready()["days"]))


def alternatives(words: tuple[str, ...]) -> str:
    """Words for a pattern, the longest first; a star stands for the rest of a word."""
    return "|".join(re.escape(word).replace(r"\*", r"\w*") for word in sorted(words, key=len, reverse=True))
