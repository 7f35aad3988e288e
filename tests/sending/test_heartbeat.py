"""The heartbeat and the push: told to a real web server, and never a reason to stop."""

from __future__ import annotations

import pytest

from followthrough.sending import heartbeat
from followthrough.sending.heartbeat import call_heartbeat, push
from leads_for_tests import table
from web_server import web_server


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No waiting between the tries."""
    monkeypatch.setattr(heartbeat, "WAITS", (0.0, 0.0))


@pytest.mark.parametrize(
    ("path", "status", "asked"),
    table(
        ("success", "/1f2e", 0, "/1f2e/0"),
        ("failure", "/1f2e", 4, "/1f2e/4"),
        ("a slash at its end", "/1f2e/", 75, "/1f2e/75"),
        ("a slug", "/ping-key/my-nights", 5, "/ping-key/my-nights/5"),
        ("with a query", "/1f2e?create=1", 0, "/1f2e/0?create=1"),
    ),
)
def test_exit_status_stands_behind_the_address(path: str, status: int, asked: str) -> None:
    """The ways of healthchecks.io: 0 is success, any other number a failure; the body is kept in its log."""
    with web_server() as web:
        assert call_heartbeat(f"{web.url}{path}", status, "F12\nis no date") == ""
    assert web.asked == [(asked, "", "F12 is no date")]


def test_push_is_a_title_and_a_text() -> None:
    """As ntfy takes it."""
    with web_server() as web:
        assert push(f"{web.url}/my-topic", "The nightly check failed", "Exit status 4") == ""
    assert web.asked == [("/my-topic", "The nightly check failed", "Exit status 4")]


@pytest.mark.parametrize(
    ("answers", "tries", "told"),
    table(
        ("a hiccup", [503, 200], 2, ""),
        ("down", [500], 3, "127.0.0.1 was not told"),
        ("no such check", [404], 1, "127.0.0.1 was not told"),
        ("a way to a file", [302], 3, "127.0.0.1 was not told"),
    ),
)
def test_trouble(answers: list[int], tries: int, told: str) -> None:
    """Tried again where that can help; what is wrong is a sentence, and nothing is raised."""
    with web_server(*answers) as web:
        said = call_heartbeat(web.url, 0, "")
    assert (len(web.asked), said.startswith(told), bool(said)) == (tries, True, bool(told))


def test_nobody_there() -> None:
    """A refused connection is a sentence."""
    with web_server() as web:
        url = web.url
    assert "was not told" in push(url, "x", "y")


@pytest.mark.slow
def test_somebody_who_never_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is waited for no longer than it should be."""
    import socket

    monkeypatch.setattr(heartbeat, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert "was not told" in call_heartbeat(f"http://127.0.0.1:{silent.getsockname()[1]}", 0, "")
