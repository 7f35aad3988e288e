"""Messages as files: whole, twice the same, and no cell becomes a header, an attachment or a path."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING, Any

import pytest

from followthrough.knowing.errors import NotSentError
from followthrough.sending.delivery import save_message
from followthrough.sending.envelope import as_mail
from leads_for_tests import a_lead
from mails_for_tests import HOSTILE, OPENS, message_for

if TYPE_CHECKING:
    from pathlib import Path

HEADERS = ["Message-ID", "From", "To", "Subject", "Auto-Submitted", "MIME-Version", "Content-Type"]


def saved(folder: Path, **fields: Any) -> EmailMessage:  # noqa: ANN401 - whatever a lead takes
    """A message about a lead, saved and read back as a mail program reads it."""
    path = save_message(folder, message_for(a_lead(OPENS, **fields)), folder / "jobs.xlsx")
    mail = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def test_both_files(tmp_path: Path) -> None:
    """A day and a kind are its name; the page lies beside the mail."""
    saved(tmp_path / "out" / "box")
    names = sorted(path.name for path in (tmp_path / "out" / "box").iterdir())
    assert names == ["2026-11-23-nightly.eml", "2026-11-23-nightly.html"]


def test_text_first_then_the_page(tmp_path: Path) -> None:
    """Mail programs that show no HTML show the same words."""
    mail = saved(tmp_path)
    shown = [part for part in mail.walk() if not part.is_multipart() and not part.is_attachment()]
    assert [part.get_content_type() for part in shown] == ["text/plain", "text/html"]
    assert (mail["From"], mail["To"], mail["Subject"]) == (
        "followthrough@example.com",
        "followthrough@example.com",
        "Follow up with Acme by Thu 26 Nov",
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_cell_becomes_a_header_or_an_attachment(tmp_path: Path, text: str) -> None:
    """The headers of a mail about a hostile row are those of any other (promise 6)."""
    mail = saved(tmp_path, company=text, role=text, contact=text)
    assert mail.keys() == HEADERS
    assert [part.get_filename() for part in mail.iter_attachments()] == ["row-2-follow_up_email.eml"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-11-23-nightly.eml", "2026-11-23-nightly.html"]


def test_identity_holds_the_content(tmp_path: Path) -> None:
    """The same message again has the same id, so that it shows once; another workbook or other words have another."""
    message, other = message_for(OPENS), message_for("Company: Bolt | Interview on: 11-24")
    same = [as_mail(message, tmp_path / "a.xlsx", now=moment)["Message-ID"] for moment in (None, datetime.now(UTC))]
    others = {as_mail(message, tmp_path / "b.xlsx")["Message-ID"], as_mail(other, tmp_path / "a.xlsx")["Message-ID"]}
    assert same[0] == same[1]
    assert len({same[0], *others}) == 3


def test_outbox_that_cannot_be_written(tmp_path: Path) -> None:
    """A message that was not written is status 5, and the sentence names the folder."""
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(NotSentError) as caught:
        save_message(tmp_path / "file", message_for(OPENS), tmp_path / "jobs.xlsx")
    assert str(tmp_path / "file") in caught.value.message


def test_a_second_mail_of_a_day_does_not_swallow_the_first(tmp_path: Path) -> None:
    """What was told in the morning is still in the outbox when something new is told at noon."""
    save_message(tmp_path, message_for(OPENS), tmp_path / "jobs.xlsx")
    save_message(tmp_path, message_for("Company: Bolt | Interview on: 11-24"), tmp_path / "jobs.xlsx")
    held = "".join(path.read_text("utf-8") for path in tmp_path.iterdir())
    assert "Acme" in held
    assert "Bolt" in held


def test_many_workbooks_share_an_outbox(tmp_path: Path) -> None:
    """All that put a message there in the same moment find it there afterwards."""
    names = [f"Company {number}" for number in range(24)]
    messages = [message_for(a_lead(OPENS, company=name)) for name in names]
    with ThreadPoolExecutor(len(names)) as several:
        list(several.map(lambda message: save_message(tmp_path, message, tmp_path / "jobs.xlsx"), messages))
    subjects = {
        str(message_from_bytes(path.read_bytes(), policy=default)["Subject"]) for path in tmp_path.glob("*.eml")
    }
    assert subjects == {f"Follow up with {name} by Thu 26 Nov" for name in names}
    assert all(path.with_suffix(".html").read_bytes() for path in tmp_path.glob("*.eml"))


def test_the_same_words_about_two_workbooks(tmp_path: Path) -> None:
    """They are two messages; the same one again is none."""
    for name in ("ann", "bob", "ann"):
        save_message(tmp_path, message_for(OPENS), tmp_path / name / "jobs.xlsx")
    assert sorted(path.name for path in tmp_path.glob("*.eml")) == [
        "2026-11-23-nightly-2.eml",
        "2026-11-23-nightly.eml",
    ]
