"""A process killed at any boundary of publishing leaves all of a release or nothing of it, and the next goes on."""

import multiprocessing
import os
import signal
import sys
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, select

from scheduler.database import Database, open_database
from scheduler.drafts import keeping
from scheduler.errors import ChangedMeanwhileError
from scheduler.ids import DraftId
from scheduler.models.associations import AuditEntry
from scheduler.models.feeds import FeedEventRow
from scheduler.models.planning import Draft
from scheduler.models.releases import EventParty, Notice, OutboxMessage, Release, ReleaseEvent
from scheduler.models.terms import Term
from scheduler.publishing import service
from scheduler.publishing.service import publish_draft
from tests.scheduler.drafts.terms import DueTerm, a_draft, a_due_term, plan_all

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed the POSIX way")
BEFORE = ("add", "store_events", "record_release", "store_notices", "_bring_to_release")
"""Steps of `scheduler.publishing.service`, in their order; the process is killed as it begins one."""
CAUSED: tuple[type[SQLModel], ...] = (Release, ReleaseEvent, EventParty, FeedEventRow, Notice, OutboxMessage)


@pytest.fixture
def due(database: Database) -> DueTerm:
    with database.unit_of_work() as db:
        due = a_due_term(db)
        due.city.association.notice_channels = ["json://127.0.0.1:9/all"]
        plan_all(db, due, a_draft(db, due))
        return due


def publish(db: Session, due: DueTerm) -> Release:
    draft = db.exec(select(Draft)).one()
    return publish_draft(db, actor=due.city.actor, draft_id=DraftId(draft.id), version=6)


def publish_and_die(url: str, due: DueTerm, step: str) -> None:
    """In a process of its own: publish, and be killed at a step, before the commit, or after it."""

    def die(*_: Any, **__: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if step in BEFORE:
        setattr(service, step, die)
    if step == "last row":
        keeping.changing = die  # type: ignore[assignment]
    database = open_database(url)
    with database.unit_of_work() as db:
        publish(db, due)
        if step == "commit":
            die()
    die()


def killed_at(url: str, due: DueTerm, step: str) -> None:
    process = multiprocessing.get_context("fork").Process(target=publish_and_die, args=(url, due, step))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


def found(database: Database) -> dict[str, int]:
    with database.reading() as db:
        return {str(table.__tablename__): len(db.exec(select(table)).all()) for table in CAUSED}


@pytest.mark.parametrize("step", [*BEFORE, "last row", "commit"])
def test_killed_before_the_end_nothing_is_published_and_the_next_try_does_it_once(
    database: Database, database_url: str, due: DueTerm, step: str
) -> None:
    killed_at(database_url, due, step)
    assert set(found(database).values()) == {0}
    with database.reading() as db:
        assert db.exec(select(Term)).one().current_release_id is None
        assert db.exec(select(Draft)).one().version == 6
        assert db.exec(select(AuditEntry).where(AuditEntry.action == "release.published")).all() == []
    with database.unit_of_work() as db:
        assert publish(db, due).number == 1
    once = found(database)
    assert (once["release"], once["release_event"], once["notice"], once["outbox_message"]) == (1, 5, 4, 1)


def test_killed_after_the_end_all_is_published_and_not_again(
    database: Database, database_url: str, due: DueTerm
) -> None:
    killed_at(database_url, due, "after the end")
    once = found(database)
    assert (once["release"], once["release_event"], once["notice"], once["outbox_message"]) == (1, 5, 4, 1)
    with pytest.raises(ChangedMeanwhileError), database.unit_of_work() as db:
        publish(db, due)
    assert found(database) == once
