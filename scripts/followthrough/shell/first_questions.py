"""What ``init`` asks: what columns and words mean, who somebody is, how mail reaches them, whose holidays count."""

from __future__ import annotations

import locale
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from followthrough.knowing.columns import Column
from followthrough.knowing.errors import UsageError
from followthrough.knowing.wording import clipped, counted
from followthrough.knowing.words import Stage
from followthrough.setup.providers import provider_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from followthrough.knowing.hints import Hints
    from followthrough.setup.adoption import Understanding
    from followthrough.setup.config import Config
    from followthrough.shell.dialogue import Dialogue

MOST_WORDS = 8
"""Words without a known meaning that are asked about, the most frequent first; the rest are lines in config.toml."""
LONGEST_SAMPLE = 40
_Value = TypeVar("_Value")
_YOU = {"name": "Your name", "email": "Your e-mail address", "phone": "Your phone number"}


def answered(found: Understanding, hints: Hints, talk: Dialogue, asked: set[str]) -> Hints:
    """What was understood, with the owner's answer to each guess and each open question.

    Args:
        found: the tracker as it was understood.
        hints: what is in force already.
        talk: where nobody can be asked, each guess is taken for right, and what is open stays so.
        asked: what was asked before, and is not asked again; it grows.
    """
    columns = {**hints.columns, **dict(_columns(found, talk, asked))}
    stages = {**hints.stages, **dict(_stages(found, talk, asked))}
    return replace(hints, columns=columns, stages=stages)


def _columns(found: Understanding, talk: Dialogue, asked: set[str]) -> Iterator[tuple[str, str]]:
    for layout in found.reading.layouts:
        for heading in layout.choices.guessed:
            theirs = layout.headings[heading]
            sample = clipped(found.samples.get(layout.columns[heading], ""), LONGEST_SAMPLE)
            shown = f", for example “{sample}”" if sample else ""
            is_it = talk.agrees(f"Your column “{theirs}” looks like {heading}{shown}. Is it?")
            yield heading, theirs if is_it else ""
        for question in layout.choices.questions:
            which = [f"{each.letter} “{each.text}”" for each in question.columns]
            number = talk.choose(f"Which of your columns is {question.heading}?", which) if which else 0
            if number:
                yield question.heading, question.columns[number - 1].text
    for letter, text in _fresh(found.plans, asked):
        kinds = (Column.LAST_FOLLOW_UP, Column.CHECK_BACK_ON)
        words = ("when you followed up last", "when you mean to follow up")
        number = talk.choose(f"Column {letter} “{text}” holds the days", words)
        if number:
            yield kinds[number - 1], text


def _stages(found: Understanding, talk: Dialogue, asked: set[str]) -> Iterator[tuple[str, str]]:
    for word, (stage, rows) in found.guessed_stages.items():
        if talk.agrees(f"“{clipped(word, LONGEST_SAMPLE)}” ({counted(rows, 'row')}) means {stage}?"):
            yield word, str(stage)
        else:
            yield from _which_stage(word, rows, talk)
    unknown = sorted(found.unknown_stages.items(), key=lambda each: -each[1])
    for word, rows in _fresh(unknown[:MOST_WORDS], asked):
        yield from _which_stage(word, rows, talk)


def _fresh(several: Iterable[tuple[str, _Value]], asked: set[str]) -> Iterator[tuple[str, _Value]]:
    """Those that were not asked about yet."""
    for name, value in several:
        if name not in asked:
            asked.add(name)
            yield name, value


def _which_stage(word: str, rows: int, talk: Dialogue) -> Iterator[tuple[str, str]]:
    number = talk.choose(f"What does “{clipped(word, LONGEST_SAMPLE)}” mean ({counted(rows, 'row')})?", list(Stage))
    if number:
        yield word, str(list(Stage)[number - 1])


def who_and_mail(
    options: argparse.Namespace, talk: Dialogue, config: Config, own: Path
) -> tuple[dict[str, str], dict[str, Any], str]:
    """Who they are, how mail goes to them, and its password where it was typed.

    Args:
        options: what was said on the command line.
        talk: for the rest.
        config: what is set already.
        own: their own config; a password goes into a file beside it.

    Returns:
        the keys of [you] and of [mail] to be set, and the password.

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
