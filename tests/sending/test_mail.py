"""Sending: every fault of a real server ends in one sentence and status 5; a letter arrives as it was written."""

from __future__ import annotations

import logging
import os
import socket
import ssl
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
import trustme
from msgspec.structs import replace

from followthrough.knowing.errors import ConfigError, NotSentError
from followthrough.saying.page import Attachment, Message
from followthrough.sending.account import MailSection
from followthrough.sending.delivery import save_message
from followthrough.sending.mail import send_message
from leads_for_tests import table
from smtp_server import CERTIFICATES, PASSWORD, MailServer, greeting, serving, the_letter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
MESSAGE = Message("nightly", date(2026, 11, 23), "Follow up: Acme", "Call them.\n", "<p>Call them.</p>\n")
ENVIRONMENT = {**os.environ, "MAIL_PASSWORD": PASSWORD}


def section(server: MailServer, security: Any = "none", **more: Any) -> MailSection:  # noqa: ANN401 - MailSection checks
    """What a config says of that server."""
    log_in = {} if security == "none" else {"user": "ada", "password_env": "MAIL_PASSWORD"}
    given = {"sender": "ada@example.com", "to": "ada@example.com", **log_in, **more}
    return MailSection(host="localhost", port=server.port, security=security, **given)


def send(mail: MailSection, workbook: Path, message: Message = MESSAGE, timeout: float = 10) -> None:
    """Send it with a password at hand."""
    send_message(message, mail, workbook, environment=ENVIRONMENT, timeout=timeout, now=NOW)


