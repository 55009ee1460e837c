"""Two people at the same moment, on real connections: one wins, the other is told, and nothing is lost or twice."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, col, select

from scheduler.database import Database
from scheduler.drafts.commands import Edit, EditKind
from scheduler.drafts.service import edit_draft, refresh_draft
from scheduler.errors import ChangedMeanwhileError
from scheduler.ids import DraftId, ReleaseId
from scheduler.models.feeds import FeedEventRow
from scheduler.models.planning import Draft, DraftEdit, DraftOrigin
from scheduler.models.releases import Notice, Release, ReleaseEvent
from scheduler.models.terms import Term
from scheduler.publishing.cautions import WORDINGS
from scheduler.publishing.commands import Restoration
from scheduler.publishing.errors import ReleasedMeanwhileError
from scheduler.publishing.service import publish_draft, restore_release
from tests.at_once import at_once
from tests.scheduler.drafts.terms import DueTerm, a_draft, a_due_term, plan_all


@pytest.fixture
def due(database: Database) -> DueTerm:
    with database.unit_of_work() as db:
        return a_due_term(db)


def drafted(database: Database, due: DueTerm, count: int) -> list[tuple[DraftId, int]]:
    """Keys and versions of equal drafts."""
    with database.unit_of_work() as db:
        draft = a_draft(db, due)
        plan_all(db, due, draft)
        copies = [a_draft(db, due, origin=DraftOrigin.COPY, origin_id=draft.id) for _ in range(count - 1)]
        return [(DraftId(row.id), row.version) for row in (draft, *copies)]


def publishing(due: DueTerm, draft_id: DraftId, version: int) -> Callable[[Session], object]:
    return lambda db: publish_draft(
        db, actor=due.city.actor, draft_id=draft_id, version=version, acknowledged_warnings=list(WORDINGS)
    )


def releases(database: Database) -> list[Release]:
    with database.reading() as db:
        return list(db.exec(select(Release).order_by(col(Release.number))))


def test_of_two_releases_of_different_drafts_one_wins(database: Database, due: DueTerm) -> None:
    drafts = drafted(database, due, 4)
    said = at_once(database, *(publishing(due, *draft) for draft in drafts))
    assert said == ["done", *[ReleasedMeanwhileError.code] * 3]
    (release,) = releases(database)
    with database.reading() as db:
        term = db.exec(select(Term)).one()
        events = db.exec(select(ReleaseEvent)).all()
        assert term.current_release_id == release.id
        assert {event.release_id for event in events} == {release.id}
        assert len(db.exec(select(FeedEventRow)).all()) == len(events)
        assert {notice.release_id for notice in db.exec(select(Notice))} == {release.id}


def test_the_same_draft_is_published_once(database: Database, due: DueTerm) -> None:
    (draft,) = drafted(database, due, 1)
    said = at_once(database, *[publishing(due, *draft)] * 3)
    assert said == [ChangedMeanwhileError.code, ChangedMeanwhileError.code, "done"]
    assert [release.number for release in releases(database)] == [1]


def test_numbers_have_no_gaps_however_often_somebody_loses(database: Database, due: DueTerm) -> None:
    keys = [draft_id for draft_id, _ in drafted(database, due, 3)]
    for _ in range(3):
        with database.unit_of_work() as db:
            versions = {row.id: row.version for row in db.exec(select(Draft))}
            for key in keys:
                refresh_draft(db, actor=due.city.actor, draft_id=key, version=versions[key])
            drafts = [(key, db.get(Draft, key)) for key in keys]
        at_once(database, *(publishing(due, key, draft.version) for key, draft in drafts if draft is not None))
    assert [release.number for release in releases(database)] == [1, 2, 3]
    before = [None, *(release.id for release in releases(database))]
    assert [release.previous_id for release in releases(database)] == before[:3]


def test_a_restored_release_and_a_new_one_do_not_both_win(database: Database, due: DueTerm) -> None:
    ((draft_id, version),) = drafted(database, due, 1)
    assert at_once(database, publishing(due, draft_id, version)) == ["done"]
    (first,) = releases(database)
    asked = Restoration(current_release_id=first.id, acknowledged_warnings=list(WORDINGS))

    def restore(db: Session) -> object:
        return restore_release(db, actor=due.city.actor, release_id=ReleaseId(first.id), asked=asked)

    said = at_once(database, publishing(due, draft_id, version + 1), restore)
    assert said in (["changed-meanwhile", "done"], ["done", "released-meanwhile"])
    assert len(releases(database)) == 2


def test_of_two_planners_editing_one_wins_and_no_edit_is_lost(database: Database, due: DueTerm) -> None:
    ((draft_id, version),) = drafted(database, due, 1)

    def move(slot: int) -> Callable[[Session], object]:
        edit = Edit(kind=EditKind.MOVE, key=due.pair_key(1), slot=due.slots[slot])
        return lambda db: edit_draft(db, actor=due.city.actor, draft_id=draft_id, edit=edit, version=version)

    said = at_once(database, move(7), move(9), move(11))
    assert said == ["changed-meanwhile", "changed-meanwhile", "done"]
    with database.reading() as db:
        draft = db.get(Draft, draft_id)
        assert draft is not None
        assert draft.version == version + 1
        newest = db.exec(select(DraftEdit).order_by(col(DraftEdit.number).desc())).first()
    assert newest is not None
    assert newest.after is not None
    kept = newest.after["placings"][due.pair_key(1)]
    row = next(row for row in draft.plan["visits"] if row["engagement"] == due.pair.id and row["index"] == 1)
    slot = due.slots[row["slot"]]
    assert (kept["date"], kept["start"]) == (slot.date.isoformat(), slot.start)
