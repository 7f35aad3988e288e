"""Both mails as a test asks for them, and a page taken apart as a mail program sees it."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from followthrough.judging.judge import judge
from followthrough.judging.news import find_news
from followthrough.knowing.hints import Hints
from followthrough.knowing.leads import Lead, You
from followthrough.knowing.policy import STANDARD
from followthrough.saying.agenda import as_file
from followthrough.saying.night_mail import compose_night
from followthrough.saying.people import Search
from followthrough.saying.summary import Contents, compose_week
from followthrough.saying.week import plan_week
from followthrough.understanding.read import read_workbook
from leads_for_tests import TODAY, a_lead
from workbooks_for_tests import demo_workbook

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from followthrough.judging.judgement import Judgement
    from followthrough.knowing.leads import Problem
    from followthrough.saying.page import Message

YOU = You(name="Robin Sample", phone="555-0199", email="robin@example.com", one_line="a planner")

OPENS = "Applied on: 11-16 | Email: dana@example.com"
HOSTILE = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "an entity": "&lt;b&gt; & &amp; \"'",
    "an attribute": '" onmouseover="alert(1)',
    "a header": "Acme\r\nBcc: eve@example.com\r\n\r\nhello",
    "a bare return": "Acme\rBcc: eve@example.com",
    "other line ends": "Acme\x0bBcc:\x0ceve\x85more\u2028and\u2029on",
    "a template": "{{ 7 * 7 }}{% include 'night.html' %}{# x #}",
    "a path": "../../../etc/passwd",
    "a Windows path": r"C:\Windows\System32\calc.exe",
    "a formula": '=HYPERLINK("http://example.com","Acme")',
    "right to left": "\u202eemca\u202c שלום",
    "emoji": "🚀 Acme 👩\u200d💻",
    "control characters": "Ac\x00me\x1b[31m\x07",
    "long": "x" * 5000,
    "a lone surrogate": "Acme \ud800",
}
"""What a cell may hold that must not become anything but text."""


def rows(*leads: Lead | str) -> list[Lead]:
    """Leads in the rows below a heading."""
    return [lead if isinstance(lead, Lead) else a_lead(lead, row=row) for row, lead in enumerate(leads, start=2)]


@cache
def demo_judgement(today: date = TODAY) -> Judgement:
    """The made-up search that ``--demo`` shows."""
    reading = read_workbook(demo_workbook(today), Hints())
    return judge(reading.leads, STANDARD, today, None, reading.problems)


def contents(
    judgement: Judgement, *, missed: tuple[date, ...] = (), is_checked: bool = True, told: Collection[str] = ()
) -> Contents:
    """What a summary of a judged workbook says."""
    return Contents(
        search=Search(judgement, YOU),
        week=plan_week(judgement, told),
        missed=missed,
        is_checked=is_checked,
        workbook="jobs.xlsx",
        agenda=as_file(judgement.today, (), {}),
        entries={},
    )


def summary(*leads: Lead | str, today: date = TODAY, problems: Sequence[Problem] = ()) -> Message:
    """The weekly mail about some leads."""
    return compose_week(contents(judge(rows(*leads), STANDARD, today, None, problems)))


def night_mail(judgement: Judgement, notes: tuple[str, ...] = ()) -> Message:
    """The nightly mail of a judged workbook, with its words."""
    return compose_night(find_news(judgement, ()), Search(judgement, YOU), "jobs.xlsx", notes)


def words(text: str) -> list[str]:
    """What is said, without how it is set: capitals, bullets and line breaks do not count."""
    return re.findall(r"\w+", text.casefold())


class Page(HTMLParser):
    """A page as a mail program sees it.

    Args:
        html: the page.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.headings: list[tuple[str, str]] = []
        self.styles: list[str] = []
        self.text = ""
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, where it leads, how it looks and what it says in place of a picture."""
        held = dict(attrs)
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.links += [place for name in ("href", "src", "background", "action") if (place := held.get(name))]
        self.styles.append(held.get("style") or "")
        if tag in ("h1", "h2", "h3"):
            self.headings.append((tag, ""))
        self.text += f" {held.get('alt') or ''} "
        if tag not in ("br", "img", "meta"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element; one that was never entered is an error of ours."""
        assert self._inside.pop() == tag
        self.text += " "

    def handle_data(self, data: str) -> None:
        """Note what can be seen."""
        if {"title", "style"} & set(self._inside):
            return
        self.text += data
        for level in {"h1", "h2", "h3"} & set(self._inside):
            self.headings[-1] = (level, self.headings[-1][1] + data)

    @property
    def tags(self) -> set[str]:
        """The kinds of elements."""
        return {tag for tag, _ in self.elements}

    @property
    def sections(self) -> list[str]:
        """The headings of its sections."""
        return [text for level, text in self.headings if level == "h2"]


def message_for(*leads: Lead | str, notes: tuple[str, ...] = (), workbook: str = "jobs.xlsx") -> Message:
    """The morning mail about some leads."""
    judgement = judge(rows(*leads), STANDARD, TODAY)
    return compose_night(find_news(judgement, ()), Search(judgement, YOU), workbook, notes)
