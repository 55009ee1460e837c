"""What an operator's tools ask: does the process live, can it serve, its figures; and the journal and the limits."""

import hmac
from importlib.metadata import version
from typing import Literal

from fastapi import APIRouter, FastAPI, Request, Response
from pydantic import BaseModel

from api.dependencies import AppDatabase, AppSettings
from api.journal import Journal
from api.limits import Limits
from api.metrics import Metrics
from api.problems import documented
from migrations.running import current, newest
from scheduler.database import Database
from scheduler.errors import NotSignedInError
from scheduler.operations.condition import answers
from scheduler.settings import Settings
from scheduler.storage_errors import StorageError

HERE = frozenset({"127.0.0.1", "::1"})
router = APIRouter(tags=["operations"])


class Health(BaseModel):
    """The process lives."""

    status: Literal["ok"] = "ok"
    version: str


class Readiness(BaseModel):
    """Whether requests can be served; a check that failed says why by its code."""

    ready: bool
    checks: dict[str, str]


@router.get("/health")
async def health() -> Health:
    """Whether the process lives; asks nothing of the database."""
    return Health(version=version("dudao"))


@router.get("/ready", responses={503: {"model": Readiness, "description": "not now"}})
def ready(database: AppDatabase, response: Response) -> Readiness:
    """Whether the database answers and has the tables that this version works with."""
    checks = {"database": _database_check(database)}
    checks["tables"] = _tables_check(database) if checks["database"] == "ok" else "unknown"
    is_ready = set(checks.values()) == {"ok"}
    response.status_code = 200 if is_ready else 503
    return Readiness(ready=is_ready, checks=checks)


@router.get(
    "/metrics",
    response_class=Response,
    responses={**documented(NotSignedInError), 200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def metrics(request: Request, settings: AppSettings) -> Response:
    """Prometheus' text format; from this machine, or with the bearer token that is set for it."""
    token = settings.metrics_token.get_secret_value()
    given = request.headers.get("authorization", "")
    allowed = (
        hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
        if token
        else request.client is not None and request.client.host in HERE
    )
    if not allowed:
        raise NotSignedInError
    figures: Metrics = request.app.state.metrics
    return Response(figures.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


def install_operations(app: FastAPI, settings: Settings, database: Database) -> None:
    """Give the app its health, figures, journal and limits; to be called before it serves."""
    app.state.metrics = Metrics(database)
    app.include_router(router)
    # The last one added is the outermost.
    app.add_middleware(Limits, settings=settings)
    app.add_middleware(Journal, metrics=app.state.metrics)


def _database_check(database: Database) -> str:
    try:
        answers(database)
    except StorageError as error:
        return error.code
    return "ok"


def _tables_check(database: Database) -> str:
    return "ok" if current(database) == newest() else "migration-missing"
