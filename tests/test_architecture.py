"""The house: which modules there are, what each may import, and the few places that may touch the world."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from typing import TYPE_CHECKING

import pytest

from followthrough.knowing.columns import Column
from places import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PACKAGE = SCRIPTS / "followthrough"

ROOMS = {
    "knowing": "record errors commands fold languages words columns steps ours headings wording policy calendar leads "
    "hints",
    "ooxml": "xml references rows sheet zip cells parts package names styles looks tables forbidden_cells cell_writing",
    "reading": "cells dates frames survey workbook",
    "understanding": "stage_words evidence stage_columns own_columns candidates questions choices refusals unread "
    "layout records contacts row_stages rows logs read",
    "judging": "story facts judgement slips cases chase rules reasons why tips judge news journal",
    "writing": "column_places column_looks patch verify columns own_places typed changes giving_up",
    "explaining": "search decided edits",
    "saying": "filling page people first_things letter_values drafts entries agenda night_mail week summary search_log",
    "keeping": "systems access files beside swap snapshots journal state folders memory events differences",
    "template": "formulas look tables start_here dashboard build",
    "sending": "account envelope mail delivery heartbeat",
    "setup": "config_sections config_example config_values config providers adoption adopted_config csv_files givens "
    "template_check doctor",
    "scheduling": "jobs file_based cron windows kinds health",
    "fleet": "results workbooks limits engines run progress digest",
    "shell": "command options command_lines terminal dialogue picking screen report watch each",
}
"""The rooms in the order in which the data goes through them, and in each its files; imports go upwards only."""

ORDER = [f"{room}.{name}" for room, names in ROOMS.items() for name in names.split()]
MOST_FILES, MOST_LINES = 16, 300
PROOF, MOST_PROOF_LINES = "prove_write", 200
"""The script that judges what the others write, short enough to be read by a careful stranger."""

LIBRARIES = {
    "charset_normalizer": {"setup.csv_files"},
    "distributed": {"fleet.engines"},
    "filelock": {"keeping.folders"},
    "holidays": {"knowing.calendar"},
    "icalendar": {"saying.agenda"},
    "jinja2": {"saying.filling"},
    "keyring": {"sending.account"},
    "msgspec": {
        "knowing.record",
        "keeping.files",
        "keeping.journal",
        "keeping.state",
        "sending.account",
        *(f"setup.config{part}" for part in ("", "_example", "_sections", "_values")),
    },
    "openpyxl": {"saying.search_log", "setup.csv_files"},
    "pandas": {"reading.frames"},
    "platformdirs": {"keeping.systems"},
    "rich": {"shell.terminal"},
    "schedule": {"run_scheduler"},
    "shtab": {"follow_through"},
    "tomlkit": {"setup.adopted_config", "setup.config_example"},
    "yagmail": {"sending.mail"},
}
"""Outside libraries and where each is imported; openpyxl also makes the template, in the modules called so.

