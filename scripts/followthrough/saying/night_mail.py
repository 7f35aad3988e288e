"""The short mail of a morning on which something opened, has its last good day, or turned overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.judging.news import Event
from followthrough.knowing import wording
from followthrough.knowing.wording import counted, one_line
from followthrough.saying.entries import entry_of
from followthrough.saying.page import Letter, Message, Section, as_page, as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from followthrough.judging.news import News
    from followthrough.knowing.judgement import Advice, Judged
    from followthrough.saying.page import Entry

TITLES = {
    Event.INTERVIEW_TODAY: "Interviews today",
    Event.INTERVIEW: "Interviews tomorrow",
    Event.LAST_DAY: "Last good day is today",
    Event.OPENED: "Good to do from now on",
    Event.OVERDUE: "Past its last good day",
}
"""The sections, in their order."""
MOST_IN_FULL = 10
"""A longer list trains people not to read it; the rest is one line."""
LONGEST_SUBJECT = 120
FOOTER = "From {}. Nothing is sent to an employer; each step clears when its date stands in the worksheet."


def compose_night(
    news: Sequence[News],
    today: date,
    workbook: str,
    notes: Sequence[str] = (),
    in_words: Callable[[Judged, Advice], Entry] | None = None,
) -> Message:
    """Write the mail.

    Args:
        news: what to tell, at least one.
        today: the day of the run.
        workbook: the file's name, for the last line.
        notes: what went wrong, said first.
        in_words: turns a step into an entry with its drafts; a plain entry where none is given.
    """
    order = {event: place for place, event in enumerate(TITLES)}
    sorted_news = sorted(news, key=lambda item: order[item.event])
    shown, rest = sorted_news[:MOST_IN_FULL], sorted_news[MOST_IN_FULL:]
    sections = [
        Section(title=title, entries=entries)
        for event, title in TITLES.items()
        if (entries := tuple((in_words or entry_of)(i.judged, i.advice) for i in shown if i.event is event))
    ]
    if rest:
        more = counted(len(rest), "more stands", "more stand")
        sections.append(Section(title="And more", lines=(f"{more} in the worksheet.",)))
    letter = Letter(
        title=wording.day(today),
        notes=tuple(map(one_line, notes)),
        sections=tuple(sections),
        footer=FOOTER.format(workbook),
    )
    return Message("nightly", today, _subject(sorted_news), as_text(letter), as_page(letter))


def _subject(news: Sequence[News]) -> str:
    first = news[0]
    more = f" and {len(news) - 1} more" if len(news) > 1 else ""
    subject = one_line(f"{first.advice.next_step}: {first.judged.lead.company}")
    return f"{subject[: LONGEST_SUBJECT - len(more)]}{more}"
