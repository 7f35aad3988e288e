"""Messages as files: where they go while no mail server is set up."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from followthrough.knowing.errors import NotSentError
from followthrough.sending.envelope import as_mail

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from followthrough.saying.page import Message
    from followthrough.sending.account import MailSection


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
    letter = as_mail(message, workbook, mail, now=now).as_bytes()
    page = message.html.encode("utf-8", "replace")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = _free_place(folder, f"{message.day.isoformat()}-{message.kind}", page)
        path.write_bytes(letter)
        path.with_suffix(".html").write_bytes(page)
    except OSError as error:
        raise NotSentError(
            f"The message could not be written to {folder} ({error.strerror}).", file=str(folder)
        ) from error
    return path


def _free_place(folder: Path, name: str, page: bytes) -> Path:
    """NAME.eml, or NAME-2.eml where another message of that day lies there already: nobody may have read it yet."""
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    places = (folder / f"{each}.eml" for each in names)
    return next(place for place in places if not place.exists() or _holds(place.with_suffix(".html"), page))


def _holds(path: Path, page: bytes) -> bool:
    return not path.exists() or path.read_bytes() == page
