"""Questions to a person on a terminal, each with the answer that Enter gives; and those that ``init`` asks.

What columns and words mean, who somebody is, how mail reaches them, whose holidays count. Elsewhere nothing is asked.
"""

from __future__ import annotations

import locale
import os
from datetime import date
from typing import TYPE_CHECKING, Any

from followthrough.knowing.columns import Column
from followthrough.knowing.errors import UsageError
from followthrough.knowing.record import Record, replace
from followthrough.knowing.wording import clipped, counted
from followthrough.knowing.words import Stage
from followthrough.reading.cells import as_text, is_filled
from followthrough.setup.adoption import accepting
from followthrough.setup.providers import provider_of
from followthrough.shell import command, terminal
from followthrough.understanding.questions import Answer

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from followthrough.knowing.hints import Hints
    from followthrough.reading.cells import Cell
    from followthrough.reading.workbook import Workbook
    from followthrough.setup.adoption import Understanding
    from followthrough.setup.config import Config
    from followthrough.understanding.questions import Question

LONGEST_SAMPLE = 40
_YOU = {"name": "Your name", "email": "Your e-mail address", "phone": "Your phone number"}
DEEPEST, MOST_ROWS, FEWEST = 30, 8, 2
"""Rows that are looked at, rows that are shown, and cells that a row of headings has at least."""
LONGEST_ROW, LONGEST_CELL = 90, 30
ASKED = {
    Column.COMPANY: "names the company",
    Column.ROLE: "names the job",
    Column.STAGE: "says how far it is",
    Column.APPLIED_ON: "holds the day you applied",
    Column.EMAIL: "holds their e-mail address",
}
"""What is asked about each column; without the first there is no list."""


class Dialogue(Record, frozen=True):
    """A conversation; where nobody sits there to answer, each answer is what Enter would give."""

    is_open: bool

    def tell(self, text: str) -> None:
        """Something that only whoever is asked needs to read."""
        if self.is_open:
            command.say(terminal.prose(text))

    def ask(self, question: str, default: str = "") -> str:
        """A word or two; what stands in square brackets is what Enter gives."""
        return command.asked(question, default) if self.is_open else default

    def agrees(self, question: str, *, default: bool = True) -> bool:
        """Yes or no."""
        if not self.is_open:
            return default
        answer = command.asked(f"{terminal.prose(question)} [{'Y/n' if default else 'y/N'}]").casefold()
        return default if not answer else answer in ("y", "yes")

    def choose(self, question: str, answers: Sequence[str], default: int = 0) -> int:
        """One of several, by its number from 1; 0 stands for none of them."""
        if not self.is_open or not answers:
            return default
        command.say(terminal.prose(question))
        for number, answer in enumerate(answers, start=1):
            command.say(f"  {number}  {answer}")
        command.say("  0  none of these")
        while True:
            answer = command.asked("Which?", str(default))
            if answer.isascii() and answer.isdigit() and int(answer) <= len(answers):
                return int(answer)
            self.tell(f"A number from 0 to {len(answers)}.")

    def secret(self, question: str) -> str:
        """Something that must not be seen while it is typed; "" where nobody can be asked."""
        return command.asked_in_secret(f"{question} ") if self.is_open else ""


def named_by_owner(workbook: Workbook, hints: Hints, talk: Dialogue) -> Hints | None:
    """The hints with the columns that the owner pointed at; None where they did not."""
    if not talk.is_open:
        return None
    sheets = list(workbook.worksheets)
    which = talk.choose("On which sheet is your list?", sheets, 1) if len(sheets) > 1 else 1
    if not which:
        return None
    (frame,) = workbook.frames([sheets[which - 1]])
    rows = [row for row in frame.rows[:DEEPEST] if sum(map(is_filled, row)) >= FEWEST][:MOST_ROWS]
    row = talk.choose("Which of these rows holds your headings?", [_shown(row) for row in rows], 1) if rows else 0
    if not row:
        return None
    columns = dict(hints.columns)
    left = list(dict.fromkeys(as_text(cell) for cell in rows[row - 1] if is_filled(cell)))
    for column, words in ASKED.items():
        number = talk.choose(f"Which column {words}?", [clipped(each, LONGEST_CELL) for each in left])
        if number:
            columns[column] = left.pop(number - 1)
        elif column is Column.COMPANY:
            return None
    return replace(hints, columns=columns)


def _shown(row: Sequence[Cell]) -> str:
    return clipped(" | ".join(as_text(cell) for cell in row if is_filled(cell)), LONGEST_ROW)


def answered(found: Understanding, hints: Hints, talk: Dialogue, asked: set[str]) -> Hints:
    """What was understood, with the owner's answers to what only they can settle.

    Where nobody can be asked, the likeliest answers are taken, but never one about days. ``asked`` holds what was asked
    before and is not asked again; it grows.
    """
    if not talk.is_open:
        return accepting(hints, found)
    for question in found.questions:
        if question.text not in asked:
            asked.add(question.text)
            answer = _answer(question, found, talk)
            hints = _with(hints, answer) if answer else hints
    return hints


