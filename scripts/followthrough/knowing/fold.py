"""Texts without what people vary when they write the same thing twice: the one folding of names and of headings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_VARIATIONS = dict.fromkeys((0xFE0E, 0xFE0F))
"""What phones put behind a sign to say how it is drawn."""
_NO_LETTERS = re.compile(r"[\W_]+")
_PIECE = 1_000
"""Letters that are brought into one form at a time: a heap of accents takes time by the square of its height."""


def fold(text: str) -> str:
    """A name as it is compared: one form of each letter, no capitals, one space between words.

    "Café" is the same in either Unicode form, and a space that does not break is a space.
    """
    plain = text if text.isascii() else _in_one_form(text).translate(_VARIATIONS)
    return " ".join(plain.casefold().split())


@lru_cache(maxsize=10_000)
def folded(text: str) -> str:
    """A heading or a stage word as it is compared: letters and digits only.

    "Thank-you  sent:" and "thank you sent" are the same heading.
    """
    plain = text if text.isascii() else _in_one_form(text)
    return _NO_LETTERS.sub("", plain.casefold())


def _in_one_form(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text[at : at + _PIECE]) for at in range(0, len(text), _PIECE))
