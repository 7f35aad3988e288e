"""The leads that somebody asks for, by company or row."""

from __future__ import annotations

import difflib
import unicodedata
from typing import TYPE_CHECKING

from followthrough.knowing.errors import UsageError
from followthrough.knowing.fold import fold
from followthrough.knowing.wording import listed

if TYPE_CHECKING:
    from followthrough.judging.judgement import Judged, Judgement


_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ł": "l"})


def pick(judgement: Judgement, company: str, row: int | None) -> Judged:
    """The one lead that was asked for, by its company or a part of its name, or by its row, which outranks that.

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
    fitting = called(judgement, company)
    if len(fitting) == 1:
        return fitting[0]
    if any(judged.lead.sheet for judged in fitting):
        raise UsageError(f"“{company}” fits {listed([judged.lead.place for judged in fitting])}: name it in full.")
    rows = ", ".join(str(judged.lead.row) for judged in fitting)
    raise UsageError(f"“{company}” fits rows {rows}: name one of them with --row.")


def called(judgement: Judgement, name: str) -> list[Judged]:
    """The leads of that company; else those whose company, or company and role, holds the name as a part.

    Capitals make no difference, nor do marks on letters where nothing else fits: Muller and Mueller find Müller.

    Raises:
        UsageError: there is none.
    """
    asked = fold(name)
    if not asked:
        raise UsageError("The name of a lead is missing: give its company's, or a part of it.")
    for form in (str, _without_marks, _spelt_out):
        wanted = form(asked)
        companies = [(judged, form(judged.key.company)) for judged in judgement.leads]
        full = [(judged, form(fold(judged.lead.name))) for judged in judgement.leads]
        found = [judged for judged, company in companies if company == wanted]
        found = found or [judged for judged, company in companies if wanted in company]
        if found := found or [judged for judged, text in full if wanted in text]:
            return found
    names = {judged.key.company: judged.lead.company for judged in judgement.leads if judged.key.company}
    close = difflib.get_close_matches(asked, names, n=1)
    raise UsageError(f"No lead is called “{name}”{f'; did you mean “{names[close[0]]}”?' if close else '.'}")


def _without_marks(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _spelt_out(text: str) -> str:
    """As German names are written where a keyboard lacks the letters; the name that is asked for has none of them."""
    return _without_marks(text.translate(_LETTERS))
