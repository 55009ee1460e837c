"""Call a meeting, change it, cancel it."""

from typing import TypeVar

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.clock import now
from scheduler.errors import Fault, FaultyInputError, WrongStateError
from scheduler.ids import TermId
from scheduler.meetings.commands import MeetingChange, NewMeeting
from scheduler.models.accounts import Role
from scheduler.models.people import Station, Supervisor
from scheduler.models.terms import Meeting, Term
from scheduler.rows import add, changing, load, load_for_change
from solver.wording import Wording

Person = TypeVar("Person", Station, Supervisor)
_OUTSIDE = Wording(
    "会议日期须在计划期内（{first} 至 {end} 前）", "the date must lie within the term, {first} to before {end}"
)
_UNKNOWN = Wording("没有这条记录：{id}", "there is no such row: {id}")
_NOBODY = Wording("至少要有一个站点或督导参加", "name at least one station or supervisor")


def call_meeting(db: Session, *, actor: Actor, term_id: TermId, asked: NewMeeting) -> Meeting:
    """A new meeting. Raises NotFoundError, NotAllowedError and FaultyInputError."""
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, action="meeting.call")
    columns = asked.model_dump(exclude={"counties", "stations"})
    stations = [*asked.stations, *stations_of(db, actor, asked.counties)]
    meeting = Meeting(
        association_id=term.association_id, term_id=term.id, **columns, stations=list(dict.fromkeys(stations))
    )
    _check(db, meeting, term)
    return add(db, meeting, actor=actor, action="meeting.called")


def change_meeting(db: Session, *, actor: Actor, meeting_id: str, asked: MeetingChange, version: int) -> Meeting:
    """Change a meeting; what is published follows with the next release.

    Raises NotFoundError, NotAllowedError, ChangedMeanwhileError, WrongStateError once cancelled, FaultyInputError.
    """
    actor.require(Role.PLANNER, action="meeting.change")
    meeting = load_for_change(db, Meeting, meeting_id, actor=actor, version=version)
    if meeting.cancelled_at is not None:
        raise WrongStateError(kind="meeting", id=meeting.id, state="cancelled", action="meeting.change")
    with changing(db, meeting, actor=actor, action="meeting.changed"):
        for name, value in asked.model_dump(exclude_unset=True, exclude_none=True).items():
            setattr(meeting, name, value)
        _check(db, meeting, load(db, Term, meeting.term_id, actor=actor))
    return meeting


def cancel_meeting(db: Session, *, actor: Actor, meeting_id: str, version: int) -> Meeting:
    """Call a meeting off; its row stays. Raises NotFoundError, NotAllowedError and ChangedMeanwhileError."""
    actor.require(Role.PLANNER, action="meeting.cancel")
    meeting = load_for_change(db, Meeting, meeting_id, actor=actor, version=version)
    with changing(db, meeting, actor=actor, action="meeting.cancelled"):
        meeting.cancelled_at = meeting.cancelled_at or now()
    return meeting


def stations_of(db: Session, actor: Actor, counties: list[str]) -> list[str]:
    """The keys of all stations at work of some counties."""
    if not counties:
        return []
    own = (Station.association_id == actor.association_id, col(Station.archived_at).is_(None))
    query = select(Station.id).where(*own, col(Station.county).in_(counties))
    return list(db.exec(query.order_by(col(Station.code))))


def _check(db: Session, meeting: Meeting, term: Term) -> None:
    faults = []
    if not term.first_date <= meeting.date < term.end_date:
        facts = {"first": term.first_date.isoformat(), "end": term.end_date.isoformat()}
        faults.append(Fault("date", "outside-term", _OUTSIDE, facts))
    if not meeting.stations and not meeting.supervisors:
        faults.append(Fault("stations", "nobody", _NOBODY, {}))
    faults += _unknown(db, Station, meeting, "stations")
    faults += _unknown(db, Supervisor, meeting, "supervisors")
    if faults:
        raise FaultyInputError(faults)


def _unknown(db: Session, table: type[Person], meeting: Meeting, place: str) -> list[Fault]:
    ids: list[str] = list(dict.fromkeys(getattr(meeting, place)))
    setattr(meeting, place, ids)
    if not ids:
        return []
    own = table.association_id == meeting.association_id
    known = set(db.exec(select(table.id).where(own, col(table.id).in_(ids))))
    return [Fault(place, "unknown", _UNKNOWN, {"id": id_}) for id_ in ids if id_ not in known]
