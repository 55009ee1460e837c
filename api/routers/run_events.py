"""The events of a run as a stream (server-sent events): all of its progress, or from where a client was cut off."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Header
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.dependencies import AppDatabase, SolvingActor
from api.problems import documented
from api.routers.runs import ProgressOut
from scheduler.database import Database
from scheduler.errors import NotFoundError
from scheduler.ids import RunId
from scheduler.models.runs import RunProgress
from scheduler.running.queries import progress_after, run_standing
from scheduler.storage_errors import StorageError

LOOK_SECONDS: Final = 0.25
STREAM_SECONDS: Final = 600.0
"""After so long a stream ends and the client comes again by itself; whoever was signed out meanwhile is not let in."""
RETRY_MILLISECONDS: Final = 1000
router = APIRouter(tags=["runs"])


def _place(
    database: AppDatabase,
    actor: SolvingActor,
    run_id: str,
    last_event_id: Annotated[int, Header(alias="Last-Event-ID", ge=0, description="The last event you got.")] = 0,
) -> int:
    """The number of the last event the client got. It is checked before the stream begins that there is such a run.

    A client that got the last one is told it again, and so knows that it was the last.
    """
    with database.reading() as db:
        standing = run_standing(db, actor=actor, run_id=RunId(run_id))
    newest = standing.run.progress_number
    return min(last_event_id, newest - 1) if standing.run.state.is_over else last_event_id


@router.get("/runs/{run_id}/events", response_class=EventSourceResponse, responses=documented(NotFoundError))
async def events(
    database: AppDatabase, run_id: str, place: Annotated[int, Depends(_place)]
) -> AsyncIterator[ServerSentEvent]:
    """Each `progress` as it comes, then `end` when the run is over; with `Last-Event-ID`, those after it."""
    until = time.monotonic() + STREAM_SECONDS
    while time.monotonic() < until:
        try:
            rows = await run_in_threadpool(_after, database, RunId(run_id), place)
        except StorageError:
            return  # the client comes again, and is then told what is wrong
        for row in rows:
            place = row.number
            yield ServerSentEvent(
                event="end" if row.state.is_over else "progress",
                id=str(row.number),
                data=ProgressOut.model_validate(row),
                retry=RETRY_MILLISECONDS,
            )
            if row.state.is_over:
                return
        await asyncio.sleep(LOOK_SECONDS)


def _after(database: Database, run_id: RunId, place: int) -> Sequence[RunProgress]:
    with database.reading() as db:
        return progress_after(db, run_id, place)
