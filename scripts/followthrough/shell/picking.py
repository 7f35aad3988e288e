"""The one lead that somebody asks for, by its company or its row."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from followthrough.knowing.errors import UsageError
from followthrough.knowing.fold import fold
from followthrough.knowing.wording import listed

if TYPE_CHECKING:
    from followthrough.knowing.judgement import Judged, Judgement


def pick(judgement: Judgement, company: str, row: int | None) -> Judged:
    """The one lead that was asked for.

    Args:
        judgement: all of them.
        company: its name or a part of it.
        row: its row in the worksheet, which outranks the name.

    Raises:
        UsageError: there is none, or more than one.
    """
    if row is not None:
        found = [judged for judged in judgement.leads if judged.lead.row == row]
        if not found:
            raise UsageError(f"Row {row} holds no lead.")
        if len(found) > 1:
            raise UsageError(f"{listed([judged.lead.place for judged in found])} hold leads: give its company's name.")
        return found[0]
    asked, names = fold(company), {judged.key.company: judged.lead.company for judged in judgement.leads}
    fitting = [judged for judged in judgement.leads if judged.key.company == asked]
    fitting = fitting or [judged for judged in judgement.leads if asked in judged.key.company]
    if len(fitting) == 1:
        return fitting[0]
    if any(judged.lead.sheet for judged in fitting):
        raise UsageError(f"“{company}” fits {listed([judged.lead.place for judged in fitting])}: name it in full.")
    if fitting:
        rows = ", ".join(str(judged.lead.row) for judged in fitting)
        raise UsageError(f"“{company}” fits rows {rows}: name one of them with --row.")
    close = difflib.get_close_matches(asked, names, n=1)
    raise UsageError(f"No lead is called “{company}”{f'; did you mean “{names[close[0]]}”?' if close else '.'}")
