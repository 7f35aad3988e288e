"""The page uses only what was looked up for Gmail, Outlook, Apple Mail and Yahoo: the table of docs/mail.md."""

from __future__ import annotations

import re

import pytest

from followthrough.saying.summary import compose_week
from mails_for_tests import Page, contents, demo_judgement, night_mail
from places import ROOT

TABLE = ROOT / "docs" / "mail.md"
JUDGEMENT = demo_judgement()
PAGES = {
    "weekly": compose_week(contents(JUDGEMENT)).html,
    "nightly": night_mail(JUDGEMENT, notes=("The file is open in Excel.",)).html,
}
NOT_SHOWN = {"href", "src", "alt", "class", "style", "name", "content", "charset"}
"""Attributes that change nothing in how a page is set."""


def looked_up() -> set[str]:
    """The names in the first column of the table."""
    rows = re.findall(r"^\| (`.*?) \|", TABLE.read_text("utf-8"), re.MULTILINE)
    return {name.partition(":")[0] for row in rows for name in re.findall(r"`([^`]+)`", row)}


def properties(css: str) -> set[str]:
    """The properties of a style, inline or in a block."""
    return set(re.findall(r"(?:^|[;{]\s*)([a-z-]+)\s*:", css))


def block(page: str) -> str:
    """The style block."""
    (found,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    return str(found)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_element_was_looked_up(page: str) -> None:
    """An element that no table lists may be dropped by Outlook without a word."""
    assert Page(page).tags - looked_up() == set()


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_attribute_was_looked_up(page: str) -> None:
    """The same for what an element carries."""
    assert {name for _, names in Page(page).elements for name in names} - looked_up() - NOT_SHOWN == set()


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_property_was_looked_up(page: str) -> None:
    """Inline and in the style block; no flex, no grid, nothing that Word cannot set (traps)."""
    used = set().union(*map(properties, Page(page).styles)) | properties(block(page))
    assert used - looked_up() == set()


def test_style_block_holds_dark_colours_only() -> None:
    """Gmail strips it in places: everything else stands inline, and it loads nothing."""
    css = block(PAGES["weekly"])
    plain, _, dark = css.partition("@media (prefers-color-scheme: dark)")
    assert plain.split() == [":root", "{", "color-scheme:", "light", "dark;", "}"]
    assert properties(dark) == {"background-color", "border-color", "color"}
    assert dark.count(" !important") == dark.count("-color:") + dark.count(" color:")
    assert "url" not in css


def test_every_class_of_the_style_block_is_used() -> None:
    """A colour that was renamed on one side would leave dark words on a dark ground."""
    styled = set(re.findall(r"\.([a-z]+) {", block(PAGES["weekly"])))
    used = {name for page in PAGES.values() for names in re.findall(r'class="([^"]+)"', page) for name in names.split()}
    assert used == styled


def test_cells_have_the_padding() -> None:
    """Outlook for Windows knows padding in cells only; lists it sets in its own way."""
    page = Page(PAGES["weekly"])
    padded = {tag for (tag, _), style in zip(page.elements, page.styles, strict=True) if "padding" in style}
    assert padded == {"body", "td", "ul"}


def test_no_colour_by_name_and_no_negative_margin() -> None:
    """What caniemail calls partly supported is used in the part that is."""
    styles = ";".join(Page(PAGES["weekly"]).styles)
    assert re.findall(r"color:(?!#[0-9a-f]{6})", styles) == []
    assert "-" not in "".join(re.findall(r"margin:([^;]+)", styles))