@pytest.fixture
def _trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system trusts the certificates of these tests."""
    CERTIFICATES.cert_pem.write_to_path(str(tmp_path / "trusted.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))


@contextmanager
def not_sent(*words: str, was_sent: bool = False) -> Iterator[None]:
    """Inside, sending fails with status 5, these words and no password, neither as it is nor as it travels."""
    with pytest.raises(NotSentError) as caught:
        yield
    told = caught.value
    assert (told.status, told.was_sent) == (5, was_sent)
    assert all(word in told.message for word in words), told.message
    assert told.message.endswith(".")
    assert "\n" not in told.message
    assert PASSWORD not in told.message
    assert told.__cause__ is None
    assert told.__suppress_context__ or told.was_sent


@pytest.mark.usefixtures("_trusted")
@pytest.mark.parametrize("security", ["ssl", "starttls"])
def test_arrives_over_a_safe_connection(tmp_path: Path, security: str) -> None:
    """With a certificate that is trusted it logs in, under the name as it was written, and the letter is taken."""
    with serving(security=security) as server:
        send(section(server, security), tmp_path / "jobs.xlsx")
    assert server.log_ins == [("ada", PASSWORD)]
    assert (the_letter(server)["Subject"], server.recipients) == ("Follow up: Acme", ["ada@example.com"])


def test_arrives_without_log_in(tmp_path: Path) -> None:
    """A server on this very machine may want no log-in; it is not told what the machine is called."""
    with serving() as server:
        send(section(server), tmp_path / "jobs.xlsx")
    assert (server.log_ins, server.greeted_by, len(server.letters)) == ([], "[127.0.0.1]", 1)


@pytest.mark.parametrize("security", ["ssl", "starttls"])
def test_self_signed_is_refused(tmp_path: Path, security: str) -> None:
    """A server whose certificate nobody trusts gets no password."""
    with serving(security=security) as server, not_sent("could not prove", "[mail] host"):
        send(section(server, security), tmp_path / "jobs.xlsx")
    assert (server.log_ins, server.letters) == ([], [])


@pytest.mark.usefixtures("_trusted")
@pytest.mark.parametrize("security", ["ssl", "starttls"])
def test_another_name_is_refused(tmp_path: Path, security: str) -> None:
    """A good certificate of somebody else is none."""
    with serving(security=security, names=("mail.example.com",)) as server, not_sent("could not prove", "localhost"):
        send(section(server, security), tmp_path / "jobs.xlsx")
    assert server.log_ins == []


@pytest.mark.usefixtures("_trusted")
def test_another_authority_is_refused(tmp_path: Path) -> None:
    """So is one that somebody signed whom the system does not know."""
    with serving(security="ssl", authority=trustme.CA()) as server, not_sent("could not prove"):
        send(section(server, "ssl"), tmp_path / "jobs.xlsx")


@pytest.mark.usefixtures("_trusted")
@pytest.mark.parametrize(
    ("spoken", "asked", "words"),
    table(
        ("starttls where there is none", "none", "starttls", ["offers no STARTTLS", "security"]),
        ("ssl on a plain port", "none", "ssl", ["does not speak TLS", "465"]),
    ),
)
def test_never_without_protection(tmp_path: Path, spoken: str, asked: str, words: list[str]) -> None:
    """A server without TLS is not talked to in the clear instead."""
    with serving(security=spoken) as server, not_sent(*words):
        send(section(server, asked), tmp_path / "jobs.xlsx")
    assert (server.log_ins, server.letters) == ([], [])


@pytest.mark.usefixtures("_trusted")
def test_plain_talk_to_a_tls_port(tmp_path: Path) -> None:
    """STARTTLS on a port that begins with TLS: it waits for a hello in vain, and not for ever."""
    with serving(security="ssl") as server, not_sent("localhost"):
        send(section(server, "starttls"), tmp_path / "jobs.xlsx", timeout=0.5)


@pytest.mark.usefixtures("_trusted")
def test_wrong_password(tmp_path: Path) -> None:
    """The sentence names the user and where to look, never the password."""
    mail, wrong = {"password_env": "MAIL_PASSWORD"}, {**ENVIRONMENT, "MAIL_PASSWORD": "battery staple"}
    with serving(security="ssl") as server, pytest.raises(NotSentError) as caught:
        send_message(MESSAGE, section(server, "ssl", **mail), tmp_path / "jobs.xlsx", environment=wrong)
    assert "refused the log-in of ada (535 " in caught.value.message
    assert "battery" not in caught.value.message
    assert server.letters == []


def test_log_in_that_is_not_offered(tmp_path: Path) -> None:
    """A user for a server that knows no users."""
    log_in = {"user": "ada", "password_env": "MAIL_PASSWORD"}
    with serving() as server, not_sent("offers no log-in", "user"):
        send(section(server, **log_in), tmp_path / "jobs.xlsx")


@pytest.mark.parametrize(
    ("told", "words"),
    table(
        ("dropped mid-message", {"fault": "drop"}, ["hung up"]),
        ("slow to greet", {"fault": "silent"}, ["did not answer in time"]),
        ("slow to take it", {"fault": "stall"}, ["did not answer in time"]),
        ("for now", {"replies": ["451 Try later"]}, ["cannot take it now (451 Try later)"]),
        ("for good", {"replies": ["554 No spam here"]}, ["refused it (554 No spam here)"]),
        ("to that sender", {"sender_reply": "550 Not you"}, ["refused the sender ada@example.com (550 Not you)"]),
        ("too large", {"sender_reply": "552 Too much"}, ["refused it (552 Too much)"]),
        ("on several lines", {"replies": ["554-No\r\n554 spam"]}, ["refused it (554 No spam)"]),
        ("not to them", {"refused": {"ada@example.com": "550 Who"}}, ["ada@example.com (550 Who)", "[mail] to"]),
        ("not to them now", {"refused": {"ada@example.com": "450 Full"}}, ["ada@example.com (450 Full)"]),
    ),
)
def test_faults(tmp_path: Path, told: dict[str, Any], words: list[str]) -> None:
    """Whatever a server does, it ends in one sentence, and nothing counts as sent."""
    with serving(**told) as server, not_sent(f"localhost:{server.port}", *words):
        send(section(server), tmp_path / "jobs.xlsx", timeout=0.5 if told.get("fault") else 10)
    assert server.letters == []


def test_next_run_sends(tmp_path: Path) -> None:
    """A 4xx today and a 2xx tomorrow: the same letter again, taken once."""
    with serving(replies=["421 Busy"]) as server:
        with not_sent("421 Busy"):
            send(section(server), tmp_path / "jobs.xlsx")
        send(section(server), tmp_path / "jobs.xlsx")
    assert len(server.letters) == 1


def test_one_of_two_refused(tmp_path: Path) -> None:
    """Who did not get it is named; it counts as sent, for the other one has it."""
    both = ("ada@example.com", "bob@example.com")
    refused = serving(refused={"bob@example.com": "550 Who"})
    with refused as server, not_sent("went out", "bob@example.com (550 Who)", was_sent=True):
        send(section(server, to=both), tmp_path / "jobs.xlsx")
    assert server.recipients == ["ada@example.com"]
    assert the_letter(server)["To"] == "ada@example.com, bob@example.com"


def test_no_goodbye(tmp_path: Path) -> None:
    """A server that hangs up after it took the letter has taken it."""
    with serving(fault="goodbye") as server:
        send(section(server), tmp_path / "jobs.xlsx")
    assert len(server.letters) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    table(
        ("not now", b"421 Busy\r\n", "cannot take it now (421 Busy)"),
        ("not you", b"554 Go away\r\n", "refused it (554 Go away)"),
        ("hangs up", b"220 ", "hung up"),
        ("another trade", b"SSH-2.0-OpenSSH\r\n", "is no mail server"),
        ("without end", b"x" * 100_000, "refused it (500 Line too long.)"),
        ("a log-in of its own", b"220 Hi\r\n250-hi\r\n250 AUTH GSSAPI\r\n", "offers no log-in that is known"),
        ("a challenge that is none", b"220 Hi\r\n250-hi\r\n250 AUTH CRAM-MD5\r\n334 a\r\n", "is no mail server"),
        ("nothing", b"", "did not answer in time"),
    ),
)
def test_greetings(tmp_path: Path, words: bytes, told: str) -> None:
    """A server that does not let anybody in, and things that are none."""
    with greeting(words) as port, not_sent(told):
        mail = section(MailServer(port=port), user="ada", password_env="MAIL_PASSWORD")  # noqa: S106 - its name
        send(mail, tmp_path / "jobs.xlsx", timeout=0.5 if not words else 10)


def test_nobody_listens(tmp_path: Path) -> None:
    """No server at that port."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with not_sent(f"localhost:{port} cannot be reached"):
        send(section(MailServer(port=port)), tmp_path / "jobs.xlsx")


