"""Workers: one at a SQLite file, many at a PostgreSQL, and what becomes of the runs of those that are gone."""

import os
import time
from collections.abc import Callable

import pytest
from dbos import DBOS
from sqlalchemy import text

from scheduler.database import open_database
from scheduler.models.runs import RunState
from scheduler.running.places import LOCK_SPACE, WorkerRunsAlreadyError, take_place
from scheduler.running.worker import start_jobs
from scheduler.storage_errors import DatabaseGoneError
from tests.databases import NEEDS_POSIX, create_tables
from tests.scheduler.running.conftest import (
    Desk,
    DoomedWorker,
    a_desk,
    child_of,
    children,
    eventually,
    only_postgresql,
    only_sqlite,
    plans_of,
    settings_for,
    working,
)

CUT_OFF = """
SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON pg_locks.database = pg_database.oid
WHERE locktype = 'advisory' AND classid = :space AND objid = 1 AND datname = current_database()
"""
DoomedWorkers = Callable[..., DoomedWorker]


@only_sqlite
def test_a_second_worker_at_a_sqlite_file_is_refused(desk: Desk) -> None:
    with working(desk), pytest.raises(WorkerRunsAlreadyError):
        take_place(desk.database)
    take_place(desk.database).leave()


@only_postgresql
def test_each_worker_has_a_place_of_its_own_and_the_first_free_one_is_taken(desk: Desk) -> None:
    places = [take_place(desk.database) for _ in range(3)]
    assert [place.name for place in places] == ["worker-1", "worker-2", "worker-3"]
    assert not places[0].try_other("worker-2")
    places[1].leave()
    assert places[0].try_other("worker-2")
    assert not places[2].try_other("worker-2")
    places[0].let_go("worker-2")
    assert take_place(desk.database).name == "worker-2"
    for place in places:
        place.leave()


@only_postgresql
def test_a_dead_workers_run_is_carried_on_by_a_living_one(desk: Desk, doomed_worker: DoomedWorkers) -> None:
    dead = doomed_worker()
    run_id = desk.submit(seconds=600)
    eventually(lambda: plans_of(desk, run_id))
    with working(desk) as living:
        assert living.name == "worker-2"
        assert desk.look(run_id).executor == "worker-1"
        dead.kill()
        run = desk.wait(run_id, lambda run: run.attempt == 2)
        assert run.executor == "worker-2"
        desk.finish(run_id)
        assert desk.wait(run_id, lambda run: run.state.is_over).state is RunState.COMPLETED


@only_postgresql
def test_a_worker_whose_place_was_taken_moves_to_another(desk: Desk) -> None:
    run_id = desk.submit(seconds=600)
    with working(desk) as jobs:
        child = child_of(os.getpid())
        thief = desk.database.engine.connect()
        with desk.database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as admin:
            admin.execute(text(CUT_OFF), {"space": LOCK_SPACE})
            thief.execute(text("SELECT pg_advisory_lock(:space, 1)"), {"space": LOCK_SPACE})
        eventually(lambda: jobs.name == "worker-2")
        thief.invalidate()
        thief.close()
        run = desk.wait(run_id, lambda run: run.attempt == 2)
        assert run.executor == "worker-2"
        assert child not in children(os.getpid())
        desk.finish(run_id)
        assert desk.wait(run_id, lambda run: run.state.is_over).state is RunState.COMPLETED


def test_a_run_whose_job_was_given_up_has_failed_and_one_without_a_job_gets_one(desk: Desk) -> None:
    given_up = desk.submit(seconds=600)
    with working(desk):
        desk.wait(given_up, lambda run: run.first_plan_at)
        DBOS.cancel_workflow(given_up)
        run = desk.wait(given_up, lambda run: run.state.is_over)
        assert (run.state, run.error_code) == (RunState.FAILED, "run-abandoned")
        eventually(lambda: not children(os.getpid()))
    restored = desk.submit(rounds=1)
    with desk.database.engine.begin() as connection:
        jobs = "workflow_status" if desk.database.is_sqlite else "dbos.workflow_status"
        connection.execute(text(f"DELETE FROM {jobs} WHERE workflow_uuid = :id"), {"id": restored})  # noqa: S608
    with working(desk):
        assert desk.wait(restored, lambda run: run.state.is_over).state is RunState.COMPLETED


def test_a_worker_that_cannot_start_leaves_its_place(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DBOS, "launch", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        start_jobs(desk.settings, desk.database)
    monkeypatch.undo()
    with working(desk):
        pass


@NEEDS_POSIX
def test_a_run_outlives_its_database_going_away_for_a_while() -> None:
    from tests.postgresql import PostgresServer

    server = PostgresServer.lay()
    try:
        server.start()
        create_tables(server.url("postgres"))
        database = open_database(server.url("postgres"))
        desk = a_desk(database, settings_for(database))
        run_id = desk.submit(seconds=600)
        with working(desk):
            eventually(lambda: plans_of(desk, run_id))
            server.stop()
            with pytest.raises(DatabaseGoneError):
                desk.look(run_id)
            time.sleep(3)  # long enough for the worker to miss its place and its progress
            server.start()
            desk.finish(run_id)
            run = desk.wait(run_id, lambda run: run.state.is_over)
        assert (run.state, run.attempt) == (RunState.COMPLETED, 1)  # the search itself never noticed
        database.close()
    finally:
        server.remove()
