"""What to press and what to say for the lines of a mail: links, texts to copy, drafts as files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from followthrough.knowing.record import Record, field
from followthrough.knowing.steps import STEPS, Contacts, Flag, How, Step
from followthrough.knowing.wording import few
from followthrough.saying.drafts import CALLS, TITLES, as_mail, as_text, write_drafts_for
from followthrough.saying.page import Attachment, Link, Row, Words, call, write
from followthrough.saying.people import interviewers, main_contact, met_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from followthrough.judging.judgement import Advice, Judged
    from followthrough.knowing.leads import LeadKey
    from followthrough.saying.drafts import Draft
    from followthrough.saying.first_things import Thing
    from followthrough.saying.people import Search

MOST_CALLS = 3
"""Call scripts of one mail: they hardly differ, and nobody makes more calls in a morning."""
MOST_NAMES = 2


class Speaker(Record):
    """Finds the words for one mail, line by line from its top; what is said once is not said again.

    Args:
        search: all leads, so that no two people at one company get the same note.
        most: how many lines get texts and drafts; those below have a number or an address to press.
        only_calls: whether what is no call script becomes a file instead of being shown.
        words: the texts to copy for the lines so far.
        files: their drafts as files.
    """

    search: Search
    most: int
    only_calls: bool = False
    words: list[Words] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    _calls: int = MOST_CALLS
    _carriers: dict[tuple[object, ...], LeadKey] = field(default_factory=dict)
    _names: Counter[str] = field(default_factory=Counter)

    def row(self, thing: Thing, what: str, day: str = "") -> Row:
        """A line as the mail has it: what is to be done, with whom, and something to press."""
        links = self.speak(thing)
        return Row(name=thing.name, what=what, day=day, whom=with_whom(thing, links), links=links)

    def speak(self, thing: Thing) -> tuple[Link, ...]:
        """What there is to press for a line; its texts and files are kept."""
        links = list[Link]()
        for judged, advice in thing.steps:
            if advice.flag is Flag.WAITING and judged.advice[0] is not advice:
                continue  # what comes after another step has its words when its day has come
            is_call = advice.how in (How.PHONE, How.VOICEMAIL) or self._is_today(advice)
            if phone := call(judged.lead.phone) if is_call else None:
                links.append(phone)
            if self.most <= 0:
                links += _to_their_address(judged, advice)
                continue
            drafts = self._drafts(judged, advice)
            is_choice = len(drafts) > 1 and len(STEPS[advice.step].letters) > 1
            for draft in drafts:
                link = _letter(draft, is_choice=is_choice)
                links += filter(None, [link])
                if self._is_shown(draft, link):
                    self.words.append(Words(f"{judged.lead.name}: {draft.title}", draft.text.strip()))
                self.files += self._files(judged, draft)
        self.most -= 1
        return tuple(dict.fromkeys(links))

    def _drafts(self, judged: Judged, advice: Advice) -> list[Draft]:
        """The drafts of a step's channel, all of them on the morning of an interview; none that another line holds."""
        if self._is_today(advice):
            written = [draft for draft in write_drafts_for(judged, self.search) if draft.advice == advice]
        else:
            written = [*write_drafts_for(judged, self.search, advice)]
        return [draft for draft in written if self._is_carrier(judged, draft)]

    def _is_today(self, advice: Advice) -> bool:
        """Whether it is the morning of an interview: then their number is at hand, and what to write down after."""
        return advice.step is Step.PREPARE and advice.due == self.search.judgement.today

    def _is_carrier(self, judged: Judged, draft: Draft) -> bool:
        """Whether a draft belongs to this line: one about several leads belongs to the first of them in this mail."""
        if len(draft.about) == 1:
            return True
        one_note = (draft.recipient_name, draft.recipient_email) if draft.step is Step.THANK_YOU else ()
        return self._carriers.setdefault((draft.about, one_note), judged.key) == judged.key

    def _is_shown(self, draft: Draft, link: Link | None) -> bool:
        """Whether the words stand in the mail: few calls, and what no link can hold."""
        if draft.kind in CALLS:
            self._calls -= 1
            return self._calls >= 0
        return not self.only_calls and not (link and "&body=" in link.href)

    def _files(self, judged: Judged, draft: Draft) -> Iterator[Attachment]:
        """A letter as a draft that a mail program opens; what is shown nowhere else as a text."""
        name = f"row-{judged.lead.row}-{draft.kind}"
        self._names[name] += 1
        name += f"-{self._names[name]}" if self._names[name] > 1 else ""
        if draft.subject:
            yield Attachment(f"{name}.eml", "application/octet-stream", as_mail(draft, self.search.you))
        elif self.only_calls and draft.kind not in CALLS:
            yield Attachment(f"{name}.txt", "text/plain", as_text(judged.lead, draft).encode("utf-8", "replace"))


def with_whom(thing: Thing, links: Iterable[Link] = ()) -> str:
    """The people a line is about, two of them by name; "" where nobody is known, met or asked, or a link names them."""
    judged, step = thing.judged, thing.advice.step
    if step is Step.THANK_YOU:
        names = [person.name for person in interviewers(judged)]
    elif step is Step.PREPARE:
        names = [*met_with(judged)]
    else:
        names = [main_contact(judged).name] if STEPS[step].contacts is not Contacts.NOBODY else []
    linked = " ".join(link.text for link in links)
    return few((name for name in names if name and name not in linked), MOST_NAMES)


def _letter(draft: Draft, *, is_choice: bool) -> Link | None:
    """A link that opens a letter; where one chooses among several, each says what it is."""
    if not draft.subject:
        return None
    title = TITLES[draft.kind] if is_choice else ""
    return write(draft.recipient_email, draft.recipient_name, draft.subject, draft.text, title)


def _to_their_address(judged: Judged, advice: Advice) -> Iterator[Link]:
    """A link to their address, without a letter, where the step is an e-mail."""
    person = main_contact(judged)
    link = write(person.email, person.name, judged.lead.role or judged.lead.company, "")
    if link and advice.how is How.EMAIL:
        yield link
