"""Read terms: the list, one with its half-days, and where the work on it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from scheduler.actor import MEMBERS, Actor
from scheduler.associations.queries import own_association
from scheduler.ids import TermId
from scheduler.models.accounts import Role
from scheduler.models.base import OwnedRow
from scheduler.models.camp import CampClass, Cohort, Enrolment
from scheduler.models.people import Availability, Station, Supervisor
from scheduler.models.planning import Draft
from scheduler.models.releases import Notice, Release
from scheduler.models.runs import Run
from scheduler.models.terms import DemandException, DemandRule, Engagement, Meeting, Term, TermSlot
from scheduler.paging import Page, Paging, page_of
from scheduler.planning.term_rows import of_term
from scheduler.rows import load
from scheduler.terms.half_days import changes_of_slots
from scheduler.terms.workdays import known_days

OFFICE = (None, Role.PLANNER, Role.HEAD, Role.SYSTEM)
"""Who sees how the work on a term stands."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is of each step of a term."""

    half_days: int
    half_days_outdated: bool
    """The calendar, the hours or the exceptions say something else by now: rebuild."""
    stations: int
    supervisors: int
    availability_given: int
    """Of the supervisors at work, those who said when they can."""
    rules: int
    exceptions: int
    engagements: int
    visits_due: int
    visits_by_scheme: dict[str, int]
    meetings: int
    cohorts: int
    classes: int
    trainees: int
    runs_by_state: dict[str, int]
    drafts: int
    releases: int
    current_release: int | None
    """Its number."""
    notices_open: int
    """Of the current release, those that nobody has acknowledged."""


def list_terms(db: Session, *, actor: Actor, archived: bool, paging: Paging) -> Page[Term]:
    """The association's terms, the latest first. Raises NotAllowedError for who belongs to none."""
    actor.require(*MEMBERS, action="term.list")
    query = select(Term).where(Term.association_id == actor.association_id)
    if not archived:
        query = query.where(col(Term.archived_at).is_(None))
    return page_of(db, query.order_by(col(Term.first_date).desc(), Term.id), paging)


def find_term(db: Session, *, actor: Actor, term_id: TermId) -> Term:
    """One term. Raises NotFoundError."""
    return load(db, Term, term_id, actor=actor)


def slots_of(db: Session, *, actor: Actor, term_id: TermId) -> Sequence[TermSlot]:
    """The half-days of a term in time order. Raises NotFoundError."""
    term = load(db, Term, term_id, actor=actor)
    return sorted(of_term(db, TermSlot, term), key=lambda row: (row.date, row.start))


def standing_of(db: Session, *, actor: Actor, term: Term) -> Standing | None:
    """Where the work on a term stands; None for those who have no part in it."""
    if actor.role not in OFFICE:
        return None
    due = col(Engagement.withdrawn_at).is_(None)
    visits = _grouped(db, term, Engagement, Engagement.scheme, func.sum(Engagement.visits), due)
    drafts = col(Draft.archived_at).is_(None)
    current = None if term.current_release_id is None else db.get(Release, term.current_release_id)
    return Standing(
        half_days=_count(db, term, TermSlot),
        half_days_outdated=_is_outdated(db, actor, term),
        stations=_at_work(db, actor, Station),
        supervisors=_at_work(db, actor, Supervisor),
        availability_given=_availability_given(db, term),
        rules=_count(db, term, DemandRule),
        exceptions=_count(db, term, DemandException),
        engagements=_count(db, term, Engagement, due),
        visits_due=sum(visits.values()),
        visits_by_scheme=visits,
        meetings=_count(db, term, Meeting, col(Meeting.cancelled_at).is_(None)),
        cohorts=_count(db, term, Cohort, col(Cohort.archived_at).is_(None)),
        classes=_count(db, term, CampClass, col(CampClass.archived_at).is_(None)),
        trainees=_count(db, term, Enrolment),
        runs_by_state=_grouped(db, term, Run, Run.state, func.count()),
        drafts=_count(db, term, Draft, drafts),
        releases=_count(db, term, Release),
        current_release=None if current is None else current.number,
        notices_open=0 if current is None else _notices_open(db, current),
    )


def _count(db: Session, term: Term, table: type[OwnedRow], *conditions: ColumnElement[bool]) -> int:
    of_this = table.__table__.c.term_id == term.id  # type: ignore[attr-defined]
    return db.exec(select(func.count()).select_from(table).where(of_this, *conditions)).one()


def _grouped(
    db: Session, term: Term, table: type[OwnedRow], by: object, measure: object, *conditions: ColumnElement[bool]
) -> dict[str, int]:
    of_this = table.__table__.c.term_id == term.id  # type: ignore[attr-defined]
    query = select(by, measure).where(of_this, *conditions).group_by(by)  # type: ignore[call-overload]
    return {str(name): int(number) for name, number in db.exec(query)}


def _at_work(db: Session, actor: Actor, table: type[Station] | type[Supervisor]) -> int:
    query = select(func.count()).select_from(table)
    return db.exec(query.where(table.association_id == actor.association_id, col(table.archived_at).is_(None))).one()


def _availability_given(db: Session, term: Term) -> int:
    query = select(func.count()).select_from(Availability)
    query = query.join(Supervisor, col(Supervisor.id) == col(Availability.supervisor_id))
    given = col(Availability.submitted_at).is_not(None), col(Supervisor.archived_at).is_(None)
    return db.exec(query.where(Availability.term_id == term.id, *given)).one()


def _notices_open(db: Session, release: Release) -> int:
    query = select(func.count()).select_from(Notice)
    return db.exec(query.where(Notice.release_id == release.id, col(Notice.acknowledged_at).is_(None))).one()


def _is_outdated(db: Session, actor: Actor, term: Term) -> bool:
    association = own_association(db, actor=actor)
    return bool(changes_of_slots(db, term=term, association=association, table=known_days(db)))
