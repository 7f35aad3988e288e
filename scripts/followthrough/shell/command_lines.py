"""What can be typed behind each command, known without loading what the command itself needs."""

from __future__ import annotations

import argparse
import os
from importlib import import_module
from typing import TYPE_CHECKING

from followthrough.knowing.commands import DOES, SCRIPTS, Command, spoken, to_type
from followthrough.knowing.errors import UsageError
from followthrough.shell import command
from followthrough.shell.options import add_shared, day, file, minutes, plain_parser

if TYPE_CHECKING:
    from collections.abc import Callable

DEFAULT_NAME = "job-search.xlsx"
OFF = "off"
"""What ends a pause."""
MINUTES = 30
"""How often both jobs are asked whether they are due."""
SHELLS = ("bash", "zsh")
EXAMPLES: dict[Command, str] = {
    Command.INIT: """\
  %(prog)s                     asks where your tracker is, or makes a new one; Enter is always an answer
  %(prog)s jobs.xlsx --yes     no question: what Enter would answer, with the options that you give
  %(prog)s jobs.xlsx --yes --name "Ada Byron" --email ada@example.com --no-schedule""",
    Command.CHECK: """\
  %(prog)s --demo                 try it on a made-up workbook
  %(prog)s jobs.xlsx --dry-run    say what it would do to yours, and do nothing
  %(prog)s jobs.xlsx              do it
  %(prog)s --each people/ --json  do it for every workbook in a folder, a line of JSON each""",
    Command.WEEK: """\
  %(prog)s --demo               a summary of made-up leads, into a temporary folder
  %(prog)s jobs.xlsx --dry-run  print the summary, send nothing
  %(prog)s jobs.xlsx --if-due   what cron runs: at most once a week""",
    Command.WHY: """\
  %(prog)s jobs.xlsx Acme      the lead at Acme
  %(prog)s jobs.xlsx --row 12  the lead in row 12
  %(prog)s Acme                the same in the workbook that your config names""",
    Command.DRAFTS: """\
  %(prog)s jobs.xlsx                the words for all that is due today
  %(prog)s jobs.xlsx --lead "Acme"  one lead: also what is not due yet, and what a tip calls for
  %(prog)s jobs.xlsx --save drafts  save them: .txt to read, .eml to open in a mail program""",
    Command.LOG: """\
  %(prog)s jobs.xlsx                                          this month so far, on the screen
  %(prog)s jobs.xlsx --from 2026-11-01 --to 2026-11-14        two weeks
  %(prog)s jobs.xlsx --from 2026-11-01 --save november.xlsx   into a new file
  %(prog)s jobs.xlsx --form de --save november.xlsx           with the columns of a German office""",
    Command.PAUSE: """\
  %(prog)s 2027-01-04             nothing is asked until then but interviews and offers, and nothing is late after it
  %(prog)s jobs.xlsx 2027-01-04   the same for this workbook
  %(prog)s off                    go on today; nothing is late that rested
  %(prog)s                        say whether it rests""",
    Command.NEW: """\
  %(prog)s                  makes job-search.xlsx here
  %(prog)s ~/jobs.xlsx      makes it there
  %(prog)s --demo try.xlsx  filled with made-up leads""",
    Command.ADOPT: """\
  %(prog)s jobs.xlsx           show what was understood, write nothing
  %(prog)s jobs.xlsx --write   add the five columns, and a config.toml with the mapping beside it
  %(prog)s jobs.xlsx --accept  the same, and take every guess that was shown for right
  %(prog)s jobs.csv --write    make jobs.xlsx of it first (of .ods, .xls, a .zip, a folder, too); it stays as it is
  %(prog)s jobs.xlsx --remove  take the five columns away again""",
    Command.RESTORE: """\
  %(prog)s jobs.xlsx                                 list what can be put back
  %(prog)s jobs.xlsx --show 2026-11-23T04:30:02Z     say how that one differs from the workbook of now
  %(prog)s jobs.xlsx --restore 2026-11-23T04:30:02Z  put it back (the workbook of now is kept first)""",
    Command.DOCTOR: """\
  %(prog)s jobs.xlsx              say what is set up for this workbook, and what is not
  %(prog)s jobs.xlsx --send-test  the same, and send one test message""",
    Command.INSTALL: """\
  %(prog)s jobs.xlsx         show what is written, and write it when you say yes
  %(prog)s jobs.xlsx --yes   the same without a question""",
    Command.UNINSTALL: """\
  %(prog)s jobs.xlsx              take away what was installed for this workbook, and nothing else
  %(prog)s jobs.xlsx --kind cron  only from the crontab""",
    Command.SHOW: """\
  %(prog)s jobs.xlsx                   what is installed, when it ran last and runs next
  %(prog)s jobs.xlsx --kind windows    what would be written there""",
    Command.RUN: """\
  %(prog)s jobs.xlsx         until Ctrl-C
  %(prog)s jobs.xlsx --once  ask both once, and end""",
    Command.COMPLETION: """\
  eval "$(%(prog)s bash)"   a line for ~/.bashrc
  eval "$(%(prog)s zsh)"    a line for ~/.zshrc, below compinit""",
}
"""What stands below the help of each."""
WORKBOOK = {
    Command.INIT: f"your tracker, or a new one (else you are asked; ~/{DEFAULT_NAME})",
    Command.NEW: f"default: {DEFAULT_NAME}, here",
    Command.ADOPT: "the workbook, a CSV file, or a folder or .zip with such files",
}
"""The help of the workbook, where it is not the usual one."""


