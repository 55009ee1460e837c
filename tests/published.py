"""Published releases for tests of what comes after publishing: single events, or really published plans."""

import datetime as dt
from collections.abc import Sequence

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.drafts.commands import Edit, EditKind, NewDraft, SlotAsked
from scheduler.drafts.service import edit_draft, make_draft
from scheduler.ids import DraftId, TermId
from scheduler.models.camp import CampClass, Cohort, Course, Venue
from scheduler.models.people import Station, Supervisor
from scheduler.models.releases import EventKind, PartyKind, Release, ReleaseEvent
from scheduler.models.terms import Engagement, Term
from scheduler.planning.keys import course_session_key, visit_key
from scheduler.publishing.cautions import WORDINGS
from scheduler.publishing.service import publish_draft
from solver.problem import Scheme
from tests.release_builders import an_event
from tests.term_builders import SmallTerm


def a_visit(
    db: Session,
    release: Release,
    station: Station,
    panel: Sequence[Supervisor],
    date: dt.date,
    *,
    scheme: Scheme = Scheme.PAIR,
) -> ReleaseEvent:
    """A visit of an engagement of its own, in the morning."""
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
    key = visit_key(engagement.id, 0)
    return an_event(db, release, key=key, station=station, supervisors=tuple(panel), scheme=scheme.value, date=date)


def a_course_session(
    db: Session, release: Release, course: Course, cohort: Cohort, lecturer: Supervisor, venue: Venue, date: dt.date
) -> ReleaseEvent:
    """The first course session of a course for one cohort, in the morning."""
    camp_class = CampClass(
        association_id=release.association_id, term_id=release.term_id, course_id=course.id, cohorts=[cohort.id]
    )
    db.add(camp_class)
    db.flush()
    return an_event(
        db,
        release,
        key=course_session_key(camp_class.id, 0),
        kind=EventKind.COURSE_SESSION,
        scheme=course.form.value,
        title=course.title,
        venue_id=venue.id,
        date=date,
        supervisors=(lecturer,),
        parties=((PartyKind.COHORT, cohort.id, cohort.name),),
    )


def publish_visits(
    db: Session, small: SmallTerm, planned: Sequence[tuple[Engagement, int, dt.date, str, str]]
) -> Release:
    """Really publish a small term: engagement, index, date, start and the one person of each visit."""
    edits = [
        Edit(
            kind=EditKind.ADD,
            key=visit_key(engagement.id, index),
            slot=SlotAsked(date=date, start=start),
            supervisors=[person],
        )
        for engagement, index, date, start, person in planned
    ]
    return publish_edits(db, small.actor, small.term, edits)


def publish_edits(db: Session, actor: Actor, term: Term, edits: Sequence[Edit]) -> Release:
    """Really publish a term as somebody made its roster by hand, edit by edit, from nothing."""
    draft = make_draft(db, actor=actor, term_id=TermId(term.id), new=NewDraft(name="首发")).draft
    for edit in edits:
        edit_draft(db, actor=actor, draft_id=DraftId(draft.id), edit=edit, version=draft.version)
    return publish_draft(
        db,
        actor=actor,
        draft_id=DraftId(draft.id),
        version=draft.version,
        acknowledged_warnings=list(WORDINGS),
    )
