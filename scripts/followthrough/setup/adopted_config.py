"""The config.toml that adoption writes beside a workbook: what was understood, each guess as a line to uncomment."""

from __future__ import annotations

import hashlib
from textwrap import wrap
from typing import TYPE_CHECKING

import tomlkit

from followthrough.knowing.columns import THEIRS, Column
from followthrough.knowing.fold import folded
from followthrough.knowing.wording import counted
from followthrough.knowing.words import Stage
from followthrough.understanding.contacts import SHARED
from followthrough.understanding.stage_words import SILENCING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from followthrough.knowing.hints import Hints
    from followthrough.setup.adoption import Understanding

START = """# What followthrough adopt understood of this workbook. Change what is wrong. A line with # before it is not
# in force: take the # away from a guess that is right. followthrough adopt FILE --accept puts all in force.
# It counts for the workbooks in this folder, key by key over your own config, which alone may say where mail goes.
"""
MARK = "# As it was written: "
HEADINGS = ", ".join(THEIRS)
WIDTH = 118


def as_config(found: Understanding, hints: Hints) -> str:
    """The file, and in its first line what tells whether somebody has changed it since.

    The hints are those in force already, from another config or by ``--accept``.
    """
    text = "\n".join((START, *_columns(found, hints), "", *_stages(found, hints), "", *_dates(found, hints))) + "\n"
    return f"{MARK}{_digest(text)}\n{text}"


def is_untouched(text: str) -> bool:
    """Whether a config is still as it was written here; else it is its owner's."""
    first, _, rest = text.partition("\n")
    return first == f"{MARK}{_digest(rest)}"


def with_answers(text: str, before: Hints, after: Hints) -> str:
    """A config of the owner's with what they accepted added to it; their lines, comments and order stay."""
    document = tomlkit.parse(text)
    for section, old, new in (("columns", before.columns, after.columns), ("stages", before.stages, after.stages)):
        for key in (key for key, value in new.items() if old.get(key) != value):
            document.setdefault(section, tomlkit.table())[str(key)] = str(new[key])
    if after.day_first != before.day_first:
        document.setdefault("dates", tomlkit.table())["day_first"] = after.day_first
    if after.first_day and after.first_day != before.first_day:
        document.setdefault("dates", tomlkit.table())["first_day"] = after.first_day.isoformat()
    return tomlkit.dumps(document)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _columns(found: Understanding, hints: Hints) -> Iterator[str]:
    told = f"Your columns: ours = yours. Ours are {HEADINGS}."
    yield from wrap(told, WIDTH, initial_indent="# ", subsequent_indent="# ")
    yield "[columns]"
    choices = found.reading.layout.choices
    asked = {question.about for question in choices.questions if question.answer and question.answer.value}
    for heading, theirs in choices.headings.items():
        if heading in asked:
            continue
        line, doubt = f"{_quoted(heading)} = {_quoted(theirs)}", _why_not_in_force(found, heading)
        yield f"# {line}  # {doubt}" if doubt else line
    yield from (
        f'{_quoted(heading)} = ""' for heading, theirs in hints.columns.items() if heading in THEIRS and not theirs
    )
    yield from _asked(found, "columns")
    if found.unused:
        yield f"# not used: {_plain(', '.join(found.unused))}"


def _why_not_in_force(found: Understanding, heading: str) -> str:
    """Why a column is better known anew each night than by a line that names it; blank where the line is right."""
    choices, theirs = found.reading.layout.choices, found.reading.layout.headings[heading]
    several = [each.text for each in choices.stage_columns if not each.stage][1:]
    if heading == Column.STAGE and several:
        return f"read together with {', '.join(map(_quoted, several))}; in force, it alone is read"
    if list(map(folded, choices.candidate.texts.values())).count(folded(theirs)) > 1:
        return "known by what stands above it"
    if any(each.headings.get(heading) != theirs for each in found.reading.layouts):
        return "not on every sheet, which each tells for itself"
    if any(problem.column == heading and problem.expected in SHARED for problem in found.reading.problems):
        return "one and the same in every row: is it theirs?"
    return ""


def _stages(found: Understanding, hints: Hints) -> Iterator[str]:
    yield f"# Your words for the stages: {', '.join(Stage)};"
    yield '# "" for a word that says nothing. The heading of a column of ticks or dates is such a word, too.'
    yield "[stages]"
    said: set[str] = set()
    for word, stage, remark in _meanings(found, hints):
        if word not in said:
            said.add(word)
            yield f"{_quoted(word)} = {_quoted(stage)}{remark}"
    yield from _asked(found, "stages")


def _asked(found: Understanding, section: str) -> Iterator[str]:
    """Each question with its likeliest answer, which is not in force."""
    for question in found.questions:
        if question.answer and question.answer.section == section:
            yield from wrap(_plain(question.text), WIDTH, initial_indent="# ", subsequent_indent="# ")
            yield f"# {question.line}"


def _meanings(found: Understanding, hints: Hints) -> Iterator[tuple[str, str, str]]:
    """What is in force: each word, its stage and a remark; a heading that a tick stands under is such a word too."""
    for word, (stage, rows) in found.stages.items():
        yield word, stage, f"  # silences {counted(rows, 'row')}" if stage in SILENCING else ""
    for each in found.reading.layout.stage_columns:
        if each.stage:
            rows = found.ticked.get(each.text, 0)
            yield (
                each.text.strip(" ?"),
                each.stage,
                f"  # column {each.letter}, by a tick or a date: {counted(rows, 'row')}",
            )
    for word, told in hints.stages.items():
        yield word, told, ""


def _dates(found: Understanding, hints: Hints) -> Iterator[str]:
    """Each column tells its own order; what only one of them tells must not decide about the others."""
    yield "[dates]"
    yield from _asked(found, "dates")
    if hints.first_day:
        yield f'first_day = "{hints.first_day.isoformat()}"'
    if hints.day_first is not None:
        yield f"day_first = {str(hints.day_first).lower()}"
        return
    for heading, order in found.reading.day_orders.items():
        first = "day" if order.day_first else "month"
        yield f"# {_plain(heading)}: the {first} comes first, as {order.decided_by} shows"
    yield "# day_first = true  # where 03/11/2026 is the third of November and no cell of the column tells"


def _quoted(text: str) -> str:
    """A TOML string: a cell's text must not become a line of the config."""
    return tomlkit.item(text).as_string()


def _plain(text: str) -> str:
    """A text in a comment, on one line."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
