"""A word for a stage is certain, a guess, or nothing; only what is certain is in force."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.knowing.headings import stage_words
from followthrough.knowing.words import Stage
from followthrough.understanding.stage_words import FURTHEST, StageWords, furthest
from leads_for_tests import table

WORDS = StageWords({})

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


@pytest.mark.parametrize(
    ("text", "stage", "is_no"),
    table(
        ("rejected", "Rejected", Stage.CLOSED, True),
        ("denied", "DENIED", Stage.CLOSED, True),
        ("filled", "Position filled", Stage.CLOSED, True),
        ("with its day", "Rejected 3/4", Stage.CLOSED, True),
        ("after another stage", "Interview → Rejected", Stage.CLOSED, True),
        ("in German", "Absage erhalten", Stage.CLOSED, True),
        ("in Japanese", "お祈り", Stage.CLOSED, True),
        ("closed by nobody", "Closed", Stage.CLOSED, False),
        ("withdrawn", "Withdrawn", Stage.CLOSED, False),
        ("cancelled", "Cancelled", Stage.CLOSED, False),
        ("not hiring", "Not hiring", Stage.CLOSED, False),
        ("an offer I declined", "Offer declined", Stage.CLOSED, False),
        ("ghosted", "Ghosted", Stage.MOVED_ON, False),
        ("applied", "Applied", Stage.APPLIED, False),
    ),
)
def test_a_no(text: str, stage: Stage, is_no: bool) -> None:
    """They turned one down, which is an answer; what one closed oneself, or nobody did, is none (rules 2)."""
    assert (WORDS.read(text), WORDS.is_no(text)) == (stage, is_no)


@pytest.mark.parametrize(
    ("text", "is_off"),
    table(
        ("cancelled", "Interview cancelled", True),
        ("in American", "interview canceled", True),
        ("postponed", "Interview postponed", True),
        ("rescheduled", "Rescheduled", True),
        ("no show", "No-show", True),
        ("after a round", "Interview 2, rescheduled", True),
        ("with its day", "Interview cancelled 3/4", True),
        ("in German", "Gespräch verschoben", True),
        ("in French", "Entretien reporté", True),
        ("an interview", "Interview", False),
        ("a second one", "2. Interview", False),
        ("scheduled", "Interview scheduled", False),
    ),
)
def test_called_off(text: str, is_off: bool) -> None:
    """The interview did not take place; the row is still interviewing (rules 2)."""
    assert (WORDS.read(text), WORDS.is_called_off(text)) == (Stage.INTERVIEWING, is_off)


def test_a_cancelled_application_is_no_interview() -> None:
    """The word alone closes a row, as before."""
    assert (WORDS.read("Cancelled"), WORDS.is_called_off("Cancelled")) == (Stage.CLOSED, False)


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


@given(st.sampled_from(sorted(stage_words())), st.sampled_from([" 3/4", " (2026-11-03)", " 3", "!", " - 16 Nov"]))
def test_a_date_changes_no_meaning(word: str, behind: str) -> None:
    """Every word of every language means the same with a day or a number behind it, or is not certain any more."""
    assert WORDS.read(word + behind) in (stage_words()[word], None)


def test_most_words_bear_a_date() -> None:
    """And mostly they stay certain."""
    kept = [word for word, stage in stage_words().items() if WORDS.read(f"{word} 3/4") is stage]
    assert len(kept) > 0.9 * len(stage_words())


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    """Whatever somebody types ends in a stage or none, the same each time."""
    assert WORDS.read(text) == StageWords({}).read(text)
    assert WORDS.guess(text) in (*Stage, None)


@pytest.mark.parametrize(
    ("word", "text"),
    table(("with its question mark", "Rejected?", "rejected?"), ("a sign", "✗", "✗"), ("a sign alone", "?", "?")),
)
def test_an_answer_is_taken_as_it_was_asked_for(word: str, text: str) -> None:
    """A night quotes a cell that it does not know; what the owner answers holds for just that text."""
    assert StageWords({word: "Closed"}).read(text) is Stage.CLOSED
    assert StageWords({word: ""}).is_silent(text)


def test_a_question_mark_changes_no_other_word() -> None:
    """What the owner says of "Rejected?" is not said of every Rejected."""
    assert StageWords({"Rejected?": "On hold"}).read("Rejected") is Stage.CLOSED
