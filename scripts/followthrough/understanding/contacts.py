"""How a lead can be reached: the contact of each row, and one that is the same in every row.

An export may hold the applicant's own address or number in every row, so that one is asked about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from followthrough.knowing.columns import Column
from followthrough.knowing.fold import fold, folded
from followthrough.knowing.headings import NO_WORD
from followthrough.knowing.languages import small_words
from followthrough.knowing.leads import Problem
from followthrough.knowing.wording import ONE_ADDRESS, short, without_addresses
from followthrough.knowing.words import Channel
from followthrough.reading.cells import Unreadable
from followthrough.understanding.evidence import is_number_to_call, is_phone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.knowing.hints import Hints
    from followthrough.knowing.leads import Lead

CHANNELS = {
    **dict.fromkeys(map(folded, small_words("by phone")), Channel.PHONE),
    **dict.fromkeys(map(folded, small_words("by email")), Channel.EMAIL),
}
ENOUGH_COMPANIES = 5
"""So many companies with one and the same contact are asked about (rules 2)."""
_EMAIL = re.compile(r"(?<![^\s@<>,;:\"'()\[\]])[^\s@<>,;:\"'()\[\]]++@[^\s@<>,;:\"'()\[\]]+\.[^\s@<>,;:\"'()\[\]]+")
_YOURS = "theirs: this is your own, as [you] in config.toml says"
_SOMEBODY = "the {} of somebody at that company"
_KINDS = ((Column.EMAIL, "address", fold), (Column.PHONE, "number", folded))
SHARED = frozenset(_SOMEBODY.format(what) for _, what, _ in _KINDS)
"""What is expected of a contact that is asked about."""


def settle_contacts(fields: dict[str, Any], hints: Hints, *, is_both: bool) -> dict[Column, Unreadable]:
    """Make of a row's texts what can be used: a channel, one address, one number; else blank.

    Args:
        fields: the fields of a Lead, by name.
        hints: for the owner's own address and number.
        is_both: whether one column holds addresses and numbers.

    Returns:
        what makes no sense, by its heading (rules 5.3).
    """
    prefers, email, phone = fields.get("prefers", ""), fields.get("email", ""), fields.get("phone", "")
    phone = without_addresses(phone) if is_both else phone
    if not phone and _is_number(fields.get("contact", ""), hints):
        phone, fields["contact"] = without_addresses(fields["contact"]), ""
    channel, addresses = CHANNELS.get(folded(prefers)), _addresses(email, hints)
    address = next(iter(addresses or _addresses(fields.get("contact", ""), hints)), "")
    dialled = phone if is_phone(phone) and not hints.is_own(phone) else ""
    fields |= {"prefers": channel, "email": address, "phone": dialled}
    wrong = {}
    if prefers and not channel:
        wrong[Column.PREFERS] = Unreadable(prefers, "Phone or Email")
    if email and len(addresses) != 1:
        no_address = _YOURS if _EMAIL.search(email) else "an e-mail address, like dana@example.com"
        wrong[Column.EMAIL] = Unreadable(email, ONE_ADDRESS if addresses else no_address)
    if phone and not dialled:
        wrong[Column.PHONE] = Unreadable(phone, _YOURS if is_phone(phone) else "a phone number, like 555-0100")
    if is_both and (address or is_phone(phone)):
        return {}
    return {heading: read for heading, read in wrong.items() if not _says_none(read.found)}


def _is_number(contact: str, hints: Hints) -> bool:
    """Whether a contact is somebody's number, an address beside it perhaps, and no name."""
    number = without_addresses(contact)
    return is_number_to_call(number) and not any(map(str.isalpha, number)) and not hints.is_own(number)


def _addresses(text: str, hints: Hints) -> list[str]:
    """The e-mail addresses in a text that are not the owner's own, each once, in any capitals."""
    found = _EMAIL.findall(text) if "@" in text else ()
    return list({each.casefold(): each for each in found if not hints.is_own(each)}.values())


def _says_none(text: str) -> bool:
    return folded(text) in NO_WORD or fold(text) in ("-", "no")


def without_shared(leads: Sequence[Lead], hints: Hints) -> tuple[tuple[Lead, ...], list[Problem]]:
    """Blank an address, or a number, that every filled row holds for five companies or more, and ask whose it is.

    Args:
        leads: as their rows tell them.
        hints: a column that the config names holds what its owner says it does.
    """
    problems = []
    for column, what, compared in _KINDS:
        filled = [lead for lead in leads if getattr(lead, column.field)]
        contacts = [getattr(lead, column.field) for lead in filled]
        is_one = all(compared(each) == compared(contacts[0]) for each in contacts)
        companies = {fold(lead.company) for lead in filled if lead.company} if is_one else ()
        heading = column if any(column in lead.columns for lead in filled) else Column.CONTACT
        if len(companies) >= ENOUGH_COMPANIES and not hints.columns.get(heading):
            problems.append(_question(filled[0], heading, contacts[0], (what, column.field)))
            leads = [lead.but(**{column.field: ""}) for lead in leads]
    return tuple(leads), problems


def _question(first: Lead, heading: Column, found: str, kind: tuple[str, str]) -> Problem:
    theirs, cell, (what, key) = first.headings.get(heading, heading), first.cell(heading), kind
    told = (
        f"{cell} ({short(theirs)}) and every other filled row hold one and the same {what}, {short(found)}: it is not "
        f'used until you say whose it is. Yours? Then say {key} = "{short(found)}" under [you] in config.toml. '
        f'Theirs, or an agency\'s? Then say "{heading}" = "{short(theirs)}" under [columns].'
    )
    return Problem(first.row, cell, heading, found, _SOMEBODY.format(what), told=told)
