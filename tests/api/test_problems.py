"""Every error has its status, every status is one that clients know, and the documentation names them."""

import importlib
import pkgutil
from http import HTTPStatus

import scheduler
from api.problems import STATUS
from scheduler.errors import DomainError
from scheduler.running.places import WorkerRunsAlreadyError
from scheduler.storage_errors import DatabaseUrlFaultyError, StorageError

NEVER_REACH_A_CLIENT = {DatabaseUrlFaultyError, WorkerRunsAlreadyError}
"""The service does not start with them."""


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
    assert all(HTTPStatus(status).is_client_error or HTTPStatus(status).is_server_error for status in STATUS.values())


def test_codes_are_unique() -> None:
    codes = [kind.code for kind in STATUS]
    assert len(codes) == len(set(codes))
