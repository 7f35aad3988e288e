"""The house: which modules there are, what each may import, and the few places that may touch the world."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SCRIPTS = Path(__file__).parents[1] / "scripts"
PACKAGE = SCRIPTS / "followthrough"

ORDER = """
errors leads wording hints policy calendar values
facts slips cases chase channel reasons rules tips search_tips judge news history
ooxml.*
worksheet.*
say.*
config_sections config_words config state runlog sources password envelope outbox mail_faults mail delivery doctor
report command terminal adoption_report
"""
"""A module imports only from those that stand before it; inside a folder the order is found, and must exist."""

LIBRARIES = {
    "charset_normalizer": {"worksheet.text_table"},
    "filelock": {"state"},
    "holidays": {"calendar"},
    "icalendar": {"say.agenda"},
    "jinja2": {"say.letters", "say.page"},
    "keyring": {"password"},
    "matplotlib": {"say.plots"},
    "msgspec": {"config", "config_sections"},
    "openpyxl": {"say.search_log_files", "worksheet.text_table"},
    "pandas": {"worksheet.frames"},
    "platformdirs": {"state"},
    "rich": {"terminal"},
    "schedule": {"run_scheduler"},
    "yagmail": {"mail"},
}
"""Outside libraries and where each is imported; openpyxl also makes the template, in the modules called so."""

CLOCK = {
    "command",
    "runlog",
    "nightly_check",
    "weekly_summary",
    "adopt_workbook",
    "check_setup",
    "restore_workbook",
    "run_scheduler",
    "new_workbook",
    "work_search_log",
    "write_drafts",
}
"""Who may ask what time it is: the entry scripts, the log, and what they share."""


def _modules() -> dict[str, ast.Module]:
    inside = {".".join(p.relative_to(PACKAGE).with_suffix("").parts): p for p in sorted(PACKAGE.rglob("*.py"))}
    beside = {path.stem: path for path in sorted(SCRIPTS.glob("*.py"))}
    paths = {name: path for name, path in (inside | beside).items() if path.stem != "__init__"}
    return {name: ast.parse(path.read_text("utf-8")) for name, path in paths.items()}


MODULES = _modules()
ENTRIES = sorted(path.stem for path in SCRIPTS.glob("*.py"))
IN_PACKAGE = sorted(set(MODULES) - set(ENTRIES))


def imports(name: str) -> Iterator[str]:
    """Every module that a module imports, wherever in it."""
    for node in ast.walk(MODULES[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
            yield node.module


def ours(name: str) -> set[str]:
    """The modules of the package that a module imports."""
    found = {module.removeprefix("followthrough.") for module in imports(name) if module.startswith("followthrough.")}
    return found & set(IN_PACKAGE)


def rank(name: str) -> int:
    """The place of a module in the order; those of a folder share theirs."""
    places = ORDER.split()
    folder = f"{name.partition('.')[0]}.*"
    return places.index(folder if "." in name else name)


def calls(name: str) -> Iterator[str]:
    """What a module calls, as it is written: "date.today", "print"."""
    return (ast.unparse(node.func) for node in ast.walk(MODULES[name]) if isinstance(node, ast.Call))


def mentions(name: str) -> set[str]:
    """Dotted names that a module uses, called or not."""
    return {ast.unparse(node) for node in ast.walk(MODULES[name]) if isinstance(node, ast.Attribute)}


def test_every_module_has_its_place() -> None:
    """The list names each module of the package, and no other."""
    listed = [name for name in ORDER.split() if not name.endswith(".*")]
    assert sorted(listed) == [name for name in IN_PACKAGE if "." not in name]
    assert {name.partition(".")[0] for name in IN_PACKAGE if "." in name} == {"ooxml", "worksheet", "say"}


def test_imports_go_one_way() -> None:
    """A module imports only from modules above it in the list (house)."""

    def wrong(name: str) -> set[str]:
        return {
            other
            for other in ours(name)
            if rank(other) >= rank(name) and not (rank(other) == rank(name) and "." in name)
        }

    assert broken(IN_PACKAGE, wrong) == {}


def test_there_are_no_circles() -> None:
    """Also inside a folder, and inside functions."""
    left = {name: ours(name) for name in IN_PACKAGE}
    while free := [name for name, needed in left.items() if not needed & set(left)]:
        left = {name: needed for name, needed in left.items() if name not in free}
    assert sorted(left) == []


def test_the_package_knows_no_entry_script() -> None:
    """The scripts use the package, never the other way."""
    assert broken(IN_PACKAGE, lambda name: {module.partition(".")[0] for module in imports(name)} & set(ENTRIES)) == {}


def test_each_library_is_imported_in_one_place() -> None:
    """Who wants to change a library looks in one file (house)."""

    def wrong(name: str) -> set[str]:
        allowed = {library for library, places in LIBRARIES.items() if name in places} | {"followthrough", *ENTRIES}
        makes_the_template = {"openpyxl"} if name.startswith("worksheet.template") else set()
        return (
            {module.partition(".")[0] for module in imports(name)}
            - sys.stdlib_module_names
            - allowed
            - makes_the_template
        )

    assert broken(MODULES, wrong) == {}


@pytest.mark.parametrize("name", ENTRIES)
def test_names_of_entry_scripts(name: str) -> None:
    """Two words, one procedure called main, and never the name of a module that can be imported (house)."""
    assert "_" in name
    assert name not in sys.stdlib_module_names
    assert "main" in {node.name for node in MODULES[name].body if isinstance(node, ast.FunctionDef)}


def test_nothing_else_reads_a_clock() -> None:
    """Today is always an argument (rulebook 1)."""
    clocks = (
        "date.today",
        "datetime.now",
        "datetime.today",
        "datetime.utcnow",
        "time.time",
        "time.localtime",
        "time.sleep",
    )
    assert broken(set(MODULES) - CLOCK, lambda name: {call for call in calls(name) if call.endswith(clocks)}) == {}


def test_nothing_else_prints_or_reads_arguments() -> None:
    """What is printed goes through command, or through the terminal's console."""
    streams = ("sys.stdout.write", "sys.stderr", "sys.argv")

    def wrong(name: str) -> set[str]:
        return {"print", "input", "breakpoint"} & set(calls(name)) | {
            m for m in mentions(name) if m.startswith(streams)
        }

    # The receipt is a program of its own, which shares nothing with ours.
    assert broken(set(MODULES) - {"command", "prove_write"}, wrong) == {}


