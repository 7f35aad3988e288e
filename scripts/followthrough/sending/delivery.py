"""Where a message goes: to the mail server that is configured, else as files into the outbox folder; and only once.

What it tells is on the disk before it goes, and counts as told when it went.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from followthrough.keeping.files import write_whole
from followthrough.keeping.state import intend, settle, withdraw
from followthrough.keeping.swap import name_anew
from followthrough.keeping.systems import sync_folder
from followthrough.knowing.errors import FollowthroughError, NotSentError, TryAgainError
from followthrough.knowing.record import Record, replace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from email.message import EmailMessage
    from pathlib import Path

    from followthrough.keeping.state import State
    from followthrough.saying.page import Message
    from followthrough.sending.account import MailSection


class Sent(Record, frozen=True):
    """What became of a message.

    Args:
        place: where it went, for a person.
        is_told: whether what it says counts as told.
        is_unkept: whether it did not go because nothing could be remembered.
        troubles: what went wrong, the cause first.
    """

    place: str = ""
    is_told: bool = False
    is_unkept: bool = False
    troubles: tuple[FollowthroughError, ...] = ()


def deliver(
    message: Message, mail: MailSection, workbook: Path, outbox: Path, now: datetime, *, is_rehearsal: bool = False
) -> str:
    """Send a message about a workbook; without a mail server, or in a rehearsal, put it into the outbox.

    Returns:
        where it went, for a person.

    Raises:
        NotSentError: it did not go, or not to everybody.
        ConfigError: an address or the password cannot be used.
    """
    if mail.host and not is_rehearsal:
        from followthrough.sending.mail import send_message

        send_message(message, mail, workbook, environment=os.environ, now=now)
        return f"sent by {mail.host}"
    return str(save_message(outbox, message, workbook, mail, now=now))


def save_message(
    folder: Path, message: Message, workbook: Path, mail: MailSection | None = None, *, now: datetime | None = None
) -> Path:
    """Write a message into an outbox, as NAME.eml and NAME.html; without a moment it has no Date header.

    Returns:
        where the .eml lies.

    Raises:
        NotSentError: the folder cannot be written to.
        ConfigError: an address cannot be used.
    """
    from followthrough.sending.envelope import as_mail

    letter = as_mail(message, workbook, mail, now=now)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = _put(folder, f"{message.day.isoformat()}-{message.kind}", letter)
        write_whole(path.with_suffix(".html"), message.html.encode("utf-8", "replace"))
    except OSError as error:
        raise NotSentError(
            f"The message could not be written to {folder} ({error.strerror}).", file=str(folder)
        ) from error
    return path


def _put(folder: Path, name: str, letter: EmailMessage) -> Path:
    """As NAME.eml, or NAME-2.eml where another message of that day lies there already: nobody may have read it yet.

    It is whole before it takes a name, for other workbooks may be putting theirs into the same folder.
    """
    identity = str(letter["Message-ID"])
    fresh = folder / f".{identity.strip('<>')}.new"
    write_whole(fresh, letter.as_bytes())
    number, place = 1, folder / f"{name}.eml"
    while not _is_named(fresh, place, identity):
        number += 1
        place = folder / f"{name}-{number}.eml"
    fresh.unlink(missing_ok=True)
    sync_folder(folder)
    return place


def _is_named(fresh: Path, place: Path, identity: str) -> bool:
    """Whether a letter got a name: where another has it, it did not; the same letter makes room."""
    try:
        name_anew(fresh, place)
    except FileExistsError:
        if identity.encode() not in place.read_bytes():
            return False
        fresh.replace(place)
    return True


def send(deliver: Callable[[], str]) -> Sent:
    """Send a message that nothing is remembered of; trouble is an answer."""
    try:
        return Sent(deliver(), is_told=True)
    except FollowthroughError as error:
        return Sent(is_told=isinstance(error, NotSentError) and error.was_sent, troubles=(error,))


def send_once(deliver: Callable[[], str], kind: str, folder: Path, told: State, today: date) -> Sent:
    """Send a message, unless what it tells could not be remembered.

    Args:
        deliver: sends it, and says where it went.
        kind: of the message.
        folder: the workbook's data folder.
        told: the state as it is to be once the message is out.
        today: the local calendar day.
    """
    try:
        intend(folder, kind, told, today)
    except TryAgainError as error:
        return Sent(is_unkept=True, troubles=(error,))
    # A run that is killed in here leaves its intention: the next sends once more, no third does.
    outcome = send(deliver)
    try:
        if outcome.is_told:
            settle(folder, kind)
        elif not any(isinstance(error, NotSentError) and error.may_be_out for error in outcome.troubles):
            withdraw(folder, kind)
    except TryAgainError as error:
        return replace(outcome, troubles=(*outcome.troubles, error))
    return outcome
