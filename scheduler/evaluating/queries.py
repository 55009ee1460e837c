"""Read forms, scores and ratings; a panel member sees the others' scores only when all have handed in."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.errors import NotAllowedError
from scheduler.models.accounts import Role
from scheduler.models.people import Station
from scheduler.models.records import EvaluationForm, EvaluationScore, JointScore, Rating
from scheduler.models.releases import EventKind, EventParty, PartyKind, ReleaseEvent
from scheduler.models.terms import Term
from scheduler.reports.permissions import READERS, reported_stations
from scheduler.rows import load
from solver.problem import Scheme

NEWEST: Final = (col(Rating.from_date).desc(), col(Rating.created_at).desc(), col(Rating.id))


def forms(db: Session, *, actor: Actor, archived: bool = False) -> list[EvaluationForm]:
    """The association's forms, the newest first. Raises NotAllowedError for those who never score."""
    actor.require(Role.PLANNER, Role.HEAD, Role.SUPERVISOR, action="evaluation.forms")
    query = select(EvaluationForm).where(EvaluationForm.association_id == actor.association_id)
    if not archived:
        query = query.where(col(EvaluationForm.archived_at).is_(None))
    return list(db.exec(query.order_by(col(EvaluationForm.created_at).desc(), col(EvaluationForm.id))))


def panel_scores(db: Session, *, actor: Actor, event_key: str) -> list[EvaluationScore]:
    """All scores of a visit as far as they go, for services; see `visible_scores` for what is shown."""
    return list(
        db.exec(
            select(EvaluationScore)
            .where(EvaluationScore.association_id == actor.association_id, EvaluationScore.event_key == event_key)
            .order_by(col(EvaluationScore.created_at), col(EvaluationScore.id))
        )
    )


def visible_scores(db: Session, *, actor: Actor, event_key: str, panel: frozenset[str]) -> list[EvaluationScore]:
    """The scores of a visit that the actor may see: one's own, and everybody's when the whole panel has handed in."""
    scores = panel_scores(db, actor=actor, event_key=event_key)
    if {score.supervisor_id for score in scores if score.handed_in_at} >= panel:
        return scores
    return [score for score in scores if score.supervisor_id == actor.supervisor_id]


def joint_score(db: Session, *, actor: Actor, event_key: str) -> JointScore | None:
    """The panel's agreed score, if there is one yet."""
    return db.exec(
        select(JointScore).where(JointScore.association_id == actor.association_id, JointScore.event_key == event_key)
    ).first()


@dataclass(frozen=True, slots=True)
class RatedStation:
    """A station and the rating that it was given last, if any is on record, with how many there are."""

    station: Station
    latest: Rating | None
    given: int


@dataclass(frozen=True, slots=True)
class EvaluationProgress:
    """How far an evaluation visit of the current release has come; panel and `handed_in` are keys of supervisors."""

    event: ReleaseEvent
    station_id: str
    panel: dict[str, str]
    """Names by key."""
    begun: frozenset[str]
    handed_in: frozenset[str]
    joint: JointScore | None


def rated_stations(db: Session, *, actor: Actor) -> list[RatedStation]:
    """The stations the actor may read, by county and name, with their last rating. Raises NotAllowedError."""
    actor.require(*READERS, action="rating.list")
    own = (Station.association_id == actor.association_id, reported_stations(actor))
    stations = db.exec(
        select(Station)
        .where(*own, col(Station.archived_at).is_(None))
        .order_by(col(Station.county), col(Station.name), col(Station.id))
    )
    given: defaultdict[str, list[Rating]] = defaultdict(list)
    query = select(Rating).where(Rating.association_id == actor.association_id)
    for row in db.exec(query.order_by(*NEWEST)):
        given[row.station_id].append(row)
    return [RatedStation(row, next(iter(given[row.id]), None), len(given[row.id])) for row in stations]


def evaluations(db: Session, *, actor: Actor, term_id: str) -> list[EvaluationProgress]:
    """The evaluation visits of a term's current release, in time order; a supervisor sees those of their own panels.

    Raises NotFoundError and NotAllowedError.
    """
    term = load(db, Term, term_id, actor=actor)
    actor.require(Role.PLANNER, Role.HEAD, Role.SUPERVISOR, action="evaluation.list")
    query = select(ReleaseEvent).where(
        ReleaseEvent.release_id == term.current_release_id,
        ReleaseEvent.kind == EventKind.VISIT,
        ReleaseEvent.scheme == Scheme.EVALUATION.value,
    )
    events = list(db.exec(query.order_by(col(ReleaseEvent.date), col(ReleaseEvent.start), col(ReleaseEvent.key))))
    panels = _panels(db, [event.id for event in events])
    scores: defaultdict[str, list[EvaluationScore]] = defaultdict(list)
    for score in db.exec(select(EvaluationScore).where(EvaluationScore.term_id == term.id)):
        scores[score.event_key].append(score)
    joint = {row.event_key: row for row in db.exec(select(JointScore).where(JointScore.term_id == term.id))}
    return [
        EvaluationProgress(
            event=event,
            station_id=event.station_id,
            panel=panels[event.id],
            begun=frozenset(score.supervisor_id for score in scores[event.key]),
            handed_in=frozenset(score.supervisor_id for score in scores[event.key] if score.handed_in_at),
            joint=joint.get(event.key),
        )
        for event in events
        if event.station_id is not None
        and (actor.role is not Role.SUPERVISOR or actor.supervisor_id in panels[event.id])
    ]


def panel_of(db: Session, *, event: ReleaseEvent) -> dict[str, str]:
    """The panel of a published visit: names by key of the supervisor."""
    return _panels(db, [event.id])[event.id]


def _panels(db: Session, events: list[str]) -> defaultdict[str, dict[str, str]]:
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    query = select(EventParty).where(
        col(EventParty.event_id).in_(events), EventParty.party_kind == PartyKind.SUPERVISOR
    )
    for row in db.exec(query):
        found[row.event_id][row.party_id] = row.name
    return found


def ratings(db: Session, *, actor: Actor, station_id: str) -> list[Rating]:
    """A station's ratings, the newest first, for the station itself, its county and the association.

    Raises NotFoundError and NotAllowedError.
    """
    station = load(db, Station, station_id, actor=actor)
    may_see = (
        actor.is_of_office
        or actor.station_id == station_id
        or (actor.role is Role.COUNTY_VIEWER and actor.county == station.county)
    )
    query = select(Rating).where(Rating.station_id == station_id, Rating.association_id == actor.association_id)
    if not may_see:
        raise NotAllowedError(action="rating.list")
    return list(db.exec(query.order_by(*NEWEST)))
