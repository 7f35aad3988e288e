"""Questions to a person on a terminal, each with the answer that Enter gives; elsewhere nothing is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough.shell import command, terminal

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation, or none.

    Args:
        is_open: whether somebody sits there to answer; else each answer is what Enter would give.
    """

    is_open: bool

    def tell(self, text: str) -> None:
        """Something that only whoever is asked needs to read."""
        if self.is_open:
            command.say(terminal.prose(text))

    def ask(self, question: str, default: str = "") -> str:
        """A word or two; what stands in square brackets is what Enter gives."""
        return command.asked(question, default) if self.is_open else default

    def agrees(self, question: str, *, default: bool = True) -> bool:
        """Yes or no."""
        if not self.is_open:
            return default
        answer = command.asked(f"{terminal.prose(question)} [{'Y/n' if default else 'y/N'}]").casefold()
        return default if not answer else answer in ("y", "yes")

    def choose(self, question: str, answers: Sequence[str], default: int = 0) -> int:
        """One of several, by its number from 1; 0 stands for none of them."""
        if not self.is_open or not answers:
            return default
        command.say(terminal.prose(question))
        for number, answer in enumerate(answers, start=1):
            command.say(f"  {number}  {answer}")
        command.say("  0  none of these")
        while True:
            answer = command.asked("Which?", str(default))
            if answer.isascii() and answer.isdigit() and int(answer) <= len(answers):
                return int(answer)
            self.tell(f"A number from 0 to {len(answers)}.")

    def secret(self, question: str) -> str:
        """Something that must not be seen while it is typed; "" where nobody can be asked."""
        return command.asked_in_secret(f"{question} ") if self.is_open else ""
