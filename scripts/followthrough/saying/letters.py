"""Letters filled in from templates, ours or the user's own: read as ``template_limits`` lets them.

A template is a text file. Where its first line begins with "Subject:", it is a letter. Cells come in as values and
are never read as a template.
"""

from __future__ import annotations

import difflib
import re
import traceback
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from followthrough.knowing.errors import ConfigError
from followthrough.knowing.wording import as_sentence, clipped, one_line, spoken_day, with_article

if TYPE_CHECKING:
    from collections.abc import Mapping

    from followthrough.saying.template_limits import LimitedEnvironment


OURS = Path(__file__).with_name("templates")
SUBJECT = "Subject:"
LONGEST_SUBJECT = 300
"""Room for a role in full: the person who gets the letter must not read half a title."""


def template_names() -> tuple[str, ...]:
    """The file names of our templates."""
    return tuple(sorted(path.name for path in OURS.glob("*.txt")))


def fill_letter(kind: str, values: Mapping[str, object], templates: Path | None) -> tuple[str, str]:
    """Fill in one template.

    Args:
        kind: the name of the template, without .txt.
        values: what it may use.
        templates: the user's folder of templates; what lies there outranks ours.

    Returns:
        the subject, "" where it is no letter; and the text.

    Raises:
        ConfigError: the template is broken; the sentence names file and line.
    """
    name = f"{kind}.txt"
    try:  # a template may raise anything
        template = _environment(templates).get_template(name)
        from followthrough.saying.template_limits import limited

        with limited():
            written = template.render(values)
    except ConfigError:
        raise
    except Exception as error:
        file, line = _place(error, name, templates)
        where = f"{file}, line {line}" if line else str(file)
        raise ConfigError(f"{where}: {_in_words(error, values)}", file=str(file)) from error
    return _split(written)


@cache
def _environment(templates: Path | None) -> LimitedEnvironment:
    """Where templates are looked for; they can neither reach into the program nor change what they are given."""
    from followthrough.saying.template_limits import LimitedEnvironment

    if templates and not templates.is_dir():
        raise ConfigError(
            f"{templates} is no folder: name the one with your templates in config.toml under [files] templates.",
            file=str(templates),
        )
    environment = LimitedEnvironment([folder for folder in (templates, OURS) if folder])
    environment.filters |= {"day": spoken_day, "article": with_article, "sentence": as_sentence}
    return environment


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
    own = templates / name if templates else OURS / name
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
