"""Headings and stage words mean what people mean by them, in their languages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from followthrough.knowing.columns import THEIRS, Column
from followthrough.knowing.fold import folded
from followthrough.knowing.headings import A_NO, CALLED_OFF, Trust, heading_words, stage_words
from followthrough.knowing.languages import heading_lists, stage_lists
from followthrough.knowing.words import Stage
from leads_for_tests import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from _pytest.mark.structures import ParameterSet

MEASURED = {
    "Company": "company | company name | employer | firma | entreprise | empresa | studio | organisation | 公司",
    "Role": "job title | position | role | title | position title | 岗位 | Stelle",
    "Applied on": "date applied | application date | applied date | date sent | submitted on | APPLIED_DATE",
    "Stage": "status | application status | stage | Bewerbungsstatus | Statut | 状态",
    "Contact": "point of contact | contact person | recruiter | recruiter name | hr name | Ansprechpartner",
    "Notes": "notes | description | comments | remarks",
    "Link": "job listing | url | link | website | job posting url",
    "Thank-you sent": "thank you sent | Thank-you  Sent? | THANKYOUSENT",
    "Last follow-up": "last follow up | last follow-up date | followed up on",
}
WEAK = {"Stage": "result | outcome | response", "Applied on": "date | applied", "Interview on": "interview"}


def cases(known: Mapping[str, str]) -> list[ParameterSet]:
    return table(*((word, word.strip(), ours) for ours, words in known.items() for word in words.split("|")))


@pytest.mark.parametrize(("theirs", "ours"), cases(MEASURED))
def test_measured_headings_are_known(theirs: str, ours: str) -> None:
    """Every heading counted in real trackers is certain, whatever its capitals, spaces and punctuation."""
    assert heading_words()[folded(theirs)] == (ours, Trust.CERTAIN)


@pytest.mark.parametrize(("theirs", "ours"), cases(WEAK))
def test_headings_of_two_meanings_are_weak(theirs: str, ours: str) -> None:
    """Words that can mean several things are believed only where the cells agree."""
    meaning = heading_words()[folded(theirs)]
    assert (meaning.heading, meaning.trust < Trust.COMPOSED) == (ours, True)


@pytest.mark.parametrize("heading", THEIRS)
def test_our_own_headings_are_known(heading: str) -> None:
    """What the new workbook is made with, the reader knows."""
    assert heading_words()[folded(heading)] == (heading, Trust.CERTAIN)


@pytest.mark.parametrize(
    "theirs", ["Salary", "Résumé version", "Password", "Flag", "Why", "Due", "Next step", "ID", ""]
)
def test_other_headings_are_left_alone(theirs: str) -> None:
    """A column that is not for us is no column of ours."""
    assert folded(theirs) not in heading_words()


STAGES = {
    Stage.WISHLIST: "Wishlist | to apply | Merkliste | 待投递",
    Stage.APPLIED: "Applied | Submitted | Pending | Waiting | No answer | beworben | postulé | enviado | 応募済み",
    Stage.INTERVIEWING: "Phone screen | Onsite | Second interview | Vorstellungsgespräch | entretien | 面试",
    Stage.OFFER: "Offer | Offer received | Zusage | offre | oferta | 内定",
    Stage.ACCEPTED: "Accepted | Offer accepted | signed | angenommen | 内定承諾",
    Stage.ON_HOLD: "On hold | on-hold | paused | pausiert | 暂停",
    Stage.CLOSED: "Rejected | Denied | Filled | Cancelled | Not hiring | Withdrawn | abgesagt | refusé | 拒绝",
    Stage.MOVED_ON: "Ghosted | Gave up | Moved on | aufgegeben | 放弃",
}


@pytest.mark.parametrize(
    ("word", "stage"),
    table(*((word, word.strip(), stage) for stage, words in STAGES.items() for word in words.split("|"))),
)
def test_stages_in_many_languages(word: str, stage: Stage) -> None:
    """The words of the rulebook and of other languages have their stage."""
    assert stage_words()[folded(word)] is stage


@pytest.mark.parametrize("word", ["Declined", "accept", "", "maybe", "N/A"])
def test_ambiguous_stage_words_are_not_guessed(word: str) -> None:
    """Declined by whom? A word that can silence a row by mistake has no stage."""
    assert folded(word) not in stage_words()


@pytest.mark.parametrize("lists", [heading_lists(), stage_lists()], ids=["columns", "stages"])
def test_no_word_has_two_meanings(lists: Mapping[str, Mapping[str, list[str]] | list[str]]) -> None:
    """A word listed under two columns, or two stages, would mean whichever stands last, in whatever languages."""
    words = [
        held if isinstance(held, list) else {word for each in held.values() for word in each} for held in lists.values()
    ]
    counted = Counter(word for held in words for word in held)
    assert [word for word, count in counted.items() if count > 1] == []


def test_the_lists_name_columns_and_stages_of_ours() -> None:
    """Every list belongs to a column or a stage of the rulebook."""
    assert set(heading_lists()) <= {Column(heading).field for heading in THEIRS}
    assert set(stage_lists()) <= {*Stage, A_NO, CALLED_OFF}