def _answer(question: Question, found: Understanding, talk: Dialogue) -> Answer | None:
    """The answer to one question; None leaves it open, as a line in config.toml."""
    likely, columns = question.answer, question.columns
    if not likely:
        talk.tell(question.text)
        return None
    if likely.section == "stages" and not columns:
        return _meaning(likely, found, talk)
    if len(columns) > 1 and likely.section == "columns":
        which = talk.choose(f"Which of your columns is {question.about}?", [f"{c.letter} “{c.text}”" for c in columns])
        return Answer("columns", question.about, columns[which - 1].text) if which else None
    if isinstance(likely.value, bool):
        first = talk.choose(question.text, ("The day comes first: 03/11 is in November.", "The month: it is in March."))
        return replace(likely, value=first == 1) if first else None
    is_right = talk.agrees(f"{question.text} Shall {likely.line} hold?", default=not question.is_of_days)
    return likely if is_right else None


def _meaning(likely: Answer, found: Understanding, talk: Dialogue) -> Answer | None:
    """Which stage a word means; the likely one is what Enter gives."""
    rows = found.unknown_stages.get(likely.key) or found.guessed_stages[likely.key][1]
    place = list(map(str, Stage)).index(str(likely.value)) + 1 if likely.value else 0
    text = f"What does “{clipped(likely.key, LONGEST_SAMPLE)}” mean ({counted(rows, 'row')})?"
    which = talk.choose(text, list(Stage), place)
    return replace(likely, value=str(list(Stage)[which - 1])) if which else None


def _with(hints: Hints, answer: Answer) -> Hints:
    """The hints with one line more."""
    if answer.section == "columns":
        return replace(hints, columns={**hints.columns, answer.key: str(answer.value)})
    if answer.section == "stages":
        return replace(hints, stages={**hints.stages, answer.key: str(answer.value)})
    if isinstance(answer.value, bool):
        return replace(hints, day_first=answer.value)
    return replace(hints, first_day=date.fromisoformat(answer.value))


def who_and_mail(
    options: argparse.Namespace, talk: Dialogue, config: Config, own: Path
) -> tuple[dict[str, str], dict[str, Any], str]:
    """The keys of [you] and of [mail] that are to be set, and the password of the mail server where it was typed.

    It is to go into a file beside their own config.

    Raises:
        UsageError: a mail without an address.
    """
    you, mail = config.you, config.mail
    talk.tell("\nWho are you? Letters and calls are drafted in your name; what you leave out stays a blank there.")
    told = {key: getattr(options, key) or talk.ask(words, getattr(you, key)) for key, words in _YOU.items()}
    told = {key: text for key, text in told.items() if text != getattr(you, key)}
    email = told.get("email", you.email)
    talk.tell("\nThe morning mail: sent to you through your mail server, or put into a folder as files.")
    host = options.mail_host
    if host is None and talk.is_open and email and talk.agrees("Send it by mail?", default=bool(mail.host)):
        provider = provider_of(email)
        if provider:
            talk.tell(f"  {provider.password}".replace("\n", "\n  "))
        host = talk.ask("Mail server", mail.host or (provider.host if provider else f"smtp.{email.rpartition('@')[2]}"))
    if not host:
        return told, {}, ""
    if not email:
        raise UsageError("A mail needs an address to go to: give --email too.")
    provider = provider_of(email)
    user = options.mail_user or talk.ask("You log in there as", mail.user or email)
    sent = {"host": host, "user": user, "from": email, "to": email}
    if provider and provider.host == host and provider.security != "ssl":
        sent["security"] = provider.security
    kept = own.parent / "mail-password"
    password = "" if options.password_file else talk.secret("Its password (not shown; Enter: you name a source later)")
    if password or options.password_file:
        sent["password_file"] = str((options.password_file or kept).absolute())
    return told, sent, password


def holidays(options: argparse.Namespace, talk: Dialogue, config: Config) -> dict[str, str]:
    """Whose public holidays are no business days; the language of the machine often tells."""
    spoken = next((os.environ[name] for name in ("LC_ALL", "LC_TIME", "LANG") if os.environ.get(name)), "")
    here = config.calendar.country or (spoken or locale.getlocale()[0] or "").partition("_")[2][:2].upper()
    if options.country is None and talk.is_open:
        talk.tell("\nOn public holidays nobody is asked. Which country, in two letters? (- for none)")
    country = options.country if options.country is not None else talk.ask("Country", here)
    country = country.strip(" -").upper()
    if not country or country == config.calendar.country:
        return {}
    from followthrough.knowing.calendar import public_holidays

    try:
        public_holidays(country, "")
    except NotImplementedError:
        talk.tell(f"No public holidays are known for {country}, so none are set.")
        return {}
    return {"country": country}
