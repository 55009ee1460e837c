"""The worker of a process: takes runs from the queue, carries on what dead workers left, and mends forgotten ones."""

import logging
import threading
from typing import Final

import structlog
from dbos import DBOS, DBOSConfig, WorkflowStatus
from sqlmodel import Session, col, select

from scheduler.database import Database
from scheduler.ids import RunId
from scheduler.models.runs import OVER, Run
from scheduler.replanning import steps as _replanning  # noqa: F401 - enters its kind of run
from scheduler.rows import locked
from scheduler.running import records
from scheduler.running.places import Place, take_place
from scheduler.running.queue import JOBS_VERSION, NAME, QUEUE, SCHEMA, enqueue, job_address, serializer
from scheduler.running.supervising import Watchdog
from scheduler.running.workflow import Workplace, set_workplace
from scheduler.settings import Settings

POLL_SECONDS: Final = 0.2
ROUND_SECONDS: Final = 2.0
"""So often it looks for dead workers and forgotten runs."""
CONNECTIONS: Final = 8
"""Of the job system, beside the service's own."""
ENDED: Final = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
log = structlog.get_logger(__name__)


class Jobs:
    """The running worker of this process; `stop` it before the database is closed."""

    def __init__(self, settings: Settings, database: Database, dog: Watchdog) -> None:
        """Start it. Raises WorkerRunsAlreadyError and StorageError."""
        self._settings, self._database, self._dog = settings, database, dog
        self._place: Place | None = None
        self._begin()
        self._stopping = threading.Event()
        self._rounds = threading.Thread(target=self._go_rounds, name="run-worker", daemon=True)
        self._rounds.start()

    @property
    def name(self) -> str:
        """The worker's name in the job system; empty while it has no place."""
        return "" if self._place is None else self._place.name

    def stop(self) -> None:
        """Stop working: searches are interrupted, and go on from their best plans when a worker takes them up again."""
        self._stopping.set()
        self._rounds.join()
        self._end()

    def _begin(self) -> None:
        place = take_place(self._database)
        try:
            set_workplace(Workplace(self._database, place.name, self._settings.run_seconds_most, self._dog))
            _log_with_the_rest()
            DBOS(config=_config(self._database, place))
            DBOS.launch()
            DBOS.register_queue(
                QUEUE,
                worker_concurrency=self._settings.runs_at_once,
                polling_interval_sec=POLL_SECONDS,
                on_conflict="always_update",
            )
        except BaseException:
            DBOS.destroy()
            set_workplace(None)
            place.leave()
            raise
        self._place = place
        log.info("worker-started", worker=place.name, runs_at_once=self._settings.runs_at_once)

    def _end(self) -> None:
        if self._place is None:
            return
        log.info("worker-stops", worker=self.name)
        DBOS.destroy()
        set_workplace(None)
        self._place.leave()
        self._place = None

    def _go_rounds(self) -> None:
        while not self._stopping.wait(ROUND_SECONDS):
            try:
                place = self._own_place()
                self._carry_on_for_the_dead(place)
                self._mend_forgotten_runs()
            except Exception as error:  # the database may be gone for a while; the next round tries again
                log.warning("worker-round-failed", worker=self.name, reason=str(error))

    def _own_place(self) -> Place:
        """Our place; when another worker has it now, leave all that was ours to that one, and begin anew elsewhere."""
        if self._place is None or not self._place.is_held():
            log.error("worker-place-lost", worker=self.name)
            self._end()
            self._begin()
        assert self._place is not None  # noqa: S101 - it has just begun
        return self._place

    def _carry_on_for_the_dead(self, place: Place) -> None:
        """Put what workers had begun that are dead now into the queue again, for whoever is free."""
        for name in {job.executor_id for job in _begun() if job.executor_id} - {place.name}:
            if place.try_other(name):
                try:
                    log.warning("worker-found-dead", worker=place.name, dead=name)
                    # Asked again, now that nobody else can: another one may have done it a moment ago.
                    for job in _begun(name):
                        DBOS.resume_workflow(job.workflow_id, queue_name=QUEUE)
                finally:
                    place.let_go(name)

    def _mend_forgotten_runs(self) -> None:
        """An open run whose job ended by itself has failed; one without a job (a restored backup) gets a new one."""
        with self._database.reading() as db:
            keys = db.exec(select(Run.id).where(col(Run.state).not_in(OVER))).all()
        if not keys:
            return
        jobs = {
            job.workflow_id: job
            for job in DBOS.list_workflows(workflow_ids=list(keys), load_input=False, load_output=False)
        }
        for key in keys:
            job = jobs.get(key)
            if job is None or job.status in ENDED:
                with self._database.unit_of_work() as db:
                    _mend(db, key, None if job is None else f"{job.status}: {job.error or ''}")


def start_jobs(settings: Settings, database: Database, *, dog: Watchdog | None = None) -> Jobs:
    """Start this process's worker; it works until it is stopped. The database has been migrated.

    Call it outside of any event loop (from a thread of its own in an async program): jobs get a loop of their own.
    Raises WorkerRunsAlreadyError for a second one at a SQLite file, and StorageError.
    """
    return Jobs(settings, database, dog or Watchdog())


def _begun(worker: str | None = None) -> list[WorkflowStatus]:
    """The jobs that some worker, or the one named, has begun and not ended."""
    return DBOS.list_workflows(status="PENDING", executor_id=worker, load_input=False, load_output=False)


def _mend(db: Session, run_id: str, ended: str | None) -> None:
    run = db.exec(locked(select(Run).where(Run.id == run_id))).one()
    if run.state.is_over:
        return
    if ended is None:
        enqueue(db, RunId(run.id))
    else:
        records.fail_run(db, run, "run-abandoned", ended)


def _log_with_the_rest() -> None:
    """Have what DBOS says logged and masked like everything else: it prints it itself unless somebody listens."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _config(database: Database, place: Place) -> DBOSConfig:
    return {
        "name": NAME,
        "system_database_url": job_address(database),
        "dbos_system_schema": SCHEMA,
        "sys_db_pool_size": CONNECTIONS,
        "serializer": serializer(),
        "executor_id": place.name,
        "application_version": JOBS_VERSION,
        # Nobody waits for messages or events of DBOS: progress has rows of its own.
        "use_listen_notify": False,
        "log_level": "WARNING",
    }
