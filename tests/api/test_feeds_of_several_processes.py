"""Feeds under several serving processes and across a restart: the same bytes, and a revoked one ends in all at once."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from httpx2 import Client

from scheduler.settings import Settings
from tests.api.subscribers import Subscriber, subscriber

__all__ = ["subscriber"]
SERVE = """
import socket, uvicorn
from api.app import create_app
from scheduler.database import open_database
from scheduler.settings import load_settings
settings = load_settings()
server = uvicorn.Server(uvicorn.Config(create_app(settings, open_database(settings.database)), log_config=None))
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
server.run(sockets=[listener])
"""


@contextmanager
def processes(settings: Settings, count: int) -> Iterator[list[str]]:
    """The addresses of so many serving processes."""
    own = {"DUDAO_DATABASE_URL": settings.database}
    with ExitStack() as running:
        started = [running.enter_context(_process(os.environ | own)) for _ in range(count)]
        yield [f"http://127.0.0.1:{server.stdout.readline().strip()}" for server in started if server.stdout]


@contextmanager
def _process(environment: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", SERVE]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield server
        finally:
            server.terminate()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_processes_of_which_the_second_starts_with_nothing(subscriber: Subscriber, settings: Settings) -> None:
    with processes(settings, 2) as (one, other), Client() as client:
        first = client.get(one + subscriber.path)
        assert first.status_code == 200
        tag = first.headers["etag"]
        assert client.get(other + subscriber.path, headers={"If-None-Match": tag}).status_code == 304
        assert client.get(other + subscriber.path).content == first.content
        subscriber.publish(14, 9)
        changed = [client.get(address + subscriber.path) for address in (one, other)]
        assert changed[0].content == changed[1].content != first.content
        assert changed[0].headers["etag"] == changed[1].headers["etag"] != tag
        assert subscriber.owner.delete(f"/api/v1/feeds/{subscriber.feed['id']}").status_code == 204
        assert [client.get(address + subscriber.path).status_code for address in (one, other)] == [410, 410]
