"""Where a message goes: to the mail server that is configured, else into the outbox folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

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
    from followthrough.sending.outbox import save_message

    return str(save_message(outbox, message, workbook, mail, now=now))
