"""Trainees and their enrolments: the office's for all stations, a station's for its own workers."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, false, true
from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.camp.commands import EnrolmentGiven, NewTrainee, TraineeChange
from scheduler.camp.sense import check_enrolment
from scheduler.clock import now
from scheduler.errors import NotAllowedError, NotFoundError
from scheduler.ids import TermId
from scheduler.models.accounts import Role
from scheduler.models.camp import Enrolment, Trainee
from scheduler.models.people import Station
from scheduler.models.releases import Release
from scheduler.models.terms import Term
from scheduler.paging import Page, Paging, page_of
from scheduler.rows import add, changing, load, load_for_change, remove, unique


def list_trainees(
    db: Session,
    *,
    actor: Actor,
    paging: Paging,
    station_id: str | None = None,
    name: str | None = None,
    archived: bool = False,
) -> Page[Trainee]:
    """The trainees that the actor may see, by station and number; `name` is a part of it. Raises NotAllowedError."""
    _require_reader(actor)
    at_work = col(Station.id) == col(Trainee.station_id)
    query = select(Trainee).join(Station, at_work).where(Trainee.association_id == actor.association_id, _seen(actor))
    if not archived:
        query = query.where(col(Trainee.archived_at).is_(None))
    if station_id is not None:
        query = query.where(Trainee.station_id == station_id)
    if name:
        query = query.where(col(Trainee.name).contains(name, autoescape=True))
    return page_of(db, query.order_by(col(Station.code), col(Trainee.code)), paging)


def find_trainee(db: Session, *, actor: Actor, trainee_id: str) -> Trainee:
    """One trainee. Raises NotFoundError, also for one that the actor may not see."""
    return _own(db, actor, trainee_id)


def make_trainee(db: Session, *, actor: Actor, asked: NewTrainee) -> Trainee:
    """A new trainee. Raises NotAllowedError, NotFoundError for the station, and TakenError."""
    _require_writer(actor, asked.station_id, action="trainee.make")
    load(db, Station, asked.station_id, actor=actor)
    trainee = Trainee(association_id=actor.association_id, **asked.model_dump())
    with unique("trainee", "code", asked.code):
        return add(db, trainee, actor=actor, action="trainee.made")


def change_trainee(db: Session, *, actor: Actor, trainee_id: str, asked: TraineeChange, version: int) -> Trainee:
    """Change a trainee. Raises NotFoundError, NotAllowedError, ChangedMeanwhileError and TakenError."""
    _require_writer(actor, _own(db, actor, trainee_id).station_id, action="trainee.change")
    trainee = load_for_change(db, Trainee, trainee_id, actor=actor, version=version)
    with unique("trainee", "code", asked.code), changing(db, trainee, actor=actor, action="trainee.changed"):
        for name, value in asked.model_dump(exclude_unset=True, exclude_none=True).items():
            setattr(trainee, name, value)
    return trainee


def archive_trainee(db: Session, *, actor: Actor, trainee_id: str, version: int, archived: bool = True) -> Trainee:
    """Say that a trainee left, so that enrolments no longer count, or is back.

    Raises NotFoundError, NotAllowedError and ChangedMeanwhileError.
    """
    _require_writer(actor, _own(db, actor, trainee_id).station_id, action="trainee.archive")
    trainee = load_for_change(db, Trainee, trainee_id, actor=actor, version=version)
    with changing(db, trainee, actor=actor, action="trainee.archived" if archived else "trainee.restored"):
        trainee.archived_at = (trainee.archived_at or now()) if archived else None
    return trainee


def list_enrolments(
    db: Session, *, actor: Actor, term_id: TermId, station_id: str | None = None, track_id: str | None = None
) -> Sequence[tuple[Enrolment, Trainee]]:
    """Who is sent to the camp in a term, of those the actor may see, by station and number.

    Raises NotFoundError and NotAllowedError.
    """
    term = load(db, Term, term_id, actor=actor)
    _require_reader(actor)
    query = (
        select(Enrolment, Trainee)
        .join(Trainee, col(Trainee.id) == col(Enrolment.trainee_id))
        .join(Station, col(Station.id) == col(Trainee.station_id))
        .where(Enrolment.term_id == term.id, col(Trainee.archived_at).is_(None), _seen(actor))
        .order_by(col(Station.code), col(Trainee.code))
    )
    if station_id is not None:
        query = query.where(Trainee.station_id == station_id)
    if track_id is not None:
        query = query.where(Enrolment.track_id == track_id)
    return list(db.exec(query))


def placed_cohorts(db: Session, *, actor: Actor, term_id: TermId) -> dict[str, str]:
    """By trainee key, the cohort in which the current release of a term places them; empty while nothing is published.

    For those who were listed to the actor. Raises NotFoundError.
    """
    term = load(db, Term, term_id, actor=actor)
    if term.current_release_id is None:
        return {}
    plan: dict[str, dict[str, str]] = load(db, Release, term.current_release_id, actor=actor).plan
    return plan.get("trainees", {})


def enrol(db: Session, *, actor: Actor, term_id: TermId, trainee_id: str, asked: EnrolmentGiven) -> Enrolment:
    """Send a trainee to a track in a term, or to another one than before. Only planners fix the cohort.

    Raises NotFoundError, NotAllowedError and FaultyInputError.
    """
    term = load(db, Term, term_id, actor=actor)
    trainee = _own(db, actor, trainee_id)
    _require_writer(actor, trainee.station_id, action="enrolment.make")
    if asked.cohort_id is not None and actor.role is Role.STATION:
        raise NotAllowedError(action="enrolment.fix-cohort")
    row = _enrolment(db, term, trainee)
    if row is None:
        row = Enrolment(
            association_id=term.association_id, term_id=term.id, trainee_id=trainee.id, **asked.model_dump()
        )
        check_enrolment(db, row)
        return add(db, row, actor=actor, action="enrolment.made")
    with changing(db, row, actor=actor, action="enrolment.changed"):
        row.track_id, row.cohort_id = asked.track_id, asked.cohort_id
        check_enrolment(db, row)
    return row


def withdraw_enrolment(db: Session, *, actor: Actor, term_id: TermId, trainee_id: str) -> None:
    """Send a trainee nowhere in a term; nothing happens when that is so. Raises NotFoundError and NotAllowedError."""
    term = load(db, Term, term_id, actor=actor)
    trainee = _own(db, actor, trainee_id)
    _require_writer(actor, trainee.station_id, action="enrolment.withdraw")
    row = _enrolment(db, term, trainee)
    if row is not None:
        remove(db, row, actor=actor, action="enrolment.withdrawn")


def _enrolment(db: Session, term: Term, trainee: Trainee) -> Enrolment | None:
    query = select(Enrolment).where(Enrolment.term_id == term.id, Enrolment.trainee_id == trainee.id)
    return db.exec(query).first()


def _own(db: Session, actor: Actor, trainee_id: str) -> Trainee:
    query = select(Trainee).join(Station, col(Station.id) == col(Trainee.station_id))
    mine = (Trainee.id == trainee_id, Trainee.association_id == actor.association_id, _seen(actor))
    trainee = db.exec(query.where(*mine)).first()
    if trainee is None:
        raise NotFoundError(kind="trainee", id=trainee_id)
    return trainee


def _seen(actor: Actor) -> ColumnElement[bool]:
    """The condition on trainees and their stations for those the actor may see."""
    match actor.role:
        case None | Role.PLANNER | Role.HEAD | Role.SYSTEM:
            return true()
        case Role.STATION:
            return col(Trainee.station_id) == actor.station_id
        case Role.COUNTY_VIEWER:
            return col(Station.county) == actor.county
        case _:
            return false()


def _require_reader(actor: Actor) -> None:
    actor.require(Role.PLANNER, Role.HEAD, Role.SYSTEM, Role.STATION, Role.COUNTY_VIEWER, action="trainee.read")


def _require_writer(actor: Actor, station_id: str, *, action: str) -> None:
    actor.require(Role.PLANNER, Role.STATION, action=action)
    if actor.role is Role.STATION and station_id != actor.station_id:
        raise NotAllowedError(action=action)
