"""A planner with a tiny problem, and a worker to run it: in this process, or in one of its own that can be killed."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from dbos import DBOS
from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.database import Database
from scheduler.ids import AccountId, AssociationId, RunId
from scheduler.models.accounts import Role
from scheduler.models.runs import Run, RunPlan
from scheduler.running.commands import SearchAsked
from scheduler.running.queries import plans_of_run
from scheduler.running.service import cancel_run, finish_run, submit_solve
from scheduler.running.supervising import Watchdog
from scheduler.running.worker import Jobs, start_jobs
from scheduler.settings import Settings
from tests.builders import an_account, an_association
from tests.databases import NEEDS_POSIX
from tests.solver.builders import tiny_problem

if sys.platform != "linux":
    collect_ignore = ["test_faults.py", "test_life.py", "test_workers.py"]  # they look at processes the Linux way
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what does not depend on the database."""
only_postgresql = pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=NEEDS_POSIX)], indirect=True
)
PATIENCE_SECONDS = 120
"""A machine that is busy with other tests takes its time; no test passes because of it."""


@dataclass
class Desk:
    """A planner's desk: runs are asked for, steered and looked at, each in its own unit of work."""

    database: Database
    settings: Settings
    actor: Actor

    def submit(self, **asked: Any) -> RunId:
        with self.database.unit_of_work() as db:
            return self.submit_in(db, **asked)

    def submit_in(self, db: Session, key: str | None = None, **asked: Any) -> RunId:
        run = submit_solve(
            db,
            actor=self.actor,
            settings=self.settings,
            problem=json.dumps(tiny_problem()).encode(),
            asked=SearchAsked(**asked),
            key=key,
        )
        return RunId(run.id)

    def finish(self, run_id: RunId) -> None:
        with self.database.unit_of_work() as db:
            finish_run(db, actor=self.actor, run_id=run_id)

    def cancel(self, run_id: RunId) -> None:
        with self.database.unit_of_work() as db:
            cancel_run(db, actor=self.actor, run_id=run_id)

    def look(self, run_id: RunId) -> Run:
        with self.database.reading() as db:
            run = db.get(Run, run_id)
            assert run is not None
            return run

    def wait(self, run_id: RunId, until: Callable[[Run], object]) -> Run:
        return eventually(lambda: self.look(run_id), until)


def eventually(look: Callable[[], Any], until: Callable[[Any], object] = bool) -> Any:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not until(found := look()):
        assert time.monotonic() < deadline, f"waited in vain: {found!r}"
        time.sleep(0.05)
    return found


def settings_for(database: Database) -> Settings:
    return Settings(
        database_url=database.url.render_as_string(False),
        run_workers=2,
        queue_length=3,
    )


def a_desk(database: Database, settings: Settings) -> Desk:
    with database.unit_of_work() as db:
        association = an_association(db)
        account = an_account(db, association, Role.PLANNER)
    actor = Actor(AssociationId(association.id), Role.PLANNER, AccountId(account.id), "planner")
    return Desk(database, settings, actor)


@pytest.fixture
def desk(database: Database) -> Desk:
    return a_desk(database, settings_for(database))


@contextmanager
def working(desk: Desk, dog: Watchdog | None = None) -> Iterator[Jobs]:
    """A worker in this process."""
    jobs = start_jobs(desk.settings, desk.database, dog=dog)
    try:
        yield jobs
    finally:
        jobs.stop()


class DoomedWorker:
    """A worker in a process of its own; `kill` is a kill -9. With `die_at` it kills itself: see `doomed.py`."""

    def __init__(self, database: Database, die_at: str = "never") -> None:
        root = Path(__file__).parents[3]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.scheduler.running.doomed", database.url.render_as_string(False), die_at],
            cwd=root,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert "ready\n" in iter(self._process.stdout.readline, "")

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        self._process.kill()
        self.wait_for_death()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()

    def wait_for_death(self) -> None:
        assert self._process.wait(PATIENCE_SECONDS) == -signal.SIGKILL


@pytest.fixture
def doomed_worker(database: Database) -> Iterator[Callable[..., DoomedWorker]]:
    """Starts workers in processes of their own, all of which are gone after the test."""
    with ExitStack() as started:

        def start(die_at: str = "never") -> DoomedWorker:
            worker = DoomedWorker(database, die_at)
            started.callback(worker.end)
            return worker

        yield start


def plans_of(desk: Desk, run_id: RunId) -> Sequence[RunPlan]:
    with desk.database.reading() as db:
        return plans_of_run(db, actor=desk.actor, run_id=run_id)


def job_is_done(run_id: RunId) -> bool:
    """Whether the job system, too, is through with the run; a worker of this process must be up."""
    job = DBOS.get_workflow_status(run_id)
    return job is not None and job.status == "SUCCESS"


def child_of(parent: int) -> int:
    """The process id of the child that searches for a worker, once there is one."""
    child: int = eventually(lambda: children(parent))[0]
    return child


def children(parent: int) -> list[int]:
    """The searching children of a process."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status, command = (folder / "stat").read_text(), (folder / "cmdline").read_text()
        except OSError:
            continue
        if "scheduler.running.child" in command and int(status.rpartition(")")[2].split()[1]) == parent:
            found.append(int(folder.name))
    return found
