"""config.example.toml, made from the tables of the config: nothing about a key stands in two places."""

from __future__ import annotations

import ast
import inspect
from textwrap import fill
from typing import TYPE_CHECKING

import tomlkit

from followthrough.keeping.files import read_any, write_new
from followthrough.keeping.swap import put_in_place
from followthrough.knowing.policy import STANDARD
from followthrough.knowing.wording import listed
from followthrough.setup.config_sections import FREE_SECTIONS, NEEDS_TRUST, SECTIONS, Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import msgspec

START = """followthrough: everything that can be set, each with what it is when left out.
Copy this file to your system's config folder as config.toml (followthrough doctor names the place), or anywhere and \
name it with --config FILE or in FOLLOWTHROUGH_CONFIG. Keep the lines you change. Such a file is trusted and may hold \
anything.

A config.toml beside the workbook, else one in the folder you run from, lies over it key by key. It is merely found, \
and may hold {harmless} only: workbooks are passed around, and must not bring orders along."""
OWN_START = """Your own settings of followthrough. Lines that begin with # are not in force; they show what else there \
is, and what holds without them. This file is trusted and may say everything; config.toml beside a workbook only says \
what its columns mean."""
SHOWN = {"heading_row": 3, "day_first": True, "port": 465}
"""What is shown, commented out, for a key that has no value of its own when it is left out."""
WIDTH = 120


def example_config() -> str:
    """The whole file: every section and key, its reason above it, its default in force or commented out."""
    harmless = listed([f"[{section}]" for section, told in NEEDS_TRUST.items() if told is not True])
    parts = [*map(_comment, START.format(harmless=harmless).split("\n"))]
    for section in Document.__struct_encode_fields__:
        parts += ["", f"[{section}]", *(_free(section) if section in FREE_SECTIONS else _keys(SECTIONS[section]))]
    return "\n".join(parts) + "\n"


def _free(section: str) -> Iterator[str]:
    reason, examples = FREE_SECTIONS[section]
    yield _comment(reason)
    yield from (f"# {line}" for line in examples)


def _keys(section: type[msgspec.Struct], given: Mapping[str, object] | None = None) -> Iterator[str]:
    """Each key with its reason: in force as it is by default; where some are given, only those are in force."""
    reasons = _reasons(section)
    defaults = section()
    for field, key in zip(section.__struct_fields__, section.__struct_encode_fields__, strict=True):
        yield _comment(reasons[field])
        default = getattr(defaults, field)
        shown = SHOWN.get(field, getattr(STANDARD, field, None)) if default is None else default
        is_in_force = default is not None if given is None else key in given
        value = (given or {}).get(key, shown)
        yield f"{'' if is_in_force else '# '}{key} = {tomlkit.item(value).as_string()}"


def with_settings(text: str, given: Mapping[str, Mapping[str, object]]) -> str:
    """A config of somebody's own ("" for a new one) with some keys set: section -> key -> value.

    All else in it stays, and a new section comes with its reasons.
    """
    document = tomlkit.parse(text)
    added = []
    for section, values in given.items():
        if section in document:
            for key, value in values.items():
                document[section][key] = value
        elif values:
            added.append("\n".join(("", f"[{section}]", *_keys(SECTIONS[section], values))))
    start = "" if text else f"{_comment(OWN_START)}\n"
    return start + tomlkit.dumps(document) + "".join(f"{part}\n" for part in added)


def write_settings(place: Path, given: Mapping[str, Mapping[str, object]]) -> None:
    """The same in the file, which is made where there is none.

    Raises:
        WorkbookError: it cannot be written.
        TryAgainError: somebody saved it meanwhile.
    """
    held = read_any(place)
    text = with_settings((held or b"").decode("utf-8-sig"), given).encode()
    if held is None:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_new(place, text)
    elif held != text:
        put_in_place(place, held, text)


def _reasons(section: type[msgspec.Struct]) -> dict[str, str]:
    """Each key's reason: the string that stands below it in the class."""
    body = ast.parse(inspect.getsource(section)).body[0]
    found, last = {}, ""
    for node in body.body if isinstance(body, ast.ClassDef) else ():
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            last = node.target.id
        elif last and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found[last] = inspect.cleandoc(str(node.value.value))
    return found


def _comment(text: str) -> str:
    return fill(" ".join(text.split()), WIDTH, initial_indent="# ", subsequent_indent="# ") if text else "#"
