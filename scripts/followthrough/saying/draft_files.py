"""Drafts for a screen and as files: text to keep, and letters that a mail program opens ready to send."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from followthrough.knowing.errors import UsageError
from followthrough.knowing.wording import address_in, one_line, short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from followthrough.knowing.leads import Lead, You
    from followthrough.saying.drafts import Draft


def as_text(lead: Lead, draft: Draft) -> str:
    """A draft to be read: which lead, what it is, to whom, and the words."""
    head = [f"{lead.name} ({lead.place}): {draft.title}"]
    to = f"{draft.recipient_name} <{draft.recipient_email}>" if draft.recipient_email else draft.recipient_name
    head += [f"To: {to.strip()}"] if to else []
    head += [f"Subject: {draft.subject}"] if draft.subject else []
    return "\n".join(head) + f"\n\n{draft.text}"


def as_mail(draft: Draft, you: You) -> bytes:
    """A letter as an .eml file that opens as a draft of your own: X-Unsent, and only the addresses that are known."""
    mail = EmailMessage()
    mail["X-Unsent"] = "1"
    mail["Subject"] = one_line(draft.subject)
    sender, recipient = address_in(you.email), address_in(draft.recipient_email)
    if sender:
        mail["From"] = Address(short(you.name), addr_spec=sender)
    if recipient:
        mail["To"] = Address(short(draft.recipient_name), addr_spec=recipient)
    mail.set_content(draft.text)
    return mail.as_bytes(policy=SMTP)


def save_drafts(folder: Path, lead: Lead, drafts: Sequence[Draft], you: You) -> list[Path]:
    """Save the drafts of a lead; a file that is there already may have been edited, and stays as it is.

    Args:
        folder: where; made where there is none.
        lead: its row number goes into the names of the files, its cells do not.
        drafts: what to save: each as .txt, letters as .eml too.
        you: the sender of the letters.

    Returns:
        the files that hold them, new or found as they would have been written.

    Raises:
        UsageError: nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [
            _save(folder, name, content)
            for name, draft in zip(_names(lead, drafts), drafts, strict=True)
            for name, content in _contents(name, lead, draft, you)
        ]
    except OSError as error:
        raise UsageError(f"The drafts cannot be saved in {folder}: {error.strerror}.", file=str(folder)) from error


def _names(lead: Lead, drafts: Sequence[Draft]) -> Iterator[str]:
    """Names that hold nothing from a cell: "row-12-thank_you", numbered where there are several."""
    kinds = [draft.kind for draft in drafts]
    for place, kind in enumerate(kinds):
        nth = kinds[:place].count(kind) + 1
        yield f"row-{lead.row}-{kind}" + (f"-{nth}" if kinds.count(kind) > 1 else "")


def _contents(name: str, lead: Lead, draft: Draft, you: You) -> Iterator[tuple[str, bytes]]:
    yield f"{name}.txt", as_text(lead, draft).encode()
    if draft.subject:
        yield f"{name}.eml", as_mail(draft, you)


def _save(folder: Path, name: str, content: bytes) -> Path:
    """Write a file under its name, or under the next that is free where another content stands there."""
    stem, _, suffix = name.rpartition(".")
    path, count = folder / name, 1
    while True:
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            if path.is_file() and path.read_bytes() == content:
                return path
            count += 1
            path = folder / f"{stem} ({count}).{suffix}"
        else:
            return path
