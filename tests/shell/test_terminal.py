"""Lines and tables fit the terminal, and no cell can move its cursor."""

from __future__ import annotations

import pytest

from followthrough.shell import terminal
from leads_for_tests import table
from mails_for_tests import HOSTILE
from terminal_for_tests import looked_at

HEADINGS = ("Row", "Lead", "When")
ROWS = (("2", "Acme, Analyst of many things", "by Tue 24 Nov"), ("13", "日本電気株式会社, 経理", ""))


def test_not_a_terminal() -> None:
    """Under pytest, cron and pipes nobody is looking."""
    assert not terminal.is_terminal()


def test_where_nobody_looks_nothing_is_cut() -> None:
    """A pipe gets whole cells and whole sentences, each on its line."""
    assert terminal.table_lines(HEADINGS, ROWS, HEADINGS)[1] == "2    Acme, Analyst of many things  by Tue 24 Nov"
    assert terminal.wrapped("word " * 100) == [("word " * 100).strip()]
    assert terminal.prose("word " * 100) == ("word " * 100).strip()


@pytest.mark.parametrize(
    ("columns", "expected"),
    table(
        ("wide enough", 80, "2    Acme, Analyst of many things  by Tue 24 Nov"),
        ("narrow", 40, "2    Acme, Analyst of m…  by Tue 24 Nov"),
        ("as narrow as it gets", 10, "2    Acme, A…  by Tue …"),
    ),
)
def test_the_widest_columns_are_cut(columns: int, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line is no wider than the terminal while a cell can still be read; signs of double width count twice."""
    looked_at(monkeypatch, columns)
    lines = terminal.table_lines(HEADINGS, ROWS, HEADINGS)
    assert lines[1] == expected
    assert lines[2].startswith("13   日本")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_cell_moves_the_cursor(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a table, in a sentence, in a line."""
    looked_at(monkeypatch, 80)
    plain = text.replace("\ud800", "")
    terminal.show_table(("Cell",), [(plain,)])
    terminal.say_lines((line, "") for line in terminal.wrapped(plain))
    assert not [sign for sign in capsys.readouterr().out if ord(sign) < 32 and sign != "\n"]


@pytest.mark.parametrize("name", ["[bold]Acme[/bold]", "[/]", ":rocket:", "[link=http://example.com]Acme[/link]"])
def test_brackets_are_brackets(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A company called [/] prints as itself."""
    terminal.say_lines([(name, "bold")])
    assert capsys.readouterr().out == f"{name}\n"
