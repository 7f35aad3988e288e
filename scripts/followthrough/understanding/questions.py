"""What must be settled before any row can be judged: asked in a sentence that names the line to write."""

from __future__ import annotations

from dataclasses import dataclass

from followthrough.knowing.wording import listed
from followthrough.ooxml.references import column_number

TWO = 2


@dataclass(frozen=True, slots=True)
class Question:
    """A heading that decides about every row, and the columns that could be it; none where nothing under it can."""

    heading: str
    columns: tuple[tuple[str, str], ...]
    is_open: bool = True
    """Whether several could be it; else none of these can."""

    @property
    def places(self) -> tuple[int, ...]:
        """The columns, from 0."""
        return tuple(column_number(letter) - 1 for letter, _ in self.columns)

    def sentence(self, worksheet: str) -> str:
        """What to tell the owner, with the line that settles it."""
        told = listed([f"{letter} (“{text}”)" for letter, text in self.columns])
        if not self.columns:
            return (
                f"“{worksheet}” names companies, but no stage and no day of applying was found beside them. Say which "
                'columns they are in config.toml, [columns], like "Applied on" = "Sent".'
            )
        first = self.columns[0][1]
        if not self.is_open:
            return f"The cells under {told} of “{worksheet}” do not hold what the heading says ({self.heading})."
        which = "both" if len(self.columns) == TWO else "each"
        return (
            f"Columns {told} of “{worksheet}” could {which} be {self.heading}. Say which in config.toml, [columns]: "
            f'"{self.heading}" = "{first}"; rename one if they are called the same.'
        )
