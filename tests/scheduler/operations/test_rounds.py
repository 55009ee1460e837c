"""Chores are done while the process works; one that fails does not keep the others from being done."""

import threading

import pytest

from scheduler.database import Database
from scheduler.operations.rounds import CHORES, Chore, IsOver, rounds
from scheduler.storage_errors import DatabaseGoneError

WAIT_SECONDS = 20


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("error", [DatabaseGoneError(), RuntimeError("a fault")])
def test_a_chore_that_fails_is_tried_again_and_holds_up_no_other(database: Database, error: Exception) -> None:
    tried, done = [], threading.Event()

    def fail(_database: Database, _is_over: IsOver) -> None:
        tried.append(1)
        raise error

    def work(_database: Database, _is_over: IsOver) -> None:
        if len(tried) > 1:
            done.set()

    with rounds(database, (Chore("fails", 0.01, fail), Chore("works", 0.01, work))):
        assert done.wait(WAIT_SECONDS)


def test_the_chores_can_be_done_when_there_is_nothing_to_do(database: Database) -> None:
    for chore in CHORES:
        chore.work(database, lambda: False)
