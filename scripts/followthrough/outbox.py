"""Messages as files: where they go while no mail server is set up."""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from followthrough.errors import NotSentError

if TYPE_CHECKING:
    from pathlib import Path

    from followthrough.say.message import Message

SENDER = "followthrough@example.com"
"""Stands in for an address while none is configured."""


def save_message(folder: Path, message: Message, workbook: Path) -> Path:
    """Write a message as NAME.eml and NAME.html.

    Args:
        folder: the outbox; made where there is none.
        message: what to say.
        workbook: which workbook it is about; the Message-ID comes from kind, day and workbook.

    Raises:
        NotSentError: the folder cannot be written to.
    """
    name = f"{message.day.isoformat()}-{message.kind}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.eml"
        path.write_bytes(as_mail(message, workbook).as_bytes(policy=SMTP))
        (folder / f"{name}.html").write_text(message.html, "utf-8")
    except OSError as error:
        raise NotSentError(
            f"The message could not be written to {folder} ({error.strerror}).", file=str(folder)
        ) from error
    return path


def as_mail(message: Message, workbook: Path) -> EmailMessage:
    """The message as mail programs read it: text first, then the page that says the same."""
    mail = EmailMessage()
    identity = hashlib.sha256(f"{message.kind} {message.day} {workbook.resolve()}".encode()).hexdigest()[:24]
    mail["Message-ID"] = f"<{message.kind}.{message.day.isoformat()}.{identity}@followthrough.example>"
    mail["From"] = mail["To"] = SENDER
    mail["Subject"] = message.subject
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    return mail
