"""Everything a term's problem is made from, loaded with one query a table."""

from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.associations.queries import own_association
from scheduler.fairness.queries import balances
from scheduler.models.associations import Association
from scheduler.models.base import OwnedRow
from scheduler.models.camp import CampClass, Cohort, Course, Enrolment, Trainee, Venue
from scheduler.models.people import Availability, Closure, Leave, LeaveState, Station, Supervisor
from scheduler.models.terms import Engagement, Meeting, Term, TermSlot
from scheduler.planning.slots import SlotTable

Owned = TypeVar("Owned", bound=OwnedRow)


@dataclass(frozen=True, slots=True)
class TermRows:
    """The rows that bear on one term; archived rows are among them, since a plan may still name them."""

    association: Association
    term: Term
    slots: SlotTable
    stations: list[Station]
    supervisors: list[Supervisor]
    availability: dict[str, Availability]
    """By supervisor."""
    balances: dict[str, int]
    """By supervisor, slots done above (or below) what was agreed until the previous term."""
    leaves: list[Leave]
    closures: list[Closure]
    engagements: list[Engagement]
    meetings: list[Meeting]
    venues: list[Venue]
    cohorts: list[Cohort]
    classes: list[CampClass]
    courses: dict[str, Course]
    enrolments: list[Enrolment]
    trainees: dict[str, Trainee]


def load_term_rows(db: Session, *, term: Term, actor: Actor) -> TermRows:
    """The rows of the actor's association that bear on a term, in a lasting order."""
    availability = of_term(db, Availability, term)
    enrolments = of_term(db, Enrolment, term)
    return TermRows(
        association=own_association(db, actor=actor),
        term=term,
        slots=SlotTable(of_term(db, TermSlot, term)),
        stations=list(
            db.exec(
                select(Station)
                .where(Station.association_id == term.association_id)
                .order_by(Station.county, Station.code)
            )
        ),
        supervisors=_of_association(db, Supervisor, term, "code"),
        availability={row.supervisor_id: row for row in availability},
        balances=balances(db, actor=actor, term_id=term.previous_term_id),
        leaves=_leaves(db, term),
        closures=_closures(db, term),
        engagements=[row for row in of_term(db, Engagement, term) if row.withdrawn_at is None],
        meetings=[row for row in of_term(db, Meeting, term) if row.cancelled_at is None],
        venues=_of_association(db, Venue, term, "name"),
        cohorts=[row for row in of_term(db, Cohort, term) if row.archived_at is None],
        classes=[row for row in of_term(db, CampClass, term) if row.archived_at is None],
        courses={row.id: row for row in _of_association(db, Course, term, "title")},
        enrolments=enrolments,
        trainees={row.id: row for row in _of_association(db, Trainee, term, "code")} if enrolments else {},
    )


def of_term(db: Session, table: type[Owned], term: Term) -> list[Owned]:
    """All rows of a table that belong to the term, by their making."""
    query = select(table).where(table.__table__.c.term_id == term.id)  # type: ignore[attr-defined]
    return list(db.exec(query.order_by(col(table.created_at), col(table.id))))


def _of_association(db: Session, table: type[Owned], term: Term, order: str) -> list[Owned]:
    query = select(table).where(table.association_id == term.association_id)
    return list(db.exec(query.order_by(getattr(table, order))))


def _leaves(db: Session, term: Term) -> list[Leave]:
    query = select(Leave).where(
        Leave.association_id == term.association_id,
        Leave.state == LeaveState.REPORTED,
        Leave.first_date < term.end_date,
        Leave.last_date >= term.first_date,
    )
    return list(db.exec(query))


def _closures(db: Session, term: Term) -> list[Closure]:
    query = select(Closure).where(
        Closure.association_id == term.association_id,
        Closure.first_date < term.end_date,
        Closure.last_date >= term.first_date,
    )
    return list(db.exec(query))
