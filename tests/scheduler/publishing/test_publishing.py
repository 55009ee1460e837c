"""A draft becomes a release, through a gate, in one transaction, with its events, its differences and its notices."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from sqlmodel import Session, col, delete, select, update

from scheduler.clock import CHINA, stopped_at
from scheduler.comparing.difference import ChangeKind
from scheduler.drafts.commands import EditKind
from scheduler.errors import ChangedMeanwhileError
from scheduler.ids import ReleaseId
from scheduler.models.camp import Enrolment
from scheduler.models.feeds import FeedEventRow
from scheduler.models.people import Half, Supervisor
from scheduler.models.planning import Draft
from scheduler.models.releases import (
    EventKind,
    EventParty,
    Notice,
    PartyKind,
    PublishedRowChangedError,
    Release,
    ReleaseEvent,
)
from scheduler.models.terms import Meeting, Term
from scheduler.planning import meeting_key
from scheduler.publishing.commands import Restoration
from scheduler.publishing.errors import (
    WarningsOpenError,
)
from scheduler.publishing.queries import loads_of
from scheduler.publishing.service import restore_release
from tests.builders import a_trainee
from tests.scheduler.drafts.terms import DueTerm, do
from tests.scheduler.publishing.conftest import BEFORE_TERM, publish
from tests.term_builders import MONDAY

MOVE, HAND_OVER, DROP, ADD, LOCK, UNLOCK = EditKind


def kinds(release: Release) -> dict[str, str]:
    return {change["key"]: change["kind"] for change in release.changes}


def told(db: Session, release: Release) -> dict[str, list[str]]:
    notices = db.exec(select(Notice).where(Notice.release_id == release.id)).all()
    return {notice.party_id: [change["kind"] for change in notice.changes] for notice in notices}


def test_the_first_release_holds_all_and_tells_everybody(db: Session, due: DueTerm, draft: Draft) -> None:
    release = publish(db, due, draft, comment="第一版")
    assert (release.number, release.previous_id, release.comment) == (1, None, "第一版")
    term = db.get(Term, due.city.term.id)
    assert term is not None
    assert term.current_release_id == release.id
    assert set(kinds(release).values()) == {"new"}
    events = db.exec(select(ReleaseEvent).where(ReleaseEvent.release_id == release.id)).all()
    assert {event.key for event in events} == set(kinds(release))
    visit = next(event for event in events if event.key == due.pair_key(0))
    assert (visit.kind, visit.scheme, visit.date, visit.start) == (EventKind.VISIT, "pair", MONDAY, "08:30")
    assert (visit.station_id, visit.place) == (due.city.stations[0].id, due.city.stations[0].name)
    assert visit.title == f"“1+1”结对 {due.city.stations[0].name}（第1次）"
    parties = db.exec(select(EventParty).where(EventParty.event_id == visit.id)).all()
    assert {(party.party_id, party.name) for party in parties} == {
        (due.city.stations[0].id, due.city.stations[0].name),
        (due.people[0], due.city.supervisors[0].name),
    }
    assert set(told(db, release)) == {*due.people, *(station.id for station in due.city.stations)}
    rows = db.exec(select(FeedEventRow).where(FeedEventRow.term_id == due.city.term.id)).all()
    assert {row.key for row in rows} == set(kinds(release))


def test_a_release_keeps_the_load_that_was_agreed_then(db: Session, due: DueTerm, draft: Draft) -> None:
    people = db.exec(select(Supervisor).where(Supervisor.association_id == draft.association_id)).all()
    people[0].target = 5
    release = publish(db, due, draft)
    given = {person.id: (person.name, person.target) for person in people}
    for person in people:
        person.target = 77
    db.flush()
    found = loads_of(db, actor=due.city.actor, release_id=ReleaseId(release.id))
    assert {row.supervisor_id: (name, row.target) for name, row in found} == given
    query = select(EventParty).where(EventParty.release_id == release.id, EventParty.party_kind == PartyKind.SUPERVISOR)
    assert {row.supervisor_id: row.load for name, row in found if row.load} == Counter(
        party.party_id for party in db.exec(query)
    )


def test_the_next_release_tells_exactly_whom_it_touches(db: Session, due: DueTerm, draft: Draft) -> None:
    publish(db, due, draft)
    do(db, due, draft, MOVE, due.pair_key(1), slot=due.slots[7])
    do(db, due, draft, DROP, due.evaluation_key)
    second = publish(db, due, draft, "visits-left-out")
    assert second.number == 2
    assert kinds(second) == {due.pair_key(1): "moved", due.evaluation_key: "cancelled"}
    first_person, second_person = due.people
    assert told(db, second) == {
        first_person: ["cancelled", "moved"],
        second_person: ["cancelled"],
        due.city.stations[0].id: ["moved"],
        due.city.stations[1].id: ["cancelled"],
    }
    moved = next(change for change in second.changes if change["kind"] == ChangeKind.MOVED)
    assert (moved["before"]["start"], moved["after"]["start"]) == ("08:30", "13:30")
    do(db, due, draft, MOVE, due.course_key(0), venue_id=due.venues[1].id)
    third = publish(db, due, draft, "visits-left-out")
    assert kinds(third) == {due.course_key(0): "relocated"}
    assert second_person in told(db, third)
    assert first_person not in told(db, third)


def test_a_release_without_a_difference_tells_nobody(db: Session, due: DueTerm, draft: Draft) -> None:
    publish(db, due, draft)
    second = publish(db, due, draft)
    assert (second.number, second.changes, told(db, second)) == (2, [], {})


def test_meetings_are_published_also_those_on_days_off(db: Session, due: DueTerm, draft: Draft) -> None:
    own: dict[str, Any] = {"association_id": due.city.association.id, "term_id": due.city.term.id, "title": "季例会"}
    saturday = MONDAY + dt.timedelta(days=5)
    rows = [
        Meeting(**own, date=saturday, half=Half.MORNING, supervisors=[due.people[0]], kind="quarterly_meeting"),
        Meeting(**own, date=MONDAY, half=Half.AFTERNOON, stations=[due.city.stations[0].id], place="大会议室"),
    ]
    db.add_all(rows)
    db.flush()
    release = publish(db, due, draft)
    events = {event.key: event for event in db.exec(select(ReleaseEvent).where(ReleaseEvent.release_id == release.id))}
    off, on = (events[meeting_key(row.id)] for row in rows)
    assert (off.date, off.start, off.scheme, off.title) == (saturday, "08:30", "quarterly_meeting", "季例会")
    assert (on.date, on.start, on.place) == (MONDAY, "13:30", "大会议室")
    rows[0].cancelled_at = BEFORE_TERM
    db.flush()
    second = publish(db, due, draft)
    assert kinds(second) == {meeting_key(rows[0].id): "cancelled"}
    assert told(db, second) == {due.people[0]: ["cancelled"]}


def test_an_older_release_is_restored_as_a_new_one(db: Session, due: DueTerm, draft: Draft) -> None:
    first = publish(db, due, draft)
    do(db, due, draft, MOVE, due.pair_key(1), slot=due.slots[7])
    second = publish(db, due, draft)
    with pytest.raises(ChangedMeanwhileError):
        restore(db, due, first, current=first)
    third = restore(db, due, first, current=second)
    assert (third.number, third.restored_from_id, third.previous_id) == (3, first.id, second.id)
    assert kinds(third) == {due.pair_key(1): "moved"}
    assert third.plan["visits"] == first.plan["visits"]
    assert set(told(db, third)) == {due.people[0], due.city.stations[0].id}


def test_restoring_leaves_the_past_as_it_took_place(db: Session, due: DueTerm, draft: Draft) -> None:
    first = publish(db, due, draft)
    do(db, due, draft, MOVE, due.pair_key(0), slot=due.slots[1])
    do(db, due, draft, MOVE, due.pair_key(1), slot=due.slots[7])
    second = publish(db, due, draft)
    with stopped_at(dt.datetime.combine(MONDAY + dt.timedelta(days=1), dt.time(9), CHINA)):
        third = restore(db, due, first, "changes-soon", current=second)
    assert kinds(third) == {due.pair_key(1): "moved"}


def test_restoring_tells_what_it_cannot_bring_back_and_places_who_came_since(
    db: Session, due: DueTerm, draft: Draft
) -> None:
    first = publish(db, due, draft)
    due.evaluation.withdrawn_at = BEFORE_TERM
    newcomer = a_trainee(db, due.city.stations[0])
    track = db.exec(select(Enrolment.track_id)).first()
    db.add(
        Enrolment(
            association_id=due.city.association.id,
            term_id=due.city.term.id,
            trainee_id=newcomer.id,
            track_id=track or "",
        )
    )
    db.flush()
    with pytest.raises(WarningsOpenError):
        restore(db, due, first, current=first)
    again = restore(db, due, first, "entries-lost", current=first)
    assert kinds(again) == {due.evaluation_key: "cancelled"}
    assert newcomer.id in again.plan["trainees"]


def restore(db: Session, due: DueTerm, old: Release, *warnings: str, current: Release) -> Release:
    asked = Restoration(current_release_id=current.id, acknowledged_warnings=list(warnings))
    return restore_release(db, actor=due.city.actor, release_id=ReleaseId(old.id), asked=asked)


def test_what_is_published_never_changes(db: Session, due: DueTerm, draft: Draft) -> None:
    release = publish(db, due, draft)
    with pytest.raises(PublishedRowChangedError):
        db.exec(update(ReleaseEvent).values(start="00:00"))
    with pytest.raises(PublishedRowChangedError):
        db.exec(delete(Release).where(col(Release.id) == release.id))
    release.comment = "不一样"
    with pytest.raises(PublishedRowChangedError):
        db.flush()


def test_what_is_published_is_not_deleted(db: Session, due: DueTerm, draft: Draft) -> None:
    release = publish(db, due, draft)
    db.delete(db.exec(select(EventParty).where(EventParty.release_id == release.id)).first())
    with pytest.raises(PublishedRowChangedError):
        db.flush()
