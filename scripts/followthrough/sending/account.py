"""The mail account as config.toml describes it: the server, who writes to whom, and where the password lies."""

from __future__ import annotations

from typing import Literal

import msgspec


class MailSection(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """How messages are sent; without a host they are put into the outbox folder."""

    host: str = ""
    """The server that sends your mail, like "smtp.example.com". Empty: messages become files in the outbox folder."""
    port: int | None = None
    """Its port. Left out: 465 for "ssl", 587 for "starttls", 25 for "none"."""
    security: Literal["ssl", "starttls", "none"] = "ssl"
    """How the connection is protected: "ssl", "starttls", or "none" (to this very machine only)."""
    user: str = ""
    """The name you log in with. Empty: no log-in."""
    sender: str = msgspec.field(default="", name="from")
    """The address the messages come from."""
    to: str | tuple[str, ...] = ""
    """The address, or a list of addresses, that they go to."""
    password_env: str = ""
    """The name of an environment variable that holds the password. It comes from this or one of the next two, or else
    from your system's keyring; it never stands in this file."""
    password_file: str = ""
    """A file that holds it and that only you can read."""
    password_command: str | tuple[str, ...] = ""
    """A command that prints it, like ["pass", "show", "mail"]. It runs in your home folder."""
    weekly: Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "never"] = "Sunday"
    """The day of the weekly summary, or "never"."""
    weekly_if_empty: bool = True
    """Whether it also comes when there is nothing to say."""
    nightly: Literal["when due", "never"] = "when due"
    """Whether a morning mail comes when something opened: "when due" or "never"."""