def test_nothing_in_the_package_ends_the_program() -> None:
    """Only an entry script's last line hands a status to the system."""
    assert broken(IN_PACKAGE, lambda name: {"sys.exit", "exit", "quit", "os._exit"} & set(calls(name))) == {}


def test_every_module_says_what_it_is_for() -> None:
    """The first line of a file is its place in the story."""
    assert [name for name, tree in MODULES.items() if not ast.get_docstring(tree)] == []


FORBIDDEN = {"utils", "helpers", "common", "manager", "handle", "data", "info", "process", "misc"}


def test_names_say_something() -> None:
    """No module is named after nothing (house: words for names)."""
    assert broken(MODULES, lambda name: set(name.replace(".", "_").split("_")) & FORBIDDEN) == {}


def broken(names: Iterable[str], wrong: Callable[[str], set[str]]) -> dict[str, list[str]]:
    """Module -> what is wrong there, of those where anything is."""
    return {name: sorted(found) for name in sorted(names) if (found := wrong(name))}


def test_no_pattern_goes_wrong_on_an_older_python() -> None:
    """Before 3.11.5 a possessive repeat of a group gives up too early; an atomic group says the same and does not."""
    written = {path.name: path.read_text("utf-8") for path in (PACKAGE / "ooxml").glob("*.py")}
    code = {name: "\n".join(line.partition("# ")[0] for line in text.splitlines()) for name, text in written.items()}
    assert [name for name, text in code.items() if re.search(r"\)(?:\*|\+|\?|\})\+", text)] == []
