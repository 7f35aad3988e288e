"""Code and tests cite the rulebook, the promises and the contract; what they cite is there."""

from __future__ import annotations

import re
from functools import cache

import pytest

from places import ROOT

FILES = sorted(path for folder in ("scripts", "tests") for path in (ROOT / folder).rglob("*.py"))
RULES = (ROOT / "docs" / "rules.md").read_text("utf-8")
_CITED = re.compile(r"(?<![\w-])rules ((?:\d(?:\.\d+)?)(?:(?:, | and )\d(?:\.\d+)?)*)(?:, ([A-D]) to ([A-D]))?")


def sections() -> set[str]:
    """Headings ("5"), the numbered rules in them ("5.3"), and the lettered ones ("A")."""
    found, section = set(), ""
    for line in RULES.splitlines():
        heading, rule, letter = (re.match(p, line) for p in (r"## (\d+)\. ", r"(\d+)\. \*\*", r"([A-D])\. \*\*"))
        section = heading[1] if heading else section
        found |= {section} if heading else set()
        found |= {f"{section}.{rule[1]}"} if rule else set()
        found |= {letter[1]} if letter else set()
    return found


@cache
def citations() -> dict[str, set[str]]:
    """Section -> the files that cite it."""
    cited: dict[str, set[str]] = {}
    for path in FILES:
        for match in _CITED.finditer(path.read_text("utf-8")):
            for name in (*re.split(r", | and ", match[1]), *filter(None, match.groups()[1:])):
                cited.setdefault(name, set()).add(path.name)
    return cited


def test_every_cited_section_is_there() -> None:
    """A reader who follows "rules 5.3" arrives."""
    missing = {name: sorted(files) for name, files in citations().items() if name not in sections()}
    assert missing == {}


@pytest.mark.parametrize("section", ["1", "2", "3", "4", "5", "6", "7", "8"])
def test_every_section_is_cited(section: str) -> None:
    """Each part of the rulebook is found again in the code, or it is not followed."""
    assert any(name == section or name.startswith(f"{section}.") for name in citations())


def test_every_cited_promise_is_there() -> None:
    """CONTRIBUTING numbers the promises."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## The promises")[2].partition("\n## ")[0]
    promised = set(re.findall(r"^(\d+)\. ", text, re.MULTILINE))
    cited = {number for path in FILES for number in re.findall(r"\(promise (\d+)\)", path.read_text("utf-8"))}
    assert cited <= promised
    assert promised


def test_every_file_that_the_documents_name_is_there() -> None:
    """Whoever looks up how a thing was tried, or proven, finds the test and the script."""
    texts = [
        path.read_text("utf-8") for path in (ROOT / "CONTRIBUTING.md", ROOT / "README.md", *ROOT.glob("docs/*.md"))
    ]
    named = {name for text in texts for name in re.findall(r"\b(?:tests|scripts)/[\w/]+\.py\b", text)}
    assert sorted(name for name in named if not (ROOT / name).is_file()) == []
