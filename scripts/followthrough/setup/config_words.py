"""What is wrong with a config.toml, in a sentence: which key, what was found, what would be right."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Literal, get_args, get_origin, get_type_hints

from followthrough.setup.config_sections import SECTIONS, Document

if TYPE_CHECKING:
    from collections.abc import Sequence


def nearest(name: str, known: Sequence[str]) -> str:
    """The end of a sentence: what was meant, or what there is."""
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"; did you mean “{close[0]}”?" if close else f". Known are {', '.join(known)}."


def in_words(error: str) -> str:
    """The sentence for what the checker or the reader of TOML says."""
    unknown = re.search(r"unknown field `([^`]+)`(?: - at `\$\.?([^`]*)`)?", error)
    if unknown:
        where = f"[{unknown[2]}] " if unknown[2] else ""
        return f"{where}{unknown[1]} is no key here{nearest(unknown[1], _keys_of(unknown[2] or ''))}"
    place = re.search(r"(.*) - at `(?:key in )?\$\.([^`]+)`", error)
    if place:
        return _wrong_value(place[1], place[2])
    if "hex value" in error or "Unescaped" in error:
        return f"{error}. Put a Windows path into single quotes, like path = 'C:\\Users\\me\\jobs.xlsx'."
    if "Invalid value" in error or "Invalid statement" in error:
        return f'{error}. Texts stand in straight quotes, like "Firma"; true and false are written small, without any.'
    return error if error.endswith((".", "?")) else f"{error}."


def _wrong_value(what: str, place: str) -> str:
    section, _, key = place.replace("[...]", "").partition(".")
    if not key and section in SECTIONS:
        example = next(iter(_keys_of(section)))
        return f"[{section}] must be a section: write [{section}] on a line of its own, then {example} = and so on."
    if not key:
        return f'[{section}] holds something else than words: write "your heading" in quotes, like Company = "Firma".'
    hint = get_type_hints(SECTIONS[section]).get(_attribute(section, key)) if section in SECTIONS else None
    return f"[{section}] {key}: {_expected(hint) or what}."


def _expected(hint: object) -> str:
    """What a key may hold, as one writes it."""
    kinds = [hint, *get_args(hint)] if hint is not None else []
    for kind in kinds:
        if get_origin(kind) is Literal:
            return f"it must be one of {', '.join(map(str, get_args(kind)))}"
    if bool in kinds:
        return "it must be true or false, without quotes"
    if int in kinds:
        return "it must be a whole number"
    if str in kinds:
        return "it must be a text in quotes"
    return ""


def _attribute(section: str, key: str) -> str:
    """The name that a key has in our code ("from" cannot be one)."""
    fields = SECTIONS[section].__struct_fields__
    names = SECTIONS[section].__struct_encode_fields__
    return dict(zip(names, fields, strict=True)).get(key, key)


def _keys_of(section: str) -> tuple[str, ...]:
    return SECTIONS.get(section, Document).__struct_encode_fields__
