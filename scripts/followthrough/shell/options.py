"""What every command line is made of: the shared options, and days and files as they are written there."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from followthrough import __version__
from followthrough.knowing.commands import PROGRAM
from followthrough.knowing.errors import UsageError

FIRST_YEAR, LAST_YEAR = 2000, 2099
MOST_MINUTES = 24 * 60


class _Parser(argparse.ArgumentParser):
    """A parser that raises what is wrong instead of leaving the program by itself."""

    def error(self, message: str) -> None:  # type: ignore[override] # argparse says NoReturn; raising is
        """Report wrong usage.

        Raises:
            UsageError: always.
        """
        raise UsageError(f"{message[:1].upper()}{message[1:]}. See {self.prog} --help.")


def plain_parser(name: str, description: str, examples: str) -> argparse.ArgumentParser:
    """A parser with no options but --help and --version, which shows the examples below its help."""
    plain = _Parser(
        prog=name,
        description=description,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    plain.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    return plain


def add_shared(parser: argparse.ArgumentParser, workbook: str) -> None:
    """Add the options that every script takes (contract), and the workbook by itself, with this text as its help."""
    parser.add_argument("--config", metavar="FILE", type=file, help="the config to trust (else your own; see README)")
    parser.add_argument(
        "--workbook", metavar="FILE", type=file, action=_OneFile, help="the workbook (outranks the config)"
    )
    parser.add_argument("--today", metavar="YYYY-MM-DD", type=day, help="run as if it were that day")
    volume = parser.add_mutually_exclusive_group()
    volume.add_argument("--quiet", action="store_true", help="print nothing but trouble")
    volume.add_argument("--verbose", action="store_true", help="print every lead and every change")
    parser.add_argument("workbook", nargs="?", metavar="FILE", type=file, action=_OneFile, help=workbook)


class _OneFile(argparse.Action):
    """A workbook that may be named in two ways, but once."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,  # noqa: ARG002 - what argparse hands over
    ) -> None:
        named = getattr(namespace, self.dest, None)
        if values is None:  # the word was left out, and the option may have been used
            return
        if named not in (None, values):
            parser.error(f"two workbooks are named, {named} and {values}: one run is about one")
        setattr(namespace, self.dest, values)


def day(text: str) -> date:
    """A day on the command line.

    Raises:
        ArgumentTypeError: it is none, or none of these years.
    """
    try:
        told = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day: it is written like 2026-11-23") from None
    if not FIRST_YEAR <= told.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day of these years, {FIRST_YEAR} to {LAST_YEAR}")
    return told


def file(text: str) -> Path:
    """A file or folder on the command line; ~ is one's home wherever it stands first.

    Raises:
        ArgumentTypeError: nothing is named, or a home that is not there.
    """
    if not text.strip():
        raise argparse.ArgumentTypeError("the name of a file is missing")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise argparse.ArgumentTypeError(f"“{text}” names a home that is not there") from None


def minutes(text: str) -> int:
    """A number of minutes within a day.

    Raises:
        ArgumentTypeError: it is none.
    """
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_MINUTES):
        raise argparse.ArgumentTypeError(f"“{text}” is no number of minutes from 1 to {MOST_MINUTES}")
    return int(text)


def is_rehearsal(options: argparse.Namespace) -> bool:
    """Whether nothing is recorded as done or sent (contract)."""
    return bool(options.demo or options.today or options.outbox)


def check_each(options: argparse.Namespace) -> None:
    """See that the options go together with --each, which makes one run over many workbooks.

    Raises:
        UsageError: one is given that means one workbook, or --dask without --each.
    """
    if options.dask and not options.each:
        raise UsageError("--dask is for many workbooks: name them with --each.")
    for name in ("workbook", "demo", "lead"):
        if options.each and getattr(options, name, None):
            raise UsageError(f"--{name} and --each do not go together: give one of them.")
