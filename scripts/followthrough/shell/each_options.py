"""The options that make one run over many workbooks; ``each`` runs it, and is loaded only then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.errors import UsageError

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that make one run over many."""
    parser.add_argument(
        "--each",
        nargs="+",
        metavar="WHAT",
        help="every workbook in these folders, files, patterns, or lists (.txt), each with the config beside it",
    )
    parser.add_argument("--dask", metavar="ADDRESS", help="with --each: let the workers of this Dask cluster do it")


def checked(options: argparse.Namespace) -> argparse.Namespace:
    """The options as they are, if they go together with --each.

    Raises:
        UsageError: one is given that means one workbook, or --dask without --each.
    """
    if options.dask and not options.each:
        raise UsageError("--dask is for many workbooks: name them with --each.")
    for name in ("workbook", "demo", "lead"):
        if options.each and getattr(options, name, None):
            raise UsageError(f"--{name} and --each do not go together: give one of them.")
    return options
