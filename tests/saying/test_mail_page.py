"""Both mails in a real browser: three widths, bright and dark, and with axe-core looking."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from browser import Sight, axe_path, browser_path, look_at
from followthrough.judging.judge import judge
from followthrough.knowing.policy import STANDARD
from followthrough.knowing.record import replace
from followthrough.saying.summary import compose_week
from leads_for_tests import TODAY, a_lead
from mails_for_tests import contents, demo_judgement, night_mail, summary

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTHS = (320, 600, 1200)
PHONE_HEIGHT = 568
"""Of the smallest telephone that is still about, 320 pixels wide."""
SCHEMES = ("light", "dark")
MAILS = ("weekly", "nightly")
CARDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(27, 34, 41)"}
HELD_TO = {
    "color-contrast", "document-title", "heading-order", "html-has-lang", "link-name", "page-has-heading-one",
}  # fmt: skip
"""Rules of axe-core that must have found something to look at."""
IN_CI = os.environ.get("FOLLOWTHROUGH_CI")

NO_BROWSER = "no Chromium here: the pages are not looked at"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not (browser_path() or IN_CI), reason=NO_BROWSER)]
needs_axe = pytest.mark.skipif(
    not (axe_path() or IN_CI),
    reason="no axe-core here: install axe-playwright-python, or name axe.min.js in FOLLOWTHROUGH_AXE",
)


def pages() -> dict[str, str]:
    """A weekly and a nightly mail with all their parts."""
    judgement = demo_judgement()
    judgement = replace(judgement, leads=judgement.leads[:6])  # some of each kind: axe-core takes its time
    note = ("job-search.xlsx is open in Excel: its columns were not updated.",)
    return {"weekly": compose_week(contents(judgement)).html, "nightly": night_mail(judgement, note).html}


def look(scheme: str) -> list[Sight]:
    """Every mail at every width."""
    return look_at(pages(), WIDTHS, is_dark=scheme == "dark", axe=True)


@pytest.fixture(scope="module")
def sights() -> Mapping[tuple[str, int, str], Sight]:
    """What a browser saw, by mail, width and scheme."""
    with ThreadPoolExecutor() as both:
        found = dict(zip(SCHEMES, both.map(look, SCHEMES), strict=True))
    return {(sight.name, sight.width, scheme): sight for scheme, seen in found.items() for sight in seen}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("mail", MAILS)
class TestEveryPage:
    """What holds for each mail at each width in each scheme."""

    def test_nothing_scrolls_sideways(
        self, sights: Mapping[tuple[str, int, str], Sight], mail: str, width: int, scheme: str
    ) -> None:
        """The page needs no more than its window."""
        assert sights[mail, width, scheme].needs == width

    def test_first_step_is_on_the_first_screen(
        self, sights: Mapping[tuple[str, int, str], Sight], mail: str, width: int, scheme: str
    ) -> None:
        """The one thing to do next is seen without scrolling, on the smallest telephone."""
        assert 0 < sights[mail, width, scheme].first <= PHONE_HEIGHT

    def test_dark_is_dark(
        self, sights: Mapping[tuple[str, int, str], Sight], mail: str, width: int, scheme: str
    ) -> None:
        """Who reads at night is not blinded."""
        assert sights[mail, width, scheme].card == CARDS[scheme]

    @needs_axe
    def test_axe_finds_nothing(
        self, sights: Mapping[tuple[str, int, str], Sight], mail: str, width: int, scheme: str
    ) -> None:
        """Contrast, language, headings, links, roles, texts for pictures: nothing is wrong, nothing undecided."""
        sight = sights[mail, width, scheme]
        assert sight.broken == []
        assert set(sight.passed) >= HELD_TO


LONG = "x" * 5000
SPREAD = {
    "one long word": LONG,
    "a long address": f"{LONG}@example.com",
    "many words": "word " * 1000,
    "right to left": "\u202eemca\u202c שלום " * 20,
    "markup": "<table width=2000><tr><td>wide</td></tr></table>",
}
STEPS = ("Interview on: 11-20 | Thank-you sent: yes", "Applied on: 11-16", "Interview on: 11-24", "Applied on: 09-01")


def test_no_cell_makes_the_page_wider() -> None:
    """Long words wrap on a telephone, whichever cell they come from."""
    shown = {"nothing at all": summary().html}
    for name, text in SPREAD.items():
        cells = dict.fromkeys(("company", "role", "contact", "email", "mention"), text) | {"phone": f"555-0100 {text}"}
        leads = (a_lead(step, row=row, **cells) for row, step in enumerate(STEPS, 2))
        judgement = judge(list(leads), STANDARD, TODAY)
        shown[f"weekly, {name}"] = compose_week(contents(judgement)).html
        shown[f"nightly, {name}"] = night_mail(judgement).html
    assert {sight.name: sight.needs for sight in look_at(shown, (320,))} == dict.fromkeys(shown, 320)