@pytest.mark.parametrize("user", ["zoë", "ada\n"])
def test_user_that_cannot_log_in(tmp_path: Path, user: str) -> None:
    """A log-in is plain ASCII; anything else would be a defect inside the library."""
    with pytest.raises(ConfigError, match=r"\[mail\] user"):
        send(section(MailServer(port=1), "ssl", user=user), tmp_path / "jobs.xlsx")


@pytest.mark.parametrize("host", ["mail..example.com", "no.such.host.invalid", "a" * 70 + ".example.com"])
def test_host_that_is_none(tmp_path: Path, host: str) -> None:
    """A name that no machine has or can have."""
    mail = MailSection(host=host, sender="ada@example.com", to="ada@example.com")
    with not_sent("[mail] host"):
        send(mail, tmp_path / "jobs.xlsx")


@pytest.mark.usefixtures("_trusted")
@pytest.mark.parametrize("form", [PASSWORD, "Y29ycmVjdCBob3JzZQ==", "AGFkYQBjb3JyZWN0IGhvcnNl"])
def test_server_that_repeats_the_password(tmp_path: Path, form: str) -> None:
    """Not even a server that quotes it brings it into a message, plain or as it was sent."""
    with serving(security="ssl", replies=[f"554 You said {form}"]) as server, not_sent("554 You said …"):
        send(section(server, "ssl"), tmp_path / "jobs.xlsx")


