"""A new workbook: Jobs, Contact log, Interviews, Dashboard and Start here, ready to type into."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from followthrough.worksheet.template_bytes import settle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl import Workbook

    Rows = Sequence[Mapping[str, object]]

DESIGNED_ON = date(2026, 1, 1)
"""The day that stands in a workbook made for no particular one."""


def build_workbook(rows: Rows = (), log: Rows = (), interviews: Rows = (), today: date | None = None) -> bytes:
    """Make a workbook; the same bytes for the same arguments, on every machine.

    Args:
        rows: of Jobs, each a mapping from heading to value; none for an empty workbook.
        log: of the Contact log, likewise.
        interviews: of Interviews, likewise.
        today: the day that is to stand in the file as the one it was made on.

    Raises:
        ValueError: a row holds something under a heading that its sheet does not have.
    """
    # openpyxl takes longer to load than a whole night needs to judge, and only a new workbook wants it.
    from followthrough.worksheet.template_sheets import add_sheets, new_book

    book = new_book()
    add_sheets(book, rows, log, interviews)
    return settle(_saved(book), f"{(today or DESIGNED_ON).isoformat()}T00:00:00Z")


def _saved(book: Workbook) -> bytes:
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()
