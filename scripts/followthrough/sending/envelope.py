"""A message as mail programs read it: who it is from and to, its headers, text, page and files.

The outbox and the mail server get the same bytes: they are made here and nowhere else.
"""

from __future__ import annotations

import hashlib
import os
import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses
from typing import TYPE_CHECKING

from followthrough.knowing.errors import ConfigError
from followthrough.knowing.wording import one_line

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from followthrough.saying.page import Message
    from followthrough.sending.account import MailSection

STAND_IN = Address(username="followthrough", domain="example.com")
"""Sender and recipient while none is configured."""
POLICY = SMTP.clone(cte_type="7bit")
"""Plain ASCII on the way: no server needs to know 8BITMIME or SMTPUTF8, and none can spoil a letter."""
LONGEST_SUBJECT = 200
_LOCAL_PART = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+")
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\U0010ffff]")


def as_mail(
    message: Message, workbook: Path, mail: MailSection | None = None, *, now: datetime | None = None
) -> EmailMessage:
    """Put a message into its envelope; without a moment it has no Date header.

    Workbook, kind, day and all that is said make the Message-ID: a mail that comes twice is one to a mail program, and
    two mails of one day are two.

    Raises:
        ConfigError: an address cannot be used.
    """
    letter = EmailMessage(policy=POLICY)
    content = (message.subject, message.text, message.html, *(each.content for each in message.attachments))
    known_by = repr((message.kind, message.day, os.fsencode(workbook.resolve()), *content))
    # Shortened: a longer header would be folded, and some servers cannot read that.
    identity = hashlib.sha256(known_by.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    letter["Message-ID"] = f"<{message.kind}.{message.day.isoformat()}.{identity}@followthrough.example>"
    if now:
        letter["Date"] = now
    letter["From"] = sender_of(mail)
    letter["To"] = recipients_of(mail)
    letter["Subject"] = one_line(message.subject)[:LONGEST_SUBJECT]
    letter["Auto-Submitted"] = "auto-generated"  # an out-of-office answer to oneself helps nobody
    _fill(letter, message)
    return letter


def sender_of(mail: MailSection | None) -> Address:
    """Who it is from.

    Raises:
        ConfigError: it is no address, or more than one.
    """
    if not (mail and mail.sender):
        return STAND_IN
    first, *more = _addresses("from", mail.sender)
    if more:
        raise ConfigError(f"[mail] from = “{mail.sender}”: a message has one sender.")
    return first


def recipients_of(mail: MailSection | None) -> tuple[Address, ...]:
    """The recipients, each once.

    Raises:
        ConfigError: one of them is no address.
    """
    if not (mail and mail.to):
        return (sender_of(mail),)
    several = (mail.to,) if isinstance(mail.to, str) else mail.to
    found = (address for written in several for address in _addresses("to", written))
    return tuple({address.addr_spec: address for address in found}.values())


def _addresses(key: str, written: str) -> list[Address]:
    """Read "ada@example.com", "Ada Byron <ada@example.com>", or several of them between commas."""
    pairs = getaddresses([written]) if written.isprintable() else []
    if not pairs:
        raise ConfigError(f"[mail] {key} = “{one_line(written)}” is no mail address; write it like name@example.com.")
    return [_address(key, name, spec) for name, spec in pairs]


def _address(key: str, name: str, spec: str) -> Address:
    local, _, domain = spec.rpartition("@")
    if local and not local.isascii():
        raise ConfigError(f"[mail] {key}: many servers do not take the letters before the @ of “{spec}”; use another.")
    try:
        ascii_domain = domain.encode("idna").decode() if domain else ""
    except UnicodeError:
        ascii_domain = ""
    if not _LOCAL_PART.fullmatch(local) or not re.fullmatch(r"[A-Za-z0-9.:\[\]_-]+", ascii_domain):
        raise ConfigError(f"[mail] {key}: “{spec or name}” is no mail address; write it like name@example.com.")
    return Address(display_name=name, username=local, domain=ascii_domain)


def _fill(letter: EmailMessage, message: Message) -> None:
    """Text first, the page that says the same, then the files."""
    letter.set_content(_readable(message.text))
    letter.add_alternative(_readable(message.html), subtype="html")
    for attachment in message.attachments:
        main, _, sub = attachment.content_type.partition("/")
        charset = {"charset": "utf-8"} if main == "text" else {}
        letter.add_attachment(attachment.content, main, sub, filename=attachment.name, params=charset)
    _bound(letter, message)


def _bound(letter: EmailMessage, message: Message) -> None:
    """Boundaries made from a hash of the words: the same bytes every time, and none that a cell could hold."""
    words = hashlib.sha256(_readable(f"{message.text}\0{message.html}").encode()).hexdigest()[:24]
    for count, part in enumerate(part for part in letter.walk() if part.is_multipart()):
        part.set_boundary(f"=_{words}_{count}")


def _readable(text: str) -> str:
    """Without control characters and halves of letters, which no mail may hold."""
    return _UNPRINTABLE.sub("", text)
