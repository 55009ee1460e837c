"""The queue of runs, kept by DBOS in the service's own database: a run and its place in the queue are stored together.

One database makes `enqueue` part of the caller's transaction, so there is never a run that nobody starts nor a job
without its run, and no outbox is needed.
"""

from typing import Final

from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer
from sqlalchemy import Engine
from sqlmodel import Session

from scheduler.database import Database
from scheduler.ids import RunId

NAME: Final = "dudao"
"""The owner of the jobs, should others share the job system's tables."""
QUEUE: Final = "runs"
WORKFLOW: Final = "run"
"""The name by which a job says what is to be done; see `scheduler.running.workflow`."""
JOBS_VERSION: Final = "1"
"""Of the way in which jobs are carried out, not of the package: raised when jobs of an older version could not be
carried on, which then need a worker of that version to end them."""
SCHEMA: Final = "dbos"
"""Of the job system's tables on PostgreSQL; on SQLite they stand beside ours."""


def serializer() -> DBOSPortableJSONSerializer:
    """Jobs are stored as JSON: readable, and nothing that is read back can run."""
    return DBOSPortableJSONSerializer()


def job_address(database: Database) -> str:
    """The database's address for the job system."""
    return database.url.render_as_string(hide_password=False)


def lay_job_tables(database: Database) -> None:
    """Create or bring up to date the job system's tables; part of every migration of the database."""
    DBOS.migrate(job_address(database), schema=SCHEMA)


def enqueue(db: Session, run_id: RunId) -> None:
    """Put a job for the run into the queue when the transaction of `db` is committed; the job has the run's own id."""
    bind = db.get_bind()
    client = DBOSClient(
        system_database_engine=bind if isinstance(bind, Engine) else bind.engine,
        dbos_system_schema=SCHEMA,
        serializer=serializer(),
        application_name=NAME,
        lazy=True,  # it only writes down what the transaction then inserts, and holds nothing open
    )
    client.enqueue_in_transaction(
        db,
        {"workflow_name": WORKFLOW, "queue_name": QUEUE, "workflow_id": run_id, "app_version": JOBS_VERSION},
        run_id,
    )
