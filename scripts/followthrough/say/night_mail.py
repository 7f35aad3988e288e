"""The short mail of a morning on which something opened, has its last good day, or turned overdue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough import reasons
from followthrough.leads import NEXT_STEP
from followthrough.news import Event
from followthrough.say.message import Message
from followthrough.say.page import fill

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from followthrough.news import News

TITLES = {
    Event.INTERVIEW: "Interviews today and tomorrow",
    Event.LAST_DAY: "Last good day is today",
    Event.OPENED: "Good to do from now on",
    Event.OVERDUE: "Past its last good day",
}
"""In the order in which a morning wants them."""
MOST_IN_FULL = 10
"""A longer list trains people not to read it; the rest is one line."""
LONGEST_SUBJECT = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of one lead, in the words of the mail."""

    name: str
    step: str
    window: str
    how: str
    why: str


@dataclass(frozen=True, slots=True)
class Group:
    """The steps that are news for the same reason."""

    title: str
    entries: tuple[Entry, ...]


def compose_night(news: Sequence[News], today: date, workbook: str, notes: Sequence[str] = ()) -> Message:
    """Write the mail.

    Args:
        news: what to tell, at least one.
        today: the day of the run.
        workbook: the file's name, for the last line.
        notes: what went wrong, said first.
    """
    order = {event: place for place, event in enumerate(TITLES)}
    sorted_news = sorted(news, key=lambda item: order[item.event])
    shown, rest = sorted_news[:MOST_IN_FULL], len(sorted_news) - MOST_IN_FULL
    groups = [
        Group(title, entries)
        for event, title in TITLES.items()
        if (entries := tuple(_entry(item) for item in shown if item.event is event))
    ]
    values = {
        "day": reasons.day(today),
        "groups": groups,
        "more": f"And {rest} more in the worksheet." if rest > 0 else "",
        "notes": [_one_line(note) for note in notes],
        "workbook": workbook,
    }
    return Message(
        kind="nightly",
        day=today,
        subject=_subject(sorted_news),
        text=fill("night.txt", **values),
        html=fill("night.html", **values),
    )


def _entry(item: News) -> Entry:
    lead, advice = item.judged.lead, item.advice
    name = f"{lead.company}, {lead.role}" if lead.role else lead.company
    window = reasons.window(advice.opens, advice.due)
    return Entry(_one_line(name), NEXT_STEP[advice.step], window, str(advice.how or ""), _one_line(advice.why))


def _subject(news: Sequence[News]) -> str:
    first = news[0]
    more = f" and {len(news) - 1} more" if len(news) > 1 else ""
    subject = _one_line(f"{NEXT_STEP[first.advice.step]}: {first.judged.lead.company}")
    return f"{subject[: LONGEST_SUBJECT - len(more)]}{more}"


def _one_line(text: str) -> str:
    """Without line breaks and signs that print nothing: a cell cannot become a header or a second paragraph."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
