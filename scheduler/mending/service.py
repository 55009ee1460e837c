"""Mend a published term: a choice for everything that falls, published together; and incidents that make it fall."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from scheduler.actor import Actor, system_actor
from scheduler.comparing.queries import names_in
from scheduler.drafts.commands import Edit, EditKind, SlotAsked
from scheduler.drafts.editing import applied, edited
from scheduler.drafts.placing import contents_of
from scheduler.drafts.standing import Standing, violations_beyond
from scheduler.errors import ChangedMeanwhileError
from scheduler.ids import AssociationId
from scheduler.mending.commands import Incident, Mending
from scheduler.mending.errors import ChoiceMissingError, ProposalGoneError
from scheduler.mending.proposals import RemedyKind
from scheduler.mending.queries import Damage, Fallen, damage
from scheduler.models.accounts import Role
from scheduler.models.people import Closure, Leave, Station
from scheduler.models.releases import Release
from scheduler.models.terms import Term
from scheduler.people.absences import add_closure, report_leave
from scheduler.people.commands import ClosureContent, LeaveContent
from scheduler.publishing.current import publish_edits, published_now
from scheduler.rows import load


@dataclass(frozen=True, slots=True)
class Declared:
    """The closures and leaves an incident made."""

    closures: list[Closure]
    leaves: list[Leave]


def mend(db: Session, *, actor: Actor, term_id: str, mending: Mending, today: dt.date) -> Release:
    """Publish the current release with the chosen proposals; what has none is dropped from the plan.

    Raises NotFoundError, NotAllowedError, ChangedMeanwhileError when another release came, ChoiceMissingError,
    ProposalGoneError, and what publishing raises.
    """
    term = load(db, Term, term_id, actor=actor, lock=True)
    actor.require(Role.PLANNER, action="term.mend")
    if term.current_release_id != mending.release_id:
        raise ChangedMeanwhileError(
            kind="term", id=term.id, yours=mending.release_id, current=term.current_release_id, row={}
        )
    found = damage(db, actor=actor, term_id=term_id, today=today)
    chosen = {choice.key: choice.proposal for choice in mending.choices}
    if missing := [row.key for row in found.fallen if row.key not in chosen]:
        raise ChoiceMissingError(missing)
    edits = [edit for row in found.fallen for edit in _edits(row, chosen[row.key])]
    title = mending.comment or f"调整 {len(found.fallen)} 项无法进行的安排"
    system = system_actor(AssociationId(term.association_id))
    if conflicts := _conflicts(db, term, edits, actor):
        raise ProposalGoneError(conflicts)
    release = publish_edits(db, term=term, title=title, edits=edits, actor=system)
    if release is None:
        raise ProposalGoneError([])
    return release


def declare_incident(
    db: Session, *, actor: Actor, term_id: str, incident: Incident, today: dt.date
) -> tuple[Declared, Damage]:
    """Close stations and venues, and keep people away, for the time of an incident; and what falls by it.

    Raises NotFoundError, NotAllowedError and WrongStateError while nothing is published.
    """
    load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, action="incident.declare")
    period = incident.model_dump(include={"first_date", "first_half", "last_date", "last_half"})
    period["reason"] = incident.name
    closures = [
        add_closure(db, actor=actor, content=ClosureContent(station_id=station, **period))
        for station in sorted({*incident.station_ids, *_stations_in(db, actor, incident.counties)})
    ]
    closures += [
        add_closure(db, actor=actor, content=ClosureContent(venue_id=venue, **period))
        for venue in sorted(set(incident.venue_ids))
    ]
    leaves = [
        report_leave(db, actor=actor, content=LeaveContent(supervisor_id=person, **period))
        for person in sorted(set(incident.supervisor_ids))
    ]
    return Declared(closures, leaves), damage(db, actor=actor, term_id=term_id, today=today)


def _stations_in(db: Session, actor: Actor, counties: list[str]) -> list[str]:
    query = select(Station.id).where(
        Station.association_id == actor.association_id,
        col(Station.county).in_(counties),
        col(Station.archived_at).is_(None),
    )
    return list(db.exec(query))


def _conflicts(db: Session, term: Term, edits: list[Edit], actor: Actor) -> list[str]:
    """What the edits together break that holds without them, in sentences."""
    published = published_now(db, term=term, actor=system_actor(AssociationId(term.association_id)))
    if published is None:
        return []
    before = after = Standing(published.problem, contents_of(published.problem, published.plan, []))
    for edit in edits:
        change = edited(published.problem, after.contents, edit)
        placings = {key: pair[1] for key, pair in change.placings.items()}
        after = after.edited(applied(after.contents, placings, {}))
    names = names_in(db, term.id, published.problem)
    broken = violations_beyond(after, before)
    return [names.violation(violation, published.problem, actor.language) for violation in broken]


def _edits(row: Fallen, number: int | None) -> list[Edit]:
    if number is None:
        return [Edit(kind=EditKind.DROP, key=row.key)]
    if number >= len(row.proposals):
        raise ProposalGoneError([])
    way = row.proposals[number]
    move = Edit(kind=EditKind.MOVE, key=row.key, slot=SlotAsked(date=way.date, start=way.start))
    hand_over = Edit(kind=EditKind.HAND_OVER, key=row.key, supervisors=way.supervisor_ids)
    others = [
        Edit(kind=EditKind.MOVE, key=other.key, slot=SlotAsked(date=other.to_date, start=other.to_start))
        for other in way.moves
    ]
    own = {RemedyKind.STAND_IN: [hand_over], RemedyKind.OTHER_DAY_AND_PERSON: [move, hand_over]}
    return [*own.get(way.remedy, [move]), *others]
