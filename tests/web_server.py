"""A real web server of one's own: it notes what it is asked, and answers as a test wants."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Web:
    """What was asked, and what is answered: one status a request, the last one for all that follow."""

    url: str = ""
    answers: list[int] = field(default_factory=lambda: [200])
    asked: list[tuple[str, str, str]] = field(default_factory=list)


@contextmanager
def web_server(*answers: int) -> Iterator[Web]:
    """The server, on a port of this machine."""
    web = Web(answers=list(answers) or [200])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            web.asked.append((self.path, self.headers.get("Title", ""), body))
            status = web.answers.pop(0) if len(web.answers) > 1 else web.answers[0]
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", "file:///etc/passwd")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
