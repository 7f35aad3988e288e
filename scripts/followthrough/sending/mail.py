"""Sending a message: the only user of yagmail, which connects and logs in and is trusted with nothing else.

yagmail's own ``send`` attaches what names a file, takes cells for HTML, verifies nobody, waits for ever, and reports
failure by a value. So the connection it made is used, and the letter is our own.
"""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from followthrough.knowing.errors import ConfigError, NotSentError
from followthrough.knowing.wording import one_line
from followthrough.sending.account import find_password
from followthrough.sending.envelope import as_mail, recipients_of, sender_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from followthrough.saying.page import Message
    from followthrough.sending.account import MailSection


ONCE_MORE = "It is sent once more by the next run, and not a third time."
TIMEOUT = 30.0
"""Seconds for each exchange with the server, and for a command that gets the password."""


def send_message(
    message: Message,
    mail: MailSection,
    workbook: Path,
    *,
    environment: Mapping[str, str],
    timeout: float = TIMEOUT,
    now: datetime | None = None,
) -> None:
    """Send a message about a workbook; it returns when the server took it for everybody.

    The password may be in the environment. Without a moment there is no Date header.

    Raises:
        NotSentError: it was not sent; ``was_sent`` where only some did not get it, ``may_be_out`` where the server
            took the whole of it and did not answer.
        ConfigError: an address cannot be used, or there is no password.
    """
    letter = as_mail(message, workbook, mail, now=now).as_bytes()
    sender, recipients = sender_of(mail), recipients_of(mail)
    password = _password(mail, environment, timeout)
    secrets = _forms_of(mail.user, password)
    try:
        with _connection(mail, password, timeout) as server:
            _watch(server)
            refused = server.sendmail(sender.addr_spec, [each.addr_spec for each in recipients], letter)
    except _UnansweredError as error:
        why = _what_went_wrong(error.cause, mail, secrets)
        raise NotSentError(f"Whether the message was sent is not known: {why} {ONCE_MORE}", may_be_out=True) from None
    except (OSError, ValueError) as error:  # SMTPException is an OSError; ValueError: names and answers that cannot be
        raise NotSentError(f"The message was not sent: {_what_went_wrong(error, mail, secrets)}") from None
    if refused:
        raise NotSentError(
            f"The message went out, but {_server_of(mail)} refused {_replies(refused, secrets)}: check [mail] to.",
            was_sent=True,
        )


class _UnansweredError(Exception):
    """A letter was handed over, and its fate is not known."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(str(cause))
        self.cause = cause


def _watch(server: smtplib.SMTP) -> None:
    """Have the server's silence after the letter told from a refusal."""
    hand_over = server.data

    def watched(msg: Any) -> tuple[int, bytes]:  # noqa: ANN401 - what smtplib gives it
        try:
            return hand_over(msg)
        except smtplib.SMTPResponseException:
            raise
        except OSError as error:
            raise _UnansweredError(error) from error

    server.data = watched  # type: ignore[method-assign] # the one moment that sendmail does not tell apart


def try_login(mail: MailSection, *, environment: Mapping[str, str], timeout: float = TIMEOUT) -> None:
    """Connect and log in as for a message, and send nothing.

    Raises:
        NotSentError: a message would not be sent, and why.
        ConfigError: an address cannot be used, or there is no password.
    """
    recipients_of(mail)
    password = _password(mail, environment, timeout)
    try:
        with _connection(mail, password, timeout) as server:
            server.noop()
    except (OSError, ValueError) as error:  # as above
        raise NotSentError(
            f"A message would not be sent: {_what_went_wrong(error, mail, _forms_of(mail.user, password))}"
        ) from None


def _password(mail: MailSection, environment: Mapping[str, str], timeout: float) -> str:
    """The password, or "" where nobody logs in."""
    if not (mail.user.isascii() and mail.user.isprintable()):
        raise ConfigError(
            f"[mail] user = “{one_line(mail.user)}”: a log-in is made of plain letters, digits and signs."
        )
    return find_password(mail, environment, timeout=timeout) if mail.user else ""


@contextmanager
def _connection(mail: MailSection, password: str, timeout: float) -> Iterator[smtplib.SMTP]:
    """A connection that is safe, limited in time and logged in."""
    from yagmail import Client  # type: ignore[import-untyped] # it has no types; nothing else touches it

    client = Client(
        user=sender_of(mail).addr_spec,
        password=password,
        host=mail.host,
        port=_port_of(mail),
        smtp_skip_login=not mail.user,
        soft_email_validation=False,
        timeout=timeout,
        local_hostname="[127.0.0.1]",  # else the machine's name is looked up, which can take a minute, and told
        **_safety(mail),
    )
    client.user = mail.user  # given above, a name without @ would become an address at Gmail
    client.set_logging(None)
    try:
        client.login()
        yield client.smtp
        with suppress(OSError):  # the message is taken; how the server says goodbye changes nothing
            client.smtp.quit()
    finally:
        client.is_closed = True  # else its destructor talks to the server once more
        if client.smtp:
            client.smtp.close()


