"""What a mail server did wrong, or said no to, as one sentence for a person: never with the password in it."""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl
from typing import TYPE_CHECKING

from followthrough.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from followthrough.config_sections import MailSection

PORTS = {"ssl": 465, "starttls": 587, "none": 25}
LONGEST_REPLY = 160
NO_SERVER = "{} is no mail server: check [mail] host and port."
TOO_LARGE = 552
"""Servers that are told the size in advance say so of the sender, who is not to blame."""


def what_went_wrong(error: OSError | ValueError, mail: MailSection, secrets: Sequence[str]) -> str:
    """What a server did, and what to look at.

    Args:
        error: what came of talking to it.
        mail: which server it is, and who logs in.
        secrets: what must not be quoted, from ``forms_of``.
    """
    server = server_of(mail)
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
            return f"{server} refused {replies(error.recipients, secrets)}: check [mail] to."
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
    """The same of a server that said nothing."""
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


def server_of(mail: MailSection) -> str:
    """The server as it is named to a person."""
    return f"{one_line(mail.host)}:{port_of(mail)}"


def port_of(mail: MailSection) -> int:
    """The port, or the one that goes with the security."""
    return mail.port or PORTS[mail.security]


def replies(refused: Mapping[str, tuple[int, bytes]], secrets: Sequence[str]) -> str:
    """Who was refused, and why."""
    return ", ".join(f"{address} ({_reply(*reply, secrets)})" for address, reply in refused.items())


def _reply(code: int, text: bytes | str, secrets: Sequence[str]) -> str:
    """What the server answered, on one line; one that repeats the password is not quoted on it."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    for secret in secrets:
        said = said.replace(secret, "…")
    return f"{code} {one_line(said)[:LONGEST_REPLY]}".rstrip()


def forms_of(user: str, password: str) -> tuple[str, ...]:
    """The password as it is, and as the two ways of logging in send it."""
    if not password:
        return ()
    encoded = (base64.b64encode(form.encode()).decode() for form in (f"\0{user}\0{password}", password))
    return (*encoded, password)
