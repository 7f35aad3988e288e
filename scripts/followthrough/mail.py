"""Sending a message: the only user of yagmail, which connects and logs in and is trusted with nothing else.

yagmail's own ``send`` attaches what names a file, takes cells for HTML, verifies nobody, waits for ever, and reports
failure by a value. So the connection it made is used, and the letter is our own.
"""

from __future__ import annotations

import ssl
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from followthrough.envelope import as_mail, recipients_of, sender_of
from followthrough.errors import ConfigError, NotSentError
from followthrough.mail_faults import forms_of, port_of, replies, server_of, what_went_wrong
from followthrough.password import find_password
from followthrough.wording import one_line

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from followthrough.config_sections import MailSection
    from followthrough.say.message import Message

TIMEOUT = 30.0
"""Seconds for each step of the talk with the server, and for a command that gets the password."""


def send_message(
    message: Message,
    mail: MailSection,
    workbook: Path,
    *,
    environment: Mapping[str, str],
    timeout: float = TIMEOUT,
    now: datetime | None = None,
) -> None:
    """Send a message; it returns when the server took it for everybody.

    Args:
        message: what to say.
        mail: the server, and who it is from and to.
        workbook: which workbook it is about.
        environment: where the password may be.
        timeout: seconds for each step.
        now: the moment for the Date header; without one there is none.

    Raises:
        NotSentError: it was not sent; ``was_sent`` where only some did not get it.
        ConfigError: an address cannot be used, or there is no password.
    """
    letter = as_mail(message, workbook, mail, now=now).as_bytes()
    sender, recipients = sender_of(mail), recipients_of(mail)
    password = _password(mail, environment, timeout)
    secrets = forms_of(mail.user, password)
    try:
        with _connection(mail, password, timeout) as server:
            refused = server.sendmail(sender.addr_spec, [each.addr_spec for each in recipients], letter)
    except (OSError, ValueError) as error:  # SMTPException is an OSError; ValueError: names and answers that cannot be
        raise NotSentError(f"The message was not sent: {what_went_wrong(error, mail, secrets)}") from None
    if refused:
        raise NotSentError(
            f"The message went out, but {server_of(mail)} refused {replies(refused, secrets)}: check [mail] to.",
            was_sent=True,
        )


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
            f"A message would not be sent: {what_went_wrong(error, mail, forms_of(mail.user, password))}"
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
        port=port_of(mail),
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