msgspec also makes values: a class of its kind is there in a hundredth of the time that a dataclass takes.
"""

CLOCK = {
    "sending.heartbeat",
    "shell.command",
    "shell.each",
    "keeping.events",
    "nightly_check",
    "weekly_summary",
    "adopt_workbook",
    "check_setup",
    "first_setup",
    "pause_search",
    "restore_workbook",
    "run_scheduler",
    "schedule_runs",
    "new_workbook",
    "work_search_log",
    "write_drafts",
}
"""Who may ask what time it is: the entry scripts, the log, and what they share."""


def _modules() -> dict[str, ast.Module]:
    inside = {".".join(p.relative_to(PACKAGE).with_suffix("").parts): p for p in sorted(PACKAGE.rglob("*.py"))}
    beside = {path.stem: path for path in sorted(SCRIPTS.glob("*.py"))}
    paths = {name: path for name, path in (inside | beside).items() if path.stem != "__init__"}
    return {name: ast.parse(path.read_text("utf-8")) for name, path in paths.items() if path.stem != "__main__"}


MODULES = _modules()
ENTRIES = sorted(path.stem for path in SCRIPTS.glob("*.py"))
IN_PACKAGE = sorted(set(MODULES) - set(ENTRIES))


@cache
def nodes(name: str) -> tuple[ast.AST, ...]:
    """Every import, call, dotted name and text in a module, and every line that is one of these alone."""
    wanted = (ast.Import, ast.ImportFrom, ast.Call, ast.Attribute, ast.Constant, ast.Expr)
    return tuple(node for node in ast.walk(MODULES[name]) if isinstance(node, wanted))


@cache
def imports(name: str) -> frozenset[str]:
    """Every module that a module imports, wherever in it."""
    found: set[str] = set()
    for node in nodes(name):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def ours(name: str) -> set[str]:
    """The modules of the package that a module imports."""
    found = {module.removeprefix("followthrough.") for module in imports(name) if module.startswith("followthrough.")}
    return found & set(IN_PACKAGE)


@cache
def calls(name: str) -> frozenset[str]:
    """What a module calls, as it is written: "date.today", "print"."""
    return frozenset(dotted(node.func) for node in nodes(name) if isinstance(node, ast.Call))


def mentions(name: str) -> set[str]:
    """Dotted names that a module uses, called or not."""
    return {dotted(node) for node in nodes(name) if isinstance(node, ast.Attribute)}


def dotted(node: ast.expr) -> str:
    """A name as it is written; what stands before its last dots may be any expression, and is left out."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def test_every_module_has_its_place() -> None:
    """The rooms and their files are those of the list; nothing lies loose beside them."""
    assert sorted(ORDER) == IN_PACKAGE
    assert {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"} == set(ROOMS)


def test_imports_go_one_way() -> None:
    """A module imports only from modules above it in the list, inside functions and for types too."""
    assert broken(IN_PACKAGE, lambda name: {o for o in ours(name) if ORDER.index(o) >= ORDER.index(name)}) == {}


def test_rooms_and_files_can_be_taken_in() -> None:
    """A room is a list one reads at a glance, and a file is on two screens."""
    assert [room for room, names in ROOMS.items() if len(names.split()) > MOST_FILES] == []
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in SCRIPTS.rglob("*.py")}
    assert [path.name for path, lines in lengths.items() if lines > MOST_LINES] == []


def test_the_package_knows_no_entry_script() -> None:
    """The scripts use the package, never the other way."""
    assert broken(IN_PACKAGE, lambda name: {module.partition(".")[0] for module in imports(name)} & set(ENTRIES)) == {}


SAID_OF_A_JUDGEMENT = {"judging.judgement", "judging.why", "judging.reasons", "judging.news"}
"""What words and numbers are made of; whatever works something out lies elsewhere in judging."""


def test_what_is_said_was_judged_before() -> None:
    """Facts stay on what was judged: nothing that says something derives, judges or asks a rule again."""

    def wrong(name: str) -> set[str]:
        return {module for module in ours(name) if module.startswith("judging.")} - SAID_OF_A_JUDGEMENT

    assert broken([name for name in IN_PACKAGE if name.startswith("saying.")], wrong) == {}


def test_each_library_is_imported_in_one_place() -> None:
    """Who wants to change a library looks in one file."""

    def wrong(name: str) -> set[str]:
        allowed = {library for library, places in LIBRARIES.items() if name in places} | {"followthrough", *ENTRIES}
        makes_the_template = {"openpyxl"} if name.startswith("template.") else set()
        return (
            {module.partition(".")[0] for module in imports(name)}
            - sys.stdlib_module_names
            - allowed
            - makes_the_template
        )

    assert broken(MODULES, wrong) == {}


@pytest.mark.parametrize("name", ENTRIES)
def test_names_of_entry_scripts(name: str) -> None:
    """Two words, one procedure called main, and never the name of a module that can be imported."""
    assert "_" in name
    assert name not in sys.stdlib_module_names
    assert "main" in {node.name for node in MODULES[name].body if isinstance(node, ast.FunctionDef)}


