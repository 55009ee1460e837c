"""Every error has its status, every status is one that clients know, and the documentation names them."""

import importlib
import pkgutil
from http import HTTPStatus

from fastapi.testclient import TestClient

import scheduler
from api.problems import MEDIA_TYPE
from api.statuses import STATUS
from scheduler.errors import DomainError
from scheduler.operations.archive import ArchiveFaultyError
from scheduler.running.places import WorkerRunsAlreadyError
from scheduler.storage_errors import DatabaseUrlFaultyError, StorageError

NEVER_REACH_A_CLIENT = {ArchiveFaultyError, DatabaseUrlFaultyError, WorkerRunsAlreadyError}
"""The service does not start with them, or only a command of the operator meets them."""


def all_errors() -> set[type[Exception]]:
    for module in pkgutil.walk_packages(scheduler.__path__, "scheduler."):
        importlib.import_module(module.name)
    found: set[type[Exception]] = set()
    waiting: list[type[Exception]] = [DomainError, StorageError]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        found.update(kinds)
        waiting += kinds
    return {kind for kind in found if kind.__module__.startswith("scheduler.")}


def test_every_error_has_a_status_and_every_status_an_error() -> None:
    assert set(STATUS) == all_errors() - NEVER_REACH_A_CLIENT
    assert all(400 <= HTTPStatus(status) < 600 for status in STATUS.values())


def test_codes_are_unique() -> None:
    codes = [kind.code for kind in STATUS]
    assert len(codes) == len(set(codes))


def test_the_documentation_gives_errors_their_own_media_type(client: TestClient) -> None:
    responses = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/me"]["get"]["responses"]
    assert list(responses["200"]["content"]) == ["application/json"]
    assert list(responses["401"]["content"]) == [MEDIA_TYPE]
    assert responses["401"]["content"][MEDIA_TYPE]["schema"] == {"$ref": "#/components/schemas/Problem"}
    assert "not-signed-in" in responses["401"]["content"][MEDIA_TYPE]["examples"]


def test_a_body_that_is_no_text_is_told_so(client: TestClient) -> None:
    answer = client.post("/api/v1/sign-in", content=b"\xff\xfe{", headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable-body")
    assert answer.headers["content-type"] == MEDIA_TYPE
