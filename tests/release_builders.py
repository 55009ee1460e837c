"""Published releases for tests, with as few words as a test has to say."""

import datetime as dt
import uuid
import zlib
from typing import Any

from sqlmodel import Session

from scheduler.models.associations import Association
from scheduler.models.people import Station, Supervisor
from scheduler.models.planning import ProblemSnapshot
from scheduler.models.releases import EventKind, EventParty, PartyKind, Release, ReleaseEvent
from scheduler.models.terms import Term
from scheduler.planning.keys import visit_key
from solver.problem import Problem, Travel, Weights
from tests.builders import a_term, an_association

PUBLISHED = dt.datetime(2026, 9, 20, 2, 0, tzinfo=dt.UTC)
NOTHING_DUE = (
    Problem(
        format="dudao-problem/1",
        slots=[],
        travel=Travel(road_factor=1.3, kmh=40),
        stations=[],
        supervisors=[],
        engagements=[],
        weights=Weights(),
    )
    .to_json()
    .encode()
)
"""What a release made here was planned from, for those who look at it once more."""


def a_release(db: Session, association: Association | None = None, term: Term | None = None, **given: Any) -> Release:
    """The next release of a term, one day after the one before, made current; it has no events yet."""
    dates = {name: given.pop(name) for name in ("first_date", "end_date") if name in given}
    term = term or a_term(db, association or an_association(db), **dates)
    before = db.get(Release, term.current_release_id) if term.current_release_id else None
    number = before.number + 1 if before else 1
    snapshot = ProblemSnapshot(
        association_id=term.association_id, term_id=term.id, sha256=uuid.uuid4().hex, content=zlib.compress(NOTHING_DUE)
    )
    db.add(snapshot)
    db.flush()
    ordinary = {
        "number": number,
        "previous_id": before.id if before else None,
        "published_at": PUBLISHED + dt.timedelta(days=number - 1),
        "snapshot_id": snapshot.id,
        "plan": {},
        "cost": {},
    }
    release = Release(association_id=term.association_id, term_id=term.id, **(ordinary | given))
    db.add(release)
    term.current_release_id = release.id
    db.add(term)
    db.flush()
    return release


def an_event(
    db: Session,
    release: Release,
    *,
    station: Station | None = None,
    supervisors: tuple[Supervisor, ...] = (),
    parties: tuple[tuple[PartyKind, str, str], ...] = (),
    **given: Any,
) -> ReleaseEvent:
    """A visit of a release; `key` is a new engagement's unless given."""
    ordinary = {
        "key": visit_key(uuid.uuid4().hex, 0),
        "kind": EventKind.VISIT,
        "scheme": "pair",
        "title": "“1+1”结对",
        "date": dt.date(2026, 10, 8),
        "start": "08:30",
        "end": "11:30",
        "station_id": station.id if station else None,
        "county": station.county if station else None,
        "place": station.name if station else "",
        "lat": station.lat if station else None,
        "lon": station.lon if station else None,
    }
    owned = {"association_id": release.association_id, "release_id": release.id}
    event = ReleaseEvent(term_id=release.term_id, **owned, **(ordinary | given))
    db.add(event)
    db.flush()
    who = [*parties, *((PartyKind.SUPERVISOR, person.id, person.name) for person in supervisors)]
    if station:
        who.append((PartyKind.STATION, station.id, station.name))
    for kind, key, name in who:
        db.add(EventParty(event_id=event.id, party_kind=kind, party_id=key, name=name, **owned))
    db.flush()
    return event
