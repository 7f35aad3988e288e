"""What a coach is told: a line a person, of what that person shares and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from followthrough.knowing.errors import WorkbookError
from followthrough.knowing.wording import clipped, counted, day, listed
from followthrough.saying.page import Letter, Message, Section, as_page, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from followthrough.fleet.results import Result
    from followthrough.knowing.leads import You

LONGEST_PERSON = 60


def told_of(results: Iterable[Result]) -> dict[str, str]:
    """What a digest would say: a key for each person and each thing -> what it says of it, the most urgent first.

    A thing that goes on has the same key every day: by it a thing is known that was told before.
    """
    ordered = sorted(results, key=_urgency)
    return {f"{result.workbook} {kind}": words for result in ordered for kind, words in _things(result)}


def compose_digest(results: Sequence[Result], people: Mapping[Path, You], today: date) -> Message | None:
    """The digest of one run.

    Args:
        results: what came of each workbook.
        people: whose workbook is whose, by absolute path; who is not there is called by the name of the file.
        today: the day.

    Returns:
        the message; None where nobody shares anything that is worth a line.
    """
    told = [result for result in sorted(results, key=_urgency) if any(_things(result))]
    if not told:
        return None
    lines = tuple(f"{_person(result, people)}: {listed([words for _, words in _things(result)])}." for result in told)
    silent = sum(result.shared is None for result in results)
    rest = (f"{counted(silent, 'person shares', 'people share')} nothing with you.",) if silent else ()
    subject = f"{counted(len(told), 'person', 'people')} to look after: {lines[0].removesuffix('.')}"
    letter = Letter(title=f"Your people on {day(today)}", sections=(Section(title="", lines=lines + rest),))
    return Message("digest", today, clipped(subject, 120), as_text(letter), as_page(letter))


def _things(result: Result) -> Iterator[tuple[str, str]]:
    """What there is to say of a person: of which kind, and in words."""
    shared = result.shared
    if shared is None:
        return
    if shared.unreadable and result.status == WorkbookError.status:
        yield "unreadable", "the workbook cannot be read"
    if shared.offers:
        yield "offer", "an offer" if shared.offers == 1 else counted(shared.offers, "offer")
    if shared.late:
        yield "late", f"{shared.late} late"
    if shared.quiet_since:
        yield "quiet", f"quiet since {day(shared.quiet_since)}"
    if shared.wants_mail:
        yield "address", "wants mail, but [people] in your config has no address for them"


def _urgency(result: Result) -> tuple[bool, bool, int, str]:
    """Offers first, for they expire; then what cannot be read; then who has most that is late."""
    kinds = {kind for kind, _ in _things(result)}
    late = result.shared.late if result.shared else 0
    return "offer" not in kinds, "unreadable" not in kinds, -late, result.workbook


def _person(result: Result, people: Mapping[Path, You]) -> str:
    path = Path(result.workbook)
    you = people.get(path)
    return clipped(you.name if you and you.name else f"{path.parent.name}/{path.stem}", LONGEST_PERSON)
