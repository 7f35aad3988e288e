"""Templates filled in: the only user of Jinja2. Whatever comes from a cell is escaped in HTML."""

from __future__ import annotations

from pathlib import Path


def fill(template: str, **values: object) -> str:
    """Fill in one of the templates beside this module; those that end in .html are escaped.

    Args:
        template: its file name.
        values: what it may use; a name it uses and does not get is an error.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=template.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(values)
