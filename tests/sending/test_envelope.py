"""The letter itself: its headers, its parts, and what hostile words do not become in it."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from followthrough.knowing.errors import ConfigError
from followthrough.knowing.wording import one_line
from followthrough.saying.page import Attachment, Message
from followthrough.sending.account import MailSection
from followthrough.sending.delivery import save_message
from followthrough.sending.envelope import LONGEST_SUBJECT, as_mail
from leads_for_tests import table

if TYPE_CHECKING:
    from email.message import EmailMessage

BOOK = Path("/home/ada/jobs.xlsx")
NOW = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
MESSAGE = Message("nightly", date(2026, 11, 23), "Follow up: Acme", "Call them.\n", "<p>Call them.</p>\n")
PHOTO = Attachment("photo.png", "image/png", b"\x89PNG\r\n\x1a\n")
AGENDA = Attachment("follow-ups.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
HEADERS = ["Message-ID", "Date", "From", "To", "Subject", "Auto-Submitted", "Content-Type", "MIME-Version"]
ANY_TEXT = st.text(st.characters(codec=None), max_size=300)


def delivered(message: Message, mail: MailSection | None = None, workbook: Path = BOOK) -> EmailMessage:
    """The message as it is read at the other end."""
    return message_from_bytes(as_mail(message, workbook, mail, now=NOW).as_bytes(), policy=policy.default)


def shape(letter: EmailMessage) -> list[str]:
    """The types of its parts, outermost first."""
    return [part.get_content_type() for part in letter.walk()]


def test_headers() -> None:
    """What a letter needs, and nothing that tells a list, a program or a hidden recipient."""
    letter = delivered(MESSAGE, MailSection(sender="me@example.com", to="Ada <ada@example.com>"))
    assert sorted(letter.keys()) == sorted(HEADERS)
    assert (letter["From"], letter["To"]) == ("me@example.com", "Ada <ada@example.com>")
    assert letter["Date"] == "Mon, 23 Nov 2026 05:30:00 +0000"


def test_date_is_the_moment_given() -> None:
    """With its zone; nothing below the entry scripts reads a clock, so without a moment there is no Date."""
    moment = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
    assert as_mail(MESSAGE, BOOK, now=moment)["Date"].datetime == moment
    assert as_mail(MESSAGE, BOOK)["Date"] is None


@pytest.mark.parametrize(
    ("message", "workbook"),
    table(
        ("another kind", replace(MESSAGE, kind="weekly"), BOOK),
        ("another day", replace(MESSAGE, day=date(2026, 11, 24)), BOOK),
        ("another workbook", MESSAGE, BOOK.with_name("other.xlsx")),
    ),
)
def test_message_id(message: Message, workbook: Path) -> None:
    """It comes from kind, day and workbook: the same for the same, another for another; next week's is not dropped."""
    first = delivered(MESSAGE)["Message-ID"]
    assert first == delivered(MESSAGE)["Message-ID"]
    assert delivered(message, workbook=workbook)["Message-ID"] != first
    assert re.fullmatch(r"<[\w.-]+@[\w.]+>", first)


@pytest.mark.parametrize(
    ("attachments", "parts"),
    table(
        ("none", (), "multipart/alternative text/plain text/html"),
        ("a file", (AGENDA,), "multipart/mixed multipart/alternative text/plain text/html text/calendar"),
        ("two", (PHOTO, AGENDA), "multipart/mixed multipart/alternative text/plain text/html image/png text/calendar"),
        ("the other way round", (AGENDA, PHOTO), "multipart/mixed multipart/alternative text/plain text/html text/calendar image/png"),
    ),
)  # fmt: skip
def test_parts(attachments: tuple[Attachment, ...], parts: str) -> None:
    """Text first, the page, then the files."""
    assert " ".join(shape(delivered(replace(MESSAGE, attachments=attachments)))) == parts


def test_attachments_come_through() -> None:
    """Files have their name, and their bytes are kept."""
    letter = delivered(replace(MESSAGE, attachments=(PHOTO, AGENDA)))
    photo, agenda = (part for part in letter.walk() if part.get_filename())
    assert (photo.get_filename(), photo.get_content_disposition()) == ("photo.png", "attachment")
    assert (agenda.get_filename(), agenda.get_content_disposition()) == ("follow-ups.ics", "attachment")
    assert [part.get_payload(decode=True) for part in (photo, agenda)] == [PHOTO.content, AGENDA.content]
    assert agenda.get_content_charset() == "utf-8"


def test_same_bytes_every_time() -> None:
    """Nothing in it is drawn by lot, not even the boundaries."""
    message = replace(MESSAGE, attachments=(PHOTO, AGENDA))
    assert as_mail(message, BOOK, now=NOW).as_bytes() == as_mail(message, BOOK, now=NOW).as_bytes()


def test_no_cell_holds_the_boundary() -> None:
    """A cell with yesterday's boundary in it makes no part of its own: today's is another."""
    seen = as_mail(MESSAGE, BOOK, now=NOW).as_string()
    boundary = re.search(r'boundary="(.*?)"', seen)
    assert boundary
    hostile = f"--{boundary[1]}\nContent-Type: text/html\n\n<script>\n--{boundary[1]}--\n"
    letter = delivered(replace(MESSAGE, text=hostile))
    assert shape(letter) == ["multipart/alternative", "text/plain", "text/html"]
    assert letter.get_body(("plain",)).get_content() == hostile.replace("\n", "\r\n")  # type: ignore[union-attr] # the line above says it is there


