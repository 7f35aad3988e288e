"""The words for a lead: which letters, scripts and lists its steps and tips call for, one per person (rules 8).

They are text to read and keep; letters also open in a mail program, ready to send. The program drafts; only the person
sends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.errors import UsageError
from followthrough.knowing.record import Record, replace
from followthrough.knowing.steps import STEPS, Flag, How, Step
from followthrough.knowing.wording import address_in, one_line, short
from followthrough.knowing.words import Stage
from followthrough.saying.letter_values import values_for
from followthrough.saying.people import Person, as_of, interviewers, main_contact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from followthrough.judging.judgement import Advice, Judged
    from followthrough.knowing.leads import Lead, LeadKey, You
    from followthrough.saying.people import Search


STRIDE = 5
"""How many follow-ups of one row are worded differently; a further one would take the words of the next row."""


class Draft(Record, frozen=True):
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
        """The step they belong to; None for a tip."""
        return self.advice.step if self.advice else None


def write_drafts_for(judged: Judged, search: Search, advice: Advice | None = None) -> tuple[Draft, ...]:
    """Write what the lead's steps and tips call for, the advised channel first.

    Args:
        judged: the lead.
        search: it and the other leads: no two people at one company get the same words.
        advice: one of its steps: only the script, or the letters, with which that begins.

    Raises:
        ConfigError: a template of the owner's is broken.
    """
    same = search.same_company(judged)
    earlier = same[: [other.key for other in same].index(judged.key)]
    writer = _Writer(judged, search, place=len(earlier), met=sum(len(interviewers(other)) for other in earlier))
    return tuple(writer.of_step(advice, only_first=True) if advice else writer.drafts())


class _Writer(Record, frozen=True):
    """Writes the drafts of one lead.

    Args:
        place: how many rows of the same company stand above.
        met: how many people were met for them in all.
    """

    judged: Judged
    search: Search
    place: int
    met: int

    def drafts(self) -> Iterator[Draft]:
        """Everything there is to say, in the order of the advice; the letters of tips last."""
        written = set[str]()
        for advice in self.judged.advice:
            for draft in self.of_step(advice):
                written.add(draft.kind)
                yield draft
        for kind in self._for_tips():
            if kind not in written:
                yield self._write(kind, None, self._person(kind), self._number)

    def of_step(self, advice: Advice, *, only_first: bool = False) -> Iterator[Draft]:
        """What a step calls for, or only what its channel begins with: the script, or the letters to choose from."""
        if advice.step is Step.THANK_YOU:
            yield from self._as_of(advice.opens).thanks(advice)
            return
        kinds, letters = self._kinds(advice), STEPS[advice.step].letters
        first = letters if set(kinds[:1]) & set(letters) else kinds[:1]
        for kind in kinds:
            if kind in first or not only_first:
                yield self._write(kind, advice, self._person(kind), self._number)

    def _kinds(self, advice: Advice) -> tuple[str, ...]:
        """The templates for a step by its channel, the advised one first; thank-yous are written per person."""
        row, lead = STEPS[advice.step], self.judged
        if not row.letters:
            return row.drafts
        is_shared = row.asks_for_news and len(self.search.in_one_letter(lead, advice)) > 1
        letters = ("several_jobs",) if is_shared else row.letters
        written = letters if lead.facts.email else ()
        match advice.how:
            case How.EMAIL:
                return (*letters, *row.drafts)
            case How.PHONE:
                return (row.call, "voicemail", *written, *row.drafts)
            case How.VOICEMAIL:
                return ("voicemail", row.call, *written, *row.drafts)
            case How.FIND_CONTACT:
                return ("insider_note" if lead.readable.insider else "network_request", *letters)
            case _:
                return (*letters, row.call, *row.drafts)

    def _as_of(self, interview: date | None) -> _Writer:
        """The writer as of one interview: each day has its own people, after those of the days before."""
        talks = [as_of(self.judged, day) for day in self.judged.facts.unthanked]
        earlier = [talk for talk in talks if interview and talk.facts.interview and talk.facts.interview < interview]
        met = self.met + sum(len(interviewers(talk)) for talk in earlier)
        return replace(self, judged=as_of(self.judged, interview), met=met)

    def thanks(self, advice: Advice) -> Iterator[Draft]:
        """The notes for an interview, one a person."""
        for place, person in enumerate(interviewers(self.judged) or (Person(),), start=self.met):
            yield self._write("thank_you", advice, person, place)

    def _for_tips(self) -> Iterator[str]:
        """The letters that belong to no step."""
        lead, facts = self.judged, self.judged.facts
        if facts.stage is not Stage.OFFER:  # who holds an offer need not ask around
            for tip in lead.tips:
                kind = _TIPS.get(tip.tip, "")
                if tip.tip == "network":
                    kind = "insider_note" if lead.lead.insider else "network_request"
                if kind and not (kind == "hello_again" and self.search.is_in_talks(lead)):
                    yield kind
        is_rival = facts.stage is Stage.INTERVIEWING and lead.flag is not Flag.MOVE_ON and not facts.snoozed
        if is_rival and self.search.offers_beside(lead):
            yield "hold_an_offer"

    @property
    def _number(self) -> int:
        """Which wording to choose for this lead."""
        return self.place * STRIDE + min(self.judged.facts.unanswered, STRIDE - 1)

    def _person(self, kind: str) -> Person:
        if kind in TO_OTHERS:
            return Person()
        if kind == "insider_note":
            return Person(short(self.judged.readable.insider))
        return main_contact(self.judged)

    def _write(self, kind: str, advice: Advice | None, person: Person, number: int) -> Draft:
        from followthrough.saying.filling import fill_letter

        values = values_for(self.judged, self.search, advice, person, number)
        subject, text = fill_letter(kind, values, self.search.templates)
        title = f"{TITLES[kind]} ({person.name})" if person.name and subject else TITLES[kind]
        name, email = (person.name, person.email) if subject else ("", "")
        together = self.search.in_one_letter(self.judged, advice, person)
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


def as_text(lead: Lead, draft: Draft) -> str:
    """A draft to be read: which lead, what it is, to whom, and the words."""
    head = [f"{lead.name} ({lead.place}): {draft.title}"]
    to = f"{draft.recipient_name} <{draft.recipient_email}>" if draft.recipient_email else draft.recipient_name
    head += [f"To: {to.strip()}"] if to else []
    head += [f"Subject: {draft.subject}"] if draft.subject else []
    return "\n".join(head) + f"\n\n{draft.text}"


def as_mail(draft: Draft, you: You) -> bytes:
    """A letter as an .eml file that opens as a draft of your own: X-Unsent, and only the addresses that are known."""
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP

    mail = EmailMessage()
    mail["X-Unsent"] = "1"
    mail["Subject"] = one_line(draft.subject)
    sender, recipient = address_in(you.email), address_in(draft.recipient_email)
    if sender:
        mail["From"] = Address(short(you.name), addr_spec=sender)
    if recipient:
        mail["To"] = Address(short(draft.recipient_name), addr_spec=recipient)
    mail.set_content(draft.text)
    return mail.as_bytes(policy=SMTP)


def save_drafts(folder: Path, lead: Lead, drafts: Sequence[Draft], you: You) -> list[Path]:
    """Save the drafts of a lead, each as .txt, letters as .eml too; a file that is there already stays as it is.

    Their names hold the row's number and nothing from a cell: "row-12-thank_you-2.txt".

    Returns:
        the files that hold them, new or found as they would have been written.

    Raises:
        UsageError: nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_save(folder, name, content) for name, content in _files(lead, drafts, you)]
    except OSError as error:
        raise UsageError(f"The drafts cannot be saved in {folder}: {error.strerror}.", file=str(folder)) from error


def _files(lead: Lead, drafts: Sequence[Draft], you: You) -> Iterator[tuple[str, bytes]]:
    kinds = [draft.kind for draft in drafts]
    for place, draft in enumerate(drafts):
        nth = f"-{kinds[: place + 1].count(draft.kind)}" if kinds.count(draft.kind) > 1 else ""
        name = f"row-{lead.row}-{draft.kind}{nth}"
        yield f"{name}.txt", as_text(lead, draft).encode()
        if draft.subject:
            yield f"{name}.eml", as_mail(draft, you)


def _save(folder: Path, name: str, content: bytes) -> Path:
    """Write a file under its name, or under the next that is free where another content stands there."""
    stem, _, suffix = name.rpartition(".")
    path, count = folder / name, 1
    while True:
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            if path.is_file() and path.read_bytes() == content:
                return path
            count += 1
            path = folder / f"{stem} ({count}).{suffix}"
        else:
            return path
