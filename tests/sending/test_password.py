"""The mail password comes from one place, is never asked for, and a missing one is named by its key."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from followthrough.knowing.errors import ConfigError
from followthrough.sending.account import MailSection, find_password
from leads_for_tests import table

SECRET = "correct horse"  # noqa: S105 - made up
PRINTS = "print('correct horse'); print('login: ada')"
KEYRING = """
from keyring.backend import KeyringBackend

class Fixed(KeyringBackend):
    priority = 1

    def get_password(self, service, username):
        if username == "asks":
            return input("Password: ")
        return "correct horse" if (service, username) == ("followthrough", "ada") else None

    def set_password(self, service, username, password): ...
    def delete_password(self, service, username): ...
"""
"""A keyring that holds one password, and asks for another."""
posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows keeps no such permissions")


def found(timeout: float = 10, environment: dict[str, str] | None = None, **where: str | tuple[str, ...]) -> str:
    """What it finds for ada, who says where in her config."""
    mail = MailSection(**{"user": "ada", **where})  # type: ignore[arg-type] # keys and values of a test's table
    return find_password(mail, {**os.environ, **(environment or {})}, timeout=timeout)


def a_file(folder: Path, content: bytes, mode: int = 0o600) -> str:
    """A file with a password."""
    path = folder / "password"
    path.write_bytes(content)
    path.chmod(mode)
    return str(path)


def test_from_the_environment() -> None:
    """A variable, as cron can set it in a crontab."""
    assert found(password_env="MAIL_PASSWORD", environment={"MAIL_PASSWORD": SECRET}) == SECRET  # noqa: S106 - a name


@pytest.mark.parametrize(
    "content",
    table(
        ("a line", b"correct horse\n"),
        ("no end", b"correct horse"),
        ("Windows", b"correct horse\r\n"),
        ("a byte-order mark", b"\xef\xbb\xbfcorrect horse\n"),
        ("notes below it", b"correct horse\nlogin: ada\n"),
    ),
)
def test_from_a_file(tmp_path: Path, content: bytes) -> None:
    """The first line of it."""
    assert found(password_file=a_file(tmp_path, content)) == SECRET


@posix_only
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_file_that_others_can_read(tmp_path: Path, mode: int) -> None:
    """It is refused with the line that mends it; a warning every night would soon be read by nobody."""
    with pytest.raises(ConfigError, match=r"\[mail\] password_file: others can read .*chmod 600"):
        found(password_file=a_file(tmp_path, b"correct horse", mode))


@pytest.mark.parametrize(
    "command",
    table(
        ("a list", (sys.executable, "-c", PRINTS)),
        ("a line", f'"{sys.executable}" -c "{PRINTS}"'),
    ),
)
def test_from_a_command(command: str | tuple[str, ...]) -> None:
    """The first line it prints, as password stores print it."""
    assert found(password_command=command) == SECRET


def test_command_is_not_given_to_a_shell(tmp_path: Path) -> None:
    """What a shell would take for orders are words."""
    line = f'"{sys.executable}" -c "import sys; print(sys.argv[1:])" ; touch {tmp_path / "made"}'
    assert found(password_command=line).startswith("[';', 'touch'")
    assert not (tmp_path / "made").exists()


def test_command_has_nobody_to_ask() -> None:
    """A command that puts a question gets no answer, and finds no terminal to ask at."""
    code = "import getpass, warnings; warnings.simplefilter('ignore'); print(getpass.getpass('Password: '))"
    with pytest.raises(ConfigError, match=r"no password from .*status 1"):
        found(password_command=(sys.executable, "-c", code))


@posix_only
def test_command_has_no_part_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It runs in the home folder: a downloaded one could hold a program of the name that is asked for."""
    for place, word in (("home", SECRET), ("downloaded", "robbed")):
        (tmp_path / place).mkdir()
        (tmp_path / place / "show.sh").write_text(f"#!/bin/sh\necho {word}\n", "utf-8")
        (tmp_path / place / "show.sh").chmod(0o700)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path / "downloaded")
    assert found(password_command=("./show.sh",)) == SECRET
    assert found(password_command=("sh", "show.sh")) == SECRET
    monkeypatch.setenv("HOME", str(tmp_path / "gone"))
    with pytest.raises(ConfigError, match="it cannot be run"):
        found(password_command=("./show.sh",))