@given(ANY_TEXT)
def test_any_subject(subject: str) -> None:
    """Whatever a cell brings, the subject is one line, and comes back as it was."""
    letter = delivered(replace(MESSAGE, subject=subject))
    assert sorted(letter.keys()) == sorted(HEADERS)
    assert "".join(str(letter["Subject"]).split()) == "".join(one_line(subject)[:LONGEST_SUBJECT].split())


@example("half a \ud83d letter", "nothing \x00 at \x1b[31m all")
@given(ANY_TEXT, ANY_TEXT)
def test_any_words(text: str, html: str) -> None:
    """Whatever cells bring, the letter is ASCII on the way, in short lines, and has the parts that it should."""
    sent = as_mail(replace(MESSAGE, text=text, html=html), BOOK, now=NOW).as_bytes()
    assert sent.isascii()
    assert b"\x00" not in sent
    assert max(map(len, sent.split(b"\r\n"))) <= 998
    assert b"\n" not in sent.replace(b"\r\n", b"")
    assert shape(message_from_bytes(sent, policy=policy.default)) == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


@pytest.mark.parametrize(
    ("to", "expected"),
    table(
        ("one", "ada@example.com", ["ada@example.com"]),
        ("with a name", "Ada <ada@example.com>", ["ada@example.com"]),
        ("a list", ("ada@example.com", "bob@example.com"), ["ada@example.com", "bob@example.com"]),
        ("between commas", "ada@example.com, Bob <bob@example.com>", ["ada@example.com", "bob@example.com"]),
        ("twice", ("ada@example.com", "Ada <ada@example.com>"), ["ada@example.com"]),
        ("this machine", "ada@localhost", ["ada@localhost"]),
        ("a tag", "ada+jobs@example.com", ["ada+jobs@example.com"]),
        ("a domain with letters of its own", "ada@müller.example", ["ada@xn--mller-kva.example"]),
    ),
)
def test_recipients(to: str | tuple[str, ...], expected: list[str]) -> None:
    """One, several, each once; a domain beyond ASCII is written as servers know it."""
    letter = delivered(MESSAGE, MailSection(sender="me@example.com", to=to))
    assert [address.addr_spec for address in letter["To"].addresses] == expected


@pytest.mark.parametrize(
    ("written", "words"),
    table(
        ("no @", "ada", "“ada” is no mail address"),
        ("nobody", "@example.com", "is no mail address"),
        ("nowhere", "ada@", "is no mail address"),
        ("a space", "ada byron@example.com", "is no mail address"),
        ("a line break", "ada@example.com\nBcc: eve@example.com", "is no mail address"),
        ("a name alone", "Ada Byron", "is no mail address"),
        ("a name with a comma", "Byron, Ada <ada@example.com>", "is no mail address"),
        ("letters of its own", "zoë@example.com", "do not take the letters before the @ of “zoë@example.com”"),
        ("dots", "ada@example..com", "is no mail address"),
        ("commas", ", ,", "is no mail address"),
    ),
)
@pytest.mark.parametrize("key", ["from", "to"])
def test_addresses_that_are_none(key: str, written: str, words: str) -> None:
    """Refused with the key, before anybody is connected to."""
    mail = (
        MailSection(sender=written, to="ada@example.com")
        if key == "from"
        else MailSection(sender="ada@example.com", to=written)
    )
    with pytest.raises(ConfigError, match=rf"\[mail\] {key}.*{re.escape(words)}"):
        as_mail(MESSAGE, BOOK, mail)


def test_one_sender() -> None:
    """A letter from two people is from neither."""
    with pytest.raises(ConfigError, match=r"\[mail\] from.*one sender"):
        as_mail(MESSAGE, BOOK, MailSection(sender="ada@example.com, bob@example.com", to="ada@example.com"))


@given(st.text(st.characters(codec=None), min_size=1, max_size=60))
def test_any_address(written: str) -> None:
    """Whatever stands in the config is an address or a sentence, never a header and never a crash."""
    with suppress(ConfigError):
        assert sorted(delivered(MESSAGE, MailSection(sender=written, to="ada@example.com")).keys()) == sorted(HEADERS)


def test_outbox_holds_page_and_letter(tmp_path: Path) -> None:
    """The page can be opened in a browser: it is whole as it stands."""
    saved = save_message(tmp_path / "out", MESSAGE, BOOK, now=NOW)
    assert saved.name == "2026-11-23-nightly.eml"
    assert saved.with_suffix(".html").read_text("utf-8") == MESSAGE.html


def test_outbox_keeps_what_nobody_has_read(tmp_path: Path) -> None:
    """A second message of the day lies beside the first; the same one again takes its own place."""
    later = replace(MESSAGE, html="<p>Write to them.</p>")
    names = [save_message(tmp_path, message, BOOK).name for message in (MESSAGE, later, MESSAGE, later)]
    assert names == ["2026-11-23-nightly.eml", "2026-11-23-nightly-2.eml"] * 2
