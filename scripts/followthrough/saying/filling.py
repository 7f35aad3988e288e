"""Templates filled in, by the only user of Jinja2: our pages, and letters from templates of ours or the owner's.

A letter's template is a text file. Where its first line begins with "Subject:", it is a letter; else it is something to
say. Cells come in as values and are never read as a template.

The owner's own templates come from the internet as often as from their owner. Jinja2's sandbox keeps them away from the
program, but lets them fill the memory and go on for ever; here each letter may run only so many lines, and a text may
only grow so long.
"""

from __future__ import annotations

import difflib
import re
import sys
import traceback
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    select_autoescape,
)
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment

from followthrough.knowing.errors import ConfigError
from followthrough.knowing.wording import as_sentence, clipped, one_line, spoken_day, with_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import FrameType

    from jinja2.bccache import Bucket

PAGES = Path(__file__).parent
OURS = PAGES / "templates"
SUBJECT = "Subject:"
LONGEST_SUBJECT = 300
"""Room for a role in full: the person who gets the letter must not read half a title."""
MOST_LINES = 50_000
"""Lines of templates that a letter may run; ours run some hundred."""
LONGEST_TEXT = 100_000
"""Characters of any text, and items of any list, on the way to a letter."""
LONGEST_FILE = 100_000
MOST_STEPS = 1_000
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
"""The same for methods of texts, lists and tables."""
_SETTINGS: Mapping[str, Any] = {
    "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True,
}  # fmt: skip


def fill_page(name: str, letter: object) -> str:
    """A page of ours, or its text, with a letter in it; on a page, what comes from a cell is escaped."""
    return _pages().get_template(name).render(letter=letter)


def template_names() -> tuple[str, ...]:
    """The file names of our templates for letters."""
    return tuple(sorted(path.name for path in OURS.glob("*.txt")))


def fill_letter(kind: str, values: Mapping[str, object], templates: Path | None) -> tuple[str, str]:
    """Fill in the template of a letter.

    Args:
        kind: the name of the template, without .txt.
        values: what it may use.
        templates: the owner's folder of templates; what lies there outranks ours.

    Returns:
        the subject, "" where it is no letter; and the text.

    Raises:
        ConfigError: the template is broken; the sentence names file and line.
    """
    name = f"{kind}.txt"
    try:  # a template may raise anything
        template = _letters(templates).get_template(name)
        with _limited() if templates else nullcontext():
            written = template.render(values)
    except ConfigError:
        raise
    except Exception as error:
        file, line = _place(error, name, templates)
        where = f"{file}, line {line}" if line else str(file)
        raise ConfigError(f"{where}: {_in_words(error, values)}", file=str(file)) from error
    return _split(written)


def _split(written: str) -> tuple[str, str]:
    """Subject and text, without the gaps that conditions leave behind."""
    lines = [" ".join(line.split()) for line in written.strip().split("\n")]
    subject = ""
    if lines[0].startswith(SUBJECT):
        subject = clipped(one_line(lines.pop(0).removeprefix(SUBJECT)), LONGEST_SUBJECT)
    return subject, re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _place(error: Exception, name: str, templates: Path | None) -> tuple[Path, int | None]:
    """The file and the line at which a template broke."""
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if not file:
        known = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".txt")]
        file, line = (known[-1].filename, known[-1].lineno) if known else (None, None)
    if file:
        return Path(file), line
    own = (templates or OURS) / name
    return (own if own.exists() else OURS / name), None


def _in_words(error: Exception, values: Mapping[str, object]) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not written in UTF-8; save it as UTF-8 text."
    said = one_line(str(error)) or type(error).__name__
    if isinstance(error, LookupError) and said.endswith(".txt"):
        return f"there is no template {said}."
    unknown = re.fullmatch(r"'(\w+)' is undefined", said)
    if unknown:
        close = difflib.get_close_matches(unknown[1], values, n=1)
        return f"{unknown[1]} is not known here{f'; did you mean {close[0]}?' if close else '.'}"
    return said if said.endswith(".") else f"{said}."


