"""Two words to the web, where their owner wants them: that a run ended, and how. Neither can stop a run.

The first is for a watcher that raises the alarm when it hears nothing (the ways of healthchecks.io: the exit status is
put behind the URL); the second for a telephone (ntfy: the text is the body, and the title a header).
"""

from __future__ import annotations

import time
from http import HTTPStatus
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import Request, build_opener

from followthrough.knowing.wording import one_line

SECONDS = 10
"""For each try."""
WAITS = (1.0, 3.0)
"""Seconds before each further try."""
LONGEST = 500
HEADERS = {"Content-Type": "text/plain; charset=utf-8", "User-Agent": "followthrough"}


def call_heartbeat(url: str, status: int, text: str) -> str:
    """Tell a watcher how a run ended, and for its log what stopped it; "" where it heard, else what went wrong."""
    parts = urlsplit(url)
    place = urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{status}"))
    return _post(place, text, {})


def push(url: str, title: str, text: str) -> str:
    """Send a line to a telephone; "" where it was taken, else what went wrong."""
    return _post(url, text, {"Title": title})


def _post(url: str, text: str, headers: dict[str, str]) -> str:
    body = one_line(text)[:LONGEST].encode()
    request = Request(url, body, HEADERS | headers)  # noqa: S310 - http and https only, see config_values
    trouble = ""
    for wait in (0.0, *WAITS):
        time.sleep(wait)
        try:
            with build_opener().open(request, timeout=SECONDS) as answer:
                if answer.status < HTTPStatus.BAD_REQUEST:
                    return ""
                trouble = f"it answered {answer.status}"
        except (URLError, OSError, ValueError) as error:
            trouble = str(getattr(error, "reason", error))
            if HTTPStatus.BAD_REQUEST <= getattr(error, "code", 0) < HTTPStatus.INTERNAL_SERVER_ERROR:
                break  # it will not take it another time either
    return f"{urlsplit(url).hostname} was not told: {one_line(trouble)}."
