"""What a heading and a stage word mean: the two data files beside this module, looked up without regard to spelling."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from followthrough.leads import FIELDS, Stage

NO_WORD = frozenset(("", "na", "none", "nan", "keine", "無", "无"))
"""Folded: what stands in a stage cell that says nothing."""


@lru_cache(maxsize=10_000)
def folded(text: str) -> str:
    """Letters and digits only, without capitals: "Thank-you  sent:" and "thank you sent" are the same heading."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "", plain)


@cache
def heading_words() -> dict[str, tuple[str, bool]]:
    """Folded heading -> (heading of ours, whether it means it for certain)."""
    known = {folded(heading): (heading, True) for heading in FIELDS}
    lists: dict[str, dict[str, list[str]]] = tomllib.loads(_read("headings.toml"))
    for heading, words in lists.items():
        known |= {folded(word): (heading, True) for word in words["words"]}
    for heading, words in lists.items():
        for word in words.get("weak", ()):
            known.setdefault(folded(word), (heading, False))
    return known


@cache
def stage_words() -> dict[str, Stage]:
    """Folded word -> stage."""
    known = {folded(stage): stage for stage in Stage}
    lists: dict[str, list[str]] = tomllib.loads(_read("stages.toml"))
    return known | {folded(word): Stage(stage) for stage, words in lists.items() for word in words}


def _read(name: str) -> str:
    return files("followthrough.worksheet").joinpath(name).read_text("utf-8")