def parser(what: Command) -> argparse.ArgumentParser:
    """The command line of a command; that of ``prove`` stands in its script, which shares nothing with the others."""
    made = plain_parser(spoken(what), DOES[what], f"examples:\n{EXAMPLES[what]}")
    if what is Command.COMPLETION:
        made.add_argument("shell", choices=SHELLS, help="the shell that you type into")
        return made
    add_shared(made, WORKBOOK.get(what, "the workbook, which needs no --workbook here"))
    OWN[what](made)
    made.set_defaults(command=what)
    return made


def run_script(script: str, argv: list[str] | None = None) -> int:
    """Run an entry script, by the name of its file: read its arguments, load what it needs only then, and do it.

    Where no arguments are given, those of the process are meant.
    """

    def procedure(arguments: list[str]) -> int:
        return do(*_named(script, arguments))

    return command.run(procedure, argv)


def do(what: Command, arguments: list[str]) -> int:
    """Do what a command is for; its script must have a function ``act`` that takes the options."""
    options = parser(what).parse_args(arguments)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # pandas loads a quarter faster without a pool it never uses
    status: int = import_module(SCRIPTS[what]).act(options)
    return status


def _named(script: str, argv: list[str]) -> tuple[Command, list[str]]:
    """The command of a script and its arguments; of several commands the first argument names one."""
    commands = {each.split()[-1]: each for each in Command if SCRIPTS[each] == script}
    if len(commands) == 1:
        return next(iter(commands.values())), argv
    if not argv or argv[0] not in commands:
        raise UsageError(f"Say what to do: {', '.join(map(to_type, commands.values()))}.")
    return commands[argv[0]], argv[1:]


def _flag(parser: argparse._ActionsContainer, name: str, told: str) -> None:
    parser.add_argument(name, action="store_true", help=told)


def _init(parser: argparse.ArgumentParser) -> None:
    _flag(parser, "--yes", "ask nothing: take the answer that Enter gives")
    parser.add_argument("--name", help="your name, for letters")
    parser.add_argument("--email", metavar="ADDRESS", help="your address")
    parser.add_argument("--phone", metavar="NUMBER", help="your number")
    parser.add_argument("--mail-host", metavar="SERVER", help="the server that sends your mail (else files)")
    parser.add_argument("--mail-user", metavar="NAME", help="the name you log in with there (else your address)")
    parser.add_argument("--password-file", metavar="FILE", type=file, help="the file that holds its password")
    parser.add_argument("--country", metavar="XX", help="whose public holidays count, in two letters")
    either = argparse.BooleanOptionalAction
    parser.add_argument("--test-mail", action=either, default=None, help="send a test mail, or none")
    parser.add_argument("--schedule", action=either, default=None, help="let it run every night by itself, or not")


def _check(parser: argparse.ArgumentParser) -> None:
    _flag(parser, "--dry-run", "write nothing, send nothing, say what it would")
    parser.add_argument("--lead", metavar="NAME", help="show one company's lead and why; nothing is written or sent")
    parser.add_argument("--outbox", metavar="DIR", type=file, help="put messages there as .eml and .html files")
    _flag(parser, "--if-due", "do nothing when it was done today already")
    _flag(parser, "--demo", "run on a made-up workbook in a new temporary folder")
    _flag(parser, "--json", "print one JSON document and nothing else")
    _each(parser)


