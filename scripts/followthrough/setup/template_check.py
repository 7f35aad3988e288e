"""Whether a folder of the user's own templates can be used: each is filled in with much and with little."""

from __future__ import annotations

import difflib
from datetime import date
from typing import TYPE_CHECKING

from followthrough.judging.judge import judge
from followthrough.knowing.errors import ConfigError
from followthrough.knowing.leads import Lead, You
from followthrough.knowing.policy import STANDARD
from followthrough.knowing.words import Stage
from followthrough.saying.drafts import TITLES
from followthrough.saying.filling import fill_letter, template_names
from followthrough.saying.letter_values import values_for
from followthrough.saying.people import Person, Search

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_DAY = date(2026, 11, 23)
_BARE = Lead(row=2, company="Acme", stage=Stage.APPLIED, applied_on=date(2026, 11, 16))
_FULL = Lead(
    row=3,
    company="Acme",
    role="Analyst",
    stage=Stage.INTERVIEWING,
    applied_on=date(2026, 10, 26),
    interview_on=date(2026, 11, 20),
    check_back_on=_DAY,
    contact="Dana Ruiz, Sam Okoro",
    email="dana.ruiz@example.com",
    phone="555-0100",
    insider="Jonas Weil",
    skills_to_build="SQL",
    mention="Their new warehouse",
    they_said_next="A case to solve",
    remember_me_by="I cut a report from two days to one hour",
    decision_by=date(2026, 11, 20),
)
_OFFERED = Lead(row=4, company="Acme", offer_reply_by=date(2026, 11, 27), check_back_on=_DAY)
_OVER = Lead(row=5, company="Acme", stage=Stage.CLOSED, check_back_on=_DAY, interview_on=date(2026, 8, 10))


def check_templates(folder: Path) -> list[str]:
    """What is wrong with a folder of templates, in one sentence each; nothing where all is well.

    Args:
        folder: where the user keeps templates that outrank ours.
    """
    if not folder.is_dir():
        return [f"{folder} is no folder: make it, or take it out of config.toml under [files] templates."]
    return [*_strangers(folder), *dict.fromkeys(_broken(folder))]


def _strangers(folder: Path) -> Iterator[str]:
    """Files that no draft asks for are most often a slip of the name."""
    ours = template_names()
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name not in ours and not path.name.startswith("."):
            close = difflib.get_close_matches(path.name, ours, n=1)
            hint = f"; did you mean {close[0]}?" if close else f". They are called {', '.join(ours)}."
            yield f"{path} is used by nothing{hint}"


def _broken(folder: Path) -> Iterator[str]:
    many = tuple(_all_values())
    for kind in TITLES:
        for values in many:
            try:
                fill_letter(kind, values, folder)
            except ConfigError as error:
                yield error.message


def _all_values() -> Iterator[Mapping[str, object]]:
    """Values of leads that know much and little, for each of their steps and for none."""
    for lead in (_BARE, _FULL, _OFFERED, _OVER):
        judgement = judge([lead], STANDARD, _DAY)
        judged, person = judgement.leads[0], Person("Dana Ruiz" if lead.contact else "", mention=lead.mention)
        for advice in (*judged.advice, None):
            yield values_for(judged, Search(judgement, You()), advice, person, 0)
