"""A word for a stage is certain, a guess, or nothing; only what is certain is in force."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.knowing.words import Stage
from followthrough.understanding.headings import stage_words
from followthrough.understanding.stage_words import FURTHEST, StageWords, furthest
from leads_for_tests import table

WORDS = StageWords({})
BOUNDED = settings(derandomize=True, deadline=None)

CERTAIN = table(
    ("the word", "Rejected", Stage.CLOSED),
    ("in capitals, with a sign", "❌ REJECTED!", Stage.CLOSED),
    ("a date behind", "Rejected 3/4", Stage.CLOSED),
    ("a date with its year behind", "Rejected 2026-11-03", Stage.CLOSED),
    ("a date in words", "Interview on 16 Nov 2026", Stage.INTERVIEWING),
    ("a date and an hour", "Interview 3/4 14:30", Stage.INTERVIEWING),
    ("a date in German", "abgesagt am 3.11.", Stage.CLOSED),
    ("a date in brackets", "Applied (2026-11-09)", Stage.APPLIED),
    ("numbered", "2. Interview", Stage.INTERVIEWING),
    ("numbered behind", "Interview #3", Stage.INTERVIEWING),
    ("an ordinal", "3rd Interview", Stage.INTERVIEWING),
    ("two words of one stage", "Applied - waiting", Stage.APPLIED),
    ("two parts of one stage", "Phone screen; onsite", Stage.INTERVIEWING),
    ("a dash that belongs to the word", "On-site", Stage.INTERVIEWING),
    ("a phrase of its own", "Offer - declined", Stage.CLOSED),
    ("one stage after the other", "Interview → Rejected", Stage.CLOSED),
    ("with their days", "Applied 11/2, rejected 11/9", Stage.CLOSED),
)


@pytest.mark.parametrize(("text", "stage"), CERTAIN)
def test_certain(text: str, stage: Stage) -> None:
    """All of the cell is understood, dates and numbers left out."""
    assert WORDS.read(text) is stage


GUESSES = table(
    ("a slip", "Rejceted", Stage.CLOSED),
    ("a letter missing", "Aplied", Stage.APPLIED),
    ("a question", "Rejected?", Stage.CLOSED),
    ("a remark behind", "Rejected by Dana, sadly", Stage.CLOSED),
    ("a remark before", "I think rejected", Stage.CLOSED),
    ("two stages, the further first", "Rejected, interview", Stage.CLOSED),
    ("a longer remark", "Interview with Dana went well", Stage.INTERVIEWING),
    ("signs without spaces", "昨天一面挂", Stage.CLOSED),
    ("more signs", "已投递简历给HR", Stage.APPLIED),
)


@pytest.mark.parametrize(("text", "stage"), GUESSES)
def test_guesses(text: str, stage: Stage) -> None:
    """Shown to the owner, and out of force until they say so."""
    assert (WORDS.read(text), WORDS.guess(text)) == (None, stage)


@pytest.mark.parametrize(
    "text", ["blue", "Selected", "Declined", "soon", "maybe", "42", "Dana", "x" * 400, "?", "successful"]
)
def test_nothing(text: str) -> None:
    """No word of ours, and none near: a word is no slip of its opposite."""
    assert (WORDS.read(text), WORDS.guess(text)) == (None, None)


def test_the_owner_outranks_us() -> None:
    """Their word, another meaning of one of ours, and a word that means nothing."""
    words = StageWords({"läuft gut": "Interviewing", "Pending": "Offer", "Filled": ""})
    assert [words.read(text) for text in ("Läuft gut", "pending", "Filled")] == [Stage.INTERVIEWING, Stage.OFFER, None]
    assert words.is_silent("filled")
    assert not words.is_silent("pending")


@pytest.mark.parametrize("text", ["", " ", "N/A", "none", "-", "无"])
def test_silent(text: str) -> None:
    """What says nothing is no unknown word."""
    assert WORDS.is_silent(text)


def test_the_furthest_holds() -> None:
    """What ends a row outranks what led there."""
    assert furthest([Stage.APPLIED, Stage.CLOSED, Stage.INTERVIEWING]) is Stage.CLOSED
    assert furthest([Stage.ON_HOLD, Stage.OFFER]) is Stage.ON_HOLD
    assert furthest([]) is None
    assert set(FURTHEST) == set(Stage)


@BOUNDED
@given(st.sampled_from(sorted(stage_words())), st.sampled_from([" 3/4", " (2026-11-03)", " 3", "!", " - 16 Nov"]))
def test_a_date_changes_no_meaning(word: str, behind: str) -> None:
    """Every word of every language means the same with a day or a number behind it, or is not certain any more."""
    assert WORDS.read(word + behind) in (stage_words()[word], None)


def test_most_words_bear_a_date() -> None:
    """And mostly they stay certain."""
    kept = [word for word, stage in stage_words().items() if WORDS.read(f"{word} 3/4") is stage]
    assert len(kept) > 0.9 * len(stage_words())


@BOUNDED
@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    """Whatever somebody types ends in a stage or none, the same each time."""
    assert WORDS.read(text) == StageWords({}).read(text)
    assert WORDS.guess(text) in (*Stage, None)
