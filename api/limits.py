"""No caller may ask more than its share: so many requests a minute, and bodies of so many megabytes."""

import hashlib
import time
from collections import OrderedDict
from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import domain_answer
from scheduler.errors import TooLargeError, TooManyRequestsError
from scheduler.settings import Settings

ADDRESS_FACTOR: Final = 10
"""Callers behind one address may together ask so many times what one may: offices share an address."""
CALLERS_REMEMBERED: Final = 20_000
UNLIMITED: Final = ("/health", "/ready", "/metrics")
_MB: Final = 1024 * 1024


class Buckets:
    """A token bucket per caller: full at first, refilled evenly, `per_minute` deep; who is long unseen is forgotten."""

    def __init__(self, per_minute: int) -> None:
        self._depth = float(per_minute)
        self._rate = per_minute / 60
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str, at: float) -> float:
        """Take one; 0 when there was one, else the seconds until there is. `at`: seconds of a steady clock."""
        left, before = self._left.pop(caller, (self._depth, at))
        left = min(self._depth, left + (at - before) * self._rate)
        wait = 0.0 if left >= 1 else (1 - left) / self._rate
        self._left[caller] = (left if wait else left - 1, at)
        if len(self._left) > CALLERS_REMEMBERED:
            self._left.popitem(last=False)
        return wait


class Limits:
    """The middleware that refuses what is too much, before any work is done for it."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._by_caller = Buckets(settings.requests_per_minute)
        self._by_address = Buckets(settings.requests_per_minute * ADDRESS_FACTOR)
        self._most_bytes = settings.upload_mb * _MB
        self._most_mb = settings.upload_mb

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one request."""
        if scope["type"] != "http" or scope["path"] in UNLIMITED:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if wait := self._wait(scope, headers):
            refusal = TooManyRequestsError(seconds=int(wait) + 1)
            await domain_answer(Request(scope), refusal)(scope, receive, send)
            return
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > self._most_bytes:
            await domain_answer(Request(scope), TooLargeError(mb=self._most_mb))(scope, receive, send)
            return
        await self._app(scope, self._counted(receive), send)

    def _wait(self, scope: Scope, headers: Headers) -> float:
        at = time.monotonic()
        address = scope["client"][0] if scope.get("client") else ""
        credential = headers.get("authorization") or headers.get("cookie")
        caller = hashlib.sha256(credential.encode()).hexdigest() if credential else address
        return max(self._by_address.take(address, at), self._by_caller.take(caller, at))

    def _counted(self, receive: Receive) -> Receive:
        """A body without a length, or with a false one, is counted while it comes."""
        got = 0

        async def receive_counted() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > self._most_bytes:
                raise HTTPException(413)
            return message

        return receive_counted
