"""The owner's own templates, attacked: they reach neither program nor files, and cost no more than a letter.

A case stands on one line, however long.
"""

# ruff: noqa: E501 - see above

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from followthrough.knowing.errors import ConfigError
from followthrough.saying.filling import fill_letter
from places import SCRIPTS

if TYPE_CHECKING:
    from pathlib import Path

VALUES = {"company": "Acme", "today": date(2026, 11, 23), "people": ("Dana", "Ben"), "pick": lambda *words: words[0]}


def filled(folder: Path, template: str) -> str:
    """What a template makes."""
    (folder / "thank_you.txt").write_text(template, "utf-8")
    return fill_letter("thank_you", VALUES, folder)[1]


REACHING = {
    "the classes": "{{ ''.__class__.__mro__ }}",
    "by a filter": "{{ ''|attr('__class__') }}",
    "by a map": "{{ [company]|map(attribute='__class__.__mro__')|list }}",
    "by an index": "{{ company['__class__'] }}",
    "by a format": "{{ '{0.__class__}'.format(today) }}",
    "by a table": "{{ '%(x)s' % {'x': company} }}",
    "a function's globals": "{{ pick.__globals__ }}",
    "a function's code": "{{ pick.__code__ }}",
    "a function of Jinja": "{{ range.__init__.__globals__ }}",
    "its own insides": "{{ self._TemplateReference__context }}",
    "a macro's insides": "{% macro m() %}{% endmacro %}{{ m.__init__.__globals__ }}",
    "modules": "{% import 'os' as os %}{{ os.system('true') }}",
    "a function that is not given": "{{ open('/etc/passwd').read() }}",
    "a file": "{% include '/etc/passwd' %}",
    "a file above": "{% include '../secret.txt' %}",
    "a file above, on Windows": "{% include '..\\\\secret.txt' %}",
    "a parent": "{% extends '../secret.txt' %}",
    "changing what it is given": "{{ people.append('Eve') }}",
}
COSTING = {
    "a long text": "{{ 'a' * 10**9 }}",
    "a long list": "{{ [1] * 10**9 }}",
    "a long number": "{{ 10 ** 10 ** 10 }}",
    "a long number by steps": "{% set n = 10**9 %}{% set n = n**60 %}{% set n = n*n %}{% set n = n*n %}{% set n = n**60 %}",
    "a wide line": "{{ '%999999999d' % 1 }}",
    "a wide format": "{{ '{:999999999}'.format(1) }}",
    "a justified line": "{{ 'a'.ljust(10**9) }}",
    "a centred line": "{{ 'a'|center(10**9) }}",
    "an indented line": "{{ 'a'|indent(10**9) }}",
    "many tabs": "{{ '\\t'.expandtabs(10**9) }}",
    "zeros": "{{ '1'.zfill(10**9) }}",
    "a long range": "{% for n in range(10**9) %}{% endfor %}",
    "ranges in ranges": "{% for a in range(999) %}{% for b in range(999) %}{% for c in range(999) %}{% endfor %}{% endfor %}{% endfor %}",
    "a doubling": "{% set x = 'aa' %}" + "{% set x = x ~ x %}" * 60,
    "a doubling sum": "{% set x = 'aa' %}" + "{% set x = x + x %}" * 60,
    "a doubling block": "{% set x = 'aa' %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 60,
    "a doubling name": "{% set ns = namespace(x='a') %}{% for n in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
    "a doubling macro": "{% macro m(x) %}{{ x }}{{ x }}{% endmacro %}" + "{{ " + "m(" * 40 + "'aa'" + ")" * 40 + " }}",
    "a growing list": "{% set x = [1] %}" + "{% set x = x + x %}" * 60,
    "a replacement": "{% set x = 'a' * 9999 %}{{ x|replace('a', x) }}",
    "a replacement by its method": "{% set x = 'a' * 9999 %}{{ x.replace('a', x) }}",
    "a join": "{% set x = 'a' * 9999 %}{{ x|join(x) }}",
    "a join by its method": "{% set x = 'a' * 9999 %}{{ x.join(x) }}",
    "a long letter": "{% set x = 'a' * 9999 %}{% for n in range(999) %}{{ x }}{% endfor %}",
    "a long block": "{% set x = 'a' * 9999 %}{% set y %}{% for n in range(999) %}{{ x }}{% endfor %}{% endset %}",
    "itself": "{% include 'thank_you.txt' %}",
    "itself as its parent": "{% extends 'thank_you.txt' %}",
    "a macro in itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a deep expression": "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
    "a wide date": "{{ today.__format__('%9999999Y') }}",
    "lipsum": "{{ lipsum(n=10**6) }}",
}