@cache
def _pages() -> Environment:
    return Environment(
        loader=FileSystemLoader(PAGES), autoescape=select_autoescape(["html"]), bytecode_cache=_Compiled(), **_SETTINGS
    )


@cache
def _letters(templates: Path | None) -> LimitedEnvironment:
    if templates and not templates.is_dir():
        raise ConfigError(
            f"{templates} is no folder: name the one with your templates in config.toml under [files] templates.",
            file=str(templates),
        )
    return LimitedEnvironment(templates)


class _Compiled(FileSystemBytecodeCache):
    """Our templates as Jinja2 compiled them, kept where Python keeps our modules compiled; not where it may not."""

    def __init__(self) -> None:
        super().__init__(str(Path(cache_from_source(__file__)).parent), "%s.jinja")

    def get_source_checksum(self, source: str) -> str:
        """What was compiled by another release of Jinja2, or for other settings, is compiled anew."""
        return super().get_source_checksum(f"{jinja2.__version__} {Path(__file__).stat().st_mtime_ns} {source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """What cannot be read is compiled anew, too."""
        with suppress(Exception):  # half a file raises anything
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Where nothing can be kept, each run compiles."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)


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
    """Templates that can neither reach into the program nor cost more than a letter may.

    Args:
        templates: the owner's folder, which is looked into before ours.
    """

    concat = staticmethod(_put_together)
    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, templates: Path | None) -> None:
        super().__init__(
            loader=ChoiceLoader([_Folder(folder) for folder in (templates, OURS) if folder]),
            autoescape=False,  # the result is plain text; whoever puts it on a page escapes it there
            bytecode_cache=None if templates else _Compiled(),
            **_SETTINGS,
        )
        self.filters = {name: FILTERS[name] for name in _FILTERS}
        self.filters |= {"replace": _replaced, "join": _joined}
        self.filters |= {"day": spoken_day, "article": with_article, "sentence": as_sentence}
        self.globals = {"range": _range, "dict": dict}

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - a template computes with anything
        """Refuse what would grow, before it does."""
        sizes = [len(each) for each in (left, right) if isinstance(each, str | list | tuple)]
        numbers = [abs(each) for each in (left, right) if isinstance(each, int | float)]
        if operator == "%" and isinstance(left, str):
            raise SecurityError("write values with {{ }} instead of %")
        is_vast_power = operator == "**" and (max(numbers) > _NUMBER or abs(right) > _EXPONENT)
        is_vast_repeat = operator == "*" and bool(sizes) and sizes[0] * max(numbers, default=1) > LONGEST_TEXT
        is_vast = sum(sizes) > LONGEST_TEXT or max(numbers, default=0) > _NUMBER**_EXPONENT
        if is_vast_power or is_vast_repeat or is_vast:
            raise SecurityError(_TOO_LONG)
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - a template asks for anything
        """Refuse also the methods that make long texts of short ones."""
        if isinstance(obj, str | bytes | list | tuple | dict | int | float):
            return attr in _METHODS
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:  # noqa: ANN401 - as the sandbox has it
        """Refuse ``format``, too: it fills a line up to any width."""


class _Folder(FileSystemLoader):
    """Templates of one folder: ordinary files of an ordinary size."""

    def get_source(self, environment: Environment, template: str) -> Any:  # noqa: ANN401 - as the loader has it
        """Read one, and refuse what is no text file."""
        for path in (Path(folder) / template for folder in self.searchpath if ".." not in template):
            if path.exists() and not (path.is_file() and path.stat().st_size <= LONGEST_FILE):
                raise SecurityError(f"{path.name} is no text file of at most {LONGEST_FILE // 1000} kB")
        return super().get_source(environment, template)


@contextmanager
def _limited() -> Iterator[None]:
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
