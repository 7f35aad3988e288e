"""The words for a lead: which letters, scripts and lists its steps and tips call for, one per person (rules 8).

The program drafts; only the person sends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from followthrough.knowing.steps import STEPS, Flag, How, Step
from followthrough.knowing.wording import short
from followthrough.knowing.words import Stage
from followthrough.saying.letter_values import Setting, values_for
from followthrough.saying.people import Person, interviewers, main_contact
from followthrough.saying.sharing import as_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from followthrough.knowing.judgement import Advice, Judged
    from followthrough.knowing.leads import LeadKey, You
    from followthrough.saying.sharing import Search


STRIDE = 5
"""Tries of one row that have a wording of their own; from then on it would share those of the next row."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Words to use, for a person to read, change and send.

    Args:
        advice: what they belong to; None for a letter that a tip calls for.
        kind: the name of its template.
        title: what it is and for whom.
        recipient_name: "" where it is not known, or where nothing is written to anybody.
        recipient_email: the same.
        subject: "" where it is no letter but something to say or to keep.
        text: the words, ending in a line break.
        about: the leads that they speak of, in row order.
    """

    advice: Advice | None
    kind: str
    title: str
    recipient_name: str
    recipient_email: str
    subject: str
    text: str
    about: tuple[LeadKey, ...] = ()

    @property
    def step(self) -> Step | None:
        """The step they belong to."""
        return self.advice.step if self.advice else None


def write_drafts_for(judged: Judged, search: Search, you: You, templates: Path | None) -> tuple[Draft, ...]:
    """Write what the lead's steps and tips call for, the advised channel first.

    Args:
        judged: the lead.
        search: it and the other leads: no two people at one company get the same words.
        you: who is speaking.
        templates: the user's folder of templates; None for ours.

    Raises:
        ConfigError: a template of the user's is broken.
    """
    return tuple(_writer(judged, search, you, templates).drafts())


def write_drafts_of(
    judged: Judged, advice: Advice, search: Search, you: You, templates: Path | None, *, is_whole: bool
) -> tuple[Draft, ...]:
    """Write what one of the lead's steps calls for; unless the whole is wanted, what its channel is used with first."""
    return tuple(_writer(judged, search, you, templates).of_step(advice, is_whole=is_whole))


