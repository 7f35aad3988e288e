#!/usr/bin/env python3
"""The one command: hands over to the script that does what is named first, and loads nothing else."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from followthrough.knowing.commands import DOES, GROUPS, PROGRAM, Command, called_as, program, to_type
from followthrough.knowing.errors import UsageError
from followthrough.shell import command
from followthrough.shell.command_lines import do, parser
from followthrough.shell.options import plain_parser

if TYPE_CHECKING:
    import argparse

EXAMPLES = """examples:
  %(prog)s check --demo                try it on a made-up workbook
  %(prog)s check jobs.xlsx --dry-run   say what it would do to yours, and do nothing

%(prog)s COMMAND --help tells the rest."""


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
    if what is Command.PROVE:
        import prove_write

        prove_write.PARSER.prog = f"{program()} {what}"
        return prove_write.main(rest)
    return do(what, rest)


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
    """The command line of each command."""
    from prove_write import PARSER

    return {what: PARSER if what is Command.PROVE else parser(what) for what in Command}


def whole(found: dict[Command, argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """The one command with all its sub-commands.

    Args:
        found: the command line of each; of one that is not there the name and a line are shown.
    """
    top = plain_parser(program(), "Follow up on a job search from the worksheet you already keep.", EXAMPLES)
    inner = top.add_subparsers(metavar="COMMAND", title="commands")
    groups: dict[str, Any] = {}
    for what in Command:
        own = found.get(what, plain_parser("", "", ""))
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


def _complete(argv: list[str]) -> int:
    import shtab

    shell = parser(Command.COMPLETION).parse_args(argv).shell
    with called_as(PROGRAM):
        command.say(shtab.complete(whole(parsers()), shell))
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run, and turn anything that stops it into one sentence and an exit status."""
    with called_as("" if argv is None else PROGRAM):
        return command.run(follow, argv)


if __name__ == "__main__":
    sys.exit(main())
