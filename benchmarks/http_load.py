"""Asking a server over and over, with connections kept open: how long each answer takes, and how many come a second."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from statistics import quantiles
from typing import NamedTuple
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Load:
    """What came of asking one address for a while."""

    milliseconds: list[float]
    """Of each answer."""
    per_second: float
    bytes_each: int

    @property
    def p50(self) -> float:
        """Half of the answers took at most so many milliseconds."""
        return quantiles(self.milliseconds, n=100)[49]

    @property
    def p95(self) -> float:
        """Nineteen of twenty answers took at most so many milliseconds."""
        return quantiles(self.milliseconds, n=100)[94]


class WrongAnswerError(Exception):
    """The server answered with another status than expected."""


def ask(url: str, *, seconds: float, connections: int, headers: Mapping[str, str], status: int = 200) -> Load:
    """Ask one address for some seconds, each connection again as soon as it was answered with `status`.

    Raises WrongAnswerError, and OSError when there is no server.
    """
    return asyncio.run(_ask(url, seconds, connections, headers, status))


async def _ask(url: str, seconds: float, connections: int, headers: Mapping[str, str], status: int) -> Load:
    where = urlsplit(url)
    path = where.path + (f"?{where.query}" if where.query else "")
    lines = [f"GET {path} HTTP/1.1", f"Host: {where.netloc}", *(f"{name}: {text}" for name, text in headers.items())]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    client = _Client(where.hostname or "", where.port or 80, request, status)
    took: list[float] = []
    sizes: list[int] = []
    began = time.perf_counter()
    until = began + seconds
    await asyncio.gather(*(_keep_asking(client, until, took, sizes) for _ in range(connections)))
    return Load(took, len(took) / (time.perf_counter() - began), sizes[-1])


class _Client(NamedTuple):
    host: str
    port: int
    request: bytes
    status: int


async def _keep_asking(client: _Client, until: float, took: list[float], sizes: list[int]) -> None:
    reader, writer = await asyncio.open_connection(client.host, client.port)
    try:
        while (began := time.perf_counter()) < until:
            writer.write(client.request)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(f"HTTP/1.1 {client.status} ".encode()):
                raise WrongAnswerError(head.split(b"\r\n", 1)[0].decode())
            length = 0 if client.status == HTTPStatus.NOT_MODIFIED else _length(head)
            sizes.append(len(await reader.readexactly(length)))
            took.append((time.perf_counter() - began) * 1000)
    finally:
        writer.close()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    raise WrongAnswerError("an answer without its length")
