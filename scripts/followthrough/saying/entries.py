"""A step of a lead with its links and the words to say, for both mails."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from followthrough.knowing.steps import STEPS, How, Step
from followthrough.knowing.wording import listed, one_line, window
from followthrough.saying.drafts import TITLES, write_drafts_for
from followthrough.saying.page import Entry, Link, Words, call, write

if TYPE_CHECKING:
    from pathlib import Path

    from followthrough.knowing.judgement import Advice, Judged
    from followthrough.knowing.leads import LeadKey, You
    from followthrough.saying.drafts import Draft
    from followthrough.saying.sharing import Search

MOST_SIGNS = 1_500
"""Characters of a letter in a mailto link: some mail programs cut off longer ones."""


def entry_of(judged: Judged, advice: Advice) -> Entry:
    """A step of a lead without the words to say."""
    when = window(advice.opens, advice.due, advice.due)
    line = ", ".join(filter(None, (advice.next_step, when)))
    return Entry(name=judged.lead.name, line=line, why=one_line(advice.why))


@dataclass(frozen=True, slots=True)
class Wording:
    """Puts steps into words.

    Args:
        search: all leads, so that no two people at one company get the same note.
        you: who is speaking.
        templates: a folder of templates that outrank ours.
        in_full: whether the morning of an interview also brings the list of what to write down after it; a week has
            room for one text a step.
        carried: which lead of this mail carries the one letter about several; filled in as entries are made.
    """

    search: Search
    you: You
    templates: Path | None
    in_full: bool = False
    carried: dict[tuple[object, ...], LeadKey] = field(default_factory=dict)

    def entry(self, judged: Judged, advice: Advice) -> Entry:
        """The step with a link that dials or opens the draft, and with its words."""
        written = write_drafts_for(judged, self.search, self.you, self.templates)
        drafts = [draft for draft in written if draft.advice == advice]
        elsewhere = {self._carrier(draft, judged) for draft in drafts} - {judged.key}
        drafts = [draft for draft in drafts if self._carrier(draft, judged) == judged.key]
        if not (self.in_full and advice.step is Step.PREPARE and advice.due == self.search.judgement.today):
            drafts = _advised(advice, drafts)
        words = tuple(Words(draft.title, draft.text.strip()) for draft in drafts)
        names = listed([lead.lead.name for lead in self.search.judgement.leads if lead.key in elsewhere])
        if names:
            told = f"The words stand with {names}: they name this job, too."
            words = (*words, Words("One contact for several jobs", told))
        return replace(entry_of(judged, advice), links=_links(judged, advice, drafts) if drafts else (), words=words)

    def _carrier(self, draft: Draft, judged: Judged) -> LeadKey:
        """The lead with which a draft about several is shown: the first of this mail."""
        if len(draft.about) == 1:
            return judged.key
        one_note = (draft.recipient_name, draft.recipient_email) if draft.step is Step.THANK_YOU else ()
        return self.carried.setdefault((draft.about, one_note), judged.key)


def _advised(advice: Advice, drafts: list[Draft]) -> list[Draft]:
    """The drafts of the advised kind, which comes first; all the letters of which one is chosen."""
    letters, first = STEPS[advice.step].letters, [draft.kind for draft in drafts[:1]]
    return [draft for draft in drafts if draft.kind in (letters if set(first) & set(letters) else first)]


def _links(judged: Judged, advice: Advice, drafts: list[Draft]) -> tuple[Link, ...]:
    """A number to dial where the step is a call; a draft to open wherever there is an address."""
    phone = call(judged.lead.phone) if advice.how in (How.PHONE, How.VOICEMAIL) else None
    if phone or advice.step is Step.PREPARE:
        return (phone,) if phone else ()
    is_choice = len(STEPS[advice.step].letters) > 1
    links = (
        write(draft.recipient_email, draft.subject, draft.text[:MOST_SIGNS], TITLES[draft.kind] if is_choice else "")
        for draft in drafts
    )
    return tuple(link for link in links if link)
