"""A published release made row by row, for tests of what comes after publishing."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlmodel import Session

from scheduler.clock import now
from scheduler.models.camp import CampClass, Cohort, Course, Trainee, Venue
from scheduler.models.people import Half, Station, Supervisor
from scheduler.models.planning import ProblemSnapshot
from scheduler.models.releases import EventKind, EventParty, PartyKind, Release, ReleaseEvent
from scheduler.models.terms import Engagement, Term
from scheduler.planning.keys import course_session_key, visit_key
from solver.problem import Scheme

HOURS = {Half.MORNING: ("08:30", "11:30"), Half.AFTERNOON: ("13:30", "16:30")}


def a_release(db: Session, term: Term, *, trainees: Mapping[str, str] | None = None) -> Release:
    """The term's first release, without events; `trainees` is the cohort of each."""
    snapshot = ProblemSnapshot(association_id=term.association_id, term_id=term.id, sha256=term.id.ljust(64, "0"), content=b"")
    db.add(snapshot)
    db.flush()
    release = Release(
        association_id=term.association_id,
        term_id=term.id,
        number=1,
        published_at=now(),
        snapshot_id=snapshot.id,
        plan={"visits": [], "sessions": [], "trainees": dict(trainees or {})},
        cost={"total": 0, "by_name": {}},
    )
    db.add(release)
    db.flush()
    term.current_release_id = release.id
    db.add(term)
    db.flush()
    return release


def a_visit(
    db: Session,
    release: Release,
    station: Station,
    panel: Sequence[Supervisor],
    date: dt.date,
    *,
    half: Half = Half.MORNING,
    scheme: Scheme = Scheme.PAIR,
) -> ReleaseEvent:
    """A visit of an engagement of its own, published."""
    engagement = Engagement(
        association_id=release.association_id,
        term_id=release.term_id,
        scheme=scheme,
        station_id=station.id,
        visits=1,
        panel=len(panel),
    )
    db.add(engagement)
    db.flush()
    event = _event(db, release, EventKind.VISIT, visit_key(engagement.id, 0), scheme, station.name, date, half)
    event.station_id, event.county = station.id, station.county
    for person in panel:
        _party(db, event, PartyKind.SUPERVISOR, person.id, person.name)
    _party(db, event, PartyKind.STATION, station.id, station.name)
    return event


def a_course_session(
    db: Session, release: Release, course: Course, cohort: Cohort, lecturer: Supervisor, venue: Venue, date: dt.date
) -> ReleaseEvent:
    """The first course session of a course for one cohort, published."""
    camp_class = CampClass(
        association_id=release.association_id, term_id=release.term_id, course_id=course.id, cohorts=[cohort.id]
    )
    db.add(camp_class)
    db.flush()
    key = course_session_key(camp_class.id, 0)
    event = _event(db, release, EventKind.COURSE_SESSION, key, course.form, course.title, date, Half.MORNING)
    event.venue_id = venue.id
    _party(db, event, PartyKind.SUPERVISOR, lecturer.id, lecturer.name)
    _party(db, event, PartyKind.COHORT, cohort.id, cohort.name)
    return event


def enrolled(trainees: Sequence[Trainee], cohort: Cohort) -> dict[str, str]:
    """All of them in one cohort, as a plan says it."""
    return {trainee.id: cohort.id for trainee in trainees}


def _event(
    db: Session, release: Release, kind: EventKind, key: str, scheme: str, title: str, date: dt.date, half: Half
) -> ReleaseEvent:
    start, end = HOURS[half]
    event = ReleaseEvent(
        association_id=release.association_id,
        release_id=release.id,
        term_id=release.term_id,
        key=key,
        kind=kind,
        scheme=scheme,
        title=title,
        date=date,
        start=start,
        end=end,
    )
    db.add(event)
    db.flush()
    return event


def _party(db: Session, event: ReleaseEvent, kind: PartyKind, key: str, name: str) -> None:
    party = EventParty(
        association_id=event.association_id,
        release_id=event.release_id,
        event_id=event.id,
        party_kind=kind,
        party_id=key,
        name=name,
    )
    db.add(party)
    db.flush()
