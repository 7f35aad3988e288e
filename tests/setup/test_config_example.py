"""The example that people copy: every key is in it, with the default it has."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec
import pytest

from configs_for_tests import read_config
from followthrough.knowing.policy import STANDARD
from followthrough.setup.config_example import example_config
from followthrough.setup.config_sections import SECTIONS
from places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = ROOT / "config.example.toml"
FREE = ("columns", "stages", "people")


def uncommented() -> str:
    """The example with its settings that are commented out put in force."""
    return re.sub(r'^# (?=("[A-Z][^"=]*"|[A-Z][a-z]+|[a-z_]+) = )', "", EXAMPLE.read_text("utf-8"), flags=re.MULTILINE)


def test_the_example_is_made_of_the_schema() -> None:
    """The committed file is what the tables of the config say, word for word; CONTRIBUTING: how to make it."""
    assert EXAMPLE.read_text("utf-8") == example_config()


def test_the_example_changes_nothing(tmp_path: Path) -> None:
    """Copied as it is, it means the same as no config at all."""
    copy = tmp_path / "config.toml"
    copy.write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    config = read_config(copy)
    assert (config.workbook, config.data, config.policy) == (None, None, STANDARD)
    assert (config.hints.columns, config.hints.stages, config.hints.day_first) == ({}, {}, None)


def test_the_example_names_every_key() -> None:
    """No key is missing, and none is there that the program does not know."""
    written = tomllib.loads(uncommented())
    known = {name: set(section.__struct_encode_fields__) for name, section in SECTIONS.items()}
    assert {name: set(keys) for name, keys in written.items() if name not in FREE} == known


def test_the_example_names_the_defaults(tmp_path: Path) -> None:
    """With every commented number in force the policy is still the standard one."""
    copy = tmp_path / "config.toml"
    copy.write_text(uncommented(), "utf-8")
    assert read_config(copy).policy == STANDARD


@pytest.mark.parametrize("name", sorted(SECTIONS))
def test_values_in_force_are_the_defaults(name: str) -> None:
    """A value that stands in the example without a comment sign is what the program takes when it is left out."""
    written = tomllib.loads(EXAMPLE.read_text("utf-8"))[name]
    defaults = msgspec.json.decode(msgspec.json.encode(SECTIONS[name]()))
    assert {key: defaults[key] for key in written} == written


def test_every_key_has_a_reason() -> None:
    """Above each setting stands a comment that is a sentence."""
    lines = EXAMPLE.read_text("utf-8").splitlines()
    for before, line in pairwise(lines):
        if re.match(r"#? ?[a-z_]+ = ", line):
            assert before.startswith("# "), line
            assert before.rstrip().endswith((".", "):", "for).", ",")), line