@pytest.mark.parametrize("template", REACHING.values(), ids=REACHING)
def test_nothing_is_reached(template: str, tmp_path: Path) -> None:
    """One sentence names the file; nothing of the program or the disk is shown."""
    (tmp_path / "secret.txt").write_text("precious")
    folder = tmp_path / "templates"
    folder.mkdir()
    with pytest.raises(ConfigError) as stopped:
        filled(folder, template)
    assert "thank_you.txt" in stopped.value.message
    assert "precious" not in stopped.value.message


@pytest.mark.parametrize("template", COSTING.values(), ids=COSTING)
def test_nothing_costs_more_than_a_letter(template: str, tmp_path: Path) -> None:
    """It is refused before the memory or the night is gone: this very test would not end otherwise."""
    with pytest.raises(ConfigError, match=r"thank_you\.txt"):
        filled(tmp_path, template)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with names, and no devices")
@pytest.mark.parametrize("kind", ["a pipe", "a device", "a folder", "a large file"])
def test_what_is_no_template_is_not_read(kind: str, tmp_path: Path) -> None:
    """A pipe would be waited for, a device read for ever."""
    if sys.platform == "win32":
        raise OSError("This is tried on the other systems.")
    path = tmp_path / "other.txt"
    if kind == "a pipe":
        os.mkfifo(path)
    elif kind == "a device":
        path.symlink_to("/dev/zero")
    elif kind == "a folder":
        path.mkdir()
    else:
        path.write_text("x" * 200_000)
    with pytest.raises(ConfigError, match=r"other\.txt"):
        filled(tmp_path, "{% include 'other.txt' %}")


KIND = {
    "values and filters": ("{{ company|upper }}, {{ today|day }}", "ACME, Monday, 23 November\n"),
    "lists": ("{{ people|join(' and ') }}: {{ people|length }}", "Dana and Ben: 2\n"),
    "loops": ("{% for name in people %}{{ loop.index }}. {{ name }}\n{% endfor %}", "1. Dana\n2. Ben\n"),
    "counting": ("{% for n in range(1, 4) %}{{ n * 2 }} {% endfor %}", "2 4 6\n"),
    "methods": ("{{ company.lower().startswith('ac') }}", "True\n"),
    "dates": ("{{ today.strftime('%d.%m.%Y') }} {{ today.year + 1 }}", "23.11.2026 2027\n"),
    "macros": ("{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(company) }}", "<Acme>\n"),
    "replacing": ("{{ company|replace('A', 'E') ~ '!' }}", "Ecme!\n"),
}


@pytest.mark.parametrize(("template", "letter"), KIND.values(), ids=KIND)
def test_what_letters_need_is_there(template: str, letter: str, tmp_path: Path) -> None:
    """Nobody who writes letters notices that there are limits."""
    assert filled(tmp_path, template) == letter


def test_a_debugger_goes_on(tmp_path: Path) -> None:
    """Lines are counted by the means that debuggers use; afterwards it is theirs again."""
    before = sys.gettrace()
    filled(tmp_path, "{{ company }}")
    assert sys.gettrace() is before


FILLS = """
import sys
from pathlib import Path
from followthrough.saying.filling import fill_letter
print(fill_letter("signature", {"my_name": "Robin", "my_phone": "", "my_email": ""}, Path(sys.argv[1]) if sys.argv[1:] else None))
"""


def signed(kept: Path, *templates: Path) -> str:
    """What a process of its own makes of the signature, with Python's compiled files in a folder."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(SCRIPTS), "PYTHONPYCACHEPREFIX": str(kept)}
    line = [sys.executable, "-c", FILLS, *map(str, templates)]
    return subprocess.run(line, capture_output=True, encoding="utf-8", check=True, env=environment).stdout  # noqa: S603 - our own code


@pytest.mark.slow
def test_our_templates_are_kept_compiled(tmp_path: Path) -> None:
    """Beside our modules; what cannot be read or kept is compiled anew, and the owner's own are never kept."""
    kept, own, blocked = tmp_path / "kept", tmp_path / "own", tmp_path / "blocked"
    own.mkdir()
    (own / "voicemail.txt").write_text("Hello")
    blocked.write_text("no folder")
    letter = signed(kept, own)
    assert list(kept.rglob("*.jinja")) == []
    assert signed(kept) == letter
    (compiled,) = kept.rglob("*.jinja")
    before = compiled.read_bytes()
    for content in (b"", before[:-20], b"garbage"):
        compiled.write_bytes(content)
        assert signed(kept) == letter
    assert compiled.read_bytes() == before
    assert signed(blocked) == letter
