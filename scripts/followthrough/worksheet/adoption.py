"""What was understood of a tracker somebody already keeps, for its owner to read before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough.ooxml.references import column_letters
from followthrough.values import as_text
from followthrough.worksheet.headings import NO_WORD, folded, stage_words
from followthrough.worksheet.records import is_filled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from followthrough.leads import Stage
    from followthrough.worksheet.read import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """A tracker as it was understood.

    Args:
        samples: heading of ours -> the first filled cell under it.
        stages: word of the owner -> the stage it was taken for, with the number of its rows.
        unknown_stages: words that are no stage, with the number of their rows.
        ignored: rows that hold something and are no leads -> why.
        unused: headings that mean nothing here, with their column letters.
        unreadable: heading of ours -> how many of its cells cannot be read.
    """

    reading: Reading
    samples: Mapping[str, str]
    stages: Mapping[str, tuple[Stage, int]]
    unknown_stages: Mapping[str, int]
    ignored: Mapping[int, str]
    unused: tuple[str, ...]
    unreadable: Mapping[str, int]


def understand(reading: Reading, told: Mapping[str, Stage]) -> Understanding:
    """Sum up a reading.

    Args:
        reading: the workbook as it was read.
        told: the owner's own words for stages, folded, which outrank ours.
    """
    layout = reading.layout
    samples = {heading: next(map(as_text, layout.below(column)), "") for heading, column in layout.columns.items()}
    stages: dict[str, tuple[Stage, int]] = {}
    unknown: dict[str, int] = {}
    known = {**stage_words(), **told}
    for lead in reading.leads:
        word = as_text(layout.frame.rows[lead.row - 1][layout.columns["Stage"]]) if "Stage" in layout.columns else ""
        stage = known.get(folded(word))
        if stage:
            stages[word] = (stage, stages.get(word, (stage, 0))[1] + 1)
        elif folded(word) not in NO_WORD:
            unknown[word] = unknown.get(word, 0) + 1
    return Understanding(
        reading=reading,
        samples=samples,
        stages=stages,
        unknown_stages=unknown,
        ignored=_ignored(reading),
        unused=tuple(_unused(reading)),
        unreadable=Counter(problem.column for lead in reading.leads for problem in lead.unreadable),
    )


def _unused(reading: Reading) -> Iterator[str]:
    layout = reading.layout
    known = {*layout.columns.values(), *layout.own.values()}
    for column, cell in enumerate(layout.frame.rows[layout.heading_row - 1]):
        if column not in known and as_text(cell):
            yield f"{column_letters(column + 1)} {as_text(cell)}"


def _ignored(reading: Reading) -> dict[int, str]:
    """Rows below the headings that hold something and were passed over."""
    layout, leads = reading.layout, {lead.row for lead in reading.leads}
    last, own = max(leads, default=layout.heading_row), set(layout.own.values())
    found = {}
    for number, row in enumerate(layout.frame.rows[layout.heading_row :], start=layout.heading_row + 1):
        filled = [column for column, cell in enumerate(row) if column not in own and is_filled(cell)]
        if filled and number not in leads:
            cell = f"{column_letters(filled[0] + 1)}{number}"
            below = "it stands below the list" if number > last else "it names no job"
            found[number] = f"{below}: {cell} holds “{as_text(row[filled[0]])[:40]}”"
    return found


def as_config(understanding: Understanding) -> str:
    """A config.toml with the mapping that was used; what was guessed stands there to be put in force."""
    layout = understanding.reading.layout
    lines = [
        "# What adopt_workbook understood: change what is wrong, take the # away from what is right.",
        "",
        "[columns]",
    ]
    for heading in layout.columns:
        guess = "# " if heading in layout.guessed else ""
        lines.append(f"{guess}{_quoted(heading)} = {_quoted(layout.headings[heading])}")
    lines += ["", "[stages]"]
    silencing = ("Closed", "Moved on", "On hold")
    for word, (stage, rows) in understanding.stages.items():
        remark = f"  # silences {rows} rows" if stage in silencing else ""
        lines.append(f"{_quoted(word)} = {_quoted(stage)}{remark}")
    lines += [f"# {_quoted(word)} = {_quoted('Applied')}" for word in understanding.unknown_stages]
    orders = understanding.reading.day_orders
    told = {order.day_first for order in orders.values()}
    lines += ["", "[dates]", f"day_first = {str(told.pop()).lower()}" if len(told) == 1 else "# day_first = true"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML string: a cell's text must not become a line of the config."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(letter: str) -> str:
    if letter in ('"', "\\"):
        return f"\\{letter}"
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"
