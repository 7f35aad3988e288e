"""A real mail server on this machine, with TLS, log-in, and faults to order."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from email.message import EmailMessage

PASSWORD = "correct horse"  # noqa: S105 - of a server that lives for a test
CERTIFICATES = trustme.CA()
"""Signs what the server shows; a test that trusts it says so."""


@dataclass
class MailServer:
    """What a server was told and what it is to answer.

    Args:
        port: where it listens.
        replies: to the next letters, one each; 250 when they are used up.
        refused: recipients that it does not take, and the reply to them.
        sender_reply: to whoever it is from; taken where there is none.
        fault: "drop" hangs up within a letter, "stall" says nothing after it, "mute" takes it and hangs up without
            a word, "silent" not even hello.
        victims: processes of which one is killed after each letter that was taken, before it is told so.
    """

    port: int = 0
    replies: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    sender_reply: str = ""
    fault: str = ""
    victims: list[int] = field(default_factory=list)
    log_ins: list[tuple[str, str]] = field(default_factory=list)
    letters: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    greeted_by: str = ""

    async def handle_EHLO(  # noqa: N802 - the name is aiosmtpd's
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Remember who says hello; or keep silent."""
        if self.fault == "silent":
            await asyncio.Event().wait()
        session.host_name = hostname
        self.greeted_by = hostname
        return responses

    async def handle_MAIL(  # noqa: N802 - the name is aiosmtpd's
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take or refuse a sender."""
        envelope.mail_from = address
        return self.sender_reply or "250 OK"

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take or refuse a recipient."""
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        """Take or refuse a letter."""
        if self.fault == "stall":
            await asyncio.Event().wait()
        reply = self.replies.pop(0) if self.replies else "250 OK"
        if reply.startswith("250"):
            self.letters.append(envelope.original_content or b"")
            self.recipients += envelope.rcpt_tos
        if self.victims:
            os.kill(self.victims.pop(), signal.Signals(9))  # has no name on Windows
        if self.fault == "mute":
            _hang_up(server)
        if self.fault == "goodbye":
            asyncio.get_running_loop().call_later(0.01, _hang_up, server)
        return reply

    def check_log_in(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, given: Any) -> AuthResult:  # noqa: ANN401 - aiosmtpd's
        """Let in who knows the password."""
        assert isinstance(given, LoginPassword)
        self.log_ins.append((given.login.decode(), given.password.decode()))
        return AuthResult(success=given.password.decode() == PASSWORD, handled=False)


def the_letter(server: MailServer) -> EmailMessage:
    """The one letter that it took; no property, since aiosmtpd looks at every property of its handler."""
    (only,) = server.letters
    return message_from_bytes(only, policy=policy.default)


class _Droppable(SMTP):
    """Hangs up after asking for the letter, where that is ordered."""

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802 - the name is aiosmtpd's
        """Ask for the letter; hang up before it has come."""
        if self.event_handler.fault == "drop":
            await self.push("354 Go on")
            _hang_up(self)
            return
        await super().smtp_DATA(arg)


def _hang_up(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.WriteTransport)
    server.transport.abort()


@contextmanager
def serving(
    *,
    security: str = "none",
    names: tuple[str, ...] = ("localhost",),
    authority: trustme.CA = CERTIFICATES,
    **told: Any,  # noqa: ANN401 - whatever MailServer takes
) -> Iterator[MailServer]:
    """A server for as long as the block lasts.

    Args:
        security: "none", "ssl" or "starttls"; the two last offer a log-in.
        names: what its certificate says it is called.
        authority: who signed that.
        told: its faults.
    """
    state = MailServer(**told)
    context = None if security == "none" else _context(authority, names)
    options: dict[str, Any] = {"hostname": "localhost", "data_size_limit": None}
    if context:
        options |= {"authenticator": state.check_log_in, "auth_require_tls": security == "starttls"}
    if security == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    loop = asyncio.new_event_loop()
    listener = socket.create_server(("127.0.0.1", 0))
    state.port = listener.getsockname()[1]
    start = loop.create_server(
        lambda: _Droppable(state, loop=loop, **options), sock=listener, ssl=context if security == "ssl" else None
    )
    server = loop.run_until_complete(start)
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield state
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@contextmanager
def greeting(words: bytes) -> Iterator[int]:
    """The port of something that says these words to the first who calls, and hangs up; without words, nothing ever."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        caller = threading.Thread(target=_greet, args=(listener, words))
        if words:
            caller.start()
        yield listener.getsockname()[1]
        if words:
            caller.join()


def _greet(listener: socket.socket, words: bytes) -> None:
    talk, _ = listener.accept()
    with talk, suppress(OSError):  # nobody has to listen to the end
        talk.sendall(words)
        talk.shutdown(socket.SHUT_WR)
        while talk.recv(1024):  # closed with something unread, it would be cut off before its words were heard
            pass


def _context(authority: trustme.CA, names: tuple[str, ...]) -> ssl.SSLContext:
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


async def _end(server: asyncio.Server) -> None:
    """Close, and end every talk that is still going on."""
    server.close()
    talks = asyncio.all_tasks() - {asyncio.current_task()}
    for talk in talks:
        talk.cancel()
    await asyncio.gather(*talks, return_exceptions=True)
    await asyncio.sleep(0)
