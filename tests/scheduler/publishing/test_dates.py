"""Everybody finds their own dates in the releases that hold now, and nothing of others'."""

import datetime as dt
from typing import Any

import pytest
from sqlmodel import Session

from scheduler.accounts.signing_in import actor_of
from scheduler.actor import Actor
from scheduler.drafts.commands import EditKind
from scheduler.errors import NotAllowedError, NotFoundError
from scheduler.ids import DraftId, ReleaseId
from scheduler.models.accounts import Role
from scheduler.models.planning import Draft
from scheduler.models.releases import EventKind, PartyKind, Release
from scheduler.models.terms import Term
from scheduler.paging import Paging
from scheduler.publishing.one_date import date_seen
from scheduler.publishing.queries import EventFilter, EventSeen, events_of, own_dates
from scheduler.publishing.service import publish_draft
from tests.builders import a_station, an_account, an_association
from tests.release_builders import a_release, an_event
from tests.scheduler.drafts.terms import DueTerm, a_due_term, do
from tests.term_builders import MONDAY


@pytest.fixture
def due(db: Session) -> DueTerm:
    due = a_due_term(db)
    due.city.stations[1].county = "海盐县"
    db.flush()
    return due


def publish(db: Session, due: DueTerm, draft: Draft) -> Release:
    return publish_draft(
        db,
        actor=due.city.actor,
        draft_id=DraftId(draft.id),
        version=draft.version,
        acknowledged_warnings=["visits-left-out"],
    )


def found(db: Session, actor: Actor, **asked: Any) -> dict[str, EventSeen]:
    page = own_dates(db, actor=actor, asked=EventFilter(**asked), paging=Paging())
    assert page.total == len(page.items)
    assert [seen.event.date for seen in page.items] == sorted(seen.event.date for seen in page.items)
    return {seen.event.key: seen for seen in page.items}


def stations(seen: EventSeen) -> set[str]:
    return {party.party_id for party in seen.parties if party.party_kind is PartyKind.STATION}


def test_each_role_finds_its_own(db: Session, due: DueTerm, draft: Draft) -> None:
    publish(db, due, draft)
    pairs, courses = {due.pair_key(0), due.pair_key(1)}, {due.course_key(0), due.course_key(1)}
    host, other = due.city.stations

    def actor(role: Role, **given: Any) -> Actor:
        return actor_of(an_account(db, due.city.association, role, **given))

    everything = pairs | courses | {due.evaluation_key}
    assert set(found(db, actor(Role.PLANNER))) == set(found(db, actor(Role.SYSTEM))) == everything
    assert set(found(db, actor(Role.SUPERVISOR, supervisor_id=due.people[0]))) == pairs | {due.evaluation_key}
    mine = found(db, actor(Role.STATION, station_id=host.id))
    assert set(mine) == pairs | courses
    assert stations(mine[due.course_key(0)]) == {host.id}
    county = found(db, actor(Role.COUNTY_VIEWER, county="海盐县"))
    assert set(county) == courses | {due.evaluation_key}
    assert stations(county[due.course_key(0)]) == {other.id}
    with pytest.raises(NotAllowedError):
        found(db, actor_of(an_account(db, None, Role.PLATFORM_ADMIN)))


def test_only_the_current_release_counts(db: Session, due: DueTerm, draft: Draft) -> None:
    first = publish(db, due, draft)
    do(db, due, draft, EditKind.DROP, due.evaluation_key)
    assert due.evaluation_key in found(db, due.city.actor)
    publish(db, due, draft)
    assert due.evaluation_key not in found(db, due.city.actor)
    page = events_of(
        db, actor=due.city.actor, release_id=ReleaseId(first.id), asked=EventFilter(), paging=Paging(limit=2)
    )
    assert (len(page.items), page.total) == (2, 5)


def test_dates_are_filtered(db: Session, due: DueTerm, draft: Draft) -> None:
    publish(db, due, draft)
    pairs, courses = {due.pair_key(0), due.pair_key(1)}, {due.course_key(0), due.course_key(1)}
    for asked, keys in (
        ({"kind": EventKind.COURSE_SESSION}, courses),
        ({"scheme": "evaluation"}, {due.evaluation_key}),
        ({"supervisor_id": due.people[0], "scheme": "pair"}, pairs),
        ({"station_id": due.city.stations[1].id}, courses | {due.evaluation_key}),
        ({"cohort_id": due.camp_class.cohorts[0]}, courses),
        ({"venue_id": due.venues[0].id}, courses),
        ({"county": "海盐县"}, {due.evaluation_key}),
        ({"end_date": MONDAY + dt.timedelta(days=1)}, {due.pair_key(0)}),
        ({"first_date": MONDAY + dt.timedelta(days=4)}, courses),
        ({"first_date": MONDAY, "end_date": MONDAY}, set()),
    ):
        assert set(found(db, due.city.actor, **asked)) == keys, asked


def test_one_date_says_where_it_stood_before_and_is_gone_when_withdrawn(db: Session) -> None:
    association = an_association(db)
    station, other = (a_station(db, association) for _ in range(2))
    first = a_release(db, association)
    term = db.get_one(Term, first.term_id)
    event = an_event(db, first, station=station)
    same = {"key": event.key, "station": station}
    an_event(db, a_release(db, term=term), **same)
    moved = an_event(db, a_release(db, term=term), **same, date=event.date + dt.timedelta(days=1))
    owner = actor_of(an_account(db, association, Role.STATION, station_id=station.id))
    seen = date_seen(db, actor=owner, key=event.key)
    assert [(version.number, version.date) for version in seen.versions] == [(1, event.date), (3, moved.date)]
    assert [party.party_id for party in seen.seen.parties] == [station.id]
    stranger = actor_of(an_account(db, association, Role.STATION, station_id=other.id))
    with pytest.raises(NotFoundError):
        date_seen(db, actor=stranger, key=event.key)
    a_release(db, term=term)
    with pytest.raises(NotFoundError):
        date_seen(db, actor=owner, key=event.key)
