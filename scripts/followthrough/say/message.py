"""A message before it has a sender: the same words as text and as a page, and what goes with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message.

    Args:
        name: its file name, ours and never a cell's.
        content_type: like "text/calendar" or "image/png".
        content: its bytes.
        content_id: for a picture that the page shows inline (``cid:``); "" for a file of its own.
    """

    name: str
    content_type: str
    content: bytes
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be said: which kind of message ("nightly", "weekly"), for which day, and the words."""

    kind: str
    day: date
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()
