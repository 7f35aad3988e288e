"""Which words a step or a tip calls for: the table between the rules and the templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.leads import How, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from followthrough.leads import Advice, Judged

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
_LETTERS = {
    Step.CHECK_IN: "check_in",
    Step.ASK_DECISION: "ask_decision",
    Step.FOLLOW_UP: "follow_up_email",
    Step.FOLLOW_UP_AGAIN: "follow_up_again",
    Step.REPLY_TO_OFFER: "offer_reply",
    Step.WITHDRAW: "withdrawal",
}
_CALLS = {Step.REPLY_TO_OFFER: "offer_call", Step.WITHDRAW: "withdrawal_call"}
_OTHERS = {
    Step.PREPARE: ("prepare_questions", "after_interview_notes"),
    Step.AGREE_START: ("first_day",),
}
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
    letter = _LETTERS.get(advice.step)
    if not letter:
        return _OTHERS.get(advice.step, ())
    call = _CALLS.get(advice.step, "call_script")
    more = ("offer_in_writing",) if advice.step is Step.REPLY_TO_OFFER else ()
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
