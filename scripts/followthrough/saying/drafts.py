"""The words for a lead: which letters, scripts and lists its steps and tips call for, one per person (rules 8).

The program drafts; only the person sends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from followthrough.knowing.calendar import Calendar
from followthrough.knowing.policy import STANDARD
from followthrough.knowing.steps import STEPS, Flag, How, Step
from followthrough.knowing.wording import short
from followthrough.knowing.words import Stage
from followthrough.saying.letter_values import values_for
from followthrough.saying.letters import fill_letter
from followthrough.saying.people import Person, interviewers, main_contact
from followthrough.saying.setting import Setting, earlier_at_company, facts_of, offers_elsewhere, readable_lead, soonest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from followthrough.knowing.judgement import Advice, Judged
    from followthrough.knowing.leads import You
    from followthrough.knowing.policy import Policy


STRIDE = 5
"""Wordings are told apart by person, then by try: so many tries are there before two rows could meet."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Words to use, for a person to read, change and send.

    Args:
        step: the step they belong to; None for a letter that a tip calls for.
        kind: the name of its template.
        title: what it is and for whom.
        recipient_name: "" where it is not known, or where nothing is written to anybody.
        recipient_email: the same.
        subject: "" where it is no letter but something to say or to keep.
        text: the words, ending in a line break.
    """

    step: Step | None
    kind: str
    title: str
    recipient_name: str
    recipient_email: str
    subject: str
    text: str


def write_drafts_for(  # noqa: PLR0913 - the last two have defaults that fit most searches
    judged: Judged,
    you: You,
    templates: Path | None,
    *,
    today: date,
    others: Sequence[Judged] = (),
    policy: Policy = STANDARD,
    calendar: Calendar | None = None,
) -> tuple[Draft, ...]:
    """Write what the lead's steps and tips call for, the advised channel first.

    Args:
        judged: the lead.
        you: who is speaking.
        templates: the user's folder of templates; None for ours.
        today: the local calendar day.
        others: the other leads (the lead itself may be among them): no two people at one company get the same words,
            and an offer elsewhere is worth a letter here.
        policy: the numbers by which the lead was judged; they decide when a voicemail says it will try again.
        calendar: the business days by which it was judged.

    Raises:
        ConfigError: a template of the user's is broken.
    """
    elsewhere = offers_elsewhere(judged, others)
    setting = Setting(
        judged=judged,
        facts=facts_of(judged.lead, policy, today),
        you=you,
        today=today,
        other_offer_by=soonest(elsewhere, today),
        policy=policy,
        calendar=calendar or Calendar(),
    )
    earlier = earlier_at_company(judged, others)
    met = [len(interviewers(readable_lead(o.lead, today), facts_of(o.lead, policy, today))) for o in earlier]
    writer = _Writer(setting, templates, place=len(earlier), met=sum(met), is_wanted=bool(elsewhere))
    return tuple(writer.drafts())


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the drafts of one lead.

    Args:
        place: how many rows of the same company stand above.
        met: how many people were met for them in all.
        is_wanted: whether another employer has made an offer.
    """

    setting: Setting
    templates: Path | None
    place: int
    met: int
    is_wanted: bool

    def drafts(self) -> Iterator[Draft]:
        """Everything there is to say, in the order of the advice; the letters of tips last."""
        judged, written = self.setting.judged, set[str]()
        for advice in judged.advice:
            for draft in self._for_step(advice):
                written.add(draft.kind)
                yield draft
        for kind in self._for_tips():
            if kind not in written:
                yield self._write(kind, None, self._person(kind), self._number)

    def _for_step(self, advice: Advice) -> Iterator[Draft]:
        if advice.step is Step.THANK_YOU:
            yield from self._of_interview(advice.opens).thanks(advice)
            return
        has_email, has_insider = bool(self.setting.facts.email), bool(self.setting.lead.insider)
        for kind in kinds_for_step(advice, has_email=has_email, has_insider=has_insider):
            yield self._write(kind, advice, self._person(kind), self._number)

    def _of_interview(self, on: date | None) -> _Writer:
        """The writer as of one interview: each day has its own people and its own notes."""
        return replace(self, setting=replace(self.setting, facts=replace(self.setting.facts, interview=on)))

    def thanks(self, advice: Advice) -> Iterator[Draft]:
        """The notes for an interview, one a person, and what to write down after it."""
        people = interviewers(self.setting.lead, self.setting.facts) or (Person(),)
        for place, person in enumerate(people, start=self.met):
            yield self._write("thank_you", advice, person, place)
        yield self._write("after_interview_notes", advice, Person(), self._number)

    def _for_tips(self) -> Iterator[str]:
        """The letters that belong to no step."""
        judged, facts = self.setting.judged, self.setting.facts
        if facts.stage is not Stage.OFFER:  # who holds an offer need not ask around
            yield from kinds_for_tips(judged)
        is_rival = facts.stage is Stage.INTERVIEWING and judged.flag is not Flag.MOVE_ON and not facts.snoozed
        if self.is_wanted and is_rival:
            yield "hold_an_offer"

    @property
    def _number(self) -> int:
        """Which wording to choose for this lead."""
        return self.place * STRIDE + min(self.setting.facts.unanswered, STRIDE - 1)

    def _person(self, kind: str) -> Person:
        if kind in TO_OTHERS:
            return Person()
        if kind == "insider_note":
            return Person(short(self.setting.lead.insider))
        return main_contact(self.setting.lead, self.setting.facts)

    def _write(self, kind: str, advice: Advice | None, person: Person, number: int) -> Draft:
        subject, text = fill_letter(kind, values_for(self.setting, advice, person, number), self.templates)
        title = f"{TITLES[kind]} ({person.name})" if person.name and subject else TITLES[kind]
        step = advice.step if advice else None
        name, email = (person.name, person.email) if subject else ("", "")
        return Draft(step, kind, title, name, email, subject, text)


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
    "network_request": "A word to somebody between you",
    "insider_note": "A word to somebody inside",
    "references_heads_up": "A heads-up to your references",
    "offer_call": "Call script",
    "offer_reply": "Reply to the offer",
    "offer_in_writing": "Asking for the offer in writing",
    "hold_an_offer": "Telling them that you hold an offer",
    "first_day": "Agreeing on the first day",
    "withdrawal_call": "Call script",
    "withdrawal": "Withdrawing politely",
    "rejection_thanks": "Thanks after a no",
    "hello_again": "A friendly hello",
}
"""Every template by name, with what is said above its text."""
_TIPS = {
    "references": "references_heads_up",
    "insider": "insider_note",
    "gracious": "rejection_thanks",
    "on_file": "hello_again",
}
TO_OTHERS = ("network_request", "references_heads_up")
"""These go to somebody whose name no cell holds."""


def kinds_for_step(advice: Advice, *, has_email: bool, has_insider: bool) -> tuple[str, ...]:
    """The templates for a step by its channel, the advised one first; thank-yous are written per person elsewhere."""
    row = STEPS[advice.step]
    if not row.letter:
        return row.drafts
    letter, call, more = row.letter, row.call, row.drafts
    written = (letter,) if has_email else ()
    match advice.how:
        case How.EMAIL:
            return (letter, *more)
        case How.PHONE:
            return (call, "voicemail", *written, *more)
        case How.VOICEMAIL:
            return ("voicemail", call, *written, *more)
        case How.FIND_CONTACT:
            return ("insider_note" if has_insider else "network_request", letter)
        case _:
            return (letter, call, *more)


def kinds_for_tips(judged: Judged) -> Iterator[str]:
    """The letters that the lead's tips call for."""
    for tip in judged.tips:
        if tip.tip in _TIPS:
            yield _TIPS[tip.tip]
        elif tip.tip == "network":
            yield "insider_note" if judged.lead.insider else "network_request"