@posix_only
def test_command_has_no_terminal() -> None:
    """It leads a session of its own, which has none, even where this one has: nothing can be asked there."""
    code = "import os; print(os.getsid(0) == os.getpid())"
    assert found(password_command=(sys.executable, "-c", code)) == "True"


def test_slow_command() -> None:
    """One that waits for a finger on a key that nobody presses at night."""
    with pytest.raises(ConfigError, match=r"\[mail\] no password within 0.3 seconds"):
        found(password_command=(sys.executable, "-c", "import time; time.sleep(60)"), timeout=0.3)


@pytest.mark.parametrize(
    ("where", "words"),
    table(
        ("no variable", {"password_env": "NO_SUCH"}, r"password_env.*NO_SUCH"),
        ("no file", {"password_file": "/no/such"}, r"password_file: .*such cannot be read"),
        ("a folder", {"password_file": str(Path(__file__).parent)}, r"password_file: .* cannot be read"),
        (
            "no command",
            {"password_command": ("no-such-command",)},
            r"no password from password_command, “no-such-command …”: it cannot be run",
        ),
        ("no words", {"password_command": " "}, r"password_command is blank"),
        ("half a quote", {"password_command": "pass 'show"}, r"password_command cannot be split"),
        (
            "command fails",
            {"password_command": (sys.executable, "-c", "exit(2)")},
            r"no password from password_command.*status 2",
        ),
        (
            "command is silent",
            {"password_command": (sys.executable, "-c", "")},
            r"no password from password_command.*status 0",
        ),
    ),
)
def test_missing(where: dict[str, str], words: str) -> None:
    """Each says which key, and what is wrong."""
    mail = MailSection(user="ada", **where)  # type: ignore[arg-type] # a table holds one type of value only
    with pytest.raises(ConfigError, match=rf"\[mail\] {words}"):
        find_password(mail, os.environ, timeout=10)


@pytest.mark.parametrize("password", [b"\n", b"", b"p\xc3\xa4ssword", b"tab\there", b"nul\0", b"\xff\xfe"])
def test_unusable(tmp_path: Path, password: bytes) -> None:
    """One that no log-in can carry is refused without being shown."""
    with pytest.raises(ConfigError, match=r"\[mail\] password_file") as caught:
        found(password_file=a_file(tmp_path, password))
    assert "ssword" not in caught.value.message.replace("password", "")


@pytest.fixture
def keyring(tmp_path: Path) -> dict[str, str]:
    """The environment of a system with that keyring."""
    (tmp_path / "keyring_for_tests.py").write_text(KEYRING, "utf-8")
    return {"PYTHON_KEYRING_BACKEND": "keyring_for_tests.Fixed", "PYTHONPATH": str(tmp_path)}


def test_from_the_keyring(keyring: dict[str, str]) -> None:
    """Where no key says where, under the service "followthrough" and the user."""
    assert found(environment=keyring) == SECRET


@pytest.mark.parametrize("user", ["bob", "asks", "-h"])
def test_keyring_without_it(keyring: dict[str, str], user: str) -> None:
    """The line to type is named; a keyring that asks is not answered."""
    with pytest.raises(ConfigError, match=r"\[mail\] no password from your keyring .*keyring set followthrough"):
        found(user=user, environment=keyring)


def test_no_keyring_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the sentence says what to type."""
    monkeypatch.setattr("followthrough.sending.account.find_spec", lambda _: None)
    with pytest.raises(ConfigError, match=r"\[mail\] .*pip install keyring"):
        found()


def test_secret_is_in_no_trace() -> None:
    """What a command printed before it hung is not in the exception, nor in the one that led to it."""
    code = "import time; print('correct horse', flush=True); time.sleep(60)"
    with pytest.raises(ConfigError) as caught:
        found(password_command=(sys.executable, "-c", code), timeout=1)
    assert caught.value.__suppress_context__
    assert "correct horse" not in caught.value.message
