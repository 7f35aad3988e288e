#!/usr/bin/env python3
"""The one command: hands over to the script that does what is named first, and loads nothing else."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from followthrough.knowing.commands import DOES, GROUPS, PROGRAM, SCRIPTS, Command, called_as, program, spoken, to_type
from followthrough.knowing.errors import UsageError
from followthrough.shell import command

if TYPE_CHECKING:
    import argparse
    from types import ModuleType

SHELLS = ("bash", "zsh")
EXAMPLES = """examples:
  %(prog)s check --demo                try it on a made-up workbook
  %(prog)s check jobs.xlsx --dry-run   say what it would do to yours, and do nothing

%(prog)s COMMAND --help tells the rest."""
COMPLETIONS = """examples:
  eval "$(%(prog)s bash)"   a line for ~/.bashrc
  eval "$(%(prog)s zsh)"    a line for ~/.zshrc, below compinit"""


def follow(argv: list[str]) -> int:
    """Do what is named first, with all that follows."""
    if not argv:
        whole({}).print_help()
        return 0
    if argv[0].startswith("-"):
        whole({}).parse_args(argv[:1])  # help and version end it here
    if argv[0] in GROUPS and argv[1:2] in ([], ["-h"], ["--help"]):
        whole({}).parse_args([argv[0], "--help"])  # so does this
    what, rest = _named(argv)
    if what is Command.COMPLETION:
        return _complete(rest)
    module = import_module(SCRIPTS[what])
    if what is Command.PROVE:
        module.PARSER.prog = f"{program()} {what}"
    words = str(what).split()[1:] if SCRIPTS[what] == SCRIPTS[Command.INSTALL] else []
    status: int = module.main([*words, *rest])
    return status


def _named(argv: list[str]) -> tuple[Command, list[str]]:
    """The command that is named, in one word or two, and what follows.

    Raises:
        UsageError: there is none of that name.
    """
    for count in (2, 1):
        name = " ".join(argv[:count])
        if name in list(Command):
            return Command(name), argv[count:]
    if argv[0].lower().endswith((".xlsx", ".xlsm", ".csv")):
        line = to_type(Command.CHECK, argv[0])
        raise UsageError(f"Name first what to do with {argv[0]}: {line}. See {program()} --help.")
    from difflib import get_close_matches

    close = get_close_matches(argv[0], list(Command), n=1)
    meant = f"did you mean {close[0]}?" if close else f"it is one of {', '.join(Command)}."
    raise UsageError(f"There is no command “{argv[0]}”; {meant} See {program()} --help.")


def parsers() -> dict[Command, argparse.ArgumentParser]:
    """The command line of each command; this loads all of them."""
    return {what: _parser_of(what, import_module(SCRIPTS[what])) for what in Command}


def _parser_of(what: Command, module: ModuleType) -> argparse.ArgumentParser:
    if what is Command.PROVE:
        made: argparse.ArgumentParser = module.PARSER
    else:
        made = module.parser(what) if SCRIPTS[what] == SCRIPTS[Command.INSTALL] else module.parser()
    return made


def whole(found: dict[Command, argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """The one command with all its sub-commands.

    Args:
        found: the command line of each; of one that is not there the name and a line are shown.
    """
    top = command.plain_parser(program(), "Follow up on a job search from the worksheet you already keep.", EXAMPLES)
    inner = top.add_subparsers(metavar="COMMAND", title="commands")
    groups: dict[str, Any] = {}
    for what in Command:
        own = found.get(what, command.plain_parser("", "", ""))
        *group, name = what.split()
        if group and group[0] not in groups:
            shared = inner.add_parser(group[0], help=GROUPS[group[0]], prog=f"{program()} {group[0]}")
            groups[group[0]] = shared.add_subparsers(metavar="WHAT", title="what to do")
        (groups[group[0]] if group else inner).add_parser(
            name,
            help=DOES[what],
            prog=f"{program()} {what}",
            description=own.description,
            epilog=own.epilog,
            parents=[own],
            add_help=False,
            formatter_class=top.formatter_class,
        )
    return top


def parser() -> argparse.ArgumentParser:
    """The command line of ``followthrough completion``."""
    shells = command.plain_parser(spoken(Command.COMPLETION), DOES[Command.COMPLETION], COMPLETIONS)
    shells.add_argument("shell", choices=SHELLS, help="the shell that you type into")
    return shells


def _complete(argv: list[str]) -> int:
    import shtab

    shell = parser().parse_args(argv).shell
    with called_as(PROGRAM):
        command.say(shtab.complete(whole(parsers()), shell))
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run, and turn anything that stops it into one sentence and an exit status."""
    with called_as("" if argv is None else PROGRAM):
        return command.run(follow, argv)


if __name__ == "__main__":
    sys.exit(main())
