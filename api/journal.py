"""Every request gets an id, a line in the log and a place in the figures; what nobody foresaw is recorded, answered."""

import re
import time
import uuid
from typing import Any, Final

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics
from api.problems import unexpected

REQUEST_ID: Final = "X-Request-ID"
NO_ROUTE: Final = "(none)"
UNLESS_SAID: Final = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
"""Headers of every answer that does not set them itself: what the API says is not for anybody's cache."""
_GOOD_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
_SECRET_PARAMETERS: Final = frozenset({"token", "secret"})
log = structlog.get_logger("dudao.requests")


class Journal:
    """The outermost middleware."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(Headers(scope=scope))
        scope.setdefault("state", {})["request_id"] = request_id
        status = 0
        started = time.perf_counter()

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[REQUEST_ID] = request_id
                for name, text in UNLESS_SAID.items():
                    headers.setdefault(name, text)
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id), self._metrics.under_way():
            try:
                await self._app(scope, receive, send_noted)
            except Exception:  # the edge of the service: recorded here, told without particulars
                log.exception("request failed", **_facts(scope))
                if status:
                    raise
                await unexpected(Request(scope))(scope, receive, send_noted)
            finally:
                seconds = time.perf_counter() - started
                self._metrics.note(scope["method"], _route(scope), status, seconds)
                log.info("request", **_facts(scope), status=status, milliseconds=round(seconds * 1000, 1))


def _request_id(headers: Headers) -> str:
    """The caller's own id when it is a sensible one, so that a request can be followed across services."""
    given = headers.get(REQUEST_ID, "")
    return given if _GOOD_ID.fullmatch(given) else uuid.uuid4().hex


def _route(scope: Scope) -> str:
    """The pattern of the address. A route knows its own part of it only; what stands before has no parameters."""
    route = scope.get("route")
    if route is None:
        return NO_ROUTE
    pattern = str(route.path)
    return str(scope["path"]).rsplit("/", pattern.count("/"))[0] + pattern


def _facts(scope: Scope) -> dict[str, Any]:
    """What a log line may say of a request: never its query, and of what was called only what is no secret."""
    named = scope.get("path_params", {})
    client = scope.get("client")
    return {
        "method": scope["method"],
        "route": _route(scope),
        "named": {name: value for name, value in named.items() if name not in _SECRET_PARAMETERS},
        "client": client[0] if client else None,
    }
