"""What a person sees on a terminal: bars, lines and tables that fit it, and nothing that could move its cursor."""

from __future__ import annotations

import shutil
import sys
import textwrap
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

from followthrough.knowing.wording import one_line
from followthrough.shell import command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.console import Console

PATIENCE = 1.0
"""Seconds after which somebody who waits wants to see that something happens."""
LONGEST_CELL, SHORTEST_CELL, LONGEST_LINE = 30, 8, 200
GAP = 2
NARROWEST, NO_LIMIT = 20, 100_000
Line = tuple[str, str]
"""A line and its style: bold, dim, a colour, or none."""


def is_terminal() -> bool:
    """Whether a person is looking."""
    return sys.stdout.isatty()


@contextmanager
def working(what: str, *, is_wanted: bool = True) -> Iterator[None]:
    """Show a bar while something takes longer than a second, and nothing where it does not, or where nobody looks."""
    if not (is_wanted and is_terminal()):
        yield
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress

    progress = Progress(
        "[progress.description]{task.description}", BarColumn(), console=Console(stderr=True), transient=True
    )
    progress.add_task(escape(one_line(what)), total=None)
    timer = Timer(PATIENCE, progress.start)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        progress.stop()


@contextmanager
def counting(what: str, total: int, *, is_wanted: bool = True) -> Iterator[Callable[[], None]]:
    """Show a bar that moves by one at each call of what this gives; nothing where nobody looks."""
    if not (is_wanted and is_terminal()):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda: progress.advance(task)


def say_lines(lines: Iterable[Line]) -> None:
    """Print lines that are no wider than the terminal, in colour where it has colours."""
    from rich.text import Text

    console = _console()
    with console.capture() as printed:
        for text, style in lines:
            console.print(Text(text.rstrip(), style), soft_wrap=True)
    command.show(printed.get().rstrip())


def width() -> int:
    """How many signs a line may have: those of the terminal; as many as it needs where nobody looks."""
    return max(shutil.get_terminal_size().columns - 1, NARROWEST) if is_terminal() else NO_LIMIT


def wrapped(text: str, indent: int = 0) -> list[str]:
    """A text in lines for the terminal, broken between words; nothing in it can move the cursor."""
    plain = one_line(text)
    return textwrap.wrap(
        plain, width(), initial_indent=" " * indent, subsequent_indent=" " * indent, break_on_hyphens=False
    ) or [""]


def prose(text: str) -> str:
    """A line for a person, broken between words where a terminal is narrower."""
    return "\n".join(textwrap.fill(line, width(), break_on_hyphens=False) for line in text.splitlines())


def show_table(headings: Sequence[str], rows: Sequence[Sequence[str]], shrinks: Sequence[str] = ()) -> None:
    """Print a small table, with the columns that shrink as ``table_lines`` does it; nothing where it has no rows."""
    if rows:
        heading, *lines = table_lines(headings, rows, shrinks, LONGEST_CELL)
        say_lines([(heading, "bold"), *((line, "") for line in lines)])
        command.say("")


def table_lines(
    headings: Sequence[str], rows: Iterable[Sequence[str]], shrinks: Sequence[str], longest: int = LONGEST_LINE
) -> list[str]:
    """A table as lines, its headings first; on a narrow terminal the columns that shrink are cut, the widest first."""
    from rich.cells import cell_len

    cells = [[one_line(cell) for cell in row] for row in (headings, *rows)]
    widths = [min(max(map(cell_len, column)), longest) for column in zip(*cells, strict=True)]
    places = [list(headings).index(heading) for heading in shrinks]
    room = width()
    while places and sum(widths) + GAP * (len(widths) - 1) > room:
        widest = max(places, key=widths.__getitem__)
        if widths[widest] <= SHORTEST_CELL:
            break
        widths[widest] -= 1
    return [(" " * GAP).join(map(fitted, row, widths)).rstrip() for row in cells]


def fitted(text: str, size: int) -> str:
    """A text that takes exactly so much room on a terminal: cut, with a sign for it, or filled up."""
    from rich.cells import cell_len, set_cell_size

    return set_cell_size(text, size) if cell_len(text) <= size else f"{set_cell_size(text, size - 1)}…"


def _console() -> Console:
    """What prints; it is as wide as the terminal, also where that can do nothing but print."""
    from rich.console import Console

    width, height = shutil.get_terminal_size()
    return Console(highlight=False, emoji=False, markup=False, width=width, height=height)