def _safety(mail: MailSection) -> dict[str, Any]:
    """The server has to prove that it is the one that was named; yagmail by itself asks for no proof."""
    if mail.security == "none":
        return {"smtp_ssl": False, "smtp_starttls": False}
    context = ssl.create_default_context()
    if mail.security == "starttls":
        return {"smtp_ssl": False, "smtp_starttls": {"context": context}}
    return {"smtp_ssl": True, "smtp_starttls": False, "context": context}


PORTS = {"ssl": 465, "starttls": 587, "none": 25}
LONGEST_REPLY = 160
NO_SERVER = "{} is no mail server: check [mail] host and port."
TOO_LARGE = 552
"""The reply to a message that is too large: it reaches us as a refused sender, who is not to blame."""


def _what_went_wrong(error: OSError | ValueError, mail: MailSection, secrets: Sequence[str]) -> str:
    """What a server did, and what to look at; the secrets are not quoted."""
    server = _server_of(mail)
    match error:
        case ssl.SSLCertVerificationError():
            why = one_line(error.verify_message).rstrip(".")
            return f"{server} could not prove that it is {mail.host} ({why}), so it got no password: check [mail] host."
        case ssl.SSLError():
            ports = '465 goes with "ssl", 587 with "starttls"'
            return f"{server} does not speak TLS as expected: check [mail] port and security ({ports})."
        case smtplib.SMTPAuthenticationError():
            reply = _reply(error.smtp_code, error.smtp_error, secrets)
            return f"{server} refused the log-in of {mail.user} ({reply}): check [mail] user and the password."
        case smtplib.SMTPRecipientsRefused():
            return f"{server} refused {_replies(error.recipients, secrets)}: check [mail] to."
        case smtplib.SMTPSenderRefused() if error.smtp_code != TOO_LARGE:
            reply = _reply(error.smtp_code, error.smtp_error, secrets)
            return f"{server} refused the sender {error.sender} ({reply}): check [mail] from."
        case smtplib.SMTPResponseException() if error.smtp_code < 0:
            return NO_SERVER.format(server)
        case smtplib.SMTPResponseException():
            verb = "cannot take it now" if 400 <= error.smtp_code < 500 else "refused it"  # noqa: PLR2004 - SMTP's 4xx
            return f"{server} {verb} ({_reply(error.smtp_code, error.smtp_error, secrets)})."
        case smtplib.SMTPNotSupportedError():
            what = "STARTTLS" if "STARTTLS" in str(error) else "log-in"
            return f"{server} offers no {what}: check [mail] port, security and user."
    return _unreachable(error, server)


def _unreachable(error: OSError | ValueError, server: str) -> str:
    """What went wrong where the server sent no reply."""
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return f"{server} did not answer in time."
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return f"{server} hung up."
    if isinstance(error, smtplib.SMTPException):
        return f"{server} offers no log-in that is known here: check [mail] host and user."
    if isinstance(error, socket.gaierror | UnicodeError):
        return f"{server} is not known: check [mail] host, or the network."
    if isinstance(error, ValueError):
        return NO_SERVER.format(server)
    return f"{server} cannot be reached ({getattr(error, 'strerror', None) or type(error).__name__})."


def _server_of(mail: MailSection) -> str:
    return f"{one_line(mail.host)}:{_port_of(mail)}"


def _port_of(mail: MailSection) -> int:
    return mail.port or PORTS[mail.security]


def _replies(refused: Mapping[str, tuple[int, bytes]], secrets: Sequence[str]) -> str:
    return ", ".join(f"{address} ({_reply(*reply, secrets)})" for address, reply in refused.items())


def _reply(code: int, text: bytes | str, secrets: Sequence[str]) -> str:
    """What the server answered, on one line; one that repeats the password is not quoted on it."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    for secret in secrets:
        said = said.replace(secret, "…")
    return f"{code} {one_line(said)[:LONGEST_REPLY]}".rstrip()


def _forms_of(user: str, password: str) -> tuple[str, ...]:
    """The password as it is, and as the two ways of logging in send it."""
    if not password:
        return ()
    encoded = (base64.b64encode(form.encode()).decode() for form in (f"\0{user}\0{password}", password))
    return (*encoded, password)