@pytest.mark.usefixtures("_trusted")
def test_says_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    """Neither success nor failure prints or logs anything, whatever the library does by itself."""
    caplog.set_level(logging.DEBUG)
    with serving(security="ssl", replies=["250 OK", "451 Later"]) as server:
        send(section(server, "ssl"), tmp_path / "jobs.xlsx")
        with not_sent("451"):
            send(section(server, "ssl"), tmp_path / "jobs.xlsx")
    assert capfd.readouterr() == ("", "")
    assert PASSWORD not in caplog.text
    assert not [record for record in caplog.records if "yagmail" in record.name]
    assert [type(handler) for handler in logging.getLogger("yagmail.log").handlers] == [logging.NullHandler]


@pytest.mark.parametrize(
    ("written", "name"),
    table(
        ("UTF-8", "Zoë Müller-Łukasz", "Zoë Müller-Łukasz"),
        ("8-bit letters alone", "Ñandú", "Ñandú"),
        ("emoji", "Ada 🦊", "Ada 🦊"),
        ("a comma", '"Byron, Ada"', "Byron, Ada"),
        ("right to left", "עדה", "עדה"),
    ),
)
def test_names(tmp_path: Path, written: str, name: str) -> None:
    """Whatever somebody is called arrives whole, on a server that knows nothing but ASCII."""
    with serving() as server:
        send(
            section(server, to=f"{written} <zoe@example.com>", sender=f"{written} <me@example.com>"),
            tmp_path / "jobs.xlsx",
        )
    assert server.letters[0].isascii()
    assert [address.display_name for address in the_letter(server)["To"].addresses] == [name]
    assert [address.display_name for address in the_letter(server)["From"].addresses] == [name]
    assert server.recipients == ["zoe@example.com"]


def test_newline_in_a_subject(tmp_path: Path) -> None:
    """A company with a line break in it adds no header."""
    hostile = replace(MESSAGE, subject="Follow up: Acme\r\nBcc: eve@example.com\n\nHello")
    with serving() as server:
        send(section(server), tmp_path / "jobs.xlsx", hostile)
    assert (the_letter(server)["Bcc"], server.recipients) == (None, ["ada@example.com"])
    assert the_letter(server)["Subject"] == "Follow up: Acme Bcc: eve@example.com Hello"


def test_path_is_not_attached(tmp_path: Path) -> None:
    """A cell that names a file stays a text."""
    secret = tmp_path / "secret.txt"
    secret.write_text("555-0134", "utf-8")
    hostile = replace(MESSAGE, subject=str(secret), text=f"{secret}\n", html=f"{secret}\n")
    with serving() as server:
        send(section(server), tmp_path / "jobs.xlsx", hostile)
    assert [*the_letter(server).iter_attachments()] == []
    assert b"555-0134" not in server.letters[0]


def test_same_bytes_as_the_outbox(tmp_path: Path) -> None:
    """What arrives is what the outbox would hold, byte for byte, lines that begin with a dot and all."""
    photo = Attachment("photo.png", "image/png", b"\x89PNG...")
    agenda = Attachment("follow-ups.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    message = replace(MESSAGE, text=".\nFrom Zoë\n..\n" + "x" * 3000, attachments=(photo, agenda))
    with serving() as server:
        send(section(server), tmp_path / "jobs.xlsx", message)
    saved = save_message(tmp_path / "outbox", message, tmp_path / "jobs.xlsx", section(server), now=NOW)
    assert server.letters[0] == saved.read_bytes()


def test_password_is_missing(tmp_path: Path) -> None:
    """Without a password nobody is asked for one, and nobody connected to."""
    mail = section(MailServer(port=1), "ssl", password_env="NO_SUCH")  # noqa: S106 - the name of a variable
    with pytest.raises(ConfigError, match=r"\[mail\] password_env.*NO_SUCH"):
        send(mail, tmp_path / "jobs.xlsx")


def test_yagmail_is_loaded_to_send_only() -> None:
    """A night without a mail pays for no mail library."""
    code = "import sys, followthrough.sending.mail; sys.exit('yagmail' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=False)  # noqa: S603 - our own code
    assert done.returncode == 0


def test_contexts_verify() -> None:
    """The premise of the whole file: the default context asks for a certificate and for the name in it."""
    context = ssl.create_default_context()
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
