"""A term before it begins, and a draft of it in which all is planned."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import Session

from scheduler.clock import CHINA, stopped_at
from scheduler.ids import DraftId
from scheduler.models.planning import Draft
from scheduler.models.releases import Release
from scheduler.publishing.service import publish_draft
from tests.scheduler.drafts.terms import DueTerm, a_draft, a_due_term, plan_all
from tests.term_builders import MONDAY

BEFORE_TERM = dt.datetime.combine(MONDAY - dt.timedelta(days=30), dt.time(12), CHINA)


@pytest.fixture(autouse=True)
def _before_the_term() -> Iterator[None]:
    with stopped_at(BEFORE_TERM):
        yield


@pytest.fixture
def due(db: Session) -> DueTerm:
    return a_due_term(db)


@pytest.fixture
def draft(db: Session, due: DueTerm) -> Draft:
    made = a_draft(db, due)
    plan_all(db, due, made)
    return made


def publish(db: Session, due: DueTerm, draft: Draft, *warnings: str, **given: Any) -> Release:
    """Publish a draft in the version it has, by the system unless another actor is given."""
    return publish_draft(
        db,
        actor=given.pop("actor", due.city.actor),
        draft_id=DraftId(draft.id),
        version=given.pop("version", draft.version),
        acknowledged_warnings=list(warnings),
        **given,
    )
