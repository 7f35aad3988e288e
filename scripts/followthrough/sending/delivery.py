"""Where a message goes: to the mail server that is configured, else as files into the outbox folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from followthrough.keeping.files import write_whole
from followthrough.knowing.errors import NotSentError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from followthrough.saying.page import Message
    from followthrough.sending.account import MailSection


def deliver(
    message: Message, mail: MailSection, workbook: Path, outbox: Path, now: datetime, *, is_rehearsal: bool = False
) -> str:
    """Send a message, or put it into the outbox.

    Args:
        message: what to say.
        mail: the account; without a host nothing is sent.
        workbook: which workbook it is about.
        outbox: the folder for messages that are not sent.
        now: the moment of sending.
        is_rehearsal: whether it goes into the outbox in any case.

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
    """Write a message as NAME.eml and NAME.html.

    Args:
        folder: the outbox; made where there is none.
        message: what to say.
        workbook: which workbook it is about.
        mail: who it is from and to, where that is configured.
        now: the moment for the Date header; without one there is none.

    Raises:
        NotSentError: the folder cannot be written to.
        ConfigError: an address cannot be used.
    """
    from followthrough.sending.envelope import as_mail

    letter = as_mail(message, workbook, mail, now=now)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = _free_place(folder, f"{message.day.isoformat()}-{message.kind}", str(letter["Message-ID"]))
        write_whole(path, letter.as_bytes())
        write_whole(path.with_suffix(".html"), message.html.encode("utf-8", "replace"))
    except OSError as error:
        raise NotSentError(
            f"The message could not be written to {folder} ({error.strerror}).", file=str(folder)
        ) from error
    return path


def _free_place(folder: Path, name: str, identity: str) -> Path:
    """NAME.eml, or NAME-2.eml where another message of that day lies there already: nobody may have read it yet.

    The place is taken at once, for other workbooks may be putting theirs into the same folder.
    """
    number = 1
    while True:
        place = folder / (f"{name}.eml" if number == 1 else f"{name}-{number}.eml")
        try:
            place.open("xb").close()
        except FileExistsError:
            if identity.encode() not in place.read_bytes():
                number += 1
                continue
        return place
