"""The mail account as config.toml describes it, and its password: from one place, never asked for, never shown."""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from followthrough.knowing.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SERVICE = "followthrough"
"""The name under which the keyring holds it."""


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


def find_password(mail: MailSection, environment: Mapping[str, str], *, timeout: float) -> str:
    """Get the password from where the config says, or else from the system's keyring.

    A command has its environment, and some seconds to answer in.

    Raises:
        ConfigError: there is none: which key, and what would be right.
    """
    if mail.password_env:
        key, found = "password_env", _from_environment(mail.password_env, environment)
    elif mail.password_file:
        key, found = "password_file", _from_file(Path(mail.password_file))
    elif mail.password_command:
        command = _words(mail.password_command)
        shown = f"password_command, “{command[0]} …”"  # no more of it: a password may stand in it after all
        key, found = "password_command", _from_command(command, shown, environment, timeout)
    else:
        key, found = "keyring", _from_keyring(mail.user, environment, timeout)
    return _usable(key, found)


def _from_environment(name: str, environment: Mapping[str, str]) -> str:
    if not environment.get(name):
        raise ConfigError(
            f"[mail] password_env: there is no environment variable {name} here (cron knows only those "
            "in the crontab); set it, or use password_file."
        )
    return environment[name]


def _from_file(path: Path) -> str:
    """The first line of a file; one that others can read is refused, as ssh does with its keys."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            if os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise ConfigError(
                    f"[mail] password_file: others can read {path}; type: chmod 600 {shlex.quote(str(path))}",
                    file=str(path),
                )
            return file.readline()
    except OSError as error:
        raise ConfigError(f"[mail] password_file: {path} cannot be read ({error.strerror}).", file=str(path)) from None
    except UnicodeError:
        raise ConfigError(f"[mail] password_file: {path} is no text in UTF-8.", file=str(path)) from None


def _words(command: str | Sequence[str]) -> list[str]:
    """The command as a list; a line is split as a shell would, but no shell runs it."""
    try:
        words = shlex.split(command, posix=os.name == "posix") if isinstance(command, str) else list(command)
    except ValueError as error:
        raise ConfigError(f"[mail] password_command cannot be split into words ({error}); write a list.") from None
    if not words:
        raise ConfigError('[mail] password_command is blank; write a list, like ["pass", "show", "mail"].')
    return words if os.name == "posix" else [word.strip('"') for word in words]


def _from_keyring(user: str, environment: Mapping[str, str], timeout: float) -> str:
    """Ask the keyring as a command of its own: in this process it might ask a question, or wait for ever."""
    if not find_spec("keyring"):
        raise ConfigError(
            "[mail] has no password_env, password_file or password_command, and the keyring package is not installed: "
            "set one of them, or type: pip install keyring"
        )
    command = [sys.executable, "-P", "-m", "keyring", "get", "--", SERVICE, user]
    remedy = (
        f"your keyring (type: keyring set {SERVICE} {user}; or set password_env, password_file or password_command)"
    )
    return _from_command(command, remedy, environment, timeout)


def _from_command(command: list[str], shown: str, environment: Mapping[str, str], timeout: float) -> str:
    """The first line that a command prints: without a shell, without a terminal to ask at, within a time.

    It runs in the home folder, by hand as at night: what lies in the current one must have no part in it.
    """
    try:
        done = subprocess.run(  # noqa: S603 - the owner's own command, from a config that is trusted
            command,
            cwd=Path.home(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=timeout,
            env=dict(environment),
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ConfigError(f"[mail] no password within {timeout:g} seconds from {shown}.") from None
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: there is no home
        why = getattr(error, "strerror", None) or "it is no command"
        raise ConfigError(f"[mail] no password from {shown}: it cannot be run ({why}).") from None
    first = done.stdout.decode("utf-8", "replace").partition("\n")[0]
    if done.returncode or not first.strip():
        raise ConfigError(f"[mail] no password from {shown}: it ended with status {done.returncode}.")
    return first


def _usable(key: str, found: str) -> str:
    """The password without the end of its line; log-in by SMTP knows printable ASCII only."""
    password = found.rstrip("\r\n")
    if not password:
        raise ConfigError(f"[mail] {key}: the password there is empty.")
    if not (password.isascii() and password.isprintable()):
        raise ConfigError(
            f"[mail] {key}: the password there has letters that cannot be sent to a mail server; "
            "make one of plain letters, digits and signs."
        )
    return password
