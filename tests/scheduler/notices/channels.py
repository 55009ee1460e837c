"""A channel outside that takes messages, or refuses them: a real server on the loopback."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Channel:
    """What came in, and what is answered."""

    status: int = 200
    is_silent: bool = False
    """Whether messages are read and never answered."""
    taken: list[dict[str, Any]] = field(default_factory=list)
    port: int = 0
    took: threading.Event = field(default_factory=threading.Event)

    def address(self, secret: str = "secret-token") -> str:  # noqa: S107 - of this test
        return f"json://127.0.0.1:{self.port}/{secret}"

    @property
    def titles(self) -> list[str]:
        return [message["title"] for message in self.taken]


@contextmanager
def a_channel(status: int = 200) -> Iterator[Channel]:
    channel = Channel(status)
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            if channel.is_silent:
                over.wait(10)
                return
            if channel.status == 200:
                channel.taken.append(json.loads(content))
            self.send_response(channel.status)
            self.end_headers()
            if channel.status == 200:
                channel.took.set()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        channel.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield channel
        over.set()
        server.shutdown()