def _writer(judged: Judged, search: Search, you: You, templates: Path | None) -> _Writer:
    same = search.by_company[judged.key.company] if judged.key.company else [judged]
    earlier = same[: [other.key for other in same].index(judged.key)]
    setting = Setting(judged=judged, search=search, you=you)
    return _Writer(setting, templates, place=len(earlier), met=sum(len(interviewers(other)) for other in earlier))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the drafts of one lead.

    Args:
        place: how many rows of the same company stand above.
        met: how many people were met for them in all.
    """

    setting: Setting
    templates: Path | None
    place: int
    met: int

    def drafts(self) -> Iterator[Draft]:
        """Everything there is to say, in the order of the advice; the letters of tips last."""
        judged, written = self.setting.judged, set[str]()
        for advice in judged.advice:
            for draft in self.of_step(advice):
                written.add(draft.kind)
                yield draft
        for kind in self._for_tips():
            if kind not in written:
                yield self._write(kind, None, self._person(kind), self._number)

    def of_step(self, advice: Advice, *, is_whole: bool = True) -> Iterator[Draft]:
        """What a step calls for: all of it, or the script or the letters that come first."""
        if advice.step is Step.THANK_YOU:
            yield from self._as_of(advice.opens).thanks(advice)
            return
        judged, letters = self.setting.judged, STEPS[advice.step].letters
        has_email, has_insider = bool(judged.facts.email), bool(judged.readable.insider)
        is_shared = len(self.setting.search.in_one_letter(judged, advice)) > 1
        kinds = kinds_for_step(advice, has_email=has_email, has_insider=has_insider, is_shared=is_shared)
        first = letters if set(kinds[:1]) & set(letters) else kinds[:1]
        for kind in kinds:
            if is_whole or kind in first:
                yield self._write(kind, advice, self._person(kind), self._number)

    def _as_of(self, interview: date | None) -> _Writer:
        """The writer as of one interview: each day has its own people, after those of the days before."""
        judged = self.setting.judged
        talks = [as_of(judged, day) for day in judged.facts.unthanked]
        earlier = [talk for talk in talks if interview and talk.facts.interview and talk.facts.interview < interview]
        setting = replace(self.setting, judged=as_of(judged, interview))
        return replace(self, setting=setting, met=self.met + sum(len(interviewers(talk)) for talk in earlier))

    def thanks(self, advice: Advice) -> Iterator[Draft]:
        """The notes for an interview, one a person."""
        people = interviewers(self.setting.judged) or (Person(),)
        for place, person in enumerate(people, start=self.met):
            yield self._write("thank_you", advice, person, place)

    def _for_tips(self) -> Iterator[str]:
        """The letters that belong to no step."""
        judged, facts = self.setting.judged, self.setting.judged.facts
        if facts.stage is not Stage.OFFER:  # who holds an offer need not ask around
            is_in_touch = self.setting.search.is_in_talks(judged)
            yield from (kind for kind in kinds_for_tips(judged) if not (kind == "hello_again" and is_in_touch))
        is_rival = facts.stage is Stage.INTERVIEWING and judged.flag is not Flag.MOVE_ON and not facts.snoozed
        if is_rival and self.setting.offers_elsewhere:
            yield "hold_an_offer"

    @property
    def _number(self) -> int:
        """Which wording to choose for this lead."""
        return self.place * STRIDE + min(self.setting.judged.facts.unanswered, STRIDE - 1)

    def _person(self, kind: str) -> Person:
        if kind in TO_OTHERS:
            return Person()
        if kind == "insider_note":
            return Person(short(self.setting.judged.readable.insider))
        return main_contact(self.setting.judged)

    def _write(self, kind: str, advice: Advice | None, person: Person, number: int) -> Draft:
        from followthrough.saying.filling import fill_letter

        subject, text = fill_letter(kind, values_for(self.setting, advice, person, number), self.templates)
        title = f"{TITLES[kind]} ({person.name})" if person.name and subject else TITLES[kind]
        name, email = (person.name, person.email) if subject else ("", "")
        together = self.setting.search.in_one_letter(self.setting.judged, advice, person)
        return Draft(advice, kind, title, name, email, subject, text, tuple(lead.key for lead in together))


TITLES: Mapping[str, str] = {
    "thank_you": "Thank-you note",
    "after_interview_notes": "To write down after the interview",
    "prepare_questions": "Questions for the end of the interview",
    "call_script": "Call script",
    "voicemail": "Voicemail",
    "check_in": "E-mail, as agreed",
    "ask_decision": "E-mail, after their date",
    "follow_up_email": "E-mail",
    "follow_up_again": "E-mail",
    "several_jobs": "One e-mail about several jobs",
    "network_request": "A word to somebody between you",
    "insider_note": "A word to somebody inside",
    "references_heads_up": "A heads-up to your references",
    "offer_call": "Call script",
    "offer_accept": "Accepting the offer",
    "offer_decline": "Declining the offer",
    "offer_days": "Asking for days to think the offer over",
    "offer_in_writing": "Asking for the offer in writing",
    "hold_an_offer": "Telling them that you hold an offer",
    "first_day": "Agreeing on the first day",
    "withdrawal_call": "Call script",
    "withdrawal": "Withdrawing politely",
    "rejection_thanks": "Thanks after a no",
    "hello_again": "A friendly hello",
}
"""Every template by name, with what is said above its text."""
CALLS = frozenset(("voicemail", *(row.call for row in STEPS.values())))
"""The templates that are spoken."""
_TIPS = {
    "references": "references_heads_up",
    "insider": "insider_note",
    "gracious": "rejection_thanks",
    "on_file": "hello_again",
}
TO_OTHERS = ("network_request", "references_heads_up")
"""These go to somebody whose name no cell holds."""


def kinds_for_step(advice: Advice, *, has_email: bool, has_insider: bool, is_shared: bool = False) -> tuple[str, ...]:
    """The templates for a step by its channel, the advised one first; thank-yous are written per person elsewhere."""
    row = STEPS[advice.step]
    if not row.letters:
        return row.drafts
    letters = ("several_jobs",) if is_shared and row.asks_for_news else row.letters
    call, more = row.call, row.drafts
    written = letters if has_email else ()
    match advice.how:
        case How.EMAIL:
            return (*letters, *more)
        case How.PHONE:
            return (call, "voicemail", *written, *more)
        case How.VOICEMAIL:
            return ("voicemail", call, *written, *more)
        case How.FIND_CONTACT:
            return ("insider_note" if has_insider else "network_request", *letters)
        case _:
            return (*letters, call, *more)


def kinds_for_tips(judged: Judged) -> Iterator[str]:
    """The letters that the lead's tips call for."""
    for tip in judged.tips:
        if tip.tip in _TIPS:
            yield _TIPS[tip.tip]
        elif tip.tip == "network":
            yield "insider_note" if judged.lead.insider else "network_request"
