"""The big providers of mail: their servers, and the password of its own that each wants for a program."""

from __future__ import annotations

from followthrough.knowing.record import Record


class Provider(Record, frozen=True):
    """The server that sends, "ssl" or "starttls", and in two lines where its users get a password for a program."""

    host: str
    security: str
    password: str


_APP = "Your usual password is refused here; a program has one of its own.\n{}"
GMAIL = Provider(
    "smtp.gmail.com",
    "ssl",
    _APP.format("Turn on 2-Step Verification, then make one at myaccount.google.com/apppasswords."),
)
MICROSOFT = Provider(
    "smtp-mail.outlook.com",
    "starttls",
    "Outlook.com, Hotmail and Live take no password from a program any more, an app password neither.\n"
    "Send from an address elsewhere to this one, or leave the mail out: messages are then files in a folder.",
)
YAHOO = Provider("smtp.mail.yahoo.com", "ssl", _APP.format("Account security, Generate app password."))
APPLE = Provider(
    "smtp.mail.me.com", "starttls", _APP.format("account.apple.com, Sign-In and Security, App-Specific Passwords.")
)
GMX = Provider("mail.gmx.net", "ssl", "Allow it first: Settings, POP3 & IMAP, send and receive by other programs.\n"
               "With two-factor authentication a program needs a password of its own (Security).")  # fmt: skip
WEB_DE = Provider("smtp.web.de", "ssl", GMX.password)
FASTMAIL = Provider("smtp.fastmail.com", "ssl", _APP.format("Settings, Privacy & Security, App passwords."))
PROTON = Provider(
    "127.0.0.1", "starttls", "Proton needs its Bridge, which runs on your machine and has a password of its own.\n"
    "Its host, port and password stand in the Bridge's own window.",
)  # fmt: skip
_BY_DOMAIN = {
    GMAIL: ("gmail.com", "googlemail.com"),
    MICROSOFT: ("outlook.com", "hotmail.com", "live.com", "msn.com", "hotmail.co.uk", "outlook.de", "hotmail.fr"),
    YAHOO: ("yahoo.com", "yahoo.co.uk", "yahoo.fr", "yahoo.de", "ymail.com", "aol.com"),
    APPLE: ("icloud.com", "me.com", "mac.com"),
    GMX: ("gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.com"),
    WEB_DE: ("web.de",),
    FASTMAIL: ("fastmail.com", "fastmail.fm"),
    PROTON: ("proton.me", "protonmail.com", "pm.me"),
}
PROVIDERS = {domain: provider for provider, domains in _BY_DOMAIN.items() for domain in domains}
"""By the part of an address behind its @."""


def provider_of(address: str) -> Provider | None:
    """The provider of an address, where it is one of these."""
    return PROVIDERS.get(address.rpartition("@")[2].strip().casefold())


def provider_at(host: str) -> Provider | None:
    """The provider that runs a server, where it is one of these."""
    return next((each for each in _BY_DOMAIN if each.host == host.casefold()), None)