def test_nothing_else_reads_a_clock() -> None:
    """Today is always an argument (rules 1)."""
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
        return {"print", "input", "breakpoint"} & calls(name) | {m for m in mentions(name) if m.startswith(streams)}

    assert broken(set(MODULES) - {"shell.command", PROOF}, wrong) == {}


def test_the_proof_shares_nothing_with_what_it_judges() -> None:
    """The receipt is written from the file format with Python's own library: it imports nothing of ours."""
    assert {module.partition(".")[0] for module in imports(PROOF)} <= sys.stdlib_module_names
    assert len((SCRIPTS / f"{PROOF}.py").read_text("utf-8").splitlines()) < MOST_PROOF_LINES


def test_nothing_in_the_package_ends_the_program() -> None:
    """Only an entry script's last line hands a status to the system."""
    assert broken(IN_PACKAGE, lambda name: {"sys.exit", "exit", "quit", "os._exit"} & calls(name)) == {}


def test_every_module_says_what_it_is_for() -> None:
    """The first line of a file is its place in the story."""
    assert [name for name, tree in MODULES.items() if not ast.get_docstring(tree)] == []


FORBIDDEN = {"utils", "helpers", "common", "manager", "handle", "data", "info", "process", "misc"}


def test_names_say_something() -> None:
    """No module is named after nothing (CONTRIBUTING)."""
    assert broken(MODULES, lambda name: set(name.replace(".", "_").split("_")) & FORBIDDEN) == {}


def broken(names: Iterable[str], wrong: Callable[[str], set[str]]) -> dict[str, list[str]]:
    """Module -> what is wrong there, of those where anything is."""
    return {name: sorted(found) for name in sorted(names) if (found := wrong(name))}


def test_no_pattern_goes_wrong_on_an_older_python() -> None:
    """Before 3.11.5 a possessive repeat of a group gives up too early; an atomic group says the same and does not."""
    written = {path.name: path.read_text("utf-8") for path in (PACKAGE / "ooxml").glob("*.py")}
    code = {name: "\n".join(line.partition("# ")[0] for line in text.splitlines()) for name, text in written.items()}
    assert [name for name, text in code.items() if re.search(r"\)(?:\*|\+|\?|\})\+", text)] == []


ENGLISH_TOO = {"clos", "local", "negative", "over", "part", "prove", "social", "stand", "till", "tips"}
"""Words, or parts of words, that are English as well as another language's."""
EXAMPLES = ("setup.", "shell.report", "understanding.refusals")
"""Where a sentence shows what an owner's own heading may be: "Company" = "Firma"."""


def _tokens(language: object) -> set[str]:
    """The words of four letters and more in a language file."""
    if isinstance(language, str):
        return set(re.findall(r"[^\W\d_]{4,}", language.casefold()))
    held = language.values() if isinstance(language, dict) else language if isinstance(language, list) else ()
    return set().union(*map(_tokens, held))


def _written(name: str) -> Iterator[str]:
    """The texts in a module that are no docstrings."""
    told = {id(node.value) for node in nodes(name) if isinstance(node, ast.Expr)}
    for node in nodes(name):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_no_foreign_word_stands_in_python() -> None:
    """A new language is a data file, and nothing in Python."""
    files = {
        path.stem: tomllib.loads(path.read_text("utf-8")) for path in (PACKAGE / "knowing/languages").glob("*.toml")
    }
    english = _tokens(files.pop("en")) | ENGLISH_TOO
    foreign = set().union(*map(_tokens, files.values())) - english

    def wrong(name: str) -> set[str]:
        return foreign & set().union(*map(_tokens, _written(name)))

    assert broken([name for name in IN_PACKAGE if not name.startswith(("knowing.", *EXAMPLES))], wrong) == {}


def test_no_heading_is_spelled_out() -> None:
    """A column is a Column; its heading stands in one table (other tables of ours have words of their own)."""
    own_words = {"saying.search_log", "setup.config_sections", "template.formulas"}
    names = {name for name in IN_PACKAGE if not name.startswith("knowing.")} - own_words
    assert broken(names, lambda name: set(map(str, Column)) & set(_written(name))) == {}
