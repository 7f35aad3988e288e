"""Write docs/followthrough.1, the manual page, from the parsers of the commands: ``python tests/make_manual.py``."""

from __future__ import annotations

import os
import sys

from places import ROOT, SCRIPTS

PLACE = ROOT / "docs" / "followthrough.1"
LAST_CHANGED = "1795824000"
"""A day in seconds; the page is the same whenever it is made."""


def manual() -> str:
    """The page."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", LAST_CHANGED)
    os.environ["COLUMNS"] = "100"
    from argparse_manpage.manpage import Manpage  # type: ignore[import-untyped] # it has no types

    from follow_through import parsers, whole
    from followthrough.knowing.commands import PROGRAM, called_as

    with called_as(PROGRAM):
        page = Manpage(whole(parsers()))
        page.manual = PROGRAM
        return str(page)


if __name__ == "__main__":
    sys.path[:0] = [str(SCRIPTS)]
    PLACE.write_text(manual(), "utf-8")