def _week(parser: argparse.ArgumentParser) -> None:
    _flag(parser, "--dry-run", "send nothing, print the summary")
    parser.add_argument("--outbox", metavar="DIR", type=file, help="put the message there as .eml and .html")
    _flag(parser, "--if-due", "do nothing when it went out since its day came")
    _flag(parser, "--demo", "run on a made-up workbook in a new temporary folder")
    _flag(parser, "--json", "with --each: print a line of JSON for each workbook")
    _each(parser)


def _each(parser: argparse.ArgumentParser) -> None:
    told = "every workbook in these folders, files, patterns, or lists (.txt), each with the config beside it"
    parser.add_argument("--each", nargs="+", metavar="WHAT", help=told)
    parser.add_argument("--dask", metavar="ADDRESS", help="with --each: let the workers of this Dask cluster do it")


def _why(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("company", nargs="?", metavar="COMPANY", help="the company of the lead, or a part of its name")
    parser.add_argument("--row", metavar="N", type=int, help="the lead in this row of the worksheet")


def _drafts(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--lead", metavar="COMPANY", help="only this company's lead")
    which.add_argument("--row", metavar="N", type=int, help="only the lead in this row of the worksheet")
    parser.add_argument("--save", metavar="DIR", type=file, help="save them there as .txt and .eml; send nothing")


def _log(parser: argparse.ArgumentParser) -> None:
    from followthrough.saying.search_log import forms

    parser.add_argument("--from", dest="first", metavar="YYYY-MM-DD", type=day, help="first day (else of the month)")
    parser.add_argument("--to", metavar="YYYY-MM-DD", type=day, help="last day (else today)")
    listed = "; ".join(f"{name}: {form.about}" for name, form in forms().items())
    parser.add_argument("--form", choices=[*forms()], default=next(iter(forms())), help=f"whose columns: {listed}")
    parser.add_argument("--save", metavar="FILE", type=file, help="a new file, .csv or .xlsx, instead of the screen")


def _pause(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("until", nargs="?", metavar="DAY", help=f"the day of rest, like 2027-01-04, or “{OFF}”")


def _new(parser: argparse.ArgumentParser) -> None:
    _flag(parser, "--demo", "fill it with a made-up search around today")


def _adopt(parser: argparse.ArgumentParser) -> None:
    choice = parser.add_mutually_exclusive_group()
    _flag(choice, "--write", "add the five columns, and config.toml beside it")
    _flag(choice, "--accept", "the same, and take every guess for right")
    _flag(choice, "--remove", "take the five columns away again")
    _flag(choice, "--json", "print one JSON document, write nothing")


def _restore(parser: argparse.ArgumentParser) -> None:
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--show", metavar="TIME", help="say how the snapshot of that time differs from now")
    choice.add_argument("--restore", metavar="TIME", help="put the snapshot of that time back")


def _doctor(parser: argparse.ArgumentParser) -> None:
    choice = parser.add_mutually_exclusive_group()
    _flag(choice, "--send-test", "send one test message (without a server: a file)")
    _flag(choice, "--json", "print one JSON document and nothing else")


def _kind(parser: argparse.ArgumentParser) -> None:
    from followthrough.scheduling.kinds import KINDS

    parser.add_argument("--kind", choices=sorted(KINDS), help="which scheduler (else the one of this machine)")


def _install(parser: argparse.ArgumentParser) -> None:
    _kind(parser)
    _flag(parser, "--yes", "write it without a question")


def _run(parser: argparse.ArgumentParser) -> None:
    told = f"how often to ask ({MINUTES})"
    parser.add_argument("--every", metavar="MINUTES", type=minutes, default=MINUTES, help=told)
    _flag(parser, "--once", "ask both once, and end")


OWN: dict[Command, Callable[[argparse.ArgumentParser], None]] = {
    Command.INIT: _init,
    Command.CHECK: _check,
    Command.WEEK: _week,
    Command.WHY: _why,
    Command.DRAFTS: _drafts,
    Command.LOG: _log,
    Command.PAUSE: _pause,
    Command.NEW: _new,
    Command.ADOPT: _adopt,
    Command.RESTORE: _restore,
    Command.DOCTOR: _doctor,
    Command.INSTALL: _install,
    Command.UNINSTALL: _kind,
    Command.SHOW: _kind,
    Command.RUN: _run,
}
"""What each takes besides."""
