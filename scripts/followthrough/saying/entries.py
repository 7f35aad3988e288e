"""A step of a lead with its links and the words to say, for both mails."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from followthrough.knowing.steps import How, Step
from followthrough.knowing.wording import one_line, window
from followthrough.saying.drafts import write_drafts_for
from followthrough.saying.page import Entry, Link, Words, call, write

if TYPE_CHECKING:
    from pathlib import Path

    from followthrough.knowing.judgement import Advice, Judged, Judgement
    from followthrough.knowing.leads import You
    from followthrough.saying.drafts import Draft

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
        judgement: all leads, so that no two people at one company get the same note.
        you: who is speaking.
        templates: a folder of templates that outrank ours.
        in_full: whether an interview also brings the list of what to write down; a week has room for one text a step.
    """

    judgement: Judgement
    you: You
    templates: Path | None
    in_full: bool = False

    def entry(self, judged: Judged, advice: Advice) -> Entry:
        """The step with a link that dials or opens the draft, and with its words."""
        written = write_drafts_for(judged, self.judgement, self.you, self.templates)
        drafts = [draft for draft in written if draft.step == advice.step]
        if not (self.in_full and advice.step is Step.THANK_YOU):
            drafts = [draft for draft in drafts if draft.kind == drafts[0].kind]  # the advised one comes first
        words = tuple(Words(draft.title, draft.text.strip()) for draft in drafts)
        return replace(entry_of(judged, advice), links=_links(judged, advice, drafts), words=words)


def _links(judged: Judged, advice: Advice, drafts: list[Draft]) -> tuple[Link, ...]:
    """A number to dial where the step is a call; a draft to open wherever there is an address."""
    phone = call(judged.lead.phone) if advice.how in (How.PHONE, How.VOICEMAIL) else None
    if phone or advice.step is Step.PREPARE:
        return (phone,) if phone else ()
    links = (write(draft.recipient_email, draft.subject, draft.text[:MOST_SIGNS]) for draft in drafts)
    return tuple(link for link in links if link)
