"""Where a message goes: to the mail server that is configured, else into the outbox folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from followthrough.config import Config
    from followthrough.say.message import Message


def deliver(
    message: Message, config: Config, workbook: Path, folder: Path, now: datetime, outbox: Path | None = None
) -> str:
    """Send a message, or put it into the outbox.

    Args:
        message: what to say.
        config: the mail server and the outbox.
        workbook: which workbook it is about.
        folder: that workbook's data folder.
        now: the moment of sending.
        outbox: a folder that outranks both: a rehearsal sends nothing.

    Returns:
        where it went, for a person.

    Raises:
        NotSentError: it did not go, or not to everybody.
        ConfigError: an address or the password cannot be used.
    """
    if config.mail.host and not outbox:
        from followthrough.mail import send_message

        send_message(message, config.mail, workbook, environment=os.environ, now=now)
        return f"sent by {config.mail.host}"
    from followthrough.outbox import save_message

    place = outbox or config.outbox or folder / "outbox"
    return str(save_message(place, message, workbook, config.mail, now=now))
