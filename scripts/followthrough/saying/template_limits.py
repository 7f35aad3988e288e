"""What the owner's own templates may do, and at what cost: they come from the internet as often as from their owner.

Jinja2's sandbox keeps them away from the program. It does not keep them from filling the memory or from going on for
ever; here each letter has a number of lines that it may run, and texts have a length that they may grow to.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import FrameType

    from jinja2 import Environment

MOST_LINES = 50_000
"""Lines of templates that a letter may run; ours run some hundred."""
LONGEST_TEXT = 100_000
"""Letters of any text, and items of any list, on the way to a letter."""
LONGEST_FILE = 100_000
MOST_STEPS = 1_000
"""Of a range."""
_TOO_LONG = "a text or a list grows too long here"
_TOO_MUCH = "this goes on for too long"
_NUMBER = 10**9
_EXPONENT = 64
_FILTERS = (
    "abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "groupby", "int",
    "items", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "round",
    "select", "selectattr", "slice", "sort", "string", "sum", "title", "trim", "truncate", "unique", "upper",
    "wordcount",
)  # fmt: skip
"""Those whose result is no longer than what they are given."""
_METHODS = (
    "capitalize", "casefold", "count", "endswith", "find", "get", "index", "isalnum", "isalpha", "isascii", "isdigit",
    "islower", "isspace", "istitle", "isupper", "items", "keys", "lower", "lstrip", "partition", "removeprefix",
    "removesuffix", "rfind", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "swapcase",
    "title", "upper", "values",
)  # fmt: skip
"""Of texts, lists and tables, likewise."""


def _put_together(pieces: Iterable[str]) -> str:
    """A whole letter, or what a block or a macro of it makes."""
    kept, length = [], 0
    for piece in pieces:
        length += len(piece)
        if length > LONGEST_TEXT:
            raise SecurityError(_TOO_LONG)
        kept.append(piece)
    return "".join(kept)


class LimitedEnvironment(ImmutableSandboxedEnvironment):
    """Templates that can neither reach into the program nor cost more than a letter may."""

    concat = staticmethod(_put_together)
    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, folders: Sequence[Path]) -> None:
        """Look for templates in these folders, in their order."""
        super().__init__(
            loader=ChoiceLoader([_Folder(folder) for folder in folders]),
            autoescape=False,  # the result is plain text; whoever puts it on a page escapes it there
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.filters = {name: FILTERS[name] for name in _FILTERS} | {"replace": _replaced, "join": _joined}
        self.globals = {"range": _range, "dict": dict}

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - whatever a template computes with
        """Refuse what would grow, before it does."""
        sizes = [len(each) for each in (left, right) if isinstance(each, str | list | tuple)]
        numbers = [abs(each) for each in (left, right) if isinstance(each, int | float)]
        if operator == "%" and isinstance(left, str):
            raise SecurityError("write values with {{ }} instead of %")
        if operator == "**" and (max(numbers) > _NUMBER or abs(right) > _EXPONENT):
            raise SecurityError(_TOO_LONG)
        if operator == "*" and sizes and sizes[0] * max(numbers, default=1) > LONGEST_TEXT:
            raise SecurityError(_TOO_LONG)
        if sum(sizes) > LONGEST_TEXT or max(numbers, default=0) > _NUMBER**_EXPONENT:
            raise SecurityError(_TOO_LONG)
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - whatever a template asks for
        """Also no method that makes long texts of short ones."""
        if isinstance(obj, str | bytes | list | tuple | dict | int | float):
            return attr in _METHODS
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:  # noqa: ANN401 - as the sandbox has it
        """``format`` is a method like the others that are refused: it fills a line up to any width."""


class _Folder(FileSystemLoader):
    """Templates of one folder: ordinary files of an ordinary size."""

    def get_source(self, environment: Environment, template: str) -> Any:  # noqa: ANN401 - as the loader has it
        """Read one, and refuse what is no text file."""
        for path in (Path(folder) / template for folder in self.searchpath if ".." not in template):
            if path.exists() and not (path.is_file() and path.stat().st_size <= LONGEST_FILE):
                raise SecurityError(f"{path.name} is no text file of at most {LONGEST_FILE // 1000} kB")
        return super().get_source(environment, template)


@contextmanager
def limited() -> Iterator[None]:
    """Count the lines that templates run, and look at what they hold."""
    left, before = MOST_LINES, sys.gettrace()

    def at_line(frame: FrameType, event: str, _: object) -> Any:  # noqa: ANN401 - what settrace asks for
        nonlocal left
        if event == "line":
            left -= 1
            if left < 0:
                raise SecurityError(_TOO_MUCH)
            if any(isinstance(each, str | list) and len(each) > LONGEST_TEXT for each in frame.f_locals.values()):
                raise SecurityError(_TOO_LONG)
        return at_line

    def at_call(frame: FrameType, _event: str, _: object) -> Any:  # noqa: ANN401 - what settrace asks for
        return at_line if frame.f_code.co_filename.endswith(".txt") else None

    sys.settrace(at_call)
    try:
        yield
    finally:
        sys.settrace(before)


def _range(*bounds: int) -> range:
    steps = range(*bounds)
    if len(steps) > MOST_STEPS:
        raise SecurityError(_TOO_MUCH)
    return steps


def _replaced(text: object, old: str, new: str) -> str:
    whole = str(text)
    if len(whole) + whole.count(str(old)) * len(str(new)) > LONGEST_TEXT:
        raise SecurityError(_TOO_LONG)
    return whole.replace(str(old), str(new))


def _joined(items: Iterable[object], between: str = "") -> str:
    texts = list(map(str, items))
    if sum(map(len, texts)) + len(texts) * len(str(between)) > LONGEST_TEXT:
        raise SecurityError(_TOO_LONG)
    return str(between).join(texts)
