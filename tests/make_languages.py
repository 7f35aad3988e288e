"""Make ``ready.json`` of the language files and of CLDR's names: ``python tests/make_languages.py``.

Babel holds CLDR; it is a development dependency, and no night loads it.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from babel import Locale

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from followthrough.knowing.fold import fold, folded

FOLDER = Path(__file__).resolve().parents[1] / "scripts" / "followthrough" / "knowing" / "languages"
READY = FOLDER / "ready.json"
FIRST = "en"
"""The language whose columns and stages come first, and whose short names of months are also read alone."""
LONG = 4
"""Letters from which the name of a month is taken for one where no number stands beside it."""


def ready() -> dict[str, Any]:
    """All languages together."""
    languages = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
    languages = {FIRST: languages.pop(FIRST)} | languages
    names = _months(languages)
    return {
        "company": _united(fold(word) for each in languages.values() for word in each["headings"]["company"]["words"]),
        "headings": _headings(languages),
        "stages": _lists(languages, "stages", folded),
        "words": _lists(languages, "words", str.casefold),
        "months": names,
        "months alone": [name for name in names if len(name) >= LONG or name in _names(FIRST, "months")],
        "days": _united(
            name for each in languages.values() for code in each["locales"] for name in _names(code, "days")
        ),
    }


def _united(words: Any) -> list[str]:  # noqa: ANN401 - any iterable of words
    return list(dict.fromkeys(words))


def _headings(languages: dict[str, Any]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for language in languages.values():
        for heading, lists in language.get("headings", {}).items():
            for name, words in lists.items():
                into = found.setdefault(heading, {}).setdefault(name, [])
                into += [word for word in _united(map(folded, words)) if word not in into]
    return found


def _lists(languages: dict[str, Any], section: str, form: Any) -> dict[str, list[str]]:  # noqa: ANN401 - a folding
    found: dict[str, list[str]] = {}
    for language in languages.values():
        for name, words in language.get(section, {}).items():
            into = found.setdefault(name, [])
            into += [word for word in _united(map(form, words)) if word not in into]
    return found


def _months(languages: dict[str, Any]) -> dict[str, int]:
    """Every name that means one month in all the languages we know."""
    told: dict[str, set[int]] = {}
    for language in languages.values():
        for code in language["locales"]:
            for name, number in _names(code, "months").items():
                told.setdefault(name, set()).add(number)
        for name, number in language.get("months", {}).items():
            told.setdefault(fold(name), set()).add(number)
    return {name: next(iter(numbers)) for name, numbers in told.items() if len(numbers) == 1}


def _names(code: str, what: str) -> dict[str, int]:
    """The names of months or days of a locale, long and short, alone and within a date; without full stops."""
    widths = getattr(Locale.parse(code), what)
    return {
        name: number
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, written in widths[context][width].items()
        if (name := fold(written).strip(".")) and name[0].isalpha() and not "\u2e80" <= name[0] <= "\ud7ff"
    }


def as_text(document: dict[str, Any]) -> str:
    """The file, a list a line, so that a change of a word is seen in a difference."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    READY.write_text(as_text(ready()), "utf-8")
