"""The mail account as config.toml describes it: the server, who writes to whom, and where the password lies."""

from __future__ import annotations

from typing import Literal

import msgspec


class MailSection(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """How messages are sent; without a host they are put into the outbox folder."""

    host: str = ""
    port: int | None = None
    security: Literal["ssl", "starttls", "none"] = "ssl"
    user: str = ""
    sender: str = msgspec.field(default="", name="from")
    to: str | tuple[str, ...] = ""
    password_env: str = ""
    password_file: str = ""
    password_command: str | tuple[str, ...] = ""
    weekly: Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "never"] = "Sunday"
    weekly_if_empty: bool = True
    nightly: Literal["when due", "never"] = "when due"
