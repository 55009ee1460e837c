"""Feeds as calendar programs fetch them: `/feeds/TOKEN.ics`, from prepared bytes, with everything HTTP offers for that.

A token's feed is looked up anew with every request, many requests at once, so that a revoked one ends at once in every
process; its text is prepared once per process, published change and day. Neither happens on the event loop.
"""

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Set
from typing import Final

import structlog
from fastapi import APIRouter, FastAPI, Request, Response
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool

from api.coalescing import Coalescer
from api.problems import domain_answer
from calendars.compression import wants_gzip
from calendars.revalidation import http_date, is_not_modified
from scheduler.clock import now, today
from scheduler.database import Database
from scheduler.errors import DomainError
from scheduler.feeds.errors import FeedRevokedError, FeedUnknownError
from scheduler.feeds.serving import LONGEST_CLIENT, FoundFeed, PreparedFeed, feeds_of_tokens, note_fetch, prepare_feed
from scheduler.settings import Settings
from scheduler.storage_errors import StorageError

EVENT_PAGE: Final = "/events/"
"""Where the pages show one event, behind the sign-in; its key is added."""
LONGEST_TOKEN: Final = 64
PREPARED_BYTES: Final = 64 * 1024 * 1024
"""So much prepared text is kept per process; what was not asked for longest goes first."""
MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
PRIVATE: Final = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}

log = structlog.get_logger("dudao.feeds")
router = APIRouter(include_in_schema=False)
PreparedKey = tuple[str, str, dt.date]


class FeedDesk:
    """What a process knows of feeds: whose a token is right now, and the texts it prepared."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._database = database
        self._event_link = settings.link(EVENT_PAGE)
        self._found: Coalescer[str, FoundFeed] = Coalescer(self._look_up)
        self._prepared: OrderedDict[PreparedKey, PreparedFeed] = OrderedDict()
        self._prepared_bytes = 0
        self._lock = threading.Lock()

    async def find(self, token: str) -> FoundFeed:
        """The feed of a token. Raises FeedUnknownError and FeedRevokedError."""
        found = await self._found.get(token) if token.isascii() and len(token) <= LONGEST_TOKEN else None
        if found is None:
            raise FeedUnknownError
        if found.is_ended:
            raise FeedRevokedError
        return found

    async def prepared(self, found: FoundFeed) -> PreparedFeed:
        """The text of a feed today."""
        key = (found.feed.id, found.version, today())
        with self._lock:
            if (ready := self._prepared.get(key)) is not None:
                self._prepared.move_to_end(key)
                return ready
        return await run_in_threadpool(self._prepare, key, found)

    def note(self, found: FoundFeed, client: str) -> None:
        """Write down a fetch, after it was answered."""
        try:
            with self._database.unit_of_work() as db:
                note_fetch(db, feed_id=found.feed.id, client=client, at=now())
        except StorageError as error:
            # With a full disk calendars can still be read; the note is made with a later fetch.
            log.warning("fetch of a feed not noted", code=error.code, feed_id=found.feed.id)

    def _look_up(self, tokens: Set[str]) -> dict[str, FoundFeed]:
        with self._database.reading() as db:
            return feeds_of_tokens(db, tokens)

    def _prepare(self, key: PreparedKey, found: FoundFeed) -> PreparedFeed:
        with self._database.reading() as db:
            prepared = prepare_feed(db, found, today=key[2], event_link=self._event_link)
        with self._lock:
            if key not in self._prepared:
                self._prepared[key] = prepared
                self._prepared_bytes += prepared.size
            while self._prepared_bytes > PREPARED_BYTES and len(self._prepared) > 1:
                self._prepared_bytes -= self._prepared.popitem(last=False)[1].size
        return prepared


def install_feed_files(app: FastAPI, settings: Settings, database: Database) -> None:
    """Let the app serve feeds."""
    app.state.feed_desk = FeedDesk(settings, database)
    app.include_router(router)


@router.api_route("/feeds/{token}.ics", methods=["GET", "HEAD"])
async def feed_file(request: Request) -> Response:
    """One feed; 304 for who has it already, 404 or 410 for who has no business with it, never a page."""
    desk: FeedDesk = request.app.state.feed_desk
    try:
        found = await desk.find(request.path_params["token"])
    except DomainError as error:
        return refusal(request, error)
    response = _answer(request, found, await desk.prepared(found))
    client = request.headers.get("user-agent", "")[:LONGEST_CLIENT]
    if request.method == "GET" and found.note_is_due(client, now()):
        response.background = BackgroundTask(desk.note, found, client)
    return response


def refusal(request: Request, error: DomainError) -> Response:
    """Say that there is no such feed, to be kept by nobody."""
    response = domain_answer(request, error)
    response.headers.update({**PRIVATE, "Cache-Control": "no-store"})
    return response


def _answer(request: Request, found: FoundFeed, prepared: PreparedFeed) -> Response:
    headers = {
        **PRIVATE,
        "ETag": prepared.etag,
        "Last-Modified": http_date(found.last_modified),
        "Cache-Control": "private, no-cache",
        "Vary": "Accept-Encoding",
    }
    if is_not_modified(
        if_none_match=request.headers.get("if-none-match"),
        if_modified_since=request.headers.get("if-modified-since"),
        etag=prepared.etag,
        last_modified=found.last_modified,
    ):
        return Response(status_code=304, headers=headers)
    content = prepared.body
    if wants_gzip(request.headers.get("accept-encoding")):
        content, headers["Content-Encoding"] = prepared.zipped, "gzip"
    disposition = "attachment" if "download" in request.query_params else "inline"
    headers |= {
        "Content-Type": MEDIA_TYPE,
        "Content-Length": str(len(content)),
        "Content-Disposition": f'{disposition}; filename="dudao-{found.feed.kind.value}.ics"',
    }
    return Response(b"" if request.method == "HEAD" else content, headers=headers)
