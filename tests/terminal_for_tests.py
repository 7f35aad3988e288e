"""Somebody who looks at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def looked_at(monkeypatch: pytest.MonkeyPatch, columns: int, lines: int = 24) -> None:
    """As on a terminal of that size, without colours."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    for name, value in {"COLUMNS": columns, "LINES": lines, "NO_COLOR": 1, "TERM": "dumb"}.items():
        monkeypatch.setenv(name, str(value))
